package powershell_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/powershell/lexer"
	"github.com/triptych-docs/triptych/render/powershell/readback"
)

var values = plan.Values{
	"input.address": "acme", "input.domain": "contoso.example", "input.undeliverable": "ndr@contoso.example",
	"input.groups.eu": "eu@contoso.example", "customer.name": "Acme Corp", "runbook.id": "TRP-3F9A-22C1",
}

func tailored() powershell.Edition {
	return powershell.Edition{
		Tailored: true, Runbook: text("runbook.id"), Model: text("1.4.0"), Customer: text("customer.name"), Tenant: text("input.domain"),
	}
}

func generic() powershell.Edition { return powershell.Edition{Model: text("1.4.0")} }

func script(t testing.TB, p *plan.Plan, e powershell.Edition, v plan.Values) string {
	t.Helper()
	r, err := powershell.Script(p, e)
	if err != nil {
		t.Fatal(err)
	}
	return string(r.Fill(v))
}

// scripts are all that these tests print, by name.
func scripts(t testing.TB) map[string]string {
	return map[string]string{
		"journaling-tailored": script(t, journaling(t), tailored(), values),
		"journaling-generic":  script(t, journaling(t), generic(), nil),
		"invented-tailored":   script(t, invented(t), tailored(), values),
		"invented-generic":    script(t, invented(t), generic(), nil),
	}
}

// factsOf are the facts of a plan's objects that have cmdlets, from the plan.
func factsOf(p *plan.Plan, v plan.Values) []string {
	var all []string
	for _, o := range p.Objects {
		if len(o.Kind.Get) == 0 {
			continue
		}
		for _, s := range o.Settings {
			var texts []string
			switch value := s.Value.(type) {
			case plan.One:
				texts = []string{value.Text.Fill(v)}
			case plan.Many:
				for _, t := range value.Texts {
					texts = append(texts, t.Fill(v))
				}
			case plan.Switch:
				texts = []string{map[bool]string{true: "True", false: "False"}[value.On]}
			case plan.Manual:
				texts = []string{"by hand"}
			}
			all = append(all, readback.Fact{Object: o.ID, Setting: s.Name, Values: texts}.String())
		}
	}
	return all
}

func TestScriptSaysThePlan(t *testing.T) {
	manual := map[string]string{
		"SmartHosts": "by hand", "ConnectorTwoSmartHosts": "by hand", "TlsDomain": "by hand",
		"ConnectorTwoTlsDomain": "by hand", "Recipient": "by hand",
	}
	given := map[string]string{
		"Address": "acme", "Domain": "contoso.example", "Undeliverable": "ndr@contoso.example", "GroupsEu": "eu@contoso.example",
	}
	for _, c := range []struct {
		name  string
		plan  *plan.Plan
		of    powershell.Edition
		given map[string]string
	}{
		{"tailored", journaling(t), tailored(), nil},
		{"generic", journaling(t), generic(), given},
		{"invented", invented(t), generic(), manual},
	} {
		t.Run(c.name, func(t *testing.T) {
			read, err := readback.Read(script(t, c.plan, c.of, values), c.given)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range read.Facts {
				got = append(got, f.String())
			}
			if want := factsOf(c.plan, values); !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

// TestOneValueIsOneFact changes a value in the printed text: exactly one fact
// of the text changes with it.
func TestOneValueIsOneFact(t *testing.T) {
	printed := script(t, journaling(t), tailored(), values)
	for _, c := range []struct{ old, new string }{
		{"'b.example'", "'c.example'"},
		{"'External'", "'Global'"},
		{"Name = 'IsTransportRuleScoped'; Value = $false", "Name = 'IsTransportRuleScoped'; Value = $true"},
		{"Value = $null", "Value = 'someone'"},
	} {
		if strings.Count(printed, c.old) != 1 {
			t.Fatalf("%s stands %d times", c.old, strings.Count(printed, c.old))
		}
		before, err := readback.Read(printed, nil)
		if err != nil {
			t.Fatal(err)
		}
		after, err := readback.Read(strings.Replace(printed, c.old, c.new, 1), nil)
		if err != nil {
			t.Fatal(err)
		}
		changed := 0
		for i := range before.Facts {
			if before.Facts[i].String() != after.Facts[i].String() {
				changed++
			}
		}
		if changed != 1 {
			t.Errorf("%s: %d facts changed", c.new, changed)
		}
	}
}

func TestScriptNamesItsSteps(t *testing.T) {
	read, err := readback.Read(script(t, journaling(t), tailored(), values), nil)
	if err != nil {
		t.Fatal(err)
	}
	steps := map[string]string{}
	for _, f := range read.Facts {
		steps[f.Object+"."+f.Setting] = f.Step
	}
	for setting, want := range map[string]string{
		"connector.SmartHosts": "B1", "connector.IsTransportRuleScoped": "", "rule.Enabled": "E2", "undeliverable.JournalingReportNdrTo": "C1",
	} {
		if got := steps[setting]; got != want {
			t.Errorf("%s: got %q, want %q", setting, got, want)
		}
	}
	if got, want := fmt.Sprint(read.Known, read.Tests), "map[connector:[Name=Old name Name=It's older]] map[connector:[acme@journal.contoso.example]]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestByHand holds that nothing is dropped for which there is no cmdlet, and
// that nothing which a cmdlet does is left to a person as well.
func TestByHand(t *testing.T) {
	read, err := readback.Read(script(t, journaling(t), tailored(), values), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, task := range read.Tasks {
		got = append(got, strings.Join(append([]string{task.ID, task.When, task.Title, task.Expect, task.Fail}, task.Do...), " | "))
	}
	want := []string{
		`loose | before Apply | internal domain loose |  |  | label of DomainName: journal.contoso.example`,
		`A2 | before Apply | Fill in the definition | It is listed. It is on. | Call them. | Enter journaling@journal.contoso.example. | Select "Save" as in step B1`,
		`D2 | after Apply | Add the people of Acme Corp |  | `,
		`V6 | 15 minutes later | Mail is reported | It is counted. | Wait. | Send a message. | Run Get-MessageTraceV2 as the runbook has it.`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestEditions(t *testing.T) {
	tailoredScript := script(t, journaling(t), tailored(), values)
	for _, want := range []string{
		"    [ValidatePattern('^[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}\\z')]\n    [string] $Address = 'acme',\n",
		"    [string] $ExpectedTenant = 'contoso.example',\n",
		"    [switch] $ReplaceGroupName,\n", "    [switch] $ReplaceJournalingReportNdrTo,\n",
		"    Customer: Acme Corp\n    Runbook: TRP-3F9A-22C1\n    Model: 1.4.0\n",
		"Unverified = 'Ask the vendor''s support - first.'",
		"Value = $null }   # everyone\n",
		"OnlyIfEmpty = -not $ReplaceGroupName; ReplaceWith = 'ReplaceGroupName'",
	} {
		if !strings.Contains(tailoredScript, want) {
			t.Errorf("the tailored script has no %q", want)
		}
	}
	if strings.Contains(tailoredScript, "Mandatory)]\n    [Validate") || strings.Contains(tailoredScript, "Unused") {
		t.Error("the tailored script asks for an input")
	}
	genericScript := script(t, journaling(t), generic(), nil)
	for _, want := range []string{
		"    [Parameter(Mandatory)]\n    [ValidatePattern('^[A-Za-z0-9_+][A-Za-z0-9._+-]{0,63}\\z')]\n    [string] $Address,\n",
		"    [string] $ExpectedTenant,\n", "        Address = 'acme'\n", "-Action Apply -WhatIf @values\n",
		"Title  = 'Add the people of " + plan.Blank + "'\n",
	} {
		if !strings.Contains(genericScript, want) {
			t.Errorf("the generic script has no %q", want)
		}
	}
	inventedScript := script(t, invented(t), tailored(), values)
	for _, want := range []string{
		"    [Parameter(Mandatory)]\n    [ValidatePattern('^[^\\p{Cc}]+\\z')]\n    [string[]] $SmartHosts,\n",
		".PARAMETER ConnectorTwoSmartHosts\n    Value of \"label of SmartHosts\"\n    The vendor's console shows it.\n",
		"Lenient  = $true",
	} {
		if !strings.Contains(inventedScript, want) {
			t.Errorf("the invented script has no %q", want)
		}
	}
	if strings.Contains(inventedScript, "LastValidationTimestamp") == false {
		t.Error("the invented script cannot record a validation")
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(p *plan.Plan, e *powershell.Edition)
		want  string
	}{
		{"open", func(p *plan.Plan, _ *powershell.Edition) { p.Closed = false }, "some questions are open"},
		{"lookup", func(p *plan.Plan, _ *powershell.Edition) { p.Objects[2].Settings[0].Value = plan.Lookup{} }, "contact.Name is looked up"},
		{"alternatives", func(p *plan.Plan, _ *powershell.Edition) { p.Objects[2].Settings[0].Value = plan.Alternatives{} }, "contact.Name has alternatives"},
		{"setting", func(p *plan.Plan, _ *powershell.Edition) { p.Objects[2].Settings[0].Name = "Nmae" }, `the kind "mail-contact" has no such setting`},
		{"hole", func(p *plan.Plan, _ *powershell.Edition) { p.Objects[2].Settings[0].Value = str("input.other") }, `the plan has no hole "input.other"`},
		{"type", func(p *plan.Plan, _ *powershell.Edition) { p.Holes[0].Type = "colour" }, `type "colour"`},
		{"validation", func(p *plan.Plan, _ *powershell.Edition) { p.Objects[2].Check = []plan.Text{text("a@b")} }, "its kind has no validation"},
		{"nothing", func(p *plan.Plan, _ *powershell.Edition) { p.Objects = p.Objects[:2] }, "no object that a cmdlet makes"},
		{"hole in a generic script", func(_ *plan.Plan, e *powershell.Edition) { *e = tailored(); e.Tailored = false }, `has a hole`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, e := journaling(t), tailored()
			c.spoil(p, &e)
			_, err := powershell.Script(p, e)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestSameBytes(t *testing.T) {
	first, second := scripts(t), scripts(t)
	for name := range first {
		if first[name] != second[name] {
			t.Errorf("%s differs from one run to the next", name)
		}
	}
}

func TestText(t *testing.T) {
	for name, printed := range scripts(t) {
		if i := strings.IndexFunc(printed, func(r rune) bool { return r >= 0x80 || r < ' ' && r != '\n' }); i >= 0 {
			t.Errorf("%s: %q at byte %d", name, printed[i:i+1], i)
		}
		if !strings.HasSuffix(printed, "exit $exitCode\n") {
			t.Errorf("%s does not end with its exit code", name)
		}
		for i, line := range strings.Split(printed, "\n") {
			if line != strings.TrimRight(line, " ") {
				t.Errorf("%s:%d has blanks at its end", name, i+1)
			}
		}
	}
	mark := script(t, journaling(t), tailored(), with(values, "customer.name", "M\u00fcller"))
	if !strings.HasPrefix(mark, "\ufeff<#\n") {
		t.Errorf("no byte order mark before %q", mark[:8])
	}
}

func with(v plan.Values, name, value string) plan.Values {
	out := plan.Values{}
	for k, x := range v {
		out[k] = x
	}
	out[name] = value
	return out
}

// FuzzScript fills a script with a value: its tokens stay what they were, and
// the value is a literal by itself, once, as the default of its parameter.
func FuzzScript(f *testing.F) {
	r, err := powershell.Script(journaling(f), tailored())
	if err != nil {
		f.Fatal(err)
	}
	const address = "\u2603 harmless"
	harmless := with(with(values, "input.address", address), "customer.name", "\u2603")
	want, err := lexer.Tokens(string(r.Fill(harmless)))
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"acme", "it's", "\u2018\u2019\u201a\u201b", "\u201c\u201d\u201e", "#>", "$(x)", "`", "a\nb", "'@", "\x00", "<#", "\U0001F4A9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if !utf8.ValidString(value) {
			return
		}
		got, err := lexer.Tokens(string(r.Fill(with(with(values, "input.address", value), "customer.name", value))))
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%d tokens, want %d", len(got), len(want))
		}
		found := 0
		for i := range got {
			wanted := want[i].Value
			switch {
			case got[i].Kind != want[i].Kind:
				t.Fatalf("line %d: %s, want %s", got[i].Line, got[i].Kind, want[i].Kind)
			case got[i].Kind == lexer.Comment && strings.Contains(wanted, "\u2603"):
				continue
			case wanted == address:
				found++
				wanted = strings.ReplaceAll(value, "\x00", "\ufffd")
			case strings.Contains(wanted, "\u2603"):
				wanted = strings.ReplaceAll(wanted, "\u2603", strings.ReplaceAll(value, "\x00", "\ufffd"))
			}
			if got[i].Value != wanted {
				t.Fatalf("line %d: %q, want %q", got[i].Line, got[i].Value, wanted)
			}
		}
		if found != 1 {
			t.Fatalf("the value is %d literals", found)
		}
	})
}

// builtIn are the cmdlets that the skeleton may call beside those of the kinds.
var builtIn = strings.Fields(`
Add-Member Connect-ExchangeOnline ConvertTo-Json Disconnect-ExchangeOnline ForEach-Object Format-List Get-AcceptedDomain
Get-Command Get-ConnectionInformation Get-Date Group-Object New-Object Out-String Select-Object Set-StrictMode Sort-Object
Start-Sleep Where-Object Write-Error Write-Information Write-Verbose Write-Warning`)

var (
	cmdletName = regexp.MustCompile(`^[A-Z][a-z]+-[A-Za-z0-9]+$`)
	function   = regexp.MustCompile(`(?m)^function ([A-Za-z-]+) \{$`)
	approved   = strings.Fields("Add Connect ConvertTo Disconnect Find Format Get Group Invoke New Select Set Show Sort Start Test Wait Write")
)

// kindCmdlets are the cmdlets of the kinds of a plan, without those that remove.
func kindCmdlets(p *plan.Plan) []string {
	var all []string
	for _, o := range p.Objects {
		k := o.Kind
		for _, get := range k.Get {
			all = append(all, get.Cmdlet)
		}
		all = append(all, k.New, k.Set, k.Enable, k.Disable)
		if k.Validate != nil {
			all = append(all, k.Validate.Cmdlet)
		}
	}
	return all
}

func TestSafety(t *testing.T) {
	for _, p := range []*plan.Plan{journaling(t), invented(t)} {
		for _, e := range []powershell.Edition{tailored(), generic()} {
			printed := script(t, p, e, values)
			tokens, err := lexer.Tokens(printed)
			if err != nil {
				t.Fatal(err)
			}
			var functions []string
			for _, m := range function.FindAllStringSubmatch(printed, -1) {
				functions = append(functions, m[1])
				if verb, _, _ := strings.Cut(m[1], "-"); !slices.Contains(approved, verb) {
					t.Errorf("%s: the verb of %s is not approved", p.Script, m[1])
				}
			}
			apply := strings.Index(printed, "function Invoke-Operation {")
			applied := strings.Index(printed, "# Verify: reads only")
			own := kindCmdlets(p)
			for i, token := range tokens {
				if token.Kind != lexer.Word {
					continue
				}
				command := tokens[i:statement(tokens, i)]
				switch name := token.Text; {
				case name == "-Confirm:" && !inside(token.Offset, apply, applied) && command0(tokens, i) != "Disconnect-ExchangeOnline":
					t.Errorf("%s:%d: -Confirm outside Apply", p.Script, token.Line)
				case !cmdletName.MatchString(name):
				case slices.Contains(own, name):
					reads := strings.HasPrefix(name, "Get-")
					if !reads && !inside(token.Offset, apply, applied) {
						t.Errorf("%s:%d: %s outside Apply", p.Script, token.Line, name)
					}
					if reads && hasWord(command, "-Identity") {
						t.Errorf("%s:%d: %s names an object", p.Script, token.Line, name)
					}
					if !hasWord(command, "-ErrorAction") || hasLiteral(command, "SilentlyContinue") {
						t.Errorf("%s:%d: %s goes on after an error", p.Script, token.Line, name)
					}
				case !slices.Contains(functions, name) && !slices.Contains(builtIn, name):
					t.Errorf("%s:%d: %s is not to be called", p.Script, token.Line, name)
				}
			}
			for _, banned := range []string{"Remove-", "SilentlyContinue", "Invoke-Expression", "Add-Type", "Install-Module", "Write-Host", "Read-Host", "ExecutionPolicy", "::"} {
				if strings.Contains(printed, banned) {
					t.Errorf("%s has %s", p.Script, banned)
				}
			}
		}
	}
}

func inside(at, from, to int) bool { return at > from && at < to }

// statement is the index of the token that ends the command which begins at i.
func statement(tokens []lexer.Token, i int) int {
	for depth := 0; i < len(tokens); i++ {
		switch t := tokens[i]; {
		case t.Kind == lexer.Break || t.Text == "|" || t.Text == ";":
			if depth <= 0 {
				return i
			}
		case t.Kind == lexer.Bracket && strings.ContainsAny(t.Text, "([{"):
			depth++
		case t.Kind == lexer.Bracket:
			if depth--; depth < 0 {
				return i
			}
		}
	}
	return i
}

// command0 is the command that the parameter at i belongs to.
func command0(tokens []lexer.Token, i int) string {
	for ; i >= 0 && tokens[i].Kind != lexer.Break; i-- {
		if tokens[i].Kind == lexer.Word && cmdletName.MatchString(tokens[i].Text) {
			return tokens[i].Text
		}
	}
	return ""
}

func hasWord(tokens []lexer.Token, text string) bool {
	return slices.ContainsFunc(tokens, func(t lexer.Token) bool { return t.Kind == lexer.Word && t.Text == text })
}

func hasLiteral(tokens []lexer.Token, value string) bool {
	return slices.ContainsFunc(tokens, func(t lexer.Token) bool { return t.Kind == lexer.Literal && t.Value == value })
}

// TestPrompts holds that a cmdlet which asks by itself is answered, and that no
// other is: an answer that is not needed hides that one is missing.
func TestPrompts(t *testing.T) {
	printed := script(t, journaling(t), tailored(), values)
	for _, c := range []struct {
		text string
		want bool
	}{
		{"Disable-JournalRule -ErrorAction 'Stop' -Confirm:$false -Identity $identity\n", true},
		{"Enable-JournalRule -ErrorAction 'Stop' -Identity $identity\n", true},
		{"$null = New-JournalRule -ErrorAction 'Stop' @arguments\n", true},
		{"Set-TransportConfig -ErrorAction 'Stop' @arguments\n", true},
		{"Set-OutboundConnector -ErrorAction 'Stop' -Identity $identity @arguments\n", true},
		{"Validate-OutboundConnector -ErrorAction 'Stop' -Identity $identity -Recipients $want.Test)\n", true},
		{"Get-OutboundConnector -IsTransportRuleScoped $true -ResultSize 'Unlimited' -ErrorAction 'Stop'\n", true},
		{"New-TransportConfig", false},
	} {
		if got := strings.Contains(printed, c.text); got != c.want {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}

// TestSkeletonKnowsNoKind holds that the frame names no cmdlet, setting or
// vendor: those are data of the plan.
func TestSkeletonKnowsNoKind(t *testing.T) {
	frame, err := os.ReadFile("../../templates/script.ps1.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds(t) {
		names := []string{k.ID, k.New, k.Set, k.Enable, k.Disable, k.Remove}
		for _, get := range k.Get {
			names = append(names, get.Cmdlet)
		}
		for _, s := range k.Settings {
			// Accepted domains have a DomainName too, and every kind has short names.
			if len(s.Name) > len("DomainName") {
				names = append(names, s.Name)
			}
		}
		for _, name := range names {
			if name != "" && strings.Contains(string(frame), name) {
				t.Errorf("the frame has %q of %s", name, k.ID)
			}
		}
	}
	for i, line := range strings.Split(string(frame), "\n") {
		if len(line) > 120 {
			t.Errorf("line %d of the frame has %d characters", i+1, len(line))
		}
	}
}
