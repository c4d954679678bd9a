package plover

import (
	"cmp"

	"parley"
	"parley/attribute"
	"parley/exchange"
)

// codes are CAMEO's of contacts that took place. It has none for summits and
// messages: they are consultations of no closer kind.
var codes = map[parley.ContactKind]string{
	parley.ContactCall: "041", parley.ContactVisit: "042", parley.ContactTalks: "046",
	parley.ContactMeeting: "040", parley.ContactSummit: "040", parley.ContactMessage: "040",
}

const (
	codeThirdLocation = "044" // meet at a third location
	codeIntent        = "036" // express intent to meet or negotiate
)

// newMeeting is a contact that is held, goes on or is planned. One that is only
// proposed, or does not take place, is no event of its own: what was said of it may
// be. Whoever comes or calls first is the actor.
func newMeeting(r *exchange.Release, c parley.Contact) (e event, ok bool) {
	code := codes[c.Kind]
	switch c.Status {
	case parley.ContactHeld, parley.ContactOngoing:
		if c.Kind == parley.ContactMeeting && isThirdLocation(r, c) {
			code = codeThirdLocation
		}
	case parley.ContactPlanned:
		code = codeIntent
	default:
		return event{}, false
	}
	category, mode := attribute.PLOVER(code)
	e = anEvent(r, c.ID, category, code, r.Words(c.Evidence))
	if mode == "" && category == "CONSULT" && countSides(r, c) > 2 {
		mode = "multilateral"
	}
	e.Mode = list(mode)
	if c.Condition != (parley.Span{}) {
		e.Context = append(e.Context, "hypothetical")
	}
	first, last := exchange.ExactDays(c.When.EDTF)
	e.Date, e.EndDate, e.EventLoc = orNull(first), orNull(last), orNull(r.Name(c.Place))
	e.TextInfo.Start, e.TextInfo.End = r.Range(parley.Hull(c.Evidence))
	for i, who := range entities(r, c.Participants) {
		if i == 0 {
			e.Actor = append(e.Actor, newActor(r, who, ""))
		} else {
			e.Recipient = append(e.Recipient, newActor(r, who, ""))
		}
	}
	if host := r.Entity(c.Host); host != nil && len(e.Recipient) == 0 {
		e.Recipient = append(e.Recipient, newActor(r, host, ""))
	}
	return e, true
}

// isThirdLocation reports whether the place is in a state that is none of those who
// meet, as far as the record has their codes.
func isThirdLocation(r *exchange.Release, c parley.Contact) bool {
	place := r.Entity(c.Place)
	if place == nil || place.Codes.Country == "" {
		return false
	}
	states := map[string]bool{}
	for _, who := range entities(r, c.Participants) {
		states[cmp.Or(orBlank(newActor(r, who, "").Country), "?")] = true
	}
	return len(states) > 1 && !states[place.Codes.Country] && !states["?"]
}

// countSides is how many parties take part; one whose party is not known is its own.
func countSides(r *exchange.Release, c parley.Contact) int {
	sides := map[string]bool{}
	for _, who := range entities(r, c.Participants) {
		sides[cmp.Or(who.Party, who.Represents, who.ID)] = true
	}
	return len(sides)
}

func orBlank(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
