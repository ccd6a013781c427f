package impact

import (
	"fmt"
	"io"
	"strings"
)

// Text writes a report for a terminal.
func (i *Impact) Text(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", i.headline())
	for class := range classes {
		if i.Count(class) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s\n", class.Title())
		for _, c := range i.Changes {
			if c.Class == class {
				c.text(&b)
			}
		}
	}
	i.textOutputs(&b)
	i.textCustomers(&b)
	if !i.None() {
		fmt.Fprintf(&b, "\n%s\n", i.last())
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func (c Change) text(b *strings.Builder) {
	fmt.Fprintf(b, "  %s, %s [%s]\n", c.Node, c.Part, c.Procedure)
	if c.Old != "" {
		fmt.Fprintf(b, "    - %s\n", c.Old)
	}
	if c.New != "" {
		fmt.Fprintf(b, "    + %s\n", c.New)
	}
	if more := c.others(); more != "" {
		fmt.Fprintf(b, "    %s\n", more)
	}
	fmt.Fprintf(b, "    reaches %s\n", c.reach())
}

func (i *Impact) textOutputs(b *strings.Builder) {
	if i.None() {
		return
	}
	fmt.Fprintf(b, "\nOutputs that differ\n")
	for _, o := range i.Outputs {
		if o.Document {
			fmt.Fprintf(b, "  document %s\n", o.Name)
			continue
		}
		fmt.Fprintf(b, "  %s of %s: %s\n", outputName(o.Name), o.Procedure, o.Variants)
	}
}

func (i *Impact) textCustomers(b *strings.Builder) {
	if len(i.Customers) == 0 {
		return
	}
	fmt.Fprintf(b, "\nCustomers\n")
	same := 0
	for _, c := range i.Customers {
		if c.Fate == Same {
			same++
			continue
		}
		fmt.Fprintf(b, "  %s: %s%s\n", c.Name, c.Sentence, c.more())
	}
	fmt.Fprintf(b, "  %s of %s get the same as before.\n", thousands(same), thousands(len(i.Customers)))
}

// more says that a customer gets other changes too.
func (c Customer) more() string {
	if c.More == 0 {
		return ""
	}
	return fmt.Sprintf(" (and %s)", count(c.More, "other change"))
}
