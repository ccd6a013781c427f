package main

import (
	"fmt"
	"strings"
)

// fishCompletion is a line for each word and flag.
func fishCompletion(m []completion) string {
	quote := func(s string) string {
		return quoteFor(`\'`)(strings.ReplaceAll(s, `\`, `\\`))
	}
	var b strings.Builder
	b.WriteString(`# Behind a comma: the others that may stand in the same list.
function __triptych_list
    set -l token (string replace -r '^--[a-z-]+=' '' -- (commandline -ct))
    string match -q '*,*' -- $token; or return
    set -l head (string replace -r '[^,]*$' '' -- $token)
    for word in $argv
        if string match -q '*=*' -- $token
            set -l key (string replace -r '=.*' '=' -- $token)
            string match -q "$key*" -- $word; and echo $head(string replace -r '^[^=]*=' '' -- $word)
        else
            echo $head$word
        end
    end
end
complete -c triptych -e
`)
	for _, c := range m {
		condition := conditionInFish(c)
		for _, command := range c.commands {
			fmt.Fprintf(&b, "complete -c triptych -n %s -f -a %s -d %s\n", quote(condition), quote(command.word), quote(command.help))
		}
		for _, w := range c.arguments {
			fmt.Fprintf(&b, "complete -c triptych -n %s -f -a %s\n", quote(condition), quote(w))
		}
		for _, f := range c.flags {
			fmt.Fprintf(&b, "complete -c triptych -n %s -l %s", quote(condition), strings.TrimPrefix(f.name, "--"))
			if f.short != "" {
				fmt.Fprintf(&b, " -s %s", strings.TrimPrefix(f.short, "-"))
			}
			fmt.Fprintf(&b, " -d %s", quote(f.help))
			switch {
			case len(f.lists) > 0:
				fmt.Fprintf(&b, " -x -a %s", quote(strings.Join(f.values, " ")+" (__triptych_list "+strings.Join(f.lists, " ")+")"))
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

// conditionInFish holds behind the command and, where it has commands below it,
// not behind one of these: flags of a command are stated for it and those below.
func conditionInFish(c completion) string {
	if c.path == "" {
		return "__fish_use_subcommand"
	}
	var parts []string
	for _, name := range strings.Fields(c.path) {
		parts = append(parts, "__fish_seen_subcommand_from "+name)
	}
	var below []string
	for _, command := range c.commands {
		below = append(below, command.word)
	}
	if len(below) > 0 {
		parts = append(parts, "not __fish_seen_subcommand_from "+strings.Join(below, " "))
	}
	return strings.Join(parts, "; and ")
}
