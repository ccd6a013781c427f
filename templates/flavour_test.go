package templates

import (
	"slices"
	"strings"
	"testing"
)

// Every flavour says something a printer knows, and names every kind of note.
func TestFlavours(t *testing.T) {
	if got, want := strings.Join(FlavourNames(), " "), "gfm hugo starlight docusaurus mkdocs"; got != want {
		t.Errorf("there are the flavours %s, want %s", got, want)
	}
	for _, f := range Flavours() {
		if f.For == "" {
			t.Errorf("%s: nothing says whose it is", f.Name)
		}
		if !slices.Contains([]TitlePlace{TitleHeading, TitleFront}, f.Title) {
			t.Errorf("%s: no title in %q", f.Name, f.Title)
		}
		if f.Title == TitleFront && f.FrontKeys["title"] == "" {
			t.Errorf("%s: the front matter has no key for the title", f.Name)
		}
		for fact := range f.FrontKeys {
			if !slices.Contains([]string{"title", "description", "order"}, fact) {
				t.Errorf("%s: no front matter knows %q", f.Name, fact)
			}
		}
		if !slices.Contains([]AnchorForm{AnchorSlugs, AnchorAttributes, AnchorComments, AnchorElements}, f.Anchors) {
			t.Errorf("%s: no anchors are %q", f.Name, f.Anchors)
		}
		if !slices.Contains([]NoteForm{NoteWords, NoteBrackets, NoteDirectives, NoteIndented}, f.Notes) {
			t.Errorf("%s: no notes are %q", f.Name, f.Notes)
		}
		for kind := range ReadWords().Notes {
			if f.Notes != NoteWords && f.NoteNames[kind] == "" {
				t.Errorf("%s: a note of kind %q has no name", f.Name, kind)
			}
		}
		if !slices.Contains([]CommentForm{CommentHTML, CommentMDX, CommentLabel}, f.Comments) {
			t.Errorf("%s: no comments are %q", f.Name, f.Comments)
		}
		if !slices.Contains([]TabForm{NoTabs, TabsElements, TabsIndented}, f.Tabs) {
			t.Errorf("%s: no tabs are %q", f.Name, f.Tabs)
		}
		if !slices.Contains([]ListBorder{ListMarkers, ListComments}, f.Lists) {
			t.Errorf("%s: no lists are parted by %q", f.Name, f.Lists)
		}
	}
}

func TestFlavoursThatCannotBeRead(t *testing.T) {
	for _, raw := range []string{"a: {unknown: 1}", "a: [", "a: 1"} {
		if _, err := readFlavours([]byte(raw)); err == nil {
			t.Errorf("%q is read", raw)
		}
	}
}
