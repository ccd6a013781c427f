package profile

import (
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/prose"
)

// Plain is a prose of the content in one line of plain words, for a terminal: a
// question, the reason why it is asked. Terms are put in; a label is named in
// the first of its forms; what depends on answers is left as its name.
func Plain(p *model.Procedure, text model.Prose) string {
	var parts []string
	for _, b := range text.Blocks {
		parts = append(parts, plainBlock(p, b))
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

func plainBlock(p *model.Procedure, b prose.Block) string {
	switch b := b.(type) {
	case prose.Paragraph:
		return plainRuns(p, b.Runs)
	case prose.List:
		var items []string
		for _, item := range b.Items {
			for _, inner := range item {
				items = append(items, plainBlock(p, inner))
			}
		}
		return strings.Join(items, " ")
	}
	return ""
}

func plainRuns(p *model.Procedure, runs []prose.Run) string {
	var b strings.Builder
	for _, r := range runs {
		switch r := r.(type) {
		case prose.Words:
			b.WriteString(r.Text)
		case prose.Strong:
			b.WriteString(plainRuns(p, r.Runs))
		case prose.Code:
			b.WriteString(plainRuns(p, r.Runs))
		case prose.Link:
			b.WriteString(plainRuns(p, r.Runs))
		case prose.Brace:
			b.WriteString(plainBrace(p, r))
		}
	}
	return b.String()
}

func plainBrace(p *model.Procedure, b prose.Brace) string {
	switch b.Kind {
	case "term":
		if term, ok := p.Terms.Get(b.Name); ok {
			return Plain(p, term)
		}
	case "ui":
		if label, ok := p.Labels.Get(b.Name); ok {
			return firstLabel(label)
		}
	}
	return b.Name
}

// firstLabel is the label itself, or the first that a choice has.
func firstLabel(s model.Switched[model.Label]) string {
	if s.Plain != nil {
		var path []string
		for _, w := range s.Plain.Path {
			path = append(path, w.Text)
		}
		return strings.Join(path, " > ")
	}
	if s.Choose != nil && len(s.Choose.Arms) > 0 {
		return firstLabel(s.Choose.Arms[0].Value)
	}
	return ""
}
