package customers

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

// Columns says what the columns of a CSV file may be called.
type Columns struct {
	known   map[string]column
	renamed map[string]string
}

// A column is where the cells below a name belong.
type column struct {
	kind   kind
	name   string // of the fact, the facet or the input
	answer string // of an input with a value for each answer: which one
}

// A kind is what a cell says.
type kind int

const (
	ignored kind = iota
	procedure
	fact
	answers
	input
)

// NewColumns are the columns that the procedures of a project can use: the facts
// of a profile (id, name, tenant, ticket … or in full customer.id), "procedure",
// each facet, each input, and input.ANSWER for one that has several values. A
// name that is both a facet and an input is written in full: answers.NAME or
// inputs.NAME. Renamed maps a name in the file to one of these; "-" leaves the
// column out.
func NewColumns(project *model.Project, renamed map[string]string) (Columns, error) {
	c := Columns{known: map[string]column{"procedure": {kind: procedure}}, renamed: renamed}
	for _, name := range profile.Facts() {
		c.known[name] = column{kind: fact, name: name}
		group, short, _ := strings.Cut(name, ".")
		if group == "customer" || group == "change" {
			c.known[short] = c.known[name]
		}
	}
	for _, p := range project.Procedures {
		for _, f := range p.Facets {
			c.add("answers.", f.ID.Text, column{kind: answers, name: f.ID.Text})
		}
		for _, in := range p.Inputs {
			c.add("inputs.", in.ID.Text, column{kind: input, name: in.ID.Text})
			for _, answer := range answersOf(p, in.Each.Text) {
				c.add("inputs.", in.ID.Text+"."+answer, column{kind: input, name: in.ID.Text, answer: answer})
			}
		}
	}
	for _, from := range slices.Sorted(maps.Keys(renamed)) {
		if to := renamed[from]; to != "-" && c.known[to] == (column{}) {
			return Columns{}, fmt.Errorf("no column is called %q: %s", to, source.DidYouMean(to, c.names()))
		}
	}
	return c, nil
}

// add adds a name in full, and in short where nothing else has it.
func (c *Columns) add(group, name string, col column) {
	c.known[group+name] = col
	if other, taken := c.known[name]; taken && other != col {
		col = column{}
	}
	c.known[name] = col
}

func answersOf(p *model.Procedure, facet string) []string {
	var ids []string
	for _, f := range p.Facets {
		if f.ID.Text == facet {
			for _, a := range f.Answers {
				ids = append(ids, a.ID.Text)
			}
		}
	}
	return ids
}

// names are those in short that mean one thing.
func (c Columns) names() []string {
	var names []string
	for name, col := range c.known {
		if col != (column{}) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// find reads the first row.
func (c Columns) find(r row, faults *source.List) []column {
	var columns []column
	first := map[column]string{}
	for i, text := range r.cells {
		name := strings.TrimSpace(text)
		to, renamed := c.renamed[name]
		if !renamed {
			to = name
		}
		col, known := c.known[to]
		switch {
		case to == "-":
		case known && col == (column{}):
			faults.Add(source.Diagnostic{
				Pos: r.pos(i), Message: fmt.Sprintf("column %q is a question of one procedure and a value of another", to),
				Hint: fmt.Sprintf("call it answers.%s or inputs.%s", to, to),
			})
		case !known:
			faults.Add(source.Diagnostic{
				Pos: r.pos(i), Message: fmt.Sprintf("unknown column %q", to),
				Hint: strings.TrimSpace(source.DidYouMean(to, c.names()) + fmt.Sprintf(" To leave it out, or to say what it is: --columns %s=-", name)),
			})
		case first[col] != "":
			faults.Add(source.Diagnostic{Pos: r.pos(i), Message: fmt.Sprintf("column %q says the same as column %q", name, first[col])})
		default:
			first[col] = name
		}
		columns = append(columns, col)
	}
	return columns
}

// read puts a cell where it belongs.
func (c column) read(p *profile.Profile, w source.Word, faults *source.List) {
	switch c.kind {
	case procedure:
		p.Procedure = w
	case fact:
		p.Facts[c.name] = w
	case answers:
		p.Answers = append(p.Answers, source.Entry[profile.Answers]{Key: keyAt(w, c.name), Value: profile.Answers{Pos: w.Pos, Words: split(w)}})
	case input:
		c.value(p, w, faults)
	}
}

// value is one value of an input; or several, as ANSWER=VALUE;ANSWER=VALUE.
func (c column) value(p *profile.Profile, w source.Word, faults *source.List) {
	i := slices.IndexFunc(p.Inputs, func(e source.Entry[profile.Input]) bool { return e.Key.Text == c.name })
	if i < 0 {
		i = len(p.Inputs)
		p.Inputs = append(p.Inputs, source.Entry[profile.Input]{Key: keyAt(w, c.name), Value: profile.Input{Pos: w.Pos}})
	}
	in := &p.Inputs[i].Value
	add := func(answer string, w source.Word) {
		if _, twice := in.Each.Get(answer); twice {
			faults.Addf(w.Pos, "inputs.%s.%s is given twice", c.name, answer)
			return
		}
		in.Each = append(in.Each, source.Entry[source.Word]{Key: keyAt(w, answer), Value: w})
	}
	switch {
	case c.answer != "":
		add(c.answer, w)
	case strings.Contains(w.Text, "="):
		for _, part := range split(w) {
			answer, value, _ := strings.Cut(part.Text, "=")
			add(answer, source.Word{Text: value, Pos: part.Pos})
		}
	default:
		in.One = w
	}
}

func keyAt(w source.Word, name string) source.Word { return source.Word{Text: name, Pos: w.Pos} }

// split are the entries of a list in a cell, each at its place. Semicolons,
// commas, bars and spaces stand between them.
func split(w source.Word) []source.Word {
	var words []source.Word
	start := 0
	text := []rune(w.Text)
	for i := range len(text) + 1 {
		if i < len(text) && !strings.ContainsRune(";,| ", text[i]) {
			continue
		}
		if i > start {
			words = append(words, source.Word{Text: string(text[start:i]), Pos: w.Pos.Right(start)})
		}
		start = i + 1
	}
	return words
}
