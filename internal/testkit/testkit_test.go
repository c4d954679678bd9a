package testkit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
)

func TestParse_reads_mentions_roles_and_antecedents(t *testing.T) {
	r := Parse("[desc#w s1|[person|Oda Lind], the envoy,] [c1|told] [organisation a1|the Forum] [q1|“[pronoun<w|I] am glad”].\n[q2|Yes], [pronoun#s<w s2|she] [c2|said], [q2|yes].")
	if want := "Oda Lind, the envoy, told the Forum “I am glad”.\nYes, she said, yes."; r.Report.Text != want {
		t.Errorf("text = %q, want %q", r.Report.Text, want)
	}
	var mentions []string
	for i, m := range r.Mentions {
		line := fmt.Sprintf("%s %s %q", m.Form, m.Kind, r.Report.Quote(m.Span))
		if a := r.Antecedents[i]; a >= 0 {
			line += fmt.Sprintf(" <- %q", r.Report.Quote(r.Mentions[a].Span))
		}
		mentions = append(mentions, line)
	}
	wantLines(t, mentions,
		`description  "Oda Lind, the envoy,"`,
		`name person "Oda Lind"`,
		`name organisation "the Forum"`,
		`pronoun  "I" <- "Oda Lind, the envoy,"`,
		`pronoun  "she" <- "Oda Lind, the envoy,"`)

	quote := func(spans []parley.Span) string {
		var words []string
		for _, s := range spans {
			words = append(words, r.Report.Quote(s))
		}
		return strings.Join(words, " … ")
	}
	var attributions []string
	for _, a := range r.Attributions {
		attributions = append(attributions, strings.Join([]string{quote(a.Source), quote(a.Cue), quote(a.Content), quote(a.Addressee)}, " | "))
	}
	wantLines(t, attributions,
		"Oda Lind, the envoy, | told | “I am glad” | the Forum",
		"she | said | Yes … yes | ")
}

func wantLines(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestParse_leaves_other_brackets_in_the_text(t *testing.T) {
	r := Parse("“[The plan] is [person|Oda]’s [own]”, he said].")
	if want := "“[The plan] is Oda’s [own]”, he said]."; r.Report.Text != want {
		t.Errorf("text = %q, want %q", r.Report.Text, want)
	}
}

func TestParse_panics_on_a_slip(t *testing.T) {
	for name, marked := range map[string]string{
		"a bracket left open":      "[person|Oda",
		"an unknown tag":           "[persn|Oda]",
		"a name given twice":       "[person#a|Oda] [person#a|Kai]",
		"an antecedent not before": "[pronoun<a|He] and [person#a|Kai]",
		"an attribution, no cue":   "[person s1|Oda] [q1|yes]",
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Errorf("Parse(%q) does not panic", marked)
				}
			}()
			Parse(marked)
		})
	}
}
