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

// A Leftover is a customer whose folder an earlier run wrote and this one did not.
type Leftover struct {
	ID   string
	Kept []string // files that were not removed, because they were changed since
}

// Leftovers finds the customers of earlier runs whom this one did not make, in
// the order of the list of sums. Those whom stays names are in the list still,
// and keep what they have; of the others the files go with prune, but for those
// that were changed since they were written. What stays is added to the sums.
func (t *Tree) Leftovers(made, stays func(id string) bool, prune bool, sums io.Writer) ([]Leftover, error) {
	var all []Leftover
	index := map[string]int{}
	err := t.eachSum(func(sum, name string) error {
		id, file, ok := strings.Cut(name, "/")
		if !ok || made(id) {
			return nil
		}
		data, err := t.root.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if !stays(id) {
			i, known := index[id]
			if !known {
				i = len(all)
				index[id] = i
				all = append(all, Leftover{ID: id})
			}
			if changed := render.Sum(data) != sum; !changed && prune {
				if err := t.root.Remove(name); err != nil {
					return err
				}
				if folder := path.Dir(name); folder != id {
					_ = t.root.Remove(folder) // once nothing is left in it
				}
				return nil
			} else if changed {
				all[i].Kept = append(all[i].Kept, file)
			}
		}
		_, err = fmt.Fprintf(sums, "%s  %s\n", sum, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for customers who left: %w", err)
	}
	for _, l := range all {
		if prune && len(l.Kept) == 0 {
			// A folder in which somebody put something of their own stays.
			_ = t.root.Remove(l.ID)
		}
	}
	return all, nil
}

// eachSum reads the list of what an earlier run wrote. There may be none.
func (t *Tree) eachSum(do func(sum, name string) error) error {
	f, err := t.root.Open(t.sums)
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
	err := t.eachSum(func(sum, name string) error {
		all[name] = sum
		return nil
	})
	return all, err
}
