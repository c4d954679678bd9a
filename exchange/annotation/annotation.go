// Package annotation writes statements and what is said of a deal as W3C Web Annotations (Recommendation of
// 23 February 2017), for the tools that show notes on a page. docs/exchange.md
// has the mapping.
package annotation

import (
	"cmp"
	"io"
	"strconv"

	"parley"
	"parley/exchange"
)

// Version is that of the mapping.
const Version = 1

// Context is the JSON-LD context that gives every key here its meaning.
const Context = "http://www.w3.org/ns/anno.jsonld"

// The collection and its one page; what is known only at the end stands there.
const (
	collectionIRI = "urn:uuid:6f0e2a34-7c1b-8d5e-9a60-1f4b8c2d7e91"
	pageIRI       = collectionIRI + "#page"
	head          = `{"@context":"` + Context + `","id":"` + collectionIRI + `","type":"AnnotationCollection","label":"Lines of reports",` +
		`"first":{"id":"` + pageIRI + `","type":"AnnotationPage","partOf":"` + collectionIRI + `","startIndex":0,"items":[` + "\n"
)

// A Writer writes one collection, with an annotation for each line of a record.
type Writer struct {
	items *exchange.Items
}

// NewWriter returns a Writer that writes to w.
func NewWriter(w io.Writer) *Writer { return &Writer{exchange.NewItems(w, head, ",\n", "")} }

// Write adds the statements of a filing, then the lines of the deal.
func (w *Writer) Write(f *exchange.Filing) error {
	r, err := f.Release()
	if err != nil {
		return err
	}
	for _, s := range r.Record.Statements {
		if err := w.items.Add(annotate(r, s)); err != nil {
			return err
		}
	}
	for _, a := range deal(r) {
		if err := w.items.Add(a); err != nil {
			return err
		}
	}
	return w.items.Flush()
}

// Close ends the collection.
func (w *Writer) Close() error {
	return w.items.Close("\n" + `]},"total":` + strconv.Itoa(w.items.Count()) + "}\n")
}

type annotation struct {
	ID         string   `json:"id"`
	Type       string   `json:"type"`
	Motivation string   `json:"motivation"`
	Creator    agent    `json:"creator"`
	Created    string   `json:"created,omitempty"`
	Generator  agent    `json:"generator"`
	Generated  string   `json:"generated,omitempty"`
	Body       []body   `json:"body"`
	Target     []target `json:"target"`
}

type agent struct {
	ID   string `json:"id,omitempty"`
	Type string `json:"type"`
	Name string `json:"name"`
}

type body struct {
	Type     string `json:"type"`
	Purpose  string `json:"purpose"`
	Format   string `json:"format,omitempty"`
	Language string `json:"language,omitempty"`
	Value    string `json:"value"`
}

type target struct {
	Type       string `json:"type"`
	Source     string `json:"source"`
	StyleClass string `json:"styleClass,omitempty"`
	Selector   []any  `json:"selector,omitempty"`
}

type quoteSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
}

type positionSelector struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

func annotate(r *exchange.Release, s parley.Statement) annotation {
	// What is said comes first: some tools look at the first target alone.
	places := append(targets(r, "content", s.Content), targets(r, "cue", s.Cue)...)
	return line(r, s.ID, statementBodies(r, s), append(places, targets(r, "source", s.Source)...))
}

// line is the annotation of a line of the record; of the report as a whole where it
// has no words.
func line(r *exchange.Release, id string, said *bodies, places []target) annotation {
	weights := agent{Type: "Software", Name: "parley"}
	if r.Record.Weights != "" {
		weights.Name += ", weights " + r.Record.Weights
	}
	a := annotation{
		ID: r.IRI(id), Type: "Annotation", Motivation: "classifying",
		Creator: weights, Created: exchange.Timestamp(r.Filed), Generator: weights, Generated: exchange.Timestamp(r.Filed),
		Body: *said, Target: places,
	}
	review, reviewed := r.Review(id)
	if reviewed {
		a.Body = append(a.Body, body{Type: "TextualBody", Purpose: "assessing", Format: "text/plain", Language: "en", Value: assessment(review)})
	}
	if reviewed && review.Status == exchange.ReviewCorrected {
		a.Creator, a.Created = agent{Type: "Person", Name: review.By}, exchange.Timestamp(review.At)
	}
	if len(a.Target) == 0 {
		a.Target = []target{{Type: "SpecificResource", Source: sourceOf(r)}}
	}
	return a
}

// targets are the places of a part of a statement, each with both selectors. The
// positions are of the text that parley read.
func targets(r *exchange.Release, class string, spans []parley.Span) []target {
	source := sourceOf(r)
	var all []target
	for _, span := range spans {
		p := r.Passage(span)
		all = append(all, target{
			Type: "SpecificResource", Source: source, StyleClass: class,
			Selector: []any{
				quoteSelector{"TextQuoteSelector", p.Exact, p.Prefix, p.Suffix},
				positionSelector{"TextPositionSelector", p.Start, p.End},
			},
		})
	}
	return all
}

// sourceOf is the report's web address, or its identifier.
func sourceOf(r *exchange.Release) string { return cmp.Or(r.URL(), r.ReportIRI()) }
