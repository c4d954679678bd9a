package exchange

import (
	"cmp"
	"strconv"
	"strings"

	"parley"
)

func (r *rower) terms() {
	for _, t := range r.record.Terms {
		var options, names []string
		for _, o := range t.Options {
			options, names = append(options, o.ID), append(names, o.Name)
		}
		start, end := r.bounds(t.Evidence)
		r.add(t.ID, t.Key, t.Issue, t.Name, strings.Join(t.PAX, "; "), r.names[t.Place], strings.Join(options, "; "), strings.Join(names, "; "),
			strings.Join(t.Statements, "; "), r.words(t.Evidence), start, end)
	}
}

func (r *rower) positions() {
	for _, p := range r.record.Positions {
		start, end := r.bounds(p.Evidence)
		sure := ""
		if p.Confidence > 0 {
			sure = confidence(p.Confidence)
		}
		r.add(p.ID, r.names[p.Party], r.names[p.By], string(p.Stance), r.keys[p.Term], p.Option, r.names[p.Proposal], r.words(p.About),
			string(p.Basis), claim(p.Private), p.Held.EDTF, r.one(p.Condition), r.quantities(p.Quantities), p.Statement,
			r.words(p.Evidence), start, end, sure)
	}
}

func (r *rower) quantities(all []parley.Quantity) string {
	var spans []parley.Span
	for _, q := range all {
		spans = append(spans, q.Span)
	}
	return r.each(spans)
}

func (r *rower) proposals() {
	for _, p := range r.record.Proposals {
		var lineage []string
		for _, l := range p.Lineage {
			lineage = append(lineage, string(l.Kind)+": "+cmp.Or(r.names[l.Proposal], r.words(l.Words)))
		}
		start, end := r.bounds(p.Evidence)
		r.add(p.ID, p.Name, strings.Join(p.Aliases, "; "), list(r.names, p.By), number(p.Points), strconv.Itoa(len(p.Seen)), p.Date.EDTF,
			string(p.Status), list(r.keys, p.Terms), strings.Join(lineage, "; "), r.words(p.Evidence), start, end)
	}
}

func (r *rower) proposalPoints() {
	for _, p := range r.record.Proposals {
		for _, point := range p.Seen {
			start, end := r.bounds(point.Words)
			r.add(p.ID, p.Name, number(point.Number), r.words(point.Words), point.Statement, list(r.keys, point.Terms),
				r.quantities(point.Quantities), start, end)
		}
	}
}

func (r *rower) contacts() {
	for _, c := range r.record.Contacts {
		start, end := r.bounds(c.Evidence)
		r.add(c.ID, string(c.Kind), string(c.Status), list(r.names, c.Participants), r.names[c.Host], r.names[c.Place], c.When.EDTF, c.Duration,
			r.one(c.Condition), r.each(c.Topics), c.Statement, r.words(c.Evidence), start, end)
	}
}

// number is empty for 0, where that stands for what is not told.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
