package main

import (
	"fmt"
	"os"

	"github.com/triptych-docs/triptych/model/load"
)

func main() {
	if _, err := load.Load(os.DirFS("content"), "content"); err != nil {
		fmt.Fprint(os.Stderr, err)
		os.Exit(4)
	}
}
