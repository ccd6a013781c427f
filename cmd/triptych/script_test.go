package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/triptych-docs/triptych/model/golden"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"triptych": main})
}

// TestScripts runs the sessions of testdata/script: what a user types, and what
// must and must not come of it. In them $PROFILES and $VENDOR are folders of this
// project, a copy of testdata/world is there, today is 2026-12-05, and "exits N COMMAND" asserts
// an exit code.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(root, "testdata", "script"),
		UpdateScripts:       golden.Updating(t),
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("PROFILES", filepath.Join(root, "testdata", "profiles"))
			env.Setenv("VENDOR", filepath.Join(root, "testdata", "vendor"))
			env.Setenv("SOURCE_DATE_EPOCH", "1796428800")
			env.Setenv("TERM", "dumb")
			// No configuration above the sessions is looked for.
			if err := os.MkdirAll(filepath.Join(env.WorkDir, "..", ".git"), 0o777); err != nil {
				return err
			}
			return os.CopyFS(filepath.Join(env.WorkDir, "world"), os.DirFS(filepath.Join(root, "testdata", "world")))
		},
		Condition: missing,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":    exits,
			"control":  control,
			"terminal": terminal,
		},
	})
}

// exits runs a command that has to end with an exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARGUMENT...]")
	}
	want, err := strconv.Atoi(args[0])
	if err != nil {
		ts.Fatalf("exits: %v", err)
	}
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("exits: %v", err)
	}
	if got != want {
		ts.Fatalf("%s ended with %d, not with %d", args[1], got, want)
	}
}

// missing is the condition "missing:PROGRAM", for sessions that take a program
// which not every machine has: they are skipped without it. Where CI is set that
// is a failure: a session that nobody runs proves nothing.
func missing(condition string) (bool, error) {
	program, ok := strings.CutPrefix(condition, "missing:")
	if !ok {
		return false, fmt.Errorf("unknown condition %q", condition)
	}
	_, err := exec.LookPath(program)
	if err != nil && os.Getenv("CI") != "" {
		return false, fmt.Errorf("there is no %s here; \"make test\" installs it", program)
	}
	return err != nil, nil
}

// control replaces names of characters in a file, such as {U+202E}, by the
// characters: they cannot stand in a script that people read. {10000*x} is that
// many.
func control(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: control FILE")
	}
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	ts.Check(os.WriteFile(path, withCharacters(data), 0o666))
}
