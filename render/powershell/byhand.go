package powershell

import (
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
)

// A task is something that no cmdlet does or can tell. It comes out as a check
// that a person has to make, never as nothing.
type task struct {
	id     string
	when   plan.Text
	title  plan.Text
	do     []plan.Text
	expect plan.Text
	fail   plan.Text
}

// When a task is due.
const (
	dueFirst = "before Apply"
	dueAfter = "after Apply"
)

// byHand are the tasks of a plan: objects that no step fills in, steps that
// change something and that the script does not cover, then checks that need a
// person.
//
// A step is covered when it says so: it sets or saves nothing but what the script
// establishes. Nothing is guessed from the order of steps; a step that says
// neither is a task.
func (s *script) byHand() []task {
	scripted := s.scripted()
	var tasks []task
	for _, o := range s.plan.Objects {
		if len(o.Kind.Get) == 0 && !s.shown(o) {
			tasks = append(tasks, s.objectTask(o))
		}
	}
	when := plan.Literal(dueFirst)
	for _, section := range s.plan.Sections {
		for _, step := range section.Steps {
			names := append(slices.Clone(step.Settings), step.Commits...)
			ours := slices.ContainsFunc(names, func(id string) bool { return scripted[id] })
			foreign := slices.ContainsFunc(names, func(id string) bool { return !scripted[id] })
			if ours {
				when = plan.Literal(dueAfter)
			}
			if foreign || step.ByHand || step.Changes && !ours {
				tasks = append(tasks, s.stepTask(step, when))
			}
		}
	}
	for _, c := range s.plan.Runbook.Checks {
		if !s.makes(c) {
			tasks = append(tasks, s.checkTask(c))
		}
	}
	return tasks
}

// shown tells whether a step fills in a setting of the object.
func (s *script) shown(o plan.Object) bool {
	return slices.ContainsFunc(o.Settings, func(x plan.Setting) bool { return len(x.Steps) > 0 })
}

// scripted are the ids of the objects that the script establishes, and of their
// settings.
func (s *script) scripted() map[string]bool {
	all := map[string]bool{}
	for _, o := range s.plan.Objects {
		if len(o.Kind.Get) == 0 {
			continue
		}
		all[o.ID] = true
		for _, setting := range o.Settings {
			all[setting.ID] = true
		}
	}
	return all
}

func (s *script) stepTask(step plan.Step, when plan.Text) task {
	return task{
		id: step.Code, when: when, title: s.words(step.Title), do: s.said(step.Body),
		expect: s.lines(step.Expect), fail: s.lines(step.Fail),
	}
}

// objectTask is for an object of the vendor's that no step fills in: its values
// are shown.
func (s *script) objectTask(o plan.Object) task {
	t := task{id: o.ID, when: plan.Literal(dueFirst), title: s.words(o.Title)}
	for _, setting := range o.Settings {
		v := &valueTeller{script: s}
		setting.Value.Visit(v)
		text := append(s.words(setting.Label), plan.Piece{Literal: ": "})
		t.do = append(t.do, append(text, v.text...))
	}
	return t
}

func (s *script) checkTask(c plan.Check) task {
	t := task{
		id: c.ID, when: plan.Literal(dueAfter), title: s.words(c.Title), do: s.said(c.Do),
		expect: s.words(c.Expect), fail: s.words(c.Fail),
	}
	if moment := s.words(c.Moment); len(moment) > 0 {
		t.when = moment
	}
	return t
}

// lines are several sentences as one text.
func (s *script) lines(lines []plan.Line) plan.Text {
	var out plan.Text
	for i, l := range lines {
		if i > 0 {
			out = append(out, plan.Piece{Literal: " "})
		}
		out = append(out, s.words(l)...)
	}
	return out
}

// hand is an entry of the table of tasks.
func (s *script) hand(t task) handView {
	v := handView{
		ID: s.quote(t.id), When: s.prose(t.when), Title: s.prose(t.title), Expect: s.prose(t.expect), Fail: s.prose(t.fail),
	}
	for _, d := range t.do {
		v.Do = append(v.Do, s.prose(d))
	}
	return v
}

// A valueTeller says a value in words.
type valueTeller struct {
	*script
	text plan.Text
}

func (p *valueTeller) One(v plan.One) { p.text = v.Text }

func (p *valueTeller) Many(v plan.Many) {
	for i, t := range v.Texts {
		if i > 0 {
			p.text = append(p.text, plan.Piece{Literal: ", "})
		}
		p.text = append(p.text, t...)
	}
}

func (p *valueTeller) Switch(v plan.Switch) {
	p.text = plan.Literal("off")
	if v.On {
		p.text = plan.Literal("on")
	}
}

func (p *valueTeller) Absent(v plan.Absent) { p.text = p.words(v.Shown) }
func (p *valueTeller) Manual(v plan.Manual) { p.text = p.words(v.Where) }

func (p *valueTeller) Lookup(plan.Lookup) {
	p.fault("a value is looked up by each reader: the plan is not closed")
}

func (p *valueTeller) Alternatives(plan.Alternatives) {
	p.fault("a value has alternatives: the plan is not closed")
}
