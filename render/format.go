package render

import (
	"slices"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/html"
	"github.com/triptych-docs/triptych/render/markdown"
	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/residual"
)

// A Format is what a runbook is printed as.
type Format string

// The formats of a runbook.
const (
	Markdown   Format = "md"
	HTML       Format = "html"
	PowerShell Format = "ps1"
	JSON       Format = "json"
	// PDF is set anew for each customer, because where a line ends depends on the
	// values.
	PDF Format = "pdf"
)

// A printer prints a closed plan in one format.
type printer struct {
	format Format
	print  func(*plan.Plan, layout) (*residual.Residual, error)
}

// A layout is the plan as a book, which is made once for all formats that people
// read.
type layout func() (*book.Book, error)

// printers is the table of formats.
var printers = []printer{
	{Markdown, printMarkdown},
	{HTML, printHTML},
	{PowerShell, printScript},
	{JSON, printJSON},
}

// Formats are the formats that a plan is printed in for all customers at once.
func Formats() []Format {
	all := make([]Format, len(printers))
	for i, p := range printers {
		all[i] = p.format
	}
	return all
}

// AllFormats are all formats that a runbook can have.
func AllFormats() []Format { return append(Formats(), PDF) }

// IsFormat tells whether a name is that of a format.
func IsFormat(name string) bool { return slices.Contains(AllFormats(), Format(name)) }

func printMarkdown(_ *plan.Plan, laidOut layout) (*residual.Residual, error) {
	b, err := laidOut()
	if err != nil {
		return nil, err
	}
	return markdown.Print(b, markdown.GFM())
}

func printHTML(_ *plan.Plan, laidOut layout) (*residual.Residual, error) {
	b, err := laidOut()
	if err != nil {
		return nil, err
	}
	return html.Print(b, html.Page{Key: plan.FromHole("runbook.id")})
}

// printScript prints the customer's own edition of the script: the values of
// the profile are its defaults.
func printScript(p *plan.Plan, _ layout) (*residual.Residual, error) {
	return powershell.Script(p, tailored())
}

// pester is what the tests of the script are printed as. Nobody asks for them by
// name: they go with the script into a bundle.
const pester Format = "tests"

func printTests(p *plan.Plan, _ layout) (*residual.Residual, error) {
	return powershell.Tests(p, tailored())
}

// tailored is the edition of one customer.
func tailored() powershell.Edition {
	return powershell.Edition{
		Tailored: true,
		Runbook:  plan.FromHole("runbook.id"),
		Model:    plan.FromHole("model.hash"),
		Customer: plan.FromHole("customer.name"),
		Tenant:   plan.FromHole("script.tenant"),
	}
}

// GenericScript is the script for everyone with these answers: the inputs are
// its parameters. Model is the hash of the content.
func GenericScript(p *plan.Plan, model string) (File, error) {
	r, err := powershell.Script(p, powershell.Edition{Model: plan.Literal(model)})
	if err != nil {
		return File{}, err
	}
	return File{Name: ScriptName(p), Data: r.Fill(nil)}, nil
}

// ScriptName is the file name of the script of a plan.
func ScriptName(p *plan.Plan) string { return p.Script + ".ps1" }
