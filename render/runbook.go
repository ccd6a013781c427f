package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/residual"
)

// A File is a name and what stands in it.
type File struct {
	Name string // with slashes
	Data []byte
}

// A Runbook is a closed plan, printed once in each format that is asked for. It
// may be filled from several goroutines at once.
type Runbook struct {
	plan    *plan.Plan
	formats map[Format]func() (*residual.Residual, error)
}

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
	r := &Runbook{plan: p, formats: map[Format]func() (*residual.Residual, error){}}
	for _, f := range printers {
		r.formats[f.format] = sync.OnceValues(func() (*residual.Residual, error) {
			printed, err := f.print(p)
			if err != nil {
				return nil, fmt.Errorf("print %s as %s: %w", p.Procedure, f.format, err)
			}
			return printed, nil
		})
	}
	return r, nil
}

// Residual is the plan printed in a format for all customers.
func (r *Runbook) Residual(f Format) (*residual.Residual, error) {
	printed, ok := r.formats[f]
	if !ok {
		return nil, fmt.Errorf("no format %q", f)
	}
	return printed()
}

// Fill is the runbook of one customer in some formats, in the order asked for.
func (r *Runbook) Fill(c Customer, formats ...Format) ([]File, error) {
	values, err := r.values(c, formats)
	if err != nil {
		return nil, err
	}
	var files []File
	for _, f := range formats {
		printed, err := r.Residual(f)
		if err != nil {
			return nil, err
		}
		files = append(files, File{Name: r.name(f), Data: printed.Fill(values)})
	}
	return files, nil
}

// name is the file name of a format in a bundle.
func (r *Runbook) name(f Format) string {
	if f == PowerShell {
		return ScriptName(r.plan)
	}
	return "runbook." + string(f)
}

// values adds what is worked out: the id, the version of the content, and the
// name and hash of the script, which has to be filled before anything that
// quotes its hash.
func (r *Runbook) values(c Customer, formats []Format) (plan.Values, error) {
	values := maps.Clone(c.Values)
	values["runbook.id"] = ID(c.Model, c.Change)
	values["model.hash"] = c.Model
	values["script.name"] = ScriptName(r.plan)
	for _, f := range formats {
		printed, err := r.Residual(f)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(printed.Holes(), "script.hash") {
			continue
		}
		script, err := r.Residual(PowerShell)
		if err != nil {
			return nil, err
		}
		values["script.hash"] = Sum(script.Fill(values))
		break
	}
	return values, nil
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
