package site

import (
	"context"
	"path"
	"sync"
)

// A Preview is a site of which each file is made when it is asked for. It may be
// asked by several at a time.
type Preview struct {
	site  Site
	files func() map[string]output
}

// NewPreview prepares a site. It has every file of [Build] but the manifest and
// what forms load.
func NewPreview(s Site) *Preview {
	return &Preview{s, sync.OnceValue(func() map[string]output {
		files := map[string]output{}
		for _, o := range s.outputs() {
			files[o.name] = o
		}
		return files
	})}
}

// ID is the hash of the content.
func (p *Preview) ID() string { return p.site.Model }

// File is a file of the site by its name.
func (p *Preview) File(name string) ([]byte, bool, error) {
	made, ok := p.files()[path.Clean(name)]
	if !ok {
		return nil, false, nil
	}
	data, err := made.data()
	return data, true, err
}

// Prove compiles what nobody has asked for yet, and says what is wrong with the
// first page that cannot be. It ends early when the context does.
func (p *Preview) Prove(ctx context.Context) error {
	for _, procedure := range p.site.Procedures {
		for _, closed := range procedure.Closed {
			if ctx.Err() != nil {
				return nil
			}
			if _, err := closed.Plan(); err != nil {
				return err
			}
		}
	}
	return nil
}
