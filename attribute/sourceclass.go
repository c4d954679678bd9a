package attribute

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/table"
)

//go:embed anonymity.tsv
var anonymityFile string

var anonymityWords = func() phrases {
	all := phrases{}
	for fields := range table.Rows("anonymity.tsv", anonymityFile, 1) {
		all.add(fields[0], 0)
	}
	return all
}()

// sourceClass says how a source is named that mention m speaks for: by its entity,
// or where nobody is known by the mention. A pronoun that leads nowhere has no
// class.
func sourceClass(reading *parley.Reading, cast *parley.Cast, m int) (parley.SourceClass, parley.Reason) {
	if m < 0 {
		return "", parley.Reason{}
	}
	mention := reading.Mentions[m]
	kind, named := mention.Kind, mention.Form == parley.MentionName
	if e := cast.Entity(m); e != nil {
		kind = e.Kind
		named = slices.ContainsFunc(e.Mentions, func(m parley.Mention) bool { return m.Form == parley.MentionName })
	} else if mention.Form == parley.MentionPronoun {
		return "", parley.Reason{}
	}
	if endsInName(reading, mention.Span) { // "the envoy Oda Lind", "Norland and Sudland"
		named = true
	}
	if form := strings.Fields(reading.Report.Quote(mention.Span)); kind == parley.EntityGroup && len(form) > 1 && strings.EqualFold(form[0], "the") && isCapital(form[1]) && isCapital(form[len(form)-1]) {
		named = true // "the Chancellery of Norland"
	}
	because := func(rule string) parley.Reason {
		return parley.Reason{Field: "source_class", Rule: rule, Words: []parley.Span{mention.Span}}
	}
	switch {
	case kind == parley.EntityDocument:
		return parley.SourceDocument, because("a document speaks")
	case kind == parley.EntityPerson && named:
		return parley.SourceNamed, because("a person with a name")
	case kind == parley.EntityPerson:
		return parley.SourceAnonymous, because("a person without a name")
	case kind == parley.EntityGroup && !named:
		return parley.SourceAnonymous, because("persons without a name")
	}
	return parley.SourceInstitution, because("a body, a people or a place")
}

// endsInName reports whether the last of several words is the name of who speaks:
// it begins with a capital, and is not what a preposition leads to, as in "a
// diplomat from Norland". Behind one only the name of a person may stand that
// follows a comma or a bare title: "the envoy to Norland, Oda Lind".
func endsInName(reading *parley.Reading, span parley.Span) bool {
	words := strings.Fields(reading.Report.Quote(span))
	if len(words) < 2 || !isCapital(words[len(words)-1]) {
		return false
	}
	if !slices.ContainsFunc(words[1:], func(w string) bool { return belonging[w] }) {
		return true
	}
	from, to := mentionsIn(reading, span)
	for _, m := range reading.Mentions[from:to] {
		if m.End != span.End || m.Start == span.Start || m.Kind != parley.EntityPerson || m.Form != parley.MentionName {
			continue
		}
		before := strings.Fields(reading.Report.Text[span.Start:m.Start])
		last := before[len(before)-1]
		if strings.HasSuffix(last, ",") || isCapital(last) && isCapital(words[0]) && !determiners[strings.ToLower(words[0])] {
			return true
		}
	}
	return false
}

// belonging are the prepositions that lead to what somebody belongs to or is near.
var belonging = set(`of from in at to with for by on near inside outside within under behind among between about around across against over representing`)

func isCapital(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// anonymity is why a source has no name, as printed: in the statement's sentence
// or in another that speaks of the same source. Where no reason is printed it is
// the words that say that there is to be no name.
func anonymity(reading *parley.Reading, cast *parley.Cast, m int, cue []parley.Span) ([]parley.Span, parley.Reason) {
	sentences := []parley.Span{sentence(reading.Report.Text, parley.Hull(cue))}
	if m >= 0 && cast.Entity(m) != nil {
		mentions := cast.Entity(m).Mentions
		for _, other := range mentions[:min(len(mentions), 50)] {
			sentences = append(sentences, sentence(reading.Report.Text, other.Span))
		}
	}
	for _, sentence := range sentences {
		words := wordsOf(reading.Report, sentence)
		for i, p := range anonymityWords.in(words) {
			end := i + len(p.words)
			span := parley.Span{Start: words[i].Start, End: words[end-1].End}
			if why := reasonBehind(words, end); why.Len() > 0 {
				span = why
			} else if strings.HasPrefix(p.text, "not authorize") {
				span.End = clauseEnd(words, end)
			}
			return []parley.Span{span}, parley.Reason{Field: "anonymity", Rule: "the source is not to be named", Table: "anonymity.tsv: " + p.text, Words: []parley.Span{span}}
		}
	}
	return nil, parley.Reason{}
}

// reasonBehind is the clause that gives the reason, behind a comma or not: from
// "because" or "to discuss" on.
func reasonBehind(words []word, i int) parley.Span {
	if i < len(words) && words[i].form == "," {
		i++
	}
	if i+1 >= len(words) || !slices.Contains([]string{"because", "to", "as", "since", "citing", "given", "in", "due", "so"}, words[i].form) {
		return parley.Span{}
	}
	if words[i].form == "in" && words[i+1].form != "order" && words[i+1].form != "discussing" {
		return parley.Span{}
	}
	return parley.Span{Start: words[i].Start, End: clauseEnd(words, i)}
}

// clauseEnd is where the clause that words[i] stands in ends: before the next
// stop, mark or "and".
func clauseEnd(words []word, i int) int {
	end := words[max(i-1, 0)].End
	for ; i < len(words) && isWord([]rune(words[i].form)[0]); i++ {
		end = words[i].End
	}
	return end
}
