package briefing_test

import (
	"strings"
	"testing"

	"parley"
	"parley/ask/briefing"
	"parley/ask/search"
	"parley/clerk"
	"parley/internal/casetest"
	"parley/internal/deals"
	"parley/ledger"
)

// dealt is a case with two reports of one call, one visit and one plan.
func dealt(t *testing.T) *clerk.Filer {
	t.Helper()
	f := casetest.New(t)
	for _, record := range dealtRecords() {
		record.Weights = "sha256:rules"
		casetest.File(t, f, record)
	}
	return f
}

func dealtRecords() []*parley.Record {
	return deals.Records(`-- The Elsen Courier, 2031-05-14 --
who Ostrel; kind country
who Norland; kind country
who Ada Brandt; role prime minister; for Norland
who Kai Lind; role special envoy; for Ostrel
says Oda Holt; cue said :: Oda Holt said that Brandt and Lind had spoken by phone on Monday
contact call; with Ada Brandt, Kai Lind; status held; when 2031-05-12; by s1 :: Brandt and Lind had spoken by phone on Monday
contact visit; with Kai Lind; status planned; when 2031-05-28; at Halm; if if the ferry sails :: Lind is to visit Halm if the ferry sails
proposal 12-point peace plan; by Ostrel; points 12; status leaked; seen 3 the ferry sails under two flags :: A 12-point peace plan: the ferry sails under two flags
-- Halm Radio, 2031-05-16 --
who Ostrel; kind country
contact call; with Ada Brandt, Kai Lind; status held; when 2031-05-12 :: Ada Brandt rang Lind
proposal 12-point plan; by Ostrel; points 12; status tabled :: Ostrel tabled a 12-point plan
proposal plan :: a plan
`)
}

func TestBriefing_has_contacts_and_plans_of_several_reports_once(t *testing.T) {
	text := markdown(t, brief(t, dealt(t), briefing.Options{}))
	for _, want := range []string{
		"## Plans and texts",
		"- **12-point peace plan** by Ostrel, 12 points, 1 reported, tabled, 2 reports",
		"  - **Point 3** “the ferry sails under two flags”",
		"## Contacts",
		"- **Ada Brandt (prime minister), Kai Lind (special envoy)** held call, 2 reports, 2 independent sources",
		"- **Kai Lind (special envoy)** planned visit in Halm, 1 report, 1 independent source",
		"  - **On condition** “if the ferry sails”",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the briefing:\n%s", want, text)
		}
	}
	if strings.Contains(text, "**plan**") {
		t.Errorf("a plan that is no more than named is in the briefing:\n%s", text)
	}
}

func TestBriefing_takes_points_without_words(t *testing.T) {
	f := casetest.New(t)
	record := dealtRecords()[0]
	record.Weights = "sha256:rules"
	plan := &record.Proposals[0]
	plan.Seen = append([]parley.Point{{Number: 1}}, plan.Seen...)
	casetest.File(t, f, record)
	text := markdown(t, brief(t, f, briefing.Options{}))
	if !strings.Contains(text, "**Point 1**") || !strings.Contains(text, "**Point 3** “the ferry sails under two flags”") {
		t.Errorf("the points are not both in the briefing:\n%s", text)
	}
}

func TestBriefing_counts_newest_versions_alone(t *testing.T) {
	f := casetest.New(t)
	records := dealtRecords()
	for _, record := range records {
		record.Weights, record.Report.URL = "sha256:rules", "https://courier.example/1"
	}
	casetest.File(t, f, records[1])
	casetest.File(t, f, records[0])
	if _, err := f.Purge(t.Context(), 2, "by mistake"); err != nil {
		t.Fatal(err)
	}
	text := markdown(t, brief(t, f, briefing.Options{Question: search.Question{By: []string{"Holt"}}}))
	if !strings.Contains(text, "1 that answer to the question, of 1 in the case") {
		t.Errorf("the newer of two versions, of which the older is purged, is not one report:\n%s", text)
	}
}

func TestBriefing_counts_a_rejected_line_once(t *testing.T) {
	f := dealt(t)
	casetest.Decide(t, f, ledger.KindReject, "2/c1", ledger.Decision{})
	casetest.Decide(t, f, ledger.KindReject, "2/c1", ledger.Decision{Reason: "again"})
	casetest.Decide(t, f, ledger.KindReject, "2/c2", ledger.Decision{})
	casetest.Decide(t, f, ledger.KindAccept, "2/c2", ledger.Decision{Reason: "it is right"})
	if text := markdown(t, brief(t, f, briefing.Options{})); !strings.Contains(text, "1 rejected line") {
		t.Errorf("one rejected line is not counted as one:\n%s", text)
	}
}

func TestBriefing_has_no_contacts_of_sealed_reports(t *testing.T) {
	f := dealt(t)
	casetest.Decide(t, f, ledger.KindSeal, "2", ledger.Decision{Reason: "given in confidence"})
	text := markdown(t, brief(t, f, briefing.Options{}))
	if strings.Contains(text, "special envoy") || strings.Contains(text, "two flags") || strings.Contains(text, "Courier") {
		t.Errorf("a sealed report is in the briefing:\n%s", text)
	}
	if !strings.Contains(text, "held call, 1 report, 1 independent source") {
		t.Errorf("what the other report says is not in the briefing:\n%s", text)
	}
}

func TestBriefing_has_no_contacts_that_were_rejected_or_not_asked_for(t *testing.T) {
	f := dealt(t)
	casetest.Decide(t, f, ledger.KindReject, "2/c2", ledger.Decision{})
	if text := markdown(t, brief(t, f, briefing.Options{})); strings.Contains(text, "visit") {
		t.Errorf("a rejected contact is in the briefing:\n%s", text)
	}
	text := markdown(t, brief(t, f, briefing.Options{Question: search.Question{By: []string{"Holt"}}}))
	if !strings.Contains(text, "held call, 1 report") || strings.Contains(text, "## Plans") {
		t.Errorf("the briefing on what Holt says is\n%s", text)
	}
}
