package anchor_test

import (
	"strings"
	"testing"

	"parley"
	"parley/internal/anchor"
)

// story is a report that changes.
const story = `Veldland and Sarrow near a deal

PORT ELSEN, 14 May 2031. Veldland’s chief negotiator, Oda Brandt, told reporters on Wednesday that both sides had agreed to reopen the ferry.

“We have a date and we have a route,” Brandt said. “What we do not have is a signature.”

Sarrow’s foreign minister, Tam Okoye, denied that any date had been fixed. He said his government would sign only when Veldland released the six fishermen.

The Union of Narrows Pilots rejected the plan, saying it had not been consulted.
`

// marked takes the words between ‹ and › out of a text.
func marked(t *testing.T, text string) (string, parley.Span, bool) {
	t.Helper()
	before, rest, isMarked := strings.Cut(text, "‹")
	words, after, ends := strings.Cut(rest, "›")
	if isMarked != ends {
		t.Fatalf("marks of %q", text)
	}
	return before + words + after, parley.Span{Start: len(before), End: len(before) + len(words)}, isMarked
}

func TestSpan_holds_the_same_words(t *testing.T) {
	for name, test := range map[string]struct{ old, new string }{ // words between ‹›; none in new where they are lost
		"a_word_before_is_replaced":                {"Okoye met Brandt on ‹Tuesday in Halm›.", "Okoye saw Brandt on ‹Tuesday in Halm›."},
		"a_paragraph_comes_before":                 {"The pilots ‹rejected› the plan.", "Halm, Monday. Two ferries sailed.\n\nThe pilots ‹rejected› the plan."},
		"a_word_within_is_replaced":                {"It was ‹over and done› on Monday.", "It was over or done on Monday."},
		"a_word_is_inserted_within":                {"We ‹will sign› the paper on Monday.", "We will not sign the paper on Monday."},
		"white_space_within_may_change":            {"He ‹said that\nit was› over.", "He ‹said\n\n  that it was› over."},
		"white_space_at_its_ends_is_no_word":       {"He ‹ said › so.", "Then he ‹said› so."},
		"white_space_alone_is_lost":                {"He‹ ›said so.", "Then he said so."},
		"a_hyphen_is_a_word":                       {"the ‹cease-fire› held for a week", "the ceasefire held for a week"},
		"letters_in_another_case_are_other_words":  {"the ‹Plan› was over", "the plan was over"},
		"a_part_of_a_word":                         {"the ‹co›operation of both", "the old ‹co›operation of both"},
		"a_character_of_a_script_without_spaces":   {"部長は‹北京›で会談した。", "部長は昨日‹北京›で会談した。"},
		"a_sentence_like_it_comes_before":          {"He ‹said› yes.", "He said no. He ‹said› yes."},
		"a_sentence_like_it_comes_behind":          {"He ‹said› yes.", "He ‹said› yes. He said no."},
		"a_sentence_like_it_goes_from_before":      {"He said no. He ‹said› yes.", "He ‹said› yes."},
		"the_sentence_goes_and_one_like_it_stays":  {"He ‹said› no. He said yes.", "He said yes."},
		"a_quotation_like_it_comes_between":        {"Okoye said: “A.” Okoye ‹said›: “B.”", "Okoye said: “A.” Okoye said: “C.” Okoye ‹said›: “B.”"},
		"words_that_reach_out_of_what_is_doubtful": {"They told ‹the minister› so.", "They told the envoy and ‹the minister› so."},
		"words_are_doubled":                        {"‹He said yes.›", "He said yes.\n\nHe said yes."},
		"words_are_doubled_between_others":         {"Before.\n‹He said yes.›\nAfter.", "Before.\nHe said yes.\nHe said yes.\nAfter."},
		"a_common_word_is_no_evidence":             {"Okoye of Sarrow ‹said› the plan was dead. Maar said no.", "Brandt in Halm said nothing at all. Maar said no."},
		"a_phrase_for_everybody_is_no_evidence":    {"An official spoke ‹on condition› today. A B C D E F G.", "A B C D E F G. They met on condition of peace, on condition."},
	} {
		t.Run(name, func(t *testing.T) {
			old, span, _ := marked(t, test.old)
			new, want, stays := marked(t, test.new)
			got, ok := anchor.New(old, new).Span(span)
			if ok != stays || got != want && stays {
				t.Errorf("Span(%q) of %q = %v, %v, want %v, %v", old[span.Start:span.End], old, got, ok, want, stays)
			}
		})
	}
}

func TestSpan_follows_a_paragraph_that_moves(t *testing.T) {
	lines := strings.SplitAfter(story, "\n\n")
	moved := lines[0] + lines[3] + lines[1] + lines[4] + "\n" + lines[2]
	m := anchor.New(story, moved)
	for _, words := range []string{"said. “What we", "He said his", "“We have a date and we have a route,”", "six fishermen", "any date"} {
		at := strings.Index(story, words)
		got, ok := m.Span(parley.Span{Start: at, End: at + len(words)})
		if want := strings.Index(moved, words); !ok || got.Start != want || got.Len() != len(words) {
			t.Errorf("Span(%q) = %v, %v, want it at %d", words, got, ok, want)
		}
	}
}

func TestSpan_of_words_that_moved_to_two_places_is_lost(t *testing.T) {
	const sentence = "“We have a date and we have a route,” Brandt said."
	rest := strings.Replace(story, sentence+" ", "", 1)
	m := anchor.New(story, sentence+"\n\n"+rest+"\n"+sentence)
	at := strings.Index(story, sentence)
	if got, ok := m.Span(parley.Span{Start: at, End: at + len(sentence)}); ok {
		t.Errorf("Span(%q) = %v, want it lost", sentence, got)
	}
}

func TestSpan_takes_the_place_with_the_same_words_around(t *testing.T) {
	const sentence = "Brandt and Maar of the council met the pilots of the port of Halm again."
	old := sentence + " " + "Nobody came to the port. One two three four five six seven eight nine ten."
	new := "Nobody came to the port. One two three four five six seven eight nine ten. Okoye met the pilots of the port of Elsen.\n\n" + sentence
	const words = "met the pilots of the port"
	at := strings.Index(old, words)
	got, ok := anchor.New(old, new).Span(parley.Span{Start: at, End: at + len(words)})
	if want := strings.LastIndex(new, words); !ok || got.Start != want {
		t.Errorf("Span(%q) = %v, %v, want it at %d", words, got, ok, want)
	}
}

func TestSpan_that_the_old_text_does_not_hold_is_lost(t *testing.T) {
	for _, new := range []string{"“Yes,” he said.", "“No,” he said."} {
		m := anchor.New("“Yes,” he said.", new)
		for _, span := range []parley.Span{{}, {Start: 3, End: 3}, {Start: 5, End: 2}, {Start: -1, End: 4}, {Start: 8, End: 99}, {Start: 1, End: 6}} {
			if got, ok := m.Span(span); ok {
				t.Errorf("Span(%v) = %v, want it lost", span, got)
			}
		}
	}
}
