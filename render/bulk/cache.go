package bulk

import (
	"container/list"
	"sync"

	"github.com/triptych-docs/triptych/render"
)

// most is how many bytes of printed variants are kept. One in three formats has
// about 400 kB, and twice that when it is for several regions; most lists have
// some dozens. Much of it is the same in all of them and is held once.
const most = 24 << 20

// A cache keeps the variants that were used last.
type cache struct {
	formats []render.Format
	pdf     render.PDFEngine
	mu      sync.Mutex
	known   map[string]*list.Element
	recent  list.List // of *variant, the last used first
	size    int       // of those that are printed
}

// A variant is printed once, by the first who needs it.
type variant struct {
	key     string
	runbook func() (*render.Runbook, error)
	size    int // once it is printed
}

// get is the runbook of the variant of a job.
func (c *cache) get(j Job) (*render.Runbook, error) {
	v := c.variant(j)
	runbook, err := v.runbook()
	if err == nil {
		c.keep(v, runbook.Size())
	}
	return runbook, err
}

func (c *cache) variant(j Job) *variant {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.known[j.Variant]; ok {
		c.recent.MoveToFront(e)
		return e.Value.(*variant)
	}
	v := &variant{key: j.Variant, runbook: sync.OnceValues(func() (*render.Runbook, error) {
		compiled, err := j.Plan()
		if err != nil {
			return nil, err
		}
		whole, err := render.NewRunbook(compiled)
		if err != nil {
			return nil, err
		}
		whole.PrintPDFWith(c.pdf)
		return whole.Only(c.formats...)
	})}
	c.known[j.Variant] = c.recent.PushFront(v)
	return v
}

// keep notes how large a variant came out, and lets go of those that were not used
// for longest while all of them are too large.
func (c *cache) keep(v *variant, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.known[v.key]; e == nil || e.Value != v {
		return // others have pushed it out meanwhile
	}
	c.size += size - v.size
	v.size = size
	for c.size > most && c.recent.Len() > 1 {
		last := c.recent.Remove(c.recent.Back()).(*variant)
		delete(c.known, last.key)
		c.size -= last.size
	}
}
