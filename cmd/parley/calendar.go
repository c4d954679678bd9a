package main

import (
	"io"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/ask"
	"parley/ask/contacts"
	"parley/exchange/ical"
)

// writeCalendar writes contacts as a calendar.
func writeCalendar(w io.Writer, d *ask.Dossier, found []contacts.Contact) error {
	calendar := ical.New(w, "Contacts in reports")
	for i := range found {
		if err := calendar.Add(eventOf(d, &found[i])); err != nil {
			return err
		}
	}
	return calendar.Close()
}

// eventOf is a contact as a calendar has it. Its identity is made of the report that
// first told of it, so that it stays the same as more reports come; and each step of
// its status is a change of it.
func eventOf(d *ask.Dossier, c *contacts.Contact) ical.Event {
	first := &c.Tellings[0]
	e := ical.Event{
		Identity: []string{first.Record.Report.SHA256, first.Record.Report.ID, string(first.Contact.Kind), first.Contact.When.EDTF, first.Words()},
		Sequence: -1, Kind: c.Kind, Status: c.Status, When: c.When, Host: c.Host, Place: c.Place, URL: address(&first.Record.Report),
	}
	for _, p := range c.Participants {
		e.Participants = append(e.Participants, p.Name)
	}
	var topics []string
	for i := range c.Tellings {
		t := &c.Tellings[i]
		r := &t.Record.Report
		if t.Step {
			e.Sequence++
		}
		if at := knownAt(d, t.Record); at.After(e.Stamp) {
			e.Stamp = at
		}
		if words := ask.Words(r, t.Contact.Topics); words != "" && !slices.Contains(topics, words) {
			topics = append(topics, words)
		}
		if e.Duration == "" {
			e.Duration = t.Contact.Duration
		}
		e.Sources = append(e.Sources, ical.Source{Address: d.Address(t.Record, t.Contact.ID), Publisher: r.Publisher, Title: r.Title, Words: t.Words()})
	}
	e.Topics = strings.Join(topics, "; ")
	if t := c.Condition; t != nil {
		e.Conditional, e.Condition = true, t.Record.Report.Quote(t.Contact.Condition)
	}
	if c.Disputed {
		e.Comment = "disputed: reports differ on whether it was held"
	}
	return e
}

// address is where a report was published, without what logs a user in.
func address(r *parley.Report) string { return withoutUser(r.URL) }

// knownAt is when a case came to know a report, or else when it was published.
func knownAt(d *ask.Dossier, r *parley.Record) time.Time {
	if at := d.Known(r); !at.IsZero() {
		return at
	}
	if first, _, ok := parley.Days(r.Report.Published); ok && first != parley.FirstDay {
		return first.Time()
	}
	return time.Time{}
}
