package quotation

import (
	"strings"

	"parley"
	"parley/exchange"
)

// An event is a contact.
type event struct {
	Type        string   `json:"@type"`
	ID          string   `json:"@id"`
	Identifier  string   `json:"identifier"`
	Name        string   `json:"name"`
	Description string   `json:"description,omitempty"`
	Status      string   `json:"eventStatus,omitempty"`
	StartDate   string   `json:"startDate,omitempty"`
	EndDate     string   `json:"endDate,omitempty"`
	Duration    string   `json:"duration,omitempty"`
	Attendee    []*thing `json:"attendee,omitempty"`
	Organizer   *thing   `json:"organizer,omitempty"`
	Location    *thing   `json:"location,omitempty"`
	SubjectOf   *thing   `json:"subjectOf"`
	Keywords    []string `json:"keywords"`
}

// statuses are those of schema.org, which says "scheduled" of what takes place as it
// was planned, or has done so. Of what is only proposed it says nothing.
var statuses = map[parley.ContactStatus]string{
	parley.ContactHeld: "https://schema.org/EventScheduled", parley.ContactOngoing: "https://schema.org/EventScheduled",
	parley.ContactPlanned: "https://schema.org/EventScheduled", parley.ContactCancelled: "https://schema.org/EventCancelled",
	parley.ContactPostponed: "https://schema.org/EventPostponed",
}

func newEvent(r *exchange.Release, c parley.Contact) event {
	e := event{
		Type: "Event", ID: r.IRI(c.ID), Identifier: r.Line(c.ID), Name: string(c.Kind), Description: r.Words(c.Evidence),
		Status: statuses[c.Status], Duration: c.Duration, Organizer: agent(r.Entity(c.Host)),
		SubjectOf: &thing{ID: r.ReportIRI()}, Keywords: []string{"kind:" + string(c.Kind), "status:" + string(c.Status)},
	}
	var who []string
	for _, id := range c.Participants {
		if a := agent(r.Entity(id)); a != nil {
			e.Attendee, who = append(e.Attendee, a), append(who, a.Name)
		}
	}
	if len(who) > 0 {
		e.Name += ": " + strings.Join(who, ", ")
	}
	if c.Condition != (parley.Span{}) {
		e.Keywords = append(e.Keywords, "condition:"+r.Record.Report.Quote(c.Condition))
	}
	if e.StartDate, e.EndDate = exchange.ExactDays(c.When.EDTF); e.StartDate == "" {
		e.StartDate = exchange.PlainDate(c.When.EDTF)
	}
	if place := r.Name(c.Place); place != "" {
		e.Location = named("Place", place)
	}
	if review, ok := r.Review(c.ID); ok {
		e.Keywords = append(e.Keywords, "review:"+string(review.Status))
	}
	return e
}
