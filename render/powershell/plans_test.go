package powershell_test

import (
	"os"
	"slices"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/triptych-docs/triptych/model/plan"
)

// kinds are the kinds of the content: the script has to do for all of them.
func kinds(t testing.TB) map[string]plan.Kind {
	t.Helper()
	text, err := os.ReadFile("../../content/kinds.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Kinds []plan.Kind `yaml:"kinds"`
	}
	if err := yaml.Load(text, &file); err != nil {
		t.Fatal(err)
	}
	byID := map[string]plan.Kind{}
	for _, k := range file.Kinds {
		byID[k.ID] = k
	}
	return byID
}

// kind is one of them, and the test fails when there is none.
func kind(t testing.TB, id string) plan.Kind {
	t.Helper()
	k, ok := kinds(t)[id]
	if !ok {
		t.Fatalf("content has no kind %q", id)
	}
	return k
}

func text(pieces ...string) plan.Text {
	var t plan.Text
	for _, p := range pieces {
		if len(p) > 6 && p[:6] == "input." || p == "runbook.id" || p == "customer.name" {
			t = append(t, plan.Piece{Hole: p})
		} else {
			t = append(t, plan.Piece{Literal: p})
		}
	}
	return t
}

func words(pieces ...string) plan.Line { return plan.Line{plan.Words{Text: text(pieces...)}} }

func set(name string, v plan.Value, steps ...string) plan.Setting {
	return plan.Setting{Name: name, Label: words("label of " + name), Value: v, Steps: steps}
}

func object(k plan.Kind, id string, settings ...plan.Setting) plan.Object {
	o := plan.Object{ID: id, Of: id, Kind: k, Title: words(k.Title + " " + id), Settings: settings}
	for i := range o.Settings {
		o.Settings[i].ID = id + "." + o.Settings[i].Name
	}
	return o
}

func str(pieces ...string) plan.Value { return plan.One{Text: text(pieces...)} }

func list(texts ...plan.Text) plan.Value { return plan.Many{Texts: texts} }

func on(on bool) plan.Value { return plan.Switch{On: on} }

// journaling is a plan that uses every kind of setting once: a vendor's object,
// a contact that takes a second call, a connector that is validated and not
// certain, a tenant-wide address, a group, and a rule with cmdlets of its own
// to turn it on.
func journaling(t testing.TB) *plan.Plan {
	group := set("Name", str("Journaled people"), "groups.create")
	group.Policy = plan.PolicyIfEmpty
	undeliverable := set("JournalingReportNdrTo", str("input.undeliverable"), "undeliverable.set")
	undeliverable.Policy = plan.PolicyIfEmpty
	hosts := set("SmartHosts", list(text("a.example"), text("b.example")), "connector.fill")
	hosts.Unverified = words("Ask the vendor\u2019s support \u2013 first.")
	connector := object(kind(t, "outbound-connector"), "connector",
		set("Name", str("To the vendor"), "connector.fill"),
		set("ConnectorType", str("Partner"), "connector.fill"),
		set("Enabled", on(true), "connector.fill"),
		set("IsTransportRuleScoped", on(false)),
		set("RecipientDomains", str("journal.", "input.domain"), "connector.fill"),
		set("UseMXRecord", on(false), "connector.fill"),
		hosts,
		set("TlsSettings", str("CertificateValidation"), "connector.fill"),
	)
	connector.Title = plan.Line{plan.Words{Text: text("outbound connector ")}, plan.Shown{Setting: "connector.Name", Text: text("To the vendor")}}
	connector.Known = []plan.Known{{Setting: "Name", Texts: []string{"Old name", "It's older"}}}
	connector.Check = []plan.Text{text("input.address", "@journal.", "input.domain")}
	return &plan.Plan{
		Procedure: "example-journaling", Script: "Set-ExampleJournaling", Title: words("Journaling to an example"),
		Closed: true,
		Holes: []plan.Hole{
			{Name: "input.address", Input: "address", Type: "local-part", Question: "What is the address?", Example: "acme"},
			{Name: "input.domain", Input: "domain", Type: "domain", Question: "What is the domain?", Example: "contoso.example"},
			{Name: "input.undeliverable", Input: "undeliverable", Type: "address", Question: "Where do undeliverable reports go?", Example: "ndr@contoso.example"},
			{Name: "input.groups.eu", Input: "groups", Answer: "eu", Type: "address", Question: "Which group?", Example: "eu@contoso.example"},
			{Name: "input.unused", Input: "unused", Type: "name", Question: "Is it asked?", Example: "no"},
		},
		Sections: []plan.Section{
			{ID: "vendor", Letter: "A", Steps: []plan.Step{
				{ID: "vendor.open", Code: "A1", Title: words("Open the console")},
				{
					ID: "vendor.fill", Code: "A2", Title: words("Fill in the definition"), Settings: []string{"definition.Description"},
					Body: []plan.Block{
						plan.Paragraph{Line: words("Enter journaling@journal.", "input.domain", ".")},
						plan.List{Items: []plan.Item{{Blocks: []plan.Block{plan.Paragraph{Line: plan.Line{
							plan.Words{Text: text("Select ")}, plan.Label{Text: "Save"}, plan.Words{Text: text(" as in ")}, plan.Ref{Target: "connector.fill"}}}}}}},
					},
					Expect: []plan.Line{words("It is listed."), words("It is on.")}, Fail: []plan.Line{words("Call them.")},
				},
			}},
			{ID: "connector", Letter: "B", Steps: []plan.Step{
				{ID: "connector.fill", Code: "B1", Settings: []string{"connector.Name"}},
				{ID: "connector.save", Code: "B2", Changes: true, Commits: []string{"connector"}},
			}},
			{ID: "undeliverable", Letter: "C", Steps: []plan.Step{
				{ID: "undeliverable.set", Code: "C1", Settings: []string{"undeliverable.JournalingReportNdrTo"}, Changes: true},
			}},
			{ID: "groups", Letter: "D", Steps: []plan.Step{
				{ID: "groups.create", Code: "D1", Settings: []string{"group.Name"}, Changes: true},
				{ID: "groups.people", Code: "D2", Title: words("Add the people of ", "customer.name"), Changes: true, ByHand: true},
			}},
			{ID: "rule", Letter: "E", Steps: []plan.Step{
				{ID: "rule.fill", Code: "E1", Settings: []string{"rule.Name"}},
				{ID: "rule.on", Code: "E2", Settings: []string{"rule.Enabled"}, Changes: true},
			}},
		},
		Objects: []plan.Object{
			object(kind(t, "journal-definition"), "definition", set("Description", str("Journaling"), "vendor.fill")),
			object(kind(t, "internal-domain"), "loose", set("DomainName", str("journal.", "input.domain"))),
			object(kind(t, "mail-contact"), "contact",
				set("Name", str("Vendor's journal")),
				set("ExternalEmailAddress", str("journaling@journal.", "input.domain")),
				set("HiddenFromAddressListsEnabled", on(true)),
			),
			connector,
			object(kind(t, "transport-config"), "undeliverable", undeliverable),
			object(kind(t, "distribution-group"), "group",
				group,
				set("PrimarySmtpAddress", str("input.groups.eu"), "groups.create"),
				set("MemberDepartRestriction", str("Closed"), "groups.create"),
			),
			object(kind(t, "journal-rule"), "rule",
				set("Name", str("Journal to the vendor"), "rule.fill"),
				set("JournalEmailAddress", str("input.address", "@journal.", "input.domain"), "rule.fill"),
				set("Recipient", plan.Absent{Shown: words("everyone")}, "rule.fill"),
				set("Scope", str("External"), "rule.fill"),
				set("Enabled", on(true), "rule.on"),
			),
		},
		Runbook: plan.Runbook{Checks: []plan.Check{
			{ID: "V1", Title: words("The rule is on"), Settings: []string{"rule.Enabled", "rule.Scope"}, Fail: words("Turn it on.")},
			{ID: "V2", Title: words("The connector is valid"), Validated: []string{"connector"}},
			{ID: "V3", Title: words("Nothing else has changed"), Unchanged: true},
			{
				ID: "V6", Title: words("Mail is reported"), Manual: true, Moment: words("15 minutes later"),
				Do: []plan.Block{
					plan.Paragraph{Line: words("Send a message.")},
					plan.Command{Pipeline: []plan.Call{{Cmdlet: "Get-MessageTraceV2"}}},
				},
				Expect: words("It is counted."), Fail: words("Wait."),
			},
		}},
		Targets: map[string]plan.Target{"connector.fill": {Title: words("Fill in"), Number: "B1", Section: "connector", Step: 1}},
	}
}

// invented is a plan for a vendor that is not in the content: mail goes by MX
// record, a remote domain takes seven settings in a second call, and a host is
// for the reader to find out.
func invented(t testing.TB) *plan.Plan {
	var flags []plan.Setting
	for _, name := range []string{"AutoReplyEnabled", "DeliveryReportEnabled", "DisplaySenderName", "NDREnabled", "TNEFEnabled"} {
		flags = append(flags, set(name, on(false)))
	}
	domain := slices.Concat([]plan.Setting{
		set("Name", str("Example archive")),
		set("DomainName", str("archive.example")),
		set("AllowedOOFType", str("None")),
		set("AutoForwardEnabled", on(true)),
	}, flags)
	connector := func(id string) plan.Object {
		o := object(kind(t, "outbound-connector"), "connector-"+id,
			set("Name", str("To the archive ("+id+")")),
			set("ConnectorType", str("Partner")),
			set("RecipientDomains", list(text(id+".archive.example"))),
			set("UseMXRecord", on(false)),
			set("SmartHosts", plan.Manual{Where: words("The vendor's console shows it.")}),
			set("TlsDomain", plan.Manual{Where: words("It is in the welcome letter.")}),
		)
		o.Of = "connector"
		o.Disregard = true
		o.Check = []plan.Text{text("test@" + id + ".archive.example")}
		return o
	}
	return &plan.Plan{
		Procedure: "invented", Script: "Set-InventedArchive", Title: words("An invented archive"), Closed: true,
		Objects: []plan.Object{
			object(kind(t, "remote-domain"), "domain", domain...),
			connector("one"), connector("two"),
			object(kind(t, "journal-rule"), "rule",
				set("Name", str("To the archive")),
				set("JournalEmailAddress", str("all@one.archive.example")),
				set("Recipient", plan.Manual{Where: words("Ask whoever owns the archive.")}),
				set("Scope", str("Global")),
				set("Enabled", on(false)),
			),
		},
	}
}
