//go:build !unix

package bulk

import (
	"bytes"
	"os"

	"github.com/triptych-docs/triptych/render"
)

// A place is an open folder in which new folders are made.
type place struct{ root *os.Root }

func openPlace(root *os.Root) (place, error) { return place{root}, nil }

func (place) close() error { return nil }

// fill writes files into a new folder.
func (p place) fill(name string, files []render.File) error {
	if err := p.root.Mkdir(name, 0o777); err != nil {
		return err
	}
	fresh, err := p.root.OpenRoot(name)
	if err != nil {
		return err
	}
	defer fresh.Close()
	for _, f := range files {
		if err := writeNew(fresh, f.Name, bytes.NewReader(f.Data)); err != nil {
			return err
		}
	}
	return nil
}

// rename gives a folder another name, which no folder with something in it has.
func (p place) rename(from, to string) error { return render.Rename(p.root, from, to) }
