package audit

import (
	"regexp"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/space"
)

// A setting is one property of an object, with every text that it may have.
type setting struct {
	id     string // "connector.SmartHosts"
	object *model.Object
	kind   plan.Kind
	of     plan.KindSetting
	title  string // as people say it: "Smart hosts"
	policy string
	values []alternative
	known  []string
	// domains is the setting whose addresses this one is derived from.
	domains string
}

// A use is one meaning of a host.
type use struct {
	host       string
	setting    string
	facet      string // the facet in whose rows it stands
	answer     string
	superseded string // why it is no longer right; empty for a current one
}

// addSettings works out every text that a setting may have.
func (x *index) addSettings() {
	kinds := map[string]plan.Kind{}
	for _, k := range x.project.Kinds {
		kinds[k.ID] = k
	}
	for i := range x.procedure.Objects {
		o := &x.procedure.Objects[i]
		for _, e := range o.Settings {
			s := &setting{
				id: o.ID.Text + "." + e.Key.Text, object: o, kind: kinds[o.Kind.Text],
				title: squeeze(e.Value.Label.Text), policy: e.Value.Policy.Text, domains: e.Value.Value.DomainsOf.Text,
			}
			s.of, _ = s.kind.Setting(e.Key.Text)
			if known, ok := o.Known.Get(e.Key.Text); ok {
				for _, w := range known {
					s.known = append(s.known, squeeze(w.Text))
				}
			}
			x.settings[s.id] = s
		}
		for _, other := range kinds[o.Kind.Text].Also {
			x.nouns[strings.ToLower(other)] = kinds[o.Kind.Text].Title
		}
	}
	for _, o := range x.procedure.Objects {
		for _, e := range o.Settings {
			s := x.settings[o.ID.Text+"."+e.Key.Text]
			s.values = x.expand(e.Value.Value, space.Answers{}, 0)
			for _, a := range s.values {
				x.addHost(a.text, s.id, a.answers, "")
			}
			for _, k := range s.known {
				x.addHost(k, s.id, nil, "older guides have it; write the current one")
			}
		}
	}
	for _, in := range x.procedure.Inputs {
		if in.Whole == nil {
			continue
		}
		for _, e := range in.Whole.Superseded {
			x.addHost(e.Key.Text, "input."+in.ID.Text, nil, squeeze(e.Value.Text))
		}
	}
}

func (x *index) addHost(text, setting string, answers space.Answers, superseded string) {
	h := host(strings.ToLower(strings.ReplaceAll(text, "\x00", "x")))
	if h == "" || strings.Contains(text, "\x00") && strings.Contains(h, "x.") && !strings.Contains(text, "@") {
		return
	}
	if _, domain, ok := strings.Cut(text, "@"); ok && strings.Contains(domain, "\x00") {
		return
	}
	u := &use{host: h, setting: setting, superseded: superseded}
	for f, a := range answers {
		if facet := x.facet(f); facet != nil && len(facet.Columns) > 0 && len(a) == 1 {
			u.facet, u.answer = f, a[0]
		}
	}
	for _, other := range x.hosts[h] {
		if *other == *u {
			return
		}
	}
	x.hosts[h] = append(x.hosts[h], u)
	x.roots[root(h)] = true
}

// cells is a column of a facet, each cell for the answer of its row.
func (x *index) cells(f *model.Facet, column string, depth int) []alternative {
	var out []alternative
	for _, a := range f.Answers {
		given := space.Answers{f.ID.Text: {a.ID.Text}}
		if column == "label" {
			out = append(out, alternative{squeeze(a.Label.Text), given})
			continue
		}
		if cell, ok := a.Row.Get(column); ok {
			out = append(out, x.expand(cell.Value, given, depth+1)...)
		}
	}
	return out
}

// An alternative is a text that a setting may have, for readers of some answers.
// A NUL in it stands for what only the customer knows.
type alternative struct {
	text    string
	answers space.Answers
}

// expand is every text that a value may come to.
func (x *index) expand(v model.Value, given space.Answers, depth int) []alternative {
	if depth > 6 {
		return nil
	}
	switch {
	case v.Text != nil:
		return x.template(*v.Text, given, depth)
	case v.List != nil:
		var out []alternative
		for _, t := range v.List {
			out = append(out, x.template(t, given, depth)...)
		}
		return out
	case v.Switch != nil:
		return []alternative{{map[bool]string{true: "on", false: "off"}[*v.Switch], given}}
	case v.DomainsOf.Text != "":
		var out []alternative
		for _, a := range x.valueOf(v.DomainsOf.Text, given, depth+1) {
			if _, domain, ok := strings.Cut(a.text, "@"); ok {
				out = append(out, alternative{domain, a.answers})
			}
		}
		return out
	case v.Choose != nil:
		var out []alternative
		for _, arm := range v.Choose.Arms {
			out = append(out, x.expand(arm.Value, given.With(v.Choose.Facet.Text, arm.Answer.Text), depth+1)...)
		}
		return out
	}
	return nil
}

func (x *index) valueOf(id string, given space.Answers, depth int) []alternative {
	object, name, _ := strings.Cut(id, ".")
	for _, o := range x.procedure.Objects {
		if o.ID.Text == object {
			if s, ok := o.Settings.Get(name); ok {
				return x.expand(s.Value, given, depth)
			}
		}
	}
	return nil
}

// template fills the braces of a template in every way there is.
func (x *index) template(t model.Template, given space.Answers, depth int) []alternative {
	out := []alternative{{"", given}}
	join := func(more []alternative) {
		var next []alternative
		for _, a := range out {
			for _, m := range more {
				if compatible(a.answers, m.answers) {
					next = append(next, alternative{a.text + m.text, merge(a.answers, m.answers)})
				}
			}
		}
		out = next
	}
	for _, run := range t.Runs {
		switch run := run.(type) {
		case prose.Words:
			for i := range out {
				out[i].text += run.Text
			}
		case prose.Brace:
			head, column, _ := strings.Cut(run.Name, ".")
			switch f := x.facet(head); {
			case f != nil:
				join(x.cells(f, column, depth))
			case run.Kind == "term":
				join([]alternative{{x.terms[run.Name], nil}})
			case run.Kind != "" || head == "input":
				join([]alternative{{"\x00", nil}})
			default:
				join(x.valueOf(run.Name, given, depth+1))
			}
		}
	}
	for i := range out {
		out[i].text = squeeze(out[i].text)
	}
	return out
}

// matches tells whether a text is one that an alternative allows.
func (a alternative) matches(text string) bool {
	if !strings.Contains(a.text, "\x00") {
		return a.text == text
	}
	parts := strings.Split(a.text, "\x00")
	for i, p := range parts {
		parts[i] = regexp.QuoteMeta(p)
	}
	return regexp.MustCompile("^" + strings.Join(parts, ".+") + "$").MatchString(text)
}

// example is a text of the alternative as a finding quotes it.
func (a alternative) example() string { return strings.ReplaceAll(a.text, "\x00", "…") }

func compatible(a, b space.Answers) bool {
	for f, v := range b {
		if w, ok := a[f]; ok && !slices.Equal(v, w) {
			return false
		}
	}
	return true
}

func merge(a, b space.Answers) space.Answers {
	out := space.Answers{}
	for f, v := range a {
		out[f] = v
	}
	for f, v := range b {
		out[f] = v
	}
	return out
}
