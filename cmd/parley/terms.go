package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask"
	"parley/ask/terms"
	"parley/terms/register"
)

// termOptions are the flags of parley terms.
type termOptions struct {
	askOptions
	files, only   []string
	list, suggest bool
	words         bool
}

func (p *program) termsCommand() *cobra.Command {
	var o termOptions
	cmd := &cobra.Command{
		Use:   "terms [flags] [REPORT…]",
		Short: "List the terms of a deal that reports touch, with their words",
		Long: `Terms prints which terms of a deal the reports touch, those of most reports first:
how many reports and statements do, and the options that are worded, such as to whom
a territory is ceded. A term of land has a line for each place. --words adds the words
of each report.

What a term is lies in the register, one plain file a term; --list prints it. --terms
adds files of your own: they stand for those of the register with the same name, and
reports are searched for their words anew; so do the files that parley terms add
attached to the case that is asked. --suggest proposes terms instead: what
several reports say that touches none, as drafts of such files for you to judge.
docs/terms.md says how a file is written.`,
		Example: "  parley terms examples/\n  parley terms --term territory --words talks.txt\n  parley terms --list\n  parley terms --suggest --least 5 records.jsonl > drafts.term",
	}
	askCommand(cmd, &o.askOptions, func(args []string) error { return p.terms(cmd, args, o) })
	flags := cmd.Flags()
	flags.Lookup("json").Usage = "print a JSON object a line, see docs/terms.md"
	flags.StringArrayVar(&o.files, "terms", nil, "add the terms of a `FILE`, or of a folder's files")
	flags.StringArrayVar(&o.only, "term", nil, "only the `TERM` of that name, at whatever place, or with that place's key")
	flags.BoolVar(&o.words, "words", false, "print the words of each report too")
	flags.BoolVar(&o.list, "list", false, "print the register, not what reports touch of it")
	flags.BoolVar(&o.suggest, "suggest", false, "propose terms from words that several reports say")
	flags.IntVar(&o.least, "least", 3, "propose what at least `N` reports say")
	cmd.AddCommand(p.caseTermsCommand(), p.addTermCommand(), p.removeTermCommand())
	return cmd
}

func (p *program) terms(cmd *cobra.Command, args []string, o termOptions) error {
	switch {
	case o.list && (o.suggest || o.words || len(args) > 0):
		return misused(cmd, "--list prints the register: no reports and no other answer beside it")
	case o.suggest && (o.words || o.json):
		return misused(cmd, "--suggest prints drafts of files, with no words and not as JSON")
	case o.least < 1:
		return misused(cmd, "terms of at least %d reports, want 1 or more", o.least)
	}
	own, err := readTerms(o.files)
	if err != nil {
		return err
	}
	r := register.General().With(own...)
	if o.list {
		return p.listTerms(r, o)
	}
	o.retouch, o.askOptions.own, o.whole = true, own, o.suggest
	d, err := p.dossier(cmd, args, o.askOptions)
	if err != nil {
		return err
	}
	if o.suggest {
		return p.suggestTerms(r, d, o.least)
	}
	all := slices.DeleteFunc(terms.Of(d), func(t terms.Term) bool { return !o.asks(t.Issue, t.Key) })
	return p.printTerms(d, all, o)
}

// asks reports whether a term is among those asked for, or none are.
func (o *termOptions) asks(issue, key string) bool {
	return len(o.only) == 0 || slices.ContainsFunc(o.only, func(only string) bool { return only == issue || strings.EqualFold(only, key) })
}

// readTerms reads files of terms, and those of folders.
func readTerms(paths []string) ([]*register.Term, error) {
	var all []*register.Term
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if info.IsDir() {
			found, err := register.Read(os.DirFS(path))
			if err == nil && len(found) == 0 {
				err = fmt.Errorf("%s has no file whose name ends in %s", path, register.Extension)
			}
			if err != nil {
				return nil, err
			}
			all = append(all, found...)
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		t, err := register.Parse(filepath.Base(path), text)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

// listTerms prints the register, by the headings that its terms stand under.
func (p *program) listTerms(r *register.Register, o termOptions) error {
	all := slices.DeleteFunc(r.Terms(), func(t *register.Term) bool { return !o.asks(t.Issue, t.Issue) })
	if len(all) == 0 {
		return fmt.Errorf("the register has no term %s: %w", strings.Join(o.only, ", "), parley.ErrNotFound)
	}
	if o.json {
		var errs []error
		for _, t := range all {
			errs = append(errs, p.printJSON(t.MarshalJSON()))
		}
		return errors.Join(errs...)
	}
	slices.SortStableFunc(all, func(a, b *register.Term) int { return strings.Compare(a.Part, b.Part) })
	var rows [][]string
	for _, t := range all {
		var options []string
		for _, option := range t.Options {
			options = append(options, option.ID)
		}
		about := t.Name
		if t.PerPlace {
			about += ", of each place"
		}
		if len(options) > 0 {
			about += ": " + strings.Join(options, ", ")
		}
		rows = append(rows, []string{oneLine(t.Issue), oneLine(t.Part), strings.Join(t.PAX, " "), oneLine(about)})
	}
	s := p.newSheet(o.askOptions)
	s.list([]string{"term", "part of", "PA-X", "name: options"}, rows)
	return s.flush()
}

func (p *program) suggestTerms(r *register.Register, d *ask.Dossier, least int) error {
	for _, suggestion := range r.Suggest(d.Records, least) {
		if _, err := fmt.Fprintf(p.screened(shownText), "%s\n", suggestion.Draft()); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) printTerms(d *ask.Dossier, all []terms.Term, o termOptions) error {
	if o.json {
		for i := range all {
			if err := p.printJSON(all[i].Encode(d)); err != nil {
				return err
			}
		}
		return nil
	}
	s := p.newSheet(o.askOptions)
	if o.words {
		for i := range all {
			s.termWords(d, &all[i])
		}
	} else {
		var rows [][]string
		for i := range all {
			t := &all[i]
			about := t.Name
			if len(t.Options) > 0 {
				about += ": " + optionsOf(t)
			}
			rows = append(rows, []string{oneLine(t.Key), fmt.Sprint(len(t.Tellings)), fmt.Sprint(t.Statements), oneLine(about)})
		}
		s.list([]string{"key", "reports", "statements", "name: options (reports)"}, rows)
	}
	s.set(0, dim, fmt.Sprintf("%s, %s", count(len(d.Records), "report"), count(len(all), "term")))
	return s.flush()
}

// optionsOf are the options that are worded, each with how many reports word it.
func optionsOf(t *terms.Term) string {
	var all []string
	for _, o := range t.Options {
		all = append(all, fmt.Sprintf("%s (%d)", o.Name, o.Reports))
	}
	return strings.Join(all, ", ")
}

// termWords prints one with the words of each report.
func (s *sheet) termWords(d *ask.Dossier, t *terms.Term) {
	s.set(0, bold, fmt.Sprintf("%s [%s]", t.Name, strings.Join(append([]string{t.Key}, t.PAX...), ", ")))
	if len(t.Options) > 0 {
		s.set(4, 0, optionsOf(t))
	}
	for _, told := range t.Tellings {
		line := d.Address(told.Record, told.Term.ID) + " " + reportLabel(&told.Record.Report)
		if len(told.Term.Statements) > 0 {
			line += ": " + strings.Join(told.Term.Statements, " ")
		}
		s.set(4, source_, line)
		s.set(6, 0, "“"+ask.Words(&told.Record.Report, told.Term.Evidence)+"”")
	}
	s.WriteString("\n")
}
