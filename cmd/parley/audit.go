package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"parley"
	"parley/audit"
	"parley/clerk"
	"parley/ledger"
)

// auditOptions are the flags of parley audit.
type auditOptions struct {
	caseOptions
	against string
	key     string
	reread  bool
	reindex bool
	json    bool
	reader  readerOptions
}

func (p *program) auditCommand() *cobra.Command {
	var o auditOptions
	cmd := &cobra.Command{
		Use:   "audit [flags]",
		Short: "Find what of a case does not hold",
		Long: `Audit holds everything in a case against everything else: the entries against the
hash that stands for them, each report and record against its entry, every line
against the words that it rests on, each decision against what it is about, and
what is searched against the records, as it is now and as it was. It prints a line
for each thing that does not hold: what kind of thing (docs/audit.md lists them),
where, what was found and what was expected.

Whoever can write to the case can compute all its hashes anew. A checkpoint that
parley add printed finds that out, with --against: whether the entries that it was
signed over are still the same, and all there. --reread reads the reports again: what
the same weights read otherwise is a finding.

The exit code is 0 where everything holds and 1 where something does not.` + "\n" + aboutCase,
		Example: `  parley audit
  parley audit --against talks.checkpoint --reread
  parley audit --json | jq -r .kind | sort | uniq -c`,
		Args: exactly(0, "none"),
		RunE: func(cmd *cobra.Command, _ []string) error { return p.audit(cmd, o) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	o.flags(cmd)
	flags.StringVar(&o.against, "against", "", "hold the log against the signed checkpoint in `FILE`; - for standard input")
	flags.StringVar(&o.key, "key", "", "the `KEY` that the checkpoint is signed with, as parley key prints it, by default yours")
	flags.BoolVar(&o.reread, "reread", false, "read every report again, and hold the records against that")
	flags.BoolVar(&o.reindex, "reindex", false, "make what is searched anew from the log, and then audit")
	flags.BoolVar(&o.json, "json", false, "print a JSON object for each finding and one with the counts")
	addHiddenFlags(cmd, &o.reader)
	return cmd
}

func (p *program) audit(cmd *cobra.Command, o auditOptions) error {
	ctx := cmd.Context()
	options := audit.Options{Tally: new(audit.Tally)}
	if o.key != "" && o.against == "" {
		return &usageError{"a key is what a checkpoint is signed with, and none is given", "--against FILE"}
	}
	if o.against != "" {
		checkpoint, err := p.checkpointIn(o.against, o.key)
		if err != nil {
			return err
		}
		options.Against = &checkpoint
	}
	if o.reread {
		options.Reread = p.rereader(o.reader)
	}
	findings := 0
	of, err := o.open(ctx)
	switch {
	case errors.Is(err, parley.ErrTampered): // it is what an audit is there to say
		findings++
		if err := p.printFinding(audit.Finding{Kind: audit.KindStore, Found: "the case cannot be opened: " + reason(err)}, o.json); err != nil {
			return err
		}
		return p.printTally(options.Tally, findings, o.json)
	case err != nil:
		return err
	}
	defer of.Close()
	if o.reindex {
		if err := audit.Reindex(ctx, of); err != nil {
			return err
		}
	}
	for f, err := range audit.Run(ctx, of, options) {
		if err != nil {
			return err
		}
		findings++
		if err := p.printFinding(f, o.json); err != nil {
			return err
		}
	}
	return p.printTally(options.Tally, findings, o.json)
}

// checkpointIn reads a signed checkpoint; without a key it is the person's own.
func (p *program) checkpointIn(path, key string) (ledger.Checkpoint, error) {
	if key == "" {
		own, err := checkingKey()
		if err != nil {
			return ledger.Checkpoint{}, err
		}
		key = own
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		return ledger.Checkpoint{}, &usageError{fmt.Sprintf("key %q is none: %v", start(key), err), "parley key prints one"}
	}
	in := p.in
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return ledger.Checkpoint{}, err
		}
		defer file.Close()
		in = file
	}
	signed, err := lastNote(in)
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	checkpoint, err := ledger.OpenCheckpoint(signed, verifier)
	if err != nil {
		return checkpoint, fmt.Errorf("%s: %w", path, err)
	}
	return checkpoint, nil
}

// mostSigned is more bytes than any checkpoint has.
const mostSigned = 1 << 16

// lastNote is the last checkpoint of a text, such as all that parley add printed, and
// nothing that stands around it; of a text that has none its beginning.
func lastNote(in io.Reader) ([]byte, error) {
	var signed []byte
	end, isOver := 0, false // of the last signature; behind it other words stand
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if strings.HasPrefix(line, ledger.LogPrefix) {
			signed, end, isOver = nil, 0, false
		}
		isSignature := strings.HasPrefix(line, "— ")
		isOver = isOver || end > 0 && !isSignature
		if len(signed)+len(line) <= mostSigned {
			signed = append(signed, line...)
		}
		if isSignature && !isOver {
			end = len(signed)
		}
		switch {
		case errors.Is(err, io.EOF) && end > 0:
			return signed[:end], nil
		case errors.Is(err, io.EOF):
			return signed, nil
		case err != nil:
			return nil, err
		}
	}
}

// A way is one of those in which the same weights can read a report; the digest of
// the weights does not tell them apart.
type way struct {
	options readerOptions
	clerk   *clerk.Clerk
}

// rereader reads a report anew in the way that gives the filed record, or else as
// parley add does by default. The way that gave the last record is tried first.
func (p *program) rereader(o readerOptions) func(context.Context, *parley.Record) (*parley.Record, error) {
	var ways []*way
	for _, scheme := range schemes {
		for _, pace := range []readerOptions{{}, {fast: true}, {careful: true}} {
			each := o
			each.scheme, each.fast, each.careful = scheme, pace.fast, pace.careful
			ways = append(ways, &way{options: each})
		}
	}
	first := ways[0]
	digest := sync.OnceValues(func() (string, error) {
		digest, _, err := p.crafts.identify(o)
		return digest, err
	})
	return func(_ context.Context, filed *parley.Record) (*parley.Record, error) {
		if digest, err := digest(); err != nil || digest != filed.Weights {
			return nil, err
		}
		var otherwise *parley.Record
		for i, w := range ways {
			record, err := p.rereadAs(w, filed)
			if err != nil {
				return nil, err
			}
			if audit.Same(filed, record) {
				copy(ways[1:i+1], ways[:i])
				ways[0] = w
				return record, nil
			}
			if w == first {
				otherwise = record
			}
		}
		return otherwise, nil
	}
}

func (p *program) rereadAs(w *way, filed *parley.Record) (*parley.Record, error) {
	if w.clerk == nil {
		reader, err := p.crafts.clerk(w.options)
		if err != nil {
			return nil, err
		}
		w.clerk = reader
	}
	report := filed.Report
	return w.clerk.Read(&report)
}

func (p *program) printFinding(f audit.Finding, asJSON bool) error {
	p.failed = true
	if asJSON {
		text, err := json.Marshal(f)
		return p.printJSON(text, err)
	}
	_, err := fmt.Fprintln(p.screened(shown), f)
	return err
}

// printTally prints what was looked at, and whether it holds.
func (p *program) printTally(t *audit.Tally, findings int, asJSON bool) error {
	if asJSON {
		text, err := json.Marshal(struct {
			*audit.Tally
			Findings int `json:"findings"`
		}{t, findings})
		return p.printJSON(text, err)
	}
	entries := fmt.Sprintf("%d entries", t.Entries)
	if t.Entries == 1 {
		entries = "1 entry"
	}
	words := []string{entries, count(t.Reports, "report"), count(t.Lines, "line")}
	for _, more := range []struct {
		n    int
		what string
	}{{t.Purged, "purged"}, {t.Unkept, "without the bytes they came as"}, {t.Reread, "read anew"}, {t.Unread, "not read anew, by other weights"}} {
		if more.n > 0 {
			words = append(words, fmt.Sprintf("%d %s", more.n, more.what))
		}
	}
	verdict := "all hold"
	if findings > 0 {
		verdict = count(findings, "finding")
	}
	_, err := fmt.Fprintf(p.out, "%s: %s\n", strings.Join(words, ", "), verdict)
	return err
}
