package main

import (
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

// faultsOfFlags are what is wrong with the flags of a run, and with what a
// configuration says beside them, whoever the customer is. Both hold for every row: a
// fault in them is said once, before anything is made, and not with every row of a
// long list. Flags that do not name the procedure are right when they are right for
// one of them; otherwise what is wrong is said for the one that they fit best.
func faultsOfFlags(project *model.Project, flags *profile.Profile) error {
	var least source.List
	for i, p := range project.Procedures {
		given := *flags
		if given.Procedure.Text == "" {
			given.Procedure.Text = p.ID.Text
		}
		var faults source.List
		profile.Partial(project, &given, &faults)
		if i == 0 || faults.Len() < least.Len() {
			least = faults
		}
	}
	return faultsOfProfile(&least)
}
