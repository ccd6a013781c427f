package powershell_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell/tenant"
)

// TestTenantLawsFail breaks what each law is about, in the text of the script, in
// the steps or in the order, and has the law say so.
func TestTenantLawsFail(t *testing.T) {
	// Two groups, two rules and two connectors at least, and an address for
	// undeliverable reports.
	several := func(p *plan.Plan) bool { return len(kindsOf(p)) == 4 && len(p.Objects) > 6 }
	any := func(*plan.Plan) bool { return true }
	console := func(s *tenant.Script, p *plan.Plan, v plan.Values) error {
		return sameAsConsole(s, p, v, new(told))
	}
	var whole *tenant.Script // before anything is broken
	every := func(law func(*tenant.Script, []plan.Kind, start) error) func(*tenant.Script, *plan.Plan, plan.Values) error {
		return func(s *tenant.Script, p *plan.Plan, _ plan.Values) error {
			for _, from := range starts(whole, kindsOf(p)) {
				if err := law(s, kindsOf(p), from); err != nil {
					return fmt.Errorf("%s: %w", from.name, err)
				}
			}
			return nil
		}
	}
	twice := every(func(s *tenant.Script, _ []plan.Kind, from start) error { return twiceIsOnce(s, from) })
	back := every(func(s *tenant.Script, kinds []plan.Kind, from start) error { return backIsStart(s, kinds, from, false) })
	double := every(nothingDoubled)
	staged := every(stagedIsApplied)
	owner := every(func(s *tenant.Script, kinds []plan.Kind, from start) error {
		return asksTheOwner(s, kinds, from, false)
	})
	verify := every(func(s *tenant.Script, kinds []plan.Kind, from start) error {
		_, err := verifyNotices(s, kinds, from)
		return err
	})
	unforced := every(func(s *tenant.Script, kinds []plan.Kind, from start) error {
		return forceIsNeeded(s, kinds, from, true)
	})
	careless := every(func(s *tenant.Script, kinds []plan.Kind, from start) error { return asksTheOwner(s, kinds, from, true) })
	forward := every(func(s *tenant.Script, kinds []plan.Kind, from start) error { return backIsStart(s, kinds, from, true) })
	cut := every(func(s *tenant.Script, kinds []plan.Kind, from start) error {
		_, err := cutIsWhole(s, kinds, from, false)
		return err
	})
	trusting := every(func(s *tenant.Script, kinds []plan.Kind, from start) error {
		_, err := cutIsWhole(s, kinds, from, true)
		return err
	})
	order := func(s *tenant.Script, p *plan.Plan, _ plan.Values) error {
		_, err := orderMatters(s, kindsOf(p), kindsOf(p))
		return err
	}
	lax := func(change func(*plan.KindSetting)) func(*tenant.Script, *plan.Plan, plan.Values) error {
		return func(s *tenant.Script, p *plan.Plan, _ plan.Values) error {
			refusing := kindsOf(p)
			for i := range refusing {
				refusing[i].Settings = slices.Clone(refusing[i].Settings)
				for j := range refusing[i].Settings {
					change(&refusing[i].Settings[j])
				}
			}
			_, err := orderMatters(s, kindsOf(p), refusing)
			return err
		}
	}
	type sample struct {
		plan   *plan.Plan
		values plan.Values
		text   string
	}
	subjects := map[string]sample{}
	for procedure, wanted := range map[string]func(*plan.Plan) bool{"area1-journaling": several, "mimecast-journaling": any, "harbor-archive": any} {
		p, values, text := subject(t, procedure, wanted)
		subjects[procedure] = sample{p, values, text}
	}
	for _, c := range []struct {
		name      string
		procedure string
		old, new  string // in the text of the script; empty: nothing
		steps     func(*plan.Plan)
		law       func(*tenant.Script, *plan.Plan, plan.Values) error
		want      string
	}{
		{"as it is: console", "area1-journaling", "", "", nil, console, ""},
		{"as it is: order", "area1-journaling", "", "", nil, order, ""},
		{"as it is: back", "area1-journaling", "", "", nil, back, ""},
		{"as it is: cut", "mimecast-journaling", "", "", nil, cut, ""},
		{"another value", "area1-journaling", "'CertificateValidation'", "'EncryptionOnly'", nil, console, "the script differs from the console"},
		{"a rule stays off", "area1-journaling", "Name = 'Enabled';             Value = $true", "Name = 'Enabled';             Value = $false", nil, console, "the script differs from the console"},
		{"a step forgets a setting", "area1-journaling", "", "", func(p *plan.Plan) { forget(p, "Scope") }, console, "the script differs from the console"},
		{"a step does not save", "area1-journaling", "", "", func(p *plan.Plan) { unsaved(p) }, console, "never saved"},
		{"steps in another order", "area1-journaling", "", "", func(p *plan.Plan) { slices.Reverse(p.Sections) }, console, "in the console: step"},
		{"a prefix is not known", "mimecast-journaling", "@{ ExternalEmailAddress = 'SMTP:' }", "@{}", nil, twice, "was made and is found 0 times"},
		{"a property is spelled otherwise", "area1-journaling", "@{ UseMXRecord = 'UseMxRecord' }", "@{}", nil, twice, "again: "},
		{"an empty value is not known", "mimecast-journaling", "@{ JournalingReportNdrTo = @('<>') }", "@{}", nil, twice, "it needs a JournalingReportNdrTo"},
		{"a rule has no cmdlet to turn it on", "area1-journaling", "'journal-rule: Enable'", "'journal-rule: Start'", nil, twice, "no cmdlet for journal-rule: Enable"},
		{"a test is not noted", "area1-journaling", "Validated = 'IsValidated'", "Validated = 'LastValidationTimestamp'", nil, twice, "a test message was sent once more"},
		{"settings do not go together", "area1-journaling", "With      = @{ UseMXRecord = @('SmartHosts'); SmartHosts = @('UseMXRecord') }", "With      = @{}", nil, back, "it goes with"},
		{"old values are not known", "area1-journaling", "Known    = @(\n", "Older    = @(\n", nil, double, "of the kind"},
		{"somebody else's is taken for ours", "area1-journaling", "'Journal Messages to CloudflareArea 1'", "'Somebody''s first'", nil, double, "of the kind"},
		{"first change first", "area1-journaling", "", "", nil, forward, "rollback"},
		{"it asks", "area1-journaling", "-Confirm:$false", "", nil, back, "it asks, and nobody answers"},
		{"Remove names nothing", "area1-journaling", "-Confirm:$false -Identity $identity", "-Confirm:$false", nil, back, `is ""`},
		{"hidden objects are not listed", "area1-journaling", "Get-OutboundConnector -IsTransportRuleScoped $true", "Get-OutboundConnector", nil, twice, "another outbound connector has it"},
		{"what is there is not found", "area1-journaling", "Match     = @('Name', 'JournalEmailAddress')", "Match     = @('Scope')", nil, cut, "found 2 times"},
		{"nothing turns a rule off", "area1-journaling", "Switch    = 'Enabled'", "Switch    = ''", nil, staged, "was turned on"},
		{"nobody is asked", "area1-journaling", "", "", nil, careless, "nobody is asked about"},
		{"a note is not found", "area1-journaling", "Validated = 'IsValidated'", "Validated = 'Comment'", nil, verify, "verif"},
		{"what somebody changed is taken back unasked", "area1-journaling", "", "", nil, unforced, "was changed since"},
		{"what is new counts as old", "harbor-archive", "Fresh     = @{ AllowedOOFType = 'External'", "Fresh     = @{ AllowedOOFType = 'None'", nil, owner, "without consent"},
		{"a record of a test is lost", "area1-journaling", "TestedFor = 'ValidationRecipients'", "TestedFor = ''", nil, back, "rollback"},
		{"a time is unset", "area1-journaling", "TestedAt  = 'LastValidationTimestamp'", "TestedAt  = ''", nil, back, "rollback"},
		{"a success stays on record", "area1-journaling", "", "", nil, trusting, "cut off after"},
		{"nothing needs the address", "mimecast-journaling", "", "", nil, lax(func(s *plan.KindSetting) { s.NeededBy = nil }), "is not refused"},
		{"nothing needs the group", "area1-journaling", "", "", nil, lax(func(s *plan.KindSetting) { s.Recipient = nil }), "is not refused"},
	} {
		of := subjects[c.procedure]
		p, values, text := ownSteps(of.plan), of.values, of.text
		if c.steps != nil {
			c.steps(p)
		}
		broken := strings.ReplaceAll(text, c.old, c.new)
		if c.old == "" {
			broken = text
		} else if broken == text {
			t.Errorf("%s: the script has no %q", c.name, c.old)
			continue
		}
		s, err := tenant.Read(broken)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if whole, err = tenant.Read(text); err != nil {
			t.Fatal(err)
		}
		err = c.law(s, p, values)
		switch {
		case strings.HasPrefix(c.name, "as it is"):
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		case err == nil:
			t.Errorf("%s: no law says anything", c.name)
		case !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// ownSteps is a plan whose steps may be changed.
func ownSteps(p *plan.Plan) *plan.Plan {
	c := *p
	c.Sections = slices.Clone(p.Sections)
	for i := range c.Sections {
		c.Sections[i].Steps = slices.Clone(c.Sections[i].Steps)
	}
	return &c
}

// forget takes a setting from the steps that set it.
func forget(p *plan.Plan, name string) {
	for i := range p.Sections {
		for j := range p.Sections[i].Steps {
			step := &p.Sections[i].Steps[j]
			step.Settings = slices.DeleteFunc(slices.Clone(step.Settings), func(id string) bool { return strings.HasSuffix(id, "."+name) })
		}
	}
}

// unsaved has no step save anything.
func unsaved(p *plan.Plan) {
	for i := range p.Sections {
		for j := range p.Sections[i].Steps {
			p.Sections[i].Steps[j].Commits = nil
			p.Sections[i].Steps[j].Changes = false
		}
	}
}
