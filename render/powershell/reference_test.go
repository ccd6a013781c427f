package powershell_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

// A reference is what testdata/exchange/cmdlets.json has of the cmdlets.
type reference struct {
	Cmdlets map[string]cmdlet `json:"cmdlets"`
	Common  []string          `json:"common_parameters"`
}

type cmdlet struct {
	Sets []struct {
		Required []string `json:"required"`
	} `json:"parameter_sets"`
	Parameters []parameterOf `json:"parameters"`
	Changes    bool          `json:"supports_should_process"`
	Prompts    bool          `json:"prompts_by_default"`
}

type parameterOf struct {
	Name       string   `json:"name"`
	Applicable string   `json:"applicable"`
	Type       string   `json:"type"`
	Values     []string `json:"values"`
	Max        int      `json:"max_length"`
}

func cmdlets(t testing.TB) reference {
	t.Helper()
	ref := exchange()
	if len(ref.Cmdlets) < 40 || len(ref.Common) == 0 {
		t.Fatalf("the reference has %d cmdlets", len(ref.Cmdlets))
	}
	return ref
}

// exchange is the reference for what has no test at hand: read once.
var exchange = sync.OnceValue(func() reference {
	text, err := os.ReadFile("../../testdata/exchange/cmdlets.json")
	if err != nil {
		panic(err)
	}
	var ref reference
	if err := json.Unmarshal(text, &ref); err != nil {
		panic(err)
	}
	return ref
})

func (c cmdlet) parameter(name string) (parameterOf, bool) {
	i := slices.IndexFunc(c.Parameters, func(p parameterOf) bool { return p.Name == name && p.Applicable != "on-prem" })
	if i < 0 {
		return parameterOf{}, false
	}
	return c.Parameters[i], true
}

// faultsOfCall are where a call and the reference disagree. Of a splatted call,
// the arguments are those that its table may have.
func (r reference) faultsOfCall(c call) []string {
	known, ok := r.Cmdlets[c.Name]
	if !ok {
		return nil
	}
	var faults []string
	fault := func(format string, args ...any) {
		faults = append(faults, c.Name+" "+fmt.Sprintf(format, args...))
	}
	var given []string
	for _, a := range c.Arguments {
		given = append(given, a.Name)
		p, ok := known.parameter(a.Name)
		switch {
		case slices.Contains(r.Common, a.Name):
		case !ok:
			fault("has no -%s", a.Name)
		default:
			faults = append(faults, faultsOfValue(c.Name, p, a.Value)...)
		}
		if a.Name == "Confirm" && (a.Value == nil || a.Value.Text != "False") {
			fault("is asked to confirm")
		}
	}
	for _, splat := range c.Splats {
		if splat.Keys == nil {
			fault("gets arguments that cannot be told: @%s", splat.Name)
		}
		for _, key := range splat.Keys {
			if _, ok := known.parameter(key); !ok {
				fault("has no -%s, which @%s may have", key, splat.Name)
			}
			if slices.Contains(given, key) {
				fault("may get -%s twice", key)
			}
		}
		given = append(given, splat.Keys...)
	}
	if len(known.Sets) > 0 && !slices.ContainsFunc(known.Sets, func(s struct {
		Required []string `json:"required"`
	}) bool {
		return !slices.ContainsFunc(s.Required, func(r string) bool { return !slices.Contains(given, r) })
	}) {
		fault("lacks a required parameter")
	}
	if known.Changes && c.Name != "Disconnect-ExchangeOnline" && !c.Guarded {
		fault("is not behind ShouldProcess")
	}
	if known.Prompts != slices.Contains(given, "Confirm") {
		fault("prompts: %v, and is told not to: %v", known.Prompts, !known.Prompts)
	}
	if !slices.Contains(given, "ErrorAction") && !strings.HasPrefix(c.Name, "Get-ConnectionInformation") {
		fault("goes on after an error")
	}
	return faults
}

// faultsOfValue are where a value does not fit its parameter. What is a variable
// or worked out is judged by where it comes from.
func faultsOfValue(name string, p parameterOf, v *node) []string {
	var faults []string
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf("%s -%s (%s) ", name, p.Name, p.Type)+fmt.Sprintf(format, args...))
	}
	switch p.Type {
	case "SwitchParameter":
		if v != nil && v.Kind != "boolean" {
			fault("is a switch, and gets a value: %s", v.Text)
		}
		return faults
	case "Boolean":
		if v == nil || v.Kind == "text" || v.Kind == "list" || v.Kind == "number" || v.Kind == "none" {
			fault("is no switch, and gets no Boolean")
		}
		return faults
	}
	if v == nil {
		fault("gets no value")
		return faults
	}
	if v.Kind == "boolean" {
		fault("gets a Boolean")
	}
	several := p.Type == "MultiValuedProperty" || strings.HasSuffix(p.Type, "[]") || p.Type == "RecipientIdParameter[]"
	if v.Kind == "list" && !several {
		fault("gets a list")
	}
	for _, one := range append([]node{*v}, v.Items...) {
		if one.Kind != "text" {
			continue
		}
		if p.Max > 0 && utf8.RuneCountInString(one.Text) > p.Max {
			fault("gets %d characters, and takes %d", utf8.RuneCountInString(one.Text), p.Max)
		}
		// Unlimited stands for a number, and is none of its values.
		if len(p.Values) > 0 && one.Text != "Unlimited" && !slices.Contains(p.Values, one.Text) {
			fault("does not take %q", one.Text)
		}
	}
	return faults
}

// faultsOfTables are where the table of what is to be there and the reference
// disagree: each setting has to be a parameter of the calls that make and change
// its object, with a value that they take; and what they require has to be there.
func (r reference) faultsOfTables(t *tree) []string {
	var faults []string
	calls := map[string]call{}
	t.each(func(s *statement, _ int) {
		for _, c := range s.Commands {
			if _, known := r.Cmdlets[c.Name]; known && c.Label != "" {
				calls[c.Label] = c
			}
		}
	})
	desired := t.table("Desired")
	if len(desired.Items) == 0 {
		return []string{"there is no table of what is to be there"}
	}
	for _, o := range desired.Items {
		kind := o.Entries["Kind"].Text
		made, creatable := calls[kind+": Create"]
		changed, changeable := calls[kind+": Update"]
		if !creatable && !changeable {
			faults = append(faults, fmt.Sprintf("line %d: nothing makes or changes a %s", o.Line, kind))
			continue
		}
		var names []string
		for _, row := range o.Entries["Settings"].Items {
			name, value := row.Entries["Name"].Text, row.Entries["Value"]
			if value.Kind != "none" {
				names = append(names, name)
			}
			found := false
			for _, c := range []call{made, changed} {
				p, ok := r.Cmdlets[c.Name].parameter(name)
				if !ok || !takes(c, name) {
					continue
				}
				found = true
				if value.Kind == "none" {
					continue
				}
				for _, f := range faultsOfValue(c.Name, p, &value) {
					faults = append(faults, fmt.Sprintf("line %d: %s", value.Line, f))
				}
			}
			if !found {
				faults = append(faults, fmt.Sprintf("line %d: no call takes %s", row.Line, name))
			}
		}
		if creatable && !slices.ContainsFunc(r.Cmdlets[made.Name].Sets, func(s struct {
			Required []string `json:"required"`
		}) bool {
			return !slices.ContainsFunc(s.Required, func(n string) bool { return !slices.Contains(names, n) })
		}) {
			faults = append(faults, fmt.Sprintf("line %d: %s lacks a required parameter", o.Line, made.Name))
		}
	}
	return faults
}

func takes(c call, name string) bool {
	for _, s := range c.Splats {
		if slices.Contains(s.Keys, name) {
			return true
		}
	}
	return false
}

// faultsOfNames are calls of something that is nowhere defined.
func (r reference) faultsOfNames(t *tree) []string {
	var faults []string
	functions := t.functions()
	t.each(func(s *statement, at int) {
		for _, c := range s.Commands {
			if _, ok := r.Cmdlets[c.Name]; !ok && !slices.Contains(functions, c.Name) && !slices.Contains(builtIn, c.Name) {
				faults = append(faults, fmt.Sprintf("line %d: nothing is called %q", at+c.Line, c.Name))
			}
		}
	})
	return faults
}

// builtIn are the cmdlets of PowerShell that a script may call.
var builtIn = strings.Fields(`
Add-Content Add-Member ConvertFrom-Json ConvertTo-Json ForEach-Object Format-List Get-Command Get-Content Get-Date
Get-FileHash Get-Location Get-Module Group-Object Join-Path New-Item New-Object Out-String Read-Host Select-Object Set-StrictMode Sort-Object
Start-Sleep Start-Transcript Stop-Transcript Test-Path Where-Object Write-Error Write-Information Write-Verbose Write-Warning`)
