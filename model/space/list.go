package space

import (
	"slices"

	"github.com/triptych-docs/triptych/model"
)

// lists keeps sets as one bit for each way to answer all facets, whether the
// combination is forbidden or not.
type lists struct {
	answered []Answers
	sets     []bitset
	made     map[string]ref
	given    []ref // by variable
}

func newLists(p *model.Procedure) *lists {
	l := &lists{made: map[string]ref{}}
	free := *p
	free.Forbid = nil
	free.Facets = slices.Clone(p.Facets)
	for i, f := range free.Facets {
		if f.Many != nil {
			free.Facets[i].Many = &model.Many{} // where several are allowed is for the universe to say
		}
	}
	l.answered = slices.Collect(Variants(&free, nil))
	l.of(func(int) bool { return false })
	l.of(func(int) bool { return true })
	for _, f := range p.Facets {
		for _, a := range f.Answers {
			l.given = append(l.given, l.of(func(i int) bool { return slices.Contains(l.answered[i][f.ID.Text], a.ID.Text) }))
		}
	}
	return l
}

// of is the set of the ways for which something holds.
func (l *lists) of(in func(i int) bool) ref {
	set := newBitset(len(l.answered))
	for i := range l.answered {
		if in(i) {
			set.set(i)
		}
	}
	return l.named(set)
}

func (l *lists) named(set bitset) ref {
	key := make([]byte, 0, 8*len(set))
	for _, word := range set {
		for range 8 {
			key = append(key, byte(word))
			word >>= 8
		}
	}
	if at, ok := l.made[string(key)]; ok {
		return at
	}
	at := ref(len(l.sets))
	l.sets = append(l.sets, set)
	l.made[string(key)] = at
	return at
}

func (l *lists) none() ref  { return 0 }
func (l *lists) whole() ref { return 1 }

func (l *lists) variable(v int) ref { return l.given[v] }

func (l *lists) combine(a, b ref, do func(x, y bitset)) ref {
	set := slices.Clone(l.sets[a])
	do(set, l.sets[b])
	return l.named(set)
}

func (l *lists) and(a, b ref) ref   { return l.combine(a, b, bitset.keep) }
func (l *lists) or(a, b ref) ref    { return l.combine(a, b, bitset.add) }
func (l *lists) minus(a, b ref) ref { return l.combine(a, b, bitset.drop) }

func (l *lists) count(a ref) float64 { return float64(l.sets[a].count()) }
