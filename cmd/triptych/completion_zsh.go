package main

import (
	"fmt"
	"strings"
)

// zshCompletion is a function of zsh's own: the emulation of bash's functions
// that zsh has does not know all of bash.
func zshCompletion(m []completion) string {
	quote := quoteFor(`'\''`)
	array := func(words []string) string {
		quoted := make([]string, len(words))
		for i, w := range words {
			quoted[i] = quote(w)
		}
		return strings.Join(quoted, " ")
	}
	described := func(word, help string) string { return strings.ReplaceAll(word, ":", `\:`) + ":" + help }
	var b strings.Builder
	b.WriteString(`#compdef triptych
_triptych() {
  local at='' word before=${words[CURRENT-1]} current=${words[CURRENT]}
  local -a values lists commands flags
  for word in ${words[2,CURRENT-1]}; do
    case "$at $word" in
`)
	writeWay(&b, m, quote)
	b.WriteString(`    esac
  done
  if [[ $current == --*=* ]]; then
    before=${current%%=*}
    compset -P 1 '*='
    current=${current#*=}
  fi
  case "$at|$before" in
`)
	everyValue(m, func(key string, f flagCompletion) {
		switch {
		case len(f.values) > 0:
			fmt.Fprintf(&b, "    %s) values=(%s) lists=(%s) ;;\n", quote(key), array(f.values), array(f.lists))
		case f.value:
			fmt.Fprintf(&b, "    %s) _files; return ;;\n", quote(key))
		}
	})
	b.WriteString(`  esac
  if (( $#values )); then
    # Behind a comma: the others that may stand in the same list.
    if [[ $current == *,* ]]; then
      compset -P '*,'
      [[ $current == *=* ]] && lists=(${${(M)lists:#${current%%=*}=*}#*=})
      compadd -- $lists
      return
    fi
    local -a open=(${(M)values:#*=}) closed=(${values:#*=})
    compadd -- $closed
    compadd -S '' -- $open
    return
  fi
  case "$at" in
`)
	for _, c := range m {
		var commands, flags []string
		for _, command := range c.commands {
			commands = append(commands, described(command.word, command.help))
		}
		for _, f := range c.flags {
			for _, name := range f.names() {
				flags = append(flags, described(name, f.help))
			}
		}
		fmt.Fprintf(&b, "    %s)\n      commands=(%s)\n      values=(%s)\n      flags=(%s) ;;\n", quote(c.path), array(commands), array(c.arguments), array(flags))
	}
	b.WriteString(`  esac
  (( $#commands )) && _describe command commands
  if (( $#values )); then compadd -- $values; elif (( ! $#commands )); then _files; fi
  _describe flag flags
}
if [ "$funcstack[1]" = "_triptych" ]; then _triptych "$@"; else compdef _triptych triptych; fi
`)
	return b.String()
}
