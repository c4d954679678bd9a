package exchange

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"parley"
)

func TestWriteBrat(t *testing.T) {
	record := sample(t)
	var out strings.Builder
	if err := WriteBrat(&out, record); err != nil {
		t.Fatal(err)
	}
	t.Run("cuts the very words, with fragments for pieces and lines", func(t *testing.T) {
		var got []string
		for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
			fields := strings.SplitN(line, "\t", 3)
			if fields[0][0] != 'T' {
				continue
			}
			role, ranges, _ := strings.Cut(fields[1], " ")
			got = append(got, role+"="+quoteRanges(t, record.Report.Text, ranges))
		}
		want := []string{
			"Source=Zoë Quarn", "Cue=told", "Content=that Sefa “won’t sign”", "Attribution=told",
			"Source=Sefa", "Cue=won’t", "Content=sign", "Attribution=won’t",
			"Source=she", "Cue=said", "Content=“We waited,|then we left,”|“سلام,”", "Attribution=said",
			"Cue=was denied", "Content=It", "Attribution=was denied",
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("annotations:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
	t.Run("joins them into events, leaving out what is missing", func(t *testing.T) {
		for _, want := range []string{
			"E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n",
			"E4\tAttribution:T15 Cue:T13 Content:T14\n",
		} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("no %q in\n%s", want, out.String())
			}
		}
	})
	t.Run("refuses a span that the text does not hold", func(t *testing.T) {
		record := sample(t)
		record.Statements[0].Cue[0].End = 9999
		if err := WriteBrat(&out, record); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("WriteBrat(…) = %v, want an invalid span", err)
		}
	})
}

func quoteRanges(t *testing.T, text, ranges string) string {
	t.Helper()
	var out []string
	for _, r := range strings.Split(ranges, ";") {
		var start, end int
		if _, err := fmt.Sscanf(r, "%d %d", &start, &end); err != nil {
			t.Fatalf("range %q: %v", r, err)
		}
		out = append(out, string([]rune(text)[start:end]))
	}
	return strings.Join(out, "|")
}
