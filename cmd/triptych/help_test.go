package main

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/alecthomas/kong"

	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/pattern"
)

// everyNode is the program and every command, with those that only have others
// below them.
func everyNode(t *testing.T) []*kong.Node {
	t.Helper()
	var c commands
	p := &program{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, env: unconfigured}
	parser, err := p.parser(&c)
	if err != nil {
		t.Fatal(err)
	}
	var nodes []*kong.Node
	var add func(n *kong.Node)
	add = func(n *kong.Node) {
		nodes = append(nodes, n)
		for _, child := range n.Children {
			add(child)
		}
	}
	add(parser.Model.Node)
	return nodes
}

// TestHelp walks the help of every command: examples come first, no line is
// wider than a terminal, and every text is a sentence.
func TestHelp(t *testing.T) {
	for _, node := range everyNode(t) {
		var out, talk bytes.Buffer
		p := &program{stdin: &bytes.Buffer{}, stdout: &out, stderr: &talk, env: unconfigured}
		if code := run(append(strings.Fields(pathOf(node)), "--help"), p); code != 0 || talk.Len() > 0 {
			t.Errorf("%s --help ended with %d and said %s", node.FullPath(), code, &talk)
		}
		help := out.String()
		if !strings.HasPrefix(help, "Examples:\n  triptych") && !strings.HasPrefix(help, "Examples:\n  source") {
			t.Errorf("%s: the help does not begin with examples:\n%s", node.FullPath(), help)
		}
		if !strings.Contains(help, "\nUsage: "+node.FullPath()) {
			t.Errorf("%s: the help does not say how it is used:\n%s", node.FullPath(), help)
		}
		for line := range strings.Lines(help) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > columns {
				t.Errorf("%s: a line of %d characters: %s", node.FullPath(), n, line)
			}
		}
		if node.Type == kong.CommandNode && !strings.HasSuffix(node.Help, ".") {
			t.Errorf("%s: help %q is no sentence", node.FullPath(), node.Help)
		}
		for _, f := range node.Flags {
			if !strings.HasSuffix(f.Help, ".") {
				t.Errorf("%s --%s: help %q is no sentence", node.FullPath(), f.Name, f.Help)
			}
		}
	}
}

// TestExitCodesAreSaid: by the help of the program, each of them once.
func TestExitCodesAreSaid(t *testing.T) {
	var codes []int
	for _, e := range exitCodes {
		codes = append(codes, e.code)
	}
	if want := []int{exitDone, exitNo, exitUsage, exitMachine, exitContent, exitBug, exitInterrupted}; !slices.Equal(codes, want) {
		t.Errorf("said are %v, want %v", codes, want)
	}
}

// TestExamples: what help and the documents of this project tell people to type
// can be typed. Every command line is parsed, and the answers that it names are
// answers that the content has.
func TestExamples(t *testing.T) {
	known := vocabularyOf(fixture.Content(t))
	tried := map[string]bool{}
	try := func(where, line string) {
		for _, words := range commandsIn(t, where, line) {
			var c commands
			p := &program{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, env: unconfigured}
			parser, err := p.parser(&c)
			if err != nil {
				t.Fatal(err)
			}
			parser.Exit = func(int) { panic(done{}) }
			if len(words) > 0 && words[0] == "help" {
				words = append(words[1:], "--help")
			}
			helped := slices.Contains(words, "--help")
			if _, err := parse(parser, words, &helped); err != nil {
				t.Errorf("%s: %s\n  %v", where, line, err)
			}
			for i, word := range words {
				for _, flag := range []string{"--set", "--procedure", "--publication"} {
					if word == flag && !answered(known.values[flag], words[i+1]) {
						t.Errorf("%s: %s\n  no content has %s %s", where, line, flag, words[i+1])
					}
				}
			}
			if len(words) > 0 {
				tried[words[0]] = true
			}
		}
	}
	for _, node := range everyNode(t) {
		for _, line := range joined(examplesOf(node)) {
			try(node.FullPath()+" --help", line)
		}
	}
	for _, file := range []string{"README.md", "content/README.md", "CONTRIBUTING.md"} {
		text, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range fences().FindAllStringSubmatch(string(text), -1) {
			for _, line := range joined(block[1]) {
				try(file, line)
			}
		}
	}
	for _, node := range everyNode(t)[0].Children {
		if !tried[node.Name] {
			t.Errorf("no example shows %s", node.Name)
		}
	}
}

var fences = pattern.New("(?ms)^```[a-z]+\n(.*?)^```$")

// answered tells whether a value is known: one of a list counts for all.
func answered(known []string, value string) bool {
	value, _, _ = strings.Cut(value, ",")
	return slices.Contains(known, value)
}

// joined are the lines of a text, with those put together that a backslash
// breaks.
func joined(text string) []string {
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\\\n", " "), "\n"), "\n")
}

// commandsIn are the words behind "triptych" of each command line in a line,
// up to what belongs to the shell: a pipe, a redirection, a bracket.
func commandsIn(t *testing.T, where, line string) [][]string {
	t.Helper()
	var all [][]string
	for _, start := range regexp.MustCompile(`(^|[\s('])(triptych|go run \./cmd/triptych) `).FindAllStringIndex(line, -1) {
		var words []string
		var word strings.Builder
		quote, inWord := rune(0), false
		end := func() {
			if inWord {
				words = append(words, word.String())
				word.Reset()
			}
			inWord = false
		}
	scan:
		for _, r := range line[start[1]:] {
			switch {
			case quote != 0 && r == quote:
				quote = 0
			case quote != 0:
				word.WriteRune(r)
			case r == '\'' && strings.HasPrefix(line[start[0]:], "'"): // the line stands in quotes
				break scan
			case r == '\'' || r == '"':
				quote, inWord = r, true
			case r == ' ':
				end()
			case strings.ContainsRune("|<>)&#;", r):
				break scan
			default:
				word.WriteRune(r)
				inWord = true
			}
		}
		end()
		if i := slices.Index(words, ":::"); i >= 0 { // what parallel puts in
			words = words[:i]
		}
		if quote != 0 {
			t.Errorf("%s: %s\n  a quote does not end", where, line)
		}
		all = append(all, words)
	}
	return all
}
