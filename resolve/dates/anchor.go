package dates

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// An anchorDate is the time from which a report counts: a day, month or year; or
// not known.
type anchorDate struct {
	point
}

// headBytes is how far into a text its own date is looked for.
const headBytes = 600

// anchor is when report was published, as exactly as that is told. What the
// publisher leaves open is taken from the text's head: from a date on a line of
// its own, or from a dateline ("NORHAVEN, Nov. 25 (Harbour Wire) -").
func anchor(report *parley.Report, p *parser, phrases []phrase) anchorDate {
	now := published(report.Published)
	if now.day > 0 {
		return now
	}
	for _, f := range phrases {
		if f.span.Start > headBytes {
			break
		}
		if !f.isDate || f.date.day == 0 || f.date.month > 12 || !p.isHeading(f) {
			continue
		}
		head := point{year: f.date.year, month: f.date.month, day: f.date.day, mark: now.mark}
		if head.year == 0 {
			head.year = now.year
		}
		agrees := (now.year == 0 || now.year == head.year) && (now.month == 0 || now.month == head.month)
		if head.known() && agrees {
			return anchorDate{head}
		}
	}
	return now
}

// published reads the leading part of an EDTF date that an anchor can use: a
// year, month or day, with its mark. A decade or interval is no anchor.
func published(edtf string) anchorDate {
	var p point
	date, _, _ := strings.Cut(edtf, "T")
	if n := len(date); n > 0 && strings.IndexByte("?~%", date[n-1]) >= 0 {
		p.mark = date[n-1]
		date = date[:n-1]
	}
	for i, part := range strings.Split(date, "-") {
		n, err := strconv.Atoi(part)
		if err != nil || i == 0 && len(part) != 4 || i > 0 && len(part) != 2 {
			break
		}
		switch i {
		case 0:
			p.year = n
		case 1:
			if n < 1 || n > 12 {
				return anchorDate{point{year: p.year, mark: p.mark}}
			}
			p.month = n
		case 2:
			p.day = n
		}
	}
	if strings.Contains(date, "/") || !p.known() {
		return anchorDate{}
	}
	return anchorDate{p}
}

// isHeading reports whether f stands alone on its line, with a time or without, or
// behind the word that it was published, or ends a line of names; or behind a place in
// capitals and before a bracket, dash, stroke or full stop.
func (p *parser) isHeading(f phrase) bool {
	first := f.first
	for first > 0 && !p.at(first).fresh {
		first--
	}
	next := p.at(f.next)
	for i := f.next; !next.fresh && slices.Contains(besideTimes, next.low); i++ { // "November 25, 2031, at 16:30 GMT"
		next = p.at(i + 1)
	}
	ends := next.kind == isNothing || next.fresh || next.kind == isNumber
	before := strings.TrimRight(p.text[p.at(first).start:f.span.Start], " ")
	place := strings.TrimRight(before, " ,")
	switch {
	case first == f.first:
		return ends
	case ends && publishedBy.MatchString(before):
		return true
	case ends && len(before) < longestHead && endsNames(before):
		return true
	}
	if next.low == "(" && townBefore.MatchString(before) && agencyBehind.MatchString(p.text[f.span.End:]) {
		return true
	}
	isPlace := len(place) < 60 && place == strings.ToUpper(place) && strings.ToLower(place) != place
	return isPlace && strings.Contains("(-–—/.", next.low) && next.kind == isMark
}

// A dateline that has its town in small letters says who sends it, before a dash: "Halm,
// Nov. 25, 2031 (Harbour Wire) -".
var (
	townBefore   = regexp.MustCompile(`^(?:\p{Lu}[\p{L}.’'-]{1,20} ?){1,4},$`)
	agencyBehind = regexp.MustCompile(`^ ?\([^()\n]{2,40}\) ?[-–—]`)
)

// besideTimes may stand between a date, its time and the end of the line.
var besideTimes = strings.Fields(", at | et est edt pt pst pdt ct gmt utc bst cet cest")

// longestHead is how many bytes a line of names before a date may have.
const longestHead = 80

// publishedBy are the words by which a line tells when its report appeared.
var publishedBy = regexp.MustCompile(`(?i)^(?:(?:first )?(?:published|posted)|(?:last )?updated|date|dated|issued|released?)(?: on| at)?:?$`)

// endsNames reports whether a line so far has but names, and ends in a mark: "Halm and
// Ostia |", "By Ada Orlov,", "Halm,". A headline has words between, a caption names and titles.
func endsNames(line string) bool {
	last, size := utf8.DecodeLastRuneInString(line)
	if !strings.ContainsRune(",|•·–—-", last) || last == ',' && strings.Count(line, " ") > 1 && !strings.HasPrefix(line, "By ") {
		return false
	}
	for w := range strings.FieldsSeq(line[:len(line)-size]) {
		first, _ := utf8.DecodeRuneInString(w)
		if strings.ContainsAny(w, ".?!:;“”\"") || !unicode.IsUpper(first) && w != "and" && w != "by" && w != "|" {
			return false
		}
	}
	return true
}

// markFor is the mark of the anchor, where f counts from it.
func (a anchorDate) markFor(f phrase) byte {
	if f.isDated {
		return 0
	}
	return a.mark
}
