package tenant

import (
	"fmt"
	"slices"
)

// Rollback takes back what a state file records.
func (r *Run) Rollback(file *File) error {
	operations, err := r.PlanRollback(file)
	if err != nil {
		return err
	}
	return r.Invoke(operations, nil)
}

// PlanRollback compares what is there with what a state file records. That
// somebody has changed an object since is an error.
func (r *Run) PlanRollback(file *File) ([]*Operation, error) {
	all, err := r.listAll()
	if err != nil {
		return nil, err
	}
	changes := slices.Clone(file.Changes)
	if !r.Forward {
		slices.Reverse(changes)
	}
	created := map[string]bool{}
	for _, c := range changes {
		created[c.Want] = created[c.Want] || c.Name == "Create"
	}
	var operations []*Operation
	var gone []string
	for _, c := range changes {
		facts := r.Script.Kinds[c.Kind]
		if c.Name == "Validate" || c.Name != "Create" && created[c.Want] {
			continue
		}
		notes := []string{facts.TestedFor, facts.Validated, facts.TestedAt}
		identity := c.Identity
		if c.Name == "Create" && !c.Done {
			made := r.created(c, file, all[c.Kind])
			if len(made) > 1 {
				return nil, fmt.Errorf("%d objects may be the %s", len(made), c.Want)
			}
			if len(made) == 0 {
				continue
			}
			identity = made[0]
		}
		at := slices.IndexFunc(all[c.Kind], func(o *Object) bool { return facts.Singleton || o.Identity == identity })
		if at < 0 {
			continue
		}
		o := all[c.Kind][at]
		var rows []Row
		compared := c.Rows
		if c.Name == "Create" {
			compared = nil
			for _, other := range file.Changes {
				if other.Want == c.Want && other.Name != "Validate" {
					compared = append(compared, other.Rows...)
				}
			}
		}
		for _, row := range compared {
			current := r.text(o, c.Kind, row.Name)
			if !r.Force && !ours(file, c, row.Name, current) && row.Name != facts.Switch && !slices.Contains(notes, row.Name) {
				return nil, fmt.Errorf("%s of %s is %v by now", row.Name, c.Want, current)
			}
			if !sameTexts(current, row.From) {
				rows = append(rows, Row{row.Name, current, row.From})
			}
		}
		add := func(name string, arguments map[string][]string, rows ...Row) {
			operations = append(operations, &Operation{
				Want: c.Want, Kind: c.Kind, Name: name, Identity: identity, Arguments: arguments, Rows: rows,
			})
		}
		switch {
		case c.Name == "Create":
			gone = append(gone, identity)
			if facts.Switch != "" && !sameTexts(r.text(o, c.Kind, facts.Switch), []string{"False"}) {
				if facts.Switched != "" {
					add("Disable", nil)
				} else {
					add("Update", map[string][]string{facts.Switch: {"False"}})
				}
			}
			add("Remove", nil)
		case len(rows) == 0:
		case c.Name == "Update" || c.Name == "Record":
			arguments := map[string][]string{}
			for _, row := range rows {
				if r.needed(facts.NeededBy[row.Name], row, all, gone) || row.Name == facts.TestedAt && len(row.To) == 0 {
					add("None", nil, row)
					continue
				}
				arguments[row.Name] = r.back(c.Kind, row.Name, row.To)
				for _, partner := range facts.With[row.Name] {
					if _, ok := arguments[partner]; !ok {
						arguments[partner] = r.back(c.Kind, partner, r.saved(file, c.Kind, identity, partner))
					}
				}
			}
			if text := r.saved(file, c.Kind, identity, facts.Validated); len(arguments) > 0 && len(text) > 0 && facts.TestedFor != "" {
				arguments[facts.Validated] = text
			}
			if len(arguments) > 0 {
				add("Update", arguments)
			}
		case c.Name == "Enable":
			add("Disable", nil)
		default:
			add("Enable", nil)
		}
	}
	return operations, nil
}

// created finds an object that a run made without noting its identity.
func (r *Run) created(c *Change, file *File, objects []*Object) []string {
	var found []string
	for _, o := range objects {
		if slices.ContainsFunc(file.Start[c.Kind], func(old *Object) bool { return old.Identity == o.Identity }) {
			continue
		}
		matching, same := 0, true
		for _, row := range c.Rows {
			if slices.Contains(r.Script.Kinds[c.Kind].Match, row.Name) {
				matching++
				same = same && sameTexts(r.text(o, c.Kind, row.Name), row.To)
			}
		}
		if matching > 0 && same {
			found = append(found, o.Identity)
		}
	}
	return found
}

// ours tells whether a value is one that the run gave or found.
func ours(file *File, c *Change, name string, current []string) bool {
	for _, other := range file.Changes {
		if other.Want != c.Want {
			continue
		}
		for _, row := range other.Rows {
			if row.Name != name {
				continue
			}
			if sameTexts(current, row.To) || other.Name != "Create" && sameTexts(current, row.From) {
				return true
			}
		}
	}
	return false
}

// needed tells whether anybody else needs a value that was not there before.
func (r *Run) needed(kinds []string, row Row, all map[string][]*Object, gone []string) bool {
	for _, kind := range kinds {
		if len(row.To) > 0 {
			return false
		}
		for _, o := range all[kind] {
			if !slices.Contains(gone, o.Identity) {
				return true
			}
		}
	}
	return false
}

func (r *Run) saved(file *File, kind, identity, name string) []string {
	for _, o := range file.Start[kind] {
		if o.Identity == identity {
			return r.text(o, kind, name)
		}
	}
	return nil
}

// back is a value as ConvertFrom-TextList makes it.
func (r *Run) back(kind, name string, texts []string) []string {
	if !slices.Contains(r.Script.Kinds[kind].Boolean, name) || r.Script.UnsetBooleans && len(texts) == 0 {
		return texts
	}
	if sameTexts(texts, []string{"True"}) {
		return []string{"True"}
	}
	return []string{"False"}
}
