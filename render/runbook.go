package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
	"github.com/triptych-docs/triptych/render/deflate"
	"github.com/triptych-docs/triptych/render/pdf"
	"github.com/triptych-docs/triptych/render/residual"
)

// A File is a name and what stands in it.
type File struct {
	Name string // with slashes
	Data []byte
	sum  string          // of the data, where it is known
	from residual.Filled // what the data was filled from, where it was
}

// Sum is the SHA-256 of the file, in hexadecimal. Who writes a bundle needs it
// several times, and works it out once.
func (f File) Sum() string {
	if f.sum != "" {
		return f.sum
	}
	return Sum(f.Data)
}

// Compress writes the file to a stream, by way of what it was filled from where
// that is known.
func (f File) Compress(w *deflate.Writer) {
	if !f.from.Compress(w, f.Data) {
		w.Bytes(f.Data)
	}
}

// A Runbook is a closed plan, printed once in each format that is asked for. It
// may be filled from several goroutines at once.
type Runbook struct {
	script    string // name of its file
	procedure string
	answers   map[string][]string // by facet
	formats   map[Format]func() (*residual.Residual, error)
	laidOut   layout // also for what is set anew for each customer
	engine    PDFEngine
	cover     *cover // of a bundle of the formats that are kept
	size      int    // of what is printed, where it is kept
}

// A PDFEngine makes a PDF of the page of a runbook. The date is the one that the
// file is to bear.
type PDFEngine func(page []byte, date time.Time) ([]byte, error)

// A Customer is what a runbook is filled with. Values has every hole but those
// that are worked out here; Change is what the id of the runbook is made from,
// with Model, the hash of the content; Profile is the file of the bundle.
type Customer struct {
	Values  plan.Values
	Model   string
	Change  []byte
	Profile []byte
}

// NewRunbook prepares a closed plan. Nothing is printed before it is asked for.
func NewRunbook(p *plan.Plan) (*Runbook, error) {
	if !p.Closed {
		return nil, fmt.Errorf("a runbook of %s: some questions are open", p.Procedure)
	}
	r := &Runbook{
		script: ScriptName(p), procedure: p.Procedure, answers: map[string][]string{},
		formats: map[Format]func() (*residual.Residual, error){},
	}
	r.laidOut = sync.OnceValues(func() (*book.Book, error) { return book.Runbook(p) })
	for _, c := range p.Choices {
		r.answers[c.Facet] = c.Answers
	}
	for _, f := range append(slices.Clone(printers), printer{pester, printTests}) {
		r.formats[f.format] = sync.OnceValues(func() (*residual.Residual, error) {
			printed, err := f.print(p, r.laidOut)
			if err != nil {
				return nil, fmt.Errorf("print %s as %s: %w", p.Procedure, f.format, err)
			}
			return printed, nil
		})
	}
	return r, nil
}

// Only is the runbook with some of its formats, printed, several at a time. It
// does not hold the plan any more, which takes more room than what is printed of
// it: so many variants can be kept.
func (r *Runbook) Only(formats ...Format) (*Runbook, error) {
	only := *r
	only.formats = map[Format]func() (*residual.Residual, error){}
	only.laidOut = nil
	all := []Format{PowerShell, pester} // the script for its hash
	for _, f := range formats {
		if f == PDF {
			laidOut, err := r.laidOut()
			if err != nil {
				return nil, err
			}
			only.laidOut = func() (*book.Book, error) { return laidOut, nil }
			f = HTML // what another engine prints
		}
		if !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	printed, err := parallel.Map(all, func(f Format) (*residual.Residual, error) {
		whole, err := r.Residual(f)
		if err != nil {
			return nil, err
		}
		return whole.Compact(), nil
	})
	if err != nil {
		return nil, err
	}
	for i, f := range all {
		only.size += printed[i].Size()
		only.formats[f] = func() (*residual.Residual, error) { return printed[i], nil }
	}
	if only.cover, err = only.newCover(formats); err != nil {
		return nil, err
	}
	only.size += only.cover.manifest.Size() + only.cover.sums.Size()
	return &only, nil
}

// Size is the number of bytes that a runbook of some formats holds at most for all
// customers, and 0 for one that holds the plan.
func (r *Runbook) Size() int { return r.size }

// PrintPDFWith has the PDF made by an engine of the machine's instead of the one
// that is built in.
func (r *Runbook) PrintPDFWith(engine PDFEngine) { r.engine = engine }

// pdf is the PDF of one customer.
func (r *Runbook) pdf(values plan.Values) ([]byte, error) {
	// Where the day is not known, the file bears one that nobody takes for it.
	date, err := time.Parse(time.DateOnly, values["prepared.on"])
	if err != nil {
		date = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if r.engine != nil {
		page, err := r.Residual(HTML)
		if err != nil {
			return nil, err
		}
		return r.engine(page.Fill(values), date)
	}
	b, err := r.laidOut()
	if err != nil {
		return nil, err
	}
	return pdf.Print(plan.Bind(b, values), pdf.Page{ID: values["runbook.id"], Date: date})
}

// Residual is the plan printed in a format for all customers.
func (r *Runbook) Residual(f Format) (*residual.Residual, error) {
	printed, ok := r.formats[f]
	if !ok {
		return nil, fmt.Errorf("no format %q", f)
	}
	return printed()
}

// A Buffer is where the files of one customer are filled. It is used again for
// the next one, so that many customers take no more memory than one does.
type Buffer struct {
	files  []File
	values plan.Values
	data   map[string][]byte
}

// Fill is the runbook of one customer in some formats, in the order asked for.
func (r *Runbook) Fill(c Customer, formats ...Format) ([]File, error) {
	return r.FillInto(&Buffer{}, c, formats...)
}

// FillInto is [Runbook.Fill] into a buffer. The files hold until the buffer is
// used again.
func (r *Runbook) FillInto(b *Buffer, c Customer, formats ...Format) ([]File, error) {
	if b.data == nil {
		b.values, b.data = plan.Values{}, map[string][]byte{}
	}
	clear(b.values)
	maps.Copy(b.values, c.Values)
	script, err := r.workOut(b, c, formats)
	if err != nil {
		return nil, err
	}
	b.files = b.files[:0]
	for _, f := range formats {
		var file File
		switch {
		case f == PDF:
			file.Data, err = r.pdf(b.values)
		case f == PowerShell && script.Data != nil:
			file = script
		default:
			file, err = r.fill(b, f)
		}
		if err != nil {
			return nil, err
		}
		file.Name = r.name(f)
		b.files = append(b.files, file)
	}
	return b.files, nil
}

// fill fills one format into its own part of the buffer.
func (r *Runbook) fill(b *Buffer, f Format) (File, error) {
	printed, err := r.Residual(f)
	if err != nil {
		return File{}, err
	}
	return b.fill(string(f), printed), nil
}

// fill fills a residual into the part of the buffer that has a name.
func (b *Buffer) fill(part string, printed *residual.Residual) File {
	filled := printed.With(b.values)
	b.data[part] = filled.Append(b.data[part][:0])
	return File{Data: b.data[part], from: filled}
}

// name is the file name of a format in a bundle.
func (r *Runbook) name(f Format) string {
	if f == PowerShell {
		return r.script
	}
	return "runbook." + string(f)
}

// workOut adds what is worked out: the id, the version of the content, and the
// name and hash of the script. The script is filled before anything that quotes
// its hash, and comes back where that was needed.
func (r *Runbook) workOut(b *Buffer, c Customer, formats []Format) (script File, err error) {
	b.values["runbook.id"] = ID(c.Model, c.Change)
	b.values["model.hash"] = c.Model
	b.values["script.name"] = r.script
	for _, f := range formats {
		if f == PDF {
			f = HTML // it quotes what the page quotes
		}
		printed, err := r.Residual(f)
		if err != nil {
			return File{}, err
		}
		if !slices.Contains(printed.Holes(), "script.hash") {
			continue
		}
		if script, err = r.fill(b, PowerShell); err != nil {
			return File{}, err
		}
		script.sum = Sum(script.Data)
		b.values["script.hash"] = script.sum
		break
	}
	return script, nil
}

// Sum is the SHA-256 of a file, in hexadecimal.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// digits are those of Crockford's base 32: none is easily taken for another
// when an id is read out on the telephone.
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ID is the id of a runbook, TRP-XXXX-XXXX: 40 bits of a hash of the content
// and of the change as the profile states it. The same change by the same
// content has the same id, whoever prepares it and when.
func ID(model string, change []byte) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s", model, change))
	var bits uint64
	for _, b := range sum[:5] {
		bits = bits<<8 | uint64(b)
	}
	id := []byte("TRP-0000-0000")
	for i := len(id) - 1; i >= len("TRP-"); i-- {
		if id[i] == '-' {
			continue
		}
		id[i] = digits[bits&31]
		bits >>= 5
	}
	return string(id)
}
