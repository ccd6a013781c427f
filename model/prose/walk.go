package prose

// Walk visits every run of some blocks in the order of the text: one that holds
// others comes before those.
func Walk(blocks []Block, visit func(Run)) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Paragraph:
			WalkRuns(b.Runs, visit)
		case Heading:
			WalkRuns(b.Runs, visit)
		case List:
			for _, item := range b.Items {
				Walk(item, visit)
			}
		case Table:
			for _, cell := range b.Header {
				WalkRuns(cell, visit)
			}
			for _, row := range b.Rows {
				for _, cell := range row {
					WalkRuns(cell, visit)
				}
			}
		}
	}
}

// WalkRuns visits some runs, and those in them.
func WalkRuns(runs []Run, visit func(Run)) {
	for _, r := range runs {
		visit(r)
		switch r := r.(type) {
		case Strong:
			WalkRuns(r.Runs, visit)
		case Code:
			WalkRuns(r.Runs, visit)
		case Link:
			WalkRuns(r.Runs, visit)
		}
	}
}
