package impact

import (
	"cmp"
	"slices"
	"strings"
)

// A difference is one statement that became another. One of the texts is empty
// where it is new or gone.
type difference struct {
	node, name string
	context    string
	class      Class
	says       string
	old, new   string
}

// differences are what two lists of statements say differently. What is said of
// a thing that is new or gone is not listed: that it is new or gone is.
func differences(old, new []statement) []difference {
	if slices.EqualFunc(old, new, func(a, b statement) bool { return a.text == b.text && a.list == b.list }) {
		return nil
	}
	before, after := lists(old), lists(new)
	there := func(all []statement) map[string]bool {
		names := map[string]bool{}
		for _, s := range all {
			names[s.list.instance] = true
		}
		return names
	}
	oldNodes, newNodes := there(old), there(new)
	var all []difference
	for _, l := range union(before.order, after.order) {
		if oldNodes[l.instance] && newNodes[l.instance] {
			all = append(all, listed(before.of[l], after.of[l])...)
		}
	}
	return all
}

// A listing is statements by their list.
type listing struct {
	order []list
	of    map[list][]*statement
}

func lists(all []statement) listing {
	l := listing{of: map[list][]*statement{}}
	for i := range all {
		s := &all[i]
		if l.of[s.list] == nil {
			l.order = append(l.order, s.list)
		}
		l.of[s.list] = append(l.of[s.list], s)
	}
	return l
}

// union is all of some lists and then those that only others have.
func union(a, b []list) []list {
	seen := map[list]bool{}
	var all []list
	for _, names := range [][]list{a, b} {
		for _, n := range names {
			if !seen[n] {
				seen[n] = true
				all = append(all, n)
			}
		}
	}
	return all
}

// listed are the differences of one list.
func listed(old, new []*statement) []difference {
	if slices.EqualFunc(old, new, func(a, b *statement) bool { return a.text == b.text }) {
		return nil
	}
	var any *statement
	if any = first(new); any == nil {
		any = first(old)
	}
	differ := func(node, before, after string) difference {
		return difference{node, any.list.field, any.context, classify(any, before, after), any.part.says, before, after}
	}
	if sorted(old, new) {
		d := differ(cmp.Or(any.of, any.node), joined(old), joined(new))
		d.class = max(Order, any.part.most)
		return []difference{d}
	}
	var all []difference
	for _, hunk := range hunks(old, new) {
		if any.of != "" { // what is there: a thing that is gone and one that is new are no pair
			for _, s := range hunk.old {
				all = append(all, differ(s.node, s.text, ""))
			}
			for _, s := range hunk.new {
				all = append(all, differ(s.node, "", s.text))
			}
			continue
		}
		for i := range max(len(hunk.old), len(hunk.new)) {
			all = append(all, differ(any.node, textAt(hunk.old, i), textAt(hunk.new, i)))
		}
	}
	return all
}

func first(all []*statement) *statement {
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

func textAt(all []*statement, i int) string {
	if i < len(all) {
		return all[i].text
	}
	return ""
}

// sorted tells whether two lists have the same texts in another order.
func sorted(old, new []*statement) bool {
	return slices.Equal(slices.Sorted(slices.Values(texts(old))), slices.Sorted(slices.Values(texts(new))))
}

func texts(all []*statement) []string {
	var out []string
	for _, s := range all {
		out = append(out, s.text)
	}
	return out
}

func joined(all []*statement) string { return strings.Join(texts(all), block+" / "+end) }

// A hunk is statements that stand in the place of others.
type hunk struct{ old, new []*statement }

// hunks are the parts of two lists that are not in their longest common list.
func hunks(old, new []*statement) []hunk {
	common := make([][]int, len(old)+1)
	for i := range common {
		common[i] = make([]int, len(new)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(new) - 1; j >= 0; j-- {
			if old[i].text == new[j].text {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var all []hunk
	var open hunk
	i, j := 0, 0
	for i < len(old) || j < len(new) {
		switch {
		case i < len(old) && j < len(new) && old[i].text == new[j].text:
			if len(open.old)+len(open.new) > 0 {
				all = append(all, open)
				open = hunk{}
			}
			i, j = i+1, j+1
		case j == len(new) || i < len(old) && common[i+1][j] >= common[i][j+1]:
			open.old = append(open.old, old[i])
			i++
		default:
			open.new = append(open.new, new[j])
			j++
		}
	}
	if len(open.old)+len(open.new) > 0 {
		all = append(all, open)
	}
	return all
}
