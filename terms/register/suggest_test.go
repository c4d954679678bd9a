package register_test

import (
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/internal/testkit"
	"parley/terms/register"
)

func TestRegister_Suggest_proposes_what_several_reports_say(t *testing.T) {
	var records []*parley.Record
	for _, marked := range []string{
		"[person s1|Ida Oda] [c1|said] [q1|the herring quota board must meet, and the ferry timetable is late].",
		"[person s1|Kai Tamm] [c1|wants] [q1|a say in the ferry timetable of the islands, and sanctions lifted]. The ferry timetable is old.",
		"[person s1|Ida Oda] [c1|asked] [q1|about the ferry timetable].",
	} {
		records = append(records, recordOf(testkit.Parse(marked)))
	}
	var got []string
	for _, s := range register.General().Suggest(records, 2) {
		got = append(got, fmt.Sprintf("%s %d/%d", s.Words, s.Reports(), len(s.Places)))
		for _, p := range s.Places {
			if words := records[p.Record].Report.Quote(p.Span); !strings.EqualFold(words, s.Words) {
				t.Errorf("place of %q has the words %q", s.Words, words)
			}
		}
		if _, err := register.Parse("draft.term", []byte(s.Draft())); err != nil {
			t.Errorf("its draft: %v", err)
		}
	}
	if want := "ferry timetable 3/3"; strings.Join(got, "; ") != want {
		t.Errorf("Suggest = %q, want %q", got, want)
	}
}
