package tenant

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// A Call is a call of a cmdlet that changes something.
type Call struct {
	Cmdlet    string
	Identity  string
	Confirmed bool                // -Confirm:$false
	Args      map[string][]string // no text is $null
}

// Do carries out a call, or refuses it and changes nothing.
func (t *Tenant) Do(c Call) error {
	for _, k := range t.kinds {
		if !slices.Contains([]string{k.New, k.Set, k.Remove, k.Enable, k.Disable}, c.Cmdlet) {
			if k.Validate == nil || c.Cmdlet != k.Validate.Cmdlet {
				continue
			}
		}
		if err := t.do(k, c); err != nil {
			return fmt.Errorf("%s: %w", c.Cmdlet, err)
		}
		return nil
	}
	return fmt.Errorf("no cmdlet is named %q", c.Cmdlet)
}

func (t *Tenant) do(k plan.Kind, c Call) error {
	if slices.Contains(k.Prompts, c.Cmdlet) && !c.Confirmed {
		return fmt.Errorf("it asks, and nobody answers")
	}
	if c.Cmdlet == k.New {
		return t.create(k, c.Args)
	}
	o, err := t.one(k, c.Identity)
	if err != nil {
		return err
	}
	switch {
	case k.Validate != nil && c.Cmdlet == k.Validate.Cmdlet:
		if len(c.Args[k.Validate.Recipients]) == 0 {
			return fmt.Errorf("it has nobody to write to")
		}
		t.Sent += len(c.Args[k.Validate.Recipients]) // and notes nothing on the object
	case c.Cmdlet == k.Set:
		return t.change(k, o, c.Args)
	case c.Cmdlet == k.Remove:
		t.remove(k.ID, func(other *Object) bool { return other == o })
	case c.Cmdlet == k.Enable:
		t.replace(k.ID, o, map[string][]string{turns(k): {"True"}})
	case c.Cmdlet == k.Disable:
		t.replace(k.ID, o, map[string][]string{turns(k): {"False"}})
	}
	return nil
}

// Get lists objects as the Get cmdlets do: an identity that names nothing returns
// everything. on are the Boolean parameters given: each lists only what the plain
// call hides. Values read as the service shows them.
func (t *Tenant) Get(cmdlet, identity string, on ...string) ([]*Object, error) {
	for _, k := range t.kinds {
		at := slices.IndexFunc(k.Get, func(g plan.KindCall) bool { return g.Cmdlet == cmdlet })
		if at < 0 {
			continue
		}
		var hiding []string
		for _, g := range k.Get {
			hiding = append(hiding, g.On...)
		}
		var found []*Object
		for _, o := range t.objects[k.ID] {
			wanted := len(on) == 0
			for _, name := range hiding {
				hidden := slices.Equal(o.Texts[name], []string{"True"})
				wanted = wanted && !hidden || hidden && slices.Contains(on, name)
			}
			if wanted {
				if o.shown == nil {
					o.shown = shown(k, o)
				}
				found = append(found, o.shown)
			}
		}
		if one := slices.IndexFunc(found, func(o *Object) bool { return identity != "" && o.Identity == identity }); one >= 0 {
			return found[one : one+1], nil
		}
		return found, nil
	}
	return nil, fmt.Errorf("no cmdlet is named %q", cmdlet)
}

// shown is an object as the service returns it.
func shown(k plan.Kind, o *Object) *Object {
	c := o.clone()
	for _, s := range k.Settings {
		texts := slices.Clone(c.Texts[s.Name])
		for i := range texts {
			texts[i] = s.Prefix + texts[i]
		}
		if len(texts) == 0 && len(s.Empty) > 0 {
			texts = s.Empty[len(s.Empty)-1:]
		}
		if s.Read != "" {
			delete(c.Texts, s.Name)
			c.Texts[s.Read] = texts
		} else {
			c.Texts[s.Name] = texts
		}
	}
	return c
}

// one is the object that a call names. A call that changes never takes all.
func (t *Tenant) one(k plan.Kind, identity string) (*Object, error) {
	if k.Singleton {
		return t.objects[k.ID][0], nil
	}
	for _, o := range t.objects[k.ID] {
		if identity != "" && o.Identity == identity {
			return o, nil
		}
	}
	return nil, fmt.Errorf("no %s is %q", k.Title, identity)
}

func (t *Tenant) create(k plan.Kind, args map[string][]string) error {
	o := &Object{Texts: map[string][]string{}}
	t.defaults(k, o)
	for _, s := range k.Settings {
		if _, given := args[s.Name]; given && s.NotOnNew {
			return fmt.Errorf("it has no parameter %s", s.Name)
		}
	}
	if _, named := k.Setting("Name"); named && len(args["Name"]) == 0 {
		return fmt.Errorf("it needs a Name")
	}
	// Where the kind needs a value of another one, that comes first.
	for _, other := range t.kinds {
		for _, s := range other.Settings {
			if slices.Contains(s.NeededBy, k.ID) && !slices.ContainsFunc(t.objects[other.ID], func(o *Object) bool {
				return len(o.Texts[s.Name]) > 0
			}) {
				return fmt.Errorf("it needs a %s in the %s", s.Name, other.Title)
			}
		}
	}
	if err := t.given(k, o, args, false); err != nil {
		return err
	}
	maps.Copy(o.Texts, args)
	o.Identity = t.identity()
	t.add(k.ID, o)
	return nil
}

func (t *Tenant) change(k plan.Kind, o *Object, args map[string][]string) error {
	for _, s := range k.Settings {
		texts, given := args[s.Name]
		if given && s.NotOnSet {
			return fmt.Errorf("it has no parameter %s", s.Name)
		}
		for _, needing := range s.NeededBy {
			if given && len(texts) == 0 && len(t.objects[needing]) > 0 {
				return fmt.Errorf("%s is needed by a %s", s.Name, needing)
			}
		}
	}
	if err := t.given(k, o, args, true); err != nil {
		return err
	}
	t.replace(k.ID, o, args)
	return nil
}

// given checks all arguments, before any is set.
func (t *Tenant) given(k plan.Kind, o *Object, args map[string][]string, notes bool) error {
	for name, texts := range args {
		if v := k.Validate; v != nil && notes && slices.Contains([]string{v.NoteRecipients, v.NoteSuccess, v.NoteTime}, name) {
			// A list can be emptied. A Boolean and a time cannot.
			if name != v.NoteRecipients && len(texts) == 0 {
				return fmt.Errorf("%s cannot be unset", name)
			}
			continue
		}
		s, ok := k.Setting(name)
		if !ok {
			return fmt.Errorf("it has no parameter %s", name)
		}
		if err := t.takes(k, s, o, texts, args); err != nil {
			return fmt.Errorf("%s %s: %w", name, strings.Join(texts, ", "), err)
		}
	}
	return nil
}

func (t *Tenant) takes(k plan.Kind, s plan.KindSetting, o *Object, texts []string, args map[string][]string) error {
	if s.Type != "list" && len(texts) > 1 {
		return fmt.Errorf("it takes one value")
	}
	if s.Type == "boolean" && len(texts) == 1 && texts[0] != "True" && texts[0] != "False" {
		return fmt.Errorf("it is no Boolean")
	}
	for _, text := range texts {
		switch {
		case s.Max > 0 && len(text) > s.Max:
			return fmt.Errorf("it is longer than %d characters", s.Max)
		case s.Type == "address" && strings.Count(text, "@") != 1:
			return fmt.Errorf("it is no address")
		case len(s.Values) > 0 && !slices.Contains(s.Values, text):
			return fmt.Errorf("it is none of %v", s.Values)
		case s.Recipient != nil && s.Recipient.Required && !t.recipient(text):
			return fmt.Errorf("it is no recipient")
		}
	}
	if s.Name == "Name" {
		for _, other := range t.objects[k.ID] {
			if other != o && sameTexts(other.Texts["Name"], texts) {
				return fmt.Errorf("another %s has it", k.Title)
			}
		}
	}
	// What differs from the default needs its partners in the same call.
	if text := strings.Join(texts, ","); text != "" && text != reference(s.NewDefault) {
		for _, partner := range s.With {
			if len(args[partner]) == 0 {
				return fmt.Errorf("it goes with %s in one call", partner)
			}
		}
	}
	return nil
}

// recipient tells whether an object of the tenant has an address: one that is its
// own, and not that of somebody else.
func (t *Tenant) recipient(address string) bool {
	for _, k := range t.kinds {
		for _, s := range k.Settings {
			if s.Type != "address" || s.Recipient != nil || !slices.Contains(k.Match, s.Name) {
				continue
			}
			for _, o := range t.objects[k.ID] {
				if sameTexts(o.Texts[s.Name], []string{address}) {
					return true
				}
			}
		}
	}
	return false
}

// turns is the setting that turns the effect of a kind on and off.
func turns(k plan.Kind) string {
	for _, s := range k.Settings {
		if s.Switches {
			return s.Name
		}
	}
	return ""
}

// sameTexts compares as sets, upper and lower case alike.
func sameTexts(a, b []string) bool {
	in := func(text string, all []string) bool {
		return slices.ContainsFunc(all, func(other string) bool { return strings.EqualFold(text, other) })
	}
	for _, text := range a {
		if !in(text, b) {
			return false
		}
	}
	for _, text := range b {
		if !in(text, a) {
			return false
		}
	}
	return true
}
