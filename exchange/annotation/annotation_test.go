package annotation

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"parley/exchange"
	"parley/exchange/exchangetest"
)

func open(w io.Writer) exchange.Writer { return NewWriter(w) }

func TestWriter(t *testing.T) { exchangetest.TestWriter(t, open, nil) }

func TestWriter_on_the_examples(t *testing.T) {
	exchangetest.Golden(t, "examples.jsonld", exchangetest.Written(t, open, exchangetest.Examples(t)...))
	exchangetest.Golden(t, "crafted.jsonld", exchangetest.Written(t, open, exchangetest.Crafted()))
}

// A collection is what the model requires of one, with the keys of its context.
type collection struct {
	Context string `json:"@context"`
	ID      string
	Type    string
	Label   string
	Total   int
	First   struct {
		ID, Type, PartOf string
		StartIndex       int
		Items            []struct {
			ID, Type, Motivation, Created, Generated string
			Creator, Generator                       struct{ Type, Name string }
			Body                                     []struct{ Type, Purpose, Value, Format, Language string }
			Target                                   []struct {
				Type, Source, StyleClass string
				Selector                 []struct {
					Type, Exact, Prefix, Suffix string
					Start, End                  int
				}
			}
		}
	}
}

func written(t *testing.T, filings ...*exchange.Filing) collection {
	t.Helper()
	var c collection
	in := json.NewDecoder(strings.NewReader(string(exchangetest.Written(t, open, filings...))))
	in.DisallowUnknownFields()
	if err := in.Decode(&c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWriter_keeps_to_the_model(t *testing.T) {
	c := written(t, append(exchangetest.Examples(t), exchangetest.Crafted())...)
	if c.Context != "http://www.w3.org/ns/anno.jsonld" || c.Type != "AnnotationCollection" || c.First.Type != "AnnotationPage" ||
		c.First.PartOf != c.ID || c.Total != len(c.First.Items) || c.Total < 30 {
		t.Errorf("collection = %+v", c)
	}
	// Section 3.3.5 of the model lists the motivations.
	purposes := []string{"classifying", "describing", "tagging", "assessing"}
	seen := map[string]bool{}
	for _, a := range c.First.Items {
		if a.Type != "Annotation" || !slices.Contains(purposes, a.Motivation) || len(a.Target) == 0 || seen[a.ID] || !strings.HasPrefix(a.ID, "urn:uuid:") {
			t.Errorf("annotation = %+v", a)
		}
		seen[a.ID] = true
		for _, b := range a.Body {
			if b.Type != "TextualBody" || !slices.Contains(purposes, b.Purpose) || b.Value == "" {
				t.Errorf("body of %s = %+v", a.ID, b)
			}
		}
	}
}

func TestWriter_gives_selectors_that_find_the_very_words(t *testing.T) {
	for _, f := range append(exchangetest.Examples(t), exchangetest.Crafted()) {
		text := []rune(f.Record.Report.Text)
		for _, a := range written(t, f).First.Items {
			for _, target := range a.Target {
				quote, position := target.Selector[0], target.Selector[1]
				if quote.Type != "TextQuoteSelector" || position.Type != "TextPositionSelector" {
					t.Fatalf("selectors = %+v", target.Selector)
				}
				if got := string(text[position.Start:position.End]); got != quote.Exact {
					t.Errorf("characters %d to %d are %q, the quote says %q", position.Start, position.End, got, quote.Exact)
				}
				around := quote.Prefix + quote.Exact + quote.Suffix
				if start := strings.Index(string(text), around); start < 0 {
					t.Errorf("%q is not in the report", around)
				}
			}
		}
	}
}

func TestWriter_names_who_corrected(t *testing.T) {
	items := written(t, exchangetest.Crafted()).First.Items
	if got := items[0].Creator.Type + " " + items[0].Created; got != "Software 2031-05-15T09:30:00Z" {
		t.Errorf("creator of s1 = %s", got)
	}
	if got := items[1].Creator.Type + " " + items[1].Creator.Name + " " + items[1].Created; got != "Person Otto Lamm 2031-05-15T11:30:00Z" {
		t.Errorf("creator of s2 = %s", got)
	}
	if got := items[0].Target[0].Source; got != "https://lantern.example/pact?id=7" {
		t.Errorf("source = %s, want the address without its password", got)
	}
}

func TestWriter_has_the_deal(t *testing.T) {
	filing := exchangetest.Crafted()
	filing.Record.Contacts[0].Evidence, filing.Record.Contacts[0].Topics = nil, nil
	got := map[string]string{}
	for _, a := range written(t, filing).First.Items {
		_, id, _ := strings.Cut(a.ID, "#")
		var tags, places []string
		for _, b := range a.Body[1:] {
			tags = append(tags, b.Value)
		}
		for _, p := range a.Target {
			places = append(places, p.StyleClass)
		}
		got[id] = a.Body[0].Value + " | " + strings.Join(tags, " ") + " | " + strings.Join(places, " ")
	}
	for id, want := range map[string]string{
		"t1": "Aland: shoals | address:12/t1 term:shoals@FI-01 pax:TerrOth option:shared | term",
		"o1": "France: reject Aland: shoals, shared with France | address:12/o1 party:France by:Zoë Quarn stance:reject basis:attributed term:shoals@FI-01 option:shared statement:12/s1 held:2031-05-12/2031-05-13 private:true | position about",
		"o3": "Alander League: reject Lagoon compact | address:12/o3 party:Alander League by:Alander League stance:reject basis:red-line proposal:12/d1 statement:12/s4 | position about",
		"d1": "Lagoon compact | address:12/d1 by:France status:tabled points:19 date:2031-03 based-on:12/d2 accepted by Ines Vahl, 2031-05-15T15:30:00Z | proposal point",
		"c1": "call (held): Zoë Quarn, Ilmar Dent | address:12/c1 contact:call status:held participant:Zoë Quarn participant:Ilmar Dent when:2031-04 duration:PT9M | ",
		"c2": "visit (planned): Ilmar Dent, Zoë Quarn | address:12/c2 contact:visit status:planned participant:Ilmar Dent participant:Zoë Quarn host:Alander League place:Aland when:2031-06-02/2031-06-04 corrected by Ines Vahl, 2031-05-15T16:30:00Z | contact condition",
	} {
		if got[id] != want {
			t.Errorf("%s = %s, want %s", id, got[id], want)
		}
	}
}
