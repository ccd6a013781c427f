package paper

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/source"
)

// Limits of what is read: a guide is far below them, and a file beyond them
// would keep the reader busy for nothing.
const (
	MaxBytes   = 512 << 10
	maxNesting = 100  // quotes and lists that start on one line
	maxBlocks  = 3000 // headings, paragraphs, items and rows
	maxOpen    = 200  // links that are opened and not closed
)

// Read reads a document. What it is written in follows from the ending of its
// name, or else from what stands in it. The error says why a file is not a
// document.
func Read(file *source.File) (*Paper, error) {
	text, err := clean(file.Text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name, err)
	}
	p := &Paper{File: file, Form: formOf(file.Name, text), text: text}
	p.index()
	switch p.Form {
	case Markdown:
		p.readMarkdown()
	case HTML:
		if err := p.readHTML(); err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name, err)
		}
	default:
		p.readPlain()
	}
	if len(p.Blocks) > maxBlocks {
		return nil, fmt.Errorf("%s: %d paragraphs, items and rows are too many for a guide; the limit is %d", file.Name, len(p.Blocks), maxBlocks)
	}
	return p, nil
}

// clean makes line ends plain and refuses what is no text. It changes no line
// and no column.
func clean(text []byte) ([]byte, error) {
	switch {
	case len(text) > MaxBytes:
		return nil, fmt.Errorf("%d bytes are too many for a guide; the limit is %d", len(text), MaxBytes)
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")):
		return nil, fmt.Errorf("it is UTF-16; save it as UTF-8")
	case bytes.HasPrefix(text, []byte("%PDF-")):
		return nil, fmt.Errorf("it is a PDF; export its text")
	case bytes.IndexByte(text, 0) >= 0:
		return nil, fmt.Errorf("it is no text: byte %d is zero", bytes.IndexByte(text, 0))
	}
	if open := bytes.Count(text, []byte("](")) - bytes.Count(text, []byte(")")); open > maxOpen {
		return nil, fmt.Errorf("%d links are opened and not closed", open)
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	for n, line := range bytes.Split(text, []byte("\n")) {
		if nesting(line) > maxNesting {
			return nil, fmt.Errorf("line %d is nested more than %d deep", n+1, maxNesting)
		}
	}
	if utf8.Valid(text) {
		return text, nil
	}
	var b bytes.Buffer
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		b.WriteRune(r) // U+FFFD for a byte that is none of a character
		text = text[size:]
	}
	return b.Bytes(), nil
}

// nesting counts the quotes, bullets and brackets that a line opens with.
func nesting(line []byte) int {
	if drawn(line) {
		return 0
	}
	n := 0
	for _, c := range line {
		switch c {
		case '>', '-', '+', '[':
			n++
		case ' ', '\t', '*', '_', '!':
		default:
			return n
		}
	}
	return n
}

// drawn tells whether a line is one sign over and over: a rule across the page.
func drawn(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 0 && line[0] != '>' && line[0] != '[' && len(bytes.Trim(line, string(line[0]))) == 0
}

var (
	looksHTML     = pattern.New(`(?i)^\s*(<!doctype html|<html|<body|<article|<main|<div|<h[1-6][ >])`)
	looksMarkdown = pattern.New("(?m)^(#{1,6} \\S|```|> \\[!|\\| ?:?-{3,})")
)

func formOf(name string, text []byte) Form {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdx", ".mdown", ".mkd":
		return Markdown
	case ".html", ".htm", ".xhtml":
		return HTML
	}
	switch {
	case looksHTML().Match(text):
		return HTML
	case looksMarkdown().Match(text), frontMatter(text) > 0:
		return Markdown
	}
	return Plain
}

// frontMatter is the length of a YAML front matter with its fences, or 0.
func frontMatter(text []byte) int {
	if !bytes.HasPrefix(text, []byte("---\n")) {
		return 0
	}
	end := bytes.Index(text[4:], []byte("\n---\n"))
	if end < 0 {
		return 0
	}
	return 4 + end + len("\n---\n")
}
