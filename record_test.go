package parley

import (
	"errors"
	"strings"
	"testing"
)

func TestVerify_names_the_line_whose_span_does_not_hold(t *testing.T) {
	good, bad := []Span{{0, 3}}, []Span{{0, 3}, {4, 99}}
	for name, test := range map[string]struct {
		record Record
		want   string // empty where the record holds
	}{
		"a_record_that_holds": {Record{
			Entities:   []Entity{{ID: "e1", Kind: EntityPerson, Mentions: []Mention{{Span: good[0]}}}},
			Statements: []Statement{{ID: "s1", Speaker: "e1", Act: ActWarn, Source: good, Cue: good, Content: good, Hedges: good, Chain: []Hop{{Kind: HopExhibit, Exhibit: "x1", Cue: good}}}},
			Responses:  []Response{{ID: "r1", By: "e1", Kind: ResponseDeny, To: Answered{Exhibit: "x1", Words: good}, Statement: "s1", Evidence: good}},
			Exhibits:   []Exhibit{{ID: "x1", Kind: ExhibitRecording, Participants: []string{"e1"}, Responses: []string{"r1"}, Evidence: good}},
			Terms:      []Term{{ID: "t1", Key: "territory", Issue: "territory", Options: []TermOption{{ID: "ceded", Evidence: good}}, Statements: []string{"s1"}, Evidence: good}},
			Positions:  []Position{{ID: "o1", Party: "e1", Term: "t1", Option: "ceded", Proposal: "d1", Stance: StanceReject, Basis: BasisOwn, Evidence: good, Quantities: []Quantity{{Span: good[0]}}}},
			Proposals:  []Proposal{{ID: "d1", By: []string{"e1"}, Seen: []Point{{Words: good, Terms: []string{"t1"}}}, Lineage: []Lineage{{Kind: LineageAmends, Words: good}}, Evidence: good}},
			Contacts:   []Contact{{ID: "c1", Kind: ContactCall, Participants: []string{"e1"}, Status: ContactHeld, Evidence: good}},
		}, ""},
		"a_mention":            {Record{Entities: []Entity{{ID: "e1", Kind: EntityPerson, Mentions: []Mention{{Span: bad[1]}}}}}, "mention of entity e1: span [4,99)"},
		"a_source":             {Record{Statements: []Statement{{ID: "s1", Source: bad}}}, "source of statement s1: span [4,99)"},
		"a_cue":                {Record{Statements: []Statement{{ID: "s1", Cue: bad}}}, "cue of statement s1: span [4,99)"},
		"a_channel":            {Record{Statements: []Statement{{ID: "s1", Channel: Span{4, 99}}}}, "channel of statement s1: span [4,99)"},
		"a_reason":             {Record{Statements: []Statement{{ID: "s1", Reasons: []Reason{{Words: bad}}}}}, "reason of statement s1: span [4,99)"},
		"evidence":             {Record{Responses: []Response{{ID: "r1", Kind: ResponseDeny, Evidence: bad}}}, "evidence of response r1: span [4,99)"},
		"an_id_used_twice":     {Record{Statements: []Statement{{ID: "s1"}, {ID: "s1"}}}, `statement id "s1" is empty or used twice`},
		"an_unknown_speaker":   {Record{Statements: []Statement{{ID: "s1", Speaker: "e9"}}}, `statement s1: speaker "e9" is not among the 0 entities`},
		"an_unknown_exhibit":   {Record{Statements: []Statement{{ID: "s1", Chain: []Hop{{Kind: HopExhibit, Exhibit: "x9"}}}}}, `statement s1: hop "x9" is not among the 0 exhibits`},
		"an_option_of_no_term": {Record{Terms: []Term{{ID: "t1", Key: "k", Issue: "k"}}, Positions: []Position{{ID: "o1", Term: "t1", Option: "ceded", Stance: StanceOpen, Basis: BasisOwn}}}, `position o1: option "ceded" is none that term "t1"`},
		"an_unknown_stance":    {Record{Positions: []Position{{ID: "o1", Stance: "maybe", Basis: BasisOwn}}}, `position o1: stance "maybe" is none of`},
		"a_point":              {Record{Proposals: []Proposal{{ID: "d1", Seen: []Point{{Words: bad}}}}}, "point of proposal d1: span [4,99)"},
		"an_unknown_guest":     {Record{Contacts: []Contact{{ID: "c1", Kind: ContactVisit, Status: ContactHeld, Participants: []string{"e9"}}}}, `contact c1: participant "e9" is not among the 0 entities`},
		"an_unknown_act":       {Record{Statements: []Statement{{ID: "s1", Act: "sing"}}}, `statement s1: act "sing" is none of`},
		"a_content":            {Record{Statements: []Statement{{ID: "s1"}, {ID: "s2", Content: bad}}}, "content of statement s2: span [4,99)"},
	} {
		t.Run(name, func(t *testing.T) {
			test.record.Report.Text = "Ada said so."
			err := test.record.Verify()
			if test.want == "" && err != nil || test.want != "" && (!errors.Is(err, ErrInvalid) || !strings.HasPrefix(err.Error(), test.want)) {
				t.Errorf("Verify() = %v, want %q", err, test.want)
			}
		})
	}
}
