package exchangetest

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parley"
	"parley/exchange"
)

// TestWriter holds a writer to what every writer promises. Text makes an output
// readable; nil where it is text. Words are what it has of Crafted; none for a
// speaker, what is said, and to whom.
func TestWriter(t *testing.T, open func(io.Writer) exchange.Writer, text func(t *testing.T, out []byte) string, words ...string) {
	if text == nil {
		text = func(t *testing.T, out []byte) string { return string(out) }
	}
	if words == nil {
		words = []string{"Zoë Quarn", "“Leave Aland,”", "Alander League"}
	}
	written := func(t *testing.T, filings ...*exchange.Filing) string {
		t.Helper()
		return text(t, Written(t, open, filings...))
	}
	t.Run("writes_the_same_filings_as_the_same_bytes", func(t *testing.T) {
		first, second := Written(t, open, Crafted(), Crafted()), Written(t, open, Crafted(), Crafted())
		if !bytes.Equal(first, second) {
			t.Errorf("wrote %q and %q", first, second)
		}
	})
	t.Run("has_the_words_and_who_said_them", func(t *testing.T) {
		got := written(t, Crafted())
		for _, want := range words {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in %.2000s", want, got)
			}
		}
	})
	t.Run("masks_a_sealed_source", func(t *testing.T) { testSealed(t, written) })
	t.Run("leaves_out_what_was_rejected_unless_asked", func(t *testing.T) {
		filing := Crafted()
		without := written(t, filing)
		filing.KeepRejected = true
		with := written(t, filing)
		if len(without) >= len(with) {
			t.Errorf("with what was rejected %d bytes, without %d", len(with), len(without))
		}
	})
	t.Run("takes_hostile_text", func(t *testing.T) {
		if got := written(t, hostile()); !utf8.ValidString(got) {
			t.Errorf("not UTF-8: %q", got)
		}
	})
	t.Run("takes_a_record_without_lines_and_none_at_all", func(t *testing.T) {
		written(t)
		written(t, &exchange.Filing{Record: &parley.Record{Report: parley.Report{Text: "Nothing."}}})
	})
	t.Run("refuses_a_record_that_does_not_hold", func(t *testing.T) {
		filing := Crafted()
		filing.Record.Statements[0].Cue = []parley.Span{{Start: 4, End: 99999}}
		err := open(io.Discard).Write(filing)
		if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "cue of statement s1") {
			t.Errorf("Write(…) = %v, want an invalid cue of statement s1", err)
		}
	})
	t.Run("says_what_the_writer_below_says", func(t *testing.T) {
		w := open(full{})
		err := w.Write(Crafted())
		if err = errors.Join(err, w.Close()); !errors.Is(err, errFull) {
			t.Errorf("Write and Close = %v, want %v", err, errFull)
		}
	})
}

// Written is what a writer makes of filings.
func Written(t *testing.T, open func(io.Writer) exchange.Writer, filings ...*exchange.Filing) []byte {
	t.Helper()
	var out bytes.Buffer
	w := open(&out)
	for _, f := range filings {
		if err := w.Write(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func testSealed(t *testing.T, written func(*testing.T, ...*exchange.Filing) string) {
	filing := Crafted()
	filing.Sealed = true
	got := written(t, filing)
	if !strings.Contains(got, exchange.Mask) {
		t.Errorf("no %q in %s", exchange.Mask, got)
	}
	for _, secret := range secrets(filing.Record) {
		if strings.Contains(got, secret) {
			t.Errorf("%q of a sealed report is in what was written", secret)
		}
	}
	other := Crafted()
	other.Sealed = true
	other.Record.Report.Text = strings.ReplaceAll(other.Record.Report.Text, "demanded", "enquired")
	other.Record.Report.SHA256, other.Record.Report.ID, other.Record.Report.URL = strings.Repeat("0b", 32), "r2", "https://elsewhere.example"
	if again := written(t, other); again != got {
		t.Errorf("what is sealed can be told from the output:\n%s\n%s", got, again)
	}
}

// secrets are all that says where a report comes from: its words of four letters
// or more among them.
func secrets(record *parley.Record) []string {
	r := record.Report
	all := []string{r.SHA256, r.ID + `"`, "inbox", "pact", "lantern", "Lantern", "Quist", "storm", "FRA", "FIN", "Q142", "Q7\"", "3017382", "PT5M", "PT9M", "2031-03", "2031-04", "2031-06", "shoals", "TerrOth", "compact"}
	for _, e := range record.Entities {
		all = append(all, e.Name)
	}
	for _, word := range strings.Fields(r.Text) {
		if len(word) > 3 && word != "that" && word != "recording" { // a kind of exhibit
			all = append(all, word)
		}
	}
	return all
}

// hostile is a filing of control characters, a very long word, words from right
// to left, dates that are none and names that are empty.
func hostile() *exchange.Filing {
	text := "\x00\x1b[31m\u202e=cmd|'/c'!A0\r\n\"]}<script>\u2028" + strings.Repeat("x", 200_000) + " 🕊️"
	all := []parley.Span{{Start: 0, End: len(text)}}
	record := &parley.Record{
		Report: parley.Report{ID: "\x00", Title: text[:40], Publisher: "\xff\"", Published: "2031-99-99", URL: "javascript:alert(1)//\n", Language: "x-\"", Text: text},
		Entities: []parley.Entity{
			{ID: "e\"1 #", Kind: parley.EntityPerson, Codes: parley.Codes{Country: "\"", Wikidata: "Q<1>"}, Represents: "e\"1 #", Party: "e\"1 #",
				Offices: []parley.Office{{Title: "\n", Of: "e\"1 #", From: "never", To: "-99999"}}},
			{ID: "e2", Name: text, Kind: parley.EntityPlace},
		},
		Statements: []parley.Statement{
			{ID: "s/1?#", Speaker: "e\"1 #", Addressees: []string{"e2", "e2"}, Within: "s2", Cue: all, Content: all, Said: parley.Date{EDTF: "\"}"}, CAMEO: "9999999"},
			{ID: "s2", Within: "s/1?#", Act: parley.ActThreaten, CAMEO: "138", Chain: []parley.Hop{{Kind: parley.HopMedium, Statement: "s2"}}},
		},
		Responses: []parley.Response{{ID: "r1", Kind: parley.ResponseDeny}},
		Exhibits:  []parley.Exhibit{{ID: "x1", Kind: parley.ExhibitPost, Duration: "\x07"}},
		Terms:     []parley.Term{{ID: "t\"1", Key: text, Issue: "\x00", PAX: []string{"\n"}, Place: "e2", Options: []parley.TermOption{{ID: "\"", Name: text, To: "e2"}}, Evidence: all}},
		Positions: []parley.Position{
			{ID: "o1", Party: "e2", Term: "t\"1", Option: "\"", Proposal: "d\x00", Stance: parley.StanceOffer, Basis: parley.BasisOwn, Held: parley.Date{EDTF: "\x1b"}, Condition: all[0],
				Quantities: []parley.Quantity{{Span: all[0], Low: -1e308, High: 1e308, Unit: "\x00"}}, Statement: "s2", Evidence: all},
			{ID: "o2", Stance: parley.StanceOpen, Basis: parley.BasisInferred}},
		Proposals: []parley.Proposal{{ID: "d\x00", Name: text, By: []string{"e2", "e2"}, Points: 1 << 40, Seen: []parley.Point{{}, {Number: 7, Words: all, Statement: "s2"}},
			Date: parley.Date{EDTF: "\"}"}, Lineage: []parley.Lineage{{Kind: parley.LineageAnswers, Proposal: "d\x00", Words: all}}, Evidence: all}},
		Contacts: []parley.Contact{
			{ID: "c\r\n1", Kind: parley.ContactTalks, Participants: []string{"e2", "e2", "e\"1 #"}, Host: "e2", Place: "e2", When: parley.Date{EDTF: "2031-99-99/.."}, Duration: "\r\nEND:VEVENT",
				Status: parley.ContactOngoing, Condition: all[0], Topics: all, Statement: "s2", Evidence: all},
			{ID: "c2", Kind: parley.ContactMessage, Status: parley.ContactProposed, When: parley.Date{EDTF: "9999-12-31"}}},
	}
	return &exchange.Filing{Record: record, Address: "\"\n", Filed: time.Date(99999, 1, 1, 0, 0, 0, 0, time.UTC), Author: "<b>\x00",
		Reviews: map[string]exchange.Review{"s2": {Status: "odd", By: "\n"}, "gone": {Status: exchange.ReviewRejected}}}
}

var errFull = errors.New("disk is full")

// full is a writer that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }
