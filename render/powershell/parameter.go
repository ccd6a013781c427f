package powershell

import (
	"maps"
	"strings"
	"sync"
	"unicode"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/plan"
)

// A parameter of the script that its plan asks for.
type parameter struct {
	name       string
	help       []plan.Text // prose, a text for each paragraph
	attributes []Source
	kind       string    // string, string[], switch
	value      plan.Text // default; nil: none
}

// patterns is what a value of each type of input looks like, as a profile has
// it too. \z is the end of the text, where $ would let a line break follow.
var patterns = map[string]string{
	"address":    `^` + localPattern + `@` + domainPattern + `\z`,
	"local-part": `^` + localPattern + `\z`,
	"domain":     `^` + domainPattern + `\z`,
	"name":       `^[^\p{Cc}]{1,64}\z`,
	"text":       `^[^\p{Cc}]+\z`,
}

const (
	localPattern  = `[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}`
	domainPattern = `([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*`
)

// parameters are the plan's: inputs in the order of its holes, then what the
// reader has to find out, then the switches.
func (s *script) parameters() []parameter {
	var all []parameter
	for _, h := range s.plan.Holes {
		if !s.used[h.Name] {
			continue
		}
		p := parameter{name: s.inputs[h.Name], kind: "string"}
		help := h.Question
		if h.Answer != "" {
			help += " (" + h.Answer + ")"
		}
		p.help = append(p.help, plan.Literal(help), plan.Literal("Example: "+s.exampleOf(h)))
		if s.edition.Tailored {
			p.value = plan.FromHole(h.Name)
		} else {
			p.attributes = append(p.attributes, s.syntax("[Parameter(Mandatory)]"))
		}
		p.attributes = append(p.attributes, s.pattern(h.Type))
		all = append(all, p)
	}
	all = append(all, s.nameParameters()...)
	all = append(all, s.asked...)
	return append(all, s.replace...)
}

// pattern is the attribute that checks a value of a type.
func (s *script) pattern(kind string) Source {
	pattern, ok := patterns[kind]
	if !ok {
		s.fault("an input has the type %q, which no pattern is known for", kind)
	}
	return join(s.syntax("[ValidatePattern("), s.quote(pattern), s.syntax(")]"))
}

// ask makes a parameter for a value that only the reader can find out.
func (s *script) ask(o plan.Object, setting plan.Setting, kind plan.KindSetting, where plan.Line) Source {
	p := parameter{
		name: s.names.take(setting.Name, pascal(o.ID)+setting.Name), kind: "string",
		attributes: []Source{s.syntax("[Parameter(Mandatory)]")},
		help:       []plan.Text{s.sentence("Value of ", setting.Label), s.words(where)},
	}
	switch kind.Type {
	case "boolean":
		p.kind = "bool"
	case "list":
		p.kind = "string[]"
		p.attributes = append(p.attributes, s.pattern("text"))
	case "address":
		p.attributes = append(p.attributes, s.pattern("address"))
	default:
		p.attributes = append(p.attributes, s.pattern("text"))
	}
	s.asked = append(s.asked, p)
	return s.syntax("$" + p.name)
}

// replacing is the switch that lets a value be replaced that others may use.
// Objects made of one, such as the groups of several regions, share it.
func (s *script) replacing(o plan.Object, setting plan.Setting) string {
	name := "Replace" + setting.Name
	for _, other := range s.plan.Objects {
		for _, sister := range other.Settings {
			if other.Of != o.Of && sister.Name == setting.Name {
				name = "Replace" + pascal(o.Of) + setting.Name
			}
		}
	}
	for _, p := range s.replace {
		if p.name == name {
			return name
		}
	}
	p := parameter{name: s.names.take(name), kind: "switch"}
	p.help = []plan.Text{append(
		s.sentence("Sets ", setting.Label),
		plan.Piece{Literal: " also where another value is there already. Without it a value that is there stays: others may use it."},
	)}
	s.replace = append(s.replace, p)
	return p.name
}

// sentence is the start of one about a label, which stands in quotes.
func (s *script) sentence(lead string, label plan.Line) plan.Text {
	text := append(plan.Literal(lead+`"`), s.words(label)...)
	return append(text, plan.Piece{Literal: `"`})
}

// declaration is a parameter in the param block.
func (s *script) declaration(p parameter) Source {
	out := join(s.syntax("["+p.kind+"] $"), s.name(p.name))
	if p.value != nil {
		out = join(out, s.syntax(" = "), s.literal(p.value))
	}
	return out
}

// parameterNames gives out names of parameters, each once. PowerShell takes
// upper and lower case for the same.
type parameterNames struct{ taken map[string]bool }

// newParameterNames keeps the names that are taken already out of reach.
func newParameterNames() parameterNames { return parameterNames{taken: maps.Clone(ownNames())} }

// ownNames are the script's own variables, and the parameters and variables that
// PowerShell has of itself. Variables of functions are in nobody's way.
var ownNames = sync.OnceValue(func() map[string]bool {
	own := map[string]bool{}
	texts := skeletonText()
	for _, text := range []string{texts[0], texts[len(texts)-1]} { // the parameters, and the run
		for _, m := range variables().FindAllStringSubmatch(text, -1) {
			own[strings.ToLower(m[1])] = true
		}
	}
	for _, text := range texts {
		for _, m := range shared().FindAllStringSubmatch(text, -1) {
			own[strings.ToLower(m[1])] = true
		}
	}
	for _, name := range strings.Fields(reserved) {
		own[name] = true
	}
	return own
})

var (
	variables = pattern.New(`\$([A-Za-z]+)`)
	shared    = pattern.New(`\$script:([A-Za-z]+)`)
)

const reserved = `
verbose debug erroraction warningaction informationaction progressaction errorvariable warningvariable
informationvariable outvariable outbuffer pipelinevariable whatif confirm usetransaction
args consolefilename enabledexperimentalfeatures error event eventargs eventsubscriber executioncontext false
foreach home host input iscoreclr islinux ismacos iswindows lastexitcode matches myinvocation nestedpromptlevel
null pid profile psboundparameters pscmdlet pscommandpath psculture psdebugcontext pshome psitem psscriptroot
pssenderinfo psuiculture psversiontable pwd sender shellid stacktrace switch this true
confirmpreference debugpreference erroractionpreference errorview formatenumerationlimit informationpreference
maximumhistorycount ofs outputencoding progresspreference verbosepreference warningpreference whatifpreference`

// take gives out the first of some names that is free, or the last with Value
// behind it.
func (n parameterNames) take(names ...string) string {
	name := names[len(names)-1]
	for _, candidate := range names {
		if !n.taken[strings.ToLower(candidate)] {
			name = candidate
			break
		}
	}
	for n.taken[strings.ToLower(name)] {
		name += "Value"
	}
	n.taken[strings.ToLower(name)] = true
	return name
}

// pascal makes a name of an id: "eu-primary" is "EuPrimary".
func pascal(id string) string {
	var b strings.Builder
	up := true
	for _, r := range id {
		switch {
		case r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r):
			up = true
		case up:
			b.WriteRune(unicode.ToUpper(r))
			up = false
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
