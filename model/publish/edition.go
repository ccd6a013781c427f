package publish

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render/markdown"
	"github.com/triptych-docs/triptych/templates"
)

// An Edition says in what a publication is set otherwise than its content has it.
// The zero Edition changes nothing.
type Edition struct {
	Flavour string // a name of templates/flavours.yaml; empty is the publication's own
	As      Form
	Heading int // level of the headings of sections, from 1 to 4; 0 is that of the form
	// Tabs sets what is for different readers beside each other, where the flavour
	// has tabs.
	Tabs bool
}

// A Form is whether a document is a page of its own or part of one.
type Form string

// The forms of a document.
const (
	Own     Form = ""        // what the publication is
	Page    Form = "page"    // with a title and a front matter
	Partial Form = "partial" // with neither, unless the publication is a part and states a front matter for it
)

func (e Edition) flavour(pub *model.Publication) (templates.Flavour, error) {
	name := e.Flavour
	if name == "" {
		name = pub.Flavour.Text
	}
	f, ok := templates.FindFlavour(name)
	if !ok {
		return f, fmt.Errorf("no flavour %q; %s", name, source.DidYouMean(name, templates.FlavourNames()))
	}
	return f, nil
}

func (e Edition) partial(pub *model.Publication) bool {
	return e.As == Partial || e.As == Own && pub.Partial
}

// heading is one level deeper in a part than in a page, which has a title above.
func (e Edition) heading(pub *model.Publication) int {
	switch {
	case e.Heading > 0:
		return e.Heading
	case e.partial(pub) && !pub.Partial:
		return pub.Heading + 1
	case !e.partial(pub) && pub.Partial:
		return max(pub.Heading-1, 2)
	}
	return pub.Heading
}

// front is the front matter: the publication's own where it is set for the reader
// that it was written for, and for another what that one has a key for.
func (e Edition) front(pub *model.Publication, f templates.Flavour, title string) []markdown.Field {
	if len(f.FrontKeys) == 0 || e.partial(pub) && !pub.Partial {
		return nil
	}
	if f.Name == pub.Flavour.Text && e.partial(pub) == pub.Partial {
		fields := front(pub.Front)
		if !pub.Partial && f.Title == templates.TitleFront && !has(fields, f.FrontKeys["title"]) {
			fields = append([]markdown.Field{{Key: f.FrontKeys["title"], Text: plan.Literal(title)}}, fields...)
		}
		return fields
	}
	if e.partial(pub) {
		return nil
	}
	own, _ := templates.FindFlavour(pub.Flavour.Text)
	var fields []markdown.Field
	for _, fact := range facts {
		stated, ok := find(pub.Front, own.FrontKeys[fact])
		if !ok && fact == factTitle && f.Title == templates.TitleFront {
			stated, ok = model.Front{Text: &source.Word{Text: title}}, true
		}
		if key := f.FrontKeys[fact]; ok && key != "" {
			fields = append(fields, at(strings.Split(key, "."), stated))
		}
	}
	return fields
}

// Dropped are the keys of a publication's front matter that this edition has none for.
func (e Edition) Dropped(pub *model.Publication) []string {
	f, err := e.flavour(pub)
	if err != nil || f.Name == pub.Flavour.Text && e.partial(pub) == pub.Partial {
		return nil
	}
	own, _ := templates.FindFlavour(pub.Flavour.Text)
	var kept []string
	for _, fact := range facts {
		if f.FrontKeys[fact] != "" && !e.partial(pub) {
			kept = append(kept, own.FrontKeys[fact])
		}
	}
	var dropped []string
	for _, entry := range pub.Front {
		outermost := func(key string) bool {
			first, _, _ := strings.Cut(key, ".")
			return first == entry.Key.Text
		}
		if !slices.ContainsFunc(kept, outermost) {
			dropped = append(dropped, entry.Key.Text)
		}
	}
	return dropped
}

const factTitle = "title"

// facts are what a front matter says in every flavour that has one, in order.
var facts = []string{factTitle, "description", "order"}

func has(fields []markdown.Field, key string) bool {
	return slices.ContainsFunc(fields, func(f markdown.Field) bool { return f.Key == key })
}

// find is what stands at a key such as "sidebar.order".
func find(m source.Map[model.Front], key string) (model.Front, bool) {
	first, rest, deeper := strings.Cut(key, ".")
	value, ok := m.Get(first)
	if !ok || !deeper {
		return value, ok
	}
	return find(value.Map, rest)
}

// at is a value at a key, in as many mappings as the key is long.
func at(key []string, value model.Front) markdown.Field {
	if len(key) > 1 {
		return markdown.Field{Key: key[0], Fields: []markdown.Field{at(key[1:], value)}}
	}
	return field(key[0], value)
}
