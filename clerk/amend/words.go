package amend

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// Words are those of spans as a form has them: with … between pieces, and each run of
// space one.
func Words(r *parley.Report, spans []parley.Span) string {
	var all []string
	for _, s := range spans {
		all = append(all, strings.Join(strings.Fields(r.Quote(s)), " "))
	}
	return strings.Join(all, " … ")
}

// At is where spans stand, as a form has it.
func At(spans []parley.Span) string {
	var all []string
	for _, s := range spans {
		all = append(all, fmt.Sprintf("%d-%d", s.Start, s.End))
	}
	return strings.Join(all, " ")
}

// words are spans: by where they stand or else by the words, which stay where they
// are as long as they read the same.
func (w *work) words(name, label string, at *[]parley.Span) {
	r := &w.filing.Record.Report
	was := Words(r, *at)
	w.fields = append(w.fields, Field{Name: name, Label: label, Sort: SortWords, Values: []string{was}, At: At(*at), Shown: was})
	to, has := w.given(name)
	places, placed := w.given(name + "-at")
	var spans []parley.Span
	var err error
	switch {
	case placed && places != "" && places != At(*at):
		spans, err = parseAt(r.Text, places)
	case has && to != was:
		spans, err = Find(r, to, w.near)
	default:
		return
	}
	w.trouble(err)
	if !slices.Equal(spans, *at) {
		change(w, name, at, spans)
	}
}

// span is words in one piece.
func (w *work) span(name, label string, at *parley.Span) {
	var spans []parley.Span
	if *at != (parley.Span{}) {
		spans = []parley.Span{*at}
	}
	before := slices.Contains(w.Fields, name)
	w.words(name, label, &spans)
	if !before && slices.Contains(w.Fields, name) {
		*at = parley.Span{}
		if len(spans) > 0 {
			*at = parley.Hull(spans)
		}
	}
}

// parseAt reads spans as "12-45 60-71", without the space at their ends.
func parseAt(text, places string) (spans []parley.Span, err error) {
	for place := range strings.FieldsSeq(places) {
		from, to, _ := strings.Cut(place, "-")
		start, err1 := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || start < 0 || end <= start || end > len(text) {
			return nil, fmt.Errorf("%q is no place in a report of %d bytes: %w", place, len(text), parley.ErrInvalid)
		}
		quote := text[start:end]
		end -= len(quote) - len(strings.TrimRight(quote, " \t\r\n"))
		start += len(quote) - len(strings.TrimLeft(quote, " \t\r\n"))
		if start < end {
			spans = append(spans, parley.Span{Start: start, End: end})
		}
	}
	slices.SortFunc(spans, parley.Span.Compare)
	for i := range spans[min(1, len(spans)):] {
		if spans[i+1].Start < spans[i].End {
			return nil, fmt.Errorf("two pieces of %q overlap: %w", places, parley.ErrInvalid)
		}
	}
	return spans, nil
}

// mostWords is how long words that are looked for may be.
const mostWords = 20_000

// Find is where words stand in a report, each piece between … nearest to a place;
// how much space is between words does not count.
func Find(r *parley.Report, words string, near int) (spans []parley.Span, err error) {
	if len(words) > mostWords {
		return nil, fmt.Errorf("%d bytes of words to look for, want %d at most: %w", len(words), mostWords, parley.ErrInvalid)
	}
	for piece := range strings.SplitSeq(words, "…") {
		all := strings.Fields(piece)
		if len(all) == 0 {
			continue
		}
		for i := range all {
			all[i] = regexp.QuoteMeta(all[i])
		}
		pattern, err := regexp.Compile(strings.Join(all, `\s+`))
		if err != nil {
			return nil, fmt.Errorf("looking for “%s”: %v: %w", strings.TrimSpace(piece), err, parley.ErrInvalid)
		}
		best := parley.Span{Start: -1}
		for _, m := range pattern.FindAllStringIndex(r.Text, -1) {
			if best.Start < 0 || abs(m[0]-near) < abs(best.Start-near) {
				best = parley.Span{Start: m[0], End: m[1]}
			}
		}
		if best.Start < 0 {
			return nil, fmt.Errorf("the report does not have the words “%s”: %w", strings.TrimSpace(piece), parley.ErrNotFound)
		}
		spans = append(spans, best)
	}
	slices.SortFunc(spans, parley.Span.Compare)
	return spans, nil
}

func abs(n int) int { return max(n, -n) }
