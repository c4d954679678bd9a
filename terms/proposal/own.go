package proposal

import (
	"strconv"

	"parley"
	"parley/terms/points"
	"parley/terms/quantity"
)

const (
	// leastPoints is how many points the text of a proposal has at least, and
	// mostBefore how much of the text may stand before them; a report that lists
	// points tells a story before and behind.
	leastPoints = 3
	mostBefore  = 0.4
	// longestPoint is how many times as long as a point is on average the last may
	// be: behind a list in a report its story goes on.
	longestPoint = 4
	// mostQuoted is how many quotations of somebody such a text may have.
	mostQuoted = 1
)

// titleLines are those at the head of a text of which one says what it is.
const titleLines = 3

// findOwn takes the record's report for a proposal's own text, if it is one: numbered
// points from beginning to end, nobody quoted, and a line at its head that
// is what a proposal is called. The proposal that this line speaks of has begun, then.
func (f *finder) findOwn() {
	if len(f.phrases) == 0 || f.phrases[0].line >= titleLines || f.of[0] == nil {
		return
	}
	text, err := points.Split(&f.record.Report)
	if err != nil || !f.isOwn(text) {
		return
	}
	f.own, f.ownText = f.of[0], text
	if !f.own.begun {
		f.own.begun, f.own.rule = true, "the report is its own text"
	}
}

// seenInOwn are all points of the own text, by their numbers.
func (f *finder) seenInOwn(p *parley.Proposal) {
	text := f.ownText
	p.Seen = nil
	for i, point := range text.Points {
		if point.Within >= 0 {
			continue
		}
		number, err := strconv.Atoi(point.Number)
		if err != nil {
			number = 0
		}
		seen := parley.Point{Number: number, Words: wordsWithin(text, i)}
		for _, words := range seen.Words {
			seen.Quantities = append(seen.Quantities, quantity.Find(f.text, words)...)
		}
		if len(seen.Words) > 0 {
			p.Seen = append(p.Seen, seen)
		}
	}
	p.Points = len(p.Seen)
	p.Reasons = append(p.Reasons, parley.Reason{Field: "points", Rule: "the report is its own text", Words: []parley.Span{text.Points[0].Label}})
}

// isOwn reports whether the points are what the report is made of.
func (f *finder) isOwn(text *points.Text) bool {
	outermost, first, last := 0, -1, 0
	for i, p := range text.Points {
		if p.Within < 0 {
			if p.Number == "" {
				return false
			}
			if first < 0 {
				first = i
			}
			outermost, last = outermost+1, i
		}
	}
	begin, end := text.Points[0].Label.Start, len(f.text)
	if text.Closing.Len() > 0 {
		end = text.Closing.Start
	}
	lastBytes := end - text.Points[last].Label.Start
	quoted := 0
	for _, s := range f.record.Statements {
		if s.Kind != parley.StatementIndirect && s.Speaker != "" {
			quoted++
		}
	}
	return outermost >= leastPoints && float64(begin) <= mostBefore*float64(end) &&
		lastBytes*outermost <= longestPoint*(end-begin) && quoted <= mostQuoted
}

// wordsWithin are the words of a point and of those within it.
func wordsWithin(text *points.Text, i int) []parley.Span {
	var all []parley.Span
	for k := i; k < len(text.Points) && (k == i || text.Points[k].Within >= i); k++ {
		if w := text.Points[k].Words; w.Len() > 0 {
			all = append(all, w)
		}
	}
	return all
}
