package exchange

import (
	"cmp"
	"strconv"
	"strings"

	"parley"
)

// A Sheet is one of the tables that records make.
type Sheet string

const (
	SheetStatements Sheet = "statements"
	SheetTerms      Sheet = "terms"
	SheetPositions  Sheet = "positions"
	SheetProposals  Sheet = "proposals"
	SheetPoints     Sheet = "points" // of proposals
	SheetContacts   Sheet = "contacts"
)

// Sheets lists every sheet.
var Sheets = []Sheet{SheetStatements, SheetTerms, SheetPositions, SheetProposals, SheetPoints, SheetContacts}

// TableVersion is the version of a sheet, which its header tells.
//
//	1: statements, the first eleven of their columns.
//	2: all of them, and the other sheets.
const TableVersion = 2

// columnsOfVersion1 is how many columns version 1 had.
const columnsOfVersion1 = 11

// headers are the first rows of the sheets. A row begins with where the report was
// read from, its id and the line's. Then come the answers as the record has them,
// lists with a semicolon between, entities and proposals by their names, terms by
// their keys; the words; and the smallest range of code points that holds them. A
// cell that is not known is empty.
var headers = map[Sheet][]string{
	SheetStatements: {
		"input", "report", "statement", "speaker", "source", "cue", "content", "kind", "start", "end", "confidence",
		"source_class", "addressees", "act", "cameo", "negated", "certainty", "hedges", "said", "channel", "chain",
	},
	SheetTerms: {
		"input", "report", "term", "key", "issue", "name", "pax", "place", "options", "option_names", "statements", "evidence", "start", "end",
	},
	SheetPositions: {
		"input", "report", "position", "party", "by", "stance", "term", "option", "proposal", "about", "basis", "private", "held",
		"condition", "quantities", "statement", "evidence", "start", "end", "confidence",
	},
	SheetProposals: {
		"input", "report", "proposal", "name", "aliases", "by", "points", "points_seen", "date", "status", "terms", "lineage", "evidence", "start", "end",
	},
	SheetPoints: {
		"input", "report", "proposal", "name", "number", "words", "statement", "terms", "quantities", "start", "end",
	},
	SheetContacts: {
		"input", "report", "contact", "kind", "status", "participants", "host", "place", "when", "duration",
		"condition", "topics", "statement", "evidence", "start", "end",
	},
}

// Header is the first row of the sheet.
func (s Sheet) Header() []string { return headers[s] }

// Rows are those of a record: what [Rows] reads of the table that has them.
func (s Sheet) Rows(record *parley.Record) ([]Row, error) {
	var all []Row
	rows, err := s.rows(record)
	for _, cells := range rows {
		all = append(all, Row{s, cells, len(cells)})
	}
	return all, err
}

// rows are the cells of a record.
func (s Sheet) rows(record *parley.Record) ([][]string, error) {
	r := newRower(record)
	switch s {
	case SheetStatements:
		r.statements()
	case SheetTerms:
		r.terms()
	case SheetPositions:
		r.positions()
	case SheetProposals:
		r.proposals()
	case SheetPoints:
		r.proposalPoints()
	case SheetContacts:
		r.contacts()
	default:
		panic("exchange: sheet " + string(s) + " is none")
	}
	return r.rows, r.err
}

// A rower makes rows of a record. It keeps the first error, as an encoder does.
type rower struct {
	record *parley.Record
	points points
	names  map[string]string // of entities and proposals
	keys   map[string]string // of terms
	rows   [][]string
	err    error
}

func newRower(record *parley.Record) *rower {
	r := &rower{record: record, points: newPoints(record.Report.Text), names: map[string]string{}, keys: map[string]string{}}
	for _, e := range record.Entities {
		r.names[e.ID] = e.Name
	}
	for _, p := range record.Proposals {
		r.names[p.ID] = p.Name
	}
	for _, t := range record.Terms {
		r.keys[t.ID] = t.Key
	}
	return r
}

// add adds a row for a line of the record.
func (r *rower) add(id string, cells ...string) {
	r.rows = append(r.rows, append([]string{r.record.Report.Input, r.record.Report.ID, id}, cells...))
}

func (r *rower) statements() {
	for _, s := range r.record.Statements {
		var hops []string
		for _, h := range s.Chain {
			hops = append(hops, cmp.Or(r.names[h.Entity], h.Exhibit))
		}
		source, cue, content := r.words(s.Source), r.words(s.Cue), r.words(s.Content)
		start, end := r.bounds(s.Source, s.Cue, s.Content)
		r.add(s.ID, r.names[s.Speaker], source, cue, content, string(s.Kind), start, end, confidence(s.Confidence),
			string(s.SourceClass), list(r.names, s.Addressees), string(s.Act), s.CAMEO, claim(s.Negated), string(s.Certainty),
			r.each(s.Hedges), s.Said.EDTF, r.one(s.Channel), strings.Join(hops, "; "))
	}
}

// words are those of the pieces of one thing.
func (r *rower) words(spans []parley.Span) string { return strings.Join(r.quotes(spans), " … ") }

// each are the words of several things.
func (r *rower) each(spans []parley.Span) string { return strings.Join(r.quotes(spans), "; ") }

// one is the words of a span that may be zero.
func (r *rower) one(span parley.Span) string {
	if span == (parley.Span{}) {
		return ""
	}
	return r.words([]parley.Span{span})
}

func (r *rower) quotes(spans []parley.Span) (words []string) {
	for _, s := range spans {
		if err := r.record.Report.Verify(s); err != nil {
			if r.err == nil {
				r.err = err
			}
			continue
		}
		words = append(words, r.record.Report.Quote(s))
	}
	return words
}

// bounds are the smallest range of code points that holds all spans.
func (r *rower) bounds(all ...[]parley.Span) (start, end string) {
	if r.err != nil {
		return "", ""
	}
	var spans []parley.Span
	for _, s := range all {
		spans = append(spans, s...)
	}
	if len(spans) == 0 {
		return "", ""
	}
	from, to := r.points.from(parley.Hull(spans))
	return strconv.Itoa(from), strconv.Itoa(to)
}

func confidence(p float64) string { return strconv.FormatFloat(p, 'f', 3, 64) }

func claim(is bool) string {
	if is {
		return "true"
	}
	return ""
}

// list are the names, or what else ids stand for.
func list(names map[string]string, ids []string) string {
	var all []string
	for _, id := range ids {
		all = append(all, names[id])
	}
	return strings.Join(all, "; ")
}
