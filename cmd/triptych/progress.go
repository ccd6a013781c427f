package main

import (
	"fmt"
	"time"
)

// progress counts what becomes of a list. On a terminal it shows the count while
// it grows; elsewhere only its last line is printed.
type progress struct {
	p                          *program
	shows                      bool
	last                       time.Time
	rows, made, faulty, failed int
	files, written             int
}

func newProgress(p *program) progress {
	return progress{p: p, shows: !p.Quiet && isTerminal(p.stderr)}
}

// show shows the count, not more often than eyes can follow.
func (s *progress) show() {
	if now := time.Now(); s.shows && now.Sub(s.last) > 100*time.Millisecond {
		s.last = now
		fmt.Fprintf(s.p.stderr, "\r%d customers", s.made)
	}
}

// pause makes room for a message.
func (s *progress) pause() {
	if s.shows && !s.last.IsZero() {
		fmt.Fprintf(s.p.stderr, "\r%*s\r", len("1000000000 customers"), "")
	}
}

// end ends the line.
func (s *progress) end() { s.pause() }

// summary says how it went.
func (s *progress) summary(output string) {
	text := fmt.Sprintf("%s: %d files, %d written, %d same in %s.", plural(s.made, "customer"), s.files, s.written, s.files-s.written, output)
	if s.faulty > 0 {
		text += fmt.Sprintf(" %s at fault, nothing made from them.", plural(s.faulty, "row"))
	}
	if s.failed > 0 {
		text += fmt.Sprintf(" %s could not be written.", plural(s.failed, "customer"))
	}
	if s.faulty+s.failed > 0 {
		fmt.Fprintln(s.p.stderr, text)
		return
	}
	s.p.say("%s", text)
}
