package parquet

import (
	"parley"
	"parley/exchange"
)

// A Term is a term.
type Term struct {
	Origin

	Term       string   `parquet:"term"`
	Key        string   `parquet:"key"`
	Issue      string   `parquet:"issue,dict"`
	Name       string   `parquet:"name,optional"`
	PAX        []string `parquet:"pax,list"`
	Place      string   `parquet:"place,optional,dict"`
	Options    []Option `parquet:"options,list"`
	Statements []string `parquet:"statements,list"`
	Evidence   string   `parquet:"evidence,optional"`
	Spans      []Span   `parquet:"spans,list"`

	Review
}

// An Option is a way to settle it.
type Option struct {
	ID   string `parquet:"id,dict"`
	Name string `parquet:"name,optional"`
	To   string `parquet:"to,optional"`
}

func terms(r *exchange.Release, add func(Term, int) error) error {
	for _, t := range r.Record.Terms {
		row := Term{
			Origin: originOf(r, t.ID), Term: text(t.ID), Key: text(t.Key), Issue: text(t.Issue), Name: text(t.Name), PAX: texts(t.PAX),
			Place: text(r.Name(t.Place)), Statements: texts(t.Statements), Evidence: text(r.Words(t.Evidence)),
			Spans: spans(r, "evidence", t.Evidence), Review: reviewOf(r, t.ID),
		}
		for _, o := range t.Options {
			row.Options = append(row.Options, Option{text(o.ID), text(o.Name), text(r.Name(o.To))})
		}
		if err := add(row, len(row.Evidence)); err != nil {
			return err
		}
	}
	return nil
}

// A Position is a position, with the names of its term and option.
type Position struct {
	Origin

	Position   string     `parquet:"position"`
	Party      string     `parquet:"party,optional,dict"`
	By         string     `parquet:"by,optional,dict"`
	Stance     string     `parquet:"stance,dict"`
	Term       string     `parquet:"term,optional,dict"` // its key
	TermName   string     `parquet:"term_name,optional,dict"`
	Option     string     `parquet:"option,optional,dict"`
	OptionName string     `parquet:"option_name,optional,dict"`
	Proposal   string     `parquet:"proposal,optional"` // its id
	Plan       string     `parquet:"proposal_name,optional"`
	About      string     `parquet:"about,optional"`
	Basis      string     `parquet:"basis,dict"`
	Private    bool       `parquet:"private"`
	Held       string     `parquet:"held,optional,dict"` // EDTF
	Condition  string     `parquet:"condition,optional"`
	Quantities []Quantity `parquet:"quantities,list"`
	Statement  string     `parquet:"statement,optional"`
	Evidence   string     `parquet:"evidence,optional"`
	Spans      []Span     `parquet:"spans,list"`
	Confidence *float64   `parquet:"confidence,optional"`

	Review
}

// A Quantity is an amount.
type Quantity struct {
	Words string   `parquet:"words"`
	Low   *float64 `parquet:"low,optional"`
	High  *float64 `parquet:"high,optional"`
	Unit  string   `parquet:"unit,optional,dict"`
	Bound string   `parquet:"bound,optional,dict"`
}

func positions(r *exchange.Release, add func(Position, int) error) error {
	for _, p := range r.Record.Positions {
		row := Position{
			Origin: originOf(r, p.ID), Position: text(p.ID), Party: text(r.Name(p.Party)), By: text(r.Name(p.By)), Stance: string(p.Stance),
			Option: text(p.Option), Proposal: text(p.Proposal), About: text(r.Words(p.About)), Basis: string(p.Basis), Private: p.Private,
			Held: text(p.Held.EDTF), Condition: quote(r, p.Condition), Quantities: quantities(r, p.Quantities), Statement: text(p.Statement),
			Evidence: text(r.Words(p.Evidence)), Spans: spans(r, "evidence", p.Evidence), Review: reviewOf(r, p.ID),
		}
		if p.Confidence > 0 {
			row.Confidence = &p.Confidence
		}
		if t := r.Term(p.Term); t != nil {
			row.Term, row.TermName = text(t.Key), text(t.Name)
			for _, o := range t.Options {
				if o.ID == p.Option {
					row.OptionName = text(o.Name)
				}
			}
		}
		if d := r.Proposal(p.Proposal); d != nil {
			row.Plan = text(d.Name)
		}
		if err := add(row, len(row.Evidence)+len(row.About)+len(row.Condition)); err != nil {
			return err
		}
	}
	return nil
}

func quantities(r *exchange.Release, all []parley.Quantity) (out []Quantity) {
	for _, q := range all {
		row := Quantity{Words: quote(r, q.Span), Low: &q.Low, High: &q.High, Unit: text(q.Unit), Bound: string(q.Bound)}
		if q.Bound == parley.BoundAtMost && q.Low == 0 {
			row.Low = nil
		}
		if q.Bound == parley.BoundAtLeast && q.High == 0 {
			row.High = nil
		}
		out = append(out, row)
	}
	return out
}

// A Proposal is a proposal, with the points of it that the report words.
type Proposal struct {
	Origin

	Proposal   string    `parquet:"proposal"`
	Name       string    `parquet:"name,optional"`
	Aliases    []string  `parquet:"aliases,list"`
	By         []string  `parquet:"by,list"`
	Points     *int64    `parquet:"points,optional"`
	PointsSeen int64     `parquet:"points_seen"`
	Seen       []Point   `parquet:"seen,list"`
	Date       string    `parquet:"date,optional,dict"` // EDTF
	Status     string    `parquet:"status,optional,dict"`
	Terms      []string  `parquet:"terms,list"` // their keys
	Lineage    []Lineage `parquet:"lineage,list"`
	Evidence   string    `parquet:"evidence,optional"`
	Spans      []Span    `parquet:"spans,list"`

	Review
}

// A Point is a point of a proposal.
type Point struct {
	Number     *int64     `parquet:"number,optional"`
	Words      string     `parquet:"words,optional"`
	Statement  string     `parquet:"statement,optional"`
	Terms      []string   `parquet:"terms,list"`
	Quantities []Quantity `parquet:"quantities,list"`
}

// Lineage is what a proposal comes from.
type Lineage struct {
	Kind     string `parquet:"kind,dict"`
	Proposal string `parquet:"proposal,optional"` // its id
	Name     string `parquet:"name,optional"`
	Words    string `parquet:"words,optional"`
}

func proposals(r *exchange.Release, add func(Proposal, int) error) error {
	for _, p := range r.Record.Proposals {
		row := Proposal{
			Origin: originOf(r, p.ID), Proposal: text(p.ID), Name: text(p.Name), Aliases: texts(p.Aliases), By: names(r, p.By),
			Points: known(p.Points), PointsSeen: int64(len(p.Seen)), Date: text(p.Date.EDTF), Status: string(p.Status),
			Terms: keys(r, p.Terms), Evidence: text(r.Words(p.Evidence)), Spans: spans(r, "evidence", p.Evidence), Review: reviewOf(r, p.ID),
		}
		bytes := len(row.Evidence)
		for _, point := range p.Seen {
			words := text(r.Words(point.Words))
			bytes += len(words)
			row.Seen = append(row.Seen, Point{
				Number: known(point.Number), Words: words, Statement: text(point.Statement),
				Terms: keys(r, point.Terms), Quantities: quantities(r, point.Quantities),
			})
		}
		for _, l := range p.Lineage {
			line := Lineage{Kind: string(l.Kind), Proposal: text(l.Proposal), Words: text(r.Words(l.Words))}
			if earlier := r.Proposal(l.Proposal); earlier != nil {
				line.Name = text(earlier.Name)
			}
			row.Lineage = append(row.Lineage, line)
		}
		if err := add(row, bytes); err != nil {
			return err
		}
	}
	return nil
}

func keys(r *exchange.Release, ids []string) (all []string) {
	for _, id := range ids {
		if t := r.Term(id); t != nil {
			all = append(all, text(t.Key))
		}
	}
	return all
}

// known is null for 0, where that stands for what is not told.
func known(n int) *int64 {
	if n == 0 {
		return nil
	}
	out := int64(n)
	return &out
}

// A Contact is a contact.
type Contact struct {
	Origin

	Contact      string   `parquet:"contact"`
	Kind         string   `parquet:"kind,dict"`
	Status       string   `parquet:"status,dict"`
	Participants []string `parquet:"participants,list"`
	Host         string   `parquet:"host,optional,dict"`
	Place        string   `parquet:"place,optional,dict"`
	When         string   `parquet:"when,optional,dict"` // EDTF
	Duration     string   `parquet:"duration,optional"`
	Condition    string   `parquet:"condition,optional"`
	Topics       []string `parquet:"topics,list"`
	Statement    string   `parquet:"statement,optional"`
	Evidence     string   `parquet:"evidence,optional"`
	Spans        []Span   `parquet:"spans,list"`

	Review
}

func contacts(r *exchange.Release, add func(Contact, int) error) error {
	for _, c := range r.Record.Contacts {
		row := Contact{
			Origin: originOf(r, c.ID), Contact: text(c.ID), Kind: string(c.Kind), Status: string(c.Status), Participants: names(r, c.Participants),
			Host: text(r.Name(c.Host)), Place: text(r.Name(c.Place)), When: text(c.When.EDTF), Duration: text(c.Duration),
			Condition: quote(r, c.Condition), Topics: quotes(r, c.Topics), Statement: text(c.Statement),
			Evidence: text(r.Words(c.Evidence)), Spans: spans(r, "evidence", c.Evidence), Review: reviewOf(r, c.ID),
		}
		if err := add(row, len(row.Evidence)); err != nil {
			return err
		}
	}
	return nil
}

func texts(all []string) (out []string) {
	for _, s := range all {
		out = append(out, text(s))
	}
	return out
}
