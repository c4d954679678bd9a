package clerk_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley/clerk"
	"parley/ingest"
	"parley/internal/casetest"
	"parley/reader"
)

// BenchmarkWholePath takes 2,000 reports of ../shared from bytes to statements
// and prints words a second and core, for both readers and one core and two.
func BenchmarkWholePath(b *testing.B) {
	dir := os.Getenv("PARLEY_SHARED")
	if dir == "" {
		b.Skip("PARLEY_SHARED names no folder with data/corpora")
	}
	texts, words := newsTexts(b, filepath.Join(dir, "data/corpora/news_12k.jsonl.gz"), 2000)
	for _, fast := range []bool{false, true} {
		c := casetest.Clerk(b, reader.Options{Fast: fast})
		for _, cores := range []int{1, 2} {
			b.Run(fmt.Sprintf("fast=%v/cores=%d", fast, cores), func(b *testing.B) {
				for b.Loop() {
					readTexts(b, c, texts, cores)
				}
				b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds()/float64(cores), "words/s/core")
			})
		}
	}
}

func readTexts(b *testing.B, c *clerk.Clerk, texts []string, jobs int) {
	inputs := func(yield func(clerk.Input) bool) {
		for _, text := range texts {
			open := func(context.Context) (clerk.Opened, error) {
				d, err := ingest.Read([]byte(text), ingest.Options{})
				if err != nil {
					return clerk.Opened{}, err
				}
				return clerk.Opened{Report: &d.Report, Warnings: d.Warnings}, nil
			}
			if !yield(clerk.Input{Size: len(text), Open: open}) {
				return
			}
		}
	}
	err := c.ReadAll(context.Background(), inputs, jobs, func(o clerk.Outcome) error { return o.Err })
	if err != nil {
		b.Fatal(err)
	}
}

// newsTexts are the first most texts of a gzipped file of JSON lines, and the
// number of their words.
func newsTexts(b *testing.B, path string, most int) (texts []string, words int) {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() && len(texts) < most {
		var report struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &report); err != nil {
			b.Fatal(err)
		}
		texts = append(texts, report.Text)
		words += len(strings.Fields(report.Text))
	}
	if err := lines.Err(); err != nil {
		b.Fatal(err)
	}
	return slices.Clip(texts), words
}
