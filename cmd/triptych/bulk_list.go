package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"github.com/triptych-docs/triptych/model/customers"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render/bulk"
)

// open opens the list. One that is read twice and comes through a pipe is kept
// in a file meanwhile.
func (c *bulkCommand) open(p *program) (io.ReadSeekCloser, error) {
	if c.Customers != "-" {
		f, err := os.Open(c.Customers)
		if errors.Is(err, os.ErrNotExist) {
			return nil, wrong("%s: there is no such file", printableLine(c.Customers))
		}
		if err != nil {
			return nil, fmt.Errorf("read the list: %w", err)
		}
		return f, nil
	}
	if !c.Strict {
		return pipe{p.stdin}, nil
	}
	f, err := os.CreateTemp("", "triptych-*")
	if err != nil {
		return nil, fmt.Errorf("keep the list: %w", err)
	}
	_ = os.Remove(f.Name())
	kept := keptList{f}
	if _, err := io.Copy(f, p.stdin); err != nil {
		return nil, errors.Join(fmt.Errorf("keep the list: %w", err), kept.Close())
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, errors.Join(fmt.Errorf("keep the list: %w", err), kept.Close())
	}
	return kept, nil
}

// A keptList is a file that goes when it is closed. It has no name by then, but on
// Windows, where an open file keeps its own.
type keptList struct{ *os.File }

func (k keptList) Close() error {
	err := k.File.Close()
	_ = os.Remove(k.Name())
	return err
}

// pipe is a list that is read once.
type pipe struct{ io.Reader }

func (pipe) Close() error                   { return nil }
func (pipe) Seek(int64, int) (int64, error) { return 0, errors.ErrUnsupported }

// name is the list in messages.
func (r *bulkRun) name() string {
	if r.Customers == "-" {
		return "stdin"
	}
	return r.Customers
}

// rows are the customers of this shard. A short name that is there already is a
// fault: two customers would have one folder. What ends the list early is left
// in failed.
func (r *bulkRun) rows(list io.Reader, failed *error) iter.Seq[customers.Customer] {
	return func(yield func(customers.Customer) bool) {
		clear(r.seen)
		for row, err := range customers.Read(list, r.name(), r.form, r.columns) {
			if err != nil {
				*failed = err
				return
			}
			id := ""
			if row.Profile != nil {
				id = row.Profile.ID()
			}
			if !r.shard.has(id) {
				continue
			}
			if first, twice := r.seen[id]; twice && id != "" {
				row.Faults.Add(source.Diagnostic{
					Pos: row.Pos, Message: fmt.Sprintf("customer %q is on line %d already", id, first),
					Hint: "each customer has a short name of their own, because it is the name of the folder: give one in the column id",
				})
			} else {
				r.seen[strings.Clone(id)] = row.Pos.Line
			}
			if !yield(row) {
				return
			}
		}
	}
}

// bind is a row with what the flags say, bound.
func (r *bulkRun) bind(row customers.Customer) *profile.Bound {
	if row.Profile == nil {
		return nil
	}
	return profile.Bind(r.project, row.Profile.Override(r.flags).Preset(r.presets), r.today, row.Faults)
}

// all reads the whole list and makes nothing. It is for --strict.
func (r *bulkRun) all(list io.ReadSeeker) error {
	var failed error
	var faults source.List
	bulk.Ordered(r.p.ctx, r.jobs(), r.rows(list, &failed),
		func(row customers.Customer) *source.List {
			r.bind(row)
			return row.Faults
		},
		func(found *source.List) bool {
			faults.Append(found)
			return true
		})
	if failed != nil {
		return faultsOfList(failed)
	}
	if err := errors.Join(r.p.ctx.Err(), faultsOfProfile(&faults)); err != nil {
		return err
	}
	_, err := list.Seek(0, io.SeekStart)
	return err
}

// faultsOfList marks faults of a list that cannot be read.
func faultsOfList(err error) error {
	var faults *source.List
	if errors.As(err, &faults) {
		return faultsOfProfile(faults)
	}
	return err
}
