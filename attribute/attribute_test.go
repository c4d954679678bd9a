package attribute_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/attribute"
	"parley/internal/testkit"
	"parley/resolve"
)

// TestAttribute reads its cases from testdata: a statement a line, as
// "speaker -> addressees | cue | content | kind | the cue it lies within".
func TestAttribute(t *testing.T) {
	testkit.Run(t, func(r *parley.Reading) string {
		cast := resolve.Resolve(r)
		statements := attribute.Attribute(r, cast).Statements
		var lines strings.Builder
		for _, s := range statements {
			who := nameOf(cast, s.Speaker)
			for _, a := range s.Addressees {
				who += " -> " + nameOf(cast, a)
			}
			within := "-"
			if s.Within != "" {
				outer := slices.IndexFunc(statements, func(o parley.Statement) bool { return o.ID == s.Within })
				within = quote(r.Report, statements[outer].Cue)
			}
			fmt.Fprintf(&lines, "%s | %s | %s | %s | %s\n", who, quote(r.Report, s.Cue), quote(r.Report, s.Content), s.Kind, within)
		}
		return lines.String()
	})
}

func nameOf(cast *parley.Cast, id string) string {
	for _, e := range cast.Entities {
		if e.ID == id {
			return e.Name
		}
	}
	return "?"
}

// quote is the words of spans on one line, … between the pieces.
func quote(report *parley.Report, spans []parley.Span) string {
	var words []string
	for _, s := range spans {
		words = append(words, strings.ReplaceAll(report.Quote(s), "\n", " / "))
	}
	return strings.Join(words, " … ")
}

func TestAttribute_numbers_statements_by_their_cues(t *testing.T) {
	r := testkit.Parse("[q2|Yes], [person s2|Oda] [c2|said], [q1|no], [person s1|Kai] [c1|said].")
	slices.Reverse(r.Attributions)
	var got []string
	for _, s := range attribute.Attribute(r, resolve.Resolve(r)).Statements {
		got = append(got, s.ID+" "+quote(r.Report, s.Content))
	}
	if want := []string{"s1 Yes", "s2 no"}; !slices.Equal(got, want) {
		t.Errorf("statements = %q, want %q", got, want)
	}
}

func TestAttribute_never_puts_a_statement_within_itself(t *testing.T) {
	for name, marked := range map[string]string{
		"two hold each other":     "[q1|A [c2|said] B] and [q2|C [c1|said] D and more]",
		"three hold one another":  "[q1|A [c2|said]] [q2|B [c3|said]] [q3|C [c1|said]]",
		"one holds its own cue":   "[q1|A [c1|said] B]",
		"two are of equal length": "[q1|A [c2|said]] [q2|B [c1|said]]",
	} {
		t.Run(name, func(t *testing.T) {
			r := testkit.Parse(marked)
			wantNoCircle(t, attribute.Attribute(r, resolve.Resolve(r)).Statements)
		})
	}
}

func wantNoCircle(t *testing.T, statements []parley.Statement) {
	t.Helper()
	within := map[string]string{}
	for _, s := range statements {
		within[s.ID] = s.Within
	}
	for _, s := range statements {
		steps := 0
		for id := s.Within; id != ""; id = within[id] {
			if steps++; steps > len(statements) {
				t.Fatalf("going outward from %s does not end: %v", s.ID, within)
			}
		}
	}
}
