package model

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model/source"
)

// A Facet is a question with a finite list of answers.
type Facet struct {
	ID       Word  `yaml:"id" validate:"required"`
	Question Prose `yaml:"question" validate:"required"` // The question, as it is asked.
	Why      Prose `yaml:"why"`                          // Why it is asked, for whoever has to answer.
	// Noun is what an answer is called in the words between the content, the id
	// where it is not given: "the host of your region, from Hosts by region".
	Noun    Prose    `yaml:"noun"`
	Default Word     `yaml:"default"`                                // The answer of a profile that gives none.
	Many    *Many    `yaml:"many"`                                   // When several answers may be given. Without it there is exactly one.
	Columns []Column `yaml:"columns" validate:"dive"`                // The columns of its table, where its answers have values.
	Answers []Answer `yaml:"answers" validate:"required,min=2,dive"` // Its answers, of which there are at least two.
	// Repeat leads in, in an open document, what is done once for each answer.
	Repeat Prose  `yaml:"repeat"`
	Source []Word `yaml:"source"`
}

// Many tells when a facet takes several answers; else it takes exactly one.
type Many struct {
	When Condition `yaml:"when" validate:"required"` // For whom several answers may be given.
	Why  Prose     `yaml:"why" validate:"required"`  // Why everyone else gives exactly one.
}

// An Answer to a facet. Row has a cell for each column of the facet: it is how
// a table of regions is stated.
type Answer struct {
	ID Word `yaml:"id" validate:"required"`
	// What it is called in the head of a runbook and in tables. For example: `no
	// outbound gateway`.
	Label Prose `yaml:"label" validate:"required"`
	// Whom it is for, as it stands behind "if". For example: `your outbound mail
	// leaves through a gateway of your own`.
	Clause Prose            `yaml:"clause" validate:"required"`
	Effect []Item           `yaml:"effect"`              // What follows from it, for "Why these steps".
	Row    source.Map[Cell] `yaml:"row" validate:"dive"` // Its value in each column of the question.
	Source []Word           `yaml:"source"`
	// Of a generation of consoles: when somebody last held its screens against the
	// steps. Without it nobody has since they were written. For example:
	// `2026-11-21`.
	Checked Word `yaml:"checked"`
	// Of a generation of consoles that Microsoft has taken away: what its readers do
	// now.
	Retired Prose `yaml:"retired"`
}

// A Column of the table that a facet's answers make.
type Column struct {
	ID    Word  `yaml:"id" validate:"required"`
	Title Prose `yaml:"title" validate:"required"` // What heads it.
	// What stands for its value in a document for readers of all rows. For example:
	// `REGION_DOMAIN`.
	Placeholder string `yaml:"placeholder"`
}

// A Cell is a value of an answer's row.
type Cell struct {
	Value      Value
	Unverified Prose // no source documents the value; what to do about it
	Source     []Word
}

// A Condition is a set of readers: any of the cases, each a conjunction over
// facets. The zero Condition is everyone. Authors write one mapping from facet
// to allowed answers, or a list of such mappings.
type Condition struct {
	Pos source.Pos
	Any []Case
}

// A Case holds for a reader whose answer to each facet named is among those listed.
type Case = source.Map[[]Word]

// IsZero tells whether the condition lets everyone in.
func (c Condition) IsZero() bool { return len(c.Any) == 0 }

// String is the condition as it would be written.
func (c Condition) String() string {
	if c.IsZero() {
		return ""
	}
	return "{" + c.In("%s: [%s]", ", ", ", ", "} or {") + "}"
}

// In is the condition in words of the caller: how a facet and its answers are put,
// and what stands between two answers, two facets of a case, and two cases.
func (c Condition) In(format, answer, and, or string) string {
	var cases []string
	for _, one := range c.Any {
		var parts []string
		for _, e := range one {
			var answers []string
			for _, a := range e.Value {
				answers = append(answers, a.Text)
			}
			parts = append(parts, fmt.Sprintf(format, e.Key.Text, strings.Join(answers, answer)))
		}
		cases = append(cases, strings.Join(parts, and))
	}
	return strings.Join(cases, or)
}

// Forbid is a combination of answers that does not exist.
type Forbid struct {
	When Condition `yaml:"when" validate:"required"` // The answers that do not go together.
	Why  Prose     `yaml:"why" validate:"required"`  // Why they do not, for whoever gives them.
}

// An Input is a value that only the customer knows.
type Input struct {
	ID       Word   `yaml:"id" validate:"required"`
	Type     Word   `yaml:"type" validate:"required"`     // What kind of value it is: this decides what is let in.
	Question Prose  `yaml:"question" validate:"required"` // The question, as it is asked.
	Why      Prose  `yaml:"why"`                          // What whoever answers has to know.
	Example  string `yaml:"example" validate:"required"`  // A value of its kind. For example: `acme`.
	// What stands for it in a document for everyone, in capitals. For example:
	// `CUSTOMER_NAME`.
	Placeholder string    `yaml:"placeholder" validate:"required,uppercase"`
	When        Condition `yaml:"when"`
	Each        Word      `yaml:"each"` // The id of a facet: each answer that was given takes a value of its own.
	// A whole address may be given for the part before its @: its domain is then
	// looked up in a column, and has to agree with the answer or gives it.
	Whole *Whole `yaml:"whole"`
	// The input whose domain an address has to be in, where the vendor refuses any
	// other.
	Within   Word   `yaml:"within"`
	Distinct Prose  `yaml:"distinct"` // Why its values for several answers have to differ.
	Differs  []Word `yaml:"differs"`  // Inputs whose value this one must not have.
	Source   []Word `yaml:"source"`
}

// Whole names the column that the domain of a whole address is found in.
type Whole struct {
	Facet      Word              `yaml:"facet" validate:"required"`  // The question whose rows have the domains.
	Column     Word              `yaml:"column" validate:"required"` // The column of the domains.
	Superseded source.Map[Prose] `yaml:"superseded"`                 // Domains of older guides, each with what to say about it.
}
