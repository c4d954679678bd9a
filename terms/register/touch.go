package register

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
)

// Touch lists the terms that a record touches, in the order of their keys, and puts
// into each proposal and point which of them its words touch. A term that has a
// line for each place has one more for the words that tell none.
func (r *Register) Touch(record *parley.Record, proposals []parley.Proposal) []parley.Term {
	v := newView(record)
	var lines lines
	for _, h := range v.spoken(outermost(v.butNames(r.phrases.hits(v)))) {
		lines.add(v, h)
	}
	terms := lines.terms()
	touchStatements(record.Statements, terms)
	touchPoints(proposals, terms)
	return terms
}

// A hit is where a phrase stands.
type hit struct {
	entry
	bound
	from, to int // words
}

func (h hit) span(v *view) parley.Span {
	return parley.Span{Start: v.words[h.from].span.Start, End: v.words[h.to-1].span.End}
}

// hits are all places where a phrase stands, by terms, then in the order of words,
// the longer first.
func (x *index) hits(v *view) []hit {
	var all []hit
	try := func(key string, i int) {
		for _, e := range x.entries[key] {
			if to, b, ok := v.match(e.items, i, bound{}); ok {
				all = append(all, hit{e, b, i, to})
			}
		}
	}
	for i, w := range v.words {
		try(letters(w.text), i)
		if list, _ := v.placesAt(i); len(list) > 0 {
			try("@", i)
		}
		if _, end := v.partyAt(i); end > 0 {
			try("$", i)
		}
		if w.number {
			try("#", i)
		}
	}
	slices.SortStableFunc(all, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.term.Issue, b.term.Issue), cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to), cmp.Compare(a.rank(), b.rank()))
	})
	return all
}

// rank orders phrases of the same words: what rules out, what says an option and
// whose it is, what says an option, the rest.
func (h hit) rank() int {
	switch {
	case h.unless:
		return 0
	case h.option >= 0 && h.party != "":
		return 1
	case h.option >= 0:
		return 2
	}
	return 3
}

// butNames leaves out hits in a name of an organisation that is short for one that
// rules their term out: "Amnesty" in a report on Amnesty International.
func (v *view) butNames(all []hit) []hit {
	ruled := map[*Term][]string{} // names
	for _, h := range all {
		if id := v.named[h.from]; h.unless && id != "" && id == v.named[h.to-1] && !slices.Contains(ruled[h.term], v.names[id]) {
			ruled[h.term] = append(ruled[h.term], v.names[id])
		}
	}
	return slices.DeleteFunc(all, func(h hit) bool {
		if h.unless || v.named[h.from] == "" || v.named[h.from] != v.named[h.to-1] {
			return false
		}
		words := v.record.Report.Quote(h.span(v))
		return slices.ContainsFunc(ruled[h.term], func(name string) bool { return strings.HasPrefix(name, words) })
	})
}

// spoken leaves out terms that are parts of names of organisations alone: who is of the
// Election Commission need not speak of elections.
func (v *view) spoken(all []hit) []hit {
	isName := func(h hit) bool {
		id := v.named[h.from]
		return id != "" && id == v.named[h.to-1] && (h.from > 0 && id == v.named[h.from-1] || h.to < len(v.named) && id == v.named[h.to])
	}
	spoken := map[*Term]bool{}
	for _, h := range all {
		spoken[h.term] = spoken[h.term] || !isName(h)
	}
	return slices.DeleteFunc(all, func(h hit) bool { return !spoken[h.term] })
}

// outermost leaves out hits that lie in a longer one of their term, or in as long
// a one before them, and those around which words stand that rule them out.
func outermost(all []hit) []hit {
	var out []hit
	var around hit // that reaches furthest
	for _, h := range all {
		if around.term == h.term && h.to <= around.to {
			continue
		}
		around = h
		if !h.unless {
			out = append(out, h)
		}
	}
	return out
}

// Lines are the terms that were touched, by their keys.
type lines struct {
	all   []parley.Term
	byKey map[string]int
}

// add files a hit under its term, once for each place.
func (l *lines) add(v *view, h hit) {
	places := h.places
	if h.term.PerPlace && len(places) == 0 {
		places = v.around(h.from, h.to)
	}
	if !h.term.PerPlace || len(places) == 0 {
		places = []placed{{}}
	}
	for _, p := range places {
		t := l.line(h.term, p)
		s := h.span(v)
		t.Evidence = joined(t.Evidence, s)
		addReason(t, h, s)
		if h.option >= 0 {
			addOption(v, t, h, s)
		}
	}
}

// joined is spans with s, one with the last where they overlap.
func joined(spans []parley.Span, s parley.Span) []parley.Span {
	n := len(spans)
	if n > 0 && spans[n-1].Overlaps(s) {
		spans[n-1] = parley.Hull([]parley.Span{spans[n-1], s})
		return spans
	}
	return append(spans, s)
}

func (l *lines) line(term *Term, p placed) *parley.Term {
	key, name := term.Issue, term.Name
	if p.key != "" {
		key, name = key+"@"+p.key, p.name+": "+name
	}
	i, ok := l.byKey[key]
	if !ok {
		if l.byKey == nil {
			l.byKey = map[string]int{}
		}
		i = len(l.all)
		l.byKey[key] = i
		l.all = append(l.all, parley.Term{Key: key, Issue: term.Issue, Name: name, Place: p.id, PAX: slices.Clone(term.PAX)})
	}
	return &l.all[i]
}

// addReason adds the words to the reason that names the phrase.
func addReason(t *parley.Term, h hit, s parley.Span) {
	key := fmt.Sprintf("%s: %s", h.term.File, h.text)
	for i := range t.Reasons {
		if r := &t.Reasons[i]; r.Table == key {
			r.Words = append(r.Words, s)
			return
		}
	}
	t.Reasons = append(t.Reasons, parley.Reason{Field: "term", Rule: "words of the register", Table: key, Words: []parley.Span{s}})
}

// addOption adds an option of a term as worded: once for each party that it is
// said to go to; words that tell no party go with the first.
func addOption(v *view, t *parley.Term, h hit, s parley.Span) {
	o := h.term.Options[h.option]
	for _, code := range o.PAX {
		if !slices.Contains(t.PAX, code) {
			t.PAX = append(t.PAX, code)
		}
	}
	for i := range t.Options {
		have := &t.Options[i]
		if have.ID != o.ID || have.To != h.party && have.To != "" && h.party != "" {
			continue
		}
		if have.To == "" && h.party != "" {
			have.To, have.Name = h.party, v.optionName(o.Name, h.party)
		}
		have.Evidence = append(have.Evidence, s)
		return
	}
	t.Options = append(t.Options, parley.TermOption{ID: o.ID, Name: v.optionName(o.Name, h.party), To: h.party, Evidence: []parley.Span{s}})
}

// optionName is the name of an option with its party.
func (v *view) optionName(name, party string) string {
	before, rest, ok := strings.Cut(name, "[")
	inside, behind, closed := strings.Cut(rest, "]")
	if !ok || !closed {
		return name
	}
	who, known := v.names[party]
	if !known {
		return strings.TrimSpace(before + behind)
	}
	return before + strings.ReplaceAll(inside, "$", who) + behind
}

// terms are the lines in the order of their keys.
func (l *lines) terms() []parley.Term {
	slices.SortFunc(l.all, func(a, b parley.Term) int { return cmp.Compare(a.Key, b.Key) })
	for i := range l.all {
		t := &l.all[i]
		t.ID = fmt.Sprintf("t%d", i+1)
		slices.Sort(t.PAX)
		t.PAX = slices.Compact(t.PAX)
	}
	return l.all
}
