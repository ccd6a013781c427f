package schema

import (
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/pattern"
)

// comments are what the sources of package model say of a field, by "Type.Field".
type comments map[string]string

// readComments reads the sources. They are part of the program, so that a fault in
// them panics and a test finds it.
func readComments() comments {
	all := comments{}
	err := fs.WalkDir(model.Comments, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(model.Comments, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		all.add(file)
		return nil
	})
	if err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	return all
}

// add takes the comments of the structs of a file.
func (c comments) add(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if fields, ok := spec.Type.(*ast.StructType); ok {
			for _, f := range fields.Fields.List {
				said := plain(f.Doc)
				if said == "" {
					said = plain(f.Comment)
				}
				for _, name := range f.Names {
					c[spec.Name.Name+"."+name.Name] = said
				}
			}
		}
		return false
	})
}

// plain is a comment as text, a paragraph on one line.
func plain(g *ast.CommentGroup) string {
	if g == nil {
		return ""
	}
	read := (&comment.Parser{}).Parse(g.Text())
	return strings.TrimSpace(string((&comment.Printer{TextWidth: -1}).Text(read)))
}

// everywhere is what keys are that mean the same wherever they stand.
func everywhere(key string) string {
	switch key {
	case "id":
		return "The name by which other places refer to it. Titles change, and it stays."
	case "when":
		return "For whom it is: readers with one of the answers listed to every question named. A list of such mappings is for readers of any of them. Without it, it is for everyone. For example: `{gateway: [outbound]}`."
	case "each":
		return "The id of a facet: it stands once for each answer that was given."
	case "source":
		return "Where it is from: ids of sources.yaml, each with the lines or the page behind a colon. For example: `[\"002:84\"]`, `[REF:New-JournalRule]`."
	}
	return ""
}

// described adds what a schema is about, and takes the examples out of it.
func described(schema Schema, says string) Schema {
	out := maps.Clone(schema)
	text, examples, given := strings.Cut(says, " For example: ")
	if given {
		var list []any
		for _, m := range quoted().FindAllStringSubmatch(examples, -1) {
			list = append(list, example(m[1]))
		}
		out["examples"] = list
	}
	out["description"] = text
	return out
}

// example is a value as it is written: a list or a mapping, or else a text.
func example(written string) any {
	var value any
	if strings.ContainsAny(written[:1], "[{") && yaml.Unmarshal([]byte(written), &value) == nil {
		return value
	}
	return written
}

// quoted is what stands between backquotes.
var quoted = pattern.New("`([^`]+)`")
