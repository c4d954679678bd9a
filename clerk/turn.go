package clerk

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"parley"
)

// withTurns reads the labels of a transcript, which is no prose: each is a mention
// of a person, the same as the last label of the same words, and says what stands
// behind it up to the next. Readings of other reports stay as they are.
func withTurns(reading *parley.Reading) *parley.Reading {
	report := reading.Report
	labels := labelsOf(reading)
	if len(labels) == 0 {
		return reading
	}
	with := *reading
	with.Attributions = slices.DeleteFunc(slices.Clone(reading.Attributions), func(a parley.Attribution) bool {
		cue := parley.Hull(a.Cue)
		k, _ := slices.BinarySearchFunc(labels, cue.Start, func(l label, at int) int { return l.colon.End - at - 1 })
		return k < len(labels) && labels[k].colon.Overlaps(cue)
	})
	last := map[string]parley.Span{} // by the words of a label
	antecedent := map[parley.Span]parley.Span{}
	var added []parley.Mention
	ends := endsOf(reading, labels)
	for i, l := range labels {
		content := parley.Span{Start: l.words, End: ends[i]}
		if content.Len() <= 0 || l.sort == stranger {
			continue
		}
		a := parley.Attribution{Source: []parley.Span{l.who}, Cue: []parley.Span{l.colon}, Content: []parley.Span{content}, IsTurn: true, Confidence: 1}
		with.Attributions = append(with.Attributions, a)
		if l.sort != somebody {
			continue // who asks is not always the same
		}
		if before, ok := last[report.Quote(l.who)]; ok {
			antecedent[l.who] = before
		}
		last[report.Quote(l.who)] = l.who
		if reading.MentionAt(l.who) < 0 {
			added = append(added, parley.Mention{Span: l.who, Form: parley.MentionName, Kind: parley.EntityPerson})
		}
	}
	slices.SortStableFunc(with.Attributions, func(a, b parley.Attribution) int {
		return slices.CompareFunc(a.Cue, b.Cue, parley.Span.Compare)
	})
	with.Mentions, with.Antecedents = mentionsWith(reading, added)
	for who, before := range antecedent {
		with.Antecedents[with.MentionAt(who)] = with.MentionAt(before)
	}
	return &with
}

// endsOf are where the turns of labels end: before the next label, white space aside. In a
// report that tells of speech in quotation marks and sets a few lines so a turn ends with
// its line, and so does the last where the labels begin late or stand amid prose: what
// follows is prose.
func endsOf(reading *parley.Reading, labels []label) []int {
	text := reading.Report.Text
	isReport := tellsOfSpeech(reading)
	isLate := len(reading.Report.Timed) == 0 && (3*labels[0].Start > len(text) || isAmidProse(text, labels))
	ends := make([]int, len(labels))
	for i, l := range labels {
		end := len(text)
		if i+1 < len(labels) {
			end = labels[i+1].Start
		}
		if isReport || isLate && i+1 == len(labels) {
			if n := strings.IndexByte(text[l.words:max(l.words, end)], '\n'); n >= 0 {
				end = l.words + n
			}
		}
		ends[i] = max(l.words, len(strings.TrimRightFunc(text[:end], unicode.IsSpace)))
	}
	return ends
}

// isAmidProse reports whether prose stands before the first of labels and more lines than one
// behind the turn of the last, while each turn before it is of one line.
func isAmidProse(text string, labels []label) bool {
	const few, most = 2, 3 // lines
	sentences := 0
	for line := range strings.Lines(text[:labels[0].Start]) {
		if strings.ContainsAny(line[max(0, len(strings.TrimRight(line, " \n\r”\"’'"))-1):], ".?!") {
			sentences++
		}
	}
	for i, l := range labels[:len(labels)-1] {
		if strings.Contains(strings.TrimSpace(text[l.words:max(l.words, labels[i+1].Start)]), "\n") {
			return false
		}
	}
	behind := 0
	for line := range strings.Lines(text[labels[len(labels)-1].words:]) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if behind++; behind > 1 && firstPerson.MatchString(inMarks.ReplaceAllString(line, "")) {
			return false // the answer goes on
		}
	}
	return len(labels) > few && sentences >= few && behind > most
}

var (
	inMarks     = regexp.MustCompile(`“[^”]*(?:”|$)|"[^"]*(?:"|$)|‘[^’]*’`)
	firstPerson = regexp.MustCompile(`\b(?:I|I’m|[Ww]e|[Mm]y|[Oo]ur)\b`)
)

// tellsOfSpeech reports whether one line in eight of a report has words that somebody says
// in quotation marks, as hardly any of a transcript has.
func tellsOfSpeech(reading *parley.Reading) bool {
	text := reading.Report.Text
	if len(reading.Report.Timed) > 0 {
		return false
	}
	var lines []int // where each that is not empty begins
	at := 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			lines = append(lines, at)
		}
		at += len(line)
	}
	quoted := map[int]bool{}
	for _, a := range reading.Attributions {
		if len(a.Source) == 0 || len(a.Content) == 0 {
			continue
		}
		first := a.Content[0].Start
		if before := text[:first]; strings.HasSuffix(before, "“") || strings.HasSuffix(before, `"`) || strings.HasSuffix(before, "‘") || strings.HasSuffix(before, "«") {
			k, _ := slices.BinarySearch(lines, first+1)
			quoted[k] = true
		}
	}
	return 8*len(quoted) > len(lines)
}

// mentionsWith puts more mentions among those of reading, and leads the
// antecedents to where they stand now.
func mentionsWith(reading *parley.Reading, added []parley.Mention) ([]parley.Mention, []int) {
	all := slices.Concat(reading.Mentions, added)
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return all[i].Compare(all[j].Span) })
	place := make([]int, len(all)) // where each of all stands now
	mentions := make([]parley.Mention, len(all))
	for n, i := range order {
		place[i], mentions[n] = n, all[i]
	}
	antecedents := slices.Repeat([]int{-1}, len(all))
	for i, before := range reading.Antecedents {
		if before >= 0 && place[before] < place[i] { // one whose name was cut begins later
			antecedents[place[i]] = place[before]
		}
	}
	return mentions, antecedents
}
