package audit

// Coverage is what of the model a document states.
type Coverage struct {
	Settings []Covered
	Steps    []Covered
}

// Covered is one setting or step, and whether a document states it.
type Covered struct {
	ID    string
	Title string
	Line  int // of the first place that states it; 0 where none does
}

func (f *finder) coverage() Coverage {
	var out Coverage
	for _, id := range f.settingIDs() {
		s := f.settings[id]
		c := Covered{ID: id, Title: s.title}
		for _, b := range f.blocks {
			if c.Line == 0 && f.statesSetting(b, id) {
				c.Line = f.place(b, 0).Line
			}
		}
		out.Settings = append(out.Settings, c)
	}
	for _, s := range f.steps[f.generation] {
		c := Covered{ID: s.id, Title: s.title}
		for _, b := range f.blocks {
			if c.Line == 0 && b.step == s && b.support > 0.5 {
				c.Line = f.place(b, 0).Line
			}
		}
		out.Steps = append(out.Steps, c)
	}
	return out
}

// statesSetting tells whether a block names a field of a setting or has one of
// its values.
func (f *finder) statesSetting(b *block, id string) bool {
	if f.namesField(b, id) && b.sets(id) || b.sets(id) && f.hasHostOf(b, id) {
		return true
	}
	for _, v := range texts(f.settings[id].values) {
		if len(f.cut.lows(v)) > 2 && len(f.occurrences(b, v)) > 0 {
			return true
		}
	}
	return false
}
