package ical

import (
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/exchange"
	"parley/exchange/exchangetest"
)

func open(w io.Writer) exchange.Writer { return NewWriter(w) }

func TestWriter(t *testing.T) {
	exchangetest.TestWriter(t, open, func(t *testing.T, out []byte) string {
		read(t, string(out))
		return strings.ReplaceAll(unfold(string(out)), "STATUS:FINAL", "") // in which is a secret, FIN
	}, "Zoë Quarn", "both go to Aland in June", "Ilmar Dent")
}

func TestWriter_on_the_examples(t *testing.T) {
	exchangetest.Golden(t, "crafted.ics", exchangetest.Written(t, open, exchangetest.Crafted()))
}

// A component is VEVENT or VJOURNAL with its properties.
type component struct {
	kind   string
	values map[string][]string // unescaped, by name and parameters
}

func (c component) value(name string) string { return strings.Join(c.values[name], "|") }

// contentLine is the grammar of RFC 5545, 3.1, for the parameters that are written.
var contentLine = regexp.MustCompile(`^[A-Z-]+(;VALUE=DATE)?:[^\x00-\x08\x0a-\x1f\x7f]*$`)

// once are the properties that an event has at most once, and those that it must have.
var (
	once = []string{"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "TRANSP", "URL"}
	must = map[string][]string{"VEVENT": {"UID", "DTSTAMP", "DTSTART;VALUE=DATE"}, "VJOURNAL": {"UID", "DTSTAMP"}}
	may  = map[string][]string{"VEVENT": {"TENTATIVE", "CONFIRMED", "CANCELLED"}, "VJOURNAL": {"DRAFT", "FINAL", "CANCELLED"}}
)

// read is a reader of calendars that shares nothing with what writes them and takes
// nothing that RFC 5545 does not.
func read(t *testing.T, out string) []component {
	t.Helper()
	for _, l := range strings.SplitAfter(out, "\r\n") {
		if len(strings.TrimSuffix(l, "\r\n")) > 75 || l != "" && !strings.HasSuffix(l, "\r\n") || strings.ContainsAny(strings.TrimSuffix(l, "\r\n"), "\r\n") {
			t.Fatalf("line %.100q is longer than 75 octets or does not end as lines do", l)
		}
	}
	var all []component
	var in []string
	uids := map[string]bool{}
	for l := range strings.SplitSeq(strings.TrimSuffix(unfold(out), "\r\n"), "\r\n") {
		if !contentLine.MatchString(l) {
			t.Fatalf("no content line: %.200q", l)
		}
		name, value, _ := strings.Cut(l, ":")
		switch name {
		case "BEGIN":
			in = append(in, value)
			if len(in) == 2 {
				all = append(all, component{value, map[string][]string{}})
			}
			continue
		case "END":
			if in[len(in)-1] != value {
				t.Fatalf("END:%s in %v", value, in)
			}
			if in = in[:len(in)-1]; len(in) == 1 {
				check(t, all[len(all)-1], uids)
			}
			continue
		}
		if len(in) == 2 {
			c := all[len(all)-1]
			c.values[name] = append(c.values[name], strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value))
		}
	}
	if len(in) != 0 {
		t.Fatalf("%v has no end", in)
	}
	return all
}

func check(t *testing.T, c component, uids map[string]bool) {
	t.Helper()
	for _, name := range once {
		if len(c.values[name]) > 1 {
			t.Errorf("%s has %s twice: %q", c.kind, name, c.values[name])
		}
	}
	for _, name := range must[c.kind] {
		if len(c.values[name]) != 1 {
			t.Errorf("%s has no %s", c.kind, name)
		}
	}
	if uid := c.value("UID"); uids[uid] {
		t.Errorf("UID %s is there twice", uid)
	}
	uids[c.value("UID")] = true
	if status := c.value("STATUS"); !strings.Contains(strings.Join(may[c.kind], " "), status) {
		t.Errorf("status %q of a %s is none of %v", status, c.kind, may[c.kind])
	}
	if _, err := time.Parse("20060102T150405Z", c.value("DTSTAMP")); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"DTSTART;VALUE=DATE", "DTEND;VALUE=DATE"} {
		if _, err := time.Parse("20060102", c.value(name)); c.kind == "VEVENT" && err != nil {
			t.Error(err)
		}
	}
	if c.kind == "VEVENT" && c.value("DTEND;VALUE=DATE") <= c.value("DTSTART;VALUE=DATE") {
		t.Errorf("ends %s before it begins %s", c.value("DTEND;VALUE=DATE"), c.value("DTSTART;VALUE=DATE"))
	}
}

func unfold(out string) string { return strings.ReplaceAll(out, "\r\n ", "") }

func TestWriter_gives_a_contact_its_days_and_a_vague_one_none(t *testing.T) {
	for _, test := range []struct {
		edtf, kind, start, end string
	}{
		{"2031-06-02", "VEVENT", "20310602", "20310603"},
		{"2031-06-02?", "VEVENT", "20310602", "20310603"},
		{"2031-06-30/2031-07-01", "VEVENT", "20310630", "20310702"},
		{"2031-12-31T23:00:00Z", "VEVENT", "20311231", "20320101"},
		{"2031-06", "VJOURNAL", "", ""},
		{"2031-06-02/..", "VJOURNAL", "", ""},
		{"/2031-06-02", "VJOURNAL", "", ""},
		{"2031-06-02/2031-07", "VJOURNAL", "", ""},
		{"2031-06-02/2031-06-01", "VJOURNAL", "", ""},
		{"2031-02-30", "VJOURNAL", "", ""},
		{"9999-12-31", "VJOURNAL", "", ""},
		{"next week", "VJOURNAL", "", ""},
		{"", "VJOURNAL", "", ""},
	} {
		filing := exchangetest.Crafted()
		filing.Record.Contacts = filing.Record.Contacts[1:2]
		filing.Record.Contacts[0].When.EDTF = test.edtf
		got := read(t, string(exchangetest.Written(t, open, filing)))[0]
		if got.kind != test.kind || got.value("DTSTART;VALUE=DATE") != test.start || got.value("DTEND;VALUE=DATE") != test.end || got.value("X-PARLEY-EDTF") != test.edtf {
			t.Errorf("of %q: %+v, want a %s from %q to %q", test.edtf, got, test.kind, test.start, test.end)
		}
	}
}

func TestWriter_says_how_certain_a_contact_is(t *testing.T) {
	for _, test := range []struct {
		status      parley.ContactStatus
		conditional bool
		want        string
	}{
		{parley.ContactHeld, false, "CONFIRMED"}, {parley.ContactOngoing, false, "CONFIRMED"},
		{parley.ContactPlanned, false, "CONFIRMED"}, {parley.ContactPlanned, true, "TENTATIVE"},
		{parley.ContactProposed, false, "TENTATIVE"}, {parley.ContactPostponed, false, "TENTATIVE"}, {parley.ContactCancelled, true, "CANCELLED"},
	} {
		filing := exchangetest.Crafted()
		c := &filing.Record.Contacts[1]
		filing.Record.Contacts = filing.Record.Contacts[1:2]
		if c.Status = test.status; !test.conditional {
			c.Condition = parley.Span{}
		}
		got := read(t, string(exchangetest.Written(t, open, filing)))[0]
		if got.value("STATUS") != test.want || got.value("X-PARLEY-STATUS") != string(test.status) {
			t.Errorf("%s, conditional %v: %s, want %s", test.status, test.conditional, got.value("STATUS"), test.want)
		}
	}
}

func TestWriter_keeps_the_identifier_of_a_contact_when_it_is_read_anew(t *testing.T) {
	uids := func(change func(*parley.Record)) (all []string) {
		filing := exchangetest.Crafted()
		change(filing.Record)
		for _, c := range read(t, string(exchangetest.Written(t, open, filing))) {
			all = append(all, c.value("UID"))
		}
		return all
	}
	before := uids(func(*parley.Record) {})
	again := uids(func(r *parley.Record) {
		r.Weights = "sha256:others"
		r.Contacts[0].ID, r.Contacts[0].Status, r.Contacts[0].Participants = "c7", parley.ContactPlanned, []string{"e2", "e1"}
	})
	if strings.Join(before, " ") != strings.Join(again, " ") {
		t.Errorf("UIDs %v, then %v", before, again)
	}
	twice := uids(func(r *parley.Record) { r.Contacts[1] = r.Contacts[0]; r.Contacts[1].ID = "c9" })
	if twice[0] == twice[1] || twice[0] != before[0] {
		t.Errorf("UIDs of two that are alike = %v, want two of which the first is %s", twice, before[0])
	}
}

// FuzzCalendar states that whatever an event says, others read one component of it,
// with the words that were said as far as text has room for them.
func FuzzCalendar(f *testing.F) {
	f.Add("a;b,c\\d\r\nEND:VEVENT", "2031-06-02", "https://a.example/\x00", 5)
	f.Add(strings.Repeat("é🕊\u2028", 40), "2031-06-02/2031-06-04?", "\xff", -1)
	f.Fuzz(func(t *testing.T, words, edtf, url string, sequence int) {
		var out strings.Builder
		c := New(&out, words)
		err := c.Add(Event{Identity: []string{words}, Sequence: sequence, Kind: parley.ContactKind(words), When: edtf, Place: words, Host: words,
			Condition: words, Conditional: true, Participants: []string{words}, URL: url, Sources: []Source{{Address: edtf, Words: words}}})
		if err = errors.Join(err, c.Close()); err != nil {
			t.Fatal(err)
		}
		if got := read(t, out.String()); len(got) != 1 || got[0].value("X-PARLEY-PLACE") != got[0].value("X-PARLEY-HOST") {
			t.Errorf("read %q", got)
		}
	})
}

func TestCalendar_takes_any_words(t *testing.T) {
	var out strings.Builder
	c := New(&out, "a;b,c\\d\r\nEND:VCALENDAR")
	words := "x\\; \"y\",\r\nEND:VEVENT\x00\x1b " + strings.Repeat("é🕊", 100) + "\xff"
	e := Event{Identity: []string{words}, When: "2031-06-02", Place: words, URL: "https://a.example/\r\nEND:VEVENT", Participants: []string{words, ""},
		Sources: []Source{{Words: words, Title: words}}}
	if err := c.Add(e); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	got := read(t, out.String())
	want := "x\\; \"y\",\nEND:VEVENT " + strings.Repeat("é🕊", 100) + "\ufffd"
	if len(got) != 1 || got[0].value("LOCATION") != want || got[0].value("URL") != "https://a.example/END:VEVENT" {
		t.Errorf("read %q, want the place %q", got, want)
	}
}
