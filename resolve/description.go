package resolve

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"parley"
	"parley/internal/gazetteer"
)

// A describer finds whom the words of a description mean.
type describer struct {
	reading *parley.Reading
}

// Words before which a name is not what the description is about: a spokesman
// for Pfizer, a person who knows Trump.
var (
	prepositions = strings.Fields(`of for to in at from with by on across throughout about against near inside outside within under over
		between among behind around than as via through including like without since after before during despite beyond toward towards`)
	relatives = strings.Fields(`who whom whose that which where when`)
	// Prepositions that offices have.
	ofWords = strings.Fields(`of for`)
	// Words that may follow the name a description is about.
	selves = strings.Fields(`himself herself itself themselves alone`)
	joints = strings.Fields(`and or &`)
	// Words for what a body is, which may stand behind its name.
	sorts = strings.Fields(`group party movement organisation organization company firm militia`)
)

// head is the mention that description i is about: the name in "Donald Trump’s
// special envoy, Steve Witkoff", none in "a spokesman for Pfizer" or "Israeli
// officials". Persons come before others, then the first. A pronoun counts where
// it opens the description.
func (d *describer) head(i int) int {
	whole, inside := d.reading.Mentions[i], d.namesInside(i)
	isHead := func(m int) bool {
		return d.leads(whole.Span, m) && d.ends(whole.Span, m)
	}
	for _, person := range []bool{true, false} {
		for _, m := range inside {
			if (d.reading.Mentions[m].Kind == parley.EntityPerson) == person && isHead(m) {
				return m
			}
		}
	}
	return -1
}

// inCommas is the name that stands in commas right behind description i of a
// person: an envoy of the republic, Oda Lind, spoke. But in "an envoy, Oda Lind,
// and others" each may be somebody.
func (d *describer) inCommas(i int) int {
	const comma = ", "
	whole, mentions := d.reading.Mentions[i], d.reading.Mentions
	if kindOf(d.reading.Report.Quote(whole.Span)) != parley.EntityPerson || !strings.HasPrefix(d.reading.Report.Text[whole.End:], comma) {
		return -1
	}
	for j := i + 1; j < len(mentions) && mentions[j].Start <= whole.End+len(comma); j++ {
		m := mentions[j]
		if m.Start != whole.End+len(comma) || m.Form != parley.MentionName || m.Kind != parley.EntityPerson {
			continue
		}
		behind, closed := strings.CutPrefix(d.reading.Report.Text[m.End:], comma)
		next, _, _ := strings.Cut(behind, " ")
		if closed && !slices.Contains(joints, next) {
			return j
		}
	}
	return -1
}

// isJoined reports whether description i means several joined by "and", each of
// whom it names.
func (d *describer) isJoined(i int) bool {
	whole, inside := d.reading.Mentions[i], d.namesInside(i)
	return slices.ContainsFunc(inside, func(m int) bool {
		return d.leads(whole.Span, m) && d.joined(whole.Span, m, inside)
	})
}

// modified reports whether the names inside description i only say which people
// it means: the Norlandic and Vestlandic officials.
func (d *describer) modified(i int) bool {
	whole, inside := d.reading.Mentions[i], d.namesInside(i)
	for k, m := range inside {
		end := d.reading.Mentions[m].End
		if k+1 == len(inside) {
			after := d.text(end, whole.End)
			next, _, _ := strings.Cut(strings.TrimLeft(after, " "), " ")
			return !slices.Contains(joints, next) && !strings.ContainsAny(after, ",()") && nounKindOf(after) != ""
		}
		switch strings.Trim(d.text(end, max(end, d.reading.Mentions[inside[k+1]].Start)), ", ") {
		case "", "and", "or":
		default:
			return false
		}
	}
	return false
}

// namesInside lists the names in description i, and the pronoun that opens it.
func (d *describer) namesInside(i int) []int {
	whole := d.reading.Mentions[i]
	var all []int
	for _, j := range d.inside(i) {
		m := d.reading.Mentions[j]
		switch {
		case m.Form == parley.MentionName && !isMember(d.reading.Report.Quote(m.Span)),
			m.Form == parley.MentionPronoun && m.Start == whole.Start:
			all = append(all, j)
		}
	}
	return all
}

// inside lists the mentions that are part of mention i.
func (d *describer) inside(i int) []int {
	mentions := d.reading.Mentions
	var all []int
	for j := i + 1; j < len(mentions) && mentions[j].Start < mentions[i].End; j++ {
		if mentions[i].Contains(mentions[j].Span) && mentions[j].Span != mentions[i].Span {
			all = append(all, j)
		}
	}
	return all
}

// isMember reports whether a name says only what somebody belongs to: the House
// Republican is one of them.
func isMember(form string) bool {
	return nouns[strings.Join(words(form), " ")] == string(parley.EntityPerson)
}

// leads reports whether nothing before mention m makes it a part of a phrase
// only. For a person that is looked for since the last comma or dash: "an
// adviser to the president, Yuri Ushakov".
func (d *describer) leads(whole parley.Span, m int) bool {
	mention := d.reading.Mentions[m]
	before := d.text(whole.Start, max(whole.Start, d.titleStart(m)))
	opening := 1 // words of a description that may be a preposition
	if n := strings.LastIndexAny(before, ",;:()–—"); n >= 0 && mention.Kind == parley.EntityPerson {
		before, opening = strings.TrimLeft(before[n:], ",;:()–—"), 0
	}
	all := strings.Fields(before)
	for k, w := range all {
		w = strings.ToLower(strings.Trim(w, `,;:()"“”–—`))
		isPart := k >= opening && slices.Contains(prepositions, w) && !ofOffice(all, k) && !ofTitle(all, k)
		if isPart || slices.Contains(relatives, w) {
			return false
		}
	}
	if len(all) < 2 {
		return true
	}
	last := all[len(all)-1] // "a lawyer representing Trump"
	return !strings.HasSuffix(last, "ing") || startsUpper(last)
}

// titleStart is where mention m of a person begins, or before it the preposition of an office
// that the name of a body or country ends: "Ambassador |to the Ferry Union Oda Lind".
func (d *describer) titleStart(m int) int {
	mention := d.reading.Mentions[m]
	for b := m - 1; b >= 0 && mention.Kind == parley.EntityPerson; b-- {
		body := d.reading.Mentions[b]
		switch {
		case body.End+1 < mention.Start:
			return mention.Start
		case body.End > mention.Start || d.text(body.End, mention.Start) != " " || body.Form != parley.MentionName || body.Kind == parley.EntityPerson:
			continue
		}
		before := strings.TrimSuffix(d.reading.Report.Text[:body.Start], "the ")
		for _, w := range []string{" to ", " of ", " for ", " at "} {
			office, ok := strings.CutSuffix(before, w)
			office = office[strings.LastIndexAny(office, " \n")+1:]
			if ok && startsUpper(office) && titles[strings.ToLower(office)] == "office" {
				return len(before) - len(w) + 1
			}
		}
	}
	return mention.Start
}

// ofOffice reports whether the preposition at k belongs to an office before a
// name: Secretary of State, Minister for Foreign Affairs, Speaker of the House.
func ofOffice(all []string, k int) bool {
	if k == 0 || !startsUpper(all[k-1]) || titles[strings.ToLower(all[k-1])] != "office" || !slices.Contains(ofWords, all[k]) {
		return false
	}
	for _, w := range all[k+1:] {
		if !startsUpper(w) && !slices.Contains(smallWords, w) {
			return false
		}
	}
	return k+1 < len(all)
}

// ofTitle reports whether the preposition at k belongs to a body whose title
// stands right before a name: House of Representatives Speaker.
func ofTitle(all []string, k int) bool {
	if k == 0 || k+2 > len(all)-1 || titles[strings.ToLower(all[len(all)-1])] == "" {
		return false
	}
	if noun := strings.ToLower(all[k-1]); nounKind(noun) == parley.EntityPerson || strings.HasSuffix(noun, "s") && nounKind(noun) == parley.EntityGroup {
		return false // "Lawyers for President"
	}
	return startsUpper(all[k-1]) && !slices.ContainsFunc(all[k+1:], func(w string) bool { return !startsUpper(w) && !slices.Contains(smallWords, w) })
}

// ends reports whether mention m is not a part of a longer name or of another's
// title: Kremlin spokesman, Trump’s envoy, the Trump administration.
func (d *describer) ends(whole parley.Span, m int) bool {
	after := d.text(d.reading.Mentions[m].End, whole.End)
	if n := possessive(after); n > 0 {
		return strings.TrimSpace(after[n:]) == "" // "Trump’s" alone
	}
	trimmed := strings.TrimLeft(after, " \t\r\n")
	if trimmed == "" {
		return true
	}
	if !beginsWord(trimmed) {
		// A hyphen closed up makes a longer word: Trump-appointed.
		return trimmed[0] != '-' || len(trimmed) < len(after)
	}
	word := strings.ToLower(strings.TrimRightFunc(strings.Fields(trimmed)[0], unicode.IsPunct))
	if kind := d.reading.Mentions[m].Kind; word == trimmed && slices.Contains(sorts, word) && d.text(whole.Start, d.reading.Mentions[m].Start) == "the " {
		return kind == parley.EntityOrganisation && gazetteer.SideOf(d.text(d.reading.Mentions[m].Start, d.reading.Mentions[m].End)) == ""
	}
	return slices.Contains(prepositions, word) || slices.Contains(relatives, word) || slices.Contains(selves, word) || isAdverb(word)
}

// isAdverb tells reportedly, which belongs to what follows, from family and ally.
func isAdverb(word string) bool {
	return word == "also" || strings.HasSuffix(word, "ly") && nounKind(word) == ""
}

// otherGroup reports whether descriptions i and j, each of no person and with a
// name in it, have other nouns: the Norlandic army, Norland’s cabinet.
func (d *describer) otherGroup(i, j int) bool {
	if d.reading.Mentions[j].Form != parley.MentionDescription || !d.holdsName(i) || !d.holdsName(j) {
		return false
	}
	a, b := d.reading.Report.Quote(d.reading.Mentions[i].Span), d.reading.Report.Quote(d.reading.Mentions[j].Span)
	return nounKindOf(a) != parley.EntityPerson && nounKindOf(b) != parley.EntityPerson && headNoun(a) != headNoun(b)
}

// headNoun is the last word of form before a preposition, a relative or a comma.
func headNoun(form string) string {
	head := ""
	for _, field := range strings.Fields(strings.ToLower(form)) {
		all := words(field)
		if len(all) == 0 || head != "" && (slices.Contains(prepositions, all[0]) || slices.Contains(relatives, all[0]) || slices.Contains(behindNouns, all[0]) && isRoleNoun(head)) {
			break
		}
		head = all[len(all)-1]
		if strings.HasSuffix(field, ",") {
			break
		}
	}
	return head
}

// behindNouns stand behind the noun that they say more of: an official close to the talks.
var behindNouns = strings.Fields(`close familiar briefed involved present aware privy knowledgeable responsible authorised authorized taking speaking working`)

// holdsName reports whether a name stands in mention i.
func (d *describer) holdsName(i int) bool {
	return slices.ContainsFunc(d.inside(i), func(j int) bool { return d.reading.Mentions[j].Form == parley.MentionName })
}

// joined reports whether mention m is one of several: "A and B", "A, B and C",
// "A and his team", "A (R., Ohio) and B", "A, the envoy, and B".
func (d *describer) joined(whole parley.Span, m int, inside []int) bool {
	after := d.text(d.reading.Mentions[m].End, whole.End)
	after = strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(after, " \t\r\n"), ","), " \t\r\n")
	word, _, _ := strings.Cut(after, " ")
	if slices.Contains(joints, word) {
		return true
	}
	person := d.reading.Mentions[m].Kind == parley.EntityPerson
	for _, next := range inside {
		n := d.reading.Mentions[next]
		if n.Start > d.reading.Mentions[m].End && person && n.Kind == parley.EntityPerson &&
			andAfterAside(d.text(d.reading.Mentions[m].End, n.Start)) {
			return true
		}
	}
	for _, next := range inside {
		n := d.reading.Mentions[next]
		if n.Start <= d.reading.Mentions[m].End {
			continue
		}
		between := strings.TrimSpace(d.text(d.reading.Mentions[m].End, n.Start))
		return (between == "," || between == ", the") && d.joined(whole, next, inside)
	}
	return false
}

// andAfterAside reports whether what stands between two names is an aside, "and",
// and no more than a title.
func andAfterAside(between string) bool {
	aside, rest, ok := strings.Cut(between, ", and ")
	if !ok {
		aside, rest, ok = strings.Cut(between, ") and ")
	}
	return ok && aside != "" && !slices.ContainsFunc(strings.Fields(rest), func(w string) bool { return !startsUpper(w) })
}

func (d *describer) text(start, end int) string {
	return d.reading.Report.Text[start:end]
}

// kindOf is the kind of what a description names. What its nouns do not tell is
// taken for a group: most often it is some of a people or a party.
func kindOf(form string) parley.EntityKind {
	return cmp.Or(nounKindOf(form), parley.EntityGroup)
}

// nounKindOf is the kind of a description's head noun, the last word that the
// table of nouns knows before a preposition, a comma or a relative; empty where
// it knows none. A plural of persons is a group, and so is what "and" joins.
func nounKindOf(form string) parley.EntityKind {
	var kind parley.EntityKind
	for k, field := range strings.Fields(strings.ToLower(form)) {
		for _, w := range words(field) {
			switch {
			case k > 0 && (slices.Contains(prepositions, w) || slices.Contains(relatives, w)):
				if kind != "" {
					return kind
				}
			case slices.Contains(joints, w) && kind != "":
				return parley.EntityGroup
			default:
				kind = cmp.Or(nounKind(w), kind)
			}
		}
		if strings.HasSuffix(field, ",") && kind != "" {
			return kind
		}
	}
	return kind
}

// nounKind looks a noun up in the table, in the singular and as a plural.
func nounKind(noun string) parley.EntityKind {
	one := singular(noun)
	kind := parley.EntityKind(nouns[one])
	if kind == parley.EntityPerson && one != noun {
		return parley.EntityGroup
	}
	return kind
}

// singular is the noun of the table that a noun is a plural of, or else the noun.
func singular(noun string) string {
	if nouns[noun] != "" {
		return noun
	}
	for _, plural := range []struct{ end, singular string }{{"ies", "y"}, {"es", ""}, {"s", ""}} {
		if stem, ok := strings.CutSuffix(noun, plural.end); ok && nouns[stem+plural.singular] != "" {
			return stem + plural.singular
		}
	}
	return noun
}

// isPluralNoun reports whether a noun is the plural of one of the table.
func isPluralNoun(noun string) bool { return singular(noun) != noun }
