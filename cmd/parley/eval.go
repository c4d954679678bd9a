package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/clerk"
	"parley/exchange"
	"parley/ingest"
	"parley/internal/eval"
)

// evalOptions are the flags of parley eval.
type evalOptions struct {
	outermost bool
	intervals bool
	json      bool
	system    string
	reader    readerOptions
}

func (p *program) evalCommand() *cobra.Command {
	var o evalOptions
	cmd := &cobra.Command{
		Use:   "eval TEXT_DIR GOLD_DIR",
		Short: "Score parley on texts that an analyst has marked",
		Long: `Eval reads every NAME.txt of TEXT_DIR that GOLD_DIR knows and scores what it finds
there. NAME.ann (brat standoff; NAME_abcd.ann for each of several annotators) is
scored by characters: F1 of sources, cues and contents, and of attributions whose
content, and whose source too, overlap by half. NAME.json (labels by exact words)
is scored as a whole record: speakers, addressees, nesting and more. A dash stands
for what parley does not make yet.

For gold that marks one level only, such as PolNeAR, give --scheme polnear, or
--outermost, which leaves out what lies inside another's words.`,
		Example: `  parley eval --scheme polnear polnear/dev/text polnear/dev/attributions
  parley eval --system marks/ texts/ gold/`,
		Args: exactly(2, "a folder of texts and a folder of gold"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.reader.settle(cmd); err != nil {
				return err
			}
			return p.eval(cmd.Context(), args[0], args[1], o)
		},
	}
	addReaderFlags(cmd, &o.reader)
	flags := cmd.Flags()
	flags.BoolVar(&o.outermost, "outermost", false, "leave out statements that lie inside another's words")
	flags.StringVar(&o.system, "system", "", "score the NAME.ann or NAME.json of `DIR` instead of reading")
	flags.BoolVar(&o.intervals, "intervals", false, "add 95 % intervals, by drawing the texts again and again")
	flags.BoolVar(&o.json, "json", false, "print the figures as JSON")
	return cmd
}

func (p *program) eval(ctx context.Context, texts, gold string, o evalOptions) error {
	for _, dir := range []string{texts, gold, o.system} {
		if info, err := os.Stat(dir); dir != "" && err != nil {
			return err
		} else if dir != "" && !info.IsDir() {
			return fmt.Errorf("%s is no folder", dir)
		}
	}
	var system eval.System = answers{os.DirFS(or(o.system, "."))}
	if o.system == "" {
		reader, err := p.crafts.clerk(o.reader)
		if err != nil {
			return err
		}
		if system, err = readMarked(ctx, reader, texts, gold); err != nil {
			return err
		}
	}
	outermost := o.outermost || o.reader.scheme == schemePolNeAR
	result, err := eval.Score(os.DirFS(texts), os.DirFS(gold), system, outermost)
	if err != nil {
		return err
	}
	if o.system == "" {
		result.Unmade = unmade
	}
	if len(result.Spans)+len(result.Records) == 0 {
		return fmt.Errorf("%s holds no .ann and no .json for the texts of %s", gold, texts)
	}
	for _, name := range result.Missing {
		p.say("no answer for %s, scored as empty", name)
	}
	p.say("%s with spans, %s with records", count(len(result.Spans), "text"), count(len(result.Records), "text"))
	if o.json {
		return json.NewEncoder(p.out).Encode(result)
	}
	if err := result.Write(p.out); err != nil || !o.intervals {
		return err
	}
	return result.WriteIntervals(p.out)
}

// unmade are the figures of what parley's own records leave empty in this
// version.
var unmade = []string{
	"act", "act of all", "certainty", "word_of", "responses", "responses loose",
	"positions", "positions loose", "contacts", "contacts loose",
}

// Answers are a folder of NAME.ann and NAME.json.
type answers struct{ fs.FS }

func (a answers) Brat(name string, _ []byte) ([]byte, error) { return a.file(name + ".ann") }
func (a answers) JSON(name string, _ []byte) ([]byte, error) { return a.file(name + ".json") }

func (a answers) file(name string) ([]byte, error) {
	content, err := fs.ReadFile(a, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return content, err
}

// records are parley's own answers, read before they are asked for so that all
// processors have work. They are kept in the form they are scored in.
type records struct {
	brat, json map[string][]byte
}

func (r *records) Brat(name string, _ []byte) ([]byte, error) { return r.brat[name], nil }
func (r *records) JSON(name string, _ []byte) ([]byte, error) { return r.json[name], nil }

// readMarked reads the texts for which there is a gold.
func readMarked(ctx context.Context, reader *clerk.Clerk, texts, gold string) (*records, error) {
	marked, err := markedNames(gold)
	if err != nil {
		return nil, err
	}
	out := &records{brat: map[string][]byte{}, json: map[string][]byte{}}
	err = reader.ReadAll(ctx, textsOf(texts, marked), runtime.GOMAXPROCS(0), func(outcome clerk.Outcome) error {
		if outcome.Err != nil {
			return fmt.Errorf("reading %s: %w", outcome.Name, outcome.Err)
		}
		record := outcome.Record
		var brat bytes.Buffer
		if err := exchange.WriteBrat(&brat, record); err != nil {
			return err
		}
		line, err := exchange.Encode(record)
		out.brat[outcome.Name], out.json[outcome.Name] = brat.Bytes(), line
		return err
	})
	return out, err
}

// markedNames are the beginnings of the names of gold's files: all before the
// ending, and before an annotator's four digits.
func markedNames(gold string) (map[string]bool, error) {
	entries, err := os.ReadDir(gold)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for _, e := range entries {
		name, isBrat := strings.CutSuffix(e.Name(), ".ann")
		name, isJSON := strings.CutSuffix(name, ".json")
		if !isBrat && !isJSON {
			continue
		}
		names[name] = true
		if cut := len(name) - len("_abcd"); isBrat && cut > 0 && name[cut] == '_' {
			names[name[:cut]] = true
		}
	}
	return names, nil
}

func textsOf(dir string, names map[string]bool) iter.Seq[clerk.Input] {
	return func(yield func(clerk.Input) bool) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			yield(broken(dir, err).input)
			return
		}
		for _, e := range entries {
			name, isText := strings.CutSuffix(e.Name(), ".txt")
			path := filepath.Join(dir, e.Name())
			open := func(context.Context) (*parley.Report, []string, error) {
				raw, err := os.ReadFile(path)
				if err != nil {
					return nil, nil, err
				}
				return opened(ingest.Read(raw, ingest.Options{Name: path, MediaType: "text/plain; charset=utf-8", MaxBytes: len(raw) + 1}))
			}
			if isText && names[name] && !yield(clerk.Input{Name: name, Open: open}) {
				return
			}
		}
	}
}
