// Package exchangetest holds the writers of package exchange's formats to what
// they promise, with filings to write.
package exchangetest

import (
	"bufio"
	_ "embed"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/exchange"
)

var update = flag.Bool("update", false, "write what the writers write into testdata")

// From: parley read --json examples/recorded-call.txt examples/water-treaty.html.
// They are kept here so that what is written does not change with what is read.
//
//go:embed testdata/examples.jsonl
var examples string

// Filed is when the filings were filed.
var Filed = time.Date(2031, 5, 15, 9, 30, 0, 0, time.UTC)

// Examples are filings of two of the reports in examples.
func Examples(t *testing.T) []*exchange.Filing {
	t.Helper()
	var all []*exchange.Filing
	lines := bufio.NewScanner(strings.NewReader(examples))
	lines.Buffer(nil, len(examples))
	for lines.Scan() {
		record, err := exchange.Decode(lines.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		address := string(rune('1' + len(all)))
		all = append(all, &exchange.Filing{Record: record, Address: address, Filed: Filed, Author: "Ines Vahl"})
	}
	return all
}

// Crafted is a filing with one of everything: four statements, of which a person
// accepted s1, corrected s2 and rejected s3, a contested place, a recording; and of
// the deal a term, four positions, of which one was rejected, two proposals and three
// contacts.
func Crafted() *exchange.Filing {
	r := parley.Report{
		ID: "r1", Input: "inbox/pact.txt", Title: "Pact & <storm>", Publisher: "The Lantern", Byline: "Mira Quist",
		Published: "2031-05-14", URL: "https://user:secret@lantern.example/pact?id=7", Language: "en", SHA256: strings.Repeat("0a", 32),
		Text: "Zoë Quarn 🕊 told Ilmar Dent that France “won’t sign”, a recording has it.\n" +
			"“Leave Aland,” she demanded of Dent on Monday. Dent denied it. It was rejected.\n" +
			"The Lagoon compact of 19 heads, its third “no dredging”, succeeds the Reed compact. It seeks 40 to 60 km of shoal. " +
			"Quarn phoned Dent in April; both go to Aland in June unless it rains.",
	}
	at := func(words ...string) (spans []parley.Span) {
		for _, w := range words {
			start := strings.Index(r.Text, w)
			spans = append(spans, parley.Span{Start: start, End: start + len(w)})
		}
		return spans
	}
	mention := func(words string, form parley.MentionForm) parley.Mention {
		return parley.Mention{Span: at(words)[0], Form: form, Kind: parley.EntityPerson}
	}
	record := &parley.Record{
		Report: r, Weights: "sha256:" + strings.Repeat("f", 64),
		Entities: []parley.Entity{
			{ID: "e1", Name: "Zoë Quarn", Kind: parley.EntityPerson, Aliases: []string{"Quarn"}, Role: "special envoy", Party: "e3", Represents: "e3",
				Codes: parley.Codes{Wikidata: "Q7"}, Mentions: []parley.Mention{mention("Zoë Quarn", parley.MentionName), mention("she", parley.MentionPronoun)},
				Offices: []parley.Office{{Title: "special envoy", Of: "e3", From: "2030-01", To: "[..2031-05-14]", Words: at("told")}}},
			{ID: "e2", Name: "Ilmar Dent", Kind: parley.EntityPerson, Mentions: []parley.Mention{mention("Ilmar Dent", parley.MentionName)}},
			{ID: "e3", Name: "France", Kind: parley.EntityCountry, Codes: parley.Codes{Country: "FRA", Wikidata: "Q142", GeoNames: "3017382"}},
			{ID: "e4", Name: "Aland", Kind: parley.EntityPlace, Claimants: []string{"FIN", "SWE"}, Party: "e4"},
			{ID: "e5", Name: "Night Post", Kind: parley.EntityMedium},
			{ID: "e6", Name: "a recording", Kind: parley.EntityDocument},
			{ID: "e7", Name: "Alander League", Kind: parley.EntityOrganisation, Party: "e4", Claimants: []string{"FIN", "SWE"}},
		},
		Statements: []parley.Statement{
			{ID: "s1", Kind: parley.StatementMixed, Speaker: "e1", Addressees: []string{"e2"}, Confidence: 0.75,
				Source: at("Zoë Quarn"), Cue: at("told"), Content: at("that France “won’t sign”"),
				SourceClass: parley.SourceNamed, Act: parley.ActThreaten, CAMEO: "134", Certainty: parley.Possible, Hedges: at("won’t"),
				Said: parley.Date{EDTF: "2031-05-12/2031-05-13"}, Channel: at("a recording")[0],
				Chain: []parley.Hop{{Kind: parley.HopMedium, Entity: "e5", Cue: at("has it")}, {Kind: parley.HopExhibit, Exhibit: "x1", Cue: at("has it"), Statement: "s3"}}},
			{ID: "s2", Kind: parley.StatementDirect, Speaker: "e1", Addressees: []string{"e2", "e7"}, Within: "s3", Confidence: 1,
				Source: at("she"), Cue: at("demanded"), Content: at("“Leave Aland,”", "on Monday"),
				Act: parley.ActDemand, CAMEO: "1056", Certainty: parley.CertaintyUnknown, Said: parley.Date{EDTF: "2031-05-12?", Span: at("on Monday")[0]}},
			{ID: "s3", Kind: parley.StatementIndirect, Speaker: "e2", Source: at("Dent"), Cue: at("denied"), Content: at("it"), Within: "s1",
				Act: parley.ActDeny, CAMEO: "016", Certainty: parley.Certain},
			{ID: "s4", Kind: parley.StatementIndirect, Speaker: "e7", Negated: true, Cue: at("was rejected"), Content: at("It"), Act: parley.ActReject, CAMEO: "127"},
		},
		Responses: []parley.Response{
			{ID: "r1", By: "e2", Kind: parley.ResponseDeny, Statement: "s3", To: parley.Answered{Exhibit: "x1", Words: at("it")}, Evidence: at("denied")},
			{ID: "r2", By: "e7", Kind: parley.ResponseReject, Statement: "s4", To: parley.Answered{Statement: "s2", Words: at("It")}, Evidence: at("was rejected")},
		},
		Exhibits: []parley.Exhibit{{ID: "x1", Kind: parley.ExhibitRecording, Entity: "e6", Date: parley.Date{EDTF: "2031-04"}, Duration: "PT5M",
			Participants: []string{"e1", "e2"}, ObtainedBy: "e5", Responses: []string{"r1"}, Evidence: at("a recording")}},
	}
	craftDeal(record, at)
	return &exchange.Filing{Record: record, Address: "12", Filed: Filed, Author: "Ines Vahl", Reviews: map[string]exchange.Review{
		"s1": {Status: exchange.ReviewAccepted, By: "Otto Lamm", At: Filed.Add(time.Hour)},
		"s2": {Status: exchange.ReviewCorrected, By: "Otto Lamm", At: Filed.Add(2 * time.Hour)},
		"s3": {Status: exchange.ReviewRejected, By: "Ines Vahl", At: Filed.Add(3 * time.Hour)},
		"o2": {Status: exchange.ReviewCorrected, By: "Otto Lamm", At: Filed.Add(4 * time.Hour)},
		"o4": {Status: exchange.ReviewRejected, By: "Otto Lamm", At: Filed.Add(5 * time.Hour)},
		"d1": {Status: exchange.ReviewAccepted, By: "Ines Vahl", At: Filed.Add(6 * time.Hour)},
		"c2": {Status: exchange.ReviewCorrected, By: "Ines Vahl", At: Filed.Add(7 * time.Hour)},
	}}
}

// Golden holds got to the file NAME in testdata.
func Golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	want, err := os.ReadFile(file)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		err = os.WriteFile(file, got, 0o644)
		want = got
	}
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs from what was written, first at:\n%s", file, firstDifference(string(got), string(want)))
	}
}

func firstDifference(got, want string) string {
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i, line := range gotLines {
		if i >= len(wantLines) || line != wantLines[i] {
			return line
		}
	}
	return wantLines[len(gotLines)]
}
