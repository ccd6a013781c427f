package model

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
)

// A Project is everything that authors write. It is not changed once loaded.
type Project struct {
	Shared
	Procedures []*Procedure
	Hash       string // SHA-256 of all content, hexadecimal
}

// Shared is what all procedures share: the files beside their folders, which are
// read as one document.
type Shared struct {
	// The words between the content, which all documents have in common.
	Phrases source.Map[Prose] `yaml:"phrases" validate:"required"`
	// What Microsoft's consoles call screens, fields, options and buttons, for each
	// generation. A list is a path.
	Labels source.Map[Switched[Label]] `yaml:"labels" validate:"required"`
	// The kinds of object that procedures make or change, with their cmdlets and
	// settings.
	Kinds   []plan.Kind `yaml:"kinds" validate:"required,dive"`
	Roles   []Role      `yaml:"roles" validate:"required,dive"`   // The role groups that may do something.
	Sources []Source    `yaml:"sources" validate:"required,dive"` // The documents that facts are from.
	Rules   []Rule      `yaml:"rules" validate:"dive"`            // What a tenant needs of every procedure.
}

// A Procedure is one folder of content; its files are read as one document.
type Procedure struct {
	// The name of its folder, which profiles and addresses have. For example:
	// `area1-journaling`.
	ID    Word  `yaml:"id" validate:"required"`
	Title Prose `yaml:"title" validate:"required"` // What it sets up, as pages and runbooks are headed.
	// The vendor's short name, in letters and digits, as names of files and of the
	// script's functions have it. For example: `area1`.
	Vendor Word `yaml:"vendor" validate:"required"`
	// The name of the script, as PowerShell names commands. For example:
	// `Set-Area1Journaling`.
	Script Word `yaml:"script" validate:"required,powershell"`
	// What the vendor's own console calls its screens, fields and buttons. Those of
	// Microsoft's are in labels.yaml.
	Labels source.Map[Switched[Label]] `yaml:"labels"`
	// Names stated once, which texts quote as {term:product}: of the product, of the
	// portal, of whom to call.
	Terms  source.Map[Prose] `yaml:"terms" validate:"required"`
	Links  source.Map[Word]  `yaml:"links"`                           // URLs stated once, which texts link to as [words](link:name).
	Facets []Facet           `yaml:"facets" validate:"required,dive"` // The questions that decide which steps a reader has.
	Forbid []Forbid          `yaml:"forbid" validate:"dive"`          // Answers that do not go together.
	// The values that only the customer knows, which are filled in and decide
	// nothing.
	Inputs []Input `yaml:"inputs" validate:"required,dive"`
	// What is there afterwards, with its settings. A value stands here and nowhere
	// else.
	Objects []Object `yaml:"objects" validate:"required,dive"`
	Tables  []Table  `yaml:"tables" validate:"dive"` // Tables with a row for each answer to a question.
	// The parts of the procedure with their steps, in the order in which they are
	// done.
	Sections []Section `yaml:"sections" validate:"required,dive"`
	// In whose runbooks the forms that steps fill in are drawn. Without it they are
	// in all.
	Drawn Condition `yaml:"drawn"`
	// The step without which the procedure has not been done. For example:
	// `rule.configure`.
	Goal      Word       `yaml:"goal" validate:"required"`
	Runbook   Runbook    `yaml:"runbook" validate:"required"` // What the person who executes needs beside the steps.
	Decisions []Decision `yaml:"decisions" validate:"dive"`   // Where sources disagree, and what was chosen.
	// Every value, label and order a second time, so that none is changed by
	// accident.
	Facts        []Fact        `yaml:"facts" validate:"dive"`
	Rules        []Rule        `yaml:"rules" validate:"dive"`        // What has to hold of this procedure alone.
	Publications []Publication `yaml:"publications" validate:"dive"` // The documents that are published.
	// Aliases are addresses of older guides, as paths of the site without a slash
	// before them. Who comes to one of them is led to the guide.
	Aliases []Word `yaml:"aliases"`
	// Changes are what each version changed for its readers, the youngest first.
	Changes []Change `yaml:"changes" validate:"dive"`
}

// A Change is a version of a procedure, and what was changed in it. An item for
// some readers only has a condition.
type Change struct {
	Version Word   `yaml:"version" validate:"required"`         // Its number. For example: `1`, `1.2`.
	Date    Word   `yaml:"date" validate:"required"`            // When it was published. For example: `2026-11-21`.
	Says    []Item `yaml:"says" validate:"required,min=1,dive"` // What it changed for readers, a sentence each.
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
	Title  Prose  `yaml:"title" validate:"required"` // What the console calls it.
	Check  Prose  `yaml:"check"`                     // How to see that one has it.
	Source []Word `yaml:"source" validate:"required,min=1"`
}

// A Source is a document that facts are from.
type Source struct {
	ID    Word  `yaml:"id" validate:"required"`
	Title Prose `yaml:"title" validate:"required"` // What it is called, with its date or edition.
}

// A Decision is a point where sources disagree, and what was chosen.
type Decision struct {
	ID     Word     `yaml:"id" validate:"required"`
	Fact   Prose    `yaml:"fact" validate:"required"`        // What the sources disagree about.
	Says   []Saying `yaml:"says" validate:"required,dive"`   // What each of the sources says.
	Chosen Prose    `yaml:"chosen" validate:"required"`      // What was chosen.
	Why    Prose    `yaml:"why" validate:"required"`         // Why it was chosen.
	Since  Word     `yaml:"since" validate:"required"`       // The date of the choice. For example: `2026-11-21`.
	About  []Word   `yaml:"about" validate:"required,min=1"` // What it decides: settings, steps, sections, labels, columns.
	// Older are words that show a document on another side than the one chosen.
	Older []Word `yaml:"older"`
	// Stated are words of which a document has one if it says what was chosen.
	// One that covers what the decision is about, and has none, leaves it out.
	Stated []Word `yaml:"stated"`
}

// A Saying is what one source says, with the lines where it says it.
type Saying struct {
	Source Word  `yaml:"source" validate:"required"` // The source, by its id in sources.yaml.
	Lines  Word  `yaml:"lines"`                      // The lines of the source where it says so. For example: `47-50`.
	Says   Prose `yaml:"says" validate:"required"`   // What it says there.
}

// A Publication is a document that the docs team publishes.
type Publication struct {
	ID      Word  `yaml:"id" validate:"required"`
	Title   Prose `yaml:"title" validate:"required"`   // The title of the document.
	File    Word  `yaml:"file" validate:"required"`    // The name of its file. For example: `area1-guide.md`.
	Flavour Word  `yaml:"flavour" validate:"required"` // Whom its Markdown is for.
	// It is a part of a page: it has no title, and a front matter only if one is
	// stated.
	Partial bool              `yaml:"partial"`
	Heading int               `yaml:"heading" validate:"required,min=1,max=4"` // The level of the headings of its sections, from 1 to 4.
	Front   source.Map[Front] `yaml:"front"`                                   // Its front matter, in the keys of its flavour.
	// The questions that it settles for all its readers, with their answers. The
	// others are left open, and said in words.
	Answers source.Map[[]Word] `yaml:"answers"`
	Outline []Word             `yaml:"outline" validate:"required"` // Its sections, in order.
	Dialogs bool               `yaml:"dialogs"`                     // It draws the forms that steps fill in.
	Base    string             `yaml:"pictures"`                    // The folder of the docs team's own pictures, as the site serves it.
	// Where the drawings of forms and of the mail flow go. Without it the document
	// says them in tables and lists.
	Drawings *Drawings `yaml:"drawings"`
	Source   []Word    `yaml:"source"`
}

// Drawings are files that are made with a document: in a folder beside it, and
// under the URL that the document quotes, which is the folder if it has none.
type Drawings struct {
	// The folder beside the document, with a slash at its end. For example:
	// `area1-guide/`.
	Folder Word `yaml:"folder" validate:"required"`
	// How the document quotes the folder, where a site serves it from elsewhere.
	URL Word `yaml:"url"`
}

// Front is a value of a front matter: a text, or a mapping of more.
type Front struct {
	Text *Word
	Raw  string // a scalar that is not a string, as written: 3, true
	Map  source.Map[Front]
}
