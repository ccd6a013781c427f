package main

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/triptych-docs/triptych/render"
)

// differences shows how files of a folder differ from what they should be. Again is
// what writes them.
func (p *program) differences(folder string, files []render.File, again string) error {
	different, err := render.Compare(folder, files)
	if err != nil {
		return err
	}
	switch {
	case len(different) == 0 && len(files) == 1:
		p.say("The file is as it should be.")
		return nil
	case len(different) == 0:
		p.say("%d files are as they should be.", len(files))
		return nil
	}
	for _, d := range different {
		name := path.Join(filepath.ToSlash(folder), d.Name)
		old := name
		if d.Old == nil {
			old = "/dev/null"
		}
		if err := p.diff(udiff.Unified(old, name, string(d.Old), string(d.New))); err != nil {
			return err
		}
	}
	p.say("%d of %d files differ. To write them: %s", len(different), len(files), again)
	return no()
}

// diff prints a unified difference; + and - stay where there are colors.
func (p *program) diff(text string) error {
	if p.colored() {
		var b strings.Builder
		for line := range strings.Lines(text) {
			body := strings.TrimSuffix(line, "\n")
			switch {
			case strings.HasPrefix(line, "+"):
				body = "\x1b[32m" + body + "\x1b[0m"
			case strings.HasPrefix(line, "-"):
				body = "\x1b[31m" + body + "\x1b[0m"
			case strings.HasPrefix(line, "@@"):
				body = "\x1b[36m" + body + "\x1b[0m"
			}
			b.WriteString(body + "\n")
		}
		text = b.String()
	}
	_, err := fmt.Fprint(p.stdout, text)
	return err
}
