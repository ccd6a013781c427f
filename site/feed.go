package site

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/render/book"
)

// changesFolder is the folder of the page of all changes, and feedName the same
// for programs that look whether there is a new version.
const (
	changesFolder = "changelog/"
	feedName      = "changelog.xml"
)

// feed lists the versions of all procedures as Atom, the youngest first. A date
// of the content is the start of its day.
func (s Site) feed() ([]byte, error) {
	type link struct {
		Href string `xml:"href,attr"`
	}
	type entry struct {
		Title   string `xml:"title"`
		ID      string `xml:"id"`
		Link    link   `xml:"link"`
		Updated string `xml:"updated"`
		Content string `xml:"content"`
	}
	feed := struct {
		XMLName xml.Name `xml:"feed"`
		Space   string   `xml:"xmlns,attr"`
		Title   string   `xml:"title"`
		ID      string   `xml:"id"`
		Updated string   `xml:"updated"`
		Author  struct {
			Name string `xml:"name"`
		} `xml:"author"`
		Entries []entry `xml:"entry"`
	}{Space: "http://www.w3.org/2005/Atom", Title: say("name") + ": " + say("changes"), ID: s.Base + changesFolder}
	feed.Author.Name = say("name")
	for _, p := range s.plans() {
		for _, c := range p.Changes {
			address := s.Base + changesFolder + "#" + book.VersionID(p, c)
			var says []string
			for _, line := range c.Says {
				says = append(says, plainly(line))
			}
			feed.Entries = append(feed.Entries, entry{
				Title: plainly(p.Title) + ": " + say("version", "version", c.Version, "date", c.Date), ID: address, Link: link{address},
				Updated: c.Date + "T00:00:00Z", Content: strings.Join(says, " "),
			})
		}
	}
	slices.SortStableFunc(feed.Entries, func(a, b entry) int { return strings.Compare(b.Updated, a.Updated) })
	feed.Updated = feed.Entries[0].Updated
	text, err := xml.MarshalIndent(feed, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the feed of changes: %w", err)
	}
	return append([]byte(xml.Header), append(text, '\n')...), nil
}
