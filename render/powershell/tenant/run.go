package tenant

import (
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
		c, err := call.of(op, identity)
		if err != nil {
			return err
		}
		if err := r.Tenant.Do(c); err != nil {
			return fmt.Errorf("%s of %s: %w", op.Name, op.Want, err)
		}
		if op.Name == "Create" {
			if identity, err = r.findMade(op); err != nil {
				return err
			}
			made[op.Want] = identity
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

// of is the call that carries an operation out.
func (c scriptCall) of(op *Operation, identity string) (Call, error) {
	out := Call{Cmdlet: c.cmdlet, Confirmed: c.confirmed, Args: map[string][]string{}}
	if c.identity {
		out.Identity = identity
	}
	if c.arguments {
		for name, texts := range op.Arguments {
			if !holds(c.taken, name) {
				return Call{}, fmt.Errorf("%s: this call takes no %s", op.Want, name)
			}
			out.Args[name] = texts
		}
	}
	for _, name := range c.on {
		out.Args[name] = []string{"True"}
	}
	for _, name := range c.tests {
		out.Args[name] = op.Test
	}
	for _, name := range c.moments {
		out.Args[name] = []string{"now"}
	}
	return out, nil
}

// findMade is the identity of an object that has just been made.
func (r *Run) findMade(op *Operation) (string, error) {
	objects, err := r.list(op.Kind)
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(r.Script.Desired, func(w Want) bool { return w.ID == op.Want })
	found := r.find(objects, r.Script.Desired[at], false, false)
	if len(found) != 1 {
		return "", fmt.Errorf("%s was made and is found %d times", op.Want, len(found))
	}
	return found[0].Identity, nil
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
