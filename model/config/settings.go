package config

import "github.com/triptych-docs/triptych/model/source"

// An Origin is the kind of place that a value comes from.
type Origin string

// The origins, the strongest first. What a flag says on the command line comes
// before all of them.
const (
	FromFlag     Origin = "flag"
	FromVariable Origin = "variable"
	FromProject  Origin = "project"
	FromUser     Origin = "user"
	FromDefault  Origin = "default"
)

// A Value is what a setting is, and where that comes from: Pos is a line of a
// file or the name of a variable; it is no place at all for a default.
type Value struct {
	source.Word
	Origin Origin
}

// Settings are all layers, one over the other. The zero value sets nothing.
type Settings struct {
	Variables, Project, User Layer
}

// Get is the value that a key was set to.
func (s Settings) Get(key string) (Value, bool) {
	for _, layer := range s.layers() {
		if word, ok := layer.Values[key]; ok {
			return Value{word, layer.origin}, true
		}
	}
	return Value{}, false
}

// Bind drops what is said of a part elsewhere than where the whole is from: the
// phone of one contact beside the name of another.
func (s Settings) Bind(part, whole string) {
	from, ok := s.Get(whole)
	if !ok {
		return
	}
	for _, layer := range s.layers() {
		if layer.origin != from.Origin {
			delete(layer.Values, part)
		}
	}
}

// A rankedLayer is a layer that knows what kind of place it is.
type rankedLayer struct {
	Layer
	origin Origin
}

// layers are all of them, the strongest first.
func (s Settings) layers() []rankedLayer {
	return []rankedLayer{{s.Variables, FromVariable}, {s.Project, FromProject}, {s.User, FromUser}}
}
