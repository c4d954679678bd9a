package ftm

import (
	"cmp"
	"strconv"
	"strings"

	"parley"
	"parley/exchange"
)

// deal adds the proposals, the positions and the contacts. FollowTheMoney has no
// word for a term: the positions on it have its key.
func (b *book) deal() {
	for _, p := range b.Record.Proposals {
		b.proposal(p)
	}
	for _, p := range b.Record.Positions {
		b.position(p)
	}
	for _, c := range b.Record.Contacts {
		b.contact(c)
	}
}

// proposal adds a document, with whose it is and what it comes from.
func (b *book) proposal(p parley.Proposal) {
	name := cmp.Or(p.Name, b.Name(p.Entity), "proposal")
	k := keywords{}
	k.add("address", b.Line(p.ID))
	k.add("status", string(p.Status))
	if p.Points > 0 {
		k.add("points", strconv.Itoa(p.Points))
	}
	if len(p.Seen) > 0 {
		k.add("points-seen", strconv.Itoa(len(p.Seen)))
	}
	for _, id := range p.Terms {
		k.add("term", b.term(id).Key)
	}
	out := newEntity(b.ids[p.ID], b.schema[p.ID]).set("name", name).set("title", name).set("alias", p.Aliases...).
		set("date", exchange.PlainDate(p.Date.EDTF)).set("description", b.Words(p.Evidence)).set("proof", b.article())
	for _, point := range p.Seen {
		words := b.Words(point.Words)
		if point.Number > 0 {
			words = "point " + strconv.Itoa(point.Number) + ": " + words
		}
		out.set("notes", words)
	}
	b.add(b.reviewed(out, &k, p.ID))
	for _, id := range p.By {
		b.documented(p.ID, id, "proposed by")
	}
	for _, l := range p.Lineage {
		if earlier := b.ids[l.Proposal]; earlier != "" && l.Proposal != p.ID {
			link := b.edge("UnknownLink", "subject", b.ids[p.ID], "object", earlier).set("role", string(l.Kind)).set("summary", b.Words(l.Words))
			link.ID = b.id("lineage", string(l.Kind), b.ids[p.ID], earlier)
			b.add(link)
		}
	}
}

// position adds a note on whoever stands so, and on whoever says so.
func (b *book) position(p parley.Position) {
	term := b.term(p.Term)
	what := cmp.Or(term.Name, term.Issue)
	for _, o := range term.Options {
		if o.ID == p.Option {
			what += ", " + cmp.Or(o.Name, o.ID)
		}
	}
	if d := b.Proposal(p.Proposal); d != nil {
		what = cmp.Or(what, d.Name)
	}
	k := keywords{}
	k.add("address", b.Line(p.ID))
	k.add("stance", string(p.Stance))
	k.add("basis", string(p.Basis))
	k.add("term", term.Key)
	k.add("option", p.Option)
	k.add("held", p.Held.EDTF)
	if p.Condition != (parley.Span{}) {
		k.add("condition", b.Words([]parley.Span{p.Condition}))
	}
	if p.Private {
		k.add("private", "true")
	}
	note := newEntity(b.id("position", b.IRI(p.ID)), "Note").
		set("name", strings.TrimSpace(cmp.Or(b.Name(p.Party), "unknown party")+": "+string(p.Stance)+" "+cmp.Or(what, b.Words(p.About)))).
		set("description", b.Words(p.Evidence)).set("entity", b.ids[p.Party], b.ids[p.By], b.ids[p.Proposal]).
		set("proof", b.article()).set("sourceUrl", b.URL()).set("publisher", b.Record.Report.Publisher)
	b.add(b.reviewed(note, &k, p.ID))
}

// contact adds an event, with its state in its name: FollowTheMoney would else take
// what was planned for what took place.
func (b *book) contact(c parley.Contact) {
	var who []string
	for _, id := range c.Participants {
		who = append(who, cmp.Or(b.Name(id), "unknown"))
	}
	name := string(c.Kind)
	if c.Status != parley.ContactHeld {
		name += " (" + string(c.Status) + ")"
	}
	if len(who) > 0 {
		name += ": " + strings.Join(who, ", ")
	}
	k := keywords{}
	k.add("address", b.Line(c.ID))
	k.add("kind", string(c.Kind))
	k.add("status", string(c.Status))
	k.add("when", c.When.EDTF)
	k.add("duration", c.Duration)
	if c.Condition != (parley.Span{}) {
		k.add("condition", b.Words([]parley.Span{c.Condition}))
	}
	event := b.dated(newEntity(b.id("contact", b.IRI(c.ID)), "Event"), c.When.EDTF).
		set("name", name).set("summary", b.Words(c.Topics)).set("description", b.Words(c.Evidence)).set("location", b.Name(c.Place)).
		set("proof", b.article()).set("sourceUrl", b.URL()).set("publisher", b.Record.Report.Publisher).set("recordId", b.Line(c.ID))
	for _, id := range c.Participants {
		if b.acts(id) {
			event.set("involved", b.ids[id])
		}
	}
	if b.acts(c.Host) {
		event.set("organizer", b.ids[c.Host])
	}
	if b.schema[c.Place] == "Address" {
		event.set("addressEntity", b.ids[c.Place])
	}
	b.add(b.reviewed(event, &k, c.ID))
}

// term is the term of that id; the zero Term where there is none.
func (b *book) term(id string) parley.Term {
	if t := b.Term(id); t != nil {
		return *t
	}
	return parley.Term{}
}
