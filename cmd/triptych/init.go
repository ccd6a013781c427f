package main

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/schema"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
)

// initCommand writes a folder of content to start with.
type initCommand struct {
	Folder string `arg:"" help:"Folder to write. It is not there yet, or empty."`
	Vendor string `placeholder:"NAME" default:"Example Archive" help:"Name of the vendor's product, as readers know it."`
}

// Examples of the command.
func (initCommand) Examples() string {
	return `triptych init content/
triptych init content/ --vendor "Contoso Mail Archive"
`
}

// scaffold is a procedure as small as one can be that is of use: one region, one
// connector, one rule. What it says of a vendor is made up, says so, and is marked
// as unverified.
//
//go:embed scaffold
var scaffold embed.FS

// The names that the scaffold has for a vendor, and what they become.
const (
	exampleName   = "Example Archive"
	exampleFolder = "example-journaling"
)

// Run writes the folder: what all procedures share, as it is in the program, the
// scaffold, schemas for editors, and the guide to writing.
func (c *initCommand) Run(p *program) error {
	names, id, err := c.names()
	if err != nil {
		return err
	}
	files, err := sharedFiles()
	if err != nil {
		return err
	}
	from := path.Join("scaffold", exampleFolder)
	entries, err := scaffold.ReadDir(from)
	if err != nil {
		return fmt.Errorf("read the scaffold: %w", err)
	}
	for _, e := range entries {
		text, err := scaffold.ReadFile(path.Join(from, e.Name()))
		if err != nil {
			return fmt.Errorf("read the scaffold: %w", err)
		}
		files = append(files, render.File{Name: path.Join(id, e.Name()), Data: []byte(names.Replace(string(text)))})
	}
	for _, s := range []struct {
		name   string
		schema schema.Schema
	}{{procedureSchema, schema.Procedure()}, {sharedSchema, schema.Shared()}} {
		text, err := json.MarshalIndent(s.schema, "", "  ")
		if err != nil {
			return fmt.Errorf("make a schema: %w", err)
		}
		files = append(files, render.File{Name: s.name, Data: append(text, '\n')})
	}
	files = append(files, render.File{Name: "README.md", Data: []byte(content.Guide)})
	var occupied *render.OccupiedError
	if err := render.WriteFolder(p.ctx, c.Folder, files, false); errors.As(err, &occupied) {
		return wrong("%s is there and is not empty\n  init overwrites nothing: name a folder that is not there yet, or an empty one", c.Folder)
	} else if err != nil {
		return err
	}
	folder := strings.TrimSuffix(c.Folder, "/")
	p.say(`Wrote %d files to %s.
  %s/%s/  the procedure: six files to change, each with comments
  %s/*.yaml  what all procedures share: labels of Microsoft's consoles, cmdlets, rules
  %s/README.md  how content is written; begin with "A new vendor in an hour"
What it says of the vendor is made up and marked as unverified. Next:
  triptych check --content %s
  triptych serve --content %s`, len(files), folder, folder, id, folder, folder, shellHere().word(folder), shellHere().word(folder))
	return nil
}

// The schemas that the files name for editors.
const (
	procedureSchema = "procedure.schema.json"
	sharedSchema    = "shared.schema.json"
)

// sharedFiles are the files beside the procedures, with a line for editors, and
// with the source of the scaffold.
func sharedFiles() ([]render.File, error) {
	names, err := fs.Glob(content.Files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("read content: %w", err)
	}
	var files []render.File
	for _, name := range names {
		text, err := fs.ReadFile(content.Files, name)
		if err != nil {
			return nil, fmt.Errorf("read content: %w", err)
		}
		if name == "sources.yaml" {
			text = append(text, "  - {id: EXAMPLE, title: \"The vendor's guide, which is made up here: put in the title of the real one, and its date\"}\n"...)
		}
		files = append(files, render.File{Name: name, Data: append([]byte("# yaml-language-server: $schema="+sharedSchema+"\n"), text...)})
	}
	return files, nil
}

// vendorName is what terms may hold without meaning anything as prose or YAML.
var vendorName = pattern.New(`^[\p{L}\p{N}][\p{L}\p{N} .&'+-]*$`)

// names put the vendor into the scaffold; id is the id of its procedure.
func (c *initCommand) names() (names *strings.Replacer, id string, err error) {
	var none source.List
	short := profile.FromFlags(profile.Flags{Customer: c.Vendor}, &none).ID() // as a customer's is made
	if !vendorName().MatchString(c.Vendor) || short == "" || unicode.IsDigit(rune(short[0])) {
		return nil, "", wrong("--vendor %s: files and the script are named after it, so that it takes letters a to z, digits and spaces, and starts with a letter;\n  the name that readers see is a term in procedure.yaml and may have any letters", printableLine(c.Vendor))
	}
	var camel, plain string
	for word := range strings.SplitSeq(short, "-") {
		camel += strings.ToUpper(word[:1]) + word[1:]
		plain += word
	}
	id = short + "-journaling"
	if c.Vendor == exampleName {
		return strings.NewReplacer(), exampleFolder, nil
	}
	return strings.NewReplacer(
		exampleName, c.Vendor,
		exampleFolder, id,
		"example-guide", short+"-guide",
		"Set-ExampleJournaling", "Set-"+camel+"Journaling",
		"vendor: example\n", "vendor: "+plain+"\n",
	), id, nil
}
