package ask

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

const (
	// A quotation that two reports share joins their statements where it has so
	// many words, and so many that carry meaning, or is all that one of them says.
	// Of a speaker whom one report does not name more is wanted.
	leastQuote   = 5
	leastMeaning = 4
	longQuote    = 8

	// Words join two passages of one speaker where the shorter says hardly
	// anything that the longer does not, and the longer not much more.
	leastShared     = 4
	leastWeight     = 3 // of a passage that is joined to any
	leastSame       = 4 // where neither has any others
	leastCommon     = 3 // of them in no name
	leastContained  = 0.85
	leastJaccard    = 0.5
	leastUndated    = 6
	claimDays       = 3
	quoteDays       = 45
	mostClaimWords  = 200 // of a passage are compared
	mostNeighbours  = 500 // passages with a stem in common are looked at
	mostQuotePairs  = 32
	mostClusterSize = 400
)

// A Join says why two passages carry one claim.
type Join struct {
	A, B  *Passage
	Rule  string   // "shared quotation", "shared words", "same words"
	Words []string // that both have, as A has them
}

// The rules by which passages are joined.
const (
	ruleQuotation = "the same quotation"
	ruleSame      = "the same words"
	ruleWords     = "words in common"
)

// inWords are stems as p has them, in the order of p; words of names in small
// letters.
func (p *Passage) inWords(stems []string) []string { return inWords(p.text, stems) }

// inWords are stems as text has them; see [Passage.inWords].
func inWords(text string, stems []string) []string {
	var all []string
	left := slices.Clone(stems)
	for _, w := range words(text) {
		if i := slices.Index(left, stem(w.folded)); i >= 0 && lexicon[w.folded] == "" {
			all = append(all, w.folded)
			left = slices.Delete(left, i, i+1)
		}
	}
	return all
}

// A node is passages of the same speaker, words and day: no rule can tell them
// apart, so they stand or fall together.
type node struct {
	*Passage
	id      string
	members []*Passage
}

// An edge is two nodes that carry one claim.
type edge struct {
	a, b     int
	rule     string
	words    []string
	strength float64
}

// clusters groups passages that carry the same claim: in a cluster each passage
// is joined with each other, so that no chain of small steps leads from one claim
// to another. What they are does not depend on the order of the passages.
func clusters(all []*Passage, copies groups) (nodes []node, grouped [][]int, joins map[int][]edge) {
	nodes = distinctNodes(all, copies)
	seen := map[[2]int]edge{}
	add := func(i, j int) {
		pair := [2]int{min(i, j), max(i, j)}
		if _, ok := seen[pair]; !ok && i != j {
			seen[pair] = join(&nodes[pair[0]], &nodes[pair[1]], pair[0], pair[1])
		}
	}
	sameQuotation(nodes, add)
	sameWords(nodes, add)
	var edges []edge
	for _, e := range seen {
		if e.rule != "" {
			edges = append(edges, e)
		}
	}
	slices.SortFunc(edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(b.strength, a.strength), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b))
	})
	clusterOf := make([]int, len(nodes))
	members := make([][]int, len(nodes))
	for i := range nodes {
		clusterOf[i], members[i] = i, []int{i}
	}
	joins = map[int][]edge{}
	for _, e := range edges {
		a, b := clusterOf[e.a], clusterOf[e.b]
		if a == b || !complete(nodes, members[a], members[b], seen) {
			continue
		}
		into, from := min(a, b), max(a, b)
		members[into] = append(members[into], members[from]...)
		joins[into] = append(append(joins[into], joins[from]...), e)
		for _, i := range members[from] {
			clusterOf[i] = into
		}
		members[from] = nil
		delete(joins, from)
	}
	for _, m := range members {
		if len(m) > 0 {
			slices.Sort(m)
			grouped = append(grouped, m)
		}
	}
	return nodes, grouped, joins
}

// complete reports whether each of a is joined with each of b.
func complete(nodes []node, a, b []int, seen map[[2]int]edge) bool {
	if len(a)+len(b) > mostClusterSize {
		return false
	}
	for _, i := range a {
		for _, j := range b {
			pair := [2]int{min(i, j), max(i, j)}
			e, known := seen[pair]
			if !known {
				e = join(&nodes[pair[0]], &nodes[pair[1]], pair[0], pair[1])
				seen[pair] = e
			}
			if e.rule == "" {
				return false
			}
		}
	}
	return true
}

// distinctNodes puts passages that are the same into one node, in the order of
// what they say.
func distinctNodes(all []*Passage, copies groups) []node {
	index := map[string]int{}
	var nodes []node
	for _, p := range all {
		id := p.identity(copies.of(p.report))
		i, known := index[id]
		if !known {
			i = len(nodes)
			index[id] = i
			nodes = append(nodes, node{Passage: p, id: id})
		}
		nodes[i].members = append(nodes[i].members, p)
	}
	slices.SortFunc(nodes, func(a, b node) int { return cmp.Compare(a.id, b.id) })
	return nodes
}

func (p *Passage) identity(group int) string {
	id := fmt.Sprintf("%s|%s|%v|%d|%v|%v|%s", p.speaker.key, p.speaker.name, p.passedOn, p.day, p.denies, p.negated, p.text)
	switch {
	case len(p.stems) < leastWeight: // "a bill" is no claim, whoever copies it
		id += fmt.Sprint("|report ", p.report)
	case len(p.stems) < leastSame || p.day == 0 && len(p.stems) < leastUndated:
		// Too little to know it by in a report that is no copy.
		id += fmt.Sprint("|group ", group)
	}
	return id
}

// sameQuotation adds the pairs of nodes that share a run of quoted words.
func sameQuotation(nodes []node, add func(i, j int)) {
	byRun := map[uint64][]int{}
	var runs []uint64
	for i, n := range nodes {
		hashes := make([]uint64, len(n.quoted))
		for k, w := range n.quoted {
			hashes[k] = hash(w)
		}
		for k := 0; k+leastQuote <= len(hashes); k++ {
			h := run(hashes[k : k+leastQuote])
			list := byRun[h]
			if len(list) == 0 {
				runs = append(runs, h)
			}
			if len(list) == 0 || list[len(list)-1] != i {
				byRun[h] = append(list, i)
			}
		}
	}
	for _, h := range runs {
		eachNear(byRun[h], mostQuotePairs, add)
	}
}

// eachNear adds all pairs of list, or of a long one each with the next few.
func eachNear(list []int, most int, add func(i, j int)) {
	reach := len(list)
	if reach > most {
		reach = 4
	}
	for i := range list {
		for j := i + 1; j < len(list) && j <= i+reach; j++ {
			add(list[i], list[j])
		}
	}
}

// sameWords adds the pairs of nodes of one speaker that share enough stems.
func sameWords(nodes []node, add func(i, j int)) {
	blocks := map[string][]int{}
	var names []string
	for i, n := range nodes {
		if b := n.speaker.block(); b != "" {
			if blocks[b] == nil {
				names = append(names, b)
			}
			blocks[b] = append(blocks[b], i)
		}
	}
	for _, name := range names {
		block := blocks[name]
		slices.SortFunc(block, func(a, b int) int { return cmp.Or(cmp.Compare(nodes[a].day, nodes[b].day), cmp.Compare(a, b)) })
		byStem := map[string][]int{}
		for _, i := range block {
			shared := map[int]int{}
			for _, s := range nodes[i].stems {
				list := byStem[s]
				for k := len(list) - 1; k >= max(0, len(list)-mostNeighbours); k-- {
					j := list[k]
					if apart, dated := daysApart(nodes[i].day, nodes[j].day); dated && apart > claimDays {
						break // the list is in the order of days, the undated first
					}
					shared[j]++
				}
				byStem[s] = append(list, i)
			}
			for j, n := range shared {
				if n >= leastSame {
					add(i, j)
				}
			}
		}
	}
}

// join holds two nodes against each other. The edge has no rule where they do not
// carry one claim.
func join(a, b *node, i, j int) edge {
	e := edge{a: i, b: j}
	if !mayBeOne(a.Passage, b.Passage) || a.denies != b.denies {
		return e
	}
	apart, dated := daysApart(a.day, b.day)
	bothNamed := alike(a.speaker, b.speaker)
	shared := sharedStems(a.stems, b.stems)
	shorter := min(len(a.stems), len(b.stems))
	if run := longestRun(a.quoted, b.quoted); len(run) >= leastQuote && (!dated || apart <= quoteDays) {
		meaning := len(meaningful(run))
		if meaning >= leastMeaning && len(run) >= longQuote || bothNamed && (meaning >= leastMeaning || meaning == shorter && meaning == leastMeaning-1) {
			e.rule, e.words, e.strength = ruleQuotation, run, 1+float64(len(run))
			return e
		}
	}
	if a.asked != b.asked || a.negated != b.negated || a.possible != b.possible || clashing(a.numbers, b.numbers) != nil {
		return e
	}
	if dated && apart > claimDays || len(shared) < leastSame || !dated && len(shared) < leastUndated {
		return e
	}
	union := len(a.stems) + len(b.stems) - len(shared)
	contained := float64(len(shared)) / float64(shorter)
	jaccard := float64(len(shared)) / float64(union)
	switch {
	case jaccard == 1 && (bothNamed || len(shared) >= leastUndated):
		e.rule = ruleSame
	case bothNamed && len(shared) >= leastShared && contained >= leastContained && jaccard >= leastJaccard && len(sharedStems(a.common, b.common)) >= leastCommon:
		e.rule = ruleWords
	default:
		return e
	}
	e.words, e.strength = shared, jaccard
	return e
}

// sharedStems is what two sorted lists have in common.
func sharedStems(a, b []string) []string {
	var both []string
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			both = append(both, a[i])
			i, j = i+1, j+1
		}
	}
	return both
}

// longestRun is the longest run of words that a and b share, the first in a of
// several.
func longestRun(a, b []string) []string {
	a, b = a[:min(len(a), mostClaimWords)], b[:min(len(b), mostClaimWords)]
	lengths := make([]int, len(b)+1)
	best, end := 0, 0
	for i := range a {
		previous := 0 // lengths[j] of the row above
		for j := range b {
			above := lengths[j+1]
			lengths[j+1] = 0
			if a[i] == b[j] {
				lengths[j+1] = previous + 1
				if lengths[j+1] > best {
					best, end = lengths[j+1], i+1
				}
			}
			previous = above
		}
	}
	return a[end-best : end]
}

// meaningful are the stems of the words that carry meaning, each once.
func meaningful(run []string) []string {
	var all []string
	for _, w := range run {
		if lexicon[w] == "" && !slices.Contains(all, stem(w)) {
			all = append(all, stem(w))
		}
	}
	return all
}

// clashing is the first pair of numbers that cannot both be right, where neither
// side counts the same as the other too.
func clashing(a, b []number) []number {
	agrees := func(x number, with []number) bool {
		return slices.ContainsFunc(with, func(y number) bool { return x.noun == y.noun && x.value == y.value })
	}
	for _, x := range a {
		for _, y := range b {
			if x.clashes(y) && !agrees(x, b) && !agrees(y, a) {
				return []number{x, y}
			}
		}
	}
	return nil
}

// Shared is what both passages have: the words of a quotation, or a list of
// words.
func (j Join) Shared() string {
	if j.Rule == ruleQuotation {
		return "“" + strings.Join(j.Words, " ") + "”"
	}
	return strings.Join(j.Words, ", ")
}
