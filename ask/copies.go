package ask

import (
	"cmp"
	"slices"

	"parley"
)

const (
	shingleWords = 6

	// One shingle in sampleEvery stands for a report when others like it are
	// looked for. Two reports that share fifty of them are overlooked once in
	// a million times, and what is found is compared in full.
	sampleEvery = 4

	// Copies share so much of the shorter report's own words, and so much of the
	// longer that a digest of many stories is no copy of each. Reports of one
	// outlet share its notices and its background too, and need more.
	leastOfShorter  = 0.25
	leastOfUndated  = 0.5
	leastOfSamePage = 0.8
	leastOfLonger   = 0.1
	leastShingles   = 20

	// copyDays is how long a wire story is copied.
	copyDays = 7

	// mostPairs is how many reports with one shingle are compared each with
	// each; of more, each with the next.
	mostPairs = 8
)

// A Group is reports that copy one text: a wire story and the outlets that ran
// it, or versions of one report.
type Group struct {
	Reports []*parley.Report // the earliest first
	Links   []Copy           // why they are one group; enough to connect it
}

// A Copy is two reports of which one copies the other, or both a third.
type Copy struct {
	A, B      *parley.Report // A precedes B in the order of the dossier
	Share     float64        // of the shingles of the shorter report that are in the longer
	Identical bool           // the texts are the same to the letter
}

// copies links each report to an earlier one that it shares most of its words
// with, by index. The number of comparisons grows with the number of reports,
// not with its square.
func copies(reports []*parley.Report) (groups, []link) {
	sets := make([][]uint64, len(reports)) // sorted
	for i, r := range reports {
		sets[i] = shingles(r.Text)
	}
	found := newGroups(len(reports))
	var links []link
	same := map[string]int{}
	for i, r := range reports {
		if first, ok := same[r.Text]; ok {
			found.join(first, i)
			links = append(links, link{first, i, 1, true})
		} else {
			same[r.Text] = i
		}
	}
	for _, pair := range candidates(sets) {
		a, b := sets[pair[0]], sets[pair[1]]
		both := common(a, b)
		share := float64(both) / float64(min(len(a), len(b)))
		least := leastShare(reports[pair[0]], reports[pair[1]])
		if both < leastShingles || share < least || float64(both) < leastOfLonger*float64(max(len(a), len(b))) {
			continue
		}
		if found.join(pair[0], pair[1]) {
			links = append(links, link{pair[0], pair[1], share, false})
		}
	}
	return found, links
}

// leastShare is how much of the shorter of two reports must be in the longer.
func leastShare(a, b *parley.Report) float64 {
	apart, dated := daysApart(dayOf(a.Published), dayOf(b.Published))
	switch {
	case dated && apart > copyDays:
		return 2 // never
	case a.Publisher != "" && outlet(a.Publisher) == outlet(b.Publisher):
		return leastOfSamePage
	case !dated:
		return leastOfUndated
	}
	return leastOfShorter
}

type link struct {
	a, b      int
	share     float64
	identical bool
}

// shingles are the hashes of all runs of shingleWords words of text, sorted, each
// once. What stands in quotation marks is left out: outlets that quote one
// speech did not copy each other.
func shingles(text string) []uint64 {
	var out, hashes []uint64
	quotations := quoted(text)
	for _, w := range words(text) {
		for len(quotations) > 0 && quotations[0].End <= w.Start {
			quotations = quotations[1:]
		}
		if len(quotations) > 0 && quotations[0].Start <= w.Start {
			hashes = hashes[:0]
			continue
		}
		hashes = append(hashes, hash(w.folded))
		if n := len(hashes); n >= shingleWords {
			out = append(out, run(hashes[n-shingleWords:]))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hash is FNV-1a, the same on every machine.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// run is the hash of hashes in their order, mixed so that every bit of them
// counts (the finaliser of SplitMix64).
func run(hashes []uint64) uint64 {
	h := uint64(0)
	for _, w := range hashes {
		h = (h + w) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// candidates pairs reports that share some of the sampled shingles, in order.
func candidates(sets [][]uint64) [][2]int {
	type posting struct {
		shingle uint64
		report  int
	}
	var postings []posting
	for i, set := range sets {
		for _, s := range set {
			if s%sampleEvery == 0 {
				postings = append(postings, posting{s, i})
			}
		}
	}
	slices.SortFunc(postings, func(a, b posting) int {
		return cmp.Or(cmp.Compare(a.shingle, b.shingle), cmp.Compare(a.report, b.report))
	})
	shared := map[[2]int]int{}
	for start := 0; start < len(postings); {
		end := start + 1
		for end < len(postings) && postings[end].shingle == postings[start].shingle {
			end++
		}
		list := postings[start:end]
		reach := 1
		if len(list) <= mostPairs {
			reach = len(list)
		}
		for i := range list {
			for j := i + 1; j < len(list) && j <= i+reach; j++ {
				shared[[2]int{list[i].report, list[j].report}]++
			}
		}
		start = end
	}
	var pairs [][2]int
	for pair, n := range shared {
		if n*sampleEvery*2 >= leastShingles {
			pairs = append(pairs, pair)
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return pairs
}

// common counts what two sorted sets share.
func common(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
