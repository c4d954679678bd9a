package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/clerk/amend"
	"parley/ledger"
)

// dealCorrection is the flags of parley correct for positions, proposals and
// contacts.
type dealCorrection struct {
	party, by, term, option, proposal, stance, basis, held, condition, about string
	private                                                                  bool
	status, host, place, when, duration, topics, words, statement            string
	participants, plan                                                       []string
	points                                                                   int
}

func (c *dealCorrection) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&c.party, "party", "", "of a position: whose it is, an `ID` or name")
	flags.StringVar(&c.by, "said-by", "", "of a position: who says so; '' for the report itself")
	flags.StringVar(&c.term, "term", "", "of a position: the `TERM` it is on, by id, key or name, or as territory@UA-14; '' for none")
	flags.StringVar(&c.option, "option", "", "of a position: the `OPTION` of the term; '' for the term as such")
	flags.StringVar(&c.proposal, "proposal", "", "of a position: the id or name of the `PROPOSAL` it is on; '' for none")
	flags.StringVar(&c.stance, "stance", "", "of a position: `HOW` the party stands: accept, reject, demand, offer, conditional, open")
	flags.StringVar(&c.basis, "basis", "", "of a position: what it `RESTS` on: own, red-line, attributed, inferred")
	flags.BoolVar(&c.private, "private", false, "of a position: whether it was not said to the public")
	flags.StringVar(&c.held, "held", "", "of a position: `WHEN` it was taken, such as 2025-11-24, 2025-11, 2025-11-24~")
	flags.StringVar(&c.about, "about", "", "of a position: the `WORDS` for what it is on")
	flags.StringVar(&c.condition, "condition", "", "of a position or contact: the `WORDS` of its condition; '' for none")
	flags.StringVar(&c.status, "status", "", "of a contact: held, ongoing, planned, proposed, cancelled, postponed; of a proposal its `STATUS`: draft, leaked, tabled, agreed, signed, withdrawn")
	flags.StringSliceVar(&c.participants, "participants", nil, "of a contact: who takes part, `IDS` or names")
	flags.StringVar(&c.host, "host", "", "of a contact: an `ID` or name; '' for nobody told")
	flags.StringVar(&c.place, "place", "", "of a contact: the `ID` or name of a place; '' where it is not told")
	flags.StringVar(&c.when, "when", "", "of a contact or proposal: its `DATE`; '' where it is not told")
	flags.StringVar(&c.duration, "duration", "", "of a contact: how long, as `PT`5M")
	flags.StringVar(&c.topics, "topics", "", "of a contact: the `WORDS` of what it is about; with … between, several")
	flags.StringSliceVar(&c.plan, "plan-of", nil, "of a proposal: whose it is, `IDS` or names")
	flags.StringVar(&c.words, "words", "", "of a position, contact or proposal: the `WORDS` it is read in; with … between, several")
	flags.StringVar(&c.statement, "statement", "", "of a position or contact: the `ID` of the statement it rests on; '' for the report's own words")
	flags.IntVar(&c.points, "points", 0, "of a proposal: how `MANY` it has; 0 where it is not told")
	complete(cmd, "stance", strs(parley.Stances))
	complete(cmd, "basis", strs(parley.Bases))
}

// A setting is one flag of a correction, with what it changes.
type setting struct {
	flag, field string
	set         func() error
}

// apply makes the changes whose flags are given.
func apply(cmd *cobra.Command, d *ledger.Decision, what string, all []setting) error {
	var flags []string
	for _, s := range all {
		flags = append(flags, "--"+s.flag)
		if !cmd.Flags().Changed(s.flag) {
			continue
		}
		if err := s.set(); err != nil {
			return err
		}
		if !slices.Contains(d.Fields, s.field) {
			d.Fields = append(d.Fields, s.field)
		}
	}
	if len(d.Fields) == 0 {
		last := len(flags) - 1
		return misused(cmd, "nothing to correct; of a %s %s and %s can be", what, strings.Join(flags[:last], ", "), flags[last])
	}
	return nil
}

func (c *correction) position(cmd *cobra.Command, f *ledger.Filing, p parley.Position) (*ledger.Decision, error) {
	d := &ledger.Decision{Position: &p}
	near := func() int { return parley.Hull(p.Evidence).Start }
	err := apply(cmd, d, "position", []setting{
		{"words", "evidence", func() (err error) { p.Evidence, err = amend.Find(&f.Record.Report, c.deal.words, near()); return err }},
		{"party", "party", func() (err error) { p.Party, err = c.who(d, f, c.deal.party, parley.EntityCountry); return err }},
		{"said-by", "by", func() (err error) { p.By, err = c.party(d, f, c.deal.by); return err }},
		{"term", "term", func() error {
			id, err := c.onTerm(d, f)
			if id != p.Term {
				p.Option = ""
			}
			p.Term = id
			return err
		}},
		{"option", "option", func() (err error) { p.Option, err = c.asOption(d, f, p.Term); return err }},
		{"statement", "statement", func() error { p.Statement = lineOf(c.deal.statement); return nil }},
		{"proposal", "proposal", func() (err error) { p.Proposal, err = proposalCalled(f.Record, c.deal.proposal); return err }},
		{"stance", "stance", func() error { p.Stance = parley.Stance(c.deal.stance); return nil }},
		{"basis", "basis", func() error { p.Basis = parley.Basis(c.deal.basis); return nil }},
		{"private", "private", func() error { p.Private = c.deal.private; return nil }},
		{"held", "held", func() (err error) { p.Held, err = dateOf(c.deal.held); return err }},
		{"about", "about", func() (err error) { p.About, err = amend.Find(&f.Record.Report, c.deal.about, near()); return err }},
		{"condition", "condition", func() (err error) { p.Condition, err = spanOf(&f.Record.Report, c.deal.condition, near()); return err }},
	})
	return d, err
}

func (c *correction) proposal(cmd *cobra.Command, f *ledger.Filing, p parley.Proposal) (*ledger.Decision, error) {
	d := &ledger.Decision{Proposal: &p}
	err := apply(cmd, d, "proposal", []setting{
		{"words", "evidence", func() (err error) {
			p.Evidence, err = amend.Find(&f.Record.Report, c.deal.words, parley.Hull(p.Evidence).Start)
			return err
		}},
		{"name", "name", func() error { p.Name = c.name; return nil }},
		{"status", "status", func() error { p.Status = parley.ProposalStatus(c.deal.status); return nil }},
		{"points", "points", func() error { p.Points = c.deal.points; return nil }},
		{"plan-of", "by", func() (err error) { p.By, err = c.all(d, f, c.deal.plan); return err }},
		{"when", "date", func() (err error) { p.Date, err = dateOf(c.deal.when); return err }},
	})
	return d, err
}

func (c *correction) contact(cmd *cobra.Command, f *ledger.Filing, k parley.Contact) (*ledger.Decision, error) {
	d := &ledger.Decision{Contact: &k}
	near := func() int { return parley.Hull(k.Evidence).Start }
	err := apply(cmd, d, "contact", []setting{
		{"words", "evidence", func() (err error) { k.Evidence, err = amend.Find(&f.Record.Report, c.deal.words, near()); return err }},
		{"statement", "statement", func() error { k.Statement = lineOf(c.deal.statement); return nil }},
		{"kind", "kind", func() error { k.Kind = parley.ContactKind(c.kind); return nil }},
		{"status", "status", func() error { k.Status = parley.ContactStatus(c.deal.status); return nil }},
		{"participants", "participants", func() (err error) { k.Participants, err = c.all(d, f, c.deal.participants); return err }},
		{"host", "host", func() (err error) { k.Host, err = c.party(d, f, c.deal.host); return err }},
		{"place", "place", func() (err error) { k.Place, err = c.who(d, f, c.deal.place, parley.EntityPlace); return err }},
		{"when", "when", func() (err error) { k.When, err = dateOf(c.deal.when); return err }},
		{"duration", "duration", func() error { k.Duration = c.deal.duration; return nil }},
		{"condition", "condition", func() (err error) { k.Condition, err = spanOf(&f.Record.Report, c.deal.condition, near()); return err }},
		{"topics", "topics", func() (err error) { k.Topics, err = amend.Find(&f.Record.Report, c.deal.topics, near()); return err }},
	})
	return d, err
}

// added is a line that a report lacks, as the flags have it. A position of which no
// flag says what it rests on is the party's own where it says so itself, else attributed.
func (c *correction) added(cmd *cobra.Command, f *ledger.Filing, noun string) (*ledger.Decision, error) {
	var d *ledger.Decision
	var err error
	switch noun {
	case "statement":
		d, err = c.statement(cmd, f, parley.Statement{Kind: parley.StatementIndirect, Act: parley.ActAssert, Certainty: parley.Certain})
	case "position":
		d, err = c.position(cmd, f, parley.Position{})
		if err == nil && d.Position.Basis == "" {
			if d.Position.Basis = parley.BasisAttributed; d.Position.By != "" && d.Position.By == d.Position.Party {
				d.Position.Basis = parley.BasisOwn
			}
		}
	case "proposal":
		d, err = c.proposal(cmd, f, parley.Proposal{})
	case "contact":
		d, err = c.contact(cmd, f, parley.Contact{})
	default:
		return nil, misused(cmd, "%q is none of statement, position, proposal, contact", noun)
	}
	if err == nil && noun != "statement" && !slices.Contains(d.Fields, "evidence") {
		return nil, misused(cmd, "no words: which words of the report is the %s read in? --words WORDS", noun)
	}
	if err == nil {
		d.Fields = nil // all of it is the person's
	}
	return d, err
}

// who is party, but that one whom the report lacks is of that kind.
func (c *correction) who(d *ledger.Decision, f *ledger.Filing, name string, kind parley.EntityKind) (string, error) {
	before := len(d.Entities)
	id, err := c.party(d, f, name)
	if len(d.Entities) > before {
		d.Entities[before].Kind = kind
	}
	return id, err
}

// all are the parties of that name, each once.
func (c *correction) all(d *ledger.Decision, f *ledger.Filing, names []string) ([]string, error) {
	var ids []string
	for _, name := range names {
		id, err := c.party(d, f, name)
		if err != nil {
			return nil, err
		}
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// alike reports whether two names have the same words.
func alike(a, b string) bool {
	words := strings.Join(ledger.Words(a), " ")
	return words != "" && words == strings.Join(ledger.Words(b), " ")
}

// onTerm is the id of the term that the person names: one of the report's, or one that
// the registers know, which is added to the correction.
func (c *correction) onTerm(d *ledger.Decision, f *ledger.Filing) (string, error) {
	want := strings.TrimSpace(c.deal.term)
	if want == "" {
		return "", nil
	}
	for _, t := range f.Record.Terms {
		if t.ID == want || t.Key == want || alike(t.Name, want) {
			return t.ID, nil
		}
	}
	issue, place, isPlaced := strings.Cut(want, "@")
	known, err := amend.Known(f.State)
	if err != nil {
		return "", err
	}
	t := known.Term(issue)
	switch {
	case t == nil:
		return "", fmt.Errorf("report %d touches no term %q, and no register knows it: %w", f.Report.Seq, want, parley.ErrNotFound)
	case isPlaced && (!t.PerPlace || place == ""):
		return "", fmt.Errorf("the term %s is of no place, or %q is none: %w", issue, place, parley.ErrInvalid)
	}
	added := parley.Term{ID: nextAdded(f, d), Key: want, Issue: t.Issue, Name: t.Name, PAX: slices.Clone(t.PAX)}
	if isPlaced {
		added.Name = place + ": " + t.Name
	}
	d.Terms = append(d.Terms, added)
	return added.ID, nil
}

// asOption is the id of the option of a term that the person names; one that the
// report does not word is added to the correction.
func (c *correction) asOption(d *ledger.Decision, f *ledger.Filing, term string) (string, error) {
	want := strings.TrimSpace(c.deal.option)
	if want == "" {
		return "", nil
	}
	all := slices.Concat(f.Record.Terms, d.Terms)
	i := slices.IndexFunc(all, func(t parley.Term) bool { return t.ID == term })
	if i < 0 {
		return "", fmt.Errorf("an option is one of a term, and the position is on none; say which with --term: %w", parley.ErrInvalid)
	}
	t := all[i]
	for _, o := range t.Options {
		if o.ID == want || alike(o.Name, want) {
			return o.ID, nil
		}
	}
	known, err := amend.Known(f.State)
	if err != nil {
		return "", err
	}
	var ids []string
	if r := known.Term(t.Issue); r != nil {
		for _, o := range r.Options {
			if o.ID != want && !alike(o.Name, want) {
				ids = append(ids, o.ID)
				continue
			}
			option := parley.TermOption{ID: o.ID, Name: strings.TrimSpace(before(o.Name, "["))}
			if k := slices.IndexFunc(d.Terms, func(t parley.Term) bool { return t.ID == term }); k >= 0 {
				d.Terms[k].Options = append(d.Terms[k].Options, option)
			} else {
				d.Terms = append(d.Terms, parley.Term{ID: t.ID, Key: t.Key, Issue: t.Issue, Name: t.Name, Options: []parley.TermOption{option}})
			}
			return o.ID, nil
		}
	}
	return "", fmt.Errorf("the term %s has no option %q, only %s: %w", t.Key, want, or(strings.Join(ids, ", "), "none"), parley.ErrInvalid)
}

// lineOf is the id of a line that a person names by that, or by its address.
func lineOf(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// before is s up to a mark, or all of it.
func before(s, mark string) string {
	s, _, _ = strings.Cut(s, mark)
	return s
}

// nextAdded is the first of p1, p2, … that nothing has.
func nextAdded(f *ledger.Filing, d *ledger.Decision) string {
	n := 1
	for id := range ledger.LineIDs(f.Record) {
		if strings.HasPrefix(id, "p") {
			n = max(n, ledger.LineNumber(id)+1)
		}
	}
	return fmt.Sprintf("p%d", n+len(d.Entities)+len(d.Terms))
}

func proposalCalled(r *parley.Record, want string) (string, error) {
	if want == "" {
		return "", nil
	}
	for _, p := range r.Proposals {
		if p.ID == want || alike(p.Name, want) || slices.ContainsFunc(p.Aliases, func(a string) bool { return alike(a, want) }) {
			return p.ID, nil
		}
	}
	return "", fmt.Errorf("the report has no proposal %q: %w", want, parley.ErrNotFound)
}

// dateOf is a date as the person has it, which no words of the report give.
func dateOf(edtf string) (parley.Date, error) {
	if _, _, ok := parley.Days(edtf); !ok && edtf != "" {
		return parley.Date{}, fmt.Errorf("%q is no date such as 2025-11-24, 2025-11 or 2025-11-24/2025-11-27: %w", edtf, parley.ErrInvalid)
	}
	return parley.Date{EDTF: edtf}, nil
}

// spanOf is where words stand, in one piece; the zero Span for none.
func spanOf(r *parley.Report, words string, near int) (parley.Span, error) {
	spans, err := amend.Find(r, words, near)
	if err != nil || len(spans) == 0 {
		return parley.Span{}, err
	}
	return parley.Hull(spans), nil
}
