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

// A Span is text in one font.
type Span struct {
	Font Font
	Text string
}

// Wrap breaks spans into lines of a width, at spaces; a word that is longer than
// a line is broken inside.
func Wrap(spans []Span, size, width float64) [][]Span {
	lines := [][]Span{nil}
	at := 0.0
	add := func(s Span) {
		last := &lines[len(lines)-1]
		if n := len(*last); n > 0 && (*last)[n-1].Font == s.Font {
			(*last)[n-1].Text += s.Text
		} else {
			*last = append(*last, s)
		}
		at += Width(s.Font, size, s.Text)
	}
	next := func() {
		last := &lines[len(lines)-1]
		if n := len(*last); n > 0 {
			(*last)[n-1].Text = strings.TrimRight((*last)[n-1].Text, " ")
		}
		lines = append(lines, nil)
		at = 0
	}
	for _, word := range wordsOf(spans) {
		w := 0.0
		for _, s := range word {
			w += Width(s.Font, size, strings.TrimRight(s.Text, " "))
		}
		if at > 0 && at+w > width {
			next()
		}
		for _, s := range word {
			if w <= width {
				add(s)
				continue
			}
			for _, r := range s.Text {
				one := Span{s.Font, string(r)}
				if at > 0 && at+Width(one.Font, size, one.Text) > width {
					next()
				}
				add(one)
			}
		}
	}
	return lines
}

// wordsOf cuts spans into words, each with the space after it. A word may have
// several fonts: a value with a comma behind it.
func wordsOf(spans []Span) [][]Span {
	var all [][]Span
	open := false
	for _, s := range spans {
		for _, part := range strings.SplitAfter(s.Text, " ") {
			if part == "" {
				continue
			}
			piece := Span{s.Font, part}
			if open {
				all[len(all)-1] = append(all[len(all)-1], piece)
			} else {
				all = append(all, []Span{piece})
			}
			open = !strings.HasSuffix(part, " ")
		}
	}
	return all
}

// Longest is the width of the longest word.
func Longest(spans []Span, size float64) float64 {
	longest := 0.0
	for _, word := range wordsOf(spans) {
		w := 0.0
		for _, s := range word {
			w += Width(s.Font, size, strings.TrimRight(s.Text, " "))
		}
		longest = max(longest, w)
	}
	return longest
}
