package site

import (
	"path"
	"sync"

	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/render"
)

// A Preview is a site of which each page is printed when it is asked for. It may
// be asked by several at a time.
type Preview struct {
	site  Site
	files map[string]func() ([]byte, error)
}

// NewPreview prepares a site. It has every file of [Build] but the manifest.
func NewPreview(s Site) (*Preview, error) {
	pages, files, err := s.pages()
	if err != nil {
		return nil, err
	}
	p := &Preview{site: s, files: map[string]func() ([]byte, error){}}
	var all []func() ([]render.File, error)
	for _, page := range pages {
		print := sync.OnceValues(func() ([]render.File, error) { return page.print(s) })
		all = append(all, print)
		for i, name := range []string{page.folder + page.file, page.folder + twin(page.file)} {
			p.files[name] = func() ([]byte, error) {
				printed, err := print()
				if err != nil {
					return nil, err
				}
				return printed[i].Data, nil
			}
		}
	}
	for _, f := range files {
		p.files[f.Name] = func() ([]byte, error) { return f.Data, nil }
	}
	p.files[everythingName] = sync.OnceValues(func() ([]byte, error) {
		printed, err := parallel.Map(all, func(print func() ([]render.File, error)) ([]render.File, error) { return print() })
		if err != nil {
			return nil, err
		}
		return everything(pages, printed).Data, nil
	})
	return p, nil
}

// ID is the hash of the content.
func (p *Preview) ID() string { return p.site.Model }

// File is a file of the site by its name.
func (p *Preview) File(name string) ([]byte, bool, error) {
	data, ok := p.files[path.Clean(name)]
	if !ok {
		return nil, false, nil
	}
	text, err := data()
	return text, true, err
}
