package render_test

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
)

// customer is who the sample is filled for.
func customer() plan.Values {
	return plan.Values{
		"customer.name": "Acme Corp",
		"address":       "acme",
		"ndr":           "journal-ndr@contoso.example",
		"ticket":        "CHG-10432",
		"id":            "TRP-3F9A-22C1",
	}
}

func say(s string) plan.Run              { return plan.Words{Text: plan.Literal(s)} }
func hole(name string) plan.Run          { return plan.Words{Text: plan.FromHole(name)} }
func ui(s string) plan.Run               { return plan.Label{Text: s} }
func typed(s string) plan.Run            { return plan.Code{Text: plan.Literal(s)} }
func bold(l ...plan.Run) plan.Run        { return plan.Strong{Line: l} }
func path(labels ...string) plan.Run     { return plan.Path{Labels: labels} }
func ref(target string) plan.Run         { return plan.Ref{Target: target} }
func line(l ...plan.Run) plan.Line       { return l }
func para(l ...plan.Run) plan.Block      { return plan.Paragraph{Line: l} }
func cells(l ...plan.Line) plan.TableRow { return plan.TableRow{Cells: l} }

func shown(name string, text plan.Text) plan.Run {
	return plan.Shown{Setting: "connector." + name, Name: name, Text: text}
}

func address() plan.Text {
	return plan.Text{{Hole: "address"}, {Literal: "@journaling.mxrecord.example"}}
}

func bullets(lines ...plan.Line) plan.List {
	var l plan.List
	for _, one := range lines {
		l.Items = append(l.Items, plan.Item{Blocks: []plan.Block{plan.Paragraph{Line: one}}})
	}
	return l
}

func step(id string, blocks ...plan.Block) plan.Item {
	return plan.Item{Anchor: "step-" + id, Tick: id, Blocks: append(blocks,
		plan.Form{Tick: id, Blanks: []string{"Time", "Initials"}})}
}

// sample is a small runbook that uses every kind of block and of run.
func sample() *book.Book {
	return &book.Book{
		Title: line(say("Microsoft 365 journaling to Example Mail Guard for "), hole("customer.name")),
		Lead: []plan.Block{
			plan.Table{Rows: []plan.TableRow{
				cells(plan.Say("Runbook"), line(plan.Code{Text: plan.FromHole("id")})),
				cells(plan.Say("Customer"), line(hole("customer.name"))),
				cells(plan.Say("Change"), line(hole("ticket"), say(", Saturday 5 December 2026, 08:00 to 09:00 UTC"))),
				cells(plan.Say("Variant"), plan.Say("Outbound gateway: yes. Region: Europe only. Console: Exchange and Purview.")),
				cells(plan.Say("Risk"), line(bold(say("Medium.")), say(" The rule copies mail of everyone to an outside party; it can be stopped in 2 minutes."))),
				cells(plan.Say("Replaces"), nil),
			}},
			para(say("Read sections 1 and 2 before the window opens. They are enough to decide whether the change goes ahead.")),
		},
		References: map[string]book.Reference{
			"connector.routing": {Before: "step A2 of ", Title: plan.Say("Part A"), Anchor: "change-a"},
			"connector.name":    {Title: plan.Say("step A1"), Anchor: "step-name", Inner: true},
			"values":            {Title: plan.Say("the table of values"), Anchor: "table-values", Inner: true},
			"rollback":          {Title: line(say("9. "), bold(say("Rollback"))), Anchor: "rollback"},
		},
		Chapters: []book.Chapter{
			{ID: "glance", Level: 2, Number: "1.", Title: plan.Say("At a glance"), Blocks: []plan.Block{
				para(say("When you are done, each message that a person at "), hole("customer.name"),
					say(" exchanges with the outside is copied to "), plan.Code{Text: address()}, say(".")),
				bullets(
					line(say("One outbound connector, one journal rule and one tenant-wide address for reports are changed.")),
					line(say("Mail flow, mailboxes and the connectors of other products are "), bold(say("not")), say(" touched.")),
					line(say("Hands-on time is 25 minutes. Allow up to 60 minutes more until all servers know the change.")),
				),
				plan.Note{Kind: plan.NoteInfo, Blocks: []plan.Block{
					para(say("Copies that have reached the vendor stay there. A rollback does not take them back.")),
				}},
			}},
			{ID: "go", Level: 2, Number: "2.", Title: plan.Say("Go or no-go"), Blocks: []plan.Block{
				para(say("One “no” stops the change. Then call the change owner.")),
				plan.List{Items: []plan.Item{
					{Tick: "go-1", Blocks: []plan.Block{para(say("You are signed in with an account that has the "), bold(say("Exchange Administrator")), say(" role."))}},
					{Tick: "go-2", Blocks: []plan.Block{para(say("The mailbox "), plan.Code{Text: plan.FromHole("ndr")}, say(" exists and somebody reads it."))}},
					{Tick: "go-3", Blocks: []plan.Block{para(say("You can send mail from an account outside "), hole("customer.name"), say("."))}},
				}},
			}},
			{ID: "values", Level: 2, Number: "3.", Title: plan.Say("Values"), Blocks: []plan.Block{
				para(say("Every value stands here once. The steps quote it by its short name.")),
				plan.Table{ID: "table-values", Caption: plan.Say("Values to enter"),
					Columns: []plan.Line{plan.Say("Id"), plan.Say("Field"), plan.Say("Value"), plan.Say("Used in")},
					Rows: []plan.TableRow{
						cells(plan.Say("V1"), plan.Say("Name"), line(typed("Deliver journal directly to Example")), line(ref("connector.name"))),
						cells(plan.Say("V2"), plan.Say("Smart hosts"), line(typed("mailstream-eu1.mxrecord.example"), say(", "), typed("mailstream-eu2.mxrecord.example")), plan.Say("A2")),
						cells(plan.Say("V3"), plan.Say("Journal address"), line(plan.Code{Text: address()}), plan.Say("B1")),
						cells(plan.Say("V4"), plan.Say("Pattern a|b"), line(typed("a|b")), nil),
					}},
			}},
			{ID: "change", Level: 2, Number: "4.", Title: plan.Say("Change steps"), Blocks: []plan.Block{
				para(say("Use the "), plan.Link{Line: plan.Say("Exchange admin center"), URL: "https://admin.exchange.microsoft.com"},
					say(". Tick each step when you have seen its result, not before.")),
			}},
			{ID: "change-a", Level: 3, Number: "A.", Title: plan.Say("Connector"), Blocks: []plan.Block{
				para(say("12 minutes. Role: Exchange Administrator.")),
				plan.List{Ordered: true, Start: 9, Items: []plan.Item{
					step("name",
						para(bold(say("A1 Name.")), say(" Go to "), path("Mail flow", "Connectors"), say(" and select "), ui("+ Add a connector"), say(". In "), ui("Name"), say(", enter "), shown("V1", plan.Literal("Deliver journal directly to Example")), say(", then select "), ui("Next"), say(".")),
						plan.Dialog{Title: "New connector", Fields: []plan.DialogField{
							{Label: "Name", Control: plan.ControlText, Set: true, Values: []plan.Line{line(typed("Deliver journal directly to Example"))}},
							{Label: "Addresses", Control: plan.ControlList, Set: true, Values: []plan.Line{line(plan.Code{Text: address()}), line(hole("ndr"))}},
							{Label: "Comment", Control: plan.ControlText},
							{Control: plan.ControlText, Values: []plan.Line{plan.Say("no label")}},
							{Label: "Mail flow", Control: plan.ControlLine, Values: []plan.Line{line(ui("Office"), say(": "), hole("ndr"))}},
							{Label: "Own servers", Control: plan.ControlOption, Values: []plan.Line{plan.Say("if so")}},
							{Label: "Office 365", Control: plan.ControlOption, On: true, Set: true},
							{Label: "Connection to", Control: plan.ControlSelect, Set: true, Option: "Partner organization"},
							{Label: "Turn it on", Control: plan.ControlCheckbox, On: true},
							{Label: "Retain internal headers", Control: plan.ControlCheckbox, Set: true},
							{Label: "Next", Control: plan.ControlButton, Set: true},
						}},
					),
					step("routing",
						para(bold(say("A2 Routing.")), say(" In "), ui("Routing"), say(", select "), ui("Route email through these smart hosts"), say(". For each host, enter it and select "), ui("+"), say(":")),
						bullets(line(shown("V2", plan.Literal("mailstream-eu1.mxrecord.example"))), line(shown("V2", plan.Literal("mailstream-eu2.mxrecord.example")))),
						para(bold(say("You should see")), say(" two rows, one for each host.")),
						plan.Note{Kind: plan.NoteWarning, Blocks: []plan.Block{
							para(say("If a host is refused, look for spaces around it. Do not go on with another host: see "), ref("rollback"), say(".")),
							para(say("The order of the hosts does not matter.")),
						}},
					),
					step("check",
						para(bold(say("A3 Validation.")), say(" Enter "), shown("V3", address()), say(" and select "), ui("Validate"), say(".")),
						plan.Guarded{Guard: plan.Guard{Lead: plan.Say("if a task fails"), Out: []plan.Pick{{"gateway.none"}}},
							Blocks: []plan.Block{para(say("go back to "), ref("connector.routing"), say(" and compare each host with "), ref("values"), say("."))}},
						plan.Guarded{Guard: plan.Guard{Lead: plan.Say("if you work in the classic console"), Out: []plan.Pick{{"console.new"}}},
							Blocks: []plan.Block{
								para(say("The result is shown in a window of its own.")),
								plan.List{Ordered: true, Items: []plan.Item{
									{Blocks: []plan.Block{para(say("Wait until both tasks read "), ui("Succeeded"), say("."))}},
									{Blocks: []plan.Block{para(say("Select "), ui("Close"), say("."))}},
								}},
							}},
					),
				}},
			}},
			{ID: "check", Level: 2, Number: "5.", Title: plan.Say("Capture and verify"), Blocks: []plan.Block{
				para(say("List the rules and keep the result as evidence E1:")),
				plan.Command{Pipeline: []plan.Call{
					{Cmdlet: "Get-JournalRule"},
					{Cmdlet: "Format-List", Args: []plan.Arg{{Name: "Property", Value: plan.Many{Texts: []plan.Text{plan.Literal("Name"), plan.Literal("JournalEmailAddress")}}}}},
				}},
				para(say("The connector test sends real mail:")),
				plan.Command{Pipeline: []plan.Call{{Cmdlet: "Validate-OutboundConnector", Args: []plan.Arg{
					{Name: "Identity", Value: plan.One{Text: plan.Literal("Deliver journal directly to Example")}},
					{Name: "Recipients", Value: plan.One{Text: address()}},
				}}}},
				plan.Table{Columns: []plan.Line{plan.Say("Check"), plan.Say("When"), plan.Say("Expected"), plan.Say("If not")},
					Rows: []plan.TableRow{
						cells(plan.Say("V1 Connector is listed and on"), plan.Say("Now"), plan.Say("All fields equal the table of values."), plan.Say("Open it again and compare field by field.")),
						cells(plan.Say("V6 Outside mail is journaled"), plan.Say("15 minutes later"), plan.Say("The count in the dashboard rises by one."), line(say("Wait until 60 minutes have passed, then "), ref("rollback"), say("."))),
					}},
				plan.Note{Kind: plan.NoteTip, Blocks: []plan.Block{bullets(plan.Say("A count that rises for internal mail is wrong too."), plan.Say("Write down the time of each test."))}},
				plan.Flow{ID: "mail", Title: plan.Say("How mail flows"),
					Nodes:  []plan.FlowNode{{ID: "a", Side: plan.SideMicrosoft, Name: plan.Say("Exchange <Online>")}, {ID: "b", Side: plan.SideVendor, Name: plan.Say("Example"), Text: line(typed("a|b"))}},
					Arrows: []plan.FlowArrow{{From: "a", To: "b", Text: plan.Say("journal reports")}}},
				plan.Picture{ID: "flow", File: "pictures/mail flow.png", Alt: line(say("Mail flow between Microsoft 365 and "), ui("Example"))},
			}},
			{ID: "rollback", Level: 2, Number: "6.", Title: plan.Say("Rollback"), Blocks: []plan.Block{
				plan.Note{Kind: plan.NoteCaution, Blocks: []plan.Block{para(say("Less than 15 minutes of the window are left and steps are open: stop and roll back."))}},
				plan.Note{Kind: plan.NoteImportant, Blocks: []plan.Block{para(say("The change owner decides, or the deputy."))}},
				bullets(plan.Say("Disable the journal rule. Mail flow is as before at once.")),
				plan.List{Ordered: true, Items: []plan.Item{
					{Tick: "back-1", Blocks: []plan.Block{para(say("Turn off the journal rule for "), plan.Code{Text: address()}, say("."))}},
					{Tick: "back-2", Blocks: []plan.Block{para(say("Turn off the connector."))}},
				}},
				plan.List{Ordered: true, Items: []plan.Item{{Blocks: []plan.Block{para(say("Call the owner of "), hole("ticket"), say("."))}}}},
				plan.Form{Tick: "sign", Blanks: []string{"Executed by", "Checked by", "Date"}},
			}},
		},
	}
}
