// Package plan is what a procedure looks like once its questions are answered.
//
// A [Plan] is a flat list of sections and numbered steps with everything that
// the printers need beside them: the objects that the steps establish, the
// values to type, the checks, what was left out and why. It is *closed* when
// every facet was answered (a runbook, a script) and *open* when some were left
// to the reader (a published guide): then some nodes carry a [Guard], whose
// condition is already a sentence.
//
// Nothing in this package can judge a condition, and nothing in it is text
// that is safe to print: a printer escapes it. The package imports nothing.
//
// The kinds of block, run and value are closed sets, each with a visitor, so
// that a printer which forgets a kind does not compile. Plans are shared and
// are not changed after they are made.
package plan
