package publish_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/golden"
	"github.com/triptych-docs/triptych/model/publish"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/readback"
	"github.com/triptych-docs/triptych/templates"
)

// find is a publication of the content with its procedure.
func find(t *testing.T, id string) (*model.Project, *model.Procedure, *model.Publication) {
	t.Helper()
	project := fixture.Content(t)
	for _, p := range project.Procedures {
		for i := range p.Publications {
			if p.Publications[i].ID.Text == id {
				return project, p, &p.Publications[i]
			}
		}
	}
	t.Fatalf("there is no publication %q", id)
	return nil, nil, nil
}

// printed are the files of an edition.
func printed(t *testing.T, id string, e publish.Edition) []render.File {
	t.Helper()
	project, p, pub := find(t, id)
	d, err := e.Document(project, p, pub)
	if err != nil {
		t.Fatal(err)
	}
	files, err := render.Documents(d)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// One document in full for each flavour that no publication has.
func TestGoldens(t *testing.T) {
	var names []string
	for flavour, id := range map[string]string{"starlight": "area1-tutorial", "docusaurus": "mimecast-guide", "mkdocs": "area1-reference"} {
		name := id + "." + flavour + ".md"
		names = append(names, name)
		golden.Check(t, filepath.Join("testdata", name), printed(t, id, publish.Edition{Flavour: flavour})[0].Data)
	}
	golden.Only(t, "testdata", names)
}

// The zero edition is the publication as its content has it, and so is one that
// says what the content says.
func TestOwnEdition(t *testing.T) {
	for id, e := range map[string]publish.Edition{
		"area1-tutorial":  {Flavour: "hugo", As: publish.Page, Heading: 2},
		"area1-partial":   {Flavour: "hugo", As: publish.Partial, Heading: 3},
		"area1-reference": {Flavour: "gfm", As: publish.Page},
	} {
		own, same := printed(t, id, publish.Edition{}), printed(t, id, e)
		if string(own[0].Data) != string(same[0].Data) {
			t.Errorf("%s differs from itself", id)
		}
		_, _, pub := find(t, id)
		if dropped := e.Dropped(pub); len(dropped) > 0 {
			t.Errorf("%s loses %v", id, dropped)
		}
	}
}

func TestEditions(t *testing.T) {
	for _, test := range []struct {
		name, id string
		edition  publish.Edition
		file     string
		begins   string
		dropped  string
	}{
		{"order goes to where the reader has it", "area1-tutorial", publish.Edition{Flavour: "starlight"}, "area1-tutorial.md",
			"---\n# MADE\ntitle: \"Microsoft 365 journaling setup\"\nsidebar:\n    order: 3\n---\n\n## ", "pcx_content_type meta"},
		{"the same under another key", "area1-tutorial", publish.Edition{Flavour: "docusaurus"}, "area1-tutorial.md",
			"---\n# MADE\ntitle: \"Microsoft 365 journaling setup\"\nsidebar_position: 3\n---\n\n## ", "pcx_content_type meta"},
		{"a title in the front matter and above the text", "area1-tutorial", publish.Edition{Flavour: "mkdocs"}, "area1-tutorial.md",
			"---\n# MADE\ntitle: \"Microsoft 365 journaling setup\"\n---\n\n# Set up Microsoft 365 journaling with Area 1\n\n## ", "pcx_content_type weight meta"},
		{"no front matter", "area1-tutorial", publish.Edition{Flavour: "gfm"}, "area1-tutorial.md",
			"# Set up Microsoft 365 journaling with Area 1\n\n<!-- MADE -->\n\n## ", "title pcx_content_type weight meta"},
		{"a title where none was", "area1-reference", publish.Edition{Flavour: "hugo"}, "area1-reference.md",
			"---\n# MADE\ntitle: \"Microsoft 365 journaling with Area 1\"\n---\n\n## ", ""},
		{"a page with drawings beside it is a bundle", "area1-guide", publish.Edition{Flavour: "hugo"}, "area1-guide/index.md",
			"---\n# MADE\ntitle: \"Deploy Microsoft 365 journaling with Area 1\"\n---\n\n## ", ""},
		{"a part of a page", "area1-tutorial", publish.Edition{As: publish.Partial}, "area1-tutorial.md", "<!-- MADE -->\n\n### ", "title pcx_content_type weight meta"},
		{"a part for another reader", "area1-partial", publish.Edition{Flavour: "docusaurus"}, "area1-partial.md", "{/* MADE */}\n\n### ", "_build"},
		{"a part as a page", "area1-partial", publish.Edition{As: publish.Page}, "area1-partial.md",
			"---\n# MADE\ntitle: \"Microsoft 365 journaling to Area 1\"\n---\n\n## ", "_build"},
		{"headings as deep as is said", "area1-partial", publish.Edition{Flavour: "mkdocs", Heading: 4}, "area1-partial.md", "<!-- MADE -->\n\n#### ", "_build"},
	} {
		file := printed(t, test.id, test.edition)[0]
		begins := strings.Replace(test.begins, "MADE", templates.ReadWords().Made(test.id, "area1-journaling"), 1)
		if file.Name != test.file || !strings.HasPrefix(string(file.Data), begins) {
			t.Errorf("%s: %s begins\n%.200s\nwant %s\n%s", test.name, file.Name, file.Data, test.file, begins)
		}
		_, _, pub := find(t, test.id)
		if dropped := strings.Join(test.edition.Dropped(pub), " "); dropped != test.dropped {
			t.Errorf("%s: %q is dropped, want %q", test.name, dropped, test.dropped)
		}
	}
	project, p, pub := find(t, "area1-guide")
	if _, err := (publish.Edition{Flavour: "docosaurus"}).Document(project, p, pub); err == nil || !strings.Contains(err.Error(), `did you mean "docusaurus"`) {
		t.Errorf("an unknown flavour: %v", err)
	}
}

// What a document states is read back from it in every flavour: values, fields,
// options and rows do not depend on the reader.
func TestFactsInEveryFlavour(t *testing.T) {
	for _, flavour := range templates.FlavourNames() {
		for _, d := range documents(t, flavour) {
			files, err := render.Documents(d)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range readback.GuideDifferences(d.Plan, d.Name, files[0].Data) {
				t.Errorf("%s: %s %s", flavour, f.Pos, f.Message)
			}
		}
	}
}
