package anchor_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/anchor"
)

func TestSpan_finds_the_place_that_the_words_came_to(t *testing.T) {
	var right, elsewhere, lost int
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 2))
		old := long(random, 4000)
		new := edited(random, old, 2+int(seed)%20)
		m := anchor.New(old, new.String())
		for range 200 {
			span := someWords(random, old)
			want, stays := new.placeOf(span)
			switch got, ok := m.Span(span); {
			case ok && stays && got.Start == want:
				right++
			case ok:
				elsewhere++
			case stays:
				lost++
			}
		}
	}
	t.Logf("%d right, %d elsewhere, %d lost though they are there", right, elsewhere, lost)
	if right < 8000 || elsewhere*1000 > right || lost*200 > right {
		t.Errorf("%d right, %d elsewhere, %d lost though they are there; want at least 8,000, at most one in 1,000 and one in 200", right, elsewhere, lost)
	}
}

// A version is a text made of pieces of another and of new ones.
type version []origin

type origin struct {
	text string
	from int // the byte of the old text where it was; -1 for new words
}

func (v version) String() string {
	var b strings.Builder
	for _, o := range v {
		b.WriteString(o.text)
	}
	return b.String()
}

// placeOf is where the words of span are, if they are together and in their order.
func (v version) placeOf(span parley.Span) (start int, stays bool) {
	at, next := 0, span.Start // next is the byte sought
	for _, o := range v {
		switch {
		case next > span.Start && o.from != next:
			return 0, false
		case o.from >= 0 && o.from <= next && next < o.from+len(o.text):
			if next == span.Start {
				start = at + next - o.from
			}
			if next = o.from + len(o.text); next >= span.End {
				return start, true
			}
		}
		at += len(o.text)
	}
	return 0, false
}

// edited deletes, inserts, moves and rewords sentences of text.
func edited(random *rand.Rand, text string, edits int) version {
	var v version
	at := 0
	for s := range strings.SplitAfterSeq(text, ". ") {
		v = append(v, origin{s, at})
		at += len(s)
	}
	for range edits {
		i, j := random.IntN(len(v)), random.IntN(len(v)-1)
		o := v[i]
		switch random.IntN(4) {
		case 0:
			v[i] = origin{long(random, 100), -1}
		case 1:
			v = slices.Insert(v, i, origin{long(random, 100), -1})
		case 2:
			v = slices.Insert(slices.Delete(v, i, i+1), j, o)
		case 3:
			words := strings.SplitAfter(o.text, " ")
			head, tail := strings.Join(words[:len(words)/3], ""), strings.Join(words[len(words)/2:], "")
			from := o.from + len(o.text) - len(tail)
			if o.from < 0 {
				from = -1
			}
			v = slices.Replace(v, i, i+1, origin{head, o.from}, origin{long(random, 10), -1}, origin{tail, from})
		}
	}
	return v
}

// someWords is a span of up to twenty words, often of one.
func someWords(random *rand.Rand, text string) parley.Span {
	words := strings.SplitAfter(text, " ")
	n := 1 + random.IntN(20)*random.IntN(2)
	i := random.IntN(len(words) - n)
	start := len(strings.Join(words[:i], ""))
	return parley.Span{Start: start, End: start + len(strings.TrimSpace(strings.Join(words[i:i+n], "")))}
}
