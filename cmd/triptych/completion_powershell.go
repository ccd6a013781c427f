package main

import (
	"fmt"
	"slices"
	"strings"
)

// powershellCompletion is an argument completer with a table of words by command, and
// of values and lists by command and flag.
//
// PowerShell reads a,b as an array, hands over only what follows the last comma, and
// replaces only that; the program gets the argument as it was typed. So the text up to
// the cursor is taken from the line, and behind a comma an entry alone is offered.
// What an error or no answer leaves open, PowerShell completes with file names.
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
    $words = @{}
`)
	for _, c := range m {
		fmt.Fprintf(&b, "    $words[%s] = %s\n", quote(c.path), list(c.words()))
	}
	b.WriteString("    $values = @{}\n    $lists = @{}\n")
	var files []string
	everyValue(m, func(key string, f flagCompletion) {
		switch {
		case len(f.values) > 0:
			fmt.Fprintf(&b, "    $values[%s] = %s\n", quote(key), list(f.values))
			if len(f.lists) > 0 {
				fmt.Fprintf(&b, "    $lists[%s] = %s\n", quote(key), list(f.lists))
			}
		case f.value && !slices.Contains(files, key):
			files = append(files, key)
		}
	})
	fmt.Fprintf(&b, "    $files = %s\n", list(files))
	b.WriteString(`    $path = ''
    $previous = ''
    $current = ''
    foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
        $typed = $cursorPosition - $element.Extent.StartOffset
        if ($typed -le 0) { break }
        if ($element.Extent.EndOffset -ge $cursorPosition) {
            $current = $element.Extent.Text.Substring(0, $typed)
            break
        }
        $previous = $element.Extent.Text
        $next = "$path $previous".Trim()
        if ($words.ContainsKey($next)) { $path = $next }
    }
    $before = ''
    if ($current.StartsWith('--', 'Ordinal') -and $current.Contains('=')) {
        $previous = $current.Substring(0, $current.IndexOf('='))
        $before = "$previous="
        $current = $current.Substring($before.Length)
    }
    $key = "$path|$previous"
    # Nothing said is a file name, which PowerShell completes by itself.
    if ($files -ccontains $key) { return }
    $candidates = $words[$path]
    if ($values.ContainsKey($key)) { $candidates = $values[$key] }
    # Behind a comma: the others that may stand in the same list.
    if ($current.Contains(',')) {
        $candidates = $lists[$key]
        if ($current.Contains('=')) {
            $name = $current.Substring(0, $current.IndexOf('=') + 1)
            $candidates = $candidates | Where-Object { $_ -and $_.StartsWith($name, 'Ordinal') } | ForEach-Object { $_.Substring($name.Length) }
        }
        $current = $current.Substring($current.LastIndexOf(',') + 1).Trim()
        $before = ''
    }
    $candidates | Where-Object { $_ -and $_.StartsWith($current, 'Ordinal') } | ForEach-Object { $before + $_ }
}
`)
	return b.String()
}
