// Package terms lays the terms that several reports touch side by side: each once,
// with the options that are worded and the words of each report.
package terms

import (
	"cmp"
	"encoding/json"
	"slices"

	"parley"
	"parley/ask"
	"parley/internal/gazetteer"
)

// A Term is an issue of the deal, at one place where it is of one, as all reports
// together have it.
type Term struct {
	Key, Issue, Name string
	PAX              []string
	Options          []Option
	Tellings         []Telling // a report each, in the order of the dossier
	Statements       int       // that touch it, in all reports
}

// An Option is a way to settle a term that reports word; to whom it goes is in its
// name.
type Option struct {
	ID, Name string // the name as the first of them has it
	Reports  int

	key optionKey
}

// A Telling is a report that touches a term.
type Telling struct {
	Record *parley.Record
	Term   *parley.Term
}

// Of lists the terms that the reports of a dossier touch, those of most reports
// first.
func Of(d *ask.Dossier) []Term {
	var all []Term
	index := map[string]int{}
	for _, record := range d.Records {
		for i := range record.Terms {
			t := &record.Terms[i]
			n, ok := index[t.Key]
			if !ok {
				n = len(all)
				index[t.Key] = n
				all = append(all, Term{Key: t.Key, Issue: t.Issue, Name: t.Name})
			}
			all[n].add(record, t)
		}
	}
	slices.SortFunc(all, func(a, b Term) int {
		return cmp.Or(cmp.Compare(len(b.Tellings), len(a.Tellings)), cmp.Compare(a.Key, b.Key))
	})
	return all
}

func (t *Term) add(record *parley.Record, told *parley.Term) {
	t.Tellings = append(t.Tellings, Telling{record, told})
	t.Statements += len(told.Statements)
	for _, code := range told.PAX {
		if at, has := slices.BinarySearch(t.PAX, code); !has {
			t.PAX = slices.Insert(t.PAX, at, code)
		}
	}
	seen := map[optionKey]bool{} // in this report
	for _, o := range told.Options {
		key := keyOf(record, o)
		n := slices.IndexFunc(t.Options, func(p Option) bool { return p.key == key })
		if n < 0 {
			n = len(t.Options)
			t.Options = append(t.Options, Option{ID: o.ID, Name: o.Name, key: key})
		}
		if !seen[key] {
			t.Options[n].Reports++
		}
		seen[key] = true
	}
}

// An optionKey is by what an option is the same in two reports.
type optionKey struct{ id, to string }

// keyOf knows whom an option goes to by the code of the country, or by the name.
func keyOf(record *parley.Record, o parley.TermOption) optionKey {
	i := slices.IndexFunc(record.Entities, func(e parley.Entity) bool { return e.ID == o.To })
	if o.To == "" || i < 0 {
		return optionKey{o.ID, ""}
	}
	e := record.Entities[i]
	return optionKey{o.ID, cmp.Or(e.Codes.Country, gazetteer.Fold(e.Name))}
}

// The types below are what is printed, field for field in the order of docs/terms.md.

type jsonTerm struct {
	Key     string       `json:"key"`
	Issue   string       `json:"issue"`
	Name    string       `json:"name"`
	PAX     []string     `json:"pax"`
	Options []jsonOption `json:"options"`
	Reports []jsonReport `json:"reports"`
}

type jsonOption struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Reports int    `json:"reports"`
}

type jsonReport struct {
	ask.Line
	Statements []string    `json:"statements"`
	Evidence   []ask.Quote `json:"evidence"`
}

// Encode is a term as JSON, on one line.
func (t *Term) Encode(d *ask.Dossier) ([]byte, error) {
	e := d.NewEncoder()
	out := jsonTerm{t.Key, t.Issue, t.Name, slices.Concat([]string{}, t.PAX), []jsonOption{}, []jsonReport{}}
	for _, o := range t.Options {
		out.Options = append(out.Options, jsonOption{o.ID, o.Name, o.Reports})
	}
	for _, told := range t.Tellings {
		out.Reports = append(out.Reports, jsonReport{e.Line(told.Record, told.Term.ID), slices.Concat([]string{}, told.Term.Statements),
			e.Quotes(told.Record, told.Term.Evidence...)})
	}
	return json.Marshal(out)
}
