package render_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	pages "github.com/triptych-docs/triptych/render/html"
	"github.com/triptych-docs/triptych/render/pdf"
)

// Law 4, for paper: every word that the page says stands in the PDF, in each
// chapter. The PDF says more: it has a foot on each page and the addresses of
// links.
func TestPDFSaysWhatThePageSays(t *testing.T) {
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("pdftotext is missing: install poppler-utils, as \"make test\" does")
		}
		t.Skip("pdftotext is missing: install poppler-utils to read PDFs back")
	}
	for _, v := range []string{"", "Smith & Sons", "a|b", "*a* `b` <c>", `C:\a_b`, "'quoted'", "Żółć ΑΒΓ Жук"} {
		values := customer()
		for name := range values {
			if v != "" {
				values[name] = v
			}
		}
		page := readPage(t, printed(t)(pages.Print(sample(), pages.Page{Key: plan.FromHole("id")})).Fill(values))
		bound := plan.Bind(sample(), values)
		if len(page) != len(bound.Chapters)+1 {
			t.Fatalf("the page has %d chapters", len(page))
		}
		for i, c := range bound.Chapters {
			one := &book.Book{Chapters: []book.Chapter{c}, References: bound.References}
			data, err := pdf.Print(one, pdf.Page{ID: "TRP", Date: time.Unix(0, 0)})
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "a.pdf")
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(reader, "-raw", file, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			said := map[string]bool{}
			for _, word := range strings.Fields(string(out)) {
				said[bare(word)] = true
			}
			for _, word := range strings.Fields(page[i+1]) {
				if word = bare(word); !spoken(word) && !said[word] {
					t.Errorf("value %q: chapter %s does not say %q", v, c.ID, word)
				}
			}
		}
	}
}

// bare is a word without the marks around it: they are not all drawn, and the
// address of a link comes before them.
func bare(word string) string { return strings.Trim(word, "().,:;") }

// spoken tells whether a word is for those who hear the page: on paper a box or
// a line stands for it.
func spoken(word string) bool {
	switch word {
	case "selected", "cleared", "button", "____", "":
		return true
	}
	return false
}
