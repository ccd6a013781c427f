package main

import (
	"strconv"
	"strings"

	"github.com/triptych-docs/triptych/model/pattern"
)

var (
	character = pattern.New(`\{U\+([0-9A-F]{4,6})\}`)
	rawByte   = pattern.New(`\{0x([0-9A-F]{2})\}`)
	many      = pattern.New(`\{([0-9]+)\*(.)\}`)
)

// withCharacters puts characters in the place of their names.
func withCharacters(data []byte) []byte {
	data = character().ReplaceAllFunc(data, func(name []byte) []byte {
		n, _ := strconv.ParseInt(string(character().FindSubmatch(name)[1]), 16, 32)
		return []byte(string(rune(n)))
	})
	data = rawByte().ReplaceAllFunc(data, func(name []byte) []byte {
		n, _ := strconv.ParseUint(string(rawByte().FindSubmatch(name)[1]), 16, 8)
		return []byte{byte(n)}
	})
	return many().ReplaceAllFunc(data, func(name []byte) []byte {
		parts := many().FindSubmatch(name)
		n, _ := strconv.Atoi(string(parts[1]))
		return []byte(strings.Repeat(string(parts[2]), n))
	})
}
