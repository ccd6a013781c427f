package audit

import (
	"fmt"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/audit/paper"
	"github.com/triptych-docs/triptych/model/report"
	"github.com/triptych-docs/triptych/model/source"
)

// fit is the procedure that a document is about: the one whose product and
// hosts it names most. A document that names none is of none.
func (a *Auditor) fit(p *paper.Paper) (best *model.Procedure, id string) {
	var hosts []string
	for _, b := range p.Blocks {
		for _, w := range split(b.Text) {
			if h := host(w.low); h != "" {
				hosts = append(hosts, h)
			}
		}
	}
	most := 0
	for _, procedure := range a.project.Procedures {
		if n := a.signsOf(procedure).in(p, hosts); n > most {
			best, most = procedure, n
		}
	}
	if most < 2 {
		return nil, ""
	}
	return best, best.ID.Text
}

// signs are what a document is known by as one of a procedure: the product, in
// small letters, and the hosts.
type signs struct {
	product string
	hosts   map[string][]*use
	roots   map[string]bool
}

// signsOf are the signs of a procedure, worked out once.
func (a *Auditor) signsOf(procedure *model.Procedure) *signs {
	if s := a.signs[procedure.ID.Text]; s != nil {
		return s
	}
	x := emptyIndex(a.project, procedure)
	x.addSettings()
	s := &signs{product: strings.ToLower(x.terms["product"]), hosts: x.hosts, roots: x.roots}
	a.signs[procedure.ID.Text] = s
	return s
}

// in counts how often a document that names some hosts names the product, and
// twice how often it names one of ours.
func (s *signs) in(p *paper.Paper, hosts []string) int {
	n := 0
	for _, h := range hosts {
		if len(s.hosts[h]) > 0 || s.roots[root(h)] {
			n += 2
		}
	}
	if s.product == "" {
		return n
	}
	for _, b := range p.Blocks {
		n += strings.Count(" "+strings.ToLower(squeeze(b.Text))+" ", s.product)
	}
	return n
}

// foreign is the result for a document of another procedure, or of none.
func (a *Auditor) foreign(p *paper.Paper, o Options, id string) *Result {
	var names []string
	for _, procedure := range a.project.Procedures {
		if product, ok := procedure.Terms.Get("product"); ok {
			names = append(names, squeeze(product.Text))
		}
	}
	message := fmt.Sprintf("the document is of no procedure that the model has: it names neither the product nor a host of %s", strings.Join(names, ", "))
	do := "give --procedure if it is of one of them"
	if id != "" {
		message = fmt.Sprintf("the document is of %s, and not of %s", quote(id), quote(o.Procedure))
		do = "leave --procedure out, or audit another document"
	}
	at := source.Pos{File: p.File, Line: 1, Col: 1}
	if len(p.Blocks) > 0 {
		at = p.At(p.Blocks[0], 0)
	}
	return &Result{Procedure: id, Findings: []report.Finding{{Rule: ruleProcedure, Severity: report.Error, Pos: at, Message: message, Do: do}}}
}
