package annotation

import (
	"cmp"
	"strconv"
	"strings"

	"parley"
	"parley/exchange"
)

// Bodies are what is said of words: a sentence for people, then tags of the form
// name:value for programs.
type bodies []body

func describing(sentence string) *bodies {
	return &bodies{{Type: "TextualBody", Purpose: "describing", Format: "text/plain", Language: "en", Value: sentence}}
}

// tag adds an answer that is known.
func (b *bodies) tag(name, value string) {
	if value != "" {
		*b = append(*b, body{Type: "TextualBody", Purpose: "tagging", Value: name + ":" + value})
	}
}

// line adds a line of the record, by its address.
func (b *bodies) line(r *exchange.Release, name, id string) {
	if id != "" {
		b.tag(name, r.Line(id))
	}
}

func statementBodies(r *exchange.Release, s parley.Statement) *bodies {
	b := describing(sentence(r, s))
	b.tag("address", r.Line(s.ID))
	b.tag("speaker", r.Name(s.Speaker))
	for _, id := range s.Addressees {
		b.tag("addressee", r.Name(id))
	}
	b.tag("act", string(s.Act))
	b.tag("cameo", s.CAMEO)
	if s.Negated {
		b.tag("negated", "true")
	}
	b.tag("kind", string(s.Kind))
	b.tag("certainty", string(s.Certainty))
	b.tag("source-class", string(s.SourceClass))
	b.tag("said", s.Said.EDTF)
	for _, h := range s.Chain {
		b.tag("by-way-of", hop(r, h))
	}
	b.line(r, "within", s.Within)
	b.tag("confidence", strconv.FormatFloat(s.Confidence, 'f', 4, 64))
	return b
}

// sentence is "Oda Brandt to reporters: announce".
func sentence(r *exchange.Release, s parley.Statement) string {
	var to []string
	for _, id := range s.Addressees {
		to = append(to, r.Name(id))
	}
	words := cmp.Or(r.Name(s.Speaker), "unknown speaker")
	if len(to) > 0 {
		words += " to " + strings.Join(to, ", ")
	}
	act := string(cmp.Or(s.Act, parley.ActOther))
	if s.Negated {
		act = "not " + act
	}
	return words + ": " + act
}

func hop(r *exchange.Release, h parley.Hop) string {
	return cmp.Or(r.Name(h.Entity), exhibitName(r, h.Exhibit), string(h.Kind))
}

func exhibitName(r *exchange.Release, id string) string {
	if x := r.Exhibit(id); x != nil {
		return cmp.Or(r.Name(x.Entity), string(x.Kind))
	}
	return ""
}

// assessment is "accepted by Otto Lamm, 2031-05-15T10:30:00Z".
func assessment(review exchange.Review) string {
	words := string(review.Status)
	if review.By != "" {
		words += " by " + review.By
	}
	if at := exchange.Timestamp(review.At); at != "" {
		words += ", " + at
	}
	return words
}
