package proposal

import (
	"slices"

	"parley"
)

// A sign is what shows that a phrase is of a text that there is.
type sign struct {
	tells    bool // which one it is, or when it was made
	known    bool // it was made: "struck a deal"
	treated  bool // what is done with it is done with texts, or what it holds is told
	definite bool
}

func signOf(p *phrase) sign {
	s := sign{tells: p.tellsWhich() || p.isNamed || p.dated, treated: p.worded}
	for _, d := range p.doings {
		s.known = s.known || d.known == "yes" && !d.supposed
		s.treated = s.treated || d.known != ""
	}
	s.definite = p.article == "the" || p.article == "'s" || p.article == ""
	return s
}

// begins is the rule by which p is of a text that there is, empty where it need not
// be: what the noun wants is told in nouns.tsv.
func (f *finder) begins(p *phrase) string {
	s := signOf(p)
	if p.idle && !(s.definite && p.article != "" && len(p.kinds)+len(p.proper) > 0) && !(s.known && p.article != "a") {
		return ""
	}
	switch p.noun.begins {
	case "text":
		if s.definite && (s.tells || len(p.by) > 0) || p.article == "the" && f.nothingBegun(p.noun) ||
			s.known || p.isAuthored() || p.isVersion || p.points > 0 || p.isNamed || p.status != "" || s.treated && s.tells {
			return "a noun for a text of a deal"
		}
	case "named":
		if p.isNamed || len(p.proper) > 0 && s.definite {
			return "a text with a name"
		}
	case "deal", "draft":
		return beginsDeal(p, s)
	case "plan":
		return beginsPlan(p, s)
	case "version":
		if p.isVersion {
			return "a version of another text"
		}
	case "bill":
		if slices.Contains(p.stages, "compromise") || len(p.by) > 0 && p.worded {
			return "a bill that was agreed on, or whose it is"
		}
	}
	return ""
}

func beginsDeal(p *phrase, s sign) string {
	oneOfAKind := p.article == "a" && (len(p.kinds)+len(p.proper)+len(p.by) > 0 || p.noun.class == "resolution")
	switch {
	case p.points > 0 || p.isNamed || p.dated || p.status != "" && !p.idle:
		return "its points, name or stage"
	case s.known:
		return "a deal that was made"
	case s.definite && s.tells || len(p.kinds) > 0 && len(p.by) > 0:
		return "the phrase tells which it is"
	case len(p.by) > 0 && (p.noun.class != "deal" && (s.definite || s.treated) || p.isAuthored()):
		return "whose proposal it is"
	case oneOfAKind && s.treated && p.noun.class != "deal":
		return "one of a kind, with what it holds or what is done with it"
	}
	return ""
}

// beginsPlan wants more, as a plan may be what somebody intends.
func beginsPlan(p *phrase, s sign) string {
	isIntention := p.isIntention && len(p.kinds) == 0
	switch {
	case p.points > 0 || p.status == parley.ProposalDraft || p.status == parley.ProposalLeaked:
		return "its points or stage"
	case !isIntention && len(p.kinds) > 0 && (s.definite || s.treated):
		return "of what kind of deal it is"
	case !isIntention && s.treated && (len(p.by) > 0 || len(p.proper) > 0):
		return "whose plan it is, and what is done with it"
	}
	return ""
}

// nothingBegun reports whether no text that n can speak of has begun.
func (f *finder) nothingBegun(n noun) bool {
	return !slices.ContainsFunc(f.texts[max(0, len(f.texts)-lookBack):], func(t *text) bool { return t.begun && mayRefer(n, t.classes) })
}
