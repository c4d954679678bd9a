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
		b.documented(x.ID, id, "participant")
	}
	b.documented(x.ID, x.ObtainedBy, "obtained by")
}

// documented links a document that is a line of the record to somebody.
func (b *book) documented(line, id, role string) {
	if b.ids[id] == "" || b.ids[id] == b.ids[line] {
		return
	}
	link := b.edge("Documentation", "document", b.ids[line], "entity", b.ids[id]).set("role", role)
	link.ID = b.id("Documentation", b.ids[line], b.ids[id], role)
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
		set("proof", b.article()).set("sourceUrl", b.URL()).set("publisher", b.Record.Report.Publisher)
	for _, id := range s.Addressees {
		note.set("entity", b.ids[id])
	}
	b.add(b.reviewed(note, b.keywords(s), s.ID))
	if s.Speaker == "" {
		return
	}
	for _, id := range s.Addressees {
		if b.ids[id] == b.ids[s.Speaker] {
			continue
		}
		link := b.edge("UnknownLink", "subject", b.ids[s.Speaker], "object", b.ids[id]).
			set("role", act).set("summary", words).set("recordId", b.Line(s.ID))
		link.ID = b.id("said", b.IRI(s.ID), b.ids[id])
		b.add(b.dated(link, s.Said.EDTF))
	}
}

// dated adds the days of a time, where it names them.
func (b *book) dated(e entity, edtf string) entity {
	first, last := exchange.ExactDays(edtf)
	if last == "" {
		return e.set("date", cmp.Or(first, exchange.PlainDate(edtf)))
	}
	return e.set("startDate", first).set("endDate", last)
}

// keywords are the answers that FollowTheMoney has no property for, as name:value.
type keywords []string

func (k *keywords) add(name, value string) {
	if value != "" {
		*k = append(*k, name+":"+value)
	}
}

func (b *book) keywords(s parley.Statement) *keywords {
	k := new(keywords)
	k.add("address", b.Line(s.ID))
	k.add("act", string(s.Act))
	k.add("cameo", s.CAMEO)
	k.add("kind", string(s.Kind))
	k.add("certainty", string(s.Certainty))
	k.add("source-class", string(s.SourceClass))
	k.add("said", s.Said.EDTF)
	var way []string
	for _, h := range s.Chain {
		way = append(way, cmp.Or(b.Name(h.Entity), string(h.Kind)))
	}
	k.add("by-way-of", strings.Join(way, " > "))
	return k
}

// reviewed is a line with its keywords, and what a person decided about it.
func (b *book) reviewed(e entity, k *keywords, id string) entity {
	if review, ok := b.Review(id); ok {
		k.add("review", string(review.Status))
		k.add("reviewed-by", review.By)
		e.set("modifiedAt", exchange.Timestamp(review.At))
	}
	return e.set("keywords", *k...)
}
