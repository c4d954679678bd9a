package dna

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/exchange"
	"parley/exchange/exchangetest"
)

const text = "“Never,” said Ada Lind.\r\nThe 🕊 envoy, Oda Brandt, welcomed the truce."

// report is a record of two statements, one by an envoy of Tarsin.
func report() *parley.Record {
	span := func(words string) []parley.Span {
		at := strings.Index(text, words)
		return []parley.Span{{Start: at, End: at + len(words)}}
	}
	return &parley.Record{
		Report: parley.Report{
			ID: "r-1", Title: "Harbour talks", Publisher: "Meridian", Byline: "Jo Fell", Published: "2031-05-14", URL: "https://meridian.example/1", Text: text,
		},
		Entities: []parley.Entity{
			{ID: "e1", Name: "Ada Lind", Kind: parley.EntityPerson},
			{ID: "e2", Name: "Oda Brandt", Kind: parley.EntityPerson, Represents: "e3", Role: "envoy", Aliases: []string{"Brandt", "the envoy"}},
			{ID: "e3", Name: "Tarsin", Kind: parley.EntityCountry},
		},
		Statements: []parley.Statement{
			{ID: "s1", Kind: parley.StatementDirect, Speaker: "e1", Cue: span("said"), Content: span("Never"), Act: parley.ActReject},
			{ID: "s2", Kind: parley.StatementIndirect, Speaker: "e2", Cue: span("welcomed"), Content: span("the truce"), Act: parley.ActPraise},
			{ID: "s3", Kind: parley.StatementIndirect, Speaker: "e3", Cue: span("welcomed"), Act: parley.ActPraise, Negated: true},
		},
	}
}

var made = Options{Password: "sample", Made: time.Date(2031, 5, 15, 0, 0, 0, 0, time.UTC)}

func written(t testing.TB, o Options, records ...*parley.Record) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, o)
	for _, r := range records {
		if err := w.Write(&exchange.Filing{Record: r}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWriter(t *testing.T) {
	exchangetest.TestWriter(t, func(w io.Writer) exchange.Writer { return NewWriter(w, made) }, func(t *testing.T, out []byte) string {
		f, err := Read(t.Context(), out, "", Limits{})
		if err != nil {
			t.Fatal(err)
		}
		var told strings.Builder
		for _, d := range f.Documents {
			fmt.Fprintf(&told, "%q %q %q %q\n", d.Report.Title, d.Report.Byline, d.Report.Publisher, d.Notes)
			for _, c := range d.Codings {
				fmt.Fprintln(&told, d.Report.Quote(c.Span), c.Value(Person).Text, c.Value(Organization).Text, c.Value(Concept).Text)
			}
		}
		return told.String()
	})
}

func TestWritten_codings_are_read_back_with_their_words(t *testing.T) {
	raw := written(t, made, report(), report())
	if again := written(t, made, report(), report()); !bytes.Equal(raw, again) {
		t.Error("written twice the file differs")
	}
	f, err := Read(t.Context(), raw, "case.dna", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if f.Version != version || len(f.Documents) != 2 || len(f.Warnings) != 0 {
		t.Fatalf("version %s, %d documents, warnings %q", f.Version, len(f.Documents), f.Warnings)
	}
	d := f.Documents[1]
	if r := d.Report; r.Title != "Harbour talks" || r.Publisher != "Meridian" || r.Byline != "Jo Fell" || r.Published != "2031-05-14" ||
		r.Input != "case.dna:2" || r.Text != strings.ReplaceAll(text, "\r", "") || d.Coder != "parley" || !strings.Contains(d.Notes, "url: https://meridian.example/1") {
		t.Errorf("document = %+v", d)
	}
	var got []string
	for _, c := range d.Codings {
		said := []string{d.Report.Quote(c.Span), c.Type, c.Coder}
		for _, v := range c.Values {
			said = append(said, v.Variable+"="+v.Text)
			if v.Kind == KindBoolean {
				said[len(said)-1] += map[int64]string{0: "no", 1: "yes"}[v.Number]
			}
		}
		got = append(got, strings.Join(said, "|"))
	}
	want := `Never|DNA Statement|parley|person=Ada Lind|organization=|concept=reject|agreement=yes
welcomed|DNA Statement|parley|person=|organization=Tarsin|concept=praise|agreement=no
the truce|DNA Statement|parley|person=Oda Brandt|organization=Tarsin|concept=praise|agreement=yes`
	if strings.Join(got, "\n") != want {
		t.Errorf("codings =\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if e := d.Codings[2].Value(Person).Entity; e.Attributes["Type"] != "person" || e.Attributes["Alias"] != "Brandt; the envoy" || e.Attributes["Notes"] != "envoy" {
		t.Errorf("attributes of %s = %v", e.Value, e.Attributes)
	}
}

func TestRecords_have_the_codings_as_statements(t *testing.T) {
	f, err := Read(t.Context(), written(t, made, report()), "case.dna", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	records := f.Records()
	if len(records) != 1 || len(records[0].Statements) != 3 {
		t.Fatalf("Records = %+v", records)
	}
	r := records[0]
	if err := r.Verify(); err != nil {
		t.Error(err)
	}
	s := r.Statements[2]
	speaker := r.Entities[2]
	if s.Speaker != speaker.ID || speaker.Name != "Oda Brandt" || r.Report.Quote(s.Content[0]) != "the truce" || s.Reasons[0].Rule != `coded by parley in DNA as "DNA Statement"` {
		t.Errorf("statement = %+v by %+v", s, speaker)
	}
	if party := r.Entities[1]; party.Name != "Tarsin" || party.Kind != parley.EntityOrganisation || speaker.Party != party.ID {
		t.Errorf("party of %+v is %+v", speaker, party)
	}
}

func TestRecords_give_nobody_a_party_that_codings_differ_on(t *testing.T) {
	raw := altered(t, written(t, made, report()),
		`UPDATE DATASHORTTEXT SET Entity = (SELECT ID FROM ENTITIES WHERE Value = 'Ada Lind') WHERE VariableId = 1`)
	f, err := Read(t.Context(), raw, "", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if e := f.Records()[0].Entities[0]; e.Name != "Ada Lind" || e.Party != "" {
		t.Errorf("entity = %+v, want no party", e)
	}
}

func TestWrite_asks_what_a_statement_is_about(t *testing.T) {
	o := made
	o.Coder = "Jo"
	o.Code = func(_ *exchange.Release, s *parley.Statement) (string, bool) {
		if s.ID == "s3" {
			return "", true
		}
		return "a truce", Agrees(s)
	}
	f, err := Read(t.Context(), written(t, o, report()), "", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		concept string
		agrees  int64
	}{{"a truce", 0}, {"praise", 0}, {"a truce", 1}} {
		if c := f.Documents[0].Codings[i]; c.Value(Concept).Text != want.concept || c.Value(Agreement).Number != want.agrees || c.Coder != "Jo" {
			t.Errorf("coding %d = %+v, want %+v", i, c, want)
		}
	}
}

func TestByPosition(t *testing.T) {
	filing := exchangetest.Crafted()
	coded := func(id string) string {
		r, err := filing.Release()
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Record.Statements {
			if r.Record.Statements[i].ID == id {
				concept, agrees := ByPosition(r, &r.Record.Statements[i])
				return fmt.Sprint(concept, " ", agrees)
			}
		}
		return ""
	}
	own := &filing.Record.Positions[0]
	for _, test := range []struct {
		name, statement string
		change          func()
		want            string
	}{
		{"of another", "s1", func() {}, " false"},
		{"own, rejects", "s1", func() { own.Basis = parley.BasisOwn }, "Aland: shoals, shared with France false"},
		{"own, offers", "s1", func() { own.Stance, own.Option = parley.StanceOffer, "" }, "Aland: shoals true"},
		{"on a condition", "s2", func() {}, " false"},
		{"on a proposal", "s4", func() {}, " false"},
	} {
		test.change()
		if got := coded(test.statement); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestWrite_cuts_what_DNA_has_no_room_for(t *testing.T) {
	r := report()
	r.Report.Title, r.Entities[0].Name, r.Report.Published = strings.Repeat("é", 200), strings.Repeat("x", 200), "2031-05~"
	raw := written(t, made, r)
	f, err := Read(t.Context(), raw, "", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	d := f.Documents[0]
	if !bytes.Contains(raw, []byte(strings.Repeat("é", 189)+"…")) || d.Codings[0].Value(Person).Text != strings.Repeat("x", 189)+"…" {
		t.Errorf("title %q, person %q", d.Report.Title, d.Codings[0].Value(Person).Text)
	}
}

func TestWriter_writes_nothing_after_a_record_that_does_not_hold(t *testing.T) {
	r := report()
	r.Statements[0].Content[0].End = 999
	var out bytes.Buffer
	w := NewWriter(&out, made)
	err := errors.Join(w.Write(&exchange.Filing{Record: report()}), w.Write(&exchange.Filing{Record: r}))
	if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "span [3,999) is outside report of") {
		t.Errorf("Write = %v, want the span", err)
	}
	if err := w.Close(); !errors.Is(err, parley.ErrInvalid) || out.Len() != 0 {
		t.Errorf("Close = %v and %d bytes, want the same error and none", err, out.Len())
	}
}

// What is wanted passed checkPassword of Jasypt 1.9.3.
func TestDigested_passes_Jasypt(t *testing.T) {
	for password, test := range map[string]struct {
		salt Salt
		want string
	}{
		"sample":       {Salt{}, "AAAAAAAAAAAAAAAAAAAAAJ5LlkIdB3fVM9b1aG68iEZI4bnuH/6XU3zBKEk5C0Oz"},
		"sa\u0308mple": {Salt{1, 2, 3}, "AQIDAAAAAAAAAAAAAAAAACwkT/DvxDys5O8DsRd43PkrvcePrdlSGPF03OdRiU0L"},
	} {
		if got := digested(password, test.salt); got != test.want {
			t.Errorf("digested(%q) = %s, want %s", password, got, test.want)
		}
	}
}

func TestOpen_refuses_a_file_that_another_program_has_open(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.dna")
	if err := os.WriteFile(path, written(t, made, report()), 0o666); err != nil {
		t.Fatal(err)
	}
	if f, err := Open(t.Context(), path, Limits{}); err != nil || f.Documents[0].Report.Input != path+":1" {
		t.Errorf("Open = %v", err)
	}
	if err := os.WriteFile(path+"-journal", []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, Limits{}); !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "case.dna-journal of 1 bytes") {
		t.Errorf("Open = %v, want the journal", err)
	}
}

// altered is a database after statements of SQL, which no check keeps from
// harming it.
func altered(t testing.TB, raw []byte, statements ...string) []byte {
	t.Helper()
	pool, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	conn, err := pool.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.Raw(func(c any) error { return c.(interface{ Deserialize([]byte) error }).Deserialize(raw) }); err != nil {
		t.Fatal(err)
	}
	for _, s := range append([]string{"PRAGMA ignore_check_constraints=ON"}, statements...) {
		if _, err := conn.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	err = conn.Raw(func(c any) (err error) {
		raw, err = c.(interface{ Serialize() ([]byte, error) }).Serialize()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
