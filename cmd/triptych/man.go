package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/triptych-docs/triptych/model/config"
	"github.com/triptych-docs/triptych/model/source"
)

// manCommand prints the manual page.
type manCommand struct {
	Date string `placeholder:"2026-12-05" help:"Date of the page; else that of SOURCE_DATE_EPOCH, else today."`
}

// Examples of the command.
func (manCommand) Examples() string {
	return `triptych man | man -l -
triptych man > /usr/local/share/man/man1/triptych.1
`
}

// environment are the variables that triptych reads.
var environment = []struct{ name, means string }{
	{"SOURCE_DATE_EPOCH", "Date of runbooks and of this page where no flag gives one, in seconds since 1970."},
	{configVariable, "The configuration to read, where --config names none."},
	{chromiumVariable, "The Chromium that makes a PDF with --pdf-engine chromium."},
	{"NO_COLOR, FORCE_COLOR, TERM", "Whether there are colors: NO_COLOR or TERM=dumb forbids them, FORCE_COLOR has them everywhere."},
	{"CI", "Where it is set, goldens are not updated."},
}

// Run prints the page. It is made from the commands, flags and examples as they
// are, so that it says what the help says.
func (c *manCommand) Run(p *program) error {
	date, err := p.day(c.Date)
	if err != nil {
		return err
	}
	parser, err := p.parser(&commands{})
	if err != nil {
		return err
	}
	return manualOf(parser.Model, date, "triptych "+versionHere()).write(p.stdout)
}

// manualOf is the page of a command line.
func manualOf(app *kong.Application, date, version string) *manual {
	m := &manual{}
	m.text(fmt.Sprintf(`.TH %s 1 %s "%s"`, troff(strings.ToUpper(app.Name)), date, troff(version)))
	m.macro("nh") // no hyphens that are not typed
	m.macro("SH", "NAME")
	m.text(troff(app.Name) + ` \- ` + troff(strings.ToLower(app.Help[:1])+strings.TrimSuffix(app.Help[1:], ".")))
	m.macro("SH", "SYNOPSIS")
	m.macro("B", app.Name)
	m.macro("I", "command")
	m.macro("RI", "[", "flags", "]")
	m.macro("SH", "DESCRIPTION")
	m.words("What has to be done is written down once, as content. From it triptych makes the documents for everyone, " +
		"the runbook for one customer, and the PowerShell script that does the same. Content is in the program; --content reads a folder of it.")
	m.macro("PP")
	m.words("Results go to standard output, talk goes to standard error. A folder that is written is complete or as it was before.")
	m.macro("SH", "COMMANDS")
	m.below(app.Node)
	m.macro("SH", "OPTIONS OF EVERY COMMAND")
	m.flags(app.Node)
	m.macro("SH", "EXIT STATUS")
	for _, e := range exitCodes {
		m.macro("TP", "6")
		m.macro("B", strconv.Itoa(e.code))
		m.words(source.Sentence(e.means))
	}
	m.macro("SH", "ENVIRONMENT")
	for _, v := range environment {
		m.macro("TP")
		m.macro("B", v.name)
		m.words(v.means)
	}
	table := tableOf(configurable())
	for _, s := range table {
		if s.Variable() != "" {
			m.macro("TP")
			m.macro("B", s.Variable())
			m.words("As " + strings.Join(s.Flags, ", ") + ".")
		}
	}
	m.macro("SH", "FILES")
	m.words("What a file says comes after flags and variables, and that of a project before that of a user. " +
		"What it says of a change comes after the profile of a customer. \"triptych explain config\" prints every setting with where it comes from.")
	m.macro("TP")
	m.macro("I", config.ProjectName)
	m.words("Of a project: in the working folder or one above it, up to the root of the repository. Its keys: " + keysIn(table, false) + ".")
	m.macro("TP")
	m.macro("I", "~/.config/triptych/config.yaml")
	m.words("Of a user, on Linux; elsewhere in the folder that the system has for settings. $XDG_CONFIG_HOME names another one. Its keys: " + keysIn(table, true) + ".")
	m.macro("SH", "EXAMPLES")
	m.examples(app.Node)
	return m
}

// keysIn are the keys of a file of a project, or of a user.
func keysIn(table config.Table, user bool) string {
	var keys []string
	for _, s := range table {
		if s.User || !user {
			keys = append(keys, s.Key)
		}
	}
	return strings.Join(keys, ", ")
}

// A manual is a page in the language of man, as it is written.
type manual struct{ b strings.Builder }

// write writes the page.
func (m *manual) write(out io.Writer) error {
	_, err := io.WriteString(out, m.b.String())
	return err
}

// macro is a line of a macro and its arguments.
func (m *manual) macro(name string, arguments ...string) {
	m.b.WriteString("." + name)
	for _, a := range arguments {
		m.b.WriteString(` "` + strings.ReplaceAll(troff(a), `"`, `\(dq`) + `"`)
	}
	m.b.WriteByte('\n')
}

// text is what is troff already.
func (m *manual) text(s string) { m.b.WriteString(s + "\n") }

// lineOfSource is how wide a line of the page is as it is written, before what
// stands for a character is put in.
const lineOfSource = 68

// words is plain text, in lines that are easy to compare.
func (m *manual) words(s string) {
	for line := range strings.Lines(wrappedTo(lineOfSource, "", "", s)) {
		m.text(troff(strings.TrimSuffix(line, "\n")))
	}
}

// below are the commands below a command, each with what it takes.
func (m *manual) below(node *kong.Node) {
	for _, child := range node.Children {
		if child.Hidden {
			continue
		}
		m.macro("SS", child.FullPath())
		m.words(child.Help)
		for _, argument := range child.Positional {
			m.macro("TP")
			m.macro("I", argument.Name)
			m.words(argument.Help)
		}
		m.flags(child)
		if len(child.Children) == 0 {
			m.macro("PP")
			m.examples(child)
		}
		m.below(child)
	}
}

// flags are the flags that a command has of its own.
func (m *manual) flags(node *kong.Node) {
	for _, f := range node.Flags {
		if f.Hidden {
			continue
		}
		m.macro("TP")
		name := `\fB` + troff("--"+f.Name) + `\fR`
		if f.Short != 0 {
			name = `\fB` + troff("-"+string(f.Short)) + `\fR, ` + name
		}
		if !f.IsBool() {
			name += `=\fI` + troff(f.FormatPlaceHolder()) + `\fR`
		}
		m.text(name)
		m.words(f.Help)
	}
}

// examples are those of a command, as they are typed.
func (m *manual) examples(node *kong.Node) {
	m.macro("EX")
	for line := range strings.Lines(examplesOf(node)) {
		m.text(troff("    " + strings.TrimSuffix(line, "\n")))
	}
	m.macro("EE")
}

// troff makes plain text of a line safe: a backslash begins nothing, a hyphen
// stays one that can be copied, and a dot or quote at the start is no macro.
func troff(s string) string {
	s = inTroff.Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

var inTroff = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`, "\u2026", "...")
