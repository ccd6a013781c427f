package pdf

import (
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
)

// What leads in a list, a table or a command is not the last on its page: the
// boxes of a step would be without the sentence that says what they are for.
func TestLeadsStayWithWhatFollows(t *testing.T) {
	lead := plan.Paragraph{Line: plan.Say("Every answer must be yes.")}
	p := &printer{book: &book.Book{}}
	for _, c := range []struct {
		name string
		next plan.Block
		want bool
	}{
		{"list", plan.List{Items: []plan.Item{{Tick: "t", Blocks: []plan.Block{lead}}}}, true},
		{"table", plan.Table{Columns: []plan.Line{plan.Say("Id")}, Rows: []plan.TableRow{{Cells: []plan.Line{plan.Say("V1")}}}}, true},
		{"command", plan.Command{Pipeline: []plan.Call{{Cmdlet: "Get-JournalRule"}}}, true},
		{"paragraph", lead, false},
	} {
		rows := p.blocks([]plan.Block{lead, c.next}, left, 300)
		if rows[0].follow != c.want {
			t.Errorf("before a %s: stays %v, want %v", c.name, rows[0].follow, c.want)
		}
	}
}
