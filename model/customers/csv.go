package customers

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

// readCSV reads rows. Spreadsheets of some countries put semicolons or tabs
// between cells, and some programs a byte order mark before the first: all are
// read. What they write in another form than UTF-8 is refused with its remedy:
// read as UTF-8 it would give names that nobody has.
func readCSV(r io.Reader, name string, known Columns) iter.Seq2[Customer, error] {
	return func(yield func(Customer, error) bool) {
		text := newTape(r)
		if err := text.foreign(name); err != nil {
			yield(Customer{}, err)
			return
		}
		rows := csv.NewReader(text)
		rows.Comma = text.comma()
		rows.FieldsPerRecord = -1
		var columns []column
		for skipped := 0; ; {
			cells, err := rows.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			row := row{file: &source.File{Name: name, Skipped: skipped, Text: text.cut(rows.InputOffset())}, csv: rows, cells: cells}
			skipped += bytes.Count(row.file.Text, []byte("\n"))
			var syntax *csv.ParseError
			switch {
			case err != nil && !errors.As(err, &syntax):
				yield(Customer{}, tooLong(row.file, err))
				return
			case columns == nil && err == nil:
				var faults source.List
				columns = known.find(row, &faults)
				err = faults.Err()
			case err == nil:
				if !yield(row.customer(columns), nil) {
					return
				}
				continue
			default:
				c := row.unreadable(syntax)
				if columns != nil {
					if !yield(c, nil) {
						return
					}
					continue
				}
				err = c.Faults
			}
			if err != nil {
				yield(Customer{}, err)
				return
			}
		}
		if columns == nil {
			var faults source.List
			faults.Add(source.Diagnostic{
				Pos: source.Pos{File: &source.File{Name: name}}, Message: "there is nothing in it",
				Hint: "the first line names the columns, such as id,name,address",
			})
			yield(Customer{}, &faults)
		}
	}
}

// A row is one row of the file that is being read.
type row struct {
	file  *source.File
	csv   *csv.Reader
	cells []string
}

// pos is where a cell starts. The reader counts bytes, people count characters.
func (r row) pos(cell int) source.Pos {
	line, column := r.csv.FieldPos(cell)
	pos := source.Pos{File: r.file, Line: line, Col: column}
	text := r.file.Text
	for range line - r.file.Skipped - 1 {
		text = text[bytes.IndexByte(text, '\n')+1:]
	}
	pos.Col = 1 + utf8.RuneCount(text[:min(column-1, len(text))])
	return pos
}

// customer reads the cells. An empty cell says nothing.
func (r row) customer(columns []column) Customer {
	c := Customer{Pos: r.pos(0), Faults: &source.List{}}
	if len(r.cells) > len(columns) {
		c.Faults.Add(source.Diagnostic{
			Pos: r.pos(len(columns)), Message: fmt.Sprintf("the row has %d cells and the file %d columns", len(r.cells), len(columns)),
			Hint: "a cell with a comma in it stands between quotation marks",
		})
		return c
	}
	c.Profile = profile.At(c.Pos)
	for i, text := range r.cells {
		if !utf8.ValidString(text) {
			c.Profile = nil
			c.Faults.Add(source.Diagnostic{Pos: r.pos(i), Message: fmt.Sprintf("%q is not UTF-8 text", text), Hint: asUTF8})
			return c
		}
		if text != "" {
			columns[i].read(c.Profile, source.Word{Text: text, Pos: r.pos(i)}, c.Faults)
		}
	}
	return c
}

// unreadable is a row whose quotation marks are wrong. One that is not closed
// takes the lines behind it into its cell: the fault is where the row starts.
func (r row) unreadable(err *csv.ParseError) Customer {
	pos := source.Pos{File: r.file, Line: err.Line, Col: max(err.Column, 1)}
	what := strings.ReplaceAll(err.Err.Error(), `"`, "quotation mark")
	if err.Line > err.StartLine {
		pos.Line, pos.Col = err.StartLine, 1
		what = fmt.Sprintf("a quotation mark in this row is not closed, or stands alone: lines %d to %d were read as one cell", err.StartLine, err.Line)
	}
	c := Customer{Pos: pos, Faults: &source.List{}}
	c.Faults.Add(source.Diagnostic{
		Pos: pos, Message: "not readable as CSV: " + what,
		Hint: `a cell with a quotation mark in it stands between quotation marks, and has it doubled: "6"" pipe"`,
	})
	return c
}

// A tape keeps what was read since it was last cut, so that a fault can show
// its line.
type tape struct {
	r     io.Reader
	kept  []byte
	start int64 // offset in the file of the first byte kept
	ahead []byte
	err   error // that reading ahead ended with; nil where there was enough
}

// sniffed is how much of a file is looked at to tell how it is written.
const sniffed = 1 << 16

func newTape(r io.Reader) *tape {
	t := &tape{r: r}
	first := make([]byte, sniffed)
	n, err := io.ReadFull(r, first)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	t.err = err
	t.ahead = bytes.TrimPrefix(first[:n], []byte("\uFEFF"))
	return t
}

// asUTF8 is what to do about a list in another form.
const asUTF8 = `save the list as "CSV UTF-8", which Excel offers beside "CSV"`

// foreign reports a list that is written in UTF-16, as Excel does for "Unicode
// Text".
func (t *tape) foreign(name string) error {
	if !bytes.HasPrefix(t.ahead, []byte("\xff\xfe")) && !bytes.HasPrefix(t.ahead, []byte("\xfe\xff")) {
		return nil
	}
	var faults source.List
	faults.Add(source.Diagnostic{Pos: source.Pos{File: &source.File{Name: name}}, Message: "the list is written in UTF-16", Hint: asUTF8})
	return &faults
}

// comma is what stands between the names of the columns.
func (t *tape) comma() rune {
	line, _, _ := bytes.Cut(t.ahead, []byte("\n"))
	for _, comma := range ",;\t" {
		if bytes.ContainsRune(line, comma) {
			return comma
		}
	}
	return ','
}

// Read reads on.
func (t *tape) Read(p []byte) (n int, err error) {
	switch {
	case len(t.ahead) > 0:
		n = copy(p, t.ahead)
		t.ahead = t.ahead[n:]
	case t.err != nil:
		err = t.err
	default:
		n, err = t.r.Read(p)
	}
	t.kept = append(t.kept, p[:n]...)
	if len(t.kept) > longest {
		return n, errTooLong
	}
	return n, err
}

// cut is what was read up to an offset. It is not kept any more.
func (t *tape) cut(end int64) []byte {
	n := min(int(end-t.start), len(t.kept))
	text := bytes.Clone(t.kept[:n])
	t.kept = append(t.kept[:0], t.kept[n:]...)
	t.start += int64(n)
	return text
}
