package parley

// An Entity is somebody or something that a report speaks of under one or more
// names. Every mention of it is listed, so that each link can be checked.
type Entity struct {
	ID       string // unique within a record: e1, e2, …
	Name     string // the fullest form the report uses
	Kind     EntityKind
	Aliases  []string // other forms used, in order of first use, pronouns left out
	Mentions []Mention
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
