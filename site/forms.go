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

// A formsView is what a page says of its form.
type formsView struct{ Procedure, Assets, Tool string }

// assetFolder is the folder of what pages load when it is asked for. The names in
// it change with what is in a file, so that no browser keeps an old one.
const assetFolder = "assets/"

// formParts are the parts of the script of the forms, in order.
var formParts = []string{"fill", "profile", "form"}

// files writes the script of the forms and the runbooks. The first file is the
// script.
func (f *Forms) files() ([]render.File, error) {
	known := f.Known
	known.Words = map[string]string{}
	for name, text := range catalogue() {
		if strings.HasPrefix(name, "form_") || strings.HasPrefix(name, "fact_") {
			known.Words[name] = text
		}
	}
	known.Data = map[string][]runbookSet{}
	var files []render.File
	for procedure, groups := range f.Runbooks {
		made, err := parallel.Map(groups, func(g residuals.Group) (render.File, error) {
			raw, err := json.Marshal(g.Data)
			if err != nil {
				return render.File{}, fmt.Errorf("runbooks of %s: %w", procedure, err)
			}
			return residuals.File(assetName(procedure, raw), g.Data)
		})
		if err != nil {
			return nil, err
		}
		for i, file := range made {
			known.Data[procedure] = append(known.Data[procedure], runbookSet{When: groups[i].When, File: file.Name})
			file.Name = assetFolder + file.Name
			files = append(files, file)
		}
	}
	raw, err := json.Marshal(known)
	if err != nil {
		return nil, fmt.Errorf("what the forms know: %w", err)
	}
	var script strings.Builder
	for _, part := range formParts {
		script.WriteString(leanScript(file("site." + part + ".js")))
	}
	fmt.Fprintf(&script, "triptych.know(%s);\n", raw)
	text := []byte(script.String())
	return append([]render.File{{Name: assetFolder + assetName("forms", text), Data: text}}, files...), nil
}

// assetName is a name for some bytes.
func assetName(what string, data []byte) string {
	sum := sha256.Sum256(data)
	return what + "." + hex.EncodeToString(sum[:6]) + ".js"
}
