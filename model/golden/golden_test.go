package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A recorder is a test that notes its failures.
type recorder struct {
	testing.TB
	said []string
}

func (r *recorder) Helper()             {}
func (r *recorder) Logf(string, ...any) {}
func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}
func (r *recorder) Fatal(args ...any)                 { panic(fmt.Sprint(args...)) }
func (r *recorder) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

// run runs a check and returns what it says.
func run(check func(t testing.TB)) (said string) {
	r := &recorder{}
	defer func() {
		if fatal := recover(); fatal != nil {
			said = fmt.Sprint(fatal)
		}
	}()
	check(r)
	return strings.Join(r.said, "\n")
}

// updating sets -update for the rest of a test.
func updating(t *testing.T, on bool) {
	was := *update
	*update = on
	t.Cleanup(func() { *update = was })
}

func TestCheck(t *testing.T) {
	t.Setenv("CI", "")
	updating(t, false)
	dir := t.TempDir()
	path := filepath.Join(dir, "sub", "a.md")
	check := func(t testing.TB) { Check(t, path, []byte("one\n")) }
	if said := run(check); !strings.Contains(said, "does not exist yet") {
		t.Errorf("missing: %q", said)
	}
	*update = true
	if said := run(check); said != "" {
		t.Errorf("updating: %q", said)
	}
	*update = false
	if said := run(check); said != "" {
		t.Errorf("the same: %q", said)
	}
	if said := run(func(t testing.TB) { Check(t, path, []byte("two\n")) }); !strings.Contains(said, "-one\n+two\n") {
		t.Errorf("different: %q", said)
	}
}

func TestOnly(t *testing.T) {
	t.Setenv("CI", "")
	updating(t, false)
	dir := t.TempDir()
	stale := filepath.Join(dir, "stale.md")
	for _, name := range []string{"kept.md", "stale.md"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	only := func(t testing.TB) { Only(t, dir, []string{"kept.md"}) }
	if said := run(only); !strings.Contains(said, "stale.md is the golden of no test") || strings.Contains(said, "kept.md") {
		t.Errorf("said %q", said)
	}
	*update = true
	if said := run(only); said != "" {
		t.Errorf("updating: %q", said)
	}
	if _, err := os.Stat(stale); err == nil {
		t.Error("the stale golden is still there")
	}
}

func TestRefusedInCI(t *testing.T) {
	t.Setenv("CI", "true")
	updating(t, true)
	path := filepath.Join(t.TempDir(), "a.md")
	if said := run(func(t testing.TB) { Check(t, path, nil) }); !strings.Contains(said, "refused where CI is set") {
		t.Errorf("said %q", said)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the golden was written")
	}
}
