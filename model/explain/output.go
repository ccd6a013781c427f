package explain

import (
	"maps"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/publish"
	"github.com/triptych-docs/triptych/model/space"
	"github.com/triptych-docs/triptych/render"
)

// Documents are the publications of a procedure.
func Documents(p *model.Procedure) []Output {
	var all []Output
	for i, pub := range p.Publications {
		print := func(project *model.Project, p *model.Procedure, _ plan.Values) ([]byte, error) {
			d, err := publish.Document(project, p, &p.Publications[i])
			if err != nil {
				return nil, err
			}
			files, err := render.Documents(d)
			if err != nil {
				return nil, err
			}
			return files[0].Data, nil
		}
		all = append(all, Output{Name: pub.ID.Text, Print: print})
	}
	return all
}

// Runbook is the runbook of a customer in some formats.
func Runbook(project *model.Project, b *profile.Bound, formats ...render.Format) ([]Output, error) {
	compiled, err := compile.Compile(project, b.Procedure, compile.Options{Answers: b.Answers})
	if err != nil {
		return nil, err
	}
	return runbook(compiled, b.Answers, b.Values, project.Hash, b.Change(), formats)
}

// Canary is the runbook for some answers, of a customer of whom nothing else is known:
// in place of each value stands its name in braces.
func Canary(project *model.Project, p *model.Procedure, a space.Answers, formats ...render.Format) ([]Output, error) {
	compiled, err := compile.Compile(project, p, compile.Options{Answers: a})
	if err != nil {
		return nil, err
	}
	values := plan.Values{}
	for name := range plan.Facts {
		values[name] = "{" + name + "}"
	}
	for _, h := range compiled.Holes {
		values[h.Name] = "{" + h.Name + "}"
	}
	return runbook(compiled, a, values, project.Hash, nil, formats)
}

// runbook pins what is worked out when a runbook is filled: a text that changes
// the script is not meant to stand where the script's hash does.
func runbook(compiled *plan.Plan, a space.Answers, given plan.Values, hash string, change []byte, formats []render.Format) ([]Output, error) {
	r, err := render.NewRunbook(compiled)
	if err != nil {
		return nil, err
	}
	pinned := plan.Values{"runbook.id": render.ID(hash, change), "model.hash": hash, "script.name": render.ScriptName(compiled)}
	values := maps.Clone(given)
	maps.Copy(values, pinned)
	script, err := r.Residual(render.PowerShell)
	if err != nil {
		return nil, err
	}
	pinned["script.hash"] = render.Sum(script.Fill(values))
	var all []Output
	for _, f := range formats {
		print := func(project *model.Project, p *model.Procedure, values plan.Values) ([]byte, error) {
			compiled, err := compile.Compile(project, p, compile.Options{Answers: a})
			if err != nil {
				return nil, err
			}
			r, err := render.NewRunbook(compiled)
			if err != nil {
				return nil, err
			}
			printed, err := r.Residual(f)
			if err != nil {
				return nil, err
			}
			filled := maps.Clone(values)
			maps.Copy(filled, pinned)
			return printed.Fill(filled), nil
		}
		name := "runbook." + string(f)
		if f == render.PowerShell {
			name = render.ScriptName(compiled)
		}
		own := maps.Clone(given)
		for name := range pinned {
			delete(own, name)
		}
		all = append(all, Output{Name: name, Values: own, Print: print})
	}
	return all, nil
}
