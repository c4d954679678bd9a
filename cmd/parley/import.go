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
	"parley/exchange/caselog"
	"parley/exchange/dna"
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
         differs is filed as corrections by that person. Of statements speaker,
         addressees, act, certainty and negated can be changed, of positions,
         proposals and contacts all but the words
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
