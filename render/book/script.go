package book

import "github.com/triptych-docs/triptych/model/plan"

// A ScriptHelp is what a script says of itself.
type ScriptHelp struct {
	Description []plan.Block
	Parameters  [][2]string // name, what it is
}

// A Download is an edition of the script.
type Download struct {
	For    plan.Line // whom it is for
	URL    string
	SHA256 string
}

// Script is what the script of a procedure does, how it is run, and where it is.
func Script(p *plan.Plan, help ScriptHelp, downloads []Download) *Book {
	b := beside(p, say("script_title", parts{"title": p.Title}), paragraph(say("script_lead", nil)))
	get := plan.Table{Columns: []plan.Line{say("script_for", nil), say("script_sum", nil)}}
	for _, d := range downloads {
		get.Rows = append(get.Rows, plan.TableRow{Cells: []plan.Line{
			{plan.Link{Line: d.For, URL: d.URL}},
			{plan.Code{Text: plan.Literal(d.SHA256)}},
		}})
	}
	b.add("download", say("script_download", nil), paragraph(say("script_download_lead", parts{"file": {plan.Code{Text: plan.Literal(p.Script + ".ps1")}}})), get)
	b.add("use", say("script_use", nil), (&runbook{plan: p}).script()...)
	b.add("what", say("script_what", nil), help.Description...)
	parameters := plan.Table{Columns: []plan.Line{say("script_parameter", nil), say("script_meaning", nil)}}
	for _, q := range help.Parameters {
		parameters.Rows = append(parameters.Rows, plan.TableRow{Cells: []plan.Line{
			{plan.Code{Text: plan.Literal("-" + q[0])}}, plan.Say(q[1]),
		}})
	}
	b.add("parameters", say("script_parameters", nil), parameters)
	return b
}
