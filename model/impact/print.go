package impact

import (
	"fmt"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render"
)

// generic is the output that is the script for everyone with the same answers;
// the others are the formats of a runbook.
const generic = "generic"

// outputs are the names of what is made of every variant.
func outputs() []string {
	var all []string
	for _, f := range render.Formats() {
		all = append(all, string(f))
	}
	return append(all, generic)
}

// printed is everything that is made of a variant, each hole filled with its
// own name between characters that every language escapes. The version of the
// content is left out: it changes whenever anything does.
func printed(p *plan.Plan) (map[string]string, error) {
	r, err := render.NewRunbook(p)
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for _, f := range render.Formats() {
		residual, err := r.Residual(f)
		if err != nil {
			all[string(f)] = fmt.Sprintf("not printed: %v", err)
			continue
		}
		values := plan.Values{}
		for _, h := range residual.Holes() {
			values[h] = "'" + h + "'\"<&>|*_`"
		}
		all[string(f)] = string(residual.Fill(values))
	}
	script, err := render.GenericScript(p, "")
	if err != nil {
		script.Data = fmt.Appendf(nil, "not printed: %v", err)
	}
	all[generic] = string(script.Data)
	return all, nil
}

// changed are the outputs of two variants that differ, in order. Nil stands for
// a variant that there is not.
func changed(old, new *plan.Plan) ([]string, error) {
	if old == nil || new == nil {
		return outputs(), nil
	}
	before, err := printed(old)
	if err != nil {
		return nil, err
	}
	after, err := printed(new)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, name := range outputs() {
		if before[name] != after[name] {
			all = append(all, name)
		}
	}
	return all, nil
}
