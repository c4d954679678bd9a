// Package demo is a case to look around in: ten short reports, written for it, of
// talks that never took place between two states that are at peace. It has what a
// newcomer should see of each view: hearsay and denials, plans with points, a map,
// talks that were called off, positions that change and that differ in private, a
// corrected line, a note, and a report whose source is sealed.
package demo

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/clerk"
	"parley/desk"
	"parley/internal/table"
	"parley/ledger"
	"parley/terms/register"
)

//go:embed *.txt *.tsv *.term
var files embed.FS

// Name is what the case is called.
const Name = "Demo: talks on the Sound (invented)"

// Colleague is who decided what is decided in it.
const Colleague = "Bo Ek"

// Begun is when it was begun, before its first report.
var Begun = time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)

// File fills a case that holds nothing but its name: each report on the evening of the
// day it was published, and what the colleague decides right after, so that the clock
// of what the case knew has something to show.
func File(ctx context.Context, c *ledger.Case, read func(context.Context, desk.Input) clerk.Outcome) error {
	d := &demo{read: read, reports: map[string]int64{}}
	d.filer = &clerk.Filer{Case: c, By: Colleague, Now: d.tick, ParseTerm: parseTerm}
	names, err := fs.Glob(files, "*.txt")
	if err != nil {
		return err
	}
	rows := slices.Collect(table.Rows("positions.tsv", text("positions.tsv"), 9))
	for _, name := range names {
		if err := d.report(ctx, name); err != nil {
			return fmt.Errorf("filing %s of the demo: %w", name, err)
		}
		for _, row := range rows {
			if !strings.HasPrefix(name, row[0]) {
				continue
			}
			if err := d.position(ctx, row); err != nil {
				return fmt.Errorf("filing the position “%s” of the demo: %w", row[8], err)
			}
		}
	}
	return d.decide(ctx)
}

func text(name string) string {
	b, err := files.ReadFile(name)
	if err != nil {
		panic("demo: " + err.Error()) // embedded
	}
	return string(b)
}

func parseTerm(name string, text []byte) error {
	_, err := register.Parse(name, text)
	return err
}

// A demo is the case in the making.
type demo struct {
	read    func(context.Context, desk.Input) clerk.Outcome
	filer   *clerk.Filer
	reports map[string]int64 // by the number in the file's name
	now     time.Time
}

func (d *demo) tick() time.Time {
	d.now = d.now.Add(time.Second)
	return d.now
}

// evening is when a report is filed.
const evening = 18 * time.Hour

func (d *demo) report(ctx context.Context, name string) error {
	head, body, _ := strings.Cut(text(name), "\n\n")
	in := desk.Input{Name: name, Bytes: []byte(body)}
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "Title":
			in.Given.Title = value
		case "Publisher":
			in.Given.Publisher = value
		case "Published":
			in.Given.Published = value
		}
	}
	day, err := time.Parse(time.DateOnly, in.Given.Published)
	if err != nil {
		return err
	}
	d.now = day.Add(evening)
	o := d.read(ctx, in)
	if o.Err != nil {
		return o.Err
	}
	receipts, err := d.filer.File(ctx, o.Record, o.Raw)
	if err != nil {
		return err
	}
	more, err := d.filer.Flush(ctx)
	if err != nil {
		return err
	}
	for _, r := range slices.Concat(receipts, more) {
		d.reports[strings.TrimSuffix(path.Base(name)[:2], "-")] = r.Report.Seq
	}
	return nil
}

// filing is a report of the demo as it stands.
func (d *demo) filing(ctx context.Context, number string) (*ledger.Filing, error) {
	return d.filer.Case.Filing(ctx, d.reports[number], 0)
}

// words are where words stand in a report.
func words(r *parley.Report, words string) ([]parley.Span, error) {
	at := strings.Index(r.Text, words)
	if at < 0 {
		return nil, fmt.Errorf("the report has no words “%s”: %w", words, parley.ErrNotFound)
	}
	return []parley.Span{{Start: at, End: at + len(words)}}, nil
}

// position adds one of positions.tsv. Where the reading has one of the party with that
// stance in those words, that is corrected instead, or left as it is.
func (d *demo) position(ctx context.Context, row []string) error {
	f, err := d.filing(ctx, row[0])
	if err != nil {
		return err
	}
	evidence, err := words(&f.Record.Report, row[8])
	if err != nil {
		return err
	}
	p := parley.Position{Party: entity(f.Record, row[1]), By: entity(f.Record, row[2]), Stance: parley.Stance(row[3]), Evidence: evidence}
	i := slices.IndexFunc(f.Record.Positions, func(have parley.Position) bool {
		return have.Party == p.Party && have.Stance == p.Stance && parley.Hull(have.Evidence).Overlaps(evidence[0])
	})
	decision := ledger.Decision{Position: &p, Reason: "the reading lacks it"}
	of := ledger.Address{Report: f.Report.Seq}
	if i >= 0 {
		p, of.Line, decision.Reason = f.Record.Positions[i], f.Record.Positions[i].ID, "as it was said"
	}
	read := p
	p.Basis, p.Private = parley.Basis(row[4]), row[5] == "private"
	p.Term, p.Option, p.Proposal = "", "", ""
	if row[6] == "plan" {
		if len(f.Record.Proposals) == 0 {
			return fmt.Errorf("the report speaks of no plan: %w", parley.ErrNotFound)
		}
		p.Proposal = f.Record.Proposals[0].ID
	} else {
		p.Term, decision.Terms = term(f.Record, row[6], row[7])
		p.Option = strings.TrimPrefix(row[7], "-")
	}
	if i >= 0 {
		if decision.Fields = changed(&read, &p); decision.Fields == nil {
			return nil
		}
	}
	_, err = d.filer.Decide(ctx, ledger.KindCorrect, of, decision)
	return err
}

// changed are the fields that a correction changes.
func changed(a, b *parley.Position) (fields []string) {
	for _, f := range []struct {
		name string
		is   bool
	}{
		{"term", a.Term != b.Term}, {"option", a.Option != b.Option}, {"proposal", a.Proposal != b.Proposal},
		{"basis", a.Basis != b.Basis}, {"private", a.Private != b.Private},
	} {
		if f.is {
			fields = append(fields, f.name)
		}
	}
	return fields
}

func entity(r *parley.Record, name string) string {
	for i := range r.Entities {
		if e := &r.Entities[i]; e.Name == name {
			return e.ID
		}
	}
	return ""
}

// term is a term of a record by its key, with the name of its place after "=". Where
// the record has none, or lacks the option, the term is added.
func term(r *parley.Record, key, option string) (id string, added []parley.Term) {
	key, place, _ := strings.Cut(key, "=")
	issue, _, _ := strings.Cut(key, "@")
	known := register.General().Term(issue)
	t := parley.Term{ID: "p1", Key: key, Issue: known.Issue, Name: known.Name, PAX: slices.Clone(known.PAX)}
	if place != "" {
		t.Name = place + ": " + t.Name
	}
	i := slices.IndexFunc(r.Terms, func(t parley.Term) bool { return t.Key == key })
	if i >= 0 {
		t = parley.Term{ID: r.Terms[i].ID, Key: key, Issue: t.Issue, Name: r.Terms[i].Name}
		if option == "-" || slices.ContainsFunc(r.Terms[i].Options, func(o parley.TermOption) bool { return o.ID == option }) {
			return t.ID, nil
		}
	}
	for _, o := range known.Options {
		if o.ID == option {
			name, _, _ := strings.Cut(o.Name, "[")
			t.Options = []parley.TermOption{{ID: o.ID, Name: strings.TrimSpace(name)}}
		}
	}
	return t.ID, []parley.Term{t}
}

// decide files what the colleague does once all is read: stands by a line, corrects one,
// notes what to ask, seals a source, and adds a term.
func (d *demo) decide(ctx context.Context) error {
	for _, j := range []struct {
		number, words string
		kind          ledger.Kind
		decision      ledger.Decision
	}{
		{"04", "nothing had been agreed", ledger.KindAccept, ledger.Decision{Reason: "the same in the ministry's own release"}},
		{"08", "Denmark of attacking the ferry", ledger.KindNote, ledger.Decision{Text: "Ask the harbour master of Ystad for the log of that night."}},
		{"03", "Denmark would drop its claim", ledger.KindCorrect, ledger.Decision{Reason: "the officials said that she might", Fields: []string{"certainty"}}},
	} {
		f, err := d.filing(ctx, j.number)
		if err != nil {
			return err
		}
		s := statementWith(f.Record, j.words)
		if s == nil {
			continue // other weights read the report otherwise
		}
		if j.kind == ledger.KindCorrect {
			corrected := *s
			corrected.Certainty = parley.Possible
			j.decision.Statement = &corrected
		}
		if _, err := d.filer.Decide(ctx, j.kind, ledger.Address{Report: f.Report.Seq, Line: s.ID}, j.decision); err != nil {
			return fmt.Errorf("deciding on “%s”: %w", j.words, err)
		}
	}
	if _, err := d.filer.FileTerm(ctx, "shipping.term", text("shipping.term"), "the talks turn on it"); err != nil {
		return err
	}
	_, err := d.filer.Seal(ctx, d.reports["05"], "a negotiator spoke to us on condition of anonymity")
	return err
}

// statementWith is the innermost statement whose content has the words.
func statementWith(r *parley.Record, words string) *parley.Statement {
	var best *parley.Statement
	for i := range r.Statements {
		s := &r.Statements[i]
		if strings.Contains(r.Report.Quote(parley.Hull(s.Content)), words) && (best == nil || parley.Hull(s.Content).Len() < parley.Hull(best.Content).Len()) {
			best = s
		}
	}
	return best
}
