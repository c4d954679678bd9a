package parley

import "cmp"

// A Behalf is one step from an entity to whoever it acts for, as a record has it:
// from the envoy to the president who sent him, from the president to his country.
// Whether somebody who belongs to a side speaks for it too, As says: a foreign
// minister does, an opposition lawmaker does not.
type Behalf struct {
	Entity string     // id
	Kind   EntityKind // of Entity
	For    string     // id
	Field  string     // of Entity, that says so: "represents" or "party"
	As     string     // the words for what it is: a person's office or role, else its name; empty where none are known
}

// Behalves lists the steps up from an entity: to its principal where it has one,
// else to its party, and so on from there. They end with an entity that is a side
// of its own.
func (r *Record) Behalves(id string) []Behalf { return Behalves(id, r.entity) }

// Behalves lists likewise the steps up from an entity of a record in which find finds
// entities by their ids, nil for none: for whoever asks for many.
func Behalves(id string, find func(id string) *Entity) []Behalf {
	var steps []Behalf
	for len(steps) < mostBehalves {
		e := find(id)
		if e == nil {
			break
		}
		step := Behalf{Entity: id, Kind: e.Kind, For: e.Represents, Field: "represents", As: e.as()}
		if step.For == "" {
			step.For, step.Field = e.Party, "party"
		}
		if step.For == "" || step.For == id || find(step.For) == nil || visited(steps, step.For) {
			break
		}
		steps = append(steps, step)
		id = step.For
	}
	return steps
}

// mostBehalves is how long a chain of people who act for each other may be.
const mostBehalves = 8

func visited(steps []Behalf, id string) bool {
	for _, s := range steps {
		if s.Entity == id {
			return true
		}
	}
	return false
}

// as is the words for what an entity is.
func (e *Entity) as() string {
	if e.Kind != EntityPerson {
		return e.Name
	}
	if e.Role != "" {
		return e.Role
	}
	for _, o := range e.Offices {
		if o.To == "" && o.Title != "" {
			return o.Title
		}
	}
	for _, reason := range e.Reasons {
		if reason.Field == "party" {
			return cmp.Or(reason.Rule, reason.Table)
		}
	}
	return ""
}

func (r *Record) entity(id string) *Entity {
	for i := range r.Entities {
		if r.Entities[i].ID == id {
			return &r.Entities[i]
		}
	}
	return nil
}
