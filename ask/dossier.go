package ask

import (
	"cmp"
	"slices"

	"parley"
)

// A Dossier is records of several reports, laid side by side. It does not depend
// on the order in which they came, and holds a report that comes twice once.
type Dossier struct {
	Records []*parley.Record          // by day, outlet and the name of the input
	Filed   map[*parley.Record]Filing // where a case has them; nil where there is no case

	files    []*file
	reports  []*parley.Report
	passages []*Passage
	groups   groups // of reports that copy one text, by index
	links    []link
	index    map[*parley.Record]int
}

// NewDossier lays records side by side. They must not change afterwards.
func NewDossier(records []*parley.Record) *Dossier {
	d := &Dossier{Records: Distinct(records), index: map[*parley.Record]int{}}
	for i, record := range d.Records {
		d.index[record] = i
		d.reports = append(d.reports, &record.Report)
		d.files = append(d.files, newFile(record, i))
		d.passages = append(d.passages, d.files[i].passages()...)
	}
	d.groups, d.links = copies(d.reports)
	return d
}

// Distinct are records in the order of a dossier, one that comes twice once.
func Distinct(records []*parley.Record) []*parley.Record {
	out := slices.Clone(records)
	slices.SortStableFunc(out, func(a, b *parley.Record) int { return compareReports(&a.Report, &b.Report) })
	type identity struct{ id, publisher, text string }
	seen := map[identity]bool{}
	return slices.DeleteFunc(out, func(r *parley.Record) bool {
		same := identity{r.Report.ID, r.Report.Publisher, r.Report.Text}
		defer func() { seen[same] = true }()
		return seen[same]
	})
}

func compareReports(a, b *parley.Report) int {
	return cmp.Or(cmp.Compare(dayOf(a.Published), dayOf(b.Published)), cmp.Compare(a.Published, b.Published),
		cmp.Compare(a.Publisher, b.Publisher), cmp.Compare(a.Input, b.Input), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Text, b.Text))
}

// passages are those of all statements.
func (f *file) passages() []*Passage {
	record := f.Record
	quotations := quoted(record.Report.Text)
	published := dayOf(record.Report.Published)
	var all []*Passage
	for i := range record.Statements {
		s := &record.Statements[i]
		speaker := f.speaker(s)
		found := passages(&record.Report, s, quotations)
		for k := range found {
			p := &found[k]
			p.Record, p.file, p.report, p.speaker = record, f, f.index, speaker
			p.passedOn = f.passedOnBy(s) != nil
			p.day = cmp.Or(dayOf(s.Said.EDTF), published)
			all = append(all, p)
		}
	}
	return all
}

// Groups are the reports that copy one text, two or more each.
func (d *Dossier) Groups() []Group {
	byName := map[int]*Group{}
	var names []int
	for i, r := range d.reports {
		name := d.groups.of(i)
		if byName[name] == nil {
			byName[name] = &Group{}
			names = append(names, name)
		}
		byName[name].Reports = append(byName[name].Reports, r)
	}
	for _, l := range d.links {
		g := byName[d.groups.of(l.a)]
		g.Links = append(g.Links, Copy{d.reports[l.a], d.reports[l.b], l.share, l.identical})
	}
	var out []Group
	for _, name := range names {
		if g := byName[name]; len(g.Reports) > 1 {
			out = append(out, *g)
		}
	}
	return out
}
