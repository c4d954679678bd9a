package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// A Figure is one line of the table of score_record.py: a share or an F1 in per
// cent, not a number where there was nothing to measure; or a plain number.
type Figure struct {
	Name    string
	Value   float64
	isCount bool
}

// Figures returns the lines of the table for t, the sum over that many texts,
// in the script's order. Four lines are parley's own: speaker and act as a share
// of all the gold's statements, where one that was not found counts as wrong; and
// the party of entities, as a share of those that are given one and of all.
func (t RecordTally) Figures(texts int) []Figure {
	ofMatched := func(n int) float64 { return float64(100*n) / float64(max(1, t.Content.Right)) }
	ofAll := func(n int) float64 { return float64(100*n) / float64(max(1, t.Content.Gold)) }
	percent := func(name string, value float64) Figure { return Figure{Name: name, Value: value} }
	count := func(name string, n int) Figure { return Figure{name, float64(n), true} }
	return []Figure{
		count("articles", texts),
		percent("content@.5", t.Content.F1()),
		percent("relation@.5", t.Relation.F1()),
		percent("nested recall", float64(100*t.Nested.Right)/float64(max(1, t.Nested.Gold))),
		count("nested gold", t.Nested.Gold),
		percent("speaker", ofMatched(t.Speaker)),
		percent("addressee", t.Addressees.F1()),
		percent("act", ofMatched(t.Act)),
		percent("kind", ofMatched(t.Kind)),
		percent("certainty", ofMatched(t.Certainty)),
		percent("word_of", t.WordOf.F1()),
		percent("responses", t.Responses.F1()),
		percent("responses loose", t.ResponsesLoose.F1()),
		percent("positions", t.Positions.F1()),
		percent("positions loose", t.PositionsLoose.F1()),
		percent("contacts", t.Contacts.F1()),
		percent("contacts loose", t.ContactsLoose.F1()),
		percent("speaker of all", ofAll(t.Speaker)),
		percent("act of all", ofAll(t.Act)),
		percent("party", 100*float64(t.Parties.Right)/float64(max(1, t.Parties.System))),
		percent("party of all", 100*float64(t.Parties.Right)/float64(max(1, t.Parties.Gold))),
	}
}

// SumRecords adds up the tallies of several texts.
func SumRecords(tallies []RecordTally) RecordTally {
	var sum RecordTally
	for _, t := range tallies {
		sum.Speaker += t.Speaker
		sum.Act += t.Act
		sum.Kind += t.Kind
		sum.Certainty += t.Certainty
		others := t.tallies()
		for i, mine := range sum.tallies() {
			mine.Right += others[i].Right
			mine.Gold += others[i].Gold
			mine.System += others[i].System
		}
	}
	return sum
}

// tallies lists the counts that have a gold and a system side.
func (t *RecordTally) tallies() []*Tally {
	return []*Tally{
		&t.Content, &t.Relation, &t.Nested, &t.Addressees, &t.WordOf,
		&t.Responses, &t.ResponsesLoose, &t.Positions, &t.PositionsLoose, &t.Contacts, &t.ContactsLoose, &t.Parties,
	}
}

// counts are the sizes behind the figures, as the script names them.
func (t RecordTally) counts() []Figure {
	var sizes []Figure
	for _, side := range []struct {
		name string
		of   Tally
	}{{"st", t.Content}, {"resp", t.Responses}, {"pos", t.Positions}, {"con", t.Contacts}} {
		sizes = append(sizes,
			Figure{side.name + ".g", float64(side.of.Gold), true},
			Figure{side.name + ".s", float64(side.of.System), true})
	}
	return sizes
}

// rows are precision, recall and F1 of each measure in per cent, to two places.
func (t SpanTally) rows() [][3]float64 {
	var rows [][3]float64
	for _, c := range t.Counts {
		rows = append(rows, [3]float64{hundredths(c.Precision()), hundredths(c.Recall()), hundredths(c.F1())})
	}
	return rows
}

// hundredths rounds 100·share to two places, by its exact value as Python does.
func hundredths(share float64) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(100*share, 'f', 2, 64), 64)
	return rounded
}

// Write prints the tables of the two scripts, the spans' before the records'.
func (r *Result) Write(w io.Writer) error {
	var out strings.Builder
	if len(r.Spans) > 0 {
		fmt.Fprintf(&out, "%-14s %7s %7s %7s\n", "", "P", "R", "F1")
		for m, row := range SumSpans(r.Spans).rows() {
			fmt.Fprintf(&out, "%-14s %7.2f %7.2f %7.2f\n", SpanMeasure(m), row[0], row[1], row[2])
		}
	}
	if len(r.Records) > 0 {
		sum := SumRecords(r.Records)
		for _, f := range sum.Figures(len(r.Records)) {
			fmt.Fprintf(&out, "%-16s %s\n", f.Name, f.String())
		}
		var sizes []string
		for _, f := range sum.counts() {
			sizes = append(sizes, fmt.Sprintf("%s %v", f.Name, f))
		}
		fmt.Fprintf(&out, "%-16s %s\n", "counts", strings.Join(sizes, ", "))
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// String is the value as the script prints it.
func (f Figure) String() string {
	switch {
	case f.isCount:
		return fmt.Sprintf("%.0f", f.Value)
	case math.IsNaN(f.Value):
		return "nan"
	}
	return fmt.Sprintf("%.1f", f.Value)
}

// MarshalJSON gives what the scripts print with --json under "spans" and
// "records"; a figure that is not a number is null.
func (r *Result) MarshalJSON() ([]byte, error) {
	out := map[string]any{}
	if len(r.Spans) > 0 {
		spans := map[string][3]float64{}
		for m, row := range SumSpans(r.Spans).rows() {
			spans[SpanMeasure(m).String()] = row
		}
		out["spans"] = spans
	}
	if len(r.Records) > 0 {
		sum := SumRecords(r.Records)
		records := byName(sum.Figures(len(r.Records)))
		records["counts"] = byName(sum.counts())
		out["records"] = records
	}
	return json.Marshal(out)
}

func byName(figures []Figure) map[string]any {
	values := map[string]any{}
	for _, f := range figures {
		values[f.Name] = f.Value
		if math.IsNaN(f.Value) {
			values[f.Name] = nil
		}
	}
	return values
}
