package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/render"
)

// runbookCommand makes one customer's runbook.
type runbookCommand struct {
	Profile string   `placeholder:"FILE" help:"Profile, YAML or JSON; - is standard input." group:"profile"`
	Format  []string `placeholder:"F" help:"md, html, ps1, json, pdf, or bundle for everything to send. Several make a folder: md,html. With bundle,pdf the folder has a PDF as well."`
	pdfFlags
	Output string `short:"o" placeholder:"PATH" help:"File or folder to write; - is standard output."`
	Force  bool   `help:"Write into a folder that has other files, and replace what was changed in it."`
	customerFlags
}

// Examples of the command.
func (runbookCommand) Examples() string {
	return `triptych runbook
triptych runbook --profile acme.yaml -o acme/
triptych runbook --profile acme.yaml --format html -o acme.html
triptych runbook --profile acme.yaml --format bundle,pdf -o acme/
triptych runbook --profile - < acme.yaml > acme.md
triptych runbook --customer "Acme Corp" \
    --address acme@journaling.mxrecord.io --set gateway=none \
    --set console=purview --input undeliverable=ndr@contoso.example -o acme/
`
}

// bundle names everything that goes to a customer.
const bundle = "bundle"

// bundled are the formats of a bundle.
var bundled = []render.Format{render.Markdown, render.HTML, render.PowerShell}

// Run makes the runbook. Where no profile is given and somebody is there to be
// asked, it asks for what the flags do not say, and where to write to.
func (c *runbookCommand) Run(p *program) error {
	if _, _, err := c.target(); err != nil {
		return err
	}
	flags, asking := c.flags(), (*prompt)(nil)
	if c.Profile == "" {
		var err error
		if flags, asking, err = p.complete(flags); err != nil {
			return err
		}
	}
	one, err := p.runbookOf(c.Profile, flags)
	if err != nil {
		return err
	}
	made := &made{program: p, runbookCommand: c, boundRunbook: one}
	if asking == nil {
		return made.write()
	}
	err = made.askWhere(asking)
	if err == nil || !errors.Is(err, context.Canceled) {
		// What was answered is not lost, whatever became of it.
		command := append([]string{"triptych", "runbook"}, p.contentArgs()...)
		p.tellCommand(slices.Concat(command, args(flags.Preset(p.configuration.presets())), c.args()))
	}
	return err
}

// A boundRunbook is the runbook of a variant with the customer that it is for.
type boundRunbook struct {
	runbook  *render.Runbook
	compiled *plan.Plan // that it prints
	profile  *profile.Bound
	customer render.Customer
}

// runbookOf is the runbook that a profile and flags ask for.
func (p *program) runbookOf(name string, flags profile.Flags) (*boundRunbook, error) {
	project, bound, err := p.bound(name, flags)
	if err != nil {
		return nil, err
	}
	compiled, err := closed(project, bound.Procedure, bound.Answers)
	if err != nil {
		return nil, err
	}
	runbook, err := render.NewRunbook(compiled)
	if err != nil {
		return nil, err
	}
	return &boundRunbook{runbook, compiled, bound, customerOf(project.Hash, bound)}, nil
}

// made is a runbook that is ready to be filled and written.
type made struct {
	*program
	*runbookCommand
	*boundRunbook
}

// write fills the runbook and writes it to where the command says.
func (m *made) write() error {
	formats, folder, err := m.target()
	if err != nil {
		return err
	}
	if stdout := m.Output == "" || m.Output == "-"; stdout && !folder && formats[0] == render.PDF && isTerminal(m.stdout) {
		return wrong("-o is missing: a PDF is nothing that a terminal can show; name a file")
	}
	if slices.Contains(formats, render.PDF) {
		engine, err := m.engine(m.program)
		if err != nil {
			return err
		}
		m.runbook.PrintPDFWith(engine)
	}
	if folder {
		files, err := m.runbook.Bundle(m.customer, formats...)
		if err != nil {
			return faultOfPrinting(err)
		}
		if err := render.WriteFolder(m.ctx, m.Output, files, m.Force); err != nil {
			return err
		}
		m.summary(m.Output, m.profile, m.compiled, files)
		return nil
	}
	files, err := m.runbook.Fill(m.customer, formats...)
	if err != nil {
		return faultOfPrinting(err)
	}
	return m.program.write(m.Output, files[0].Data)
}

// askWhere asks where to write to when nobody has said it and standard output
// would be the terminal, and writes. A place where nothing can be written is
// explained, and another asked for.
func (m *made) askWhere(asking *prompt) error {
	if m.Output != "" || !isTerminal(m.stdout) {
		return m.write()
	}
	preset := m.profile.Values["customer.id"] + "/"
	what := "Everything to send, as a folder. What triptych wrote there before is replaced; other files stop it. A name that ends in .md, .html or .pdf makes that file alone."
	if len(m.Format) == 1 && m.Format[0] != bundle {
		preset = m.profile.Values["customer.id"] + "." + m.Format[0]
		what = "One file; a folder takes the file with the others to send."
	}
	asking.question("Where to write it", what, "")
	for {
		place, err := asking.read(sign(preset))
		if err != nil {
			return err
		}
		if place == "" {
			place = preset
		}
		place = m.fromHome(place)
		m.Output = place
		_, folder, err := m.target()
		if err != nil {
			// The command line was right before there was a place: it is the place.
			asking.print("%v\nName another place.", err)
			continue
		}
		err = m.write()
		if err == nil && !folder {
			m.say("Wrote %s", place)
		}
		var occupied *render.OccupiedError
		var nowhere *render.PlaceError
		if !errors.As(err, &occupied) && !errors.As(err, &nowhere) {
			return err
		}
		asking.print("%v\nName another place.", err)
	}
}

// fromHome is a path that was typed, from the folder of the user where it starts
// with ~, as a shell would have it.
func (p *program) fromHome(place string) string {
	rest, ok := strings.CutPrefix(place, "~")
	home := cmp.Or(p.env("HOME"), p.env("USERPROFILE"))
	if !ok || rest == "" || !os.IsPathSeparator(rest[0]) || home == "" {
		return place
	}
	return strings.TrimSuffix(home, "/") + rest
}

// args are the flags of the command that do not say who the customer is, as a
// command line.
func (c *runbookCommand) args() []string {
	all := []string{}
	if len(c.Format) > 0 {
		all = append(all, "--format", strings.Join(c.Format, ","))
	}
	if c.PDFEngine != "builtin" {
		all = append(all, "--pdf-engine", c.PDFEngine)
	}
	if c.Force {
		all = append(all, "--force")
	}
	return append(all, outputArgs(c.Output)...)
}

// outputArgs say where to write to on a command line.
func outputArgs(output string) []string {
	if output == "" {
		return nil
	}
	return []string{"-o", output}
}

// customerOf is what a runbook is filled with.
func customerOf(model string, b *profile.Bound) render.Customer {
	whole, change := b.Written()
	return render.Customer{Values: b.Values, Model: model, Change: change, Profile: whole}
}

// target says which formats are written, and whether to a folder. Without a
// format the output tells: its ending, a folder, or standard output.
func (c *runbookCommand) target() (formats []render.Format, folder bool, err error) {
	for _, name := range c.Format {
		switch {
		case name == bundle:
			formats = append(formats, bundled...)
			folder = true
		case render.IsFormat(name):
			formats = append(formats, render.Format(name))
		default:
			return nil, false, wrong("--format %s: no such format; there are %s and %s", printableLine(name), formatNames(), bundle)
		}
	}
	formats = slices.DeleteFunc(render.AllFormats(), func(f render.Format) bool { return !slices.Contains(formats, f) })
	stdout := c.Output == "" || c.Output == "-"
	ending := strings.TrimPrefix(filepath.Ext(c.Output), ".")
	switch {
	case len(formats) == 0 && stdout:
		return []render.Format{render.Markdown}, false, nil
	case len(formats) == 0 && render.IsFormat(ending) && !isFolder(c.Output):
		return []render.Format{render.Format(ending)}, false, nil
	case len(formats) == 0:
		return bundled, true, nil
	case stdout && (folder || len(formats) > 1):
		return nil, false, wrong("-o is missing: %s is more than one file; name a folder", strings.Join(c.Format, ","))
	case !render.IsFormat(ending) || isFolder(c.Output):
	case folder || len(formats) > 1:
		return nil, false, wrong("-o %s is the name of one file, and --format %s makes several; name a folder", printableLine(c.Output), strings.Join(c.Format, ","))
	case ending != string(formats[0]):
		return nil, false, wrong("-o %s is not the name of what --format %s makes; leave out --format, or let the name end in .%[2]s", printableLine(c.Output), formats[0])
	}
	return formats, folder || len(formats) > 1 || isFolder(c.Output), nil
}

// isFolder tells whether a path is meant as a folder or is one.
func isFolder(name string) bool {
	if strings.HasSuffix(name, "/") || strings.HasSuffix(name, string(os.PathSeparator)) {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func formatNames() string {
	var names []string
	for _, f := range render.AllFormats() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// write writes one result to a file or to standard output.
func (p *program) write(output string, data []byte) error {
	if output == "" || output == "-" {
		_, err := p.stdout.Write(data)
		return err
	}
	return render.WriteFile(p.ctx, output, data)
}

// summary says what was written, what was left out and what to do next. No
// value of the customer's is in it but the name.
func (p *program) summary(output string, b *profile.Bound, compiled *plan.Plan, files []render.File) {
	var variant []string
	for _, c := range compiled.Choices {
		words := inWords(c.Shown, nil)
		if slices.Contains(b.FromAddress, c.Facet) {
			words += " (read from the address)"
		}
		variant = append(variant, words)
	}
	p.say("%s: %s.", b.Values["customer.name"], strings.Join(variant, "; "))
	p.say("Wrote %s", output)
	var others []string
	for _, f := range files {
		switch {
		case f.Name == "runbook.md":
			steps, minutes := work(compiled)
			p.say("  %s  %d steps, %d min hands-on", f.Name, steps, minutes)
		case f.Name == "runbook.html":
			p.say("  %s  one file, works offline", f.Name)
		case f.Name == "runbook.pdf":
			p.say("  %s  to print or to keep with the change", f.Name)
		case f.Name == render.ScriptName(compiled):
			p.say("  %s  sha256 %s", f.Name, render.Sum(f.Data))
		default:
			others = append(others, f.Name)
		}
	}
	p.say("  %s", strings.Join(others, "  "))
	for _, l := range compiled.LeftOut {
		p.say("Left out: %s (%s)", inWords(l.What, nil), inWords(l.Why, nil))
	}
	said := map[string]bool{}
	for _, o := range compiled.Objects {
		for _, s := range o.Settings {
			if len(s.Unverified) == 0 {
				continue
			}
			// Of the hosts of several regions, the same is to be said.
			line := "Unverified: " + inWords(s.Label, nil) + ". " + inWords(s.Unverified, nil)
			if !said[line] {
				p.say("%s", line)
			}
			said[line] = true
		}
	}
	if len(b.Lacks) > 0 {
		p.say("It is a draft: the profile lacks %s.", strings.Join(b.Lacks, ", "))
	}
	p.say("Send the folder. Why each step is there: %s", p.next("explain", "--profile", filepath.Join(output, "profile.yaml")))
}

// work is how many steps a plan has and how many minutes they take.
func work(p *plan.Plan) (steps, minutes int) {
	for _, s := range p.Sections {
		steps += len(s.Steps)
		minutes += s.Minutes
	}
	return steps, minutes
}
