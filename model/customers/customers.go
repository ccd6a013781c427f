// Package customers reads lists of customers: a CSV file with a row for each, or
// a profile for each as a line of JSON or a YAML document. A list is read as a
// stream, one customer at a time, so that it may be as long as it likes; and each
// word knows its place in it, so that a fault is reported there.
package customers

import (
	"io"
	"iter"

	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

// A Customer is one of a list, as far as it could be read.
type Customer struct {
	Pos     source.Pos       // where it starts
	Profile *profile.Profile // nil where it cannot be read at all
	Faults  *source.List     // what is wrong with how it is written
}

// A Form is how a list is written.
type Form string

// The forms of a list.
const (
	CSV   Form = "csv"   // a line of column names, and a row for each customer
	JSONL Form = "jsonl" // a profile as JSON on each line
	YAML  Form = "yaml"  // profiles, with a line --- between them
)

// longest is how many bytes one customer may have. A quotation mark that is not
// closed would else swallow the rest of a list.
const longest = 1 << 20

// Read reads a list. The name stands before line and column in diagnostics.
// Columns is for CSV. The error is a [source.List] where nothing of the list can
// be read, as when a column has a name that nothing has; else one of reading.
func Read(r io.Reader, name string, form Form, columns Columns) iter.Seq2[Customer, error] {
	switch form {
	case CSV:
		return readCSV(r, name, columns)
	case JSONL:
		return readDocuments(r, name, func(string) bool { return true })
	default:
		return readDocuments(r, name, func(line string) bool { return line == "---" })
	}
}
