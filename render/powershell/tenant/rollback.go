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
	back := &rollback{Run: r, file: file, all: all, made: map[string]bool{}}
	for _, c := range changes {
		back.made[c.Want] = back.made[c.Want] || c.Name == "Create"
	}
	for _, c := range changes {
		if err := back.take(c); err != nil {
			return nil, err
		}
	}
	return back.operations, nil
}

// A rollback is what takes changes back, as far as it is planned.
type rollback struct {
	*Run
	file       *File
	all        map[string][]*Object // by kind: what is there
	made       map[string]bool      // by what is wanted: the run has created it
	gone       []string             // identities of what is removed before
	operations []*Operation
}

// take plans what takes one change back. Of an object that the run has created only
// that matters: it is removed.
func (b *rollback) take(c *Change) error {
	if c.Name == "Validate" || c.Name != "Create" && b.made[c.Want] {
		return nil
	}
	o, identity, err := b.object(c)
	if o == nil || err != nil {
		return err
	}
	rows, err := b.rows(c, o)
	if err != nil {
		return err
	}
	add := func(name string, arguments map[string][]string, rows ...Row) {
		b.operations = append(b.operations, &Operation{
			Want: c.Want, Kind: c.Kind, Name: name, Identity: identity, Arguments: arguments, Rows: rows,
		})
	}
	facts := b.Script.Kinds[c.Kind]
	switch {
	case c.Name == "Create":
		b.gone = append(b.gone, identity)
		if facts.Switch != "" && !sameTexts(b.text(o, c.Kind, facts.Switch), []string{"False"}) {
			if facts.Switched != "" {
				add("Disable", nil)
			} else {
				add("Update", map[string][]string{facts.Switch: {"False"}})
			}
		}
		add("Remove", nil)
	case len(rows) == 0:
	case c.Name == "Update" || c.Name == "Record":
		arguments, stays := b.arguments(c, identity, rows)
		for _, row := range stays {
			add("None", nil, row)
		}
		if len(arguments) > 0 {
			add("Update", arguments)
		}
	case c.Name == "Enable":
		add("Disable", nil)
	default:
		add("Enable", nil)
	}
	return nil
}

// object is what a change was made to, and how to call it; nil where it is not there.
// What a run made without noting its identity is found by its values.
func (b *rollback) object(c *Change) (*Object, string, error) {
	identity := c.Identity
	if c.Name == "Create" && !c.Done {
		made := b.created(c, b.file, b.all[c.Kind])
		if len(made) > 1 {
			return nil, "", fmt.Errorf("%d objects may be the %s", len(made), c.Want)
		}
		if len(made) == 0 {
			return nil, "", nil
		}
		identity = made[0]
	}
	for _, o := range b.all[c.Kind] {
		if b.Script.Kinds[c.Kind].Singleton || o.Identity == identity {
			return o, identity, nil
		}
	}
	return nil, "", nil
}

// rows are the settings that have to change for an object to be as it was before a
// change. One that somebody else has changed since is an error.
func (b *rollback) rows(c *Change, o *Object) ([]Row, error) {
	facts := b.Script.Kinds[c.Kind]
	notes := []string{facts.TestedFor, facts.Validated, facts.TestedAt}
	compared := c.Rows
	if c.Name == "Create" {
		compared = nil
		for _, other := range b.file.Changes {
			if other.Want == c.Want && other.Name != "Validate" {
				compared = append(compared, other.Rows...)
			}
		}
	}
	var rows []Row
	for _, row := range compared {
		current := b.text(o, c.Kind, row.Name)
		if !b.Force && !ours(b.file, c, row.Name, current) && row.Name != facts.Switch && !slices.Contains(notes, row.Name) {
			return nil, fmt.Errorf("%s of %s is %v by now", row.Name, c.Want, current)
		}
		if !sameTexts(current, row.From) {
			rows = append(rows, Row{row.Name, current, row.From})
		}
	}
	return rows, nil
}

// arguments put settings back, with what has to be given beside them; what somebody
// else needs by now, or what no cmdlet can take away, stays.
func (b *rollback) arguments(c *Change, identity string, rows []Row) (arguments map[string][]string, stays []Row) {
	facts := b.Script.Kinds[c.Kind]
	arguments = map[string][]string{}
	for _, row := range rows {
		if b.needed(facts.NeededBy[row.Name], row, b.all, b.gone) || row.Name == facts.TestedAt && len(row.To) == 0 {
			stays = append(stays, row)
			continue
		}
		arguments[row.Name] = b.back(c.Kind, row.Name, row.To)
		for _, partner := range facts.With[row.Name] {
			if _, ok := arguments[partner]; !ok {
				arguments[partner] = b.back(c.Kind, partner, b.saved(b.file, c.Kind, identity, partner))
			}
		}
	}
	if text := b.saved(b.file, c.Kind, identity, facts.Validated); len(arguments) > 0 && len(text) > 0 && facts.TestedFor != "" {
		arguments[facts.Validated] = text
	}
	return arguments, stays
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
