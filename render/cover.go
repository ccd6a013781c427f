package render

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/residual"
)

// A cover is what a bundle says of its files: the manifest, and the list for
// "sha256sum -c". Both are printed once for all customers. Sizes and sums are
// holes, which are filled once the files are.
type cover struct {
	formats  []Format
	manifest *residual.Residual
	sums     *residual.Residual
	holes    map[string]coverHoles // of each file, by its name
}

// coverHoles are the names of what is told of one file.
type coverHoles struct{ size, sum string }

// coverOf is the cover of a bundle of some formats.
func (r *Runbook) coverOf(formats []Format) (*cover, error) {
	if r.cover != nil && slices.Equal(r.cover.formats, formats) {
		return r.cover, nil
	}
	return r.newCover(formats)
}

func (r *Runbook) newCover(formats []Format) (*cover, error) {
	c := &cover{formats: slices.Clone(formats), holes: map[string]coverHoles{}}
	var files []string
	for _, f := range formats {
		files = append(files, r.name(f))
	}
	files = append(files, profileName)
	if slices.Contains(formats, PowerShell) {
		files = append(files, r.testsName(), settingsName)
	}
	files = append(files, manifestName)
	for i, file := range files {
		name := "file." + strconv.Itoa(i)
		c.holes[file] = coverHoles{name + ".size", name + ".sum"}
	}
	var err error
	if c.manifest, err = r.printManifest(files[:len(files)-1], c.holes); err != nil {
		return nil, fmt.Errorf("print the manifest: %w", err)
	}
	if c.sums, err = printSums(files, c.holes); err != nil {
		return nil, fmt.Errorf("print %s: %w", SumsName, err)
	}
	return c, nil
}

// printManifest prints the manifest. A size is a number, which no token can stand
// for: a number that no size is stands for it until all is printed.
func (r *Runbook) printManifest(files []string, holes map[string]coverHoles) (*residual.Residual, error) {
	sink := &residual.Sink{}
	fact := func(name string) string { return sink.Put(plan.FromHole(name), jsonString) }
	m := Manifest{
		Schema: manifestSchema, Runbook: fact("runbook.id"), Status: fact("runbook.status"), Procedure: r.procedure,
		Customer: fact("customer.id"), Model: fact("model.hash"), Answers: r.answers,
	}
	const size = "\"size\": %d,"
	var sizes []string
	for i, name := range files {
		m.Files = append(m.Files, ManifestFile{name, -1 - i, fact(holes[name].sum)})
		sizes = append(sizes, fmt.Sprintf(size, -1-i), "\"size\": "+fact(holes[name].size)+",")
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	return sink.Cut(strings.NewReplacer(sizes...).Replace(unfence(string(text))) + "\n")
}

// printSums prints the list of the files for "sha256sum -c".
func printSums(files []string, holes map[string]coverHoles) (*residual.Residual, error) {
	sink := &residual.Sink{}
	var lines []string
	for _, name := range files {
		lines = append(lines, name+"\x00"+sink.Put(plan.FromHole(holes[name].sum), hexadecimal)+"  "+name+"\n")
	}
	slices.Sort(lines) // by name
	var b strings.Builder
	for _, line := range lines {
		_, line, _ = strings.Cut(line, "\x00")
		b.WriteString(line)
	}
	return sink.Cut(b.String())
}

// hexadecimal is a sum, which is the same everywhere.
var hexadecimal = residual.Escaper{Name: "hexadecimal", Escape: func(sum string) string { return sum }}

// tell notes what the cover says of a file, which is one that it lists.
func (c *cover) tell(values plan.Values, f *File) error {
	holes, ok := c.holes[f.Name]
	if !ok {
		return fmt.Errorf("the manifest does not list %s", f.Name)
	}
	f.sum = f.Sum() // once, for all that quote it
	values[holes.size], values[holes.sum] = strconv.Itoa(len(f.Data)), f.sum
	return nil
}
