package tenant

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Run carries a script out on a tenant. What it does is what the functions of
// the script say: Get-TenantState, Get-Operation, Invoke-Operation and
// Get-RollbackOperation.
type Run struct {
	Script *Script
	Tenant *Tenant
	// Forward takes changes back first change first, which is wrong: a test shows
	// that it is.
	Forward bool
	// ChangeExisting is the parameter of that name: what was there before is changed.
	ChangeExisting bool
	// Force is the parameter of that name: Rollback takes back also what somebody has
	// changed since.
	Force bool
	// Trusting leaves a success on record while a change has not been tested, which
	// is wrong as well.
	Trusting bool
	// Careless changes what was there before, asked or not.
	Careless bool
	// After looks at the tenant after each change that is made, with how many
	// operations are behind it by then, the skipped ones included. An error of its
	// own stops the run. It may be nil.
	After func(behind int) error
}

// An Operation is one change.
type Operation struct {
	Want      string // id
	Kind      string
	Name      string // Create, Update, Enable, Disable, Validate, Record, Remove; None: it stays
	Identity  string
	Rows      []Row
	Arguments map[string][]string
	Test      []string
}

// A Row is a setting that an operation changes.
type Row struct {
	Name     string
	From, To []string
}

// A File is a state file: what was there, and each change.
type File struct {
	Start   map[string][]*Object // kind → objects, as they read
	Changes []*Change
}

// A Change is an operation that was begun. One that is not done may have been
// made or not.
type Change struct {
	Operation
	Done bool
}

// text is what a setting of an object reads as.
func (r *Run) text(o *Object, kind, name string) []string {
	property := name
	if read, ok := r.Script.Kinds[kind].Read[name]; ok {
		property = read
	}
	return r.texts(kind, name, o.Texts[property])
}

// texts are values as they read. Nothing is changed in a list that is one already.
func (r *Run) texts(kind, name string, values []string) []string {
	facts := r.Script.Kinds[kind]
	prefix := facts.Prefix[name]
	if prefix == "" && len(facts.Empty[name]) == 0 && !slices.Contains(values, "") {
		return values
	}
	var all []string
	for _, text := range values {
		if len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix) {
			text = text[len(prefix):]
		}
		if text != "" && !holds(facts.Empty[name], text) {
			all = append(all, text)
		}
	}
	return all
}

func holds(all []string, text string) bool {
	return slices.ContainsFunc(all, func(other string) bool { return strings.EqualFold(other, text) })
}

// list is every object of a kind, each once.
func (r *Run) list(kind string) ([]*Object, error) {
	var all []*Object
	for _, c := range r.Script.lists[kind] {
		found, err := r.Tenant.Get(c.cmdlet, "", c.on...)
		if err != nil {
			return nil, err
		}
		for _, o := range found {
			if !slices.ContainsFunc(all, func(other *Object) bool { return other.Identity == o.Identity }) {
				all = append(all, o)
			}
		}
	}
	return all, nil
}

func (r *Run) listAll() (map[string][]*Object, error) {
	all := map[string][]*Object{}
	for _, w := range r.Script.Desired {
		if _, ok := all[w.Kind]; ok {
			continue
		}
		found, err := r.list(w.Kind)
		if err != nil {
			return nil, err
		}
		all[w.Kind] = found
	}
	return all, nil
}

// find picks the objects that are one of ours.
func (r *Run) find(objects []*Object, w Want, old, partly bool) []*Object {
	var found []*Object
	add := func(name string, texts []string, partly bool) {
		for _, o := range objects {
			current := r.text(o, w.Kind, name)
			common := slices.ContainsFunc(current, func(text string) bool { return holds(texts, text) })
			if (sameTexts(current, texts) || partly && common) && !slices.Contains(found, o) {
				found = append(found, o)
			}
		}
	}
	if old {
		for _, k := range w.Known {
			add(k.Name, k.Texts, true)
		}
		return found
	}
	for _, s := range w.Settings {
		texts := r.texts(w.Kind, s.Name, s.Texts)
		if len(texts) > 0 && slices.Contains(r.Script.Kinds[w.Kind].Match, s.Name) {
			add(s.Name, texts, partly)
		}
	}
	return found
}

// state finds the wanted objects that are there already, and says what has to be
// solved before anything is changed.
func (r *Run) state() (objects map[string]*Object, faults []error, err error) {
	all, err := r.listAll()
	if err != nil {
		return nil, nil, err
	}
	free := map[string][]*Object{}
	for kind, found := range all {
		free[kind] = found
	}
	objects = map[string]*Object{}
	for _, old := range []bool{false, true} {
		for _, w := range r.Script.Desired {
			if _, known := objects[w.ID]; known {
				continue
			}
			singleton := r.Script.Kinds[w.Kind].Singleton
			hits := free[w.Kind]
			if !singleton {
				hits = r.find(free[w.Kind], w, old, false)
			}
			if len(hits) > 1 {
				objects[w.ID] = nil // which one it is, is not for a script to decide
				faults = append(faults, fmt.Errorf("%d objects may be the %s", len(hits), w.ID))
				continue
			}
			if len(hits) == 0 {
				continue
			}
			objects[w.ID] = hits[0]
			if !singleton {
				free[w.Kind] = slices.DeleteFunc(slices.Clone(free[w.Kind]), func(o *Object) bool { return o == hits[0] })
			}
		}
	}
	for _, w := range r.Script.Desired {
		facts := r.Script.Kinds[w.Kind]
		if objects[w.ID] == nil && !facts.Creatable {
			faults = append(faults, fmt.Errorf("no %s is there", w.ID))
		}
		if !facts.Singleton && len(faults) == 0 && len(r.find(free[w.Kind], w, false, true)) > 0 {
			faults = append(faults, fmt.Errorf("a value of %s is also that of another one", w.ID))
		}
	}
	return objects, faults, nil
}

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

func (r *Run) plan(w Want, o *Object, staged bool) ([]*Operation, error) {
	facts := r.Script.Kinds[w.Kind]
	wanted := map[string][]string{}
	for _, s := range w.Settings {
		wanted[s.Name] = s.Texts
		if staged && s.Name == facts.Switch {
			wanted[s.Name] = []string{"False"}
		}
	}
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
		if len(rows[name]) == 0 {
			continue
		}
		arguments := map[string][]string{}
		if name == "Create" || name == "Update" {
			for _, row := range rows[name] {
				arguments[row.Name] = wanted[row.Name]
				for _, partner := range facts.With[row.Name] {
					if len(wanted[partner]) > 0 {
						arguments[partner] = wanted[partner]
					}
				}
			}
		}
		add(name, rows[name], arguments)
	}
	if len(w.Test) > 0 && !staged {
		changed := len(all) > 0
		valid := o != nil && !changed && sameTexts(o.Texts[facts.Validated], []string{"True"})
		if changed || !valid && !w.Lenient {
			add("Validate", nil, nil)
			if !w.Lenient {
				noted := []Row{{Name: facts.TestedFor, To: w.Test}, {Name: facts.Validated, To: []string{"True"}}, {Name: facts.TestedAt}}
				for i := range noted {
					if o != nil {
						noted[i].From = r.text(o, w.Kind, noted[i].Name)
					}
				}
				add("Record", noted, nil)
			}
		}
	}
	return all, nil
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

// Begin makes the state file of a run.
func (r *Run) Begin() (*File, error) {
	all, err := r.listAll()
	return &File{Start: all}, err
}

// Invoke makes changes, one after the other, and stops at the first that fails.
// A file may be nil.
func (r *Run) Invoke(operations []*Operation, file *File) error {
	made := map[string]string{}
	for i, op := range operations {
		if op.Name == "None" {
			continue
		}
		call, ok := r.Script.calls[op.Kind+": "+op.Name]
		if !ok {
			return fmt.Errorf("no cmdlet for %s: %s", op.Kind, op.Name)
		}
		identity := op.Identity
		if made[op.Want] != "" {
			identity = made[op.Want]
		}
		if identity == "" && op.Name != "Create" && !r.Script.Kinds[op.Kind].Singleton {
			return fmt.Errorf("the %s has no identity", op.Want)
		}
		var change *Change
		if file != nil {
			change = &Change{Operation: *op}
			change.Identity = identity
			file.Changes = append(file.Changes, change)
		}
		c := Call{Cmdlet: call.cmdlet, Confirmed: call.confirmed, Args: map[string][]string{}}
		if call.identity {
			c.Identity = identity
		}
		if call.arguments {
			for name, texts := range op.Arguments {
				if !holds(call.taken, name) {
					return fmt.Errorf("%s: this call takes no %s", op.Want, name)
				}
				c.Args[name] = texts
			}
		}
		for _, name := range call.on {
			c.Args[name] = []string{"True"}
		}
		for _, name := range call.tests {
			c.Args[name] = op.Test
		}
		for _, name := range call.moments {
			c.Args[name] = []string{"now"}
		}
		if err := r.Tenant.Do(c); err != nil {
			return fmt.Errorf("%s of %s: %w", op.Name, op.Want, err)
		}
		if op.Name == "Create" {
			objects, err := r.list(op.Kind)
			if err != nil {
				return err
			}
			at := slices.IndexFunc(r.Script.Desired, func(w Want) bool { return w.ID == op.Want })
			found := r.find(objects, r.Script.Desired[at], false, false)
			if len(found) != 1 {
				return fmt.Errorf("%s was made and is found %d times", op.Want, len(found))
			}
			made[op.Want] = found[0].Identity
			identity = found[0].Identity
		}
		if change != nil {
			change.Done = true
			change.Identity = identity
		}
		if r.After != nil {
			if err := r.After(i + 1); err != nil {
				return err
			}
		}
	}
	return nil
}

// Apply plans and makes every change, and tells what it did.
func (r *Run) Apply() ([]*Operation, *File, error) {
	operations, err := r.Plan(false)
	if err != nil {
		return nil, nil, err
	}
	file, err := r.Begin()
	if err != nil {
		return nil, nil, err
	}
	return operations, file, r.Invoke(operations, file)
}
