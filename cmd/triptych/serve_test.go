package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/site"
	"github.com/triptych-docs/triptych/site/serve"
)

// A desk is a copy of some content, and a preview of it.
type desk struct {
	content string
	address string // of the preview, with a slash at its end
}

// newDesk shows a copy of some content until the test ends.
func newDesk(t testing.TB, content fs.FS) desk {
	t.Helper()
	d := desk{content: filepath.Join(t.TempDir(), "content")}
	if err := os.CopyFS(d.content, content); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	p := &program{stdout: io.Discard, stderr: io.Discard, ctx: ctx, globals: globals{Content: d.content, Quiet: true}}
	server := &serve.Server{Make: newEditions(p).make}
	if err := server.Refresh(); err != nil {
		t.Fatal(err)
	}
	l, err := serve.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d.address = "http://" + l.Addr().String() + "/"
	var work sync.WaitGroup
	var serving, watching error
	work.Go(func() { serving = server.Serve(ctx, l) })
	work.Go(func() { watching = server.Watch(ctx, d.content, func(error) {}) })
	t.Cleanup(func() {
		stop()
		work.Wait()
		if err := errors.Join(serving, watching); err != nil {
			t.Error(err)
		}
	})
	return d
}

// get is a page. The error says why the answer is broken.
func (d desk) get(page string) ([]byte, error) {
	answer, err := http.Get(d.address + page)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body) // fails where the answer is cut off
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", answer.Status, body)
	}
	return body, err
}

// A draft is a file of the content with a mark in it that each edit counts up.
type draft struct {
	file string
	text []byte
}

// mark is what stands where an edit is.
func mark(edit int) string { return fmt.Sprintf("Edit %d edit.", edit) }

var marked = pattern.New(`Edit (\d+) edit\.`)

// draft puts a mark behind each of some texts of a file.
func (d desk) draft(t testing.TB, file string, texts ...string) draft {
	t.Helper()
	w := draft{file: filepath.Join(d.content, filepath.FromSlash(file))}
	var err error
	if w.text, err = os.ReadFile(w.file); err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		if n := bytes.Count(w.text, []byte(text)); n != 1 {
			t.Fatalf("%q stands in %s %d times", text, file, n)
		}
		w.text = bytes.Replace(w.text, []byte(text), []byte(text+" MARK"), 1)
	}
	return w
}

func (w draft) with(edit int) []byte {
	return bytes.ReplaceAll(w.text, []byte("MARK"), []byte(mark(edit)))
}

// save writes an edit as many editors do: beside the file, and then over it.
func (w draft) save(edit int) error {
	beside := filepath.Join(filepath.Dir(w.file), ".beside")
	return errors.Join(os.WriteFile(beside, w.with(edit), 0o666), os.Rename(beside, w.file))
}

// overwrite writes an edit as the others do: they cut the file off and fill it.
func (w draft) overwrite(edit int) error { return os.WriteFile(w.file, w.with(edit), 0o666) }

// TestNoBrokenAnswer saves and saves while readers read: each answer is a whole
// page of one edition, no reader sees an older one after a newer, and in the end
// all see the last. TRIPTYCH_SAVES sets how often, and has files cut off as well.
func TestNoBrokenAnswer(t *testing.T) {
	saves, ways := 40, 1
	if more := os.Getenv("TRIPTYCH_SAVES"); more != "" {
		var err error
		if saves, err = strconv.Atoi(more); err != nil {
			t.Fatal(err)
		}
		ways = 2
	}
	d := newDesk(t, os.DirFS("../../testdata/world"))
	w := d.draft(t, "lantern-copies/sections.yaml", "- One rule makes the copies.", "- With a gateway, a beam carries them.")
	if err := w.save(0); err != nil {
		t.Fatal(err)
	}
	var reading sync.WaitGroup
	answers := make([]int, 3)
	for i, page := range []string{"lantern-copies/index.html", "lantern-copies/index.md", "lantern-copies/v/outbound.old.north/index.html"} {
		reading.Go(func() {
			for last := -1; last < saves; answers[i]++ {
				body, err := d.get(page)
				if err != nil {
					t.Error(err)
					return
				}
				edit, err := editionOf(page, body)
				switch {
				case err != nil:
					t.Errorf("after edit %d: %v", last, err)
					return
				case edit < last:
					t.Errorf("%s: edit %d after edit %d", page, edit, last)
					return
				}
				last = edit
			}
		})
	}
	for edit := 1; edit <= saves; edit++ {
		save := w.save
		if edit%ways > 0 {
			save = w.overwrite
		}
		if err := save(edit); err != nil {
			t.Fatal(err)
		}
		// Some saves follow at once, some when the one before is shown.
		for edit%4 == 0 && !t.Failed() {
			body, err := d.get("lantern-copies/index.html")
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(body, []byte(mark(edit))) {
				break
			}
		}
	}
	reading.Wait()
	t.Logf("%d saves, %v answers", saves, answers)
}

// editionOf is the edit that a page shows, which it does twice; -1 before the first.
func editionOf(page string, body []byte) (int, error) {
	if strings.HasSuffix(page, ".html") && !bytes.HasSuffix(body, []byte("</html>\n")) {
		return 0, fmt.Errorf("%s ends with %.40q", page, body[max(0, len(body)-40):])
	}
	all := marked().FindAllSubmatch(body, -1)
	switch {
	case len(all) == 0:
		return -1, nil
	case len(all) != 2 || !bytes.Equal(all[0][1], all[1][1]):
		return 0, fmt.Errorf("%s is of several editions: %q", page, all)
	}
	return strconv.Atoi(string(all[0][1]))
}

// An editedPage is a page that shows an edit of some words of its procedure.
type editedPage struct{ page, words string }

// file is the file that has the words.
func (p editedPage) file() string {
	procedure, _, _ := strings.Cut(p.page, "/")
	return procedure + "/sections.yaml"
}

// served are the pages that benchmarks wait for.
var served = []editedPage{
	{"area1-journaling/index.html", "{term:product} receives a copy."},
	{"area1-journaling/v/outbound.purview.eu/index.html", "{term:product} receives a copy."},
	{"mimecast-journaling/index.html", "Mail reaches its recipients as always."},
}

// asMain has garbage collected as the program does.
func asMain(b *testing.B) {
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(memory)
	b.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
}

// BenchmarkServe is what a writer waits for: from a saved edit of the content until
// the page that shows it is there, beside a whole build in the same round. The
// bar is 10 ms.
func BenchmarkServe(b *testing.B) {
	asMain(b)
	for _, test := range served {
		b.Run(strings.TrimSuffix(test.page, "/index.html"), func(b *testing.B) {
			d := newDesk(b, os.DirFS("../../content"))
			w := d.draft(b, test.file(), test.words)
			live, err := http.Get(d.address + "-/live")
			if err != nil {
				b.Fatal(err)
			}
			defer live.Body.Close()
			told := bufio.NewScanner(live.Body)
			var served, built time.Duration
			edit := 0
			for b.Loop() {
				edit++
				start := time.Now()
				if err := w.overwrite(edit); err != nil {
					b.Fatal(err)
				}
				for shown := false; !shown; {
					if !told.Scan() {
						b.Fatal("the preview has ended")
					}
					if told.Text() == "" {
						continue
					}
					body, err := d.get(test.page)
					if err != nil {
						b.Fatal(err)
					}
					shown = bytes.Contains(body, []byte(mark(edit)))
				}
				served += time.Since(start)
				start = time.Now()
				if err := buildOnce(d.content); err != nil {
					b.Fatal(err)
				}
				built += time.Since(start)
				runtime.GC() // a preview has no build behind it
			}
			b.ReportMetric(float64(served.Microseconds())/1000/float64(b.N), "edit-ms")
			b.ReportMetric(float64(built.Microseconds())/1000/float64(b.N), "build-ms")
			b.ReportMetric(float64(served)/float64(built), "edit/build")
		})
	}
}

// buildOnce makes all files of the site, without its forms.
func buildOnce(content string) error {
	p := &program{globals: globals{Content: content}}
	project, err := p.project()
	if err != nil {
		return err
	}
	s, err := siteFrom(project, "")
	if err != nil {
		return err
	}
	_, err = site.Build(s)
	return err
}

// BenchmarkSite makes all files of the site, without its forms, from content that
// is a folder.
func BenchmarkSite(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := buildOnce("../../content"); err != nil {
			b.Fatal(err)
		}
	}
}
