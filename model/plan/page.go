package plan

// A Page is a closed plan that a site has a page of. It is compiled when it is
// asked for: of a preview few pages are.
type Page struct {
	// Answers are one to each question that every reader has to answer, in the
	// order of the questions.
	Answers Pick
	// Plan is the plan, the same one each time. Several may ask at a time.
	Plan func() (*Plan, error)
}
