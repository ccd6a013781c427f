package powershell_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell/tenant"
)

// verifyNotices: Verify after Apply finds nothing wrong, and a single setting that
// somebody changes, or an object that somebody removes, is found and named. Another
// object with the values of one of ours is found too.
func verifyNotices(s *tenant.Script, kinds []plan.Kind, from start) (int, error) {
	after, _, file, err := applied(s, from.tenant)
	if err != nil {
		return 0, err
	}
	failed := func(t *tenant.Tenant, file *tenant.File, statuses ...string) ([]string, error) {
		checks, err := (&tenant.Run{Script: s, Tenant: t}).Verify(file)
		var all []string
		for _, c := range checks {
			if slices.Contains(statuses, c.Status) {
				all = append(all, c.Setting)
			}
		}
		return all, err
	}
	if wrong, err := failed(after, file, "Fail", "Manual"); err != nil || len(wrong) > 0 {
		return 0, fmt.Errorf("verify after apply: %v %v", wrong, err)
	}
	n := 0
	for _, w := range s.Desired {
		k := kindOf(kinds, w.Kind)
		for _, o := range after.Objects(w.Kind) {
			mine := k.Singleton
			for _, set := range w.Settings {
				mine = mine || slices.Contains(k.Match, set.Name) && slices.Equal(o.Texts[set.Name], set.Texts)
			}
			if !mine {
				continue
			}
			names := []string{}
			if len(w.Test) > 0 && !w.Lenient {
				names = append(names, k.Validate.NoteSuccess)
			}
			all := []string{}
			for _, set := range w.Settings {
				names = append(names, set.Name)
				all = append(all, w.ID+"."+set.Name)
			}
			for _, name := range names {
				set, _ := k.Setting(name)
				text := "tampered@elsewhere.example"
				if slices.Contains([]string{"True", "False"}, strings.Join(o.Texts[name], " ")) {
					text = map[string]string{"True": "False", "False": "True"}[o.Texts[name][0]]
				}
				t := after.Clone()
				t.Alter(w.Kind, o.Identity, name, text)
				got, err := failed(t, file, "Fail")
				if err != nil {
					return n, err
				}
				want := []string{w.ID + "." + name}
				if slices.Contains(k.Match, set.Name) && len(k.Match) == 1 {
					want = all // nothing else tells that it is ours
				}
				if !slices.Equal(got, want) {
					return n, fmt.Errorf("%s.%s was changed, and Verify finds %v", w.ID, name, got)
				}
				if got, _ = failed(t, nil, "Fail", "Manual"); !slices.Contains(got, want[0]) {
					return n, fmt.Errorf("%s.%s was changed, and Verify without a state file finds %v", w.ID, name, got)
				}
				n++
			}
			if !k.Singleton {
				t := after.Clone()
				t.Drop(w.Kind, o.Identity)
				if got, err := failed(t, file, "Fail"); err != nil || !slices.Equal(got, all) {
					return n, fmt.Errorf("%s was removed, and Verify finds %v %v", w.ID, got, err)
				}
				t = after.Clone()
				twin := maps.Clone(o.Texts)
				twin["Name"] = []string{"Somebody's twin"}
				t.Put(w.Kind, twin)
				if got, err := failed(t, file, "Fail"); err != nil || len(got) == 0 {
					return n, fmt.Errorf("%s has a twin, and Verify finds nothing: %v", w.ID, err)
				}
			}
		}
	}
	return n, nil
}
