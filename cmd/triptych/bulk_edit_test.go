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
