package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/ledger"
)

// TestStore holds a store to the contract of [ledger.Store], and to more where it
// is silent. open opens the case of the test t, and makes it where it is not
// there: two calls in one test give two stores of one case.
func TestStore(t *testing.T, open func(t *testing.T) ledger.Store) {
	for _, law := range laws {
		t.Run(law.name, func(t *testing.T) {
			law.holds(newCase(t, open))
		})
	}
}

var laws = []struct {
	name  string
	holds func(*theCase)
}{
	{"an_empty_case_has_nothing", anEmptyCase},
	{"what_is_filed_is_there,_also_for_another", whatIsFiledIsThere},
	{"a_body_that_a_purge_removed_elsewhere", whatWasRemovedElsewhere},
	{"a_report_is_filed_once", aReportIsFiledOnce},
	{"a_slot_answers_with_the_last_version", aSlotAnswers},
	{"weights_read_a_report_once_unless_they_supersede", weightsReadOnce},
	{"the_last_report_stands_for_one_that_was_there", lastStandsForOneThere},
	{"an_entry_gets_its_number_or_nothing_is_filed", entriesGetTheirNumber},
	{"all_is_filed_or_nothing", allOrNothing},
	{"a_cancelled_append_files_nothing", cancelled},
	{"times_do_not_run_backwards", timesDoNotRunBackwards},
	{"entries_come_by_kind_and_from_any_number", entriesByKind},
	{"a_reading_is_the_last_by_an_entry", readings},
	{"any_bytes_can_be_filed", anyBytes},
	{"questions_are_answered_as_by_looking_at_every_line", questions},
	{"words_are_found_as_they_are_asked_for", wordsAreFound},
	{"hostile_words_find_nothing", hostileWords},
	{"long_reports_are_found_to_the_last_word", longReports},
	{"names_are_found_by_their_words", names},
	{"what_has_no_date_answers_to_no_day", undated},
	{"an_index_made_anew_answers_as_before", reindexed},
	{"an_index_that_cannot_be_made_is_left_as_it_was", notReindexed},
	{"deals_that_have_changed_are_told_from_the_others", changedDeals},
	{"a_purge_leaves_nothing_but_that_it_was", purge},
	{"names_of_a_purged_report_come_back_with_another", purgedNames},
	{"an_audit_sees_what_was_filed", inventory},
	{"two_writers_at_once_lose_and_double_nothing", twoWriters},
	{"many_may_read_while_they_read", readWithinRead},
}

// TheCase is a case under test, with what was filed in it.
type theCase struct {
	*testing.T
	open  func(t *testing.T) ledger.Store
	store ledger.Store
	now   time.Time

	// The model: what the store should have.
	entries []ledger.Entry
	bodies  map[int64][]byte
	raws    map[int64][]byte
	index   []ledger.Indexed // in the order of filing; of a purged report none
}

func newCase(t *testing.T, open func(t *testing.T) ledger.Store) *theCase {
	c := &theCase{
		T: t, open: open, now: time.Date(2025, 11, 27, 9, 30, 0, 0, time.UTC),
		bodies: map[int64][]byte{}, raws: map[int64][]byte{},
	}
	c.store = c.another()
	return c
}

// another is another store of the same case.
func (c *theCase) another() ledger.Store {
	c.Helper()
	s := c.open(c.T)
	c.Cleanup(func() { s.Close() })
	return s
}

// must files drafts, and holds that they stay as they are.
func (c *theCase) must(drafts ...ledger.Draft) []ledger.Filed {
	c.Helper()
	c.now = c.now.Add(time.Second)
	before := copied(drafts)
	filed, err := c.store.Append(c.Context(), c.now, drafts)
	if err != nil {
		c.Fatalf("Append: %v", err)
	}
	if !reflect.DeepEqual(drafts, before) {
		c.Error("Append changed its drafts")
	}
	c.learn(drafts, filed)
	return filed
}

// copied is drafts, as far as a store might change them.
func copied(drafts []ledger.Draft) []ledger.Draft {
	drafts = slices.Clone(drafts)
	for i := range drafts {
		drafts[i].Index = slices.Clone(drafts[i].Index)
		for k, x := range drafts[i].Index {
			if x.Index != nil {
				index := *x.Index
				index.Lines, index.Deal.Positions = slices.Clone(index.Lines), slices.Clone(index.Deal.Positions)
				drafts[i].Index[k].Index = &index
			}
		}
	}
	return drafts
}

// learn notes in the model what was filed.
func (c *theCase) learn(drafts []ledger.Draft, filed []ledger.Filed) {
	c.Helper()
	if len(filed) != len(drafts) {
		c.Fatalf("Append answers %d drafts with %d entries", len(drafts), len(filed))
	}
	var last int64
	for i, f := range filed {
		if drafts[i].Kind == ledger.KindReport {
			last = f.Seq
		}
		if !f.New {
			continue
		}
		if f.Seq != int64(len(c.entries))+1 {
			c.Fatalf("the entry after %d has number %d", len(c.entries), f.Seq)
		}
		c.entries = append(c.entries, f.Entry)
		c.bodies[f.Seq] = drafts[i].Body
		if drafts[i].Raw != nil {
			c.raws[f.Seq] = drafts[i].Raw
		}
		for _, x := range drafts[i].Index {
			if x.Report == ledger.Last {
				x.Report = last
			}
			x.Since = f.Seq
			c.index = append(c.index, x)
		}
		for _, gone := range drafts[i].Drop {
			delete(c.bodies, gone)
			delete(c.raws, gone)
		}
		if len(drafts[i].Drop) > 0 {
			c.index = slices.DeleteFunc(c.index, func(x ledger.Indexed) bool { return x.Report == f.Of.Report })
		}
	}
}

// refused holds that drafts are refused with want, and that nothing of them is
// there.
func (c *theCase) refused(want error, drafts ...ledger.Draft) {
	c.Helper()
	before := c.all(c.store)
	if filed, err := c.store.Append(c.Context(), c.now, drafts); !errors.Is(err, want) || err == nil || filed != nil {
		c.Errorf("Append = %v, %v; want nothing and the error %v", filed, err, want)
	}
	if after := c.all(c.store); after != before {
		c.Errorf("a refused Append left something: %s", difference(after, before))
	}
}

// holds compares all that a store has with the model.
func (c *theCase) holds(s ledger.Store) {
	c.Helper()
	if got, want := c.all(s), c.model(); got != want {
		c.Fatalf("the store differs from what was filed: %s", difference(got, want))
	}
}

// difference is the first line in which two texts differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d of %d is\n%.500s\nwant of %d\n%.500s", i+1, len(g), g[i], len(w), w[i])
		}
	}
	return fmt.Sprintf("it has %d lines, want %d", len(g), len(w))
}

// all is everything that a store has, as text.
func (c *theCase) all(s ledger.Store) string {
	c.Helper()
	var b strings.Builder
	head, err := s.Head(c.Context())
	c.check(err)
	tree := new(ledger.Tree)
	for e, err := range s.Entries(c.Context(), 0) {
		c.check(err)
		tree.Add(e.Leaf())
		body, err := s.Body(c.Context(), e.Seq)
		if !errors.Is(err, ledger.ErrRemoved) {
			c.check(err)
		}
		fmt.Fprintf(&b, "%s body %t %x", e.Leaf(), err == nil, ledger.DigestOf(body))
		raw, err := s.Raw(c.Context(), e.Seq)
		if !errors.Is(err, ledger.ErrRemoved) {
			c.check(err)
		}
		fmt.Fprintf(&b, " raw %t %x\n", raw != nil, ledger.DigestOf(raw))
	}
	if head.Size != tree.Size || head.Root() != tree.Root() {
		c.Errorf("the head is %d, %v; of the entries it is %d, %v", head.Size, head.Root(), tree.Size, tree.Root())
	}
	for seq := range tree.Size + 1 {
		fmt.Fprintf(&b, "lines as of %d\n", seq)
		for l, err := range s.Lines(c.Context(), seq) {
			c.check(err)
			fmt.Fprintf(&b, "%+v\n", l)
		}
		for d, err := range s.Deals(c.Context(), 0, seq) {
			c.check(err)
			fmt.Fprintf(&b, "%+v\n", d)
		}
	}
	for n, err := range s.Names(c.Context(), nil) {
		c.check(err)
		fmt.Fprintf(&b, "%+v\n", n)
	}
	return b.String()
}

func (c *theCase) check(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// collect is what a sequence yields.
func collect[T any](c *theCase, all iter.Seq2[T, error]) []T {
	c.Helper()
	var out []T
	for v, err := range all {
		c.check(err)
		out = append(out, v)
	}
	return out
}

// one is the record of a report that is given by its words: "NAME says WORD …"
// makes a statement of each sentence.
func one(text string) *parley.Record {
	r := &parley.Record{Report: parley.Report{Text: text, Published: "2025-11-26"}, Weights: "sha256:w1"}
	for i, sentence := range strings.Split(text, ". ") {
		name, _, _ := strings.Cut(sentence, " ")
		start := strings.Index(text, sentence)
		id := fmt.Sprint("e", i+1)
		r.Entities = append(r.Entities, parley.Entity{ID: id, Name: name, Kind: parley.EntityPerson})
		r.Statements = append(r.Statements, parley.Statement{
			ID: fmt.Sprint("s", i+1), Kind: parley.StatementIndirect, Speaker: id, Act: parley.ActAssert, Certainty: parley.Certain,
			Cue: []parley.Span{{Start: start, End: start + len(sentence)}},
		})
	}
	addDeal(r)
	return r
}

// key is how the tests know an entity.
func key(e *parley.Entity) string { return strings.ToLower(e.Name) }

func idOf(name string) ledger.EntityID { return ledger.EntityOf(strings.ToLower(name)) }

// Drafts are the entries of a record: the report and the reading.
func Drafts(r *parley.Record) []ledger.Draft {
	report, err := ledger.EncodeReport(r.Report, nil)
	if err != nil {
		panic("ledgertest: " + err.Error())
	}
	reading, err := ledger.EncodeReading(r)
	if err != nil {
		panic("ledgertest: " + err.Error())
	}
	index := ledger.IndexRecord(ledger.Last, 0, r, ledger.NewState(), key)
	return []ledger.Draft{
		{Kind: ledger.KindReport, Author: ledger.Person("Ada Lind"), Body: report, Once: ledger.OnceOf(&r.Report)},
		{Kind: ledger.KindReading, Author: ledger.Weights(r.Weights), Of: ledger.Address{Report: ledger.Last}, Body: reading,
			Index: []ledger.Indexed{{Report: ledger.Last, Index: index}}},
	}
}

// note is a remark on a report.
func note(report int64, text string) ledger.Draft {
	body, err := ledger.Decision{Text: text}.Encode()
	if err != nil {
		panic("ledgertest: " + err.Error())
	}
	return ledger.Draft{Kind: ledger.KindNote, Author: ledger.Person("Kai Lind"), Of: ledger.Address{Report: report}, Body: body}
}

// accepted is the acceptance of a report's first line, with the index that it makes.
func accepted(report, reading int64, r *parley.Record) ledger.Draft {
	body, err := ledger.Decision{Reading: reading}.Encode()
	if err != nil {
		panic("ledgertest: " + err.Error())
	}
	index := ledger.IndexRecord(report, reading, r, ledger.NewState(), key)
	index.Lines[0].Status = ledger.StatusAccepted
	if len(index.Deal.Positions) > 0 {
		index.Deal.Positions[0].Status = ledger.StatusAccepted
	}
	return ledger.Draft{Kind: ledger.KindAccept, Author: ledger.Person("Kai Lind"), Of: ledger.Address{Report: report, Line: index.Lines[0].Of.Line}, Body: body,
		Index: []ledger.Indexed{{Report: report, Index: index}}}
}

func background(c *theCase) context.Context { return context.WithoutCancel(c.Context()) }
