// Package dates finds the times that a report words and puts each into EDTF (ISO
// 8601-2, level 1), no more exact than the words and the report's own date allow.
//
// The text is taken apart into words, numbers and marks (token.go), a grammar
// reads times of them (grammar.go, calendar.go, relative.go), and what they mean
// is told from the report's date (anchor.go) and from whether the words around
// speak of the past (tense.go). The words are in calendar.txt, tense.txt and
// traps.txt.
//
// A time whose words count from another one of the text ("three days later") has
// its span and no EDTF; so has one that wants a date that the report lacks.
package dates

import (
	"unicode/utf8"

	"parley"
)

// Find lists every time that report words, in the order of the text. None lies
// within one of names, which are of persons, organisations and media: the
// Sunday Times is no Sunday.
func Find(report *parley.Report, names []parley.Span) []parley.Date {
	p := &parser{text: report.Text, tokens: tokens(report.Text)}
	phrases := outside(p.phrases(), names)
	now := anchor(report, p, phrases)
	var all []parley.Date
	for _, f := range phrases {
		c := context{now: now}
		c.tense = p.tense(f)
		w := f.mean(c).marked(now.markFor(f))
		if p.at(f.first).quoted && f.isDeictic() && w.isDay() {
			w = w.marked('?')
		}
		all = append(all, parley.Date{EDTF: w.String(), Span: f.span})
	}
	return all
}

// Of is when report was published, in EDTF and as exactly as its publisher or its
// head tell; empty where neither does.
func Of(report *parley.Report, names []parley.Span) string {
	head := *report
	head.Text = report.Text[:runeStart(report.Text, 2*headBytes)]
	p := &parser{text: head.Text, tokens: tokens(head.Text)}
	now := anchor(&head, p, outside(p.phrases(), names))
	if !now.known() {
		return ""
	}
	return now.String()
}

// runeStart is the beginning of the rune at a byte of text, or its end.
func runeStart(text string, at int) int {
	if at >= len(text) {
		return len(text)
	}
	for at > 0 && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// isDeictic reports whether f counts from the day on which it is worded: a
// speaker's own, within quotation marks, which may lie before the report's.
func (f phrase) isDeictic() bool { return !f.isDated && f.date.month == 0 }

// outside leaves out the phrases that lie within names.
func outside(phrases []phrase, names []parley.Span) []phrase {
	var kept []phrase
	reach, next := 0, 0 // the furthest end of the names that begin no later than the phrase
	for _, f := range phrases {
		for ; next < len(names) && names[next].Start <= f.span.Start; next++ {
			reach = max(reach, names[next].End)
		}
		if reach < f.span.End {
			kept = append(kept, f)
		}
	}
	return kept
}
