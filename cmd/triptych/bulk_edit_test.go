package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file that somebody changed by one byte, whose size and time are as before, is
// noticed, named and left alone; the others are the same.
func TestBulkNoticesAnEdit(t *testing.T) {
	list, out := killList(t, "J. Doe"), filepath.Join(t.TempDir(), "out")
	finish(t, list, out)
	clean := tree(t, out)
	file := filepath.Join(out, "c03", "runbook.md")
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(clean["c03/runbook.md"], "Customer 3", "Customer 4", 1)
	if err := errors.Join(os.WriteFile(file, []byte(edited), 0o666), os.Chtimes(file, info.ModTime(), info.ModTime())); err != nil {
		t.Fatal(err)
	}
	text, err := bulkProgram(list, out).CombinedOutput()
	if err == nil || !strings.Contains(string(text), "c03/runbook.md: runbook.md was changed since triptych wrote it") {
		t.Errorf("%v: %s", err, text)
	}
	clean["c03/runbook.md"] = edited
	for name, text := range tree(t, out) {
		if strings.Contains(name, "/") && text != clean[name] {
			t.Errorf("%s was changed", name)
		}
	}
}

// A customer one of whose files was changed by hand keeps all files as they are: a
// runbook of today beside a script of yesterday would be two different changes.
func TestBulkLeavesTheFolderOfAnEditWhole(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	finish(t, killList(t, "Old Owner"), out)
	last := filepath.Join(out, "c03", "tests", "Set-Area1Journaling.Tests.ps1")
	if err := os.WriteFile(last, []byte("# mine\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	was := tree(t, out)
	// Another region for everybody: no file stays as it is.
	run := bulkProgram(killList(t, "J. Doe"), out)
	run.Args = append(run.Args, "--set", "regions=india")
	text, err := run.CombinedOutput()
	if err == nil || !strings.Contains(string(text), "tests/Set-Area1Journaling.Tests.ps1 was changed") {
		t.Errorf("%v: %s", err, text)
	}
	for name, text := range tree(t, out) {
		if strings.HasPrefix(name, "c03/") && text != was[name] {
			t.Errorf("%s was changed", name)
		}
		if name == "c02/profile.yaml" && text == was[name] {
			t.Errorf("%s was not changed", name)
		}
	}
}
