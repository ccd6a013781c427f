package customers

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

// readDocuments reads profiles that are written one after the other. Each line
// for which ends holds is the last of its profile.
func readDocuments(r io.Reader, name string, ends func(line string) bool) iter.Seq2[Customer, error] {
	return func(yield func(Customer, error) bool) {
		lines := bufio.NewReader(r)
		file := &source.File{Name: name}
		for line := 1; ; line++ {
			text, err := readLine(lines, longest-len(file.Text))
			if err != nil && !errors.Is(err, io.EOF) {
				yield(Customer{}, tooLong(file, err))
				return
			}
			last := errors.Is(err, io.EOF)
			bare := strings.TrimRight(string(text), " \t\r\n")
			if mark := bare == "---"; !mark {
				file.Text = append(file.Text, text...)
			}
			if !last && !ends(bare) {
				continue
			}
			if !blank(file.Text) && !yield(readOne(file), nil) || last {
				return
			}
			file = &source.File{Name: name, Skipped: line}
		}
	}
}

// blank tells whether there is nothing but blanks and comments.
func blank(text []byte) bool {
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}

func readOne(file *source.File) Customer {
	c := Customer{Pos: file.Start(), Faults: &source.List{}}
	c.Profile = profile.Read(file, c.Faults)
	return c
}

var errTooLong = errors.New("too long")

// readLine reads a line with its end, of at most so many bytes.
func readLine(r *bufio.Reader, most int) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > most:
			return nil, errTooLong
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		}
		return line, err
	}
}

// tooLong says where a customer starts that does not end. Any other error is
// one of reading.
func tooLong(file *source.File, err error) error {
	if !errors.Is(err, errTooLong) {
		return fmt.Errorf("read %s: %w", file.Name, err)
	}
	var faults source.List
	faults.Add(source.Diagnostic{
		Pos: source.Pos{File: file, Line: file.Skipped + 1, Col: 1}, Message: fmt.Sprintf("what starts here has more than %d bytes, and a customer has fewer", longest),
		Hint: "a quotation mark that is not closed, or a file of another form; nothing behind this line was read",
	})
	return &faults
}
