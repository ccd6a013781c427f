package bulk

import (
	"io/fs"
	"os"
	"path"

	"github.com/triptych-docs/triptych/render"
)

// begin marks that something is written. A run that is stopped or killed leaves the
// mark, which tells the next one that the list that is there does not know all.
func (t *Tree) begin() error {
	f, err := t.root.OpenFile(marker(t.sums), os.O_WRONLY|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	return f.Close()
}

// marker is the name of that mark. Nothing else has it: while the list is replaced,
// the mark stays.
func marker(sums string) string { return beside(sums + ".unfinished") }

// listed tells whether the lists know what every customer's folder has. They do not
// where this run failed in the middle of a customer, and where an earlier one wrote
// for a customer that this one made nothing for. A folder that has no sums of its own
// does not count: nothing would vouch for what is in it. Those of the other shards are
// in lists of their own.
func (t *Tree) listed() (bool, error) {
	if !t.unfinished && !t.partial.Load() {
		return true, nil
	}
	lists, err := fs.Glob(t.root.FS(), SumsName("")+"*")
	if err != nil {
		return false, err
	}
	told := map[string]bool{}
	for _, list := range lists {
		err := t.eachSum(list, func(sum, name string) error {
			if path.Base(name) == render.SumsName {
				told[sum+"  "+name] = true
			}
			return nil
		})
		if err != nil {
			return false, err
		}
	}
	folders, err := fs.Glob(t.root.FS(), "[^.]*/"+render.SumsName)
	if err != nil {
		return false, err
	}
	for _, name := range folders {
		if sum, err := sumOf(t.root, name); err != nil || !told[sum+"  "+name] {
			return false, nil // what cannot be read is not known either
		}
	}
	return true, nil
}
