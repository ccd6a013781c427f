package markdown_test

import (
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/markdown"
)

// guarded is a paragraph for those who answered a question in a way.
func guarded(question, answer, other, text string) plan.Block {
	clause := plan.Say(question + " is " + answer)
	return plan.Guarded{
		Guard: plan.Guard{
			Lead: append(plan.Say("if "), clause...), Clause: clause,
			In: []plan.Pick{{question + "." + answer}}, Out: []plan.Pick{{question + "." + other}},
		},
		Blocks: []plan.Block{para(says(text))},
	}
}

func TestTabs(t *testing.T) {
	yes, no := guarded("way", "a", "b", "Go."), guarded("way", "b", "a", "Stay.")
	const first, second = "If way is a: Go.\n", "If way is b: Stay.\n"
	for _, test := range []struct {
		name    string
		flavour string
		blocks  []plan.Block
		want    string
	}{
		{"two answers", "mkdocs", []plan.Block{yes, no}, "=== \"Way is a\"\n\n    " + first + "\n=== \"Way is b\"\n\n    " + second},
		{"an answer again", "mkdocs", []plan.Block{yes, no, yes}, "=== \"Way is a\"\n\n    " + first + "\n    " + first + "\n=== \"Way is b\"\n\n    " + second},
		{"other words between", "mkdocs", []plan.Block{yes, para(says("x")), no}, first + "\nx\n\n" + second},
		{"one answer", "mkdocs", []plan.Block{yes, yes}, first + "\n" + first},
		// Who answers both in this way needs both.
		{"two questions", "mkdocs", []plan.Block{yes, guarded("kind", "c", "d", "Do.")}, first + "\nIf kind is c: Do.\n"},
		{"elements", "docusaurus", []plan.Block{yes, no}, "<Tabs>\n<TabItem value=\"1\" label=\"Way is a\">\n\n" + first + "\n</TabItem>\n" +
			"<TabItem value=\"2\" label=\"Way is b\">\n\n" + second + "\n</TabItem>\n</Tabs>\n"},
		{"in an item", "docusaurus", []plan.Block{plan.List{Items: []plan.Item{item(para(says("x")), yes, no)}}}, "- x\n\n  <Tabs>\n  <TabItem value=\"1\" label=\"Way is a\">\n\n  " + first +
			"\n  </TabItem>\n  <TabItem value=\"2\" label=\"Way is b\">\n\n  " + second + "\n  </TabItem>\n  </Tabs>\n"},
		{"a hostile label", "docusaurus", []plan.Block{guarded(`"><b>{x}`, "a", "b", "Go."), guarded(`"><b>{x}`, "b", "a", "Stay.")},
			"<Tabs>\n<TabItem value=\"1\" label=\"&#34;&gt;&lt;b&gt;{x} is a\">\n\nIf \">\\<b>\\{x} is a: Go.\n\n</TabItem>\n" +
				"<TabItem value=\"2\" label=\"&#34;&gt;&lt;b&gt;{x} is b\">\n\nIf \">\\<b>\\{x} is b: Stay.\n\n</TabItem>\n</Tabs>\n"},
	} {
		f := named(test.flavour)
		f.InTabs, f.Imports = true, nil
		got := print(t, titled(test.blocks), f)
		_, got, _ = strings.Cut(got, "\n\n")
		if got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
	f := named("starlight")
	f.InTabs = true
	if got := print(t, titled([]plan.Block{yes, no}), f); !strings.HasPrefix(got, "import { Tabs, TabItem } from '@astrojs/starlight/components';\n\n## ") {
		t.Errorf("a page with tabs begins %.100q", got)
	}
	f = named("hugo")
	f.InTabs = true
	if _, err := markdown.Print(titled([]plan.Block{yes, no}), f); err == nil || err.Error() != `markdown: flavour "hugo" has no tabs` {
		t.Errorf("tabs for Hugo: %v", err)
	}
}
