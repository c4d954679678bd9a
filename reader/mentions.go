package reader

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"parley"
)

// A mention is a [parley.Mention] by its tokens, with what links it to others.
type mention struct {
	first, last int // tokens of the report, both in the mention
	form        int
	class       int // of its pronoun, see pronouns
	kind        int // of a name: 1 + its place in [parley.EntityKinds]; else 0

	words []uint64 // what it shares with others of the same entity, hashed; none for a pronoun
}

// personKind is the kind of a person's name.
var personKind = 1 + slices.Index(parley.EntityKinds, parley.EntityPerson)

// Forms in the order of the tables.
const (
	formName = iota
	formDescription
	formPronoun
)

var formNames = [forms]parley.MentionForm{parley.MentionName, parley.MentionDescription, parley.MentionPronoun}

// pronouns are the words of each class but 0, which has none. Those of a class
// agree with each other.
var pronouns = [pronounClasses]string{
	1: "he him his himself",
	2: "she her hers herself",
	3: "they them their theirs themselves",
	4: "it its itself",
	5: "i me my mine myself",
	6: "we us our ours ourselves",
	7: "you your yours yourself yourselves",
	8: "who whom whose which what this that these those one ones another others each both some all many most",
}

const pronounClasses = 9

// pronounClass is the class of each pronoun.
var pronounClass = func() map[string]int {
	m := map[string]int{}
	for class, words := range pronouns {
		for word := range strings.FieldsSeq(words) {
			m[word] = class
		}
	}
	return m
}()

// classOf is the class of a mention's words, 0 if they are no pronoun.
func classOf(words string) int {
	const longest = len("yourselves")
	if len(words) > longest || words == "US" {
		return 0
	}
	return pronounClass[strings.ToLower(words)]
}

// personal are the pronouns that are mentions wherever they stand, as they are
// written inside a sentence. The others are mentions as sources and addressees.
const personal = "he him his she her hers they them their theirs I me my we us our"

// personalPieces is the class of each piece that is a personal pronoun, and 0
// for every other piece of the vocabulary.
func personalPieces(pieces []string) []uint8 {
	classes := make([]uint8, len(pieces))
	words := strings.Fields(strings.ToLower(personal))
	for i, piece := range pieces {
		if slices.Contains(words, piece) {
			classes[i] = uint8(pronounClass[piece])
		}
	}
	return classes
}

// isPersonal reports whether text, which a personal pronoun's piece was made
// of, is one: "us" is and "US" is not, "I" is and the "i" of "i.e." is not.
func isPersonal(text string) bool {
	switch text {
	case "us", "I":
		return true
	case "Us", "US", "i":
		return false
	}
	return classOf(text) != 0 // not where an accent was lost
}

// names appends to dst the names that s owns and the personal pronouns between
// them, in the order of the text.
func (w *worker) names(dst []mention, s stretch) []mention {
	w.runs = runs(w.runs[:0], w.finder.best(w.heads.mentions, mentionLabels))
	t := s.own // the first token after the names so far
	for i, name := range w.runs {
		m := mention{form: formName, kind: 1 + name.class}
		m.first, m.last = w.whole(s.start+name.first, s.start+name.last)
		if !w.reader.isRaw {
			m.first, m.last = w.widened(m.first, m.last, t)
			switch parley.EntityKinds[name.class] {
			case parley.EntityPerson:
				m.first, m.last = w.withHe(m.first, t), w.withArticle(m.last)
			case parley.EntityOrganisation:
				next := run{first: len(w.tokens), last: len(w.tokens)}
				if i+1 < len(w.runs) {
					next.first, next.last = w.whole(s.start+w.runs[i+1].first, s.start+w.runs[i+1].last)
				}
				m.last = w.withBody(m.last, next)
			}
		}
		if m.first < t || m.first >= s.next { // another window's, or of a word that has a name
			continue
		}
		if m.first == m.last && !w.reader.isRaw && slices.Contains(trailing, w.word(m.first)) {
			continue
		}
		dst = w.personal(dst, t, m.first)
		dst = append(dst, m)
		t = m.last + 1
	}
	return w.personal(dst, t, s.next)
}

// widened are the tokens of a name with what dots and hyphens hold together with it,
// down to token least: "E.U." from "E.", "Kai-ho" from "Kai-", "al-Dor" from "Dor", "Ras el-Dor" from "Ras el". A small
// word at its end is none of it: "House of".
func (w *worker) widened(first, last, least int) (int, int) {
	for last > first && !w.vocabulary.inside[w.tokens[last].piece] && slices.Contains(trailing, w.word(last)) {
		last--
	}
	for last > first && w.word(last) == "." && isInitial(w.word(last-1)) && w.touches(last) && isInitial(w.word(last+1)) && w.touches(last+1) && w.word(last+2) == "." {
		last += 2
	}
	if w.word(last) == "-" && w.touches(last) {
		_, last = w.whole(first, last+1)
	}
	if w.word(last+1) == "-" && w.touches(last+1) && w.touches(last+2) && slices.Contains(joining, w.word(last)) {
		_, last = w.whole(first, last+2)
	}
	if first-2 >= least && !w.vocabulary.inside[w.tokens[first-2].piece] && w.word(first-1) == "-" && w.touches(first-1) && w.touches(first-2) && slices.Contains(joining, w.word(first-2)) {
		first -= 2
	}
	return first, last
}

// withBody is the last token of an organisation's name that ends in token last, with the
// kind of body behind it: "Finance Committee" from "Finance". Of a name that begins there
// and goes on behind it nothing is taken; next are its tokens.
func (w *worker) withBody(last int, next run) int {
	for last+1 < len(w.tokens) && w.tokens[last+1].start == w.tokens[last].end+1 && w.text[w.tokens[last].end] == ' ' {
		first, end := w.whole(last+1, last+1)
		if first != last+1 || next.first <= end && end < next.last || !slices.Contains(bodies, w.text[w.tokens[first].start:w.tokens[end].end]) {
			break
		}
		last = end
	}
	return last
}

// bodies are kinds of a body, as its name ends in them; none is a verb, as headlines have
// capitals too.
var bodies = strings.Fields(`Agency Alliance Assembly Association Authority Board Bureau Caucus Center Centre Coalition Commission Committee
	Corps Council Department Directorate Forum Foundation Institute League Ministry Office Organisation Organization Party
	Society Subcommittee`)

// withArticle is the last token of a person's name that ends in token last, with the name
// behind it that begins with an article: "Badr al-Sayed" from "Badr".
func (w *worker) withArticle(last int) int {
	const more = 3 // the article, the hyphen and what follows
	if last+more >= len(w.tokens) || w.text[w.tokens[last].end:w.tokens[last+1].start] != " " || !slices.Contains(joining, w.word(last+1)) ||
		!w.touches(last+1) || w.word(last+2) != "-" || !w.touches(last+2) || !unicode.IsUpper(firstRune(w.word(last+more))) {
		return last
	}
	_, last = w.whole(last+more, last+more)
	return last
}

// withHe is the first token of a person's name that begins with token first, down to token
// least, with the surname He before it: "He Lin" from "Lin".
func (w *worker) withHe(first, least int) int {
	if first-1 >= least && w.isHe(first-1) && w.text[w.tokens[first-1].end:w.tokens[first].start] == " " {
		return first - 1
	}
	return first
}

// speaks reports whether token t is the surname He alone: a verb of saying follows, and no
// other word of a headline or of who he is: "tells the President He Will Go".
func (w *worker) speaks(t int) bool { return slices.Contains(behindHe, w.word(t+1)) }

var behindHe = strings.Fields("said says told added warned met visited arrived")

// isHe reports whether token t is the surname He: with a capital behind a title.
func (w *worker) isHe(t int) bool {
	return t > 0 && w.word(t) == "He" && slices.Contains(beforeHe, w.word(t-1)) && w.text[w.tokens[t-1].end:w.tokens[t].start] == " "
}

// beforeHe are titles that a surname follows.
var beforeHe = strings.Fields("Premier Minister President Secretary Governor Mayor Ambassador Spokesman Spokeswoman Spokesperson Representative General Professor Mr Ms Mrs Dr")

// trailing are words that no name ends in, nor is.
var trailing = strings.Fields("of in on for the and")

// joining are the words that a hyphen makes a part of the name behind it.
var joining = strings.Fields("al el ul ad as ash Al El")

// word is the text of token t, empty beyond the last.
func (w *worker) word(t int) string {
	if t >= len(w.tokens) {
		return ""
	}
	return w.text[w.tokens[t].start:w.tokens[t].end]
}

// touches reports whether no space is between token t and the next.
func (w *worker) touches(t int) bool {
	return t+1 < len(w.tokens) && w.tokens[t].end == w.tokens[t+1].start
}

// isInitial reports whether a word is one capital.
func isInitial(word string) bool {
	return len(word) == 1 && word[0] >= 'A' && word[0] <= 'Z'
}

// personal appends to dst the personal pronouns among the tokens from start to
// before end.
func (w *worker) personal(dst []mention, start, end int) []mention {
	for t := start; t < end; t++ {
		tok := w.tokens[t]
		class := w.reader.personalPieces[tok.piece]
		if class == 0 || t+1 < len(w.tokens) && w.vocabulary.inside[w.tokens[t+1].piece] || !isPersonal(w.text[tok.start:tok.end]) {
			continue
		}
		m := mention{first: t, last: t, form: formPronoun, class: int(class)}
		if w.isHe(t) && w.speaks(t) && !w.reader.isRaw {
			m = mention{first: t, last: t, form: formName, kind: personKind}
		}
		dst = append(dst, m)
	}
	return dst
}

// describe appends to dst the mentions that the sources and addressees of the
// fresh attributions are. Some of them may be names and pronouns that are
// found anyhow.
func (w *worker) describe(dst []mention, attributions []parley.Attribution) []mention {
	for _, i := range w.fresh {
		a := attributions[i]
		for _, pieces := range [2][]parley.Span{a.Source, a.Addressee} {
			for _, span := range pieces {
				m := w.tokensOf(span)
				if m.class = classOf(w.text[span.Start:span.End]); m.class == 0 {
					m.form = formDescription
				} else {
					m.form = formPronoun
				}
				dst = append(dst, m)
			}
		}
	}
	return dst
}

// tokensOf is a mention by the tokens whose bytes span is.
func (w *worker) tokensOf(span parley.Span) mention {
	first, _ := slices.BinarySearchFunc(w.tokens, int32(span.Start), func(tok token, at int32) int { return cmp.Compare(tok.start, at) })
	after, _ := slices.BinarySearchFunc(w.tokens, int32(span.End)+1, func(tok token, at int32) int { return cmp.Compare(tok.end, at) })
	return mention{first: first, last: after - 1}
}

// settle makes the mentions that held owns, now that every window that reaches
// into its own tokens was read, and links them.
func (w *worker) settle(r *parley.Reading) {
	held := &w.held
	ms := held.mentions
	late := w.described[:0]
	for _, m := range w.described {
		if m.first < held.next {
			m.first = max(m.first, held.own) // a word may be longer than a zone
			ms = append(ms, m)
		} else {
			late = append(late, m)
		}
	}
	w.described = late
	slices.SortFunc(ms, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.last, a.last), cmp.Compare(a.form, b.form))
	})
	ms = slices.CompactFunc(ms, func(a, b mention) bool { return a.first == b.first && a.last == b.last })
	r.Antecedents = w.chain.link(r.Antecedents, held.hidden, held.stretch, w.text, w.tokens, ms)
	for _, m := range ms {
		found := parley.Mention{Span: w.span(m.first, m.last), Form: formNames[m.form]}
		if m.form == formName {
			found.Kind = parley.EntityKinds[m.kind-1]
		} else if a := r.Antecedents[len(r.Mentions)]; a >= 0 {
			found.Kind = r.Mentions[a].Kind
		}
		r.Mentions = append(r.Mentions, found)
		w.point(r, m, found.Span)
	}
	held.mentions = ms[:0]
}
