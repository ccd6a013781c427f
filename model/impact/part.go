package impact

// A part is what a field of a plan is to a reader.
type part struct {
	says  string // how a report calls it
	most  Class  // a change of it is never worse than this
	fixed bool   // a change of it is exactly that, whatever the words
}

// parts says of the fields of a plan what the field's own name does not. A field
// that is not here is called by its name, and its text decides.
var parts = map[string]part{
	"Plan.Sections": {says: "sections"}, "Plan.Objects": {says: "objects", most: Value},
	"Plan.Choices": {says: "questions"}, "Plan.Holes": {says: "inputs"},
	"Plan.Decisions": {says: "decisions", most: Wording}, "Plan.Sources": {says: "sources", most: Wording},
	"Plan.Aliases": {says: "older addresses", most: Layout}, "Plan.Changes": {says: "list of versions", most: Wording},
	"Option.Checked": {says: "date of the last comparison", most: Wording},

	"Section.Intro": {says: "introduction"}, "Section.Outro": {says: "closing words"},
	"Section.Guard": {says: "condition"}, "Section.Steps": {says: "steps"},
	"Section.Number": follows, "Section.Letter": follows,
	"Section.Minutes": {says: "minutes", most: Wording, fixed: true},

	"Step.Body": {says: "what to do"}, "Step.Expect": {says: "what to see"}, "Step.Fail": {says: "what to do if not"},
	"Step.Guard": {says: "condition"}, "Step.Settings": {says: "settings that it establishes"},
	"Step.Number": follows, "Step.Code": follows, "Step.Dialog": {says: "form as drawn", most: Wording}, "Step.Draw": {says: "form drawn", most: Layout, fixed: true},
	"Step.Picture": {says: "picture", most: Layout, fixed: true},

	"Object.Settings": {says: "settings", most: Value}, "Object.Known": {says: "known older values", most: Value, fixed: true},
	"Object.Check":  {says: "addresses of the validation", most: Value, fixed: true},
	"Setting.Value": {says: "value", most: Value, fixed: true}, "Setting.Policy": {says: "what happens to a value that is there", most: Value, fixed: true},
	"Setting.Short": follows, "Setting.Steps": follows, "Setting.Quoted": follows,
	"Setting.Source": {says: "source", most: Wording, fixed: true},

	"Choice.Answers": {says: "answer"}, "Choice.Shown": {says: "answer in words"}, "Choice.Forced": follows,
	"Hole.Name": follows, "Hole.Example": {says: "example", most: Wording}, "Hole.Question": {says: "question"},
	"LeftOut.What": {says: "left out"}, "LeftOut.Why": {says: "why left out", most: Wording},

	"Decision.Fact": prov("fact"), "Decision.Chosen": prov("chosen"), "Decision.Why": prov("why"), "Decision.Since": prov("since"),
	"Decision.Value": prov("about a value"), "Saying.Source": prov("source"), "Saying.Lines": prov("lines"), "Saying.Says": prov("what the source says"),
	"Source.Title": prov("title"),

	"Wait.Min": wait, "Wait.Typical": wait, "Wait.Max": wait, "Wait.Verified": wait,
}

var (
	// follows is what other changes bring with them: numbers, names of values.
	follows = part{says: "numbers", most: Layout, fixed: true}
	wait    = part{says: "time to wait", most: Value, fixed: true}
)

// prov is a part of what is said about where the content is from.
func prov(says string) part { return part{says: says, most: Wording, fixed: true} }
