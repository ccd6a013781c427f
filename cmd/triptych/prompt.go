package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A prompt asks on a terminal: a question, why it is asked, an example or a
// numbered list, and a line to answer on. It prints on standard error, so that
// standard output has the result only, and leaves editing to the terminal: what
// is typed works with a screen reader, in an editor's shell and over a serial
// line alike. Where the terminal can, the question stands out.
type prompt struct {
	*program
	lines <-chan line
	bold  bool
}

// A line is what was typed, or why nothing was.
type line struct {
	text string
	err  error
}

func newPrompt(p *program) *prompt {
	lines := make(chan line)
	go func() {
		s := bufio.NewScanner(p.stdin)
		for s.Scan() {
			lines <- line{text: strings.TrimSpace(s.Text())}
		}
		err := s.Err()
		if err == nil {
			err = io.EOF
		}
		lines <- line{err: err}
	}()
	return &prompt{program: p, lines: lines, bold: p.decorated(p.stderr)}
}

// print talks while it asks, even when it is to say less. Lines are broken
// between words, with the same indent.
func (a *prompt) print(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for part := range strings.SplitSeq(text, "\n") {
		rest := strings.TrimLeft(part, " ")
		indent := part[:len(part)-len(rest)]
		fmt.Fprint(a.stderr, wrapped(indent, indent, rest))
	}
}

// question prints what is asked, why, and an example of an answer.
func (a *prompt) question(text, why, example string) {
	before, after := "", ""
	if a.bold {
		before, after = "\x1b[1m", "\x1b[0m"
	}
	fmt.Fprintf(a.stderr, "\n%s%s%s\n", before, strings.TrimSuffix(wrapped("", "", text), "\n"), after)
	if why != "" {
		a.print("  %s", why)
	}
	if example != "" {
		a.print("  For example: %s", example)
	}
}

// read reads one line. Ctrl-C and Ctrl-D end everything: there is no answer that
// they could stand for, and nothing was written yet.
func (a *prompt) read(sign string) (string, error) {
	fmt.Fprint(a.stderr, sign)
	select {
	case l := <-a.lines:
		if l.err == io.EOF {
			fmt.Fprintln(a.stderr)
			return "", context.Canceled
		}
		if l.err != nil {
			return "", fmt.Errorf("read the answer: %w", l.err)
		}
		return l.text, nil
	case <-a.ctx.Done():
		fmt.Fprintln(a.stderr)
		return "", context.Canceled
	}
}

// sign is what stands before an answer: what Enter takes, where it takes
// anything.
func sign(preset string) string {
	if preset == "" {
		return "> "
	}
	return fmt.Sprintf("[%s] > ", preset)
}

// An option is an answer with its label.
type option struct{ id, label string }

// pick asks for one of some options, by number or by name; for several, with
// commas between them. What comes back is in the order of the options.
func (a *prompt) pick(options []option, preset string, several bool) ([]string, error) {
	for i, o := range options {
		fmt.Fprint(a.stderr, wrapped(fmt.Sprintf("  %d  ", i+1), "     ", o.id+": "+o.label))
	}
	if several {
		a.print("  One, or several with commas between them: 1,2")
	}
	for {
		text, err := a.read(sign(preset))
		if err != nil {
			return nil, err
		}
		if text == "" {
			text = preset
		}
		if ids := picked(text, options); len(ids) == 1 || several && len(ids) > 1 {
			return ids, nil
		}
		what := fmt.Sprintf("Answer with a number from 1 to %d, or with a name of the list.", len(options))
		if several {
			what += " Several have commas between them."
		}
		a.print("%s", what)
	}
}

// picked are the options that a line names; none when it names anything else.
func picked(text string, options []option) []string {
	var chosen []int
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		i := slices.IndexFunc(options, func(o option) bool { return strings.EqualFold(o.id, part) })
		if n, err := strconv.Atoi(part); i < 0 && err == nil && n >= 1 && n <= len(options) {
			i = n - 1
		}
		if i < 0 {
			return nil
		}
		chosen = append(chosen, i)
	}
	slices.Sort(chosen)
	var ids []string
	for _, i := range slices.Compact(chosen) {
		ids = append(ids, options[i].id)
	}
	return ids
}

// columns is how wide a terminal is taken to be.
const columns = 80

// wrapped is a text in lines of words that fit a terminal, each ended: the first
// behind one indent, the others behind another. A word that is longer than a line
// has one of its own.
func wrapped(first, indent, text string) string { return wrappedTo(columns, first, indent, text) }

func wrappedTo(width int, first, indent, text string) string {
	var b strings.Builder
	b.WriteString(first)
	at := utf8.RuneCountInString(first)
	start := true
	for word := range strings.FieldsSeq(text) {
		size := utf8.RuneCountInString(word)
		switch {
		case start:
		case at+1+size > width:
			b.WriteString("\n" + indent)
			at = len(indent)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += size
		start = false
	}
	return b.String() + "\n"
}
