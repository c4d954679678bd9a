package ask

import (
	"strings"

	"parley"
	"parley/internal/gazetteer"
	"parley/resolve"
)

// Somebody is an entity of one report, as far as it can be known again in another.
type Somebody struct {
	Entity *parley.Entity
	Key    string // see [parley/resolve.Key]; empty for whoever has no name
	Side   string // the key of the side that it is or acts for; empty where that is not known
	For    string // the name of that side, or of its principal; empty for a side itself

	decided bool // people gave it the key
}

// Somebody is who an entity of a record of the dossier is; ok is false where the
// record has none of that id.
func (d *Dossier) Somebody(r *parley.Record, id string) (who Somebody, ok bool) {
	f := d.files[d.index[r]]
	e := f.entities[id]
	if e == nil {
		return who, false
	}
	key := resolve.Key
	if filed := d.Filed[r].Key; filed != nil {
		key = filed
	}
	who = Somebody{Entity: e, Key: key(e)}
	who.decided = who.Key != resolve.Key(e)
	for i, step := range r.Behalves(id) {
		if i == 0 {
			who.For = f.name(step.For)
		}
		who.Side = key(f.entities[step.For])
	}
	switch {
	case who.Side != "":
	case e.Kind == parley.EntityCountry:
		who.Side = who.Key
	default:
		if state := gazetteer.SeatOf(e.Name); state != "" {
			who.Side, who.For = keyOfCountry(state), state
		}
	}
	return who, true
}

func keyOfCountry(name string) string {
	return resolve.Key(&parley.Entity{Name: name, Kind: parley.EntityCountry})
}

// Is reports whether two of different reports are one.
func (s Somebody) Is(o Somebody) bool {
	switch {
	case s.Key == "" || o.Key == "":
		return false
	case s.Key == o.Key && s.Entity.Name == o.Entity.Name:
		return true
	case s.decided || o.decided:
		return s.Key == o.Key
	case s.IsPerson() != o.IsPerson() || s.IsPerson() && s.Block() != o.Block():
		return false
	case s.Key == o.Key && !s.IsPerson():
		return true
	case strings.HasPrefix(s.Key, "country ") && strings.HasPrefix(o.Key, "country "):
		return false
	}
	return resolve.Same(s.Entity, o.Entity)
}

// IsPerson reports whether it is a person.
func (s Somebody) IsPerson() bool { return s.Entity.Kind == parley.EntityPerson }

// StandsFor reports whether one of two is not a person and both are of one side: the
// Kremlin and Putin, Ukrainian officials and their minister.
func (s Somebody) StandsFor(o Somebody) bool {
	return s.Side != "" && s.Side == o.Side && !(s.IsPerson() && o.IsPerson())
}

// Block is what the keys of those who may be one have in common: of a person the
// surname. Empty for whoever has no name.
func (s Somebody) Block() string {
	if strings.HasPrefix(s.Key, "person ") {
		return s.Key[strings.LastIndexByte(s.Key, ' ')+1:]
	}
	return s.Key
}
