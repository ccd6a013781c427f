package profile_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

const good = `procedure: lantern-copies
customer: {id: acme, name: Acme Corp}
answers: {gateway: outbound, console: new, sites: [north]}
inputs: {address: acme, bounce: bounce@contoso.example}
change: {ticket: CHG-1, owner: "J. Doe"}
contact: {name: Lantern support}
`

func file(text string) *source.File { return &source.File{Name: "profile.yaml", Text: []byte(text)} }

func mustBind(t *testing.T, f *source.File, flags profile.Flags) *profile.Bound {
	t.Helper()
	bound, faults := bind(t, f, flags)
	if bound == nil {
		t.Fatal(faults.Error())
	}
	return bound
}

func TestBind(t *testing.T) {
	for _, c := range []struct {
		name    string
		file    string
		flags   profile.Flags
		answers string
		values  map[string]string
	}{
		{
			name: "a file", file: good,
			answers: "gateway=outbound console=new split=none sites=north pictures=none",
			values: map[string]string{
				"input.address": "acme", "input.bounce": "bounce@contoso.example", "customer.id": "acme", "customer.name": "Acme Corp",
				"change.ticket": "CHG-1", "change.owner": "J. Doe", "change.window": plan.Blank, "prepared.on": today, "runbook.status": "final",
				"customer.tenant": plan.Blank, "script.tenant": "", "runbook.replaces": "none that is known", "change.replaces": plan.Blank,
			},
		},
		{
			name: "flags alone",
			flags: profile.Flags{
				Customer: "Acme Corp, Inc.", Tenant: "acme.example", Replaces: "TRP-11B0-9D3E", Address: "acme@SOUTH.lantern.example", Date: "2026-01-02",
				Set: []string{"gateway=none", "console=new"}, Input: []string{"bounce=b@contoso.example"},
			},
			answers: "gateway=none console=new split=none sites=south pictures=none",
			values: map[string]string{
				"input.address": "acme", "customer.id": "acme-corp-inc", "prepared.on": "2026-01-02", "runbook.status": "draft",
				"customer.tenant": "acme.example", "script.tenant": "acme.example", "runbook.replaces": "TRP-11B0-9D3E",
			},
		},
		{
			name: "flags over a file", file: good,
			flags:   profile.Flags{Set: []string{"sites=south,north", "split=sites"}, Input: []string{"groups.north=n@c.example", "groups.south=s@c.example"}, Ticket: "CHG-2"},
			answers: "gateway=outbound console=new split=sites sites=north,south pictures=none",
			values:  map[string]string{"input.groups.north": "n@c.example", "input.groups.south": "s@c.example", "change.ticket": "CHG-2", "change.owner": "J. Doe"},
		},
		{
			name: "one group of the file is replaced",
			file: strings.ReplaceAll(strings.ReplaceAll(good, "sites: [north]", "split: sites, sites: [north, south]"),
				"inputs: {", "inputs: {groups: {north: n@c.example, south: s@c.example}, "),
			flags:   profile.Flags{Input: []string{"groups.south=t@c.example"}},
			answers: "gateway=outbound console=new split=sites sites=north,south pictures=none",
			values:  map[string]string{"input.groups.north": "n@c.example", "input.groups.south": "t@c.example"},
		},
		{
			name:    "a whole address that agrees",
			file:    strings.ReplaceAll(good, "address: acme", "address: acme@north.lantern.example"),
			answers: "gateway=outbound console=new split=none sites=north pictures=none",
			values:  map[string]string{"input.address": "acme"},
		},
		{
			name: "a whole address of one of several sites",
			file: strings.ReplaceAll(strings.ReplaceAll(good, "sites: [north]", "split: sites, sites: [north, south]"),
				"address: acme", "address: acme@south.lantern.example, groups: {north: n@c.example, south: s@c.example}"),
			answers: "gateway=outbound console=new split=sites sites=north,south pictures=none",
			values:  map[string]string{"input.address": "acme"},
		},
		{
			name:    "JSON with a character that it writes as a pair",
			file:    `{"procedure":"lantern-copies","customer":{"id":"acme","name":"\ud842\udfb7\u91ce\u5bb6"},"answers":{"gateway":"none","console":"new","sites":"island"},"inputs":{"address":"acme","bounce":"b@c.example"}}`,
			answers: "gateway=none console=new split=none sites=island pictures=none",
			values:  map[string]string{"customer.name": "𠮷野家"},
		},
		{
			name:    "a byte order mark and line ends of Windows",
			file:    "\ufeff" + strings.ReplaceAll(good, "\n", "\r\n"),
			answers: "gateway=outbound console=new split=none sites=north pictures=none",
			values:  map[string]string{"customer.name": "Acme Corp"},
		},
		{
			name:    "text stays as it is written",
			file:    strings.ReplaceAll(good, "ticket: CHG-1", "ticket: 007, window: 1.10, reviewer: yes, executor: \"`$(x)` | <script> 'a' \\\"b\\\" \u2019\""),
			answers: "gateway=outbound console=new split=none sites=north pictures=none",
			values:  map[string]string{"change.ticket": "007", "change.window": "1.10", "change.reviewer": "yes", "change.executor": "`$(x)` | <script> 'a' \"b\" \u2019"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var f *source.File
			if c.file != "" {
				f = file(c.file)
			}
			bound := mustBind(t, f, c.flags)
			if got := bound.Answers.String(bound.Procedure); got != c.answers {
				t.Errorf("answers %s, want %s", got, c.answers)
			}
			for name, want := range c.values {
				if got := bound.Values[name]; got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		})
	}
}

// TestEveryHoleIsFilled holds a bound profile against the facts that plans know.
func TestEveryHoleIsFilled(t *testing.T) {
	bound := mustBind(t, file(good), profile.Flags{})
	later := map[string]bool{"runbook.id": true, "model.hash": true, "script.name": true, "script.hash": true}
	for fact := range plan.Facts {
		if _, ok := bound.Values[fact]; !ok && !later[fact] {
			t.Errorf("no value for %s", fact)
		}
	}
	for name := range bound.Values {
		if plan.Facts[name] == "" && !strings.HasPrefix(name, "input.") {
			t.Errorf("%s is no fact", name)
		}
	}
}

func TestLacks(t *testing.T) {
	bound := mustBind(t, file(strings.ReplaceAll(good, "ticket: CHG-1, ", "")), profile.Flags{})
	if got, want := strings.Join(bound.Lacks, "|"), "change.ticket (--ticket)"; got != want {
		t.Errorf("lacks %q, want %q", got, want)
	}
	if got := bound.Values["runbook.status"]; got != "draft" {
		t.Errorf("status %q", got)
	}
}

// TestSameChange: who prepares a runbook and when does not make it another change.
func TestSameChange(t *testing.T) {
	a := mustBind(t, file(good), profile.Flags{})
	b := mustBind(t, file(good+"prepared: {by: Support, on: 2027-01-01}\n"), profile.Flags{})
	c := mustBind(t, file(good), profile.Flags{Ticket: "CHG-2"})
	if string(a.Change()) != string(b.Change()) {
		t.Error("the date makes another change")
	}
	if string(a.Change()) == string(c.Change()) {
		t.Error("the ticket makes no other change")
	}
}

// TestRoundTrip: what triptych writes it reads back to the same values.
func TestRoundTrip(t *testing.T) {
	for _, name := range []string{"Acme Corp", `back\slash "quoted" 'single'`, "yes", "~", "null", "1.10", "- a", "a: b", "#a", "{a}", "[a]", "*a", "&a", "!a", "%a", "@a", "`a`", "| a", "> a", "𠮷野家", "a\u00a0b", "---", "..."} {
		text := strings.ReplaceAll(good, "Acme Corp", "x")
		bound := mustBind(t, file(text), profile.Flags{Customer: name, Ticket: name, Owner: name})
		again := mustBind(t, file(string(bound.YAML())), profile.Flags{})
		if !maps.Equal(bound.Values, again.Values) {
			t.Errorf("%q came back as %q", name, again.Values["customer.name"])
		}
		if string(again.YAML()) != string(bound.YAML()) {
			t.Errorf("written twice, it differs:\n%s\n%s", bound.YAML(), again.YAML())
		}
	}
}

// FuzzText: a text is refused with a fault, or comes back as it is.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"Acme", "a\nb", "a\u202eb", "a\x00b", "\xff", `"`, `\`, "'", "\u2028", " a", "\u0301a", "a\ufffe", strings.Repeat("x", 10_000), "\ufeff", "`$(x)`", "<script>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if value == "" {
			return
		}
		bound, faults := bind(t, file(good), profile.Flags{Customer: value})
		if bound == nil {
			if faults.Len() == 0 {
				t.Fatal("refused without a fault")
			}
			for _, r := range faults.Error() {
				if r != '\n' && (r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e) {
					t.Fatalf("the message has %U in it", r)
				}
			}
			return
		}
		if bound.Values["customer.name"] != value {
			t.Fatalf("%q was bound as %q", value, bound.Values["customer.name"])
		}
		again, faults := bind(t, file(string(bound.YAML())), profile.Flags{})
		if again == nil {
			t.Fatalf("%q cannot be read back:\n%s", value, faults.Error())
		}
		if !maps.Equal(again.Values, bound.Values) {
			t.Fatalf("%q came back as %q", value, again.Values["customer.name"])
		}
	})
}

// FuzzRead: any file is bound, or has a fault with a place in that file.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{good, "", "a: [", "\xff\xfe", "a: &x\n  *x", `{"procedure": "\ud800"}`, "? {a: b}\n: c", "answers:\n- a\n", "inputs: {groups: {north: }}", "customer: !!map {id: x}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		bound, faults := bind(t, &source.File{Name: "profile.yaml", Text: text}, profile.Flags{})
		if bound != nil {
			return
		}
		if faults.Len() == 0 {
			t.Fatal("refused without a fault")
		}
		for _, d := range faults.Sorted() {
			if d.Pos.File == nil {
				t.Fatalf("a fault without a file: %s", d)
			}
		}
	})
}
