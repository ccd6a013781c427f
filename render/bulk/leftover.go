package bulk

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/triptych-docs/triptych/render"
)

// A Fate is what became of a file of an earlier run, or of its customer.
type Fate int

// The fates.
const (
	Left    Fate = iota // the customer is not in the list any more
	Stays               // the customer is in the list, and was not made this time
	Current             // the file was made
	Dropped             // the customer was made, and the file is not one of theirs any more
)

// A Leftover is what an earlier run wrote for a customer and this one did not.
type Leftover struct {
	ID    string
	Fate  Fate     // Left, or Dropped: only some files of a customer who is in the list
	Files int      // how many there are
	First string   // one of them
	Kept  []string // files that were not removed, because they were changed since
}

// Leftovers finds what earlier runs made and this one did not, in the order of the
// list of sums: the customers who left, and files such as the script of a procedure
// that a customer does not use any more, which must not pass for one of today.
// With prune these files go, but for those that were changed since they were
// written. What stays is added to the sums.
func (t *Tree) Leftovers(fate func(id, file string) Fate, prune bool, sums io.Writer) ([]Leftover, error) {
	var all []Leftover
	index := map[string]int{}
	err := t.eachSum(t.sums, func(sum, name string) error {
		id, file, ok := strings.Cut(name, "/")
		if !ok {
			return nil
		}
		what := fate(id, file)
		if what == Current {
			return nil
		}
		there, same := t.asWritten(name, sum)
		if !there {
			return nil
		}
		if what != Stays {
			i, known := index[id]
			if !known {
				i = len(all)
				index[id] = i
				all = append(all, Leftover{ID: id, Fate: what, First: file})
			}
			all[i].Files++
			if same && prune {
				if err := t.root.Remove(name); err != nil {
					return err
				}
				if folder := path.Dir(name); folder != id {
					_ = t.root.Remove(folder) // once nothing is left in it
				}
				return nil
			} else if !same {
				all[i].Kept = append(all[i].Kept, file)
			}
		}
		_, err := fmt.Fprintf(sums, "%s  %s\n", sum, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for what earlier runs left: %w", err)
	}
	for _, l := range all {
		if prune && l.Fate == Left && len(l.Kept) == 0 {
			// A folder in which somebody put something of their own stays.
			_ = t.root.Remove(l.ID)
		}
	}
	return all, nil
}

// asWritten tells whether something has the name of a file that an earlier run
// wrote, and whether it is that file still. What cannot be read is not known to be,
// nor is what a link leads to: that may be a file of another customer.
func (t *Tree) asWritten(name, sum string) (there, same bool) {
	for i := range len(name) {
		if name[i] != '/' {
			continue
		}
		if info, err := t.root.Lstat(name[:i]); err != nil || !info.IsDir() {
			return !errors.Is(err, fs.ErrNotExist), false
		}
	}
	info, err := t.root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return !errors.Is(err, fs.ErrNotExist), false
	}
	data, err := t.root.ReadFile(name)
	return true, err == nil && render.Sum(data) == sum
}

// eachSum reads a list of what was written. There may be none.
func (t *Tree) eachSum(list string, do func(sum, name string) error) error {
	f, err := t.root.Open(list)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if sum, name, ok := strings.Cut(lines.Text(), "  "); ok {
			if err := do(sum, name); err != nil {
				return err
			}
		}
	}
	return lines.Err()
}

// readSums is the list as a map from name to sum.
func (t *Tree) readSums() (map[string]string, error) {
	all := map[string]string{}
	err := t.eachSum(t.sums, func(sum, name string) error {
		all[name] = sum
		return nil
	})
	return all, err
}
