// Package impact says what a change of the content does to those who read what
// is made from it.
//
// Two revisions are compared by meaning, not by line: each is compiled for
// every variant and every publication, what the plans say is taken apart into
// statements, and statements that differ become changes, each with a class, the
// part of the model that it is about, and the readers that it reaches. Plans
// that say the same make the same outputs. Where they differ, variants that
// differ in the same statements are one group; one of each group is printed
// before and after, and the bytes decide which outputs change.
//
// It stands above the printers because only bytes are a proof. It is about
// content: templates are in the program, and both revisions are printed with
// the same ones.
package impact
