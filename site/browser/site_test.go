package browser_test

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/site"
	"github.com/triptych-docs/triptych/site/browser"
	"github.com/triptych-docs/triptych/site/residuals"
)

// built is the site, made once for all tests, in a folder that lasts as long.
var built struct {
	sync.Once
	folder string
	err    error
}

// folder is the folder of the site. The forms in it make the runbooks of those
// variants that the tests ask for.
func folder(t *testing.T) string {
	t.Helper()
	built.Do(func() { built.folder, built.err = build(fixture.Content(t)) })
	if built.err != nil {
		t.Fatal(built.err)
	}
	return built.folder
}

func build(all *model.Project) (string, error) {
	invisibles, marks := profile.PageCharacters()
	s := site.Site{Model: all.Hash, Forms: &site.Forms{
		Known: site.Known{
			Characters: map[string]string{"invisibles": invisibles, "marks": marks},
			Facts:      profile.PageFacts(),
			Procedures: map[string]any{},
		},
		Runbooks: map[string][]residuals.Group{},
	}}
	for _, p := range all.Procedures {
		open, closed, err := compile.Pages(all, p)
		if err != nil {
			return "", err
		}
		s.Procedures = append(s.Procedures, site.Procedure{Open: open, Closed: closed})
		s.Forms.Known.Procedures[p.ID.Text] = profile.PageOf(all, p)
		if s.Forms.Runbooks[p.ID.Text], err = residuals.Groups(wanted(all, p)); err != nil {
			return "", err
		}
	}
	files, err := site.Build(s)
	if err != nil {
		return "", err
	}
	folder, err := os.MkdirTemp("", "triptych-site-")
	if err != nil {
		return "", err
	}
	return folder, write(folder, files)
}

func write(folder string, files []render.File) error {
	for _, f := range files {
		path := filepath.Join(folder, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// wanted are variants of one gateway and console: enough for a form to have
// several files, few enough to be made in a moment.
func wanted(all *model.Project, p *model.Procedure) []residuals.Variant {
	var list []residuals.Variant
	for a := range space.Variants(p, nil) {
		few := len(a["regions"]) <= 3 && !slices.Contains(a["pictures"], "files") &&
			!slices.Contains(a["gateway"], "none") && slices.Equal(a["console"], []string{"compliance-portal"})
		if !few || len(a["regions"]) > 1 && !slices.Contains(a["regions"], "us") {
			continue
		}
		v := residuals.Variant{Plan: func() (*plan.Plan, error) {
			return compile.Compile(all, p, compile.Options{Answers: a})
		}}
		for _, f := range p.Facets {
			v.Answers = append(v.Answers, residuals.Answer{Facet: f.ID.Text, Answers: a[f.ID.Text], Many: f.Many != nil})
		}
		list = append(list, v)
	}
	return list
}

func TestMain(m *testing.M) {
	code := browser.Run(m)
	if built.folder != "" {
		_ = os.RemoveAll(built.folder)
	}
	os.Exit(code)
}
