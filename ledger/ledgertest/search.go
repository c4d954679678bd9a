package ledgertest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// What the records of [theCase.fill] are made of. Some words are syntax to one
// store or another.
var (
	people  = []string{"Oda Vahl", "Bo Dent", "Cy", "Zoë Quarn", "Рахель Демир", "Ada Lind", "Kai Lind", "The Herald"}
	said    = []string{"land", "swap", "sea", "ferry", "ferries", "the", "the", "not", "or", "and", "near", "café", "北京", "территория", "2nd", "x", "b1", "mine", "null"}
	some    = []string{"", "2025-11-24", "2025-11", "2024", "2025-01-02/2025-02-03", "1969-12-30", "2025-11-26"}
	printed = []string{"2025-11-26", "2025-11-26", "2025-11-25", "2024-02-29", "", "1969-12-31", "2025-10"}
)

func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

// made is a record at random.
func made(rng *rand.Rand, i int) *parley.Record {
	var words []string
	for range 5 + rng.IntN(40) {
		words = append(words, pick(rng, said))
	}
	text := fmt.Sprintf("No%d. %s", i, strings.Join(words, " "))
	r := &parley.Record{Report: parley.Report{Text: text, Published: pick(rng, printed)}, Weights: "sha256:w1"}
	for k, p := range rng.Perm(len(people))[:1+rng.IntN(4)] {
		e := parley.Entity{ID: fmt.Sprint("e", k+1), Name: people[p], Kind: pick(rng, parley.EntityKinds)}
		if rng.IntN(3) == 0 {
			e.Aliases = []string{fmt.Sprint("the envoy ", rng.IntN(5))}
		}
		r.Entities = append(r.Entities, e)
	}
	id := func() string {
		if rng.IntN(5) == 0 {
			return ""
		}
		return pick(rng, r.Entities).ID
	}
	for k := range rng.IntN(13) {
		s := parley.Statement{
			ID: fmt.Sprint("s", k+1), Kind: parley.StatementMixed, Speaker: id(), Act: pick(rng, parley.Acts[:6]), Certainty: pick(rng, parley.Certainties),
			SourceClass: pick(rng, parley.SourceClasses), Negated: rng.IntN(4) == 0, Said: parley.Date{EDTF: pick(rng, some)},
			Cue: []parley.Span{{Start: 0, End: 2}},
		}
		for range rng.IntN(3) {
			s.Addressees = append(s.Addressees, id())
		}
		r.Statements = append(r.Statements, s)
	}
	if i%3 > 0 {
		addDeal(r)
	}
	return r
}

// fill files n records at random, in batches, with decisions on some of them, and
// reports that give way to others.
func (c *theCase) fill(n int, seed uint64) {
	c.Helper()
	rng := rand.New(rand.NewPCG(seed, 0))
	for i := 0; i < n; {
		var drafts []ledger.Draft
		var records []*parley.Record
		for range 1 + rng.IntN(6) {
			records = append(records, made(rng, i))
			drafts = append(drafts, Drafts(records[len(records)-1])...)
			i++
		}
		filed := c.must(drafts...)
		k := rng.IntN(len(records))
		switch report, reading := filed[2*k].Seq, filed[2*k+1].Seq; {
		case rng.IntN(6) == 0:
			d := note(report, "of no account")
			d.Index = []ledger.Indexed{{Report: report}}
			c.must(d)
		case len(records[k].Statements) > 0:
			c.must(accepted(report, reading, records[k]), note(report, "x"))
		}
	}
}

// someQuestions are n at random, each of up to four fields.
func (c *theCase) someQuestions(n int, seed uint64) []ledger.Query {
	rng := rand.New(rand.NewPCG(seed, 1))
	person := func() []ledger.EntityID {
		ids := []ledger.EntityID{idOf(pick(rng, people))}
		if rng.IntN(3) == 0 {
			ids = append(ids, idOf(pick(rng, people)), 12)
		}
		return ids
	}
	fields := []func(q *ledger.Query){
		func(q *ledger.Query) { q.By = person() },
		func(q *ledger.Query) { q.To = person() },
		func(q *ledger.Query) { q.Named = person() },
		func(q *ledger.Query) {
			q.About = append(q.About, ledger.Topic{Phrase: ledger.Phrase{Words: []string{pick(rng, said), pick(rng, said)}[:1+rng.IntN(2)]}, Named: person()[:rng.IntN(2)]})
		},
		func(q *ledger.Query) { q.Acts = []parley.Act{pick(rng, parley.Acts[:7]), pick(rng, parley.Acts)} },
		func(q *ledger.Query) { q.Certain = []parley.Certainty{pick(rng, parley.Certainties)} },
		func(q *ledger.Query) { q.Classes = []parley.SourceClass{pick(rng, parley.SourceClasses)} },
		func(q *ledger.Query) { q.Status = []ledger.Status{pick(rng, ledger.Statuses)} },
		func(q *ledger.Query) { q.Negated = true },
		func(q *ledger.Query) { q.Report = 1 + rng.Int64N(int64(len(c.entries))) },
		func(q *ledger.Query) { q.Since = day(pick(rng, []string{"2025-11-25", "2024-06-01", "1969-12-31"})) },
		func(q *ledger.Query) { q.Until = day(pick(rng, []string{"2025-11-25", "2024-06-01", "1969-12-31"})) },
		func(q *ledger.Query) { q.AsOf = 1 + rng.Int64N(int64(len(c.entries))) },
		func(q *ledger.Query) { q.Oldest = true },
		func(q *ledger.Query) { q.Words = c.match(rng) },
	}
	all := make([]ledger.Query, n)
	for i := range all {
		fields[i%len(fields)](&all[i])
		for range rng.IntN(4) {
			pick(rng, fields)(&all[i])
		}
	}
	return all
}

// match is a question for words at random, as people write it.
func (c *theCase) match(rng *rand.Rand) ledger.Match {
	ask := pick(rng, said)
	switch rng.IntN(6) {
	case 0:
		ask = `"` + ask + " " + pick(rng, said) + `"`
	case 1:
		ask += " OR " + pick(rng, said)
	case 2:
		ask += " -" + pick(rng, said)
	case 3:
		ask = string([]rune(ask)[:1]) + "*"
	case 4:
		ask = `"` + ask + " " + string([]rune(pick(rng, said))[:1]) + `*" ` + pick(rng, said)
	}
	m, err := ledger.ParseMatch(ask)
	c.check(err)
	return m
}

func questions(c *theCase) {
	c.fill(100, 1)
	c.asks(ledger.Query{})
	c.asks(ledger.Query{Oldest: true})
	found := 0
	for _, q := range c.someQuestions(300, 2) {
		if c.asks(q) > 0 {
			found++
		}
	}
	if found < 100 {
		c.Errorf("only %d of the questions have an answer", found)
	}
	whole := collect(c, c.store.Search(c.Context(), ledger.Query{}))
	n := 0
	for l := range c.store.Search(c.Context(), ledger.Query{}) {
		if n++; l.Of != whole[n-1].Of || n == 3 {
			break
		}
	}
	if n != 3 {
		c.Errorf("a search that is left early differs in line %d", n)
	}
}

func undated(c *theCase) {
	for _, published := range []string{"2025-11-26", "", "../.."} {
		r := one("Ann said that the truce would hold, printed " + published)
		r.Report.Published = published
		c.must(Drafts(r)...)
	}
	for _, ask := range []struct {
		since, until string
		want         int
	}{{"", "", 3}, {"2025-11-01", "", 1}, {"", "2025-12-01", 1}, {"2099-01-01", "", 0}, {"", "1900-01-01", 0}, {"2025-11-01", "2025-12-01", 1}} {
		var q ledger.Query
		if ask.since != "" {
			q.Since = day(ask.since)
		}
		if ask.until != "" {
			q.Until = day(ask.until)
		}
		if got := c.asks(q); got != ask.want {
			c.Errorf("from %q until %q %d lines were said, want %d", ask.since, ask.until, got, ask.want)
		}
	}
}

func wordsAreFound(c *theCase) {
	texts := []string{
		"Oda says give up the land", "Oda says a swap of land", "Oda says the LAND-swap", "Oda says territorial waters", "Oda says the café, 北京",
		"Oda says Зеленський and Zelenskyy", "Oda says they don’t", "Oda says AND OR NOT NEAR", "Oda says naïve ﬁne Ⅻ İstanbul", "Oda says " + strings.Repeat("ж", 90),
		"Oda says land land land swap", "Oda says null true 0 1e5 {a}", "Oda says b1 sread aassert n",
	}
	for _, text := range texts {
		c.must(Drafts(one(text))...)
	}
	for ask, want := range map[string]int{
		"land": 4, "LAND swap": 3, `"land swap"`: 2, "“land swap”": 2, `"swap land"`: 0, `land OR cafe`: 5, `café`: 1, "北京": 1, "terri*": 1, "terri": 0,
		`"land s*"`: 2, "land -swap": 4, "Zelensky*": 1, "don't": 1, `"don t"`: 1, "NOT and": 1, `"or not near"`: 1, "near": 1, "naive": 1, "fine": 1, "istanbul": 1,
		strings.Repeat("Ж", 90): 1, strings.Repeat("ж", 90) + "*": 1, strings.Repeat("ж", 20): 0, strings.Repeat("ж", 20) + "*": 1, `"land land land land"`: 0, `"land land land swap"`: 1,
		"null": 1, "1e5": 1, "b1": 1, "sread": 1, "bb": 0, "oda": 13, "o*": 13, `"says the l*" OR territorial OR "a b"`: 2,
	} {
		m, err := ledger.ParseMatch(ask)
		c.check(err)
		if got := c.asks(ledger.Query{Words: m}); got != want {
			c.Errorf("%s is found in %d reports, want %d", ask, got, want)
		}
	}
}

// hostileWords asks by what no question that people type becomes, but what a
// caller may pass on.
func hostileWords(c *theCase) {
	c.must(Drafts(one("Oda says give up the land"))...)
	for _, w := range []string{
		"", " ", `"`, `""`, "'", `\`, `\'`, "\x00", "land\x00", "land)", "(land", "land*", "land:*", "text : land", `land" OR text : "up`, "land' | 'up", "la nd", "land & up",
		"!land", "land:A", "{text}", "^land", "land + up", "NEAR(land up)", "$1", "?1", "%", "_", "\xff\xfe", "\u202e", strings.Repeat("land ", 100_000), strings.Repeat("x", 1<<20), "-", "<->",
	} {
		for _, m := range []ledger.Match{
			{{Any: []ledger.Phrase{{Words: []string{w}}}}},
			{{Any: []ledger.Phrase{{Words: []string{w}, Prefix: true}}}},
			{{Any: []ledger.Phrase{{Words: []string{"land"}}}}, {Any: []ledger.Phrase{{Words: []string{"up", w}}}}},
		} {
			if m[0].Any[0].Prefix && w == "" {
				continue // every word begins so
			}
			if got := c.asks(ledger.Query{Words: m}); got != 0 {
				c.Errorf("%.20q finds %d lines in %d clauses", w, got, len(m))
			}
		}
		if got := c.asks(ledger.Query{Words: ledger.Match{{Any: []ledger.Phrase{{Words: []string{w}}, {Words: []string{"land"}}}}}}); got != 1 {
			c.Errorf("%.20q or land finds %d lines, want 1", w, got)
		}
		c.asks(ledger.Query{Acts: []parley.Act{parley.Act(w), parley.ActAssert}, Status: []ledger.Status{ledger.Status(w), ledger.StatusRead}})
		if got := collect(c, c.store.Names(c.Context(), []string{w})); len(got) != 0 {
			c.Errorf("%.20q finds the names %v", w, got)
		}
	}
	c.asks(ledger.Query{Words: ledger.Match{{}}})
	c.asks(ledger.Query{Words: ledger.Match{{Any: []ledger.Phrase{{}}}}})
	c.asks(ledger.Query{Words: ledger.Match{{Any: []ledger.Phrase{{}}, Not: true}}})
	c.asks(ledger.Query{By: []ledger.EntityID{-1, 1 << 62}, AsOf: 1 << 62})
	c.asks(ledger.Query{AsOf: -5})
	many := make([]ledger.EntityID, 5000)
	for i := range many {
		many[i] = ledger.EntityID(i + 1)
	}
	c.asks(ledger.Query{By: append(many, idOf("Oda"))})
	c.holds(c.store)
}

// longReports passes what stores limit: how many words a report has, how often one
// of them, and how many of them are different.
func longReports(c *theCase) {
	var many, different strings.Builder
	for i := range 30_000 {
		fmt.Fprintf(&many, "the w%d ", i%50)
	}
	for i := range 150_000 {
		fmt.Fprintf(&different, "word%d ", i)
	}
	for _, text := range []string{
		"Oda says " + many.String() + "then a plum falls", "Bo says " + different.String() + "then a plum falls", "Cy says then a plum falls", "Dee says a plum then falls",
	} {
		c.must(Drafts(one(text))...)
	}
	for ask, want := range map[string]int{
		"plum": 4, `"then a plum"`: 3, `"a plum then"`: 1, `"plum the"`: 0, `"the w4"`: 1, `"w4 the w5"`: 1, `"w5 the w4"`: 0, "word149999": 1, `"word149999 then"`: 1,
		`"word1 word2"`: 1, `"word2 word1"`: 0, "word1* plum": 1, `"w49 then a"`: 1, `"w48 then a"`: 0, `"then a" OR "w5 the w4"`: 3,
	} {
		m, err := ledger.ParseMatch(ask)
		c.check(err)
		if got := c.asks(ledger.Query{Words: m}); got != want {
			c.Errorf("%s is found in %d reports, want %d", ask, got, want)
		}
		c.asks(ledger.Query{Words: m, By: []ledger.EntityID{idOf("Oda"), idOf("Dee")}})
		c.asks(ledger.Query{Words: m, Named: []ledger.EntityID{idOf("Bo")}})
	}
	for _, n := range []string{"Oda", "Bo", "Cy"} {
		c.asks(ledger.Query{Named: []ledger.EntityID{idOf(n)}, Acts: []parley.Act{parley.ActAssert}})
	}
	c.holds(c.store)
}

func names(c *theCase) {
	c.fill(80, 3)
	for _, words := range [][]string{nil, {"lind"}, {"kai", "lind"}, {"lind", "lind"}, {"zoe"}, {"демир"}, {"the", "envoy", "3"}, {"nobody"}, {"l"}} {
		got := fmt.Sprintf("%+v", collect(c, c.store.Names(c.Context(), words)))
		if want := fmt.Sprintf("%+v", c.names(words)); got != want {
			c.Errorf("Names(%q) =\n%s, want\n%s", words, got, want)
		}
	}
	ids := []ledger.EntityID{idOf("Kai Lind"), 5, idOf("Cy"), idOf("Cy")}
	want := slices.DeleteFunc(c.names(nil), func(n ledger.Name) bool { return !slices.Contains(ids, n.ID) })
	if got := collect(c, c.store.Names(c.Context(), nil, ids...)); fmt.Sprint(got) != fmt.Sprint(want) || len(want) != 2 {
		c.Errorf("Names of two ids = %+v, want %+v", got, want)
	}
	if got := collect(c, c.store.Names(c.Context(), []string{"cy"}, ids...)); len(got) != 1 || got[0].Name != "Cy" {
		c.Errorf("Names of two ids and a word = %+v, want Cy", got)
	}
}
