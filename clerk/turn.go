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
// its line, and so does the last where the labels begin late: what follows is prose.
func endsOf(reading *parley.Reading, labels []label) []int {
	text := reading.Report.Text
	isReport := tellsOfSpeech(reading)
	isLate := len(reading.Report.Timed) == 0 && 3*labels[0].Start > len(text)
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
		if before >= 0 {
			antecedents[place[i]] = place[before]
		}
	}
	return mentions, antecedents
}

// A label is the opening of a turn: its words, in them who they name, the colon, and where
// what is said begins.
type label struct {
	parley.Span
	who   parley.Span
	colon parley.Span
	words int
	sort  labelSort
}

type labelSort int

const (
	stranger labelSort = iota // nobody knows whom it names: it only ends the turn before it
	nobody                    // it names nobody: QUESTION
	somebody
)

// labelLine is a line that opens with whose turn it is: "ODA: We do.", "President of Norland
// Ada Lind: Welcome.", "Q  Will you sign it?"
var labelLine = regexp.MustCompile(`(?m)^[ \t]*(?:(\p{Lu}[\p{L}\p{N}.’'-]*(?:[ \t]+(?:[\p{Lu}\p{N}][\p{L}\p{N}.’'-]*|of|the|for|and|to|de|al|el|von|van|der|den|bin|ibn|da|di|du|del|la|le|dos|ben|abu)){0,12}(?:[ \t]*\([^()\n]*\))?)[ \t]*:|(Q)(?:\.|[ \t])|(A)\.)[\s\x{A0}]*`)

// others are what labels call those whom they do not name, in small letters.
var others = strings.Fields(`q a question questions reporter remark response answer moderator operator interviewer host audience`)

// noLabels open lines with a colon that are nobody's turn, in small letters.
var noLabels = strings.Fields(`related more read watch opinion editorial story photo video correction note update contributing source subject
monday tuesday wednesday thursday friday saturday sunday`)

// labelsOf are the labels of a report that is a transcript: one with time codes, one in
// which somebody speaks again behind another, or one that tells the office of who speaks.
// Of other reports there are none.
func labelsOf(reading *parley.Reading) []label {
	report := reading.Report
	people := namesOf(reading)
	var all []label
	for _, at := range labelLine.FindAllStringSubmatchIndex(report.Text, -1) {
		l := label{words: at[1]}
		for k := 2; k < len(at); k += 2 {
			if at[k] >= 0 {
				l.Span = parley.Span{Start: at[k], End: at[k+1]}
			}
		}
		l.colon = l.Span // of "Q" alone
		if at[2] >= 0 {
			colon := l.End + strings.IndexByte(report.Text[l.End:], ':')
			l.colon = parley.Span{Start: colon, End: colon + 1}
		}
		words, _, _ := strings.Cut(report.Quote(l.Span), "(") // "LIND (via interpreter)"
		words = strings.TrimSpace(words)
		first, _, _ := strings.Cut(strings.ToLower(words), " ")
		if slices.Contains(noLabels, first) {
			continue
		}
		l.who = parley.Span{Start: l.Start, End: l.Start + len(words)}
		switch person, isNamed := named(reading, l.who); {
		case isNamed:
			l.who, l.sort = person, somebody
		case slices.Contains(others, strings.TrimSuffix(first, ".")):
			l.sort = nobody
		case len(report.Timed) > 0 || isTitled(words) || people.has(words):
			l.sort = somebody
		}
		all = append(all, l)
	}
	settle(report, all)
	if len(report.Timed) > 0 || alternates(report, all) {
		return all
	}
	isOffice := func(l label) bool { return l.sort == somebody && l.Start > 0 && tellsOffice(report.Quote(l.Span)) }
	if slices.ContainsFunc(all, isOffice) {
		return slices.DeleteFunc(all, func(l label) bool { return l.sort != somebody || l.Start == 0 })
	}
	return nil
}

// settle makes somebody of each stranger whose label is, word for word, also that of somebody.
func settle(report *parley.Report, all []label) {
	known := map[string]label{}
	for _, l := range all {
		if l.sort == somebody {
			known[report.Quote(l.Span)] = l
		}
	}
	for i, l := range all {
		if k, ok := known[report.Quote(l.Span)]; ok && l.sort == stranger {
			all[i].sort = somebody
			all[i].who = parley.Span{Start: l.Start + k.who.Start - k.Start, End: l.Start + k.who.End - k.Start}
		}
	}
}

// named is the last person that a label names, or else the body whose name it is.
func named(reading *parley.Reading, span parley.Span) (who parley.Span, isNamed bool) {
	first, _ := slices.BinarySearchFunc(reading.Mentions, span.Start, func(m parley.Mention, start int) int { return m.Start - start })
	for _, m := range reading.Mentions[first:] {
		if m.Start >= span.End {
			break
		}
		if m.Form == parley.MentionName && (m.Span == span || m.Kind == parley.EntityPerson && m.End <= span.End) {
			who, isNamed = m.Span, true
		}
	}
	return who, isNamed
}

// alternates reports whether somebody whom a label names has one again behind another's,
// strangers aside.
func alternates(report *parley.Report, all []label) bool {
	seen := map[string]int{} // where a label came last
	n := 0
	for _, l := range all {
		if l.sort == stranger {
			continue
		}
		words := report.Quote(l.who)
		if at, ok := seen[words]; ok && at < n-1 && l.sort == somebody {
			return true
		}
		seen[words] = n
		n++
	}
	return false
}
