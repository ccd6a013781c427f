package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/pdf"
)

// poppler is a program that reads PDFs and shares no code with the printer.
func poppler(t *testing.T, name string) string {
	t.Helper()
	found, err := exec.LookPath(name)
	if err == nil {
		return found
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is missing: install poppler-utils, as \"make test\" does", name)
	}
	t.Skipf("%s is missing: install poppler-utils to read PDFs back", name)
	return ""
}

// read is what a PDF says, its pages divided by form feeds.
func read(t *testing.T, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(poppler(t, "pdftotext"), "-raw", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// A PDF says every value of its runbook in one piece, whatever the profile, and
// each page says which one it is.
func TestPDFSaysEveryValueUnbroken(t *testing.T) {
	poppler(t, "pdftotext")
	project := fixture.Content(t)
	values := 0
	for _, path := range profileFiles(t) {
		bound := bindFile(t, project, path)
		compiled, runbook := runbookOf(t, project, bound)
		files, err := runbook.Fill(customerOf(goldenModel, bound), render.PDF)
		if strings.HasSuffix(path, "quotes.json") {
			var missing *pdf.MissingError
			if !errors.As(err, &missing) {
				t.Errorf("%s: characters that the fonts do not have: error %v", path, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if !bytes.HasPrefix(files[0].Data, []byte("%PDF-")) || files[0].Name != "runbook.pdf" {
			t.Errorf("%s: %s is no PDF", path, files[0].Name)
		}
		text := read(t, files[0].Data)
		pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
		if len(pages) < 10 {
			t.Errorf("%s: %d pages", path, len(pages))
		}
		for i, p := range pages {
			if foot := fmt.Sprintf("%d / %d", i+1, len(pages)); !strings.Contains(p, foot) || !strings.Contains(p, "TRP-") {
				t.Errorf("%s: page %d has no foot %q", path, i+1, foot)
			}
		}
		for _, o := range compiled.Objects {
			for _, s := range o.Settings {
				if s.Short == "" {
					continue
				}
				for _, want := range valueTexts(s.Value) {
					v := want.Fill(bound.Values)
					values++
					if !strings.Contains(text, v) {
						t.Errorf("%s: the PDF does not say %s, %q, in one piece", path, s.ID, v)
					}
				}
			}
		}
	}
	if values < 60 {
		t.Errorf("only %d values were looked for", values)
	}
}

// valueTexts are the texts of a value.
func valueTexts(v plan.Value) []plan.Text {
	switch v := v.(type) {
	case plan.One:
		return []plan.Text{v.Text}
	case plan.Many:
		return v.Texts
	}
	return nil
}

// A long address and one of the widest letters keep one piece.
func TestPDFKeepsLongValues(t *testing.T) {
	poppler(t, "pdftotext")
	project := fixture.Content(t)
	raw, err := os.ReadFile(filepath.Join(profiles, "classic.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{
		strings.Repeat("w", 60) + "@" + strings.Repeat("m", 40) + ".example",
		strings.Repeat("a.", 30) + "b@mail.northwind.example",
	} {
		text := bytes.Replace(raw, []byte("journal-ndr@northwind.example"), []byte(address), 1)
		bound := bindText(t, project, "long.yaml", text)
		_, runbook := runbookOf(t, project, bound)
		files, err := runbook.Fill(customerOf(goldenModel, bound), render.PDF)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(read(t, files[0].Data), address) {
			t.Errorf("the PDF breaks %q", address)
		}
	}
}

// The PDF of an installed Chromium says the values too, and the same page gives
// the same bytes.
func TestPDFByChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes seconds; the whole tests run it")
	}
	poppler(t, "pdftotext")
	profile := filepath.Join(profiles, "direct.yaml")
	var all [][]byte
	for i := range 2 {
		target := filepath.Join(t.TempDir(), fmt.Sprintf("%d.pdf", i))
		var stderr bytes.Buffer
		p := &program{stdin: strings.NewReader(""), stdout: &bytes.Buffer{}, stderr: &stderr, env: unconfigured}
		code := run([]string{"runbook", "--profile", profile, "--pdf-engine", "chromium", "--date", "2026-11-22", "-o", target}, p)
		if code == exitMachine && strings.Contains(stderr.String(), "no Chromium here") && os.Getenv("CI") == "" {
			t.Skip("there is no Chromium here")
		}
		if code != exitDone {
			t.Fatalf("exit %d: %s", code, stderr.String())
		}
		data, err := os.ReadFile(target)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data)
	}
	if !bytes.Equal(all[0], all[1]) {
		t.Error("two runs differ")
	}
	if text := read(t, all[0]); !strings.Contains(text, "bounces@tailspin.example") {
		t.Error("the PDF does not say the address for undeliverable reports")
	}
}
