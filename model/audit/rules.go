package audit

import (
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/report"
)

// since is the day from which these rules are tried.
const since = "2026-11-22"

// checks are the rules in the order of their ids, each with what tries it.
func checks() []check {
	rule := func(id, title, reason string, run func(*finder)) check {
		return check{report.Rule{ID: id, Title: title, Reason: reason, Source: "audit", Since: since}, run}
	}
	all := []check{
		rule("superseded-value", "A document has no value of an older guide", "The reader sets up what the vendor has replaced.", superseded),
		rule("unknown-host", "Every host of the vendor is one that the model has", "Mail goes to a host that does not take it.", unknownHosts),
		rule("value-cut-off", "An address is whole", "Nobody can enter it.", cutValues),
		rule("placeholder", "One placeholder stands for the customer's part", "Readers take two placeholders for two values.", placeholders),
		rule("domains-uncovered", "Derived domains cover all addresses of the document", "Mail to the others takes another way.", uncovered),
		rule("hosts-of-one-row", "Each row in use has its own hosts", "Mail for one region is handed to another.", oneForSeveral),
		rule("choice-skippable", "What decides for every reader is in a part that every reader has", "Readers who skip the part get the wrong region.", choiceInSkippable),
		rule("replaces-or-adds", "A second list says whether it replaces the first", "Readers enter both.", alternatives),
		rule("condition-differs", "A choice is made by the model's question", "Readers choose by where they are, and not by where mail has to be processed.", conditions),
		rule("label-spelling", "A label is spelled as in the console", "The reader looks for it in vain.", labelSpelling),
		rule("label-case", "A label has the console's capitals", "The reader hesitates.", labelCase),
		rule("other-console", "Labels are of one generation of the console", "The reader does not find them.", otherConsole),
		rule("label-unmarked", "Labels stand out alike", "The reader takes a label for prose.", unmarkedLabels),
		rule("path-unknown", "Every path is one that the console has", "The reader does not get there.", paths),
		rule("value-differs", "A field is given the model's value", "Something else is configured.", values),
		rule("option-differs", "The option is the one that the model has", "Something else is configured.", otherOptions),
		rule("switch-differs", "What is on and off is as in the model", "Something else is configured.", switches),
		rule("field-kind", "A field is given the kind of value that it takes", "The console refuses it.", wrongKind),
		rule("one-value", "A field that takes one value is given one", "The reader looks for a way to enter several.", severalForOne),
		rule("noun-differs", "A value is called what its field takes", "The reader enters it in the wrong field.", nouns),
		rule("overwrites", "A setting of the whole tenant is set only where it is empty", "Others lose what they had there.", overwrites),
		rule("recipient", "An address is said to be of a kind that may stand there", "Mail to it is lost.", recipients),
		rule("set-twice", "A setting of the whole tenant is set once", "The two places drift apart.", setTwice),
		rule("same-name", "Several objects have several names", "Commands cannot tell them apart.", sameNames),
		rule("own-contradiction", "A document's lines agree with each other", "The reader has to guess which one holds.", ownContradictions),
		rule("both-options", "Options that exclude each other are not both taken", "Mail is handled twice.", bothOptions),
		rule("part-order", "A part stands before what needs it", "The reader has to go back.", sectionOrder),
		rule("field-missing", "A form is filled in whole", "A setting keeps its default.", missingFields),
		rule("step-missing", "No step that sets something is left out", "A setting keeps its default.", missingSteps),
		rule("same-lead", "Steps start with different sentences", "They are confused.", sameLead),
		rule("step-number", "References carry no number written by hand", "They point elsewhere when steps are added.", stepNumbers),
		rule("same-heading", "No heading stands twice", "Their anchors are confused.", sameHeadings),
		rule("number-differs", "Numbers are those that the model works out", "The reader waits for what does not come.", numbersGiven),
		rule("anchor", "Every reference leads somewhere", "The reader is stuck.", anchors),
		rule("link-differs", "Links lead where the model's do", "The reader gets elsewhere.", links),
		rule("row-differs", "A row says what the model says of its answer", "The wrong row is chosen.", rows),
		rule("row-label", "Rows can be told apart by their labels", "The wrong row is chosen.", sameRows),
		rule("row-missing", "All answers are offered", "A reader does not find the right one.", missingRows),
		rule("row-wording", "Rows say the same thing in the same words", "Readers see differences where there are none.", rowWording),
		rule("encoding", "No character is damaged", "Readers doubt the rest.", characters),
		rule("markup", "No markup and no stray sign is left standing", "Readers doubt the rest.", markup),
		rule("repeated", "No line stands twice", "Readers look for a difference.", repeated),
		rule("typo", "Words are spelled as the model spells them", "Readers doubt the rest.", typos),
		rule("term", "One thing has one name", "Readers look for two things.", terms),
		rule("decision", "Decisions of the model are kept", "An older choice comes back.", older),
		rule("fact-missing", "Facts that a decision asks for are stated", "The reader does not learn it.", unstated),
	}
	slices.SortFunc(all, func(a, b check) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// Rules are all rules that a document is tried by.
func Rules() []report.Rule {
	var out []report.Rule
	for _, c := range checks() {
		out = append(out, c.Rule)
	}
	rule := func(id, title, reason string) {
		out = append(out, report.Rule{ID: id, Title: title, Reason: reason, Source: "audit", Since: since})
	}
	rule(ruleText, "A document that the model prints says what the model says", "Something else is configured.")
	rule(ruleMissing, "A document that the model prints leaves nothing out", "A step is not done.")
	rule(ruleExtra, "A document that the model prints has nothing added", "Something is done that nobody checked.")
	rule(ruleOrder, "A document that the model prints has its order", "A step is done before what it needs.")
	rule(ruleProcedure, "A document is of a procedure that the model has", "It cannot be judged.")
	slices.SortFunc(out, func(a, b report.Rule) int { return strings.Compare(a.ID, b.ID) })
	return out
}
