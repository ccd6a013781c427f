package profile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// A Bound is a profile that fits a procedure: every facet is answered, every
// value is there and has its form. It is not changed after it is made.
type Bound struct {
	Procedure *model.Procedure
	Answers   space.Answers
	// Values has every hole of a closed plan but those that are worked out when
	// it is printed: runbook.id, model.hash, script.name, script.hash.
	Values plan.Values
	// Lacks names what the profile should say and does not, each with its flag.
	// A runbook without it is a draft.
	Lacks []string
	// FromAddress names the facets that were answered by the domain of an address.
	FromAddress []string

	given map[string]string // facts as they were given, without blanks
}

// Bind checks a profile against the procedure that it names and reports every
// fault. Today is the date of a runbook whose profile gives none. What it
// returns is nil when faults were found, now or before. The profile is one that
// could be read; it is not nil.
func Bind(project *model.Project, p *Profile, today string, faults *source.List) *Bound {
	b := newBinder(project, p, faults)
	b.facts(today)
	if !b.choose() {
		return nil
	}
	b.readAnswers()
	b.wholeAddresses()
	b.completeAnswers()
	b.together()
	b.inputs()
	if faults.Len() > 0 {
		return nil
	}
	b.mustBeAllowed()
	return b.out
}

// Variant is the part of a profile that decides which steps there are: its
// procedure and an answer to every facet. What it says of a customer is not
// asked for. The procedure is nil when faults were found, now or before.
func Variant(project *model.Project, p *Profile, faults *source.List) (*model.Procedure, space.Answers) {
	b := newBinder(project, p, faults)
	if !b.choose() {
		return nil, nil
	}
	b.readAnswers()
	b.wholeAddresses()
	b.completeAnswers()
	b.together()
	if faults.Len() > 0 {
		return nil, nil
	}
	b.mustBeAllowed()
	return b.procedure, b.answers
}

// Partial is a profile as far as it goes: answers that are not given stay open,
// and only what is given is checked. The procedure is nil when faults were
// found, now or before.
func Partial(project *model.Project, p *Profile, faults *source.List) (*model.Procedure, space.Answers) {
	b := newBinder(project, p, faults)
	b.partial = true
	b.facts("")
	if !b.choose() {
		return nil, nil
	}
	b.readAnswers()
	b.wholeAddresses()
	b.together()
	b.inputs()
	if faults.Len() > 0 {
		return nil, nil
	}
	return b.procedure, b.answers
}

// A binder binds one profile.
type binder struct {
	project   *model.Project
	profile   *Profile
	faults    *source.List
	partial   bool // what is missing is not reported
	out       *Bound
	procedure *model.Procedure
	answers   space.Answers
	from      map[string]source.Pos // facet → where it was answered; no entry: by default
	broken    []string              // facets with an answer that is none
	meant     []string              // what unknown names were probably meant to be
}

func newBinder(project *model.Project, p *Profile, faults *source.List) *binder {
	answers := space.Answers{}
	return &binder{
		project: project, profile: p, faults: faults, answers: answers, from: map[string]source.Pos{},
		out: &Bound{Answers: answers, Values: plan.Values{}, given: map[string]string{}},
	}
}

// mustBeAllowed holds what this package let through against the judge of
// variants.
func (b *binder) mustBeAllowed() {
	if err := space.Allowed(b.procedure, b.answers); err != nil {
		panic(fmt.Sprintf("profile: an impossible variant was let through: %v", err))
	}
}

func (b *binder) fault(pos source.Pos, message, hint string) {
	b.faults.Add(source.Diagnostic{Pos: pos, Message: message, Hint: hint})
}

// choose finds the procedure. A profile that names none is for the only one
// that knows everything in it, if there is exactly one.
func (b *binder) choose() bool {
	b.procedure = b.named()
	b.out.Procedure = b.procedure
	return b.procedure != nil
}

func (b *binder) named() *model.Procedure {
	var ids []string
	for _, p := range b.project.Procedures {
		if p.ID.Text == b.profile.Procedure.Text {
			return p
		}
		ids = append(ids, p.ID.Text)
	}
	w := b.profile.Procedure
	if w.Text != "" {
		b.fault(w.Pos, "unknown procedure "+shown(w.Text), source.DidYouMean(w.Text, ids))
		return nil
	}
	var fit []*model.Procedure
	if len(b.profile.Answers)+len(b.profile.Inputs) > 0 {
		for _, p := range b.project.Procedures {
			if b.knows(p) {
				fit = append(fit, p)
			}
		}
	}
	switch {
	case len(fit) == 1:
		return fit[0]
	case len(b.project.Procedures) == 1:
		return b.project.Procedures[0] // whatever is wrong with the rest: there is no other
	}
	b.nobodyKnows()
	b.missing("", "procedure", "which procedure the runbook is for", "--procedure", ids)
	return nil
}

// nobodyKnows reports the facets and inputs that no procedure has: without
// them the procedure might be known.
func (b *binder) nobodyKnows() {
	var facets, inputs []string
	for _, p := range b.project.Procedures {
		for _, f := range p.Facets {
			facets = append(facets, f.ID.Text)
		}
		for _, in := range p.Inputs {
			inputs = append(inputs, in.ID.Text)
		}
	}
	for _, e := range b.profile.Answers {
		if !slices.Contains(facets, e.Key.Text) {
			b.unknown("answers", "facet", e.Key, facets)
		}
	}
	for _, e := range b.profile.Inputs {
		if !slices.Contains(inputs, e.Key.Text) {
			b.unknown("inputs", "input", e.Key, inputs)
		}
	}
}

// knows tells whether a procedure has every facet and input of the profile.
func (b *binder) knows(p *model.Procedure) bool {
	for _, e := range b.profile.Answers {
		if facetOf(p, e.Key.Text) == nil {
			return false
		}
	}
	for _, e := range b.profile.Inputs {
		if inputOf(p, e.Key.Text) == nil {
			return false
		}
	}
	return true
}

// unknown reports a name that is none of those known.
func (b *binder) unknown(parent, what string, w source.Word, known []string) {
	hint := source.DidYouMean(w.Text, known)
	b.fault(w.Pos, fmt.Sprintf("unknown %s %s", what, shown(w.Text)), hint)
	for _, k := range known {
		if hint == fmt.Sprintf("did you mean %q?", k) {
			b.meant = append(b.meant, parent+"."+k)
		}
	}
}

// missing reports something that has to be given: where it belongs in the file,
// or the flag when there is no file.
func (b *binder) missing(parent, name, what, flagName string, choices []string) {
	usage := flagName
	if len(choices) > 0 {
		usage += separator(flagName) + strings.Join(choices, "|")
	} else if strings.HasSuffix(flagName, "=") {
		usage += "…"
	}
	full := name
	if parent != "" {
		full = parent + "." + name
	}
	if b.partial && full != "procedure" {
		return
	}
	if slices.Contains(b.meant, full) {
		return // it is there under a misspelt name, which was reported
	}
	pos := b.profile.place(parent)
	if !pos.IsValid() {
		b.fault(flag(usage), fmt.Sprintf("missing: %s", what), "")
		return
	}
	hint := ""
	if usage != "" {
		hint = fmt.Sprintf("add it, or give %s", usage)
		if parent != "" {
			hint = fmt.Sprintf("add it to %s, or give %s", parent, usage)
		}
	}
	b.fault(pos, fmt.Sprintf("%s is missing: %s", full, what), hint)
}

// separator stands between a flag and its value.
func separator(flagName string) string {
	if strings.HasSuffix(flagName, "=") {
		return ""
	}
	return " "
}

// facts checks what every profile may say.
func (b *binder) facts(today string) {
	out := b.out
	name := b.profile.Facts["customer.name"].Text
	for _, f := range facts {
		w := b.profile.Facts[f.name]
		switch {
		case w.Text == "" && f.name == "customer.id" && idOf(name) != "":
			w.Text = idOf(name)
		case w.Text == "" && f.name == "prepared.on":
			w.Text = today
		}
		if w.Text == "" {
			if w.Pos.IsValid() && b.faults.At(w.Pos) {
				continue // it could not be read, which was reported
			}
			out.Values[f.name] = plan.Blank
			b.lacks(f)
			continue
		}
		if why := f.form(w.Text); why != "" {
			b.fault(w.Pos, fmt.Sprintf("%s: %s %s", f.name, shown(w.Text), why), "")
			continue
		}
		out.Values[f.name] = w.Text
		out.given[f.name] = w.Text
	}
	out.Values["runbook.replaces"] = cmp.Or(out.given["change.replaces"], "none that is known")
	out.Values["script.tenant"] = out.given["customer.tenant"] // a script has no blanks to fill in
	out.Values["runbook.status"] = "final"
	if len(out.Lacks) > 0 {
		out.Values["runbook.status"] = "draft"
	}
}

// lacks notes that a fact is not there.
func (b *binder) lacks(f fact) {
	parent, key, _ := strings.Cut(f.name, ".")
	switch {
	case f.name == "customer.id" && b.profile.Facts["customer.name"].Text == "":
		// It is made of the name, which is missing too.
	case f.required:
		b.missing(parent, key, f.what, f.flag, nil)
	case f.expected:
		b.out.Lacks = append(b.out.Lacks, fmt.Sprintf("%s (%s)", f.name, f.flag))
	}
}

func date(value string) string {
	if _, err := time.Parse(time.DateOnly, value); err != nil {
		return "is no date of the form 2026-12-05"
	}
	return ""
}

// idOfRunbook has the digits of the ids of runbooks.
var idOfRunbook = pattern.New(`^TRP(-[0-9A-HJKMNP-TV-Z]{4}){2}$`)

func runbookID(value string) string {
	if !idOfRunbook().MatchString(value) {
		return "is no id of a runbook, such as TRP-0A1B-2C3D"
	}
	return ""
}

func facetOf(p *model.Procedure, id string) *model.Facet {
	i := slices.IndexFunc(p.Facets, func(f model.Facet) bool { return f.ID.Text == id })
	if i < 0 {
		return nil
	}
	return &p.Facets[i]
}

func inputOf(p *model.Procedure, id string) *model.Input {
	i := slices.IndexFunc(p.Inputs, func(in model.Input) bool { return in.ID.Text == id })
	if i < 0 {
		return nil
	}
	return &p.Inputs[i]
}
