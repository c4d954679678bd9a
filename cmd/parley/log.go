package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ledger"
)

func (p *program) logCommand() *cobra.Command {
	var o caseOptions
	var asJSON bool
	var since int64
	var of, kind string
	cmd := &cobra.Command{
		Use:   "log [flags]",
		Short: "Print the entries of a case, oldest first",
		Long: `Log prints what was filed: the number of each entry, when, by whom, what kind it
is and what it is about. Nothing is ever taken out of it; an entry that holds no
more is named by the undo that says so.`,
		Example: "  parley log --of 12/s3\n  parley log --kind correct --json",
		Args:    exactly(0, "none"),
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, _ []string, c *ledger.Case) error {
		var kinds []ledger.Kind
		if kind != "" {
			if kinds = []ledger.Kind{ledger.Kind(kind)}; !slices.Contains(ledger.Kinds, kinds[0]) {
				return misused(cmd, "kind %q is none of %v", kind, ledger.Kinds)
			}
		}
		var about ledger.Address
		if of != "" {
			var err error
			if about, err = ledger.ParseAddress(of); err != nil {
				return misused(cmd, "%s", reason(err))
			}
		}
		if err := inCase(cmd.Context(), c, about, since); err != nil {
			return err
		}
		state, err := c.State(cmd.Context(), 0)
		if err != nil {
			return err
		}
		s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
		for e, err := range c.Entries(cmd.Context(), since, kinds...) {
			if err != nil {
				return err
			}
			if of != "" && e.Of != about && (about.Line != "" || e.Of.Report != about.Report && e.Seq != about.Report) {
				continue
			}
			if err := p.logEntry(cmd, c, state, s, e, asJSON); err != nil {
				return err
			}
		}
		return nil
	})
	flags := cmd.Flags()
	flags.StringVar(&of, "of", "", "only what is about `ADDRESS`, such as 12 or 12/s3")
	flags.StringVar(&kind, "kind", "", "only entries of `KIND`")
	flags.Int64Var(&since, "after", 0, "only entries after `NUMBER`")
	flags.BoolVar(&asJSON, "json", false, "print a JSON object for each entry")
	complete(cmd, "kind", kindNames())
	return cmd
}

// inCase refuses an address that is none in a case, and an entry behind its last one.
func inCase(ctx context.Context, c *ledger.Case, of ledger.Address, after int64) error {
	head, err := c.Head(ctx)
	if err != nil {
		return err
	}
	if last := max(of.Report, after); last > head.Size {
		return fmt.Errorf("there is no entry %d; the last is %d: %w", last, head.Size, parley.ErrNotFound)
	}
	if of.Line == "" {
		return nil
	}
	for e, err := range c.Entries(ctx, of.Report) {
		if err != nil || e.Of == of {
			return err // a line of a reading before is in no filing, but people decided on it
		}
	}
	f, err := c.Filing(ctx, of.Report, 0)
	if err != nil {
		return err
	}
	if !ledger.HasLine(f.Record, of.Line) {
		return fmt.Errorf("report %d has no line %s: %w", of.Report, of.Line, parley.ErrNotFound)
	}
	return nil
}

func kindNames() (names []string) {
	for _, k := range ledger.Kinds {
		names = append(names, string(k))
	}
	return names
}

// logEntry prints one entry, with what its body says in short.
func (p *program) logEntry(cmd *cobra.Command, c *ledger.Case, state *ledger.State, s *sheet, e ledger.Entry, asJSON bool) error {
	body, err := c.Body(cmd.Context(), e.Seq)
	if err != nil && !errors.Is(err, ledger.ErrRemoved) {
		return err
	}
	if asJSON {
		var line struct {
			ledger.Entry
			Content json.RawMessage `json:"content"` // null where it was purged, or is of a sealed report
		}
		if state.Sealed(cmp.Or(e.Of.Report, e.Seq)) != 0 {
			body = nil
		}
		line.Entry, line.Content = e, body
		if body == nil {
			line.Content = json.RawMessage("null")
		}
		text, err := json.Marshal(line)
		return p.printJSON(text, err)
	}
	words, style := gist(e, body, keyNames(cmd.Context(), c)), style(0)
	if by := state.UndoneBy(e.Seq); by != 0 {
		words, style = strings.TrimSpace(words+fmt.Sprintf(" (undone by %d)", by)), dim
	}
	s.set(0, style, fmt.Sprintf("%d: %s, %s: %s %s %s", e.Seq, e.Time.Format("2006-01-02 15:04:05Z"), authorName(e.Author), e.Kind, aboutEntry(e), words))
	return s.emit()
}

func aboutEntry(e ledger.Entry) string {
	var parts []string
	if e.Of != (ledger.Address{}) {
		parts = append(parts, e.Of.String())
	}
	switch {
	case e.Supersedes == 0:
	case e.Kind == ledger.KindUndo:
		parts = append(parts, fmt.Sprintf("of entry %d", e.Supersedes))
	case e.Kind == ledger.KindReport:
		parts = append(parts, fmt.Sprintf("(a newer version of %d)", e.Supersedes))
	case e.Kind == ledger.KindReading:
		parts = append(parts, fmt.Sprintf("(in place of reading %d)", e.Supersedes))
	}
	return strings.Join(parts, " ")
}

// authorName is who answers for an entry, the digest of weights in short.
func authorName(a ledger.Author) string {
	if a.Kind == ledger.AuthorWeights {
		return "weights " + strings.TrimPrefix(a.Name, "sha256:")[:min(12, len(strings.TrimPrefix(a.Name, "sha256:")))]
	}
	return a.Name
}

// gist is what an entry's body says, in some words.
func gist(e ledger.Entry, body []byte, namesOfKeys func(...string) string) string {
	if body == nil {
		return "(its words were purged)"
	}
	switch e.Kind {
	case ledger.KindReport:
		r, err := ledger.DecodeReport(e.Seq, body)
		if err != nil {
			return "(cannot be decoded: parley audit)"
		}
		return filedName(r)
	case ledger.KindReading:
		return ""
	}
	d, err := ledger.DecodeDecision(e, body)
	if err != nil {
		return "(cannot be decoded: parley audit)"
	}
	var parts []string
	if len(d.Fields) > 0 {
		parts = append(parts, strings.Join(d.Fields, ", "))
	}
	if len(d.Keys) > 0 {
		parts = append(parts, namesOfKeys(d.Keys...)+" → "+or(d.Name, namesOfKeys(d.Into)))
		if len(d.Reports) > 0 {
			parts = append(parts, "in "+strings.Trim(fmt.Sprint(d.Reports), "[]"))
		}
		d.Name = ""
	}
	for _, words := range []string{d.Name, shortened(d.Text), d.Reason} {
		if words != "" {
			parts = append(parts, words)
		}
	}
	if d.Carried != 0 {
		parts = append(parts, fmt.Sprintf("moved from entry %d", d.Carried))
	}
	return strings.Join(parts, ": ")
}

// keyNames names entities of a case by their keys: as the case calls them, or,
// where it has nobody of that key, by the key without its kind.
func keyNames(ctx context.Context, c *ledger.Case) func(keys ...string) string {
	return func(keys ...string) string {
		called := map[string]string{}
		var ids []ledger.EntityID
		for _, k := range keys {
			ids = append(ids, ledger.EntityOf(k))
		}
		for n, err := range c.Names(ctx, nil, ids...) {
			if err == nil {
				called[n.Key] = n.Name
			}
		}
		var names []string
		for _, k := range keys {
			_, bare, found := strings.Cut(k, " ")
			if !found {
				bare = k
			}
			names = append(names, or(called[k], bare))
		}
		return strings.Join(names, " + ")
	}
}

// mostShown is how many bytes of a text a list shows.
const mostShown = 300

// shortened is the beginning of a text that is too long for a list.
func shortened(text string) string {
	if len(text) <= mostShown {
		return text
	}
	return strings.ToValidUTF8(text[:mostShown], "") + "…"
}
