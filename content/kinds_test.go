package content_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/content"
	"github.com/triptych-docs/triptych/model/plan"
)

// A reference is what testdata/exchange/cmdlets.json holds of Microsoft's
// cmdlet reference: the part of it that kinds can be checked against.
type reference struct {
	Cmdlets map[string]*cmdlet `json:"cmdlets"`
}

type cmdlet struct {
	Prompts    bool        `json:"prompts_by_default"`
	Applicable string      `json:"applicable"`
	Parameters []parameter `json:"parameters"`
}

type parameter struct {
	Name       string            `json:"name"`
	Type       string            `json:"type"`
	Required   bool              `json:"required"`
	Applicable string            `json:"applicable"`
	MaxLength  int               `json:"max_length"`
	Default    string            `json:"doc_default"`
	DefaultFor map[string]string `json:"doc_default_for"`
	Values     []string          `json:"values"`
}

// typesOf says which types of the reference a type of ours stands for. A type
// of the reference that is none of these is a word from a list, or a domain:
// string.
var typesOf = map[string][]string{
	"boolean": {"Boolean"},
	"list":    {"MultiValuedProperty", "String[]"},
	"address": {"SmtpAddress", "ProxyAddress", "RecipientIdParameter"},
}

// TestKinds checks every kind with cmdlets against the reference.
func TestKinds(t *testing.T) {
	for _, fault := range faultsOf(t, kinds(t)) {
		t.Error(fault)
	}
}

// TestKindsNoticesFaults breaks the kinds in one place after the other: a
// check that nothing can fail proves nothing.
func TestKindsNoticesFaults(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(k map[string]*plan.Kind)
	}{
		{"unknown cmdlet", func(k map[string]*plan.Kind) { k["journal-rule"].New = "New-JournalRules" }},
		{"cmdlet of another kind", func(k map[string]*plan.Kind) { k["journal-rule"].Set = "Set-MailContact" }},
		{"unknown listing", func(k map[string]*plan.Kind) { k["mail-contact"].Get[0].Cmdlet = "Get-MailContacts" }},
		{"switched on without a Boolean", func(k map[string]*plan.Kind) { k["outbound-connector"].Get[0].On = []string{"ResultSize"} }},
		{"unlimited where there is no limit", func(k map[string]*plan.Kind) { k["journal-rule"].Get[0].Unlimited = true }},
		{"limited where there is a limit", func(k map[string]*plan.Kind) { k["mail-contact"].Get[0].Unlimited = false }},
		{"prompt forgotten", func(k map[string]*plan.Kind) { k["journal-rule"].Prompts = []string{"Remove-JournalRule"} }},
		{"prompt invented", func(k map[string]*plan.Kind) {
			k["remote-domain"].Prompts = append(k["remote-domain"].Prompts, "Set-RemoteDomain")
		}},
		{"setting that Set has not", func(k map[string]*plan.Kind) { setting(k, "journal-rule", "Enabled").NotOnSet = false }},
		{"setting that Set has", func(k map[string]*plan.Kind) { setting(k, "journal-rule", "Scope").NotOnSet = true }},
		{"setting that New has not", func(k map[string]*plan.Kind) { setting(k, "remote-domain", "NDREnabled").NotOnNew = false }},
		{"setting that New has", func(k map[string]*plan.Kind) { setting(k, "mail-contact", "ExternalEmailAddress").NotOnNew = true }},
		{"wrong type", func(k map[string]*plan.Kind) { setting(k, "outbound-connector", "SmartHosts").Type = "string" }},
		{"string for an address", func(k map[string]*plan.Kind) { setting(k, "journal-rule", "Recipient").Type = "string" }},
		{"wrong length", func(k map[string]*plan.Kind) { setting(k, "journal-rule", "Name").Max = 65 }},
		{"length forgotten", func(k map[string]*plan.Kind) { setting(k, "mail-contact", "Name").Max = 0 }},
		{"wrong default", func(k map[string]*plan.Kind) { setting(k, "journal-rule", "Scope").NewDefault = "External" }},
		{"default forgotten", func(k map[string]*plan.Kind) { setting(k, "journal-rule", "Enabled").NewDefault = "" }},
		{"value forgotten", func(k map[string]*plan.Kind) {
			setting(k, "journal-rule", "Scope").Values = []string{"Global", "External"}
		}},
		{"value invented", func(k map[string]*plan.Kind) {
			setting(k, "outbound-connector", "TlsSettings").Values = []string{"EncryptionOnly", "CertificateValidation", "DomainValidation", "None"}
		}},
		{"setting that the reference has not", func(k map[string]*plan.Kind) { setting(k, "outbound-connector", "TestMode").Name = "TestsMode" }},
		{"with an unknown setting", func(k map[string]*plan.Kind) {
			setting(k, "outbound-connector", "SmartHosts").With = []string{"UseMX"}
		}},
		{"match by an unknown setting", func(k map[string]*plan.Kind) { k["remote-domain"].Match = []string{"Domain"} }},
		{"validation without its parameter", func(k map[string]*plan.Kind) { k["outbound-connector"].Validate.Recipients = "ValidationRecipients" }},
		{"note that Set cannot take", func(k map[string]*plan.Kind) { k["outbound-connector"].Validate.NoteTime = "LastValidationTime" }},
		{"switch forgotten", func(k map[string]*plan.Kind) { setting(k, "journal-rule", "Enabled").Switches = false }},
		{"two switches", func(k map[string]*plan.Kind) { setting(k, "outbound-connector", "TestMode").Switches = true }},
		{"needed by nobody known", func(k map[string]*plan.Kind) {
			setting(k, "transport-config", "JournalingReportNdrTo").NeededBy = []string{"journal-rules"}
		}},
		{"a name that is to be outside", func(k map[string]*plan.Kind) { setting(k, "journal-rule", "Name").Outside = true }},
		{"recipient that says nothing", func(k map[string]*plan.Kind) { setting(k, "journal-rule", "Recipient").Recipient.Says = "" }},
		{"defeated by an unknown setting", func(k map[string]*plan.Kind) { k["outbound-connector"].Defeats[0].Setting = "RouteAll" }},
		{"defeated by no Boolean", func(k map[string]*plan.Kind) { k["outbound-connector"].Defeats[0].Value = "$true" }},
		{"members listed by an unknown cmdlet", func(k map[string]*plan.Kind) { k["distribution-group"].Members.Cmdlet = "Get-Members" }},
		{"members cut off", func(k map[string]*plan.Kind) { k["distribution-group"].Members.Unlimited = false }},
		{"required parameter forgotten", func(k map[string]*plan.Kind) {
			k["mail-contact"].Settings = slices.DeleteFunc(k["mail-contact"].Settings, func(s plan.KindSetting) bool { return s.Name == "ExternalEmailAddress" })
			k["mail-contact"].Match = []string{"Name"}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := kinds(t)
			byID := map[string]*plan.Kind{}
			for i := range all {
				byID[all[i].ID] = &all[i]
			}
			c.spoil(byID)
			if len(faultsOf(t, all)) == 0 {
				t.Error("nothing was noticed")
			}
		})
	}
}

func setting(kinds map[string]*plan.Kind, kind, name string) *plan.KindSetting {
	settings := kinds[kind].Settings
	i := slices.IndexFunc(settings, func(s plan.KindSetting) bool { return s.Name == name })
	return &settings[i]
}

// kinds reads kinds.yaml by itself: not with model/load, which has its own idea
// of what is right.
func kinds(t *testing.T) []plan.Kind {
	t.Helper()
	text, err := content.Files.ReadFile("kinds.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Kinds []plan.Kind `yaml:"kinds"`
	}
	if err := yaml.Load(text, &file, yaml.WithKnownFields()); err != nil {
		t.Fatal(err)
	}
	if len(file.Kinds) == 0 {
		t.Fatal("kinds.yaml has no kinds")
	}
	return file.Kinds
}

// faultsOf lists where kinds and the reference disagree.
func faultsOf(t *testing.T, all []plan.Kind) []string {
	t.Helper()
	text, err := os.ReadFile("../testdata/exchange/cmdlets.json")
	if err != nil {
		t.Fatal(err)
	}
	var ref reference
	if err := json.Unmarshal(text, &ref); err != nil {
		t.Fatal(err)
	}
	var faults []string
	seen := map[string]bool{}
	for _, k := range all {
		if seen[k.ID] {
			faults = append(faults, fmt.Sprintf("%s: stands twice", k.ID))
		}
		seen[k.ID] = true
		c := checker{kind: k, ref: ref, all: all}
		c.check()
		faults = append(faults, c.faults...)
	}
	return faults
}

// A checker gathers the faults of one kind.
type checker struct {
	kind   plan.Kind
	ref    reference
	all    []plan.Kind
	faults []string
}

func (c *checker) faultf(format string, args ...any) {
	c.faults = append(c.faults, c.kind.ID+": "+fmt.Sprintf(format, args...))
}

func (c *checker) check() {
	k := c.kind
	if len(k.Get) == 0 {
		if k.New+k.Set+k.Remove+k.Enable+k.Disable != "" || k.Validate != nil || len(k.Prompts) > 0 {
			c.faultf("has cmdlets, but none that lists it")
		}
		return
	}
	for _, get := range k.Get {
		c.listing(get)
	}
	changing := map[string]string{"New": k.New, "Set": k.Set, "Remove": k.Remove, "Enable": k.Enable, "Disable": k.Disable}
	noun := strings.TrimPrefix(k.Get[0].Cmdlet, "Get-")
	var prompts []string
	for _, verb := range []string{"New", "Set", "Enable", "Disable", "Remove"} {
		name := changing[verb]
		if name == "" {
			continue
		}
		if want := verb + "-" + noun; name != want {
			c.faultf("%s is not %s", name, want)
		}
		if found := c.cmdlet(name); found != nil && found.Prompts {
			prompts = append(prompts, name)
		}
	}
	if !sameWords(prompts, k.Prompts) {
		c.faultf("prompts are %v, the reference says %v", k.Prompts, prompts)
	}
	for _, name := range k.Match {
		if _, ok := k.Setting(name); !ok {
			c.faultf("match: there is no setting %s", name)
		}
	}
	for _, s := range k.Settings {
		c.setting(s)
	}
	c.required()
	c.validation()
	c.around()
}

// around checks what a kind says of the organization around its objects.
func (c *checker) around() {
	k := c.kind
	switches := 0
	for _, s := range k.Settings {
		if s.Switches {
			switches++
			if s.Type != "boolean" || s.NotOnNew || s.NotOnSet != (k.Enable != "") {
				c.faultf("%s: switches the object, and no call does that", s.Name)
			}
		}
		for _, id := range s.NeededBy {
			if !slices.ContainsFunc(c.all, func(other plan.Kind) bool { return other.ID == id && len(other.Get) > 0 }) {
				c.faultf("%s: needed by %q, which is no kind", s.Name, id)
			}
		}
		if (s.Outside || s.Recipient != nil) && s.Type != "address" {
			c.faultf("%s: is no address", s.Name)
		}
		if r := s.Recipient; r != nil && (len(r.Refuse)+len(r.Warn) == 0 && !r.Required || r.Says == "") {
			c.faultf("%s: says nothing of its recipient", s.Name)
		}
	}
	if switches > 1 || switches == 0 && k.Enable != "" {
		c.faultf("%d settings switch the object", switches)
	}
	for _, d := range k.Defeats {
		s, ok := k.Setting(d.Setting)
		if !ok || s.Type == "boolean" && d.Value != "True" && d.Value != "False" {
			c.faultf("defeats: %s is never %s", d.Setting, d.Value)
		}
	}
	if m := k.Members; m != nil {
		if found := c.cmdlet(m.Cmdlet); found != nil {
			_, limited := found.parameter("ResultSize")
			if _, ok := found.parameter("Identity"); !ok || limited != m.Unlimited {
				c.faultf("members: %s does not list them so", m.Cmdlet)
			}
		}
	}
}

// listing checks one way to list the objects of the kind. A list that the
// service cuts off after a number of results has to be asked for whole.
func (c *checker) listing(get plan.KindCall) {
	found := c.cmdlet(get.Cmdlet)
	if found == nil {
		return
	}
	_, limited := found.parameter("ResultSize")
	if limited != get.Unlimited {
		c.faultf("%s: unlimited is %v, -ResultSize is there: %v", get.Cmdlet, get.Unlimited, limited)
	}
	for _, name := range get.On {
		if p, ok := found.parameter(name); !ok || p.Type != "Boolean" {
			c.faultf("%s: -%s is no Boolean parameter", get.Cmdlet, name)
		}
	}
}

func (c *checker) setting(s plan.KindSetting) {
	for _, name := range s.With {
		if _, ok := c.kind.Setting(name); !ok {
			c.faultf("%s: with: there is no setting %s", s.Name, name)
		}
	}
	onNew, hasNew := c.take(c.kind.New, s.Name, s.NotOnNew)
	onSet, hasSet := c.take(c.kind.Set, s.Name, s.NotOnSet)
	stated := onNew
	switch {
	case !hasNew && !hasSet:
		c.faultf("%s: neither New nor Set takes it", s.Name)
		return
	case !hasNew:
		stated = onSet
	}
	for _, p := range []struct {
		parameter
		there bool
	}{{onNew, hasNew}, {onSet, hasSet}} {
		if !p.there {
			continue
		}
		if !typeMatches(s.Type, p.Type) {
			c.faultf("%s: type %s, the reference says %s", s.Name, s.Type, p.Type)
		}
		if s.Max != p.MaxLength {
			c.faultf("%s: max %d, the reference says %d", s.Name, s.Max, p.MaxLength)
		}
		// $null is how a setting is cleared, not one of its words; and a
		// Boolean needs no list.
		words := slices.DeleteFunc(slices.Clone(p.Values), func(v string) bool { return strings.HasPrefix(v, "$") })
		if !sameWords(words, s.Values) {
			c.faultf("%s: values %v, the reference says %v", s.Name, s.Values, words)
		}
	}
	// An object that always exists has no New, and nothing that New defaults to.
	if c.kind.New == "" {
		if s.NewDefault != "" {
			c.faultf("%s: new_default of a kind without New", s.Name)
		}
		return
	}
	_, forSomeCase := stated.DefaultFor[s.NewDefault]
	if s.NewDefault != stated.Default && !forSomeCase {
		c.faultf("%s: new_default %q, the reference says %q", s.Name, s.NewDefault, stated.Default)
	}
}

// take finds the parameter of a cmdlet that a setting is, and checks that it
// is there unless the kind says that it is not.
func (c *checker) take(name, setting string, not bool) (parameter, bool) {
	if name == "" {
		return parameter{}, false
	}
	found := c.ref.Cmdlets[name]
	if found == nil {
		return parameter{}, false // reported where the cmdlet is looked up
	}
	p, ok := found.parameter(setting)
	switch {
	case ok && not:
		c.faultf("%s: %s takes it, the kind says that it does not", setting, name)
	case !ok && !not:
		c.faultf("%s: %s does not take it", setting, name)
	}
	return p, ok
}

// required checks that an object can be made at all.
func (c *checker) required() {
	found := c.ref.Cmdlets[c.kind.New]
	if found == nil {
		return
	}
	for _, p := range found.Parameters {
		if _, ok := c.kind.Setting(p.Name); p.Required && !ok {
			c.faultf("%s needs -%s, which is no setting", c.kind.New, p.Name)
		}
	}
}

func (c *checker) validation() {
	v := c.kind.Validate
	if v == nil {
		return
	}
	if found := c.cmdlet(v.Cmdlet); found != nil {
		if _, ok := found.parameter(v.Recipients); !ok {
			c.faultf("%s: there is no -%s", v.Cmdlet, v.Recipients)
		}
	}
	found := c.cmdlet(c.kind.Set)
	if found == nil {
		return
	}
	for _, note := range []struct{ name, kind string }{
		{v.NoteRecipients, "String[]"}, {v.NoteSuccess, "Boolean"}, {v.NoteTime, "DateTime"},
	} {
		if p, ok := found.parameter(note.name); !ok || p.Type != note.kind {
			c.faultf("%s: -%s is no %s", c.kind.Set, note.name, note.kind)
		}
	}
}

// cmdlet finds a cmdlet of Exchange Online.
func (c *checker) cmdlet(name string) *cmdlet {
	found := c.ref.Cmdlets[name]
	if found == nil {
		c.faultf("the reference has no cmdlet %q", name)
		return nil
	}
	if found.Applicable == "on-prem" {
		c.faultf("%s is not for Exchange Online", name)
	}
	return found
}

// parameter finds a parameter that Exchange Online has.
func (c *cmdlet) parameter(name string) (parameter, bool) {
	for _, p := range c.Parameters {
		if p.Name == name && p.Applicable != "on-prem" {
			return p, true
		}
	}
	return parameter{}, false
}

func typeMatches(ours, theirs string) bool {
	if types, ok := typesOf[ours]; ok {
		return slices.Contains(types, theirs)
	}
	for _, types := range typesOf {
		if slices.Contains(types, theirs) {
			return false
		}
	}
	return ours == "string" && theirs != "SwitchParameter" && theirs != "Int32"
}

// sameWords compares without order.
func sameWords(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}
