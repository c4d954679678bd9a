package ask_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/ask"
)

// FuzzDossier holds the laws of a dossier on reports that a seed makes up.
func FuzzDossier(f *testing.F) {
	for seed := range uint64(60) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 0))
		records := invented(random)
		d := ask.NewDossier(records)
		want := printed(t, d)
		if again := printed(t, ask.NewDossier(shuffled(random, records))); !bytes.Equal(again, want) {
			t.Errorf("the order of reports makes a difference:\n%s\n%s", want, again)
		}
		if twice := printed(t, ask.NewDossier(append(slices.Clone(records), records...))); !bytes.Equal(twice, want) {
			t.Errorf("reports that come twice make a difference:\n%s\n%s", want, twice)
		}
		holdsClaims(t, random, d)
		holdsCopies(t, random, records, d)
	})
}

// holdsClaims holds each claim: reports are counted once, in one source each; and
// a retraction of its speaker leaves nothing of it.
func holdsClaims(t *testing.T, random *rand.Rand, d *ask.Dossier) {
	t.Helper()
	claims := d.Claims()
	retracted := random.IntN(len(claims))
	for i, c := range claims {
		carried := map[*parley.Record]bool{}
		for _, s := range c.Sources {
			for _, k := range s.Carriers {
				if carried[k.Record] {
					t.Errorf("claim %q: report %s is of two sources", c.Words, k.Record.Report.ID)
				}
				carried[k.Record] = true
			}
		}
		if len(carried) != c.Reports || len(c.Sources) > c.Reports {
			t.Errorf("claim %q: %d reports, %d in %d sources", c.Words, c.Reports, len(carried), len(c.Sources))
		}
		if i != retracted {
			continue
		}
		r, err := d.Retract(c.Speaker)
		if err != nil {
			continue // it has no name
		}
		if slices.ContainsFunc(r.Shaken, func(f ask.Fall) bool { return f.Claim.Speaker == c.Speaker }) {
			t.Errorf("claim %q stands without its speaker %s", c.Words, c.Speaker)
		}
	}
}

// holdsCopies adds a copy of a report under another outlet's name: no claim comes
// apart, and none has more sources than before.
func holdsCopies(t *testing.T, random *rand.Rand, records []*parley.Record, d *ask.Dossier) {
	t.Helper()
	copied := *records[random.IntN(len(records))]
	copied.Report.ID = "copy"
	copied.Report.Publisher = pick(random, append(outlets, "Copy Post", ""))
	after := map[string]ask.Claim{} // by place
	for _, c := range ask.NewDossier(append(slices.Clone(records), &copied)).Claims() {
		for _, p := range c.Passages {
			after[place(p)] = c
		}
	}
	for _, c := range d.Claims() {
		now := after[place(c.Passages[0])]
		for _, p := range c.Passages {
			if after[place(p)].ID != now.ID {
				t.Errorf("a copy of %s parts the claim %q", copied.Report.Title, c.Words)
			}
		}
		if len(now.Sources) > len(c.Sources) {
			t.Errorf("a copy of %s makes %d sources of %d for the claim %q", copied.Report.Title, len(now.Sources), len(c.Sources), c.Words)
		}
	}
}

func place(p *ask.Passage) string {
	return fmt.Sprint(p.Record.Report.ID, " ", p.Statement.ID, " ", p.Spans[0].Start)
}

// printed is all that a dossier answers.
func printed(t *testing.T, d *ask.Dossier) []byte {
	t.Helper()
	claims, err := d.EncodeClaims(d.Claims())
	if err != nil {
		t.Fatal(err)
	}
	contradictions, err := d.EncodeContradictions(d.Contradictions())
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(claims, contradictions)
}

var (
	speakers = []string{"Oda Brandt", "Brandt", "Tam Okoye", "Kai Brandt", "an official", "The Chancellery"}
	outlets  = []string{"The Elsen Courier", "The Sarrow Post", "BBC", "BBC News", "Reuters", ""}
	cues     = []string{"said", "told", "denied|deny", "wrote|channel=wrote", "posted|channel=posted", "said|medium=The Sarrow Post", "said|medium=Reuters", "said|exhibit=recording", "said|person=Kai Berg", "said|person=an aide", "told|to=reporters"}
	contents = []string{
		"the ferry would sail to the northern harbour on Monday", "the ferry would sail to the northern harbour", "the ferry would not sail to the northern harbour",
		"six fishermen were arrested near the northern harbour", "nine fishermen were arrested near the northern harbour",
		"“we have a date and a route but we do not have a signature”", "“we do not have a signature and nobody trades people for timetables”",
		"nobody trades people for timetables. We have a date and a route", "it is over", "Sarrow might leave the treaty",
	}
)

func invented(random *rand.Rand) []*parley.Record {
	var records []*parley.Record
	for i := range 2 + random.IntN(5) {
		var text strings.Builder
		if random.IntN(4) == 0 {
			text.WriteString("HALM (Reuters) - ")
		}
		for range 1 + random.IntN(4) {
			fmt.Fprintf(&text, "[%s|%s] that {%s}.\n", pick(random, speakers), pick(random, cues), pick(random, contents))
		}
		if random.IntN(3) == 0 {
			fmt.Fprintf(&text, "(Nadia Wren|%s the recorded call|%s|1)", pick(random, []string{"denied", "confirmed"}), pick(random, []string{"deny", "confirm"}))
		}
		published := pick(random, []string{"2031-05-14", "2031-05-15", "2031-05-19", "2031-05", ""})
		record := marked(pick(random, outlets)+", "+published, text.String())
		record.Report.ID, record.Report.Title = fmt.Sprintf("r%d", i+1), fmt.Sprintf("report %d", i+1)
		records = append(records, record)
	}
	return records
}

func pick(random *rand.Rand, from []string) string { return from[random.IntN(len(from))] }

func shuffled(random *rand.Rand, records []*parley.Record) []*parley.Record {
	out := slices.Clone(records)
	random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// FuzzText holds that no text breaks a dossier, whatever a statement takes of it.
func FuzzText(f *testing.F) {
	f.Add("“I said… no.” Mr. Lind’s 1,600 cease-fire\nplan", 0, 50)
	f.Add("(Reuters) - \xe2\x80\x9cİ’s [Kai’s] 7 or eight men?” he", 3, 30)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		text = strings.ToValidUTF8(text, "?")
		span := parley.Span{Start: start, End: end}
		record := &parley.Record{Report: parley.Report{ID: "a", Text: text, Published: "2031-05-14"}}
		if record.Report.Verify(span) != nil {
			return
		}
		for i, s := range []parley.Span{span, {Start: 0, End: span.End}} {
			record.Statements = append(record.Statements, parley.Statement{ID: fmt.Sprint("s", i), Cue: []parley.Span{span}, Content: []parley.Span{s, span}})
		}
		other := *record
		other.Report.ID = "b"
		for _, c := range ask.NewDossier([]*parley.Record{record, &other}).Claims() {
			for _, p := range c.Passages {
				for _, s := range p.Spans {
					if err := p.Record.Report.Verify(s); err != nil {
						t.Error(err)
					}
				}
			}
		}
		printed(t, ask.NewDossier([]*parley.Record{record, &other}))
	})
}
