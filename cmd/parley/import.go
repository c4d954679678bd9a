package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/audit"
	"parley/clerk"
	"parley/exchange"
	"parley/exchange/caselog"
	"parley/exchange/dna"
	"parley/ledger"
)

func (p *program) importCommand() *cobra.Command {
	var o caseOptions
	var format, why string
	cmd := &cobra.Command{
		Use:   "import [flags] FILE",
		Short: "File in a case what another program, or another case, wrote",
		Long: `Import takes into a case:

  case   what parley export --format case wrote, into a case that is not there yet:
         the same entries, authors, times and checkpoint
  csv    a table that parley export --format csv wrote and a person has changed: what
         differs in speaker, addressees, act, certainty and negated is filed as
         corrections by that person
  dna    a database of Discourse Network Analyzer 3: its documents as reports, what was
         coded in them as a reading by its coders, concept and agreement as notes

Records, reports and web archives (jsonl, json, warc, wacz) are for parley add. A
file that is damaged, cut short or too large is refused, and nothing of it is filed.`,
		Example: "  parley import --case copy.parley talks.jsonl\n  parley import statements.csv --as 'Ada Lind'\n  parley import coded.dna",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misused(cmd, "%s given, want one file", count(len(args), "argument"))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			by, err := o.person()
			if err != nil {
				return err
			}
			if format == "" {
				if format, err = formatOf(args[0]); err != nil {
					return err
				}
			}
			switch format {
			case "case":
				return p.importCase(cmd.Context(), o, args[0])
			case "csv":
				return p.importTable(cmd.Context(), o, by, why, args[0])
			case "dna":
				return p.importDNA(cmd.Context(), o, by, args[0])
			}
			return &usageError{fmt.Sprintf("format %q is none of case, csv, dna", format), "parley add " + args[0]}
		},
	}
	cmd.Long += "\n" + aboutCase
	flags := cmd.Flags()
	flags.SortFlags = false
	o.flags(cmd)
	o.personFlag(cmd)
	flags.StringVarP(&format, "format", "f", "", "take it for `FORMAT`: case, csv, dna (default by the file)")
	because(cmd, &why)
	complete(cmd, "format", []string{"case", "csv", "dna"})
	return cmd
}

// formatOf tells a file's format by its name and first bytes.
func formatOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	first := make([]byte, 64)
	n, err := io.ReadFull(f, first)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return "", err
	}
	switch first = first[:n]; {
	case bytes.HasPrefix(first, []byte(`{"parley_case"`)):
		return "case", nil
	case bytes.HasPrefix(first, []byte("SQLite format 3\x00")):
		return "dna", nil
	}
	return strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), "."), nil
}

// importCase makes a case of another's lines, all or nothing: the file is read
// through before the case is made, and the case is taken away again where it could
// not be finished.
func (p *program) importCase(ctx context.Context, o caseOptions, path string) error {
	check, err := os.Open(path)
	if err != nil {
		return err
	}
	_, err = caselog.Check(check, caselog.Limits{})
	check.Close()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if store, err := openStore(ctx, o.place()); err == nil {
		store.Close()
		return &usageError{fmt.Sprintf("a whole case becomes a new one, and %s is there already", withoutUser(o.place())), "--case FILE that is not there yet"}
	} else if !errors.Is(err, parley.ErrNotFound) {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	store, err := createStore(ctx, o.place())
	if err != nil {
		return err
	}
	c := newCase(store)
	n, err := caselog.Read(ctx, c, bufio.NewReader(file), caselog.Limits{})
	if err == nil {
		err = audit.Reindex(ctx, c)
	}
	if err != nil {
		err = errors.Join(err, c.Close())
		if !isServer(o.place()) {
			err = errors.Join(err, os.Remove(o.place()))
		}
		return fmt.Errorf("making a case of %s: %w", path, err)
	}
	defer c.Close()
	note, err := checkpoint(ctx, c)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "%d entries filed in %s\n\n%s", n, oneLine(withoutUser(o.place())), note)
	return err
}

// importDNA files the documents of a database and what is coded in them.
func (p *program) importDNA(ctx context.Context, o caseOptions, by, path string) error {
	file, err := dna.Open(ctx, path, dna.Limits{})
	if err != nil {
		return err
	}
	for _, w := range file.Warnings {
		p.say("%s: %s", path, w)
	}
	c, made, err := o.make(ctx, by, p.now())
	if err != nil {
		return err
	}
	defer c.Close()
	if made {
		p.say("made the case %s", withoutUser(o.place()))
	}
	filer := &clerk.Filer{Case: c, By: by, Now: p.now}
	for i, record := range file.Records() {
		receipt, err := filer.Adopt(ctx, record, coders(file.Documents[i]), codings(file.Documents[i]))
		if err != nil {
			return fmt.Errorf("%s, document %d: %w", path, file.Documents[i].ID, err)
		}
		known := ""
		switch {
		case !receipt.Report.New:
			known = " (filed already)"
		case receipt.Version != 0:
			known = fmt.Sprintf(" (a newer version of %d)", receipt.Version)
		}
		fmt.Fprintf(p.out, "%d: %s%s, %s\n", receipt.Report.Seq, count(len(record.Statements), "statement"), known, oneLine(reportLabel(&record.Report)))
		for _, l := range receipt.Lost {
			p.say("%s", lost(l))
		}
	}
	return nil
}

// coders are the people who coded a document.
func coders(d dna.Document) string {
	var names []string
	for _, c := range d.Codings {
		if c.Coder != "" && !slices.Contains(names, c.Coder) {
			names = append(names, c.Coder)
		}
	}
	slices.Sort(names)
	return or(strings.Join(names, ", "), or(d.Coder, "an unnamed coder")) + " (DNA)"
}

// codings are what statements of a document were coded with beside their parties.
func codings(d dna.Document) map[string]string {
	notes := map[string]string{}
	for _, c := range d.Codings {
		var parts []string
		for _, v := range c.Values {
			if v.Variable == dna.Person || v.Variable == dna.Organization {
				continue
			}
			text := v.Text
			switch {
			case v.Entity != nil:
				text = v.Entity.Value
			case v.Kind == dna.KindBoolean:
				text = strconv.FormatBool(v.Number != 0)
			case v.Kind == dna.KindInteger:
				text = strconv.FormatInt(v.Number, 10)
			}
			if text != "" {
				parts = append(parts, v.Variable+": "+text)
			}
		}
		if len(parts) > 0 {
			notes["s"+strconv.FormatInt(c.ID, 10)] = strings.Join(parts, "; ")
		}
	}
	return notes
}

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
	filings := map[int64]*ledger.Filing{}
	row := 1
	for cells, err := range exchange.Rows(bufio.NewReader(file), maxRow) {
		row++
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		of, err := ledger.ParseAddress(cell(cells, "report") + "/" + cell(cells, "statement"))
		if err != nil {
			return fmt.Errorf("%s, row %d: report %q and statement %q are no line of a case: %w", path, row, cell(cells, "report"), cell(cells, "statement"), parley.ErrInvalid)
		}
		if filings[of.Report] == nil {
			if filings[of.Report], err = c.Filing(ctx, of.Report, 0); err != nil {
				return fmt.Errorf("%s, row %d: %w", path, row, err)
			}
		}
		d, err := rowChange(filings[of.Report], of, cells)
		if err != nil {
			return fmt.Errorf("%s, row %d: %w", path, row, err)
		}
		if d != nil {
			d.Reason, d.Reading = why, filings[of.Report].Reading.Seq
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

func cell(cells []string, column string) string { return cells[slices.Index(exchange.Header, column)] }

// rowChange is the correction that a row asks for; nil where it is as the case has
// it.
func rowChange(f *ledger.Filing, of ledger.Address, cells []string) (*ledger.Decision, error) {
	i := slices.IndexFunc(f.Record.Statements, func(s parley.Statement) bool { return s.ID == of.Line })
	if i < 0 {
		return nil, fmt.Errorf("report %d has no statement %s: %w", of.Report, of.Line, parley.ErrNotFound)
	}
	if f.State.Sealed(of.Report) != 0 {
		return nil, fmt.Errorf("report %d is sealed, and a table has it masked: %w", of.Report, parley.ErrInvalid)
	}
	s := f.Record.Statements[i]
	names := namesOf(f.Record)
	d := &ledger.Decision{Statement: &s}
	var c correction
	if speaker := cell(cells, "speaker"); speaker != names[s.Speaker] {
		s.Speaker = c.party(d, f, speaker)
		d.Fields = append(d.Fields, "speaker")
	}
	var told []string
	for _, a := range s.Addressees {
		told = append(told, names[a])
	}
	if to := cell(cells, "addressees"); to != strings.Join(told, "; ") {
		s.Addressees = nil
		for name := range strings.SplitSeq(to, ";") {
			if id := c.party(d, f, name); id != "" {
				s.Addressees = append(s.Addressees, id)
			}
		}
		d.Fields = append(d.Fields, "addressees")
	}
	if act := parley.Act(cell(cells, "act")); act != s.Act {
		s.Act, s.CAMEO = act, ""
		d.Fields = append(d.Fields, "act")
	}
	if certainty := parley.Certainty(cell(cells, "certainty")); certainty != s.Certainty {
		s.Certainty = certainty
		d.Fields = append(d.Fields, "certainty")
	}
	if negated := strings.EqualFold(cell(cells, "negated"), "true"); negated != s.Negated {
		s.Negated = negated
		d.Fields = append(d.Fields, "negated")
	}
	if len(d.Fields) == 0 {
		return nil, nil
	}
	corrected, err := f.State.With(ledger.Entry{Seq: 1 << 62, Kind: ledger.KindCorrect, Of: of}, &ledger.Decision{
		Version: ledger.DecisionVersion, Reading: f.Reading.Seq, Statement: &s, Entities: d.Entities, Fields: d.Fields})
	if err != nil {
		return nil, err
	}
	return d, corrected.Record(f.Reading.Seq, f.Machine).Verify()
}
