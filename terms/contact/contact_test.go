package contact_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"parley"
	"parley/attribute"
	"parley/internal/testkit"
	"parley/resolve"
	"parley/terms/contact"
)

// TestContacts reads its cases from testdata: a contact a line, as "kind status |
// who takes part | place | when | how long | on what condition | about what", each
// left out from the end where it is not told.
func TestContacts(t *testing.T) {
	testkit.Run(t, func(r *parley.Reading) string {
		record, dates := recordOf(r)
		var lines strings.Builder
		for _, c := range contact.Every(record, dates) {
			lines.WriteString(line(record, c) + "\n")
		}
		return lines.String()
	})
}

func recordOf(r *parley.Reading) (*parley.Record, []parley.Date) {
	cast := resolve.Resolve(r)
	account := attribute.Attribute(r, cast)
	return &parley.Record{Report: *r.Report, Entities: cast.Entities, Statements: account.Statements, Responses: account.Responses, Exhibits: account.Exhibits}, cast.Dates
}

func line(record *parley.Record, c parley.Contact) string {
	name := func(id string) string {
		for _, e := range record.Entities {
			if e.ID == id {
				return e.Name
			}
		}
		return ""
	}
	quote := func(spans ...parley.Span) string {
		var all []string
		for _, s := range spans {
			if s != (parley.Span{}) {
				all = append(all, record.Report.Quote(s))
			}
		}
		return strings.Join(all, "; ")
	}
	var who []string
	for _, p := range c.Participants {
		who = append(who, name(p))
	}
	if c.Host != "" {
		who = append(who, "host "+name(c.Host))
	}
	fields := []string{fmt.Sprint(c.Kind, " ", c.Status), strings.Join(who, ", "), name(c.Place), quote(c.When.Span), c.Duration, quote(c.Condition), quote(c.Topics...)}
	return strings.TrimRight(strings.Join(fields, " | "), " |")
}

// FuzzContacts makes records of any mentions over a text and holds their contacts to
// the laws: a record with them verifies, each has somebody who takes part, and the
// same record gives the same.
func FuzzContacts(f *testing.F) {
	text := "Oda Lind met Kai Tamm in Ostia on Monday and will call Norland’s envoys, but only if talks resume."
	f.Add(text, []byte{0, 8, 1, 13, 21, 4, 25, 30, 12, 55, 62})
	f.Add(text, []byte{0, 8, 9, 13, 21, 0, 13, 21, 5, 25, 30, 2, 55, 62})
	f.Add("— ’s call, “met with” and and and to", []byte{0, 2, 1, 13, 21})
	f.Fuzz(func(t *testing.T, text string, marks []byte) {
		r := &parley.Reading{Report: &parley.Report{ID: "r-1", Text: strings.ToValidUTF8(text, "?")}}
		for ; len(marks) >= 3; marks = marks[3:] {
			span := parley.Span{Start: int(marks[1]), End: int(marks[2])}
			if r.Report.Verify(span) == nil && (len(r.Mentions) == 0 || r.Mentions[len(r.Mentions)-1].Compare(span) < 0) {
				r.Mentions = append(r.Mentions, parley.Mention{Span: span, Form: parley.MentionName, Kind: parley.EntityKinds[int(marks[0])%len(parley.EntityKinds)]})
				r.Antecedents = append(r.Antecedents, -1)
			}
		}
		record, dates := recordOf(r)
		record.Contacts = contact.Every(record, dates)
		for i := range record.Contacts {
			record.Contacts[i].ID = fmt.Sprint("c", i+1)
			if len(record.Contacts[i].Participants) == 0 {
				t.Errorf("nobody takes part in %+v", record.Contacts[i])
			}
		}
		if err := record.Verify(); err != nil {
			t.Fatal(err)
		}
		if again := contact.Find(record, dates, nil); !reflect.DeepEqual(again, contact.Find(record, dates, nil)) {
			t.Error("the same record gives other contacts")
		}
	})
}

// TestContacts_of_a_long_text takes no longer than the text is long.
func TestContacts_of_a_long_text(t *testing.T) {
	r := testkit.Parse(strings.Repeat("[person|Oda Lind] will meet [person|Kai Tamm] and call with to between met talks ", 1000))
	record, dates := recordOf(r)
	if got := contact.Every(record, dates); len(got) == 0 {
		t.Error("no contacts")
	}
}

// TestFind_tells_two_contacts_of_one_sentence_apart by their status.
func TestFind_tells_two_contacts_of_one_sentence_apart(t *testing.T) {
	r := testkit.Parse("[country|Norland] and [country|Vestland] held talks in [place|Geneva] in May, and [country|Norland] and [country|Vestland] will hold talks in [place|Ostia] in June.")
	record, dates := recordOf(r)
	found := contact.Find(record, dates, nil)
	if len(found) != 2 || found[0].Status == found[1].Status {
		t.Errorf("%d contacts %+v, want one held and one planned", len(found), found)
	}
}
