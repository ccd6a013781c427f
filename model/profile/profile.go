package profile

import (
	"maps"

	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/strict"
)

// A Profile is what a file or flags say about one customer, as it was written.
// Every word knows its place. It is not changed after it is made.
type Profile struct {
	Procedure source.Word
	Answers   source.Map[Answers]
	Inputs    source.Map[Input]
	Facts     map[string]source.Word // by name: "customer.name"
	places    map[string]source.Pos  // where the mapping of a name starts: "answers"
}

// At is a profile that says nothing yet. What it lacks is missing at start, the
// place of the customer in a list.
func At(start source.Pos) *Profile {
	return &Profile{Facts: map[string]source.Word{}, places: map[string]source.Pos{"": start}}
}

// ID is the short name of the customer, as it is given or as it is made of the
// customer's name; empty where there is neither, and not checked.
func (p *Profile) ID() string {
	if id := p.Facts["customer.id"].Text; id != "" {
		return id
	}
	return idOf(p.Facts["customer.name"].Text)
}

// Facts are the names of all that a profile may say beside answers and inputs:
// "customer.id", "change.ticket", in the order in which a profile is written.
func Facts() []string {
	names := make([]string, len(facts))
	for i, f := range facts {
		names[i] = f.name
	}
	return names
}

// Answers to one facet: one, or a list.
type Answers struct {
	Pos   source.Pos
	Words []source.Word
}

// UnmarshalStrict reads one answer or a list of answers.
func (a *Answers) UnmarshalStrict(n strict.Node) {
	a.Pos = n.Pos()
	if n.IsList() {
		n.Decode(&a.Words)
		return
	}
	if w := n.Word(); n.IsScalar() {
		a.Words = []source.Word{w}
	}
}

// An Input is the value of an input, or one for each answer of a facet.
type Input struct {
	Pos  source.Pos
	One  source.Word
	Each source.Map[source.Word] // nil: One is given
}

// UnmarshalStrict reads a value or a mapping from answers to values.
func (in *Input) UnmarshalStrict(n strict.Node) {
	in.Pos = n.Pos()
	if n.IsMapping() {
		in.Each = source.Map[source.Word]{}
		n.Decode(&in.Each)
		return
	}
	in.One = n.Word()
}

// Override is p with everything that q gives instead. Where q names another contact
// than p, the phone and hours that p gives are left out: they are somebody else's.
func (p *Profile) Override(q *Profile) *Profile {
	out := &Profile{Procedure: p.Procedure, Facts: map[string]source.Word{}, places: p.places}
	if q.Procedure.Text != "" {
		out.Procedure = q.Procedure
	}
	out.Answers = overlay(p.Answers, q.Answers, func(_, b Answers) Answers { return b })
	out.Inputs = overlay(p.Inputs, q.Inputs, func(a, b Input) Input {
		if a.Each != nil && b.Each != nil {
			b.Each = overlay(a.Each, b.Each, func(_, w source.Word) source.Word { return w })
		}
		return b
	})
	for _, f := range facts {
		if _, other := q.Facts[f.whole()]; other && f.belongs != "" {
			continue
		}
		if w, ok := p.Facts[f.name]; ok {
			out.Facts[f.name] = w
		}
	}
	for name, w := range q.Facts {
		out.Facts[name] = w
	}
	return out
}

// Preset is p with facts that hold for every customer, where p does not say them. They
// are given by the flag that says the same: "--owner". The facts of a contact are taken
// together or not at all, because where p says anything of one, it may be another
// person.
func (p *Profile) Preset(words map[string]source.Word) *Profile {
	out := *p
	out.Facts = map[string]source.Word{}
	said := map[string]bool{}
	for _, f := range facts {
		if _, has := p.Facts[f.name]; has {
			said[f.whole()] = true
		}
	}
	for _, f := range facts {
		if word, set := words[f.flag]; set && !said[f.whole()] {
			out.Facts[f.name] = word
		}
	}
	maps.Copy(out.Facts, p.Facts)
	return &out
}

// overlay is a with the entries of b, merged where both have a key. The order
// is that of a, then of b.
func overlay[T any](a, b source.Map[T], merge func(a, b T) T) source.Map[T] {
	var out source.Map[T]
	for _, e := range a {
		if other, ok := b.Get(e.Key.Text); ok {
			i := indexOf(b, e.Key.Text)
			e.Key = b[i].Key
			e.Value = merge(e.Value, other)
		}
		out = append(out, e)
	}
	for _, e := range b {
		if indexOf(a, e.Key.Text) < 0 {
			out = append(out, e)
		}
	}
	return out
}

func indexOf[T any](m source.Map[T], key string) int {
	for i, e := range m {
		if e.Key.Text == key {
			return i
		}
	}
	return -1
}

// place is where something that is missing belongs: the mapping of that name,
// or the start of the file. It is no place where there is no file.
func (p *Profile) place(name string) source.Pos {
	if pos, ok := p.places[name]; ok {
		return pos
	}
	return p.places[""]
}
