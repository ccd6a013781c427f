package render

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/residual"
)

// jsonString escapes a value for the inside of a JSON string. What is no UTF-8
// comes out as U+FFFD, as everywhere in JSON.
var jsonString = residual.Escaper{Name: "json.string", Escape: escapeJSON}

func escapeJSON(value string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic(err) // a string can always be encoded
	}
	return strings.TrimSuffix(b.String(), "\n")[1 : b.Len()-2]
}

// A text is a JSON string that is escaped already; it may hold tokens of the
// sink, whose fences JSON has to carry as escapes until everything is printed.
type text string

// MarshalJSON puts the quotes around the text.
func (t text) MarshalJSON() ([]byte, error) {
	return []byte(`"` + strings.ReplaceAll(string(t), "\x00", `\u0000`) + `"`), nil
}

// unfence puts the fences of the sink back in place of their escapes. A
// backslash that is escaped itself starts none.
func unfence(printed string) string {
	const escaped = `\u0000`
	var b strings.Builder
	for {
		i := strings.IndexByte(printed, '\\')
		if i < 0 {
			b.WriteString(printed)
			return b.String()
		}
		b.WriteString(printed[:i])
		if strings.HasPrefix(printed[i:], escaped) {
			b.WriteByte(0)
			printed = printed[i+len(escaped):]
			continue
		}
		b.WriteString(printed[i : i+2])
		printed = printed[i+2:]
	}
}

// jsonFact escapes a value of the profile. One that is left to be written by hand is
// empty in JSON: programs have no hand.
var jsonFact = residual.Escaper{Name: "json.fact", Escape: func(value string) string {
	if value == plan.Blank {
		return ""
	}
	return escapeJSON(value)
}}

// say is fixed text.
func say(s string) text { return text(escapeJSON(s)) }
