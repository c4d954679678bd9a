package audit

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// An index is what has been met of a store's index so far.
type index struct {
	rows   *pulled[ledger.Version]
	claims map[int64]claim    // by report: what its last version says of itself
	places map[int64]expected // what must be found to search for
}

// A claim is until when a version says it holds.
type claim struct {
	since, until int64
	ended        bool // and was right
}

type expected struct {
	report, since int64
	ledger.Text
}

func newIndex() index {
	return index{claims: map[int64]claim{}, places: map[int64]expected{}}
}

// holdIndex holds what the index has from an entry on against what happens there.
func (a *auditor) holdIndex(seq int64, events []event) {
	for a.index.rows.has && a.index.rows.value.Since < seq {
		a.strayVersion(a.index.rows.value)
		a.index.rows.advance()
	}
	var rows []ledger.Version
	for a.index.rows.has && a.index.rows.value.Since == seq {
		rows = append(rows, a.index.rows.value)
		a.index.rows.advance()
	}
	for _, v := range events {
		i := slices.IndexFunc(rows, func(row ledger.Version) bool { return row.Report == v.report })
		switch {
		case v.ends:
			a.end(v.report, seq, v.may)
		case i >= 0:
			a.end(v.report, seq, false)
			a.holdVersion(rows[i])
			rows = slices.Delete(rows, i, i+1)
		case !v.may:
			a.missingVersion(v.report, seq)
		}
	}
	for _, row := range rows {
		a.strayVersion(row)
	}
}

// end holds the version before against where another takes its place.
func (a *auditor) end(report, seq int64, may bool) {
	c, is := a.index.claims[report]
	if !is || c.ended || may && c.until != seq {
		return
	}
	c.ended = true
	a.index.claims[report] = c
	if c.until == seq {
		return
	}
	found := fmt.Sprintf("what the index has from entry %d on it still has", c.since)
	if c.until != 0 {
		found = fmt.Sprintf("what the index has from entry %d on ends at entry %d", c.since, c.until)
	}
	a.found(Finding{Kind: KindIndex, Entry: seq, Of: ledger.Address{Report: report}, Found: found, Want: "this entry ends it"})
}

func (a *auditor) endIndex() {
	for a.index.rows.has && (a.size < 0 || a.index.rows.value.Since <= a.size) && a.over() == nil {
		a.strayVersion(a.index.rows.value)
		a.index.rows.advance()
	}
	for a.index.rows.has && a.over() == nil { // filed since the audit began, or never
		row := a.index.rows.value
		if _, err := a.of.Entry(a.ctx, row.Since); err != nil {
			a.strayVersion(row)
		}
		delete(a.texts.all, row.Place)
		a.index.rows.advance()
	}
	var wrong []int64
	for report, c := range a.index.claims {
		if !c.ended && c.until != 0 && (a.size < 0 || c.until <= a.size || !a.moved()) {
			wrong = append(wrong, report)
		}
	}
	slices.Sort(wrong)
	for _, report := range wrong {
		c := a.index.claims[report]
		a.found(Finding{
			Kind: KindIndex, Entry: c.since, Of: ledger.Address{Report: report}, Found: fmt.Sprintf("what the index has of it ends at entry %d", c.until),
			Want: "no entry ends it",
		})
	}
}

// strayVersion tells of what the index has and no entry gives it.
func (a *auditor) strayVersion(row ledger.Version) {
	a.index.places[row.Place] = expected{report: -1}
	of := ledger.Address{Report: row.Report}
	purge := a.purged[row.Report]
	switch k := a.known[row.Report]; {
	case purge != 0:
		a.found(Finding{Kind: KindIndex, Entry: row.Since, Of: of, Found: "the index has lines of it", Want: fmt.Sprintf("entry %d purged it", purge)})
	case k.kind != ledger.KindReport && !k.broken:
		a.found(Finding{Kind: KindStray, Entry: row.Since, Of: of, Found: "the index has lines of it, and no such report is there"})
	case a.known[row.Since].broken || k.broken:
	default:
		a.found(Finding{Kind: KindIndex, Entry: row.Since, Of: of, Found: "the index has other lines from this entry on", Want: "the entry changes none of them"})
	}
}

func (a *auditor) missingVersion(report, seq int64) {
	if a.index.rows.broken {
		return
	}
	if index := a.indexed(report); index != nil {
		a.names.take(index, report, seq)
		a.found(Finding{
			Kind: KindIndex, Entry: seq, Of: ledger.Address{Report: report}, Found: "the index has nothing of the report from this entry on",
			Want: fmt.Sprintf("the record has %d lines", len(index.Lines)),
		})
	}
}

// holdVersion holds a version against what the record gives.
func (a *auditor) holdVersion(row ledger.Version) {
	a.index.claims[row.Report] = claim{since: row.Since, until: row.Until}
	if other, taken := a.index.places[row.Place]; taken {
		a.found(Finding{
			Kind: KindWords, Entry: row.Since, Of: ledger.Address{Report: row.Report}, Found: "its words are searched for in the same place as others",
			Want: fmt.Sprintf("those are of report %d", other.report),
		})
	}
	index := a.indexed(row.Report)
	if index == nil {
		a.index.places[row.Place] = expected{report: -1}
		return
	}
	a.names.take(index, row.Report, row.Since)
	a.index.places[row.Place] = expected{row.Report, row.Since, index.Text()}
	if row.Day != index.Day {
		a.found(Finding{
			Kind: KindIndex, Entry: row.Since, Of: ledger.Address{Report: row.Report}, Found: "the index puts it on " + dayOf(row.Day), Want: "the report says " + dayOf(index.Day),
		})
	}
	if want := ledger.EncodeNames(index.Names); !bytes.Equal(row.Names, want) {
		a.otherNames(row, string(want))
	}
	if want := ledger.EncodeLines(index.Lines); !bytes.Equal(row.Lines, want) {
		a.differ(row, string(row.Lines), string(want))
	}
	if want := ledger.EncodeDeal(&index.Deal); !bytes.Equal(row.Deal, want) {
		a.differ(row, string(row.Deal), string(want))
	}
	if !bytes.Equal(row.Names, ledger.EncodeNames(index.Names)) {
		a.found(Finding{Kind: KindIndex, Entry: row.Since, Of: ledger.Address{Report: row.Report}, Found: "the index keeps other names of it", Want: fmt.Sprintf("the record has %d names", len(index.Names))})
	}
}

// otherNames names the first name in which a version and the record differ.
func (a *auditor) otherNames(row ledger.Version, want string) {
	have, found := strings.Split(string(row.Names), "\n"), strings.Split(want, "\n")
	i := 0
	for i < min(len(have), len(found))-1 && have[i] == found[i] {
		i++
	}
	asWords := func(name string) string {
		if name == "" {
			return "no more"
		}
		return strings.ReplaceAll(name, "\t", " ")
	}
	a.found(Finding{
		Kind: KindName, Entry: row.Since, Of: ledger.Address{Report: row.Report}, Found: "of the report's names the index has " + asWords(have[i]),
		Want: "the record " + asWords(found[i]),
	})
}

func dayOf(d parley.Day) string {
	if d == 0 {
		return "no day"
	}
	return d.String()
}

// differ names the lines in which what a version has and what the record gives differ.
func (a *auditor) differ(row ledger.Version, indexed, encoded string) {
	have, want := byLine(indexed), byLine(encoded)
	say := func(line, found, want string) {
		a.found(Finding{Kind: KindIndex, Entry: row.Since, Of: ledger.Address{Report: row.Report, Line: line}, Found: found, Want: want})
	}
	told := false
	for _, line := range linesOf(encoded) {
		switch text, is := have[line]; {
		case !is:
			say(line, "the index lacks the line", "the record has "+want[line])
		case text != want[line]:
			say(line, "the index has "+text, "the record "+want[line])
		default:
			continue
		}
		told = true
	}
	for _, line := range linesOf(indexed) {
		if _, is := want[line]; !is {
			say(line, "the index has "+have[line], "the record has no such line")
			told = true
		}
	}
	if !told {
		say("", "the index has the lines in another order, or twice", "")
	}
}

func linesOf(encoded string) []string {
	var all []string
	for row := range strings.Lines(encoded) {
		id, _, _ := strings.Cut(row, "\t")
		all = append(all, strings.TrimSuffix(id, "\n"))
	}
	return all
}

// byLine is what the index says of each line, as words.
func byLine(encoded string) map[string]string {
	all := map[string]string{}
	for row := range strings.Lines(encoded) {
		id, rest, _ := strings.Cut(strings.TrimSuffix(row, "\n"), "\t")
		all[id] = strings.ReplaceAll(rest, "\t", " ")
	}
	return all
}

// Texts are read on a goroutine of their own, as the full-text index of a large
// case takes as long as all the rest.
type texts struct {
	all  map[int64]ledger.Text
	err  error
	done chan struct{}
}

func (a *auditor) readTexts() *texts {
	t := &texts{all: map[int64]ledger.Text{}, done: make(chan struct{})}
	go t.read(a.ctx, a.of.Store)
	return t
}

func (t *texts) read(ctx context.Context, store ledger.Store) {
	defer close(t.done)
	defer func() {
		if p := recover(); p != nil {
			t.err = fmt.Errorf("parley broke on it: %v", p)
		}
	}()
	for text, err := range store.Texts(ctx) {
		if err != nil {
			t.err = err
			return
		}
		t.all[text.Place] = text
	}
}

// endTexts holds what can be searched for against the words of the reports.
func (a *auditor) endTexts() {
	<-a.texts.done
	if err := a.texts.err; err != nil {
		if a.ctx.Err() == nil {
			a.found(Finding{Kind: KindStore, Found: "the words that can be searched for cannot be read: " + why(err)})
		}
		return
	}
	var places []int64
	for place := range a.index.places {
		places = append(places, place)
	}
	slices.SortFunc(places, func(x, y int64) int {
		return cmp.Or(cmp.Compare(a.index.places[x].since, a.index.places[y].since), cmp.Compare(x, y))
	})
	for _, place := range places {
		want, have := a.index.places[place], a.texts.all[place]
		delete(a.texts.all, place)
		of := ledger.Address{Report: want.report}
		switch {
		case want.report < 0:
		case have.Words != want.Words && have.Words == (ledger.Sum{}):
			a.found(Finding{Kind: KindWords, Entry: want.since, Of: of, Found: "none of its words can be searched for"})
		case have.Words != want.Words:
			a.found(Finding{Kind: KindWords, Entry: want.since, Of: of, Found: "other words can be searched for than the report has"})
		}
		if want.report >= 0 && have.Facets != want.Facets {
			a.found(Finding{Kind: KindWords, Entry: want.since, Of: of, Found: "other answers can be searched for than its record has"})
		}
	}
	if len(a.texts.all) > 0 && !a.moved() && !a.index.rows.broken {
		a.found(Finding{Kind: KindStray, Found: fmt.Sprintf("there are words to search for of %d reports that the index has not", len(a.texts.all))})
	}
}
