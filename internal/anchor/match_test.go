package anchor_test

import (
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/internal/anchor"
)

// record makes a record whose statements are given as "ID source|cue|content",
// each part by its words, the pieces of one parted by " … ". Words are sought
// from where the part before them was found on; those after "^" from the start.
func record(t *testing.T, text string, statements ...string) *parley.Record {
	t.Helper()
	r := &parley.Record{Report: parley.Report{Text: text}}
	for _, line := range statements {
		id, parts, _ := strings.Cut(line, " ")
		from := 0
		var spans [3][]parley.Span
		for i, part := range strings.Split(parts, "|") {
			for words := range strings.SplitSeq(part, " … ") {
				if words == "" {
					continue
				}
				words, again := strings.CutPrefix(words, "^")
				if again {
					from = 0
				}
				at := strings.Index(text[from:], words)
				if at < 0 {
					t.Fatalf("statement %s: %q is not in %q behind %d", id, words, text, from)
				}
				from += at
				spans[i] = append(spans[i], parley.Span{Start: from, End: from + len(words)})
			}
		}
		r.Statements = append(r.Statements, parley.Statement{ID: id, Source: spans[0], Cue: spans[1], Content: spans[2]})
	}
	return r
}

func TestCarry_tells_what_was_lost(t *testing.T) {
	new := strings.NewReplacer("Tam Okoye, denied that any date", "Tam Okoye, denied that a date", "Port Elsen", "Halm").Replace(story)
	r := record(t, story, "s1 ^Tam Okoye|^both sides had agreed … ^any date had been fixed|^a signature")
	m := anchor.New(story, new)
	for _, test := range []struct {
		spans         []parley.Span
		carried, lost string
	}{
		{r.Statements[0].Source, "Tam Okoye", ""},
		{r.Statements[0].Cue, "both sides had agreed", "any date had been fixed"},
		{r.Statements[0].Content, "a signature", ""},
		{nil, "", ""},
	} {
		carried, lost := m.Carry(test.spans)
		if got, gone := quote(new, carried), quote(story, lost); got != test.carried || gone != test.lost {
			t.Errorf("Carry(%q) = %q, lost %q; want %q, lost %q", quote(story, test.spans), got, gone, test.carried, test.lost)
		}
	}
}

func quote(text string, spans []parley.Span) string {
	report := parley.Report{Text: text}
	var all []string
	for _, s := range spans {
		all = append(all, report.Quote(s))
	}
	return strings.Join(all, "|")
}

func TestMatch(t *testing.T) {
	const nested = "Okoye said that Brandt denied the pilots had been asked."
	const twice = "Okoye said no. Brandt said yes, according to an aide."
	for name, test := range map[string]struct {
		oldText, newText string // newText empty where it is the same
		old, new         []string
		want             string // pairs, with ~ where words differ; the lost
	}{
		"ids_that_are_swapped": {twice, "",
			[]string{"s1 Okoye|said|no", "s2 Brandt|said|yes"},
			[]string{"s1 Brandt|said|yes", "s2 Okoye|said|no"},
			"s1=s2 s2=s1"},
		"a_statement_comes_before": {twice, "Maar said so too. " + twice,
			[]string{"s1 Okoye|said|no", "s2 Brandt|said|yes"},
			[]string{"s1 Maar|said|so too", "s2 Okoye|said|no", "s3 Brandt|said|yes"},
			"s1=s2 s2=s3"},
		"statements_within_each_other": {nested, "",
			[]string{"s1 Okoye|said|Brandt denied the pilots had been asked", "s2 Brandt|denied|the pilots had been asked"},
			[]string{"s1 Brandt|denied|the pilots had been asked", "s2 Okoye|said|Brandt denied the pilots had been asked"},
			"s1=s2 s2=s1"},
		"the_inner_one_is_not_read_again": {nested, "",
			[]string{"s1 Okoye|said|Brandt denied the pilots had been asked", "s2 Brandt|denied|the pilots had been asked"},
			[]string{"s1 Okoye|said|Brandt denied the pilots had been asked"},
			"s1=s1 lost s2"},
		"the_outer_one_is_not_read_again": {nested, "",
			[]string{"s1 Okoye|said|Brandt denied the pilots had been asked", "s2 Brandt|denied|the pilots had been asked"},
			[]string{"s1 Brandt|denied|the pilots had been asked"},
			"s2=s1 lost s1"},
		"a_content_is_read_longer": {twice, "",
			[]string{"s1 Brandt|said|yes"},
			[]string{"s1 Brandt|said|yes, according to an aide"},
			"s1~s1"},
		"a_cue_is_read_as_another": {twice, "",
			[]string{"s1 Brandt|said|yes"},
			[]string{"s1 Brandt|according to|^yes"},
			"s1~s1"},
		"another_source_by_another_cue_says_the_same": {twice, "",
			[]string{"s1 Brandt|said|yes"},
			[]string{"s1 an aide|^according to|^yes"},
			"lost s1"},
		"a_part_of_the_content_by_another_cue": {"Brandt allows talks with the assurance that nobody will be sent home, she said.", "",
			[]string{"s1 Brandt|allows|talks with the assurance that nobody will be sent home"},
			[]string{"s1 Brandt|assurance|nobody will be sent home"},
			"lost s1"},
		"one_cue_of_two_statements": {"Okoye and Brandt said no.", "",
			[]string{"s1 Okoye|said|no", "s2 Brandt|said|no"},
			[]string{"s1 Brandt|said|no", "s2 Okoye|said|no"},
			"s1=s2 s2=s1"},
		"a_word_turns_the_content": {"Brandt said: “We will sign it.”", "Brandt said: “We will not sign it.”",
			[]string{"s1 Brandt|said|We will sign it"},
			[]string{"s1 Brandt|said|We will not sign it"},
			"s1~s1"},
		"the_content_is_another": {story, strings.Replace(story, "What we do not have is a signature", "Nobody will ever sign this paper", 1),
			[]string{"s1 Brandt said|said.|What we do not have is a signature"},
			[]string{"s1 Brandt said|said.|Nobody will ever sign this paper"},
			"lost s1"},
		"a_cue_without_content": {"Okoye declined to comment.", "Tam Okoye declined to comment.",
			[]string{"s1 Okoye|declined to comment"},
			[]string{"s4 Okoye|declined to comment"},
			"s1=s4"},
		"a_content_in_two_pieces": {"“We have a date,” Brandt said. “We have a route.”", "“We have a date,” Brandt said on Monday. “We have a route.”",
			[]string{"s1 Brandt|said|^We have a date … We have a route"},
			[]string{"s1 Brandt|said|^We have a date … We have a route"},
			"s1=s1"},
		"a_paragraph_that_moves": {"Halm, Monday. " + nested + "\n\nMaar’s aides told the council of the port a very different story on Tuesday and later.", "Maar’s aides told the council of the port a very different story on Tuesday and later.\n\nHalm, Monday. " + nested,
			[]string{"s1 Okoye|said|Brandt denied", "s2 Brandt|denied|the pilots"},
			[]string{"s1 Brandt|denied|the pilots", "s2 Okoye|said|Brandt denied"},
			"s1=s2 s2=s1"},
	} {
		t.Run(name, func(t *testing.T) {
			if test.newText == "" {
				test.newText = test.oldText
			}
			old, new := record(t, test.oldText, test.old...), record(t, test.newText, test.new...)
			if got := answer(anchor.New(test.oldText, test.newText).Match(old.Statements, new.Statements)); got != test.want {
				t.Errorf("Match = %q, want %q", got, test.want)
			}
		})
	}
}

func answer(pairs []anchor.Pair, lost []string) string {
	var all []string
	for _, p := range pairs {
		sign := "~"
		if p.Same {
			sign = "="
		}
		all = append(all, p.Old+sign+p.New)
	}
	if len(lost) > 0 {
		all = append(all, fmt.Sprint("lost ", strings.Join(lost, ", ")))
	}
	return strings.Join(all, " ")
}
