// Package lexer cuts PowerShell text into tokens, by PowerShell's own rules for
// quotes, comments, here-strings and variables. It is the reader that proves
// what package powershell printed, so it shares no code with it.
//
// It is no parser: words, operators and brackets come out as they stand, without
// a judgement on their order. The grammar of tree-sitter judges that, but takes
// typographic quotes for ordinary characters, which PowerShell does not.
package lexer

import (
	"fmt"
	"strings"
	"unicode"
)

// A Kind says what a token is.
type Kind string

// The kinds of token. White space, line continuations and a byte order mark are
// no tokens.
const (
	Literal    Kind = "literal"    // 'text' and @'…'@: nothing inside is expanded
	Expandable Kind = "expandable" // "text" and @"…"@: variables inside are expanded
	Comment    Kind = "comment"    // # to the end of the line, <# … #>
	Variable   Kind = "variable"   // $name, ${name}, @name
	Word       Kind = "word"       // command, parameter, operator, number
	Bracket    Kind = "bracket"    // ( ) { } [ ] $( @( @{
	Mark       Kind = "mark"       // , ; | & = and the like
	Break      Kind = "break"      // the end of a line
)

// A Token is a piece of PowerShell text.
type Token struct {
	Kind Kind
	Text string // as it stands
	// Value is what a literal stands for, the inside of an expandable string as
	// it is written, the inside of a comment, or the name of a variable.
	Value  string
	Offset int // of its first byte
	Line   int // from 1
}

// Tokens are the tokens of a text. A string or comment without an end is an error.
func Tokens(text string) ([]Token, error) {
	l := &lexer{text: text, runes: []rune(text)}
	if len(l.runes) > 0 && l.runes[0] == '\ufeff' {
		l.next()
	}
	for !l.done() {
		if err := l.token(); err != nil {
			return nil, err
		}
	}
	return l.tokens, nil
}

type lexer struct {
	text   string
	runes  []rune
	at     int // in runes
	offset int // in bytes
	line   int // breaks passed
	tokens []Token

	start, startLine int // of the token at hand
}

const end = rune(-1)

func (l *lexer) done() bool { return l.at >= len(l.runes) }

// peek is the character n places ahead.
func (l *lexer) peek(n int) rune {
	if l.at+n >= len(l.runes) {
		return end
	}
	return l.runes[l.at+n]
}

// next takes a character.
func (l *lexer) next() rune {
	r := l.runes[l.at]
	l.at++
	l.offset += len(string(r))
	if r == '\n' || r == '\r' && l.peek(0) != '\n' {
		l.line++
	}
	return r
}

func (l *lexer) take(n int) {
	for range n {
		l.next()
	}
}

func (l *lexer) emit(k Kind, value string) {
	l.tokens = append(l.tokens, Token{
		Kind: k, Text: l.text[l.start:l.offset], Value: value, Offset: l.start, Line: l.startLine + 1,
	})
}

func (l *lexer) unfinished(what string) error {
	return fmt.Errorf("lexer: line %d: %s has no end", l.startLine+1, what)
}

func (l *lexer) token() error {
	l.start, l.startLine = l.offset, l.line
	r, after := l.peek(0), l.peek(1)
	switch {
	case isBreak(r):
		l.lineBreak()
		l.emit(Break, "")
	case unicode.IsSpace(r):
		l.next()
	case r == '`' && isBreak(after):
		l.next()
		l.lineBreak()
	case r == '#':
		return l.lineComment()
	case r == '<' && after == '#':
		return l.blockComment()
	case isSingle(r):
		return l.single()
	case isDouble(r):
		l.next()
		value, err := l.double()
		if err != nil {
			return err
		}
		l.emit(Expandable, value)
	case r == '@' && (isSingle(after) || isDouble(after)) && l.opensHere():
		return l.here(isSingle(after))
	case r == '$' || r == '@':
		return l.variable()
	case strings.ContainsRune("(){}[]", r):
		l.next()
		l.emit(Bracket, "")
	case strings.ContainsRune(",;|&=<>+*/!%.?:", r):
		l.next()
		l.emit(Mark, "")
	default:
		l.word()
	}
	return nil
}

// lineBreak takes CR LF as one break.
func (l *lexer) lineBreak() {
	if l.next() == '\r' && l.peek(0) == '\n' {
		l.next()
	}
}

func (l *lexer) lineComment() error {
	l.next()
	from := l.offset
	for !l.done() && !isBreak(l.peek(0)) {
		l.next()
	}
	l.emit(Comment, l.text[from:l.offset])
	return nil
}

func (l *lexer) blockComment() error {
	l.take(2)
	from := l.offset
	for !l.done() {
		if l.peek(0) == '#' && l.peek(1) == '>' {
			value := l.text[from:l.offset]
			l.take(2)
			l.emit(Comment, value)
			return nil
		}
		l.next()
	}
	return l.unfinished("a comment")
}

// single reads a single-quoted string: the only escape is two quotes, of any
// kind, for the second of them.
func (l *lexer) single() error {
	l.next()
	var value strings.Builder
	for !l.done() {
		r := l.next()
		if isSingle(r) {
			if !isSingle(l.peek(0)) {
				l.emit(Literal, value.String())
				return nil
			}
			r = l.next()
		}
		value.WriteRune(r)
	}
	return l.unfinished("a string")
}

// double reads an expandable string behind its first quote, with the
// subexpressions in it, which hold strings of their own.
func (l *lexer) double() (string, error) {
	from := l.offset
	for !l.done() {
		switch r := l.peek(0); {
		case isDouble(r) && isDouble(l.peek(1)):
			l.take(2)
		case isDouble(r):
			value := l.text[from:l.offset]
			l.next()
			return value, nil
		case r == '`' && l.peek(1) != end:
			l.take(2)
		case r == '$' && l.peek(1) == '(':
			l.take(2)
			if err := l.subexpression(); err != nil {
				return "", err
			}
		default:
			l.next()
		}
	}
	return "", l.unfinished("a string")
}

// subexpression reads up to the bracket that closes it. Its tokens are part of
// the string and are dropped.
func (l *lexer) subexpression() error {
	kept, start, startLine := l.tokens, l.start, l.startLine
	defer func() { l.tokens, l.start, l.startLine = kept, start, startLine }()
	for depth := 1; !l.done(); {
		l.tokens = nil
		if err := l.token(); err != nil {
			return err
		}
		if len(l.tokens) == 0 || l.tokens[0].Kind != Bracket {
			continue
		}
		switch text := l.tokens[0].Text; {
		case text == ")":
			if depth--; depth == 0 {
				return nil
			}
		case strings.HasSuffix(text, "("):
			depth++
		}
	}
	return l.unfinished("a subexpression")
}

// opensHere tells whether nothing but blanks stands behind @' or @".
func (l *lexer) opensHere() bool {
	for n := 2; ; n++ {
		r := l.peek(n)
		if r == end || isBreak(r) {
			return r != end
		}
		if !unicode.IsSpace(r) {
			return false
		}
	}
}

// here reads a here-string: it ends where a line begins with its quote and @.
func (l *lexer) here(literal bool) error {
	l.take(2)
	for !isBreak(l.peek(0)) {
		l.next()
	}
	l.lineBreak()
	quote, kind := isDouble, Expandable
	if literal {
		quote, kind = isSingle, Literal
	}
	from, to := l.offset, l.offset // to is where the last line ends, without its break
	for fresh := true; !l.done(); {
		if fresh && quote(l.peek(0)) && l.peek(1) == '@' {
			value := l.text[from:to]
			l.take(2)
			l.emit(kind, value)
			return nil
		}
		fresh = isBreak(l.peek(0))
		if fresh {
			to = l.offset
			l.lineBreak()
		} else {
			l.next()
		}
	}
	return l.unfinished("a here-string")
}

func (l *lexer) variable() error {
	sign := l.next()
	switch r := l.peek(0); {
	case r == '(' || r == '{' && sign == '@':
		l.next()
		l.emit(Bracket, "")
	case r == '{':
		l.next()
		from := l.offset
		for !l.done() {
			if l.peek(0) == '}' {
				value := l.text[from:l.offset]
				l.next()
				l.emit(Variable, value)
				return nil
			}
			if l.next() == '`' && !l.done() {
				l.next()
			}
		}
		return l.unfinished("the name of a variable")
	case sign == '$' && (r == '$' || r == '?' || r == '^'):
		l.next()
		l.emit(Variable, string(r))
	case isName(r):
		from := l.offset
		for isName(l.peek(0)) || l.peek(0) == ':' && l.peek(1) != ':' && isName(l.peek(1)) {
			l.next()
		}
		l.emit(Variable, l.text[from:l.offset])
	default:
		l.emit(Mark, "")
	}
	return nil
}

// word reads up to white space or to what begins another token.
func (l *lexer) word() {
	for !l.done() {
		r := l.peek(0)
		if unicode.IsSpace(r) || isBreak(r) || isSingle(r) || isDouble(r) || strings.ContainsRune("(){}[],;|&=<>$@", r) {
			break
		}
		if l.next() == '`' && !l.done() {
			l.next()
		}
	}
	l.emit(Word, "")
}

func isBreak(r rune) bool { return r == '\n' || r == '\r' }

// isSingle tells whether PowerShell takes a character for a single quote.
func isSingle(r rune) bool { return r == '\'' || r >= 0x2018 && r <= 0x201b }

// isDouble tells whether PowerShell takes a character for a double quote.
func isDouble(r rune) bool { return r == '"' || r >= 0x201c && r <= 0x201e }

func isName(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
