package clerk

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"parley"
	"parley/ledger"
)

// A coder decides at random of the lines of a report whose versions come one after
// another.
type coder struct {
	*Filer
	*rand.Rand
	t *testing.T
}

func (c *coder) pick(of ...string) string { return of[c.IntN(len(of))] }

func (c *coder) text() string {
	var b strings.Builder
	for range 1 + c.IntN(5) {
		fmt.Fprintf(&b, "%s said that the %s %s. ", c.pick("Oda", "Bo", "Cy"), c.pick("dam", "ferry", "toll"), c.pick("is to be built", "sails on Sunday", "stays"))
	}
	return b.String()
}

// decide decides one thing. What cannot hold is not filed.
func (c *coder) decide(report int64) {
	f, err := c.Case.Filing(c.t.Context(), report, 0)
	if err != nil {
		c.t.Fatal(err)
	}
	of := ledger.Address{Report: report, Line: c.pick("s", "o", "o", "d", "c", "t") + fmt.Sprint(1+c.IntN(4))}
	kind, d := ledger.KindCorrect, ledger.Decision{}
	p := parley.Position{Stance: parley.StanceOpen, Basis: parley.BasisInferred, Evidence: f.Record.Statements[0].Content}
	if len(f.Record.Positions) > 0 {
		p = f.Record.Positions[c.IntN(len(f.Record.Positions))]
	}
	switch c.IntN(8) {
	case 0:
		kind = ledger.KindAccept
	case 1:
		kind = ledger.KindReject
	case 2:
		kind, d.Text = ledger.KindNote, "look again"
	case 3:
		p.Party, of.Line = "p1", p.ID
		d = ledger.Decision{Position: &p, Fields: []string{"party"}, Entities: []parley.Entity{{ID: "p1", Name: c.pick("Di", "Fen"), Kind: parley.EntityPerson}}}
	case 4:
		p.Term, p.Option, of.Line = "p1", "", p.ID
		d = ledger.Decision{Position: &p, Fields: []string{"term"}, Terms: []parley.Term{{ID: "p1", Key: c.pick("ferry", "toll"), Issue: "ferry"}}}
	case 5:
		p.Term, p.Option, of.Line = "t1", "raised", p.ID
		d = ledger.Decision{Position: &p, Fields: []string{"option", "stance"}, Terms: []parley.Term{{ID: "t1", Key: "dam", Issue: "dam", Options: []parley.TermOption{{ID: "raised", To: "e1"}}}}}
	case 6:
		p.ID, of.Line = "", ""
		d.Position = &p
	case 7:
		k := f.Record.Contacts[0]
		k.Status, of.Line = parley.ContactCancelled, k.ID
		d = ledger.Decision{Contact: &k, Fields: []string{"status", "participants"}}
	}
	if d.Position != nil && of.Line == "" && len(d.Fields) > 0 {
		return
	}
	_, err = c.Decide(c.t.Context(), kind, of, d)
	if err != nil && !errors.Is(err, parley.ErrInvalid) && !errors.Is(err, parley.ErrNotFound) {
		c.t.Fatal(err)
	}
}

// Whatever was decided, the record of a newer version or reading holds with what
// went over to it, and nothing that was decided is forgotten.
func TestFile_carries_whatever_is_decided(t *testing.T) {
	for seed := range uint64(12) {
		c := &coder{newFiler(t), rand.New(rand.NewPCG(seed, 2031)), t}
		url := "https://lantern.example/1"
		report := c.mustFile(t, dealt(t, url, c.text())).Report.Seq
		for range 5 {
			for range 6 {
				c.decide(report)
			}
			old, err := c.Case.Filing(t.Context(), report, 0)
			if err != nil {
				t.Fatal(err)
			}
			standing := len(old.State.Standing(old.Reading.Seq))
			var r Receipt
			if c.IntN(3) == 0 {
				anew := dealt(t, url, old.Record.Report.Text)
				anew.Weights = fmt.Sprint("sha256:w", c.IntN(1000)+2)
				if r, err = c.Reread(t.Context(), report, anew); err != nil {
					t.Fatal(err)
				}
			} else {
				r = c.mustFile(t, dealt(t, url, c.pick("", "News. ")+c.text()))
			}
			if report = r.Report.Seq; r.Reading.New && len(r.Carried)+len(r.Lost) != standing {
				t.Errorf("seed %d: %d decisions went over and %d were lost, of %d", seed, len(r.Carried), len(r.Lost), standing)
			}
			c.stands(t, report)
		}
	}
}
