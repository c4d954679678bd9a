package points_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/terms/points"
)

var update = flag.Bool("update", false, "write the answers given into the cases of testdata")

// TestSplit and TestCompare read their cases from testdata: of a case with one text
// the points, of one with two what became of each.
func TestSplit(t *testing.T) {
	eachCase(t, "split", func(texts []string) string {
		text, err := points.Split(&parley.Report{ID: "r", Text: texts[0]})
		if err != nil {
			return err.Error() + "\n"
		}
		var b strings.Builder
		line := func(s parley.Span) string {
			return strings.Join(strings.Fields(text.Report.Text[s.Start:s.End]), " ")
		}
		fmt.Fprintf(&b, "preamble: %s\n", line(text.Preamble))
		for _, p := range text.Points {
			depth := 0
			for w := p.Within; w >= 0; w = text.Points[w].Within {
				depth++
			}
			fmt.Fprintf(&b, "%s%s | %s | %s\n", strings.Repeat("  ", depth), p.Path, line(p.Label), line(p.Words))
		}
		if text.Closing.Len() > 0 {
			fmt.Fprintf(&b, "closing: %s\n", line(text.Closing))
		}
		return b.String()
	})
}

func TestCompare(t *testing.T) {
	eachCase(t, "compare", func(texts []string) string {
		a, errA := points.Split(&parley.Report{ID: "a", Text: texts[0]})
		b, errB := points.Split(&parley.Report{ID: "b", Text: texts[1]})
		if err := errors.Join(errA, errB); err != nil {
			return err.Error() + "\n"
		}
		var out strings.Builder
		for _, p := range points.Compare(a, b) {
			fmt.Fprintf(&out, "%s %s -> %s", p.How, path(a, p.A), path(b, p.B))
			if p.Moved {
				out.WriteString(", moved")
			}
			if p.Because != "" && p.Because != "words" {
				out.WriteString(", by its " + p.Because)
			}
			out.WriteString("\n")
			for _, c := range p.Edits {
				for _, e := range c.Edits {
					fmt.Fprintf(&out, "  %s %q\n", e.Kind, e.Text)
				}
			}
		}
		return out.String()
	})
}

func path(t *points.Text, i int) string {
	if i < 0 {
		return "-"
	}
	return t.Points[i].Path
}

// eachCase runs the txtar files of a folder of testdata: what a case shows, its texts
// and the answer wanted.
func eachCase(t *testing.T, folder string, answer func(texts []string) string) {
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			body, want, ok := strings.Cut(string(data), "-- want --\n")
			parts := strings.Split(body, "-- text --\n")
			if !ok || len(parts) < 2 {
				t.Fatal("a case says what it shows, then -- text --, then -- want --")
			}
			switch got := answer(parts[1:]); {
			case got == want:
			case *update:
				if err := os.WriteFile(file, []byte(body+"-- want --\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%sgot:\n%swant:\n%s", parts[0], got, want)
			}
		})
	}
}
