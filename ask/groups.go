package ask

// groups is a partition of numbered things that only grows coarser (union-find).
// The name of a group is its smallest member.
type groups []int

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = i
	}
	return g
}

// of is the name of the group of i.
func (g groups) of(i int) int {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

// join makes one group of those of i and j, and reports whether they were two.
func (g groups) join(i, j int) bool {
	i, j = g.of(i), g.of(j)
	if i == j {
		return false
	}
	g[max(i, j)] = min(i, j)
	return true
}
