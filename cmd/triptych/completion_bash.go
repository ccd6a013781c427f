package main

import (
	"fmt"
	"strings"
)

// bashCompletion looks at the line and not at the words that readline made of
// it: there, gateway=none is three words.
func bashCompletion(m []completion) string {
	quote := quoteFor(`'\''`)
	var b strings.Builder
	b.WriteString(`_triptych() {
  local line cur prev rest at word words more head
  line="${COMP_LINE:0:COMP_POINT}"
  cur="${line##*[[:space:]]}"
  rest="${line%"$cur"}"
  head=""
  at=""
  prev=""
  for word in $rest; do
    prev="$word"
    case "$at $word" in
`)
	writeWay(&b, m, quote)
	b.WriteString(`    esac
  done
  case "$cur" in
    --*=*) prev="${cur%%=*}"; head="$prev="; cur="${cur#*=}" ;;
  esac
  words=""
  more=""
  COMPREPLY=()
  case "$at|$prev" in
`)
	everyValue(m, func(key string, f flagCompletion) {
		switch {
		case len(f.values) > 0:
			fmt.Fprintf(&b, "    %s) words=%s", quote(key), quote(strings.Join(f.values, " ")))
			if len(f.lists) > 0 {
				fmt.Fprintf(&b, " more=%s", quote(strings.Join(f.lists, " ")))
			}
			b.WriteString(" ;;\n")
		case f.value:
			fmt.Fprintf(&b, "    %s) return ;;\n", quote(key))
		}
	})
	b.WriteString("    *) case \"$at\" in\n")
	for _, c := range m {
		fmt.Fprintf(&b, "      %s) words=%s ;;\n", quote(c.path), quote(strings.Join(c.words(), " ")))
	}
	b.WriteString(`    esac ;;
  esac
  # Behind a comma: the others that may stand in the same list.
  case "$cur" in
    *,*)
      words=""
      for word in $more; do
        case "$cur" in
          *=*) case "$word" in "${cur%%=*}="*) words="$words ${cur%,*},${word#*=}" ;; esac ;;
          *) words="$words ${cur%,*},$word" ;;
        esac
      done ;;
  esac
  COMPREPLY=( $(compgen -W "$words" -- "$cur") )
  # What stands before the last = stays; readline puts the rest in its place.
  word="$head$cur"
  case "$COMP_WORDBREAKS" in
    *=*) case "$word" in *=*) word="${word%=*}=" ;; *) word="" ;; esac ;;
    *) word="" ;;
  esac
  local i
  for i in "${!COMPREPLY[@]}"; do
    rest="$head${COMPREPLY[i]}"
    COMPREPLY[i]="${rest#"$word"}"
  done
  case "${#COMPREPLY[@]} ${COMPREPLY[0]}" in
    "1 "*=) compopt -o nospace 2>/dev/null ;;
  esac
}
complete -o default -F _triptych triptych
`)
	return b.String()
}
