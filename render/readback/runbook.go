package readback

import (
	"strings"

	"github.com/triptych-docs/triptych/model/pattern"
)

// Runbook is what a runbook states: its table of values, its steps with their
// fields and references, its checks, and every quotation of a short value.
func (d *Document) Runbook() []Fact {
	r := &runbookReader{anchors: d.Anchors}
	r.blocks(d.Blocks)
	r.add(keyOrder, strings.Join(r.order, " "), 1)
	return r.facts
}

type runbookReader struct {
	anchors map[string]bool
	facts   []Fact
	order   []string
}

func (r *runbookReader) add(key, value string, line int) {
	r.facts = append(r.facts, Fact{Key: key, Value: value, Line: line})
}

var (
	short  = pattern.New(`^V[0-9]+$`)
	quoted = pattern.New(`^ \((V[0-9]+)\)`)
	// titled is how a step or a check begins: "A3 Name."
	titled = pattern.New(`^([A-Za-z][A-Za-z0-9-]*) (.*)\.$`)
	byCode = pattern.New(`step ([A-Z]+[0-9]+) $`)
)

func (r *runbookReader) blocks(blocks []Block) {
	for _, b := range blocks {
		r.quotes(b.Runs)
		r.blocks(b.Inner)
		switch b.Kind {
		case Table:
			r.table(b)
		case List:
			for _, item := range b.Items {
				if !r.step(item) {
					r.blocks(item.Blocks)
				}
			}
		}
	}
}

// quotes finds values that are quoted with their short name.
func (r *runbookReader) quotes(runs []Run) {
	for i, run := range runs {
		if run.Kind != Typed || i+1 == len(runs) {
			continue
		}
		if m := quoted().FindStringSubmatch(runs[i+1].Text); m != nil {
			r.facts = append(r.facts, Fact{Key: keyQuote(m[1]), Value: run.Text, Line: run.Line, Setting: run.Setting})
		}
	}
}

// table reads the table of values; what the other tables quote is read as well.
func (r *runbookReader) table(b Block) {
	for i, line := range b.Lines {
		cells := b.Rows[i*b.Width : (i+1)*b.Width]
		if b.Width != 4 || !short().MatchString(said(cells[0])) {
			for _, cell := range cells {
				r.quotes(cell)
			}
			continue
		}
		name := said(cells[0])
		r.add(keyWhere(name), said(cells[1]), line)
		r.add(name, typed(cells[2]), line)
		r.add(keySteps(name), said(cells[3]), line)
	}
}

// typed is the text to type of some runs, or what they say where there is none.
func typed(runs []Run) string {
	if len(runs) == 0 || runs[0].Kind != Typed {
		return said(runs)
	}
	var all []string
	for _, run := range runs {
		if run.Kind == Typed {
			all = append(all, run.Text)
		}
	}
	return strings.Join(all, " | ")
}

// step reads an item that is a step or a check.
func (r *runbookReader) step(item Item) bool {
	if !item.Tick || len(item.Blocks) == 0 || len(item.Blocks[0].Runs) == 0 || item.Blocks[0].Runs[0].Kind != Bold {
		return false
	}
	m := titled().FindStringSubmatch(item.Blocks[0].Runs[0].Text)
	if m == nil {
		return false
	}
	code := m[1]
	r.order = append(r.order, code)
	r.add(keyTitle(code), m[2], item.Blocks[0].Runs[0].Line)
	rest := item.Blocks
	if list, at := form(rest); list != nil {
		if r.fields(code, list) {
			rest = append(append([]Block{}, rest[:at]...), rest[at+1:]...)
		}
	}
	r.blocks(rest)
	n := 0
	r.references(code, item.Blocks, &n)
	return true
}

func (r *runbookReader) fields(code string, list *Block) bool {
	var all []control
	for _, item := range list.Items {
		c, ok := readControl(item)
		if !ok {
			return false
		}
		all = append(all, c)
	}
	for i, c := range all {
		r.add(keyLabel(code, i+1), c.label, c.line)
		r.facts = append(r.facts, Fact{Key: keyField(code, i+1), Value: c.value, Line: c.line, Setting: c.setting})
		// Help behind a field may quote values of its own.
		for j, b := range list.Items[i].Blocks {
			if j > 0 && !(c.listed && b.Kind == List) {
				r.blocks([]Block{b})
			}
		}
	}
	return true
}

// references are the links of a step that lead to other parts of the runbook.
func (r *runbookReader) references(code string, blocks []Block, n *int) {
	for _, b := range blocks {
		for i, run := range b.Runs {
			if run.Kind != Link || !strings.HasPrefix(run.To, "#") {
				continue
			}
			*n++
			to := run.Text
			if i > 0 {
				if m := byCode().FindStringSubmatch(b.Runs[i-1].Text); m != nil {
					to = m[1] + " " + to
				}
			}
			if !r.anchors[run.To[1:]] {
				to += nowhere
			}
			r.add(keyRef(code, *n), to, run.Line)
		}
		r.references(code, b.Inner, n)
		for _, item := range b.Items {
			r.references(code, item.Blocks, n)
		}
	}
}
