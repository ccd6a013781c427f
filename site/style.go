package site

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"

	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/html"
	"github.com/triptych-docs/triptych/templates"
)

// An asset is a style or a script that stands in a page, and the hash by which
// the policy of the page lets it in.
type asset struct {
	Style  template.CSS
	Script template.JS
	Hash   template.HTMLAttr
}

func newAsset(text string) asset {
	sum := sha256.Sum256([]byte(text))
	return asset{
		Style: template.CSS(text), Script: template.JS(text),
		Hash: template.HTMLAttr("'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"),
	}
}

// joined is some parts of a script as one, as pages have them: without what a
// browser does not need.
func joined(names []string) string {
	var b strings.Builder
	for _, name := range names {
		b.WriteString(file("lean/site." + name + ".js"))
	}
	return b.String()
}

// lean is a style without its comments and the space that means nothing. No
// string in a style has a space beside one of these characters.
func lean(style string) string {
	style = blank().ReplaceAllString(comment().ReplaceAllString(style, ""), "\n")
	return after().ReplaceAllString(around().ReplaceAllString(style, "$1"), ":")
}

var (
	comment = pattern.New(`(?s)/\*.*?\*/`)
	around  = pattern.New(`\s*([{};,])\s*`)
	after   = pattern.New(`:\s+`)
	blank   = pattern.New(`\n\s*`)
)

// file is a file of the templates.
func file(name string) string {
	raw, err := templates.Files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("site: %v", err))
	}
	return string(raw)
}

// rules are the style of a picker. Once a reader has picked answers, it hides what is
// for readers with other answers, and the words that say for whom the rest is. Names of
// answers are copied here, and nothing is judged.
func rules(choices []plan.Choice, picks []plan.Pick) string {
	var b strings.Builder
	for _, p := range picks {
		name := quoted(html.PickName(p))
		fmt.Fprintf(&b, ":root%s :is([data-unless~=%s],[data-settled~=%s]){display:none}\n", picked(p), name, name)
	}
	b.WriteString(":root:has(.picker input:not([value=\"\"]):checked) .everyone{display:none}\n")
	short := shortNames(choices)
	for _, c := range choices {
		for _, o := range c.Options {
			on := picked(plan.Pick{o.Name})
			if c.Default == "" {
				fmt.Fprintf(&b, ":root%s [data-is]:not([data-is~=%s]){display:none}\n", on, quoted(short[o.Name]))
			}
			fmt.Fprintf(&b, ":root%s [data-picked=%s]{display:inline}\n", on, quoted(o.Name))
		}
	}
	return b.String()
}

// shortNames are names of answers for a list that has many of them.
func shortNames(choices []plan.Choice) map[string]string {
	short := map[string]string{}
	for i, c := range choices {
		for j, o := range c.Options {
			short[o.Name] = fmt.Sprintf("%c%d", 'a'+i, j)
		}
	}
	return short
}

// shown are the rules that show why some answers do not go together.
func shown(all []plan.Impossible) string {
	var b strings.Builder
	for _, i := range all {
		for _, p := range i.Picks {
			fmt.Fprintf(&b, ":root%s [data-impossible~=%s]{display:block}\n", picked(p), quoted(html.PickName(p)))
		}
	}
	return b.String()
}

// picked is a condition of a selector: these radio buttons are on.
func picked(p plan.Pick) string {
	var b strings.Builder
	for _, name := range p {
		fmt.Fprintf(&b, ":has(#%s:checked)", identifier(pickID(name)))
	}
	return b.String()
}

// pickID is the id of the radio button of an answer.
func pickID(name string) string { return "pick:" + name }

// identifier escapes an id for a selector.
func identifier(id string) string {
	var b strings.Builder
	for _, r := range id {
		if r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// quoted is a string of a style.
func quoted(s string) string { return `"` + quotes.Replace(s) + `"` }

var quotes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)
