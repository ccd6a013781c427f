package tenant

import (
	"fmt"
	"strings"
	"sync"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/render/powershell/lexer"
)

// A Script is what the text of a script says: what is to be there, what is known
// of the kinds, and which cmdlet does what.
type Script struct {
	Desired []Want
	Kinds   map[string]Facts
	// UnsetBooleans says that the script gives a Boolean that had no value none
	// back, and does not turn it off.
	UnsetBooleans bool

	calls map[string]scriptCall // "kind: Operation"
	lists map[string][]scriptCall
}

// A Want is an entry of the table of what is to be there.
type Want struct {
	ID, Kind string
	Settings []Setting
	Known    []Known
	Test     []string
	Lenient  bool
}

// A Setting is a row of it.
type Setting struct {
	Name        string
	Texts       []string
	OnlyIfEmpty bool
	Replaced    bool // a parameter of its own replaces it
}

// Known is a value under which an object may exist already.
type Known struct {
	Name  string
	Texts []string
}

// Facts are the entries of the table of kinds that a run goes by.
type Facts struct {
	Singleton, Creatable        bool
	Match, NotOnNew, NotOnSet   []string
	Names, Boolean              []string
	Switch, Switched, Validated string
	TestedFor, TestedAt         string
	Fresh                       map[string]string
	Read, Prefix                map[string]string
	Empty, With, NeededBy       map[string][]string
}

type scriptCall struct {
	cmdlet    string
	identity  bool     // -Identity $identity
	confirmed bool     // -Confirm:$false
	arguments bool     // @arguments
	taken     []string // the arguments it may have
	on        []string // parameters given as $true
	tests     []string // parameters given the addresses of the test
	moments   []string // parameters given the time
}

// Asked is the value of a parameter that the script has no default for.
const Asked = "asked.example"

// Read reads a script by its text.
func Read(text string) (*Script, error) {
	params, err := between(text, "\nparam(\n", "\n)\n")
	if err != nil {
		return nil, err
	}
	defaults := map[string]string{}
	for _, m := range parameter().FindAllStringSubmatch(params, -1) {
		defaults[m[1]] = strings.ReplaceAll(m[2], "''", "'")
	}
	desired, err := between(text, "\n$script:Desired = ", "\n)\n")
	if err != nil {
		return nil, err
	}
	table, err := read(desired+"\n)", defaults)
	if err != nil {
		return nil, err
	}
	rest, err := between(text, "\n$script:Kinds = ", "\nfunction Get-RollbackCheck")
	if err != nil {
		return nil, err
	}
	s, err := engine(rest)
	if err != nil {
		return nil, err
	}
	s.Desired = wants(table)
	return s, nil
}

var parameter = pattern.New(`(?m)^    \[string\] \$(\w+) = '((?:[^']|'')*)'`)

func between(text, from, to string) (string, error) {
	_, rest, ok := strings.Cut(text, from)
	if !ok {
		return "", fmt.Errorf("tenant: the script has no %q", from)
	}
	part, _, ok := strings.Cut(rest, to)
	if !ok {
		return "", fmt.Errorf("tenant: the script has no %q after %q", to, from)
	}
	return part, nil
}

func wants(table value) []Want {
	var all []Want
	for _, item := range table.items {
		w := Want{
			ID: item.entries["Id"].one, Kind: item.entries["Kind"].one,
			Test: item.entries["Test"].texts(), Lenient: item.entries["Lenient"].one == "True",
		}
		for _, row := range item.entries["Settings"].items {
			w.Settings = append(w.Settings, Setting{
				row.entries["Name"].one, row.entries["Value"].texts(), row.entries["OnlyIfEmpty"].one == "True", row.entries["ReplaceWith"].one != "",
			})
		}
		for _, known := range item.entries["Known"].items {
			w.Known = append(w.Known, Known{known.entries["Name"].one, known.entries["Text"].texts()})
		}
		all = append(all, w)
	}
	return all
}

// engines remembers what the part of a script that does not depend on its values
// says: thousands of scripts have few such parts.
var engines sync.Map

// engine reads the table of kinds and the calls.
func engine(text string) (*Script, error) {
	if known, ok := engines.Load(text); ok {
		s := *known.(*Script)
		return &s, nil
	}
	kinds, _, _ := strings.Cut(text, "\n}\n")
	table, err := read(kinds+"\n}", nil)
	if err != nil {
		return nil, err
	}
	s := &Script{Kinds: map[string]Facts{}, calls: map[string]scriptCall{}, lists: map[string][]scriptCall{}}
	for id, k := range table.entries {
		s.Kinds[id] = Facts{
			Singleton: k.entries["Singleton"].one == "True", Creatable: k.entries["Creatable"].one == "True",
			Match: k.entries["Match"].texts(), NotOnNew: k.entries["NotOnNew"].texts(), NotOnSet: k.entries["NotOnSet"].texts(),
			Names: k.entries["Names"].texts(), Boolean: k.entries["Boolean"].texts(),
			Switch: k.entries["Switch"].one, Switched: k.entries["Switched"].one, Validated: k.entries["Validated"].one,
			TestedFor: k.entries["TestedFor"].one, TestedAt: k.entries["TestedAt"].one, Fresh: k.entries["Fresh"].ones(),
			Read: k.entries["Read"].ones(), Prefix: k.entries["Prefix"].ones(),
			Empty: k.entries["Empty"].lists(), With: k.entries["With"].lists(), NeededBy: k.entries["NeededBy"].lists(),
		}
	}
	for _, m := range oneCase().FindAllStringSubmatch(text, -1) {
		s.calls[m[1]] = readCall(m[2])
	}
	lists, err := between(text, "\nfunction Get-TenantObject", "\n}\n")
	if err != nil {
		return nil, err
	}
	for _, m := range listCase().FindAllStringSubmatch(lists, -1) {
		for _, line := range strings.Split(strings.TrimSpace(m[2]), "\n") {
			s.lists[m[1]] = append(s.lists[m[1]], readCall(line))
		}
	}
	removes, err := between(text, "\nfunction Remove-CreatedObject", "\n}\n")
	if err != nil {
		return nil, err
	}
	for _, m := range listCase().FindAllStringSubmatch(removes, -1) {
		s.calls[m[1]+": Remove"] = readCall(m[2])
	}
	back, err := between(text, "\nfunction ConvertFrom-TextList", "\n}\n")
	if err != nil {
		return nil, err
	}
	unset, boolean := strings.Index(back, "-not $Text"), strings.Index(back, "].Boolean")
	s.UnsetBooleans = unset >= 0 && unset < boolean
	engines.Store(text, s)
	c := *s
	return &c, nil
}

var (
	oneCase  = pattern.New(`(?s)\n                '([a-z-]+: [A-Z][a-z]+)' \{\n(.*?)\n                \}`)
	listCase = pattern.New(`(?s)\n            '([a-z-]+)' \{\n(.*?)\n            \}`)
	cmdlet   = pattern.New(`\b(?:New|Set|Get|Remove|Enable|Disable|Validate)-[A-Z]\w+`)
	given    = pattern.New(`-(\w+) \$(true|now|want\.Test)\b`)
	quoted   = pattern.New(`'([^']*)'`)
)

// readCall reads the lines of a case: the call of the cmdlet, and the arguments
// it may have.
func readCall(text string) scriptCall {
	var c scriptCall
	for _, line := range strings.Split(text, "\n") {
		if strings.Contains(line, "Select-Argument") {
			_, names, _ := strings.Cut(line, "-Name ")
			for _, m := range quoted().FindAllStringSubmatch(names, -1) {
				c.taken = append(c.taken, m[1])
			}
			continue
		}
		name := cmdlet().FindString(line)
		if c.cmdlet != "" || name == "" || name == "Get-Date" {
			continue
		}
		c.cmdlet = name
		c.identity = strings.Contains(line, "-Identity $identity")
		c.confirmed = strings.Contains(line, "-Confirm:$false")
		c.arguments = strings.Contains(line, "@arguments")
		for _, m := range given().FindAllStringSubmatch(line, -1) {
			switch m[2] {
			case "true":
				c.on = append(c.on, m[1])
			case "now":
				c.moments = append(c.moments, m[1])
			default:
				c.tests = append(c.tests, m[1])
			}
		}
	}
	return c
}

// A value is a text, a list or a table of the script.
type value struct {
	none    bool
	one     string
	items   []value
	list    bool
	entries map[string]value
}

func (v value) texts() []string {
	switch {
	case v.list:
		var all []string
		for _, item := range v.items {
			all = append(all, item.texts()...)
		}
		return all
	case v.none, v.one == "":
		return nil
	}
	return []string{v.one}
}

func (v value) ones() map[string]string {
	all := map[string]string{}
	for key, e := range v.entries {
		all[key] = e.one
	}
	return all
}

func (v value) lists() map[string][]string {
	all := map[string][]string{}
	for key, e := range v.entries {
		all[key] = e.texts()
	}
	return all
}

func read(text string, defaults map[string]string) (value, error) {
	tokens, err := lexer.Tokens(text)
	if err != nil {
		return value{}, err
	}
	r := &tables{defaults: defaults}
	for _, t := range tokens {
		if t.Kind != lexer.Break && t.Kind != lexer.Comment && t.Text != ";" && t.Text != "," {
			r.tokens = append(r.tokens, t)
		}
	}
	return r.value()
}

type tables struct {
	tokens   []lexer.Token
	at       int
	defaults map[string]string
}

func (r *tables) next() lexer.Token {
	if r.at >= len(r.tokens) {
		return lexer.Token{Text: "the end"}
	}
	r.at++
	return r.tokens[r.at-1]
}

func (r *tables) upTo(end string) bool {
	if r.at < len(r.tokens) && r.tokens[r.at].Kind == lexer.Bracket && r.tokens[r.at].Text == end {
		r.at++
		return false
	}
	return r.at < len(r.tokens)
}

func (r *tables) value() (value, error) {
	t := r.next()
	switch {
	case t.Kind == lexer.Literal:
		return value{one: t.Value}, nil
	case t.Text == "$null":
		return value{none: true}, nil
	case t.Text == "$true":
		return value{one: "True"}, nil
	case t.Text == "$false":
		return value{one: "False"}, nil
	case t.Kind == lexer.Variable:
		if text, ok := r.defaults[t.Value]; ok {
			return value{one: text}, nil
		}
		return value{one: Asked}, nil
	case t.Text == "-not": // a switch that nobody gave
		_, err := r.value()
		return value{one: "True"}, err
	case t.Text == "@(":
		v := value{list: true}
		for r.upTo(")") {
			item, err := r.value()
			if err != nil {
				return v, err
			}
			v.items = append(v.items, item)
		}
		return v, nil
	case t.Text == "@{":
		v := value{entries: map[string]value{}}
		for r.upTo("}") {
			key := r.next()
			name := key.Text
			if key.Kind == lexer.Literal {
				name = key.Value
			}
			if equals := r.next(); equals.Text != "=" {
				return v, fmt.Errorf("tenant: %q has no value", name)
			}
			entry, err := r.value()
			if err != nil {
				return v, err
			}
			v.entries[name] = entry
		}
		return v, nil
	case t.Text == "(":
		v := value{}
		for r.upTo(")") {
			if r.tokens[r.at].Text == "+" {
				r.at++
				continue
			}
			part, err := r.value()
			if err != nil {
				return v, err
			}
			v.one += part.one
		}
		return v, nil
	case t.Kind == lexer.Word && strings.Trim(t.Text, "0123456789") == "":
		return value{one: t.Text}, nil
	}
	return value{}, fmt.Errorf("tenant: %q is no value", t.Text)
}
