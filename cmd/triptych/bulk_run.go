package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/model/customers"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/model/profile"
	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/bulk"
)

// A bulkRun is one run over a list.
type bulkRun struct {
	*bulkCommand
	p       *program
	project *model.Project
	flags   *profile.Profile
	presets map[string]source.Word
	columns customers.Columns
	form    customers.Form
	shard   shard
	today   string
	maker   *bulk.Maker
	seen    map[string]int // line of each customer, by short name
	made    fileSets       // of the customers whose files were made
	records *bulk.Records  // of a tree
	program func() string  // hash of this program, or nothing where it cannot be read
	said    progress
}

// run reads what the flags say.
func (c *bulkCommand) run(p *program) (*bulkRun, error) {
	r := &bulkRun{bulkCommand: c, p: p, presets: p.configuration.presets(), seen: map[string]int{}, program: sync.OnceValue(thisProgram), said: newProgress(p)}
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
	var engine render.PDFEngine
	if slices.Contains(formats, render.PDF) {
		if engine, err = c.engine(p); err != nil {
			return nil, err
		}
	}
	r.maker = bulk.NewMaker(formats, whole, engine)
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
	if err := faultsOfFlags(r.project, r.flags.Preset(r.presets)); err != nil {
		return nil, err
	}
	if r.columns, err = customers.NewColumns(r.project, c.Columns); err != nil {
		return nil, wrong("--columns: %w", err)
	}
	return r, nil
}

func (r *bulkRun) jobs() int {
	if r.Jobs > 0 {
		return r.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

// An outcome is what became of a row.
type outcome struct {
	line   int
	record *bulk.Record // of a tree: for the next run
	faults *source.List
	buffer *render.Buffer // of what was taken
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
	if tree, ok := target.(*bulk.Tree); ok {
		if r.records, err = tree.Records(r.Shard); err != nil {
			return errors.Join(err, target.Abandon())
		}
		defer r.records.Close()
	}
	var failed error
	bulk.Ordered(r.p.ctx, r.jobs(), r.recorded(r.rows(list, &failed)),
		func(row recordedRow) outcome { return r.one(target, row) },
		func(o outcome) bool {
			err = r.add(target, index, o)
			if o.buffer != nil {
				r.maker.Free(o.buffer)
			}
			return err == nil
		})
	r.said.end()
	if err = errors.Join(err, failed, r.p.ctx.Err()); err != nil {
		return errors.Join(faultsOfList(err), target.Abandon())
	}
	return r.finish(target, index)
}

// one makes the files of one customer.
func (r *bulkRun) one(target bulk.Target, row recordedRow) outcome {
	o := outcome{line: row.Pos.Line, faults: row.Faults}
	bound := r.bind(row.Customer)
	if bound == nil {
		return o
	}
	variant := bound.Answers.String(bound.Procedure)
	job := bulk.Job{
		ID: bound.Values["customer.id"], Variant: bound.Procedure.ID.Text + " " + variant,
		Plan:     func() (*plan.Plan, error) { return closed(r.project, bound.Procedure, bound.Answers) },
		Customer: customerOf(r.project.Hash, bound),
	}
	o.made = bulk.Made{
		ID: job.ID, Runbook: render.ID(job.Customer.Model, job.Customer.Change), Status: bound.Values["runbook.status"],
		Procedure: bound.Procedure.ID.Text, Variant: variant,
	}
	origin := r.origin(job)
	if tree, ok := target.(*bulk.Tree); ok && row.before.Of(job.ID, origin) && tree.Holds(row.before) {
		o.record, o.made.Files = row.before, row.before.Sums()
		return o
	}
	o.buffer = r.maker.Buffer()
	var files []render.File
	if files, o.err = r.maker.Make(o.buffer, job); o.err != nil {
		o.err = fmt.Errorf("%s: %w", job.ID, faultOfPrinting(o.err))
		return o
	}
	o.made.Files = bulk.Sums(files)
	if o.taken, o.err = target.Take(job.ID, files, row.before); o.err == nil && origin != "" {
		o.record = bulk.NewRecord(job.ID, origin, files)
	}
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
	r.made.add(o.line, o.made.Files)
	r.said.made++
	r.said.files += len(o.made.Files)
	r.said.written += o.taken.Written
	r.said.show()
	if err := target.Add(o.taken); err != nil {
		return err
	}
	if o.record != nil {
		if err := r.records.Add(o.record); err != nil {
			return err
		}
	}
	return index.Add(o.made)
}

// finish puts the index in its place and says how it went.
func (r *bulkRun) finish(target bulk.Target, index *bulk.Index) error {
	if tree, ok := target.(*bulk.Tree); ok {
		prune := r.Prune && r.knowsWhoLeft()
		left, err := tree.Leftovers(r.fate, prune, index.Sums())
		if err != nil {
			return errors.Join(err, target.Abandon())
		}
		r.tellLeft(left, prune)
	}
	extra, err := index.Finish()
	if err == nil && r.records != nil {
		var records bulk.Extra
		records, err = r.records.Finish()
		extra = append(extra, records)
	}
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

// isOtherArchive tells whether a name ends as no folder does that somebody means.
func isOtherArchive(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".7z", ".bz2", ".gz", ".rar", ".xz", ".zst":
		return true
	}
	return false
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// target is where the files go.
func (r *bulkRun) target() (bulk.Target, error) {
	name := filepath.Base(r.Output)
	switch {
	case r.Output == "-" && isTerminal(r.p.stdout):
		return nil, wrong("-o -: an archive is nothing that a terminal can show; send it to a file or to a program, such as > runbooks.tar")
	case r.Output == "-":
		return bulk.NewArchive(r.p.stdout, bulk.ArchiveForm(r.Archive))
	case isFolder(r.Output):
	case strings.HasSuffix(name, ".tar.gz"), strings.HasSuffix(name, ".tgz"):
		return bulk.CreateArchive(r.Output, bulk.TarGzip)
	case strings.HasSuffix(name, ".tar"):
		return bulk.CreateArchive(r.Output, bulk.PlainTar)
	case strings.HasSuffix(name, ".zip"):
		return bulk.CreateArchive(r.Output, bulk.Zip)
	case isFile(r.Output) || isOtherArchive(name):
		return nil, wrong("-o %s is no folder and none of the archives that can be made: .tar, .tar.gz, .zip", printableLine(r.Output))
	}
	return bulk.OpenTree(r.Output, bulk.SumsName(r.Shard), r.Force)
}
