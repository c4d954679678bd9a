package ical

import (
	"bufio"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/exchange"
)

// An Event is a contact as a calendar has it.
type Event struct {
	// Identity is what tells it from all other contacts, in every calendar: its UID
	// is made of that alone.
	Identity []string
	Sequence int       // rises with each change of what has this identity, from 0
	Stamp    time.Time // when it was last told of; the zero time is the beginning of 1970

	Kind         parley.ContactKind
	Status       parley.ContactStatus
	When         string   // EDTF
	Duration     string   // ISO 8601
	Participants []string // names
	Host, Place  string
	Topics       string
	Conditional  bool
	Condition    string // its words
	Sources      []Source
	URL          string
	Comment      string
}

// A Source is where an event is told of.
type Source struct {
	Address, Publisher, Title string
	Words                     string
}

// statuses are what RFC 5545 calls them, of an event and of a journal entry. What is
// held or goes on is certain, what shall take place on a condition is not.
func (e *Event) statuses() (event, journal string) {
	switch e.Status {
	case parley.ContactCancelled:
		return "CANCELLED", "CANCELLED"
	case parley.ContactHeld, parley.ContactOngoing:
		return "CONFIRMED", "FINAL"
	case parley.ContactPlanned:
		if !e.Conditional {
			return "CONFIRMED", "FINAL"
		}
	}
	return "TENTATIVE", "DRAFT"
}

func (e *Event) write(out *bufio.Writer) {
	first, last, exact := days(e.When)
	event, journal := e.statuses()
	kind, status := "VEVENT", event
	if !exact {
		kind, status = "VJOURNAL", journal
	}
	line(out, "BEGIN", kind)
	line(out, "UID", strings.TrimPrefix(exchange.NameIRI("contact", strings.Join(e.Identity, "\x00")), "urn:uuid:"))
	line(out, "DTSTAMP", stamp(e.Stamp))
	line(out, "SEQUENCE", strconv.Itoa(max(e.Sequence, 0)))
	if exact {
		line(out, "DTSTART;VALUE=DATE", basic(first))
		line(out, "DTEND;VALUE=DATE", basic(last+1)) // the day after
		line(out, "TRANSP", "TRANSPARENT")           // nobody who looks at it is busy
		property(out, "LOCATION", e.Place)
	}
	line(out, "STATUS", status)
	property(out, "SUMMARY", e.summary())
	property(out, "DESCRIPTION", e.description())
	property(out, "COMMENT", e.Comment)
	line(out, "CATEGORIES", text(string(e.Kind)))
	if e.URL != "" {
		line(out, "URL", address(e.URL))
	}
	for _, name := range e.Participants {
		property(out, "X-PARLEY-PARTICIPANT", name)
	}
	for _, p := range [][2]string{
		{"STATUS", string(e.Status)}, {"EDTF", e.When}, {"DURATION", e.Duration}, {"HOST", e.Host}, {"PLACE", e.Place}, {"CONDITION", e.Condition},
	} {
		property(out, "X-PARLEY-"+p[0], p[1])
	}
	for _, s := range e.Sources {
		property(out, "X-PARLEY-ADDRESS", s.Address)
	}
	line(out, "END", kind)
}

// summary is "Call: Zoë Quarn, Ilmar Dent (proposed)".
func (e *Event) summary() string {
	words := string(e.Kind)
	if words != "" {
		words = strings.ToUpper(words[:1]) + words[1:]
	}
	var known []string
	for _, name := range e.Participants {
		if name != "" {
			known = append(known, name)
		}
	}
	if len(known) > 0 {
		words += ": " + strings.Join(known, ", ")
	}
	switch {
	case e.Status == parley.ContactHeld:
	case e.Conditional:
		words += " (" + string(e.Status) + ", on a condition)"
	default:
		words += " (" + string(e.Status) + ")"
	}
	return words
}

// description is what else is known, a line for each, and the words of each report.
func (e *Event) description() string {
	var lines []string
	add := func(before, words string) {
		if words != "" {
			lines = append(lines, before+words)
		}
	}
	add("when: ", e.When)
	add("duration: ", e.Duration)
	add("host: ", e.Host)
	add("condition: ", e.Condition)
	add("about: ", e.Topics)
	for _, s := range e.Sources {
		from := s.Address
		for _, part := range []string{s.Publisher, s.Title} {
			if part != "" {
				from += ", " + part
			}
		}
		if s.Words != "" {
			from += ": “" + s.Words + "”"
		}
		add("", from)
	}
	return strings.Join(lines, "\n")
}

// lastDay is the last that a calendar can name: years have four digits, and an
// event ends on the day after its last.
var lastDay = parley.DayOf(time.Date(9999, 12, 30, 0, 0, 0, 0, time.UTC))

// days are the first and last day of an EDTF date that names both; what is in doubt
// or about a day counts too, as X-PARLEY-EDTF tells.
func days(edtf string) (first, last parley.Day, exact bool) {
	from, to, isInterval := strings.Cut(edtf, "/")
	first, one, ok := parley.Days(from)
	if !ok || one != first {
		return 0, 0, false
	}
	last = first
	if isInterval {
		var begin parley.Day
		if begin, last, ok = parley.Days(to); !ok || begin != last {
			return 0, 0, false
		}
	}
	return first, last, first <= last && last <= lastDay
}

func basic(d parley.Day) string { return d.Time().Format("20060102") }

func stamp(t time.Time) string {
	if exchange.Timestamp(t) == "" {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format("20060102T150405Z")
}
