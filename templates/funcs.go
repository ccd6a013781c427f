package templates

import (
	"text/template"

	"github.com/Masterminds/sprig/v3"
)

// allowed are the functions of sprig that a frame may use: arithmetic for
// counting, and layout. None reads the clock, the environment or chance, none
// depends on the order of a map or cuts a character in two, and none turns
// typed text back into a bare string: those that work on text take a string,
// so that handing them typed text is an error. The test beside this file lists
// all others with the reason why they are not here.
var allowed = []string{
	"add", "add1", "sub",
	"first", "last", "initial", "rest",
	"indent", "nindent", "repeat", "trim",
	"plural",
}

// Funcs is what every frame may call beside the functions that text/template
// has of itself. The map is the caller's own.
func Funcs() template.FuncMap {
	all := sprig.HermeticTxtFuncMap()
	funcs := make(template.FuncMap, len(allowed))
	for _, name := range allowed {
		f, ok := all[name]
		if !ok {
			panic("templates: sprig has no function " + name)
		}
		funcs[name] = f
	}
	return funcs
}
