package tenant

import (
	"errors"
	"fmt"
	"slices"
)

// Plan compares what is there with what is wanted.
func (r *Run) Plan(staged bool) ([]*Operation, error) {
	objects, faults, err := r.state()
	if err != nil {
		return nil, err
	}
	if len(faults) > 0 {
		return nil, faults[0]
	}
	var all []*Operation
	for _, w := range r.Script.Desired {
		operations, err := r.plan(w, objects[w.ID], staged)
		if err != nil {
			return nil, err
		}
		all = append(all, operations...)
	}
	return all, nil
}

// plan compares one object with what is wanted of it; nil is one that is to be made.
func (r *Run) plan(w Want, o *Object, staged bool) ([]*Operation, error) {
	facts := r.Script.Kinds[w.Kind]
	wanted := map[string][]string{}
	for _, s := range w.Settings {
		wanted[s.Name] = s.Texts
		if staged && s.Name == facts.Switch {
			wanted[s.Name] = []string{"False"}
		}
	}
	rows, err := r.differing(w, o, wanted, staged)
	if err != nil {
		return nil, err
	}
	if o != nil && !r.ChangeExisting && !r.Careless {
		if foreign := r.foreign(w, slices.Concat(rows["Disable"], rows["Update"], rows["Enable"])); len(foreign) > 0 {
			return nil, fmt.Errorf("%w: %s: %v", ErrForeign, w.ID, foreign)
		}
	}
	if valid := []string{"True"}; o != nil && len(rows["Update"]) > 0 && len(w.Test) > 0 && !w.Lenient && !r.Trusting &&
		sameTexts(r.text(o, w.Kind, facts.Validated), valid) {
		wanted[facts.Validated] = []string{"False"}
		rows["Update"] = append(rows["Update"], Row{facts.Validated, valid, wanted[facts.Validated]})
	}
	var all []*Operation
	add := func(name string, rows []Row, arguments map[string][]string) {
		op := &Operation{Want: w.ID, Kind: w.Kind, Name: name, Rows: rows, Arguments: arguments, Test: w.Test}
		if o != nil {
			op.Identity = o.Identity
		}
		all = append(all, op)
	}
	for _, name := range []string{"Disable", "Create", "Update", "Enable"} {
		if len(rows[name]) > 0 {
			add(name, rows[name], facts.arguments(name, rows[name], wanted))
		}
	}
	if len(w.Test) == 0 || staged {
		return all, nil
	}
	changed := len(all) > 0
	valid := o != nil && !changed && sameTexts(o.Texts[facts.Validated], []string{"True"})
	if changed || !valid && !w.Lenient {
		add("Validate", nil, nil)
		if !w.Lenient {
			add("Record", r.noted(w, o), nil)
		}
	}
	return all, nil
}

// differing are the settings that are not as they are wanted, by the operation that
// changes them.
func (r *Run) differing(w Want, o *Object, wanted map[string][]string, staged bool) (map[string][]Row, error) {
	facts := r.Script.Kinds[w.Kind]
	rows := map[string][]Row{}
	for _, s := range w.Settings {
		after := r.texts(w.Kind, s.Name, wanted[s.Name])
		var before []string
		if o != nil {
			before = r.text(o, w.Kind, s.Name)
		}
		if sameTexts(before, after) {
			continue
		}
		row := Row{s.Name, before, after}
		still := staged && s.Name == facts.Switch && o != nil
		switch {
		case still || s.OnlyIfEmpty && len(before) > 0:
		case o == nil && !slices.Contains(facts.NotOnNew, s.Name):
			rows["Create"] = append(rows["Create"], row)
		case !slices.Contains(facts.NotOnSet, s.Name):
			rows["Update"] = append(rows["Update"], row)
		case facts.Switched == s.Name && sameTexts(wanted[s.Name], []string{"True"}):
			rows["Enable"] = append(rows["Enable"], row)
		case facts.Switched == s.Name:
			rows["Disable"] = append(rows["Disable"], row)
		default:
			return nil, fmt.Errorf("%s of %s is %v and cannot be changed to %v", s.Name, w.ID, before, after)
		}
	}
	return rows, nil
}

// arguments are what the cmdlet of an operation is given: the settings that it changes,
// with those that go with them. To turn an object on or off takes none.
func (f Facts) arguments(name string, rows []Row, wanted map[string][]string) map[string][]string {
	arguments := map[string][]string{}
	if name != "Create" && name != "Update" {
		return arguments
	}
	for _, row := range rows {
		arguments[row.Name] = wanted[row.Name]
		for _, partner := range f.With[row.Name] {
			if len(wanted[partner]) > 0 {
				arguments[partner] = wanted[partner]
			}
		}
	}
	return arguments
}

// noted are the settings that put a validation on record.
func (r *Run) noted(w Want, o *Object) []Row {
	facts := r.Script.Kinds[w.Kind]
	rows := []Row{{Name: facts.TestedFor, To: w.Test}, {Name: facts.Validated, To: []string{"True"}}, {Name: facts.TestedAt}}
	for i := range rows {
		if o != nil {
			rows[i].From = r.text(o, w.Kind, rows[i].Name)
		}
	}
	return rows
}

// ErrForeign says that an object was there before, and that nobody has agreed to
// change it.
var ErrForeign = errors.New("it was there before")

// foreign are the changes of an object that show that it was there before: see
// Get-ForeignRow.
func (r *Run) foreign(w Want, rows []Row) []string {
	facts := r.Script.Kinds[w.Kind]
	var all []string
	for _, row := range rows {
		var fresh []string
		if text := facts.Fresh[row.Name]; text != "" {
			fresh = []string{text}
		}
		second := slices.Contains(facts.NotOnNew, row.Name) && sameTexts(row.From, fresh)
		replaced := slices.ContainsFunc(w.Settings, func(s Setting) bool { return s.Name == row.Name && s.Replaced })
		if !facts.Singleton && !second && row.Name != facts.Switch && !replaced {
			all = append(all, row.Name)
		}
	}
	return all
}
