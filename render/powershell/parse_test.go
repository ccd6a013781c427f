package powershell_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell"
)

// TestParse holds for plans that use every kind of setting once what
// [TestEveryVariant] holds for the content.
func TestParse(t *testing.T) {
	ref, p := cmdlets(t), newParser(t)
	for name, text := range scripts(t) {
		tr := p.must(t, name, text, false)
		of := journaling(t)
		if strings.HasPrefix(name, "invented") {
			of = invented(t)
		}
		for _, f := range faultsOfScript(ref, tr, printedScript{name: name, text: text, plan: of}) {
			t.Errorf("%s: %s", name, f)
		}
	}
}

// TestParseNotices breaks a script in one place after the other: a check that
// nothing can fail proves nothing.
func TestParseNotices(t *testing.T) {
	ref, p := cmdlets(t), newParser(t)
	of := journaling(t)
	printed := script(t, of, tailored(), values)
	want := factsOfPlan(of, values)
	for _, c := range []struct{ name, old, new, fault string }{
		{"quote", "'External'", "'External", "no PowerShell"},
		{"bracket", "$script:ByHand = @(", "$script:ByHand = @", "no PowerShell"},
		{"cmdlet", "New-JournalRule -E", "New-JournalRules -E", `nothing is called "New-JournalRules"`},
		{"function", "Get-TenantState\n", "Get-TenantStates\n", `nothing is called "Get-TenantStates"`},
		{"parameter", "Get-JournalRule -E", "Get-JournalRule -Name $x -E", "Get-JournalRule has no -Name"},
		{"splatted parameter", "-Name @('Name', 'JournalEmailAddress', 'Recipient', 'Scope')", "-Name @('Name', 'Enabled')", "Set-JournalRule has no -Enabled"},
		{"unknown splat", "-Name @('Name', 'JournalEmailAddress', 'Recipient', 'Scope')", "-Name $names", "cannot be told"},
		{"parameter twice", "-Name @('Name', 'JournalEmailAddress', 'Recipient', 'Scope')", "-Name @('Name', 'Identity')", "may get -Identity twice"},
		{"required", "Enable-JournalRule -ErrorAction 'Stop' -Identity $identity", "Enable-JournalRule -ErrorAction 'Stop'", "Enable-JournalRule lacks a required parameter"},
		{"required setting", "Name = 'ExternalEmailAddress';", "Name = 'HiddenFromAddressListsEnabled';", "New-MailContact lacks a required parameter"},
		{"accepted value", "'External'", "'Outside'", `does not take "Outside"`},
		{"Boolean as a switch", "-IsTransportRuleScoped $true", "-IsTransportRuleScoped", "is no switch"},
		{"switch with a value", "-ShowBanner:$false", "-ShowBanner 'No'", "is a switch"},
		{"Boolean as a text", "Name = 'UseMXRecord';           Value = $false", "Name = 'UseMXRecord';           Value = 'False'", "gets no Boolean"},
		{"text as a Boolean", "Value = 'Partner'", "Value = $true", "gets a Boolean"},
		{"list for one", "Name = 'Scope';               Value = 'External'", "Name = 'Scope';               Value = @('External')", "gets a list"},
		{"length", "Value = 'Journaled people'", "Value = '" + strings.Repeat("x", 65) + "'", "gets 65 characters"},
		{"prompt", "Disable-JournalRule -ErrorAction 'Stop' -Confirm:$false", "Disable-JournalRule -ErrorAction 'Stop'", "Disable-JournalRule prompts"},
		{"needless answer", "Enable-JournalRule -E", "Enable-JournalRule -Confirm:$false -E", "Enable-JournalRule prompts: false"},
		{"unguarded", "$agreed = $PSCmdlet.ShouldProcess(", "$agreed = $PSCmdlet.Ask(", "is not behind ShouldProcess"},
		{"agreed beforehand", "        if ($agreed) {", "        $agreed = $true\n        if ($agreed) {", "is not behind ShouldProcess"},
		{"goes on", "Get-JournalRule -ErrorAction 'Stop'", "Get-JournalRule", "goes on after an error"},
		{"fact", "Name = 'IsTransportRuleScoped'; Value = $false", "Name = 'IsTransportRuleScoped'; Value = $true", "connector.IsTransportRuleScoped = True"},
		{"policy", "OnlyIfEmpty = -not $ReplaceGroupName", "OnlyIfEmpty = $false", `group.Name = Journaled people", the plan`},
		{"step", "Id     = 'D2'", "Id     = 'D9'", "step D2 is neither made"},
		{"check", "Id        = 'V3'", "Id        = 'V9'", "check V3 is neither made"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(printed, c.old) {
				t.Fatalf("the script has no %s", c.old)
			}
			// Each broken script is new to the parser, statement by statement.
			broken := strings.ReplaceAll(printed, c.old, c.new)
			faults := faultsOfScript(ref, p.must(t, c.name, broken, false), printedScript{plan: of, want: want})
			if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, c.fault) }) {
				t.Errorf("got %q, want %q", faults, c.fault)
			}
		})
	}
}

// TestOneValueIsOneFact changes one value in the printed text after the other.
// Exactly one fact differs, and what is said of it names the line of the script
// and both values.
func TestOneValueIsOneFact(t *testing.T) {
	p := newParser(t)
	of := journaling(t)
	printed := script(t, of, tailored(), values)
	want := factsOfPlan(of, values)
	tr := p.must(t, "printed", printed, false)
	facts := factsOfTree(tr)
	if d := differing(tr, facts, want); len(d) > 0 {
		t.Fatalf("the script is not the plan: %s", strings.Join(d, "\n"))
	}
	changed := 0
	for _, fact := range facts {
		lines := strings.Split(printed, "\n")
		text := lines[fact.Line-1]
		at := strings.Index(text, "Value = ")
		if at < 0 {
			continue // a test: its address is that of a fact
		}
		before, after := text[:at+len("Value = ")], text[at+len("Value = "):]
		switch {
		case strings.HasPrefix(after, "$true"):
			after = strings.Replace(after, "$true", "$false", 1)
		case strings.HasPrefix(after, "$false"):
			after = strings.Replace(after, "$false", "$true", 1)
		case strings.HasPrefix(after, "$null"):
			after = strings.Replace(after, "$null", "'someone'", 1)
		case strings.Contains(after, "'"):
			after = strings.Replace(after, "'", "'x", 1)
		default:
			after = strings.Replace(after, "$", "$No", 1)
		}
		lines[fact.Line-1] = before + after
		broken := p.must(t, fact.Fact, strings.Join(lines, "\n"), false)
		got := differing(broken, factsOfTree(broken), want)
		if len(got) != 1 {
			t.Errorf("%s: %d facts differ: %q", fact.Fact, len(got), got)
			continue
		}
		if !strings.Contains(got[0], fmt.Sprintf("line %d ", fact.Line)) || !strings.Contains(got[0], fact.Fact) {
			t.Errorf("%s: %s", fact.Fact, got[0])
		}
		changed++
	}
	if changed < 20 {
		t.Errorf("only %d values were changed", changed)
	}
}

// nasty are what values that try to get out of a literal are made of. The grammar
// takes typographic quotes for ordinary characters; [FuzzScript] has those.
var nasty = []string{
	"'", "''", `"`, "$(Stop-It)", "$x", "`", "#>", "<#", "#", "\n", "\r\n", "'@", "@'", "\"@", "@\"", ";", "}", "{", "(", ")", "|", "&", ",",
	"\u2013", "\u2014", "\u2015", "\u201c", "\x00", "\U0001F4A9", "\u00a0", "\t", "a", " ", "-", "%", "::", "@(", "@{",
}

// TestParseValues fills a script with values of all kinds. The tree keeps its
// shape, and exactly one literal is the value.
func TestParseValues(t *testing.T) {
	p := newParser(t)
	r, err := powershell.Script(journaling(t), tailored())
	if err != nil {
		t.Fatal(err)
	}
	fill := func(value string) string {
		return string(r.Fill(with(with(values, "input.address", value), "customer.name", value)))
	}
	harmless := p.must(t, "harmless", fill("harmless"), true)
	if len(harmless.Errors) > 0 {
		t.Fatalf("%+v", harmless.Errors)
	}
	random := rand.New(rand.NewPCG(1, 2))
	all := slices.Clone(nasty)
	for range map[bool]int{true: 20, false: 150}[testing.Short()] {
		value := ""
		for range 1 + random.IntN(9) {
			value += nasty[random.IntN(len(nasty))]
		}
		all = append(all, value)
	}
	for _, value := range all {
		tr := p.must(t, fmt.Sprintf("%q", value), fill(value), true)
		if len(tr.Errors) > 0 || tr.Shape != harmless.Shape {
			t.Fatalf("%q changes the tree: %+v", value, tr.Errors)
		}
		found := 0
		tr.each(func(s *statement, _ int) {
			if s.Type != "param_block" {
				return
			}
			for _, literal := range s.Literals {
				if literal == strings.ReplaceAll(value, "\x00", "\ufffd") {
					found++
				}
			}
		})
		if found != 1 {
			t.Fatalf("%q is %d literals", value, found)
		}
	}
}

// TestParseCommands holds the same for commands in documents.
func TestParseCommands(t *testing.T) {
	parser := newParser(t)
	for _, o := range journaling(t).Objects {
		if o.Kind.Set == "" {
			continue
		}
		var args []plan.Arg
		for _, s := range o.Settings {
			args = append(args, plan.Arg{Name: s.Name, Value: s.Value})
		}
		args = append(args, plan.Arg{Name: "Confirm", Value: plan.Switch{}, Switch: true}, plan.Arg{Name: "WhatIf"})
		text := printed(t, plan.Command{Pipeline: []plan.Call{
			{Cmdlet: o.Kind.Set, Args: args}, {Cmdlet: "Format-List", Args: []plan.Arg{{Name: "Property", Value: list(text("Name"))}}},
		}})
		var commands []call
		tr := parser.must(t, o.ID, text, false)
		tr.each(func(s *statement, _ int) { commands = append(commands, s.Commands...) })
		if len(tr.Errors) > 0 || len(commands) != 2 || len(commands[0].Arguments) < 3 {
			t.Errorf("%s: %+v %+v", o.ID, tr.Errors, commands)
		}
	}
}
