package mutate

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/pattern"
)

// fields drops each field, fills it in twice, and confuses its options.
func (g *generator) fields() {
	g.everywhere(func(p place) {
		switch {
		case p.is("steps/*/fields/*"):
			g.add("drop field", p, "", p.drop())
			g.add("double field", p, "", p.twice())
		case p.is("fields/*/label"), p.is("fields/*/option"), p.is("fields/*/options/*"):
			if to, ok := other(p.node.Value, g.names[folder(p)+" label"]); ok || !p.is("fields/*/label") {
				if !ok {
					to = g.names[folder(p)+" label"][0]
				}
				g.add("confuse "+p.key2(), p, to, p.text(to))
			}
		case p.is("fields/*/options"):
			options := p.entries()
			for i := 1; i < len(options); i++ {
				g.add("exchange options", options[i], "with the one before", swap(options[i-1], options[i]))
			}
		}
	})
}

// key2 is what a label of a field is used as.
func (p place) key2() string {
	if p.is("fields/*/label") {
		return "label"
	}
	return "option"
}

// references leads each name of a setting, an object or the goal elsewhere, and
// each place in a text that sends its reader somewhere.
func (g *generator) references() {
	g.everywhere(func(p place) {
		if p.node.Kind != yaml.ScalarNode || strings.HasSuffix(p.file, "decisions.yaml") {
			return
		}
		g.sent(p)
		switch {
		case p.is("fields/*/setting"), p.is("sets/*"), p.is("value/domains_of"), p.is("columns/*/setting"):
			names := g.names[folder(p)+" setting"]
			if !strings.Contains(p.node.Value, ".") {
				names = g.names[folder(p)+" object"]
			}
			if to, ok := other(p.node.Value, names); ok {
				g.add("retarget setting", p, to, p.text(to))
			}
		case p.is("commits/*"), p.is("script/validated/*"), p.is("script/disjoint/*"):
			if to, ok := other(p.node.Value, g.names[folder(p)+" object"]); ok {
				g.add("retarget object", p, to, p.text(to))
			}
		case p.is("goal") && len(p.keys) == 1:
			if to, ok := other(p.node.Value, g.names[folder(p)+" step"]); ok {
				g.add("retarget reference", p, to, p.text(to))
			}
		}
	})
}

var sends = pattern.New(`\{(step|section|table):([^}]*)\}`)

// sent leads the references in a text to the next step, section or table. Rules
// have references only in their witnesses, which nobody is sent by.
func (g *generator) sent(p place) {
	if path.Base(p.file) == "rules.yaml" {
		return
	}
	for _, at := range sends().FindAllStringSubmatchIndex(p.node.Value, -1) {
		kind, name := p.node.Value[at[2]:at[3]], p.node.Value[at[4]:at[5]]
		if to, ok := other(name, g.names[folder(p)+" "+kind]); ok {
			g.add("retarget prose", p, "{"+kind+":"+to+"}", p.text(p.node.Value[:at[4]]+to+p.node.Value[at[5]:]))
		}
	}
}

// safeguards are the keys without which something goes unsaid, unsaved or
// unchecked.
var safeguards = []string{
	"steps/*/changes", "steps/*/commits", "steps/*/sets", "steps/*/by_hand", "steps/*/undo",
	"objects/*/validate", "objects/*/known", "objects/*/each", "settings/*/policy",
	"sections/*/each", "runbook/outcome/*/each", "runbook/questions/*/each", "runbook/checks/*/each", "sections/*/roles", "inputs/*/differs", "inputs/*/within", "inputs/*/distinct", "inputs/*/each", "inputs/*/whole",
	"facets/*/many",
}

// keys drops each safeguard.
func (g *generator) keys() {
	g.everywhere(func(p place) {
		for _, pattern := range safeguards {
			if p.is(pattern) && p.key() == pattern[strings.LastIndex(pattern, "/")+1:] {
				g.add("drop "+p.key(), p, "", p.drop())
			}
		}
		switch {
		case p.is("sections/*") && len(p.keys) == 2:
			g.add("drop section", p, "", p.drop())
		case p.is("inputs/*") && len(p.keys) == 2:
			g.add("drop input", p, "", p.drop())
		case p.is("runbook/checks/*/script"):
			g.add("drop comparison", p, "", p.drop())
		case p.is("runbook/capture/*"):
			g.add("drop capture", p, "", p.drop())
		}
	})
}

// cautions drops each note of a step or a section, each text of an overview and of a
// section that gets ready or changes something, the tables and parts in which cautions
// stand that are said elsewhere, and what a runbook says at a glance, asks for, takes
// for a reason to go back, or says that cannot be helped; and what there is to see after a
// step.
func (g *generator) cautions() {
	g.everywhere(func(p place) {
		switch {
		case p.is("steps/*/notes/*"), p.is("runbook/needs/*"), p.is("runbook/questions/*"), p.is("runbook/limits/*"), p.is("runbook/not_undoable/*"),
			p.is("runbook/risks/*"), p.is("runbook/triggers/*"), p.is("runbook/outcome/*"), p.is("runbook/untouched/*"), p.is("runbook/affected/*"):
			g.add("drop caution", p, "", p.drop())
		case p.is("steps/*/expect/*"):
			g.add("drop expect", p, "", p.drop())
		case p.is("runbook/risks/*/level"):
			if to, ok := other(p.node.Value, model.RiskLevels().Names()); ok {
				g.add("confuse level", p, to, p.text(to))
			}
		case p.is("sections/*/intro/*"), p.is("sections/*/outro/*"):
			_, note := p.get("note")
			_, table := p.get("table")
			_, part := p.get("part")
			held := func(roles ...string) bool {
				return slices.ContainsFunc(roles, func(role string) bool {
					return slices.Contains(g.names[folder(p)+" "+role], strings.TrimPrefix(p.keys[1], "="))
				})
			}
			_, text := p.get("text")
			_, flow := p.get("flow")
			if note || table || part || text && held("overview", "prepare", "change") || flow && held("overview") {
				g.add("drop caution", p, "", p.drop())
			}
		}
	})
}

// forbids drops each forbidden combination.
func (g *generator) forbids() {
	g.everywhere(func(p place) {
		if p.is("forbid/*") && len(p.keys) == 2 {
			g.add("drop forbid", p, "", p.drop())
		}
	})
}

// labels drops each label, and exchanges the texts of two consoles.
func (g *generator) labels() {
	g.everywhere(func(p place) {
		if len(p.keys) != 2 || p.keys[0] != "labels" {
			return
		}
		g.add("drop label", p, "", p.drop())
		var arms []place
		if _, ok := p.get("choose"); ok {
			arms = p.entries()[1:]
		}
		for i := 1; i < len(arms); i++ {
			g.add("exchange consoles", arms[i], "with the one before", swap(arms[i-1], arms[i]))
		}
	})
}
