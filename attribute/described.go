package attribute

import (
	"slices"
	"sort"
	"strings"

	"parley"
)

// describeExhibits fills what the places where an exhibit is named tell of it.
func (a *account) describeExhibits() {
	for _, n := range a.namings {
		x := &a.exhibits[n.exhibit]
		if x.Entity == "" {
			if x.Entity = a.documentAt(n); x.Entity != "" {
				a.byEntity[x.Entity] = n.exhibit
			}
		}
		if x.ObtainedBy == "" && n.holder.entity != "" {
			x.ObtainedBy = n.holder.entity
			x.Reasons = append(x.Reasons, parley.Reason{Field: "obtained_by", Rule: "who is said to have got hold of it or shown it", Table: n.holder.table, Words: []parley.Span{n.holder.words}})
		}
		if x.Date == (parley.Date{}) {
			a.dateExhibit(x, n)
		}
		if x.Duration == "" {
			a.timeExhibit(x, n)
		}
		a.peopleExhibit(x, n)
	}
}

// findVoices adds to an exhibit that can be heard, and of which the report does
// not say who is in it, whoever makes the first statement that rests on it, and
// to whom.
func (a *account) findVoices() {
	for _, s := range a.statements {
		if len(s.Chain) == 0 {
			continue
		}
		hop := s.Chain[len(s.Chain)-1]
		if hop.Exhibit == "" {
			continue
		}
		x := a.exhibit(hop.Exhibit)
		if !isHeard(x.Kind) || len(x.Participants) > 1 {
			continue
		}
		for _, id := range append([]string{s.Speaker}, s.Addressees...) {
			if k := a.kind(id); k == parley.EntityPerson || k == parley.EntityGroup {
				a.takesPart(x, id, "it has a statement of or to them", parley.Hull(s.Cue))
			}
		}
	}
}

// documentAt is the entity of the mention whose words are n's.
func (a *account) documentAt(n naming) string {
	from, to := mentionsIn(a.reading, parley.Span{Start: n.phrase.Start, End: n.noun.End})
	for i := from; i < to; i++ {
		m := a.reading.Mentions[i]
		if e := entity(a.cast, i); e != "" && m.Contains(n.noun) && a.kind(e) == parley.EntityDocument {
			return e
		}
	}
	return ""
}

// dating are the words that stand between an exhibit and its date.
var dating = set(`dated from recorded made on of posted sent written late early`)

// dateExhibit takes the date that stands in the phrase ("the 14 October
// recording") or behind it after "dated" or the like.
func (a *account) dateExhibit(x *parley.Exhibit, n naming) {
	dates := a.cast.Dates
	from := sort.Search(len(dates), func(i int) bool { return dates[i].Span.Start >= n.sentence.Start })
	for _, d := range dates[from:] {
		if d.Span.Start >= n.sentence.End {
			break
		}
		if n.phrase.Contains(d.Span) || d.Span.Start >= n.noun.End && a.isDating(a.words(parley.Span{Start: n.noun.End, End: d.Span.Start})) {
			x.Date = d
			x.Reasons = append(x.Reasons, parley.Reason{Field: "date", Rule: "the date that stands with it", Words: []parley.Span{d.Span}})
			return
		}
	}
	behind := a.words(parley.Span{Start: n.noun.End, End: min(n.sentence.End, n.noun.End+reach)})
	if len(behind) < 2 || behind[0].text != "dated" {
		return
	}
	last := 0
	for last+1 < len(behind) && last < 3 && isSpace(strings.Trim(a.between(behind[last].Span, behind[last+1].Span), ".")) && looksLikeDate(behind[last+1].text) {
		last++
	}
	if last > 0 {
		x.Date.Span = parley.Span{Start: behind[1].Start, End: behind[last].End}
		x.Reasons = append(x.Reasons, parley.Reason{Field: "date", Rule: "the words behind “dated”", Words: []parley.Span{x.Date.Span}})
	}
}

func (a *account) isDating(words []token) bool {
	return len(words) > 0 && len(words) <= 2 && dating[words[0].text] && dating[words[len(words)-1].text]
}

var months = set(`jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august
	september october november december`)

func looksLikeDate(w string) bool { return months[w] || w[0] >= '0' && w[0] <= '9' }

// numbers are those that reports give lengths of time in.
var numbers = map[string]string{
	"a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90",
}

var units = map[string]string{"second": "S", "minute": "M", "hour": "H"}

// timeExhibit takes the duration from the phrase: "the five-minute conversation".
func (a *account) timeExhibit(x *parley.Exhibit, n naming) {
	var parts []token
	for _, w := range a.words(n.phrase) {
		for part := range strings.SplitSeq(w.text, "-") {
			parts = append(parts, token{w.Span, part})
		}
	}
	for i := range len(parts) - 1 {
		number, unit := parts[i].text, units[strings.TrimSuffix(parts[i+1].text, "s")]
		if n := numbers[number]; n != "" {
			number = n
		}
		if unit != "" && isDigits(number) {
			x.Duration = "PT" + number + unit
			words := parley.Span{Start: parts[i].Start, End: parts[i+1].End}
			x.Reasons = append(x.Reasons, parley.Reason{Field: "duration", Rule: "a length of time in its phrase", Words: []parley.Span{words}})
			return
		}
	}
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// peopleExhibit adds who is heard, seen or writing in it: whom it is said to
// capture, and the author of a paper or post, who says something in it.
func (a *account) peopleExhibit(x *parley.Exhibit, n naming) {
	switch x.Kind {
	case parley.ExhibitPost, parley.ExhibitDocument:
		a.author(x, n)
	default:
		a.captured(x, n)
	}
}

// author takes whoever the phrase says it belongs to, or else speaks in the
// sentence by way of it.
func (a *account) author(x *parley.Exhibit, n naming) {
	if len(x.Participants) > 0 {
		return
	}
	if id, at := a.firstIn(parley.Span{Start: n.phrase.Start, End: n.noun.Start}); id != "" && a.kind(id) == parley.EntityPerson && at.Start == n.phrase.Start {
		a.takesPart(x, id, "whose it is", at)
		return
	}
	before := a.words(parley.Span{Start: n.sentence.Start, End: n.phrase.Start})
	if len(before) == 0 || !slices.Contains([]string{"in", "on", "via"}, before[len(before)-1].text) {
		return
	}
	from, to := a.statementsIn(n.sentence)
	for _, s := range a.statements[from:to] {
		if canAnswer[a.kind(s.Speaker)] && s.Within == "" && !parley.Covers(s.Content, n.noun) && len(s.Source) > 0 {
			a.takesPart(x, s.Speaker, "speaks in it", s.Source[0])
			return
		}
	}
}

// capturing and company are the words before those who are in a recording: what
// it does, and with whom they speak.
var (
	capturing = set(`captures captured capturing features featured featuring shows showed showing records of between which where hears`)
	talks     = set(`call conversation meeting exchange interview testimony discussion captures captured capturing`)
	company   = set(`with and telling tells told tell asking asks urging between`)
)

// captured takes the person that follows closely upon "captures", "of a call
// between" and the like, and with whom that one speaks.
func (a *account) captured(x *parley.Exhibit, n naming) {
	from, to := mentionsIn(a.reading, parley.Span{Start: n.noun.End, End: n.sentence.End})
	last := n.noun // what the next mention must follow closely
	for i := from; i < to; i++ {
		m, id := a.reading.Mentions[i], entity(a.cast, i)
		if m.Start < last.End || id == "" || a.kind(id) != parley.EntityPerson && a.kind(id) != parley.EntityGroup {
			continue
		}
		between := a.words(parley.Span{Start: last.End, End: m.Start})
		if len(between) == 0 || len(between) > 8 || a.isOwner(m) || strings.ContainsAny(a.text[last.End:m.Start], "“”\"\n") {
			return
		}
		rule := "whom it is said to capture"
		if last == n.noun {
			if !isCapturing(between) {
				return
			}
		} else if rule = "with whom those in it speak"; !isCompany(between) {
			return
		}
		a.takesPart(x, id, rule, m.Span)
		last = m.Span
	}
}

// isOwner reports whether something of m is spoken of, not m: "Lind's aides".
func (a *account) isOwner(m parley.Mention) bool {
	words := strings.ReplaceAll(a.text[m.Start:min(len(a.text), m.End+len("’s"))], "’", "'")
	return strings.HasSuffix(words, "'s") || m.Form == parley.MentionPronoun && determiners[strings.ToLower(a.text[m.Start:m.End])]
}

// isCapturing reports whether the words before a mention, a title left out, say
// that a recording is of it: it follows at once, or behind talk of a call.
func isCapturing(before []token) bool {
	last := len(before) - 1
	if !capturing[before[last].text] && (last == 0 || !capturing[before[last-1].text]) {
		return false
	}
	return len(before) <= 3 || slices.ContainsFunc(before, func(w token) bool { return talks[w.text] })
}

// isCompany reports whether the words before a mention say that somebody speaks
// with it.
func isCompany(before []token) bool {
	last := before[len(before)-1].text
	if last == "the" && len(before) > 1 {
		before = before[:len(before)-1]
		last = before[len(before)-1].text
	}
	if last == "to" && len(before) > 1 {
		verb := before[len(before)-2].text
		return strings.HasPrefix(verb, "speak") || strings.HasPrefix(verb, "talk")
	}
	return company[last]
}

// mostPeople keeps an exhibit with a crowd in it, of which a hostile text may
// make much, from a list that is searched for each of its statements.
const mostPeople = 200

// takesPart adds a participant, with the reason.
func (a *account) takesPart(x *parley.Exhibit, id, rule string, words parley.Span) {
	if len(x.Participants) >= mostPeople || slices.Contains(x.Participants, id) {
		return
	}
	x.Participants = append(x.Participants, id)
	x.Reasons = append(x.Reasons, parley.Reason{Field: "participants", Rule: rule, Words: []parley.Span{words}})
}
