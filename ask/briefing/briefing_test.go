package briefing_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/ask/briefing"
	"parley/ask/search"
	"parley/clerk"
	"parley/internal/casetest"
	"parley/ledger"
	"parley/resolve"
)

var update = flag.Bool("update", false, "rewrite testdata/*.md and *.html")

// decided is examples with a decision of each kind.
func decided(t *testing.T) *clerk.Filer {
	f := casetest.Examples(t)
	casetest.Decide(t, f, ledger.KindAccept, "2/s4", ledger.Decision{Reason: "heard at the press conference"})
	filing, err := f.Case.Filing(t.Context(), 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := filing.Record.Statements[12] // s13
	s.Act = parley.ActPromise
	casetest.Decide(t, f, ledger.KindCorrect, "2/s13", ledger.Decision{Statement: &s, Fields: []string{"act"}, Reason: "she binds herself"})
	casetest.Decide(t, f, ledger.KindReject, "2/s20", ledger.Decision{Reason: "a duplicate"})
	casetest.Decide(t, f, ledger.KindNote, "2/s6", ledger.Decision{Text: "the draft is of 9 May"})
	merge := casetest.Decide(t, f, ledger.KindMerge, "-", ledger.Decision{Keys: []string{"person ada lind", "person edmund lisle"}, Into: "person edmund lisle", Name: "Edmund Lisle"})
	if _, err := f.Undo(t.Context(), merge.Seq, "two men"); err != nil {
		t.Fatal(err)
	}
	casetest.Decide(t, f, ledger.KindRetract, "-", ledger.Decision{Name: "The Basin Review", Reason: "it withdrew the story"})
	return f
}

func brief(t *testing.T, f *clerk.Filer, o briefing.Options) *briefing.Briefing {
	t.Helper()
	b, err := briefing.Make(t.Context(), f.Case, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func html(t *testing.T, b *briefing.Briefing) string { return written(t, b, briefing.WriteHTML) }

func markdown(t *testing.T, b *briefing.Briefing) string {
	return written(t, b, briefing.WriteMarkdown)
}

func TestBriefing_of_the_examples(t *testing.T) {
	sealed := decided(t)
	casetest.Decide(t, sealed, ledger.KindSeal, "6", ledger.Decision{Reason: "given in confidence"})
	for name, b := range map[string]*briefing.Briefing{
		"decided": brief(t, decided(t), briefing.Options{SinceEntry: 7}),
		"sealed":  brief(t, sealed, briefing.Options{}),
		"about":   brief(t, decided(t), briefing.Options{Question: search.Question{About: []string{"Heights"}}, Lines: 3}),
	} {
		for i, f := range b.Facts { // which changes with how entries are kept
			if f.Name == "Checkpoint" {
				b.Facts[i].Value = "(a root)"
			}
		}
		above, page, _ := strings.Cut(html(t, b), "<style>")
		_, below, _ := strings.Cut(page, "</style>\n") // the style is that of page.html
		for ending, text := range map[string]string{".md": markdown(t, b), ".html": above + below} {
			if name == "about" && ending == ".html" {
				continue
			}
			path := filepath.Join("testdata", name+ending)
			if *update {
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if text != string(want) {
				t.Errorf("%s is another than what is written now; -update writes it anew", path)
			}
		}
	}
}

func TestBriefing_of_one_case_is_always_the_same(t *testing.T) {
	f := decided(t)
	first := html(t, brief(t, f, briefing.Options{}))
	for range 3 {
		again := &clerk.Filer{Case: ledger.NewCase(f.Case.Store, resolve.Key)}
		if html(t, brief(t, again, briefing.Options{})) != first {
			t.Fatal("the briefing changed, the case did not")
		}
	}
}

func TestNotes_have_the_words_of_their_reports(t *testing.T) {
	f := decided(t)
	b := brief(t, f, briefing.Options{Lines: 500})
	if len(b.Notes) < 40 {
		t.Fatalf("%d notes", len(b.Notes))
	}
	words := map[int]string{} // by note: the sentence
	for _, n := range b.Notes {
		filing, err := f.Case.Filing(t.Context(), n.Of.Report, 0)
		if err != nil {
			t.Fatal(err)
		}
		text, marked := "", 0
		for _, p := range n.Sentence {
			if p.Gap {
				if !strings.Contains(filing.Record.Report.Text, text) {
					t.Errorf("note %d has %q, which is not in report %d", n.N, text, n.Of.Report)
				}
				text = ""
			}
			if text += p.Text; p.Marked {
				marked++
			}
			words[n.N] += p.Text
		}
		if !strings.Contains(filing.Record.Report.Text, text) || marked == 0 {
			t.Errorf("note %d has %q, with %d words marked, which is not in report %d", n.N, text, marked, n.Of.Report)
		}
		if n.Lines == 0 {
			t.Errorf("no line refers to note %d", n.N)
		}
	}
	eachLine(b, func(l briefing.Line) {
		for _, w := range l.Words {
			found := len(l.Notes) == 0
			for _, n := range l.Notes {
				found = found || strings.Contains(words[n], w)
			}
			for _, inner := range l.Lines { // a claim's notes are those of its sources
				for _, n := range inner.Notes {
					found = found || strings.Contains(words[n], w)
				}
			}
			if !found {
				t.Errorf("the notes %v of a line do not have its words %q", l.Notes, w)
			}
		}
	})
}

func eachLine(b *briefing.Briefing, do func(briefing.Line)) {
	var walk func([]briefing.Line)
	walk = func(lines []briefing.Line) {
		for _, l := range lines {
			do(l)
			walk(l.Lines)
		}
	}
	for _, s := range b.Sections {
		for _, g := range s.Groups {
			walk(g.Lines)
			for _, inner := range g.Groups {
				walk(inner.Lines)
			}
		}
	}
}

func TestBriefing_leaves_out_what_was_rejected(t *testing.T) {
	f := casetest.Examples(t)
	all := markdown(t, brief(t, f, briefing.Options{Lines: 500}))
	casetest.Decide(t, f, ledger.KindReject, "2/s4", ledger.Decision{})
	left := markdown(t, brief(t, f, briefing.Options{Lines: 500}))
	if !strings.Contains(all, "denied “any date had been fixed”") || strings.Contains(left, "any date had been fixed”[") {
		t.Errorf("a rejected denial is still there:\n%s", left)
	}
	if !strings.Contains(left, "1 rejected line") {
		t.Error("nothing says that a line was rejected")
	}
}

func TestBriefing_of_sealed_reports_tells_nothing_of_their_sources(t *testing.T) {
	f := casetest.Examples(t)
	s, err := f.Case.Filing(t.Context(), 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	line := s.Record.Statements[12]
	line.Act = parley.ActPromise
	casetest.Decide(t, f, ledger.KindCorrect, "2/s13", ledger.Decision{Statement: &line, Fields: []string{"act"}, Reason: "the Elsen Courier says so"})
	casetest.Decide(t, f, ledger.KindNote, "2", ledger.Decision{Text: "from Mira Quist"})
	for _, report := range []string{"2", "4", "6", "8"} {
		casetest.Decide(t, f, ledger.KindSeal, report, ledger.Decision{Reason: "from Mira Quist of the Elsen Courier"})
	}
	b := brief(t, f, briefing.Options{Lines: 500, SinceEntry: 1})
	for _, text := range []string{html(t, b), markdown(t, b)} {
		for _, tells := range []string{"Elsen Courier", "Ostrel Today", "Meridian", "Basin Review", "Quist", "outlet0", "2031-05-14", "2031-02-12",
			"Veldland and Sarrow edge", "Recording of envoy", "A Sarrow official", "told reporters", "ferry-talks"} {
			if strings.Contains(strings.ToLower(text), strings.ToLower(tells)) {
				t.Errorf("%q is in the briefing", tells)
			}
		}
		if !strings.Contains(text, "any date had been fixed") {
			t.Error("the statements' own words are not there")
		}
	}
}

func TestBriefing_has_nothing_of_purged_reports(t *testing.T) {
	f := casetest.Examples(t)
	if _, err := f.Purge(t.Context(), 2, "Oda Brandt is in danger"); err != nil {
		t.Fatal(err)
	}
	text := markdown(t, brief(t, f, briefing.Options{Lines: 500}))
	for _, gone := range []string{"Brandt", "Okoye", "Elsen Courier", "fishermen"} {
		if strings.Contains(text, gone) {
			t.Errorf("%q is in the briefing", gone)
		}
	}
	if !strings.Contains(text, "1 purged report") || !strings.Contains(text, "**Reports:** 3") {
		t.Error("nothing says that a report was purged")
	}
}

func TestBriefing_marks_each_line_that_rests_on_a_retracted_source(t *testing.T) {
	b := brief(t, decided(t), briefing.Options{Lines: 500})
	n := 0
	eachLine(b, func(l briefing.Line) {
		for _, note := range l.Notes {
			of := b.Notes[note-1].Of
			marked := false
			for _, m := range l.Marks {
				marked = marked || m.Kind == briefing.MarkRetracted && strings.Contains(m.Text, "The Basin Review")
			}
			if of.Report == 8 && len(l.Notes) == 1 {
				n++
				if !marked {
					t.Errorf("%v is not marked: %+v", of, l)
				}
			} else if marked {
				t.Errorf("%v is marked, and does not rest on it", of)
			}
		}
	})
	if n < 5 {
		t.Errorf("%d lines rest on it", n)
	}
}

func TestBriefing_leaves_out_what_is_sealed_and_retracted(t *testing.T) {
	f := decided(t)
	casetest.Decide(t, f, ledger.KindSeal, "8", ledger.Decision{Reason: "asked for"})
	if text := markdown(t, brief(t, f, briefing.Options{Lines: 500})); strings.Contains(text, "Birk") {
		t.Error("lines that would tell a sealed source, or mislead, are there")
	}
}

func TestBriefing_says_what_its_limits_left_out(t *testing.T) {
	f := casetest.Examples(t)
	text := markdown(t, brief(t, f, briefing.Options{Lines: 2, Reports: 3}))
	for _, want := range []string{"4; this briefing looks at the newest 3 alone", "of other speakers are left out: the briefing has the first 2 lines"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func TestBriefing_as_of_an_entry_does_not_change(t *testing.T) {
	f := casetest.Examples(t)
	then := briefing.Options{Question: search.Question{KnownAt: "#9"}}
	before := markdown(t, brief(t, f, then))
	casetest.Decide(t, f, ledger.KindReject, "2/s4", ledger.Decision{})
	if after := markdown(t, brief(t, f, then)); after != before {
		t.Errorf("as of entry 9 it was\n%s\nand is now\n%s", before, after)
	}
	casetest.Decide(t, f, ledger.KindSeal, "8", ledger.Decision{Reason: "asked for"}) // which holds of what was known before, too
	if after := markdown(t, brief(t, f, then)); after == before || strings.Contains(after, "The Basin Review") {
		t.Errorf("as of entry 9 the sealed source is told:\n%s", after)
	}
}

func TestBriefing_of_a_party_has_who_speaks_for_it(t *testing.T) {
	text := markdown(t, brief(t, casetest.Examples(t), briefing.Options{Parties: []string{"Veldland"}}))
	if !strings.Contains(text, "#### Oda Brandt") || strings.Contains(text, "#### Nadia Wren") {
		t.Errorf("of the party Veldland:\n%s", text)
	}
	if _, err := briefing.Make(t.Context(), casetest.Examples(t).Case, briefing.Options{Parties: []string{"Nobody Whatever"}}); err == nil {
		t.Error("a party that nobody is of is no error")
	}
}

func TestBriefing_of_an_empty_case(t *testing.T) {
	b := brief(t, casetest.New(t), briefing.Options{})
	if len(b.Sections) > 0 || len(b.Notes) > 0 {
		t.Errorf("%+v", b)
	}
	if text := html(t, b); !bytes.Contains([]byte(text), []byte("the narrows")) {
		t.Error("its name is not there")
	}
}
