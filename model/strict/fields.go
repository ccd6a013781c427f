package strict

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/source"
)

// fieldRules holds the compiled rules of the validate tags.
var fieldRules = sync.OnceValue(func() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		if name := f.Tag.Get("yaml"); name != "" && name != "-" {
			return name
		}
		return f.Name
	})
	v.RegisterCustomTypeFunc(func(w reflect.Value) any {
		if w.CanAddr() { // most are: a copy of each word takes longer than its rule
			return w.Addr().Interface().(*source.Word).Text
		}
		return w.Interface().(source.Word).Text
	}, source.Word{})
	if err := v.RegisterValidation("powershell", func(f validator.FieldLevel) bool {
		return powershellName().MatchString(f.Field().String())
	}); err != nil {
		panic(err) // the name and the function are ours
	}
	return v
})

// powershellName is a name that PowerShell reads as one word: of a cmdlet, a
// script, a parameter or a property.
var powershellName = pattern.New(`^[A-Za-z][A-Za-z0-9]*(-[A-Za-z][A-Za-z0-9]*)?$`)

// broken are the rules of the validate tags that a struct breaks.
func broken(value any) validator.ValidationErrors {
	err := fieldRules().Struct(value)
	var all validator.ValidationErrors
	if err != nil && !errors.As(err, &all) {
		panic(fmt.Sprintf("strict: %v", err))
	}
	return all
}

// fieldOf is the path to the field of a broken rule, and the key of the document
// that it is below.
func fieldOf(f validator.FieldError) (path, key string) {
	_, path, _ = strings.Cut(f.Namespace(), ".")
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return path, path[:i]
	}
	return path, path
}

// A reporter reports what a document breaks.
type reporter struct {
	document reflect.Type
	says     Says
	file     *source.File // where what the document lacks is reported
	places   map[string]source.Pos
}

// report reports each broken rule at the node that the field was read from, or at
// the mapping that lacks it; in a document that lacks it, at the start of a file.
func (r *reporter) report(broken validator.ValidationErrors, faults *source.List) {
	for _, f := range broken {
		path, _ := fieldOf(f)
		pos, given := r.places[path]
		for known := given; !known && path != ""; {
			path = parent(path)
			pos, known = r.places[path]
		}
		if f.Tag() == "required" && given && faults.At(pos) {
			continue // it is there, but could not be read: that was reported
		}
		if !pos.IsValid() {
			pos = r.file.Start()
		}
		d := source.Diagnostic{Pos: pos, Message: ruleMessage(f)}
		if f.Tag() == "required" {
			d.Hint = r.lacking(f)
		}
		faults.Add(d)
	}
}

// lacking says what the key is that is missing.
func (r *reporter) lacking(f validator.FieldError) string {
	if f.Field() == "source" {
		return "say where it is from: source: [ID], or [\"ID:12\"] for its line 12, with an id of sources.yaml"
	}
	in, field, ok := fieldIn(r.document, f.StructNamespace())
	if r.says == nil || !ok {
		return ""
	}
	if said := r.says(in, field); said != "" {
		return f.Field() + ": " + said
	}
	return ""
}

// fieldIn is the field at the end of a path of the validator's, such as
// Procedure.Sections[2].Title, and the struct that has it.
func fieldIn(t reflect.Type, path string) (in reflect.Type, field reflect.StructField, ok bool) {
	_, path, _ = strings.Cut(path, ".")
	for step := range strings.SplitSeq(path, ".") {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return nil, field, false
		}
		name, _, _ := strings.Cut(step, "[")
		if field, ok = t.FieldByName(name); !ok {
			return nil, field, false
		}
		in, t = t, field.Type
	}
	return in, field, ok
}

func parent(path string) string {
	if i := strings.LastIndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return ""
}

func ruleMessage(f validator.FieldError) string {
	switch f.Tag() {
	case "required":
		return fmt.Sprintf("key %q is missing", f.Field())
	case "oneof":
		return fmt.Sprintf("%s %q is none of: %s", f.Field(), f.Value(), strings.ReplaceAll(f.Param(), " ", ", "))
	case "min":
		return fmt.Sprintf("%s needs at least %s", f.Field(), f.Param())
	case "max":
		return fmt.Sprintf("%s may be %s at the most", f.Field(), f.Param())
	case "powershell":
		return fmt.Sprintf("%s %q is no name in PowerShell: letters and digits, and one hyphen in a cmdlet's", f.Field(), f.Value())
	case "uppercase":
		return fmt.Sprintf("%s %q is not all capitals", f.Field(), f.Value())
	case "gtefield":
		return fmt.Sprintf("%s is less than %s", f.Field(), strings.ToLower(f.Param()))
	}
	return fmt.Sprintf("%s breaks the rule %q", f.Field(), f.Tag())
}
