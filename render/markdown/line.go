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
}

// atoms flattens a line. They and their texts hold until the next line is
// flattened.
func (p *printer) atoms(l plan.Line) []atom {
	f := &p.flat
	f.printer, f.atoms, f.pieces = p, f.atoms[:0], f.pieces[:0]
	f.line(l)
	return f.atoms
}

// A flattener is used for one line after the other.
type flattener struct {
	*printer
	strong bool
	link   *Text
	atoms  []atom
	pieces plan.Text // of the texts of all atoms
}

func (f *flattener) line(l plan.Line) {
	for _, r := range l {
		r.Visit(f)
	}
}

func (f *flattener) add(t plan.Text, code bool) {
	from := len(f.pieces)
	f.pieces = append(f.pieces, t...)
	if n := len(f.atoms); n > 0 {
		last := &f.atoms[n-1]
		if last.code == code && last.strong == f.strong && last.link == f.link {
			last.text = f.pieces[from-len(last.text):]
			return
		}
	}
	f.atoms = append(f.atoms, atom{text: f.pieces[from:], code: code, strong: f.strong, link: f.link})
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
	p.pieces = p.pieces[:0]
	for i := 0; i < len(atoms); {
		a := atoms[i]
		j := i + 1
		for j < len(atoms) && atoms[j].link == a.link && atoms[j].strong == a.strong {
			j++
		}
		if a.link != nil && (i == 0 || atoms[i-1].link != a.link) {
			p.put(syntax("["))
		}
		p.run(atoms, i, j, in)
		if a.link != nil && (j == len(atoms) || atoms[j].link != a.link) {
			p.put(syntax("]("), *a.link, syntax(")"))
		}
		i = j
	}
	return join(p.pieces...)
}

func (p *printer) put(t ...Text) { p.pieces = append(p.pieces, t...) }

// run prints the atoms from i up to j, which are all bold or all not, and all
// in the same link.
func (p *printer) run(atoms []atom, i, j int, in place) {
	bold := atoms[i].strong
	if bold && j == i+1 && !atoms[i].code {
		p.put(strong(p.sink, atoms[i].text, p.dialect))
		return
	}
	if bold {
		p.put(syntax("**"))
	}
	for k := i; k < j; k++ {
		if atoms[k].code {
			p.put(code(p.sink, atoms[k].text, p.codePlace(in)))
			continue
		}
		l, r := borders(atoms, k, in.start)
		p.put(words(p.sink, atoms[k].text, l, r, p.dialect))
	}
	if bold {
		p.put(syntax("**"))
	}
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
	p.atoms(l)
	return slices.Clone(p.flat.pieces)
}
