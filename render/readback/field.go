package readback

import "strings"

// A control is what an item of a form's list says: what the field is called, and
// what the reader does with it.
type control struct {
	label, value string
	setting      string // as the page names it
	line         int
	listed       bool // the values are items of a list
}

// readControl reads an item such as "**Name**: `value` (V1)", "**From**:
// **Office 365**" or "Select the **Turn it on** checkbox."
func readControl(item Item) (control, bool) {
	if len(item.Blocks) == 0 || item.Blocks[0].Kind != Paragraph {
		return control{}, false
	}
	// A document for many readers may say first whom the field is for, in a
	// paragraph or before the label.
	if first := said(item.Blocks[0].Runs); len(item.Blocks) > 1 && strings.HasPrefix(first, "If ") && strings.HasSuffix(first, ":") {
		item.Blocks = item.Blocks[1:]
	}
	runs := item.Blocks[0].Runs
	if len(runs) > 1 && runs[0].Kind == Words && strings.HasSuffix(runs[0].Text, ": ") {
		runs = runs[1:]
	}
	for len(runs) > 2 && runs[0].Kind == Bold && runs[1].Text == " or " && runs[2].Kind == Bold {
		runs[2].Text = runs[0].Text + " or " + runs[2].Text
		runs = runs[2:]
	}
	if len(runs) > 1 && runs[0].Kind == Words && runs[1].Kind == Bold {
		c := control{label: runs[1].Text, value: selected, line: runs[1].Line}
		if strings.HasPrefix(runs[0].Text, "Clear") {
			c.value = cleared
		}
		return c, true
	}
	if len(runs) < 2 || runs[0].Kind != Bold || !strings.HasPrefix(runs[1].Text, ":") {
		return control{}, false
	}
	c := control{label: runs[0].Text, line: runs[1].Line}
	c.entered(runs[1:], item.Blocks[1:])
	return c, true
}

// entered reads what stands behind the colon.
func (c *control) entered(runs []Run, more []Block) {
	var values []string
	take := func(r Run) {
		if len(values) == 0 {
			c.setting, c.line = r.Setting, r.Line
		}
		values = append(values, r.Text)
	}
	lead := strings.TrimSpace(strings.TrimPrefix(runs[0].Text, ":"))
	direct := lead == "" || lead == "enter"
	for i, r := range runs {
		if direct && (r.Kind == Typed || i == 1 && r.Kind == Bold) {
			take(r)
		}
	}
	for _, b := range more {
		// Several values are items of a list, each a value and nothing before it
		// but whom it is for.
		for _, item := range b.Items {
			for _, line := range item.Blocks {
				for i, r := range line.Runs {
					if r.Kind == Typed && (i == 0 || i == 1 && strings.HasSuffix(line.Runs[0].Text, ": ")) {
						take(r)
						c.listed = true
					}
				}
			}
		}
	}
	switch {
	case len(values) > 0:
		c.value = strings.Join(values, " | ")
	case strings.HasPrefix(lead, "leave it empty"):
		c.value = unset
	default:
		c.value = strings.TrimSpace(strings.TrimPrefix(said(runs), ":"))
	}
}

// form is the list of fields of a step: it follows on the text of the step
// directly, behind whom the step is for where that stands first.
func form(blocks []Block) (list *Block, at int) {
	for i := range min(3, len(blocks)) {
		switch {
		case blocks[i].Kind == List && i > 0:
			return &blocks[i], i
		case blocks[i].Kind != Paragraph || i > 0 && !strings.HasPrefix(said(blocks[0].Runs), "If "):
			return nil, 0
		}
	}
	return nil, 0
}
