// Package model is what authors write: one struct for each mapping of the
// content, one field for each key. It has conditions and choices in it, and
// nothing else in the project does once model/compile is done with it.
//
// The types read themselves strictly (package strict); whether names resolve,
// choices are total and branches alive is checked in model/load.
package model
