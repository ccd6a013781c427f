package impact

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// A read text is what a statement makes its reader do, apart from how it is
// worded.
type read struct {
	acts  []string // labels, links, references and blocks, in order
	typed []string // what is entered or compared to the letter
	words []string // the rest
}

// reading takes the text of a statement apart. Marks stand inside one another.
func reading(text string) read {
	type open struct{ kind, text string }
	var r read
	stack := []open{{}}
	add := func(s string) { stack[len(stack)-1].text += s }
	for _, c := range text {
		switch s := string(c); s {
		default:
			add(s)
		case label, code, strong, link, ref, hole, block, derived:
			stack = append(stack, open{kind: s})
		case end:
			last := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			switch last.kind {
			case code, hole:
				r.typed = append(r.typed, last.text)
				add(" ")
			case label, link, ref, block:
				r.acts = append(r.acts, last.kind+last.text)
				add(" ")
			case strong:
				add(last.text)
			}
		}
	}
	r.words = strings.Fields(stack[0].text)
	return r
}

// against is the class of the change from one reading to another.
func (r read) against(new read) Class {
	switch {
	case !slices.Equal(r.acts, new.acts):
		return Differs
	case !slices.Equal(r.typed, new.typed) || !slices.Equal(these(r.words, isData), these(new.words, isData)):
		return Value
	case !slices.Equal(these(r.words, turns), these(new.words, turns)):
		return Differs
	case !slices.Equal(r.words, new.words):
		return Wording
	}
	return Layout
}

// these are the words that something holds for, in lower case and without the
// punctuation around them.
func these(words []string, holds func(string) bool) []string {
	var all []string
	for _, w := range words {
		w = strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return unicode.IsPunct(r) && r != '$' }))
		if holds(w) {
			all = append(all, w)
		}
	}
	return all
}

// isData tells whether a word is no word but a value in plain print: a number,
// a host, an address.
func isData(word string) bool { return strings.ContainsAny(word, "0123456789@$._/\\") }

// turns tells whether a word can turn an instruction into another one. A text
// that gains or loses one is never called a mere change of wording: it costs a
// reviewer a look where the meaning stayed, and a customer nothing.
func turns(word string) bool { return turning()[word] }

var turning = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(`
		no not never none neither nor cannot can't don't doesn't mustn't isn't aren't won't without
		only must may should can unless except if otherwise instead before after until while when then
		all any every each both either or and on off yes
		one two three four five six seven eight nine ten once twice
		add allow approve ask block call cancel change check choose clear click close confirm connect copy create
		delete disable do enable enter go hide keep leave move open paste publish reject remove rename replace reset
		restart restore run save select send set show skip start stop switch test turn type undo use verify wait write`) {
		all[w] = true
	}
	return all
})
