package clerk

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/ledger"
)

// A Filer files in a case what is read, and what people decide. It is for one
// goroutine.
type Filer struct {
	Case *ledger.Case
	By   string // the person who answers for it
	Now  func() time.Time

	// ParseTerm says what is wrong with the text of a term's file; nil for nothing.
	// Whoever files none needs no such function.
	ParseTerm func(name string, text []byte) error

	// Seen is the entry up to which the person has seen the line that is decided of, or
	// of a merge or split, who it is of; what was decided of it since, but by this Filer,
	// is [parley.ErrConflict], and nothing is filed. With 0 the decision holds whatever
	// went before.
	Seen int64
	own  []int64 // merges and splits that this Filer filed

	waiting []*Prepared
}

// batch is how many reports are filed in one transaction.
const batch = 200

// A Receipt says what was filed of a report.
type Receipt struct {
	Report  ledger.Filed
	Reading ledger.Filed // zero where nothing was read
	Record  *parley.Record

	Version int64          // the version before, which this one supersedes; 0 for none
	Carried []ledger.Filed // decisions whose words were found again
	Lost    []Lost         // those whose words were not

	Before ledger.Author // of the reading that this one supersedes; zero for none
}

// A Lost decision was made on a line that the new version, or reading, has not.
type Lost struct {
	Decision ledger.Judgement
	Words    string // of the line
}

// Known is the report's entry where it is filed and need not be read: weights with
// that digest have read it, or a person, whose reading stands. It is 0 where it is
// to be read.
func (f *Filer) Known(ctx context.Context, report *parley.Report, weights string) (int64, error) {
	seq, err := f.Case.Once(ctx, ledger.OnceOf(report))
	if err != nil || seq == 0 {
		return 0, err
	}
	by, err := f.readBy(ctx, seq)
	if err != nil || by.Kind != ledger.AuthorPerson && by != ledger.Weights(weights) {
		return 0, err
	}
	return seq, nil
}

// readBy is who has read a report last; zero where nobody has.
func (f *Filer) readBy(ctx context.Context, report int64) (ledger.Author, error) {
	reading, err := f.Case.Reading(ctx, report, 0)
	if err != nil || reading == 0 {
		return ledger.Author{}, err
	}
	e, err := f.Case.Entry(ctx, reading)
	return e.Author, err
}

// A Prepared report is one with the entries that it shall be; what is dear about
// it is done.
type Prepared struct {
	record *parley.Record
	drafts []ledger.Draft
}

// Prepare makes the entries of a record. raw is the bytes that the report was read
// from, nil where they are its text. It may be called from any goroutine.
func (f *Filer) Prepare(record *parley.Record, raw []byte) (*Prepared, error) {
	var reader ledger.Author
	if record.Weights != "" {
		reader = ledger.Weights(record.Weights)
	}
	drafts, err := f.drafts(record, raw, reader)
	if err != nil {
		return nil, err
	}
	return &Prepared{record, drafts}, nil
}

// File puts a record among those to be filed and files them when there are
// enough of them; what it returns of others was filed by it. raw is as in
// [Filer.Prepare].
func (f *Filer) File(ctx context.Context, record *parley.Record, raw []byte) ([]Receipt, error) {
	p, err := f.Prepare(record, raw)
	if err != nil {
		return nil, err
	}
	return f.FilePrepared(ctx, p)
}

// FilePrepared is File of what was prepared.
func (f *Filer) FilePrepared(ctx context.Context, p *Prepared) ([]Receipt, error) {
	var receipts []Receipt
	slot := p.drafts[0].Slot
	if slices.ContainsFunc(f.waiting, func(w *Prepared) bool { return slot != "" && w.drafts[0].Slot == slot }) {
		var err error // it may be the version before
		if receipts, err = f.Flush(ctx); err != nil {
			return receipts, err
		}
	}
	there, err := f.there(ctx, p.drafts)
	if err != nil {
		return receipts, err
	}
	if there {
		flushed, err := f.Flush(ctx)
		receipts = append(receipts, flushed...)
		if err != nil {
			return receipts, err
		}
		receipt, err := f.version(ctx, p.record, p.drafts)
		return append(receipts, receipt), err
	}
	f.waiting = append(f.waiting, p)
	if len(f.waiting) < batch {
		return receipts, nil
	}
	flushed, err := f.Flush(ctx)
	return append(receipts, flushed...), err
}

// there reports whether a report is filed already and was last read by others than
// now, or a version of it is.
func (f *Filer) there(ctx context.Context, drafts []ledger.Draft) (bool, error) {
	same, before, err := f.last(ctx, drafts[0])
	if err != nil || same == 0 || len(drafts) == 1 {
		return before != 0, err
	}
	by, err := f.readBy(ctx, same)
	return by != drafts[1].Author, err
}

// otherwise files the reading of a report that is there, if there is one. One that a
// person has read gets none, and one that was purged: its words would come back.
func (f *Filer) otherwise(ctx context.Context, report int64, record *parley.Record) (Receipt, error) {
	by, err := f.readBy(ctx, report)
	if err != nil {
		return Receipt{}, err
	}
	if record.Weights != "" && by.Kind != ledger.AuthorPerson {
		receipt, err := f.Reread(ctx, report, record)
		if !errors.Is(err, ledger.ErrRemoved) {
			return receipt, err
		}
	}
	return f.asFiled(ctx, report, record)
}

// asFiled is the receipt of a report that was filed before.
func (f *Filer) asFiled(ctx context.Context, report int64, record *parley.Record) (Receipt, error) {
	e, err := f.Case.Entry(ctx, report)
	return Receipt{Report: ledger.Filed{Entry: e}, Record: record}, err
}

// drafts are the entries of a record: the report and, where somebody has read it,
// the reading.
func (f *Filer) drafts(record *parley.Record, raw []byte, reader ledger.Author) ([]ledger.Draft, error) {
	if err := errors.Join(ledger.VerifyLines(record), record.Verify()); err != nil {
		return nil, fmt.Errorf("filing report %s: %w", record.Report.ID, err)
	}
	report := record.Report
	if !strings.Contains(report.Input, "://") {
		report.Input = path.Base(report.Input) // folders are nobody else's business
	}
	body, err := ledger.EncodeReport(report, raw)
	if err != nil {
		return nil, fmt.Errorf("filing report %s: %v", report.ID, err)
	}
	filed := ledger.Draft{Kind: ledger.KindReport, Author: ledger.Person(f.By), Body: body, Raw: raw, Once: ledger.OnceOf(&report), Slot: ledger.SlotOf(&report)}
	index := []ledger.Indexed{{Report: ledger.Last, Index: ledger.IndexRecord(ledger.Last, 0, record, ledger.NewState(), f.Case.Key)}}
	if reader == (ledger.Author{}) {
		filed.Index = index
		return []ledger.Draft{filed}, nil
	}
	reading, err := ledger.EncodeReading(record)
	if err != nil {
		return nil, fmt.Errorf("filing the reading of report %s: %v", report.ID, err)
	}
	return []ledger.Draft{filed, {
		Kind: ledger.KindReading, Author: reader, Of: ledger.Address{Report: ledger.Last}, Body: reading, Index: index,
	}}, nil
}

// Flush files what waits, all of it or none.
func (f *Filer) Flush(ctx context.Context) ([]Receipt, error) {
	if len(f.waiting) == 0 {
		return nil, nil
	}
	var drafts []ledger.Draft
	for _, w := range f.waiting {
		drafts = append(drafts, w.drafts...)
	}
	filed, err := f.Case.Append(ctx, f.Now(), drafts)
	if err != nil {
		return nil, err
	}
	var receipts []Receipt
	for _, w := range f.waiting {
		receipts = append(receipts, receipt(w.record, filed[:len(w.drafts)]))
		filed = filed[len(w.drafts):]
	}
	f.waiting = nil
	return receipts, nil
}

func receipt(record *parley.Record, filed []ledger.Filed) Receipt {
	r := Receipt{Report: filed[0], Record: record}
	if len(filed) > 1 {
		r.Reading = filed[1]
	}
	return r
}

// version files a newer version of a report, and with it the decisions on the
// version before whose words it still has.
func (f *Filer) version(ctx context.Context, record *parley.Record, drafts []ledger.Draft) (Receipt, error) {
	return retry(ctx, func() (Receipt, error) { return f.tryVersion(ctx, record, drafts) })
}

func (f *Filer) tryVersion(ctx context.Context, record *parley.Record, drafts []ledger.Draft) (Receipt, error) {
	head, err := f.Case.Head(ctx) // what is filed from here on has Append file nothing
	if err != nil {
		return Receipt{}, err
	}
	same, before, err := f.last(ctx, drafts[0])
	if err != nil {
		return Receipt{}, err
	}
	if same != 0 { // it was filed already, or by another meanwhile
		return f.otherwise(ctx, same, record)
	}
	return f.after(ctx, head.Size, before, record, drafts, nil)
}

// after files a report with its reading and notes on that behind the entry head, as a
// version of the report before, where that is not 0, with the decisions that it
// still has the words of.
func (f *Filer) after(ctx context.Context, head, before int64, record *parley.Record, drafts, notes []ledger.Draft) (Receipt, error) {
	all := slices.Clone(drafts)
	moved := carrying{report: head + 1, reading: head + int64(len(all)), record: record, state: ledger.NewState()}
	var carried []ledger.Draft
	if before != 0 {
		all[0].Supersedes = before
		last := &all[len(all)-1]
		last.Index = append([]ledger.Indexed{{Report: before}}, last.Index...)
		var err error
		if carried, err = f.carryFrom(ctx, before, &moved); err != nil {
			return Receipt{}, fmt.Errorf("filing a version of report %d: %w", before, err)
		}
	}
	filed, err := f.Case.Append(ctx, f.Now(), numbered(head, slices.Concat(all, carried, notes)))
	if err != nil {
		return Receipt{}, err
	}
	r := receipt(record, filed[:len(all)])
	r.Version, r.Carried, r.Lost = before, filed[len(all):len(all)+len(carried)], moved.lost
	return r, nil
}

// carryFrom are the entries that take what was decided of a report over to its newer
// version: of its lines, where that was read, and the seal.
func (f *Filer) carryFrom(ctx context.Context, before int64, moved *carrying) ([]ledger.Draft, error) {
	old, err := f.Case.Filing(ctx, before, 0)
	if err != nil && !errors.Is(err, ledger.ErrRemoved) { // of what was purged there is nothing to carry over
		return nil, err
	}
	if err == nil {
		moved.carry(old)
	}
	drafts, err := moved.drafts(f.Case)
	if err != nil {
		return nil, err
	}
	seals, err := f.seals(ctx, before, moved.report)
	return append(drafts, seals...), err
}

// last is a report where it is filed already, and the last version of it.
func (f *Filer) last(ctx context.Context, report ledger.Draft) (same, before int64, err error) {
	if same, err = f.Case.Once(ctx, report.Once); err == nil && same == 0 && report.Slot != "" {
		before, err = f.Case.Once(ctx, report.Slot)
	}
	return same, before, err
}

// numbered are drafts that follow that entry, or are not filed.
func numbered(entry int64, drafts []ledger.Draft) []ledger.Draft {
	for i := range drafts {
		drafts[i].At = entry + int64(i) + 1
	}
	return drafts
}

// seals are the entry that seals a newer version of a report that is sealed: its source
// is the same.
func (f *Filer) seals(ctx context.Context, before, version int64) ([]ledger.Draft, error) {
	state, err := f.Case.State(ctx, 0)
	if err != nil {
		return nil, err
	}
	for _, j := range state.Of(ledger.Address{Report: before}) {
		if j.Seq != state.Sealed(before) {
			continue
		}
		d := *j.Decision
		d.Carried = j.Seq
		body, err := d.Encode()
		return []ledger.Draft{{Kind: j.Kind, Author: j.Author, Of: ledger.Address{Report: version}, Supersedes: j.Seq, Body: body}}, err
	}
	return nil, nil
}

// Reread files another reading of a report that is filed, and with it the
// decisions on the reading before whose words it has too. A reading that says the
// same is not filed.
func (f *Filer) Reread(ctx context.Context, report int64, record *parley.Record) (Receipt, error) {
	return retry(ctx, func() (Receipt, error) { return f.tryReread(ctx, report, record) })
}

func (f *Filer) tryReread(ctx context.Context, report int64, record *parley.Record) (Receipt, error) {
	head, err := f.Case.Head(ctx) // as in tryVersion
	if err != nil {
		return Receipt{}, err
	}
	old, err := f.Case.Filing(ctx, report, 0)
	if err != nil {
		return Receipt{}, err
	}
	body, err := ledger.EncodeReading(record)
	if err != nil {
		return Receipt{}, err
	}
	if old.Reading.Seq != 0 && ledger.DigestOf(body) == old.Reading.Body {
		return Receipt{Report: ledger.Filed{Entry: old.Report}, Reading: ledger.Filed{Entry: old.Reading}, Record: record}, nil
	}
	index := ledger.IndexRecord(report, head.Size+1, record, old.State, f.Case.Key)
	drafts := []ledger.Draft{{
		Kind: ledger.KindReading, Author: ledger.Weights(record.Weights), Of: ledger.Address{Report: report}, At: head.Size + 1,
		Supersedes: old.Reading.Seq, Body: body, Index: []ledger.Indexed{{Report: report, Index: index}},
	}}
	moved := carrying{report: report, reading: head.Size + 1, record: record, state: old.State}
	moved.carry(old)
	more, err := moved.drafts(f.Case)
	if err != nil {
		return Receipt{}, err
	}
	drafts = append(drafts, more...)
	newer, err := f.Case.Newer(ctx, report, &old.Record.Report)
	if err != nil {
		return Receipt{}, err
	}
	for i := range drafts {
		if newer != 0 {
			drafts[i].Index = nil
		}
	}
	filed, err := f.Case.Append(ctx, f.Now(), drafts)
	if err != nil {
		return Receipt{}, err
	}
	r := receipt(record, []ledger.Filed{{Entry: old.Report}, filed[0]})
	r.Carried, r.Lost, r.Before = filed[1:], moved.lost, old.Reading.Author
	return r, nil
}
