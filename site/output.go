package site

import (
	"fmt"
	"slices"
	"sync"

	"github.com/triptych-docs/triptych/render"
)

// An output is a file of the site. It is made when it is asked for, and once; it
// may be asked for by several at a time.
type output struct {
	name string
	data func() ([]byte, error)
}

// newOutput is a file that is still to be made.
func newOutput(name string, make func() ([]byte, error)) output {
	return output{name, sync.OnceValues(func() ([]byte, error) {
		data, err := make()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return data, nil
	})}
}

// file makes the file.
func (o output) file() (render.File, error) {
	data, err := o.data()
	return render.File{Name: o.name, Data: data}, err
}

// outputs lists every file of the site but its manifest and what its forms load.
func (s Site) outputs() []output {
	pages, all := s.pages()
	var guides []output // twins that are in the file with everything
	for _, p := range pages {
		text := newOutput(p.folder+twin(p.file), p.markdown)
		all = append(all, newOutput(p.folder+p.file, func() ([]byte, error) { return p.html(s) }), text)
		if p.kind == guide || p.kind == reference {
			guides = append(guides, text)
		}
	}
	return slices.Concat(all, s.machineFiles(pages), []output{everything(guides)})
}
