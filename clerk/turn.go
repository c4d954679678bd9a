package clerk

import (
	"regexp"
	"slices"
	"strings"

	"parley"
)

// turn is a line of a transcript that begins with whose turn it is: "ODA: We do."
var turn = regexp.MustCompile(`(?m)^((?:\p{Lu}[\p{L}.’'-]*)(?: [\p{L}.’'-]+){0,3}):\s`)

// withTurns reads the labels of a transcript, which is no prose: each is a mention
// of a person, the same as the last label of the same words, and says what stands
// behind it up to the next. Readings of other reports stay as they are.
func withTurns(reading *parley.Reading) *parley.Reading {
	report := reading.Report
	labels := turn.FindAllStringSubmatchIndex(report.Text, -1)
	if len(report.Timed) == 0 || len(labels) == 0 {
		return reading
	}
	with := *reading
	with.Attributions = slices.Clone(reading.Attributions)
	last := map[string]parley.Span{} // by the words of a label
	antecedent := map[parley.Span]parley.Span{}
	var added []parley.Mention
	for i, at := range labels {
		label := parley.Span{Start: at[2], End: at[3]}
		end := len(report.Text)
		if i+1 < len(labels) {
			end = labels[i+1][0]
		}
		words := report.Text[label.End+1 : end]
		left := strings.TrimLeft(words, " \n")
		content := parley.Span{Start: end - len(left), End: end - len(left) + len(strings.TrimRight(left, " \n"))}
		if content.Len() == 0 {
			continue
		}
		if before, ok := last[report.Quote(label)]; ok {
			antecedent[label] = before
		}
		last[report.Quote(label)] = label
		if reading.MentionAt(label) < 0 {
			added = append(added, parley.Mention{Span: label, Form: parley.MentionName, Kind: parley.EntityPerson})
		}
		with.Attributions = append(with.Attributions, parley.Attribution{
			Source: []parley.Span{label}, Cue: []parley.Span{{Start: label.End, End: label.End + 1}}, Content: []parley.Span{content}, Confidence: 1})
	}
	slices.SortStableFunc(with.Attributions, func(a, b parley.Attribution) int {
		return slices.CompareFunc(a.Cue, b.Cue, parley.Span.Compare)
	})
	with.Mentions, with.Antecedents = mentionsWith(reading, added)
	for label, before := range antecedent {
		with.Antecedents[with.MentionAt(label)] = with.MentionAt(before)
	}
	return &with
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
		if before >= 0 {
			antecedents[place[i]] = place[before]
		}
	}
	return mentions, antecedents
}
