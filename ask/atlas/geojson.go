package atlas

import (
	"encoding/json"
	"slices"

	"parley"
	"parley/ask"
	"parley/internal/shapes"
)

// Version is the version of what this package prints as GeoJSON, which docs/map.md
// describes.
//
//	1: a feature for each claim.
const Version = 1

// Notice is what whoever shows the map must show with it.
const Notice = "This map shows claims, not facts: each feature is what a proposal, a party or a report says of a territory. " +
	"The outlines, and within which state they are drawn, are the base map's view."

// The types below are what is printed, field for field in the order of docs/map.md.

type collection struct {
	Type     string    `json:"type"`
	Schema   int       `json:"schema"`
	Notice   string    `json:"notice"`
	BaseMap  string    `json:"base_map"`
	Features []feature `json:"features"`
}

type feature struct {
	Type       string     `json:"type"`
	ID         string     `json:"id"`
	Geometry   *geometry  `json:"geometry"`
	Properties properties `json:"properties"`
}

type geometry struct {
	Type        string             `json:"type"`
	Coordinates [][][]shapes.Point `json:"coordinates"`
}

type properties struct {
	Title      string     `json:"title"`
	Term       string     `json:"term"`
	Issue      string     `json:"issue"`
	Place      string     `json:"place"`
	Codes      []string   `json:"codes"`
	Option     *string    `json:"option"`
	OptionName *string    `json:"option_name"`
	To         *string    `json:"to"`
	Proposal   *string    `json:"proposal"`
	ProposalID *string    `json:"proposal_id"`
	ProposedBy []string   `json:"proposed_by"`
	SaidBy     []string   `json:"said_by"`
	Stances    []stance   `json:"stances"`
	Claimants  []string   `json:"claimants"`
	Reports    int        `json:"reports"`
	Sources    []ask.Root `json:"sources"`
	Wordings   []wording  `json:"wordings"`
	BaseMap    *baseMap   `json:"base_map"`
}

type stance struct {
	Party   *string       `json:"party"`
	Stance  parley.Stance `json:"stance"`
	Basis   parley.Basis  `json:"basis"`
	Private bool          `json:"private"`
	AsSuch  bool          `json:"as_such"`
	ask.Line
	Words []ask.Quote `json:"words"`
}

type wording struct {
	By *string `json:"by"`
	ask.Line
	Words []ask.Quote `json:"words"`
}

type baseMap struct {
	Name   string  `json:"name"`
	Within string  `json:"drawn_within"`
	Note   *string `json:"note"`
}

// GeoJSON prints claims of a dossier as a collection of features (RFC 7946). One whose
// place has no outline has no geometry, and is there all the same.
func GeoJSON(d *ask.Dossier, claims []Claim) ([]byte, error) {
	e := d.NewEncoder()
	out := collection{"FeatureCollection", Version, Notice, shapes.Source, []feature{}}
	for i := range claims {
		out.Features = append(out.Features, claims[i].feature(e))
	}
	return json.Marshal(out)
}

func (c *Claim) feature(e ask.Encoder) feature {
	p := properties{
		Title: c.Title(), Term: c.Term, Issue: c.Issue, Place: c.Place, Codes: []string{}, Option: ask.OrNull(c.Option), OptionName: ask.OrNull(c.OptionName),
		To: ask.OrNull(c.To), ProposedBy: []string{}, SaidBy: []string{}, Stances: []stance{}, Claimants: append([]string{}, c.Claimants...),
		Reports: c.Reports(), Sources: e.Roots(c.Sources), Wordings: []wording{},
	}
	if c.Proposal != nil {
		p.Proposal, p.ProposalID = &c.Proposal.Name, &c.Proposal.ID
		for _, by := range c.Proposal.By {
			p.ProposedBy = append(p.ProposedBy, by.Name)
		}
	}
	for _, s := range c.Stances {
		p.Stances = append(p.Stances, stance{ask.OrNull(s.Party), s.Position.Stance, s.Position.Basis, s.Position.Private, s.AsSuch,
			e.Line(s.Record, s.Position.ID), e.Quotes(s.Record, s.Position.Evidence...)})
	}
	for _, w := range c.Wordings {
		p.Wordings = append(p.Wordings, wording{ask.OrNull(w.By), e.Line(w.Record, w.Line), e.Quotes(w.Record, w.Spans...)})
		if w.By != "" && !slices.Contains(p.SaidBy, w.By) {
			p.SaidBy = append(p.SaidBy, w.By)
		}
	}
	f := feature{Type: "Feature", ID: c.ID, Properties: p}
	if s := c.Shape; s != nil {
		f.Properties.Codes = append(f.Properties.Codes, s.Codes...)
		f.Properties.BaseMap = &baseMap{s.Name, s.Country, ask.OrNull(s.Note)}
		f.Geometry = &geometry{"MultiPolygon", [][][]shapes.Point{}}
		for _, polygon := range s.Polygons {
			f.Geometry.Coordinates = append(f.Geometry.Coordinates, polygon)
		}
	}
	return f
}

// Title is the claim in a few words: "Kherson: demilitarised zone (28-point plan)".
func (c *Claim) Title() string {
	words := c.Name
	if c.OptionName != "" {
		words += ", " + c.OptionName
	}
	if c.Proposal != nil {
		words += " (" + c.Proposal.Name + ")"
	}
	return words
}

// Reports is how many reports word it.
func (c *Claim) Reports() int {
	seen := map[*parley.Record]bool{}
	for _, w := range c.Wordings {
		seen[w.Record] = true
	}
	return len(seen)
}
