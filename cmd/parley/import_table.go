package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/clerk"
	"parley/exchange"
	"parley/ledger"
)

// maxRow is how many bytes a row of a table may have.
const maxRow = 16 << 20

// importTable files as corrections what a person has changed in a table. The whole
// table is read and understood before anything is filed.
func (p *program) importTable(ctx context.Context, o caseOptions, by, why, path string) error {
	c, err := o.open(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	type change struct {
		of ledger.Address
		ledger.Decision
	}
	var changes []change
	table := changedTable{c: c, reports: map[int64]*tabled{}}
	row := 1
	for cells, err := range exchange.Rows(bufio.NewReader(file), maxRow) {
		row++
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		of, d, err := table.change(ctx, cells)
		if err != nil {
			return fmt.Errorf("%s, row %d: %w", path, row, err)
		}
		if d != nil {
			d.Reason = why
			changes = append(changes, change{of, *d})
		}
	}
	filer := &clerk.Filer{Case: c, By: by, Now: p.now}
	for _, ch := range changes {
		if err := p.filed(filer.Decide(ctx, ledger.KindCorrect, ch.of, ch.Decision)); err != nil {
			return fmt.Errorf("%s, line %v: %w", path, ch.of, err)
		}
	}
	fmt.Fprintf(p.out, "%s filed of %s\n", count(len(changes), "correction"), count(row-1, "row"))
	return nil
}

// A changedTable holds rows of a table against the case that it was exported from.
type changedTable struct {
	c       *ledger.Case
	reports map[int64]*tabled
}

// A tabled report is one with its rows as the case has them, by their lines, and as an
// export writes them that leaves out what was rejected: the names of entities too.
type tabled struct {
	*ledger.Filing
	rows, written map[string]exchange.Row
}

func (t *changedTable) report(ctx context.Context, number int64, of exchange.Sheet) (*tabled, error) {
	if have := t.reports[number]; have != nil {
		return have, nil
	}
	f, err := t.c.Filing(ctx, number, 0)
	if err != nil {
		return nil, err
	}
	if f.State.Sealed(number) != 0 {
		return nil, fmt.Errorf("report %d is sealed, and a table has it masked: %w", number, parley.ErrInvalid)
	}
	release, err := asFiling(f, false).Release()
	if err != nil {
		return nil, err
	}
	out := &tabled{Filing: f}
	if out.rows, err = rowsByLine(f.Record, of); err != nil {
		return nil, err
	}
	if out.written, err = rowsByLine(release.Record, of); err != nil {
		return nil, err
	}
	t.reports[number] = out
	return out, nil
}

func rowsByLine(record *parley.Record, of exchange.Sheet) (map[string]exchange.Row, error) {
	rows, err := of.Rows(record)
	all := map[string]exchange.Row{}
	for _, r := range rows {
		all[r.Cell(rowLines[of].id)] = r
	}
	return all, err
}

// rowLines are the columns that have a line's id, and the corrections of a line.
var rowLines = map[exchange.Sheet]struct {
	id      string
	correct func(*changedRow) error
}{
	exchange.SheetStatements: {"statement", (*changedRow).statement},
	exchange.SheetPositions:  {"position", (*changedRow).position},
	exchange.SheetProposals:  {"proposal", (*changedRow).proposal},
	exchange.SheetContacts:   {"contact", (*changedRow).contact},
}

// change is the correction that a row asks for; nil where it is as the case has it.
func (t *changedTable) change(ctx context.Context, row exchange.Row) (of ledger.Address, d *ledger.Decision, err error) {
	line, ok := rowLines[row.Of]
	if !ok {
		return of, nil, fmt.Errorf("a table of %s is not taken back: what they are follows from the words and the register: %w", row.Of, parley.ErrInvalid)
	}
	report, id := row.Cell("report"), row.Cell(line.id)
	if of, err = ledger.ParseAddress(report + "/" + id); err != nil {
		return of, nil, fmt.Errorf("report %q and %s %q are no line of a case: %w", report, line.id, id, parley.ErrInvalid)
	}
	f, err := t.report(ctx, of.Report, row.Of)
	if err != nil {
		return of, nil, err
	}
	have, ok := f.rows[id]
	if !ok {
		return of, nil, fmt.Errorf("report %d has no %s %s: %w", of.Report, line.id, id, parley.ErrNotFound)
	}
	written, ok := f.written[id]
	if !ok {
		written = have
	}
	r := &changedRow{f: f.Filing, of: of, have: have, written: written, row: row}
	if err := line.correct(r); err != nil {
		return of, nil, err
	}
	if len(r.Fields) == 0 {
		return of, nil, nil
	}
	if err := clerk.CheckCorrection(&r.Decision); err != nil {
		return of, nil, fmt.Errorf("%v: %w", of, err)
	}
	r.Reading = f.Reading.Seq
	after := r.Decision
	after.Version = ledger.DecisionVersion
	corrected, err := f.State.With(ledger.Entry{Seq: 1 << 62, Kind: ledger.KindCorrect, Of: of}, &after)
	if err != nil {
		return of, nil, err
	}
	return of, &r.Decision, corrected.Record(f.Reading.Seq, f.Machine).Verify()
}

// A changedRow is a row with the line that it was made of, and the correction that
// follows from their difference.
type changedRow struct {
	ledger.Decision
	f                  *ledger.Filing
	of                 ledger.Address
	have, written, row exchange.Row // see [tabled]
	people             correction
}

// changed reports whether a person changed a column, and notes its field.
func (r *changedRow) changed(column string) bool {
	if cell := r.row.Cell(column); !r.row.Has(column) || cell == r.have.Cell(column) || cell == r.written.Cell(column) {
		return false
	}
	r.Fields = append(r.Fields, column)
	return true
}

// keeps refuses a row whose words are others: the table is of another reading, or
// somebody changed what the report says. White space may differ, as spreadsheets
// change the ends of lines.
func (r *changedRow) keeps(columns ...string) error {
	for _, c := range columns {
		got, want := oneLine(r.row.Cell(c)), oneLine(r.have.Cell(c))
		if r.row.Has(c) && got != want && got != oneLine(r.written.Cell(c)) {
			return fmt.Errorf("%s of %v is “%s”, the table has “%s”: words are not changed by a table: %w", c, r.of, want, got, parley.ErrInvalid)
		}
	}
	return nil
}

// party puts whom a person named in a column at to, where they changed it.
func (r *changedRow) party(column string, to *string) (err error) {
	if r.changed(column) {
		*to, err = r.people.party(&r.Decision, r.f, r.row.Cell(column))
	}
	return err
}

func (r *changedRow) parties(column string, to *[]string) (err error) {
	if r.changed(column) {
		*to, err = r.people.all(&r.Decision, r.f, strings.Split(r.row.Cell(column), ";"))
	}
	return err
}

// date is an EDTF date, which a spreadsheet may have made into one of its own.
func (r *changedRow) date(column string, at parley.Span) (parley.Date, error) {
	edtf := strings.TrimSpace(r.row.Cell(column))
	if _, _, ok := parley.Days(edtf); edtf != "" && !ok {
		return parley.Date{}, fmt.Errorf("%s %q is no EDTF date, such as 2031-05-14 or 2031-05: %w", column, edtf, parley.ErrInvalid)
	}
	return parley.Date{EDTF: edtf, Span: at}, nil
}

// term is the id of a term of the report, by its key, its id or its name.
func (r *changedRow) term(name string) (string, error) {
	name = strings.TrimSpace(name)
	for _, t := range r.f.Record.Terms {
		if name != "" && (name == t.Key || name == t.ID || strings.EqualFold(name, t.Name)) {
			return t.ID, nil
		}
	}
	if name == "" {
		return "", nil
	}
	return "", fmt.Errorf("report %d does not touch a term %q: %w", r.of.Report, name, parley.ErrNotFound)
}

func isTrue(cell string) bool { return strings.EqualFold(cell, "true") }

func find[L any](all []L, is func(L) bool) L { return all[slices.IndexFunc(all, is)] }

func (r *changedRow) statement() error {
	s := find(r.f.Record.Statements, func(s parley.Statement) bool { return s.ID == r.of.Line })
	if err := errors.Join(r.party("speaker", &s.Speaker), r.parties("addressees", &s.Addressees)); err != nil {
		return err
	}
	if r.changed("act") {
		s.Act, s.CAMEO = parley.Act(r.row.Cell("act")), ""
	}
	if r.changed("certainty") {
		s.Certainty = parley.Certainty(r.row.Cell("certainty"))
	}
	if isTrue(r.row.Cell("negated")) != s.Negated && r.changed("negated") {
		s.Negated = !s.Negated
	}
	r.Statement = &s
	return r.keeps("source", "cue", "content")
}

func (r *changedRow) position() error {
	p := find(r.f.Record.Positions, func(p parley.Position) bool { return p.ID == r.of.Line })
	var err error
	if err := errors.Join(r.party("party", &p.Party), r.party("by", &p.By)); err != nil {
		return err
	}
	if r.changed("stance") {
		p.Stance = parley.Stance(r.row.Cell("stance"))
	}
	if r.changed("term") {
		if p.Term, err = r.term(r.row.Cell("term")); err != nil {
			return err
		}
	}
	if r.changed("option") {
		p.Option = r.row.Cell("option")
	}
	if r.changed("proposal") {
		if p.Proposal, err = r.proposalNamed(r.row.Cell("proposal")); err != nil {
			return err
		}
	}
	if r.changed("basis") {
		p.Basis = parley.Basis(r.row.Cell("basis"))
	}
	if isTrue(r.row.Cell("private")) != p.Private && r.changed("private") {
		p.Private = !p.Private
	}
	if r.changed("held") {
		if p.Held, err = r.date("held", p.Held.Span); err != nil {
			return err
		}
	}
	r.Position = &p
	return r.keeps("about", "condition", "quantities", "evidence")
}

// proposalNamed is the id of a proposal of the report.
func (r *changedRow) proposalNamed(name string) (string, error) {
	name = strings.TrimSpace(name)
	for _, p := range r.f.Record.Proposals {
		if name != "" && (name == p.ID || strings.EqualFold(name, p.Name) || slices.Contains(p.Aliases, name)) {
			return p.ID, nil
		}
	}
	if name == "" {
		return "", nil
	}
	return "", fmt.Errorf("report %d does not speak of a proposal %q: %w", r.of.Report, name, parley.ErrNotFound)
}

func (r *changedRow) proposal() error {
	p := find(r.f.Record.Proposals, func(p parley.Proposal) bool { return p.ID == r.of.Line })
	var err error
	if r.changed("name") {
		p.Name = r.row.Cell("name")
	}
	if err := r.parties("by", &p.By); err != nil {
		return err
	}
	if r.changed("points") {
		n, err := strconv.Atoi(or(r.row.Cell("points"), "0"))
		if err != nil || n < 0 {
			return fmt.Errorf("points %q are no number: %w", r.row.Cell("points"), parley.ErrInvalid)
		}
		p.Points = n
	}
	if r.changed("date") {
		if p.Date, err = r.date("date", p.Date.Span); err != nil {
			return err
		}
	}
	if r.changed("status") {
		p.Status = parley.ProposalStatus(r.row.Cell("status"))
	}
	if r.changed("terms") {
		p.Terms = nil
		for name := range strings.SplitSeq(r.row.Cell("terms"), ";") {
			id, err := r.term(name)
			if err != nil {
				return err
			}
			if id != "" {
				p.Terms = append(p.Terms, id)
			}
		}
	}
	r.Proposal = &p
	return r.keeps("aliases", "lineage", "evidence")
}

func (r *changedRow) contact() error {
	c := find(r.f.Record.Contacts, func(c parley.Contact) bool { return c.ID == r.of.Line })
	var err error
	if r.changed("kind") {
		c.Kind = parley.ContactKind(r.row.Cell("kind"))
	}
	if r.changed("status") {
		c.Status = parley.ContactStatus(r.row.Cell("status"))
	}
	if err := errors.Join(r.parties("participants", &c.Participants), r.party("host", &c.Host), r.party("place", &c.Place)); err != nil {
		return err
	}
	if r.changed("when") {
		if c.When, err = r.date("when", c.When.Span); err != nil {
			return err
		}
	}
	if r.changed("duration") {
		c.Duration = r.row.Cell("duration")
	}
	r.Contact = &c
	return r.keeps("condition", "topics", "evidence")
}
