// Package prove says of a project what holds in every variant and in every
// document, or shows the smallest variant in which it does not.
//
// It is the part of checking that no compiler of one variant can do: a
// condition is a set of variants (package space), a place in the content has
// the set of readers who come there, and a law compares such sets. What it
// costs depends on how much is written, not on how many variants there are.
//
// There are two kinds of law. Those of this package hold for any procedure:
// references, settings, steps, facets. Those about what a tenant or a vendor
// needs are data, the rules of the content; this package has the predicates in
// which they are said (see model.Rule), and tries each rule on its witnesses.
package prove
