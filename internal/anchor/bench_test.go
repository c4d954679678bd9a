package anchor_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"parley"
	"parley/internal/anchor"
)

// long is a story of n bytes about, of invented words as common as real ones are.
func long(random *rand.Rand, n int) string {
	var b strings.Builder
	zipf := rand.NewZipf(random, 1.1, 4, 20000)
	for words := 0; b.Len() < n; words++ {
		fmt.Fprintf(&b, "w%d", zipf.Uint64())
		switch {
		case words%80 == 79:
			b.WriteString(".\n\n")
		case words%20 == 19:
			b.WriteString(". ")
		default:
			b.WriteString(" ")
		}
	}
	return b.String()
}

// nextVersion rewords a dozen places, inserts a paragraph and moves one.
func nextVersion(random *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n\n")
	last := len(lines) - 2
	lines[1], lines[last] = lines[last], lines[1]
	lines[2] += long(random, 500)
	for range 12 {
		i := random.IntN(len(lines))
		words := strings.Split(lines[i], " ")
		words[random.IntN(len(words))] = "changed"
		lines[i] = strings.Join(words, " ")
	}
	return strings.Join(lines, "")
}

func BenchmarkNew(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	story := long(random, 6000)
	for name, new := range map[string]string{"same": story + " End.", "version": nextVersion(random, story), "other": long(random, 6000)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				anchor.New(story, new)
			}
		})
	}
}

func BenchmarkChanges(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	story := long(random, 6000)
	new := nextVersion(random, story)
	m := anchor.New(story, new)
	b.ReportAllocs()
	for b.Loop() {
		m.Changes()
	}
}

// BenchmarkMatch aligns a story of 6 KB with its next version and pairs 40 statements.
func BenchmarkMatch(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	text := long(random, 6000)
	old, new := &parley.Record{}, &parley.Record{}
	old.Report.Text, new.Report.Text = text, nextVersion(random, text)
	old.Statements, new.Statements = spread(old.Report.Text), spread(new.Report.Text)
	b.ReportAllocs()
	for b.Loop() {
		m := anchor.New(old.Report.Text, new.Report.Text)
		m.Match(old.Statements, new.Statements)
	}
}

// spread makes a statement of every second sentence.
func spread(text string) []parley.Statement {
	var all []parley.Statement
	at := 0
	for s := range strings.SplitAfterSeq(text, ".") {
		words := strings.Fields(s)
		if len(all)%2 == 0 && len(words) > 4 {
			cue := at + strings.Index(s, words[1])
			all = append(all, parley.Statement{
				ID:      fmt.Sprint("s", len(all)),
				Source:  []parley.Span{{Start: at, End: cue}},
				Cue:     []parley.Span{{Start: cue, End: cue + len(words[1])}},
				Content: []parley.Span{{Start: cue + len(words[1]), End: at + len(s)}},
			})
		}
		at += len(s)
	}
	return all
}

// BenchmarkHostile aligns texts of 5 MB made to take long.
func BenchmarkHostile(b *testing.B) {
	const size = 5 << 20
	for name, texts := range hostile(size) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				anchor.New(texts[0], texts[1])
			}
		})
	}
}

func hostile(size int) map[string][2]string {
	random := rand.New(rand.NewPCG(3, 4))
	of := func(words ...string) string {
		var b strings.Builder
		for b.Len() < size {
			b.WriteString(pick(random, words))
		}
		return b.String()
	}
	one := of("said ")
	permuted := func() string {
		order := random.Perm(size / 32)
		var b strings.Builder
		for _, i := range order {
			fmt.Fprintf(&b, "u%d v%d w%d x%d ", i, i, i, i)
		}
		return b.String()
	}
	return map[string][2]string{
		"one_word":             {one, one[:len(one)/2]},
		"one_word_and_another": {one, one[:len(one)/3] + "denied " + one[:len(one)/3] + "told " + one[:len(one)/3]},
		"one_word_each":        {of("said "), of("told ")},
		"two_words":            {of("a ", "b "), of("a ", "b ")},
		"two_words_often_one":  {of("a ", "a ", "a ", "a ", "a ", "a ", "a ", "b "), of("a ", "a ", "a ", "a ", "a ", "a ", "a ", "b ")},
		"words_that_move":      {permuted(), permuted()},
		"marks":                {of(".", ",", " "), of(".", ",", " ")},
		"stories":              {long(random, size), long(random, size)},
	}
}
