package bulk_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/bulk"
)

// jobs are customers of a sample of all variants, some for each.
func jobs(t testing.TB, value func(example string) string) []bulk.Job {
	t.Helper()
	all := fixture.Content(t)
	var made []bulk.Job
	for _, p := range all.Procedures {
		n := 0
		for answers := range space.Variants(p, nil) {
			if n++; n%431 != 1 {
				continue
			}
			compiled, err := compile.Compile(all, p, compile.Options{Answers: answers})
			if err != nil {
				t.Fatal(err)
			}
			for range 3 {
				values := plan.Values{}
				for _, h := range compiled.Holes {
					values[h.Name] = value(h.Example)
				}
				for fact := range plan.Facts {
					values[fact] = value(fact)
				}
				id := fmt.Sprintf("c%05d", len(made))
				values["customer.id"] = id
				made = append(made, bulk.Job{
					ID: id, Variant: p.ID.Text + answers.String(p),
					Plan:     func() (*plan.Plan, error) { return compiled, nil },
					Customer: render.Customer{Values: values, Model: "model", Profile: []byte("customer: " + id + "\n")},
				})
			}
		}
	}
	return made
}

// archive is an archive of customers, without what comes with the whole.
func archive(t *testing.T, form bulk.ArchiveForm, jobs []bulk.Job) []byte {
	t.Helper()
	var out bytes.Buffer
	target, err := bulk.NewArchive(&out, form)
	if err != nil {
		t.Fatal(err)
	}
	maker := bulk.NewMaker([]render.Format{render.Markdown, render.HTML, render.PowerShell}, true, nil)
	var buffer render.Buffer
	for _, j := range jobs {
		files, err := maker.Make(&buffer, j)
		if err != nil {
			t.Fatal(err)
		}
		taken, err := target.Take(j.ID, files, nil)
		if err == nil {
			err = target.Add(taken)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := target.Finish(nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Compressed is the same as not compressed: there is no second printer. Values are
// short and long, with and without what has to be escaped; some are so long that
// what stands behind them cannot repeat what stands before.
func TestCompressedIsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	customers := jobs(t, func(example string) string {
		switch r.IntN(40) {
		case 0:
			return strings.Repeat("<&|*> é\n", 3000)
		case 1:
			return strings.Repeat(example, 900)
		case 2:
			return ""
		}
		return example[:r.IntN(len(example)+1)] + strconv.Itoa(r.IntN(1000))
	})
	plain := archive(t, bulk.PlainTar, customers)
	if text := gunzip(t, archive(t, bulk.TarGzip, customers)); !bytes.Equal(text, plain) {
		t.Errorf("a tar of %d bytes is one of %d bytes when it was compressed", len(plain), len(text))
	}
	if !maps.Equal(readZip(t, archive(t, bulk.Zip, customers)), readTar(t, plain)) {
		t.Error("a zip file has other files than a tar")
	}
}

// Compressed by way of templates is not larger than what gzip makes of it.
func TestCompressedIsSmall(t *testing.T) {
	customers := jobs(t, func(example string) string { return example })
	var quick bytes.Buffer
	z, err := gzip.NewWriterLevel(&quick, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(archive(t, bulk.PlainTar, customers)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if got := len(archive(t, bulk.TarGzip, customers)); got > quick.Len() {
		t.Errorf("%d bytes, and %d as gzip compresses it at its quickest", got, quick.Len())
	}
}
