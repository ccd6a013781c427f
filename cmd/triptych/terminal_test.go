package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/triptych-docs/triptych/model/pattern"
)

// terminal runs a command on a pseudo-terminal, as a person would: it types the
// next line of a file when the command waits at its sign, "> ". A line ^C or ^D
// is that key. What the person sees, typing included, is the file "screen"
// afterwards; what the command writes to standard output goes there too, or with
// -stdout to a file.
func terminal(ts *testscript.TestScript, neg bool, args []string) {
	stdout := ""
	if len(args) > 1 && args[0] == "-stdout" {
		stdout, args = args[1], args[2:]
	}
	if neg || len(args) < 3 {
		ts.Fatalf("usage: terminal [-stdout FILE] CODE TYPED COMMAND [ARGUMENT...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	command := exec.Command(inPath(ts.Getenv("PATH"), args[2]), args[3:]...)
	command.Args[0] = args[2]
	command.Dir = ts.MkAbs(".")
	for _, name := range []string{"PATH", "HOME", "TERM", "SOURCE_DATE_EPOCH", "NO_COLOR", "TMPDIR", "GOCOVERDIR"} {
		if value := ts.Getenv(name); value != "" {
			command.Env = append(command.Env, name+"="+value)
		}
	}
	if stdout != "" {
		file, err := os.Create(ts.MkAbs(stdout))
		ts.Check(err)
		defer file.Close()
		command.Stdout = file
	}
	device, err := pty.Start(command)
	ts.Check(err)
	defer device.Close()
	s := &screen{waits: make(chan struct{}, 1), ended: make(chan struct{})}
	go s.read(device)
	for typed := range strings.Lines(ts.ReadFile(args[1])) {
		if !s.wait() {
			ts.Fatalf("%q was to be typed, and nothing asks for it:\n%s", typed, s)
		}
		switch key := strings.TrimSuffix(typed, "\n"); key {
		case "^C":
			typed = "\x03"
		case "^D":
			typed = "\x04"
		}
		_, err := device.WriteString(typed)
		ts.Check(err)
	}
	if s.wait() {
		_ = command.Process.Kill()
		ts.Fatalf("it asks for more than was typed:\n%s", s)
	}
	var exit *exec.ExitError
	if err := command.Wait(); err != nil && !errors.As(err, &exit) {
		ts.Fatalf("%v", err)
	}
	ts.Check(os.WriteFile(ts.MkAbs("screen"), []byte(s.String()), 0o666))
	if got := command.ProcessState.ExitCode(); got != want {
		ts.Fatalf("%s ended with %d, not with %d:\n%s", args[2], got, want, s)
	}
}

// inPath finds a program where a session has its programs.
func inPath(path, name string) string {
	for _, folder := range filepath.SplitList(path) {
		if _, err := os.Stat(filepath.Join(folder, name)); err == nil {
			return filepath.Join(folder, name)
		}
	}
	return name
}

// A screen is what a terminal has shown.
type screen struct {
	mu    sync.Mutex
	text  []byte
	waits chan struct{} // a command waits at its sign
	ended chan struct{}
}

// escapes are sequences that a terminal obeys and does not show.
var escapes = pattern.New(`\x1b\[[0-9;?]*[a-zA-Z]`)

// read takes in what is shown until the command ends.
func (s *screen) read(device *os.File) {
	defer close(s.ended)
	buffer := make([]byte, 4096)
	said := 0
	for {
		n, err := device.Read(buffer)
		s.mu.Lock()
		s.text = append(s.text, buffer[:n]...)
		// What only moves the cursor or sets a mode does not make it wait again.
		visible := escapes().ReplaceAll(s.text, nil)
		waits := len(visible) > said && bytes.HasSuffix(visible, []byte("> "))
		s.mu.Unlock()
		if waits {
			said = len(visible)
			s.waits <- struct{}{}
		}
		if err != nil { // Linux says EIO when nobody has the terminal open any more
			return
		}
	}
}

// wait waits until the command waits, or ends and so does not.
func (s *screen) wait() bool {
	select {
	case <-s.waits:
		return true
	case <-s.ended:
		select {
		case <-s.waits:
			return true
		default:
			return false
		}
	case <-time.After(time.Minute):
		return false
	}
}

// String is what was shown, as lines of a file.
func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.ReplaceAll(string(s.text), "\r\n", "\n")
}
