package audit

import (
	"github.com/triptych-docs/triptych/model"
)

// runbook is the variant whose runbook a document is a copy of, if it is more
// of one than of a publication.
func (a *Auditor) runbook(f *finder, p *model.Procedure, o Options, most float64) *reference {
	return nil
}
