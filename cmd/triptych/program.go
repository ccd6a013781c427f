package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"time"

	"github.com/alecthomas/kong"
)

// A program is what a command works with: the streams, the environment and the
// flags that all commands have.
type program struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	env    func(string) string
	// environ is the whole environment, as NAME=VALUE, and settings the folder that
	// the system has for a user's; nil in tests, which see nothing of whose machine
	// they run on.
	environ  func() []string
	settings func() (string, error)
	ctx      context.Context
	typed    []string // the command line
	globals
	configuration *configuration
}

// globals are the flags of every command.
type globals struct {
	Content  string `short:"C" aliases:"model" placeholder:"DIR" help:"Content to use instead of what is in the program." group:"all" config:"content,path"`
	Config   string `placeholder:"FILE" help:"Configuration to read instead of the triptych.yaml of this folder or of one above it." group:"all"`
	NoConfig bool   `help:"Read no configuration: no file and no variable." group:"all"`
	Quiet    bool   `short:"q" help:"Say less." group:"all"`
	Verbose  bool   `short:"v" help:"Say more." group:"all"`
	Color    string `enum:"auto,always,never" default:"auto" help:"Colors: auto, always or never." group:"all"`
	NoInput  bool   `help:"Never ask anything." group:"all"`
}

// commands is the command line.
type commands struct {
	globals

	Runbook    runbookCommand    `cmd:"" help:"Make one customer's runbook, or everything to send."`
	Script     scriptCommand     `cmd:"" help:"Make the PowerShell script, for one customer or for everyone."`
	Docs       docsCommand       `cmd:"" help:"Make the documents that are published."`
	Site       siteCommand       `cmd:"" help:"Make the static site: every procedure, for everyone and for each variant."`
	Serve      serveCommand      `cmd:"" help:"Show the site on this machine while you write."`
	Bulk       bulkCommand       `cmd:"" help:"Make the runbooks of a list of customers."`
	Check      checkCommand      `cmd:"" help:"Read all content and report every fault."`
	Audit      auditCommand      `cmd:"" help:"Say where documents written by hand disagree with the model."`
	Init       initCommand       `cmd:"" help:"Write a folder of content to start a new vendor with."`
	List       listCommand       `cmd:"" help:"List what there is: facets, variants, steps, settings, decisions."`
	Impact     impactCommand     `cmd:"" help:"Say what a change of the content does: which readers, outputs and customers get something else."`
	Explain    explainCommand    `cmd:"" help:"Say why a step or a value is in a variant, and where it comes from."`
	Golden     goldenCommand     `cmd:"" help:"Compare the outputs that are kept for review, or write them again."`
	Profile    profileCommand    `cmd:"" help:"Write a profile, or check one."`
	Schema     schemaCommand     `cmd:"" help:"Print the JSON Schema of profiles, of content or of a configuration."`
	Completion completionCommand `cmd:"" help:"Print the completion script of a shell."`
	Man        manCommand        `cmd:"" help:"Print the manual page."`
	Version    versionCommand    `cmd:"" help:"Print the version and the hash of the content."`
}

// run runs one command line and returns its exit code.
func run(args []string, p *program) (exit int) {
	defer func() {
		if broken := recover(); broken != nil {
			exit = p.bug(broken, debug.Stack())
		}
	}()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	p.ctx, p.typed = ctx, args
	err := p.command(args)
	if err != nil {
		p.report(err)
	}
	return code(err)
}

// command parses the command line and runs what it names.
func (p *program) command(args []string) error {
	if len(args) == 0 {
		fmt.Fprint(p.stdout, shortHelp)
		return nil
	}
	if args[0] == "help" {
		args = append(args[1:len(args):len(args)], "--help")
	}
	var c commands
	parser, err := p.parser(&c, args...)
	if err != nil {
		return err
	}
	helped := false
	parser.Exit = func(int) { helped = true; panic(done{}) }
	p.configuration = newConfiguration(p)
	if err := kong.Resolvers(p.configuration).Apply(parser); err != nil {
		return fmt.Errorf("read the command line: %w", err)
	}
	parsed, err := parse(parser, args, &helped)
	if err != nil || helped {
		return rewritten(err)
	}
	p.globals = c.globals
	for _, said := range p.configuration.strangers {
		p.say("%s", said)
	}
	return p.interruptible(func() error { return parsed.Run(p) })
}

// done ends parsing after --help.
type done struct{}

// parse parses the command line. Help ends it by a panic, because the parser
// goes on after it otherwise.
func parse(parser *kong.Kong, args []string, helped *bool) (parsed *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(done); !ok || !*helped {
				panic(r)
			}
		}
	}()
	return parser.Parse(args)
}

// interruptible runs a command until it ends or the user stops it. A command
// that writes ends by itself and cleans up; one that waits for an answer does
// not, and is left behind.
func (p *program) interruptible(command func() error) error {
	type result struct {
		err    error
		broken any
		stack  []byte
	}
	results := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if r.broken = recover(); r.broken != nil {
				r.stack = debug.Stack()
			}
			results <- r
		}()
		r.err = command()
	}()
	finish := func(r result) error {
		if r.broken != nil {
			return &failure{code: p.bug(r.broken, r.stack), err: errSaid}
		}
		return r.err
	}
	select {
	case r := <-results:
		return finish(r)
	case <-p.ctx.Done():
	}
	select {
	case r := <-results:
		return errors.Join(context.Canceled, r.err)
	case <-time.After(patience):
		return context.Canceled
	}
}

// patience is how long a command that was stopped may take to clean up.
const patience = 2 * time.Second

// bug tells of a mistake of triptych's own.
func (p *program) bug(broken any, stack []byte) int {
	fmt.Fprintf(p.stderr, "triptych: internal error: %v\n", broken)
	fmt.Fprintf(p.stderr, "  This is a mistake in triptych, not in what you gave it. Please report it with the output of\n  \"triptych version\" and of the same command with -v.\n")
	if p.Verbose {
		fmt.Fprintf(p.stderr, "%s", stack)
	}
	return exitBug
}

// say talks to the user, on standard error and not when asked to be quiet.
func (p *program) say(format string, args ...any) {
	if !p.Quiet {
		fmt.Fprintf(p.stderr, format+"\n", args...)
	}
}

// isTerminal tells whether a stream is a terminal and not a file, a pipe or the
// null device.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && isConsole(f)
}

// colored tells whether standard output may have colors.
func (p *program) colored() bool { return p.decorated(p.stdout) }

// decorated tells whether a stream may have more than plain text. Where a
// terminal does not say what it can do, as old consoles do not, it has none.
func (p *program) decorated(stream any) bool {
	switch {
	case p.Color == "always":
		return true
	case p.Color == "never" || p.env("NO_COLOR") != "" || p.env("TERM") == "dumb":
		return false
	case p.env("FORCE_COLOR") != "":
		return true
	}
	return isTerminal(stream) && (p.env("TERM") != "" || p.env("WT_SESSION") != "")
}
