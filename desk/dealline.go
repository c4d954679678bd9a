package desk

import (
	"cmp"
	"fmt"
	"strings"

	"parley"
	"parley/ask/search"
	"parley/ledger"
)

// A dealLine is a line that is no statement, as pages show it.
type dealLine struct {
	Of        ledger.Address
	Noun      string
	Who, What string
	Status    ledger.Status
	Report    string // what its report is called
	Published string
	Sentence  []search.Piece
	Copy      search.Citation // as people paste it
}

func newDealLine(f *ledger.Filing, id string) *dealLine {
	r, spans := &f.Record.Report, wordsOf(f.Record, id)
	l := &dealLine{Of: f.Address(id), Noun: nouns[id[0]], Status: f.Status(id), Report: reportName(r), Published: r.Published, Sentence: search.Sentence(r, spans)}
	l.Who, l.What = ofDeal(f.Record, id)
	l.Copy = search.NewCiter(f).Line(id, holderOf(f.Record, id), l.Noun, l.What, spans)
	return l
}

// ofDeal is whose a position, proposal or contact is, and what of it, in a few words.
func ofDeal(record *parley.Record, id string) (who, what string) {
	for i := range record.Positions {
		if p := &record.Positions[i]; p.ID == id {
			what = string(p.Stance)
			if on := onWhat(record, p); on != "" {
				what += ": " + on
			}
			return cmp.Or(entityName(record, p.Party), "somebody"), what
		}
	}
	for i := range record.Contacts {
		if c := &record.Contacts[i]; c.ID == id {
			what = fmt.Sprintf("%s, %s", c.Kind, c.Status)
			if c.When.EDTF != "" {
				what += ", " + c.When.EDTF
			}
			return cmp.Or(names(record, c.Participants), "somebody"), what
		}
	}
	for i := range record.Proposals {
		if p := &record.Proposals[i]; p.ID == id {
			var parts []string
			if p.Status != "" {
				parts = append(parts, string(p.Status))
			}
			if p.Points > 0 {
				parts = append(parts, plural(p.Points, "point"))
			}
			if by := names(record, p.By); by != "" {
				parts = append(parts, "by "+by)
			}
			return p.Name, strings.Join(parts, ", ")
		}
	}
	return "", ""
}

// holderOf is the entity that a citation of a line names first; empty for none.
func holderOf(record *parley.Record, id string) string {
	for _, p := range record.Positions {
		if p.ID == id {
			return p.Party
		}
	}
	for _, a := range record.Responses {
		if a.ID == id {
			return a.By
		}
	}
	return ""
}
