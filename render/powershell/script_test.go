package powershell_test

import (
	"fmt"
	"os"
	"path/filepath"
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
			texts := wanted(s.Value, v, "by hand")
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

// TestNames holds that a name by which an object is found has a parameter, with
// the plan's name as its default, and that messages use it. Prose has the default.
func TestNames(t *testing.T) {
	for name, printed := range map[string]string{
		"tailored": script(t, journaling(t), tailored(), values), "generic": script(t, journaling(t), generic(), nil),
	} {
		for _, want := range []string{
			"    [ValidatePattern('^[^\\p{Cc}]{1,64}\\z')]\n    [string] $ConnectorName = 'To the vendor',\n",
			"    [string] $RuleName = 'Journal to the vendor',\n",
			"Value = $ConnectorName }", `Title    = ('outbound connector "' + $ConnectorName + '"')`,
			"    - outbound connector \"To the vendor\"\n",
		} {
			if !strings.Contains(printed, want) {
				t.Errorf("the %s script has no %q", name, want)
			}
		}
		if strings.Contains(printed, "$GroupName") {
			t.Errorf("the %s script has a parameter for a name by which nothing is found", name)
		}
	}
}

// TestExamples holds that an input which is asked once for each answer has an
// example of its own for each.
func TestExamples(t *testing.T) {
	p := journaling(t)
	eu := p.Holes[3]
	us := eu
	us.Name, us.Answer = "input.groups.us", "us"
	p.Holes = append(p.Holes, us)
	p.Objects = append(p.Objects, object(kind(t, "distribution-group"), "group-us",
		set("Name", str("US")), set("PrimarySmtpAddress", str("input.groups.us"))))
	printed := script(t, p, generic(), nil)
	for _, want := range []string{"GroupsEu = 'eu-eu@contoso.example'", "GroupsUs = 'eu-us@contoso.example'"} {
		if !strings.Contains(printed, want) {
			t.Errorf("no example says %q", want)
		}
	}
	if printed = script(t, journaling(t), generic(), nil); !strings.Contains(printed, "GroupsEu = 'eu@contoso.example'") {
		t.Error("an example that is there once was changed")
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

// TestSkeletonKnowsNoKind holds that the frame names no cmdlet, setting or
// vendor: those are data of the plan.
func TestSkeletonKnowsNoKind(t *testing.T) {
	files, err := filepath.Glob("../../templates/script*.ps1.tmpl")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d files of the frame: %v", len(files), err)
	}
	var frame []byte
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		frame = append(frame, text...)
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

// TestTablesHaveWhatIsRead holds that every entry that a function reads of a
// table is there in each of its rows: in strict mode, a missing one ends the run.
func TestTablesHaveWhatIsRead(t *testing.T) {
	p := newParser(t)
	reads := map[string]*regexp.Regexp{
		"Kinds":   regexp.MustCompile(`(?:\$facts|\$script:Kinds\[[^\]]+\])\.([A-Za-z]+)`),
		"About":   regexp.MustCompile(`\$script:About\.([A-Za-z]+)`),
		"ByHand":  regexp.MustCompile(`\$task\.([A-Za-z]+)`),
		"Desired": regexp.MustCompile(`\$want\.([A-Za-z]+)`),
	}
	for name, text := range scripts(t) {
		tr := p.must(t, name, text, false)
		for table, read := range reads {
			rows := tr.table(table).Items
			if table == "Kinds" {
				kinds := rows[0].Entries
				rows = nil
				for _, kind := range kinds {
					rows = append(rows, kind)
				}
			}
			seen := 0
			for _, m := range read.FindAllStringSubmatch(text, -1) {
				seen++
				for _, row := range rows {
					if _, ok := row.Entries[m[1]]; !ok {
						t.Fatalf("%s: a row of %s has no %s", name, table, m[1])
					}
				}
			}
			if seen < 3 || len(rows) == 0 && table != "ByHand" {
				t.Errorf("%s: %d reads and %d rows of %s", name, seen, len(rows), table)
			}
		}
	}
}
