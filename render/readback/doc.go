// Package readback reads printed documents as a person reads them, and says
// which facts they state: which step fills which field with what, what each
// short value stands for, which option is selected, where a reference leads.
//
// It shares no code with the printers. Markdown goes through goldmark, the page
// through an HTML tokenizer, the script through its own reader; what all of them
// say is then compared with the plan, fact by fact ([Differences]). A printer
// that drops, doubles or alters a value is found by what its text says, and the
// finding names the line of each output that states the fact.
package readback
