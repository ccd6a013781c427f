package tenant

import "slices"

// A Check is what Verify says of a setting.
type Check struct {
	Setting string // object and setting, as the script names it; or a fault
	Status  string // Pass, Fail, Manual, Skipped
}

// Verify compares every setting with what is wanted, as Get-SettingCheck and
// Get-TestCheck do, and fails for each fault of the organization as Get-WholeCheck
// does. It reads only. A file may be nil.
func (r *Run) Verify(file *File) ([]Check, error) {
	objects, faults, err := r.state()
	if err != nil {
		return nil, err
	}
	var all []Check
	for _, fault := range faults {
		all = append(all, Check{fault.Error(), "Fail"})
	}
	for _, w := range r.Script.Desired {
		o := objects[w.ID]
		for _, s := range w.Settings {
			all = append(all, Check{w.ID + "." + s.Name, r.judge(w, s, o, file)})
		}
		if len(w.Test) == 0 || o == nil {
			continue
		}
		noted := r.Script.Kinds[w.Kind].Validated
		status := "Fail"
		switch {
		case slices.Equal(r.text(o, w.Kind, noted), []string{"True"}):
			status = "Pass"
		case w.Lenient:
			status = "Skipped"
		}
		all = append(all, Check{w.ID + "." + noted, status})
	}
	return all, nil
}

func (r *Run) judge(w Want, s Setting, o *Object, file *File) string {
	if o == nil {
		return "Fail"
	}
	actual := r.text(o, w.Kind, s.Name)
	switch {
	case sameTexts(actual, r.texts(w.Kind, s.Name, s.Texts)):
		return "Pass"
	case !s.OnlyIfEmpty || len(actual) == 0:
		return "Fail"
	case file == nil:
		return "Manual"
	case sameTexts(actual, r.saved(file, w.Kind, o.Identity, s.Name)):
		return "Skipped"
	}
	return "Fail"
}
