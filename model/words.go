package model

import "github.com/triptych-docs/triptych/model/plan"

// Words are those that a key may have, each with what it says.
type Words []struct{ Word, Says string }

// Names are the words alone.
func (w Words) Names() []string {
	names := make([]string, len(w))
	for i, one := range w {
		names[i] = one.Word
	}
	return names
}

// InputTypes are the kinds of value that a customer gives.
func InputTypes() Words {
	return Words{
		{"address", "a mail address"},
		{"local-part", "the part of an address before the @"},
		{"domain", "a domain"},
		{"name", "a name as the tenant shows it"},
		{"text", "any text on one line"},
	}
}

// SectionRoles are what a section is for.
func SectionRoles() Words {
	return Words{
		{"overview", "what it is about; documents have it, runbooks do not"},
		{"prepare", "what to have at hand before the first step"},
		{"change", "steps that change something"},
		{"verify", "steps that check"},
		{"reference", "to look things up; documents have it, runbooks do not"},
	}
}

// BlockParts are the parts of a document that are made of other places.
func BlockParts() Words {
	return Words{
		{"checks", "the checks of the runbook"},
		{"symptoms", "what may look wrong, as the runbook has it"},
		{"roles", "the role groups of all sections, as a table"},
		{"limits", "the limits of the runbook"},
		{"undo", "how each object is taken back"},
	}
}

// NoteKinds are how loud a note is, from quiet to loud.
func NoteKinds() Words {
	return Words{
		{"note", "worth knowing"},
		{"tip", "makes it easier"},
		{"important", "has to be known for it to work"},
		{"warning", "something may go wrong"},
		{"caution", "something is lost, or cannot be taken back"},
	}
}

// RiskLevels are how high a risk is.
func RiskLevels() Words {
	return Words{
		{"low", "the change has this one where no other applies"},
		{"medium", "more than low"},
		{"high", "the highest"},
	}
}

// Policies are what is done with a value that is there already, where it does not
// become ours.
func Policies() Words {
	return Words{{string(plan.PolicyIfEmpty), "it stays, because others may use it"}}
}

// Controls are the kinds of control of a form.
func Controls() Words {
	return Words{
		{string(plan.ControlText), "a box with a text"},
		{string(plan.ControlList), "values that a button adds one by one"},
		{string(plan.ControlOption), "a radio button; its label is that of the option"},
		{string(plan.ControlSelect), "a list from which one is selected"},
		{string(plan.ControlCheckbox), "on or off"},
		{string(plan.ControlLine), "a line that the form states, to be read"},
		{"task", "a list of tasks that the form states, to be read"},
	}
}

// Sides are whose a box of a drawing is.
func Sides() Words {
	return Words{
		{"outside", "the rest of the world"},
		{"microsoft", "the tenant"},
		{"own", "the customer's own servers"},
		{"vendor", "the vendor"},
	}
}

// SettingTypes are what the values of a setting of a kind are.
func SettingTypes() Words {
	return Words{
		{"string", "a text"},
		{"boolean", "true or false"},
		{"list", "texts"},
		{"address", "a mail address"},
	}
}
