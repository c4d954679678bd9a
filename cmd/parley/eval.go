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
	pax       string
	codes     []string
	reader    readerOptions
}

func (p *program) evalCommand() *cobra.Command {
	var o evalOptions
	cmd := &cobra.Command{
		Use:   "eval {TEXT_DIR GOLD_DIR | --pax CSV}",
		Short: "Score parley on texts that an analyst has marked",
		Long: `Eval reads every NAME.txt of TEXT_DIR that GOLD_DIR knows and scores what it finds
there. NAME.ann (brat standoff; NAME_abcd.ann for each of several annotators) is
scored by characters: F1 of sources, cues and contents, and of attributions whose
content, and whose source too, overlap by half. NAME.json (labels by exact words)
is scored as a whole record: speakers, addressees, nesting, positions, contacts and
more. Where neither side has a line, the figure is nan.

With --pax, what is scored is which issues the register of terms finds in the
descriptions of agreements of PA-X (pax.peaceagreements.org, as CSV): precision,
recall and F1 of the ten commonest, and their mean.

For gold that marks one level only, such as PolNeAR, give --scheme polnear, or
--outermost, which leaves out what lies inside another's words.`,
		Example: `  parley eval --scheme polnear polnear/dev/text polnear/dev/attributions
  parley eval --system marks/ texts/ gold/`,
		Args: func(cmd *cobra.Command, args []string) error {
			if o.pax != "" {
				return exactly(0, "none beside --pax")(cmd, args)
			}
			return exactly(2, "a folder of texts and a folder of gold")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.pax != "" {
				return p.evalPAX(o)
			}
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
	flags.StringVar(&o.pax, "pax", "", "score the issues that terms find in the agreements of `FILE`")
	flags.StringSliceVar(&o.codes, "codes", nil, "with --pax, score these `CODES` and not the commonest")
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
		if system, err = p.readMarked(ctx, reader, texts, gold); err != nil {
			return err
		}
	}
	outermost := o.outermost || o.reader.scheme == schemePolNeAR
	result, err := eval.Score(os.DirFS(texts), os.DirFS(gold), system, outermost)
	if err != nil {
		return err
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
func (p *program) readMarked(ctx context.Context, reader *clerk.Clerk, texts, gold string) (*records, error) {
	brat, json, err := markedNames(gold)
	if err != nil {
		return nil, err
	}
	asItIs := func(raw []byte) []byte { return raw }
	out := new(records)
	out.brat, err = p.answer(ctx, reader, textsOf(texts, brat, asItIs), func(record *parley.Record) ([]byte, error) {
		var marks bytes.Buffer
		err := exchange.WriteBrat(&marks, record)
		return marks.Bytes(), err
	})
	if err != nil {
		return nil, err
	}
	out.json, err = p.answer(ctx, reader, textsOf(texts, json, eval.TranslateLineEnds), exchange.Encode)
	return out, err
}

// answer reads texts and gives their records as encode prints them, by the texts'
// names. One that cannot be read is named and has none.
func (p *program) answer(ctx context.Context, reader *clerk.Clerk, texts iter.Seq[clerk.Input], encode func(*parley.Record) ([]byte, error)) (map[string][]byte, error) {
	out := map[string][]byte{}
	err := reader.ReadAll(ctx, texts, runtime.GOMAXPROCS(0), func(outcome clerk.Outcome) error {
		if outcome.Err != nil {
			p.refuse(outcome)
			return nil
		}
		text, err := encode(outcome.Record)
		out[strings.TrimSuffix(filepath.Base(outcome.Name), textName)] = text
		return err
	})
	return out, err
}

// textName is the ending of the texts that are scored.
const textName = ".txt"

// markedNames are the beginnings of the names of gold's files: all before the
// ending, and before an annotator's four digits.
func markedNames(gold string) (brat, json map[string]bool, err error) {
	entries, err := os.ReadDir(gold)
	if err != nil {
		return nil, nil, err
	}
	brat, json = map[string]bool{}, map[string]bool{}
	for _, e := range entries {
		if name, isJSON := strings.CutSuffix(e.Name(), ".json"); isJSON {
			json[name] = true
		}
		name, isBrat := strings.CutSuffix(e.Name(), ".ann")
		if !isBrat {
			continue
		}
		brat[name] = true
		if cut := len(name) - len("_abcd"); cut > 0 && name[cut] == '_' {
			brat[name[:cut]] = true
		}
	}
	return brat, json, nil
}

// textsOf are the texts of dir that names has. They are read as they are scored,
// character by character: scored says what that makes of their bytes.
func textsOf(dir string, names map[string]bool, scored func([]byte) []byte) iter.Seq[clerk.Input] {
	return func(yield func(clerk.Input) bool) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			yield(broken(dir, err).input)
			return
		}
		for _, e := range entries {
			name, isText := strings.CutSuffix(e.Name(), textName)
			path := filepath.Join(dir, e.Name())
			open := func(context.Context) (clerk.Opened, error) {
				raw, err := os.ReadFile(path)
				if err != nil {
					return clerk.Opened{}, err
				}
				text := eval.NewText(scored(raw)).String()
				out, err := opened(ingest.Read([]byte(text), ingest.Options{
					Name: path, MediaType: "text/plain; charset=utf-8", MaxBytes: len(text) + 1}))
				if err == nil {
					out.Report.Text = text
				}
				return out, err
			}
			if isText && names[name] && !yield(clerk.Input{Name: path, Open: open}) {
				return
			}
		}
	}
}
