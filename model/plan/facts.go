package plan

// Facts are the holes that every procedure has: what a profile says about the
// customer and the change, and what is worked out when a runbook is made. The
// value says what the fact is.
var Facts = map[string]string{
	"customer.id":      "short name of the customer, for file names",
	"customer.name":    "name of the customer",
	"customer.tenant":  "a domain of the customer's tenant",
	"change.ticket":    "number of the change ticket",
	"change.window":    "when the change may be made",
	"change.owner":     "who owns the change",
	"change.executor":  "who makes the change",
	"change.reviewer":  "who checks the change",
	"change.replaces":  "id of an earlier runbook that this one replaces",
	"contact.name":     "whom to call at the vendor",
	"contact.phone":    "how to reach them",
	"contact.hours":    "when they can be reached",
	"prepared.by":      "who prepared the runbook",
	"prepared.on":      "date of the runbook, year-month-day",
	"runbook.id":       "id of the runbook, worked out from the model and the profile",
	"runbook.replaces": "id of the runbook that this one replaces, or that none is known",
	"runbook.status":   "final, or draft while the profile lacks something",
	"model.hash":       "SHA-256 of the content",
	"script.tenant":    "a domain of the only tenant that the script runs in; empty when it is not known",
	"script.name":      "file name of the script",
	"script.hash":      "SHA-256 of the script",
}
