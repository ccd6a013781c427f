// Command triptych makes documents, runbooks and scripts from one model of a
// procedure. Each command is a struct in a file of its own: it loads, calls one
// or two packages, and writes.
//
// Results go to standard output, talk to standard error. What the exit codes
// mean stands in exit.go.
package main

import (
	"os"
	"runtime/debug"
)

func main() {
	// A command lives for a tenth of a second, a third of which would go into
	// collecting garbage that the end of the process frees anyway.
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(memory)
	os.Exit(run(os.Args[1:], &program{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		env: os.Getenv, environ: os.Environ, settings: os.UserConfigDir,
	}))
}

// memory is how much may be used before garbage is collected after all.
const memory = 256 << 20
