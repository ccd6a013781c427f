// Package powershell prints PowerShell: a command of a document as text, and a
// closed plan as a whole script.
//
// It is the only place that turns a [plan.Call] into text, so that a fenced
// block of a document, the page and the script cannot quote a value in two
// ways. Whatever comes from a customer or from content stands in a
// single-quoted literal or in a comment, never anywhere else; the constructors
// of [Source] are the only way in, and all of them are in source.go.
//
// Layout depends on the structure of what is printed and never on the length of
// a value, so that a residual that is filled has the same bytes as the same plan
// printed for one customer.
package powershell
