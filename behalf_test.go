package parley

import (
	"fmt"
	"strings"
	"testing"
)

func TestBehalves_go_from_the_envoy_to_the_state(t *testing.T) {
	r := &Record{Entities: []Entity{
		{ID: "e1", Kind: EntityPerson, Name: "Kai Lind", Role: "special envoy", Represents: "e2", Party: "e3"},
		{ID: "e2", Kind: EntityPerson, Name: "Ada Brandt", Offices: []Office{{Title: "mayor", To: "2019"}, {Title: "president"}}, Party: "e3"},
		{ID: "e3", Kind: EntityCountry, Name: "Norland", Party: "e3"},
		{ID: "e4", Kind: EntityOrganisation, Name: "Foreign Ministry", Party: "e3"},
		{ID: "e5", Kind: EntityPerson, Name: "Mia Holt", Party: "e3", Reasons: []Reason{{Field: "party", Rule: "called president in reports"}}},
		{ID: "e6", Kind: EntityPerson, Name: "Ole Vik", Represents: "e7"},
		{ID: "e7", Kind: EntityPerson, Name: "Jon Dahl", Represents: "e6"},
		{ID: "e8", Kind: EntityPerson, Name: "Una Rask", Party: "e99"},
	}}
	for id, want := range map[string]string{
		"e1": "e1 represents e2 as special envoy, e2 party e3 as president",
		"e3": "",
		"e4": "e4 party e3 as Foreign Ministry",
		"e5": "e5 party e3 as called president in reports",
		"e6": "e6 represents e7 as ", // and back again
		"e8": "",
		"":   "",
	} {
		var steps []string
		for _, s := range r.Behalves(id) {
			steps = append(steps, fmt.Sprintf("%s %s %s as %s", s.Entity, s.Field, s.For, s.As))
		}
		if got := strings.Join(steps, ", "); got != want {
			t.Errorf("Behalves(%q) = %q, want %q", id, got, want)
		}
	}
}
