package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/publish"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/templates"
)

// completionCommand prints what a shell needs to complete command lines.
type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish,powershell" help:"bash, zsh, fish or powershell."`
}

// Examples of the command.
func (completionCommand) Examples() string {
	return `source <(triptych completion bash)
triptych completion zsh > ~/.zfunc/_triptych
triptych completion fish > ~/.config/fish/completions/triptych.fish
triptych completion powershell | Out-String | Invoke-Expression
`
}

// shells is how each shell is told. Each of them has one table of what may
// follow a command and one of what may follow a flag, and a few lines that find
// the command and the flag in front of the cursor.
var shells = map[string]func([]completion) string{
	"bash":       bashCompletion,
	"zsh":        zshCompletion,
	"fish":       fishCompletion,
	"powershell": powershellCompletion,
}

// Run prints the script. It is made from the commands and flags as they are,
// and from what the content knows: regions and other answers, publications,
// procedures, and everything that can be explained. With other content, make it
// again.
func (c *completionCommand) Run(p *program) error {
	parser, err := p.parser(&commands{})
	if err != nil {
		return err
	}
	project, err := p.project()
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(p.stdout, shells[c.Shell](completions(parser.Model.Node, vocabularyOf(project))))
	return err
}

// A completion is what may follow a command.
type completion struct {
	path      string // "profile new"; empty at the start
	commands  []suggestion
	arguments []string // none: files, where the command takes an argument
	flags     []flagCompletion
}

// A suggestion is a word with what it means.
type suggestion struct{ word, help string }

// A flagCompletion is a flag and what may follow it.
type flagCompletion struct {
	name   string // "--set"
	short  string // "-o", or nothing
	help   string
	value  bool     // it takes a value; without values of its own, a file
	values []string // "regions=eu", "md"
	lists  []string // those of the values that another may follow behind a comma
}

// names are the ways to write the flag.
func (f flagCompletion) names() []string {
	if f.short == "" {
		return []string{f.name}
	}
	return []string{f.name, f.short}
}

// A vocabulary is what the content, and not the command line, says of flags and
// arguments.
type vocabulary struct {
	values    map[string][]string // by flag
	lists     map[string][]string // by flag
	arguments map[string][]string // by command
}

func vocabularyOf(project *model.Project) vocabulary {
	v := vocabulary{values: fixedWords(), lists: map[string][]string{}, arguments: map[string][]string{}}
	add := func(to map[string][]string, key, word string) {
		if !slices.Contains(to[key], word) {
			to[key] = append(to[key], word)
		}
	}
	v.lists["--format"] = v.values["--format"]
	for _, procedure := range project.Procedures {
		add(v.values, "--procedure", procedure.ID.Text)
		for _, f := range procedure.Facets {
			for _, a := range f.Answers {
				add(v.values, "--set", f.ID.Text+"="+a.ID.Text)
				if f.Many != nil {
					add(v.lists, "--set", f.ID.Text+"="+a.ID.Text)
				}
			}
		}
		for _, in := range procedure.Inputs {
			if in.Each.Text == "" {
				add(v.values, "--input", in.ID.Text+"=")
				continue
			}
			for _, a := range facetNamed(procedure, in.Each.Text).Answers {
				add(v.values, "--input", in.ID.Text+"."+a.ID.Text+"=")
			}
		}
		for _, k := range (&explainer{project: project, p: procedure}).known() {
			if !strings.Contains(k.id, ":") { // shells break words there
				add(v.arguments, "explain", k.id)
			}
		}
	}
	add(v.arguments, "explain", "config")
	v.values["--publication"] = publicationIDs(project)
	v.arguments["docs"] = publicationIDs(project)
	for _, l := range listings {
		add(v.arguments, "list", l.kind)
	}
	return v
}

// fixedWords are the values of flags that the program knows and the parser does
// not, by flag.
func fixedWords() map[string][]string {
	formats := []string{bundle}
	for _, f := range render.AllFormats() {
		formats = append(formats, string(f))
	}
	return map[string][]string{
		"--flavor":  templates.FlavourNames(),
		"--as":      {string(publish.Page), string(publish.Partial)},
		"--heading": {"1", "2", "3", "4"},
		"--format":  formats,
	}
}

// facetNamed is a facet that the procedure has.
func facetNamed(p *model.Procedure, id string) *model.Facet {
	return &p.Facets[slices.IndexFunc(p.Facets, func(f model.Facet) bool { return f.ID.Text == id })]
}

// completions are those of a command and of everything below it, and of help at
// the start.
func completions(node *kong.Node, v vocabulary) []completion {
	c := completion{path: pathOf(node)}
	c.arguments = v.arguments[c.path]
	for _, argument := range node.Positional {
		if argument.Enum != "" {
			c.arguments = strings.Split(argument.Enum, ",")
		}
	}
	for n := node; n != nil; n = n.Parent {
		for _, f := range n.Flags {
			if f.Hidden {
				continue
			}
			one := flagCompletion{name: "--" + f.Name, help: f.Help, value: !f.IsBool(), values: v.values["--"+f.Name], lists: v.lists["--"+f.Name]}
			if f.Short != 0 {
				one.short = "-" + string(f.Short)
			}
			if f.Enum != "" {
				one.values = strings.Split(f.Enum, ",")
			}
			c.flags = append(c.flags, one)
		}
	}
	var below []completion
	for _, child := range node.Children {
		if child.Hidden {
			continue
		}
		c.commands = append(c.commands, suggestion{child.Name, child.Help})
		below = append(below, completions(child, v)...)
	}
	if node.Parent == nil {
		below = append(below, completion{path: "help", commands: slices.Clone(c.commands)})
		c.commands = append(c.commands, suggestion{"help", "Say how a command is used."})
	}
	return append([]completion{c}, below...)
}

// pathOf is a command without the name of the program: "profile new".
func pathOf(node *kong.Node) string {
	return strings.TrimPrefix(strings.TrimPrefix(node.FullPath(), "triptych"), " ")
}

// words are all words that may follow a command, flags last.
func (c completion) words() []string {
	var words []string
	for _, command := range c.commands {
		words = append(words, command.word)
	}
	words = append(words, c.arguments...)
	for _, f := range c.flags {
		words = append(words, f.names()...)
	}
	return words
}

// quoteFor puts single quotes round a word; every shell here takes them, and
// doubles or escapes one inside in its own way.
func quoteFor(escaped string) func(string) string {
	return func(s string) string { return "'" + strings.ReplaceAll(s, "'", escaped) + "'" }
}

// everyValue calls for each flag that a command has, and each way to write it,
// with the key "command|flag".
func everyValue(m []completion, call func(key string, f flagCompletion)) {
	for _, c := range m {
		for _, f := range c.flags {
			for _, name := range f.names() {
				call(c.path+"|"+name, f)
			}
		}
	}
}

// writeWay writes the arms of a case by which bash and zsh go on from a command to
// the one that a word names in it.
func writeWay(b *strings.Builder, m []completion, quote func(string) string) {
	for _, c := range m {
		if c.path == "" {
			continue
		}
		parent, name := "", c.path
		if i := strings.LastIndex(c.path, " "); i >= 0 {
			parent, name = c.path[:i], c.path[i+1:]
		}
		fmt.Fprintf(b, "      %s) at=%s ;;\n", quote(parent+" "+name), quote(c.path))
	}
}
