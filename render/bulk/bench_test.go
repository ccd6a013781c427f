package bulk_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/bulk"
)

// a stopwatch adds up times.
type stopwatch time.Duration

func (s *stopwatch) time(do func()) {
	start := time.Now()
	do()
	*s += stopwatch(time.Since(start))
}

func (s stopwatch) over(o stopwatch) float64 { return float64(s) / float64(o) }

// made are the bundles of some customers.
func made(b *testing.B) (ids []string, files map[string][]render.File) {
	b.Helper()
	maker := bulk.NewMaker([]render.Format{render.Markdown, render.HTML, render.PowerShell}, true, nil)
	files = map[string][]render.File{}
	for _, j := range jobs(b, func(example string) string { return example }) {
		all, err := maker.Make(&render.Buffer{}, j)
		if err != nil {
			b.Fatal(err)
		}
		ids, files[j.ID] = append(ids, j.ID), all
	}
	return ids, files
}

// BenchmarkArchives compares archives of the same bundles, which are printed
// before: tar.gz and zip with a tar that goes through the standard library's gzip
// at its quickest.
func BenchmarkArchives(b *testing.B) {
	ids, files := made(b)
	write := func(out io.Writer, form bulk.ArchiveForm) {
		target, err := bulk.NewArchive(out, form)
		if err != nil {
			b.Fatal(err)
		}
		for _, id := range ids {
			taken, err := target.Take(id, files[id], nil)
			if err == nil {
				err = target.Add(taken)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		if err := target.Finish(nil); err != nil {
			b.Fatal(err)
		}
	}
	write(io.Discard, bulk.TarGzip) // what is the same for all is compressed once
	var tar, tgz, zip, piped stopwatch
	for b.Loop() {
		tar.time(func() { write(io.Discard, bulk.PlainTar) })
		tgz.time(func() { write(io.Discard, bulk.TarGzip) })
		zip.time(func() { write(io.Discard, bulk.Zip) })
		piped.time(func() {
			z, err := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
			if err != nil {
				b.Fatal(err)
			}
			write(z, bulk.PlainTar)
			if err := z.Close(); err != nil {
				b.Fatal(err)
			}
		})
	}
	b.ReportMetric(tar.over(piped), "tar/gzip-1")
	b.ReportMetric(tgz.over(piped), "tar.gz/gzip-1")
	b.ReportMetric(zip.over(piped), "zip/gzip-1")
}

// BenchmarkTree compares a tree of the same bundles, new and made again, with
// writing the same files in a loop and with copying them in one.
func BenchmarkTree(b *testing.B) {
	ids, files := made(b)
	var fresh, again, created, copied stopwatch
	write := func(folder string, data func(id string, f render.File) []byte) {
		for _, id := range ids {
			if err := os.MkdirAll(filepath.Join(folder, id, "tests"), 0o777); err != nil {
				b.Fatal(err)
			}
			for _, f := range files[id] {
				if err := os.WriteFile(filepath.Join(folder, id, filepath.FromSlash(f.Name)), data(id, f), 0o666); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	temp := b.TempDir()
	for n := 0; b.Loop(); n++ {
		folder := filepath.Join(temp, strconv.Itoa(n))
		tree := openTree(b, folder)
		fresh.time(func() {
			for _, id := range ids {
				if _, err := tree.Take(id, files[id], nil); err != nil {
					b.Fatal(err)
				}
			}
		})
		var records []*bulk.Record
		for _, id := range ids {
			records = append(records, bulk.NewRecord(id, "", files[id]))
		}
		again.time(func() {
			for _, r := range records {
				if !tree.Holds(r) {
					b.Fatalf("%s is not as it was written", r.ID)
				}
			}
		})
		if err := tree.Abandon(); err != nil {
			b.Fatal(err)
		}
		created.time(func() { write(folder+".created", func(_ string, f render.File) []byte { return f.Data }) })
		copied.time(func() {
			write(folder+".copied", func(id string, f render.File) []byte {
				text, err := os.ReadFile(filepath.Join(folder, id, filepath.FromSlash(f.Name)))
				if err != nil {
					b.Fatal(err)
				}
				return text
			})
		})
	}
	b.ReportMetric(fresh.over(created), "new/created")
	b.ReportMetric(fresh.over(copied), "new/copied")
	b.ReportMetric(again.over(copied), "again/copied")
}
