package templates

import (
	"bytes"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v4"
)

// A Flavour is what one reader of Markdown, a forge or a generator of sites,
// wants otherwise than GitHub's specification has it. The zero Flavour is that
// specification with every feature off.
type Flavour struct {
	Name string `yaml:"-"`
	// For says whose flavour it is, in words.
	For string `yaml:"for"`
	// Title says where the title of a page stands: in a heading of level 1, or in
	// the front matter, from which the generator makes that heading.
	Title TitlePlace `yaml:"title"`
	// FrontKeys says which keys the front matter has for the facts that more than one
	// generator knows: title, description and order. "sidebar.order" is a key in a
	// mapping. A flavour without any has no front matter.
	FrontKeys map[string]string `yaml:"front"`
	// Anchors says how a heading gets the id by which it is reached.
	Anchors AnchorForm `yaml:"anchors"`
	// Notes says how a note is set, and NoteNames what each kind is called there.
	Notes     NoteForm          `yaml:"notes"`
	NoteNames map[string]string `yaml:"note_names"`
	// Comments says how a page without a front matter says what no reader sees. In
	// a front matter it is a comment of YAML.
	Comments CommentForm `yaml:"comments"`
	// MDX says that <, {, import and export mean something: text has none of them
	// bare, so that it reads the same with and without MDX.
	MDX bool `yaml:"mdx"`
	// Colons says that a colon before a letter may start something; with MDX, before
	// a digit as well.
	Colons bool `yaml:"colons"`
	// Shortcodes says that {{< means something even inside a code span.
	Shortcodes bool `yaml:"shortcodes"`
	// Tabs says how tabs are set, where a document is asked for with them; empty is
	// not at all. Imports are what a page with tabs says first, and Extension is that
	// of its file where it is not .md.
	Tabs      TabForm  `yaml:"tabs"`
	Imports   []string `yaml:"imports"`
	Extension string   `yaml:"extension"`
	// Bundles says that a page with files beside it is the index.md of a folder.
	Bundles bool `yaml:"bundles"`
	// Indent is how deep what belongs to an item of a list is indented; 0 is as
	// deep as its marker is wide.
	Indent int `yaml:"indent"`
	// Lists says how two lists in a row are told apart.
	Lists ListBorder `yaml:"lists"`
	// Escapes are the characters that a backslash escapes; the others are written
	// as numbers. None means every ASCII punctuation.
	Escapes string `yaml:"escapes"`
	// Starts are what starts a block here beside what GitHub's specification has.
	Starts []string `yaml:"starts"`
	// Pipes says that a | inside a code span ends no cell of a table, and that a
	// backslash before it would be shown.
	Pipes bool `yaml:"pipes"`
}

// What a [Flavour] says by a word.
type (
	TitlePlace string
	AnchorForm string
	NoteForm   string
	ListBorder string
	TabForm    string

	CommentForm string
)

// The words, and what they say.
const (
	TitleHeading TitlePlace = "heading"
	TitleFront   TitlePlace = "front"

	AnchorSlugs      AnchorForm = "slugs"      // what GitHub makes of the words of the heading
	AnchorAttributes AnchorForm = "attributes" // ## Words {#id}
	AnchorComments   AnchorForm = "comments"   // ## Words {/* #id */}
	AnchorElements   AnchorForm = "elements"   // ## <a id="id"></a>Words

	NoteWords      NoteForm = "words"      // > **Warning:** …
	NoteBrackets   NoteForm = "brackets"   // > [!WARNING]
	NoteDirectives NoteForm = "directives" // :::warning[Warning]
	NoteIndented   NoteForm = "indented"   // !!! warning "Warning"

	CommentHTML  CommentForm = "html"  // <!-- … -->
	CommentMDX   CommentForm = "mdx"   // {/* … */}
	CommentLabel CommentForm = "label" // [//]: # "…", a link that nothing uses

	NoTabs       TabForm = ""         // the reader has none
	TabsElements TabForm = "elements" // <Tabs><TabItem label="…">
	TabsIndented TabForm = "indented" // === "…"

	ListMarkers  ListBorder = ""         // by other markers: - and *, 1. and 1)
	ListComments ListBorder = "comments" // by a comment between them
)

// Flavours are the flavours of flavours.yaml, in its order. The list is read once and
// must not be changed. The file is part of the program: a fault in it panics, and a
// test finds it.
var Flavours = sync.OnceValue(func() []Flavour {
	raw, err := Files.ReadFile("flavours.yaml")
	if err != nil {
		panic(fmt.Sprintf("templates: %v", err))
	}
	all, err := readFlavours(raw)
	if err != nil {
		panic(fmt.Sprintf("templates: flavours.yaml: %v", err))
	}
	return all
})

func readFlavours(raw []byte) ([]Flavour, error) {
	var order yaml.Node
	if err := yaml.Unmarshal(raw, &order); err != nil {
		return nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	var named map[string]Flavour
	if err := decoder.Decode(&named); err != nil {
		return nil, err
	}
	var all []Flavour
	keys := order.Content[0].Content
	for i := 0; i < len(keys); i += 2 {
		f := named[keys[i].Value]
		f.Name = keys[i].Value
		all = append(all, f)
	}
	return all, nil
}

// FindFlavour is the flavour of a name.
func FindFlavour(name string) (Flavour, bool) {
	for _, f := range Flavours() {
		if f.Name == name {
			return f, true
		}
	}
	return Flavour{}, false
}

// FlavourNames are the names of all flavours.
func FlavourNames() []string {
	var names []string
	for _, f := range Flavours() {
		names = append(names, f.Name)
	}
	return names
}
