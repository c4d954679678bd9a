// Package quotation writes what was said in the vocabulary of schema.org, as
// JSON-LD: a Quotation where the words are the speaker's, else a Claim; and an Event
// for each contact.
// docs/exchange.md has the mapping.
package quotation

import (
	"cmp"
	"io"
	"regexp"

	"parley"
	"parley/exchange"
)

// Version is that of the mapping.
const Version = 1

const (
	head = `{"@context":"https://schema.org","@graph":[` + "\n"
	tail = "\n]}\n"
)

// A Writer writes one graph.
type Writer struct {
	items *exchange.Items
}

// NewWriter returns a Writer that writes to w.
func NewWriter(w io.Writer) *Writer { return &Writer{exchange.NewItems(w, head, ",\n", "")} }

// Write adds the report of a filing, its statements and its contacts.
func (w *Writer) Write(f *exchange.Filing) error {
	r, err := f.Release()
	if err != nil {
		return err
	}
	if err := w.items.Add(newArticle(r)); err != nil {
		return err
	}
	for _, s := range r.Record.Statements {
		if err := w.items.Add(newSaying(r, s)); err != nil {
			return err
		}
	}
	for _, c := range r.Record.Contacts {
		if err := w.items.Add(newEvent(r, c)); err != nil {
			return err
		}
	}
	return w.items.Flush()
}

// Close ends the graph.
func (w *Writer) Close() error { return w.items.Close(tail) }

type article struct {
	Type          string `json:"@type"`
	ID            string `json:"@id"`
	Headline      string `json:"headline,omitempty"`
	URL           string `json:"url,omitempty"`
	DatePublished string `json:"datePublished,omitempty"`
	InLanguage    string `json:"inLanguage,omitempty"`
	Publisher     *thing `json:"publisher,omitempty"`
	Author        *thing `json:"author,omitempty"`
}

// A saying is a Quotation or a Claim, both of them CreativeWorks.
type saying struct {
	Type             string   `json:"@type"`
	ID               string   `json:"@id"`
	Identifier       string   `json:"identifier"`
	Text             string   `json:"text,omitempty"`
	SpokenBy         *thing   `json:"spokenByCharacter,omitempty"` // of a Quotation alone
	Creator          *thing   `json:"creator,omitempty"`
	Audience         []thing  `json:"audience,omitempty"`
	IsPartOf         *thing   `json:"isPartOf,omitempty"`
	Appearance       *thing   `json:"appearance,omitempty"` // of a Claim alone
	IsBasedOn        []thing  `json:"isBasedOn,omitempty"`
	Citation         []string `json:"citation,omitempty"`
	DateCreated      string   `json:"dateCreated,omitempty"`
	TemporalCoverage string   `json:"temporalCoverage,omitempty"`
	InLanguage       string   `json:"inLanguage,omitempty"`
	Keywords         []string `json:"keywords,omitempty"`
	Status           string   `json:"creativeWorkStatus,omitempty"`
	SDDatePublished  string   `json:"sdDatePublished,omitempty"`
	SDPublisher      *thing   `json:"sdPublisher,omitempty"`
}

// A thing is whoever or whatever a work refers to.
type thing struct {
	Type        string `json:"@type,omitempty"`
	ID          string `json:"@id,omitempty"`
	Name        string `json:"name,omitempty"`
	JobTitle    string `json:"jobTitle,omitempty"`
	DateCreated string `json:"dateCreated,omitempty"`
	SameAs      string `json:"sameAs,omitempty"`
}

func newArticle(r *exchange.Release) article {
	report := &r.Record.Report
	return article{
		Type: "NewsArticle", ID: r.ReportIRI(), Headline: report.Title, URL: r.URL(),
		DatePublished: exchange.PlainDate(report.Published), InLanguage: report.Language,
		Publisher: named("NewsMediaOrganization", report.Publisher), Author: named("Person", report.Byline),
	}
}

func named(kind, name string) *thing {
	if name == "" {
		return nil
	}
	return &thing{Type: kind, Name: name}
}

func newSaying(r *exchange.Release, s parley.Statement) saying {
	speaker := agent(r.Entity(s.Speaker))
	article := &thing{ID: r.ReportIRI()}
	out := saying{
		ID: r.IRI(s.ID), Identifier: r.Line(s.ID), Text: r.Words(s.Content), Creator: speaker, IsPartOf: article,
		DateCreated: exchange.PlainDate(s.Said.EDTF), InLanguage: r.Record.Report.Language, Keywords: keywords(s),
		SDDatePublished: exchange.Timestamp(r.Filed), SDPublisher: named("Person", r.Author),
	}
	if s.Kind == parley.StatementDirect {
		out.Type, out.SpokenBy = "Quotation", speaker
	} else {
		out.Type, out.Appearance = "Claim", article
	}
	if first, last := exchange.ExactDays(s.Said.EDTF); last != "" {
		out.TemporalCoverage = first + "/" + last
	}
	for _, id := range s.Addressees {
		out.Audience = append(out.Audience, thing{Type: "Audience", Name: r.Name(id)})
	}
	if speaker == nil && s.Speaker != "" { // a document speaks
		out.IsBasedOn = append(out.IsBasedOn, thing{Type: "CreativeWork", Name: r.Name(s.Speaker)})
	}
	for _, h := range s.Chain {
		if x := r.Exhibit(h.Exhibit); x != nil {
			out.IsBasedOn = append(out.IsBasedOn, work(r, x))
		} else if name := r.Name(h.Entity); name != "" {
			out.Citation = append(out.Citation, name)
		}
	}
	if review, ok := r.Review(s.ID); ok {
		out.Status = string(review.Status)
	}
	return out
}

func keywords(s parley.Statement) []string {
	var all []string
	add := func(name, value string) {
		if value != "" {
			all = append(all, name+":"+value)
		}
	}
	add("act", string(s.Act))
	add("cameo", s.CAMEO)
	if s.Negated {
		add("negated", "true")
	}
	add("kind", string(s.Kind))
	add("certainty", string(s.Certainty))
	add("source-class", string(s.SourceClass))
	return all
}

var agentTypes = map[parley.EntityKind]string{
	parley.EntityPerson: "Person", parley.EntityOrganisation: "Organization", parley.EntityCountry: "GovernmentOrganization",
	parley.EntityGroup: "Organization", parley.EntityPlace: "Organization", parley.EntityMedium: "NewsMediaOrganization",
}

var wikidata = regexp.MustCompile(`^Q[0-9]+$`)

// agent is whoever can speak, nil for a document and for nobody known. A state
// speaks by its government, and so does a place that stands for one.
func agent(e *parley.Entity) *thing {
	if e == nil || agentTypes[e.Kind] == "" {
		return nil
	}
	a := &thing{Type: agentTypes[e.Kind], Name: cmp.Or(e.Name, "unknown")}
	if e.Kind == parley.EntityPerson {
		a.JobTitle = e.Role
	}
	if wikidata.MatchString(e.Codes.Wikidata) {
		a.SameAs = "http://www.wikidata.org/entity/" + e.Codes.Wikidata
	}
	return a
}

var workTypes = map[parley.ExhibitKind]string{
	parley.ExhibitRecording: "AudioObject", parley.ExhibitTranscript: "TextDigitalDocument", parley.ExhibitDocument: "DigitalDocument",
	parley.ExhibitPost: "SocialMediaPosting", parley.ExhibitPhoto: "Photograph", parley.ExhibitVideo: "VideoObject",
}

func work(r *exchange.Release, x *parley.Exhibit) thing {
	return thing{
		Type: workTypes[x.Kind], ID: r.IRI(x.ID), Name: cmp.Or(r.Name(x.Entity), string(x.Kind)),
		DateCreated: exchange.PlainDate(x.Date.EDTF),
	}
}
