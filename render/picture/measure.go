package picture

import (
	"fmt"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/triptych-docs/triptych/model/pattern"
)

// A Font is a kind of type.
type Font int

// The fonts.
const (
	Sans Font = iota
	Bold
	Mono
)

// A face is a font with the widths found so far. Glyphs are looked up in a
// buffer, so that one goroutine at a time may.
type face struct {
	mutex  sync.Mutex
	font   *sfnt.Font
	buffer sfnt.Buffer
	widths map[rune]float64 // in ems; negative: the font has no such character
}

var faces = sync.OnceValue(func() [3]*face {
	var all [3]*face
	for i, raw := range [][]byte{goregular.TTF, gobold.TTF, gomono.TTF} {
		parsed, err := sfnt.Parse(raw)
		if err != nil {
			panic(fmt.Sprintf("picture: font %d: %v", i, err))
		}
		all[i] = &face{font: parsed, widths: map[rune]float64{}}
	}
	return all
})

// Has tells whether the fonts have a character.
func Has(f Font, r rune) bool { return faces()[f].width(r) >= 0 }

// Width is how wide a text is, in units of its size. A character that the font
// does not have counts as a square, which is what it is in the widest scripts.
func Width(f Font, size float64, text string) float64 {
	w := 0.0
	for _, r := range text {
		w += max(faces()[f].width(r), 0)
		if !Has(f, r) {
			w++
		}
	}
	return w * size
}

func (f *face) width(r rune) float64 {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if w, ok := f.widths[r]; ok {
		return w
	}
	w := -1.0
	if i, err := f.font.GlyphIndex(&f.buffer, r); err == nil && i != 0 {
		em := f.font.UnitsPerEm()
		if advance, err := f.font.GlyphAdvance(&f.buffer, i, fixed.I(int(em)), font.HintingNone); err == nil {
			w = float64(advance) / 64 / float64(em)
		}
	}
	f.widths[r] = w
	return w
}

// A Span is text in one font. Link is where it leads, for printers that can: a
// URL, or "#" and an anchor of the book.
type Span struct {
	Font Font
	Text string
	Link string
}

// Wrap breaks spans into lines of a width, at spaces. A value, which is in the
// font of fixed width, stays on one line where it fits into one; so does a word.
// What does not is broken inside.
func Wrap(spans []Span, size, width float64) [][]Span {
	w := &wrapper{size: size, width: width, lines: [][]Span{nil}}
	for _, word := range wordsOf(spans, true) {
		w.word(word)
	}
	return w.lines
}

type wrapper struct {
	size, width float64
	lines       [][]Span
	at          float64 // of the last line
}

func (w *wrapper) add(s Span) {
	last := &w.lines[len(w.lines)-1]
	if n := len(*last); n > 0 && (*last)[n-1].Font == s.Font && (*last)[n-1].Link == s.Link {
		(*last)[n-1].Text += s.Text
	} else {
		*last = append(*last, s)
	}
	w.at += Width(s.Font, w.size, s.Text)
}

func (w *wrapper) next() {
	last := &w.lines[len(w.lines)-1]
	if n := len(*last); n > 0 {
		(*last)[n-1].Text = strings.TrimRight((*last)[n-1].Text, " ")
	}
	w.lines = append(w.lines, nil)
	w.at = 0
}

func (w *wrapper) word(word []Span) {
	wide := measure(word, w.size)
	if w.at > 0 && w.at+wide > w.width {
		w.next()
	}
	if wide <= w.width {
		for _, s := range word {
			w.add(s)
		}
		return
	}
	if smaller := wordsOf(word, false); len(smaller) > 1 {
		for _, s := range smaller {
			w.word(s)
		}
		return
	}
	for _, s := range word {
		for _, r := range s.Text {
			one := Span{s.Font, string(r), s.Link}
			if w.at > 0 && w.at+Width(one.Font, w.size, one.Text) > w.width {
				w.next()
			}
			w.add(one)
		}
	}
}

// measure is the width of a word, without the space after it.
func measure(word []Span, size float64) float64 {
	w := 0.0
	for i, s := range word {
		text := s.Text
		if i == len(word)-1 {
			text = strings.TrimRight(text, " ")
		}
		w += Width(s.Font, size, text)
	}
	return w
}

// wordsOf cuts spans into words, each with the space after it. A word may have
// several fonts: a value with a comma behind it. With whole, a value is one word
// whatever is in it; the address of a link, which nobody types into a field, is
// several.
func wordsOf(spans []Span, whole bool) [][]Span {
	var all [][]Span
	open := false
	for _, s := range spans {
		parts := strings.SplitAfter(s.Text, " ")
		address := s.Link != "" && strings.Contains(s.Text, "://")
		switch {
		case whole && s.Font == Mono:
			parts = []string{s.Text}
		case address:
			parts = partsOfAddress().FindAllString(s.Text, -1)
		}
		for i, part := range parts {
			if part == "" {
				continue
			}
			piece := Span{s.Font, part, s.Link}
			if open {
				all[len(all)-1] = append(all[len(all)-1], piece)
			} else {
				all = append(all, []Span{piece})
			}
			open = !strings.HasSuffix(part, " ") && (!address || i == len(parts)-1)
		}
	}
	return all
}

// partsOfAddress are the parts of an address between which a line may end: behind a slash
// and what is like one.
var partsOfAddress = pattern.New(` |[^ /?#&]+[/?#&]*|[/?#&]+`)

// Longest is the width of the longest word, a value being one.
func Longest(spans []Span, size float64) float64 {
	longest := 0.0
	for _, word := range wordsOf(spans, true) {
		longest = max(longest, measure(word, size))
	}
	return longest
}
