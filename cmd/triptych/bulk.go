package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/customers"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/bulk"
)

// bulkCommand makes the runbooks of a list of customers.
type bulkCommand struct {
	Customers string            `arg:"" placeholder:"FILE" help:"List of customers: .csv, .yaml or .jsonl; - is standard input."`
	Output    string            `short:"o" required:"" placeholder:"PATH" help:"Folder, or archive: .tar, .tar.gz, .zip; - writes an archive to standard output."`
	Form      string            `enum:"auto,csv,yaml,jsonl" default:"auto" help:"Form of the list, where its name does not tell: csv, yaml or jsonl."`
	Archive   string            `enum:"tar,tar.gz,zip" default:"tar" help:"Form of an archive on standard output: tar, tar.gz or zip."`
	Columns   map[string]string `mapsep:"," placeholder:"NAME=COLUMN" help:"What a column of the CSV file is; - leaves it out."`
	Format    []string          `placeholder:"F" help:"md, html, ps1, json …, or bundle for everything to send, which is the default."`
	Shard     string            `placeholder:"I/N" help:"Make only this part of the list: 2/8 is the second of eight. By short name, whatever else is in the list."`
	Jobs      int               `placeholder:"N" help:"Customers to make at a time; as many as there are processors otherwise."`
	Strict    bool              `help:"Make nothing when any row is at fault."`
	KeepGoing bool              `help:"Go on with other customers when the files of one cannot be written."`
	Prune     bool              `help:"Remove the files of customers who left the list."`
	Force     bool              `help:"Replace files that were changed since triptych wrote them."`
	variantFlags
	Input []string `sep:"none" placeholder:"NAME=VALUE" help:"An input that is the same for all customers. Repeat it." group:"profile"`
	Owner string   `placeholder:"NAME" help:"Owner of all changes." group:"profile"`
	Date  string   `placeholder:"2026-12-05" help:"Date of the runbooks; else that of SOURCE_DATE_EPOCH, else today." group:"profile"`
}

// Examples of the command.
func (bulkCommand) Examples() string {
	return `triptych bulk customers.csv -o runbooks/
triptych bulk customers.csv -o runbooks.tar.gz --format md,ps1
triptych bulk customers.csv -o runbooks/ --columns region=regions,remark=-
triptych bulk customers.jsonl -o - --shard 2/8 > part-2.tar
`
}

// bulkMemory is how much may be used before garbage is collected at any price: a
// list may be long, and a command that lives as long collects its garbage.
const bulkMemory = 48 << 20

// Run makes the runbooks.
func (c *bulkCommand) Run(p *program) error {
	debug.SetGCPercent(100)
	debug.SetMemoryLimit(bulkMemory)
	r, err := c.run(p)
	if err != nil {
		return err
	}
	list, err := c.open(p)
	if err != nil {
		return err
	}
	defer list.Close()
	if c.Strict {
		if err := r.all(list); err != nil {
			return err
		}
	}
	return r.make(list)
}

// A bulkRun is one run over a list.
type bulkRun struct {
	*bulkCommand
	p       *program
	project *model.Project
	flags   *profile.Profile
	columns customers.Columns
	form    customers.Form
	shard   shard
	today   string
	maker   *bulk.Maker
	seen    map[string]int  // line of each customer, by short name
	made    map[string]bool // customers whose files were made
	said    progress
}

// run reads what the flags say.
func (c *bulkCommand) run(p *program) (*bulkRun, error) {
	r := &bulkRun{bulkCommand: c, p: p, seen: map[string]int{}, made: map[string]bool{}, said: newProgress(p)}
	var err error
	if r.form, err = c.formOf(); err != nil {
		return nil, err
	}
	if r.shard, err = parseShard(c.Shard); err != nil {
		return nil, err
	}
	formats, whole, err := c.formats()
	if err != nil {
		return nil, err
	}
	r.maker = bulk.NewMaker(formats, whole)
	if r.today, err = p.today(); err != nil {
		return nil, err
	}
	var faults source.List
	r.flags = profile.FromFlags(profile.Flags{Procedure: c.Procedure, Set: c.Set, Input: c.Input, Owner: c.Owner, Date: c.Date}, &faults)
	if err := faultsOfProfile(&faults); err != nil {
		return nil, err
	}
	if r.project, err = p.projectOf(c.Procedure); err != nil {
		return nil, err
	}
	if r.columns, err = customers.NewColumns(r.project, c.Columns); err != nil {
		return nil, wrong("--columns: %w", err)
	}
	return r, nil
}

// formOf is the form of the list, by flag or by name.
func (c *bulkCommand) formOf() (customers.Form, error) {
	if c.Form != "auto" {
		return customers.Form(c.Form), nil
	}
	switch ending := strings.ToLower(path.Ext(c.Customers)); ending {
	case ".csv", ".jsonl", ".yaml":
		return customers.Form(ending[1:]), nil
	case ".yml":
		return customers.YAML, nil
	case ".json", ".ndjson":
		return customers.JSONL, nil
	}
	if c.Customers == "-" {
		return customers.CSV, nil
	}
	return "", wrong("%s: its name does not tell its form; give --form csv, yaml or jsonl", printableLine(c.Customers))
}

// formats are the formats of a runbook, and whether they come as a bundle.
func (c *bulkCommand) formats() ([]render.Format, bool, error) {
	given := c.Format
	if len(given) == 0 {
		given = []string{bundle}
	}
	var formats []render.Format
	whole := false
	for _, name := range given {
		switch {
		case name == bundle:
			whole = true
			formats = append(formats, bundled...)
		case render.IsFormat(name):
			formats = append(formats, render.Format(name))
		default:
			return nil, false, wrong("--format %s: no such format; there are %s and %s", printableLine(name), formatNames(), bundle)
		}
	}
	return slices.DeleteFunc(render.AllFormats(), func(f render.Format) bool { return !slices.Contains(formats, f) }), whole, nil
}

// open opens the list. One that is read twice and comes through a pipe is kept
// in a file meanwhile.
func (c *bulkCommand) open(p *program) (io.ReadSeekCloser, error) {
	if c.Customers != "-" {
		f, err := os.Open(c.Customers)
		if errors.Is(err, os.ErrNotExist) {
			return nil, wrong("%s: there is no such file", printableLine(c.Customers))
		}
		if err != nil {
			return nil, fmt.Errorf("read the list: %w", err)
		}
		return f, nil
	}
	if !c.Strict {
		return pipe{p.stdin}, nil
	}
	f, err := os.CreateTemp("", "triptych-*")
	if err != nil {
		return nil, fmt.Errorf("keep the list: %w", err)
	}
	_ = os.Remove(f.Name()) // it goes when it is closed
	if _, err := io.Copy(f, p.stdin); err != nil {
		return nil, errors.Join(fmt.Errorf("keep the list: %w", err), f.Close())
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, errors.Join(fmt.Errorf("keep the list: %w", err), f.Close())
	}
	return f, nil
}

// pipe is a list that is read once.
type pipe struct{ io.Reader }

func (pipe) Close() error                   { return nil }
func (pipe) Seek(int64, int) (int64, error) { return 0, errors.ErrUnsupported }

// name is the list in messages.
func (r *bulkRun) name() string {
	if r.Customers == "-" {
		return "stdin"
	}
	return r.Customers
}

// rows are the customers of this shard. A short name that is there already is a
// fault: two customers would have one folder. What ends the list early is left
// in failed.
func (r *bulkRun) rows(list io.Reader, failed *error) iter.Seq[customers.Customer] {
	return func(yield func(customers.Customer) bool) {
		clear(r.seen)
		for row, err := range customers.Read(list, r.name(), r.form, r.columns) {
			if err != nil {
				*failed = err
				return
			}
			id := ""
			if row.Profile != nil {
				id = row.Profile.ID()
			}
			if !r.shard.has(id) {
				continue
			}
			if first, twice := r.seen[id]; twice && id != "" {
				row.Faults.Add(source.Diagnostic{
					Pos: row.Pos, Message: fmt.Sprintf("customer %q is on line %d already", id, first),
					Hint: "each customer has a short name of their own, because it is the name of the folder: give one in the column id",
				})
			} else {
				r.seen[strings.Clone(id)] = row.Pos.Line
			}
			if !yield(row) {
				return
			}
		}
	}
}

// bind is a row with what the flags say, bound.
func (r *bulkRun) bind(row customers.Customer) *profile.Bound {
	if row.Profile == nil {
		return nil
	}
	return profile.Bind(r.project, row.Profile.Override(r.flags), r.today, row.Faults)
}

// all reads the whole list and makes nothing. It is for --strict.
func (r *bulkRun) all(list io.ReadSeeker) error {
	var failed error
	var faults source.List
	checked := bulk.Ordered(r.p.ctx, r.jobs(), r.rows(list, &failed), func() struct{} { return struct{}{} },
		func(_ struct{}, row customers.Customer) *source.List {
			r.bind(row)
			return row.Faults
		})
	for found := range checked {
		faults.Append(found)
	}
	if failed != nil {
		return faultsOfList(failed)
	}
	if err := errors.Join(r.p.ctx.Err(), faultsOfProfile(&faults)); err != nil {
		return err
	}
	_, err := list.Seek(0, io.SeekStart)
	return err
}

// faultsOfList marks faults of a list that cannot be read.
func faultsOfList(err error) error {
	var faults *source.List
	if errors.As(err, &faults) {
		return faultsOfProfile(faults)
	}
	return err
}

func (r *bulkRun) jobs() int {
	if r.Jobs > 0 {
		return r.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

// An outcome is what became of a row.
type outcome struct {
	faults *source.List
	taken  bulk.Taken
	made   bulk.Made
	err    error // of the machine, or of the content
}

// make makes the runbooks.
func (r *bulkRun) make(list io.Reader) (err error) {
	target, err := r.target()
	if err != nil {
		return err
	}
	index, err := bulk.NewIndex(r.project.Hash, r.Shard)
	if err != nil {
		return errors.Join(err, target.Abandon())
	}
	defer index.Close()
	ctx, stop := context.WithCancel(r.p.ctx)
	defer stop()
	var failed error
	outcomes := bulk.Ordered(ctx, r.jobs(), r.rows(list, &failed), func() *render.Buffer { return &render.Buffer{} },
		func(b *render.Buffer, row customers.Customer) outcome { return r.one(target, b, row) })
	for o := range outcomes {
		if err = r.add(target, index, o); err != nil {
			stop()
			break
		}
	}
	r.said.end()
	if err = errors.Join(err, failed, r.p.ctx.Err()); err != nil {
		return errors.Join(faultsOfList(err), target.Abandon())
	}
	return r.finish(target, index)
}

// one makes the files of one customer.
func (r *bulkRun) one(target bulk.Target, b *render.Buffer, row customers.Customer) outcome {
	o := outcome{faults: row.Faults}
	bound := r.bind(row)
	if bound == nil {
		return o
	}
	job := bulk.Job{
		ID: bound.Values["customer.id"], Variant: bound.Procedure.ID.Text + " " + bound.Answers.String(bound.Procedure),
		Plan:     func() (*plan.Plan, error) { return closed(r.project, bound.Procedure, bound.Answers) },
		Customer: customerOf(r.project.Hash, bound),
	}
	var files []render.File
	if files, o.err = r.maker.Make(b, job); o.err != nil {
		o.err = fmt.Errorf("%s: %w", job.ID, faultOfPrinting(o.err))
		return o
	}
	o.made = bulk.Made{
		ID: job.ID, Runbook: render.ID(job.Customer.Model, job.Customer.Change), Status: bound.Values["runbook.status"],
		Procedure: bound.Procedure.ID.Text, Variant: bound.Answers.String(bound.Procedure), Files: bulk.Sums(files),
	}
	o.taken, o.err = target.Take(job.ID, files)
	return o
}

// add reports what became of a row and lists what was made.
func (r *bulkRun) add(target bulk.Target, index *bulk.Index, o outcome) error {
	r.said.rows++
	if o.faults.Len() > 0 {
		r.said.faulty++
		r.said.pause()
		for _, d := range o.faults.Sorted() {
			fmt.Fprint(r.p.stderr, d)
		}
		return nil
	}
	if o.err != nil {
		var edited *bulk.EditedError
		if !r.KeepGoing && !errors.As(o.err, &edited) {
			return o.err
		}
		r.said.failed++
		r.said.pause()
		fmt.Fprintf(r.p.stderr, "triptych: %v\n", o.err)
		return nil
	}
	r.made[o.made.ID] = true
	r.said.made++
	r.said.files += len(o.made.Files)
	r.said.written += o.taken.Written
	r.said.show()
	if err := target.Add(o.taken); err != nil {
		return err
	}
	return index.Add(o.made)
}

// finish puts the index in its place and says how it went.
func (r *bulkRun) finish(target bulk.Target, index *bulk.Index) error {
	if tree, ok := target.(*bulk.Tree); ok {
		// With a row that cannot be read nobody knows who left.
		prune := r.Prune && r.said.faulty == 0
		listed := func(id string) bool { _, ok := r.seen[id]; return ok || r.said.faulty > 0 }
		left, err := tree.Leftovers(func(id string) bool { return r.made[id] }, listed, prune, index.Sums())
		if err != nil {
			return errors.Join(err, target.Abandon())
		}
		r.tellLeft(left, prune)
	}
	extra, err := index.Finish()
	if err == nil {
		err = target.Finish(extra)
	}
	if err != nil {
		return errors.Join(err, target.Abandon())
	}
	r.said.summary(r.Output)
	if r.said.faulty+r.said.failed > 0 {
		return no()
	}
	return nil
}

// tellLeft reports customers who left the list.
func (r *bulkRun) tellLeft(left []bulk.Leftover, pruned bool) {
	for _, l := range left {
		switch {
		case len(l.Kept) > 0:
			fmt.Fprintf(r.p.stderr, "triptych: %s left the list; kept what was changed since it was written: %s\n", l.ID, strings.Join(l.Kept, ", "))
		case pruned:
			r.p.say("removed %s, who left the list.", l.ID)
		default:
			r.p.say("%s left the list; --prune removes the folder.", l.ID)
		}
	}
	if r.Prune && !pruned {
		fmt.Fprintln(r.p.stderr, "triptych: nobody was removed: while rows are at fault, nobody knows who left the list")
	}
}

// target is where the files go.
func (r *bulkRun) target() (bulk.Target, error) {
	name := filepath.Base(r.Output)
	switch {
	case r.Output == "-":
		return bulk.NewArchive(r.p.stdout, bulk.ArchiveForm(r.Archive))
	case isFolder(r.Output):
	case strings.HasSuffix(name, ".tar.gz"), strings.HasSuffix(name, ".tgz"):
		return bulk.CreateArchive(r.Output, bulk.TarGzip)
	case strings.HasSuffix(name, ".tar"):
		return bulk.CreateArchive(r.Output, bulk.PlainTar)
	case strings.HasSuffix(name, ".zip"):
		return bulk.CreateArchive(r.Output, bulk.Zip)
	}
	return bulk.OpenTree(r.Output, bulk.SumsName(r.Shard), r.Force)
}
