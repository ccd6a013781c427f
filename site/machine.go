package site

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// everythingName is the file with the words of all guides.
const everythingName = "llms-full.txt"

// machineFiles are the files that machines ask a site for.
func (s Site) machineFiles(pages []*page) []output {
	files := []output{newOutput("llms.txt", func() ([]byte, error) { return s.llms(pages) })}
	robots := "User-agent: *\nAllow: /\n"
	files = append(files, s.redirects()...)
	if s.Base != "" && s.versioned() {
		files = append(files, newOutput(feedName, s.feed))
	}
	if s.Base != "" {
		files = append(files, newOutput("sitemap.xml", func() ([]byte, error) { return s.sitemap(pages) }))
		robots += "Sitemap: " + s.Base + "sitemap.xml\n"
	}
	return append(files, newOutput("robots.txt", func() ([]byte, error) { return []byte(robots), nil }))
}

// llms is the table of contents for readers that are programs: each entry leads
// to the twin of a page.
func (s Site) llms(pages []*page) ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n> %s\n\n%s\n", say("name"), say("home_description"), say("llms_lead"))
	for _, procedure := range s.Procedures {
		fmt.Fprintf(&b, "\n## %s\n\n", plainly(procedure.Open.Title))
		for _, p := range pages {
			if p.of == nil || p.of.id() != procedure.id() || p.kind == variant || p.kind == moved {
				continue
			}
			laid, err := p.book()
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(&b, "- [%s](%s): %s\n", plainly(laid.Title), s.Base+p.folder+twin(p.file), p.description)
		}
		fmt.Fprintf(&b, "\n## %s\n\n", say("llms_variants", "title", plainly(procedure.Open.Title)))
		for _, p := range pages {
			if p.of != nil && p.of.id() == procedure.id() && p.kind == variant {
				fmt.Fprintf(&b, "- [%s](%s)\n", p.answers.label(), s.Base+p.folder+twin(p.file))
			}
		}
	}
	return []byte(b.String()), nil
}

// sitemap lists the pages that a search engine is to show.
func (s Site) sitemap(pages []*page) ([]byte, error) {
	type address struct {
		Loc string `xml:"loc"`
	}
	all := struct {
		XMLName   xml.Name  `xml:"urlset"`
		Space     string    `xml:"xmlns,attr"`
		Addresses []address `xml:"url"`
	}{Space: "http://www.sitemaps.org/schemas/sitemap/0.9"}
	for _, p := range pages {
		if p.kind != missing && p.kind != moved {
			all.Addresses = append(all.Addresses, address{s.Base + p.folder})
		}
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the sitemap: %w", err)
	}
	return append([]byte(xml.Header), append(text, '\n')...), nil
}

// everything is the guides and the pages beside them in one file, for readers
// that are programs.
func everything(twins []output) output {
	return newOutput(everythingName, func() ([]byte, error) {
		var b strings.Builder
		for _, t := range twins {
			text, err := t.data()
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(&b, "%s\n", text)
		}
		return []byte(b.String()), nil
	})
}
