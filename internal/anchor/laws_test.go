package anchor_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/anchor"
)

// FuzzMap holds the laws of a map on any two texts.
func FuzzMap(f *testing.F) {
	f.Add("He said yes.", "He said no. He said yes.")
	f.Add("a b a b a b", "b a b a")
	f.Add(" \n“Yes,”\u00a0he said.\xff", "\t“Yes,” he\u2028said. \xc3")
	f.Add(story, strings.ToUpper(story[:200])+story[100:])
	f.Add("部長は北京で会談した。", "部長は昨日北京で会談した。")
	f.Fuzz(func(t *testing.T, old, new string) {
		old, new = strings.ToValidUTF8(old, "?"), strings.ToValidUTF8(new, "?")
		holdsMap(t, old, new, rand.New(rand.NewPCG(uint64(len(old)), uint64(len(new)))))
	})
}

// FuzzVersions holds them on versions of a story that a seed makes up, and the laws
// of what is paired.
func FuzzVersions(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 1))
		old := written(random, 1+random.IntN(12))
		new := revised(random, old, 1+random.IntN(6))
		holdsMap(t, old, new, random)
		holdsPairs(t, statements(random, old), statements(random, new), old, new)
	})
}

// holdsMap: the identity carries each span; a span that is carried has the same
// words; the changes make new out of old and old out of new.
func holdsMap(t *testing.T, old, new string, random *rand.Rand) {
	t.Helper()
	m, same := anchor.New(old, new), anchor.New(old, old)
	report, after := parley.Report{Text: old}, parley.Report{Text: new}
	for range 50 {
		span, ok := anySpan(random, old)
		if !ok {
			break
		}
		if got, ok := same.Span(span); !ok || got != span {
			t.Errorf("Span(%v) of the same text = %v, %v", span, got, ok)
		}
		to, ok := m.Span(span)
		if !ok {
			continue
		}
		if err := after.Verify(to); err != nil {
			t.Errorf("Span(%v) = %v: %v", span, to, err)
		} else if from, got := report.Quote(span), after.Quote(to); letters(from) != letters(got) {
			t.Errorf("Span(%v) of %q holds %q", span, from, got)
		}
	}
	if got := replayed(t, old, new, m.Changes()); got != new {
		t.Errorf("the changes of %q make %q, want %q", old, got, new)
	}
	if got := anchor.New(old, old).Changes(); len(got) > 0 {
		t.Errorf("Changes of the same text = %v", got)
	}
}

// letters are the bytes of text without its white space.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// replayed applies changes to old.
func replayed(t *testing.T, old, new string, changes []anchor.Change) string {
	t.Helper()
	var b strings.Builder
	at := 0
	for _, c := range changes {
		b.WriteString(old[at:c.Old.Start])
		var before, after strings.Builder
		for _, e := range c.Edits {
			if e.Kind != anchor.EditInserted {
				before.WriteString(e.Text)
			}
			if e.Kind != anchor.EditDeleted {
				after.WriteString(e.Text)
			}
		}
		if got, want := before.String(), old[c.Old.Start:c.Old.End]; got != want {
			t.Errorf("what %v keeps and deletes is %q, want %q", c.Old, got, want)
		}
		if got, want := after.String(), new[c.New.Start:c.New.End]; got != want {
			t.Errorf("what %v keeps and inserts is %q, want %q", c.New, got, want)
		}
		b.WriteString(after.String())
		at = c.Old.End
	}
	return b.String() + old[at:]
}

// holdsPairs: a reading matches itself; pairs are one to one, and each statement
// is paired or lost; what is carried with all its words, and read again, is paired.
func holdsPairs(t *testing.T, before, after []parley.Statement, old, new string) {
	t.Helper()
	same := anchor.New(old, old)
	pairs, lost := same.Match(before, before)
	if len(lost) > 0 {
		t.Errorf("Match of a reading with itself loses %v", lost)
	}
	for _, p := range pairs {
		if p.Old != p.New || !p.Same {
			t.Errorf("Match of a reading with itself pairs %v", p)
		}
	}
	m := anchor.New(old, new)
	pairs, lost = m.Match(before, after)
	var from, to []string
	for _, p := range pairs {
		from, to = append(from, p.Old), append(to, p.New)
	}
	for _, list := range [][]string{append(from, lost...), to} {
		if slices.Sort(list); len(slices.Compact(list)) != len(list) {
			t.Errorf("ids come twice in %v", list)
		}
	}
	if len(from)+len(lost) != len(before) {
		t.Errorf("%d statements, of which %d are paired and %d lost", len(before), len(from), len(lost))
	}
	holdsCarried(t, m, before)
}

// holdsCarried reads again, in the new text, what was carried over.
func holdsCarried(t *testing.T, m *anchor.Map, before []parley.Statement) {
	t.Helper()
	var again, kept []parley.Statement
	for _, s := range before {
		c := parley.Statement{ID: s.ID}
		var lost [3][]parley.Span
		c.Source, lost[0] = m.Carry(s.Source)
		c.Cue, lost[1] = m.Carry(s.Cue)
		c.Content, lost[2] = m.Carry(s.Content)
		if len(slices.Concat(lost[:]...)) == 0 {
			again, kept = append(again, c), append(kept, s)
		}
	}
	pairs, _ := m.Match(kept, again)
	for _, p := range pairs {
		if !p.Same {
			t.Errorf("Match of what was carried over pairs %v", p)
		}
	}
	if len(pairs) != len(kept) {
		t.Errorf("Match pairs %d of %d statements that were carried over", len(pairs), len(kept))
	}
}

// anySpan is a span of text that cuts no character.
func anySpan(random *rand.Rand, text string) (parley.Span, bool) {
	if text == "" {
		return parley.Span{}, false
	}
	boundary := func(at int) int {
		for at < len(text) && !utf8.RuneStart(text[at]) {
			at++
		}
		return at
	}
	start := boundary(random.IntN(len(text)))
	end := boundary(start + 1 + random.IntN(min(60, len(text))))
	end = min(end, len(text))
	return parley.Span{Start: start, End: end}, start < end
}

var (
	speakers = []string{"Okoye", "Brandt", "Maar", "He", "She", "A Sarrow official", "The foreign ministry", "The pilots"}
	cues     = []string{"said", "said", "said", "told reporters on Wednesday", "denied", "insisted", "added"}
	contents = []string{
		"that any date had been fixed", "that both sides had agreed to reopen the ferry", "that it was over", "“we do not trade people for timetables”",
		"that the fishermen were a matter for the courts", "that a deal was “a week away, perhaps two”", "so", "that the two governments would share the revenue of the customs",
	}
)

// written is a story of n sentences.
func written(random *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(sentence(random))
		b.WriteString(pick(random, []string{" ", " ", "\n\n"}))
	}
	return b.String()
}

func sentence(random *rand.Rand) string {
	return pick(random, speakers) + " " + pick(random, cues) + " " + pick(random, contents) + "."
}

// revised is a story with some sentences deleted, inserted, moved, doubled and reworded.
func revised(random *rand.Rand, text string, edits int) string {
	all := strings.SplitAfter(text, ". ")
	for range edits {
		i := random.IntN(len(all))
		switch j := random.IntN(len(all)); random.IntN(6) {
		case 0:
			all[i] = ""
		case 1:
			all = slices.Insert(all, i, sentence(random)+" ")
		case 2:
			all[i], all[j] = all[j], all[i]
		case 3:
			all = slices.Insert(all, j, all[i])
		case 4:
			all[i] = strings.Replace(all[i], " ", pick(random, []string{" not ", "\n", "  "}), 1+random.IntN(3))
		case 5:
			all[i] = strings.Replace(all[i], pick(random, cues), pick(random, cues), 1)
		}
	}
	return strings.Join(all, "")
}

// statements reads a made-up story: a cue, what is before it in its sentence and
// what is behind.
func statements(random *rand.Rand, text string) []parley.Statement {
	var all []parley.Statement
	start := 0
	for s := range strings.SplitAfterSeq(text, ".") {
		for _, cue := range cues {
			at := strings.Index(s, " "+cue+" ")
			body := strings.TrimLeft(s, " \n")
			if at < 0 || random.IntN(5) == 0 {
				continue
			}
			from := start + len(s) - len(body)
			cueAt := start + at + 1
			statement := parley.Statement{
				ID:      string(rune('A' + len(all))),
				Source:  []parley.Span{{Start: from, End: cueAt - 1}},
				Cue:     []parley.Span{{Start: cueAt, End: cueAt + len(cue)}},
				Content: []parley.Span{{Start: cueAt + len(cue) + 1, End: start + len(s) - 1}},
			}
			if statement.Source[0].Len() > 0 && statement.Content[0].Len() > 0 {
				all = append(all, statement)
			}
			break
		}
		start += len(s)
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

func pick(random *rand.Rand, list []string) string { return list[random.IntN(len(list))] }

func TestNew_of_texts_made_to_take_long_carries_what_it_aligned(t *testing.T) {
	for name, texts := range hostile(100_000) {
		t.Run(name, func(t *testing.T) {
			holdsMap(t, strings.ToValidUTF8(texts[0], ""), texts[1], rand.New(rand.NewPCG(5, 6)))
		})
	}
}
