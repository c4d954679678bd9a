package register_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parley"
	"parley/attribute"
	"parley/internal/testkit"
	"parley/resolve"
	"parley/terms/register"
)

// TestTouch reads its cases from testdata: a term a line, as
// "key | name | options | statements | words".
func TestTouch(t *testing.T) {
	testkit.Run(t, func(r *parley.Reading) string {
		record := recordOf(r)
		var lines strings.Builder
		for _, term := range register.General().Touch(record, nil) {
			var options []string
			for _, o := range term.Options {
				options = append(options, o.ID+" = "+o.Name)
			}
			fmt.Fprintf(&lines, "%s | %s | %s | %s | %s\n", term.Key, term.Name,
				strings.Join(options, ", "), strings.Join(term.Statements, " "), quote(record, term.Evidence))
		}
		return lines.String()
	})
}

func recordOf(r *parley.Reading) *parley.Record {
	cast := resolve.Resolve(r)
	account := attribute.Attribute(r, cast)
	return &parley.Record{Report: *r.Report, Entities: cast.Entities, Statements: account.Statements}
}

func quote(record *parley.Record, spans []parley.Span) string {
	var words []string
	for _, s := range spans {
		words = append(words, strings.ReplaceAll(record.Report.Quote(s), "\n", " / "))
	}
	return strings.Join(words, " … ")
}

func TestTouch_puts_terms_into_proposals(t *testing.T) {
	record := recordOf(testkit.Parse("The plan has a ceasefire and an exchange of prisoners. It also has a referendum."))
	at := func(words string) []parley.Span {
		i := strings.Index(record.Report.Text, words)
		return []parley.Span{{Start: i, End: i + len(words)}}
	}
	proposals := []parley.Proposal{{Seen: []parley.Point{
		{Words: at("a ceasefire and an exchange of prisoners"), Terms: []string{"t9"}}, {Words: at("a referendum")}, {Words: at("The plan")},
	}}}
	terms := register.General().Touch(record, proposals)
	var keys []string
	for _, term := range terms {
		keys = append(keys, term.ID+" "+term.Key)
	}
	if want := []string{"t1 ceasefire", "t2 elections", "t3 prisoners"}; !slices.Equal(keys, want) {
		t.Fatalf("Touch = %q, want %q", keys, want)
	}
	got := fmt.Sprint(proposals[0].Terms, proposals[0].Seen[0].Terms, proposals[0].Seen[1].Terms, proposals[0].Seen[2].Terms)
	if want := "[t1 t2 t3] [t1 t3] [t2] []"; got != want {
		t.Errorf("terms of the proposal and its points = %s, want %s", got, want)
	}
}

func TestTouch_says_which_phrase(t *testing.T) {
	record := recordOf(testkit.Parse("They agreed on a land swap."))
	terms := register.General().Touch(record, nil)
	if len(terms) != 1 || len(terms[0].Reasons) != 1 {
		t.Fatalf("Touch = %+v, want one term with one reason", terms)
	}
	r := terms[0].Reasons[0]
	if got, want := r.Table+" | "+quote(record, r.Words), "territory.term: land swap* | land swap"; !strings.HasSuffix(got, want) {
		t.Errorf("reason = %q, want %q", got, want)
	}
}

// Every file of the general register has a heading, and codes that PA-X has.
func TestGeneral_terms_are_whole(t *testing.T) {
	terms := register.General().Terms()
	if len(terms) < 40 {
		t.Errorf("the general register has %d terms", len(terms))
	}
	for _, term := range terms {
		if term.Part == "" {
			t.Errorf("%s: no heading (part of)", term.File)
		}
		if want := "general/" + term.Issue + register.Extension; term.File != want {
			t.Errorf("term %q is in %s, want %s", term.Issue, term.File, want)
		}
		if register.General().Term(term.Issue) != term {
			t.Errorf("Term(%q) is not that term", term.Issue)
		}
	}
}

func TestParse_names_the_line_and_both_sides(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  `x.term: a file of a term has a line "term: …", this has none`,
		"name: x":                           `x.term:1: "name" stands before the line "term: …"`,
		"term: Gas":                         `x.term:1: term "Gas" is not small letters and hyphens`,
		"# c\nterm: gas\ntouch gas":         `x.term:3: line "touch gas" has no head`,
		"term: gas\nterm: oil":              `x.term:2: term is "gas" already and cannot be "oil"`,
		"term: gas\ntouch:":                 `x.term:2: nothing stands behind "touch"`,
		"term: gas\nfoo: bar":               `x.term:2: head "foo" is none of term, name, part of, pax, place, unit, touch, unless, option`,
		"term: gas\nplace: some":            `x.term:2: place is "some", which can only be "each"`,
		"term: gas\noption: a\noption: a":   `x.term:3: option "a" is there twice`,
		"term: gas\noption: a\nunless: gas": `x.term:3: "unless" is of the term as such and stands behind option "a"`,
		"term: gas\npax: 12":                `x.term:2: "12" is no code of PA-X, such as StBor`,
		"term: gas\ntouch: ~ gas":           `x.term:2: phrase "~ gas" begins or ends with ~`,
		"term: gas\ntouch: @ ~ $":           `x.term:2: phrase "@ ~ $" has no word`,
		"term: gas\ntouch: g*":              `x.term:2: word "g*" of phrase "g*" is too short`,
		"term: gas\ntouch: Gas":             `x.term:2: word "Gas" of phrase "Gas" is not one word in small letters`,
		"term: gas\ntouch: gas-price":       `x.term:2: word "gas-price" of phrase "gas-price" is not one word in small letters`,
		"term: gas\ntouch: gas,,oil":        `x.term:2: phrase "" has no word`,
		"term: gas\nunless: gas mask":       `x.term: no phrase touches term "gas"`,
	} {
		_, err := register.Parse("x.term", []byte(text))
		if err == nil || !strings.HasPrefix(err.Error(), want) || !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("Parse(%q) = %v, want %s", text, err, want)
		}
	}
}

func TestRead_refuses_a_term_that_is_there_twice(t *testing.T) {
	_, err := register.Read(fstest.MapFS{
		"a.term": {Data: []byte("term: gas\ntouch: gas")}, "b.term": {Data: []byte("term: gas\ntouch: oil")}, "c.txt": {Data: []byte("x")},
	})
	if want := `b.term: term "gas" is in a.term too`; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("Read = %v, want %s", err, want)
	}
}

func TestRegister_With_stands_for_what_was_there(t *testing.T) {
	own, err := register.Parse("own.term", []byte("term: ceasefire\nname: silence of guns\ntouch: guns ~ silent"))
	if err != nil {
		t.Fatal(err)
	}
	with := register.General().With(own)
	record := recordOf(testkit.Parse("A ceasefire is near: the guns will fall silent."))
	if terms := with.Touch(record, nil); len(terms) != 1 || quote(record, terms[0].Evidence) != "guns will fall silent" {
		t.Errorf("Touch = %+v, want the case's own words alone", terms)
	}
	if terms := register.General().Touch(record, nil); len(terms) != 1 || quote(record, terms[0].Evidence) != "ceasefire" {
		t.Errorf("Touch of the general register = %+v, want its own words", terms)
	}
}

func TestRegister_Codes(t *testing.T) {
	got := register.General().Codes("Agreement for a ceasefire, the release of prisoners and an amnesty; it has a referendum.")
	for _, want := range []string{"Ce", "CeProv", "Ele", "StDef", "TjAm", "TjPrire"} {
		if !slices.Contains(got, want) {
			t.Errorf("Codes = %q, want %s among them", got, want)
		}
	}
	if !slices.IsSorted(got) {
		t.Errorf("Codes = %q, which is not in order", got)
	}
}

// The file that docs/terms.md shows is one.
func TestParse_reads_the_file_of_the_docs(t *testing.T) {
	page, err := os.ReadFile("../../docs/terms.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(strings.ReplaceAll(string(page), "\r\n", "\n"), "```\n")
	file, _, _ := strings.Cut(rest, "```")
	term, err := register.Parse("grain-exports.term", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	record := recordOf(testkit.Parse("[country|Norland] resumed grain exports; 20 tonnes of grain left."))
	terms := register.New(term).Touch(record, nil)
	if len(terms) != 1 || len(terms[0].Options) != 1 || terms[0].Options[0].Name != "resumed by Norland" {
		t.Errorf("Touch = %+v, want grain exports resumed by Norland", terms)
	}
}
