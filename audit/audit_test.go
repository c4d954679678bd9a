package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/clerk"
	"parley/ledger"
	"parley/ledger/sqlite"
)

const address = "https://lantern.example/ferry"

func keyOf(e *parley.Entity) string { return strings.ToLower(e.Name) }

// reading is a record of text in which "NAME said WORDS." is a statement.
func reading(url, published, text string) *parley.Record {
	sum := sha256.Sum256([]byte(text))
	digest := hex.EncodeToString(sum[:])
	r := &parley.Record{Report: parley.Report{ID: "r-" + digest[:12], URL: url, Text: text, Published: published, SHA256: digest}, Weights: "sha256:w1"}
	ids := map[string]string{}
	for at := 0; ; {
		said := strings.Index(text[at:], " said ")
		if said < 0 {
			dealt(r)
			return r
		}
		cue := at + said + 1
		start := strings.LastIndexAny(text[:cue-1], " \n") + 1
		end := cue + strings.IndexByte(text[cue:], '.')
		name, source := text[start:cue-1], parley.Span{Start: start, End: cue - 1}
		if ids[name] == "" {
			ids[name] = "e" + string(rune('1'+len(r.Entities)))
			r.Entities = append(r.Entities, parley.Entity{
				ID: ids[name], Name: name, Kind: parley.EntityPerson,
				Mentions: []parley.Mention{{Span: source, Form: parley.MentionName, Kind: parley.EntityPerson}},
			})
		}
		r.Statements = append(r.Statements, parley.Statement{
			ID: "s" + string(rune('1'+len(r.Statements))), Kind: parley.StatementIndirect, Speaker: ids[name], Act: parley.ActAssert, Certainty: parley.Certain,
			Source: []parley.Span{source}, Cue: []parley.Span{{Start: cue, End: cue + 4}}, Content: []parley.Span{{Start: cue + 5, End: end}},
		})
		at = end
	}
}

// dealt gives a record anew what its statements say of a deal: each is a position on
// the pact, which has a plan, and whoever speaks has met.
func dealt(r *parley.Record) {
	r.Terms, r.Positions, r.Proposals, r.Contacts = nil, nil, nil, nil
	if len(r.Statements) == 0 {
		return
	}
	first := r.Statements[0]
	r.Terms = []parley.Term{{ID: "t1", Key: "pact", Issue: "pact", Options: []parley.TermOption{{ID: "signed"}}, Statements: []string{first.ID}, Evidence: first.Content}}
	r.Proposals = []parley.Proposal{{ID: "d1", Name: "the pact", Points: 12, Terms: []string{"t1"}, Evidence: first.Content}}
	r.Contacts = []parley.Contact{{ID: "c1", Kind: parley.ContactCall, Status: parley.ContactHeld, Evidence: first.Cue}}
	for i, s := range r.Statements {
		r.Positions = append(r.Positions, parley.Position{
			ID: "o" + string(rune('1'+i)), Party: s.Speaker, Term: "t1", Option: "signed", Stance: parley.StanceReject, Basis: parley.BasisOwn,
			Statement: s.ID, Evidence: s.Content,
		})
		r.Contacts[0].Participants = append(r.Contacts[0].Participants, s.Speaker)
	}
}

// A desk is where the tests file.
type desk struct {
	*clerk.Filer
	t    *testing.T
	path string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	path := filepath.Join(t.TempDir(), "case.parley")
	store, err := sqlite.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	minute := 0
	return &desk{&clerk.Filer{
		Case: ledger.NewCase(store, keyOf), By: "Ada Lind",
		Now: func() time.Time { minute++; return time.Date(2031, 5, 14, 9, minute, 0, 0, time.UTC) },
	}, t, path}
}

func (d *desk) file(record *parley.Record, raw string) clerk.Receipt {
	d.t.Helper()
	var bytes []byte
	if raw != "" {
		bytes = []byte(raw)
		sum := sha256.Sum256(bytes)
		record.Report.SHA256 = hex.EncodeToString(sum[:])
	}
	receipts, err := d.File(d.t.Context(), record, bytes)
	if err != nil {
		d.t.Fatal(err)
	}
	more, err := d.Flush(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	return slices.Concat(receipts, more)[len(receipts)+len(more)-1]
}

func (d *desk) decide(kind ledger.Kind, of string, decision ledger.Decision) ledger.Entry {
	d.t.Helper()
	at, err := ledger.ParseAddress(of)
	if err != nil {
		d.t.Fatal(err)
	}
	e, err := d.Decide(d.t.Context(), kind, at, decision)
	if err != nil {
		d.t.Fatalf("Decide(%s, %s): %v", kind, of, err)
	}
	return e
}

func (d *desk) purge(report int64) {
	d.t.Helper()
	if _, err := d.Purge(d.t.Context(), report, "the source is in danger"); err != nil {
		d.t.Fatal(err)
	}
}

// fill files some of everything: versions and readings with decisions carried over,
// a transcript, bytes that are not the text, a report that nobody read, and a purge.
//
//	 1  report and  2 its reading, of the ferry's address
//	 3  report and  4 its reading, with the bytes of a page
//	 5  an accept of 1/s1,  6 a reject of 1/s2,  7 a correct of 3/s1,  8 a note on 3
//	 9  report and 10 its reading: 1 in a newer version; 11 and 12 what was carried
//	13  another reading of 3; 14 the correct carried
//	15  a transcript and 16 its reading, 17 a report not read
//	18  a merge, 19 a split, 20 its undo, 21 the undo of that, 22 a seal, 23 a question
//	24  report and 25 its reading; 26 an accept of 24/s1; 27 the purge of it
//	28  report and 29 its reading
func (d *desk) fill() {
	d.t.Helper()
	d.file(reading(address, "2031-05-12", "Oda said yes to the ferry. Bo said no to it."), "")
	d.file(reading("", "2031-05-13", "Cy said the pact holds. Oda said little."), "<p>Cy said the pact holds. Oda said little.</p>")
	d.decide(ledger.KindAccept, "1/s1", ledger.Decision{})
	d.decide(ledger.KindReject, "1/s2", ledger.Decision{Reason: "satire"})
	corrected := reading("", "", "Cy said the pact holds. Oda said little.").Statements[0]
	corrected.Act = parley.ActPromise
	d.decide(ledger.KindCorrect, "3/s1", ledger.Decision{Statement: &corrected, Fields: []string{"act"}})
	d.decide(ledger.KindNote, "3", ledger.Decision{Text: "seen in print too"})
	d.file(reading(address, "2031-05-12", "News. Bo said no to it. Oda said yes to the ferry."), "")
	newer := reading("", "2031-05-13", "Cy said the pact holds. Oda said little.")
	newer.Weights, newer.Statements[1].Certainty = "sha256:w2", parley.Possible
	if _, err := d.Reread(d.t.Context(), 3, newer); err != nil {
		d.t.Fatal(err)
	}
	call := reading("", "2031-05-14", "Di said hello. Bo said goodbye.")
	call.Report.Timed = []parley.Timed{{Span: parley.Span{Start: 0, End: 14}, Timecode: parley.Timecode{StartMS: 1000, EndMS: 2500}}}
	call.Statements[0].Timecode = parley.Timecode{StartMS: 1000, EndMS: 2500}
	d.file(call, "")
	unread := reading("", "", "Nobody has read how Eve said this.")
	unread.Weights, unread.Entities, unread.Statements = "", nil, nil
	dealt(unread)
	d.file(unread, "")
	d.decide(ledger.KindMerge, "-", ledger.Decision{Keys: []string{"cy", "di"}, Into: "cy"})
	split := d.decide(ledger.KindSplit, "-", ledger.Decision{Keys: []string{"bo"}, Into: "bo the younger", Reports: []int64{15}})
	undo, err := d.Undo(d.t.Context(), split.Seq, "there is one Bo")
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.Undo(d.t.Context(), undo.Seq, "there are two"); err != nil {
		d.t.Fatal(err)
	}
	d.decide(ledger.KindSeal, "3", ledger.Decision{Reason: "the source asks for it"})
	d.decide(ledger.KindQuery, "-", ledger.Decision{Name: "ferry", Text: "ferry -pact"})
	d.file(reading("https://lantern.example/secret", "2031-05-14", "Quill said xylophone."), "")
	d.decide(ledger.KindAccept, "24/s1", ledger.Decision{})
	d.purge(24)
	d.file(reading("", "2031-05-15", "Oda said the ferry sails. Fen said nothing."), "")
}

func findings(t *testing.T, of *ledger.Case, o Options) []string {
	t.Helper()
	var all []string
	for f, err := range Run(t.Context(), of, o) {
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(Kinds, f.Kind) || f.Found == "" {
			t.Errorf("finding %+v has no kind, or found nothing", f)
		}
		all = append(all, f.String())
	}
	return all
}

func TestRun_finds_nothing_in_a_case_that_holds(t *testing.T) {
	d := newDesk(t)
	empty := findings(t, d.Case, Options{})
	if len(empty) > 0 {
		t.Errorf("of an empty case: %s", strings.Join(empty, "\n"))
	}
	d.fill()
	head, err := d.Case.Head(t.Context())
	if err != nil || head.Size != 29 {
		t.Fatalf("the log has %d entries, %v; want 29", head.Size, err)
	}
	var tally Tally
	reread := func(_ context.Context, filed *parley.Record) (*parley.Record, error) {
		if filed.Weights != "sha256:w1" {
			return nil, nil
		}
		return reading(filed.Report.URL, filed.Report.Published, filed.Report.Text), nil
	}
	against := &ledger.Checkpoint{Size: head.Size, Root: head.Root()}
	if all := findings(t, d.Case, Options{Against: against, Reread: reread, Tally: &tally}); len(all) != 1 || !strings.HasPrefix(all[0], `reread: entry 16: 15/s1: filed is timecode {"start_ms":1000,"end_ms":2500}, the same weights read no timecode`) {
		t.Errorf("the only thing that this reader cannot do again is the time of 15/s1:\n%s", strings.Join(all, "\n"))
	}
	if want := (Tally{Entries: 29, Reports: 7, Lines: 42, Purged: 1, Reread: 5, Unread: 1}); tally != want {
		t.Errorf("tally %+v, want %+v", tally, want)
	}
}

func TestReindex_gives_the_index_that_filing_gave(t *testing.T) {
	d := newDesk(t)
	d.fill()
	before := everything(t, d.Case)
	if err := Reindex(t.Context(), d.Case); err != nil {
		t.Fatal(err)
	}
	if after := everything(t, d.Case); after != before {
		t.Errorf("the answers after Reindex are\n%s\nwant\n%s", after, before)
	}
	if all := findings(t, d.Case, Options{}); len(all) > 0 {
		t.Errorf("after Reindex:\n%s", strings.Join(all, "\n"))
	}
}

func TestRun_goes_on_where_parley_breaks(t *testing.T) {
	d := newDesk(t)
	d.fill()
	d.Case.Key = func(e *parley.Entity) string {
		if e.Name == "Fen" {
			panic("a broken promise")
		}
		return keyOf(e)
	}
	all := findings(t, d.Case, Options{})
	if len(all) == 0 || all[0] != "entry: entry 29: parley broke on it: a broken promise" {
		t.Errorf("found\n\t%s", strings.Join(all, "\n\t"))
	}
}

func TestRun_stops_where_no_more_is_wanted(t *testing.T) {
	d := newDesk(t)
	d.fill()
	d.Case.Key = func(*parley.Entity) string { return "" } // nobody is known: every report is a finding
	n := 0
	for _, err := range Run(t.Context(), d.Case, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d findings, want to stop at 3", n)
	}
}
