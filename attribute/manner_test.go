package attribute_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/attribute"
	"parley/internal/testkit"
	"parley/resolve"
)

// TestManner holds reports to how their statements are made: a statement a line,
// as "cue: act code, certainty | field: words", "not" before an act that is denied
// and no field that is empty.
func TestManner(t *testing.T) {
	testkit.RunIn(t, filepath.Join("testdata", "manner"), func(r *parley.Reading) string {
		var lines strings.Builder
		for _, s := range attribute.Attribute(r, resolve.Resolve(r)).Statements {
			fmt.Fprintf(&lines, "%s: ", quote(r.Report, s.Cue))
			if s.Negated {
				lines.WriteString("not ")
			}
			fmt.Fprintf(&lines, "%s %s", strings.TrimSpace(fmt.Sprintf("%s %s", s.Act, s.CAMEO))+",", s.Certainty)
			channel := []parley.Span{s.Channel}
			if s.Channel == (parley.Span{}) {
				channel = nil
			}
			for _, field := range []struct{ name, words string }{
				{"hedges", quote(r.Report, s.Hedges)},
				{"channel", quote(r.Report, channel)},
				{"source", string(s.SourceClass)},
				{"anonymity", quote(r.Report, s.Anonymity)},
			} {
				if field.words != "" {
					fmt.Fprintf(&lines, " | %s: %s", field.name, field.words)
				}
			}
			lines.WriteString("\n")
		}
		return lines.String()
	})
}

func TestPLOVER_takes_the_longest_beginning(t *testing.T) {
	for code, want := range map[string]string{"1125": "ACCUSE", "134": "THREATEN", "0871": "RETREAT", "083": "CONCEDE", "010": "", "": ""} {
		if got := attribute.PLOVER(code); got != want {
			t.Errorf("PLOVER(%q) = %q, want %q", code, got, want)
		}
	}
}
