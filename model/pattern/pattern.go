// Package pattern holds back the work of compiling regular expressions until one
// is needed. A command uses few of the patterns of all packages, and has to be
// there at once.
package pattern

import (
	"regexp"
	"sync"
)

// New makes a pattern that a package keeps: a function which compiles the
// expression at the first call and hands out the same one ever after, to any
// number at once. An expression with a fault panics then, not when the program
// starts; the test of this package compiles all that there are.
func New(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
