package profile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/source"
)

// Flags are what a command line says about a customer. A field that is empty
// says nothing.
type Flags struct {
	Procedure string
	Customer  string // name
	ID        string
	Address   string   // short for the input of that name
	Set       []string // FACET=ANSWER or FACET=ANSWER,ANSWER
	Input     []string // NAME=VALUE or NAME.ANSWER=VALUE
	Tenant    string
	Ticket    string
	Window    string
	Owner     string
	Executor  string
	Reviewer  string
	Replaces  string // id of an earlier runbook
	Contact   string // name
	Phone     string // of the contact
	Hours     string // of the contact
	By        string // who prepared it
	Date      string
}

// FromFlags reads flags as a profile. The place of a fault is the flag.
func FromFlags(f Flags, faults *source.List) *Profile {
	p := &Profile{Facts: map[string]source.Word{}}
	if f.Procedure != "" {
		p.Procedure = source.Word{Text: f.Procedure, Pos: flag("--procedure")}
	}
	for _, fact := range facts {
		if value := *fact.of(&f); value != "" {
			p.Facts[fact.name] = source.Word{Text: value, Pos: flag(fact.flag)}
		}
	}
	for _, set := range f.Set {
		facet, answers, ok := strings.Cut(set, "=")
		if !ok || facet == "" || answers == "" {
			faults.Add(source.Diagnostic{Pos: flag("--set"), Message: shown(set) + " is not of the form FACET=ANSWER"})
			continue
		}
		pos := flag("--set " + printable(facet))
		if indexOf(p.Answers, facet) >= 0 {
			faults.Add(source.Diagnostic{Pos: pos, Message: "given twice", Hint: fmt.Sprintf("several answers stand in one: --set %s=A,B", printable(facet))})
			continue
		}
		a := Answers{Pos: pos}
		for answer := range strings.SplitSeq(answers, ",") {
			a.Words = append(a.Words, source.Word{Text: answer, Pos: pos})
		}
		p.Answers = append(p.Answers, source.Entry[Answers]{Key: source.Word{Text: facet, Pos: pos}, Value: a})
	}
	inputs := f.Input
	if f.Address != "" {
		p.input("address", "", f.Address, flag("--address"), faults)
	}
	for _, in := range inputs {
		name, value, ok := strings.Cut(in, "=")
		if !ok || name == "" || value == "" {
			faults.Add(source.Diagnostic{Pos: flag("--input"), Message: "not of the form NAME=VALUE"})
			continue
		}
		first, answer, _ := strings.Cut(name, ".")
		p.input(first, answer, value, flag("--input "+printable(name)), faults)
	}
	return p
}

// Preset are the flags with facts that hold for every customer, where they say
// nothing else: see [Profile.Preset].
func (f Flags) Preset(words map[string]source.Word) Flags {
	var elsewhere source.List // what is wrong with flags is said where they are read
	held := FromFlags(f, &elsewhere).Preset(words)
	for _, fact := range facts {
		*fact.of(&f) = held.Facts[fact.name].Text
	}
	return f
}

// input adds one value.
func (p *Profile) input(name, answer, value string, pos source.Pos, faults *source.List) {
	word := source.Word{Text: value, Pos: pos}
	i := indexOf(p.Inputs, name)
	if i < 0 {
		i = len(p.Inputs)
		p.Inputs = append(p.Inputs, source.Entry[Input]{Key: source.Word{Text: name, Pos: pos}, Value: Input{Pos: pos}})
		if answer == "" {
			p.Inputs[i].Value.One = word
			return
		}
	}
	in := &p.Inputs[i].Value
	if _, twice := in.Each.Get(answer); answer == "" || in.One.Text != "" || twice {
		faults.Add(source.Diagnostic{Pos: pos, Message: "given twice"})
		return
	}
	in.Each = append(in.Each, source.Entry[source.Word]{Key: source.Word{Text: answer, Pos: pos}, Value: word})
}

// flag is the place of a value that came from the command line.
func flag(name string) source.Pos { return source.Pos{File: &source.File{Name: name}} }

// printable is a name for a message: as it is, or quoted when something in it
// could move the cursor.
func printable(name string) string {
	if text(name) != "" {
		return shown(name)
	}
	return name
}

// A fact is something that every profile may say, whatever the procedure.
type fact struct {
	name     string
	flag     string
	of       func(*Flags) *string
	form     form
	what     string
	belongs  string // the fact that it is a part of: whose phone it is; empty where it stands alone
	required bool
	expected bool // a runbook without it is a draft
}

// whole is the fact that comes with its parts from one place, or not at all: the
// phone of one person is not printed with the name of another.
func (f fact) whole() string { return cmp.Or(f.belongs, f.name) }

// Belongs is the flag of the fact that the fact of a flag is a part of: --contact
// for --contact-phone. It is empty where that stands alone.
func Belongs(flag string) string {
	i := slices.IndexFunc(facts, func(f fact) bool { return f.flag == flag })
	if i < 0 || facts[i].belongs == "" {
		return ""
	}
	return facts[slices.IndexFunc(facts, func(f fact) bool { return f.name == facts[i].belongs })].flag
}

// facts are the facts of plan.Facts that a profile gives, in the order in which
// a profile is written.
var facts = []fact{
	{name: "customer.id", flag: "--id", of: func(f *Flags) *string { return &f.ID }, form: customerID, required: true,
		what: "a short name for files: small letters, digits and hyphens"},
	{name: "customer.name", flag: "--customer", of: func(f *Flags) *string { return &f.Customer }, form: text, required: true,
		what: "the customer's name as the runbook prints it"},
	{name: "customer.tenant", flag: "--tenant", of: func(f *Flags) *string { return &f.Tenant }, form: domain,
		what: "a domain of the customer's Microsoft 365 tenant; the script refuses to run in any other"},
	{name: "change.ticket", flag: "--ticket", of: func(f *Flags) *string { return &f.Ticket }, form: text, expected: true,
		what: "the number of the change ticket"},
	{name: "change.window", flag: "--window", of: func(f *Flags) *string { return &f.Window }, form: text,
		what: "when the change may be made"},
	{name: "change.owner", flag: "--owner", of: func(f *Flags) *string { return &f.Owner }, form: text, expected: true,
		what: "who owns the change"},
	{name: "change.executor", flag: "--executor", of: func(f *Flags) *string { return &f.Executor }, form: text, what: "who makes the change"},
	{name: "change.reviewer", flag: "--reviewer", of: func(f *Flags) *string { return &f.Reviewer }, form: text, what: "who checks the change"},
	{name: "change.replaces", flag: "--replaces", of: func(f *Flags) *string { return &f.Replaces }, form: runbookID,
		what: "the id of an earlier runbook that this one replaces"},
	{name: "contact.name", flag: "--contact", of: func(f *Flags) *string { return &f.Contact }, form: text, expected: true, what: "whom to call at the vendor"},
	{name: "contact.phone", flag: "--contact-phone", of: func(f *Flags) *string { return &f.Phone }, belongs: "contact.name", form: text, what: "how to reach them"},
	{name: "contact.hours", flag: "--contact-hours", of: func(f *Flags) *string { return &f.Hours }, belongs: "contact.name", form: text, what: "when they can be reached"},
	{name: "prepared.by", flag: "--prepared-by", of: func(f *Flags) *string { return &f.By }, form: text, what: "who prepared the runbook"},
	{name: "prepared.on", flag: "--date", of: func(f *Flags) *string { return &f.Date }, form: date,
		what: "the date of the runbook, year-month-day"},
}
