package powershell_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/render/powershell"
)

// broken has, for each rule that the checks over the syntax tree decide, a piece
// of script that breaks it. {F} stands for the lines of a sound function.
var broken = map[string]string{
	"PSAvoidAssignmentToAutomaticVariable":           "$host = 1",
	"PSAvoidDefaultValueForMandatoryParameter":       "param(\n    [Parameter(Mandatory)] [string] $A = 'x'\n)",
	"PSAvoidDefaultValueSwitchParameter":             "param(\n    [switch] $A = $true\n)",
	"PSAvoidDynamicallyCreatingVariableNames":        "New-Variable -Name \"a$b\" -Value 1",
	"PSAvoidGlobalAliases":                           "Set-Alias -Name 'x' -Value 'Get-Date' -Scope 'Global'",
	"PSAvoidGlobalFunctions":                         "function global:Get-It {\n    Get-Date\n}",
	"PSAvoidGlobalVars":                              "$global:x = 1",
	"PSAvoidInvokingEmptyMembers":                    "$a.$b()",
	"PSAvoidMultipleTypeAttributes":                  "param(\n    [switch] [int] $A\n)",
	"PSAvoidNullOrEmptyHelpMessageAttribute":         "param(\n    [Parameter(HelpMessage = '')] [string] $A\n)",
	"PSAvoidOverwritingBuiltInCmdlets":               "function Get-Date {\n    1\n}",
	"PSAvoidReservedWordsAsFunctionNames":            "function trap {\n    1\n}",
	"PSAvoidShouldContinueWithoutForce":              "function Get-It {\n    $PSCmdlet.ShouldContinue('a', 'b')\n}",
	"PSAvoidTrailingWhitespace":                      "Get-Date ",
	"PSAvoidUsingAllowUnencryptedAuthentication":     "Invoke-RestMethod -AllowUnencryptedAuthentication",
	"PSAvoidUsingBrokenHashAlgorithms":               "Get-FileHash -Path 'x' -Algorithm 'MD5'",
	"PSAvoidUsingCmdletAliases":                      "gci -Path 'x'",
	"PSAvoidUsingComputerNameHardcoded":              "Invoke-Command -ComputerName 'x'",
	"PSAvoidUsingConvertToSecureStringWithPlainText": "ConvertTo-SecureString -String 'x' -AsPlainText",
	"PSAvoidUsingEmptyCatchBlock":                    "try {\n    Get-Date\n} catch {\n}",
	"PSAvoidUsingInvokeExpression":                   "Invoke-Expression -Command 'x'",
	"PSAvoidUsingPlainTextForPassword":               "param(\n    [string] $Password\n)",
	"PSAvoidUsingPositionalParameters":               "Get-Content 'x'",
	"PSAvoidUsingUsernameAndPasswordParams":          "param(\n    [string] $UserName,\n    [string] $Password\n)",
	"PSAvoidUsingWMICmdlet":                          "Get-WmiObject -Class 'x'",
	"PSAvoidUsingWriteHost":                          "Write-Host -Object 'x'",
	"PSInvalidMultiDotValue":                         "$a = 1.2.3",
	"PSMisleadingBacktick":                           "Get-Date ` \n",
	"PSMissingTryBlock":                              "catch { Get-Date }",
	"PSPossibleIncorrectComparisonWithNull":          "$a -eq $null",
	"PSPossibleIncorrectUsageOfAssignmentOperator":   "if ($a = 1) { Get-Date }",
	"PSPossibleIncorrectUsageOfRedirectionOperator":  "if ($a > 1) { Get-Date }",
	"PSProvideCommentHelp":                           "function Get-It {\n    1\n}",
	"PSReservedCmdletChar":                           "function Get-It# {\n    1\n}",
	"PSReservedParams":                               "function Get-It {\n    [CmdletBinding()]\n    param(\n        [string] $Verbose\n    )\n\n    $Verbose\n}",
	"PSReviewUnusedParameter":                        "function Get-It {\n    param(\n        [string] $A\n    )\n\n    1\n}",
	"PSShouldProcess":                                "function Get-It {\n    [CmdletBinding(SupportsShouldProcess)]\n    param(\n        [string] $A\n    )\n\n    $A\n}",
	"PSUseApprovedVerbs":                             "function Ensure-It {\n    1\n}",
	"PSUseBOMForUnicodeEncodedFile":                  "Get-Content -Path 'M\u00fcller'",
	"PSUseCompatibleSyntax":                          "Get-Date && Get-Date",
	"PSUseConsistentParameterSetName":                "[CmdletBinding(DefaultParameterSetName = 'a')]\nparam(\n    [Parameter(ParameterSetName = 'A')] [string] $X\n)",
	"PSUseDeclaredVarsMoreThanAssignments":           "function Get-It {\n    $a = 1\n    2\n}",
	"PSUseLiteralInitializerForHashtable":            "New-Object -TypeName 'Hashtable'",
	"PSUseProcessBlockForPipelineCommand":            "function Get-It {\n    param(\n        [Parameter(ValueFromPipeline)] [string] $A\n    )\n\n    $A\n}",
	"PSUsePSCredentialType":                          "param(\n    [string] $Credential\n)",
	"PSUseShouldProcessForStateChangingFunctions":    "function Set-It {\n    1\n}",
	"PSUseSingleValueFromPipelineParameter":          "param(\n    [Parameter(ValueFromPipeline)] [string] $A,\n    [Parameter(ValueFromPipeline)] [string] $B\n)",
	"PSUseSingularNouns":                             "function Get-Things {\n    1\n}",
	"PSUseSupportsShouldProcess":                     "param(\n    [switch] $WhatIf\n)",
	"PSUseUsingScopeModifierInNewRunspaces":          "Start-Job -ScriptBlock { $a }",

	// Our own.
	"H7.Identity":            "Remove-JournalRule -Identity '*journal*'",
	"H7.Confirm":             "Remove-JournalRule -Identity $x -Confirm:$false",
	"H7.Errors":              "Set-JournalRule -Identity $x -ErrorAction 'SilentlyContinue'",
	"H7.Remove":              "Remove-JournalRule -Identity $identity",
	"H7.Forbidden":           "Invoke-WebRequest -Uri 'https://x.example'",
	"H7.Secret":              "param(\n    [securestring] $Password\n)",
	"H7.ConstrainedLanguage": "[pscustomobject]@{ A = 1 }",
	"H7.NonInteractive":      "Read-Host -Prompt 'x'",

	// Where Windows PowerShell 5.1 differs from 7, or strict mode from none.
	"W5.Count":    "if ($true) {\n    $a = Get-ChildItem -Path 'x'\n    $a.Count\n}",
	"W5.Default":  "param(\n    [string] $Path = $PSScriptRoot\n)",
	"W5.Encoding": "Get-Content -Path 'x'",
	"W5.Json":     "$a | ConvertTo-Json -Depth 6",
	"W5.Leak":     "Invoke-Operation -Operation $a -Tenant 'x'",
}

// elsewhere are the rules that must hold and that another check decides, or none
// can: which, and why.
var elsewhere = map[string]string{
	"PSUseCmdletCorrectly":     "faultsOfCall and faultsOfTables: every required parameter, from the cmdlet reference; broken in TestParseNotices",
	"PSUseOutputTypeCorrectly": "not decidable: the type of what a pipeline returns is known only when it runs",
}

// safety are the rules of safety (H7), each with the check that decides it, or
// why none does.
var safety = map[string]string{
	"no wildcard identity":                         "H7.Identity",
	"no lookup by identity":                        "H7.Identity",
	"no answered prompt outside ShouldProcess":     "H7.Confirm",
	"no change that goes on after an error":        "H7.Errors",
	"no removal but in a rollback and by GUID":     "H7.Remove",
	"no injected code, network, installed modules": "H7.Forbidden",
	"no secret parameter":                          "H7.Secret",
	"works in Constrained Language Mode":           "H7.ConstrainedLanguage",
	"works without questions":                      "H7.NonInteractive",
	"values only as single-quoted literals":        "TestParseValues, FuzzScript, FuzzLiteral",
	"every change behind ShouldProcess":            "faultsOfCall, broken in TestParseNotices",
	"no blind overwrite of a shared list":          "not decidable: which list others share is known only in an organization. The script stops where another object shares a value, and shows before and after",
	"prints its SHA-256":                           "TestPrintsItsHash",
}

// TestSafetyIsComplete holds that each rule of safety names a check that is there.
func TestSafetyIsComplete(t *testing.T) {
	named := map[string]bool{}
	for rule, by := range safety {
		named[by] = true
		if _, ok := broken[by]; strings.HasPrefix(by, "H7.") && !ok {
			t.Errorf("%s: there is no check %s", rule, by)
		}
	}
	for rule := range broken {
		if strings.HasPrefix(rule, "H7.") && !named[rule] {
			t.Errorf("%s is no rule of safety", rule)
		}
	}
}

// TestPrintsItsHash holds that the script names the hash of its own file.
func TestPrintsItsHash(t *testing.T) {
	for name, text := range scripts(t) {
		for _, want := range []string{
			"Get-FileHash -LiteralPath $PSCommandPath -Algorithm 'SHA256'",
		} {
			if strings.Count(text, want) != 1 {
				t.Errorf("%s has %d times %s", name, strings.Count(text, want), want)
			}
		}
	}
}

// TestReportsOfFailure holds that a report of a test is taken for a failure where it
// names one in so many words, and not where a success mentions failures.
func TestReportsOfFailure(t *testing.T) {
	m := regexp.MustCompile(`\$shown -match '([^']+)'`).FindStringSubmatch(scripts(t)["journaling-generic"])
	if m == nil {
		t.Fatal("no report is looked at")
	}
	failure := regexp.MustCompile("(?i)" + m[1])
	for report, want := range map[string]bool{
		"":                           false,
		"Result       : Failed":      true,
		"Result       : {Failure}":   true,
		"IsSuccessful : False":       true,
		"Succeeded:False":            true,
		"Result       : Succeeded":   false,
		"Failed       : 0":           false,
		"FailureText  :\nFailed : 0": false,
		"IsSuccessful : True":        false,
		"Detail       : Failover on": false,
	} {
		if got := failure.MatchString(report); got != want {
			t.Errorf("%q: a failure: %v, want %v", report, got, want)
		}
	}
}

// more are other ways to break a rule of ours.
var more = []struct{ rule, text string }{
	{"H7.Identity", "Get-JournalRule -Identity $name"},
	{"H7.Errors", "Get-JournalRule -ErrorAction 'Ignore'"},
	{"H7.Forbidden", "Add-Type -AssemblyName 'x'"},
	{"H7.Forbidden", "Install-Module -Name 'x'"},
	{"H7.Forbidden", "Set-ExecutionPolicy -ExecutionPolicy 'Bypass'"},
	{"H7.Forbidden", "Invoke-Expression -Command $x"},
	{"H7.ConstrainedLanguage", "[int]::Parse('1')"},
	{"H7.ConstrainedLanguage", "class A { }"},
	{"H7.ConstrainedLanguage", "[ordered]@{ A = 1 }"},
	{"H7.ConstrainedLanguage", "$x.Invoke()"},
	{"H7.ConstrainedLanguage", "$PSCmdlet.ShouldProcess('a', 'b')"},
	{"H7.ConstrainedLanguage", "if ($script:Limited) {\n    $PSCmdlet.ShouldProcess('a', 'b')\n} else {\n    Get-Date\n}"},
	{"H7.ConstrainedLanguage", "New-Object -TypeName 'System.Net.WebClient'"},
	{"H7.NonInteractive", "$host.UI.PromptForChoice"},
	{"W5.Count", "function Get-It {\n    $a = Get-Date\n    $a.Count\n}"},
	{"W5.Encoding", "Get-Date > 'x'"},
	{"W5.Json", "ConvertTo-Json -InputObject $a"},
	{"W5.Json", "$a | ConvertFrom-Json"},
	{"PSReviewUnusedParameter", "param(\n    [string] $A\n)\n\nGet-Date"},
	{"PSUseDeclaredVarsMoreThanAssignments", "$unused = 1"},
	{"PSAvoidAssignmentToAutomaticVariable", "foreach ($input in $x) { Get-Date }"},
	{"PSAvoidUsingCmdletAliases", "$x | where { $_ }"},
}

// TestRulesNotice breaks every rule: a rule that nothing can break proves nothing.
func TestRulesNotice(t *testing.T) {
	p := newParser(t)
	notices := func(rule, text string) {
		t.Helper()
		tr := p.must(t, rule, text+"\n", false)
		if !slices.ContainsFunc(tr.findings(), func(f finding) bool { return f.Rule == rule }) {
			t.Errorf("%s is not noticed in %q: %v %v", rule, text, tr.findings(), tr.Errors)
		}
	}
	for rule, text := range broken {
		notices(rule, text)
	}
	for _, m := range more {
		notices(m.rule, m.text)
	}
}

// TestRulesAreComplete holds that every rule of PSScriptAnalyzer that must hold
// for a generated script has a check or a reason, and that every check has a
// test that breaks it.
func TestRulesAreComplete(t *testing.T) {
	list, err := os.ReadFile("../../testdata/powershell/rules.tsv")
	if err != nil {
		t.Fatal(err)
	}
	must := 0
	for _, row := range strings.Split(strings.TrimSpace(string(list)), "\n")[1:] {
		columns := strings.Split(row, "\t")
		if columns[5] != "must" {
			continue
		}
		must++
		_, checked := broken[columns[0]]
		_, told := elsewhere[columns[0]]
		if checked == told {
			t.Errorf("%s: checked by the tree: %v, elsewhere: %v", columns[0], checked, told)
		}
	}
	if must < 45 {
		t.Errorf("only %d rules must hold", must)
	}
	source, err := os.ReadFile("../../testdata/powershell/rules.mjs")
	if err != nil {
		t.Fatal(err)
	}
	for rule := range broken {
		if !strings.Contains(string(source), `"`+rule+`"`) {
			t.Errorf("rules.mjs has no %s", rule)
		}
	}
	for _, part := range strings.Split(string(source), `"`) {
		if strings.HasPrefix(part, "H7.") || strings.HasPrefix(part, "W5.") || strings.HasPrefix(part, "PS") && !strings.ContainsAny(part, " \n.") && len(part) > 8 {
			if _, ok := broken[part]; !ok {
				t.Errorf("nothing breaks %s", part)
			}
		}
	}
}

// TestSettings holds that the settings for PSScriptAnalyzer are a table that
// PowerShell reads, and leave out no rule that must hold but those with a reason.
func TestSettings(t *testing.T) {
	text := string(powershell.AnalyzerSettings)
	tr := newParser(t).must(t, "settings", text, false)
	if len(tr.Errors) > 0 {
		t.Errorf("%+v", tr.Errors)
	}
	_, excluded, _ := strings.Cut(text, "ExcludeRules")
	excluded, _, _ = strings.Cut(excluded, "\n    )")
	for rule := range broken {
		if strings.Contains(excluded, "'"+rule+"'") {
			t.Errorf("%s is excluded", rule)
		}
	}
}
