package clerk

import (
	"errors"
	"strings"
	"testing"

	"parley"
)

// firstWord is a reader for tests: the first word of a report is the source,
// the second the cue, the rest the content.
type firstWord struct{ err error }

func (f firstWord) Read(report *parley.Report) (*parley.Reading, error) {
	if f.err != nil {
		return nil, f.err
	}
	first := strings.Index(report.Text, " ")
	second := first + 1 + strings.Index(report.Text[first+1:], " ")
	return &parley.Reading{
		Report:  report,
		Weights: "sha256:test",
		Attributions: []parley.Attribution{{
			Source:  []parley.Span{{Start: 0, End: first}},
			Cue:     []parley.Span{{Start: first + 1, End: second}},
			Content: []parley.Span{{Start: second + 1, End: len(report.Text)}},
		}},
		Mentions:    []parley.Mention{{Span: parley.Span{Start: 0, End: first}, Form: parley.MentionName, Kind: parley.EntityPerson}},
		Antecedents: []int{-1},
	}, nil
}

func newClerk() *Clerk {
	return &Clerk{
		Reader: firstWord{},
		Resolve: func(r *parley.Reading) *parley.Cast {
			return &parley.Cast{
				Entities: []parley.Entity{{
					ID: "e1", Name: r.Report.Quote(r.Mentions[0].Span), Kind: parley.EntityPerson, Mentions: r.Mentions}},
				ByMention: []int{0},
			}
		},
		Attribute: func(r *parley.Reading, c *parley.Cast) *parley.Account {
			a := r.Attributions[0]
			return &parley.Account{Statements: []parley.Statement{{ID: "s1", Kind: parley.StatementIndirect, Speaker: c.Entity(0).ID,
				Source: a.Source, Cue: a.Cue, Content: a.Content}}}
		},
	}
}

func TestRead_joins_the_crafts(t *testing.T) {
	record, err := newClerk().Read(&parley.Report{ID: "r1", Text: "Oda said yes"})
	if err != nil {
		t.Fatal(err)
	}
	if record.Report.ID != "r1" || record.Weights != "sha256:test" || record.Entities[0].Name != "Oda" {
		t.Errorf("record = %+v", record)
	}
	s := record.Statements[0]
	if got := record.Report.Quote(s.Content[0]); s.Speaker != "e1" || got != "yes" {
		t.Errorf("%s says %q, want e1 to say yes", s.Speaker, got)
	}
}

func TestRead_lets_no_span_pass_that_the_report_does_not_hold(t *testing.T) {
	for role, damage := range map[string]func(*parley.Statement){
		"source":  func(s *parley.Statement) { s.Source[0].End = 99 },
		"cue":     func(s *parley.Statement) { s.Cue[0].Start = s.Cue[0].End },
		"content": func(s *parley.Statement) { s.Content[0].End++ },
	} {
		t.Run(role, func(t *testing.T) {
			c := newClerk()
			attribute := c.Attribute
			c.Attribute = func(r *parley.Reading, cast *parley.Cast) *parley.Account {
				account := attribute(r, cast)
				damage(&account.Statements[0])
				return account
			}
			_, err := c.Read(&parley.Report{Text: "Oda said yes"})
			if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), role+" of statement s1") {
				t.Errorf("Read(…) = %v, want an invalid %s of statement s1", err, role)
			}
		})
	}
}

func TestRead_gives_the_reader_s_error(t *testing.T) {
	c := newClerk()
	c.Reader = firstWord{err: errors.New("ink is out")}
	if _, err := c.Read(&parley.Report{Text: "Oda said yes"}); err == nil || err.Error() != "ink is out" {
		t.Errorf("Read(…) = %v, want ink is out", err)
	}
}

func TestWeights_name_all_that_was_learned(t *testing.T) {
	alone, with := Weights("sha256:r", nil), Weights("sha256:r", []string{"terms/position sha256:p"})
	if alone != "sha256:r" || with == alone || with != Weights("sha256:r", []string{"terms/position sha256:p"}) || with == Weights("sha256:r", []string{"terms/position sha256:q"}) {
		t.Errorf("Weights = %s alone, %s with others", alone, with)
	}
	if got := Weights("", []string{"terms/position sha256:p"}); got != "" {
		t.Errorf("what no weights read has the weights %s", got)
	}
}

func TestRead_gives_the_crafts_paragraphs_in_one_line(t *testing.T) {
	const text = "Oda said that the two ministers would ask their governments for another\nweek, and that neither of them had brought a map to the talks in Osteby,\nwhich she regretted.\n\nThe end."
	c := newClerk()
	var seen string
	attribute := c.Attribute
	c.Attribute = func(r *parley.Reading, cast *parley.Cast) *parley.Account {
		seen = r.Report.Text
		return attribute(r, cast)
	}
	record, err := c.Read(&parley.Report{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(strings.Replace(text, "another\nweek", "another week", 1), "Osteby,\nwhich", "Osteby, which", 1); seen != want {
		t.Errorf("the crafts see %q, want %q", seen, want)
	}
	if record.Report.Text != text {
		t.Errorf("the record has %q, want the report's text as it is", record.Report.Text)
	}
}
