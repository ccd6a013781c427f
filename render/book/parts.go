package book

import (
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
)

// part is blocks that are worked out from the plan.
func (r *runbook) part(name string) []plan.Block {
	switch name {
	case "flow":
		return r.flow()
	case "unverified":
		return r.unverified()
	case "capture":
		return r.capture()
	case "checks":
		return r.checks()
	case "stop":
		return r.stop()
	case "undo":
		return r.undo()
	case "symptoms":
		return r.symptoms()
	case "script":
		return r.script()
	}
	panic("book: the frame has an unknown part " + name)
}

// flow is how mail flows afterwards, from the sections on what the procedure is
// about.
func (r *runbook) flow() []plan.Block {
	var out []plan.Block
	for _, s := range r.plan.Sections {
		for _, b := range s.Intro {
			if f, ok := b.(plan.Flow); ok && s.Role == plan.RoleOverview {
				out = append(out, f)
			}
		}
	}
	return out
}

func (r *runbook) unverified() []plan.Block { return unverifiedValues(r.plan) }

// unverifiedValues warns of every value that no source documents. Values of which
// the same is to be said, such as the hosts of several regions, share a warning.
func unverifiedValues(p *plan.Plan) []plan.Block {
	type doubt struct {
		where, why plan.Line
		values     []plan.Line
	}
	var doubts []doubt
	for _, o := range p.Objects {
		for _, s := range o.Settings {
			if len(s.Unverified) == 0 {
				continue
			}
			at := slices.IndexFunc(doubts, func(d doubt) bool {
				return Plain(d.where) == Plain(s.Label) && Plain(d.why) == Plain(s.Unverified)
			})
			if at < 0 {
				at = len(doubts)
				doubts = append(doubts, doubt{where: s.Label, why: s.Unverified})
			}
			doubts[at].values = append(doubts[at].values, Value(s.Value))
		}
	}
	var out []plan.Block
	for _, d := range doubts {
		out = append(out, plan.Note{Kind: plan.NoteCaution, Blocks: []plan.Block{
			paragraph(say("unverified_value", parts{"where": d.where, "value": list(", ", d.values), "line": d.why})),
		}})
	}
	return out
}

func (r *runbook) capture() []plan.Block {
	var out []plan.Block
	for _, c := range r.plan.Runbook.Capture {
		what := say("evidence_capture", parts{"line": c.What})
		evidence := r.exhibit(what)
		blocks := []plan.Block{paragraph(c.What)}
		for _, command := range c.Commands {
			blocks = append(blocks, command)
		}
		blocks = append(blocks, paragraph(say("look", parts{"look": c.Look})),
			r.form(id("capture", c.ID), evidence))
		out = append(out, plan.List{Items: []plan.Item{{Tick: id("capture", c.ID), Blocks: blocks}}})
	}
	return merged(out)
}

// merged makes one list of lists that follow each other.
func merged(blocks []plan.Block) []plan.Block {
	var out []plan.Block
	for _, b := range blocks {
		l, ok := b.(plan.List)
		if n := len(out); ok && n > 0 {
			if last, ok := out[n-1].(plan.List); ok && last.Ordered == l.Ordered {
				last.Items = append(last.Items, l.Items...)
				out[n-1] = last
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

// form is what a person fills in behind a step.
func (r *runbook) form(tick, evidence string) plan.Block {
	blanks := words("blanks")
	if evidence != "" {
		blanks = append(append([]string{}, blanks...), evidence)
	}
	return plan.Form{Tick: tick, Blanks: blanks}
}

func (r *runbook) checks() []plan.Block {
	var out []plan.Block
	moment := ""
	for _, c := range r.plan.Runbook.Checks {
		if c.When != moment {
			moment = c.When
			out = append(out, paragraph(strong(say("moment", parts{"moment": c.Moment}))))
		}
		title := say("check", parts{"id": plan.Say(c.ID), "title": c.Title})
		evidence := r.exhibit(say("evidence_check", parts{"id": plan.Say(c.ID), "line": c.Title}))
		blocks := led(title, c.Do)
		blocks = append(blocks,
			paragraph(say("expect", parts{"line": c.Expect})),
			paragraph(say("check_fail", parts{"line": c.Fail})),
			r.form(id("check", c.ID), evidence))
		out = append(out, plan.List{Items: []plan.Item{{Tick: id("check", c.ID), Blocks: blocks}}})
	}
	return merged(out)
}

// led puts a title in bold before the first paragraph of blocks.
func led(title plan.Line, blocks []plan.Block) []plan.Block {
	lead := joined(strong(title), plan.Say(" "))
	if len(blocks) > 0 {
		if first, ok := blocks[0].(plan.Paragraph); ok {
			return append([]plan.Block{paragraph(joined(lead, first.Line))}, blocks[1:]...)
		}
	}
	return append([]plan.Block{paragraph(strong(title))}, blocks...)
}

// stop is how the effect of the change is stopped at once: by hand, and by the
// cmdlet that disables the object.
func (r *runbook) stop() []plan.Block {
	out := plan.List{Ordered: true}
	for i := len(r.plan.Objects) - 1; i >= 0; i-- {
		o := r.plan.Objects[i]
		if len(o.Stop) == 0 {
			continue
		}
		blocks := []plan.Block{paragraph(o.Stop)}
		if o.Kind.Disable != "" {
			blocks = append(blocks, onObject(o, o.Kind.Disable))
		}
		out.Items = append(out.Items, plan.Item{Tick: id("stop", o.ID), Blocks: blocks})
	}
	return []plan.Block{out}
}

// undo takes the objects back in reverse order.
func (r *runbook) undo() []plan.Block {
	out := plan.List{Ordered: true}
	for i := len(r.plan.Objects) - 1; i >= 0; i-- {
		o := r.plan.Objects[i]
		out.Items = append(out.Items, plan.Item{Tick: id("undo", o.ID), Blocks: []plan.Block{paragraph(o.Undo)}})
	}
	return []plan.Block{out}
}

// onObject is a command on an object that this change made: its name is exact,
// and a cmdlet that changes something finds no other by it.
func onObject(o plan.Object, cmdlet string) plan.Command {
	call := plan.Call{Cmdlet: cmdlet}
	for _, s := range o.Settings {
		if s.Name == "Name" {
			call.Args = append(call.Args, plan.Arg{Name: "Identity", Value: s.Value})
		}
	}
	return plan.Command{Pipeline: []plan.Call{call}}
}

func (r *runbook) symptoms() []plan.Block {
	out := plan.List{}
	for _, s := range r.plan.Runbook.Symptoms {
		out.Items = append(out.Items, plan.Item{Anchor: id("symptom", s.ID), Blocks: []plan.Block{
			paragraph(strong(s.Symptom)),
			plan.List{Items: bullets([]plan.Line{
				say("symptom_cause", parts{"line": s.Cause}),
				say("symptom_action", parts{"line": s.Action}),
				say("symptom_escalate", parts{"line": s.Escalate}),
			})},
		}})
	}
	return []plan.Block{out}
}

// script is how the script that comes with the runbook is compared and run.
func (r *runbook) script() []plan.Block {
	file := plan.One{Text: plan.Literal(`.\` + r.plan.Script + ".ps1")}
	path := plan.Arg{Name: "Path", Value: file}
	var out []plan.Block
	for _, c := range []struct {
		phrase  string
		command plan.Command
	}{
		{"script_hash", plan.Command{Pipeline: []plan.Call{{Cmdlet: "Get-FileHash", Args: []plan.Arg{path}}}}},
		{"script_unblock", plan.Command{Pipeline: []plan.Call{{Cmdlet: "Unblock-File", Args: []plan.Arg{path}}}}},
		{"script_connect", plan.Command{Pipeline: []plan.Call{{Cmdlet: "Connect-ExchangeOnline"}}}},
		{"script_plan", run(r.plan, "Plan")},
		{"script_whatif", run(r.plan, "Apply", plan.Arg{Name: "WhatIf"})},
		{"script_apply", run(r.plan, "Apply", state(r.plan))},
		{"script_verify", run(r.plan, "Verify", state(r.plan))},
		{"script_rollback", run(r.plan, "Rollback", state(r.plan))},
	} {
		out = append(out, paragraph(say(c.phrase, nil)), c.command)
	}
	return out
}

// run is the command that runs the script of a plan.
func run(p *plan.Plan, action string, more ...plan.Arg) plan.Command {
	args := []plan.Arg{{Name: "Action", Value: plan.One{Text: plan.Literal(action)}}}
	return plan.Command{Pipeline: []plan.Call{{Cmdlet: p.Script, Script: true, Args: append(args, more...)}}}
}

// state names the file that the script writes the state before into.
func state(p *plan.Plan) plan.Arg {
	return plan.Arg{Name: "StatePath", Value: plan.One{Text: plan.Literal(`.\` + p.Script + ".state.json")}}
}
