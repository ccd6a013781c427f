package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// shortHelp is what triptych says when it is asked nothing.
const shortHelp = `triptych makes documents, runbooks and scripts from one model of a procedure.

  One customer's runbook, with the script, in a folder to send:
    triptych runbook --profile acme.yaml -o acme/

  A profile, question by question:
    triptych profile new -o acme.yaml

  The documents for everyone:
    triptych docs -o public/

Everything else: triptych --help. About one command: triptych help COMMAND.
`

// parser makes the parser of the command line.
func (p *program) parser(c *commands) (*kong.Kong, error) {
	parser, err := kong.New(c,
		kong.Name("triptych"),
		kong.Description("Documents, runbooks and scripts from one model of a procedure."),
		kong.Writers(p.stdout, p.stderr),
		kong.Help(helpWithExamples),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: 80}),
		kong.ExplicitGroups([]kong.Group{
			{Key: "profile", Title: "The customer and the change; flags come before a profile:"},
			{Key: "all", Title: "Flags of every command:"},
		}),
		kong.Bind(p),
	)
	if err != nil {
		return nil, fmt.Errorf("read the command line: %w", err)
	}
	return parser, nil
}

// helpWithExamples prints the examples of a command before its flags.
func helpWithExamples(options kong.HelpOptions, ctx *kong.Context) error {
	if node := ctx.Selected(); node != nil {
		if e, ok := node.Target.Addr().Interface().(interface{ Examples() string }); ok {
			fmt.Fprintf(ctx.Stdout, "Examples:\n%s\n", indent(e.Examples()))
		}
	}
	return kong.DefaultHelpPrinter(options, ctx)
}

// indent sets lines in by two spaces.
func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("  " + line)
	}
	return b.String()
}

// The messages of kong that say it in words of parsers.
var (
	unexpectedArgument = regexp.MustCompile(`^unexpected argument (\S+?)(,|$)`)
	expectedOneOf      = regexp.MustCompile(`^expected one of (.*)$`)
	unknownFlag        = regexp.MustCompile(`^unknown flag (\S+?)(,|$)`)
)

// rewritten says a fault of the command line in our own words, and where to
// read on.
func rewritten(err error) error {
	var parse *kong.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	message := parse.Error()
	command := "triptych"
	if node := parse.Context.Selected(); node != nil {
		command = node.FullPath()
	}
	top := command == "triptych"
	switch {
	case unexpectedArgument.MatchString(message) && top:
		message = unexpectedArgument.ReplaceAllString(message, `unknown command "$1"$2`)
	case unexpectedArgument.MatchString(message):
		message = unexpectedArgument.ReplaceAllString(message, `"$1" is one argument too many$2`)
	case expectedOneOf.MatchString(message):
		message = expectedOneOf.ReplaceAllString(message, "which one: $1?")
	case unknownFlag.MatchString(message):
		message = unknownFlag.ReplaceAllString(message, `unknown flag "$1"$2`)
	}
	return &failure{code: exitUsage, err: fmt.Errorf("%s\n  Read on: %s --help", printableLine(message), command)}
}

// printableLine keeps what a user typed from moving the cursor.
func printableLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '\u25A1'
		}
		return r
	}, s)
}
