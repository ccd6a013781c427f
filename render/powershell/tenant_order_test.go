package powershell_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/powershell/tenant"
)

// unserved names a rule that is on while what the script is to make for its reports
// is not there and on: the connector for the domain of their address, the contact
// that has it. Reports would leave by another way. What serves what is worked out
// from the kinds' data.
func unserved(s *tenant.Script, kinds []plan.Kind, t *tenant.Tenant) error {
	for _, k := range kinds {
		for _, address := range k.Settings {
			if !address.Outside {
				continue
			}
			for _, o := range t.Objects(k.ID) {
				if !slices.Equal(o.Texts[switchOf(k)], []string{"True"}) {
					continue
				}
				for _, w := range s.Desired {
					if by := kindOf(kinds, w.Kind); serves(by, textsOf(w), o.Texts[address.Name]) && !served(t, by, o.Texts[address.Name]) {
						return fmt.Errorf("a %s is on, and no %s serves %s", k.Title, by.Title, o.Texts[address.Name])
					}
				}
			}
		}
	}
	return nil
}

// served tells whether an object of a kind that is on serves an address.
func served(t *tenant.Tenant, k plan.Kind, address []string) bool {
	return slices.ContainsFunc(t.Objects(k.ID), func(o *tenant.Object) bool {
		on := switchOf(k) == "" || slices.Equal(o.Texts[switchOf(k)], []string{"True"})
		return on && serves(k, o.Texts, address)
	})
}

// serves tells whether an object with some settings is recognised by an address, or
// by its domain, and is none that sends there itself.
func serves(k plan.Kind, texts map[string][]string, address []string) bool {
	if len(address) != 1 {
		return false
	}
	_, domain, _ := strings.Cut(address[0], "@")
	return slices.ContainsFunc(k.Settings, func(s plan.KindSetting) bool {
		is := texts[s.Name]
		return slices.Contains(k.Match, s.Name) && !s.Outside && (slices.Contains(is, address[0]) || s.Type == "list" && slices.Contains(is, domain))
	})
}

func textsOf(w tenant.Want) map[string][]string {
	all := map[string][]string{}
	for _, s := range w.Settings {
		all[s.Name] = s.Texts
	}
	return all
}

func switchOf(k plan.Kind) string {
	for _, s := range k.Settings {
		if s.Switches {
			return s.Name
		}
	}
	return ""
}

// orderMatters: two operations of which one depends on the other may not change
// places. The tenant refuses it, or a rule is on before what serves it. Which do
// depend is worked out from the kinds' data.
func orderMatters(s *tenant.Script, kinds, refusing []plan.Kind) (int, error) {
	operations, err := (&tenant.Run{Script: s, Tenant: tenant.New(kinds)}).Plan(false)
	if err != nil {
		return 0, err
	}
	n := 0
	for j, later := range operations {
		for i, earlier := range operations[:j] {
			if !depends(kinds, later, earlier) {
				continue
			}
			n++
			swapped := slices.Clone(operations)
			swapped[i], swapped[j] = later, earlier
			run := &tenant.Run{Script: s, Tenant: tenant.New(refusing)}
			run.After = func(behind int) error {
				if behind <= i {
					return nil
				}
				return unserved(s, kinds, run.Tenant)
			}
			if run.Invoke(swapped, nil) == nil {
				return n, fmt.Errorf("%s of %s before %s of %s is not refused", later.Name, later.Want, earlier.Name, earlier.Want)
			}
		}
	}
	return n, nil
}

// depends tells whether an operation needs another one before it: the object
// itself, a value that its kind needs, or the recipient that a setting names.
func depends(kinds []plan.Kind, later, earlier *tenant.Operation) bool {
	if later.Want == earlier.Want {
		return earlier.Name == "Create"
	}
	if earlier.Name == "Create" && slices.Contains([]string{"Create", "Enable"}, later.Name) {
		for _, set := range kindOf(kinds, later.Kind).Settings {
			if set.Outside && serves(kindOf(kinds, earlier.Kind), earlier.Arguments, later.Arguments[set.Name]) {
				return true
			}
		}
	}
	if later.Name != "Create" {
		return false
	}
	for name, texts := range earlier.Arguments {
		set, _ := kindOf(kinds, earlier.Kind).Setting(name)
		if len(texts) > 0 && slices.Contains(set.NeededBy, later.Kind) {
			return true
		}
		for other, wanted := range later.Arguments {
			set, _ := kindOf(kinds, later.Kind).Setting(other)
			if set.Recipient != nil && set.Recipient.Required && earlier.Name == "Create" && slices.Equal(texts, wanted) {
				return true
			}
		}
	}
	return false
}
