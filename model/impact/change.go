package impact

import (
	"cmp"
	"slices"
	"strings"
)

// changes turns the differences of all variants and documents into changes: one
// for each part of the model and class, with those who get to see it.
func (c *comparison) changes() {
	p := c.new
	if p == nil {
		p = c.old
	}
	c.table = newTable(p, c.answers())
	c.outputs()
	readers := make([][]int, len(c.all)) // rows in which a difference is seen
	for row, numbers := range c.delta {
		if len(c.made[row]) == 0 {
			continue
		}
		worst := classes
		for _, n := range numbers {
			readers[n] = append(readers[n], row)
			worst = min(worst, c.all[n].class)
		}
		c.out.Readers.Worst[worst]++
	}
	c.out.Readers.Variants += len(c.pairs)
	at := map[about]int{}
	var all []Change
	var rows []map[int]bool
	for n, d := range c.all {
		if len(readers[n]) == 0 && len(c.seen[n].documents) == 0 {
			continue // no output has it
		}
		k, found := aboutOf(d), Change{Class: d.class, Procedure: c.id, Node: d.node, Part: d.says, Old: shown(d.old), New: shown(d.new)}
		if k.numbers {
			found = Change{Class: Layout, Procedure: c.id, Node: "numbers of steps and values", Part: "what follows from the rest"}
		}
		i, ok := at[k]
		if !ok {
			i = len(all)
			at[k] = i
			all = append(all, found)
			rows = append(rows, map[int]bool{})
		}
		all[i].take(found, c.seen[n].documents)
		for _, row := range readers[n] {
			rows[i][row] = true
		}
	}
	for i := range all {
		all[i].Variants = c.some(rows[i])
		all[i].Outputs = c.outputsOf(rows[i])
	}
	c.out.Changes = append(c.out.Changes, all...)
}

// about is what differences have in common that are one change: the words that
// were swapped, wherever, or else the part of the model.
type about struct {
	class      Class
	swap       swap
	node, says string
	numbers    bool
}

func aboutOf(d difference) about {
	if d.class == Layout && d.says == follows.says {
		return about{class: Layout, numbers: true}
	}
	if s, ok := swapOf(d.old, d.new); ok {
		return about{class: d.class, swap: s}
	}
	return about{class: d.class, node: d.node, says: d.says}
}

// take takes over one more text of a change. The setting that a value is stated
// in is told before the places that quote it, and a short text before a long one.
func (c *Change) take(other Change, documents []string) {
	where := Place{other.Node, other.Part}
	if !slices.Contains(c.Places, where) {
		c.Places = append(c.Places, where)
	}
	if n := cmp.Compare(rank(other.Node), rank(c.Node)); n < 0 || n == 0 && len(other.Old)+len(other.New) < len(c.Old)+len(c.New) {
		c.Node, c.Part, c.Old, c.New = other.Node, other.Part, other.Old, other.New
	}
	for _, id := range documents {
		if !slices.Contains(c.Documents, id) {
			c.Documents = append(c.Documents, id)
		}
	}
}

// rank orders the parts of a change: a setting states a value, the others quote it.
func rank(node string) int {
	if strings.HasPrefix(node, "setting ") {
		return 0
	}
	return 1
}

// some are the variants of some rows.
func (c *comparison) some(rows map[int]bool) Variants {
	v := Variants{Count: len(rows), Of: len(c.pairs)}
	if v.Count == 0 || v.Count == v.Of {
		return v
	}
	in := make([]bool, len(c.pairs))
	for row := range rows {
		in[row] = true
	}
	v.Where = c.table.where(in)
	return v
}

// outputs adds what is made of variants and changes.
func (c *comparison) outputs() {
	for _, name := range outputs() {
		rows := map[int]bool{}
		for row, made := range c.made {
			if slices.Contains(made, name) {
				rows[row] = true
			}
		}
		if len(rows) > 0 {
			c.out.Outputs = append(c.out.Outputs, Output{Procedure: c.id, Name: name, Variants: c.some(rows)})
		}
	}
}

// outputsOf are the outputs that change in every one of some rows: what a change
// that is in all of them can have reached.
func (c *comparison) outputsOf(rows map[int]bool) []string {
	var all []string
	for _, name := range outputs() {
		missing := len(rows) == 0
		for row := range rows {
			missing = missing || !slices.Contains(c.made[row], name)
		}
		if !missing {
			all = append(all, name)
		}
	}
	return all
}

// longestText is how much of a text a report shows.
const longestText = 400

// shown is the text of a statement as people read it: labels strong, values as
// code, customers' values by their names.
func shown(text string) string {
	return cut(display(text), longestText)
}

func cut(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n]) + " […]"
}
