package attribute

import (
	"slices"
	"strings"
	"testing"

	"parley"
)

// logits speak for one act alone.
func logits(act parley.Act, much float32) []float32 {
	all := make([]float32, len(parley.Acts))
	all[slices.Index(parley.Acts, act)] = much
	return all
}

func TestJudge_weighs_the_network_beside_the_tables(t *testing.T) {
	const cue, words = "said", "the other side had broken its word"
	report := &parley.Report{Text: cue + " " + words}
	at := func(start, end int) []parley.Span { return []parley.Span{{Start: start, End: end}} }
	judged := func(acts []float32) (parley.Act, parley.Reason) {
		v := judge(report, nil, at(0, len(cue)), at(len(cue)+1, len(report.Text)), acts)
		return v.act, v.reasons[slices.IndexFunc(v.reasons, func(r parley.Reason) bool { return r.Field == "act" })]
	}
	byTable, _ := judged(nil)
	for _, c := range []struct {
		much float32
		want parley.Act
		rule bool // the network's
	}{{.25, byTable, false}, {50, parley.ActThreaten, true}} {
		act, why := judged(logits(parley.ActThreaten, c.much))
		if act != c.want || (why.Rule == byNetwork) != c.rule {
			t.Errorf("by %v the act is %s, %q; want %s", c.much, act, why.Rule, c.want)
		}
	}
}

func TestJudge_leaves_denials_and_plain_words_to_the_tables(t *testing.T) {
	for _, cue := range []string{"did not say", "declined", "did not dispute"} {
		report := &parley.Report{Text: cue + " to comment"}
		cues, content := []parley.Span{{Start: 0, End: len(cue)}}, []parley.Span{{Start: len(cue) + 1, End: len(report.Text)}}
		want := judge(report, nil, cues, content, nil).act
		if got := judge(report, nil, cues, content, logits(parley.ActThreaten, 50)).act; got != want {
			t.Errorf("%q is %s, want %s", cue, got, want)
		}
	}
}

// pointedReading is "She said so." behind a sentence on Oss and Lind, with pointers that make
// the speaker of it mention speaks, and the addressee mention hears.
func pointedReading(speaks, hears int) (*parley.Reading, *parley.Cast) {
	const text = "Oss met Lind. She said so."
	r := &parley.Reading{
		Report: &parley.Report{Text: text},
		Mentions: []parley.Mention{
			{Span: parley.Span{Start: 0, End: 3}, Form: parley.MentionName, Kind: parley.EntityPerson},
			{Span: parley.Span{Start: 8, End: 12}, Form: parley.MentionName, Kind: parley.EntityPerson},
			{Span: parley.Span{Start: 14, End: 17}, Form: parley.MentionPronoun},
		},
		Antecedents: []int{-1, -1, 0},
	}
	pointers := &parley.Pointers{}
	for m, mention := range r.Mentions {
		row := make([]float32, 2*parley.PointWidth+parley.TakeWidth)
		if m == speaks {
			row[0] = 1
		}
		if m == hears {
			row[parley.PointWidth] = 1
		}
		pointers.Mentions = append(pointers.Mentions, mention.Span)
		pointers.People.Append(row)
	}
	r.Sense = &parley.Sense{Pointers: pointers}
	points := make([]float32, 2*parley.PointWidth+2)
	points[0], points[parley.PointWidth] = 1000, 1000
	at := func(start, end int) []parley.Span { return []parley.Span{{Start: start, End: end}} }
	r.Attributions = []parley.Attribution{{Source: at(14, 17), Cue: at(18, 22), Content: at(23, 25), Points: points}}
	return r, &parley.Cast{
		Entities:  []parley.Entity{{ID: "e1", Name: "Oss", Kind: parley.EntityPerson}, {ID: "e2", Name: "Lind", Kind: parley.EntityPerson}},
		ByMention: []int{0, 1, 0},
	}
}

func TestStatements_follow_pointers(t *testing.T) {
	for _, c := range []struct {
		speaks, hears          int
		speaker, addressee, by string
	}{{1, 0, "e2", "e1", byNetwork}, {0, 1, "e1", "e2", ""}, {-1, -1, "e1", "", ""}} {
		s := statements(pointedReading(c.speaks, c.hears))[0]
		var addressee, by string
		if len(s.Addressees) > 0 {
			addressee = s.Addressees[0]
		}
		for _, r := range s.Reasons {
			if r.Field == "speaker" {
				by = r.Rule
			}
		}
		if s.Speaker != c.speaker || addressee != c.addressee || by != c.by {
			t.Errorf("pointing to %d and %d: %q speaks by %q to %q, want %q by %q to %q", c.speaks, c.hears, s.Speaker, by, addressee, c.speaker, c.by, c.addressee)
		}
	}
}

// TestStatements_without_pointers are made of readings with fewer mentions in their pointers
// than they have, as transcripts' are, and of those without any.
func TestStatements_without_pointers(t *testing.T) {
	reading, cast := pointedReading(1, 0)
	pointers := reading.Sense.Pointers
	pointers.Mentions, pointers.People.Values = pointers.Mentions[:1], pointers.People.Values[:pointers.People.Width]
	if s := statements(reading, cast)[0]; s.Speaker != "e1" || len(s.Addressees) > 0 {
		t.Errorf("with the first mention's pointers %q speaks to %q, want e1 to nobody", s.Speaker, s.Addressees)
	}
	reading.Attributions[0].Points = nil
	if s := statements(reading, cast)[0]; s.Speaker != "e1" || len(s.Addressees) > 0 {
		t.Errorf("without pointers %q speaks to %q, want e1 to nobody", s.Speaker, s.Addressees)
	}
	reading.Mentions, reading.Antecedents, cast.ByMention = nil, nil, nil
	if s := statements(reading, cast)[0]; s.Speaker != "" || len(s.Addressees) > 0 {
		t.Errorf("without mentions %q speaks to %q, want nobody", s.Speaker, s.Addressees)
	}
}

func TestStatements_keep_whom_the_words_name(t *testing.T) {
	reading, cast := pointedReading(1, -1)
	reading.Mentions[2].Form = parley.MentionName
	if s := statements(reading, cast)[0]; s.Speaker != "e1" {
		t.Errorf("%q speaks, want e1, whom the source names", s.Speaker)
	}
}

// TestStatements_follow_no_pointer against what the pronoun can mean.
func TestStatements_follow_no_pointer(t *testing.T) {
	for name, change := range map[string]func(*parley.Reading, *parley.Cast){
		"she is no body": func(_ *parley.Reading, c *parley.Cast) { c.Entities[1].Kind = parley.EntityOrganisation },
		"she does not name herself in her words": func(r *parley.Reading, _ *parley.Cast) {
			r.Attributions[0].Content = []parley.Span{{Start: 4, End: 12}}
		},
		"she is nobody of whom nothing was said": func(r *parley.Reading, c *parley.Cast) {
			r.Report.Text += " Lind left."
			c.Entities[1].Mentions = []parley.Mention{{Span: parley.Span{Start: 26, End: 30}}}
		},
		"she is no man": func(r *parley.Reading, _ *parley.Cast) { r.Report.Text = "Oss Mr. Lind. She said so." },
	} {
		reading, cast := pointedReading(1, -1)
		change(reading, cast)
		if s := statements(reading, cast)[0]; s.Speaker != "e1" {
			t.Errorf("%s: %q speaks, want e1, whom the pronoun leads to", name, s.Speaker)
		}
	}
}

// TestStatements_of_nobody_who_is_named are those of whose speaker or addressee the words say enough.
func TestStatements_of_nobody_who_is_named(t *testing.T) {
	told := func(text string, cue, content parley.Span, speaks, hears int) parley.Statement {
		reading, cast := pointedReading(speaks, hears)
		reading.Report.Text = text
		a := &reading.Attributions[0]
		a.Cue, a.Content = []parley.Span{cue}, []parley.Span{content}
		return statements(reading, cast)[0]
	}
	if s := told("Oss met Lind. She urge both sides to go.", parley.Span{Start: 18, End: 22}, parley.Span{Start: 34, End: 39}, -1, 1); len(s.Addressees) > 0 {
		t.Errorf("both sides are %v, want nobody", s.Addressees)
	}
	if s := told("Oss met Lind. She urge the crews to go.", parley.Span{Start: 18, End: 22}, parley.Span{Start: 33, End: 38}, -1, 1); len(s.Addressees) != 1 {
		t.Errorf("the crews are %v, want whom the network points to", s.Addressees)
	}
	if s := told("Oss met Lind. She won support with it.", parley.Span{Start: 18, End: 29}, parley.Span{Start: 35, End: 37}, 1, -1); s.Speaker != "" {
		t.Errorf("%q supports her, want nobody who is named", s.Speaker)
	}
}

// TestStatements_follow_no_pointer_to_a_body for a pronoun that is led to nobody.
func TestStatements_follow_no_pointer_to_a_body(t *testing.T) {
	for kind, want := range map[parley.EntityKind]string{parley.EntityPerson: "e2", parley.EntityOrganisation: ""} {
		reading, cast := pointedReading(1, -1)
		cast.ByMention[2], cast.Entities[1].Kind = -1, kind
		if s := statements(reading, cast)[0]; s.Speaker != want {
			t.Errorf("she, led to nobody, is %q, want %q", s.Speaker, want)
		}
	}
}

func TestStatements_of_a_post_are_its_authors(t *testing.T) {
	for sign, want := range map[string]string{" — Lind (@lind)": "e2", "": ""} {
		reading, cast := pointedReading(1, -1)
		reading.Report.Text = "Oss met Lind. I   said so." + sign
		reading.Attributions[0].Source = []parley.Span{{Start: 14, End: 15}}
		if s := statements(reading, cast)[0]; s.Speaker != want {
			t.Errorf("with %q %q speaks, want %q", sign, s.Speaker, want)
		}
	}
}

func TestMayStandFor(t *testing.T) {
	lind := &parley.Entity{ID: "e1", Kind: parley.EntityPerson, Party: "e2"}
	norland, vestland := &parley.Entity{ID: "e2", Kind: parley.EntityCountry}, &parley.Entity{ID: "e3", Kind: parley.EntityCountry}
	union := &parley.Entity{ID: "e4", Kind: parley.EntityGroup}
	for _, c := range []struct {
		pronoun   string
		e, around *parley.Entity
		want      bool
	}{
		{"we", norland, lind, true}, {"we", lind, lind, true}, {"we", vestland, lind, false}, {"we", union, lind, false},
		{"we", union, nil, true}, {"they", union, lind, true}, {"he", union, lind, false}, {"he", lind, nil, true}, {"he", nil, nil, false},
	} {
		if got := mayStandFor(c.pronoun, c.e, c.around); got != c.want {
			t.Errorf("mayStandFor(%q, %v, %v) = %t, want %t", c.pronoun, c.e, c.around, got, c.want)
		}
	}
}

// TestStatements_of_who_writes name nobody: "I" outside of quotation marks is the reporter.
func TestStatements_of_who_writes(t *testing.T) {
	for text, want := range map[string]string{
		"Oss met Lind. I said so.":   "",
		"Oss met Lind. “I” said so.": "e2",
	} {
		reading, cast := pointedReading(1, -1)
		reading.Report.Text = text
		reading.Mentions, reading.Antecedents = reading.Mentions[:2], reading.Antecedents[:2]
		at := strings.Index(text, "I")
		reading.Attributions[0].Source = []parley.Span{{Start: at, End: at + 1}}
		cue := strings.Index(text, "said")
		reading.Attributions[0].Cue = []parley.Span{{Start: cue, End: cue + len("said")}}
		reading.Attributions[0].Content = []parley.Span{{Start: cue + 5, End: cue + 7}}
		if s := statements(reading, cast)[0]; s.Speaker != want {
			t.Errorf("%s: %q speaks, want %q", text, s.Speaker, want)
		}
	}
}

// TestStatements_of_who_asked name nobody for whom the network alone takes.
func TestStatements_of_who_asked(t *testing.T) {
	reading, cast := pointedReading(1, -1)
	reading.Report.Text = "Oss met Lind. Oss, asked so, left."
	reading.Mentions[2].Form, reading.Mentions[2].Kind = parley.MentionName, parley.EntityPerson
	reading.Attributions[0].Cue = []parley.Span{{Start: 19, End: 24}}
	reading.Attributions[0].Content = []parley.Span{{Start: 25, End: 27}}
	if s := statements(reading, cast)[0]; s.Speaker != "" || !slices.Equal(s.Addressees, []string{"e1"}) {
		t.Errorf("%q asks %q, want nobody to ask e1", s.Speaker, s.Addressees)
	}
}
