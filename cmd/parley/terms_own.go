package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask/search"
	"parley/clerk"
	"parley/ledger"
	"parley/terms/register"
)

// mostTerm is how many bytes a term's file may have.
const mostTerm = 1 << 20

func (p *program) caseTermsCommand() *cobra.Command {
	var o caseOptions
	var knownAt string
	cmd := &cobra.Command{
		Use:   "own [flags] [FILE]",
		Short: "List the terms that a case has of its own, or print one's file",
		Long: `Own lists the files of terms that parley terms add attached to the case, beside the
register that is built in; with the name of one it prints that. A term with the issue of
one that is built in stands in its place. What reports touch of them is found when
positions are asked for, not when reports are filed.`,
		Example: "  parley terms own\n  parley terms own grain.term > grain.term",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return misused(cmd, "%s given, want the name of one term's file, or none", count(len(args), "argument"))
			}
			return nil
		},
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, args []string, c *ledger.Case) error {
		asOf, err := search.AsOf(cmd.Context(), c, knownAt)
		if err != nil {
			return err
		}
		state, err := c.State(cmd.Context(), asOf)
		if err != nil {
			return err
		}
		files := state.TermFiles()
		if len(files) == 0 {
			return &usageError{"this case has no terms of its own", "parley terms add FILE"}
		}
		if len(args) == 1 {
			for _, j := range files {
				if j.Name == args[0] {
					p.say("entry %d, filed by %s on %s", j.Seq, j.Author.Name, j.Time.Format("2006-01-02 15:04Z"))
					_, err := io.WriteString(p.screened(shownText), j.Text)
					return err
				}
			}
			return fmt.Errorf("the case has no term's file %q: %w", args[0], parley.ErrNotFound)
		}
		s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
		var rows [][]string
		for _, j := range files {
			term, options := "cannot be read", []string{}
			if t, err := register.Parse(j.Name, []byte(j.Text)); err == nil {
				term = t.Name
				for _, option := range t.Options {
					options = append(options, option.ID)
				}
			}
			rows = append(rows, []string{fmt.Sprint(j.Seq), oneLine(j.Name), oneLine(term), oneLine(j.Author.Name), oneLine(strings.Join(options, ", "))})
		}
		s.section(&s.Builder, []string{"entry", "file", "term", "by", "options"}, rows)
		return s.emit()
	})
	cmd.Flags().StringVar(&knownAt, "known-at", "", "as the case stood at `TIME`: a day, a time, or # and an entry")
	return cmd
}

func (p *program) addTermCommand() *cobra.Command {
	var o caseOptions
	var why string
	cmd := &cobra.Command{
		Use: "add [flags] FILE…", Short: "Attach files of terms to a case",
		Long: `Add attaches a file of a term to the case, in place of the one of the same name, which
stays in the log. Such a file is as those of the register that is built in
(terms/register/general).`,
		Example: "  parley terms add grain.term --because 'the talks turn on exports now'",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misused(cmd, "no file given, want the files of terms")
			}
			return nil
		},
	}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		f.ParseTerm = func(name string, text []byte) error {
			_, err := register.Parse(name, text)
			return err
		}
		for _, arg := range args {
			text, err := readSmall(arg, mostTerm)
			if err != nil {
				return err
			}
			if !utf8.Valid(text) {
				return fmt.Errorf("%s is not text in UTF-8", arg)
			}
			e, err := f.FileTerm(cmd.Context(), filepath.Base(arg), string(text), why)
			if err := p.filedAs(e, filepath.Base(arg), err); err != nil {
				return err
			}
		}
		return nil
	})
	because(cmd, &why)
	return cmd
}

func (p *program) removeTermCommand() *cobra.Command {
	var o caseOptions
	var why string
	cmd := &cobra.Command{
		Use: "remove [flags] FILE", Short: "Take a file of a term out of a case",
		Long:    "Remove files that a term's file holds no more, nor those of its name before it. They\nstay in the log, and parley undo brings them back.",
		Example: "  parley terms remove grain.term",
		Args:    exactly(1, "the name of a term's file"),
	}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		undone, err := f.RemoveTerm(cmd.Context(), args[0], why)
		for _, e := range undone {
			if err := p.filedAs(e, fmt.Sprintf("of entry %d", e.Supersedes), nil); err != nil {
				return err
			}
		}
		return err
	})
	because(cmd, &why)
	return cmd
}

// ownTerms are the terms that a case has of its own.
func ownTerms(state *ledger.State) ([]*register.Term, error) {
	var all []*register.Term
	for _, j := range state.TermFiles() {
		t, err := register.Parse(j.Name, []byte(j.Text))
		if err != nil {
			return nil, fmt.Errorf("the term's file of entry %d: %w", j.Seq, err)
		}
		all = append(all, t)
	}
	return all, nil
}
