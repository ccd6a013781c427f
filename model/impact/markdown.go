package impact

import (
	"fmt"
	"io"
	"strings"
)

// marker stands at the head of a comment, out of sight, so that the next run
// finds it and replaces it.
const marker = "<!-- triptych-diff -->"

// limit is how long a comment may be. A platform cuts off or refuses one of
// more than 65,536 characters.
const limit = 64_000

// Markdown writes a comment for a pull request: what matters in sight, what
// does not folded, and never longer than a platform takes.
func (i *Impact) Markdown(out io.Writer) error {
	c := &comment{}
	c.add(marker + "\n### What this change does\n\n" + escape(i.headline()) + "\n")
	if !i.None() {
		c.add("\n" + escape(i.last()) + "\n")
	}
	for class := range classes {
		if i.Count(class) > 0 {
			c.class(i, class)
		}
	}
	c.customers(i)
	c.outputs(i)
	c.end()
	_, err := io.WriteString(out, c.String())
	return err
}

// A comment is being written. What does not fit is counted.
type comment struct {
	strings.Builder
	left int
}

// room is kept for the last line.
const room = 400

func (c *comment) fits(s string) bool { return c.Len()+len(s) <= limit-room }

// add writes what has to be there.
func (c *comment) add(s string) { c.WriteString(s) }

// item writes one of many, if there is room.
func (c *comment) item(s string) {
	if c.left > 0 || !c.fits(s) {
		c.left++
		return
	}
	c.WriteString(s)
}

func (c *comment) end() {
	if c.left > 0 {
		fmt.Fprintf(c, "\n%s left out here. All of it: `triptych impact --report text`\n", count(c.left, "change"))
	}
}

// class lists the changes of one class: those that change what a reader does in
// sight, the others folded.
func (c *comment) class(i *Impact, class Class) {
	title := fmt.Sprintf("%s (%d)", class.Title(), i.Count(class))
	folded := class >= Order
	if folded {
		c.add("\n<details><summary>" + escape(title) + "</summary>\n\n")
	} else {
		c.add("\n#### " + escape(title) + "\n\n")
	}
	for _, change := range i.Changes {
		if change.Class == class {
			c.item(change.markdown())
		}
	}
	if folded {
		c.add("\n</details>\n")
	}
}

func (c Change) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "- **%s**, %s (%s)\n", escape(c.Node), escape(c.Part), escape(c.Procedure))
	if c.Old+c.New != "" {
		fence := "```"
		for strings.Contains(c.Old+c.New, fence) {
			fence += "`"
		}
		fmt.Fprintf(&b, "  %sdiff\n", fence)
		if c.Old != "" {
			fmt.Fprintf(&b, "  - %s\n", oneLine(c.Old))
		}
		if c.New != "" {
			fmt.Fprintf(&b, "  + %s\n", oneLine(c.New))
		}
		fmt.Fprintf(&b, "  %s\n", fence)
	}
	if more := c.others(); more != "" {
		fmt.Fprintf(&b, "  %s;\n", escape(more))
	}
	fmt.Fprintf(&b, "  reaches %s\n", escape(c.reach()))
	return b.String()
}

func (c *comment) customers(i *Impact) {
	if len(i.Customers) == 0 {
		return
	}
	different := 0
	for _, one := range i.Customers {
		if one.Fate != Same {
			different++
		}
	}
	c.add(fmt.Sprintf("\n<details><summary>%s of %s get something different</summary>\n\n",
		thousands(different), count(len(i.Customers), "customer")))
	for _, one := range i.Customers {
		if one.Fate != Same {
			c.item(fmt.Sprintf("- **%s**: %s%s\n", escape(one.Name), escape(one.Sentence), escape(one.more())))
		}
	}
	c.add("\n</details>\n")
}

func (c *comment) outputs(i *Impact) {
	if i.None() {
		return
	}
	c.add(fmt.Sprintf("\n<details><summary>Outputs that differ (%d)</summary>\n\n", len(i.Outputs)))
	for _, o := range i.Outputs {
		if o.Document {
			c.item(fmt.Sprintf("- document %s\n", escape(o.Name)))
			continue
		}
		c.item(fmt.Sprintf("- %s of %s: %s\n", escape(outputName(o.Name)), escape(o.Procedure), escape(o.Variants.String())))
	}
	c.add("\n</details>\n")
}

// escape keeps text of the content from being Markdown or HTML in a comment,
// and from calling anybody's name.
func escape(s string) string {
	var b strings.Builder
	for _, r := range oneLine(s) {
		switch r {
		case '<':
			b.WriteString("&lt;")
		case '&':
			b.WriteString("&amp;")
		case '@':
			b.WriteString("&#64;")
		case '#':
			b.WriteString("&#35;")
		case '\\', '`', '*', '_', '[', ']', '|', '~', '$', '!':
			b.WriteRune('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
