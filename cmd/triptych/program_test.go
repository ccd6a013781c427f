package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/config"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
)

// unconfigured is the environment of a test: that of the machine, without what
// somebody configured on it.
func unconfigured(name string) string {
	if name == "XDG_CONFIG_HOME" || strings.HasPrefix(name, config.Prefix) && name != chromiumVariable {
		return ""
	}
	return os.Getenv(name)
}

// cleanEnvironment is the environment of a program that a test starts.
func cleanEnvironment() []string {
	return slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return unconfigured(name) == ""
	})
}

// TestExitCodes pins what each kind of error ends with.
func TestExitCodes(t *testing.T) {
	var faults = faultOfContent(oneFault(source.Pos{}, errors.New("x")))
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{no(), 1},
		{wrong("x"), 2},
		{&render.OccupiedError{}, 2},
		{&render.PlaceError{}, 2},
		{errors.New("x"), 3},
		{os.ErrPermission, 3},
		{faults, 4},
		{fmt.Errorf("x: %w", faults), 4},
		{faultOfPrinting(errors.New("x")), 4},
		{context.Canceled, 130},
		{errors.Join(context.Canceled, errors.New("x")), 130},
	} {
		if got := code(c.err); got != c.want {
			t.Errorf("%v ends with %d, want %d", c.err, got, c.want)
		}
	}
}

// TestBug: a mistake of triptych's own is told from all else.
func TestBug(t *testing.T) {
	var stderr bytes.Buffer
	p := &program{stdin: panicking{}, stdout: &bytes.Buffer{}, stderr: &stderr, env: unconfigured}
	if got := run([]string{"runbook", "--profile", "-"}, p); got != exitBug {
		t.Errorf("ended with %d", got)
	}
	if !strings.Contains(stderr.String(), "internal error: broken") || strings.Contains(stderr.String(), "goroutine") {
		t.Errorf("said %s", &stderr)
	}
	stderr.Reset()
	if run([]string{"runbook", "-v", "--profile", "-"}, p); !strings.Contains(stderr.String(), "goroutine") {
		t.Errorf("with -v: said %s", &stderr)
	}
}

type panicking struct{}

func (panicking) Read([]byte) (int, error) { panic("broken") }
