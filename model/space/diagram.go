package space

// diagrams keeps sets as binary decision diagrams that share their parts: the
// same set is the same node. Every path asks the variables in their order and
// leaves out those that do not matter.
type diagrams struct {
	variables int
	nodes     []node
	made      map[node]ref
	done      map[operation]ref
}

// A node asks a variable: high is where it is true. The first two nodes are the
// ends, and have a variable behind the last.
type node struct {
	variable  int32
	low, high ref
}

type operation struct {
	name byte
	a, b ref
}

const (
	empty ref = 0
	full  ref = 1
)

func newDiagrams(variables int) *diagrams {
	d := &diagrams{variables: variables, made: map[node]ref{}, done: map[operation]ref{}}
	end := node{variable: int32(variables)}
	d.nodes = []node{end, end}
	return d
}

func (d *diagrams) none() ref  { return empty }
func (d *diagrams) whole() ref { return full }

func (d *diagrams) variable(v int) ref { return d.node(int32(v), empty, full) }

func (d *diagrams) node(variable int32, low, high ref) ref {
	if low == high {
		return low
	}
	n := node{variable, low, high}
	if at, ok := d.made[n]; ok {
		return at
	}
	at := ref(len(d.nodes))
	d.nodes = append(d.nodes, n)
	d.made[n] = at
	return at
}

func (d *diagrams) and(a, b ref) ref {
	switch {
	case a == empty || b == empty:
		return empty
	case a == full || a == b:
		return b
	case b == full:
		return a
	}
	return d.apply(operation{'&', min(a, b), max(a, b)}, d.and)
}

func (d *diagrams) or(a, b ref) ref {
	switch {
	case a == full || b == full:
		return full
	case a == empty || a == b:
		return b
	case b == empty:
		return a
	}
	return d.apply(operation{'|', min(a, b), max(a, b)}, d.or)
}

func (d *diagrams) minus(a, b ref) ref {
	switch {
	case a == empty || b == full || a == b:
		return empty
	case b == empty:
		return a
	}
	return d.apply(operation{'-', a, b}, d.minus)
}

// apply does an operation on both halves of two diagrams.
func (d *diagrams) apply(o operation, do func(a, b ref) ref) ref {
	if at, ok := d.done[o]; ok {
		return at
	}
	a, b := d.nodes[o.a], d.nodes[o.b]
	v := min(a.variable, b.variable)
	half := func(at ref, n node, high bool) ref {
		switch {
		case n.variable != v:
			return at
		case high:
			return n.high
		}
		return n.low
	}
	low := do(half(o.a, a, false), half(o.b, b, false))
	high := do(half(o.a, a, true), half(o.b, b, true))
	at := d.node(v, low, high)
	d.done[o] = at
	return at
}

// count is how many assignments of all variables are in a set. It is exact up
// to 2^53.
func (d *diagrams) count(a ref) float64 {
	below := map[ref]float64{}
	var of func(at ref) float64 // assignments of the variables from the node's own on
	of = func(at ref) float64 {
		if at == empty {
			return 0
		}
		if at == full {
			return 1
		}
		if n, ok := below[at]; ok {
			return n
		}
		n := d.nodes[at]
		sum := d.skipped(n.variable+1, n.low, of) + d.skipped(n.variable+1, n.high, of)
		below[at] = sum
		return sum
	}
	return d.skipped(0, a, of)
}

// skipped counts a node as seen from an earlier variable: each variable between
// may be either.
func (d *diagrams) skipped(from int32, at ref, of func(ref) float64) float64 {
	n := of(at)
	for range d.nodes[at].variable - from {
		n *= 2
	}
	return n
}
