package stand

import (
	"strings"
	"testing"

	"parley/clerk"
	"parley/internal/casetest"
	"parley/ledger"
)

// follows holds a case that was followed against one that is read anew, and both
// against what is wanted.
func follows(t *testing.T, w *Watch, f *clerk.Filer, want ...string) *Library {
	t.Helper()
	kept, err := w.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	anew, err := Case(t.Context(), f.Case, 0)
	if err != nil {
		t.Fatal(err)
	}
	a, b := shown(t, kept), shown(t, anew)
	if a != b {
		t.Errorf("followed it is\n%sread anew\n%s", a, b)
	}
	expect(t, a, want...)
	return kept
}

func shown(t *testing.T, l *Library) string {
	t.Helper()
	m := l.Matrix(nil)
	var parties []ledger.EntityID
	var topics []Topic
	for _, p := range m.Parties {
		parties = append(parties, p.ID)
	}
	for _, topic := range m.Topics {
		topics = append(topics, topic.Topic)
	}
	if err := l.Load(t.Context(), parties, topics); err != nil {
		t.Fatal(err)
	}
	return told(l, l.Fold)
}

func TestWatch_follows_what_is_filed_and_decided(t *testing.T) {
	f := casetest.New(t)
	w := NewWatch(f.Case)
	follows(t, w, f)
	casetest.File(t, f, scene("2031-05-14", "Norland: accept truce", "Kai Lind for Norland as envoy: demand corridor"))
	follows(t, w, f, "Norland Corridor; own demand", "Norland Truce; own accept")
	casetest.File(t, f, scene("2031-05-15", "Nordland: reject truce", "Norland: reject truce"))
	follows(t, w, f, "Norland Truce; own reject 2", "Nordland Truce; own reject", "Norland Corridor; own demand")
}

func TestWatch_counts_entities_that_were_merged_as_one(t *testing.T) {
	f := casetest.New(t)
	w := NewWatch(f.Case)
	casetest.File(t, f, scene("2031-05-14", "Norland: accept truce", "Nordland: reject truce at 2031-05-13"))
	follows(t, w, f, "Nordland Truce; own reject", "Norland Truce; own accept")
	casetest.Decide(t, f, ledger.KindMerge, "-", ledger.Decision{Keys: []string{keyNamed(t, f, "Norland"), keyNamed(t, f, "Nordland")}, Into: keyNamed(t, f, "Norland")})
	follows(t, w, f, "Norland Truce; own accept 2")
}

func keyNamed(t *testing.T, f *clerk.Filer, name string) string {
	t.Helper()
	for n, err := range f.Case.Names(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if n.Name == name {
			return n.Key
		}
	}
	t.Fatalf("nobody is called %s", name)
	return ""
}

func TestCase_is_as_was_known_then(t *testing.T) {
	f := casetest.New(t)
	casetest.File(t, f, scene("2031-05-14", "Norland: accept truce"), scene("2031-05-15", "Norland: reject truce"))
	l, err := Case(t.Context(), f.Case, 3)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, shown(t, l), "Norland Truce; own accept")
}

func TestCase_leaves_out_outlets_that_were_retracted(t *testing.T) {
	f := casetest.New(t)
	w := NewWatch(f.Case)
	other := scene("2031-05-15", "Norland: reject truce")
	other.Report.Publisher = "Halm Radio"
	casetest.File(t, f, scene("2031-05-14", "Norland: accept truce"), other)
	follows(t, w, f, "Norland Truce; own reject 2")
	casetest.Decide(t, f, ledger.KindRetract, "-", ledger.Decision{Name: "Halm Radio"})
	l := follows(t, w, f, "Norland Truce; own accept")
	c, _ := l.Matrix(nil).Cell(0, 0)
	source, err := l.Source(t.Context(), c.Stands[0].Latest(1)[0])
	if err != nil || !strings.HasPrefix(source.Words(), "Norland: accept") {
		t.Errorf("the words are %v, %v", source, err)
	}
}

func TestWatch_knows_the_terms_that_the_case_has_of_its_own(t *testing.T) {
	f := casetest.Stands(t)
	w := NewWatch(f.Case)
	topics := func() string {
		t.Helper()
		l, err := w.Now(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return shown(t, l)
	}
	if got := topics(); !strings.Contains(got, "Norland no term; own demand") {
		t.Errorf("at first:\n%s", got)
	}
	e := casetest.Decide(t, f, ledger.KindTerm, "-", ledger.Decision{Name: "lighthouses.term",
		Text: "term: lighthouses\nname: lighthouses\npart of: the sea\ntouch: lighthouses\n\noption: more\nname: more of them\ntouch: more lighthouses\n"})
	if got := topics(); !strings.Contains(got, "Norland lighthouses=more of them; own demand") || strings.Contains(got, "no term") {
		t.Errorf("with a term of its own:\n%s", got)
	}
	l, err := Case(t.Context(), f.Case, e.Seq-1)
	if err != nil {
		t.Fatal(err)
	}
	if got := shown(t, l); !strings.Contains(got, "Norland no term; own demand") {
		t.Errorf("as it was before:\n%s", got)
	}
	if _, err := f.Undo(t.Context(), e.Seq, "it is no term"); err != nil {
		t.Fatal(err)
	}
	if got := topics(); !strings.Contains(got, "Norland no term; own demand") {
		t.Errorf("with the term undone:\n%s", got)
	}
}

func TestWatch_forgets_what_a_person_rejected(t *testing.T) {
	f := casetest.Stands(t)
	w := NewWatch(f.Case)
	reject := casetest.Decide(t, f, ledger.KindReject, "4/o2", ledger.Decision{Reason: "said of the other truce"})
	now := func() string {
		t.Helper()
		l, err := w.Now(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return shown(t, l)
	}
	if got := now(); !strings.Contains(got, "Ostrel Ceasefire; own conditional\n") {
		t.Errorf("with 4/o2 rejected:\n%s", got)
	}
	if _, err := f.Undo(t.Context(), reject.Seq, "it was this one"); err != nil {
		t.Fatal(err)
	}
	if got := now(); !strings.Contains(got, "Ostrel Ceasefire; own accept 2\n") {
		t.Errorf("with that undone:\n%s", got)
	}
}
