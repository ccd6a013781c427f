package model

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
)

// A Project is everything that authors write. It is not changed once loaded.
type Project struct {
	Phrases    source.Map[Prose]           // words between the content: content/phrases.yaml
	Labels     source.Map[Switched[Label]] // what screens, fields, options and buttons are called
	Kinds      []plan.Kind
	Roles      []Role
	Sources    []Source
	Rules      []Rule // for every procedure: content/rules.yaml
	Procedures []*Procedure
	Hash       string // SHA-256 of all content, hexadecimal
}

// A Procedure is one folder of content; its files are read as one document.
type Procedure struct {
	ID       Word                        `yaml:"id" validate:"required"`
	Title    Prose                       `yaml:"title" validate:"required"`
	Vendor   Word                        `yaml:"vendor" validate:"required"`            // id, letters and digits
	Script   Word                        `yaml:"script" validate:"required,powershell"` // name of the script: Set-Area1Journaling
	Labels   source.Map[Switched[Label]] `yaml:"labels"`                                // of the vendor's own console
	Terms    source.Map[Prose]           `yaml:"terms" validate:"required"`             // names stated once: product, portal
	Links    source.Map[Word]            `yaml:"links"`                                 // URLs stated once
	Facets   []Facet                     `yaml:"facets" validate:"required,dive"`
	Forbid   []Forbid                    `yaml:"forbid" validate:"dive"`
	Inputs   []Input                     `yaml:"inputs" validate:"required,dive"`
	Objects  []Object                    `yaml:"objects" validate:"required,dive"`
	Tables   []Table                     `yaml:"tables" validate:"dive"`
	Sections []Section                   `yaml:"sections" validate:"required,dive"`
	// Drawn says in whose runbooks the forms that steps fill in are drawn.
	// Without it they are in all.
	Drawn Condition `yaml:"drawn"`
	// Goal is the step without which the procedure has not been done.
	Goal         Word          `yaml:"goal" validate:"required"`
	Runbook      Runbook       `yaml:"runbook" validate:"required"`
	Decisions    []Decision    `yaml:"decisions" validate:"dive"`
	Facts        []Fact        `yaml:"facts" validate:"dive"`
	Rules        []Rule        `yaml:"rules" validate:"dive"` // of this procedure alone
	Publications []Publication `yaml:"publications" validate:"dive"`
	// Aliases are addresses of older guides, as paths of the site without a slash
	// before them. Who comes to one of them is led to the guide.
	Aliases []Word `yaml:"aliases"`
	// Changes are what each version changed for its readers, the youngest first.
	Changes []Change `yaml:"changes" validate:"dive"`
}

// A Change is a version of a procedure, and what was changed in it. An item for
// some readers only has a condition.
type Change struct {
	Version Word   `yaml:"version" validate:"required"` // 1, 1.2
	Date    Word   `yaml:"date" validate:"required"`    // 2026-11-21
	Says    []Item `yaml:"says" validate:"required,min=1,dive"`
}

// A Label is the text of one thing on screen, or a path of several.
type Label struct {
	Path []Word
}

// OptionMap maps the value of a setting to the label of the option on screen.
type OptionMap = source.Map[Word]

// A Role is a role group that may do something.
type Role struct {
	ID     Word   `yaml:"id" validate:"required"`
	Title  Prose  `yaml:"title" validate:"required"`
	Check  Prose  `yaml:"check"` // how to see that one has it
	Source []Word `yaml:"source" validate:"required,min=1"`
}

// A Source is a document that facts are from.
type Source struct {
	ID    Word  `yaml:"id" validate:"required"`
	Title Prose `yaml:"title" validate:"required"`
}

// A Decision is a point where sources disagree, and what was chosen.
type Decision struct {
	ID     Word     `yaml:"id" validate:"required"`
	Fact   Prose    `yaml:"fact" validate:"required"`
	Says   []Saying `yaml:"says" validate:"required,dive"`
	Chosen Prose    `yaml:"chosen" validate:"required"`
	Why    Prose    `yaml:"why" validate:"required"`
	Since  Word     `yaml:"since" validate:"required"`
	// About names what it decides: settings, steps, sections, labels, columns.
	About []Word `yaml:"about" validate:"required,min=1"`
	// Older are words that show a document on another side than the one chosen.
	Older []Word `yaml:"older"`
	// Stated are words of which a document has one if it says what was chosen.
	// One that covers what the decision is about, and has none, leaves it out.
	Stated []Word `yaml:"stated"`
}

// A Saying is what one source says, with the lines where it says it.
type Saying struct {
	Source Word  `yaml:"source" validate:"required"`
	Lines  Word  `yaml:"lines"`
	Says   Prose `yaml:"says" validate:"required"`
}

// A Publication is a document that the docs team publishes.
type Publication struct {
	ID      Word               `yaml:"id" validate:"required"`
	Title   Prose              `yaml:"title" validate:"required"`
	File    Word               `yaml:"file" validate:"required"`
	Flavour Word               `yaml:"flavour" validate:"required"`             // a name of templates/flavours.yaml
	Partial bool               `yaml:"partial"`                                 // no title of its own
	Heading int                `yaml:"heading" validate:"required,min=1,max=4"` // level of the sections
	Front   source.Map[Front]  `yaml:"front"`
	Answers source.Map[[]Word] `yaml:"answers"`                     // facets that it closes; the rest is open
	Outline []Word             `yaml:"outline" validate:"required"` // sections, in order
	Dialogs bool               `yaml:"dialogs"`                     // draw the forms
	Base    string             `yaml:"pictures"`                    // folder of the docs team's pictures
	// Drawings says where the drawings of forms and of the mail flow are. Without
	// it a document says them in tables and lists.
	Drawings *Drawings `yaml:"drawings"`
	Source   []Word    `yaml:"source"`
}

// Drawings are files that are made with a document: in a folder beside it, and
// under the URL that the document quotes, which is the folder if it has none.
type Drawings struct {
	Folder Word `yaml:"folder" validate:"required"`
	URL    Word `yaml:"url"`
}

// Front is a value of a front matter: a text, or a mapping of more.
type Front struct {
	Text *Word
	Raw  string // a scalar that is not a string, as written: 3, true
	Map  source.Map[Front]
}
