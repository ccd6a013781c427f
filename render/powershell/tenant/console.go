package tenant

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
)

// A Console is a person who follows the steps of a runbook in the admin center.
type Console struct {
	Tenant *Tenant
	// Typed counts the values that were read from the words of a step; the others
	// are options and boxes, for which the step's setting stands.
	Typed, Taken int
}

// Follow does the steps of a closed plan, in their order: a step fills in the
// settings that it says it sets, and saves the objects that it says it saves. A
// changing step that sets something of an object which no step saves, saves it.
// What the reader has to find out is [Asked].
func (c *Console) Follow(p *plan.Plan, values plan.Values) error {
	objects := map[string]plan.Object{}
	settings := map[string]plan.Setting{}
	for _, o := range p.Objects {
		if len(o.Kind.Get) == 0 {
			continue
		}
		objects[o.ID] = o
		for _, s := range o.Settings {
			settings[s.ID] = s
		}
	}
	saved := map[string]bool{}
	for _, section := range p.Sections {
		for _, step := range section.Steps {
			for _, id := range step.Commits {
				saved[id] = true
			}
		}
	}
	form := map[string]map[string][]string{} // object → what is filled in
	for _, section := range p.Sections {
		for _, step := range section.Steps {
			commits := slices.Clone(step.Commits)
			for _, id := range step.Settings {
				s, ok := settings[id]
				if !ok {
					continue // the vendor's
				}
				owner := id[:len(id)-len(s.Name)-1]
				texts, typed := typedIn(step, s, values)
				if typed {
					c.Typed++
				} else {
					c.Taken++
					texts = Texts(s.Value, values)
				}
				if form[owner] == nil {
					form[owner] = map[string][]string{}
				}
				if s.Policy == plan.PolicyIfEmpty && c.has(objects[owner], s.Name) {
					texts = nil // the step says to leave what is there
				} else {
					form[owner][s.Name] = texts
				}
				if !saved[owner] && step.Changes && !slices.Contains(commits, owner) {
					commits = append(commits, owner)
				}
			}
			for _, id := range commits {
				if o, ok := objects[id]; ok {
					if err := c.save(o, form[id]); err != nil {
						return fmt.Errorf("step %s: %w", step.Code, err)
					}
					delete(form, id)
				}
			}
		}
	}
	for id := range form {
		return fmt.Errorf("%s was filled in and never saved", id)
	}
	return nil
}

func (c *Console) has(o plan.Object, name string) bool {
	return o.Kind.Singleton && len(c.Tenant.objects[o.Kind.ID][0].Texts[name]) > 0
}

// save makes an object of what is filled in. The console gives all of it at once,
// also what the New cmdlet does not take.
func (c *Console) save(o plan.Object, form map[string][]string) error {
	k := o.Kind
	if k.Singleton {
		return c.Tenant.change(k, c.Tenant.objects[k.ID][0], form)
	}
	first, later := map[string][]string{}, map[string][]string{}
	for name, texts := range form {
		if s, _ := k.Setting(name); s.NotOnNew {
			later[name] = texts
		} else {
			first[name] = texts
		}
	}
	if err := c.Tenant.create(k, first); err != nil {
		return err
	}
	made := c.Tenant.objects[k.ID]
	return c.Tenant.change(k, made[len(made)-1], later)
}

// Texts are the texts of a value of a closed plan.
func Texts(v plan.Value, values plan.Values) []string {
	switch v := v.(type) {
	case plan.One:
		return []string{v.Text.Fill(values)}
	case plan.Many:
		var all []string
		for _, t := range v.Texts {
			all = append(all, t.Fill(values))
		}
		return all
	case plan.Switch:
		if v.On {
			return []string{"True"}
		}
		return []string{"False"}
	case plan.Manual:
		return []string{Asked}
	}
	return nil
}

// typedIn are the values that the words of a step give for a setting.
func typedIn(step plan.Step, s plan.Setting, values plan.Values) ([]string, bool) {
	switch s.Value.(type) {
	case plan.One, plan.Many:
	default:
		return nil, false
	}
	var texts []string
	for _, b := range step.Body {
		shownIn(reflect.ValueOf(b), func(v plan.Shown) {
			if text := v.Text.Fill(values); v.Setting == s.ID && !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		})
	}
	return texts, len(texts) > 0
}

// shownIn visits every value that some words show.
func shownIn(v reflect.Value, visit func(plan.Shown)) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			shownIn(v.Elem(), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			shownIn(v.Index(i), visit)
		}
	case reflect.Struct:
		if s, ok := v.Interface().(plan.Shown); ok {
			visit(s)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				shownIn(v.Field(i), visit)
			}
		}
	}
}
