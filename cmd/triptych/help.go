package main

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/triptych-docs/triptych/model/pattern"
)

// shortHelp is what triptych says when it is asked nothing.
const shortHelp = `triptych makes documents, runbooks and scripts from one model of a procedure.

  One customer's runbook, with the script, in a folder to send; it asks for
  what it needs:
    triptych runbook

  The same from a profile, which is what is known of the customer:
    triptych runbook --profile acme.yaml -o acme/

  The documents for everyone:
    triptych docs -o public/

Everything else: triptych --help. About one command: triptych help COMMAND.
`

// Examples of what most people come for.
func (commands) Examples() string {
	return `triptych runbook --profile acme.yaml -o acme/
triptych docs -o public/
triptych check --content content/
triptych help runbook
`
}

// parser makes the parser of a command line. Where the line begins with the name
// of a command, it knows that command and no other: to lay out what all of them
// take, their help included, would cost more than most of what "version" does.
// It answers as the parser of all commands does, which is made from no arguments.
func (p *program) parser(c *commands, args ...string) (*kong.Kong, error) {
	if len(args) > 0 {
		if one, ok := c.one(args[0]); ok {
			return p.parserOf(&c.globals, one)
		}
	}
	return p.parserOf(c)
}

// one is a command by its name, as an addition to the flags of every command.
func (c *commands) one(name string) (kong.Option, bool) {
	all := reflect.ValueOf(c).Elem()
	field, ok := all.Type().FieldByNameFunc(func(field string) bool { return strings.ToLower(field) == name })
	if _, command := field.Tag.Lookup("cmd"); !ok || !command {
		return nil, false
	}
	return kong.DynamicCommand(name, field.Tag.Get("help"), "", all.FieldByIndex(field.Index).Addr().Interface()), true
}

// parserOf makes the parser of a grammar.
func (p *program) parserOf(grammar any, more ...kong.Option) (*kong.Kong, error) {
	parser, err := kong.New(grammar, append(more,
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
	)...)
	if err != nil {
		return nil, fmt.Errorf("read the command line: %w", err)
	}
	parser.Model.HelpFlag.Help = "Say how it is used, with examples."
	return parser, nil
}

// helpWithExamples prints the examples of a command before its flags, and for
// the program as a whole the exit codes behind them.
func helpWithExamples(options kong.HelpOptions, ctx *kong.Context) error {
	node := ctx.Selected()
	if node == nil {
		node = ctx.Model.Node
	}
	fmt.Fprintf(ctx.Stdout, "Examples:\n%s\n", indent(examplesOf(node)))
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	if node != ctx.Model.Node {
		return nil
	}
	fmt.Fprintf(ctx.Stdout, "\nExit codes:\n")
	for _, e := range exitCodes {
		fmt.Fprintf(ctx.Stdout, "  %3d  %s\n", e.code, e.means)
	}
	return nil
}

// examplesOf are the examples of a command, a line for each; a line that ends in
// a backslash goes on in the next.
func examplesOf(node *kong.Node) string {
	return node.Target.Addr().Interface().(interface{ Examples() string }).Examples()
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
	unexpectedArgument = pattern.New(`^unexpected argument (\S+?)(,|$)`)
	expectedOneOf      = pattern.New(`^expected one of (.*)$`)
	unknownFlag        = pattern.New(`^unknown flag (\S+?)(,|$)`)
	versionFlag        = pattern.New(`^unknown flag (--version)$`)
)

// rewritten says a fault of the command line in our own words, and where to
// read on.
func rewritten(err error) error {
	var parse *kong.ParseError
	var known *failure
	if errors.As(err, &known) {
		return known // of the configuration, which the parser asks for
	}
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
	case unexpectedArgument().MatchString(message) && top:
		message = unexpectedArgument().ReplaceAllString(message, `unknown command "$1"$2`)
	case unexpectedArgument().MatchString(message):
		message = unexpectedArgument().ReplaceAllString(message, `"$1" is one argument too many$2`)
	case expectedOneOf().MatchString(message):
		message = expectedOneOf().ReplaceAllString(message, "which one: $1?")
	case versionFlag().MatchString(message):
		message = versionFlag().ReplaceAllString(message, `unknown flag "$1", did you mean "triptych version"?`)
	case unknownFlag().MatchString(message):
		message = unknownFlag().ReplaceAllString(message, `unknown flag "$1"$2`)
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
