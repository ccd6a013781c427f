package bulk

import (
	"container/list"
	"slices"
	"testing"
)

// What was not used for longest goes when all together are too large, and only
// then; one that is too large alone is kept for those who come next.
func TestCacheKeepsWhatFits(t *testing.T) {
	for _, test := range []struct {
		name string
		used []string
		size int // of each
		want []string
	}{
		{"all fit", []string{"a", "b", "c"}, most / 3, []string{"a", "b", "c"}},
		{"the first goes", []string{"a", "b", "c"}, most / 2, []string{"b", "c"}},
		{"the one that was used again stays", []string{"a", "b", "a", "c"}, most / 2, []string{"a", "c"}},
		{"used often counts once", []string{"a", "a", "a", "b"}, most / 2, []string{"a", "b"}},
		{"too large alone", []string{"a", "b"}, most + 1, []string{"b"}},
	} {
		c := cache{known: map[string]*list.Element{}}
		for _, key := range test.used {
			c.keep(c.variant(Job{Variant: key}), test.size)
		}
		var got []string
		for key := range c.known {
			got = append(got, key)
		}
		slices.Sort(got)
		if !slices.Equal(got, test.want) || c.recent.Len() != len(got) || c.size != len(got)*test.size {
			t.Errorf("%s: %v are kept, %d of them, %d bytes; want %v", test.name, got, c.recent.Len(), c.size, test.want)
		}
	}
}

// A variant that was pushed out while it was printed counts no more.
func TestCacheForgetsWhatWasPushedOut(t *testing.T) {
	c := cache{known: map[string]*list.Element{}}
	slow := c.variant(Job{Variant: "slow"})
	c.keep(c.variant(Job{Variant: "a"}), most)
	c.keep(c.variant(Job{Variant: "b"}), most)
	c.keep(slow, most)
	if c.size != most || len(c.known) != 1 || c.known["b"] == nil {
		t.Errorf("%d variants are kept, with %d bytes", len(c.known), c.size)
	}
	// Nor does it count for one that is printed anew.
	c.variant(Job{Variant: "slow"})
	c.keep(slow, most/2)
	if c.size != most {
		t.Errorf("%d bytes are kept, with one variant that has any", c.size)
	}
}
