// Package pdf prints a book as a PDF, for those who execute a runbook on paper
// or keep it with the change.
//
// It needs nothing of the machine: the fonts are the Go fonts, which are in the
// program, and the same book gives the same bytes. Unlike the other printers it
// takes a book without holes, because where a line ends depends on the values.
//
// A value is never cut: it is set on a line of its own, or smaller, before it is
// broken. A character that the fonts do not have is an error, not a gap.
package pdf
