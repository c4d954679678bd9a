package attribute

import (
	"slices"
	"strings"
	"unicode"

	"parley"
)

// whenSaid gives statements the time at which they were made, where the cue's
// own clause has one: "On Tuesday, Lind announced", "told reporters on Friday".
// A time in somebody's content is not when that was said.
func whenSaid(reading *parley.Reading, cast *parley.Cast, statements []parley.Statement) {
	nesting := parley.NewNesting(reading.Attributions)
	for i := range statements {
		s := &statements[i]
		for _, d := range near(cast.Dates, parley.Hull(s.Cue)) {
			if !isWhen(reading.Report, nesting, statements, i, d) {
				continue
			}
			s.Said = d
			s.Reasons = append(s.Reasons, parley.Reason{Field: "said", Rule: "time in the clause of the cue", Words: []parley.Span{d.Span}})
			break
		}
	}
}

// nearBytes is how far from its cue a time may stand.
const nearBytes = 250

// near lists the dates that lie about cue, the nearest first.
func near(dates []parley.Date, cue parley.Span) []parley.Date {
	first, _ := slices.BinarySearchFunc(dates, cue.Start-nearBytes, func(d parley.Date, start int) int { return d.Span.Start - start })
	var all []parley.Date
	for _, d := range dates[first:] {
		if d.Span.Start > cue.End+nearBytes {
			break
		}
		if !d.Span.Overlaps(cue) {
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(a, b parley.Date) int { return apart(a.Span, cue) - apart(b.Span, cue) })
	return all
}

func apart(s, t parley.Span) int { return max(s.Start, t.Start) - min(s.End, t.End) }

// isWhen reports whether d tells when statement i was made.
func isWhen(r *parley.Report, nesting *parley.Nesting, statements []parley.Statement, i int, d parley.Date) bool {
	s := statements[i]
	cue := parley.Hull(s.Cue)
	between := parley.Span{Start: min(cue.End, d.Span.End), End: max(cue.Start, d.Span.Start)}
	if strings.Contains(r.Text[between.Start:between.End], "\n") { // as that of front matter
		return false
	}
	if isStretch(r, d) || overlapsAny(s.Content, d.Span) || overlapsAny(s.Source, d.Span) || overlapsAny(s.Content, between) ||
		!slices.Equal(nesting.Around(d.Span), nesting.Around(cue)) {
		return false
	}
	for _, k := range []int{i - 1, i + 1} { // another's cue lies nearer
		if k >= 0 && k < len(statements) && between.Overlaps(parley.Hull(statements[k].Cue)) {
			return false
		}
	}
	if cue.End <= d.Span.Start {
		return isShort(r.Text[between.Start:between.End], longestWay)
	}
	way := between.Start
	rest := ""
	follows := false // the time stands right behind the source
	for _, source := range s.Source {
		if between.Contains(source) && way <= source.Start {
			rest += r.Text[way:source.Start] + " "
			way = source.End
		}
		follows = follows || source.End <= d.Span.Start && strings.Trim(r.Text[source.End:d.Span.Start], " ,") == ""
	}
	rest += r.Text[way:between.End]
	return isShort(rest, longestRest) && (follows || opensClause(r.Text[:d.Span.Start]))
}

// isStretch reports whether d is a time up to or from which something was.
func isStretch(r *parley.Report, d parley.Date) bool {
	first, _, _ := strings.Cut(r.Quote(d.Span), " ")
	switch strings.ToLower(first) {
	case "since", "until", "till", "by", "through", "from", "between", "throughout":
		return true
	}
	return strings.Contains(d.EDTF, "..")
}

func overlapsAny(spans []parley.Span, span parley.Span) bool {
	return slices.ContainsFunc(spans, span.Overlaps)
}

const (
	longestWay  = 10 // words from the cue to a time behind it: "in a statement to the Herald"
	longestRest = 4  // words from a time to the cue behind it, the source aside: "also"
)

// breaks are words after which another clause or another event begins.
var breaks = strings.Fields("who whom which that after before following when while because as if where during ahead until since whose although")

// isShort reports whether way has at most so many words and stays in one clause.
func isShort(way string, most int) bool {
	fields := strings.Fields(way)
	if len(fields) > most {
		return false
	}
	for k, f := range fields {
		word := strings.ToLower(strings.TrimFunc(f, unicode.IsPunct))
		switch {
		case slices.Contains(breaks, word), strings.ContainsAny(f, ";:“”\""):
			return false
		case strings.HasSuffix(f, ".") && (len(word) > 3 || f == strings.ToLower(f)):
			return false // a sentence ends
		case word == "and" && k > 0 && strings.HasSuffix(fields[k-1], ","):
			return false
		}
	}
	return true
}

// openers begin a clause that says where or when: "Speaking in Norhaven on Monday".
var openers = strings.Fields("in at on speaking and but then late early earlier")

// opensClause reports whether a clause begins right behind before, or a few
// words back with one of the openers.
func opensClause(before string) bool {
	line := strings.TrimRight(before[max(0, len(before)-80):], " ")
	if line == "" || strings.HasSuffix(line, "\n") {
		return true
	}
	if strings.ContainsAny(line[len(line)-1:], ".!?,;:)\"") || strings.HasSuffix(line, "”") || strings.HasSuffix(line, "—") || strings.HasSuffix(line, "–") {
		return !strings.HasSuffix(line, ",") || isMain(line)
	}
	start := max(strings.LastIndex(line, ". "), strings.LastIndex(line, "\n"), strings.LastIndex(line, "” "))
	if start < 0 && len(before) > len(line) && len(before) > 80 {
		return false
	}
	clause := strings.Fields(line[start+1:])
	if len(clause) == 0 || len(clause) > 8 {
		return false
	}
	return slices.Contains(openers, strings.ToLower(clause[0])) && isShort(strings.Join(clause, " "), 8)
}

// isMain reports whether the comma that line ends in closes no clause that a
// time behind it would belong to.
func isMain(line string) bool {
	fields := strings.Fields(line)
	for _, f := range fields[max(0, len(fields)-4):] {
		if slices.Contains(breaks, strings.ToLower(f)) {
			return false
		}
	}
	return true
}
