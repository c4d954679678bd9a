// Package plover writes statements that are events in PLOVER 2.0's terms as its
// JSON lines, for users of POLECAT. docs/exchange.md has the mapping.
package plover

import (
	"cmp"
	"io"
	"strings"

	"golang.org/x/text/language"

	"parley"
	"parley/attribute"
	"parley/exchange"
)

// Version is that of the mapping.
const Version = 1

// A Writer writes one event a line.
type Writer struct {
	items *exchange.Items
}

// NewWriter returns a Writer that writes to w.
func NewWriter(w io.Writer) *Writer { return &Writer{exchange.NewItems(w, "", "", "\n")} }

// Write adds the statements of a filing that PLOVER has a category for, then its
// contacts. It has none for comments, so a mere assertion is no event.
func (w *Writer) Write(f *exchange.Filing) error {
	r, err := f.Release()
	if err != nil {
		return err
	}
	for _, s := range r.Record.Statements {
		category, mode := attribute.PLOVER(s.CAMEO)
		if category == "" {
			continue
		}
		if err := w.items.Add(newEvent(r, s, category, mode)); err != nil {
			return err
		}
	}
	for _, c := range r.Record.Contacts {
		if e, ok := newMeeting(r, c); ok {
			if err := w.items.Add(e); err != nil {
				return err
			}
		}
	}
	return w.items.Flush()
}

// Close ends the last line.
func (w *Writer) Close() error { return w.items.Close("") }

// An event has PLOVER's fields, and parley's address and code of CAMEO.
type event struct {
	ID        string   `json:"id"`
	Date      *string  `json:"date"`
	EndDate   *string  `json:"enddate"`
	Actor     []actor  `json:"actor"`
	Recipient []actor  `json:"recipient"`
	Event     []string `json:"event"`
	Mode      []string `json:"mode"`
	Context   []string `json:"context"`
	EventLoc  *string  `json:"event_loc"`
	EventText []string `json:"event_text"`
	TextInfo  textInfo `json:"text_info"`
	CiteInfo  citeInfo `json:"cite_info"`
	Coder     string   `json:"coder"`
	CodedDate *string  `json:"coded_date"`
	Comment   *string  `json:"comment"`
	CAMEO     string   `json:"cameo"`
}

type actor struct {
	Name       string   `json:"name"`
	ActorText  *string  `json:"actor_text"`
	WikidataID *string  `json:"wikidata_id"`
	Country    *string  `json:"country"` // ISO 3166-1 alpha-3
	Sector     *string  `json:"sector"`
	Tag        []string `json:"tag"`
}

type textInfo struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

type citeInfo struct {
	Publication *string `json:"publication"`
	URL         *string `json:"url"`
	Title       *string `json:"title"`
	Language    *string `json:"language"` // ISO 639-1
	Codebook    string  `json:"codebook"`
}

func newEvent(r *exchange.Release, s parley.Statement, category, mode string) event {
	first, last := exchange.ExactDays(s.Said.EDTF)
	if first == "" {
		first, _ = exchange.ExactDays(r.Record.Report.Published)
	}
	e := anEvent(r, s.ID, category, s.CAMEO, r.Words(s.Content))
	e.Date, e.EndDate, e.Mode, e.Context = orNull(first), orNull(last), list(mode), contexts(s)
	e.TextInfo.Start, e.TextInfo.End = r.Range(parley.Hull(append(append(append([]parley.Span(nil), s.Source...), s.Cue...), s.Content...)))
	if speaker := r.Entity(s.Speaker); speaker != nil {
		e.Actor = append(e.Actor, newActor(r, speaker, r.Words(s.Source)))
	}
	for _, to := range entities(r, s.Addressees) {
		e.Recipient = append(e.Recipient, newActor(r, to, ""))
	}
	return e
}

// anEvent is what every event has: its line, its category, the words, and where they
// are from.
func anEvent(r *exchange.Release, id, category, cameo, words string) event {
	report := &r.Record.Report
	filed := exchange.Timestamp(r.Filed)
	e := event{
		ID: r.Line(id), Actor: []actor{}, Recipient: []actor{}, Event: []string{category}, Mode: []string{}, Context: []string{},
		EventText: list(words),
		CiteInfo: citeInfo{
			Publication: orNull(report.Publisher), URL: orNull(r.URL()), Title: orNull(report.Title),
			Language: orNull(languageCode(report.Language)), Codebook: "PLOVER 2.0",
		},
		Coder: strings.TrimSpace("parley " + r.Record.Weights), CodedDate: orNull(filed[:min(len(filed), len("2006-01-02"))]), CAMEO: cameo,
	}
	if review, ok := r.Review(id); ok {
		e.Comment = orNull(strings.TrimSpace(string(review.Status) + " by " + review.By))
	}
	return e
}

// contexts are those that PLOVER asks for of what has not simply happened.
func contexts(s parley.Statement) []string {
	all := []string{}
	if s.Negated {
		all = append(all, "negation")
	}
	if s.Act == parley.ActCommitConditional {
		all = append(all, "hypothetical")
	}
	return all
}

// newActor codes an entity. Its country is its own, its side's or its
// principal's. One that states contest, or whose side is, has none and the tag
// PRE.
func newActor(r *exchange.Release, e *parley.Entity, words string) actor {
	a := actor{Name: e.Name, ActorText: orNull(words), WikidataID: orNull(e.Codes.Wikidata), Tag: []string{}}
	country := e.Codes.Country
	for _, id := range []string{e.ID, e.Party, e.Represents} {
		side := r.Entity(id)
		switch {
		case side == nil:
		case len(side.Claimants) > 0:
			a.Tag = []string{"PRE"}
		default:
			country = cmp.Or(country, side.Codes.Country)
		}
	}
	if len(a.Tag) == 0 {
		a.Country = orNull(country)
	}
	if e.Kind == parley.EntityMedium {
		a.Sector = orNull("JRN")
	}
	return a
}

// entities are those of ids, without those that are none.
func entities(r *exchange.Release, ids []string) (all []*parley.Entity) {
	for _, id := range ids {
		if e := r.Entity(id); e != nil {
			all = append(all, e)
		}
	}
	return all
}

func languageCode(tag string) string {
	t, err := language.Parse(tag)
	if err != nil || tag == "" {
		return ""
	}
	base, _ := t.Base()
	return base.String()
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func list(s string) []string {
	if s == "" {
		return []string{}
	}
	return []string{s}
}
