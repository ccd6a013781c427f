package audit

import "slices"

type pair struct{ have, want int }

// common is the longest way through both texts on which their lines agree.
func common(have []string, want []refLine) []pair {
	n, m := len(have), len(want)
	same := make([][]bool, n)
	longest := make([][]int32, n+1)
	longest[n] = make([]int32, m+1)
	byText := map[string][]int{}
	var open []int
	for j, l := range want {
		if l.pattern == nil {
			byText[l.text] = append(byText[l.text], j)
		} else {
			open = append(open, j)
		}
	}
	for i := n - 1; i >= 0; i-- {
		same[i] = make([]bool, m)
		for _, j := range byText[have[i]] {
			same[i][j] = true
		}
		for _, j := range open {
			same[i][j] = want[j].pattern.MatchString(have[i])
		}
		longest[i] = make([]int32, m+1)
		for j := m - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if same[i][j] {
				longest[i][j] = max(longest[i][j], 1+longest[i+1][j+1])
			}
		}
	}
	var out []pair
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case same[i][j] && longest[i][j] == 1+longest[i+1][j+1]:
			out = append(out, pair{i, j})
			i++
			j++
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// A gap is what stands between two lines that agree, on both sides.
type gap struct{ have, want []int }

// gaps are the gaps before, between and behind the lines that agree.
func gaps(have []string, want []refLine, pairs []pair) []gap {
	var out []gap
	i, j := 0, 0
	for _, p := range append(slices.Clone(pairs), pair{len(have), len(want)}) {
		var g gap
		for ; i < p.have; i++ {
			g.have = append(g.have, i)
		}
		for ; j < p.want; j++ {
			g.want = append(g.want, j)
		}
		if len(g.have)+len(g.want) > 0 {
			out = append(out, g)
		}
		i, j = p.have+1, p.want+1
	}
	return out
}
