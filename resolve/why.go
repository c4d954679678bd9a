package resolve

import (
	"slices"

	"parley"
)

// The rules by which a mention stands for its entity, as an analyst reads them.
const (
	ruleNew       = "named here first"
	ruleAcronym   = "acronym of the name"
	ruleSpelled   = "what the acronym stands for"
	ruleBracket   = "name and acronym, one in a bracket behind the other"
	rulePart      = "part of the name of the one country named that has it"
	ruleMinistry  = "a department's or ministry's name without that word"
	ruleAlias     = "other name, as the words between the two say"
	ruleTail      = "last word of the medium's name"
	ruleSurname   = "surname of the one person who bears it"
	ruleFirstName = "first name of the one person who bears it"
	ruleMiddle    = "middle name of the one person who bears it"
	ruleOfSeveral = "of several who bear the name, the one whose title stands before it, or else the one named last"

	ruleOwn         = "a description of its own"
	ruleBuilt       = "description built round the name"
	ruleTitle       = "title before the name"
	ruleInCommas    = "description before the name in commas"
	ruleOffice      = "office alone, of the one person who bears it"
	ruleKnownOffice = "office alone, of the one person named whom reports of the time know under it"
	rulePost        = "office alone, of whoever was named last under it"
	ruleBody        = "description of the one administration named"
	ruleLastBody    = "description of the body named, or that spoke, last"
	rulePair        = "the two people named before"
	ruleOutlet      = "description of the one medium named"
	ruleSameWords   = "description in the same words"
	ruleSameNoun    = "definite description: the last of the same noun"
	ruleAntecedent  = "antecedent by the reader"
	ruleRelative    = "relative behind whom it is about"
	ruleSpokeLast   = "pronoun that speaks: whoever spoke last, or was spoken of since, and can be meant"
	ruleInQuotation = "the last other person named in the same quotation"
	ruleAround      = "they, in the statement of a group"
	ruleGroupSpoke  = "they who speak: the last group that spoke"
	ruleFirstPerson = "first person: whoever is quoted"
)

// keyRules are those of the keys that full names share, by their sorts.
var keyRules = map[string]string{
	"words":   "the same name",
	"country": "a form of the country's name",
	"person":  "the same first and last name",
	"spelled": "the same first and last name, in another spelling",
	"turned":  "the same words, turned round",
	"seat":    "the body that one side alone has, with that side or without",
	"accord":  "the same accord, by another word for one",
	"nation":  "the one body of the name, with its nation or without",
	"group":   "a form of the group's name",
	"place":   "a form of the place's name",
}

// keyTables are the tables that such rules look up.
var keyTables = map[string]string{
	keyRules["country"]: "countries.txt",
	keyRules["group"]:   "groups.txt",
	keyRules["place"]:   "places.txt",
}

// whyIs is what mention i's being its entity rests on.
func whyIs(i int, links *linker, names *namer) parley.Reason {
	switch links.reading.Mentions[i].Form {
	case parley.MentionName:
		return names.why[i]
	case parley.MentionDescription:
		if links.why[i].Rule == "" {
			return parley.Reason{Rule: ruleOwn}
		}
	}
	return links.why[i]
}

// fullReason is why full name i is figure f by rule; -1 for a new figure.
func (n *namer) fullReason(i, f int, rule string) parley.Reason {
	why := parley.Reason{Rule: rule}
	if f >= 0 {
		why.Words = n.spans(n.figures[f].names[0])
	}
	if n.part(&n.names[i]) != "" {
		why.Rule, why.Table = rulePart, "parts.txt: "+shown(n.reading.Report.Quote(n.reading.Mentions[n.names[i].mention].Span))
		return why
	}
	if table := keyTables[rule]; table != "" {
		why.Table = table + ": " + shown(n.reading.Report.Quote(n.reading.Mentions[n.names[i].mention].Span))
	}
	return why
}

// shortReason is why short name i is the figure chosen among so many bearers.
func (n *namer) shortReason(i, bearers int) parley.Reason {
	name := n.names[i]
	full := n.figures[n.of[name.mention]].names[0]
	why := parley.Reason{Rule: ruleSurname, Words: n.spans(full)}
	switch forms := n.names[full].shortForms(); {
	case bearers > 1:
		why.Rule = ruleOfSeveral
	case !slices.Contains(forms[:max(0, len(forms)-1)], name.joined()):
		why.Rule = ruleFirstName
		if len(forms) == 0 || forms[len(forms)-1] != name.joined() {
			why.Rule = ruleMiddle
		}
	}
	return why
}

// spans are the words of name i.
func (n *namer) spans(i int) []parley.Span {
	return []parley.Span{n.reading.Mentions[n.names[i].mention].Span}
}
