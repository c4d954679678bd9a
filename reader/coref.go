package reader

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"parley/internal/num"
)

// corefWeights scores pairs of mentions.
type corefWeights struct {
	first, last *num.Matrix // (corefWidth, width) of a mention's first and last token
	turn        *num.Matrix // (corefWidth, corefWidth)
	self        []float32   // (corefWidth) how well a mention is referred back to
	fresh       []float32   // (corefWidth) how well it begins an entity

	gap       []float32 // (forms*forms, gaps)
	match     []float32 // (matches, forms)
	classes   []float32 // (pronounClasses, pronounClasses)
	kinds     []float32 // (pronounClasses, 8)
	freshForm []float32 // (forms, pronounClasses)
}

const (
	gaps    = 12 // an octave of distance in tokens each
	matches = 4
	forms   = 3
	kinds   = 8 // unknown, then those of [parley.EntityKinds]
)

// nearest is how many mentions back an antecedent is looked for.
const nearest = 200

func (l *loader) coref(prefix string, width int) corefWeights {
	return corefWeights{
		first:     l.matrix(prefix+"s", corefWidth, width),
		last:      l.product(prefix+"e", corefWidth, width),
		turn:      l.product(prefix+"u", corefWidth, corefWidth),
		self:      l.floats(prefix+"a", corefWidth),
		fresh:     l.floats(prefix+"new", corefWidth),
		gap:       l.floats(prefix+"D", forms*forms, gaps),
		match:     l.floats(prefix+"M", matches, forms),
		classes:   l.floats(prefix+"P", pronounClasses, pronounClasses),
		kinds:     l.floats(prefix+"K", pronounClasses, kinds),
		freshForm: l.floats(prefix+"N", forms, pronounClasses),
	}
}

// A chain links the mentions of one report, each to an earlier one of the same
// entity. It holds the nearest mentions only, whatever the report's length.
type chain struct {
	*heads
	n       int // mentions so far
	past    [nearest]antecedent
	vectors []float32 // (block, corefWidth)
	turned  []float32 // (block, corefWidth)
	words   []uint64  // see [mention.words]
}

// An antecedent is a mention that later ones may refer back to.
type antecedent struct {
	mention
	turned [corefWidth]float32
	self   float32
}

func newChain(h *heads) *chain {
	return &chain{heads: h, vectors: make([]float32, block*corefWidth), turned: make([]float32, block*corefWidth)}
}

// begin forgets the last report.
func (c *chain) begin() { c.n, c.words = 0, c.words[:0] }

// link appends to links the antecedent of each of ms, which come next in the
// text and whose first tokens s owns: the index of an earlier mention of the
// report, or -1.
//
//	hidden (tokens of s, width)
func (c *chain) link(links []int, hidden []float32, s stretch, text string, tokens []token, ms []mention) []int {
	for len(ms) > 0 {
		some := ms[:min(block, len(ms))]
		ms = ms[len(some):]
		c.compute(hidden, s, some)
		for i, m := range some {
			if m.form != formPronoun {
				m.words = c.wordsOf(text[tokens[m.first].start:tokens[m.last].end])
			}
			vector := c.vectors[i*corefWidth : (i+1)*corefWidth]
			links = append(links, c.best(&m, vector))
			a := &c.past[c.n%nearest]
			a.mention, a.self = m, dot(vector, c.coref.self)
			copy(a.turned[:], c.turned[i*corefWidth:])
			c.n++
		}
	}
	return links
}

// compute fills vectors with one for each of ms, at most a block, and turned
// with the same turned: how well two mentions go together is the product of
// the later one's vector with the earlier one's turned.
func (c *chain) compute(hidden []float32, s stretch, ms []mention) {
	n := len(ms)
	gathered, ends := c.wide[:n*c.width], c.narrow[:n*corefWidth]
	c.vectors, c.turned = c.vectors[:n*corefWidth], c.turned[:n*corefWidth]
	for i, m := range ms {
		copy(gathered[i*c.width:], hidden[(m.first-s.start)*c.width:][:c.width])
	}
	c.rows.Quantise(gathered, c.width)
	c.coref.first.Apply(c.vectors, c.rows)
	for i, m := range ms {
		last := min(m.last, s.end-1) // a long source may outlast the window
		copy(gathered[i*c.width:], hidden[(last-s.start)*c.width:][:c.width])
	}
	c.rows.Quantise(gathered, c.width)
	c.coref.last.Apply(ends, c.rows)
	for i, e := range ends {
		c.vectors[i] += e
	}
	c.rows.QuantiseGelu(c.vectors, corefWidth)
	c.coref.turn.Apply(c.turned, c.rows)
}

// best is the antecedent of m, -1 for a new entity. Of equals it is the nearest.
func (c *chain) best(m *mention, vector []float32) int {
	w := &c.coref
	at, most := -1, dot(vector, w.fresh)+w.freshForm[m.form*pronounClasses+m.class]
	for i := c.n - 1; i >= max(0, c.n-nearest); i-- {
		a := &c.past[i%nearest]
		score := dot(vector, a.turned[:]) + a.self
		score += w.gap[(m.form*forms+a.form)*gaps+gapOf(m, &a.mention)]
		score += w.match[matchOf(m.words, a.words)*forms+m.form]
		score += w.classes[m.class*pronounClasses+a.class]
		score += w.kinds[m.class*kinds+a.kind]
		if score > most {
			at, most = i, score
		}
	}
	return at
}

// gapOf is the octave of the distance from a to m.
func gapOf(m, a *mention) int {
	return min(gaps-1, bits.Len(uint(max(0, m.first-a.last))))
}

// dot is the product of two vectors. The order of its sums is fixed, and so is
// their rounding: a product wrapped in float32 is not fused with a sum.
func dot(a, b []float32) float32 {
	var s [4]float32
	b = b[:len(a)]
	for i := 0; i+4 <= len(a); i += 4 {
		s[0] += float32(a[i] * b[i])
		s[1] += float32(a[i+1] * b[i+1])
		s[2] += float32(a[i+2] * b[i+2])
		s[3] += float32(a[i+3] * b[i+3])
	}
	return (s[0] + s[1]) + (s[2] + s[3])
}

// wordsOf hashes the words of a mention in lower case, in their order, without
// the articles and titles that come and go. They are good until the next begin.
func (c *chain) wordsOf(text string) []uint64 {
	first := len(c.words)
	hash := uint64(emptyWord)
	for _, r := range text {
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			c.addWord(hash)
			hash = emptyWord
			continue
		}
		hash = addLetter(hash, unicode.ToLower(r))
	}
	c.addWord(hash)
	return c.words[first:len(c.words):len(c.words)]
}

func (c *chain) addWord(hash uint64) {
	if hash != emptyWord && !unmatched[hash] {
		c.words = append(c.words, hash)
	}
}

// emptyWord is the hash of a word without letters (FNV-1a, by characters).
const emptyWord = 14695981039346656037

func addLetter(hash uint64, r rune) uint64 { return (hash ^ uint64(r)) * 1099511628211 }

// unmatched are the words that say nothing about who is meant.
var unmatched = func() map[uint64]bool {
	m := map[uint64]bool{}
	for word := range strings.FieldsSeq("the a an mr mrs ms dr") {
		hash := uint64(emptyWord)
		for _, r := range word {
			hash = addLetter(hash, r)
		}
		m[hash] = true
	}
	return m
}()

// matchOf is how the words of two mentions match: 1 the same words, 2 the same
// last word, 3 all words of one among the other's, 0 none of these or no words.
func matchOf(a, b []uint64) int {
	switch {
	case len(a) == 0 || len(b) == 0:
		return 0
	case a[len(a)-1] == b[len(b)-1]:
		if slices.Equal(a, b) {
			return 1
		}
		return 2
	case among(a, b) || among(b, a):
		return 3
	}
	return 0
}

// among reports whether b has all of a.
func among(a, b []uint64) bool {
	for _, word := range a {
		if !slices.Contains(b, word) {
			return false
		}
	}
	return true
}
