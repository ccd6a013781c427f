package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
)

// What goldens are made with: they differ only where what they say differs.
const (
	goldenDay   = "2026-12-05"
	goldenModel = "0000000000000000000000000000000000000000000000000000000000000000"
	goldenIndex = "index.txt"
	generic     = ".generic.ps1"
)

// A goldenFile is an output that people review, and the plan that it shows.
type goldenFile struct {
	name string // "runbook/acme.md"
	data []byte
	of   string // "acme", or the id of a publication
	plan *plan.Plan
}

// An index lists the goldens of a folder, and of which content they were made.
// It decides what is made for a profile beside its Markdown: a name that stands
// in it, "runbook/acme.html" or "script/acme.generic.ps1", is made again.
type index struct {
	content string
	names   []string
	facts   map[string]int
}

// readIndex reads the index of a folder; one that is not there lists nothing.
func readIndex(folder string) (*index, error) {
	x := &index{facts: map[string]int{}}
	text, err := os.ReadFile(filepath.Join(folder, goldenIndex))
	if os.IsNotExist(err) {
		return x, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the index of the goldens: %w", err)
	}
	for n, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		fields := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case len(fields) == 2 && fields[0] == "content":
			x.content = fields[1]
		case len(fields) == 2:
			count, err := strconv.Atoi(fields[1])
			if err != nil {
				return nil, wrong("%s:%d: %q is no number of facts", filepath.Join(folder, goldenIndex), n+1, fields[1])
			}
			x.names = append(x.names, fields[0])
			x.facts[fields[0]] = count
		default:
			return nil, wrong("%s:%d: a line is the name of a golden and the number of facts that it states", filepath.Join(folder, goldenIndex), n+1)
		}
	}
	return x, nil
}

// indexOf is the index of some goldens, as it is written.
func indexOf(content string, all []goldenFile) []byte {
	out := []byte("# The goldens, with the number of facts that each states, and the content of which they\n" +
		"# were made. \"triptych golden update\" writes this file; a line that is added is a golden more.\n")
	out = fmt.Appendf(out, "content %s\n", content)
	for _, g := range all {
		out = fmt.Appendf(out, "%s %d\n", g.name, len(factsOf(g.name, g.data)))
	}
	return out
}

// makeGoldens makes all goldens: the documents, the Markdown of each profile, and
// what the index names beside them.
func makeGoldens(project *model.Project, profiles string, x *index) ([]goldenFile, error) {
	var all []goldenFile
	for _, pub := range publications(project) {
		d, err := pub.document(project)
		if err != nil {
			return nil, faultOfContent(err)
		}
		files, err := render.Documents(d)
		if err != nil {
			return nil, faultOfPrinting(err)
		}
		for _, f := range files {
			all = append(all, goldenFile{path.Join("docs", f.Name), f.Data, pub.ID.Text, d.Plan})
		}
	}
	entries, err := os.ReadDir(profiles)
	if err != nil {
		return nil, wrong("--profiles %s: this is no folder of profiles: %w", profiles, err)
	}
	for _, e := range entries {
		made, err := goldensOf(project, filepath.Join(profiles, e.Name()), x)
		if err != nil {
			return nil, err
		}
		all = append(all, made...)
	}
	slices.SortFunc(all, func(a, b goldenFile) int { return cmp.Compare(a.name, b.name) })
	return all, nil
}

// goldensOf makes the goldens of one profile.
func goldensOf(project *model.Project, file string, x *index) ([]goldenFile, error) {
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read a profile: %w", err)
	}
	var faults source.List
	read := profile.Read(&source.File{Name: file, Text: text}, &faults)
	if read == nil {
		return nil, faultsOfProfile(&faults)
	}
	bound := profile.Bind(project, read, goldenDay, &faults)
	if bound == nil {
		return nil, faultsOfProfile(&faults)
	}
	compiled, err := closed(project, bound.Procedure, bound.Answers)
	if err != nil {
		return nil, err
	}
	runbook, err := render.NewRunbook(compiled)
	if err != nil {
		return nil, faultOfPrinting(err)
	}
	formats := []render.Format{}
	for _, f := range render.Formats() {
		if f == render.Markdown || slices.Contains(x.names, "runbook/"+name+"."+string(f)) {
			formats = append(formats, f)
		}
	}
	files, err := runbook.Fill(customerOf(goldenModel, bound), formats...)
	if err != nil {
		return nil, faultOfPrinting(err)
	}
	var all []goldenFile
	for i, f := range files {
		all = append(all, goldenFile{"runbook/" + name + "." + string(formats[i]), f.Data, name, compiled})
	}
	if slices.Contains(x.names, "script/"+name+generic) {
		script, err := render.GenericScript(compiled, goldenModel)
		if err != nil {
			return nil, faultOfPrinting(err)
		}
		all = append(all, goldenFile{"script/" + name + generic, script.Data, name, compiled})
	}
	return all, nil
}

// goldenFolders are the folders of the goldens that are made here; others beside
// them belong to the tests of other packages.
var goldenFolders = []string{"docs", "runbook", "script"}

// onDisk are the names of the goldens that a folder has.
func onDisk(folder string) ([]string, error) {
	var names []string
	for _, part := range goldenFolders {
		err := filepath.WalkDir(filepath.Join(folder, part), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			name, err := filepath.Rel(folder, file)
			names = append(names, filepath.ToSlash(name))
			return err
		})
		if err != nil && !os.IsNotExist(err) {
			return nil, fmt.Errorf("read the goldens: %w", err)
		}
	}
	return names, nil
}
