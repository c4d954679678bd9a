// Package eval measures a system's records against an analyst's, with the same
// figures to the digit as the reference scripts score_brat.py and
// score_record.py: attributions as spans of characters, so that no tokeniser is
// favoured, and the whole record of a report.
//
// Offsets count code points, as brat and the record's JSON do. A character set
// leaves out spaces, so that a line break within a span costs nothing. Where a
// script's behaviour follows from Python (what is a space, how sorted breaks a
// tie, that a text's line ends are translated), the code here says so.
package eval

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"parley"
)

// A System gives its answer for a text: brat standoff where the gold is brat,
// labels or the object of `parley read --json` where the gold is labels. Its
// offsets are into text, which for JSON has its line ends translated. A nil answer
// means that the text is missing; it is scored as empty and named.
type System interface {
	Brat(name string, text []byte) ([]byte, error)
	JSON(name string, text []byte) ([]byte, error)
}

// A Result is what was measured over a folder, text by text, so that it can be
// summed or drawn from. Spans is empty where the gold holds no .ann, Records
// where it holds no .json.
type Result struct {
	Spans   []SpanTally
	Records []RecordTally
	Missing []string // texts that have a gold but no answer, each once
}

// Score measures system on every text of texts (NAME.txt) that gold knows.
//
// Gold may hold NAME.ann, or one NAME_abcd.ann for each of several annotators:
// then the system is scored against each and the counts are averaged. It may
// also hold NAME.json, the labels by exact words. Outermost drops the system's
// attributions that lie inside another, for gold that labels one level only.
func Score(texts, gold fs.FS, system System, outermost bool) (*Result, error) {
	var result Result
	if err := result.scoreSpans(texts, gold, system, outermost); err != nil {
		return nil, err
	}
	if err := result.scoreRecords(texts, gold, system); err != nil {
		return nil, err
	}
	return &result, nil
}

func (r *Result) scoreSpans(texts, gold fs.FS, system System, outermost bool) error {
	files, err := list(texts, ".txt")
	if err != nil {
		return err
	}
	for _, file := range files {
		name := strings.TrimSuffix(file, ".txt")
		annotators, err := annotations(gold, name)
		if err != nil {
			return err
		}
		if len(annotators) == 0 {
			continue
		}
		words, err := fs.ReadFile(texts, file)
		if err != nil {
			return err
		}
		answer, err := system.Brat(name, words)
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		if answer == nil {
			r.miss(name)
		}
		text := NewText(words)
		events, err := ReadBrat(text, answer)
		if err != nil {
			return fmt.Errorf("the system's %s.ann: %w", name, err)
		}
		if outermost {
			events = parley.Outermost(events)
		}
		tally := SpanTally{Name: name}
		for _, annotator := range annotators {
			marked, err := fs.ReadFile(gold, annotator)
			if err != nil {
				return err
			}
			key, err := ReadBrat(text, marked)
			if err != nil {
				return fmt.Errorf("%s: %w", annotator, err)
			}
			tally.add(CompareSpans(text, key, events))
		}
		tally.divide(len(annotators))
		r.Spans = append(r.Spans, tally)
	}
	return nil
}

func (r *Result) scoreRecords(texts, gold fs.FS, system System) error {
	files, err := list(gold, ".json")
	if err != nil {
		return err
	}
	for _, file := range files {
		name := strings.TrimSuffix(file, ".json")
		words, err := fs.ReadFile(texts, name+".txt")
		if err != nil {
			continue // labels of a text that is not here
		}
		marked, err := fs.ReadFile(gold, file)
		if err != nil {
			return err
		}
		words = TranslateLineEnds(words)
		text := NewText(words)
		key, err := ReadLabels(text, marked)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		answer, err := system.JSON(name, words)
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		labels := &Labels{}
		if answer == nil {
			r.miss(name)
		} else if labels, err = ReadLabels(text, answer); err != nil {
			return fmt.Errorf("the system's %s.json: %w", name, err)
		}
		tally := CompareRecords(key, labels)
		tally.Name = name
		r.Records = append(r.Records, tally)
	}
	return nil
}

func (r *Result) miss(name string) {
	if !slices.Contains(r.Missing, name) {
		r.Missing = append(r.Missing, name)
	}
}

// annotations lists the files that mark name: NAME.ann and NAME_abcd.ann, where
// abcd are four hexadecimal digits that stand for an annotator.
func annotations(gold fs.FS, name string) ([]string, error) {
	files, err := list(gold, ".ann")
	if err != nil {
		return nil, err
	}
	one := regexp.MustCompile(`^` + regexp.QuoteMeta(name) + `(_[0-9a-f]{4})?\.ann$`)
	return slices.DeleteFunc(files, func(file string) bool { return !one.MatchString(file) }), nil
}

// list names the files of dir that end in suffix, in the order of their whole
// names ("a-b.txt" before "a.txt"); hidden ones do not count.
func list(dir fs.FS, suffix string) ([]string, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), suffix) && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}
