package main

import (
	"runtime"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/render/powershell"
)

// A shell is how command lines are quoted for it.
type shell struct {
	name  string
	plain string // characters that need no quotes, beside those of plainInShells
	quote func(string) string
	more  string // goes on in the next line
	// refuses are characters that it does not hand on the same way in all of its
	// versions.
	refuses string
}

var (
	posix = shell{name: "a shell", plain: "@,", more: "\\", quote: func(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }}
	// Windows PowerShell takes a double quote inside an argument for the end of
	// it, PowerShell 7 does not.
	windows = shell{name: "PowerShell", plain: `\`, more: "`", quote: powershell.Literal.Escape, refuses: `"`}
)

// shellHere is the shell that people have on this system.
func shellHere() shell {
	if runtime.GOOS == "windows" {
		return windows
	}
	return posix
}

// plainInShells are the characters that mean themselves in every shell.
const plainInShells = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=+"

// word is one word of a command line, in quotes where it needs them: a list and
// a mail address do in PowerShell, and so does a flag with a dot in it.
func (s shell) word(text string) string {
	if text != "" && strings.Trim(text, plainInShells+s.plain) == "" && (text[0] != '-' || !strings.ContainsAny(text, ".:=")) {
		return text
	}
	return s.quote(text)
}

// words are words of a command line, each in quotes where it needs them.
func (s shell) words(all []string) string {
	quoted := make([]string, len(all))
	for i, text := range all {
		quoted[i] = s.word(text)
	}
	return strings.Join(quoted, " ")
}

// line is a command line that can be typed: a flag and its value stay together,
// and lines are no longer than a terminal where that can be. It is empty where no
// line means the same in every version of the shell.
func (s shell) line(indent string, args []string) string {
	if s.refuses != "" && slices.ContainsFunc(args, func(a string) bool { return strings.ContainsAny(a, s.refuses) }) {
		return ""
	}
	var parts []string
	for i, arg := range args {
		if word := s.word(arg); i > 0 && strings.HasPrefix(args[i-1], "-") && !strings.HasPrefix(arg, "-") {
			parts[len(parts)-1] += " " + word
		} else {
			parts = append(parts, word)
		}
	}
	var b strings.Builder
	width := 0
	for i, part := range parts {
		switch size := len([]rune(part)); {
		case i == 0:
			b.WriteString(indent + part)
			width = len(indent) + size
		case width+1+size+2 > columns:
			b.WriteString(" " + s.more + "\n" + indent + "    " + part)
			width = len(indent) + 4 + size
		default:
			b.WriteString(" " + part)
			width += 1 + size
		}
	}
	return b.String()
}

// args are flags as they stand on a command line, an address by its own flag.
func args(f profile.Flags) []string {
	all := []string{}
	add := func(flag, value string) {
		switch {
		case strings.HasPrefix(value, "-"): // not to be taken for a flag
			all = append(all, flag+"="+value)
		case value != "":
			all = append(all, flag, value)
		}
	}
	add("--procedure", f.Procedure)
	add("--customer", f.Customer)
	add("--id", f.ID)
	add("--tenant", f.Tenant)
	add("--address", f.Address)
	for _, in := range f.Input {
		if value, ok := strings.CutPrefix(in, "address="); ok {
			add("--address", value)
		}
	}
	for _, set := range f.Set {
		add("--set", set)
	}
	for _, in := range f.Input {
		if !strings.HasPrefix(in, "address=") {
			add("--input", in)
		}
	}
	add("--ticket", f.Ticket)
	add("--window", f.Window)
	add("--owner", f.Owner)
	add("--executor", f.Executor)
	add("--reviewer", f.Reviewer)
	add("--replaces", f.Replaces)
	add("--contact", f.Contact)
	add("--contact-phone", f.Phone)
	add("--contact-hours", f.Hours)
	add("--prepared-by", f.By)
	add("--date", f.Date)
	return all
}

// tellCommand prints the command that does without questions what was asked for.
func (p *program) tellCommand(args []string) {
	s := shellHere()
	if line := s.line("  ", args); line != "" {
		p.say("The same without questions, in %s:\n%s", s.name, line)
		return
	}
	p.say("The same without questions needs the profile: versions of %s read a double quote in different ways.", s.name)
}

// next is a command about the same content, for people to copy.
func (p *program) next(words ...string) string {
	return shellHere().words(slices.Concat([]string{"triptych"}, words, p.contentArgs()))
}

// withoutCheck is the command as it was typed, for people to copy, without the flag
// that kept it from writing. Whatever else was said on the line holds again, and so
// does the configuration.
func (p *program) withoutCheck() string {
	typed := slices.DeleteFunc(slices.Clone(p.typed), func(word string) bool { return word == "--check" || word == "--check=true" })
	return shellHere().words(append([]string{"triptych"}, typed...))
}
