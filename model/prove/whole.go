package prove

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// The ids of the laws that ask whether something was left out: a part without
// which the rest still fits together.
const (
	lawChange   = "change-complete"
	lawSaved    = "section-saved"
	lawOpened   = "section-opened"
	lawRoles    = "section-roles"
	lawCaptured = "object-captured"
	lawChecked  = "object-checked"
	lawApart    = "instances-apart"
	lawKnown    = "superseded-known"
	lawColumn   = "column-shown"
)

var wholeLaws = []report.Rule{
	{ID: lawChange, Since: since, Source: "architecture: laws",
		Title:  "A step that changes something says what it sets or saves, what to see, what to do if not, and how to take it back",
		Reason: "In the middle of a change nobody has time to find out what went wrong and how to go back."},
	{ID: lawSaved, Since: since, Source: "architecture: laws",
		Title:  "A section whose steps establish settings has a step that changes something, for each of its readers",
		Reason: "What is entered and never saved is lost when the page is left."},
	{ID: lawOpened, Since: since, Source: "conventions:W4",
		Title:  "A section that changes something says once, to each of its readers, how to get to the place",
		Reason: "A step that cannot be found is not done; two ways to one place are those of two consoles."},
	{ID: lawRoles, Since: since, Source: "kinds.yaml",
		Title:  "A section names a role group that may change what it changes, or check what it checks",
		Reason: "The reader finds out in the change window that the account is not allowed to."},
	{ID: lawCaptured, Since: since, Source: "architecture: laws",
		Title:  "What cmdlets can read, and what has more than a name, is captured before it is changed; cmdlets capture nothing else",
		Reason: "What was not written down cannot be put back."},
	{ID: lawChecked, Since: since, Source: "architecture: laws",
		Title:  "Every object that cmdlets can read, and that a rollback removes or others take values from, is compared by a check, a validation is on record, and a check says who makes it",
		Reason: "A change that nobody has checked is not known to have worked."},
	{ID: lawApart, Since: since, Source: "drift:E5",
		Title:  "Objects that are made once for each answer differ in what they are recognized by",
		Reason: "The second object of the same name or address is refused, or is taken for the first."},
	{ID: lawKnown, Since: since, Source: "drift:A1",
		Title:  "A known older value of an object is one that a source is on record with",
		Reason: "An object under an older value has to be found, and one under a value that never was cannot be."},
	columnLaw,
}

// whole proves that nothing was left out of what readers do. A procedure whose
// facts are not entered twice is a draft, and is not held to it yet.
func (c *prover) whole(r *reading) {
	if len(c.p.Facts) == 0 {
		return
	}
	c.changes(r)
	c.columns(r)
	c.captures(r)
	c.made(r)
	for i := range c.p.Sections {
		switch s := &c.p.Sections[i]; s.Role.Text {
		case "change":
			c.section(r, s)
		case "verify":
			c.viewers(r, s)
		}
	}
	for i := range c.p.Objects {
		o := &c.p.Objects[i]
		readers := c.meet(scope{set: r.set}, o.When).set
		c.watched(r, o, readers)
		c.apart(r, o, readers)
		c.known(r, o)
	}
}

// changes proves that each changing step is complete.
func (c *prover) changes(r *reading) {
	seen := map[*model.Step]bool{}
	for _, s := range r.steps {
		if seen[s.step] || !s.step.Changes {
			continue
		}
		seen[s.step] = true
		var lacks []string
		sets := slices.ContainsFunc(s.step.Fields, func(f model.Field) bool { return f.Setting.Text != "" && !f.Drawn() })
		for _, part := range []struct {
			name  string
			there bool
		}{
			{"what it sets or saves (or by_hand)", sets || len(s.step.Sets)+len(s.step.Commits) > 0 || s.step.ByHand},
			{"expect", len(s.step.Expect) > 0}, {"fail", len(s.step.Fail) > 0}, {"undo", s.step.Undo.Text != ""},
		} {
			if !part.there {
				lacks = append(lacks, part.name)
			}
		}
		if len(lacks) > 0 {
			c.fault(r.view, fault{law: lawChange, pos: s.step.ID.Pos, set: s.set,
				message: fmt.Sprintf("step %q changes something, and lacks %s", s.step.ID, strings.Join(lacks, ", "))})
		}
	}
}

// section proves that what a section establishes is saved in it, by somebody who
// may.
func (c *prover) section(r *reading, section *model.Section) {
	saved, entered := c.u.None(), c.u.None()
	for _, s := range r.steps {
		if s.of != section {
			continue
		}
		if s.step.Changes {
			saved = saved.Or(s.set)
		}
		for _, f := range s.step.Fields {
			if f.Setting.Text != "" && !f.Drawn() {
				entered = entered.Or(s.set)
				c.role(r, section, f.Setting)
			}
		}
		for _, w := range s.step.Sets {
			entered = entered.Or(s.set)
			c.role(r, section, w)
		}
	}
	c.opened(r, section)
	if lost := entered.Minus(saved); !lost.IsEmpty() {
		c.fault(r.view, fault{law: lawSaved, pos: section.ID.Pos, set: lost,
			message: fmt.Sprintf("no step of section %q saves what its steps establish", section.ID)})
	}
}

// opened proves that some step of a section says where it is done, for each of
// its readers, and that no two of them open it.
func (c *prover) opened(r *reading, section *model.Section) {
	readers, told := c.meet(scope{set: r.set}, section.When).set, c.u.None()
	first := map[string]*stepRead{}
	for _, s := range r.steps {
		if s.of != section {
			continue
		}
		if c.leads(s.step.Text.Blocks) {
			told = told.Or(s.set)
		}
		title := s.step.Title.Text
		if other := first[title]; other != nil && other.step != s.step && other.set.Meets(s.set) {
			c.fault(r.view, fault{law: lawOpened, pos: s.step.ID.Pos, set: other.set.And(s.set),
				message: fmt.Sprintf("steps %q and %q have one title and the same readers", other.step.ID, s.step.ID)})
		} else if other == nil {
			first[title] = s
		}
	}
	if lost := readers.Minus(told); !lost.IsEmpty() {
		c.fault(r.view, fault{law: lawOpened, pos: section.ID.Pos, set: lost,
			message: fmt.Sprintf("no step of section %q says by which way through the menus one gets there", section.ID)})
	}
}

// leads tells whether a text names a way through menus.
func (c *prover) leads(blocks []prose.Block) bool {
	for _, b := range blocks {
		p, ok := b.(prose.Paragraph)
		if !ok {
			continue
		}
		for _, run := range p.Runs {
			if brace, ok := run.(prose.Brace); ok && brace.Kind == "ui" {
				label, own := c.p.Labels.Get(brace.Name)
				if !own {
					label, _ = c.project.Labels.Get(brace.Name)
				}
				if isPath(label) {
					return true
				}
			}
		}
	}
	return false
}

func isPath(s model.Switched[model.Label]) bool {
	if s.Plain != nil {
		return len(s.Plain.Path) > 1
	}
	return s.Choose != nil && slices.ContainsFunc(s.Choose.Arms, func(a model.Arm[model.Switched[model.Label]]) bool { return isPath(a.Value) })
}

func (c *prover) role(r *reading, section *model.Section, setting source.Word) {
	id, _, _ := strings.Cut(setting.Text, ".")
	o := c.objects[id]
	may := c.kinds[o.Kind.Text].Roles
	if len(may) > 0 && !slices.ContainsFunc(section.Roles, func(w source.Word) bool { return slices.Contains(may, w.Text) }) {
		c.fault(r.view, fault{law: lawRoles, pos: section.ID.Pos, set: c.u.None(),
			message: fmt.Sprintf("section %q changes %q, and names none of the role groups that may: %s", section.ID, id, strings.Join(may, ", "))})
	}
}

// viewers proves that a section that checks names who may look.
func (c *prover) viewers(r *reading, section *model.Section) {
	readers := c.meet(scope{set: r.set}, section.When).set
	if len(section.Roles) == 0 && !readers.IsEmpty() {
		c.fault(r.view, fault{law: lawRoles, pos: section.ID.Pos, set: readers,
			message: fmt.Sprintf("section %q checks the change, and names no role group that may", section.ID)})
	}
}

// several proves that a check of what several objects share is made where there
// are several.
func (c *prover) several(r *reading, o *model.Object, check model.Check, set space.Set) {
	for _, f := range c.p.Facets {
		if f.ID.Text == o.Each.Text && f.Many != nil {
			if one := set.Minus(c.meet(scope{set: r.set}, f.Many.When).set); !one.IsEmpty() {
				c.fault(r.view, fault{law: lawApart, pos: check.ID.Pos, set: one,
					message: fmt.Sprintf("check %q compares the members of several objects %q, and there is one", check.ID, o.ID)})
			}
		}
	}
}
