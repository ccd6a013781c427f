// Package mutate makes small mistakes in content: the ones that an author can
// make, one at a time, at every place where they can be made. Each is a question
// to the laws: would you have noticed?
//
// A law that no mutant can break proves nothing, and a mutant that no law
// notices shows where one is missing. Only tests import this package.
package mutate
