package powershell_test

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell/tenant"
)

// A start is a state that a tenant may be in before anything is done.
type start struct {
	name   string
	tenant *tenant.Tenant
	others string // what of it is somebody else's
}

// starts are a tenant with nothing in it, and what a script may meet: objects of
// others, an address for undeliverable reports, groups that are there already,
// objects as an older guide made them, all of ours with other values, and all of
// ours with nothing but defaults.
func starts(s *tenant.Script, kinds []plan.Kind) []start {
	var all []start
	add := func(name string, put func(*tenant.Tenant)) {
		t := tenant.New(kinds)
		others := ""
		if name != "empty" {
			putSingletons(t, kinds)
		}
		if name == "others" || name == "old" || name == "other values" {
			putOthers(t, kinds)
			others = t.State(true)
		}
		put(t)
		all = append(all, start{name, t, others})
	}
	add("empty", func(*tenant.Tenant) {})
	add("an address is set", func(*tenant.Tenant) {})
	add("others", func(*tenant.Tenant) {})
	add("groups", func(t *tenant.Tenant) {
		for _, w := range s.Desired {
			if k := kindOf(kinds, w.Kind); k.Members != nil {
				t.Put(w.Kind, matching(k, w))
			}
		}
	})
	add("old", func(t *tenant.Tenant) {
		done := map[string]bool{}
		for _, w := range s.Desired {
			if len(w.Known) == 0 || done[w.Kind] {
				continue
			}
			done[w.Kind] = true // an old value is found once, or nobody knows whose it is
			t.Put(w.Kind, aged(kindOf(kinds, w.Kind), w))
		}
	})
	add("other values", func(t *tenant.Tenant) {
		for _, w := range s.Desired {
			k := kindOf(kinds, w.Kind)
			if k.Singleton {
				continue
			}
			texts := altered(k, w)
			if len(w.Test) > 0 { // and was, with the values before
				texts[k.Validate.NoteSuccess] = []string{"True"}
				texts[k.Validate.NoteRecipients] = []string{"before@elsewhere.example"}
				texts[k.Validate.NoteTime] = []string{"2025-01-02 03:04:05Z"}
			}
			t.Put(w.Kind, texts)
		}
	})
	add("defaults", func(t *tenant.Tenant) {
		for _, w := range s.Desired {
			if k := kindOf(kinds, w.Kind); !k.Singleton {
				texts := matching(k, w)
				for _, set := range k.Settings {
					// A script that cannot give "unset" back is not held to it.
					if set.Type == "boolean" && set.NewDefault == "$null" && !s.UnsetBooleans {
						texts[set.Name] = []string{"False"}
					}
				}
				t.Put(w.Kind, texts)
			}
		}
	})
	return all
}

func kindOf(kinds []plan.Kind, id string) plan.Kind {
	return kinds[slices.IndexFunc(kinds, func(k plan.Kind) bool { return k.ID == id })]
}

func putSingletons(t *tenant.Tenant, kinds []plan.Kind) {
	for _, k := range kinds {
		if k.Singleton {
			for _, s := range k.Settings {
				t.Put(k.ID, map[string][]string{s.Name: {"already@elsewhere.example"}})
			}
		}
	}
}

// putOthers adds objects that nothing may touch: two of each kind, one of them
// hidden from a plain listing where there is such a thing.
func putOthers(t *tenant.Tenant, kinds []plan.Kind) {
	for _, k := range kinds {
		if k.Singleton {
			continue
		}
		for _, which := range []string{"first", "second"} {
			texts := map[string][]string{}
			for _, s := range k.Settings {
				switch {
				case s.Name == "Name":
					texts[s.Name] = []string{"Somebody's " + which}
				case s.Type == "address" && s.Recipient != nil && s.Recipient.Required:
				case s.Type == "address":
					texts[s.Name] = []string{which + "@elsewhere.example"}
				case slices.Contains(k.Match, s.Name):
					texts[s.Name] = []string{which + ".elsewhere.example"}
				}
			}
			for _, get := range k.Get {
				for _, on := range get.On {
					if _, ok := k.Setting(on); ok && which == "second" {
						texts[on] = []string{"True"}
					}
				}
			}
			t.Put(k.ID, texts)
		}
	}
}

// matching are the texts by which an object counts as ours, and a name.
func matching(k plan.Kind, w tenant.Want) map[string][]string {
	texts := map[string][]string{}
	for _, s := range w.Settings {
		if s.Name == "Name" || slices.Contains(k.Match, s.Name) {
			texts[s.Name] = s.Texts
		}
	}
	return texts
}

// aged is an object as an older guide made it: it has one known old value, and
// nothing else by which it could be found.
func aged(k plan.Kind, w tenant.Want) map[string][]string {
	texts := map[string][]string{}
	for _, s := range w.Settings {
		texts[s.Name] = s.Texts
		if set, _ := k.Setting(s.Name); set.Recipient != nil && set.Recipient.Required {
			delete(texts, s.Name)
		}
		if slices.Contains(k.Match, s.Name) || s.Name == "Name" {
			texts[s.Name] = []string{"old-" + s.Texts[0]}
		}
	}
	texts[w.Known[0].Name] = w.Known[0].Texts[:1]
	for _, s := range k.Settings {
		if s.Switches {
			texts[s.Name] = []string{"False"}
		}
	}
	return texts
}

// altered has our matching values and others for the rest.
func altered(k plan.Kind, w tenant.Want) map[string][]string {
	texts := matching(k, w)
	for _, s := range w.Settings {
		set, _ := k.Setting(s.Name)
		if slices.Contains(k.Match, s.Name) || s.Name == "Name" || set.NotOnSet && !set.Switches {
			continue
		}
		text := strings.Join(s.Texts, " ")
		switch {
		case set.Type == "boolean":
			texts[s.Name] = []string{map[bool]string{true: "False", false: "True"}[text == "True"]}
		case len(set.Values) > 0:
			texts[s.Name] = []string{set.Values[(slices.Index(set.Values, text)+1)%len(set.Values)]}
		case set.Recipient != nil && set.Recipient.Required:
		case set.Type == "address":
			texts[s.Name] = []string{"other@elsewhere.example"}
		default:
			texts[s.Name] = []string{"other.elsewhere.example"}
		}
		for _, partner := range set.With {
			if len(texts[partner]) == 0 {
				texts[partner] = []string{"other.elsewhere.example"} // one does not stand without the other
			}
		}
	}
	return texts
}

// notes are the properties in which a validation is noted: a person's test in the
// console, or the script's. No step says what it notes.
func notes(kinds []plan.Kind) []string {
	var all []string
	for _, k := range kinds {
		if v := k.Validate; v != nil {
			all = append(all, v.NoteRecipients, v.NoteSuccess, v.NoteTime)
		}
	}
	return all
}

// kindsOf are the kinds of a plan that cmdlets read.
func kindsOf(p *plan.Plan) []plan.Kind {
	var all []plan.Kind
	for _, o := range p.Objects {
		if len(o.Kind.Get) > 0 && !slices.ContainsFunc(all, func(k plan.Kind) bool { return k.ID == o.Kind.ID }) {
			all = append(all, o.Kind)
		}
	}
	return all
}
