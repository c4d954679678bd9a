package position

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/abbrev"
)

// A role says what a party is to the statement that may bear its position.
type role string

const (
	roleSpeaker   role = "speaker"
	roleSide      role = "side"      // which the speaker belongs to
	rolePrincipal role = "principal" // whom the speaker represents
	roleSubject   role = "subject"   // whom the words speak of first
)

// A unit is a sentence of a statement's content.
type unit struct {
	statement int // index into the record's
	span      parley.Span
	number    int           // among those of its statement, from 0
	of        int           // how many those are
	said      []parley.Span // span, with what else of its phrase stands apart from it
	evidence  []parley.Span // said, with who says it where that stands in it
}

// A candidate is a unit and whose position it may word.
type candidate struct {
	unit  int
	party string
	role  role
}

// maxUnits is how many sentences of a statement are looked at.
const maxUnits = 12

// units cuts what the statements say into sentences, in their order.
func units(record *parley.Record) []unit {
	var all []unit
	for i, s := range record.Statements {
		first := len(all)
		for _, piece := range s.Content {
			for _, span := range sentences(record.Report.Text, piece, maxUnits-(len(all)-first)) {
				all = append(all, unit{statement: i, span: span, number: len(all) - first})
			}
		}
		whole(record.Report.Text, &record.Statements[i], all[first:])
	}
	return all
}

// whole gives the units of a statement the words that each is evidence by. Where who
// says it stands in the midst of a phrase ("remaining issues that they resist
// addressing"), its pieces are units of their own, and each is all of it.
func whole(text string, s *parley.Statement, units []unit) {
	for from := 0; from < len(units); {
		to := from + 1
		for to < len(units) && goesOn(text, units[to-1].span, units[to].span) {
			to++
		}
		var said []parley.Span
		for _, u := range units[from:to] {
			said = append(said, completed(text, u.span))
		}
		said = joined(said)
		evidence := said
		if from == 0 {
			evidence = joined(s.Source, s.Cue, said)
		}
		for n := from; n < to; n++ {
			units[n].of, units[n].said, units[n].evidence = len(units), said, evidence
		}
		from = to
	}
}

// goesOn reports whether the phrase of a piece goes on with the next: neither a mark of
// any kind stands between nor what joins two of a list.
func goesOn(text string, a, b parley.Span) bool {
	const most = 120 // bytes between them
	if b.Start < a.End || b.Start-a.End > most || endsPhrase(text[a.Start:a.End]) {
		return false
	}
	between := strings.TrimSpace(text[a.End:b.Start])
	switch first, _, _ := strings.Cut(between, " "); first {
	case "", "and", "or", "but":
		return false
	}
	return !strings.ContainsAny(between, ",;:.!?\n\"“”()–—")
}

func endsPhrase(words string) bool {
	r, _ := utf8.DecodeLastRuneInString(words)
	return unicode.IsPunct(r)
}

// sentences cuts span at the ends of sentences and of lines, most times at most.
func sentences(text string, span parley.Span, most int) []parley.Span {
	var all []parley.Span
	start := span.Start
	for at := span.Start; at < span.End && len(all) < most; {
		r, size := utf8.DecodeRuneInString(text[at:span.End])
		at += size
		if r != '\n' && (!strings.ContainsRune(".!?;", r) || !beginsAnew(text, at, span.End)) {
			continue
		}
		all = withSpan(all, text, start, at)
		start = at
	}
	if len(all) < most {
		all = withSpan(all, text, start, span.End)
	}
	return all
}

// beginsAnew reports whether at at there are a space, closing marks before it
// allowed, and a capital or digit, and no abbreviation before.
func beginsAnew(text string, at, end int) bool {
	rest := strings.TrimLeft(text[at:min(end, at+8)], `"'”’)`)
	after := strings.TrimLeft(rest, " ")
	if after == rest {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, `"“‘(`))
	if text[at-1] == '.' && abbrev.KeepsPoint(text[:at-1], r) {
		return false
	}
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// withSpan adds what is between start and end without the space around it, if it
// has a letter.
func withSpan(all []parley.Span, text string, start, end int) []parley.Span {
	words := text[start:end]
	if strings.IndexFunc(words, unicode.IsLetter) < 0 {
		return all
	}
	left := strings.TrimLeftFunc(words, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"”’)`, r) })
	start = end - len(left)
	return append(all, parley.Span{Start: start, End: start + len(strings.TrimRightFunc(left, unicode.IsSpace))})
}

// joined are spans in order, those that meet or overlap made one.
func joined(lists ...[]parley.Span) []parley.Span {
	all := slices.Concat(lists...)
	slices.SortFunc(all, parley.Span.Compare)
	var out []parley.Span
	for _, s := range all {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// subjectWithin is how far into a unit the mention of its subject begins, in bytes.
const subjectWithin = 60

// candidates lists whose positions a unit may word: of who says it, of the side and
// the principal of who says it, and of whom it speaks first. A document or a medium has none.
func (s *scene) candidates(n int) []candidate {
	u := &s.units[n]
	var all []candidate
	add := func(id string, r role) bool {
		e := s.entity(id)
		if e == nil || e.Kind == parley.EntityDocument || e.Kind == parley.EntityMedium || slices.ContainsFunc(all, func(c candidate) bool { return c.party == id }) {
			return false
		}
		all = append(all, candidate{n, id, r})
		return true
	}
	speaker := s.record.Statements[u.statement].Speaker
	if !s.passedOn(u, speaker) {
		add(speaker, roleSpeaker)
		if e := s.entity(speaker); e != nil {
			add(e.Party, roleSide)
			add(e.Represents, rolePrincipal)
		}
	}
	i, _ := slices.BinarySearchFunc(s.mentions, u.span.Start, func(m mention, start int) int { return cmp.Compare(m.Start, start) })
	for ; i < len(s.mentions) && s.mentions[i].Start < u.span.Start+subjectWithin; i++ {
		m := s.mentions[i]
		e := s.entity(m.entity)
		if m.End <= u.span.End && (add(m.entity, roleSubject) || e != nil && e.Kind == parley.EntityDocument) {
			break
		}
	}
	return all
}

// passedOn reports whether most of a unit is what somebody else says: "Berg said that
// Norland refused it" is no refusal of Berg's.
func (s *scene) passedOn(u *unit, speaker string) bool {
	for _, inner := range s.inner(u) {
		if inner.Speaker == "" && s.isOwn(inner) || inner.Speaker == speaker || inner.Speaker != "" && s.sideOf(inner.Speaker) == s.sideOf(speaker) {
			continue
		}
		told := 0
		for _, piece := range joined(inner.Source, inner.Cue, inner.Content) {
			told += max(0, min(piece.End, u.span.End)-max(piece.Start, u.span.Start))
		}
		if 2*told > u.span.Len() {
			return true
		}
	}
	return false
}

// isOwn reports whether a statement without a speaker may be of whoever says it: no
// source stands there, or the first person, or a possessive: "their commitment".
func (s *scene) isOwn(st *parley.Statement) bool {
	return !slices.ContainsFunc(st.Source, func(source parley.Span) bool {
		switch strings.ToLower(s.record.Report.Text[source.Start:source.End]) {
		case "i", "we", "us", "me", "my", "our", "it", "its", "his", "her", "their":
			return false
		}
		return true
	})
}
