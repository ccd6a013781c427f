package model

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model/source"
)

// A Facet is a question with a finite list of answers.
type Facet struct {
	ID       Word  `yaml:"id" validate:"required"`
	Question Prose `yaml:"question" validate:"required"`
	Why      Prose `yaml:"why"` // why it is asked: shown by "profile new"
	// Noun is what an answer is called in the words between the content, the id
	// where it is not given: "the host of your region, from Hosts by region".
	Noun    Prose    `yaml:"noun"`
	Default Word     `yaml:"default"` // the answer of a profile that gives none
	Many    *Many    `yaml:"many"`    // when several answers may be given
	Columns []Column `yaml:"columns" validate:"dive"`
	Answers []Answer `yaml:"answers" validate:"required,min=2,dive"`
	// Repeat leads in, in an open document, what is done once for each answer.
	Repeat Prose  `yaml:"repeat"`
	Source []Word `yaml:"source"`
}

// Many tells when a facet takes several answers; else it takes exactly one.
type Many struct {
	When Condition `yaml:"when" validate:"required"`
	Why  Prose     `yaml:"why" validate:"required"`
}

// An Answer to a facet. Row has a cell for each column of the facet: it is how
// a table of regions is stated.
type Answer struct {
	ID     Word             `yaml:"id" validate:"required"`
	Label  Prose            `yaml:"label" validate:"required"`  // in a runbook's header: "no outbound gateway"
	Clause Prose            `yaml:"clause" validate:"required"` // after "if": "your outbound mail leaves through a gateway of your own"
	Effect []Item           `yaml:"effect"`                     // what follows from it, for "Why these steps"
	Row    source.Map[Cell] `yaml:"row" validate:"dive"`
	Source []Word           `yaml:"source"`
	// Of a generation of consoles: the date on which somebody last held its
	// screens against the steps, and, where Microsoft has taken it away, what its
	// readers do now. Without a date nobody has since the steps were written.
	Checked Word  `yaml:"checked"`
	Retired Prose `yaml:"retired"`
}

// A Column of the table that a facet's answers make.
type Column struct {
	ID          Word   `yaml:"id" validate:"required"`
	Title       Prose  `yaml:"title" validate:"required"`
	Placeholder string `yaml:"placeholder"` // in a document open over the facet: REGION
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
	When Condition `yaml:"when" validate:"required"`
	Why  Prose     `yaml:"why" validate:"required"`
}

// An Input is a value that only the customer knows.
type Input struct {
	ID          Word      `yaml:"id" validate:"required"`
	Type        Word      `yaml:"type" validate:"required"` // address, local-part, domain, name
	Question    Prose     `yaml:"question" validate:"required"`
	Why         Prose     `yaml:"why"`
	Example     string    `yaml:"example" validate:"required"`
	Placeholder string    `yaml:"placeholder" validate:"required,uppercase"`
	When        Condition `yaml:"when"`
	Each        Word      `yaml:"each"` // one value for each chosen answer of this facet
	// Whole lets a whole address stand for a local part: its domain is then
	// looked up in a column of a facet, and must agree with the answer or sets it.
	Whole *Whole `yaml:"whole"`
	// Within names the input whose domain an address has to be in, where the
	// vendor refuses any other.
	Within Word `yaml:"within"`
	// Distinct says why the values of an input with Each must differ.
	Distinct Prose `yaml:"distinct"`
	// Differs names inputs whose values this one must not have.
	Differs []Word `yaml:"differs"`
	Source  []Word `yaml:"source"`
}

// Whole names the column that the domain of a whole address is found in.
type Whole struct {
	Facet  Word `yaml:"facet" validate:"required"`
	Column Word `yaml:"column" validate:"required"`
	// Known are domains of older guides, each with what to say about it.
	Superseded source.Map[Prose] `yaml:"superseded"`
}
