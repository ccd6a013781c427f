package pdf_test

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/pdf"
	"github.com/triptych-docs/triptych/render/picture"
	"github.com/triptych-docs/triptych/templates"
)

var page = pdf.Page{ID: "TRP-0000-0000", Date: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}

func withValue(value string) *book.Book {
	code := plan.Line{plan.Code{Text: plan.Literal(value)}}
	blocks := []plan.Block{
		plan.Paragraph{Line: append(plan.Say("Enter it in the field: "), code...)},
		plan.List{Ordered: true, Start: 3, Items: []plan.Item{{Tick: "t", Anchor: "a", Blocks: []plan.Block{plan.Paragraph{Line: code}}}}},
		plan.Table{Columns: []plan.Line{plan.Say("Id"), plan.Say("Value"), plan.Say("Steps")},
			Rows: []plan.TableRow{{Cells: []plan.Line{plan.Say("V1"), code, plan.Say("A1")}}}},
		plan.Dialog{Title: "Form", Fields: []plan.DialogField{{Label: "Name", Control: plan.ControlText, Set: true, Values: []plan.Line{code}}}},
	}
	return &book.Book{Title: plan.Say("Runbook"), Chapters: []book.Chapter{{ID: "c", Level: 2, Title: plan.Say("Chapter"), Blocks: blocks}},
		References: map[string]book.Reference{}}
}

func TestSameBookSameBytes(t *testing.T) {
	var all [][]byte
	for range 2 {
		data, err := pdf.Print(withValue("acme@journaling.example"), page)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data)
	}
	if !bytes.Equal(all[0], all[1]) {
		t.Error("two runs differ")
	}
	if !bytes.HasPrefix(all[0], []byte("%PDF-1.")) || !bytes.Contains(all[0], []byte("(D:20261122000000")) {
		t.Error("it is no PDF, or has another date")
	}
}

// A character that the fonts do not have is named by its code point: the value
// itself stays out of messages.
func TestMissingCharactersAreAnError(t *testing.T) {
	_, err := pdf.Print(withValue("日本 geheim 日"), page)
	var missing *pdf.MissingError
	if !errors.As(err, &missing) {
		t.Fatalf("error %v", err)
	}
	if got, want := err.Error(), "pdf: the fonts of the built-in PDF do not have U+65E5, U+672C"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBooksThatCannotBePrinted(t *testing.T) {
	for _, test := range []struct {
		block plan.Block
		want  string
	}{
		{plan.Note{Kind: "loud"}, `pdf: there is no word for a note of kind "loud"`},
		{plan.Table{ID: "t", Columns: []plan.Line{nil, nil}, Rows: []plan.TableRow{{Cells: []plan.Line{nil}}}}, `pdf: table "t": a row has 1 cells, not 2`},
		{plan.Flow{ID: "f", Arrows: []plan.FlowArrow{{From: "a", To: "b"}}}, `pdf: flow "f": an arrow from "a" to "b" has no node at one end`},
	} {
		b := &book.Book{Chapters: []book.Chapter{{ID: "c", Level: 2, Title: plan.Say("C"), Blocks: []plan.Block{test.block}}}}
		if _, err := pdf.Print(b, page); err == nil || err.Error() != test.want {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}

// The fonts have every character that content and templates use, in every face.
func TestFontsHaveTheContent(t *testing.T) {
	seen := map[rune]bool{'□': true, '•': true}
	for _, files := range []fs.FS{content.Files, templates.Files} {
		err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") && !strings.HasSuffix(name, ".frame.md") {
				return err
			}
			raw, err := fs.ReadFile(files, name)
			for _, r := range string(raw) {
				seen[r] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) < 80 {
		t.Fatalf("only %d characters", len(seen))
	}
	for r := range seen {
		for _, f := range []picture.Font{picture.Sans, picture.Bold, picture.Mono} {
			if r >= ' ' && !picture.Has(f, r) {
				t.Errorf("font %d does not have %q", f, r)
			}
		}
	}
}
