package search_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/ask/search"
	"parley/clerk"
	"parley/internal/casetest"
	"parley/ledger"
)

// A saying is one line of a report of these tests: who says what to whom. Names
// after a slash are other names that the report has for the speaker.
type saying struct {
	by, to, content string
	act             parley.Act
	certainty       parley.Certainty
	class           parley.SourceClass
	negated         bool
	said            string
}

// record is a report in which lines are said, one sentence each.
func record(published string, sayings ...saying) *parley.Record {
	r := &parley.Record{Weights: "sha256:w1", Report: parley.Report{ID: "r" + published, Publisher: "The Elsen Courier", Published: published}}
	var b strings.Builder
	put := func(words string) parley.Span {
		start := b.Len()
		b.WriteString(words)
		span := parley.Span{Start: start, End: b.Len()}
		b.WriteString(" ")
		return span
	}
	entity := func(name string, span parley.Span) string {
		name, other, _ := strings.Cut(name, "/")
		at := slices.IndexFunc(r.Entities, func(e parley.Entity) bool { return e.Name == name })
		if at < 0 {
			at = len(r.Entities)
			r.Entities = append(r.Entities, parley.Entity{ID: fmt.Sprintf("e%d", at+1), Name: name, Kind: parley.EntityPerson})
		}
		e := &r.Entities[at]
		if other != "" {
			e.Aliases = append(e.Aliases, other)
		}
		e.Mentions = append(e.Mentions, parley.Mention{Span: span, Form: parley.MentionName, Kind: parley.EntityPerson})
		return e.ID
	}
	for i, s := range sayings {
		name, _, _ := strings.Cut(s.by, "/")
		source := put(name)
		st := parley.Statement{
			ID: fmt.Sprintf("s%d", i+1), Kind: parley.StatementIndirect, Source: []parley.Span{source}, Speaker: entity(s.by, source),
			Act: parley.ActAssert, Certainty: parley.Certain, SourceClass: parley.SourceNamed, Negated: s.negated,
		}
		st.Cue = []parley.Span{put("told")}
		if s.to != "" {
			st.Addressees = []string{entity(s.to, put(s.to))}
		}
		content := put(s.content)
		st.Content = []parley.Span{content}
		for _, e := range slices.Clone(r.Entities) { // whom the content names
			if at := strings.Index(s.content, e.Name); at >= 0 {
				entity(e.Name, parley.Span{Start: content.Start + at, End: content.Start + at + len(e.Name)})
			}
		}
		if s.act != "" {
			st.Act = s.act
		}
		if s.certainty != "" {
			st.Certainty = s.certainty
		}
		if s.class != "" {
			st.SourceClass = s.class
		}
		st.Said.EDTF = s.said
		r.Statements = append(r.Statements, st)
	}
	r.Report.Text = b.String()
	return r
}

// talks is a case with three reports: entries 2, 4 and 6.
func talks(t *testing.T) *clerk.Filer {
	t.Helper()
	day := 0
	f := casetest.New(t)
	f.Now = func() time.Time { return time.Date(2031, 5, 20+day, 9, 0, 0, 0, time.UTC) }
	for _, r := range []*parley.Record{
		record("2031-05-14",
			saying{by: "Oda Brandt", to: "Kai Lind", content: "the ferry would sail on Monday", act: parley.ActPromise},
			saying{by: "Kai Lind", content: "nobody had asked Oda Brandt", act: parley.ActDeny, negated: true},
		),
		record("2031-05-15",
			saying{by: "Kai Lind", to: "Oda Brandt", content: "the harbour may close", certainty: parley.Possible, said: "2031-05-10"},
			saying{by: "A pilot", content: "the Narrows ferry is too old", class: parley.SourceAnonymous},
		),
		record("2031-05-16",
			saying{by: "Ода Брандт/Brandt of Veldland", content: "joint patrols are a matter for the courts"},
		),
	} {
		casetest.File(t, f, r)
		day++
	}
	return f
}

// ask is what a question finds: the addresses of its lines, in order.
func ask(t *testing.T, f *clerk.Filer, q search.Question) string {
	t.Helper()
	answer, err := search.Ask(t.Context(), f.Case, q)
	if err != nil {
		return "error: " + err.Error()
	}
	var all []string
	for hit, err := range answer.Hits {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, hit.Line.Of.String())
		if hit.Statement.ID != hit.Line.Of.Line {
			t.Errorf("line %v comes with statement %s", hit.Line.Of, hit.Statement.ID)
		}
	}
	return strings.Join(all, " ")
}

func TestAsk_by_every_field(t *testing.T) {
	f := talks(t)
	for _, c := range []struct {
		what string
		q    search.Question
		want string
	}{
		{"everything, the newest report first", search.Question{}, "6/s1 4/s1 4/s2 2/s1 2/s2"},
		{"the oldest first", search.Question{Oldest: true}, "2/s1 2/s2 4/s1 4/s2 6/s1"},
		{"by whom", search.Question{By: []string{"Kai Lind"}}, "4/s1 2/s2"},
		{"by a part of a name", search.Question{By: []string{"lind"}}, "4/s1 2/s2"},
		{"by either", search.Question{By: []string{"Lind", "pilot"}}, "4/s1 4/s2 2/s2"},
		{"to whom", search.Question{To: []string{"Brandt"}}, "4/s1"},
		{"by whom to whom", search.Question{By: []string{"Brandt"}, To: []string{"Lind"}}, "2/s1"},
		{"the act", search.Question{Acts: []parley.Act{parley.ActPromise, parley.ActDeny}}, "2/s1 2/s2"},
		{"how surely", search.Question{Certain: []parley.Certainty{parley.Possible}}, "4/s1"},
		{"the source", search.Question{Classes: []parley.SourceClass{parley.SourceAnonymous}}, "4/s2"},
		{"what is denied", search.Question{Negated: true}, "2/s2"},
		{"one report", search.Question{Report: 4}, "4/s1 4/s2"},
		{"since a day", search.Question{Since: "2031-05-15"}, "6/s1 4/s2"},
		{"until a day, by when it was said", search.Question{Until: "2031-05-10"}, "4/s1"},
		{"since a month", search.Question{Since: "2031-05"}, "6/s1 4/s1 4/s2 2/s1 2/s2"},
		{"held at a day", search.Question{HeldAt: "2031-05-14"}, "4/s1 2/s1 2/s2"},
		{"words", search.Question{Text: "ferry"}, "4/s2 2/s1"},
		{"words in a row", search.Question{Text: `"ferry would sail"`}, "2/s1"},
		{"words that must not be there", search.Question{Text: "ferry -Monday"}, "4/s2"},
		{"one of two words", search.Question{Text: "harbour OR patrols"}, "6/s1 4/s1"},
		{"the beginning of a word", search.Question{Text: "harb*"}, "4/s1"},
		{"words of another statement of the report", search.Question{Text: "ferry harbour"}, ""},
		{"about words", search.Question{About: []string{"ferry"}}, "4/s2 2/s1"},
		{"about both", search.Question{About: []string{"ferry", "Narrows"}}, "4/s2"},
		{"about somebody, not by or to them", search.Question{About: []string{"Brandt"}}, "2/s2"},
	} {
		if got := ask(t, f, c.q); got != c.want {
			t.Errorf("%s: found %q, want %q", c.what, got, c.want)
		}
	}
}

func TestAsk_refuses_what_it_cannot_answer(t *testing.T) {
	f := talks(t)
	for _, c := range []struct {
		q    search.Question
		want string
		is   error
	}{
		{search.Question{By: []string{"Nobody"}}, `nobody in this case is called "Nobody"`, parley.ErrNotFound},
		{search.Question{To: []string{"…"}}, "there is no word in the name", parley.ErrInvalid},
		{search.Question{About: []string{"\x00"}}, "there is no word in", parley.ErrInvalid},
		{search.Question{Since: "soon"}, `since "soon" is no date`, parley.ErrInvalid},
		{search.Question{Text: "-ferry"}, "only what must not be there", parley.ErrInvalid},
		{search.Question{KnownAt: "#99"}, "there is no entry #99; the last is #7", parley.ErrNotFound},
		{search.Question{KnownAt: "#x"}, "there is no entry #x", parley.ErrNotFound},
		{search.Question{KnownAt: "then"}, `"then" is no day`, parley.ErrInvalid},
		{search.Question{KnownAt: "2031-05-19"}, "nothing was known in this case by 2031-05-19", parley.ErrNotFound},
	} {
		_, err := search.Ask(t.Context(), f.Case, c.q)
		if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.q, err, c.want)
		}
	}
}

func TestAsk_as_the_case_stood(t *testing.T) {
	f := talks(t) // filed on the 20th, 21st and 22nd
	casetest.Decide(t, f, ledger.KindReject, "2/s1", ledger.Decision{})
	for _, c := range []struct{ at, want string }{
		{"2031-05-20", "2/s1 2/s2"},
		{"2031-05-21T08:00:00Z", "2/s1 2/s2"},
		{"2031-05-21T09:00:00Z", "4/s1 4/s2 2/s1 2/s2"},
		{"2031-05-22", "6/s1 4/s1 4/s2 2/s1 2/s2"},
		{"2031-05-23", "6/s1 4/s1 4/s2 2/s2"},
		{"2031", "6/s1 4/s1 4/s2 2/s2"},
		{"#3", "2/s1 2/s2"},
		{"#7", "6/s1 4/s1 4/s2 2/s1 2/s2"},
		{"#8", "6/s1 4/s1 4/s2 2/s2"},
	} {
		if got := ask(t, f, search.Question{KnownAt: c.at}); got != c.want {
			t.Errorf("known at %s: found %q, want %q", c.at, got, c.want)
		}
	}
}

func TestAsk_goes_by_what_people_decided(t *testing.T) {
	f := talks(t)
	accepted := casetest.Decide(t, f, ledger.KindAccept, "4/s1", ledger.Decision{})
	casetest.Decide(t, f, ledger.KindReject, "2/s2", ledger.Decision{Reason: "a headline"})
	filing, err := f.Case.Filing(t.Context(), 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	corrected := filing.Record.Statements[0]
	corrected.Speaker, corrected.Act = "e2", parley.ActWarn
	casetest.Decide(t, f, ledger.KindCorrect, "2/s1", ledger.Decision{Statement: &corrected, Fields: []string{"speaker", "act"}})
	for _, c := range []struct {
		what string
		q    search.Question
		want string
	}{
		{"rejected lines are left out", search.Question{}, "6/s1 4/s1 4/s2 2/s1"},
		{"unless asked for", search.Question{Status: []ledger.Status{ledger.StatusRejected}}, "2/s2"},
		{"by status", search.Question{Status: []ledger.Status{ledger.StatusAccepted, ledger.StatusCorrected}}, "4/s1 2/s1"},
		{"what nobody looked at", search.Question{Status: []ledger.Status{ledger.StatusRead}}, "6/s1 4/s2"},
		{"the right speaker", search.Question{By: []string{"Lind"}}, "4/s1 2/s1"},
		{"not the wrong one", search.Question{By: []string{"Oda Brandt"}, Report: 2}, ""},
		{"the right act", search.Question{Acts: []parley.Act{parley.ActWarn}}, "2/s1"},
	} {
		if got := ask(t, f, c.q); got != c.want {
			t.Errorf("%s: found %q, want %q", c.what, got, c.want)
		}
	}
	if _, err := f.Undo(t.Context(), accepted.Seq, ""); err != nil {
		t.Fatal(err)
	}
	if got, want := ask(t, f, search.Question{Status: []ledger.Status{ledger.StatusAccepted}}), ""; got != want {
		t.Errorf("accepted after the undo: %q, want %q", got, want)
	}
}

// keys are the keys of those whom a name stands for.
func keys(t *testing.T, f *clerk.Filer, name string) []string {
	t.Helper()
	state, err := f.Case.State(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	found, err := search.Named(t.Context(), f.Case, state, name)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, n := range found {
		all = append(all, n.Key)
	}
	return all
}

func TestAsk_by_names_that_were_merged(t *testing.T) {
	f := talks(t)
	by := func(name string) string { return ask(t, f, search.Question{By: []string{name}}) }
	both := append(keys(t, f, "A pilot"), keys(t, f, "Kai Lind")...)
	merged := casetest.Decide(t, f, ledger.KindMerge, "-", ledger.Decision{Keys: both, Into: both[1]})
	for _, name := range []string{"Kai Lind", "A pilot"} {
		if got, want := by(name), "4/s1 4/s2 2/s2"; got != want {
			t.Errorf("by %s: found %q, want %q", name, got, want)
		}
	}
	if _, err := f.Undo(t.Context(), merged.Seq, ""); err != nil {
		t.Fatal(err)
	}
	if got, want := by("A pilot"), "4/s2"; got != want {
		t.Errorf("by a pilot after the undo: found %q, want %q", got, want)
	}
}

func TestAsk_by_a_name_that_was_split(t *testing.T) {
	f := talks(t)
	casetest.Decide(t, f, ledger.KindSplit, "-", ledger.Decision{Keys: keys(t, f, "Kai Lind"), Into: "person kai lind the younger", Name: "Kai Lind Junior", Reports: []int64{4}})
	for name, want := range map[string]string{"Junior": "4/s1", "Kai Lind": "2/s2", "Kai Lind Junior": "4/s1", "Lind": "4/s1 2/s2"} {
		if got := ask(t, f, search.Question{By: []string{name}}); got != want {
			t.Errorf("by %s: found %q, want %q", name, got, want)
		}
	}
}

func TestAsk_knows_a_name_in_other_letters_and_a_title(t *testing.T) {
	f := talks(t)
	for name, want := range map[string]string{
		"Oda Brandt": "6/s1 2/s1", // Ода Брандт has the same key
		"Veldland":   "6/s1 2/s1", // by which the last report alone calls her
	} {
		if got := ask(t, f, search.Question{By: []string{name}}); got != want {
			t.Errorf("by %s: found %q, want %q", name, got, want)
		}
	}
	answer, err := search.Ask(t.Context(), f.Case, search.Question{By: []string{"lind"}})
	if err != nil {
		t.Fatal(err)
	}
	u := answer.Names[0]
	if u.Field != "by" || u.Name != "lind" || len(u.Entities) != 1 || u.Entities[0].Name != "Kai Lind" {
		t.Errorf("lind was understood as %+v", u)
	}
}

func TestNamed_prefers_who_bears_a_name_to_who_is_called_so_once(t *testing.T) {
	f := talks(t)
	r := record("2031-05-17", saying{by: "Tam Okoye/Lind and Okoye", content: "both would sign"})
	casetest.File(t, f, r)
	if got, want := ask(t, f, search.Question{By: []string{"Lind"}}), "4/s1 2/s2"; got != want {
		t.Errorf("by Lind: found %q, want %q", got, want)
	}
}

func TestReports_have_the_words_anywhere_or_one_of_the_lines(t *testing.T) {
	f := talks(t)
	for _, c := range []struct {
		q    search.Question
		want string
	}{
		{search.Question{Text: "ferry harbour"}, "[4]"}, // in two statements
		{search.Question{By: []string{"Lind"}}, "[4 2]"},
		{search.Question{About: []string{"courts"}}, "[6]"},
	} {
		reports, err := search.Reports(t.Context(), f.Case, c.q)
		if err != nil {
			t.Fatal(err)
		}
		var all []int64
		for f, err := range reports {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, f.Report.Seq)
		}
		if got := fmt.Sprint(all); got != c.want {
			t.Errorf("%+v: reports %s, want %s", c.q, got, c.want)
		}
	}
}

func TestAsk_stops_where_its_caller_does(t *testing.T) {
	f := talks(t)
	answer, err := search.Ask(t.Context(), f.Case, search.Question{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, err := range answer.Hits {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 2 {
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	answer, err = search.Ask(ctx, f.Case, search.Question{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for _, err := range answer.Hits {
		if err != nil {
			return
		}
	}
	t.Error("a question goes on after its context has ended")
}

func TestWho_gathers_what_several_reports_say(t *testing.T) {
	f := talks(t)
	all, err := search.Who(t.Context(), f.Case, "Oda Brandt", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 {
		t.Fatalf("%d people are called Oda Brandt, want 1", len(all))
	}
	p := all[0]
	if p.Reports != 3 || p.Speaks != 2 || p.IsTold != 1 || p.Looked != 3 {
		t.Errorf("she is in %d reports, of which %d were looked at, says %d and is told %d; want 3, 3, 2, 1", p.Reports, p.Looked, p.Speaks, p.IsTold)
	}
	var names, at []string
	for _, a := range p.Aliases {
		names = append(names, fmt.Sprintf("%s (%d)", a.What, a.Reports))
	}
	for _, a := range p.Appears {
		at = append(at, a.Of.String())
	}
	if got, want := strings.Join(names, ", "), "Oda Brandt (2), Ода Брандт (1), Brandt of Veldland (1)"; got != want {
		t.Errorf("she goes by %s, want %s", got, want)
	}
	if got, want := strings.Join(at, " "), "6/e1 4/e2 2/e1"; got != want {
		t.Errorf("she appears at %s, want %s", got, want)
	}
	casetest.Decide(t, f, ledger.KindReject, "2/s1", ledger.Decision{})
	if all, err = search.Who(t.Context(), f.Case, "Oda Brandt", ""); err != nil || all[0].Speaks != 1 {
		t.Errorf("with a line rejected she says %d, %v; want 1", all[0].Speaks, err)
	}
}

func TestWho_of_merged_names_is_one(t *testing.T) {
	f := talks(t)
	both := append(keys(t, f, "Kai Lind"), keys(t, f, "A pilot")...)
	casetest.Decide(t, f, ledger.KindMerge, "-", ledger.Decision{Keys: both, Into: both[0]})
	for _, name := range []string{"Kai Lind", "pilot"} {
		all, err := search.Who(t.Context(), f.Case, name, "")
		if err != nil {
			t.Fatal(err)
		}
		if len(all) != 1 || all[0].Name.Name != "Kai Lind" || all[0].Speaks != 3 || len(all[0].Decision) != 1 {
			t.Errorf("%s is %+v", name, all)
		}
	}
}
