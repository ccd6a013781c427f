package main

import (
	"path"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/triptych-docs/triptych/render"
	script "github.com/triptych-docs/triptych/render/powershell/readback"
	"github.com/triptych-docs/triptych/render/readback"
)

// factsOf are the facts that a golden states, read back from its text: its key
// and what it says. A file that states none that can be read, such as a picture,
// has none.
func factsOf(name string, data []byte) map[string]string {
	facts := map[string]string{}
	switch {
	case path.Ext(name) == ".md" && strings.HasPrefix(name, "docs/"):
		note(facts, readback.Markdown(data).Guide())
	case path.Ext(name) == ".md":
		note(facts, readback.Markdown(data).Runbook())
	case path.Ext(name) == ".html":
		if page, err := readback.Page(data); err == nil {
			note(facts, page.Runbook())
		}
	case path.Ext(name) == ".ps1":
		if read, err := script.Read(string(data), nil); err == nil {
			for _, f := range read.Facts {
				facts[f.Object+"."+f.Setting] = strings.Join(f.Values, " | ") + " by " + f.Step
			}
		}
	}
	return facts
}

// note takes over facts. What is quoted several times is one fact.
func note(into map[string]string, facts []readback.Fact) {
	for _, f := range facts {
		into[f.Key] = f.Value
	}
}

// A goldenChange is what an update does to one golden.
type goldenChange struct {
	render.Difference
	values, order, fresh, lost []string // keys of facts
	lines                      int      // that differ
}

// changeOf compares a golden by meaning.
func changeOf(d render.Difference) goldenChange {
	c := goldenChange{Difference: d}
	before, after := factsOf(d.Name, d.Old), factsOf(d.Name, d.New)
	for key, was := range before {
		is, there := after[key]
		switch {
		case !there:
			c.lost = append(c.lost, key)
		case is != was && strings.HasPrefix(key, "order"):
			c.order = append(c.order, key)
		case is != was:
			c.values = append(c.values, key)
		}
	}
	for key := range after {
		if _, there := before[key]; !there {
			c.fresh = append(c.fresh, key)
		}
	}
	for _, keys := range [][]string{c.values, c.order, c.fresh, c.lost} {
		slices.Sort(keys)
	}
	for line := range strings.Lines(udiff.Unified("", "", string(d.Old), string(d.New))) {
		if (line[0] == '+' || line[0] == '-') && !strings.HasPrefix(line, "+++") && !strings.HasPrefix(line, "---") {
			c.lines++
		}
	}
	return c
}

// kinds says what kind of change it is: "2 values, 1 fact lost, 14 lines".
func (c goldenChange) kinds() string {
	if c.Old == nil {
		return "new, " + plural(len(c.fresh), "fact")
	}
	var all []string
	for _, k := range []struct {
		n    int
		noun string
	}{{len(c.lost), "fact lost"}, {len(c.values), "value"}, {len(c.order), "order"}, {len(c.fresh), "new fact"}} {
		if k.n > 0 {
			all = append(all, strings.Replace(plural(k.n, k.noun), "fact losts", "facts lost", 1))
		}
	}
	if len(all) == 0 {
		all = append(all, "wording only")
	}
	return strings.Join(append(all, plural(c.lines, "line")), ", ")
}
