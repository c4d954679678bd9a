package ledgertest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// model is what [theCase.all] should be.
func (c *theCase) model() string {
	var b strings.Builder
	for _, e := range c.entries {
		body, has := c.bodies[e.Seq]
		raw := c.raws[e.Seq]
		fmt.Fprintf(&b, "%s body %t %x raw %t %x\n", e.Leaf(), has, ledger.DigestOf(body), raw != nil, ledger.DigestOf(raw))
	}
	for seq := range int64(len(c.entries)) + 1 {
		fmt.Fprintf(&b, "lines as of %d\n", seq)
		versions := c.versions(seq)
		slices.SortStableFunc(versions, func(x, y ledger.Indexed) int { return cmp.Compare(x.Report, y.Report) })
		for _, v := range versions {
			for _, l := range c.lines(v) {
				fmt.Fprintf(&b, "%+v\n", l)
			}
		}
		for _, d := range c.deals(seq) {
			fmt.Fprintf(&b, "%+v\n", d)
		}
	}
	for _, n := range c.names(nil) {
		fmt.Fprintf(&b, "%+v\n", n)
	}
	return b.String()
}

// versions are what the index should have as of an entry, 0 for now, in the order
// of filing.
func (c *theCase) versions(asOf int64) []ledger.Indexed {
	last := map[int64]int{}
	for i, x := range c.index {
		if asOf == 0 || x.Since <= asOf {
			last[x.Report] = i
		}
	}
	var all []ledger.Indexed
	for i, x := range c.index {
		if at, is := last[x.Report]; is && at == i && x.Index != nil {
			all = append(all, x)
		}
	}
	return all
}

// lines are those of a version as a store gives them back.
func (c *theCase) lines(v ledger.Indexed) []ledger.Line {
	lines, err := ledger.DecodeLines(v.Report, v.Since, ledger.EncodeLines(v.Index.Lines))
	c.check(err)
	return lines
}

// search is the answer to a question, by looking at every line.
func (c *theCase) search(q ledger.Query) (lines []ledger.Line, reports []int64) {
	versions := c.versions(q.AsOf)
	slices.SortStableFunc(versions, func(x, y ledger.Indexed) int { return cmp.Compare(x.Index.Day, y.Index.Day) })
	if !q.Oldest {
		slices.Reverse(versions)
	}
	words := slices.DeleteFunc(slices.Clone(q.Words), func(clause ledger.Clause) bool { return clause.Not })
	for _, v := range versions {
		named := len(q.Named) == 0 || slices.ContainsFunc(v.Index.Names, func(n ledger.Name) bool { return slices.Contains(q.Named, n.ID) })
		for _, topic := range q.About {
			named = named && (ledger.Match{{Any: []ledger.Phrase{topic.Phrase}}}.In(v.Index.Words) ||
				slices.ContainsFunc(v.Index.Names, func(n ledger.Name) bool { return slices.Contains(topic.Named, n.ID) }))
		}
		if !named || !words.In(v.Index.Words) || q.Report != 0 && q.Report != v.Report {
			continue
		}
		asked := !q.OfLines()
		for _, l := range c.lines(v) {
			if q.Asks(&l) {
				lines, asked = append(lines, l), true
			}
		}
		if asked {
			reports = append(reports, v.Report)
		}
	}
	return lines, reports
}

// asks holds the answers to a question against those of the model, and returns
// how many lines it has.
func (c *theCase) asks(q ledger.Query) int {
	c.Helper()
	lines, reports := c.search(q)
	if got := collect(c, c.store.Search(c.Context(), q)); fmt.Sprint(got) != fmt.Sprint(lines) {
		c.Errorf("Search(%.500s) yields %d lines, want %d: %s", fmt.Sprintf("%+v", q), len(got), len(lines), difference(listed(got), listed(lines)))
	}
	if got := collect(c, c.store.Reports(c.Context(), q)); !slices.Equal(got, reports) {
		c.Errorf("Reports(%.500s) = %v, want %v", fmt.Sprintf("%+v", q), got, reports)
	}
	return len(lines)
}

func listed(lines []ledger.Line) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%+v\n", l)
	}
	return b.String()
}

// names are the entities that any version of a report names, by name.
func (c *theCase) names(words []string) []ledger.Name {
	byID := map[ledger.EntityID]*ledger.Name{}
	var all []*ledger.Name
	for _, x := range c.index {
		if x.Index == nil {
			continue
		}
		for _, n := range x.Index.Names {
			have := byID[n.ID]
			if have == nil {
				have = &ledger.Name{ID: n.ID, Key: n.Key, Name: n.Name, Kind: n.Kind}
				byID[n.ID], all = have, append(all, have)
			}
			have.Words = append(have.Words, n.Words...)
		}
	}
	for _, v := range c.versions(0) {
		spoken := map[ledger.EntityID]bool{}
		for _, n := range v.Index.Names {
			if !spoken[n.ID] {
				byID[n.ID].Reports++
			}
			spoken[n.ID] = true
		}
	}
	var found []ledger.Name
	for _, n := range all {
		slices.Sort(n.Words)
		n.Words = slices.Compact(n.Words)
		if !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(n.Words, w) }) {
			found = append(found, *n)
		}
	}
	slices.SortFunc(found, func(x, y ledger.Name) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID)) })
	return found
}

// day is a day of the calendar.
func day(edtf string) *parley.Day {
	first, _, ok := parley.Days(edtf)
	if !ok {
		panic("ledgertest: " + edtf + " is no day")
	}
	return &first
}
