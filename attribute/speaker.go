package attribute

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/gazetteer"
)

// A voice is who speaks in an attribution: a mention, -1 where that is not
// known, and where no source was read the reason that it is that mention.
type voice struct {
	mention int
	reason  parley.Reason // without a rule where the reader gave the source
	asked   bool          // what the reader took for the source is who is asked
	instead bool          // it speaks instead of what the reader took for the source
}

// The rules by which a cue without a source has a speaker, as an analyst reads
// them.
const (
	ruleBehind     = "who stands right before the cue"
	rulePeople     = "a people with \"the\" is its country"
	ruleSide       = "we: the side of the person who speaks"
	ruleAuthor     = "whose the document is that says so"
	rulePaper      = "the document that the relative clause belongs to"
	rulePossessor  = "whose it is"
	ruleBy         = "by whom it is"
	ruleSameClause = "who speaks before in the sentence, as nobody else is named"
	ruleSubject    = "subject of the sentence, as nobody else is named"
)

// A listener finds who speaks where the reader read no source.
type listener struct {
	reading *parley.Reading
	around  []int       // by attribution: the one it lies within, or -1
	ending  map[int]int // by where it ends: the longest mention that ends there
}

// voices tells who speaks in each attribution; order is that of the cues.
func voices(reading *parley.Reading, cast *parley.Cast, around, order []int) []voice {
	l := listener{reading, around, mentionsByEnd(reading)}
	all := make([]voice, len(reading.Attributions))
	for n, i := range order {
		all[i].mention = reading.SpeakerOf(reading.Attributions[i])
		if all[i].asked = l.asked(i, all[i].mention); all[i].asked {
			all[i] = l.by(parley.Hull(reading.Attributions[i].Cue))
			all[i].asked = true
			continue
		}
		if a := reading.Attributions[i]; all[i].mention < 0 && len(a.Source) == 0 {
			all[i] = l.implied(i, order[:n], all)
		}
		if m := l.paper(parley.Hull(reading.Attributions[i].Cue)); m >= 0 && m != all[i].mention {
			all[i] = l.voice(m, rulePaper)
			all[i].instead = true
		}
		if author := l.author(cast, all[i].mention); author >= 0 {
			all[i] = l.voice(author, ruleAuthor)
		}
	}
	return all
}

// speaker is the id of who speaks with voice v: the entity of its mention, or of
// we who want or believe the side of whoever says so, where that is known.
func speaker(reading *parley.Reading, cast *parley.Cast, v voice) (id string, why parley.Reason) {
	if v.mention < 0 || cast.Entity(v.mention) == nil {
		return "", parley.Reason{}
	}
	e := cast.Entity(v.mention)
	words := reading.Mentions[v.mention].Span
	if e.Kind == parley.EntityPerson && slices.Contains(ofMany, strings.ToLower(reading.Report.Quote(words))) {
		if side := sideOf(cast, e); side != "" && !isOfParty(cast, e, side) {
			return side, parley.Reason{Field: "speaker", Rule: ruleSide, Words: []parley.Span{words}}
		}
	}
	if isPeople(reading, cast, e, words) {
		return e.Party, parley.Reason{Field: "speaker", Rule: rulePeople, Words: []parley.Span{words}}
	}
	return e.ID, v.reason
}

// sideOf is the party of a person, or else the body that he speaks for or has his office at.
// Empty where that is not known.
func sideOf(cast *parley.Cast, e *parley.Entity) string {
	if e.Party != "" {
		return e.Party
	}
	of := e.Represents
	for _, o := range e.Offices {
		of = cmp.Or(of, o.Of)
	}
	isBody := slices.ContainsFunc(cast.Entities, func(b parley.Entity) bool {
		return b.ID == of && b.Kind == parley.EntityOrganisation && !slices.Contains(chambers, b.Name)
	})
	if !isBody {
		return ""
	}
	return of
}

// isOfParty reports whether side is a party within a state to which e belongs without speaking for it: who
// is of the party says "we" of himself and others.
func isOfParty(cast *parley.Cast, e *parley.Entity, side string) bool {
	i := slices.IndexFunc(cast.Entities, func(b parley.Entity) bool { return b.ID == side })
	if i < 0 || e.Represents == side || slices.ContainsFunc(e.Offices, func(o parley.Office) bool { return o.Of == side }) {
		return false
	}
	name := cmp.Or(gazetteer.Group(cast.Entities[i].Name), cast.Entities[i].Name)
	return slices.ContainsFunc(partyEnds, func(end string) bool { return strings.HasSuffix(name, end) })
}

// partyEnds are those of the names of parties within a state.
var partyEnds = []string{" Party", "Democrats", "Republicans", "Conservatives"}

// chambers are bodies whose members speak for their parties.
var chambers = strings.Fields(`House Senate`)

// isPeople reports whether e, spoken of in these words, is a whole people with "the": the
// Norlanders of a report on talks are Norland. Without it they are people there.
func isPeople(reading *parley.Reading, cast *parley.Cast, e *parley.Entity, words parley.Span) bool {
	const the = "the "
	if e.Kind != parley.EntityGroup || e.Party == "" || e.Party == e.ID {
		return false
	}
	form, before := reading.Report.Quote(words), reading.Report.Text[:words.Start]
	people := strings.TrimPrefix(strings.TrimPrefix(form, "The "), the)
	article := before[max(0, len(before)-len(the)):]
	hasArticle := strings.EqualFold(article, the) && (len(article) == len(before) || !isLetter(before[:len(before)-len(article)]))
	if people == form && !hasArticle {
		return false
	}
	all := strings.Fields(people)
	isName := 0 < len(all) && len(all) < 3 && !slices.ContainsFunc(all, func(w string) bool { return !startsUpper(w) })
	if !isName || !slices.ContainsFunc(peopleEnds, func(end string) bool { return strings.HasSuffix(people, end) }) {
		return false
	}
	side := slices.IndexFunc(cast.Entities, func(o parley.Entity) bool { return o.ID == e.Party })
	return side >= 0 && cast.Entities[side].Kind == parley.EntityCountry
}

// isLetter reports whether text ends in a letter.
func isLetter(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsLetter(r)
}

// peopleEnds are those of the names of peoples.
var peopleEnds = strings.Fields(`ans ians ers ese ish ch is ts ks`)

var ofMany = strings.Fields(`we us our ours ourselves`)

// asked reports whether mention, the source of attribution i, is rather asked or told:
// "Lind, asked about the war"; "they were told that".
func (l *listener) asked(i, mention int) bool {
	cue := parley.Hull(l.reading.Attributions[i].Cue)
	if mention < 0 || l.reading.Mentions[mention].End > cue.Start {
		return false
	}
	form := l.reading.Report.Quote(cue)
	if isPassive(form) && strings.Contains(form, " ") && slices.Contains(tellings, lastWord(form)) || isReceiving(form) {
		return true
	}
	if !addressing["by "+strings.ToLower(form)] {
		return false
	}
	return strings.TrimSpace(l.reading.Report.Text[l.reading.Mentions[mention].End:cue.Start]) == ","
}

// tellings are verbs of which the subject, in the passive, hears something.
var tellings = strings.Fields(`told assured informed notified briefed reminded warned
	required ordered asked urged obliged instructed directed advised forced forbidden banned barred invited summoned pressed encouraged
	lectured scolded questioned`)

// Who "received immediate praise" praises nobody: verbs of receiving, and what is received.
var (
	receiving = strings.Fields(`receive receives received receiving draw draws drew drawn drawing win wins won winning earn earns earned earning
		get gets got getting garner garners garnered attract attracts attracted face faces faced facing`)
	received = strings.Fields(`praise applause criticism condemnation rebuke rebukes backlash ire outrage complaints objections protests
		support backing endorsement endorsements approval assurance assurances pledge pledges promise promises demands warning warnings threats requests`)
)

// isReceiving reports whether cue is of a word that others give its subject.
func isReceiving(cue string) bool {
	all := strings.Fields(strings.ToLower(cue))
	return len(all) > 1 && slices.Contains(received, all[len(all)-1]) &&
		slices.ContainsFunc(all[:len(all)-1], func(w string) bool { return slices.Contains(receiving, w) })
}

// paper is the document to which a relative clause with cue right behind its "that" belongs:
// "the Herald reported on a study that concluded". -1 for none.
func (l *listener) paper(cue parley.Span) int {
	before := strings.TrimRight(l.reading.Report.Text[:cue.Start], " ")
	if word := lastWord(before); word == "that" || word == "which" {
		before = strings.TrimRight(before[:len(before)-len(word)], " ,")
		if m, ok := l.ending[len(before)]; ok && l.reading.Mentions[m].Kind == parley.EntityDocument {
			return m
		}
	}
	return -1
}

// author is whose words a document is that speaks and opens with him, "her statement
// said", "Lind's letter", or ends in him: "a statement from Lind". -1 for other mentions.
func (l *listener) author(cast *parley.Cast, mention int) int {
	if mention < 0 || cast.Entity(mention) == nil || cast.Entity(mention).Kind != parley.EntityDocument {
		return -1
	}
	document := l.reading.Mentions[mention]
	if m := l.writer(cast, mention); m >= 0 {
		return m
	}
	for m := mention + 1; m < len(l.reading.Mentions) && l.reading.Mentions[m].Start == document.Start; m++ {
		inside := l.reading.Mentions[m]
		form := strings.ToLower(l.reading.Report.Quote(inside.Span))
		rest := l.reading.Report.Text[inside.End:]
		owned := strings.HasPrefix(rest, "'") || strings.HasPrefix(rest, "’")
		if inside.End < document.End && (owned || isPossessive(form) || slices.Contains(ofMine, form)) && cast.Entity(m) != nil {
			return m
		}
	}
	return -1
}

// writer is who stands behind "from" or "by" at the end of the document that mention is: a
// person or a body, but no outlet, whose reports speak for themselves. -1 for none.
func (l *listener) writer(cast *parley.Cast, mention int) int {
	document := l.reading.Mentions[mention]
	for m := mention + 1; m < len(l.reading.Mentions) && l.reading.Mentions[m].Start < document.End; m++ {
		inside, e := l.reading.Mentions[m], cast.Entity(m)
		before := lastWord(l.reading.Report.Text[document.Start:inside.Start])
		if e != nil && inside.Form == parley.MentionName && inside.End == document.End && (before == "from" || before == "by") && canWrite[e.Kind] {
			return m
		}
	}
	return -1
}

var canWrite = map[parley.EntityKind]bool{parley.EntityPerson: true, parley.EntityOrganisation: true}

// mentionsByEnd has the longest mention that ends at each offset.
func mentionsByEnd(reading *parley.Reading) map[int]int {
	ending := map[int]int{}
	for i, m := range reading.Mentions {
		if _, longer := ending[m.End]; !longer {
			ending[m.End] = i
		}
	}
	return ending
}

// implied is who speaks in attribution i, which has no source; earlier are those
// whose cues come before, all has their voices.
func (l *listener) implied(i int, earlier []int, all []voice) voice {
	cue := parley.Hull(l.reading.Attributions[i].Cue)
	if isPassive(l.reading.Report.Quote(cue)) || l.isDoubted(cue) {
		return l.by(cue)
	}
	if v := l.before(cue); v.mention >= 0 {
		return v
	}
	if v := l.by(cue); v.mention >= 0 {
		return v
	}
	clause := l.clause(i, cue)
	if !goesOn(l.reading.Report.Text[clause.Start:cue.Start], l.reading.Report.Quote(cue)) {
		return voice{mention: -1}
	}
	for _, j := range slices.Backward(earlier) {
		if parley.Hull(l.reading.Attributions[j].Cue).Start < clause.Start {
			break
		}
		if l.around[j] == l.around[i] && all[j].mention >= 0 {
			return l.voice(all[j].mention, ruleSameClause)
		}
	}
	if m := l.subject(clause, cue); m >= 0 {
		return l.voice(m, ruleSubject)
	}
	return voice{mention: -1}
}

// doubted are cues that, behind whose it is or an article, say of a thing that somebody
// says it is so: "Norland's alleged plot" is not alleged by Norland.
var doubted = strings.Fields(`alleged reported reputed purported supposed suspected rumoured rumored`)

func (l *listener) isDoubted(cue parley.Span) bool {
	text := l.reading.Report.Text
	if !slices.Contains(doubted, strings.ToLower(text[cue.Start:cue.End])) {
		return false
	}
	before := strings.Fields(text[max(0, cue.Start-longestTitle):cue.Start])
	if len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	return determiners[strings.ToLower(last)] || strings.HasSuffix(last, "'s") || strings.HasSuffix(last, "’s")
}

func (l *listener) voice(mention int, rule string) voice {
	words := []parley.Span{l.reading.Mentions[mention].Span}
	return voice{mention: mention, reason: parley.Reason{Field: "speaker", Rule: rule, Words: words}}
}

// Words that may stand between a subject and its verb, and before a noun that is
// somebody's.
var (
	betweenVerb = strings.Fields(`also has have had did does do not never still now then long who which that as already`)
	beforeNoun  = strings.Fields(`the a an of for by to in on at with from as that and or but is are was were be been this these those his her their its our my your not no`)
	relatives   = strings.Fields(`who which that`)
	ofMine      = strings.Fields(`his her their its our my`)
)

// far is how many words between a mention and a cue are looked at.
const far = 4

// before is who stands before cue, with nothing but adverbs and auxiliaries
// between, or whose it is.
func (l *listener) before(cue parley.Span) voice {
	text := l.reading.Report.Text
	at := cue.Start
	isVerb, isNoun, isRelative := true, true, false
	for range far {
		at = len(strings.TrimRight(text[:at], " ,“\"‘'"))
		if m, ok := l.ending[at]; ok {
			form := strings.ToLower(l.reading.Report.Quote(l.reading.Mentions[m].Span))
			isOwner := slices.Contains(ofMine, form) || isPossessive(form)
			switch {
			case isOwner && isNoun:
				return l.voice(m, rulePossessor)
			case !isOwner && isVerb && (isRelative || l.mayBeSubject(m, cue)):
				return l.voice(m, ruleBehind)
			}
			return voice{mention: -1}
		}
		if owned, ok := cutPossessive(text[:at]); ok {
			if m, ok := l.ending[len(owned)]; ok && isNoun {
				return l.voice(m, rulePossessor)
			}
		}
		start := strings.LastIndexAny(text[:at], " \n\t") + 1
		word := strings.ToLower(strings.Trim(text[start:at], ",“”\""))
		isRelative = isRelative || slices.Contains(relatives, word)
		isVerb = isVerb && (slices.Contains(betweenVerb, word) || strings.HasSuffix(word, "ly"))
		isNoun = isNoun && word != "" && !slices.Contains(beforeNoun, word) && !unicode.IsUpper(rune(text[start]))
		if !isVerb && !isNoun || start == 0 || text[start-1] == '\n' {
			break
		}
		at = start
	}
	return voice{mention: -1}
}

// mayBeSubject reports whether no preposition leads mention m, and no comma is
// between it and a participle: "came from Egypt, calling for peace".
func (l *listener) mayBeSubject(m int, cue parley.Span) bool {
	text, mention := l.reading.Report.Text, l.reading.Mentions[m]
	if isParticiple(l.reading.Report.Quote(cue)) && strings.Contains(text[mention.End:cue.Start], ",") {
		return false
	}
	return !slices.Contains(leading, lastWord(text[:mention.Start]))
}

// lastWord is the last word of text, in small letters.
func lastWord(text string) string {
	text = strings.TrimRight(text, " ")
	return strings.ToLower(text[strings.LastIndexAny(text, " \n")+1:])
}

// clause is the sentence around cue, or what of it the statement holds that the
// attribution lies within.
func (l *listener) clause(i int, cue parley.Span) parley.Span {
	clause := sentence(l.reading.Report.Text, cue)
	if outer := l.around[i]; outer >= 0 {
		for _, piece := range l.reading.Attributions[outer].Content {
			if piece.Contains(cue) {
				clause.Start = max(clause.Start, piece.Start)
				clause.End = min(clause.End, piece.End)
			}
		}
	}
	return clause
}

// goesOn reports whether a cue behind before has its subject further before: it
// is a participle, or joined to another verb.
func goesOn(before, cue string) bool {
	first, _, _ := strings.Cut(strings.ToLower(cue), " ")
	if first == "and" || first == "but" || first == "nor" || isParticiple(cue) {
		return true
	}
	all := strings.Fields(before)
	for len(all) > 0 && strings.HasSuffix(all[len(all)-1], "ly") {
		all = all[:len(all)-1]
	}
	return len(all) > 0 && slices.Contains([]string{"and", "but", "or", "then", "also"}, strings.ToLower(strings.Trim(all[len(all)-1], ",“\"")))
}

// isParticiple reports whether cue begins with a present participle: saying.
func isParticiple(cue string) bool {
	first, _, _ := strings.Cut(cue, " ")
	return strings.HasSuffix(first, "ing")
}

// subject is the first mention of clause before cue that no preposition leads.
func (l *listener) subject(clause, cue parley.Span) int {
	all := l.reading.Mentions
	i, _ := slices.BinarySearchFunc(all, clause.Start, func(m parley.Mention, at int) int { return m.Start - at })
	for ; i < len(all) && all[i].End <= cue.Start; i++ {
		before := strings.Fields(strings.ToLower(l.reading.Report.Text[clause.Start:all[i].Start]))
		if len(before) > 0 && slices.Contains(leading, before[len(before)-1]) {
			continue
		}
		return i
	}
	return -1
}

// leading are the words before a mention that is no subject.
var leading = strings.Fields(`in on at of for to from by with after before during since under over against between among near about despite into as like than and or`)

// isPossessive reports whether form ends in 's or ’.
func isPossessive(form string) bool {
	_, ok := cutPossessive(form)
	return ok
}

func cutPossessive(form string) (bare string, ok bool) {
	for _, end := range []string{"'s", "’s", "s'", "s’"} {
		if bare, ok := strings.CutSuffix(form, end); ok {
			if strings.HasPrefix(end, "s") {
				bare += "s"
			}
			return bare, true
		}
	}
	return form, false
}
