package main

import (
	"fmt"
	"slices"
	"strings"
)

// powershellCompletion is an argument completer with two tables. Lists behind a
// comma are left to the reader: PowerShell takes them for arrays.
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
	b.WriteString("    $values = @{}\n")
	var files []string
	everyValue(m, func(key string, f flagCompletion) {
		switch {
		case len(f.values) > 0:
			fmt.Fprintf(&b, "    $values[%s] = %s\n", quote(key), list(f.values))
		case f.value && !slices.Contains(files, key):
			files = append(files, key)
		}
	})
	fmt.Fprintf(&b, "    $files = %s\n", list(files))
	b.WriteString(`    $path = ''
    $previous = ''
    foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $previous = $element.Extent.Text
        $next = "$path $previous".Trim()
        if ($words.ContainsKey($next)) { $path = $next }
    }
    # Nothing said is a file name, which PowerShell completes by itself.
    if ($files -ccontains "$path|$previous") { return }
    $candidates = $words[$path]
    if ($values.ContainsKey("$path|$previous")) { $candidates = $values["$path|$previous"] }
    $candidates | Where-Object { $_.StartsWith($wordToComplete) } | ForEach-Object {
        New-Object System.Management.Automation.CompletionResult $_, $_, 'ParameterValue', $_
    }
}
`)
	return b.String()
}
