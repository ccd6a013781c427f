package audit_test

import (
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/audit"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/source"
)

// FuzzAudit holds that no document stops the audit, that each finding has a
// place and a rule that is known, and that the same document gives the same
// findings.
func FuzzAudit(f *testing.F) {
	p := fixture.Content(f)
	a := audit.New(p)
	rules := map[string]bool{}
	for _, r := range audit.Rules() {
		rules[r.ID] = true
	}
	for _, name := range guideNames {
		text := guide(f, name)
		f.Add(name, []byte(text))
		f.Add("a.html", []byte("<p>"+strings.ReplaceAll(text, "\n\n", "<p>")))
		f.Add("a.txt", []byte(text))
	}
	f.Add("a.md", []byte("Area 1 Area 1\n\n**Name**: **\n\n- > > >\n- + | + > x\n"))
	f.Add("a.md", []byte("Mimecast Mimecast x@.mimecast.com <a>@journaling.mxrecord.io > '"))
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		file := &source.File{Name: name, Text: text}
		one, err := a.Audit(file, audit.Options{})
		if err != nil {
			return
		}
		for _, found := range one.Findings {
			if !found.Pos.IsValid() || !rules[found.Rule] || found.Message == "" {
				t.Fatalf("finding %v", found)
			}
		}
		two, err := a.Audit(file, audit.Options{})
		if err != nil || told(one) != told(two) {
			t.Fatalf("twice is not the same: %v\n%s\n%s", err, told(one), told(two))
		}
	})
}
