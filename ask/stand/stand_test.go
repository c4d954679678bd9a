package stand

import (
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/ledger"
	"parley/resolve"
)

// A scene makes a record of a line for each position:
//
//	PARTY [for SIDE as OFFICE]: STANCE [TERM[=OPTION]] [on BASIS] [privately] [at EDTF]
func scene(published string, lines ...string) *parley.Record {
	s := &staged{Record: &parley.Record{Weights: "sha256:" + strings.Repeat("0", 64), Report: parley.Report{Publisher: "The Elsen Courier", Published: published}}, ids: map[string]string{}}
	for _, line := range lines {
		s.line(line)
	}
	s.Report.Text = s.text.String()
	return s.Record
}

type staged struct {
	*parley.Record
	ids  map[string]string
	text strings.Builder
}

func (s *staged) entity(name string, kind parley.EntityKind) string {
	if s.ids[name] == "" {
		s.ids[name] = fmt.Sprint("e", len(s.Entities)+1)
		s.Entities = append(s.Entities, parley.Entity{ID: s.ids[name], Name: name, Kind: kind})
	}
	return s.ids[name]
}

func (s *staged) term(key string) string {
	id := fmt.Sprint("t", len(s.Terms)+1)
	for _, t := range s.Terms {
		if t.Key == key {
			return t.ID
		}
	}
	issue, _, _ := strings.Cut(key, "@")
	s.Terms = append(s.Terms, parley.Term{ID: id, Key: key, Issue: issue, Name: strings.ToUpper(key[:1]) + key[1:]})
	return id
}

func (s *staged) line(line string) {
	start := s.text.Len()
	s.text.WriteString(line)
	p := parley.Position{ID: fmt.Sprint("o", len(s.Positions)+1), Basis: parley.BasisOwn, Evidence: []parley.Span{{Start: start, End: start + len(line)}}}
	s.text.WriteString(".\n")
	who, what, _ := strings.Cut(line, ": ")
	name, side, isFor := strings.Cut(who, " for ")
	kind := parley.EntityCountry
	if isFor {
		kind = parley.EntityPerson
	}
	p.Party = s.entity(name, kind)
	if isFor {
		side, office, _ := strings.Cut(side, " as ")
		id := s.entity(side, parley.EntityCountry)
		for i := range s.Entities {
			if e := &s.Entities[i]; e.ID == p.Party {
				e.Party, e.Role = id, office
			}
		}
	}
	fields := strings.Fields(what)
	p.Stance = parley.Stance(fields[0])
	for i := 1; i < len(fields); i++ {
		switch f := fields[i]; f {
		case "on":
			i++
			p.Basis = parley.Basis(fields[i])
		case "privately":
			p.Private = true
		case "at":
			i++
			p.Held.EDTF = fields[i]
		default:
			key, option, _ := strings.Cut(f, "=")
			p.Term, p.Option = s.term(key), option
			if t := &s.Terms[len(s.Terms)-1]; option != "" {
				t.Options = append(t.Options, parley.TermOption{ID: option, Name: option})
			}
		}
	}
	s.Positions = append(s.Positions, p)
}

// told is a matrix, a line a cell.
func told(l *Library, f *Fold) string {
	m := f.Matrix(l.Name)
	var b strings.Builder
	for c := range m.Cells() {
		t := m.Topics[c.Topic]
		fmt.Fprintf(&b, "%s %s", l.Name(m.Parties[c.Party].ID), l.Label(Topic{Key: t.Key}))
		if t.Option != "" {
			fmt.Fprintf(&b, "=%s", l.Label(t.Topic))
		}
		for _, s := range c.Stands {
			fmt.Fprintf(&b, "; %s", s.Basis)
			if s.Private {
				b.WriteString(" privately")
			}
			for i, stance := range s.Stances {
				b.WriteString([]string{" ", "+"}[min(i, 1)] + string(stance))
			}
			if s.Conflict {
				b.WriteString(" conflict")
			}
			if s.Vague {
				b.WriteString(" vague")
			}
			if s.Rows > 1 {
				fmt.Fprintf(&b, " %d", s.Rows)
			}
		}
		if c.Differs() {
			b.WriteString("; differs")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func gather(records ...*parley.Record) *Library { return Gather(records, resolve.Key) }

func expect(t *testing.T, got string, want ...string) {
	t.Helper()
	if want := strings.Join(append(want, ""), "\n"); got != want {
		t.Errorf("the matrix is\n%swant\n%s", got, want)
	}
}

func TestMatrix_keeps_the_four_bases_apart(t *testing.T) {
	l := gather(scene("2031-05-14",
		"Norland: accept truce", "Norland: reject truce on attributed", "Norland: demand truce on inferred", "Norland: reject truce on red-line", "Ostrel: open truce"))
	expect(t, told(l, l.Fold),
		"Norland Truce; red-line reject; own accept; attributed reject; inferred demand",
		"Ostrel Truce; own open")
}

func TestMatrix_counts_what_is_inferred_where_a_side_says_nothing(t *testing.T) {
	own := scene("2031-05-14", "Norland: accept truce")
	l := gather(own, scene("2031-05-15", "Norland: demand truce on inferred", "Ostrel: demand truce on inferred"))
	counts := func() string {
		m := l.Matrix(l.Name)
		told := fmt.Sprint(m.Topics[0].Rows)
		for _, p := range m.Parties {
			told += fmt.Sprintf(" %s %d", l.Name(p.ID), p.Rows)
		}
		return told
	}
	if got, want := counts(), "2 Norland 1 Ostrel 1"; got != want {
		t.Errorf("counts are %s, want %s", got, want)
	}
	l.Put(&ledger.Deal{Report: 1}) // without the own words
	if got, want := counts(), "2 Norland 1 Ostrel 1"; got != want {
		t.Errorf("without the own words counts are %s, want %s", got, want)
	}
}

func TestMatrix_has_the_latest_stance_and_how_it_came_about(t *testing.T) {
	l := gather(
		scene("2031-05-16", "Norland: accept truce"),
		scene("2031-05-14", "Norland: reject truce", "Norland: reject truce at 2031-05-12"),
		scene("2031-05-15", "Norland: conditional truce"),
	)
	expect(t, told(l, l.Fold), "Norland Truce; own accept 4")
	c, _ := l.Matrix(l.Name).Cell(0, 0)
	var steps []string
	for _, change := range c.Stands[0].Changes() {
		source, err := l.Source(t.Context(), change.First)
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, fmt.Sprintf("%s %s ×%d in %d: %s", change.First.Day(), change.Stance, change.Rows, change.First.Of.Report, source.Words()))
	}
	want := []string{
		"2031-05-12 reject ×2 in 2: Norland: reject truce at 2031-05-12",
		"2031-05-15 conditional ×1 in 3: Norland: conditional truce",
		"2031-05-16 accept ×1 in 1: Norland: accept truce",
	}
	if got := strings.Join(steps, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("the changes are\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestMatrix_says_where_stances_of_one_time_differ(t *testing.T) {
	l := gather(
		scene("2031-05-20", "Norland: accept truce at 2031-05-14", "Ostrel: accept truce at 2031", "Sarrow: demand truce at 2031-05-14"),
		scene("2031-05-14", "Norland: reject truce", "Sarrow: accept truce"),
		scene("2031-05-15", "Ostrel: reject truce"), // in 2031 may be that day too
	)
	expect(t, told(l, l.Fold),
		"Norland Truce; own accept+reject conflict 2",
		"Ostrel Truce; own accept+reject conflict 2",
		"Sarrow Truce; own accept+demand 2")
}

func TestMatrix_marks_what_is_said_in_private_only(t *testing.T) {
	l := gather(scene("2031-05-14",
		"Norland: reject truce", "Norland: accept truce privately",
		"Ostrel: reject truce privately", "Ostrel: reject truce",
		"Sarrow: accept truce on attributed privately", "Sarrow: reject truce on red-line",
		"Veld: accept truce privately"))
	expect(t, told(l, l.Fold),
		"Norland Truce; own reject; own privately accept; differs",
		"Ostrel Truce; own reject; own privately reject",
		"Sarrow Truce; red-line reject; attributed privately accept; differs",
		"Veld Truce; own privately accept")
}

func TestMatrix_counts_those_who_speak_for_a_side_for_it(t *testing.T) {
	l := gather(scene("2031-05-14",
		"Kai Lind for Norland as foreign minister: accept truce",
		"Ada Brandt for Norland as opposition leader: reject truce",
		"Mia Holt for Norland as former prime minister: reject truce",
		"Norland: accept corridor"))
	expect(t, told(l, l.Fold),
		"Norland Truce; own accept",
		"Ada Brandt Truce; own reject",
		"Mia Holt Truce; own reject",
		"Norland Corridor; own accept")
	expect(t, told(l, l.With(Options{ByPerson: true})),
		"Ada Brandt Truce; own reject",
		"Kai Lind Truce; own accept",
		"Mia Holt Truce; own reject",
		"Norland Corridor; own accept")
	m := l.Matrix(l.Name)
	for i, p := range m.Parties {
		if l.Name(p.ID) != "Norland" {
			continue
		}
		if by := m.For(i); len(by) != 1 || l.Name(by[0]) != "Kai Lind" {
			t.Errorf("for Norland counts %v, want Kai Lind", by)
		}
	}
	c, _ := m.Cell(0, 0)
	source, err := l.Source(t.Context(), c.Stands[0].Latest(1)[0])
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(source.Ways), "[{Kai Lind Norland party foreign minister speaks.txt: foreign minister}]"; got != want {
		t.Errorf("Ways = %s, want %s", got, want)
	}
}

func TestMatrix_is_as_of_the_day_that_is_asked_for(t *testing.T) {
	l := gather(
		scene("2031-05-16", "Norland: accept truce", "Norland: reject corridor at 2031-05"),
		scene("2031-05-14", "Norland: reject truce"),
	)
	as := func(edtf string) *Fold {
		_, last, ok := parley.Days(edtf)
		if !ok {
			t.Fatal(edtf)
		}
		return l.With(Options{HeldAt: &last})
	}
	expect(t, told(l, as("2031-05-15")), "Norland Corridor; own reject vague", "Norland Truce; own reject")
	expect(t, told(l, as("2031-05")), "Norland Truce; own accept 2", "Norland Corridor; own reject")
	expect(t, told(l, as("2031-04")))
}

func TestMatrix_leaves_out_what_is_not_asked_for(t *testing.T) {
	l := gather(scene("2031-05-14",
		"Kai Lind for Norland as envoy: accept truce", "Norland: reject truce on attributed", "Ostrel: open truce=partial", "Ostrel: demand corridor", "Ostrel: reject"))
	for _, test := range []struct {
		name string
		o    Options
		left int
		want []string
	}{
		{"one basis", Options{Bases: []parley.Basis{parley.BasisAttributed}}, 4, []string{"Norland Truce; attributed reject"}},
		{"one topic", Options{Topics: func(t Topic) bool { return t.Key == "corridor" }}, 4, []string{"Ostrel Corridor; own demand"}},
		{"no term", Options{Topics: func(t Topic) bool { return t.Key == "" }}, 4, []string{"Ostrel no term; own reject"}},
		{"one side", Options{Parties: named(l, "Norland")}, 3, []string{"Norland Truce; own accept; attributed reject"}},
		{"a side by person", Options{Parties: named(l, "Norland"), ByPerson: true}, 3, []string{"Kai Lind Truce; own accept", "Norland Truce; attributed reject"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := l.With(test.o)
			got := told(l, f)
			expect(t, got, test.want...)
			if left := f.Matrix(l.Name).Left; left != test.left {
				t.Errorf("Left = %d, want %d", left, test.left)
			}
		})
	}
}

func named(l *Library, name string) map[ledger.EntityID]bool {
	all := map[ledger.EntityID]bool{}
	for id, other := range l.names {
		if other == name {
			all[id] = true
		}
	}
	return all
}

func TestFold_forgets_what_a_report_said_before(t *testing.T) {
	l := gather(scene("2031-05-14", "Norland: accept truce"), scene("2031-05-15", "Norland: reject truce", "Ostrel: open truce"))
	l.Put(&ledger.Deal{Report: 2})
	expect(t, told(l, l.Fold), "Norland Truce; own accept")
	newer := scene("2031-05-16", "Ostrel: demand corridor")
	l.Put(dealOf(2, newer, resolve.Key))
	expect(t, told(l, l.Fold), "Ostrel corridor; own demand", "Norland Truce; own accept") // what it calls the corridor was not gathered
	l.Put(&ledger.Deal{Report: 1})
	l.Put(&ledger.Deal{Report: 2})
	if l.Len() != 0 || told(l, l.Fold) != "" {
		t.Errorf("%d positions are left: %s", l.Len(), told(l, l.Fold))
	}
}

func TestFold_leaves_out_what_a_person_rejected(t *testing.T) {
	d := dealOf(1, scene("2031-05-14", "Norland: accept truce", "Norland: reject truce"), resolve.Key)
	d.Positions[1].Status = ledger.StatusRejected
	var f Fold
	f.Put(d)
	if f.Len() != 1 {
		t.Errorf("Len = %d, want 1", f.Len())
	}
}

func TestFold_does_not_depend_on_the_order_of_reports(t *testing.T) {
	var forth, back Fold
	for i := range 200 {
		forth.Put(made(int64(i+1), 7))
		back.Put(made(int64(200-i), 7))
	}
	l := &Library{Fold: &forth}
	if a, b := told(l, &forth), told(l, &back); a != b {
		t.Errorf("forth\n%sback\n%s", a, b)
	}
}

func TestGather_takes_a_surname_for_whoever_bears_it(t *testing.T) {
	l := gather(
		scene("2031-05-14", "Kai Lind for Norland as farmer: accept truce", "Ada Brandt for Norland as farmer: open truce", "Oda Brandt for Ostrel as farmer: open truce"),
		scene("2031-05-15", "Lind for Norland as farmer: reject truce", "Brandt for Norland as farmer: reject truce"),
	)
	expect(t, told(l, l.Fold), "Kai Lind Truce; own reject 2", "Ada Brandt Truce; own open", "Brandt Truce; own reject", "Oda Brandt Truce; own open")
}
