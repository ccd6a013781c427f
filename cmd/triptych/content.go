package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/load"
	"github.com/triptych-docs/triptych/model/source"
)

// inside is what the content in the program is called in messages.
const inside = "content"

// files is the content to use and the name that its files have in messages.
func (p *program) files() (fs.FS, string) {
	if p.Content == "" {
		return content.Files, inside
	}
	return os.DirFS(p.Content), p.Content
}

// contentArgs say which content is used on a command line.
func (p *program) contentArgs() []string {
	if p.Content == "" {
		return nil
	}
	return []string{"--content", p.Content}
}

// saidBy is what said a value, for messages: the flag, or the place of a key in the
// configuration.
func (p *program) saidBy(flag, key string) string {
	if value, ok := p.configuration.came(key); ok {
		return value.Pos.String() + ": " + key
	}
	return flag
}

// project loads all content. The content in the program has been proven by its
// tests; that of a folder is proven here.
func (p *program) project() (*model.Project, error) {
	if p.Content != "" {
		return p.proven()
	}
	project, err := load.Proven(content.Files, inside)
	return project, faultOfContent(err)
}

// proven loads all content and proves it sound, wherever it comes from.
func (p *program) proven() (*model.Project, error) {
	files, name := p.files()
	return p.loaded(load.Load(files, name))
}

// loaded says of content that was not loaded whose fault it is.
func (p *program) loaded(project *model.Project, err error) (*model.Project, error) {
	var faults *source.List
	if err != nil && p.Content != "" && !errors.As(err, &faults) {
		return nil, wrong("%s %s: this is no folder of content: %w", p.saidBy("--content", "content"), p.Content, err)
	}
	return project, faultOfContent(err)
}

// projectOf loads one procedure of the content in the program, when it is known
// which one, and all content otherwise.
func (p *program) projectOf(procedure string) (*model.Project, error) {
	if from, ok := p.configuration.came("content"); ok {
		p.say("Content is %s, as %s says.", p.Content, from.Pos)
	}
	if p.Content != "" || procedure == "" {
		return p.project()
	}
	project, err := load.Proven(content.Files, inside, procedure)
	if errors.Is(err, fs.ErrNotExist) {
		return p.project() // to say which ones there are
	}
	return project, faultOfContent(err)
}

// hash is the hash of the content, without reading what stands in it.
func (p *program) hash() (string, error) {
	files, _ := p.files()
	sum, err := load.Hash(files)
	if err != nil {
		return "", fmt.Errorf("read content: %w", err)
	}
	return sum, nil
}
