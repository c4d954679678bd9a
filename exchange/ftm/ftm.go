// Package ftm writes who is who and who said what as entities of FollowTheMoney,
// one JSON object a line, for OpenAleph and its kin. docs/exchange.md has the
// mapping.
package ftm

import (
	"cmp"
	"crypto/sha1"
	"encoding/hex"
	"io"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"parley"
	"parley/exchange"
)

// Version is that of the mapping.
const Version = 1

// A Writer writes one entity a line.
type Writer struct {
	items *exchange.Items
}

// NewWriter returns a Writer that writes to w.
func NewWriter(w io.Writer) *Writer { return &Writer{exchange.NewItems(w, "", "", "\n")} }

// Write adds the entities of a filing: the report, whoever it speaks of, the
// exhibits, a note for each statement, and the deal.
func (w *Writer) Write(f *exchange.Filing) error {
	r, err := f.Release()
	if err != nil {
		return err
	}
	b := newBook(r, func(e entity) {
		if err == nil {
			err = w.items.Add(e)
		}
	})
	b.report()
	for _, e := range r.Record.Entities {
		b.entity(e)
	}
	for _, x := range r.Record.Exhibits {
		b.exhibit(x)
	}
	for _, s := range r.Record.Statements {
		b.statement(s)
	}
	b.deal()
	if err != nil {
		return err
	}
	return w.items.Flush()
}

// Close ends the last line.
func (w *Writer) Close() error { return w.items.Close("") }

// An entity is one of FollowTheMoney, with a list of values for each property.
type entity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// set adds the values that are known, each once.
func (e entity) set(property string, values ...string) entity {
	for _, v := range values {
		if v != "" && !slices.Contains(e.Properties[property], v) {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
	return e
}

// A book is the entities of one filing.
type book struct {
	*exchange.Release
	add    func(entity)
	ids    map[string]string // of an entity of FollowTheMoney, by the record's
	schema map[string]string // by the record's id
	isLine map[string]bool   // entities that are written as an exhibit or a proposal
}

// newBook gives everybody an id. It is made from the report's identifier, the
// name and the kind, so that reading a report anew does not make strangers of
// those whom it speaks of; the second of one name and kind has its number too.
func newBook(r *exchange.Release, add func(entity)) *book {
	b := &book{r, add, map[string]string{}, map[string]string{}, map[string]bool{}}
	seen := map[string]string{}
	for _, x := range r.Record.Exhibits {
		b.ids[x.ID], b.schema[x.ID] = b.id("exhibit", x.ID), exhibitSchemata[x.Kind]
		b.isSpokenOfAs(x.ID, x.Entity)
	}
	for _, p := range r.Record.Proposals {
		b.ids[p.ID], b.schema[p.ID] = b.id("proposal", p.Name, seen["proposal\x00"+p.Name]), "Pages"
		seen["proposal\x00"+p.Name] += "+"
		b.isSpokenOfAs(p.ID, p.Entity)
	}
	for _, e := range r.Record.Entities {
		if b.ids[e.ID] != "" {
			continue
		}
		key := string(e.Kind) + "\x00" + e.Name
		b.ids[e.ID], b.schema[e.ID] = b.id("entity", key, seen[key]), b.schemaOf(e)
		seen[key] += "+"
	}
	return b
}

// isSpokenOfAs gives a document the id of the line that it is, unless it is another's.
func (b *book) isSpokenOfAs(line, id string) {
	if e := b.Entity(id); e != nil && e.Kind == parley.EntityDocument && !b.isLine[id] {
		b.ids[id], b.schema[id], b.isLine[id] = b.ids[line], b.schema[line], true
	}
}

// id hashes names, as FollowTheMoney's own ids are made.
func (b *book) id(names ...string) string {
	sum := sha1.Sum([]byte(b.ReportIRI() + "\x00" + strings.Join(names, "\x00")))
	return hex.EncodeToString(sum[:])
}

func newEntity(id, schema string) entity { return entity{id, schema, map[string][]string{}} }

func (b *book) article() string { return b.id("report") }

func (b *book) report() {
	r := &b.Record.Report
	e := newEntity(b.article(), "Article").
		set("name", cmp.Or(r.Title, b.Address)).set("title", r.Title).set("author", r.Byline).set("publisher", r.Publisher).
		set("sourceUrl", b.URL()).set("publishedAt", exchange.PlainDate(r.Published)).set("language", languageCode(r.Language)).
		set("retrievedAt", exchange.Timestamp(b.Filed)).set("processedAt", exchange.Timestamp(b.Filed)).
		set("processingAgent", strings.TrimSpace("parley "+b.Record.Weights))
	if r.Input != "" && r.Input != "-" {
		e.set("fileName", path.Base(strings.ReplaceAll(r.Input, `\`, "/")))
	}
	b.add(e)
}

// languageCode is ISO 639-3, empty where the language is none.
func languageCode(tag string) string {
	t, err := language.Parse(tag)
	if err != nil || tag == "" {
		return ""
	}
	base, _ := t.Base()
	return base.ISO3()
}

// countryCode is ISO 3166-1 alpha-2 in small letters for an alpha-3 code.
func countryCode(alpha3 string) string {
	region, err := language.ParseRegion(alpha3)
	if err != nil || len(alpha3) != 3 || !region.IsCountry() {
		return ""
	}
	return strings.ToLower(region.String())
}
