package markdown

import "fmt"

// front prints a front matter and the line that ends it. What the file says of
// itself is a comment in it.
func (p *printer) front(fields []Field) {
	p.line(syntax("---"))
	if p.flavour.Made != "" {
		t, err := remark(p.flavour.Made)
		if err != nil {
			p.fail(err)
		}
		p.line(join(syntax("# "), t))
	}
	p.fields(fields)
	p.line(syntax("---"))
}

func (p *printer) fields(fields []Field) {
	for _, f := range fields {
		key := yamlKey(p.sink, f.Key)
		switch {
		case len(f.Fields) > 0:
			p.line(join(key, syntax(":")))
			p.open(syntax("    "), syntax("    "))
			p.fields(f.Fields)
			p.close()
		case f.Raw != "":
			value, err := scalar(f.Raw)
			if err != nil {
				p.fail(fmt.Errorf("front matter: %s: %w", f.Key, err))
			}
			p.line(join(key, syntax(": "), value))
		default:
			p.line(join(key, syntax(": "), quoted(p.sink, f.Text)))
		}
	}
}
