package powershell

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// The view of the skeleton: nothing in it is a bare string.
type (
	view struct {
		Mark           Source // byte order mark, where one is needed
		File           Source
		Stem           Source // the name of the script, for a comment
		Name           Source // the same as a literal
		Synopsis       Source
		Choices        []Source // the questions and answers that the script is for
		ListsMembers   bool     // whether a check looks at the members of objects
		Summary        []Source // the objects, in words
		HandSummary    []Source // what no cmdlet does, in words
		Roles          []Source
		ExampleValues  []Source // values that an example needs
		Example        Source   // how it quotes them
		Unasked        Source   // what an example that asks nothing has to give
		Notes          []Source
		Parameters     []parameterView
		DomainPattern  Source
		AddressPattern Source
		Tenant         Source // default of -ExpectedTenant
		Title          Source // of the script in messages
		Runbook        Source
		Model          Source
		Objects        []objectView
		Checked        []checkedView
		ByHand         []handView
		Kinds          []kindView
	}

	parameterView struct {
		Name        Source
		Help        []Source
		Attributes  []Source
		Declaration Source
	}

	objectView struct {
		ID, Kind, Title Source
		Settings        []Source
		Known           []Source
		Test            Source
		Lenient         Source
	}

	handView struct {
		ID, When, Title Source
		Do              []Source
		Expect, Fail    Source
	}

	// A checkedView is a check of the runbook that the script makes.
	checkedView struct {
		ID, Title, Settings, Validated, Disjoint, Unchanged, Fail Source
	}

	kindView struct {
		ID, Title, Cmdlets, Roles, Singleton, Creatable, Key, Match Source
		Read, Prefix, Empty, Max, With, NotOnNew, NotOnSet          Source
		Switch, Switched, Validated, Names, Boolean, Lists          Source
		Fresh, TestedFor, TestedAt                                  Source
		Outside, Recipient, NeededBy, Defeats, Many, Members        Source
		Removes                                                     Source
		RemoveCall                                                  []Source
		List, ListMembers                                           []Source
		Calls                                                       []callView
	}

	// A callView is what is done for one operation on one kind.
	callView struct {
		When  Source
		Lines []Source
	}
)

// width of a line of the help.
const width = 84

// view prints the parts. What a part needs of the others, such as a parameter
// for a value that it shows, is noted on the way: parameters come last.
func (s *script) view() (view, error) {
	v := view{
		File:          s.remark(plan.Literal(s.edition.Name + ".ps1")),
		Title:         s.literal(s.banner()),
		Synopsis:      s.remark(s.words(s.plan.Title)),
		DomainPattern: s.quote(patterns["domain"]), AddressPattern: s.quote(patterns["address"]),
		Stem: s.remark(plan.Literal(s.edition.Name)), Name: s.quote(s.edition.Name),
		Runbook: s.fact(s.edition.Runbook),
		Model:   s.fact(s.edition.Model),
	}
	for _, c := range s.plan.Choices {
		if len(c.Shown) > 0 && len(c.Effect) > 0 { // what has none is about the documents only
			text := append(s.words(c.Question), plan.Piece{Literal: " "})
			v.Choices = append(v.Choices, s.remark(append(text, s.words(c.Shown)...)))
		}
	}
	var kinds []plan.Kind
	for _, o := range s.plan.Objects {
		if len(o.Kind.Get) == 0 {
			continue
		}
		v.Objects = append(v.Objects, s.object(o))
		v.Summary = append(v.Summary, s.remark(s.words(o.Title)))
		if !slices.ContainsFunc(kinds, func(k plan.Kind) bool { return k.ID == o.Kind.ID }) {
			kinds = append(kinds, o.Kind)
		}
	}
	if len(v.Objects) == 0 && s.err == nil {
		s.err = errNothing
	}
	for _, c := range s.plan.Runbook.Checks {
		if s.makes(c) {
			v.Checked = append(v.Checked, s.checked(c))
		}
	}
	for _, h := range s.byHand() {
		v.ByHand = append(v.ByHand, s.hand(h))
		v.HandSummary = append(v.HandSummary, s.remark(append(plan.Literal(h.id+" "), h.title...)))
	}
	for _, k := range kinds {
		v.Kinds = append(v.Kinds, s.kind(k))
		v.ListsMembers = v.ListsMembers || s.memberships(k)
		roles := s.remark(plan.Literal("for " + k.Plural + ": " + strings.Join(roleNames(k), ", ")))
		v.Roles = append(v.Roles, roles)
	}
	for _, p := range s.parameters() {
		v.Parameters = append(v.Parameters, s.parameter(p))
	}
	v.ExampleValues, v.Example = s.example()
	v.Notes = s.notes()
	v.Unasked = s.syntax(" -ExpectedTenant 'contoso.example'")
	if len(s.edition.Tenant) > 0 {
		v.Tenant, v.Unasked = join(s.syntax(" = "), s.literal(s.edition.Tenant)), Source{}
	}
	v.Mark = s.mark()
	return v, s.err
}

// mark is the byte order mark where any value needs one. Where the plan itself
// does, no customer has to be asked; where it does not, only the holes count.
func (s *script) mark() Source {
	if s.odd {
		return s.writer.mark(plan.Literal("\ufeff"))
	}
	return s.writer.mark(s.open)
}

// banner is the first line that the script says.
func (s *script) banner() plan.Text {
	text := plan.Literal(s.edition.Name)
	if len(s.edition.Model) > 0 {
		text = append(append(text, plan.Piece{Literal: ", model "}), s.edition.Model...)
	}
	if len(s.edition.Runbook) > 0 {
		text = append(append(text, plan.Piece{Literal: ", runbook "}), s.edition.Runbook...)
	}
	return text
}

// fact is a literal that may be missing.
func (s *script) fact(t plan.Text) Source {
	if len(t) == 0 {
		return s.quote("")
	}
	return s.literal(t)
}

func (s *script) parameter(p parameter) parameterView {
	v := parameterView{Name: s.name(p.name), Attributes: p.attributes, Declaration: s.declaration(p)}
	for _, paragraph := range p.help {
		v.Help = append(v.Help, s.remarks(paragraph, width)...)
	}
	return v
}

// example is what cannot be left out, with the examples of the inputs.
func (s *script) example() (values []Source, quoted Source) {
	add := func(name, value string) {
		values = append(values, s.remark(plan.Literal(name+" = "+value)))
	}
	if !s.edition.Tailored {
		for _, h := range s.plan.Holes {
			if s.used[h.Name] {
				add(s.inputs[h.Name], literal(s.exampleOf(h)))
			}
		}
	}
	for _, p := range s.asked {
		add(p.name, "'...'")
	}
	if len(values) > 0 {
		quoted = s.syntax(" @values")
	}
	return values, quoted
}

// exampleOf is the example of an input. Where several answers have the same one,
// each gets its own: the same value twice would be a mistake to copy.
func (s *script) exampleOf(h plan.Hole) string {
	same := func(other plan.Hole) bool {
		return other.Input == h.Input && other.Answer != h.Answer && other.Example == h.Example
	}
	if h.Answer == "" || !slices.ContainsFunc(s.plan.Holes, same) {
		return h.Example
	}
	local, domain, address := strings.Cut(h.Example, "@")
	for _, other := range s.plan.Holes { // journaled-eu is one of the answers' own
		if other.Input == h.Input {
			local = strings.TrimSuffix(local, "-"+other.Answer)
		}
	}
	local += "-" + h.Answer
	if address {
		return local + "@" + domain
	}
	return local
}

func (s *script) notes() []Source {
	var notes []Source
	note := func(lead string, t plan.Text) {
		if len(t) > 0 {
			notes = append(notes, s.remark(append(plan.Literal(lead+": "), t...)))
		}
	}
	note("Customer", s.edition.Customer)
	note("Runbook", s.edition.Runbook)
	note("Model", s.edition.Model)
	return append(notes,
		s.remark(plan.Literal("Steps such as A4 are those of the runbook, which says the same for the admin center.")),
	)
}
