package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/pattern"
	"github.com/triptych-docs/triptych/model/report"
)

// A claim is what a document says about a field: its label, and the value that
// stands behind it.
type claim struct {
	b      *block
	m      mention
	field  *field
	values []value
	// behind is all that the block says behind the label.
	behind paper.Span
}

// A value is a text that a document gives for a field.
type value struct {
	b *block
	paper.Span
	marked bool
}

func (v value) text() string { return squeeze(strings.Trim(v.b.Of(v.Span), "*'\" ")) }

// claims finds the fields that a document names, and what it gives for them.
func (f *finder) claims() []claim {
	var out []claim
	for _, b := range f.blocks {
		for i, m := range b.labels {
			fields := f.fieldsOf(b, m.label)
			if len(fields) == 0 {
				continue
			}
			end := len(b.Text)
			if next := slices.IndexFunc(b.labels[i+1:], func(n mention) bool { return len(f.fieldsOf(b, n.label)) > 0 }); next >= 0 {
				end = b.labels[i+1+next].Start
			}
			c := claim{b: b, m: m, field: fields[0], behind: paper.Span{Start: m.End, End: end}}
			c.values = f.valuesOf(c)
			out = append(out, c)
		}
	}
	return out
}

// fieldsOf are the fields with a label, in the step that a block is about.
func (f *finder) fieldsOf(b *block, l *label) []*field {
	var out []*field
	for _, fl := range f.fields {
		if !slices.Contains(l.ids, fl.label) {
			continue
		}
		if b.step == nil || b.step.section != fl.section.ID.Text {
			continue
		}
		if b.step.id == fl.section.ID.Text+"."+fl.step.ID.Text {
			out = append([]*field{fl}, out...)
		} else {
			out = append(out, fl)
		}
	}
	return out
}

var colon = pattern.New(`^[\s*."']*[:：|]+[\s*"']*|^\t+`)

// valuesOf are the values that stand behind a label: what stands out there, or
// else the rest of a line behind a colon, or the line below.
func (f *finder) valuesOf(c claim) []value {
	rest := c.b.Of(c.behind)
	m := colon().FindString(rest)
	behind := paper.Span{Start: c.behind.Start + len(m), End: c.behind.End}
	var out []value
	for _, s := range c.b.Marks {
		if s.Start >= behind.Start && s.End <= behind.End && s.Kind != paper.Link {
			out = append(out, value{c.b, s.Span, true})
		}
	}
	if len(out) == 0 {
		for _, s := range spans(c.b) {
			if s.Start >= behind.Start && s.End <= behind.End {
				out = append(out, value{c.b, s, true})
			}
		}
	}
	out = slices.DeleteFunc(out, func(v value) bool { return len(lows(c.b.Text[c.behind.Start:v.Start])) > 12 })
	if len(out) > 0 || m == "" && strings.Trim(rest, " *.:") != "" {
		return out
	}
	if strings.TrimSpace(c.b.Of(behind)) != "" {
		s := behind
		for s.End > s.Start && strings.IndexByte(" .", c.b.Text[s.End-1]) >= 0 {
			s.End--
		}
		return []value{{c.b, s, false}}
	}
	if strings.TrimLeft(c.b.Text[:c.m.Start], "*.- ") != "" {
		return nil
	}
	if next := c.b.at + 1; next < len(f.blocks) {
		n := f.blocks[next]
		if n.Kind != paper.Item && n.Kind != paper.Row && len(n.Text) < 90 && len(n.labels) == 0 {
			return []value{{n, paper.Span{Start: 0, End: len(n.Text)}, false}}
		}
	}
	return nil
}

// prosey tells whether a text says something about a value and is none.
func prosey(text string) bool {
	words := lows(text)
	if len(words) == 0 || len(words) > 9 {
		return true
	}
	switch words[0] {
	case "this", "the", "enter", "provide", "any", "a", "an", "your", "select", "if", "in", "optionally", "use", "choose", "leave", "it", "for", "as", "when", "you", "type", "specify", "give", "see", "from", "whether", "optional":
		return true
	}
	return false
}

// values finds fields that are given another value than the model's.
func values(f *finder) {
	for _, c := range f.claims() {
		if c.b.own || c.field.setting == "" && len(c.field.options) == 0 {
			continue
		}
		s := f.settings[c.field.setting]
		for _, v := range c.values {
			text := v.text()
			if text == "" || text == "+" || !v.marked && prosey(text) {
				continue
			}
			switch {
			case c.field.control == "select" || c.field.control == "option":
				f.option(c, v)
			case c.field.control == "checkbox":
			case s != nil && !f.allowed(s, text):
				f.wrongValue(c, s, v)
			}
		}
	}
}

// allowed tells whether a text is a value of a setting, or one of the
// superseded, which another rule names.
func (f *finder) allowed(s *setting, text string) bool {
	if len(s.values) == 0 || slices.ContainsFunc(s.values, func(a alternative) bool { return a.matches(text) }) {
		return true
	}
	for _, k := range s.known {
		if strings.EqualFold(k, text) {
			return true
		}
	}
	if l, kind := f.find(text, false); l != nil && kind != near {
		return true // a button or an option, not a value
	}
	h := host(strings.ToLower(text))
	switch s.of.Type {
	case "list", "address":
		if h == "" {
			return true // words about it
		}
		for _, u := range f.hosts[h] {
			if u.setting == s.id || u.superseded != "" {
				return true
			}
		}
		return len(f.hosts[h]) == 0 // another rule names hosts that nobody knows
	}
	return h != ""
}

func (f *finder) wrongValue(c claim, s *setting, v value) {
	current, title := f.current(s.id)
	f.says(report.Error, v.b, v.Start, "", "%s is given as %s; the model has %s", title, quote(v.text()), current)
}

// option judges what is selected in a list.
func (f *finder) option(c claim, v value) {
	text := v.text()
	right := map[string]bool{}
	var wrong []string
	for _, fl := range f.fields {
		if fl.label == c.field.label && fl.section == c.field.section {
			for t := range fl.options {
				right[t] = true
			}
			for _, o := range fl.others {
				if !f.rightElsewhere(fl, o) {
					wrong = append(wrong, o)
				}
			}
		}
	}
	for t := range right {
		if strings.EqualFold(strings.Trim(t, "[]. "), strings.Trim(text, "[]. ")) {
			return
		}
	}
	l, kind := f.find(text, true)
	if l != nil && (kind == near || right[l.text]) && !slices.Contains(wrong, l.text) {
		return // spelled otherwise: another rule names it
	}
	isWrong := slices.ContainsFunc(wrong, func(t string) bool { return strings.EqualFold(t, text) })
	if len(right) == 0 || !isWrong && (l != nil || len(lows(text)) > 6 || c.field.control == "option") {
		return
	}
	if text == "+" || c.b.Of(c.m.Span) == text {
		return
	}
	f.says(report.Error, v.b, v.Start, "", "for %s the document has %s; the model has %s", quote(c.m.label.text), quote(text), quoted(sorted(right)))
}

// otherOptions finds text that speaks of an option which the model does not
// take.
func otherOptions(f *finder) {
	for _, b := range f.foreign() {
		for _, fl := range f.fields {
			if b.section() != fl.section.ID.Text {
				continue
			}
			for _, other := range fl.others {
				if f.rightElsewhere(fl, other) || strings.EqualFold(squeeze(strings.Trim(b.Text, "*:. ")), other) {
					continue
				}
				for _, at := range f.occurrences(b, other) {
					if len(lows(other)) < 2 || inLabel(b, at) && !f.exactly(b, at, other) {
						continue
					}
					if b.step != nil && b.step.id != fl.section.ID.Text+"."+fl.step.ID.Text && !strings.Contains(squeeze(b.Text), other) && len(lows(other)) < 3 {
						continue
					}
					f.says(report.Error, b, at, "", "%s is another option of %s; the model has %s", quote(other), quote(fl.texts[f.generation]), quoted(sorted(fl.options)))
				}
			}
		}
		f.untaken(b)
	}
}

// untaken finds an option of the console that the procedure nowhere takes, and
// that the document has its reader select.
func (f *finder) untaken(b *block) {
	for _, s := range spans(b) {
		text := squeeze(b.Of(trim(b, s)))
		id, ok := f.unused[strings.ToLower(text)]
		if !ok || !toSelect().MatchString(b.Text[:s.Start]) {
			continue
		}
		for _, fl := range f.fields {
			if b.section() == fl.section.ID.Text && family(fl.label) == family(id) {
				f.says(report.Error, b, s.Start, "", "the document selects %s; the model has %s there", quote(text), quote(fl.texts[f.generation]))
				return
			}
		}
	}
}

// rightElsewhere tells whether an option is right for other readers of the same
// field.
func (f *finder) rightElsewhere(fl *field, option string) bool {
	return slices.ContainsFunc(f.fields, func(o *field) bool {
		return o.label == fl.label && o.section == fl.section && o.options[option] != ""
	})
}

func (f *finder) exactly(b *block, at int, text string) bool {
	return slices.ContainsFunc(b.labels, func(m mention) bool { return m.Start == at && strings.EqualFold(m.label.text, text) })
}

var (
	toSelect = pattern.New(`(?i)\b(select|check|tick|enable|choose|turn on|mark)( the| both the)?[\s*"']*$`)
	toClear  = pattern.New(`(?i)\b(clear|uncheck|untick|deselect|unselect|disable|turn off)( the)?[\s*"']*$|(do not|don't|never) (select|check|tick|choose|enable)( the)?[\s*"']*$`)
	isOn     = pattern.New(`(?i)^[\s*:"']*(enabled|on|yes|true|checked|selected|ticked)\b`)
	isOff    = pattern.New(`(?i)^[\s*:"']*(disabled|off|no|false|unchecked|cleared|deselected)\b`)
)

// switches finds checkboxes and options that the document sets otherwise than
// the model.
func switches(f *finder) {
	for _, b := range f.foreign() {
		for _, m := range b.labels {
			before, after := b.Text[:m.Start], b.Text[m.End:]
			clear := toClear().MatchString(before) || isOff().MatchString(after)
			on := !clear && (toSelect().MatchString(before) || isOn().MatchString(after))
			no := f.refusedHere(m.label)
			switch {
			case on && no:
				f.says(report.Error, b, m.Start, "", "the document turns %s on; the model tells readers not to select it", quote(m.label.text))
			case clear && f.wanted(b, m.label):
				f.says(report.Error, b, m.Start, "", "the document turns %s off; the model has it on", quote(m.label.text))
			case !on && !clear && no && squeeze(strings.Trim(b.Text, "*: .")) == m.label.text:
				f.says(report.Note, b, m.Start, "say that it stays as it is", "%s stands here without a word on whether to select it; the model tells readers not to", quote(m.label.text))
			}
			if on && isOn().MatchString(after) && strings.HasPrefix(strings.TrimLeft(after, "* "), ":") && f.checkbox(b, m.label) {
				word := strings.Trim(isOn().FindString(after), "*: \"'")
				f.says(report.Note, b, m.Start, "say that the checkbox is selected", "%s is a checkbox, and %s is none of its states on screen", quote(m.label.text), quote(word))
			}
		}
	}
}

func (f *finder) refusedHere(l *label) bool {
	if l.refused[f.generation] {
		return true
	}
	if l.in[f.generation] && len(l.refused) > 0 {
		for _, s := range f.steps[f.generation] {
			if s.labels[l.text] {
				return false
			}
		}
		return true
	}
	return false
}

func (f *finder) checkbox(b *block, l *label) bool {
	return slices.ContainsFunc(f.fieldsOf(b, l), func(fl *field) bool { return fl.control == "checkbox" })
}

// wanted tells whether the model has something selected.
func (f *finder) wanted(b *block, l *label) bool {
	if l.refused[f.generation] {
		return false
	}
	for _, fl := range f.fieldsOf(b, l) {
		s := f.settings[fl.setting]
		if fl.control == "checkbox" && (s == nil || slices.ContainsFunc(s.values, func(a alternative) bool { return a.text == "on" })) || fl.control == "option" {
			return true
		}
	}
	return false
}

// wrongKind finds a name that is asked for in a field that takes an address.
func wrongKind(f *finder) {
	for _, c := range f.claims() {
		s := f.settings[c.field.setting]
		if c.b.own || s == nil || s.of.Type != "address" {
			continue
		}
		rest := lows(c.b.Of(sentenceBehind(c)))
		if slices.Contains(rest, "name") && !slices.Contains(rest, "address") && !strings.Contains(strings.Join(rest, " "), "@") {
			f.says(report.Warning, c.b, c.m.Start, "ask for an address, and for the name in its own field", "%s takes an address, and the document asks for a name", quote(c.m.label.text))
		}
	}
}

func sentenceBehind(c claim) paper.Span {
	s := sentence(c.b, c.m.End)
	return paper.Span{Start: c.behind.Start, End: max(c.behind.Start, min(s.End, c.behind.End))}
}

var severalOf = pattern.New(`(?i)\b(select|choose|enter|add|pick|specify) (the |a )?(list of|several|multiple|all the|one or more) ([a-z/]+s)\b`)

// severalForOne finds a field that takes one value and is given several.
func severalForOne(f *finder) {
	for _, b := range f.foreign() {
		m := severalOf().FindStringSubmatchIndex(b.Text)
		if m == nil || b.step == nil {
			continue
		}
		for _, id := range b.step.sets {
			s := f.settings[id]
			if s == nil || s.of.Type == "list" || s.of.Type == "boolean" || !f.namesField(b, id) {
				continue
			}
			f.says(report.Warning, b, m[0], "", "%s takes one value, and the document has %s", quote(s.title), quote(b.Text[m[0]:m[1]]))
		}
	}
}

// namesField tells whether a block names a field of a setting or one of its
// options.
func (f *finder) namesField(b *block, setting string) bool {
	for _, m := range b.labels {
		for _, fl := range f.fields {
			if fl.setting == setting && (slices.Contains(m.label.ids, fl.label) || fl.options[m.label.text] != "") {
				return true
			}
		}
	}
	return false
}

var namedAs = pattern.New(`(?i)\b(?:as (?:the|a) ([a-z ]{3,30}?) (?:address|name)\b|add (?:the|each|this) ([a-z]+)\b)`)

// nouns finds a value that is called what another field of the form is called.
func nouns(f *finder) {
	for _, b := range f.foreign() {
		if b.step == nil {
			continue
		}
		for _, id := range b.step.sets {
			s := f.settings[id]
			if s == nil || s.of.Type != "list" {
				continue
			}
			own := head(s.title)
			for _, m := range namedAs().FindAllStringSubmatchIndex(b.Text, -1) {
				said := b.Text[m[0]:m[1]]
				for _, other := range f.settingIDs() {
					o := f.settings[other]
					if o.object != s.object || o == s || o.of.Type != "list" || head(o.title) == own {
						continue
					}
					has := func(noun string) bool {
						return slices.ContainsFunc(lows(said), func(w string) bool { return stem(w) == noun })
					}
					if has(head(o.title)) && !has(own) {
						f.says(report.Warning, b, m[0], "", "what is entered for %s is called what %s are: %s", quote(s.title), quote(o.title), quote(said))
					}
				}
			}
		}
	}
}

// head is the noun that a name ends in.
func head(title string) string {
	words := lows(title)
	if len(words) == 0 {
		return ""
	}
	return stem(words[len(words)-1])
}

// overwrites finds settings of the whole tenant that the document sets whatever
// is there.
func overwrites(f *finder) {
	for _, c := range f.claims() {
		s := f.settings[c.field.setting]
		if c.b.own || s == nil || s.policy != "if-empty" || !s.kind.Singleton {
			continue
		}
		if !entering().MatchString(c.b.Text) || f.conditional(c.b) {
			continue
		}
		found := f.says(report.Error, c.b, c.m.Start, "set it only when it is empty", "the document sets %s whatever is there; the model sets it only when it is empty", quote(c.m.label.text))
		found.Why = "it is one setting for the whole tenant, and others use it too"
	}
}

var (
	entering = pattern.New(`(?i)\b(enter|select|set|type|specify|choose|add|provide|input)\b`)
	ifEmpty  = pattern.New(`(?i)\b(if|when|unless|only)\b.*\b(no|not|none|already|empty|blank|without|set|configured|existing|exists)\b`)
)

// conditional tells whether a block, or one just before it, is for readers who
// have nothing there yet.
func (f *finder) conditional(b *block) bool {
	for i := b.at; i >= 0 && i > b.at-3; i-- {
		if f.blocks[i].Kind == paper.Heading {
			break
		}
		if f.blocks[i].section() == b.section() && ifEmpty().MatchString(f.blocks[i].Text) {
			return true
		}
	}
	return false
}

var (
	negation = pattern.New(`(?i)\b(not|cannot|can't|never|no|without|neither|nor)\b`)
	outside  = pattern.New(`(?i)\b(outside|external|dedicated|on-premises)\b`)
	capital  = pattern.New(`[A-Z][a-z]+`)
)

// recipients finds addresses that may not be, or should not be, what the
// document says they are.
func recipients(f *finder) {
	for _, c := range f.mentionsOf(func(s *setting) bool {
		return s.of.Recipient != nil && !s.of.Recipient.Required && len(s.of.Recipient.Warn) > 0
	}) {
		if c.b.own || !entering().MatchString(c.b.Text) {
			continue
		}
		s := f.settings[c.field.setting]
		bad := map[string]bool{}
		for _, t := range slices.Concat(s.of.Recipient.Warn, s.of.Recipient.Refuse) {
			if words := capital().FindAllString(t, -1); len(words) > 1 {
				bad[strings.ToLower(words[0])] = true
			}
		}
		told := false
		for _, w := range c.b.words {
			if !bad[strings.TrimSuffix(strings.TrimSuffix(w.low, "'s"), "s")] || inLabel(c.b, w.start) || told {
				continue
			}
			if negation().MatchString(c.b.Of(sentence(c.b, w.start))) {
				continue
			}
			told = true
			found := f.says(report.Error, c.b, w.start, "", "%s is said to be that of a %s: %s", quote(s.title), w.low, quote(c.b.Of(sentence(c.b, w.start))))
			found.Why = s.of.Recipient.Says
		}
		if !told && !outside().MatchString(c.b.Text) {
			found := f.says(report.Warning, c.b, c.m.Start, "say which mailboxes it may be", "nothing is said about which mailbox may stand as %s", quote(s.title))
			found.Why = s.of.Recipient.Says
		}
	}
}

// mentionsOf are the claims about settings of some kind; in a generation where a
// dialog takes the value, the labels beside it count too.
func (f *finder) mentionsOf(of func(*setting) bool) []claim {
	var out []claim
	for _, c := range f.claims() {
		if s := f.settings[c.field.setting]; s != nil && of(s) {
			out = append(out, c)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, b := range f.blocks {
		if b.step == nil {
			continue
		}
		for _, fl := range f.fields {
			s := f.settings[fl.setting]
			if s == nil || !of(s) || !b.sets(fl.setting) || b.step.id != fl.section.ID.Text+"."+fl.step.ID.Text {
				continue
			}
			for _, m := range b.labels {
				if m.label.weight > 1 {
					out = append(out, claim{b: b, m: m, field: fl})
					break
				}
			}
		}
	}
	return out
}
