// Package tenant is a simulated organization and a reader of printed scripts,
// for tests of what a script and a runbook do.
//
// A [Tenant] is a small state with the behaviour that the cmdlet reference
// states, taken from the data of the kinds: what a New cmdlet takes and what it
// defaults to, what Set cannot change, which cmdlets ask before they act. A
// [Script] is what the text of a printed script says it does: its tables, its
// calls. A [Run] carries those out on a tenant by the rules that the script's
// functions follow. [Console] does what the steps of a runbook say.
//
// The tenant knows the plan's kinds and nothing of the script; the run knows the
// text of the script and nothing of the plan. Only tests import this package.
package tenant
