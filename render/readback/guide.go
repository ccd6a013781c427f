package readback

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
)

// Guide is what a published document states: the fields of its steps, by the
// number of the section and of the step, and the rows of its tables.
func (d *Document) Guide() []Fact {
	g := &guideReader{}
	for _, b := range d.Blocks {
		switch b.Kind {
		case Heading:
			number, _, ok := strings.Cut(said(b.Runs), ". ")
			if _, err := strconv.Atoi(number); err != nil || !ok {
				number = ""
			}
			g.section = number
		case List:
			g.steps(b)
		case Table:
			g.table(b)
		}
	}
	return g.facts
}

type guideReader struct {
	runbookReader
	section string
	tables  int
}

func (g *guideReader) steps(list Block) {
	if g.section == "" {
		return
	}
	for i, item := range list.Items {
		if fields, _ := form(item.Blocks); fields != nil {
			g.fields(guideStep(g.section, i+1), fields)
		}
	}
}

// guideStep names a step of a guide, where steps have no code.
func guideStep(section string, step int) string { return fmt.Sprintf("%s.%d", section, step) }

// table reads a table that stands between the parts of a section: what each cell
// says. Drawings of forms stand inside of steps.
func (g *guideReader) table(b Block) {
	g.tables++
	for i := range b.Lines {
		for c, cell := range b.Rows[i*b.Width : (i+1)*b.Width] {
			if i > 0 {
				g.add(keyCell(strconv.Itoa(g.tables), i, c+1), said(cell), b.Lines[i])
			}
		}
	}
}

// GuideDifferences reads a published document in Markdown and returns each fact
// on which it and its plan differ: the fields of the steps as far as all readers
// or an alternative of theirs have one value, and what every table says.
func GuideDifferences(p *plan.Plan, name string, text []byte) []report.Finding {
	values := plan.Values{}
	for _, h := range p.Holes {
		values[h.Name] = h.Placeholder
	}
	s := newStater(p, values)
	for _, section := range p.Sections {
		s.guideTables(section)
		for i, step := range section.Steps {
			if section.Number == 0 {
				continue
			}
			for j, f := range step.Fields {
				s.guideField(guideStep(strconv.Itoa(section.Number), i+1), j+1, f)
			}
		}
	}
	where := &places{files: [3]*source.File{{Name: name, Text: text}}}
	where.facts[outputMarkdown] = Markdown(text).Guide()
	return where.compare(outputMarkdown, s.out)
}

// guideField states what a field has to show to all readers. Where the value is
// looked up, or an option depends on the reader, the words say so and the plan
// has no one value to compare.
func (s *stater) guideField(step string, n int, f plan.Field) {
	st := statement{key: keyField(step, n), setting: f.Setting}
	switch v := f.Value.(type) {
	case plan.Lookup:
		st.value = "the " + s.flat(v.Column) + " of your " + s.flat(v.Noun)
		st.open = true
	case plan.Alternatives:
		texts := s.alternatives(v)
		// A select shows the option for each reader, and the plan has the values.
		st.value, st.open = strings.Join(texts, " | "), len(texts) < len(v.Each) || f.Control == plan.ControlSelect
	default:
		st.value = s.control(f)
		// Consoles that word an option differently show one for each.
		st.open = f.Control == plan.ControlSelect
	}
	s.out = append(s.out, st, statement{key: keyLabel(step, n), open: true})
}

// alternatives are the texts of a value for readers of different answers.
func (s *stater) alternatives(a plan.Alternatives) []string {
	var all []string
	for _, each := range a.Each {
		all = append(all, s.texts(each.Value)...)
	}
	return all
}

// guideTables states what the tables of a section say.
func (s *stater) guideTables(section plan.Section) {
	var all []plan.Table
	for _, blocks := range [][]plan.Block{section.Intro, section.Outro} {
		all = append(all, tables(blocks)...)
	}
	for _, t := range all {
		s.tables++
		for i, row := range t.Rows {
			for c, cell := range row.Cells {
				s.add(keyCell(strconv.Itoa(s.tables), i+1, c+1), s.flat(cell), "")
			}
		}
	}
}

// tables are the tables among some blocks, those for some readers included.
func tables(blocks []plan.Block) []plan.Table {
	var all []plan.Table
	for _, b := range blocks {
		switch b := b.(type) {
		case plan.Table:
			all = append(all, b)
		case plan.Guarded:
			all = append(all, tables(b.Blocks)...)
		}
	}
	return all
}
