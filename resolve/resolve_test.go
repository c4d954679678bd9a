package resolve_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/testkit"
	"parley/resolve"
)

// TestResolve reads its cases from testdata: a mention a line, as
// "words -> entity, kind"; ? where nobody is known.
func TestResolve(t *testing.T) {
	testkit.Run(t, func(r *parley.Reading) string {
		cast := resolve.Resolve(r)
		var lines strings.Builder
		for i, m := range r.Mentions {
			fmt.Fprintf(&lines, "%s -> ", strings.ReplaceAll(r.Report.Quote(m.Span), "\n", " / "))
			if e := cast.Entity(i); e != nil {
				fmt.Fprintf(&lines, "%s, %s\n", e.Name, e.Kind)
			} else {
				lines.WriteString("?\n")
			}
		}
		return lines.String()
	})
}

func TestResolve_numbers_entities_by_their_first_mention(t *testing.T) {
	cast := resolve.Resolve(testkit.Parse("[desc|The envoy of [person|Lind]], [person|Kai Berg] and [person|Oda Lind]."))
	var got []string
	for _, e := range cast.Entities {
		got = append(got, e.ID+" "+e.Name)
	}
	if want := []string{"e1 The envoy of Lind", "e2 Oda Lind", "e3 Kai Berg"}; !slices.Equal(got, want) {
		t.Errorf("entities = %q, want %q", got, want)
	}
}

func TestResolve_lists_other_forms_as_aliases(t *testing.T) {
	cast := resolve.Resolve(testkit.Parse("[person|LIND] WAITS\n[desc#m|[person#o|Oda Lind], the envoy], waits. " +
		"[pronoun<o|She] is [desc<o|the envoy]. [person|Lind]’s and [person|Lind’s] day, [person|Oda\nLind], [desc<o|the envoy]."))
	e := cast.Entities[0]
	if want := []string{"LIND", "Oda Lind, the envoy", "the envoy", "Lind"}; e.Name != "Oda Lind" || !slices.Equal(e.Aliases, want) {
		t.Errorf("%q has aliases %q, want Oda Lind and %q", e.Name, e.Aliases, want)
	}
}

func TestResolve_gives_pronouns_and_descriptions_the_kind_of_whom_they_mean(t *testing.T) {
	cast := resolve.Resolve(testkit.Parse("[organisation#f|The Forum] met. [pronoun<f|It] sat, [desc<f|the body]."))
	for _, m := range cast.Entities[0].Mentions {
		if m.Kind != parley.EntityOrganisation {
			t.Errorf("%s mention %v has kind %q, want organisation", m.Form, m.Span, m.Kind)
		}
	}
}

func TestResolve_ends_the_words_of_a_role_with_a_word(t *testing.T) {
	reading := testkit.Parse("[desc|Minister [person|Oda Lind]] came.")
	e := resolve.Resolve(reading).Entities[0]
	if len(e.Offices) != 1 || reading.Report.Quote(e.Offices[0].Words[0]) != "Minister" {
		t.Errorf("offices = %+v, want one in the word Minister", e.Offices)
	}
}

func TestResolve_takes_the_last_of_very_many_bearers(t *testing.T) {
	const many = 20_000 // a search through all of them would take seconds
	var text strings.Builder
	for i := range many {
		fmt.Fprintf(&text, "[person|Oda%d Lind] met [person|Lind]. ", i)
	}
	cast := resolve.Resolve(testkit.Parse(text.String()))
	for i := range many {
		if full, short := cast.ByMention[2*i], cast.ByMention[2*i+1]; full != short {
			t.Fatalf("mention %d is %s, want %s", 2*i+1, cast.Entities[short].Name, cast.Entities[full].Name)
		}
	}
}

func TestResolve_finds_nobody_in_nothing(t *testing.T) {
	cast := resolve.Resolve(&parley.Reading{Report: &parley.Report{}})
	if len(cast.Entities) != 0 || len(cast.ByMention) != 0 {
		t.Errorf("Resolve(nothing) = %+v", cast)
	}
}

func TestResolve_panics_where_the_reader_broke_its_promise(t *testing.T) {
	for name, antecedents := range map[string][]int{
		"an antecedent is missing": {},
		"it leads to itself":       {0},
		"it leads forward":         {1, -1},
		"it is below none":         {-2},
	} {
		t.Run(name, func(t *testing.T) {
			r := testkit.Parse("[person|Oda]" + strings.Repeat(" [pronoun|she]", max(0, len(antecedents)-1)))
			r.Antecedents = antecedents
			defer func() {
				if recover() == nil {
					t.Errorf("antecedents %v do not panic", antecedents)
				}
			}()
			resolve.Resolve(r)
		})
	}
}
