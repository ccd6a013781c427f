package site

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/triptych-docs/triptych/render/book"
)

// moved are the pages at the addresses of older guides: a plain link to the new
// one, for servers that know no redirects.
func (p *Procedure) moved() []*page {
	var all []*page
	for _, alias := range p.Open.Aliases {
		folder, file := fileAt(alias)
		to := p.id() + "/"
		all = append(all, &page{
			kind: moved, folder: folder, file: file, of: p, canonical: to, description: say("moved_description"),
			book: ready(book.Moved(p.Open, relative(folder, to+index))),
		})
	}
	return all
}

// fileAt is the folder and the file that an address leads to. It may name a file
// or a folder, with or without a slash at its end.
func fileAt(alias string) (folder, file string) {
	cut := strings.LastIndex(alias, "/") + 1
	folder, file = alias[:cut], alias[cut:]
	switch {
	case file == "":
		file = index
	case !strings.HasSuffix(file, ".html"):
		folder, file = alias+"/", index
	}
	return folder, file
}

// redirects is the file in which many hosts of static sites look for addresses
// that have changed.
func (s Site) redirects() []output {
	root := "/"
	if base, err := url.Parse(s.Base); err == nil && base.Path != "" {
		root = base.Path
	}
	var b strings.Builder
	for _, p := range s.Procedures {
		for _, alias := range p.Open.Aliases {
			fmt.Fprintf(&b, "%s%s %s%s/ 301\n", root, alias, root, p.id())
		}
	}
	if b.Len() == 0 {
		return nil
	}
	return []output{newOutput("_redirects", func() ([]byte, error) { return []byte(b.String()), nil })}
}
