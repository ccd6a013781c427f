package config

import (
	"slices"
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model/source"
)

// A Kind is what a setting is written as.
type Kind int

// The kinds of settings.
const (
	Text   Kind = iota
	Switch      // true or false
	Number
	Ignores // a list of findings that are put off; no variable has it
)

// A Setting is something that can be set.
type Setting struct {
	Key  string // "docs.flavor": a flavor in the section docs
	Kind Kind
	Help string // a sentence
	// Words are what it may be; nil, or nothing, for anything. They are asked for
	// where something is set: to know them all takes longer than most commands do.
	Words   func() []string
	Default string
	Flags   []string // that say the same: "docs --flavor"
	// Path is set for a path. In a file it starts from the folder of the file.
	Path bool
	// User is set where the file of a user may say it too. The others are about
	// one project: a user's file would say them of every project.
	User bool
	// Valid says what is wrong with a text; nil where any will do.
	Valid func(text string) error
}

// Prefix is what the names of all variables start with.
const Prefix = "TRIPTYCH_"

var inVariables = strings.NewReplacer(".", "_", "-", "_")

// Variable is the variable that says the same: TRIPTYCH_DOCS_FLAVOR. It is empty
// where there is none.
func (s Setting) Variable() string {
	if s.Kind == Ignores {
		return ""
	}
	return Prefix + strings.ToUpper(inVariables.Replace(s.Key))
}

// words are what it may be.
func (s Setting) words() []string {
	if s.Words == nil {
		return nil
	}
	return s.Words()
}

// fault says what is wrong with a text, and what would be right.
func (s Setting) fault(text string) (message, hint string) {
	shown, words := strconv.Quote(text), s.words()
	_, notNumber := strconv.Atoi(text)
	switch {
	case text == "":
		return s.Key + " is empty", "leave it out where it has nothing to say"
	case s.Kind == Switch && text != "true" && text != "false":
		return s.Key + " is " + shown, "it is true or false"
	case s.Kind == Number && notNumber != nil:
		return s.Key + " is " + shown, "it is a number"
	case len(words) > 0 && !slices.Contains(words, text):
		return s.Key + " is " + shown, source.DidYouMean(text, words)
	case s.Valid != nil:
		if err := s.Valid(text); err != nil {
			return s.Key + " is " + shown, err.Error()
		}
	}
	return "", ""
}

// A Table is all that can be set, in the order of the keys.
type Table []Setting

// below are the keys one level below a section: for "docs", flavor and output.
// The section is empty for the outermost.
func (t Table) below(section string) []string {
	var keys []string
	for _, s := range t {
		rest := s.Key
		if section != "" {
			var in bool
			if rest, in = strings.CutPrefix(s.Key, section+"."); !in {
				continue
			}
		}
		key, _, _ := strings.Cut(rest, ".")
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// find is the setting of a key.
func (t Table) find(key string) (Setting, bool) {
	i := slices.IndexFunc(t, func(s Setting) bool { return s.Key == key })
	if i < 0 {
		return Setting{}, false
	}
	return t[i], true
}

// under joins a section and a key in it.
func under(section, key string) string {
	if section == "" {
		return key
	}
	return section + "." + key
}
