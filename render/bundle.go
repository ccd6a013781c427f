package render

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/residual"
)

// The files of a bundle that are not a format of the runbook.
const (
	profileName  = "profile.yaml"
	manifestName = "manifest.json"
	settingsName = "tests/PSScriptAnalyzerSettings.psd1"

	// SumsName is the list of the sums of all other files.
	SumsName = "SHA256SUMS"
)

// analyzerSettings are the same for everybody.
var analyzerSettings = residual.Fixed(string(powershell.AnalyzerSettings)).With(nil)

// manifestSchema is the form of a manifest. It only grows; a new form has
// another number.
const manifestSchema = "triptych.bundle/1"

// siteSchema is the form of the manifest of a site, which is for nobody.
const siteSchema = "triptych.site/1"

// SiteManifest lists the files of a site, so that the next build knows which of
// the files that it finds are its own.
func SiteManifest(model string, files []File) (File, error) {
	m := struct {
		Schema string         `json:"schema"`
		Model  string         `json:"model"`
		Files  []ManifestFile `json:"files"`
	}{Schema: siteSchema, Model: model}
	for _, f := range files {
		m.Files = append(m.Files, ManifestFile{f.Name, len(f.Data), Sum(f.Data)})
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return File{}, fmt.Errorf("write the manifest: %w", err)
	}
	return File{Name: manifestName, Data: append(text, '\n')}, nil
}

// A Manifest says what a bundle is and what is in it. Of the customer it has
// the short name and nothing else.
type Manifest struct {
	Schema    string              `json:"schema"`
	Runbook   string              `json:"runbook"`
	Status    string              `json:"status"`
	Procedure string              `json:"procedure"`
	Customer  string              `json:"customer"`
	Model     string              `json:"model"`
	Answers   map[string][]string `json:"answers"`
	Files     []ManifestFile      `json:"files"`
}

// A ManifestFile is one file of a bundle.
type ManifestFile struct {
	Name   string `json:"name"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// Bundle is a folder for one customer: the runbook in some formats, with tests
// beside the script, the profile, and what they are.
func (r *Runbook) Bundle(c Customer, formats ...Format) ([]File, error) {
	return r.BundleInto(&Buffer{}, c, formats...)
}

// BundleInto is [Runbook.Bundle] into a buffer. The files hold until the buffer
// is used again.
func (r *Runbook) BundleInto(b *Buffer, c Customer, formats ...Format) ([]File, error) {
	files, err := r.FillInto(b, c, formats...)
	if err != nil {
		return nil, err
	}
	cover, err := r.coverOf(formats)
	if err != nil {
		return nil, err
	}
	files = append(files, File{Name: profileName, Data: c.Profile})
	if slices.Contains(formats, PowerShell) {
		tests, err := r.fill(b, pester)
		if err != nil {
			return nil, err
		}
		tests.Name = r.testsName()
		files = append(files, tests, File{Name: settingsName, Data: powershell.AnalyzerSettings, from: analyzerSettings})
	}
	for i := range files {
		if err := cover.tell(b.values, &files[i]); err != nil {
			return nil, err
		}
	}
	// Neither is compressed by way of its template: both are mostly sums, and the
	// second has those of the first, which a template of its own does not know.
	manifest := File{Name: manifestName, Data: b.fill(manifestName, cover.manifest).Data}
	if err := cover.tell(b.values, &manifest); err != nil {
		return nil, err
	}
	b.files = append(files, manifest, File{Name: SumsName, Data: b.fill(SumsName, cover.sums).Data})
	return b.files, nil
}

// testsName is the file name of the tests of the script.
func (r *Runbook) testsName() string {
	return "tests/" + strings.TrimSuffix(r.script, ".ps1") + ".Tests.ps1"
}
