package clerk

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// label is a line that opens with whose turn it is in a transcript: "ODA: We do.",
// "President of Norland Ada Lind: Welcome.", "Q  Will you sign it?"
var label = regexp.MustCompile(`(?m)^[ \t]*(?:(\p{Lu}[\p{L}\p{N}.’'-]*(?:[ \t]+(?:\p{Lu}[\p{L}\p{N}.’'-]*|of|the|for|and|to|de|al)){0,12}(?:[ \t]*\([^()\n]*\))?)[ \t]*:|(Q)[ \t])\s*`)

// others are what labels call those whom they do not name, in small letters.
var others = strings.Fields(`q question questions reporter remark response answer moderator operator interviewer host audience`)

// noLabels open lines with a colon that are nobody's turn, in small letters.
var noLabels = strings.Fields(`related more read watch opinion editorial story photo video correction note update contributing source subject
monday tuesday wednesday thursday friday saturday sunday`)

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
		return slices.ContainsFunc(labels, func(l turnLabel) bool { return l.colon.Overlaps(parley.Hull(a.Cue)) })
	})
	last := map[string]parley.Span{} // by the words of a label
	antecedent := map[parley.Span]parley.Span{}
	var added []parley.Mention
	isReport := tellsOfSpeech(reading, labels)
	for i, l := range labels {
		end := len(report.Text)
		if i+1 < len(labels) {
			end = labels[i+1].Start
		}
		if n := strings.IndexByte(report.Text[l.words:end], '\n'); n >= 0 && isReport {
			end = l.words + n
		}
		content := parley.Span{Start: l.words, End: max(l.words, len(strings.TrimRight(report.Text[:end], " \t\r\n")))}
		if content.Len() == 0 {
			continue
		}
		a := parley.Attribution{Source: []parley.Span{l.who}, Cue: []parley.Span{l.colon}, Content: []parley.Span{content}, IsTurn: true, Confidence: 1}
		with.Attributions = append(with.Attributions, a)
		if before, ok := last[report.Quote(l.who)]; ok {
			antecedent[l.who] = before
		}
		if l.isOther {
			continue // who asks is not always the same
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

// A turnLabel is the opening of a turn: the words of the label, in them who it names, the
// colon, and where what is said begins.
type turnLabel struct {
	parley.Span
	who     parley.Span
	colon   parley.Span
	words   int
	isName  bool // the reader found a person in it
	isOther bool // it names nobody: QUESTION
}

// labelsOf are the labels of a report that is a transcript: one with time codes, one in
// which somebody speaks again behind another, or one that tells the office of who speaks.
// Of other reports there are none.
func labelsOf(reading *parley.Reading) []turnLabel {
	report := reading.Report
	people := namesOf(reading)
	var all []turnLabel
	for _, at := range label.FindAllStringSubmatchIndex(report.Text, -1) {
		l := turnLabel{words: at[1]}
		if at[2] >= 0 {
			l.Span = parley.Span{Start: at[2], End: at[3]}
			colon := at[3] + strings.IndexByte(report.Text[at[3]:], ':')
			l.colon = parley.Span{Start: colon, End: colon + 1}
		} else {
			l.Span = parley.Span{Start: at[4], End: at[5]}
			l.colon = l.Span
		}
		first, _, _ := strings.Cut(strings.ToLower(report.Quote(l.Span)), " ")
		if slices.Contains(noLabels, first) {
			continue
		}
		l.isOther = slices.Contains(others, first)
		l.who, l.isName = named(reading, l.Span)
		if len(report.Timed) > 0 || l.isName || l.isOther || isTitled(report.Quote(l.Span)) || people.has(report.Quote(l.Span)) {
			all = append(all, l)
		}
	}
	if len(report.Timed) > 0 || alternates(report, all) {
		return all
	}
	if slices.ContainsFunc(all, func(l turnLabel) bool { return l.isName && tellsOffice(report.Quote(l.Span)) }) {
		return slices.DeleteFunc(all, func(l turnLabel) bool { return !l.isName })
	}
	return nil
}

// tellsOfSpeech reports whether the words behind the labels of a report tell of speech in
// quotation marks, as those of a transcript hardly do: a report in which a few words are
// set as one. A turn of it ends with its line.
func tellsOfSpeech(reading *parley.Reading, labels []turnLabel) bool {
	text := reading.Report.Text[labels[0].Start:]
	lines, quoted := 0, map[int]bool{} // where a line begins
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			lines++
		}
	}
	for _, a := range reading.Attributions {
		first := a.Content[0].Start
		if before := reading.Report.Text[:first]; first > labels[0].Start && len(a.Source) > 0 && (strings.HasSuffix(before, "“") || strings.HasSuffix(before, "\"")) {
			quoted[strings.LastIndexByte(before, '\n')] = true
		}
	}
	return 6*len(quoted) > lines
}

// isTitled reports whether a label in capitals tells an office or how somebody is called:
// "MS. LIND", "THE PRESIDENT", "SENIOR OFFICIAL".
func isTitled(words string) bool {
	return words == strings.ToUpper(words) && slices.ContainsFunc(strings.Fields(strings.ToLower(words)), func(w string) bool {
		return slices.Contains(calls, strings.TrimSuffix(w, "."))
	})
}

// calls are words of offices and of address, in small letters.
var calls = strings.Fields(`mr mrs ms dr sir president premier minister chancellor secretary senator sen rep governor gov general ambassador
official aide admiral king queen prince lady speaker administrator spokesman spokeswoman spokesperson`)

// knownNames are the last words of the names of people, and their initials, in capitals.
type knownNames map[string]bool

func namesOf(reading *parley.Reading) knownNames {
	all := knownNames{}
	for _, m := range reading.Mentions {
		words := strings.Fields(reading.Report.Quote(m.Span))
		if m.Kind != parley.EntityPerson || m.Form != parley.MentionName || len(words) == 0 {
			continue
		}
		initials := ""
		for _, w := range words {
			r, _ := utf8.DecodeRuneInString(w)
			initials += string(unicode.ToUpper(r))
		}
		all[strings.ToUpper(words[len(words)-1])] = true
		all[initials] = all[initials] || len(words) > 1
	}
	return all
}

// has reports whether a label in capitals is of one of the people.
func (k knownNames) has(words string) bool {
	before, _, _ := strings.Cut(words, "(")
	all := strings.Fields(before)
	return len(all) > 0 && words == strings.ToUpper(words) && k[all[len(all)-1]]
}

// named is the last person that a label names, or else the label.
func named(reading *parley.Reading, span parley.Span) (parley.Span, bool) {
	who, isName := span, false
	first, _ := slices.BinarySearchFunc(reading.Mentions, span.Start, func(m parley.Mention, start int) int { return m.Start - start })
	for _, m := range reading.Mentions[first:] {
		if m.Start >= span.End {
			break
		}
		if m.Kind == parley.EntityPerson && m.Form == parley.MentionName && m.End <= span.End {
			who, isName = m.Span, true
		}
	}
	return who, isName
}

// alternates reports whether one of the labels comes again behind another.
func alternates(report *parley.Report, all []turnLabel) bool {
	seen := map[string]int{} // where a label came last
	for i, l := range all {
		words := report.Quote(l.who)
		if at, ok := seen[words]; ok && at < i-1 {
			return true
		}
		seen[words] = i
	}
	return false
}

// tellsOffice reports whether a label has an office in it: "President of Norland Ada Lind".
func tellsOffice(words string) bool {
	_, behind, ok := strings.Cut(words, " of ")
	return ok && strings.Count(behind, " ") >= 2
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
