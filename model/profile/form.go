package profile

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/triptych-docs/triptych/model/pattern"
)

// A form says what is wrong with a value, in words that follow it: "has a space
// in it". It says nothing about a value that is right.
type form func(value string) string

// forms are the types of inputs. They are narrower than the standards: a
// customer's value ends up in a shell, on a form and in a mail address at once.
var forms = map[string]form{
	"address":    address,
	"local-part": localPart,
	"domain":     domain,
	"name":       func(value string) string { return textOf(value, longestName) },
	"text":       text,
}

// Valid is nil for a value of a type of input (address, local-part, domain,
// name, text), else says what is wrong with it.
func Valid(kind, value string) error {
	if why := forms[kind](value); why != "" {
		return fmt.Errorf("%s %s", shown(value), why)
	}
	return nil
}

// The lengths that mail and Exchange allow.
const (
	longestName    = 64
	longestLocal   = 64
	longestDomain  = 253
	longestLabel   = 63
	longestAddress = 254
)

func address(value string) string {
	local, host, ok := cutAddress(value)
	switch {
	case !ok:
		return orText(value, "has no @ and so is no mail address")
	case strings.Contains(local, "@"):
		return "has more than one @"
	case len(value) > longestAddress:
		return fmt.Sprintf("has %d characters; a mail address has %d at the most", len(value), longestAddress)
	}
	if why := localPart(local); why != "" {
		return why + inPart(why, "before")
	}
	if why := domain(host); why != "" {
		return why + inPart(why, "behind")
	}
	return ""
}

// inPart says on which side of the @ a fault is.
func inPart(why, side string) string {
	if strings.Contains(why, "@") {
		return ""
	}
	return " " + side + " the @"
}

// cutAddress cuts at the last @.
func cutAddress(value string) (local, host string, ok bool) {
	i := strings.LastIndexByte(value, '@')
	if i < 0 {
		return value, "", false
	}
	return value[:i], value[i+1:], true
}

// orText prefers what is wrong with the characters to what is wrong with the form.
func orText(value, why string) string {
	if value == "" {
		return "is empty"
	}
	if strings.ContainsRune(value, ' ') {
		return "has a space in it"
	}
	for _, r := range value {
		if bad := invisible(r); bad != "" {
			return "has " + bad
		}
	}
	return why
}

var (
	localCharacters  = pattern.New(`^[A-Za-z0-9._+-]*$`)
	domainCharacters = pattern.New(`^[A-Za-z0-9.-]*$`)
	label            = pattern.New(`^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$`)
	letter           = pattern.New(`[A-Za-z]`)
)

func localPart(value string) string {
	switch {
	case value == "":
		return "is empty"
	case strings.Contains(value, "@"):
		return "is a whole address; write the part before the @"
	case !localCharacters().MatchString(value):
		return orText(value, "has a character other than letters a to z, digits and . _ + -")
	case len(value) > longestLocal:
		return fmt.Sprintf("has %d characters; %d at the most", len(value), longestLocal)
	case strings.HasPrefix(value, ".") || strings.HasSuffix(value, ".") || strings.Contains(value, ".."):
		return "has a dot at its start or end, or two in a row"
	case strings.HasPrefix(value, "-"):
		return "starts with a hyphen"
	}
	return ""
}

func domain(value string) string {
	labels := strings.Split(value, ".")
	switch {
	case value == "":
		return "is empty"
	case !domainCharacters().MatchString(value):
		return orText(value, "has a character other than letters a to z, digits, dots and hyphens")
	case strings.HasSuffix(value, "."):
		return "ends with a dot"
	case len(value) > longestDomain:
		return fmt.Sprintf("has %d characters; a domain has %d at the most", len(value), longestDomain)
	case len(labels) < 2:
		return "has no dot and so is no domain"
	case slices.ContainsFunc(labels, func(l string) bool { return !label().MatchString(l) || len(l) > longestLabel }):
		return fmt.Sprintf("has a part between dots that is empty, longer than %d characters, or starts or ends with a hyphen", longestLabel)
	case !letter().MatchString(labels[len(labels)-1]):
		return "ends with a number and so is no domain"
	}
	return ""
}

var (
	shortName = pattern.New(`^[a-z0-9](-?[a-z0-9]){0,39}$`)
	device    = pattern.New(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)
)

// customerID is part of file names on every system.
func customerID(value string) string {
	switch {
	case !shortName().MatchString(value):
		return orText(value, "is no short name: up to 40 small letters and digits, with single hyphens between")
	case device().MatchString(value):
		return "is the name of a device on Windows"
	}
	return ""
}

// idOf makes a short name of a customer's name: "Acme Corp" is "acme-corp". It
// is empty for a name with letters beyond ASCII, which people shorten in ways
// that no program knows, and for one with no letters at all.
func idOf(name string) string {
	var b strings.Builder
	kept := 0
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= utf8.RuneSelf:
			return ""
		case kept == 40:
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
			kept++
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	id := strings.Trim(b.String(), "-")
	if customerID(id) != "" {
		return ""
	}
	return id
}
