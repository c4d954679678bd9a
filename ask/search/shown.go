package search

import (
	"slices"

	"parley"
	"parley/internal/redact"
	"parley/ledger"
)

// Mask stands for whatever would tell the source of a sealed report.
const Mask = redact.Mask

// Shown is a filing as it may leave its case, in a briefing or to an assistant:
// without the lines that people rejected, nor what rests on them alone; and where
// its source is sealed with nothing that would tell it. Of a sealed report the
// text is the contents of its statements and the names in it, one a line, with those of outlets,
// authors and whoever passed something on masked in them; the spans are of that
// text. Its decisions, whose reasons may tell, stay in the State for the caller to
// leave out.
func Shown(f *ledger.Filing) *ledger.Filing {
	out := *f
	out.Record = Standing(f)
	if f.State.Sealed(f.Report.Seq) != 0 {
		out.Record = redact.Sealed(out.Record, f.Address("").String(), redact.Contents)
		out.Machine = out.Record
	}
	return &out
}

// Standing is the record of a filing without rejected lines. What lay within a rejected
// statement lies within the one around it.
func Standing(f *ledger.Filing) *parley.Record {
	in := f.Record
	gone := map[string]bool{}
	reject := func(id string) {
		if f.Status(id) == ledger.StatusRejected {
			gone[id] = true
		}
	}
	for id := range ledger.LineIDs(in) {
		reject(id)
	}
	if len(gone) == 0 {
		return in
	}
	return redact.Without(in, gone)
}

// ShownHit is a hit as it may be shown; not ok where that a sealed report answers
// to the question would itself tell something of its source.
func ShownHit(q Question, h Hit) (Hit, bool) {
	shown := Hit{Filing: Shown(h.Filing), Line: h.Line}
	shown.Statement = statement(shown.Record, h.Statement.ID)
	if shown.Statement == nil || h.State.Sealed(h.Report.Seq) == 0 {
		return shown, shown.Statement != nil
	}
	if q.Since != "" || q.Until != "" || q.HeldAt != "" {
		return shown, false
	}
	words := ledger.Words(quote(&shown.Record.Report, shown.Statement.Content))
	text, err := ledger.ParseMatch(q.Text)
	isNot := func(c ledger.Clause) bool { return c.Not } // what is not found tells as much
	if err != nil || len(text) > 0 && (!text.In(words) || slices.ContainsFunc(text, isNot)) {
		return shown, false
	}
	for _, about := range q.About {
		if !(ledger.Match{{Any: []ledger.Phrase{{Words: ledger.Words(about)}}}}).In(words) {
			return shown, false
		}
	}
	isShown := func(id string) bool { return nameOf(shown.Record, id) != Mask && nameOf(shown.Record, id) != "" }
	if len(q.By) > 0 && !isShown(shown.Statement.Speaker) || len(q.To) > 0 && !slices.ContainsFunc(shown.Statement.Addressees, isShown) {
		return shown, false
	}
	return shown, true
}
