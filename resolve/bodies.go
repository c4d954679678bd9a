package resolve

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"parley"
	"parley/internal/gazetteer"
)

// unions are the short forms that a body's name begins with as well as with the long ones.
var unions = map[string]string{"un": "united nations", "eu": "european union", "uk": "united kingdom", "us": "united states"}

// spelledOut are the words of a name with a short form before others written out: U.N.
// General Assembly.
func (n *name) spelledOut() string {
	if long := unions[n.words[0]]; long != "" && len(n.words) > 1 && n.kind != parley.EntityPerson {
		return long + " " + strings.Join(n.words[1:], " ")
	}
	return n.joined()
}

// seat are the words, without the side, of a body that one side alone has: the UN Security
// Council is the Security Council. Empty for others.
func (n *name) seat() string {
	if n.kind == parley.EntityPerson {
		return ""
	}
	joined := n.spelledOut()
	for _, side := range unions {
		if rest, ok := strings.CutPrefix(joined, side+" "); ok {
			if strings.EqualFold(gazetteer.SeatOf(rest), side) {
				return rest
			}
			return ""
		}
	}
	if n.isOwned || gazetteer.SeatOf(joined) == "" {
		return ""
	}
	return joined
}

// accords are words for the same kind of text.
var accords = strings.Fields(`accord accords agreement agreements deal`)

// accord is what a text is called by beside that it is one: "paris" of Paris Agreement and of
// Paris climate accord. Empty for others, and for those with a number.
func (n *name) accord() string {
	last := len(n.words) - 1
	if n.kind != parley.EntityDocument || last < 1 || !slices.Contains(accords, n.words[last]) {
		return ""
	}
	rest := slices.DeleteFunc(slices.Clone(n.words[:last]), func(w string) bool { return w == "climate" })
	if len(rest) == 0 || strings.ContainsFunc(n.joined(), unicode.IsDigit) {
		return ""
	}
	return strings.Join(rest, " ")
}

// findBodies notes, of names of bodies with a nation before them and of those without, the
// words that they share, where the report has that body of one nation only: the Norlandic
// Senate and the Senate are one, unless a Vestland Senate or a Harbour Senate is named too.
func (n *namer) findBodies() {
	const most = 4                 // words
	nations := map[string]string{} // by the words behind it
	mixed, alone, named := map[string]bool{}, map[string]bool{}, map[string]bool{}
	owners := map[string]string{} // by the words of the body
	for i := range n.names {
		name := &n.names[i]
		if name.kind == parley.EntityPerson || len(name.words) == 0 {
			continue
		}
		if side := gazetteer.SideOf(name.joined()); side != "" {
			named[side] = true
		} else if c := countryNamed(name.joined()); c != nil {
			named[c.Name] = true
		}
		nation, rest := name.nation()
		if nation != "" {
			named[nation] = true
		}
		for k := 1; k < len(name.words) && k < most; k++ {
			tail := strings.Join(name.words[k:], " ")
			switch {
			case tail != rest:
				mixed[tail] = true
			case nations[tail] != "" && nations[tail] != nation:
				mixed[tail] = true
			default:
				nations[tail] = nation
			}
		}
		alone[name.joined()] = true
		if owner := ownerBefore(n.reading.Report.Text[:n.reading.Mentions[name.mention].Start]); owner != "" {
			owners[name.joined()] = owner
		}
	}
	for i := range n.names {
		name := &n.names[i]
		name.isOwned = owners[name.joined()] != ""
		_, rest := name.nation()
		if rest == "" {
			rest = name.joined()
		}
		if owner := owners[rest]; owner != "" && owner != nations[rest] {
			continue // Norway's Security Council is not the UN's
		}
		if name.kind == parley.EntityOrganisation && nations[rest] != "" && alone[rest] && !mixed[rest] && isBody(rest) && (len(named) == 1 || !everyNationHas(rest)) {
			name.ofNation = rest
		}
	}
}

// ownerBefore is the nation whose possessive ends before, "" for none.
func ownerBefore(before string) string {
	const most = 3 // words of a nation's name
	before = strings.TrimSuffix(before, " ")
	owner, ok := strings.CutSuffix(before, "’s")
	if !ok {
		if owner, ok = strings.CutSuffix(before, "'s"); !ok {
			return ""
		}
	}
	all := strings.Fields(owner[max(0, len(owner)-most*20):])
	for k := min(most, len(all)); k > 0; k-- {
		if c := countryNamed(strings.ToLower(strings.Join(all[len(all)-k:], " "))); c != nil {
			return c.Name
		}
	}
	return ""
}

// everyNationHas reports whether the words are of a body that each nation has one of, and of
// another's where the report names two nations: a foreign ministry, a senate.
func everyNationHas(joined string) bool {
	all := strings.Fields(joined)
	return isRoleWord("body", all[len(all)-1])
}

// nation is the side whose people or name an organisation's name begins with, and the words
// behind that; none for other names.
func (n *name) nation() (nation, rest string) {
	const most = 3 // words of a people's name
	for k := min(most, len(n.words)-1); k > 0 && n.kind == parley.EntityOrganisation; k-- {
		form := strings.Join(n.words[:k], " ")
		if side := gazetteer.SideOf(form); side != "" {
			return side, strings.Join(n.words[k:], " ")
		}
		if c := countryNamed(form); c != nil {
			return c.Name, strings.Join(n.words[k:], " ")
		}
	}
	return "", ""
}

// isBody reports whether the words are of a body, and not of a people's word for one of
// many: Senate, Africa Command, but no Union and no Party.
func isBody(joined string) bool {
	all := strings.Fields(joined)
	last := all[len(all)-1]
	return len(all) > 1 || isRoleWord("body", last) && last != "party" && nounKind(last) != parley.EntityGroup
}

// isClipped reports whether name i, of one word in a bracket, is short for the name before it:
// its letters stand in that in their order, from its beginning on, and it is no place (Eurasian Economic Community
// (EurAsEC), Harbour Authority (Hara)), or it is of capitals and small letters together
// (Freedom Party (FPOe)).
func (n *namer) isClipped(i int) bool {
	form := shown(n.reading.Report.Quote(n.reading.Mentions[n.names[i].mention].Span))
	long := shown(n.reading.Report.Quote(n.reading.Mentions[n.names[i-1].mention].Span))
	if !startsUpper(form) || strings.ContainsFunc(form, func(r rune) bool { return !unicode.IsLetter(r) }) || !strings.Contains(long, " ") {
		return false
	}
	capitals := 0
	for _, r := range form {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	if gazetteer.CapitalOf(form) != nil || gazetteer.CountryNamed(form) != nil || gazetteer.Place(form) != "" {
		return false // Royal Institute for Growth Analysis (Riga)
	}
	return capitals > 1 || isSpelledIn(strings.ToLower(form), strings.ToLower(long))
}

// isSpelledIn reports whether the letters of a short form stand in a long one in their order,
// the first at its head.
func isSpelledIn(short, long string) bool {
	if !strings.HasPrefix(long, short[:1]) {
		return false
	}
	rest := []rune(long)
	for _, r := range short {
		at := slices.Index(rest, r)
		if at < 0 {
			return false
		}
		rest = rest[at+1:]
	}
	return true
}

// alias is what stands between two names of one: Lind, whose real name is Berg.
var alias = regexp.MustCompile(`^,? ?[(]?(?:whose (?:real|full|birth|legal|given|maiden) name (?:is|was)|(?:who is |who was |also |better |widely |commonly |popularly |formerly |previously )?known (?:simply )?as|a\.?k\.?a\.?|nicknamed|who goes by(?: the name(?: of)?)?) (?:the )?["“‘']?$`)

// joinAliases makes one figure of two names that are said to be one's.
func (n *namer) joinAliases() {
	const far, mostNames = 60, 8 // bytes; of one figure
	text := n.reading.Report.Text
	to := map[int]int{}
	for i := 1; i < len(n.names); i++ {
		a, b := &n.names[i-1], &n.names[i]
		from, at := n.reading.Mentions[a.mention].End, n.reading.Mentions[b.mention].Start
		f, g := n.of[a.mention], n.of[b.mention]
		isPerson := a.kind == parley.EntityPerson
		if f == g || to[g] != 0 || from > at || at-from > far || isPerson != (b.kind == parley.EntityPerson) || !alias.MatchString(text[from:at]) {
			continue
		}
		isTold := strings.Contains(text[from:at], " name ") // and not only compared: "known as Kai Berg's mentor"
		if possessive(text[n.reading.Mentions[b.mention].End:]) > 0 || !isTold && isPerson && len(a.words) > 1 && len(b.words) > 1 {
			continue
		}
		to[g] = f + 1
		n.why[b.mention] = parley.Reason{Rule: ruleAlias, Words: n.spans(i - 1)}
	}
	if len(to) == 0 {
		return
	}
	for _, name := range n.names {
		f := n.of[name.mention]
		for k := 0; k < mostNames && to[f] != 0; k++ {
			f = to[f] - 1
		}
		n.of[name.mention] = f
	}
}
