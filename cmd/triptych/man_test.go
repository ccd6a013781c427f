package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestManual pins how a page is written, with a small command line in which
// every character is that means something to troff.
func TestManual(t *testing.T) {
	var small struct {
		Loud bool     `short:"l" help:"'Quoted' at the start, and \\fB in it."`
		Make makeTest `cmd:"" help:".SH is no macro here - nor is ~ or ^ or a back\\slash."`
	}
	parser, err := kong.New(&small, kong.Name("small"), kong.Description("A command line of a test."))
	if err != nil {
		t.Fatal(err)
	}
	m := &manual{}
	m.below(parser.Model.Node)
	m.flags(parser.Model.Node)
	m.macro("B", `a "version"`)
	if got := m.b.String(); got != manualWant {
		t.Errorf("got\n%s\nwant\n%s", got, manualWant)
	}
}

const manualWant = `.SS "small make"
\&.SH is no macro here \- nor is \(ti or \(ha or a back\eslash.
.TP
.I "file"
File to make.
.TP
\fB\-\-size\fR=\fIN\fR
How large.
.PP
.EX
    small make a\eb \-\- \(aqx y\(aq ` + "\\(gaz\\(ga" + `
    .not a macro
.EE
.TP
\fB\-h\fR, \fB\-\-help\fR
Show context\-sensitive help.
.TP
\fB\-l\fR, \fB\-\-loud\fR
\(aqQuoted\(aq at the start, and \efB in it.
.B "a \(dqversion\(dq"
`

type makeTest struct {
	File string `arg:"" help:"File to make."`
	Size int    `placeholder:"N" help:"How large."`
}

func (makeTest) Examples() string { return "small make a\\b -- 'x y' `z`\n.not a macro\n" }

// TestManualIsSound: mandoc finds nothing to say against the page, and reads in
// it what the help says: every command, flag, text and example.
func TestManualIsSound(t *testing.T) {
	if _, err := exec.LookPath("mandoc"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("mandoc is missing: install it, as \"make test\" does")
		}
		t.Skip("mandoc is missing: install it to read the manual page back")
	}
	var page bytes.Buffer
	p := &program{stdin: &bytes.Buffer{}, stdout: &page, stderr: &bytes.Buffer{}, env: unconfigured}
	if code := run([]string{"man", "--date", "2026-01-01"}, p); code != 0 {
		t.Fatalf("ended with %d", code)
	}
	mandoc := func(args ...string) string {
		command := exec.Command("mandoc", args...)
		command.Stdin = bytes.NewReader(page.Bytes())
		out, err := command.CombinedOutput()
		if err != nil {
			t.Errorf("mandoc: %v\n%s", err, out)
		}
		return string(out)
	}
	if out := mandoc("-Tlint", "-Wall"); out != "" {
		t.Errorf("mandoc says:\n%s", out)
	}
	read := mandoc("-Tascii", "-O", "width=200")
	for strings.Contains(read, "\b") { // a letter over itself is bold, over a line italic
		i := strings.Index(read, "\b")
		read = read[:i-1] + read[i+1:]
	}
	words := strings.Join(strings.Fields(read), " ")
	for _, node := range everyNode(t) {
		texts := []string{node.Help[1:]} // the name of the program goes on with a small letter
		for _, f := range node.Flags {
			texts = append(texts, "--"+f.Name, f.Help)
		}
		for _, a := range node.Positional {
			texts = append(texts, a.Help)
		}
		if len(node.Children) == 0 || node.Parent == nil {
			for line := range strings.Lines(examplesOf(node)) {
				texts = append(texts, strings.TrimSuffix(line, "\n"))
			}
		}
		for _, text := range texts {
			if want := strings.Join(strings.Fields(strings.ReplaceAll(text, "\u2026", "...")), " "); !strings.Contains(words, strings.TrimSuffix(want, ".")) {
				t.Errorf("%s: the page does not say %q", node.FullPath(), want)
			}
		}
	}
	for _, e := range exitCodes {
		if !strings.Contains(words, e.means[1:]) {
			t.Errorf("the page does not say %q", e.means)
		}
	}
}
