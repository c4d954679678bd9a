package ask

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/abbrev"
)

// A Passage is one sentence of what a statement says: as much as can be held
// against the words of another report. A statement of three sentences makes
// three claims.
type Passage struct {
	Record    *parley.Record
	Statement *parley.Statement
	Spans     []parley.Span // of the sentence, within the content

	file     *file
	report   int // index into the dossier
	speaker  *speaker
	passedOn bool // within the words of somebody else
	day      day
	text     string // as Words gives it
	body
}

// Words are the words of the passage.
func (p *Passage) Words() string { return p.text }

func wordsOf(report *parley.Report, spans []parley.Span) string {
	var all []string
	for _, s := range spans {
		all = append(all, strings.Join(strings.Fields(report.Quote(s)), " "))
	}
	return strings.Join(all, " … ")
}

// A body is what the words of a passage come to when they are compared.
type body struct {
	stems    []string // of the words that carry meaning, sorted, each once
	quoted   []string // all words that stand in quotation marks, in order
	plain    []string // all others, in order
	all      []string // both, in order
	numbers  []number
	common   []string // those stems whose word is in no name, sorted, each once
	denied   []string // stems that stand behind a word that denies
	negated  bool     // an odd number of words that deny, in the cue too
	denies   bool     // the statement says that it is not so
	possible bool     // may, might, could, if
	asked    bool     // a question
}

// passages takes the content of a statement apart into sentences. Pieces of a
// content that was interrupted go on as one sentence.
func passages(report *parley.Report, s *parley.Statement, quotations []parley.Span) []Passage {
	var all []Passage
	for i, piece := range s.Content {
		for k, sentence := range sentences(report.Text, piece) {
			if i > 0 && k == 0 && goesOn(report.Text, s.Content[i-1], piece) {
				last := &all[len(all)-1]
				last.Spans = append(last.Spans, sentence)
			} else {
				all = append(all, Passage{Statement: s, Spans: []parley.Span{sentence}})
			}
		}
	}
	for i := range all {
		all[i].text = wordsOf(report, all[i].Spans)
		all[i].body = newBody(report, s, all[i].Spans, quotations)
		all[i].denies = isDenial(report, s)
	}
	return all
}

// isDenial reports whether a statement says that its content is not so.
func isDenial(report *parley.Report, s *parley.Statement) bool {
	if s.Act != "" {
		return s.Act == parley.ActDeny
	}
	for _, w := range words(wordsOf(report, s.Cue)) {
		if lexicon[w.folded] == wordDenial {
			return true
		}
	}
	return false
}

// goesOn reports whether the sentence that a piece of content ends in goes on in
// the next one, as in “We have a date,” she said, “and a route.” The end of the
// sentence may lie outside the pieces.
func goesOn(text string, piece, next parley.Span) bool {
	if piece.End > next.Start || !beginsSentence(text[next.Start:next.End]) {
		return true
	}
	end := max(piece.Start, piece.End-1)
	return !strings.ContainsAny(text[end:next.Start], ".?!…\n")
}

// boundary is where a sentence ends and another may begin.
var boundary = regexp.MustCompile(`[.?!…][”"’']?\s+`)

// sentences parts span at the ends of sentences. A point after a capital or a
// title ends none.
func sentences(text string, span parley.Span) []parley.Span {
	var all []parley.Span
	start := span.Start
	for _, at := range boundary.FindAllStringIndex(text[span.Start:span.End], -1) {
		mark, next := span.Start+at[0], span.Start+at[1]
		if next >= span.End || !beginsSentence(text[next:span.End]) || text[mark] == '.' && abbrev.KeepsPoint(text[start:mark], firstRune(text[next:])) {
			continue
		}
		_, size := utf8.DecodeRuneInString(text[mark:])
		all = append(all, parley.Span{Start: start, End: mark + size})
		start = next
	}
	return append(all, parley.Span{Start: start, End: span.End})
}

func beginsSentence(text string) bool {
	for _, r := range text {
		if strings.ContainsRune("“\"'‘(", r) {
			continue
		}
		return unicode.IsUpper(r) || unicode.IsNumber(r)
	}
	return false
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// newBody looks at the words of spans. All of them are quoted where allQuoted
// says so.
//
// The cue counts where it says more than that something was said.
func newBody(report *parley.Report, s *parley.Statement, spans, quotations []parley.Span) body {
	text, allQuoted := report.Text, s.Kind == parley.StatementDirect
	var b body
	var all []word
	for _, s := range spans {
		for _, w := range words(text[s.Start:s.End]) {
			w.Start, w.End = w.Start+s.Start, w.End+s.Start
			all = append(all, w)
			if isInserted(text, s, w.Span) { // by an editor
				continue
			}
			b.all = append(b.all, w.folded)
			switch {
			case allQuoted || covers(quotations, w.Span):
				b.quoted = append(b.quoted, w.folded)
			default:
				b.plain = append(b.plain, w.folded)
			}
		}
		b.asked = strings.HasSuffix(strings.TrimRight(text[s.Start:s.End], " ”\""), "?")
	}
	b.weigh(text, all)
	b.numbers = numbers(all)
	for _, piece := range s.Cue {
		var cue []word
		for _, w := range words(report.Quote(piece)) {
			if lexicon[w.folded] == wordNegative || lexicon[w.folded] == "" && !allQuoted {
				cue = append(cue, word{w.folded, parley.Span{Start: w.Start + piece.Start, End: w.End + piece.Start}})
			}
		}
		b.weigh(text, cue)
	}
	for _, list := range []*[]string{&b.stems, &b.common} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return b
}

// weigh adds what all, words of text, come to.
func (b *body) weigh(text string, all []word) {
	afterDenial := false
	for i, w := range all {
		switch lexicon[w.folded] {
		case wordEmpty:
			continue
		case wordNegative:
			b.negated, afterDenial = !b.negated, true
			continue
		case wordPossible:
			b.possible = true
			continue
		}
		s := stem(w.folded)
		b.stems = append(b.stems, s)
		if first, _ := utf8.DecodeRuneInString(text[w.Start:]); i == 0 || !unicode.IsUpper(first) {
			b.common = append(b.common, s)
		}
		if afterDenial {
			b.denied = append(b.denied, s)
		}
		afterDenial = false
	}
}

// isInserted reports whether square brackets stand around w, which is in span: in
// them editors put what was not said.
func isInserted(text string, span, w parley.Span) bool {
	const far = 60 // bytes
	before := text[max(span.Start, w.Start-far):w.Start]
	return strings.LastIndexByte(before, '[') > strings.LastIndexByte(before, ']')
}

// covers reports whether a span of sorted, which do not overlap, holds span.
func covers(sorted []parley.Span, span parley.Span) bool {
	i, _ := slices.BinarySearchFunc(sorted, span.Start, func(s parley.Span, at int) int {
		if s.End <= at {
			return -1
		}
		return 1
	})
	return i < len(sorted) && sorted[i].Contains(span)
}
