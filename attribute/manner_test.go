package attribute_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/attribute"
	"parley/internal/testkit"
	"parley/resolve"
)

// TestManner holds sentences, marked as in testdata, to how their statements were
// made: "act code certainty | hedges | channel | class | anonymity", each with ! before it
// where the act is denied.
func TestManner(t *testing.T) {
	for marked, want := range map[string]string{
		"[person s1|Oda Lind] [c1|warned] that [q1|the truce would collapse].":                                                              "warn 012 certain | | | named |",
		"[person s1|Oda Lind] [c1|said] [q1|Norland must withdraw its troops].":                                                             "demand 105 unknown | | | named |",
		"[person s1|Oda Lind] [c1|said] [q1|talks may resume].":                                                                             "assert 010 possible | may | | named |",
		"[person s1|Oda Lind] [c1|reportedly said] [q1|the plan is ready].":                                                                 "assert 010 probable | reportedly | | named |",
		"[person s1|Oda Lind] [c1|appeared to confirm] [q1|the call].":                                                                      "confirm 015 probable | appeared | | named |",
		"[person s1|Oda Lind] [c1|did not dispute] [q1|the account].":                                                                       "not-dispute 015 unknown | | | named |",
		"[person s1|Oda Lind] [c1|declined] [q1|to comment on the plan].":                                                                   "decline-comment 011 unknown | | | named |",
		"[person s1|Oda Lind] [c1|declined] [q1|to attend the talks].":                                                                      "reject 125 certain | | | named |",
		"[organisation s1|Norland] [c1|has rejected] [q1|the plan].":                                                                        "reject 127 certain | | | institution |",
		"[organisation s1|Norland] [c1|will not accept] [q1|the terms].":                                                                    "reject 127 certain | | | institution |",
		"[person s1|Oda Lind] [c1|did not say] [q1|who called].":                                                                            "!other  unknown | | | named |",
		"[person s1|Oda Lind] [c1|declined to criticise] [q1|the plan].":                                                                    "!other unknown | | | named |",
		"[person s1|Oda Lind] [c1|are not that] [q1|bad].":                                                                                  "other certain | | | named |",
		"[organisation s1|Norland] [c1|called] [q1|the plan a disgrace].":                                                                   "accuse 111 certain | | | institution |",
		"[organisation s1|Norland] [c1|called] [q1|the plan a great step].":                                                                 "praise 051 certain | | | institution |",
		"[organisation s1|Norland] [c1|called] [q1|the plan a basis for talks].":                                                            "assert 010 certain | | | institution |",
		"[organisation s1|Norland] [c1|wants] [q1|to stay].":                                                                                "other unknown | | | institution |",
		"[organisation s1|Norland] [c1|wants] [q1|Sudland to leave].":                                                                       "demand 100 unknown | | | institution |",
		"Talks set in motion, [person s1|Oda Lind] [c1|said] [q1|it is over].":                                                              "assert 010 certain | | | named |",
		"In a Truth Social post, [person s1|Oda Lind] [c1|said] [q1|it is over].":                                                           "assert 010 certain | | In a Truth Social post | named |",
		"[person s1|Oda Lind] [c1|said] on Norland state TV that [q1|it is over].":                                                          "assert 010 certain | | on Norland state TV | named |",
		"[person s1|Oda Lind] [c1|said] in an interview with the Herald that [q1|it is over].":                                              "assert 010 certain | | in an interview with the Herald | named |",
		"[person s1|Oda Lind] [c1|tweeted] [q1|it is over].":                                                                                "assert 010 certain | | tweeted | named |",
		"[person s1|Oda Lind] [c1|said] [q1|she wrote in a letter that it is over].":                                                        "assert 010 certain | | | named |",
		"The [desc s1|officials], speaking on condition of anonymity because they were not authorised to speak, [c1|said] [q1|it is over].": "assert 010 certain | | | anonymous | because they were not authorised to speak",
		"[document s1|The plan] [c1|calls for] [q1|a ceasefire].":                                                                           "demand 107 unknown | | | document |",
	} {
		r := testkit.Parse(marked)
		var got []string
		for _, s := range attribute.Attribute(r, resolve.Resolve(r)).Statements {
			denied := ""
			if s.Negated {
				denied = "!"
			}
			words := ""
			if s.Channel.Len() > 0 {
				words = r.Report.Quote(s.Channel)
			}
			got = append(got, strings.Join(strings.Split(fmt.Sprintf("%s%s %s %s | %s | %s | %s | %s", denied, s.Act, s.CAMEO, s.Certainty,
				quote(r.Report, s.Hedges), words, s.SourceClass, quote(r.Report, s.Anonymity)), "  "), " "))
		}
		if line := strings.TrimSpace(strings.Join(got, "\n")); line != strings.ReplaceAll(want, "  ", " ") {
			t.Errorf("%s\n got: %s\nwant: %s", marked, line, want)
		}
	}
}

func TestPLOVER_takes_the_longest_beginning(t *testing.T) {
	for code, want := range map[string]string{"1125": "ACCUSE", "134": "THREATEN", "0871": "RETREAT", "083": "CONCEDE", "010": "", "": ""} {
		if got := attribute.PLOVER(code); got != want {
			t.Errorf("PLOVER(%q) = %q, want %q", code, got, want)
		}
	}
}
