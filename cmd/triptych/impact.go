package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model/impact"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
)

// impactCommand says what a change of the content does to its readers.
type impactCommand struct {
	Old      string   `arg:"" help:"What was there before: a folder of content, or a git revision of the content folder."`
	New      string   `arg:"" optional:"" help:"What is there now: the same; the present content otherwise."`
	Profiles []string `sep:"none" placeholder:"PATH" help:"A profile, or a folder of them: say who gets something different. Repeat it."`
	Report   string   `enum:"text,json,markdown" default:"text" help:"Form of the report: text, json, or markdown for a comment on a pull request."`
	ExitCode bool     `help:"Exit with 1 when any output changes."`
}

// Examples of the command.
func (impactCommand) Examples() string {
	return `triptych impact origin/main
triptych impact v1.4.0 v1.5.0 --content content/
triptych impact old/content/ content/ --profiles customers/
triptych impact origin/main --report markdown > comment.md
`
}

// Help says what is compared and what is not.
func (impactCommand) Help() string {
	return "Documents, runbooks in Markdown, HTML and JSON, and scripts are printed before and after where their readers get something else. " +
		"Pages of the site and PDFs are not: they are made of the same plans. " +
		"Templates are in the program, and both revisions are printed with the same ones."
}

// Run compares two revisions by what is made from them. Templates are in the
// program: both are printed with the same ones.
func (c *impactCommand) Run(p *program) error {
	old, new, err := c.revisions(p)
	if err != nil {
		return err
	}
	profiles, err := p.profiles(c.Profiles)
	if err != nil {
		return err
	}
	today, err := p.today()
	if err != nil {
		return err
	}
	before, err := old.load()
	after, also := new.load()
	if err := bothSides(old, new, err, also); err != nil {
		return err
	}
	found, err := impact.Compare(before, after, impact.Options{Profiles: profiles, Today: today})
	if err != nil {
		return faultOfSide(old, new, err)
	}
	switch c.Report {
	case "json":
		err = found.JSON(p.stdout)
	case "markdown":
		err = found.Markdown(p.stdout)
	default:
		err = found.Text(p.stdout)
	}
	if err == nil && c.ExitCode && !found.None() {
		return no()
	}
	return err
}

// bothSides are the faults of the two sides, all at once.
func bothSides(old, new revision, errOld, errNew error) error {
	if errOld == nil && errNew == nil {
		return nil
	}
	var all, faults *source.List
	var sides []string
	for _, side := range []struct {
		name string
		of   revision
		err  error
	}{{"old", old, errOld}, {"new", new, errNew}} {
		switch {
		case side.err == nil:
			continue
		case !errors.As(side.err, &faults):
			return side.err
		case all == nil:
			all = faults
		default:
			all.Append(faults)
		}
		sides = append(sides, fmt.Sprintf("the %s content (%s)", side.name, side.of.name))
	}
	return &failure{code: exitContent, err: all, then: strings.Join(sides, " and ") + " is at fault, nothing was compared"}
}

// faultOfSide marks what compiling one of the sides reports.
func faultOfSide(old, new revision, err error) error {
	var side *impact.SideError
	if !errors.As(err, &side) {
		return err
	}
	if side.Side == "old" {
		return bothSides(old, new, side.Err, nil)
	}
	return bothSides(old, new, nil, side.Err)
}

// profiles reads profiles and folders of them. A report calls each by its id,
// and one that has none by its file.
func (p *program) profiles(paths []string) ([]impact.Profile, error) {
	var all []impact.Profile
	var faults source.List
	for _, path := range paths {
		files, err := profilesAt(path)
		if err != nil {
			return nil, err
		}
		for _, name := range files {
			file, err := p.profileFile(name)
			if err != nil {
				return nil, err
			}
			read := profile.Read(file, &faults)
			if read == nil {
				continue
			}
			id := printableLine(read.ID())
			if id == "" {
				id = filepath.Base(name)
			}
			all = append(all, impact.Profile{Name: id, Read: read})
		}
	}
	return all, faultsOfProfile(&faults)
}

// profilesAt is a file, or the files of a folder that can be profiles.
func profilesAt(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, wrong("--profiles %s: there is no such file or folder", printableLine(path))
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, fmt.Errorf("read the profiles: %w", err)
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() && slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(e.Name())) {
			files = append(files, filepath.Join(path, e.Name()))
		}
	}
	if files == nil {
		return nil, wrong("--profiles %s: there is no profile in it; a profile is a .yaml or .json file", printableLine(path))
	}
	return files, nil
}
