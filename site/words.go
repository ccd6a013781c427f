package site

import (
	"fmt"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/templates"
)

// catalogue is site.yaml: every word of the site that is not of a document. It
// is part of the program, so that a fault in it panics and a test finds it.
var catalogue = sync.OnceValue(func() map[string]string {
	raw, err := templates.Files.ReadFile("site.yaml")
	if err != nil {
		panic(fmt.Sprintf("site: %v", err))
	}
	words := map[string]string{}
	if err := yaml.Unmarshal(raw, &words); err != nil {
		panic(fmt.Sprintf("site: site.yaml: %v", err))
	}
	return words
})

// say is a text of the catalogue. With names and values by turns, each value
// stands where its name stands in braces.
func say(name string, with ...any) string {
	text, ok := catalogue()[name]
	if !ok {
		panic("site: site.yaml has no text " + name)
	}
	for i := 0; i+1 < len(with); i += 2 {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%s}", with[i]), fmt.Sprint(with[i+1]))
	}
	return text
}
