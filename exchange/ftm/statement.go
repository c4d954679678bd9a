package ftm

import (
	"cmp"
	"strings"

	"parley"
	"parley/exchange"
)

var exhibitSchemata = map[parley.ExhibitKind]string{
	parley.ExhibitRecording: "Audio", parley.ExhibitTranscript: "PlainText", parley.ExhibitDocument: "Pages",
	parley.ExhibitPost: "HyperText", parley.ExhibitPhoto: "Image", parley.ExhibitVideo: "Video",
}

// exhibit adds a document, with who is heard in it and who obtained it.
func (b *book) exhibit(x parley.Exhibit) {
	name := cmp.Or(b.Name(x.Entity), string(x.Kind))
	b.add(newEntity(b.ids[x.ID], b.schema[x.ID]).set("name", name).set("title", name).
		set("date", exchange.PlainDate(x.Date.EDTF)).set("description", b.Words(x.Evidence)).set("proof", b.article()))
	for _, id := range x.Participants {
		b.documented(x, id, "participant")
	}
	b.documented(x, x.ObtainedBy, "obtained by")
}

func (b *book) documented(x parley.Exhibit, id, role string) {
	if b.ids[id] == "" || b.ids[id] == b.ids[x.ID] {
		return
	}
	link := b.edge("Documentation", "document", b.ids[x.ID], "entity", b.ids[id]).set("role", role)
	link.ID = b.id("Documentation", b.ids[x.ID], b.ids[id], role)
	b.add(link)
}

// statement adds a note with the words, on whoever speaks and is spoken to, and a
// link from the one to each of the others.
func (b *book) statement(s parley.Statement) {
	words := b.Words(s.Content)
	act := string(cmp.Or(s.Act, parley.ActOther))
	if s.Negated {
		act = "not " + act
	}
	note := newEntity(b.id("statement", b.IRI(s.ID)), "Note").
		set("name", cmp.Or(b.Name(s.Speaker), "unknown speaker")+": "+act).
		set("description", words).set("entity", b.ids[s.Speaker]).
		set("proof", b.article()).set("sourceUrl", b.URL()).set("publisher", b.Record.Report.Publisher).
		set("keywords", b.keywords(s)...)
	if review, ok := b.Review(s.ID); ok {
		note.set("modifiedAt", exchange.Timestamp(review.At))
	}
	for _, id := range s.Addressees {
		note.set("entity", b.ids[id])
	}
	b.add(note)
	if s.Speaker == "" {
		return
	}
	first, last := exchange.ExactDays(s.Said.EDTF)
	for _, id := range s.Addressees {
		if b.ids[id] == b.ids[s.Speaker] {
			continue
		}
		link := b.edge("UnknownLink", "subject", b.ids[s.Speaker], "object", b.ids[id]).
			set("role", act).set("summary", words).set("recordId", b.Line(s.ID))
		link.ID = b.id("said", b.IRI(s.ID), b.ids[id])
		if last == "" {
			link.set("date", cmp.Or(first, exchange.PlainDate(s.Said.EDTF)))
		} else {
			link.set("startDate", first).set("endDate", last)
		}
		b.add(link)
	}
}

// keywords are the answers that FollowTheMoney has no property for, as name:value.
func (b *book) keywords(s parley.Statement) []string {
	var all []string
	word := func(name, value string) {
		if value != "" {
			all = append(all, name+":"+value)
		}
	}
	word("address", b.Line(s.ID))
	word("act", string(s.Act))
	word("cameo", s.CAMEO)
	word("kind", string(s.Kind))
	word("certainty", string(s.Certainty))
	word("source-class", string(s.SourceClass))
	word("said", s.Said.EDTF)
	var way []string
	for _, h := range s.Chain {
		way = append(way, cmp.Or(b.Name(h.Entity), string(h.Kind)))
	}
	word("by-way-of", strings.Join(way, " > "))
	if review, ok := b.Review(s.ID); ok {
		word("review", string(review.Status))
		word("reviewed-by", review.By)
	}
	return all
}
