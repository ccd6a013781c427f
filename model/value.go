package model

import (
	"github.com/triptych-docs/triptych/model/prose"
	"github.com/triptych-docs/triptych/model/source"
)

// A Word is a name or a short text with its place.
type Word = source.Word

// A Prose is text in the small Markdown of package prose, parsed at load.
type Prose struct {
	Word
	Blocks []prose.Block
}

// A Template is a value with braces: "{input.address}@{regions.domain}".
type Template struct {
	Word
	Runs []prose.Run // prose.Words and prose.Brace only
}

// A Value is what a setting is to be. Exactly one of its parts is given:
//
//	value: External                                   a text, may have braces
//	value: true                                       a Boolean
//	value: [a, b]                                     a list
//	value: {domains_of: rule.JournalEmailAddress}     the domains of addresses
//	value: {absent: everyone}                         unset, and what that means
//	value: {manual: "the console shows it"}           only the reader can find out
//	value: {choose: compliance, none: …, regional: …} by a facet, total
//
// A text that is one brace naming a column takes the cell as it is, a list or
// a manual value included.
type Value struct {
	Pos       source.Pos
	Text      *Template
	List      []Template
	Switch    *bool
	DomainsOf Word
	Absent    *Prose
	Manual    *Prose
	Choose    *Choice[Value]
}

// A Choice is a total switch over one facet. Arms that are the same for several
// answers may be written once: "compliance-portal | purview: …".
type Choice[T any] struct {
	Pos   source.Pos
	Facet Word
	Arms  []Arm[T]
}

// An Arm is what holds for one answer of a [Choice].
type Arm[T any] struct {
	Answer Word
	Value  T
}

// Of finds the arm of an answer.
func (c *Choice[T]) Of(answer string) (T, bool) {
	for _, a := range c.Arms {
		if a.Answer.Text == answer {
			return a.Value, true
		}
	}
	var none T
	return none, false
}

// A Switched is a T, or a [Choice] between several.
type Switched[T any] struct {
	Plain  *T
	Choose *Choice[Switched[T]]
}

// An Item is a prose with a condition. An author may write the prose alone.
type Item struct {
	When   Condition `yaml:"when"`
	Each   Word      `yaml:"each"`
	Text   Prose     `yaml:"text" validate:"required"` // What it says.
	Source []Word    `yaml:"source"`
}

// Switch is the facet of the choice and the answers that have an arm.
func (c Choice[T]) Switch() (facet Word, answers []Word) {
	for _, a := range c.Arms {
		answers = append(answers, a.Answer)
	}
	return c.Facet, answers
}
