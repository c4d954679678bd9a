package parley

// An Entity is somebody or something that a report speaks of under one or more
// names. Every mention of it is listed, so that each link can be checked.
type Entity struct {
	ID       string     `json:"id,omitzero"`   // unique within a record: e1, e2, …
	Name     string     `json:"name,omitzero"` // the fullest form the report uses
	Kind     EntityKind `json:"kind,omitzero"`
	Aliases  []string   `json:"aliases,omitzero"` // other forms used, in order of first use, pronouns left out
	Mentions []Mention  `json:"mentions,omitzero"`

	Role       string   `json:"role,omitzero"`       // office or description, as the report words it: "special envoy"
	Offices    []Office `json:"offices,omitzero"`    // that it holds or held, with dates where they are known
	Party      string   `json:"party,omitzero"`      // id of the entity that is the side it belongs to or speaks for
	Represents string   `json:"represents,omitzero"` // id of the entity that is its principal: of an envoy whoever sent him
	Codes      Codes    `json:"codes,omitzero"`
	Claimants  []string `json:"claimants,omitzero"` // ISO 3166-1 alpha-3 of the states that claim a contested entity, in order
	Reasons    []Reason `json:"reasons,omitzero"`   // for the answers above
}

// An Office is a post that somebody holds, as words and tables have it.
type Office struct {
	Title string `json:"title,omitzero"` // "foreign minister"
	Of    string `json:"of,omitzero"`    // id of the entity that has the office; empty where that is not known
	From  string `json:"from,omitzero"`  // EDTF; empty where not known
	To    string `json:"to,omitzero"`    // likewise
	Words []Span `json:"words,omitzero"` // that say so; none where a table does
}

// Codes identify an entity in the registers of others. Empty means none known,
// or that to give one would take a side.
type Codes struct {
	Country  string `json:"country,omitzero"`  // ISO 3166-1 alpha-3
	Division string `json:"division,omitzero"` // ISO 3166-2
	GeoNames string `json:"geonames,omitzero"`
	Wikidata string `json:"wikidata,omitzero"`
}

// An EntityKind is the sort of thing an entity is; the closed list of the record.
type EntityKind string

const (
	EntityPerson       EntityKind = "person"
	EntityOrganisation EntityKind = "organisation"
	EntityCountry      EntityKind = "country"
	EntityGroup        EntityKind = "group" // peoples, unnamed officials
	EntityPlace        EntityKind = "place"
	EntityMedium       EntityKind = "medium"   // outlets and agencies
	EntityDocument     EntityKind = "document" // plans, recordings, polls as sources
)

// EntityKinds lists every kind in the order in which the reader's labels and
// the documentation name them.
var EntityKinds = []EntityKind{
	EntityPerson, EntityOrganisation, EntityCountry, EntityGroup, EntityPlace, EntityMedium, EntityDocument,
}
