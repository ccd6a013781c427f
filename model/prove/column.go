package prove

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
)

var columnLaw = report.Rule{
	ID: lawColumn, Since: since, Source: "TRIPTYCH:A6",
	Title:  "A column of a table shows a setting that depends on the row, to the readers who have it and to nobody else",
	Reason: "A reader who looks a value up finds no column for it, one with nothing in it, or the wrong one.",
}

// columns proves of each column that shows a setting that it has the readers of
// the object.
func (c *prover) columns(r *reading) {
	for _, t := range c.p.Tables {
		for _, column := range t.Columns {
			if o := c.objects[objectOf(column.Setting.Text)]; o != nil {
				c.column(r, t, column, o)
			}
		}
	}
}

func (c *prover) column(r *reading, t model.Table, column model.TableColumn, o *model.Object) {
	shown, have := c.meet(scope{set: r.set}, column.When).set, c.meet(scope{set: r.set}, o.When).set
	_, name, _ := strings.Cut(column.Setting.Text, ".")
	setting, _ := o.Settings.Get(name)
	if same := c.alike(setting.Value, shown.And(have), t.Facet.Text); !same.IsEmpty() {
		c.fault(r.view, fault{
			law: lawColumn, pos: column.Setting.Pos, set: same,
			message: fmt.Sprintf("the column of %q in table %q has the same in each row", column.Setting, t.ID),
			do:      "show a setting there that depends on the answer of the row",
			also:    []source.Note{{Pos: setting.Label.Pos, Message: "here is the setting"}},
		})
	}
	wrong := shown.Minus(have).Or(have.Minus(shown))
	if wrong.IsEmpty() {
		return
	}
	c.fault(r.view, fault{
		law: lawColumn, pos: column.Setting.Pos, set: wrong,
		message: fmt.Sprintf("the column of %q in table %q has not the readers who have object %q", column.Setting, t.ID, o.ID),
		do:      "give the column the condition of the object",
		also:    []source.Note{{Pos: o.ID.Pos, Message: "here is the object"}},
	})
}
