package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestOneCommand: the parser of one command helps and refuses as that of all
// commands does. A flag before the command makes the line one for the latter.
func TestOneCommand(t *testing.T) {
	said := func(args ...string) string {
		var c commands
		var out bytes.Buffer
		p := &program{stdout: &out, stderr: &out, env: unconfigured}
		parser, err := p.parser(&c, args...)
		if err != nil {
			t.Fatal(err)
		}
		helped := false
		parser.Exit = func(int) { helped = true; panic(done{}) }
		if _, err := parse(parser, args, &helped); err != nil && !helped {
			out.WriteString(rewritten(err).Error())
		}
		return out.String()
	}
	for _, node := range everyNode(t)[1:] {
		path := strings.Fields(pathOf(node))
		for _, more := range [][]string{{"--help"}, {"--nothing"}, {"--contents=x"}, {"--color=red"}, {"-o"}, {"a", "b", "c"}, {"--json", "--quite"}} {
			args := slices.Concat(path, more)
			if got, want := said(args...), said(append([]string{"--quiet"}, args...)...); got != want {
				t.Errorf("%s: alone it says\n%s\namong the others\n%s", args, got, want)
			}
		}
	}
}

// TestOneCommandIsAll: only a command is parsed by a grammar of its own, not a
// flag or what stands for several.
func TestOneCommandIsAll(t *testing.T) {
	for name, want := range map[string]bool{
		"version": true, "runbook": true, "profile": true,
		"Version": false, "globals": false, "content": false, "vers": false, "": false, "-q": false,
	} {
		var c commands
		if _, got := c.one(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}
