package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"time"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/compile"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/model/space"
)

// variantFlags say which variant is meant.
type variantFlags struct {
	Procedure string   `placeholder:"ID" help:"Procedure, where flags and profile do not tell." group:"profile"`
	Set       []string `sep:"none" placeholder:"FACET=ANSWER" help:"Answer to a question; several are A,B. Repeat it." group:"profile"`
}

// customerFlags are a profile, or what flags say in its place. Flags come first.
type customerFlags struct {
	variantFlags
	Customer string   `placeholder:"NAME" help:"Name of the customer." group:"profile"`
	ID       string   `placeholder:"NAME" help:"Short name for files; made of the name otherwise." group:"profile"`
	Tenant   string   `placeholder:"DOMAIN" help:"A domain of the customer's Microsoft 365 tenant; the script refuses to run in any other." group:"profile"`
	Address  string   `placeholder:"ADDRESS" help:"The input of that name: a whole address or its first part." group:"profile"`
	Input    []string `sep:"none" placeholder:"NAME=VALUE" help:"Another input. Repeat it." group:"profile"`
	Ticket   string   `placeholder:"NUMBER" help:"Change ticket." group:"profile"`
	Window   string   `placeholder:"TIME" help:"Change window." group:"profile"`
	Owner    string   `placeholder:"NAME" help:"Owner of the change." group:"profile" config:"runbook.owner,user"`
	Executor string   `placeholder:"NAME" help:"Who makes the change." group:"profile"`
	Reviewer string   `placeholder:"NAME" help:"Who checks the change." group:"profile"`
	Replaces string   `placeholder:"ID" help:"An earlier runbook that this one replaces, such as TRP-0A1B-2C3D." group:"profile"`
	Contact  string   `placeholder:"NAME" help:"Whom to call at the vendor." group:"profile" config:"runbook.contact.name,user"`
	Phone    string   `name:"contact-phone" placeholder:"NUMBER" help:"How to reach them." group:"profile" config:"runbook.contact.phone,user"`
	Hours    string   `name:"contact-hours" placeholder:"TIME" help:"When they can be reached." group:"profile" config:"runbook.contact.hours,user"`
	By       string   `name:"prepared-by" placeholder:"NAME" help:"Who prepared the runbook." group:"profile" config:"runbook.prepared-by,user"`
	Date     string   `placeholder:"2026-12-05" help:"Date of the runbook; else that of SOURCE_DATE_EPOCH, else today." group:"profile"`
}

// flags are the flags as package profile reads them.
func (f customerFlags) flags() profile.Flags {
	return profile.Flags{
		Procedure: f.Procedure, Customer: f.Customer, ID: f.ID, Address: f.Address, Set: f.Set, Input: f.Input,
		Tenant: f.Tenant, Ticket: f.Ticket, Window: f.Window, Owner: f.Owner, Executor: f.Executor, Reviewer: f.Reviewer, Replaces: f.Replaces,
		Contact: f.Contact, Phone: f.Phone, Hours: f.Hours, By: f.By, Date: f.Date,
	}
}

// given reads what a profile and flags say. The profile is nil when the file
// cannot be read at all.
func (p *program) given(name string, flags profile.Flags, faults *source.List) (*profile.Profile, error) {
	over := profile.FromFlags(flags, faults)
	if name == "" {
		return over, nil
	}
	file, err := p.profileFile(name)
	if err != nil {
		return nil, err
	}
	read := profile.Read(file, faults)
	if read == nil {
		return nil, nil
	}
	return read.Override(over), nil
}

// profileFile reads the bytes of a profile.
func (p *program) profileFile(name string) (*source.File, error) {
	file, err := p.file(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, wrong("--profile %s: there is no such file", printableLine(name))
	}
	if err != nil {
		return nil, fmt.Errorf("read the profile: %w", err)
	}
	return file, nil
}

// file reads a file that the command line names; - is standard input.
func (p *program) file(name string) (*source.File, error) {
	if name == "-" {
		text, err := io.ReadAll(p.stdin)
		return &source.File{Name: "stdin", Text: text}, err
	}
	text, err := os.ReadFile(name)
	return &source.File{Name: name, Text: text}, err
}

// bound reads and binds a profile and flags.
func (p *program) bound(name string, flags profile.Flags) (*model.Project, *profile.Bound, error) {
	var faults source.List
	given, err := p.given(name, flags, &faults)
	if err != nil {
		return nil, nil, err
	}
	if given == nil {
		return nil, nil, faultsOfProfile(&faults)
	}
	today, err := p.today()
	if err != nil {
		return nil, nil, err
	}
	project, err := p.projectOf(given.Procedure.Text)
	if err != nil {
		return nil, nil, err
	}
	bound := profile.Bind(project, given.Preset(p.configuration.presets()), today, &faults)
	if err := faultsOfProfile(&faults); err != nil {
		return nil, nil, err
	}
	return project, bound, nil
}

// today is the date of a runbook for which none is given.
func (p *program) today() (string, error) {
	epoch := p.env("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return time.Now().UTC().Format(time.DateOnly), nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return "", wrong("SOURCE_DATE_EPOCH is %q, which is no number of seconds", epoch)
	}
	return time.Unix(seconds, 0).UTC().Format(time.DateOnly), nil
}

// day is the day that a flag gives, or else today.
func (p *program) day(date string) (string, error) {
	if date == "" {
		return p.today()
	}
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return "", wrong("--date %s is no date of the form 2026-12-05", printableLine(date))
	}
	return date, nil
}

// closed compiles the plan of a variant.
func closed(project *model.Project, p *model.Procedure, answers space.Answers) (*plan.Plan, error) {
	out, err := compile.Compile(project, p, compile.Options{Answers: answers})
	return out, faultOfContent(err)
}
