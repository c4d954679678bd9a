package dna

import (
	"strings"
	"testing"

	"parley"
)

func TestReport_comes_back_as_the_same_from_its_notes(t *testing.T) {
	r := report()
	r.Report.Title, r.Report.Published, r.Report.Text = strings.Repeat("Harbour talks ", 20), "2031-05~", strings.ReplaceAll(text, "\r", "")
	f, err := Read(t.Context(), written(t, made, r), "case.dna", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got, want := f.Documents[0].Report, r.Report
	if got.URL != want.URL || got.Published != want.Published || got.Title != want.Title || got.Publisher != want.Publisher || got.Byline != want.Byline || got.Text != want.Text {
		t.Errorf("report = %+v, want %+v", got, want)
	}
}

func TestNoted_leaves_what_was_changed_in_DNA(t *testing.T) {
	day := seconds("2031-05-14")
	for _, test := range []struct{ name, notes, url, published, title string }{
		{"another's notes", "url: https://post.example/1\nreport: r-1", "", "2031-05-14", "Talks"},
		{"another date", "report: r-1\npublished: 2031-06", "", "2031-05-14", "Talks"},
		{"no date", "report: r-1\npublished: soon", "", "2031-05-14", "Talks"},
		{"another title", "report: r-1\ntitle: " + strings.Repeat("x", 300), "", "2031-05-14", "Talks"},
		{"its own", "sha256: 00\nurl: https://post.example/1\npublished: 2031-05-14T00:00:00Z", "https://post.example/1", "2031-05-14T00:00:00Z", "Talks"},
	} {
		r := parley.Report{Title: "Talks", Published: "2031-05-14"}
		if noted(&r, test.notes, day); r.URL != test.url || r.Published != test.published || r.Title != test.title {
			t.Errorf("%s: report = %+v", test.name, r)
		}
	}
}
