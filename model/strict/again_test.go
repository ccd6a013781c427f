package strict_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/strict"
)

// A document has everything that a file is cut at, and what it is not cut at.
type document struct {
	Name  source.Word      `yaml:"name" validate:"required"`
	Parts []part           `yaml:"parts" validate:"required,dive"`
	Few   []part           `yaml:"few" validate:"max=2,dive"`
	Inner inner            `yaml:"inner"`
	More  source.Map[part] `yaml:"more" validate:"dive"`
}

type inner struct {
	Text  string        `yaml:"text" validate:"required"`
	Parts []part        `yaml:"parts" validate:"required,dive"`
	Words []source.Word `yaml:"words"`
}

const documentText = `# a document
name: x

parts: # of it
  - name: not cut
few:
  - name: a
  - name: b
    # two are enough
inner:
  text: |
    - name: text
    words:
  # behind the text
  parts:
    - name: c
      texts:
        - "x
          y"
    - {name: d, size: 3}
  words:
    - e
    - f
more:
  g: {name: g}
`

func read(text string) *strict.Part[document] {
	return strict.Read[document](&source.File{Name: "a.yaml", Text: []byte(text)})
}

func again(before *strict.Part[document], text string) *strict.Part[document] {
	return before.Again(&source.File{Name: "a.yaml", Text: []byte(text)})
}

// joined is a part as a document, and what is wrong with it.
func joined(p *strict.Part[document]) (d document, faults string) {
	var all source.List
	strict.Join(&d, &all, nil, p)
	if err := all.Err(); err != nil {
		faults = err.Error()
	}
	return d, faults
}

// same is whether two documents are the same, with every place.
func same(a, b document) bool {
	return cmp.Equal(a, b, cmp.Comparer(func(a, b source.Pos) bool {
		return a.String() == b.String() && a.Excerpt() == b.Excerpt()
	}))
}

// What stands where it stood is the very same; what was moved is not.
func TestAgainReadsWhatIsNew(t *testing.T) {
	before := again(read(documentText), documentText)
	was, faults := joined(before)
	if faults != "" {
		t.Fatal(faults)
	}
	for _, c := range []struct {
		old, new   string
		inner, few bool // is an entry of these lists the very same?
	}{
		{"name: x", "name: y", true, true},
		{"name: b", "name: z", true, false}, // a list that counts its entries is read again
		{"name: a", "name: z", true, false},
		{"{name: d", "{name: z", true, true},
		{"  text: |", "  text: |\n", false, true},
		{"\nname: x", "\n# more\nname: x", false, false},
	} {
		text := strings.Replace(documentText, c.old, c.new, 1)
		now, faults := joined(again(before, text))
		if want, _ := joined(read(text)); faults != "" || !same(now, want) {
			t.Errorf("%q: it is not what it is when it is read afresh; %s", c.new, faults)
		}
		if got := &now.Inner.Parts[0].Texts[0] == &was.Inner.Parts[0].Texts[0]; got != c.inner {
			t.Errorf("%q: the inner entry is the same: %v, want %v", c.new, got, c.inner)
		}
		if got := now.Few[0].Pos.File == was.Few[0].Pos.File; got != c.few {
			t.Errorf("%q: the entry is the same: %v, want %v", c.new, got, c.few)
		}
	}
}

// Whatever stood there before, a file is read as if nothing had.
func FuzzAgain(f *testing.F) {
	for _, edit := range [][2]string{
		{"name: x", "name: \"x"}, {"name: c", "name: [c"}, {"- e", "- &e e"}, {"- f", "- *e"}, {"\nname", "---\nname"},
		{"name: b", "name: b\n  - name: c"}, {"  text: |\n", "  text: |2\n"}, {"- name: b", "- name: \"b"}, {"y\"", "y\"\n  - \"z\""},
		{"  words:\n    - e\n    - f\n", ""}, {"  text", "\ttext"}, {"# behind", "\u0085# behind"}, {"# a", "\uFEFF# a"},
		{"  words:", "  parts:"}, {"more:", "few:"}, {"size: 3", "size: 30"}, {"- name: a\n", "-\n    name: a\n"}, {"name: x\n\n", "name: x\r\n\r"},
		{"\n# ", "\n#\x01"}, {"words:\n    - e", "words:\n    e"}, {"inner:\n", "inner: {}\n"}, {"inner:\n", "inner: &i\n"},
		{"  - name: a\n  -", "- name: a\n-"}, {"    - e\n    - f", "    - e\n   - f"}, {"- e\n", "- e\n\n      g\n"}, {"more:\n", "more:\n\n"},
	} {
		f.Add(documentText, strings.Replace(documentText, edit[0], edit[1], 1))
	}
	f.Fuzz(func(t *testing.T, before, text string) {
		want, faults := joined(read(text))
		for _, known := range []*strict.Part[document]{read(before), again(read(before), before)} {
			now := again(known, text)
			got, said := joined(now)
			if said != faults {
				t.Errorf("%q after %q: got\n%swant\n%s", text, before, said, faults)
			}
			if faults == "" && (!same(got, want) || string(now.Text()) != text) {
				t.Errorf("%q after %q: got %s, want %s", text, before, fmt.Sprint(got), fmt.Sprint(want))
			}
		}
	})
}
