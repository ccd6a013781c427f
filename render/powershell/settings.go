package powershell

import _ "embed" // for the file below

// AnalyzerSettings is PSScriptAnalyzerSettings.psd1, to ship beside a script:
// what PSScriptAnalyzer is to look for in it, and what not, with reasons.
//
//go:embed PSScriptAnalyzerSettings.psd1
var AnalyzerSettings []byte
