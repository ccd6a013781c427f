package site_test

import (
	"encoding/xml"
	"os"
	"slices"
	"strings"
	"testing"
)

// Who comes to an address of an older guide is led to the new one: by the server
// where it knows redirects, and by a plain link where it does not.
func TestOldAddressesLeadToTheGuide(t *testing.T) {
	files := made(t, os.DirFS("../testdata/world"), base)
	want := "/journaling/guides/lamps.html /journaling/lantern-copies/ 301\n/journaling/old-lantern/ /journaling/lantern-copies/ 301\n"
	if got := string(files["_redirects"]); got != want {
		t.Errorf("_redirects is\n%swant\n%s", got, want)
	}
	for name, link := range map[string]string{
		"guides/lamps.html":      `href="../lantern-copies/index.html"`,
		"old-lantern/index.html": `href="../lantern-copies/index.html"`,
	} {
		page := string(files[name])
		if !strings.Contains(page, link) || !strings.Contains(page, `<link rel="canonical" href="`+base+`lantern-copies/">`) {
			t.Errorf("%s does not lead to the guide:\n%.2000s", name, page)
		}
		if strings.Contains(page, "http-equiv=\"refresh\"") {
			t.Errorf("%s goes away under its reader", name)
		}
		if strings.Contains(string(files["sitemap.xml"]), strings.TrimSuffix(name, "index.html")) {
			t.Errorf("%s is in the sitemap", name)
		}
	}
	if ourSite(t)["_redirects"] != nil {
		t.Error("the content names no older addresses, and there are redirects")
	}
}

// Each version stands on the page of changes, the youngest first, with the words
// that say for whom it is, and in the feed.
func TestVersionsAreListed(t *testing.T) {
	files := made(t, os.DirFS("../testdata/world"), base)
	text := string(files["changelog/index.md"])
	parts := []string{"Version 1.1, 2026-11-22", "If outbound mail passes a gateway of yours", "The beam is tested", "Version 1, 2026-11-21", "The first version."}
	at := 0
	for _, part := range parts {
		i := strings.Index(text[at:], part)
		if i < 0 {
			t.Fatalf("behind %d there is no %q in\n%s", at, part, text)
		}
		at += i
	}
	var feed struct {
		Updated string   `xml:"updated"`
		IDs     []string `xml:"entry>id"`
	}
	if err := xml.Unmarshal(files["changelog.xml"], &feed); err != nil {
		t.Fatal(err)
	}
	ids := []string{base + "changelog/#lantern-copies-1.1", base + "changelog/#lantern-copies-1"}
	if !slices.Equal(feed.IDs, ids) || feed.Updated != "2026-11-22T00:00:00Z" {
		t.Errorf("the feed has %q, updated %s", feed.IDs, feed.Updated)
	}
	if made(t, os.DirFS("../testdata/world"), "")["changelog.xml"] != nil {
		t.Error("there is a feed of a site without an address")
	}
}

// Each page says when somebody last looked at the consoles that its readers have,
// or that nobody did; of one that is no more its readers are warned.
func TestConsolesSayHowOldTheyAre(t *testing.T) {
	files := made(t, os.DirFS("../testdata/world"), "")
	const (
		old     = "Old console: nobody has held the screens against the steps since they were written."
		young   = "New console: the screens were last held against the steps on 2026-11-22."
		retired = "It was taken away. Choose the new console."
	)
	for name, want := range map[string][]string{
		"lantern-copies/index.html":                      {old, young, retired},
		"lantern-copies/verify/index.html":               {old, young},
		"lantern-copies/v/outbound.old.north/index.html": {old, retired},
		"lantern-copies/v/outbound.new.north/index.html": {young},
		"lantern-copies/consoles/index.html":             {old, young, retired},
	} {
		for _, text := range []string{old, young, retired} {
			if got := strings.Contains(string(files[name]), text); got != slices.Contains(want, text) {
				t.Errorf("%s says %q: %t", name, text, got)
			}
		}
		if !strings.Contains(string(files[name]), "Version 1.1 of 2026-11-22.") {
			t.Errorf("%s does not say its version", name)
		}
	}
}
