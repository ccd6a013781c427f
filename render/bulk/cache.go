package bulk

import (
	"container/list"
	"sync"

	"github.com/triptych-docs/triptych/render"
)

// most is how many printed variants are kept. A variant in three formats takes
// about half a megabyte, and most lists have some dozens of variants.
const most = 64

// A cache keeps the variants that were used last.
type cache struct {
	formats []render.Format
	mu      sync.Mutex
	known   map[string]*list.Element
	recent  list.List // of *variant, the last used first
}

// A variant is printed once, by the first who needs it.
type variant struct {
	key     string
	runbook func() (*render.Runbook, error)
}

// get is the runbook of the variant of a job.
func (c *cache) get(j Job) (*render.Runbook, error) {
	return c.variant(j).runbook()
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
		return whole.Only(c.formats...)
	})}
	c.known[j.Variant] = c.recent.PushFront(v)
	for c.recent.Len() > most {
		last := c.recent.Remove(c.recent.Back()).(*variant)
		delete(c.known, last.key)
	}
	return v
}
