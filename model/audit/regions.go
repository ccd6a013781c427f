package audit

import (
	"github.com/triptych-docs/triptych/model/report"
)

// uncovered finds derived domains that lack some of what they are derived from:
// a connector that does not list the domain of an address in the document.
func uncovered(f *finder) {
	for _, id := range f.settingIDs() {
		s := f.settings[id]
		if s.domains == "" {
			continue
		}
		listed := f.statedIn(id)
		if len(listed) == 0 {
			continue
		}
		have := map[string]bool{}
		for _, l := range listed {
			have[l.host] = true
		}
		var lacking []stated
		var names []string
		for _, a := range f.addresses() {
			if !have[a.host] {
				lacking = append(lacking, a)
				names = append(names, a.host)
			}
		}
		if len(lacking) == 0 {
			continue
		}
		found := f.says(report.Error, listed[0].b, listed[0].at, "work the domains out from the addresses in use",
			"%s is given as %s, and does not cover the addresses in %s", quote(s.title), quote(listed[0].host), quoted(distinct(names)))
		for _, l := range lacking {
			f.also(found, l.b, l.at, "an address that it does not cover")
		}
	}
}

// oneForSeveral finds one list of hosts where the document has addresses of
// several rows, each of which has hosts of its own.
func oneForSeveral(f *finder) {
	for _, id := range f.settingIDs() {
		s := f.settings[id]
		facet := f.facetOf(s)
		if facet == "" || s.of.Type != "list" || s.domains != "" {
			continue
		}
		listed := f.statedIn(id)
		if len(listed) == 0 {
			continue
		}
		served := map[string]bool{}
		for _, l := range listed {
			for _, u := range f.hosts[l.host] {
				if u.setting == id && u.superseded == "" {
					served[u.answer] = true
				}
			}
		}
		rows := map[string]stated{}
		var names []string
		for _, a := range f.addresses() {
			row := a.host
			for _, u := range f.hosts[a.host] {
				if u.facet == facet && u.answer != "" {
					row = u.answer
				}
			}
			if _, ok := rows[row]; !ok {
				rows[row] = a
				if !served[row] {
					names = append(names, a.host)
				}
			}
		}
		if len(rows) < 2 || len(names) == 0 {
			continue
		}
		found := f.says(report.Error, listed[0].b, listed[0].at, "make one of these for each row in use",
			"%s is one list that starts with %s, and the addresses in %s need others", quote(s.title), quote(listed[0].host), quoted(distinct(names)))
		for _, row := range sorted(rows) {
			if !served[row] {
				f.also(found, rows[row].b, rows[row].at, "an address with hosts of its own")
			}
		}
	}
}
