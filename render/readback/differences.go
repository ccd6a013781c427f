package readback

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/html"
	"github.com/triptych-docs/triptych/render/markdown"
	"github.com/triptych-docs/triptych/render/powershell"
	script "github.com/triptych-docs/triptych/render/powershell/readback"
)

// Law is what [Differences] holds an output to.
var Law = report.Rule{
	ID:     "facts-read-back",
	Title:  "What the Markdown, the page and the script of a runbook state is what the plan says",
	Reason: "The administrator does what the document says and runs what the script does: they have to end in the same state.",
	Source: "TRIPTYCH",
	Since:  "2026-11-22",
}

// Outputs are the printed texts of one closed plan for one customer.
type Outputs struct {
	Plan                     *plan.Plan
	Values                   plan.Values
	Markdown, Page, Script   []byte
	markdown, page, settings []Fact
}

// Differences prints a closed plan in every format for an invented customer,
// reads what was printed, and returns each fact on which an output and the plan
// differ. No finding means that all of them state the same. The error is one of
// printing or of a text that cannot be read at all.
func Differences(p *plan.Plan) ([]report.Finding, error) {
	o, err := Print(p)
	if err != nil {
		return nil, err
	}
	return o.Differences()
}

// Print prints a closed plan for an invented customer.
func Print(p *plan.Plan) (*Outputs, error) {
	b, err := book.Runbook(p)
	if err != nil {
		return nil, err
	}
	md, err := markdown.Print(b, markdown.GFM())
	if err != nil {
		return nil, fmt.Errorf("print %s as Markdown: %w", p.Procedure, err)
	}
	page, err := html.Print(b, html.Page{Key: plan.FromHole("runbook.id")})
	if err != nil {
		return nil, fmt.Errorf("print %s as a page: %w", p.Procedure, err)
	}
	ps, err := powershell.Script(p, powershell.Edition{
		Tailored: true, Runbook: plan.FromHole("runbook.id"), Model: plan.FromHole("model.hash"),
		Customer: plan.FromHole("customer.name"), Tenant: plan.FromHole("script.tenant"),
	})
	if err != nil {
		return nil, fmt.Errorf("print %s as a script: %w", p.Procedure, err)
	}
	values := someone(p)
	return &Outputs{Plan: p, Values: values, Markdown: md.Fill(values), Page: page.Fill(values), Script: ps.Fill(values)}, nil
}

// someone is a customer whose values are all different.
func someone(p *plan.Plan) plan.Values {
	values := plan.Values{}
	for fact := range plan.Facts {
		values[fact] = strings.ReplaceAll(fact, ".", " ")
	}
	values["script.tenant"] = "tenant.example"
	for i, h := range p.Holes {
		switch h.Type {
		case "address":
			values[h.Name] = fmt.Sprintf("box%d@contoso.example", i)
		case "domain":
			values[h.Name] = fmt.Sprintf("d%d.example", i)
		default:
			values[h.Name] = fmt.Sprintf("value%d", i)
		}
	}
	return values
}

// Differences compares printed texts with their plan.
func (o *Outputs) Differences() ([]report.Finding, error) {
	page, err := Page(o.Page)
	if err != nil {
		return nil, err
	}
	read, err := script.Read(string(o.Script), nil)
	if err != nil {
		return nil, err
	}
	o.markdown, o.page, o.settings = Markdown(o.Markdown).Runbook(), page.Runbook(), nil
	for _, f := range read.Facts {
		id := f.Object + "." + f.Setting
		o.settings = append(o.settings,
			Fact{Key: id, Value: strings.Join(f.Values, " | "), Line: f.Line, Setting: id},
			Fact{Key: keySteps(id), Value: f.Step, Line: f.Line, Setting: id})
	}
	s := newStater(o.Plan, o.Values)
	stated := s.runbook()
	where := o.lines(stated)
	var all []report.Finding
	all = append(all, where.compare(outputMarkdown, stated)...)
	all = append(all, where.compare(outputPage, stated)...)
	all = append(all, where.compare(outputScript, s.script())...)
	return all, nil
}

// The names under which a bundle has the outputs; the script's is its own.
const (
	outputMarkdown = iota
	outputPage
	outputScript
)

// places are the outputs as files, and where each states something of a setting.
type places struct {
	files [3]*source.File
	facts [3][]Fact
	of    [3]map[string][]Fact // setting → facts
}

func (o *Outputs) lines(stated []statement) *places {
	p := &places{
		files: [3]*source.File{
			{Name: "runbook.md", Text: o.Markdown}, {Name: "runbook.html", Text: o.Page}, {Name: o.Plan.Script + ".ps1", Text: o.Script},
		},
		facts: [3][]Fact{o.markdown, o.page, o.settings},
	}
	setting := map[string]string{}
	for _, s := range stated {
		setting[s.key] = s.setting
	}
	for i, facts := range p.facts {
		p.of[i] = map[string][]Fact{}
		for _, f := range facts {
			id := f.Setting
			if i != outputScript {
				id = setting[f.Key]
			}
			p.of[i][id] = append(p.of[i][id], f)
		}
	}
	return p
}

// compare finds the facts on which one output and the plan differ.
func (p *places) compare(output int, stated []statement) []report.Finding {
	var all []report.Finding
	say := func(s statement, got Fact, message string) {
		f := report.Finding{
			Rule: Law.ID, Severity: report.Error, Pos: source.Pos{File: p.files[output], Line: got.Line, Col: 1},
			Message: message, Why: "the outputs of one runbook tell the administrator different things",
			Do: "mend the printer: the text is not what the plan says",
		}
		if got.Line == 0 {
			f.Pos.Col = 0
		}
		for i := range p.facts {
			if of := p.of[i][s.setting]; i != output && s.setting != "" && len(of) > 0 {
				// The line that states the value says most.
				at := slices.IndexFunc(of, func(f Fact) bool { return f.Value == s.value })
				also := of[max(at, 0)]
				f.Also = append(f.Also, source.Note{
					Pos: source.Pos{File: p.files[i], Line: also.Line, Col: 1}, Message: fmt.Sprintf("here it is %q", also.Value),
				})
			}
		}
		all = append(all, f)
	}
	got := map[string][]Fact{}
	for _, f := range p.facts[output] {
		got[f.Key] = append(got[f.Key], f)
	}
	known := map[string]bool{}
	for _, s := range stated {
		known[s.key] = true
		found := got[s.key]
		if s.any != nil {
			for _, f := range found {
				if !slices.Contains(s.any, f.Value) {
					s.value = strings.Join(s.any, " | ")
					say(s, f, fmt.Sprintf("%s: the text says %q, the plan %q", s.key, f.Value, s.value))
				}
			}
			continue
		}
		switch {
		case len(found) == 0:
			say(s, Fact{}, fmt.Sprintf("%s: the text does not say it, the plan says %q", s.key, s.value))
		case len(found) > 1:
			say(s, found[1], fmt.Sprintf("%s: the text says it %d times, the plan once", s.key, len(found)))
		case s.open:
			if strings.HasSuffix(found[0].Value, nowhere) {
				say(s, found[0], fmt.Sprintf("%s: %s", s.key, found[0].Value))
			}
		case found[0].Value != s.value:
			say(s, found[0], fmt.Sprintf("%s: the text says %q, the plan %q", s.key, found[0].Value, s.value))
		case output == outputPage && found[0].Setting != "" && found[0].Setting != s.setting:
			say(s, found[0], fmt.Sprintf("%s: the page calls it %q, the plan %q", s.key, found[0].Setting, s.setting))
		}
	}
	for _, f := range p.facts[output] {
		if !known[f.Key] {
			known[f.Key] = true
			say(statement{}, f, fmt.Sprintf("%s: the text says %q, the plan nothing", f.Key, f.Value))
		}
	}
	return all
}

// script is what the table of a script has to state: every setting of an object
// that cmdlets can reach.
func (s *stater) script() []statement {
	s.out = nil
	for _, o := range s.plan.Objects {
		if len(o.Kind.Get) == 0 {
			continue
		}
		for _, setting := range o.Settings {
			texts := s.texts(setting.Value)
			if v, ok := setting.Value.(plan.Switch); ok {
				texts = []string{map[bool]string{true: "True", false: "False"}[v.On]}
			}
			// What nobody else knows is a parameter, which the administrator has to give.
			_, asked := setting.Value.(plan.Manual)
			s.out = append(s.out, statement{key: setting.ID, value: strings.Join(texts, " | "), setting: setting.ID, open: asked})
			var codes []string
			for _, section := range s.plan.Sections {
				for _, step := range section.Steps {
					if slices.Contains(setting.Steps, step.ID) {
						codes = append(codes, step.Code)
					}
				}
			}
			s.add(keySteps(setting.ID), strings.Join(codes, ", "), setting.ID)
		}
	}
	return s.out
}
