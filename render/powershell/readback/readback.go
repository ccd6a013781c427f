// Package readback reads the facts back from a printed script: which setting of
// which object gets which value, and at which step. It reads the script's own
// table of what is to be there, from its tokens, and shares no code with the
// printer: what the two agree on is what the text says.
package readback

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/render/powershell/lexer"
)

// A Fact is one row of the table: an object, a setting, its value.
type Fact struct {
	Object  string // its id
	Kind    string
	Setting string
	Values  []string // none: unset; a Boolean is "True" or "False"
	Step    string
	Line    int // where the value stands
}

// String is the fact in one line.
func (f Fact) String() string {
	return fmt.Sprintf("%s.%s = %s", f.Object, f.Setting, strings.Join(f.Values, ", "))
}

// A Task is an entry of the table of what is done by hand.
type Task struct {
	ID, When, Title, Expect, Fail string
	Do                            []string
}

// A Script is what a script says about itself.
type Script struct {
	Parameters map[string]string   // defaults; a parameter without one is missing
	Facts      []Fact              // in the order of the table
	Known      map[string][]string // object → old values, as Setting=value
	Tests      map[string][]string // object → addresses of its test message
	Tasks      []Task
}

// Read reads a script. Parameters that have no default have the values given.
func Read(text string, given map[string]string) (*Script, error) {
	tokens, err := lexer.Tokens(text)
	if err != nil {
		return nil, err
	}
	r := &reader{given: given}
	for _, t := range tokens {
		if t.Kind != lexer.Break && t.Kind != lexer.Comment {
			r.tokens = append(r.tokens, t)
		}
	}
	s := &Script{Known: map[string][]string{}, Tests: map[string][]string{}}
	s.Parameters = r.parameters()
	r.defaults = s.Parameters
	desired, err := r.table("script:Desired")
	if err != nil {
		return nil, err
	}
	for _, o := range desired.items {
		id, kind := o.text("Id"), o.text("Kind")
		for _, row := range o.entry("Settings").items {
			v := row.entry("Value")
			s.Facts = append(s.Facts, Fact{
				Object: id, Kind: kind, Setting: row.text("Name"), Values: v.texts(), Step: row.text("Step"), Line: v.line,
			})
		}
		for _, known := range o.entry("Known").items {
			for _, t := range known.entry("Text").texts() {
				s.Known[id] = append(s.Known[id], known.text("Name")+"="+t)
			}
		}
		if tests := o.entry("Test").texts(); len(tests) > 0 {
			s.Tests[id] = tests
		}
	}
	byHand, err := r.table("script:ByHand")
	if err != nil {
		return nil, err
	}
	for _, t := range byHand.items {
		s.Tasks = append(s.Tasks, Task{
			ID: t.text("Id"), When: t.text("When"), Title: t.text("Title"), Do: t.entry("Do").texts(),
			Expect: t.text("Expect"), Fail: t.text("Fail"),
		})
	}
	return s, nil
}

// A value is a text, a list, or a table.
type value struct {
	none    bool
	one     string
	isList  bool
	items   []value
	entries map[string]value
	line    int
}

func (v value) entry(key string) value {
	if e, ok := v.entries[key]; ok {
		return e
	}
	return value{none: true}
}

func (v value) text(key string) string { return v.entry(key).one }

func (v value) texts() []string {
	switch {
	case v.none:
		return nil
	case !v.isList:
		return []string{v.one}
	}
	var all []string
	for _, item := range v.items {
		all = append(all, item.texts()...)
	}
	return all
}

type reader struct {
	tokens   []lexer.Token
	at       int
	defaults map[string]string
	given    map[string]string
}

func (r *reader) peek() lexer.Token {
	if r.at < len(r.tokens) {
		return r.tokens[r.at]
	}
	return lexer.Token{}
}

func (r *reader) next() lexer.Token {
	t := r.peek()
	r.at++
	return t
}

// parameters reads the defaults of the first param block.
func (r *reader) parameters() map[string]string {
	found := map[string]string{}
	for r.at < len(r.tokens) && r.next().Text != "param" {
	}
	depth := 0
	for r.at < len(r.tokens) {
		t := r.next()
		switch {
		case t.Kind == lexer.Bracket && strings.ContainsAny(t.Text, "([{"):
			depth++
		case t.Kind == lexer.Bracket:
			if depth--; depth == 0 {
				return found
			}
		case t.Kind == lexer.Variable && depth == 1 && r.peek().Text == "=":
			r.next()
			if d := r.next(); d.Kind == lexer.Literal {
				found[t.Value] = d.Value
			}
		}
	}
	return found
}

// table reads what a variable is set to.
func (r *reader) table(name string) (value, error) {
	for i, t := range r.tokens {
		if t.Kind == lexer.Variable && t.Value == name && i+1 < len(r.tokens) && r.tokens[i+1].Text == "=" {
			r.at = i + 2
			return r.value()
		}
	}
	return value{}, fmt.Errorf("readback: there is no table $%s", name)
}

func (r *reader) value() (value, error) {
	t := r.next()
	v := value{line: t.Line}
	switch {
	case t.Kind == lexer.Literal:
		v.one = t.Value
	case t.Kind == lexer.Variable:
		return r.variable(t), nil
	case t.Text == "-not":
		switched, err := r.value()
		v.one = "not " + switched.one
		return v, err
	case t.Text == "@(":
		return r.list(v)
	case t.Text == "@{":
		return r.entries(v)
	case t.Text == "(":
		return r.sum(v)
	default:
		return v, fmt.Errorf("readback: line %d: %q is no value", t.Line, t.Text)
	}
	return v, nil
}

func (r *reader) variable(t lexer.Token) value {
	v := value{line: t.Line}
	switch t.Value {
	case "null":
		v.none = true
	case "true":
		v.one = "True"
	case "false":
		v.one = "False"
	default:
		v.one = "$" + t.Value
		if text, ok := r.defaults[t.Value]; ok {
			v.one = text
		} else if text, ok := r.given[t.Value]; ok {
			v.one = text
		}
	}
	return v
}

func (r *reader) list(v value) (value, error) {
	v.isList = true
	for r.peek().Text != ")" {
		if r.peek().Kind == lexer.Mark && r.peek().Text == "," {
			r.next()
			continue
		}
		item, err := r.value()
		if err != nil {
			return v, err
		}
		v.items = append(v.items, item)
	}
	r.next()
	return v, nil
}

func (r *reader) entries(v value) (value, error) {
	v.entries = map[string]value{}
	for r.peek().Text != "}" || r.peek().Kind != lexer.Bracket {
		key := r.next()
		if key.Text == ";" {
			continue
		}
		name := key.Text
		if key.Kind == lexer.Literal {
			name = key.Value
		}
		if equals := r.next(); equals.Text != "=" {
			return v, fmt.Errorf("readback: line %d: %q has no value", key.Line, name)
		}
		entry, err := r.value()
		if err != nil {
			return v, err
		}
		v.entries[name] = entry
	}
	r.next()
	return v, nil
}

// sum reads texts joined with plus signs.
func (r *reader) sum(v value) (value, error) {
	for {
		part, err := r.value()
		if err != nil {
			return v, err
		}
		v.one += part.one
		switch t := r.next(); t.Text {
		case ")":
			return v, nil
		case "+":
		default:
			return v, fmt.Errorf("readback: line %d: %q in a sum", t.Line, t.Text)
		}
	}
}
