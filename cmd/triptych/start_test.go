package main

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
)

// TestStart asks the runtime what each package of ours takes before main. All
// commands wait for that, and none needs all of it: what is compiled or laid
// out in tables is made when it is first asked for. Bytes are compared, not
// times, because every run takes the same.
func TestStart(t *testing.T) {
	const limit = 16 << 10
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	start := exec.Command(binary, "-test.run=^$")
	start.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	trace, err := start.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, trace)
	}
	packages := regexp.MustCompile(`(?m)^init github\.com/triptych-docs/triptych/(\S+) @.* ms clock, (\d+) bytes, (\d+) allocs$`).FindAllSubmatch(trace, -1)
	if len(packages) < 10 {
		t.Fatalf("the runtime names %d packages of ours:\n%s", len(packages), trace)
	}
	for _, p := range packages {
		if bytes, err := strconv.Atoi(string(p[2])); err != nil || bytes > limit {
			t.Errorf("%s takes %s bytes in %s parts before the program begins, which is more than %d: make what it needs when it is first asked for (sync.OnceValue, model/pattern)", p[1], p[2], p[3], limit)
		}
	}
}
