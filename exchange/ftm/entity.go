package ftm

import (
	"cmp"
	"strings"

	"parley"
	"parley/exchange"
)

var schemata = map[parley.EntityKind]string{
	parley.EntityPerson: "Person", parley.EntityOrganisation: "Organization", parley.EntityCountry: "PublicBody",
	parley.EntityGroup: "LegalEntity", parley.EntityPlace: "Address", parley.EntityMedium: "Organization", parley.EntityDocument: "Pages",
}

// schemaOf is the schema of an entity. A state acts as a public body, and so does
// an organisation of a state's side.
func (b *book) schemaOf(e parley.Entity) string {
	if side := b.Entity(e.Party); e.Kind == parley.EntityOrganisation && side != nil && side.Kind == parley.EntityCountry {
		return "PublicBody"
	}
	return schemata[e.Kind]
}

// acts reports whether an entity of the record can be a party to something:
// FollowTheMoney's LegalEntity.
func (b *book) acts(id string) bool {
	switch b.schema[id] {
	case "Person", "Organization", "PublicBody", "LegalEntity":
		return true
	}
	return false
}

// isBody reports whether it can have members and offices.
func (b *book) isBody(id string) bool {
	return b.schema[id] == "Organization" || b.schema[id] == "PublicBody"
}

func (b *book) entity(e parley.Entity) {
	if b.schema[e.ID] == "" || b.isLine[e.ID] {
		return
	}
	name := cmp.Or(e.Name, e.Role, "unknown")
	out := newEntity(b.ids[e.ID], b.schema[e.ID]).
		set("name", name).set("alias", e.Aliases...).set("wikidataId", e.Codes.Wikidata).
		set("country", countryCode(e.Codes.Country)).set("proof", b.article())
	switch {
	case e.Kind == parley.EntityPerson:
		out.set("position", e.Role)
	case e.Kind == parley.EntityPlace:
		out.set("full", name)
	case e.Role != "":
		out.set("description", e.Role)
	}
	if len(e.Claimants) > 0 {
		out.set("notes", "claimed by "+strings.Join(e.Claimants, ", "))
	}
	b.add(out)
	if !b.acts(e.ID) {
		return
	}
	for _, form := range append([]string{name}, e.Aliases...) {
		b.add(newEntity(b.id("mention", b.ids[e.ID], form), "Mention").set("name", form).set("document", b.article()).
			set("resolved", b.ids[e.ID]).set("detectedSchema", b.schema[e.ID]))
	}
	b.represents(e)
	b.offices(e)
}

// represents adds whom it speaks for, and the side it belongs to.
func (b *book) represents(e parley.Entity) {
	if e.Represents != e.ID && b.acts(e.Represents) {
		b.add(b.edge("Representation", "agent", b.ids[e.ID], "client", b.ids[e.Represents]).set("role", e.Role))
	}
	if e.Party != e.ID && b.isBody(e.Party) {
		b.add(b.edge("Membership", "member", b.ids[e.ID], "organization", b.ids[e.Party]).set("role", e.Role))
	}
}

// offices adds the posts of a person, and that he holds or held them.
func (b *book) offices(e parley.Entity) {
	if e.Kind != parley.EntityPerson {
		return
	}
	for _, o := range e.Offices {
		post := newEntity(b.id("post", o.Title, b.ids[o.Of]), "Position").set("name", cmp.Or(o.Title, "office")).set("proof", b.article())
		if b.isBody(o.Of) {
			post.set("organization", b.ids[o.Of]).set("country", countryCode(b.Entity(o.Of).Codes.Country))
		}
		b.add(post)
		b.add(b.edge("Occupancy", "holder", b.ids[e.ID], "post", post.ID).
			set("startDate", exchange.PlainDate(o.From)).set("endDate", exchange.PlainDate(o.To)).set("description", b.Words(o.Words)))
	}
}

// edge is an entity that links two others, with the report as its proof.
func (b *book) edge(schema, source, from, target, to string) entity {
	return newEntity(b.id(schema, from, to), schema).set(source, from).set(target, to).
		set("proof", b.article()).set("sourceUrl", b.URL()).set("publisher", b.Record.Report.Publisher)
}
