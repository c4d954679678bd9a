package annotation

import (
	"cmp"
	"strconv"
	"strings"

	"parley"
	"parley/exchange"
)

// bodies are what is said of the words: a sentence for people, then tags of the
// form name:value for programs, and what a person decided.
func bodies(r *exchange.Release, s parley.Statement) []body {
	all := []body{{Type: "TextualBody", Purpose: "describing", Format: "text/plain", Language: "en", Value: sentence(r, s)}}
	tag := func(name, value string) {
		if value != "" {
			all = append(all, body{Type: "TextualBody", Purpose: "tagging", Value: name + ":" + value})
		}
	}
	tag("address", r.Line(s.ID))
	tag("speaker", r.Name(s.Speaker))
	for _, id := range s.Addressees {
		tag("addressee", r.Name(id))
	}
	tag("act", string(s.Act))
	tag("cameo", s.CAMEO)
	if s.Negated {
		tag("negated", "true")
	}
	tag("kind", string(s.Kind))
	tag("certainty", string(s.Certainty))
	tag("source-class", string(s.SourceClass))
	tag("said", s.Said.EDTF)
	for _, h := range s.Chain {
		tag("by-way-of", hop(r, h))
	}
	if s.Within != "" {
		tag("within", r.Line(s.Within))
	}
	tag("confidence", strconv.FormatFloat(s.Confidence, 'f', 4, 64))
	if review, ok := r.Review(s.ID); ok {
		all = append(all, body{Type: "TextualBody", Purpose: "assessing", Format: "text/plain", Language: "en", Value: assessment(review)})
	}
	return all
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
