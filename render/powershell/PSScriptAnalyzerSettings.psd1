# Settings of PSScriptAnalyzer for the generated scripts:
#   Invoke-ScriptAnalyzer -Path .\Set-*.ps1 -Settings .\tests\PSScriptAnalyzerSettings.psd1
# The build of triptych checks the same rules over a syntax tree, because it has no
# PowerShell. This file is for whoever has one.
@{
    IncludeDefaultRules = $true
    Severity            = @('Error', 'Warning', 'Information')

    # What is left out, and why.
    ExcludeRules        = @(
        # Tables of a script give each setting one line, so that a reviewer can compare lines.
        'PSAvoidLongLines'
        'PSAlignAssignmentStatement'
        # The functions return records whose type is known only when they run.
        'PSUseOutputTypeCorrectly'
    )

    Rules               = @{
        PSUseCompatibleSyntax            = @{
            Enable         = $true
            TargetVersions = @('5.1', '7.4')
        }
        # ShouldProcess is reported: the script calls it outside Constrained Language Mode
        # only, and asks its questions itself there.
        PSUseConstrainedLanguageMode     = @{ Enable = $true }
        PSAvoidExclaimOperator           = @{ Enable = $true }
        PSAvoidSemicolonsAsLineTerminators = @{ Enable = $true }
        PSUseConsistentParameterSetName  = @{ Enable = $true }
        PSPlaceOpenBrace                 = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSUseConsistentIndentation       = @{ Enable = $true; Kind = 'space'; IndentationSize = 4 }
    }
}
