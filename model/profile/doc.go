// Package profile reads what is known of one customer: answers, inputs,
// contacts and the change. It binds that to a procedure, or says everything
// that is wrong with it in one run.
//
// A profile is a file (YAML or JSON), flags, or both; a fault names the line of
// the file or the flag. What comes out, a [Bound], is complete and sound: every
// facet has an answer, the answers go together, and every value has the form
// that its place asks for. Nothing after this package checks a customer's value
// again; printers only escape it.
package profile
