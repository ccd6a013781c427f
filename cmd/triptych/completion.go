package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

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

// Run prints the script. It is made from the commands and flags as they are,
// and from the facets of the content.
func (c *completionCommand) Run(p *program, ctx *kong.Context) error {
	project, err := p.project()
	if err != nil {
		return err
	}
	words := map[string][]string{"--format": {bundle}, "--flavor": templates.FlavourNames(), "--as": {string(publish.Page), string(publish.Partial)}}
	for _, f := range render.AllFormats() {
		words["--format"] = append(words["--format"], string(f))
	}
	for _, procedure := range project.Procedures {
		words["--procedure"] = append(words["--procedure"], procedure.ID.Text)
		for _, f := range procedure.Facets {
			for _, a := range f.Answers {
				if set := f.ID.Text + "=" + a.ID.Text; !slices.Contains(words["--set"], set) {
					words["--set"] = append(words["--set"], set)
				}
			}
		}
		for _, in := range procedure.Inputs {
			words["--input"] = append(words["--input"], in.ID.Text+"=")
		}
	}
	arguments := map[string][]string{"docs": publicationIDs(project)}
	for _, l := range listings {
		arguments["list"] = append(arguments["list"], l.kind)
	}
	m := completions(ctx.Model.Node, words, arguments)
	_, err = fmt.Fprint(p.stdout, shells[c.Shell](m))
	return err
}

// A completion is what may follow a command.
type completion struct {
	path  string   // "profile new"; empty at the start
	words []string // commands and fixed arguments
	flags []flagCompletion
}

// A flagCompletion is a flag and what may follow it.
type flagCompletion struct {
	name   string
	help   string
	value  bool // it takes a value
	values []string
}

// completions are those of a command and of everything below it.
func completions(node *kong.Node, flags, arguments map[string][]string) []completion {
	path := strings.TrimPrefix(strings.TrimPrefix(node.FullPath(), "triptych"), " ")
	c := completion{path: path, words: slices.Clone(arguments[path])}
	for _, argument := range node.Positional {
		if argument.Enum != "" {
			c.words = append(c.words, strings.Split(argument.Enum, ",")...)
		}
	}
	for n := node; n != nil; n = n.Parent {
		for _, f := range n.Flags {
			if f.Hidden {
				continue
			}
			one := flagCompletion{name: "--" + f.Name, help: f.Help, value: !f.IsBool(), values: flags["--"+f.Name]}
			if f.Enum != "" {
				one.values = strings.Split(f.Enum, ",")
			}
			c.flags = append(c.flags, one)
		}
	}
	all := []completion{c}
	for _, child := range node.Children {
		if child.Hidden {
			continue
		}
		all[0].words = append(all[0].words, child.Name)
		all = append(all, completions(child, flags, arguments)...)
	}
	return all
}

// shells is how each shell is told.
var shells = map[string]func([]completion) string{
	"bash": bashCompletion,
	"zsh": func(m []completion) string {
		return "#compdef triptych\nautoload -U +X bashcompinit && bashcompinit\n" + bashCompletion(m)
	},
	"fish":       fishCompletion,
	"powershell": powershellCompletion,
}

// quoteFor puts single quotes round a word; every shell here takes them, and
// doubles or escapes one inside in its own way.
func quoteFor(escaped string) func(string) string {
	return func(s string) string { return "'" + strings.ReplaceAll(s, "'", escaped) + "'" }
}

func bashCompletion(m []completion) string {
	quote := quoteFor(`'\''`)
	var b strings.Builder
	b.WriteString(`_triptych() {
  local cur prev path word words
  cur="${COMP_WORDS[COMP_CWORD]}"
  prev="${COMP_WORDS[COMP_CWORD-1]}"
  # A value such as gateway=none is three words here.
  if [ "$prev" = "=" ]; then
    cur="${COMP_WORDS[COMP_CWORD-2]}=$cur"
    prev="${COMP_WORDS[COMP_CWORD-3]}"
  elif [ "$cur" = "=" ]; then
    cur="$prev="
    prev="${COMP_WORDS[COMP_CWORD-2]}"
  fi
  path=""
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
`)
	for _, c := range m {
		if c.path != "" {
			parent, name := "", c.path
			if i := strings.LastIndex(c.path, " "); i >= 0 {
				parent, name = c.path[:i], c.path[i+1:]
			}
			fmt.Fprintf(&b, "      %s) path=%s ;;\n", quote(parent+" "+name), quote(c.path))
		}
	}
	b.WriteString("    esac\n  done\n  words=\"\"\n  case \"$path|$prev\" in\n")
	for _, c := range m {
		for _, f := range c.flags {
			if len(f.values) > 0 {
				fmt.Fprintf(&b, "    %s) words=%s ;;\n", quote(c.path+"|"+f.name), quote(strings.Join(f.values, " ")))
			}
		}
	}
	b.WriteString("    *) case \"$path\" in\n")
	for _, c := range m {
		words := slices.Clone(c.words)
		for _, f := range c.flags {
			words = append(words, f.name)
		}
		fmt.Fprintf(&b, "      %s) words=%s ;;\n", quote(c.path), quote(strings.Join(words, " ")))
	}
	b.WriteString(`    esac ;;
  esac
  COMPREPLY=( $(compgen -W "$words" -- "$cur") )
  case "$cur" in
    *=*) COMPREPLY=( "${COMPREPLY[@]#*=}" ) ;;
  esac
}
complete -o default -F _triptych triptych
`)
	return b.String()
}

func fishCompletion(m []completion) string {
	quote := quoteFor(`\'`)
	var b strings.Builder
	for _, c := range m {
		condition := "__fish_use_subcommand"
		if c.path != "" {
			var parts []string
			for _, name := range strings.Fields(c.path) {
				parts = append(parts, "__fish_seen_subcommand_from "+name)
			}
			condition = strings.Join(parts, "; and ")
		}
		for _, w := range c.words {
			fmt.Fprintf(&b, "complete -c triptych -n %s -f -a %s\n", quote(condition), quote(w))
		}
		for _, f := range c.flags {
			fmt.Fprintf(&b, "complete -c triptych -n %s -l %s -d %s", quote(condition), strings.TrimPrefix(f.name, "--"), quote(f.help))
			switch {
			case len(f.values) > 0:
				fmt.Fprintf(&b, " -x -a %s", quote(strings.Join(f.values, " ")))
			case f.value:
				b.WriteString(" -r")
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func powershellCompletion(m []completion) string {
	quote := quoteFor("''")
	list := func(words []string) string {
		quoted := make([]string, len(words))
		for i, w := range words {
			quoted[i] = quote(w)
		}
		return "@(" + strings.Join(quoted, ", ") + ")"
	}
	var b strings.Builder
	b.WriteString(`Register-ArgumentCompleter -Native -CommandName triptych -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @{
`)
	for _, c := range m {
		words := slices.Clone(c.words)
		for _, f := range c.flags {
			words = append(words, f.name)
		}
		fmt.Fprintf(&b, "        %s = %s\n", quote(c.path), list(words))
	}
	b.WriteString("    }\n    $values = @{\n")
	seen := map[string]bool{}
	for _, c := range m {
		for _, f := range c.flags {
			if key := c.path + "|" + f.name; len(f.values) > 0 && !seen[key] {
				seen[key] = true
				fmt.Fprintf(&b, "        %s = %s\n", quote(key), list(f.values))
			}
		}
	}
	b.WriteString(`    }
    $path = ''
    $previous = ''
    foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $previous = $element.Extent.Text
        $next = "$path $previous".Trim()
        if ($words.ContainsKey($next)) { $path = $next }
    }
    $candidates = $words[$path]
    if ($values.ContainsKey("$path|$previous")) { $candidates = $values["$path|$previous"] }
    $candidates | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
        New-Object System.Management.Automation.CompletionResult $_, $_, 'ParameterValue', $_
    }
}
`)
	return b.String()
}
