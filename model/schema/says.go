package schema

import (
	"reflect"
	"strings"
	"sync"
)

// Says is what a field of package model is as a key of the content, in one sentence:
// the first of what schemas say of it. It is empty for a field of which they say
// nothing.
func Says(t reflect.Type, f reflect.StructField) string {
	r := &reflector{comments: sources()}
	text, _, _ := strings.Cut(r.says(t, f), " For example: ")
	text, _, _ = strings.Cut(strings.Join(strings.Fields(text), " "), ". ")
	return strings.TrimSuffix(text, ".")
}

// sources are the comments, read when somebody asks for the first time.
var sources = sync.OnceValue(readComments)
