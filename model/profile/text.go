package profile

import (
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// longestText is how many characters a text may have.
const longestText = 200

// text says what is wrong with a text that people read: a name, a ticket, a
// time. It may hold any character that can be seen, and spaces between.
// What it may not hold has no one form in all of the formats that are printed:
// line breaks, control characters, and characters that nobody sees and that
// turn the text round or join and split words.
func text(value string) string { return textOf(value, longestText) }

func textOf(value string, longest int) string {
	if !utf8.ValidString(value) {
		return "is not UTF-8 text"
	}
	if n := utf8.RuneCountInString(value); n > longest {
		return fmt.Sprintf("has %d characters; %d at the most", n, longest)
	}
	for _, r := range value {
		if why := invisible(r); why != "" {
			return "has " + why
		}
	}
	first, _ := utf8.DecodeRuneInString(value)
	last, _ := utf8.DecodeLastRuneInString(value)
	switch {
	case value == "":
		return "is empty"
	case unicode.IsSpace(first) || unicode.IsSpace(last):
		return "starts or ends with a space"
	case unicode.Is(unicode.M, first):
		return "starts with a mark that belongs to a letter before it"
	}
	return ""
}

// invisible says what a character is that no text may have, or nothing.
func invisible(r rune) string {
	switch {
	case r == '\n', r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
		return "a line break"
	case r == '\t':
		return "a tab"
	case r == 0:
		return "a NUL character"
	case unicode.IsControl(r):
		return fmt.Sprintf("the control character U+%04X", r)
	case r == utf8.RuneError:
		return "the character U+FFFD, which stands for a character that was lost"
	case unicode.Is(unicode.Bidi_Control, r):
		return fmt.Sprintf("the character U+%04X, which turns the direction of the text round", r)
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Noncharacter_Code_Point, r):
		return fmt.Sprintf("the invisible character U+%04X", r)
	}
	return ""
}

// shown quotes a value for a message: short, and with nothing in it that could
// move the cursor.
func shown(value string) string {
	const longest = 60
	if runes := []rune(value); len(runes) > longest {
		value = string(runes[:longest]) + "…"
	}
	return strconv.QuoteToGraphic(value)
}
