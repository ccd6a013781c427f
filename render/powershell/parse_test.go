package powershell_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
)

// A parsed script is what testdata/powershell/parse.mjs says about it.
type parsed struct {
	File   string `json:"file"`
	Errors []struct {
		Line, Column int
		Text         string
	} `json:"errors"`
	Functions []string `json:"functions"`
	Commands  []struct {
		Line       int
		Name       string
		Parameters []string
		Splats     []string
		Guarded    bool // inside an if whose condition calls ShouldProcess
	} `json:"commands"`
	Members []struct {
		Line int
		Name string
	} `json:"members"`
}

// parse gives scripts to the grammar of tree-sitter. Without its packages the
// test is skipped, except in CI: "npm ci" in testdata/powershell installs them.
func parse(t *testing.T, scripts map[string]string) []parsed {
	t.Helper()
	const home = "../../testdata/powershell"
	if _, err := os.Stat(home + "/node_modules"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("run npm ci in testdata/powershell: %v", err)
		}
		t.Skip("not installed: run npm ci in testdata/powershell")
	}
	dir := t.TempDir()
	var files []string
	for _, name := range sorted(scripts) {
		file := filepath.Join(dir, name+".ps1")
		if err := os.WriteFile(file, []byte(scripts[name]), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	cmd := exec.Command("node", "--liftoff-only", "parse.mjs")
	cmd.Dir = home
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []parsed
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != len(files) {
		t.Fatalf("%d files were parsed, want %d", len(all), len(files))
	}
	return all
}

func sorted(scripts map[string]string) []string {
	var names []string
	for name := range scripts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// A reference is what testdata/exchange/cmdlets.json has of the cmdlets.
type reference struct {
	Cmdlets map[string]struct {
		Sets []struct {
			Required []string `json:"required"`
		} `json:"parameter_sets"`
		Parameters []struct {
			Name       string `json:"name"`
			Applicable string `json:"applicable"`
			Type       string `json:"type"`
		} `json:"parameters"`
		Changes bool `json:"supports_should_process"`
	} `json:"cmdlets"`
	Common []string `json:"common_parameters"`
}

func cmdlets(t *testing.T) reference {
	t.Helper()
	text, err := os.ReadFile("../../testdata/exchange/cmdlets.json")
	if err != nil {
		t.Fatal(err)
	}
	var ref reference
	if err := json.Unmarshal(text, &ref); err != nil {
		t.Fatal(err)
	}
	if len(ref.Common) == 0 {
		ref.Common = strings.Fields("Debug ErrorAction ErrorVariable InformationAction OutVariable Verbose WarningAction")
	}
	return ref
}

// TestParse holds that every script parses, and that each call in it is one
// that the cmdlet reference knows: its cmdlet, its parameters, those that are
// required. What changes something stands inside a ShouldProcess block.
func TestParse(t *testing.T) {
	ref := cmdlets(t)
	for _, p := range parse(t, scripts(t)) {
		name := filepath.Base(p.File)
		for _, e := range p.Errors {
			t.Errorf("%s:%d:%d: no PowerShell: %s", name, e.Line, e.Column, e.Text)
		}
		exchange := 0
		for _, c := range p.Commands {
			known, ok := ref.Cmdlets[c.Name]
			if !ok {
				if !slices.Contains(p.Functions, c.Name) && !slices.Contains(builtIn, c.Name) {
					t.Errorf("%s:%d: nothing is called %s", name, c.Line, c.Name)
				}
				continue
			}
			exchange++
			var given []string
			for _, parameter := range c.Parameters {
				given = append(given, strings.Trim(parameter, "-:"))
			}
			for _, parameter := range given {
				there := slices.Contains(ref.Common, parameter)
				for _, x := range known.Parameters {
					there = there || x.Name == parameter && x.Applicable != "on-prem"
				}
				if !there {
					t.Errorf("%s:%d: %s has no -%s", name, c.Line, c.Name, parameter)
				}
			}
			if len(c.Splats) == 0 && !slices.ContainsFunc(known.Sets, func(s struct {
				Required []string `json:"required"`
			}) bool {
				return !slices.ContainsFunc(s.Required, func(r string) bool { return !slices.Contains(given, r) })
			}) {
				t.Errorf("%s:%d: %s lacks a required parameter", name, c.Line, c.Name)
			}
			if known.Changes && c.Name != "Disconnect-ExchangeOnline" && !c.Guarded {
				t.Errorf("%s:%d: %s is not behind ShouldProcess", name, c.Line, c.Name)
			}
		}
		if exchange < 8 {
			t.Errorf("%s: only %d calls of Exchange cmdlets were seen", name, exchange)
		}
	}
}

// TestParseNotices gives the grammar scripts that are wrong: a check that
// nothing can fail proves nothing.
func TestParseNotices(t *testing.T) {
	printed := script(t, journaling(t), tailored(), values)
	wrong := map[string]string{
		"quote":   strings.Replace(printed, "'External'", "'External", 1),
		"bracket": strings.Replace(printed, "$script:ByHand = @(", "$script:ByHand = @", 1),
	}
	for _, p := range parse(t, wrong) {
		if len(p.Errors) == 0 {
			t.Errorf("%s: nothing was noticed", filepath.Base(p.File))
		}
	}
	unguarded := map[string]string{
		"unguarded": strings.Replace(printed, "if ($PSCmdlet.ShouldProcess(", "if ($PSCmdlet.Ask(", 1),
	}
	for _, p := range parse(t, unguarded) {
		for _, c := range p.Commands {
			if c.Name == "New-JournalRule" && c.Guarded {
				t.Error("New-JournalRule counts as guarded without ShouldProcess")
			}
		}
	}
}

// TestParseValues holds that no value changes the tree. The grammar takes
// typographic quotes for ordinary characters; the lexer's tests have those.
func TestParseValues(t *testing.T) {
	all := map[string]string{"harmless": script(t, journaling(t), tailored(), values)}
	for i, value := range []string{"it's", `"`, "$(Stop-It)", "`", "#>", "<#", "a\nb", "'@\n", ";", "}", "\U0001F4A9", "#> Stop-It <#"} {
		all["value"+string(rune('a'+i))] = script(t, journaling(t), tailored(), with(with(values, "input.address", value), "customer.name", value))
	}
	read := parse(t, all)
	for _, p := range read {
		if len(p.Errors) > 0 {
			t.Errorf("%s: %v", filepath.Base(p.File), p.Errors[0])
		}
		if got, want := len(p.Commands), len(read[0].Commands); got != want {
			t.Errorf("%s: %d commands, want %d", filepath.Base(p.File), got, want)
		}
	}
}

// TestParseCommands holds the same for commands in documents.
func TestParseCommands(t *testing.T) {
	p := journaling(t)
	all := map[string]string{}
	for _, o := range p.Objects {
		if o.Kind.Set == "" {
			continue
		}
		var args []plan.Arg
		for _, s := range o.Settings {
			args = append(args, plan.Arg{Name: s.Name, Value: s.Value})
		}
		args = append(args, plan.Arg{Name: "Confirm", Value: plan.Switch{}, Switch: true}, plan.Arg{Name: "WhatIf"})
		all[o.ID] = printed(t, plan.Command{Pipeline: []plan.Call{
			{Cmdlet: o.Kind.Set, Args: args}, {Cmdlet: "Format-List", Args: []plan.Arg{{Name: "Property", Value: list(text("Name"))}}},
		}})
	}
	for _, p := range parse(t, all) {
		if len(p.Errors) > 0 || len(p.Commands) != 2 || len(p.Commands[0].Parameters) < 3 {
			t.Errorf("%s: %+v", filepath.Base(p.File), p)
		}
	}
}
