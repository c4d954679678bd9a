// Package ical writes contacts as a calendar (iCalendar, RFC 5545), for the
// calendars of others. A contact whose days are known is a VEVENT of whole days; of
// one that is vaguer, the calendar has a VJOURNAL without a day, as to give it one
// would be to guess. docs/exchange.md has the mapping.
package ical

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"parley"
	"parley/exchange"
)

// Version is that of the mapping.
const Version = 1

// A Calendar writes events one at a time.
type Calendar struct {
	out    *bufio.Writer
	name   string
	headed bool
}

// New returns a Calendar of that name that writes to w.
func New(w io.Writer, name string) *Calendar { return &Calendar{out: bufio.NewWriter(w), name: name} }

// Add writes an event.
func (c *Calendar) Add(e Event) error {
	c.head()
	e.write(c.out)
	return c.out.Flush()
}

// Close ends the calendar. One of no event has no component, which RFC 5545 does
// not foresee and calendars take.
func (c *Calendar) Close() error {
	c.head()
	line(c.out, "END", "VCALENDAR")
	return c.out.Flush()
}

func (c *Calendar) head() {
	if c.headed {
		return
	}
	c.headed = true
	line(c.out, "BEGIN", "VCALENDAR")
	line(c.out, "VERSION", "2.0")
	line(c.out, "PRODID", "-//parley//contacts 1//EN")
	line(c.out, "CALSCALE", "GREGORIAN")
	property(c.out, "NAME", c.name) // RFC 7986
	property(c.out, "X-WR-CALNAME", c.name)
}

// A Writer writes the contacts of filings as one calendar, an event for each: the
// same call in two reports is two. Package parley/ask tells which are the same.
type Writer struct {
	calendar *Calendar
}

// NewWriter returns a Writer that writes to w.
func NewWriter(w io.Writer) *Writer { return &Writer{New(w, "Contacts in reports")} }

// Write adds the contacts of a filing.
func (w *Writer) Write(f *exchange.Filing) error {
	r, err := f.Release()
	if err != nil {
		return err
	}
	seen := map[string]string{}
	for _, c := range r.Record.Contacts {
		e := eventOf(r, c)
		// The second of one report that is alike has its number too.
		key := strings.Join(e.Identity, "\x00")
		e.Identity = append(e.Identity, seen[key])
		seen[key] += "+"
		if err := w.calendar.Add(e); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the calendar.
func (w *Writer) Close() error { return w.calendar.Close() }

// eventOf is a contact as one report tells it. Its identity is made of the report
// and of what tells it from others there, so that newer weights give it the same.
func eventOf(r *exchange.Release, c parley.Contact) Event {
	report := &r.Record.Report
	e := Event{
		Kind: c.Kind, Status: c.Status, When: c.When.EDTF, Duration: c.Duration, Place: r.Name(c.Place), Host: r.Name(c.Host),
		Topics: r.Words(c.Topics), URL: r.URL(), Stamp: r.Filed, Conditional: c.Condition != (parley.Span{}),
		Sources: []Source{{Address: r.Line(c.ID), Publisher: report.Publisher, Title: report.Title, Words: r.Words(c.Evidence)}},
	}
	if e.Conditional {
		e.Condition = report.Quote(c.Condition)
	}
	for _, id := range c.Participants {
		e.Participants = append(e.Participants, r.Name(id))
	}
	if first, _, ok := parley.Days(report.Published); e.Stamp.IsZero() && ok && first != parley.FirstDay {
		e.Stamp = first.Time()
	}
	if review, ok := r.Review(c.ID); ok {
		e.Comment = strings.TrimSpace(string(review.Status) + " by " + review.By)
	}
	who := slices.Sorted(slices.Values(e.Participants))
	e.Identity = append([]string{r.ReportIRI(), string(c.Kind), e.When, e.Place}, who...)
	return e
}
