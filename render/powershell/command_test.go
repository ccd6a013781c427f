package powershell_test

import (
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell"
	"github.com/triptych-docs/triptych/render/residual"
)

func one(s string) plan.Value { return plan.One{Text: plan.Literal(s)} }

func TestCommand(t *testing.T) {
	for _, c := range []struct {
		name     string
		pipeline []plan.Call
		want     string
	}{
		{"no argument", []plan.Call{{Cmdlet: "Get-JournalRule"}}, "Get-JournalRule"},
		{"every kind of value", []plan.Call{{Cmdlet: "Set-It", Args: []plan.Arg{
			{Name: "Name", Value: one("it's")},
			{Name: "Hosts", Value: plan.Many{Texts: []plan.Text{plan.Literal("a"), plan.FromHole("x")}}},
			{Name: "Enabled", Value: plan.Switch{On: true}},
		}}}, "Set-It -Name 'it''s' -Hosts @('a', '<x>') -Enabled $true"},
		{"switches", []plan.Call{{Cmdlet: "Set-It", Args: []plan.Arg{
			{Name: "Recipient", Value: plan.Absent{}},
			{Name: "Force"},
			{Name: "Confirm", Value: plan.Switch{}, Switch: true},
		}}}, "Set-It -Recipient $null -Force -Confirm:$false"},
		{"open values", []plan.Call{{Cmdlet: "Set-It", Args: []plan.Arg{
			{Name: "A", Value: plan.Lookup{Column: plan.Say("Smart host")}},
			{Name: "B", Value: plan.Manual{}},
			{Name: "C", Value: plan.Alternatives{}},
		}}}, "Set-It -A '<Smart host>' -B '<VALUE>' -C '<VALUE>'"},
		{"no list", []plan.Call{{Cmdlet: "Set-It", Args: []plan.Arg{{Name: "A", Value: plan.Many{}}}}}, "Set-It -A @()"},
		{"two calls", []plan.Call{
			{Cmdlet: "Get-JournalRule"},
			{Cmdlet: "Where-Object", Args: []plan.Arg{{Name: "Property", Value: one("Name")}, {Name: "EQ"}, {Name: "Value", Value: one("x")}}},
		}, "Get-JournalRule | Where-Object -Property 'Name' -EQ -Value 'x'"},
		{"three calls", []plan.Call{{Cmdlet: "Get-A"}, {Cmdlet: "Sort-Object"}, {Cmdlet: "Format-List"}}, "Get-A |\n    Sort-Object |\n    Format-List"},
		{"many arguments", []plan.Call{{Cmdlet: "Set-It", Args: []plan.Arg{
			{Name: "A", Value: one("1")}, {Name: "B", Value: one("2")}, {Name: "C", Value: one("3")}, {Name: "D", Value: one("4")},
		}}, {Cmdlet: "Out-Null"}}, "Set-It `\n    -A '1' `\n    -B '2' `\n    -C '3' `\n    -D '4' |\n    Out-Null"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sink := new(residual.Sink)
			r, err := sink.Cut(powershell.Command(sink, plan.Command{Pipeline: c.pipeline}))
			if err != nil {
				t.Fatal(err)
			}
			if got := string(r.Fill(plan.Values{"x": "<x>"})); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// printed is a command filled with the values of these tests.
func printed(t *testing.T, c plan.Command) string {
	t.Helper()
	sink := new(residual.Sink)
	r, err := sink.Cut(powershell.Command(sink, c))
	if err != nil {
		t.Fatal(err)
	}
	return string(r.Fill(values))
}

func TestCommandIn(t *testing.T) {
	loud := residual.Escaper{Name: "loud", Escape: func(s string) string {
		return strings.NewReplacer("<", "&lt;", "'", "&#39;").Replace(s)
	}}
	sink := new(residual.Sink)
	r, err := sink.Cut(powershell.CommandIn(sink, plan.Command{Pipeline: []plan.Call{
		{Cmdlet: "Set-It", Args: []plan.Arg{
			{Name: "A", Value: plan.One{Text: append(plan.Literal("<"), plan.Piece{Hole: "x"})}},
			{Name: "B", Value: plan.Many{Texts: []plan.Text{plan.Literal("<")}}},
		}},
	}}, loud))
	if err != nil {
		t.Fatal(err)
	}
	want := "Set-It -A &#39;&lt;it&#39;&#39;s&#39; -B @(&#39;&lt;&#39;)"
	if got := string(r.Fill(plan.Values{"x": "it's"})); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestCommandRefusesOddNames(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	powershell.Command(new(residual.Sink), plan.Command{Pipeline: []plan.Call{{Cmdlet: "Get-It; Stop-It"}}})
}
