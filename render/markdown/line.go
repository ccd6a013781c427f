package markdown

import (
	"fmt"
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
)

// An atom is a piece of a line with the marks that it bears. Lines are printed
// from a flat list of atoms: bold text in bold text and two code spans side by
// side do not exist in Markdown, so that equal neighbours become one.
type atom struct {
	text   plan.Text
	code   bool
	strong bool
	link   *Text // where it leads; one pointer for each link
	own    bool  // whether text is a slice of its own: plans are shared and are not changed
}

// atoms flattens a line.
func (p *printer) atoms(l plan.Line) []atom {
	f := &flattener{printer: p}
	f.line(l)
	return f.atoms
}

type flattener struct {
	*printer
	strong bool
	link   *Text
	atoms  []atom
}

func (f *flattener) line(l plan.Line) {
	for _, r := range l {
		r.Visit(f)
	}
}

func (f *flattener) add(t plan.Text, code bool) {
	a := atom{text: t, code: code, strong: f.strong, link: f.link}
	if n := len(f.atoms); n > 0 {
		last := &f.atoms[n-1]
		if last.code == a.code && last.strong == a.strong && last.link == a.link {
			if !last.own {
				last.text, last.own = slices.Clip(last.text), true
			}
			last.text = append(last.text, t...)
			return
		}
	}
	f.atoms = append(f.atoms, a)
}

func (f *flattener) say(s string) {
	if s != "" {
		f.add(plan.Literal(s), false)
	}
}

func (f *flattener) bold(do func()) {
	was := f.strong
	f.strong = true
	do()
	f.strong = was
}

// leads does what is to be part of a link. A link in a link stays the outer one.
func (f *flattener) leads(to Text, do func()) {
	if f.link != nil {
		do()
		return
	}
	f.link = &to
	do()
	f.link = nil
}

func (f *flattener) Words(r plan.Words)   { f.add(r.Text, false) }
func (f *flattener) Code(r plan.Code)     { f.add(r.Text, true) }
func (f *flattener) Strong(r plan.Strong) { f.bold(func() { f.line(r.Line) }) }
func (f *flattener) Label(r plan.Label)   { f.bold(func() { f.say(r.Text) }) }

func (f *flattener) Path(r plan.Path) {
	for i, label := range r.Labels {
		if i > 0 {
			f.say(" > ")
		}
		f.Label(plan.Label{Text: label})
	}
}

func (f *flattener) Link(r plan.Link) {
	to, err := url(r.URL)
	if err != nil {
		f.fail(err)
	}
	f.leads(to, func() { f.line(r.Line) })
}

func (f *flattener) Shown(r plan.Shown) {
	f.add(r.Text, true)
	if r.Name != "" {
		f.say(" (" + r.Name + ")")
	}
}

func (f *flattener) Ref(r plan.Ref) {
	ref, ok := f.book.References[r.Target]
	if !ok {
		f.fail(fmt.Errorf("the reference to %q has no words", r.Target))
		return
	}
	to, ok := f.anchors[ref.Anchor]
	if ref.Page != "" {
		var err error
		if to, err = url(ref.Page + "#" + ref.Anchor); err != nil {
			f.fail(err)
		}
	} else if !ok {
		f.fail(fmt.Errorf("the reference to %q leads to %q, which is not in the book", r.Target, ref.Anchor))
		return
	}
	f.say(ref.Before)
	f.leads(to, func() { f.line(ref.Title) })
}

// A place is where a line stands.
type place struct {
	start left
	cell  bool
}

// inline prints a line.
func (p *printer) inline(l plan.Line, in place) Text {
	atoms := p.atoms(l)
	var out []Text
	for i := 0; i < len(atoms); {
		a := atoms[i]
		j := i + 1
		for j < len(atoms) && atoms[j].link == a.link && atoms[j].strong == a.strong {
			j++
		}
		if a.link != nil && (i == 0 || atoms[i-1].link != a.link) {
			out = append(out, syntax("["))
		}
		out = append(out, p.run(atoms, i, j, in)...)
		if a.link != nil && (j == len(atoms) || atoms[j].link != a.link) {
			out = append(out, syntax("]("), *a.link, syntax(")"))
		}
		i = j
	}
	return join(out...)
}

// run prints the atoms from i up to j, which are all bold or all not, and all
// in the same link.
func (p *printer) run(atoms []atom, i, j int, in place) []Text {
	bold := atoms[i].strong
	if bold && j == i+1 && !atoms[i].code {
		return []Text{strong(p.sink, atoms[i].text, p.dialect)}
	}
	var out []Text
	if bold {
		out = append(out, syntax("**"))
	}
	for k := i; k < j; k++ {
		if atoms[k].code {
			out = append(out, code(p.sink, atoms[k].text, p.codePlace(in)))
			continue
		}
		l, r := borders(atoms, k, in.start)
		out = append(out, words(p.sink, atoms[k].text, l, r, p.dialect))
	}
	if bold {
		out = append(out, syntax("**"))
	}
	return out
}

// codePlace is what a code span has to be escaped from in its place.
func (p *printer) codePlace(in place) codePlace {
	out := codePlace{cell: in.cell && !p.flavour.Pipes, flavour: p.flavour.Name}
	switch {
	case p.flavour.Shortcodes: // Hugo looks for them before it reads Markdown
		out.never = shortcodes
	case p.flavour.MDX && out.cell: // remark takes it for a backslash and the end of the cell
		out.never = escapedPipe
	}
	return out
}

var (
	shortcodes  = []string{"{{<", "{{%"}
	escapedPipe = []string{`\|`}
)

// borders are what stands beside text k of the line.
func borders(atoms []atom, k int, start left) (left, right) {
	l, r := leftRun, rightRun
	a := atoms[k]
	switch {
	case k == 0:
		if a.link == nil {
			l = start
		}
	case atoms[k-1].link == a.link && atoms[k-1].strong && !a.strong:
		l = leftStrong
	}
	switch {
	case k == len(atoms)-1:
		if a.link == nil {
			r = rightEdge
		}
	case atoms[k+1].link != a.link:
	case atoms[k+1].strong && !a.strong:
		r = rightStrong
	case atoms[k+1].code && atoms[k+1].strong == a.strong:
		r = rightCode
	}
	// Just inside of ** there must be no space.
	if a.strong && (k == 0 || atoms[k-1].link != a.link || !atoms[k-1].strong) {
		l = leftEdge
	}
	if a.strong && (k == len(atoms)-1 || atoms[k+1].link != a.link || !atoms[k+1].strong) {
		r = rightEdge
	}
	return l, r
}

// spoken is what a line says, without its marks.
func (p *printer) spoken(l plan.Line) plan.Text {
	var t plan.Text
	for _, a := range p.atoms(l) {
		t = append(t, a.text...)
	}
	return t
}
