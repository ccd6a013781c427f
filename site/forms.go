package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/site/residuals"
)

// Forms are what a reader's values are filled in with: what the forms know, and
// the runbooks that are made of it.
type Forms struct {
	Known    Known
	Runbooks map[string][]residuals.Group // by procedure
}

// Known is what the script of the forms knows. Its parts are written as JSON;
// package profile has them (Page, PageFacts, PageCharacters).
type Known struct {
	Characters map[string]string       `json:"characters"`
	Facts      any                     `json:"facts"`
	Procedures map[string]any          `json:"procedures"`
	Words      map[string]string       `json:"words"` // left empty: the site has them
	Data       map[string][]runbookSet `json:"data"`  // left empty: follows from the runbooks
}

// A runbookSet says for which answers a file has the runbooks.
type runbookSet struct {
	When map[string]string `json:"when"`
	File string            `json:"file"`
}

// A formsView is what a page says of its form: where its scripts are, those that
// it needs in their order, and the one that it may need later.
// Answers are the answers of the readers whom the page is for; empty on a page that is
// for all.
type formsView struct{ Procedure, Assets, Tools, More, Answers string }

// A form is the scripts of the form of a kind of page: those before what the
// form knows of the procedure, those behind it, and the one that it may need.
type form struct {
	before, behind, more string
	known                map[string]string // by procedure
}

func (f form) view(procedure, assets string, of answers) *formsView {
	return &formsView{
		Procedure: procedure, Assets: assets, More: f.more, Answers: of.pairs(),
		Tools: strings.Join([]string{f.before, f.known[procedure], f.behind}, " "),
	}
}

// assetFolder is the folder of what pages load when it is asked for. The names in
// it change with what is in a file, so that no browser keeps an old one.
const assetFolder = "assets/"

// formParts are the parts of each script of the forms, in order. Every form needs
// the first, a guide the second, and who makes a runbook the third.
var formParts = map[string][]string{
	"forms":   {"profile", "forms"},
	"values":  {"values"},
	"runbook": {"fill", "builder"},
}

// files writes the scripts of the forms, what they know and the runbooks.
func (f *Forms) files() ([]render.File, map[kind]form, error) {
	var files []render.File
	add := func(what, text string) string {
		name := assetName(what, []byte(text))
		files = append(files, render.File{Name: assetFolder + name, Data: []byte(text)})
		return name
	}
	scripts, known := map[string]string{}, map[string]string{}
	for what, names := range formParts {
		scripts[what] = add(what, joined(names))
	}
	words := map[string]string{}
	for name, text := range catalogue() {
		if short, ok := strings.CutPrefix(name, "form_"); ok {
			words[short] = text
		}
		if strings.HasPrefix(name, "fact_") {
			words[name] = text
		}
	}
	for procedure, groups := range f.Runbooks {
		made, err := parallel.Map(groups, func(g residuals.Group) (render.File, error) {
			raw, err := json.Marshal(g.Data)
			if err != nil {
				return render.File{}, fmt.Errorf("runbooks of %s: %w", procedure, err)
			}
			return residuals.File(assetName(procedure, raw), g.Data)
		})
		if err != nil {
			return nil, nil, err
		}
		k := f.Known
		k.Words, k.Data = words, map[string][]runbookSet{}
		k.Procedures = map[string]any{procedure: f.Known.Procedures[procedure]}
		for i, file := range made {
			k.Data[procedure] = append(k.Data[procedure], runbookSet{When: groups[i].When, File: file.Name})
			file.Name = assetFolder + file.Name
			files = append(files, file)
		}
		raw, err := json.Marshal(k)
		if err != nil {
			return nil, nil, fmt.Errorf("what the forms of %s know: %w", procedure, err)
		}
		known[procedure] = add(procedure+".known", fmt.Sprintf("triptych.know(%s);\n", raw))
	}
	values := form{before: scripts["forms"], behind: scripts["values"], more: scripts["runbook"], known: known}
	return files, map[kind]form{
		guide:   values,
		variant: values,
		runbook: {before: scripts["forms"], behind: scripts["runbook"], known: known},
	}, nil
}

// assetName is a name for some bytes.
func assetName(what string, data []byte) string {
	sum := sha256.Sum256(data)
	return what + "." + hex.EncodeToString(sum[:6]) + ".js"
}
