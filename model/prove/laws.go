package prove

import "github.com/triptych-docs/triptych/model/report"

// The ids of the laws that hold for any procedure.
const (
	lawAnswer      = "answer-possible"
	lawCommitted   = "committed-once"
	lawCondition   = "condition-needed"
	lawEffect      = "facet-effect"
	lawEstablished = "setting-established"
	lawField       = "field-once"
	lawForbid      = "forbid-exact"
	lawGoal        = "goal-kept"
	lawInput       = "input-used"
	lawOrder       = "order-kept"
	lawPublication = "publication-possible"
	lawQuotation   = "quotation-reachable"
	lawReference   = "reference-reachable"
	lawStep        = "step-alive"
	lawSaid        = "change-said"
	lawStepOnce    = "step-once"
	lawTold        = "setting-told"
	lawValue       = "value-accepted"
	lawWitness     = "rule-witness"
)

// laws are the laws of this package. The rules of the content stand beside them.
var laws = []report.Rule{
	{ID: lawAnswer, Since: since, Source: "architecture: laws",
		Title:  "Every answer to every facet is an answer of some variant",
		Reason: "Nobody can give an answer that the forbidden combinations leave no variant for."},
	{ID: lawCommitted, Since: since, Source: "architecture: laws",
		Title:  "What is entered for an object is saved once, after all of it was entered",
		Reason: "A value that is entered after the button that saves it is never saved, and a second button makes a second object."},
	{ID: lawCondition, Since: since, Source: "architecture: laws",
		Title:  "A condition leaves some readers out, and names no answer that no reader here has given",
		Reason: "A condition that everybody meets says that somebody does not, and hides that nobody else comes here."},
	{ID: lawEffect, Since: since, Source: "architecture: laws",
		Title:  "Each answer to a facet changes something",
		Reason: "A question whose answers lead to the same steps and values costs every customer an answer for nothing."},
	{ID: lawEstablished, Since: since, Source: "architecture: laws",
		Title:  "In every variant and document each setting of an object is established by exactly one step",
		Reason: "A setting that no step establishes stays at what the tenant has; one that two steps establish is entered twice."},
	{ID: lawField, Since: since, Source: "architecture: laws",
		Title:  "No two fields of a step fill in the same control for the same reader",
		Reason: "Where two conditions overlap the reader is told two things, and one of them is wrong."},
	{ID: lawForbid, Since: since, Source: "architecture: laws",
		Title:  "Each forbidden combination excludes something that no other one excludes",
		Reason: "A combination that excludes nothing hides a mistake in it; two that say the same drift apart."},
	{ID: lawGoal, Since: since, Source: "architecture: laws",
		Title:  "Every variant and document has the step that is the goal of the procedure",
		Reason: "Without it the reader has done everything and reached nothing."},
	{ID: lawInput, Since: since, Source: "architecture: laws",
		Title:  "Every value that a customer is asked for is used",
		Reason: "A question without a use means that a step or a value has been lost."},
	{ID: lawOrder, Since: since, Source: "architecture: laws",
		Title:  "An order of steps lists steps that its readers have, and a document has one order for all its readers",
		Reason: "A document that is open over the console has the steps in the order of one console only."},
	{ID: lawPublication, Since: since, Source: "architecture: laws",
		Title:  "A document has answers that some variant has, and each section once",
		Reason: "Nobody is the reader of such a document."},
	{ID: lawQuotation, Since: since, Source: "architecture: laws",
		Title:  "A value is quoted only where its readers have it",
		Reason: "The reader would find an empty place, or a value that was never asked for."},
	{ID: lawReference, Since: since, Source: "000:86",
		Title:  "A reader can reach every part that the text sends them to",
		Reason: "Who was told to skip a section cannot follow a later step that sends them into it."},
	{ID: lawStep, Since: since, Source: "architecture: laws",
		Title:  "Every section and every step has readers",
		Reason: "What nobody reads is not checked by anybody, and is wrong when somebody comes back to it."},
	{ID: lawSaid, Since: since, Source: "architecture: laws",
		Title:  "A step that saves something or can be taken back says that it changes something",
		Reason: "A runbook asks for a second pair of eyes, for evidence and for a way back at changes only."},
	{ID: lawStepOnce, Since: since, Source: "architecture: laws",
		Title:  "No reader gets two steps of a section for the same thing",
		Reason: "Where two conditions overlap the reader is told two ways, and one of them is for another console."},
	{ID: lawTold, Since: since, Source: "architecture: laws",
		Title:  "A step tells the value that it enters, and an option that it selects stands for one value",
		Reason: "The script sets one thing, and who follows the steps is told another, or nothing."},
	{ID: lawValue, Since: since, Source: "kinds.yaml",
		Title:  "A value has the type, the length and the words that the cmdlet and the form take",
		Reason: "The console or the cmdlet refuses it in the middle of the change."},
	{ID: lawWitness, Since: since, Source: "architecture: laws",
		Title:  "A rule finds something in the witness that breaks it and nothing in the one that passes",
		Reason: "A rule that no state can break proves nothing."},
}

// since is the date from which the laws above are checked.
const since = "2026-11-22"
