package picture_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/picture"
)

func form(value string) plan.Dialog {
	code := []plan.Line{{plan.Code{Text: plan.Literal(value)}}}
	return plan.Dialog{ID: "a.b", Title: "Routing", Fields: []plan.DialogField{
		{Label: "Mail flow", Control: plan.ControlLine, Values: code},
		{Label: "Name", Control: plan.ControlText, Set: true, Values: code},
		{Label: "Hosts", Control: plan.ControlList, Set: true, Values: append(code, plan.Say("second"))},
		{Label: "To", Control: plan.ControlSelect, Set: true, Option: "Partner"},
		{Label: "By rule", Control: plan.ControlOption},
		{Label: "Turn it on", Control: plan.ControlCheckbox, On: true, Set: true},
		{Label: "Next", Control: plan.ControlButton, Set: true},
	}}
}

// texts are what a drawing shows, and what is said instead of it.
func texts(t *testing.T, svg []byte) (shown []string, said string) {
	t.Helper()
	in := ""
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return shown, said
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			in = token.Name.Local
			if in == "text" {
				shown = append(shown, "")
			}
		case xml.CharData:
			switch in {
			case "tspan":
				shown[len(shown)-1] += string(token)
			case "desc":
				said += string(token)
			}
		case xml.EndElement:
			in = ""
		}
	}
}

func file(t *testing.T, d plan.Dialog) []byte {
	t.Helper()
	b := &book.Book{Chapters: []book.Chapter{{Blocks: []plan.Block{d}}}}
	files, err := picture.Files(b)
	if err != nil || len(files) != 1 || files[0].Name != "a.b.svg" {
		t.Fatalf("files %v, error %v", files, err)
	}
	return files[0].Data
}

// A drawing shows the values and marks what is set in words, and the text that
// stands for it says the same.
func TestDialogShowsAndSaysTheSame(t *testing.T) {
	shown, said := texts(t, file(t, form("mailstream.example")))
	want := "Routing|schematic|Mail flow|mailstream.example|enter|Name|mailstream.example|add|Hosts|mailstream.example|second|choose|To|Partner|By rule|select|Turn it on|Next|select"
	if got := strings.Join(shown, "|"); got != want {
		t.Errorf("shows\n%s\nnot\n%s", got, want)
	}
	const words = "Routing, schematic: Mail flow: mailstream.example; Name (enter): mailstream.example; Hosts (add): mailstream.example, second; " +
		"To (choose): Partner; By rule: cleared; Turn it on (select): selected; Next (select): button"
	if said != words {
		t.Errorf("says\n%s\nnot\n%s", said, words)
	}
}

// Whatever the value, the file is well formed, shows the value and nothing else
// of it, and each line of it stays in its field.
func TestAnyValueStaysInItsField(t *testing.T) {
	values := []string{"<script>", `"&'`, "a b", strings.Repeat("x", 300), strings.Repeat("long words ", 40), "日本語" + strings.Repeat("長", 90),
		"acme@journaling.mailstream-eu-primary.mxrecord.io", "]]>", "é", "😀"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		var b strings.Builder
		for range 1 + r.IntN(60) {
			b.WriteRune(rune(' ' + r.IntN(0x500)))
		}
		values = append(values, strings.Join(strings.Fields(b.String()), " "))
	}
	for _, v := range values {
		if strings.ContainsFunc(v, func(c rune) bool { return c >= 0x7f && c < 0xa0 }) {
			continue // no profile lets control characters through
		}
		shown, _ := texts(t, file(t, form(v)))
		joined := strings.ReplaceAll(strings.Join(shown, ""), " ", "")
		if n := strings.Count(joined, strings.ReplaceAll(v, " ", "")); n < 3 {
			t.Errorf("the value %q is shown %d times", v, n)
		}
		scene := picture.Dialog(&book.Book{}, form(v))
		for _, text := range scene.Texts {
			at := text.X
			for _, s := range text.Spans {
				at += picture.Width(s.Font, text.Size, strings.TrimRight(s.Text, " "))
			}
			if at > scene.Width-18+.01 {
				t.Errorf("the value %q leaves the form: %v ends at %.1f", v, text.Spans, at)
			}
		}
	}
}

func flow() plan.Flow {
	return plan.Flow{ID: "flow", Title: plan.Say("How mail flows"),
		Nodes: []plan.FlowNode{
			{ID: "people", Side: plan.SideOutside, Name: plan.Say("People")},
			{ID: "exchange", Side: plan.SideMicrosoft, Name: plan.Say("Exchange Online"), Text: plan.Say("with a journal rule")},
			{ID: "mailboxes", Side: plan.SideMicrosoft, Name: plan.Say("Your mailboxes")},
			{ID: "vendor", Side: plan.SideVendor, Name: plan.Say("Example"), Text: plan.Say("EU & US")},
		},
		Arrows: []plan.FlowArrow{
			{From: "people", To: "exchange", Text: plan.Say("messages")},
			{From: "exchange", To: "mailboxes", Text: plan.Say("messages, as always")},
			{From: "exchange", To: "vendor", Text: plan.Say("journal reports")},
		}}
}

// Boxes of a flow do not touch, and stand one column after what leads to them.
func TestFlowStandsInColumns(t *testing.T) {
	scene, err := picture.Flow(&book.Book{}, flow())
	if err != nil {
		t.Fatal(err)
	}
	if len(scene.Boxes) != 4 || len(scene.Lines) != 3 {
		t.Fatalf("%d boxes and %d arrows", len(scene.Boxes), len(scene.Lines))
	}
	for i, a := range scene.Boxes {
		if a.X < 0 || a.Y < 0 || a.X+a.Width > scene.Width || a.Y+a.Height > scene.Height {
			t.Errorf("box %d leaves the picture", i)
		}
		for j, b := range scene.Boxes[:i] {
			if a.X < b.X+b.Width && b.X < a.X+a.Width && a.Y < b.Y+b.Height && b.Y < a.Y+a.Height {
				t.Errorf("boxes %d and %d overlap", i, j)
			}
		}
	}
	if !(scene.Boxes[0].X < scene.Boxes[1].X && scene.Boxes[1].X < scene.Boxes[2].X && scene.Boxes[2].X == scene.Boxes[3].X) {
		t.Error("the columns are not those of the arrows")
	}
	_, said := texts(t, scene.File("t", picture.FlowWords(&book.Book{}, flow())))
	if want := "People to Exchange Online (with a journal rule): messages; Exchange Online to Your mailboxes: messages, as always; Exchange Online to Example (EU & US): journal reports"; said != want {
		t.Errorf("says\n%s\nnot\n%s", said, want)
	}
}

func TestFlowsThatCannotBeDrawn(t *testing.T) {
	circle, loose := flow(), flow()
	circle.Arrows = append(circle.Arrows, plan.FlowArrow{From: "vendor", To: "people"})
	loose.Arrows = append(loose.Arrows, plan.FlowArrow{From: "vendor", To: "moon"})
	for _, test := range []struct {
		flow plan.Flow
		want string
	}{
		{circle, `flow "flow" runs in a circle`},
		{loose, `flow "flow": an arrow from "vendor" to "moon" has no node at one end`},
	} {
		if _, err := picture.Flow(&book.Book{}, test.flow); err == nil || err.Error() != test.want {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}
