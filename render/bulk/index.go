package bulk

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/render"
)

// schema is the form of the manifest of a list. It only grows; a new form has
// another number.
const schema = "triptych.bulk/1"

// A Made is what was made for one customer. It has no value of the customer's
// but the short name.
type Made struct {
	ID        string
	Runbook   string // its id
	Status    string // final or draft
	Procedure string
	Variant   string // "gateway=none regions=us"
	Files     []Sum
}

// A Sum is a file with its SHA-256.
type Sum struct {
	Name string
	Size int
	Sum  string
}

// Sums are the sums of files.
func Sums(files []render.File) []Sum {
	sums := make([]Sum, len(files))
	for i, f := range files {
		sums[i] = Sum{f.Name, len(f.Data), f.Sum()}
	}
	return sums
}

// An Index lists what was made, for people, for a spreadsheet and for
// "sha256sum -c". It is written as it grows.
type Index struct {
	csv, page, sums, manifest Extra
	rows                      *csv.Writer
	html, list                *bufio.Writer // whose errors are those of their last write
	line                      []byte        // that is written, used again
	customers, files          int
	model                     string
	shard                     string
}

// Names of the files of an index; of a shard they carry its number.
func names(shard string) (rows, page, sums, manifest string) {
	if shard == "" {
		return "index.csv", "index.html", SumsName(""), "manifest.json"
	}
	part := strings.ReplaceAll(shard, "/", "-of-")
	return "index." + part + ".csv", "index." + part + ".html", SumsName(shard), "manifest." + part + ".json"
}

// SumsName is the name of the list of sums of a whole list, or of a shard "2/8".
func SumsName(shard string) string {
	if shard == "" {
		return "SHA256SUMS"
	}
	return "SHA256SUMS." + strings.ReplaceAll(shard, "/", "-of-")
}

// NewIndex begins an index. Model is the hash of the content.
func NewIndex(model, shard string) (*Index, error) {
	x := &Index{model: model, shard: shard}
	rows, page, sums, manifest := names(shard)
	for _, e := range []struct {
		name string
		to   *Extra
	}{{rows, &x.csv}, {page, &x.page}, {sums, &x.sums}, {manifest, &x.manifest}} {
		extra, err := newExtra(e.name)
		if err != nil {
			x.Close()
			return nil, err
		}
		*e.to = extra
	}
	x.rows = csv.NewWriter(x.csv.file)
	x.html, x.list = bufio.NewWriter(x.page.file), bufio.NewWriter(x.sums.file)
	if err := x.rows.Write([]string{"id", "runbook", "status", "procedure", "variant", "files", "bytes"}); err != nil {
		return nil, fmt.Errorf("write the index: %w", err)
	}
	x.html.WriteString(head)
	return x, nil
}

// head is the page up to its first row. It needs nothing from anywhere.
const head = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Runbooks</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #8886; padding: .4rem .8rem .4rem 0; text-align: left; vertical-align: top }
th[scope=row] { font-weight: 600 }
td { font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
</style>
<main>
<h1>Runbooks</h1>
<table>
<caption>One row for each customer. No value of a customer is in this list.</caption>
<thead><tr><th scope="col">Customer<th scope="col">Runbook<th scope="col">Status<th scope="col">Procedure<th scope="col">Variant<th scope="col">Files</thead>
<tbody>
`

// Sums is where sums are written that are not of this run.
func (x *Index) Sums() io.Writer { return x.list }

// Add adds a customer.
func (x *Index) Add(m Made) error {
	x.customers++
	x.files += len(m.Files)
	size := 0
	id := html.EscapeString(m.ID)
	row := x.line[:0]
	row = addAll(row, `<tr><th scope="row">`, id, "<td>", html.EscapeString(m.Runbook), "<td>", html.EscapeString(m.Status),
		"<td>", html.EscapeString(m.Procedure), "<td>", html.EscapeString(m.Variant), "<td>")
	for i, f := range m.Files {
		size += f.Size
		if i > 0 {
			row = append(row, ' ')
		}
		name := html.EscapeString(f.Name)
		row = addAll(row, `<a href="`, id, "/", name, `">`, name, "</a>")
	}
	x.html.Write(append(row, '\n'))
	for _, f := range m.Files {
		row = addAll(row[:0], f.Sum, "  ", m.ID, "/", f.Name, "\n")
		x.list.Write(row)
	}
	x.line = row
	err := x.rows.Write([]string{m.ID, m.Runbook, m.Status, m.Procedure, m.Variant, strconv.Itoa(len(m.Files)), strconv.Itoa(size)})
	if err != nil {
		return fmt.Errorf("write the index: %w", err)
	}
	return nil
}

func addAll(b []byte, words ...string) []byte {
	for _, w := range words {
		b = append(b, w...)
	}
	return b
}

// Finish ends the index and gives its files.
func (x *Index) Finish() ([]Extra, error) {
	fmt.Fprintf(x.html, "</tbody>\n</table>\n<p>%d customers, %d files; content %s.</p>\n</main>\n", x.customers, x.files, html.EscapeString(x.model))
	x.rows.Flush()
	for _, err := range []error{x.rows.Error(), x.html.Flush(), x.list.Flush()} {
		if err != nil {
			return nil, fmt.Errorf("write the index: %w", err)
		}
	}
	text, err := json.MarshalIndent(struct {
		Schema    string `json:"schema"`
		Model     string `json:"model"`
		Shard     string `json:"shard,omitempty"`
		Customers int    `json:"customers"`
		Files     int    `json:"files"`
		Sums      string `json:"sums"`
	}{schema, x.model, x.shard, x.customers, x.files, x.sums.Name}, "", "  ")
	if err == nil {
		_, err = x.manifest.file.Write(append(text, '\n'))
	}
	if err != nil {
		return nil, fmt.Errorf("write the manifest: %w", err)
	}
	return []Extra{x.csv, x.page, x.sums, x.manifest}, nil
}

// Close frees what the index takes.
func (x *Index) Close() {
	for _, e := range []Extra{x.csv, x.page, x.sums, x.manifest} {
		if e.file != nil {
			e.close()
		}
	}
}
