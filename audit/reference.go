package audit

import (
	"fmt"
	"slices"
	"strings"

	"parley/ledger"
)

// references holds what an entry names against the entries before it, and who
// answers for it against its kind. It reports whether the entry can be made sense
// of.
func (r *replay) references(e ledger.Entry) bool {
	wrong := func(found string, args ...any) bool {
		r.found(Finding{Kind: KindReference, Entry: e.Seq, Of: e.Of, Found: fmt.Sprintf(found, args...)})
		return false
	}
	about, superseded := r.known[e.Of.Report], r.known[e.Supersedes]
	switch {
	case e.Author.Kind == ledger.AuthorWeights && e.Kind != ledger.KindReading:
		r.found(Finding{Kind: KindEntry, Entry: e.Seq, Of: e.Of, Found: nounOf(known{kind: e.Kind}) + " has weights for an author", Want: "only a reading can"})
	case e.Kind == ledger.KindCase && e.Seq != 1:
		return wrong("it names the case, which only the first entry does")
	}
	if e.Of.Report != 0 && about.kind != ledger.KindReport {
		return wrong("it is about entry %d, which is %s", e.Of.Report, nounOf(about))
	}
	if _, err := ledger.ParseAddress(e.Of.String()); err != nil || (e.Kind == ledger.KindReport || e.Kind == ledger.KindReading) && e.Of.Line != "" {
		return wrong("it is about line %q, which %s cannot be", e.Of, nounOf(known{kind: e.Kind}))
	}
	if e.Kind == ledger.KindReport && e.Of.Report != 0 {
		return wrong("it is a report and is about report %d", e.Of.Report)
	}
	switch {
	case e.Supersedes == 0 || superseded.broken:
	case e.Kind == ledger.KindReport && superseded.kind != ledger.KindReport,
		e.Kind == ledger.KindReading && (superseded.kind != ledger.KindReading || superseded.of != e.Of.Report),
		e.Kind == ledger.KindUndo && (!superseded.kind.IsDecision() || superseded.of != e.Of.Report),
		e.Kind != ledger.KindUndo && e.Kind.IsDecision() && superseded.kind != e.Kind:
		return wrong("it is %s and supersedes entry %d, which is %s", nounOf(known{kind: e.Kind}), e.Supersedes, nounOf(superseded))
	}
	return e.Kind != ledger.KindReading || e.Of.Report != 0
}

func nounOf(k known) string {
	if k.kind == "" {
		return "not before it"
	}
	noun := "a " + string(k.kind)
	if strings.ContainsAny(noun[2:3], "aeiou") {
		noun = "an " + string(k.kind)
	}
	if k.of != 0 {
		noun += fmt.Sprintf(" of report %d", k.of)
	}
	return noun
}

// holdDecision holds the reports, readings and lines that a decision names against
// what there is.
func (r *replay) holdDecision(e ledger.Entry, d *ledger.Decision) {
	wrong := func(found string, args ...any) {
		r.found(Finding{Kind: KindReference, Entry: e.Seq, Of: e.Of, Found: fmt.Sprintf(found, args...)})
	}
	for _, report := range d.Reports {
		if k := r.known[report]; k.kind != ledger.KindReport && !k.broken {
			wrong("it is of entry %d, which is %s", report, nounOf(k))
		}
	}
	if e.Kind == ledger.KindPurge {
		for _, entry := range d.Entries {
			if k := r.known[entry]; entry != e.Of.Report && k.of != e.Of.Report && !k.broken {
				wrong("it removes the body of entry %d, which is %s", entry, nounOf(k))
			}
		}
	}
	if e.Of.Line == "" || d.Reading == 0 {
		return
	}
	reading, machine := r.machine(e.Of.Report)
	if d.Reading != reading {
		wrong("it is of a line of reading %d, the report's reading was entry %d", d.Reading, reading)
		return
	}
	adds := slices.Contains(d.Lines(), e.Of.Line)
	if machine != nil && !adds && !ledger.HasLine(r.state.Record(reading, machine), e.Of.Line) {
		wrong("report %d has no line %s", e.Of.Report, e.Of.Line)
	}
}

// holdCorrection holds the line that a person made against the words.
func (r *replay) holdCorrection(e ledger.Entry) {
	reading, machine := r.machine(e.Of.Report)
	if machine == nil || len(machine.Faults()) > 0 {
		return
	}
	for _, fault := range r.state.Record(reading, machine).Faults() {
		r.found(Finding{Kind: KindDecision, Entry: e.Seq, Of: ledger.Address{Report: e.Of.Report, Line: fault.Line}, Found: "as corrected: " + why(fault.Err)})
	}
}
