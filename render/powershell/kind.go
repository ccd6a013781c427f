package powershell

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/triptych-docs/triptych/model/plan"
)

// The operations of the script. Their names are part of its language: the
// skeleton makes operations with these names, and the cases below carry them out.
const (
	opCreate   = "Create"
	opUpdate   = "Update"
	opEnable   = "Enable"
	opDisable  = "Disable"
	opValidate = "Validate"
	opRecord   = "Record"
)

// kind is what the script knows of a kind of object.
func (s *script) kind(k plan.Kind) kindView {
	v := kindView{
		ID: s.quote(k.ID), Title: s.quote(k.Title), Roles: s.quotes(roleNames(k)),
		Removes: s.list(nil), Cmdlets: s.quotes(s.cmdlets(k)), Singleton: s.boolean(k.Singleton), Creatable: s.boolean(k.New != ""),
		Key: s.quote(k.Key), Match: s.quotes(k.Match),
		Read:     s.facts(k, func(f plan.KindSetting) Source { return s.optional(f.Read) }),
		Prefix:   s.facts(k, func(f plan.KindSetting) Source { return s.optional(f.Prefix) }),
		Empty:    s.facts(k, func(f plan.KindSetting) Source { return s.optionals(f.Empty) }),
		With:     s.facts(k, func(f plan.KindSetting) Source { return s.optionals(f.With) }),
		NotOnNew: s.settingsWith(k, func(f plan.KindSetting) bool { return f.NotOnNew }),
		NotOnSet: s.settingsWith(k, func(f plan.KindSetting) bool { return f.NotOnSet }),
		Max: s.facts(k, func(f plan.KindSetting) Source {
			if f.Max == 0 {
				return Source{}
			}
			return s.syntax(fmt.Sprint(f.Max))
		}),
		Fresh: s.facts(k, func(f plan.KindSetting) Source {
			if !f.NotOnNew {
				return Source{}
			}
			return s.optional(reference(f.NewDefault))
		}),
		Switch: s.quote(""), Switched: s.quote(""),
		Validated: s.quote(""), TestedFor: s.quote(""), TestedAt: s.quote(""),
		Names:     s.settingsWith(k, func(plan.KindSetting) bool { return true }),
		Boolean:   s.settingsWith(k, func(f plan.KindSetting) bool { return f.Type == "boolean" }),
		Lists:     s.settingsWith(k, func(f plan.KindSetting) bool { return f.Type == "list" }),
		Outside:   s.settingsWith(k, func(f plan.KindSetting) bool { return f.Outside }),
		NeededBy:  s.facts(k, func(f plan.KindSetting) Source { return s.optionals(s.present(f.NeededBy)) }),
		Recipient: s.facts(k, s.recipient), Defeats: s.defeats(k), Many: s.syntax(fmt.Sprint(k.Many)),
		Members: s.quotes(nil),
	}
	for _, f := range k.Settings {
		if f.Switches {
			v.Switch = s.quote(f.Name)
			if k.Enable != "" {
				v.Switched = v.Switch
			}
		}
	}
	if s.memberships(k) {
		v.Members = s.quotes([]string{k.Members.Key, k.Members.Show})
		v.ListMembers = s.listMembers(k)
	}
	if k.Remove != "" {
		v.Removes = s.quotes([]string{k.Remove})
		v.RemoveCall = []Source{s.changing(k, k.Remove, " -Identity $identity")}
	}
	if s.validates(k) {
		n := k.Validate
		v.Validated, v.TestedFor, v.TestedAt = s.quote(n.NoteSuccess), s.quote(n.NoteRecipients), s.quote(n.NoteTime)
		v.Names = s.settingsWith(k, func(plan.KindSetting) bool { return true }, n.NoteRecipients, n.NoteSuccess, n.NoteTime)
		v.Boolean = s.settingsWith(k, func(f plan.KindSetting) bool { return f.Type == "boolean" }, n.NoteSuccess)
		v.Lists = s.settingsWith(k, func(f plan.KindSetting) bool { return f.Type == "list" }, n.NoteRecipients)
	}
	for _, get := range k.Get {
		v.List = append(v.List, s.listing(get))
	}
	v.Calls = s.calls(k)
	return v
}

func (s *script) listing(get plan.KindCall) Source {
	call := plan.Call{Cmdlet: get.Cmdlet}
	for _, on := range get.On {
		call.Args = append(call.Args, plan.Arg{Name: on, Value: plan.Switch{On: true}})
	}
	if get.Unlimited {
		call.Args = append(call.Args, plan.Arg{Name: "ResultSize", Value: plan.One{Text: plan.Literal("Unlimited")}})
	}
	return join(s.call(call), s.syntax(stop))
}

// stop makes any error of an Exchange cmdlet end the run. The cmdlets are
// functions of a module, and those do not see the script's own preference.
const stop = " -ErrorAction 'Stop'"

// cmdlets are those that a run may call, in the order of their use.
func (s *script) cmdlets(k plan.Kind) []string {
	var all []string
	add := func(name string) {
		if name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	for _, get := range k.Get {
		add(get.Cmdlet)
	}
	for _, name := range []string{k.New, k.Set, k.Enable, k.Disable} {
		add(name)
	}
	if s.memberships(k) {
		add(k.Members.Cmdlet)
	}
	if s.validates(k) {
		add(k.Validate.Cmdlet)
	}
	return all
}

// validates tells whether an object of the kind is validated in this plan.
func (s *script) validates(k plan.Kind) bool {
	return k.Validate != nil && slices.ContainsFunc(s.plan.Objects, func(o plan.Object) bool {
		return o.Kind.ID == k.ID && len(o.Check) > 0
	})
}

// calls are the cases of the one function that changes anything. Each of them
// stands inside its ShouldProcess block.
func (s *script) calls(k plan.Kind) []callView {
	var all []callView
	add := func(operation string, lines ...Source) {
		all = append(all, callView{When: s.quote(k.ID + ": " + operation), Lines: lines})
	}
	identity := " -Identity $identity"
	if k.Singleton {
		identity = ""
	}
	if k.New != "" {
		taken := s.settingsWith(k, func(f plan.KindSetting) bool { return !f.NotOnNew })
		add(opCreate, s.arguments(taken), join(s.syntax("$null = "), s.changing(k, k.New, " @arguments")))
	}
	if k.Set != "" {
		add(opUpdate, s.arguments(s.onSet(k)), s.changing(k, k.Set, identity+" @arguments"))
	}
	if k.Enable != "" {
		add(opEnable, s.changing(k, k.Enable, identity))
	}
	if k.Disable != "" {
		add(opDisable, s.changing(k, k.Disable, identity))
	}
	if s.validates(k) {
		v := k.Validate
		add(opValidate,
			s.syntax("# The form of its report is not documented: a person reads it, then confirms it."),
			s.syntax("# Where nobody is asked, a report that names a failure has to stop the run by itself."),
			s.syntax("try {"),
			join(s.syntax("    $report = @("), s.changing(k, v.Cmdlet, identity+" -"), s.name(v.Recipients), s.syntax(" $want.Test)")),
			s.syntax("    $shown = $report | Format-List | Out-String"),
			s.syntax("    Write-Line -Text $shown"),
			s.syntax(`    if ($shown -match ':[ {]*fail(ed|ure)?\b|succe\w*\s*:\s*false') { throw 'The report above names a failure.' }`),
			s.syntax("} catch {"),
			s.syntax("    if (-not $want.Lenient) { throw }"),
			s.syntax(`    Write-Warning -Message "The test failed: $_ The vendor says to go on."`),
			s.syntax("}"),
		)
		add(opRecord, s.syntax("$now = (Get-Date).ToUniversalTime()"), join(
			s.changing(k, k.Set, identity+" -"), s.name(v.NoteRecipients), s.syntax(" $want.Test -"), s.name(v.NoteSuccess),
			s.syntax(" $true -"), s.name(v.NoteTime), s.syntax(" $now"),
		))
	}
	return all
}

// arguments is the line that says which arguments the call below it may have, so
// that a reader of the call, or a check, need not look for them elsewhere.
func (s *script) arguments(names Source) Source {
	return join(s.syntax("$arguments = Select-Argument -Argument $one.Arguments -Name "), names)
}

// onSet are the arguments of the cmdlet that changes an object.
func (s *script) onSet(k plan.Kind) Source {
	var names []string
	for _, f := range k.Settings {
		if !f.NotOnSet {
			names = append(names, f.Name)
		}
	}
	if s.validates(k) {
		names = append(names, k.Validate.NoteRecipients, k.Validate.NoteSuccess, k.Validate.NoteTime)
	}
	return s.quotes(names)
}

// changing is a call that changes something. The question that some cmdlets ask
// by themselves has been answered at this point.
func (s *script) changing(k plan.Kind, cmdlet, arguments string) Source {
	out := join(s.name(cmdlet), s.syntax(stop))
	if slices.Contains(k.Prompts, cmdlet) {
		out = join(out, s.syntax(" -Confirm:$false"))
	}
	return join(out, s.syntax(arguments))
}

// facts is a table from settings of a kind to what is known of them. A setting
// for which nothing is known is left out.
func (s *script) facts(k plan.Kind, of func(plan.KindSetting) Source) Source {
	var out []Source
	for _, f := range k.Settings {
		fact := of(f)
		if fact == (Source{}) {
			continue
		}
		if len(out) > 0 {
			out = append(out, s.syntax("; "))
		}
		out = append(out, s.name(f.Name), s.syntax(" = "), fact)
	}
	if len(out) == 0 {
		return s.syntax("@{}")
	}
	return join(s.syntax("@{ "), join(out...), s.syntax(" }"))
}

func (s *script) optional(text string) Source {
	if text == "" {
		return Source{}
	}
	return s.quote(text)
}

// optionals leaves out the empty text, which means "not set" for every setting.
func (s *script) optionals(texts []string) Source {
	texts = slices.DeleteFunc(slices.Clone(texts), func(t string) bool { return t == "" })
	if len(texts) == 0 {
		return Source{}
	}
	return s.quotes(texts)
}

// settingsWith are the names of some settings of a kind, and more names behind them.
func (s *script) settingsWith(k plan.Kind, in func(plan.KindSetting) bool, more ...string) Source {
	var names []string
	for _, f := range k.Settings {
		if in(f) {
			names = append(names, f.Name)
		}
	}
	return s.quotes(append(names, more...))
}

// reference is a default as the cmdlet reference spells it, as the text of a value.
func reference(text string) string {
	switch text {
	case "$true":
		return "True"
	case "$false":
		return "False"
	case "$null":
		return ""
	}
	return text
}

// roleNames are the role groups of a kind as people call them.
func roleNames(k plan.Kind) []string {
	var all []string
	for _, id := range k.Roles {
		up := true
		all = append(all, strings.Map(func(r rune) rune {
			if r == '-' {
				r = ' '
			}
			if up {
				r = unicode.ToUpper(r)
			}
			up = r == ' '
			return r
		}, id))
	}
	return all
}
