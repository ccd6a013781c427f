package mutate

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing/fstest"

	"go.yaml.in/yaml/v4"
)

// A Content is the files of a project as trees.
type Content struct {
	names []string // in order
	files map[string]*yaml.Node
	texts map[string][]byte
}

// Read reads all YAML files of a folder.
func Read(files fs.FS) (*Content, error) {
	c := &Content{files: map[string]*yaml.Node{}, texts: map[string][]byte{}}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		var root yaml.Node
		if err := yaml.Unmarshal(text, &root); err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		c.names = append(c.names, name)
		c.files[name] = root.Content[0]
		c.texts[name] = text
		return nil
	})
	return c, err
}

// A place is a node of a file, by the way that leads to it from the root.
type place struct {
	file string
	way  []int
	node *yaml.Node
	keys []string // the keys on the way; an entry of a list has its id, or "*"
}

// key is the last key on the way.
func (p place) key() string {
	for i := len(p.keys) - 1; i >= 0; i-- {
		if p.keys[i] != "*" && !strings.HasPrefix(p.keys[i], "=") {
			return p.keys[i]
		}
	}
	return ""
}

// is tells whether the keys on the way end like a pattern: "settings/*/value". A
// star stands for any one key or entry.
func (p place) is(pattern string) bool {
	parts := strings.Split(pattern, "/")
	if len(parts) > len(p.keys) {
		return false
	}
	for i, part := range parts {
		if key := p.keys[len(p.keys)-len(parts)+i]; part != "*" && part != key {
			return false
		}
	}
	return true
}

// String is the place as people read it: "sections.yaml:12 sections/connector/when".
func (p place) String() string {
	return fmt.Sprintf("%s:%d %s", p.file, p.node.Line, strings.ReplaceAll(strings.Join(p.keys, "/"), "=", ""))
}

// child is the place of a node below.
func (p place) child(i int, node *yaml.Node, key string) place {
	return place{p.file, append(p.way[:len(p.way):len(p.way)], i), node, append(p.keys[:len(p.keys):len(p.keys)], key)}
}

// get is the place of the value of a key of a mapping.
func (p place) get(key string) (place, bool) {
	if p.node.Kind != yaml.MappingNode {
		return place{}, false
	}
	for i := 0; i+1 < len(p.node.Content); i += 2 {
		if p.node.Content[i].Value == key {
			return p.child(i+1, p.node.Content[i+1], key), true
		}
	}
	return place{}, false
}

// items are the entries of a list. An entry with an id is called by it.
func (p place) items() []place {
	var all []place
	if p.node.Kind != yaml.SequenceNode {
		return nil
	}
	for i, n := range p.node.Content {
		item := p.child(i, n, "*")
		if id, ok := item.get("id"); ok {
			item.keys[len(item.keys)-1] = "=" + id.node.Value
		}
		all = append(all, item)
	}
	return all
}

// entries are the keys and values of a mapping.
func (p place) entries() []place {
	var all []place
	if p.node.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(p.node.Content); i += 2 {
		all = append(all, p.child(i+1, p.node.Content[i+1], p.node.Content[i].Value))
	}
	return all
}

// each visits a place and everything below it.
func (p place) each(visit func(place)) {
	visit(p)
	for _, c := range append(p.items(), p.entries()...) {
		c.each(visit)
	}
}

// everywhere visits every place of every file, in order.
func (c *Content) everywhere(visit func(place)) {
	for _, name := range c.names {
		place{file: name, node: c.files[name]}.each(visit)
	}
}

// An edit changes one file: it is given the root of a copy.
type edit struct {
	file string
	do   func(root *yaml.Node)
}

// with is the files with some edits made: those of one folder, or of all of them
// (".").
func (c *Content) with(folder string, edits ...edit) (fs.FS, error) {
	out := fstest.MapFS{}
	for name, text := range c.texts {
		if dir := path.Dir(name); dir == "." || folder == "." || dir == folder {
			out[name] = &fstest.MapFile{Data: text}
		}
	}
	changed := map[string]*yaml.Node{}
	for _, e := range edits {
		if changed[e.file] == nil {
			changed[e.file] = clone(c.files[e.file])
		}
		e.do(changed[e.file])
	}
	for name, root := range changed {
		text, err := yaml.Marshal(root)
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", name, err)
		}
		out[name] = &fstest.MapFile{Data: text}
	}
	return out, nil
}

func clone(n *yaml.Node) *yaml.Node {
	if n == nil {
		return nil
	}
	c := *n
	c.HeadComment, c.LineComment, c.FootComment = "", "", ""
	c.Content = make([]*yaml.Node, len(n.Content))
	for i, inner := range n.Content {
		c.Content[i] = clone(inner)
	}
	return &c
}

// at finds the node of a place in a copy.
func (p place) at(root *yaml.Node) *yaml.Node {
	for _, i := range p.way {
		root = root.Content[i]
	}
	return root
}

// parent is the node that holds a place, and the index of the place in it.
func (p place) parent(root *yaml.Node) (*yaml.Node, int) {
	last := len(p.way) - 1
	for _, i := range p.way[:last] {
		root = root.Content[i]
	}
	return root, p.way[last]
}

// replace puts a node in place of another.
func (p place) replace(with *yaml.Node) edit {
	return edit{p.file, func(root *yaml.Node) { *p.at(root) = *clone(with) }}
}

// text replaces a scalar by another text.
func (p place) text(text string) edit {
	return edit{p.file, func(root *yaml.Node) { p.at(root).Value = text }}
}

// drop takes a value with its key, or an entry, out.
func (p place) drop() edit {
	return edit{p.file, func(root *yaml.Node) {
		parent, i := p.parent(root)
		first := i
		if parent.Kind == yaml.MappingNode {
			first = i - 1
		}
		parent.Content = append(parent.Content[:first:first], parent.Content[i+1:]...)
	}}
}

// twice puts a copy of an entry, or of a key with its value, behind it.
func (p place) twice() edit {
	return edit{p.file, func(root *yaml.Node) {
		parent, i := p.parent(root)
		copies := []*yaml.Node{clone(parent.Content[i])}
		if parent.Kind == yaml.MappingNode {
			copies = []*yaml.Node{clone(parent.Content[i-1]), copies[0]}
		}
		rest := append(copies, parent.Content[i+1:]...)
		parent.Content = append(parent.Content[:i+1:i+1], rest...)
	}}
}

// swap exchanges two nodes of one file.
func swap(a, b place) edit {
	return edit{a.file, func(root *yaml.Node) {
		x, y := a.at(root), b.at(root)
		*x, *y = *y, *x
	}}
}

func scalar(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Style: yaml.DoubleQuotedStyle}
}
