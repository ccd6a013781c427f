package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
)

// versionCommand prints what this program is.
type versionCommand struct {
	JSON bool `help:"As JSON."`
}

// Examples of the command.
func (versionCommand) Examples() string { return "triptych version\ntriptych version --json\n" }

// Run prints the version of the program, the hash of the content that it has,
// and the version of Go that it was built with.
func (c *versionCommand) Run(p *program) error {
	hash, err := p.hash()
	if err != nil {
		return err
	}
	version := versionHere()
	if c.JSON {
		return json.NewEncoder(p.stdout).Encode(struct {
			Schema  string `json:"schema"`
			Version string `json:"version"`
			Model   string `json:"model"`
			Go      string `json:"go"`
		}{"triptych.version/1", version, hash, runtime.Version()})
	}
	_, err = fmt.Fprintf(p.stdout, "triptych %s\ncontent  %s\nbuilt with %s\n", version, hash, runtime.Version())
	return err
}

// versionHere is the version that this program was built as.
func versionHere() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}
