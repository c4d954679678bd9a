package audit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// A replay goes through the log entry by entry as if it were being filed, and so
// knows at each what the index must have. What it cannot make sense of it tells.
type replay struct {
	ctx     context.Context
	of      *ledger.Case
	found   func(Finding)
	state   *ledger.State
	known   map[int64]known // by entry
	removed map[int64]int64 // entry → the purge of its body
	purged  map[int64]int64 // report → the purge
	purges  map[int64]bool  // that were there before the first entry was looked at
	recent  recent
	taken   taken
}

// known is what is remembered of an entry.
type known struct {
	kind    ledger.Kind
	of      int64 // the report that it is about
	broken  bool  // it cannot be read
	reading int64 // of a report: its last reading
	before  int64 // of a report: the version before
	newer   int64 // of a report: the version after
}

// taken is what the entry in hand says.
type taken struct {
	report   *parley.Report
	raw      string // the digest of the bytes that are kept with the report
	record   *parley.Record
	decision *ledger.Decision // that was applied
}

func newReplay(ctx context.Context, of *ledger.Case, found func(Finding)) *replay {
	return &replay{
		ctx: ctx, of: of, found: found, state: ledger.NewState(),
		known: map[int64]known{}, removed: map[int64]int64{}, purged: map[int64]int64{}, purges: map[int64]bool{},
	}
}

func (r *replay) broken(seq int64) {
	k := r.known[seq]
	k.broken = true
	r.known[seq] = k
}

// readPurges finds what was removed, which explains what is missing before the
// entry that says so. What is wrong with a purge is told when the log comes to it.
func (r *replay) readPurges() {
	for e, err := range r.of.Entries(r.ctx, 0, ledger.KindPurge) {
		if err != nil {
			return // the log meets it again
		}
		r.purges[e.Seq] = true
		body, err := r.of.Body(r.ctx, e.Seq)
		if err != nil {
			continue
		}
		d, err := ledger.DecodeDecision(e, body)
		if err != nil || d.Verify(e.Kind, e.Of) != nil {
			continue
		}
		r.purged[e.Of.Report] = e.Seq
		for _, entry := range d.Entries {
			r.removed[entry] = e.Seq
		}
	}
}

// body is the body of an entry; nil where there is none to go on with.
func (r *replay) body(f *fetched) []byte {
	e, err, purge := f.Entry, f.err, r.removed[f.Seq]
	switch {
	case errors.Is(err, ledger.ErrRemoved) && purge != 0:
		return nil
	case errors.Is(err, ledger.ErrRemoved):
		r.found(Finding{Kind: KindMissing, Entry: e.Seq, Of: e.Of, Found: fmt.Sprintf("the body of the %s is not there, and no purge names it", e.Kind)})
	case err != nil:
		r.found(Finding{Kind: KindBody, Entry: e.Seq, Of: e.Of, Found: fmt.Sprintf("the body of the %s cannot be read: %s", e.Kind, why(err))})
	case purge != 0:
		r.found(Finding{Kind: KindStray, Entry: e.Seq, Of: e.Of, Found: fmt.Sprintf("the body of the %s is there", e.Kind), Want: fmt.Sprintf("entry %d removed it", purge)})
	}
	if err != nil || purge != 0 {
		r.broken(e.Seq)
		return nil
	}
	if f.digest != e.Body {
		r.found(Finding{
			Kind: KindBody, Entry: e.Seq, Of: e.Of, Found: fmt.Sprintf("the body of the %s has the SHA-256 %v", e.Kind, f.digest),
			Want: fmt.Sprintf("the entry says %v", e.Body),
		})
	}
	if f.undecoded != nil {
		r.undecoded(e, f.undecoded)
		return nil
	}
	return f.body
}

// take takes in an entry.
func (r *replay) take(f *fetched) {
	e := f.Entry
	r.taken = taken{}
	k := known{kind: e.Kind, of: e.Of.Report}
	if err := e.Verify(); err != nil {
		r.found(Finding{Kind: KindEntry, Entry: e.Seq, Of: e.Of, Found: strings.TrimPrefix(why(err), fmt.Sprintf("entry %d: ", e.Seq))})
		k.broken = true
	}
	refers := r.references(e)
	if e.Kind == ledger.KindReport && refers {
		k.before = e.Supersedes
	}
	r.known[e.Seq] = k
	body := r.body(f)
	switch {
	case e.Kind == ledger.KindReport:
		r.takeReport(f, body != nil)
	case e.Kind == ledger.KindReading:
		if refers {
			r.takeReading(f, body != nil)
		}
	case e.Kind == ledger.KindCase && body != nil:
		if _, err := ledger.DecodeDecision(e, body); err != nil {
			r.undecoded(e, err)
		}
	case e.Kind.IsDecision() && refers && !k.broken:
		r.takeDecision(e, body)
	}
}

func (r *replay) takeReport(f *fetched, is bool) {
	if before, known := r.known[r.known[f.Seq].before]; known && before.newer == 0 {
		before.newer = f.Seq
		r.known[f.Supersedes] = before
	}
	if !is {
		return
	}
	for _, part := range f.report.Timed {
		if err := f.report.Verify(part.Span); err != nil {
			r.found(Finding{Kind: KindLine, Entry: f.Seq, Of: ledger.Address{Report: f.Seq}, Found: "a part with times: " + why(err)})
		}
	}
	r.taken.report, r.taken.raw = f.report, f.raw
	r.recent.put(f.Seq, f.report)
}

func (r *replay) undecoded(e ledger.Entry, err error) {
	r.broken(e.Seq)
	r.found(Finding{Kind: KindBody, Entry: e.Seq, Of: e.Of, Found: why(err)})
}

func (r *replay) takeReading(f *fetched, is bool) {
	report := r.known[f.Of.Report]
	report.reading = f.Seq
	r.known[f.Of.Report] = report
	text := r.report(f.Of.Report)
	if !is || text == nil {
		return
	}
	f.record.Report = *text
	for _, fault := range f.record.Faults() {
		r.found(Finding{Kind: KindLine, Entry: f.Seq, Of: ledger.Address{Report: f.Of.Report, Line: fault.Line}, Found: why(fault.Err)})
	}
	if f.Author.Kind == ledger.AuthorWeights && f.record.Weights != f.Author.Name {
		r.found(Finding{Kind: KindBody, Entry: f.Seq, Of: f.Of, Found: "the record was read by " + f.record.Weights, Want: "the entry says " + f.Author.Name})
	}
	r.taken.record = f.record
	r.recent.putReading(f.Of.Report, f.Seq, f.record)
}

func (r *replay) takeDecision(e ledger.Entry, body []byte) {
	d := ledger.Removed()
	if body == nil && r.removed[e.Seq] == 0 {
		return
	}
	if body != nil {
		var err error
		if d, err = ledger.DecodeDecision(e, body); err != nil {
			r.undecoded(e, err)
			return
		}
		r.holdDecision(e, d)
	}
	if err := r.state.Apply(e, d); err != nil {
		r.found(Finding{Kind: KindDecision, Entry: e.Seq, Of: e.Of, Found: why(err)})
		return
	}
	r.taken.decision = d
	if e.Kind == ledger.KindCorrect && body != nil {
		r.holdCorrection(e)
	}
}

// report is the words of a report; nil where they are not to be had, which was
// said where its entry was met.
func (r *replay) report(seq int64) *parley.Report {
	if h := r.recent.find(seq); h != nil {
		return h.report
	}
	if k := r.known[seq]; k.kind != ledger.KindReport || k.broken || r.removed[seq] != 0 {
		return nil
	}
	body, err := r.of.Body(r.ctx, seq)
	if err != nil {
		return nil
	}
	report, err := ledger.DecodeReport(seq, body)
	if err != nil {
		return nil
	}
	r.recent.put(seq, report)
	return report
}

// machine is the last reading of a report so far, the report alone where there is
// none, and nil where it is not to be had.
func (r *replay) machine(report int64) (reading int64, record *parley.Record) {
	text := r.report(report)
	if text == nil {
		return 0, nil
	}
	reading = r.known[report].reading
	if reading == 0 {
		return 0, &parley.Record{Report: *text}
	}
	h := r.recent.find(report)
	if h != nil && h.reading == reading {
		return reading, h.record
	}
	if r.known[reading].broken || r.removed[reading] != 0 {
		return reading, nil
	}
	body, err := r.of.Body(r.ctx, reading)
	if err != nil {
		return reading, nil
	}
	if record, err = ledger.DecodeUnverified(reading, body, text); err != nil {
		return reading, nil
	}
	r.recent.putReading(report, reading, record)
	return reading, record
}

// indexed is what the index must have of a report now; nil where that cannot be
// told.
func (r *replay) indexed(report int64) *ledger.Index {
	reading, machine := r.machine(report)
	if machine == nil {
		return nil
	}
	return ledger.IndexRecord(report, reading, r.state.Record(reading, machine), r.state, r.of.Key)
}

// recent are the last few reports, as most entries are about one of them.
type recent struct {
	held [8]held
	next int
}

type held struct {
	seq     int64
	report  *parley.Report
	reading int64
	record  *parley.Record
}

func (r *recent) find(seq int64) *held {
	if i := slices.IndexFunc(r.held[:], func(h held) bool { return h.seq == seq && seq != 0 }); i >= 0 {
		return &r.held[i]
	}
	return nil
}

func (r *recent) put(seq int64, report *parley.Report) {
	r.held[r.next] = held{seq: seq, report: report}
	r.next = (r.next + 1) % len(r.held)
}

func (r *recent) putReading(report, reading int64, record *parley.Record) {
	if h := r.find(report); h != nil {
		h.reading, h.record = reading, record
	}
}
