package profile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/source"
)

// largest is how many bytes a profile may have. It keeps a file that was given
// by mistake from being read as YAML.
const largest = 1 << 20

// most is how many faults of one kind are worth reading.
const most = 20

// readable checks the bytes of a file before anything is read from them: it is
// UTF-8, and nothing in it is invisible. So such a fault has its exact place,
// wherever it stands. The file that comes back is the one to read.
func readable(file *source.File, faults *source.List) (*source.File, bool) {
	start := file.Start()
	switch {
	case len(file.Text) > largest:
		faults.Add(source.Diagnostic{Pos: source.Pos{File: file}, Message: fmt.Sprintf("the file has %d bytes; a profile has %d at the most", len(file.Text), largest)})
		return file, false
	case bytes.HasPrefix(file.Text, []byte{0xFF, 0xFE}), bytes.HasPrefix(file.Text, []byte{0xFE, 0xFF}):
		faults.Add(source.Diagnostic{Pos: source.Pos{File: file}, Message: "the file is UTF-16", Hint: "save it as UTF-8"})
		return file, false
	}
	found := 0
	report := func(pos source.Pos, message string) {
		if found++; found <= most {
			faults.Add(source.Diagnostic{Pos: pos, Message: message})
		}
	}
	pos := start
	for text := file.Text; len(text) > 0; {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			report(pos, fmt.Sprintf("not UTF-8 text: a byte 0x%02X", text[0]))
		case r == '\uFEFF' && pos == start:
			// A byte order mark at the very start belongs to the file, not to its text.
			text = text[size:]
			continue
		case r == '\n', r == '\t', r == '\r':
		case invisible(r) != "":
			report(pos, invisible(r))
		}
		pos.Col++
		if r == '\n' {
			pos.Line, pos.Col = pos.Line+1, 1
		}
		text = text[size:]
	}
	if found > 0 {
		return file, false
	}
	return pairs(file, start, faults)
}

// surrogates are escapes of JSON for characters beyond the first 65,536. JSON
// writes such a character as two of them, which YAML does not read.
var surrogates = pattern.New(`\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}`)

// pairs joins the escapes that JSON writes in pairs. A half of a pair is no
// character at all, and a fault when it is read.
func pairs(file *source.File, start source.Pos, faults *source.List) (*source.File, bool) {
	if !bytes.Contains(bytes.ToLower(file.Text), []byte(`\ud`)) || !json.Valid(file.Text) {
		return file, true
	}
	text := surrogates().ReplaceAllStringFunc(string(file.Text), func(pair string) string {
		high, _ := strconv.ParseUint(pair[2:6], 16, 32)
		low, _ := strconv.ParseUint(pair[8:12], 16, 32)
		return fmt.Sprintf(`\U%08x`, utf16.DecodeRune(rune(high), rune(low)))
	})
	return &source.File{Name: file.Name, Text: []byte(text), Skipped: file.Skipped}, true
}
