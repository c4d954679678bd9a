package attribute_test

import (
	"fmt"
	"path/filepath"
	"slices"
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
	for code, want := range map[string]string{
		"1125": "ACCUSE allege", "111": "ACCUSE disapprove", "116": "SANCTION convict", "134": "THREATEN relations", "130": "THREATEN ",
		"0871": "RETREAT ceasefire", "0861": "RETREAT access", "085": "RETREAT ", "083": "CONCEDE ", "055": "CONCEDE ", "051": "SUPPORT ",
		"026": "REQUEST meet", "1055": "REQUEST yield", "127": "REJECT meet", "129": "REJECT ", "041": "CONSULT phone", "192": "COERCE seize",
		"010": " ", "": " ",
	} {
		category, mode := attribute.PLOVER(code)
		if got := category + " " + mode; got != want {
			t.Errorf("PLOVER(%q) = %q, want %q", code, got, want)
		}
	}
}

// PLOVER 2.0 has sixteen categories and, of these, modes for verbal acts and
// retreats.
func TestPLOVER_uses_the_names_of_the_codebook(t *testing.T) {
	modes := map[string]string{
		"AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "", "PROTEST": "", "MOBILIZE": "", "ASSAULT": "",
		"CONSULT":  "visit third-party multilateral phone",
		"RETREAT":  "withdraw release return disarm ceasefire access resign",
		"REQUEST":  "assist change yield meet",
		"REJECT":   "assist change yield meet",
		"THREATEN": "restrict ban arrest relations expel territory violence",
		"ACCUSE":   "disapprove investigate allege",
		"SANCTION": "convict expel withdraw discontinue",
		"COERCE":   "seize restrict ban censor curfew martial-law arrest deport withhold misinformation",
	}
	for n := range 2100 {
		for _, code := range []string{fmt.Sprintf("%02d", n), fmt.Sprintf("%03d", n), fmt.Sprintf("%04d", n)} {
			category, mode := attribute.PLOVER(code)
			allowed, known := modes[category]
			if category != "" && !known || mode != "" && !slices.Contains(strings.Fields(allowed), mode) {
				t.Errorf("PLOVER(%q) = %q, %q, which is not in the codebook", code, category, mode)
			}
		}
	}
}
