package contact

import (
	"slices"
	"sort"
	"strconv"

	"parley"
)

// A feature is something that speaks for or against an answer, as weights.tsv names
// it: what it is of (part, status, contact), what is seen, and after a slash what it
// is seen together with.
type feature = string

// partFeatures describe an actor with a role as one who takes part in an event.
func (t *text) partFeatures(e event, at int, role string) []feature {
	a := t.actors[e.sentence][at]
	part := "noun"
	if e.isVerb {
		part = "verb"
	}
	all := []feature{
		"p:" + role, "p:" + role + "/" + part, "p:" + role + "/" + string(a.kind), "p:" + role + "/" + string(e.kind),
		"p:kind " + string(a.kind), "p:kind " + string(a.kind) + "/" + string(e.kind), "p:form " + string(a.form), "p:key " + e.key + "/" + role,
	}
	if a.form == parley.MentionPronoun && possessive[t.sentences[e.sentence].words[a.first].text] {
		all = append(all, "p:possessive", "p:possessive/"+role)
	}
	if g := t.governors(e.sentence, e.first); !e.isVerb && len(g) > 0 {
		all = append(all, "p:"+role+"/behind "+g[0].name)
	}
	side, gap := "left", e.first-a.last
	if a.first > e.last {
		side, gap = "right", a.first-e.last
	}
	for _, c := range t.crossed(e, a) {
		all = append(all, "p:over "+c+"/"+side)
	}
	all = append(all, "p:rank "+strconv.Itoa(min(t.rank(e, at), 4))+"/"+side)
	if e.statement >= 0 {
		s := t.record.Statements[e.statement]
		if s.Speaker != "" && s.Speaker == t.record.Entities[a.entity].ID {
			all = append(all, "p:speaker/"+role)
		}
		if !inside(s.Content, a.Span) {
			all = append(all, "p:outside the words", "p:outside the words/"+role)
		}
	}
	return append(all, "p:gap "+bucket(gap, 1, 3, 6, 12, 20)+"/"+side, "p:weight "+bucket(t.weight[a.entity], 1, 2, 4, 8, 16))
}

func inside(pieces []parley.Span, span parley.Span) bool {
	return slices.ContainsFunc(pieces, func(p parley.Span) bool { return p.Contains(span) })
}

// bucket is in which of the ranges that end at limits n lies.
func bucket(n int, limits ...int) string {
	return strconv.Itoa(sort.SearchInts(limits, n))
}

// rank is how many actors stand between an event and one of them.
func (t *text) rank(e event, at int) int {
	n := 0
	a := t.actors[e.sentence][at]
	for _, b := range t.actors[e.sentence] {
		if a.last < e.first && b.first > a.last && b.last < e.first || a.first > e.last && b.last < a.first && b.first > e.last {
			n++
		}
	}
	return n
}

// crossed are the marks and classes of words between an event and an actor, each
// once.
func (t *text) crossed(e event, a actor) []string {
	words := t.sentences[e.sentence].words
	from, to := a.last+1, e.first
	if a.first > e.last {
		from, to = e.last+1, a.first
	}
	var all []string
	add := func(s string) {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	for i := from; i < to; i++ {
		switch c, _ := classes.at(words, i); c {
		case "that", "who", "conj", "says", "be", "and":
			add(c)
		}
		switch words[i].text {
		case ",":
			add("comma")
		case "“", "”", "\"":
			add("quote")
		case ";", ":", "—", "–", "(", ")":
			add("stop")
		}
	}
	return all
}

// groupFeatures describe a contact as a whole: whether an analyst would list it.
func (t *text) groupFeatures(groups []group, n int) []feature {
	g := groups[n]
	e := g.events[g.chief]
	kind := string(e.kind)
	who := bucket(len(g.who), 1, 2, 3, 4)
	pair := t.kinds(g)
	all := []feature{
		"c:kind " + kind, "c:key " + e.key, "c:word " + e.words, "c:status " + string(e.status), "c:status " + string(e.status) + "/" + kind,
		"c:told " + bucket(len(g.events), 1, 2, 3, 5), "c:first " + bucket(g.events[0].sentence, 0, 2, 5, 10, 20, 40),
		"c:who " + who, "c:who " + who + "/" + kind, "c:who " + who + "/" + e.key, "c:kinds " + pair, "c:kinds " + pair + "/" + kind,
		"c:groups " + strconv.Itoa(len(groups)/8),
	}
	if e.date >= 0 {
		all = append(all, "c:date", "c:date/"+kind, "c:date/"+e.key)
	}
	if t.place(e) >= 0 {
		all = append(all, "c:place", "c:place/"+kind, "c:place/"+kind+"/"+string(e.status))
	}
	if e.statement >= 0 {
		all = append(all, "c:said", "c:said/"+kind)
	}
	if e.isPlural {
		all = append(all, "c:plural/"+kind)
	}
	for _, f := range e.statusCues {
		all = append(all, "c:"+f)
	}
	all = append(all, t.cueFeatures(e)...)
	all = append(all, roleFeatures(e)...)
	all = append(all, t.weightFeatures(g)...)
	all = append(all, siblingFeatures(groups, n)...)
	return append(all, t.wordBefore(e)...)
}

// kinds are those of two of the participants, in the order of letters.
func (t *text) kinds(g group) string {
	var all []string
	for _, w := range g.who {
		all = append(all, string(t.record.Entities[w].Kind))
	}
	slices.Sort(all)
	if len(all) > 1 {
		return all[0] + "+" + all[1]
	}
	return all[0]
}

// roleFeatures are the roles of those who take part, and how sure the least of
// them is.
func roleFeatures(e event) []feature {
	if e.isBorrowed {
		return []feature{"c:borrowed", "c:borrowed/" + e.key}
	}
	var all []feature
	least := 100.0
	for _, p := range e.who {
		least = min(least, p.score)
		if f := "c:role " + p.role; !slices.Contains(all, f) {
			all = append(all, f, f+"/"+e.key)
		}
	}
	return append(all, "c:least "+bucket(int(least*2), 0, 1, 2, 3, 4, 6, 8))
}

// weightFeatures are how often the report speaks of those who take part.
func (t *text) weightFeatures(g group) []feature {
	heavy, light := 0, t.weight[g.who[0]]
	for _, w := range g.who {
		heavy, light = max(heavy, t.weight[w]), min(light, t.weight[w])
	}
	return []feature{"c:heavy " + bucket(heavy, 1, 2, 4, 8, 16), "c:light " + bucket(light, 1, 2, 4, 8, 16)}
}

// siblingFeatures are how many other contacts of the same people the report
// speaks of, and how many of them it tells more of.
func siblingFeatures(groups []group, n int) []feature {
	g := groups[n]
	all, before := 0, 0
	for i, o := range groups {
		if i == n || family(o.events[0].kind) != family(g.events[0].kind) || shared(o.who, g.who) < min(2, len(o.who), len(g.who)) {
			continue
		}
		all++
		if len(o.events) > len(g.events) || len(o.events) == len(g.events) && i < n {
			before++
		}
	}
	b := "c:siblings before " + bucket(before, 0, 1, 2)
	return []feature{"c:siblings " + bucket(all, 0, 1, 2, 4), b, b + "/" + string(g.events[0].kind)}
}

// shared is how many of a are in b too.
func shared(a, b []int) int {
	n := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

// wordBefore is what stands before the words of an event.
func (t *text) wordBefore(e event) []feature {
	if e.first == 0 {
		return nil
	}
	words := t.sentences[e.sentence].words
	var all []feature
	if c, n := classes.at(words, e.first-1); n > 0 {
		all = append(all, "c:behind a "+c, "c:behind a "+c+"/"+e.key)
	}
	if w := words[e.first-1].text; determiners[w] || w == "'s" || w == "more" || w == "such" || w == "own" {
		all = append(all, "c:the "+w, "c:the "+w+"/"+string(e.kind))
	}
	return all
}
