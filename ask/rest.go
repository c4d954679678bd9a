package ask

import (
	"slices"

	"parley"
)

// A Telling is that a report tells of something: by a statement, or in its own
// words where there is none.
type Telling struct {
	Record    *parley.Record // one of the dossier
	Statement string         // id; empty for the report's own words
}

// Rests are the independent sources of something that reports tell: as of a claim,
// but whoever says so is a source too, as it is not their saying that is asked for but
// what they say. Reports that both quote one spokesman are one source.
func (d *Dossier) Rests(told []Telling) []Source {
	byReport := map[int]*carrier{}
	var reports []int
	for _, t := range told {
		at := d.Index(t.Record)
		c := byReport[at]
		if c == nil {
			c = &carrier{report: at, own: ownStation(d.reports[at]), Carrier: Carrier{Record: t.Record}}
			byReport[at], reports = c, append(reports, at)
		}
		c.tell(d.files[at], t.Statement, d.said(at))
	}
	slices.Sort(reports)
	var carriers []*carrier
	for _, at := range reports {
		c := byReport[at]
		if len(c.Stations) == 0 || c.own.Kind == SourceMedium {
			c.Stations = append(c.Stations, c.own)
		}
		carriers = append(carriers, c)
	}
	return d.independent(carriers)
}

// said are the passages of a report.
func (d *Dossier) said(report int) []*Passage {
	first, _ := slices.BinarySearchFunc(d.passages, report, func(p *Passage, r int) int { return p.report - r })
	last, _ := slices.BinarySearchFunc(d.passages, report+1, func(p *Passage, r int) int { return p.report - r })
	return d.passages[first:last]
}

// tell adds a statement by which the carrier tells of it.
func (c *carrier) tell(f *file, statement string, said []*Passage) {
	s := f.statements[statement]
	if s == nil {
		return
	}
	for _, p := range said {
		if p.Statement != s || slices.Contains(c.Passages, p) {
			continue
		}
		c.Passages = append(c.Passages, p)
		for _, station := range stations(p) {
			if station.Kind != SourcePublic { // who says so comes below
				c.add(station)
			}
		}
	}
	if who := f.speaker(s); who.key != "" {
		c.add(Station{SourcePerson, who.name, "says so", wordsOf(&f.Report, s.Cue), "person " + who.block()})
	}
}

func (c *carrier) add(s Station) {
	if !slices.ContainsFunc(c.Stations, func(o Station) bool { return o.key == s.key }) {
		c.Stations = append(c.Stations, s)
	}
}
