package prove

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/load"
)

// Each of the laws about what was left out is broken by one change of the real
// content, and by nothing in it.
func TestWhole(t *testing.T) {
	for _, c := range []struct{ law, file, old, new string }{
		{lawChange, "area1-journaling/sections.yaml", "        undo: If this change made the group, remove it once no journal rule uses it. Leave a group that was there before.\n", ""},
		{lawOpened, "area1-journaling/sections.yaml", "      - id: open-purview\n        title: Open the journal rules\n        when: {console: [purview]}\n", "      - id: open-purview\n        title: Open the journal rules\n"},
		{lawOpened, "area1-journaling/sections.yaml", "go to {ui:rule.path}, and then select {ui:rule.add}.\n        notes:\n          - text: >-\n              If the menu", "select {ui:rule.add}.\n        notes:\n          - text: >-\n              If the menu"},
		{lawRoles, "area1-journaling/sections.yaml", "    roles: [records-management, compliance-management, organization-management]\n    minutes: 5\n", "    roles: [recipient-management]\n    minutes: 5\n"},
		{lawRoles, "mimecast-journaling/sections.yaml", "    title: Check that it works\n    roles: [help-desk, compliance-management, organization-management]\n", "    title: Check that it works\n"},
		{lawChecked, "mimecast-journaling/runbook.yaml", "settings: [contact, connector.RecipientDomains", "settings: [connector.RecipientDomains"},
		{lawCaptured, "area1-journaling/runbook.yaml", "      kind: outbound-connector\n      when: {gateway: [outbound]}\n", "      kind: outbound-connector\n"},
		{lawCaptured, "mimecast-journaling/runbook.yaml", "      kind: journal-definition\n", "      kind: internal-domain\n"},
		{lawCaptured, "area1-journaling/runbook.yaml", "      kind: journal-rule\n", "      kind: outbound-connector\n"},
		{lawApart, "area1-journaling/facets.yaml", "    each: regions\n    distinct:", "    distinct:"},
		{lawApart, "area1-journaling/facets.yaml", "    distinct: The members of one group in two regions would be journaled in both.\n", ""}, // customers may give one group twice
		{lawApart, "area1-journaling/facets.yaml", "suffix: {value: EU primary,", "suffix: {value: EU,"},
		{lawApart, "area1-journaling/objects.yaml", "regional: Journal Messages to Cloudflare Area 1 ({regions.suffix})", "regional: Journal Messages to Cloudflare Area 1 ({regions.location})"},
		{lawSaved, "area1-journaling/sections.yaml", "        then: Select {ui:ui.ok}, and then select {ui:ui.save}.\n        changes: true\n", "        then: Select {ui:ui.ok}, and then select {ui:ui.save}.\n"},
		{lawChecked, "area1-journaling/runbook.yaml", "      script: {settings: [connector]}\n", "      script: {settings: [undeliverable]}\n"},
		{lawChecked, "area1-journaling/objects.yaml", "      disregard: false\n", "      disregard: true\n"},
		{lawChecked, "area1-journaling/runbook.yaml", "      script: {settings: [connector.RecipientDomains, rule.JournalEmailAddress]}\n", ""},
		{lawColumn, "area1-journaling/objects.yaml", "setting: connector.SmartHosts, when: {gateway: [outbound]}", "setting: connector.TlsSettings, when: {gateway: [outbound]}"},
		{lawColumn, "area1-journaling/objects.yaml", "setting: connector.SmartHosts, when: {gateway: [outbound]}", "setting: connector.SmartHosts, when: {gateway: [none]}"},
		{lawColumn, "area1-journaling/objects.yaml", "setting: connector.SmartHosts, when: {gateway: [outbound]}", "setting: connector.SmartHosts"},
		{lawKnown, "area1-journaling/objects.yaml", "Journal Messages to Area 1, Journal to Area 1]", "Journal Messages to Area 1]"},
		{lawKnown, "area1-journaling/objects.yaml", "[mailstream-eu.journaling.mxrecord.io]", "[mailstream-xx.journaling.mxrecord.io]"},
	} {
		files := fixture.Copy(t, content.Files)
		text := string(files[c.file].Data)
		if strings.Count(text, c.old) != 1 {
			t.Errorf("%s: %s has %d of %q, want one", c.law, c.file, strings.Count(text, c.old), c.old)
			continue
		}
		files[c.file].Data = []byte(strings.Replace(text, c.old, c.new, 1))
		if !broken(t, files)[c.law] {
			t.Errorf("%s does not notice %q in place of %q", c.law, c.new, c.old)
		}
	}
}

// broken are the laws that content does not keep.
func broken(t *testing.T, files fs.FS) map[string]bool {
	t.Helper()
	project, err := load.Load(files, "content")
	if err != nil {
		t.Error(err)
		return nil
	}
	laws := map[string]bool{}
	for _, f := range Check(project).Findings {
		laws[f.Rule] = true
	}
	return laws
}

// Whether two objects, or two rows of a table, are the same is asked of the values
// that readers get, not of how they are written: a choice between answers tells them
// apart, and cells that say the same do not.
func TestValuesAreCompared(t *testing.T) {
	const objects, facets = "area1-journaling/objects.yaml", "area1-journaling/facets.yaml"
	chosen := `{choose: regions, us: J1, eu-primary: J2, eu: J3, india: J4, india-primary: J5, asia: J6, australia: J7, australia-primary: J8}`
	for _, c := range []struct {
		name, file, pattern, with string
		law                       string
		breaks                    bool
	}{
		{"names by a choice", objects, `Journal Messages to Cloudflare Area 1 \({regions.suffix}\)`, chosen, lawApart, false},
		{"names of two by a choice", objects, `Journal Messages to Cloudflare Area 1 \({regions.suffix}\)`, strings.Replace(chosen, "J8", "j2", 1), lawApart, true},
		{"hosts by a choice", objects, `"{regions.smart_hosts}"`, chosen, lawColumn, false},
		{"one host in all rows", facets, `value: \[[^\]]*\]`, "value: [h.example]", lawColumn, true},
		{"a name with a term in it", objects, `directly to Area 1`, "directly to {term:product}", lawKnown, false},
		{"one host of two in all rows", facets, `value: \[([^\]]*)\]`, "value: [h.example, $1]", lawColumn, false},
	} {
		files := fixture.Copy(t, content.Files)
		pattern := regexp.MustCompile(c.pattern)
		if !pattern.Match(files[c.file].Data) {
			t.Errorf("%s: %s has no %s", c.name, c.file, c.pattern)
		}
		files[c.file].Data = pattern.ReplaceAll(files[c.file].Data, []byte(c.with))
		if got := broken(t, files)[c.law]; got != c.breaks {
			t.Errorf("%s: %s finds something: %t, want %t", c.name, c.law, got, c.breaks)
		}
	}
}
