package ask

import (
	"fmt"
	"slices"
	"strings"

	"parley"
)

// A Retraction is what would fall if a source could not be relied on any more.
type Retraction struct {
	Source  string   // as it was asked for
	Matched []string // what it stands for in the reports: "outlet Reuters", "person Oda Brandt"
	Fallen  []Fall   // claims that rest on nothing else
	Shaken  []Fall   // claims that have another source
	Claims  int      // of the dossier
}

// A Fall is what a retraction does to a claim.
type Fall struct {
	Claim      *Claim
	Falls      []Carrier // that rest on the source
	Remain     []Carrier
	Statements int // that fall
}

// Retract says what would fall with a source, which is the name of an outlet, a
// person or another speaker, or the word for an exhibit. The error is a
// [parley.ErrNotFound] where no report rests on it. A statement falls where the
// source is on its way to the reader: who says it, who passed it on, the exhibit,
// the outlet that it is cited from or copied from, and the report's own outlet
// where nothing else is named.
func (d *Dossier) Retract(source string) (*Retraction, error) {
	m := matcher{all: nameWords(source), outlet: outlet(source), found: map[string]bool{}}
	r := &Retraction{Source: source}
	claims := d.Claims()
	r.Claims = len(claims)
	for i := range claims {
		f := d.fall(&claims[i], &m)
		switch {
		case len(f.Falls) == 0:
		case len(f.Remain) == 0:
			r.Fallen = append(r.Fallen, f)
		default:
			r.Shaken = append(r.Shaken, f)
		}
	}
	if len(m.found) == 0 {
		return nil, fmt.Errorf("no statement rests on %q: %w", source, parley.ErrNotFound)
	}
	for name := range m.found {
		r.Matched = append(r.Matched, name)
	}
	slices.Sort(r.Matched)
	return r, nil
}

func (d *Dossier) fall(c *Claim, m *matcher) Fall {
	f := Fall{Claim: c}
	falls := make([]bool, len(c.carriers))
	his := false
	for _, p := range c.Passages {
		his = m.speaker(p.speaker) || his
	}
	for i, k := range c.carriers {
		falls[i] = his
		for _, s := range d.way(k) {
			falls[i] = m.station(s) || falls[i]
		}
	}
	d.follow(c.carriers, falls)
	for i, k := range c.carriers {
		if falls[i] {
			f.Falls = append(f.Falls, k.Carrier)
			f.Statements += len(statementsOf(k.Passages))
		} else {
			f.Remain = append(f.Remain, k.Carrier)
		}
	}
	return f
}

// way lists what a carrier rests on. A copy rests on what the first of the
// copied reports rests on, or on the agency whose story it is; a report that
// names nothing but itself, on what its source is named after.
func (d *Dossier) way(c *carrier) []Station {
	var all []Station
	for _, s := range c.Stations {
		if s.Kind != SourceOutlet {
			all = append(all, s)
		}
	}
	if first := d.reports[d.groups.of(c.report)]; first != d.reports[c.report] {
		return append(all, ownStation(first))
	}
	if len(all) == 0 && c.rests.Kind != SourceOutlet {
		return []Station{c.rests}
	}
	return c.Stations
}

// follow lets fall whoever cites an outlet all of whose reports of the claim
// fall, and whoever names nothing but itself where all others of its source fall.
func (d *Dossier) follow(carriers []*carrier, falls []bool) {
	for range carriers {
		standing := map[string]bool{} // by the key of the outlet: whether a report of it stands
		holds := map[int]bool{}       // by source: whether one that names a station stands
		for i, c := range carriers {
			key := outletStation(d.reports[c.report]).key
			standing[key] = standing[key] || !falls[i]
			if !c.isAlone() {
				holds[c.source] = holds[c.source] || !falls[i]
			}
		}
		changed := false
		for i, c := range carriers {
			gone := false
			for _, s := range d.way(c) {
				stands, known := standing[s.key]
				gone = gone || s.Kind == SourceMedium && known && !stands
			}
			stands, known := holds[c.source]
			gone = gone || c.isAlone() && known && !stands
			if gone && !falls[i] {
				falls[i], changed = true, true
			}
		}
		if !changed {
			return
		}
	}
}

// isAlone reports whether a carrier names nothing but its own outlet.
func (c *carrier) isAlone() bool {
	return !slices.ContainsFunc(c.Stations, func(s Station) bool { return s.Kind != SourceOutlet })
}

func statementsOf(passages []*Passage) []*parley.Statement {
	var all []*parley.Statement
	for _, p := range passages {
		if !slices.Contains(all, p.Statement) {
			all = append(all, p.Statement)
		}
	}
	return all
}

// A matcher knows a source by the name that a user gave it.
type matcher struct {
	all    []string // words of the name
	outlet string
	found  map[string]bool // what it stood for
}

func (m *matcher) station(s Station) bool {
	is := false
	switch s.Kind {
	case SourceMedium, SourceOutlet:
		is = m.outlet != "" && outlet(s.Name) == m.outlet
	case SourceExhibit:
		is = m.within(nameWords(s.Name + " " + strings.TrimPrefix(s.key, "exhibit ")))
	case SourcePerson, SourcePublic:
		is = m.names(nameWords(s.Name))
	}
	if is {
		m.found[string(s.Kind)+" "+s.Name] = true
	}
	return is
}

func (m *matcher) speaker(s *speaker) bool {
	is := s.key != "" && m.names(s.words)
	if is {
		m.found["speaker "+s.name] = true
	}
	return is
}

// names reports whether the name that was given is name, or the end of it: a
// surname.
func (m *matcher) names(name []string) bool {
	n := len(m.all)
	return n > 0 && n <= len(name) && slices.Equal(m.all, name[len(name)-n:])
}

// within reports whether all words that were given are in name.
func (m *matcher) within(name []string) bool {
	for _, w := range m.all {
		if !slices.Contains(name, w) {
			return false
		}
	}
	return len(m.all) > 0
}

// Statements counts the statements that fall, those of claims that stand too.
func (r *Retraction) Statements() int {
	n := 0
	for _, falls := range [][]Fall{r.Fallen, r.Shaken} {
		for _, f := range falls {
			n += f.Statements
		}
	}
	return n
}
