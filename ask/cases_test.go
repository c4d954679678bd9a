package ask_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"

	"parley"
	"parley/ask"
)

var update = flag.Bool("update", false, "write the answers given into the cases of testdata")

// A case is a txtar file: what it shows on top, then reports, each under its
// outlet and date ("-- The Courier, 2031-05-14 --"), then the answer wanted. A
// section "-- retract NAME --" asks what falls with NAME. Marks in a report:
//
//	[Oda Brandt|said] that {the ferry sails}      a statement: speaker, cue, content
//	{+on Monday}                                  more of the same content
//	[Oda Brandt|said|deny]                        an act after the cue
//	[Oda Brandt|said|channel=in a post]           words of the channel, as they stand later in the report
//	[Oda Brandt|told|to=reporters]                an addressee
//	[Oda Brandt|said|medium=The Courier|exhibit=recording|person=Kai Berg]  the chain
//	(Tam Okoye|did not dispute it|not-dispute|1)  a response to statement s1
//
// A speaker in small letters has no name. What is marked is printed in the
// report, but for what follows the cue.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var records []*parley.Record
			var retracted []string
			want := -1
			for i, section := range archive.Files {
				if name, ok := strings.CutPrefix(section.Name, "retract "); ok {
					retracted = append(retracted, name)
				} else if section.Name == "want" {
					want = i
				} else {
					records = append(records, marked(section.Name, string(section.Data)))
				}
			}
			if want < 0 || strings.TrimSpace(string(archive.Comment)) == "" {
				t.Fatal("a case says what it shows, then has reports and a section want")
			}
			got := answer(t, records, retracted)
			slices.Reverse(records)
			if again := answer(t, records, retracted); again != got {
				t.Errorf("the order of reports makes a difference:\n%sand:\n%s", got, again)
			}
			switch {
			case got == string(archive.Files[want].Data):
			case *update:
				archive.Files[want].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%sgot:\n%swant:\n%s", archive.Comment, got, archive.Files[want].Data)
			}
		})
	}
}

// answer tells what a dossier of records says, line by line.
func answer(t *testing.T, records []*parley.Record, retracted []string) string {
	t.Helper()
	var b strings.Builder
	d := ask.NewDossier(records)
	for _, g := range d.Groups() {
		b.WriteString("copies:")
		for _, r := range g.Reports {
			b.WriteString(" " + r.ID)
		}
		b.WriteString("\n")
	}
	for _, c := range d.Claims() {
		if c.Reports < 2 {
			continue
		}
		fmt.Fprintf(&b, "%s: %s\n  %d reports, %d sources, %s: %s\n", c.Speaker, c.Words, c.Reports, len(c.Sources), c.Grade.Level, strings.Join(c.Grade.Rules, "; "))
		for _, s := range c.Sources {
			fmt.Fprintf(&b, "  %s %s\n", s.Kind, s.Name)
			for _, k := range s.Carriers {
				fmt.Fprintf(&b, "    %s", k.Record.Report.ID)
				for _, p := range k.Passages {
					fmt.Fprintf(&b, " %s", p.Statement.ID)
				}
				for _, l := range k.Links {
					fmt.Fprintf(&b, "; %s %s", l.Rule, l.Other.Report.ID)
				}
				b.WriteString("\n")
			}
		}
		for _, a := range c.Responses {
			fmt.Fprintf(&b, "  %s: %s, in %s\n", a.By, a.Response.Kind, a.Record.Report.ID)
		}
	}
	for _, c := range d.Contradictions() {
		fmt.Fprintf(&b, "contradiction, %s\n", c.Kind)
		for _, s := range []ask.Side{c.A, c.B} {
			fmt.Fprintf(&b, "  %s, %s: %s\n", s.Record.Report.ID, s.Who, s.Words)
		}
		if c.Kind == ask.ContradictionResponse {
			fmt.Fprintf(&b, "  both about %s\n", strings.Join(c.On, " "))
		}
	}
	for _, name := range retracted {
		r, err := d.Retract(name)
		if err != nil {
			fmt.Fprintf(&b, "without %s: %v\n", name, err)
			continue
		}
		fmt.Fprintf(&b, "without %s (%s), %d statements:\n", name, strings.Join(r.Matched, ", "), r.Statements())
		for _, f := range r.Fallen {
			fmt.Fprintf(&b, "  falls: %s: %s\n", f.Claim.Speaker, f.Claim.Words)
		}
		for _, f := range r.Shaken {
			fmt.Fprintf(&b, "  stands: %s: %s, in %s\n", f.Claim.Speaker, f.Claim.Words, f.Remain[0].Record.Report.ID)
		}
	}
	return b.String()
}

// marked makes a record of a marked report.
func marked(name, text string) *parley.Record {
	publisher, published, _ := strings.Cut(name, ", ")
	m := marking{record: &parley.Record{Report: parley.Report{Publisher: publisher, Published: published, ID: name}}, entities: map[string]string{}}
	for rest := text; rest != ""; {
		at := strings.IndexAny(rest, "[{(")
		if at < 0 {
			m.text.WriteString(rest)
			break
		}
		m.text.WriteString(rest[:at])
		closing := map[byte]string{'[': "]", '{': "}", '(': ")"}[rest[at]]
		inside, after, found := strings.Cut(rest[at+1:], closing)
		fields := strings.Split(inside, "|")
		switch {
		case !found || rest[at] != '{' && len(fields) < 2:
			m.text.WriteString(rest[at : at+1])
			after = rest[at+1:]
		case rest[at] == '{':
			m.content(inside)
		case rest[at] == '(':
			m.response(fields)
		default:
			m.statement(fields)
		}
		rest = after
	}
	m.record.Report.Text = m.text.String()
	for i, words := range m.channels {
		start := strings.Index(m.record.Report.Text, words)
		m.record.Statements[i].Channel = parley.Span{Start: start, End: start + len(words)}
	}
	if err := m.record.Verify(); err != nil {
		panic(err)
	}
	return m.record
}

// A marking is a record in the making.
type marking struct {
	record   *parley.Record
	text     strings.Builder
	entities map[string]string // ids by name
	channels map[int]string
}

func (m *marking) write(words string) parley.Span {
	start := m.text.Len()
	m.text.WriteString(words)
	return parley.Span{Start: start, End: m.text.Len()}
}

func (m *marking) entity(name string, kind parley.EntityKind, mention parley.Span) string {
	if m.entities[name] == "" {
		m.entities[name] = fmt.Sprintf("e%d", len(m.record.Entities)+1)
		m.record.Entities = append(m.record.Entities, parley.Entity{ID: m.entities[name], Name: name, Kind: kind})
	}
	e := &m.record.Entities[slices.IndexFunc(m.record.Entities, func(e parley.Entity) bool { return e.ID == m.entities[name] })]
	if mention.Len() > 0 {
		form := parley.MentionName
		if !strings.ContainsFunc(name[:1], unicode.IsUpper) {
			form = parley.MentionDescription
		}
		e.Mentions = append(e.Mentions, parley.Mention{Span: mention, Form: form, Kind: kind})
	}
	return e.ID
}

func (m *marking) statement(fields []string) {
	source := m.write(fields[0])
	m.text.WriteString(" ")
	s := parley.Statement{ID: fmt.Sprintf("s%d", len(m.record.Statements)+1), Kind: parley.StatementIndirect,
		Source: []parley.Span{source}, Cue: []parley.Span{m.write(fields[1])}}
	s.Speaker = m.entity(fields[0], parley.EntityPerson, source)
	for _, field := range fields[2:] {
		key, value, _ := strings.Cut(field, "=")
		switch key {
		case "channel":
			if m.channels == nil {
				m.channels = map[int]string{}
			}
			m.channels[len(m.record.Statements)] = value
		case "to":
			s.Addressees = append(s.Addressees, m.entity(value, parley.EntityGroup, parley.Span{}))
		case "medium":
			s.Chain = append(s.Chain, parley.Hop{Kind: parley.HopMedium, Entity: m.entity(value, parley.EntityMedium, parley.Span{}), Cue: s.Cue})
		case "person":
			s.Chain = append(s.Chain, parley.Hop{Kind: parley.HopIntermediary, Entity: m.entity(value, parley.EntityPerson, parley.Span{}), Cue: s.Cue})
		case "exhibit":
			id := fmt.Sprintf("x%d", len(m.record.Exhibits)+1)
			m.record.Exhibits = append(m.record.Exhibits, parley.Exhibit{ID: id, Kind: parley.ExhibitKind(value), Evidence: s.Cue})
			s.Chain = append(s.Chain, parley.Hop{Kind: parley.HopExhibit, Exhibit: id, Cue: s.Cue})
		default:
			s.Act = parley.Act(key)
		}
	}
	m.record.Statements = append(m.record.Statements, s)
}

func (m *marking) content(words string) {
	s := &m.record.Statements[len(m.record.Statements)-1]
	words = strings.TrimPrefix(words, "+")
	s.Content = append(s.Content, m.write(words))
	if strings.HasSuffix(m.text.String()[:m.text.Len()-len(words)], "“") {
		s.Kind = parley.StatementDirect
	}
}

func (m *marking) response(fields []string) {
	by := m.write(fields[0])
	m.text.WriteString(" ")
	r := parley.Response{ID: fmt.Sprintf("r%d", len(m.record.Responses)+1), By: m.entity(fields[0], parley.EntityPerson, by),
		Evidence: []parley.Span{m.write(fields[1])}, Kind: parley.ResponseKind(fields[2])}
	if len(fields) > 3 {
		r.To.Statement = "s" + fields[3]
	} else {
		r.To.Words = r.Evidence
	}
	m.record.Responses = append(m.record.Responses, r)
}
