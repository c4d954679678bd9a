// Package deals makes records of lines that say what is in them, for tests of what is
// derived from many records.
package deals

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// Record makes a record of lines that say what is in it. The name is the outlet and the day,
// "The Courier, 2031-05-14". Each line is a word for what it is, fields, and behind ::
// the words of the report that say so, of which those of a field are a part:
//
//	who Ada Brandt; kind person; role president; for Norland
//	exhibit recording; date 2031-05-10 :: A recording of a call has leaked
//	says Ada Brandt; cue said; when 2031-05-12; on x1 :: Brandt said the ferry would sail
//	contact call; with Ada Brandt, Kai Lind; status held; when 2031-05-12; at Halm; about the ferry; if it sails; by s1 :: They spoke about the ferry
//	term territory; place Halm; option ceded to Norland :: Halm would go to Norland
//	proposal 12-point plan; by Norland; points 12; status tabled; date 2031-05; seen 3 the ferry sails; amends d1 :: The 12-point plan says the ferry sails
//	position Norland; stance reject; proposal d1; term t1; option ceded; basis own; when 2031-05-12; by s1 :: Norland rejects it
//
// Lines have ids as those of a record have. A name that no line before says more of is
// a person's.
func Record(name, lines string) *parley.Record {
	d := &dealt{Record: &parley.Record{Report: parley.Report{ID: name, Input: name}}, ids: map[string]string{}}
	d.Report.Publisher, d.Report.Published, _ = strings.Cut(name, ", ")
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line != "" {
			d.line(line)
		}
	}
	if err := d.Verify(); err != nil {
		panic(fmt.Sprintf("deals: %s: %v", name, err))
	}
	return d.Record
}

// Records makes the records of a text in which each stands under its name,
// "-- The Courier, 2031-05-14 --". What stands before the first is left out.
func Records(text string) []*parley.Record {
	var all []*parley.Record
	name, lines := "", ""
	end := func() {
		if name != "" {
			all = append(all, Record(name, lines))
		}
	}
	for line := range strings.Lines(text) {
		if head, is := strings.CutPrefix(line, "-- "); is {
			end()
			name, lines = strings.TrimSuffix(strings.TrimSpace(head), " --"), ""
			continue
		}
		lines += line
	}
	end()
	return all
}

type dealt struct {
	*parley.Record
	ids    map[string]string // of entities by name
	words  parley.Span       // of this line
	fields []string          // of this line, each "key value"
}

func (d *dealt) line(line string) {
	head, words, _ := strings.Cut(line, "::")
	kind, head, _ := strings.Cut(strings.TrimSpace(head), " ")
	d.fields = strings.Split(head, "; ")
	d.words = parley.Span{}
	if words = strings.TrimSpace(words); words != "" {
		d.words = d.put(words)
	}
	switch kind {
	case "who":
		d.who()
	case "says":
		s := parley.Statement{ID: fmt.Sprintf("s%d", len(d.Statements)+1), Kind: parley.StatementIndirect,
			Speaker: d.id(d.fields[0]), Cue: d.within("cue"), Content: []parley.Span{d.words}, Said: parley.Date{EDTF: d.get("when")}}
		if x := d.get("on"); x != "" {
			s.Chain = []parley.Hop{{Kind: parley.HopExhibit, Exhibit: x}}
		}
		d.Statements = append(d.Statements, s)
	case "exhibit":
		d.Exhibits = append(d.Exhibits, parley.Exhibit{ID: fmt.Sprintf("x%d", len(d.Exhibits)+1), Kind: parley.ExhibitKind(d.fields[0]),
			Date: parley.Date{EDTF: d.get("date")}, Evidence: []parley.Span{d.words}})
	case "contact":
		d.contact()
	case "term":
		d.term()
	case "proposal":
		d.proposal()
	case "position":
		d.position()
	default:
		panic(fmt.Sprintf("deals: line %q is of no kind that a deal has", line))
	}
}

// put adds words to the text of the report.
func (d *dealt) put(words string) parley.Span {
	start := len(d.Report.Text)
	d.Report.Text += words + "\n"
	return parley.Span{Start: start, End: start + len(words)}
}

// get is the value of a field, empty where the line has none.
func (d *dealt) get(key string) string {
	return strings.Join(d.all(key)[:min(1, len(d.all(key)))], "")
}

// all are the values of a field that may come several times.
func (d *dealt) all(key string) (values []string) {
	for _, f := range d.fields[1:] {
		if k, v, _ := strings.Cut(f, " "); k == key {
			values = append(values, v)
		}
	}
	return values
}

// within are the places of a field's values in the words of the line.
func (d *dealt) within(key string) (spans []parley.Span) {
	for _, v := range d.all(key) {
		spans = append(spans, d.find(v))
	}
	return spans
}

func (d *dealt) find(words string) parley.Span {
	at := strings.Index(d.Report.Quote(d.words), words)
	if at < 0 {
		return d.put(words)
	}
	return parley.Span{Start: d.words.Start + at, End: d.words.Start + at + len(words)}
}

func (d *dealt) id(name string) string {
	if name == "" {
		return ""
	}
	if d.ids[name] == "" {
		d.ids[name] = fmt.Sprintf("e%d", len(d.Entities)+1)
		d.Entities = append(d.Entities, parley.Entity{ID: d.ids[name], Name: name, Kind: parley.EntityPerson})
	}
	return d.ids[name]
}

func (d *dealt) list(key string) (ids []string) {
	for _, names := range d.all(key) {
		for name := range strings.SplitSeq(names, ", ") {
			ids = append(ids, d.id(name))
		}
	}
	return ids
}

func (d *dealt) who() {
	id := d.id(d.fields[0])
	side := d.id(d.get("for"))
	i := slices.IndexFunc(d.Entities, func(e parley.Entity) bool { return e.ID == id })
	e := &d.Entities[i]
	if kind := d.get("kind"); kind != "" {
		e.Kind = parley.EntityKind(kind)
	}
	e.Role, e.Party, e.Codes.Division, e.Codes.Country = d.get("role"), side, d.get("code"), d.get("country")
	if d.get("unnamed") != "" {
		e.Mentions = []parley.Mention{{Span: d.put(e.Name), Form: parley.MentionDescription}}
	}
}

func (d *dealt) contact() {
	c := parley.Contact{ID: fmt.Sprintf("c%d", len(d.Contacts)+1), Kind: parley.ContactKind(d.fields[0]), Status: parley.ContactStatus(d.get("status")),
		Participants: d.list("with"), Place: d.id(d.get("at")), Host: d.id(d.get("host")), When: parley.Date{EDTF: d.get("when")}, Statement: d.get("by"),
		Topics: d.within("about"), Evidence: []parley.Span{d.words}}
	if condition := d.within("if"); condition != nil {
		c.Condition = condition[0]
	}
	d.Contacts = append(d.Contacts, c)
}

func (d *dealt) term() {
	issue := d.fields[0]
	t := parley.Term{ID: fmt.Sprintf("t%d", len(d.Terms)+1), Issue: issue, Key: issue, Name: issue, Place: d.id(d.get("place")), Evidence: []parley.Span{d.words}}
	if place := d.get("place"); place != "" {
		t.Key, t.Name = issue+"@"+place, place+": "+issue
	}
	for _, o := range d.all("option") {
		option, to, _ := strings.Cut(o, " to ")
		t.Options = append(t.Options, parley.TermOption{ID: option, Name: o, To: d.id(to), Evidence: []parley.Span{d.words}})
	}
	if by := d.get("by"); by != "" {
		t.Statements = []string{by}
	}
	d.Terms = append(d.Terms, t)
}

func (d *dealt) proposal() {
	points, _ := strconv.Atoi(d.get("points"))
	p := parley.Proposal{ID: fmt.Sprintf("d%d", len(d.Proposals)+1), Name: d.fields[0], Aliases: d.all("alias"), By: d.list("by"), Points: points,
		Date: parley.Date{EDTF: d.get("date")}, Status: parley.ProposalStatus(d.get("status")), Terms: d.all("term"), Evidence: []parley.Span{d.words}}
	for _, seen := range d.all("seen") {
		number, words, _ := strings.Cut(seen, " ")
		n, err := strconv.Atoi(number)
		if err != nil {
			words = seen
		}
		point := parley.Point{Number: n}
		if rest, is := strings.CutPrefix(words, "("); is {
			var term string
			term, words, _ = strings.Cut(rest, ") ")
			point.Terms = []string{term}
		}
		point.Words = []parley.Span{d.find(words)}
		p.Seen = append(p.Seen, point)
	}
	for _, kind := range parley.LineageKinds {
		for _, earlier := range d.all(string(kind)) {
			p.Lineage = append(p.Lineage, parley.Lineage{Kind: kind, Proposal: earlier, Words: []parley.Span{d.words}})
		}
	}
	d.Proposals = append(d.Proposals, p)
}

func (d *dealt) position() {
	p := parley.Position{ID: fmt.Sprintf("o%d", len(d.Positions)+1), Party: d.id(d.fields[0]), Stance: parley.Stance(d.get("stance")), Proposal: d.get("proposal"),
		Term: d.get("term"), Option: d.get("option"), Basis: parley.Basis(d.get("basis")), Private: d.get("private") != "", Held: parley.Date{EDTF: d.get("when")},
		Statement: d.get("by"), About: d.within("about"), Evidence: []parley.Span{d.words}}
	if p.Basis == "" {
		p.Basis = parley.BasisOwn
	}
	if condition := d.within("if"); condition != nil {
		p.Condition = condition[0]
	}
	d.Positions = append(d.Positions, p)
}
