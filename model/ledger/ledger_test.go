package ledger_test

import (
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model/fixture"
	"github.com/triptych-docs/triptych/model/ledger"
	"github.com/triptych-docs/triptych/model/load"
)

// Both entries of every fact of the content agree.
func TestContentIsEnteredTwice(t *testing.T) {
	project := fixture.Content(t)
	for _, p := range project.Procedures {
		if len(p.Facts) == 0 {
			t.Errorf("%s has no second entries", p.ID)
		}
	}
	for _, f := range ledger.Check(project) {
		t.Errorf("%s: %s (%s)", f.Pos, f.Message, f.Variant)
	}
}

// One entry changed is one finding, which names the other.
func TestDifferences(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"area1-journaling/facets.yaml", "{value: journaling.mailstream-eu1.mxrecord.io,", "{value: journaling.mailstream-eu2.mxrecord.io,",
			`"regions.domain" of "eu" is "journaling.mailstream-eu2.mxrecord.io", and "journaling.mailstream-eu1.mxrecord.io" in the second entry`},
		{"area1-journaling/objects.yaml", "value: External", "value: Global", `"rule.Scope" is "Global", and "External" in the second entry`},
		{"area1-journaling/objects.yaml", "        policy: if-empty\n        source: [\"000:78\"", "        source: [\"000:78\"",
			`"undeliverable.JournalingReportNdrTo" stays as it is where there is a value: false, and true in the second entry`},
		{"area1-journaling/sections.yaml", "{label: rule.name, control: text, setting: rule.Name,", "{label: rule.address, control: text, setting: rule.Name,",
			`the field of "rule.Name" is called "Send journal reports to", and "Name" in the second entry`},
		{"area1-journaling/sections.yaml", "options: {External: rule.what.external, Global: rule.what.all}", "options: {Global: rule.what.external, External: rule.what.all}",
			`the option of "rule.Scope" is "All messages", and "External messages only" in the second entry`},
		{"area1-journaling/facts.yaml", "  - of: connector.security\n", "  - of: connector.confirm\n",
			`the field "connector.tls" of "connector.security" has no second entry`},
		{"area1-journaling/sections.yaml", "look whether an address for undeliverable reports is set, in {section:undeliverable}", "look whether an address for undeliverable reports is set, in {section:verify}",
			`"rule.configure" sends its reader to section:verify, and to section:undeliverable in the second entry`},
		{"mimecast-journaling/sections.yaml", "classic: [open-classic, read, set-classic]", "classic: [open-classic, set-classic, read]",
			`the steps of section "undeliverable" are open-classic, set-classic, read, and open-classic, read, set-classic in the second entry`},
		{"area1-journaling/publications.yaml", "outline: [flow, before, connector, undeliverable, groups, rule,", "outline: [flow, before, undeliverable, connector, groups, rule,",
			`the document "area1-tutorial" has the changes in the order undeliverable, connector, groups, rule, and connector, undeliverable, groups, rule in the second entry`},
		{"mimecast-journaling/runbook.yaml", "      moment: soon\n      when: {topology: [hybrid]}\n      title: Messages", "      moment: soon\n      title: Messages",
			`the check "T10" is made: true, and false in the second entry`},
		{"area1-journaling/facts.yaml", "  - of: T8\n    when: {compliance: [regional]}\n    each: regions\n    source: [\"001:116-120\"]\n", "",
			`that only some readers make the check "T8" has no second entry`},
		{"area1-journaling/sections.yaml", "      - note:\n          kind: warning\n          text: |\n            Use a dedicated mailbox outside Exchange Online.", "      - note:\n          kind: warning\n          text: |\n            Use a dedicated mailbox.",
			`nothing in "undeliverable" says "Use a dedicated mailbox outside Exchange Online", and the second entry does`},
		{"area1-journaling/sections.yaml", "could show a certificate of their own.\n            when: {console: [classic]}", "could show a certificate of their own.\n            when: {console: [purview]}",
			"a reader is not told this here, and has to be by the second entry"},
		{"area1-journaling/sections.yaml", "        when: {compliance: [regional]}\n        source: [\"EXO:journaling\", \"TRIPTYCH:A17\"]\n      - text: |\n          Your account", "        source: [\"EXO:journaling\", \"TRIPTYCH:A17\"]\n      - text: |\n          Your account",
			"a reader is told this here whom the second entry leaves out"},
		{"area1-journaling/facts.yaml", "{says: \"Do not select {ui:connector.use.accepted-domains} either\"", "{says: \"Do not select\"",
			`several texts in "connector.use" say "Do not select": the second entry has to have words of one`},
		{"area1-journaling/runbook.yaml", "    - A mailbox outside your organization, to send test messages from.\n", "    - A mailbox outside your organization, to send test messages from.\n    - A quiet hour.\n",
			`readers have to be told this in "runbook.needs", and no second entry has words of it under "warns"`},
		{"area1-journaling/facts.yaml", "  - of: groups.open\n    leads:", "  - of: groups.open\n    warns: [{says: \"look for\"}]\n    leads:",
			`the second entry of "groups.open" says where it leads and what it warns of: make an entry of each`},
		{"area1-journaling/facts.yaml", "  - of: connector.name\n    warns:", "  - of: connector.name\n    warns: [{says: \"Leave the wizard\"}]\n    source: [VENDOR]\n  - of: connector.name\n    warns:",
			`two second entries say of "connector.name" what it warns of`},
		{"area1-journaling/facts.yaml", "  - of: groups.open\n    leads:", "  - of: groups.open\n    leads: [\"step:groups.type\"]\n    source: [VENDOR]\n  - of: groups.open\n    leads:",
			`two second entries say of "groups.open" where it leads`},
		{"area1-journaling/facts.yaml", "  - of: groups\n    steps:", "  - of: groups\n    steps: [open]\n    source: [VENDOR]\n  - of: groups\n    steps:",
			`two second entries say of "groups" in which order it is done`},
		{"area1-journaling/facts.yaml", "  - of: T9\n", "  - of: T9\n    source: [VENDOR]\n  - of: T9\n",
			`two second entries say of "T9" who makes it`},
		{"area1-journaling/facts.yaml", "  - of: regions.suffix\n", "  - of: regions.suffix\n    by: {us: USA}\n    source: [VENDOR]\n  - of: regions.suffix\n",
			`two second entries say of "regions.suffix" what it is`},
		{"area1-journaling/facts.yaml", "  - of: connector.use\n    warns:", "  - of: connector.use\n    when: {console: [classic]}\n    warns:",
			`"when" and "each" do not belong to a second entry that says what it warns of`},
		{"area1-journaling/runbook.yaml", "as a journal address of yours?\"\n      each: regions\n", "as a journal address of yours?\"\n",
			`a reader is told this once, and once for each of "regions" by the second entry`},
		{"area1-journaling/runbook.yaml", "    - text: The list of people to journal, for each region.\n", "    - text: The list of people to journal, for each region.\n      each: regions\n",
			`a reader is told this once for each of "regions", and once by the second entry`},
		{"area1-journaling/runbook.yaml", "      moment: soon\n      each: regions\n      when: {compliance: [regional]}", "      moment: soon\n      when: {compliance: [regional]}",
			`the check "T8" is made once, and once for each of "regions" in the second entry`},
		{"area1-journaling/facts.yaml", "  - of: T4\n    each: regions\n    source: [\"000:86-96\"]\n", "",
			`that the check "T4" is made once for each of "regions" has no second entry`},
		{"area1-journaling/runbook.yaml", "    - Somebody reports that mail is late or does not arrive.\n", "",
			`nothing in "runbook.triggers" says "Somebody reports that mail is late or does not arrive", and the second entry does`},
		{"area1-journaling/runbook.yaml", "    - Mail between people inside your organization. It is not copied.\n", "",
			`nothing in "runbook.untouched" says "Mail between people inside your organization. It is not copied", and the second entry does`},
		{"mimecast-journaling/runbook.yaml", "    - level: medium\n      text: Copies of all mail", "    - level: low\n      text: Copies of all mail",
			`nothing in "runbook.risks" says "medium: Copies of all mail, internal mail included, go to another company", and the second entry does`},
		{"area1-journaling/runbook.yaml", "      when: {compliance: [regional]}\n      text: In which region", "      text: In which region",
			"a reader is told this here whom the second entry leaves out"},
		{"area1-journaling/runbook.yaml", "  triggers:\n", "  triggers:\n    - A second thought.\n",
			`readers have to be told this in "runbook.triggers", and no second entry has words of it under "warns"`},
		{"area1-journaling/sections.yaml", "          - text: \"The connector is used only for email sent to {connector.RecipientDomains}.\"\n            source: [\"003:164-165\"]\n", "",
			`nothing in "connector.confirm" says "used only for email sent to {connector.RecipientDomains}", and the second entry does`},
		{"area1-journaling/sections.yaml", "          - \"{ui:group.list} lists the group", "          - The list is longer.\n          - \"{ui:group.list} lists the group",
			`readers have to be told this in "groups.create", and no second entry has words of it under "sees"`},
		{"area1-journaling/runbook.yaml", "expect: The message arrives as usual, and the number has grown by at least one.", "expect: The message arrives as usual.",
			`nothing in "T6" says "the number has grown by at least one", and the second entry does`},
		{"mimecast-journaling/sections.yaml", "      - when: {provisioned: [before]}\n        text: >-\n          {term:product} has made no", "      - text: >-\n          {term:product} has made no",
			"a reader is told this here whom the second entry leaves out"},
		{"area1-journaling/facts.yaml", "of: rule.Enabled", "of: rule.Enable", `"rule.Enabled" is here, and no second entry says what it is`},
		{"mimecast-journaling/facets.yaml", "            unverified: No document of the vendor's names the smart hosts of Europe. Confirm them with {term:support} before you enter them.\n            source: [\"TRIPTYCH:M2\"]\n        source: [\"004:141\", VENDOR]\n      - id: germany",
			"            source: [\"TRIPTYCH:M2\"]\n        source: [\"004:141\", VENDOR]\n      - id: germany",
			`"region.smart_hosts" of "europe" is marked unverified in one entry and not in the other`},
	} {
		files := fixture.Copy(t, content.Files)
		text := string(files[c.file].Data)
		if !strings.Contains(text, c.old) {
			t.Fatalf("%s has no %q", c.file, c.old)
		}
		files[c.file].Data = []byte(strings.Replace(text, c.old, c.new, 1))
		project, err := load.Load(files, "content")
		if err != nil {
			t.Fatalf("%s: %v", c.new, err)
		}
		found := ledger.Check(project)
		if len(found) == 0 || found[0].Message != c.want {
			t.Errorf("%s: got %+v\nwant first %s", c.new, found, c.want)
		} else if strings.HasPrefix(c.want, "two second entries") && (len(found[0].Also) != 1 || !found[0].Also[0].Pos.IsValid()) {
			t.Errorf("%s: where the first entry is, is not said: %+v", c.new, found[0])
		}
	}
}
