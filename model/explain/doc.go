// Package explain finds which texts of the model a line of an output comes from,
// and on which lines of the outputs a text of the model stands.
//
// It keeps no record while something is printed, and there is no second printer
// that could tell another story: it changes the texts it asks about, letter by
// letter and in place, prints again with the printers there are, and sees which
// lines are different. What a line comes from is what changes it.
//
// A text that is changed keeps its length, so that lines stay where they are
// and comments wrap where they did.
package explain
