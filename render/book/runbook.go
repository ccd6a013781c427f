package book

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/templates"
)

// frame is the runbook's frame, read once: it is part of the program.
var frame = sync.OnceValue(func() []prose.Block {
	raw, err := templates.Files.ReadFile("runbook.frame.md")
	if err != nil {
		panic(fmt.Sprintf("book: %v", err))
	}
	var faults source.List
	file := &source.File{Name: "templates/runbook.frame.md", Text: raw}
	blocks := prose.ParseFrame(string(raw), func(offset int) source.Pos { return file.At(offset) }, &faults)
	if faults.Len() > 0 {
		panic("book: " + faults.Error())
	}
	return blocks
})

// Runbook lays out a closed plan for the person who executes it.
func Runbook(p *plan.Plan) (*Book, error) {
	if !p.Closed {
		return nil, fmt.Errorf("lay out a runbook: the plan of %s is open", p.Procedure)
	}
	r := &runbook{plan: p, book: &Book{References: map[string]Reference{}}}
	r.references()
	for _, b := range frame() {
		if h, ok := b.(prose.Heading); ok && h.Level > 1 {
			r.book.References[h.ID] = Reference{Title: r.line(h.Runs), Anchor: h.ID}
		}
	}
	for _, b := range frame() {
		r.add(b)
	}
	return r.book, nil
}

// A runbook is being laid out.
type runbook struct {
	plan     *plan.Plan
	book     *Book
	evidence []exhibit // what is to be kept, in the order of the document
}

// An exhibit is a piece of evidence.
type exhibit struct {
	id   string
	what plan.Line
}

// exhibit notes a piece of evidence and gives it its number. The letters of
// steps, values (V), checks (T) and exhibits (X) are different, so that "X4" is
// one thing in a runbook.
func (r *runbook) exhibit(what plan.Line) string {
	id := "X" + strconv.Itoa(len(r.evidence)+1)
	r.evidence = append(r.evidence, exhibit{id, what})
	return id
}

func (r *runbook) references() {
	for id, t := range r.plan.Targets {
		ref := Reference{Title: t.Title, Anchor: id}
		switch {
		case t.Section != "":
			ref.Before = string(flatWords(say("ref_code", parts{"code": plan.Say(t.Number)})))
			ref.Inner = true
		case !slices.ContainsFunc(r.plan.Sections, func(s plan.Section) bool { return s.ID == id && s.Role == plan.RoleChange }):
			// What a guide says before and after its steps is in the runbook's own
			// sections; its table of values stands for the tables.
			ref.Anchor = "values"
		}
		r.book.References[id] = ref
	}
}

// add adds a block of the frame. A heading opens a chapter; a paragraph that is
// one quotation of a part stands for blocks.
func (r *runbook) add(b prose.Block) {
	switch b := b.(type) {
	case prose.Heading:
		if b.Level == 1 {
			r.book.Title = r.line(b.Runs)
			return
		}
		r.book.Chapters = append(r.book.Chapters, Chapter{ID: b.ID, Level: b.Level, Title: r.line(b.Runs)})
	case prose.Paragraph:
		if kind, name, ok := alone(b.Runs); ok && kind != "line" {
			r.put(kind, name)
			return
		}
		if line := r.line(b.Runs); len(line) > 0 {
			r.blocks(paragraph(line))
		}
	case prose.List:
		if l, introduced := r.list(b); introduced {
			r.blocks(l)
		}
	case prose.Table:
		if t := r.table(b); len(t.Rows) > 0 {
			r.blocks(t)
		} else {
			r.dropLead()
		}
	}
}

// open is where blocks are added: the chapter that was opened last.
func (r *runbook) open() *[]plan.Block {
	if n := len(r.book.Chapters); n > 0 {
		return &r.book.Chapters[n-1].Blocks
	}
	return &r.book.Lead
}

// dropLead takes back the paragraph that leads in what came out empty.
func (r *runbook) dropLead() {
	if blocks := r.open(); len(*blocks) > 0 {
		*blocks = (*blocks)[:len(*blocks)-1]
	}
}

// blocks appends to the chapter that is open.
func (r *runbook) blocks(b ...plan.Block) { *r.open() = append(*r.open(), b...) }

// alone tells whether a paragraph is a quotation and nothing else.
func alone(runs []prose.Run) (kind, name string, ok bool) {
	if len(runs) != 1 {
		return "", "", false
	}
	b, ok := runs[0].(prose.Brace)
	return b.Kind, b.Name, ok && b.Kind != ""
}

func (r *runbook) put(kind, name string) {
	switch kind {
	case "part":
		r.blocks(r.part(name)...)
	case "chapters":
		r.changes()
	case "form":
		r.blocks(plan.Form{Tick: name, Blanks: words(name)})
	default:
		panic("book: the frame has an unknown part " + kind + ":" + name)
	}
}

// list is a list of the frame. An item that is {items:…} or {ticks:…} stands
// for many; a list that comes out empty is left out with its lead-in.
func (r *runbook) list(in prose.List) (plan.List, bool) {
	var out plan.List
	for i, item := range in.Items {
		p, _ := item[0].(prose.Paragraph)
		if kind, name, ok := alone(p.Runs); ok && (kind == "items" || kind == "ticks") {
			for j, line := range r.lines(name) {
				tick := ""
				if kind == "ticks" {
					tick = name + "-" + strconv.Itoa(j+1)
				}
				out.Items = append(out.Items, plan.Item{Tick: tick, Blocks: []plan.Block{paragraph(line)}})
			}
			continue
		}
		tick := ""
		if in.Task {
			tick = r.book.Chapters[len(r.book.Chapters)-1].ID + "-" + strconv.Itoa(i+1)
		}
		out.Items = append(out.Items, plan.Item{Tick: tick, Blocks: []plan.Block{paragraph(r.line(p.Runs))}})
	}
	if len(out.Items) == 0 {
		r.dropLead()
		return out, false
	}
	return out, true
}

func (r *runbook) table(in prose.Table) plan.Table {
	var out plan.Table
	for _, h := range in.Header {
		out.Columns = append(out.Columns, r.line(h))
	}
	for _, row := range in.Rows {
		if kind, name, ok := alone(row[0]); ok && kind == "rows" {
			out.Rows = append(out.Rows, r.rows(name, len(in.Header))...)
			continue
		}
		// What the frame itself leaves empty is there to be written in.
		var to plan.TableRow
		for _, cell := range row {
			to.Cells = append(to.Cells, r.line(cell))
			to.ByHand = to.ByHand || len(cell) == 0
		}
		out.Rows = append(out.Rows, to)
	}
	return out
}

// line is a line of the frame.
func (r *runbook) line(runs []prose.Run) plan.Line {
	var line plan.Line
	for _, run := range runs {
		switch run := run.(type) {
		case prose.Words:
			line = append(line, plan.Say(run.Text)...)
		case prose.Strong:
			line = append(line, plan.Strong{Line: r.line(run.Runs)})
		case prose.Code:
			var text plan.Text
			for _, inner := range run.Runs {
				switch inner := inner.(type) {
				case prose.Words:
					text = append(text, plan.Piece{Literal: inner.Text})
				case prose.Brace:
					text = append(text, plan.FromHole(inner.Name)...)
				}
			}
			line = append(line, plan.Code{Text: text})
		case prose.Link:
			line = append(line, plan.Link{Line: r.line(run.Runs), URL: run.URL})
		case prose.Brace:
			switch {
			case run.Kind == "line":
				line = append(line, r.quoted(run.Name)...)
			case run.Kind == "section":
				line = append(line, plan.Ref{Target: run.Name})
			default:
				line = append(line, plan.Words{Text: plan.FromHole(run.Name)})
			}
		}
	}
	return line
}

// quoted is a line that is worked out from the plan.
func (r *runbook) quoted(name string) plan.Line {
	p := r.plan
	switch name {
	case "title":
		return p.Title
	case "downtime":
		return p.Runbook.Downtime
	case "reversible":
		return p.Runbook.Reversible
	case "risk":
		return plan.Say(string(p.Runbook.Risk.Level))
	case "variant":
		var all []plan.Line
		for _, c := range p.Choices {
			if !c.Forced {
				all = append(all, c.Shown)
			}
		}
		return list("; ", all)
	case "work":
		return number(work(p))
	case "minutes":
		return say("time", parts{"minutes": number(work(p)), "wait": number(p.Runbook.Wait.Max), "mark": r.mark()})
	case "checking":
		minutes := 0
		for _, s := range p.Sections {
			if s.Role == plan.RoleVerify {
				minutes += s.Minutes
			}
		}
		return worked(minutes)
	case "wait":
		w := p.Runbook.Wait
		return say("wait", parts{"min": number(w.Min), "typical": number(w.Typical), "max": number(w.Max), "mark": r.mark()})
	}
	panic("book: the frame has an unknown line " + name)
}

// work is how many minutes all sections take.
func work(p *plan.Plan) int {
	minutes := 0
	for _, s := range p.Sections {
		minutes += s.Minutes
	}
	return minutes
}

// worked is how long work takes, and nothing where that is not known.
func worked(minutes int) plan.Line {
	if minutes == 0 {
		return nil
	}
	return say("minutes", parts{"minutes": number(minutes)})
}

func number(n int) plan.Line { return plan.Say(strconv.Itoa(n)) }

// mark says of the time to wait that no source states it.
func (r *runbook) mark() plan.Line {
	if r.plan.Runbook.Wait.Verified {
		return nil
	}
	return say("unverified", nil)
}

// lines are the items of a list that is worked out from the plan.
func (r *runbook) lines(name string) []plan.Line {
	b := r.plan.Runbook
	switch name {
	case "outcome":
		return b.Outcome
	case "untouched":
		return b.Untouched
	case "affected":
		return b.Affected
	case "risks":
		return b.Risk.Reasons
	case "limits":
		return b.Limits
	case "questions":
		return b.Questions
	case "needs":
		return b.Needs
	case "triggers":
		return b.Triggers
	case "undoable":
		return b.Undoable
	case "send":
		return b.Send
	case "aftercare":
		return b.AfterCare
	case "leftout":
		var all []plan.Line
		for _, l := range r.plan.LeftOut {
			all = append(all, say("leftout", parts{"what": l.What, "why": l.Why}))
		}
		return all
	case "sources":
		var all []plan.Line
		for _, s := range r.plan.Sources {
			all = append(all, say("source", parts{"id": plan.Say(s.ID), "title": s.Title}))
		}
		return all
	}
	panic("book: the frame has an unknown list " + name)
}

// stepCodes are the steps that establish a setting, as a runbook names them.
func (r *runbook) stepCodes(ids []string) plan.Line {
	var all []plan.Line
	for _, id := range ids {
		all = append(all, plan.Say(r.plan.Targets[id].Number))
	}
	return list(", ", all)
}

// id makes an id of names, for ticks.
func id(names ...string) string { return strings.Join(names, "-") }
