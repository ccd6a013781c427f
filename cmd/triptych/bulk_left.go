package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/render/bulk"
)

// A fileSet is the names of the files that some customers have, and the lines of
// these customers in the list.
type fileSet struct {
	names []string
	lines lines
}

// fileSets are the files of all customers. Those of one procedure have the same
// names, so that there are few sets whatever the length of the list.
type fileSets []*fileSet

// add adds the files of the customer on a line.
func (s *fileSets) add(line int, files []bulk.Sum) {
	same := func(set *fileSet) bool {
		return slices.EqualFunc(set.names, files, func(name string, f bulk.Sum) bool { return name == f.Name })
	}
	i := slices.IndexFunc(*s, same)
	if i < 0 {
		i = len(*s)
		set := &fileSet{}
		for _, f := range files {
			set.names = append(set.names, f.Name)
		}
		*s = append(*s, set)
	}
	(*s)[i].lines.add(line)
}

// of are the files of the customer on a line, and whether that customer was made.
func (s fileSets) of(line int) ([]string, bool) {
	for _, set := range s {
		if set.lines.has(line) {
			return set.names, true
		}
	}
	return nil, false
}

// knowsWhoLeft tells whether the list can be trusted to name everybody. With a row
// that cannot be read nobody knows who left; and a list of nobody is what a failed
// export looks like.
func (r *bulkRun) knowsWhoLeft() bool { return r.said.faulty == 0 && r.said.rows > 0 }

// fate is what became of a file that an earlier run made.
func (r *bulkRun) fate(id, file string) bulk.Fate {
	line, listed := r.seen[id]
	names, made := r.made.of(line)
	switch {
	case made && slices.Contains(names, file):
		return bulk.Current
	case made:
		return bulk.Dropped
	case listed || r.said.faulty > 0:
		return bulk.Stays
	}
	return bulk.Left
}

// tellLeft reports customers who left the list, and files that nobody needs now.
func (r *bulkRun) tellLeft(left []bulk.Leftover, pruned bool) {
	for _, l := range left {
		files := l.First
		if l.Files > 1 {
			files += fmt.Sprintf(" and %d more", l.Files-1)
		}
		switch kept := strings.Join(l.Kept, ", "); {
		case l.Fate == bulk.Left && len(l.Kept) > 0:
			fmt.Fprintf(r.p.stderr, "triptych: %s left the list; kept what was changed since it was written: %s\n", l.ID, kept)
		case l.Fate == bulk.Left && pruned:
			r.p.say("removed %s, who left the list.", l.ID)
		case l.Fate == bulk.Left:
			r.p.say("%s left the list; --prune removes the folder.", l.ID)
		case len(l.Kept) > 0:
			fmt.Fprintf(r.p.stderr, "triptych: %s has files of an earlier run that this one does not make; kept what was changed since it was written: %s\n", l.ID, kept)
		case pruned:
			r.p.say("removed %s of %s: of an earlier run, and not made any more.", files, l.ID)
		default:
			fmt.Fprintf(r.p.stderr, "triptych: %s has files of an earlier run that this one does not make, and that may say something else: %s; --prune removes them\n", l.ID, files)
		}
	}
	switch {
	case !r.Prune || pruned:
	case r.said.faulty > 0:
		fmt.Fprintln(r.p.stderr, "triptych: nobody was removed: while rows are at fault, nobody knows who left the list")
	default:
		fmt.Fprintln(r.p.stderr, "triptych: nobody was removed: the list names no customer, which is what a failed export looks like; remove the folders yourself if it is right")
	}
}
