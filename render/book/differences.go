package book

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
)

// Differences is what one answer changes when all others stay: a table for each
// question that chooses a page, worked out from the closed plans of those pages.
// It says nothing of a question that not every reader is asked.
func Differences(open *plan.Plan, closed []*plan.Plan) *Book {
	b := beside(open, say("differences_title", parts{"title": open.Title}), paragraph(say("differences_lead", nil)))
	var variants []facts
	for _, p := range closed {
		variants = append(variants, factsOf(p))
	}
	for _, c := range open.Choices {
		if c.Default == "" {
			b.add("by-"+c.Facet, c.Question, newComparison(c, variants).blocks(open)...)
		}
	}
	return b
}

// facts are what a closed plan states of each thing by its id. What is not in it
// is not in the plan.
type facts struct {
	answers map[string]string // by question
	order   []string          // the questions
	stated  map[string]fact
}

// A fact can be compared and shown. A thing that is merely there shows nothing.
type fact struct {
	key        string
	shown      plan.Line
	unverified plan.Line // what to do about a value that no source documents
}

// The ids of what is no setting: those have ids of their own, with a dot.
func sectionFact(id string) string { return "section " + id }
func stepFact(id string) string    { return "step " + id }
func wordsFact(id string) string   { return "words " + id }
func objectFact(id string) string  { return "object " + id }

func factsOf(p *plan.Plan) facts {
	f := facts{answers: map[string]string{}, stated: map[string]fact{}}
	for _, c := range p.Choices {
		f.order = append(f.order, c.Facet)
		f.answers[c.Facet] = strings.Join(c.Answers, ",")
	}
	there := fact{key: "there"}
	for _, s := range p.Sections {
		f.stated[sectionFact(s.ID)] = there
		for _, step := range s.Steps {
			f.stated[stepFact(step.ID)] = there
			f.stated[wordsFact(step.ID)] = fact{key: PlainBlocks(completed(step, body(step), false))}
		}
	}
	for _, o := range p.Objects {
		f.stated[objectFact(o.ID)] = there
		for _, s := range o.Settings {
			value := stated(s)
			f.stated[s.ID] = fact{Plain(value), value, s.Unverified}
		}
	}
	return f
}

// A comparison is the variants sorted by the answer to one question. Those in a
// row have the same answers to all others.
type comparison struct {
	options []plan.Option
	rows    []map[string]facts // by answer
}

func newComparison(c plan.Choice, variants []facts) comparison {
	q := comparison{}
	at := map[string]int{}
	given := map[string]bool{}
	for _, v := range variants {
		var others []string
		for _, facet := range v.order {
			if facet != c.Facet {
				others = append(others, v.answers[facet])
			}
		}
		key := strings.Join(others, "/")
		if _, ok := at[key]; !ok {
			at[key] = len(q.rows)
			q.rows = append(q.rows, map[string]facts{})
		}
		q.rows[at[key]][v.answers[c.Facet]] = v
		given[v.answers[c.Facet]] = true
	}
	for _, o := range c.Options {
		if given[o.ID] {
			q.options = append(q.options, o)
		}
	}
	return q
}

// differs tells whether the answer alone changes what is stated of a thing.
func (q comparison) differs(id string) bool {
	return slices.ContainsFunc(q.rows, func(row map[string]facts) bool {
		first := true
		var key string
		for _, v := range row {
			if !first && v.stated[id].key != key {
				return true
			}
			first, key = false, v.stated[id].key
		}
		return false
	})
}

// moves tells whether the answer alone decides if a thing is there.
func (q comparison) moves(id string) bool {
	return slices.ContainsFunc(q.rows, func(row map[string]facts) bool {
		with := 0
		for _, v := range row {
			if _, ok := v.stated[id]; ok {
				with++
			}
		}
		return with > 0 && with < len(row)
	})
}

// cell is what readers with an answer have of a thing. Those who do not have it
// whatever they answer are not asked.
func (q comparison) cell(id string, answer plan.Option) plan.Line {
	var all []fact
	without := false
	for _, row := range q.rows {
		if v, ok := row[answer.ID]; ok && had(row, id) {
			if f, ok := v.stated[id]; ok {
				all = append(all, f)
			} else {
				without = true
			}
		}
	}
	switch {
	case len(all) == 0:
		return say("differences_no", nil)
	case without || slices.ContainsFunc(all, func(f fact) bool { return f.key != all[0].key }):
		return say("differences_other", nil)
	case len(all[0].shown) == 0:
		return strong(say("differences_yes", nil))
	}
	return all[0].shown
}

// had tells whether a thing is there for any of some readers.
func had(row map[string]facts, id string) bool {
	for _, v := range row {
		if _, ok := v.stated[id]; ok {
			return true
		}
	}
	return false
}

// A thing is what a row is about. Those of one table have its caption.
type thing struct {
	id      string
	name    plan.Line
	caption plan.Line
}

// things are those that the answer alone changes. What is there with some answers
// only stands for all that is in it.
func (q comparison) things(open *plan.Plan) (all []thing, reworded []plan.Line) {
	for _, s := range open.Sections {
		if q.moves(sectionFact(s.ID)) {
			all = append(all, thing{sectionFact(s.ID), plan.Line{plan.Ref{Target: s.ID}}, say("differences_parts", nil)})
			continue
		}
		for _, step := range s.Steps {
			ref := plan.Line{plan.Ref{Target: step.ID}}
			switch {
			case q.moves(stepFact(step.ID)):
				all = append(all, thing{stepFact(step.ID), ref, say("differences_steps", parts{"title": s.Title})})
			case q.differs(wordsFact(step.ID)):
				reworded = append(reworded, say("differences_step", parts{"section": s.Title, "title": ref}))
			}
		}
	}
	for _, o := range open.Objects {
		if q.moves(objectFact(o.ID)) {
			all = append(all, thing{objectFact(o.ID), capitalised(say("differences_object", parts{"kind": plan.Say(o.Kind.Title)})), say("differences_values", nil)})
			continue
		}
		for _, s := range o.Settings {
			if q.differs(s.ID) {
				name := capitalised(say("differences_setting", parts{"kind": plan.Say(o.Kind.Title), "label": s.Label}))
				all = append(all, thing{s.ID, name, say("differences_values", nil)})
			}
		}
	}
	return all, reworded
}

// mostColumns is how many columns a table has beside the one of its names.
const mostColumns = 4

// blocks are the tables of a question, with an answer in each column, or in each
// row where there are many and little to say of them, and the steps that say
// something else.
func (q comparison) blocks(open *plan.Plan) []plan.Block {
	things, reworded := q.things(open)
	if len(q.options) < 2 || len(things)+len(reworded) == 0 {
		return nil
	}
	var out []plan.Block
	if len(things) > 0 {
		if len(q.options) > mostColumns && len(things) <= mostColumns {
			out = append(out, q.byAnswer(things)...)
		} else {
			out = append(out, q.byThing(things)...)
		}
	}
	out = append(out, q.cautions(things)...)
	if len(reworded) > 0 {
		out = append(out, paragraph(say("differences_words", nil)), plan.List{Items: bullets(reworded)})
	}
	return out
}

// cautions say what to do about values that no source documents, each once.
func (q comparison) cautions(things []thing) []plan.Block {
	var out []plan.Block
	said := map[string]bool{}
	for _, t := range things {
		for _, row := range q.rows {
			for _, o := range q.options {
				line := row[o.ID].stated[t.id].unverified
				if text := Plain(line); text != "" && !said[text] {
					said[text] = true
					out = append(out, plan.Note{Kind: plan.NoteCaution, Blocks: []plan.Block{paragraph(line)}})
				}
			}
		}
	}
	return out
}

// byThing is a table for each caption.
func (q comparison) byThing(things []thing) []plan.Block {
	var out []plan.Block
	for len(things) > 0 {
		caption := things[0].caption
		table := plan.Table{Caption: caption, Columns: []plan.Line{say("differences_what", nil)}}
		for _, o := range q.options {
			table.Columns = append(table.Columns, capitalised(o.Label))
		}
		for ; len(things) > 0 && Plain(things[0].caption) == Plain(caption); things = things[1:] {
			row := plan.TableRow{Cells: []plan.Line{things[0].name}}
			for _, o := range q.options {
				row.Cells = append(row.Cells, q.cell(things[0].id, o))
			}
			table.Rows = append(table.Rows, row)
		}
		out = append(out, table)
	}
	return out
}

// byAnswer is a table for each thing, with an answer in each row: no value in it
// has to be broken.
func (q comparison) byAnswer(things []thing) []plan.Block {
	var out []plan.Block
	for _, t := range things {
		table := plan.Table{Caption: t.name, Columns: []plan.Line{say("differences_answer", nil), say("guide_value", nil)}}
		for _, o := range q.options {
			table.Rows = append(table.Rows, plan.TableRow{Cells: []plan.Line{capitalised(o.Label), q.cell(t.id, o)}})
		}
		out = append(out, table)
	}
	return out
}
