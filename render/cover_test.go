package render

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
)

// What a cover says of files is what there is to say of them, written as the
// standard library writes it.
func TestCover(t *testing.T) {
	r := &Runbook{script: "Set-It.ps1", procedure: "it", answers: map[string][]string{"where": {"here", "there"}, "who": {"all"}}}
	for name, formats := range map[string][]Format{
		"all":      {Markdown, HTML, PowerShell, JSON},
		"a script": {PowerShell},
		"a page":   {HTML},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := r.newCover(formats)
			if err != nil {
				t.Fatal(err)
			}
			var files []File
			for _, f := range formats {
				files = append(files, File{Name: r.name(f), Data: []byte("the " + f)})
			}
			files = append(files, File{Name: profileName})
			if slices.Contains(formats, PowerShell) {
				files = append(files, File{Name: r.testsName(), Data: []byte("tests")}, File{Name: settingsName, Data: []byte("@{}")})
			}
			values := plan.Values{"runbook.id": "TRP-0000-0001", "runbook.status": "draft", "customer.id": "acme", "model.hash": "abc"}
			want := Manifest{
				Schema: manifestSchema, Runbook: "TRP-0000-0001", Status: "draft", Procedure: "it", Customer: "acme", Model: "abc", Answers: r.answers,
			}
			for i := range slices.Backward(files) { // the order is no matter
				must(t, c.tell(values, &files[i]))
			}
			for i := range files {
				want.Files = append(want.Files, ManifestFile{files[i].Name, len(files[i].Data), Sum(files[i].Data)})
			}
			text, err := json.MarshalIndent(want, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			manifest := File{Name: manifestName, Data: c.manifest.Fill(values)}
			if got := string(manifest.Data); got != string(text)+"\n" {
				t.Errorf("the manifest is\n%s want\n%s", got, text)
			}
			must(t, c.tell(values, &manifest))
			if c.tell(values, &File{Name: "more.md"}) == nil {
				t.Error("a file that the manifest does not list is one of the bundle")
			}
			files = append(files, manifest)
			got := string(c.sums.Fill(values))
			last := ""
			for line := range strings.Lines(got) {
				sum, file, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
				if file <= last {
					t.Errorf("%s stands behind %s", file, last)
				}
				last = file
				for _, f := range files {
					if f.Name == file && Sum(f.Data) != sum {
						t.Errorf("%s has the sum %s, not %s", file, Sum(f.Data), sum)
					}
				}
			}
			if lines := strings.Count(got, "\n"); lines != len(files) {
				t.Errorf("%d files are listed of %d", lines, len(files))
			}
		})
	}
}
