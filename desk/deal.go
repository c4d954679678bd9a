package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ask/atlas"
	"parley/ask/contacts"
	"parley/ask/proposals"
	"parley/ask/timeline"
	"parley/internal/shapes"
)

// A timelinePage is what happened, in the order of its time.
type timelinePage struct {
	Kinds  []timeline.Kind
	Asked  []timeline.Kind
	Since  string
	Until  string
	With   string
	Strip  strip
	Whole  string // the page without the dates, where there are some
	Months []month
	Left   int
	More   bool
}

// HasKind says which boxes of the form are ticked.
func (p *timelinePage) HasKind(k timeline.Kind) bool { return slices.Contains(p.Asked, k) }

// A month is the events that begin in it, or those without a date.
type month struct {
	Name   string
	Events []eventView
}

type eventView struct {
	ID    string // within the page
	Kind  timeline.Kind
	When  string
	Ahead bool
	What  string
	Who   string
	Link  string // of the contact or proposal over all reports
	evidence
}

// mostEvents is how many a page has.
const mostEvents = 300

func (d *Desk) timeline(q *request) error {
	form := q.URL.Query()
	page := &timelinePage{Kinds: timeline.Kinds, Asked: closed(form["kind"], timeline.Kinds), Since: form.Get("since"), Until: form.Get("until"), With: strings.TrimSpace(form.Get("with"))}
	if len(page.Asked) == 0 {
		page.Asked = []timeline.Kind{timeline.KindContact, timeline.KindProposal, timeline.KindPosition}
	}
	since, until := parley.FirstDay, parley.LastDay
	for _, d := range []struct {
		field string
		edtf  string
		to    *parley.Day
		last  bool
	}{{"since", page.Since, &since, false}, {"until", page.Until, &until, true}} {
		if d.edtf == "" {
			continue
		}
		first, last, ok := parley.Days(d.edtf)
		if !ok {
			return fmt.Errorf("%s %q is no date such as 2025-11-24, 2025-11 or 2025: %w", d.field, d.edtf, parley.ErrInvalid)
		}
		*d.to = first
		if d.last {
			*d.to = last
		}
	}
	l, err := d.laid(q.Context())
	if err != nil {
		return err
	}
	page.More = l.More
	if page.Since+page.Until != "" {
		form.Del("since")
		form.Del("until")
		page.Whole = "/timeline?" + form.Encode()
	}
	var shown []timeline.Event
	var ids []string
	n := 0
	for _, e := range l.timeline(page.Asked) {
		dated := e.Days.First != 0 || e.Days.Last != 0
		if dated && (e.Days.Last < since || e.Days.First > until) || !dated && page.Since+page.Until != "" {
			continue
		}
		if page.With != "" && !slices.ContainsFunc(e.Who, func(name string) bool { return strings.Contains(strings.ToLower(name), strings.ToLower(page.With)) }) {
			continue
		}
		if n++; n > mostEvents {
			page.Left++
			continue
		}
		shown, ids = append(shown, e), append(ids, fmt.Sprint("ev", n))
		page.put(e, ids[len(ids)-1], l)
	}
	page.Strip = drawStrip(shown, ids, form)
	return q.show(200, "timeline", "Timeline", page)
}

// mostOfMonth is how many days an event may be vague by and still be of a month.
const mostOfMonth = 62

// put adds an event to its month, or year.
func (page *timelinePage) put(e timeline.Event, id string, l *laid) {
	name := "Not dated"
	if e.When != "" && e.Days.First != parley.FirstDay {
		name = e.Days.First.Time().Format("January 2006")
		if e.Days.Len() > mostOfMonth {
			name = e.Days.First.Time().Format("2006")
		}
	}
	if n := len(page.Months); n == 0 || page.Months[n-1].Name != name {
		page.Months = append(page.Months, month{Name: name})
	}
	v := eventView{ID: id, Kind: e.Kind, When: e.When, Ahead: e.Ahead, What: e.What, Who: strings.Join(e.Who, ", "), evidence: l.evidence(e.Record, e.Line, e.Words(), "", "")}
	switch e.Kind {
	case timeline.KindContact:
		v.Link = "/contacts/" + e.ID
	case timeline.KindProposal:
		v.Link = "/proposals/" + e.ID
	}
	m := &page.Months[len(page.Months)-1]
	m.Events = append(m.Events, v)
}

// A contactPage is all that reports tell of one contact.
type contactPage struct {
	contacts.Contact
	Title    string
	Tellings []tellingView
	Roots    int
}

type tellingView struct {
	Status parley.ContactStatus
	Step   bool
	Why    string
	evidence
}

func (d *Desk) contact(q *request) error {
	l, err := d.laid(q.Context())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(l.Contacts, func(c contacts.Contact) bool { return c.ID == q.PathValue("contact") })
	if i < 0 {
		return fmt.Errorf("there is no contact %q: %w", q.PathValue("contact"), parley.ErrNotFound)
	}
	c := l.Contacts[i]
	page := &contactPage{Contact: c, Title: contactTitle(&c), Roots: len(c.Sources)}
	for i := range c.Tellings {
		t := &c.Tellings[i]
		page.Tellings = append(page.Tellings, tellingView{t.Contact.Status, t.Step, t.Why, l.evidence(t.Record, t.Contact.ID, t.Words(), t.By, "")})
	}
	return q.show(200, "contact", page.Title, page)
}

// contactTitle is a contact in a few words.
func contactTitle(c *contacts.Contact) string {
	var names []string
	for _, p := range c.Participants {
		names = append(names, p.Name)
	}
	title := capital(string(c.Kind))
	if len(names) > 0 {
		title += ": " + strings.Join(names, ", ")
	}
	if c.Place != "" {
		title += " in " + c.Place
	}
	return title
}

// A proposalsPage lists the plans that reports speak of.
type proposalsPage struct {
	Proposals []proposals.Proposal
	More      bool
}

func (d *Desk) proposals(q *request) error {
	l, err := d.laid(q.Context())
	if err != nil {
		return err
	}
	return q.show(200, "proposals", "Proposals", &proposalsPage{l.Proposals, l.More})
}

// A proposalPage is one plan: its points as far as they are known, what became of it,
// who stands where on it, and beside another, what differs.
type proposalPage struct {
	*proposals.Proposal
	Points    []pointView
	Mentions  []tellingView
	Edges     []edgeView
	Attitudes []attitudeView
	Others    []proposals.Proposal
	With      *proposals.Proposal
	Compared  []differenceView
}

type pointView struct {
	Number int
	Words  []evidence
	Terms  []string
}

type edgeView struct {
	Kind parley.LineageKind
	To   string
	Name string
	evidence
}

type attitudeView struct {
	Party   string
	Stance  parley.Stance
	Basis   parley.Basis
	Private bool
	evidence
}

// Sign is the shape of the stance.
func (a attitudeView) Sign() string { return signs[a.Stance] }

type differenceView struct {
	How  proposals.Change
	Why  string
	A, B *pointView
	Old  []change // where both word the point: what the first has, and
	New  []change // what the second has in its place
}

func (d *Desk) proposal(q *request) error {
	l, err := d.laid(q.Context())
	if err != nil {
		return err
	}
	find := func(id string) *proposals.Proposal {
		for i := range l.Proposals {
			if l.Proposals[i].ID == id {
				return &l.Proposals[i]
			}
		}
		return nil
	}
	p := find(q.PathValue("proposal"))
	if p == nil {
		return fmt.Errorf("there is no proposal %q: %w", q.PathValue("proposal"), parley.ErrNotFound)
	}
	page := &proposalPage{Proposal: p}
	for i := range p.Seen {
		page.Points = append(page.Points, *l.point(&p.Seen[i]))
	}
	for i := range p.Mentions {
		m := &p.Mentions[i]
		page.Mentions = append(page.Mentions, tellingView{parley.ContactStatus(m.Proposal.Status), m.Step, m.Why, l.evidence(m.Record, m.Proposal.ID, m.Words(), "", "")})
	}
	for _, e := range p.Lineage {
		page.Edges = append(page.Edges, edgeView{e.Kind, e.To, e.Name, l.evidence(e.Record, "", e.Words(), "", "")})
	}
	for i := range p.Attitudes {
		a := &p.Attitudes[i]
		page.Attitudes = append(page.Attitudes, attitudeView{a.Name, a.Position.Stance, a.Position.Basis, a.Position.Private, l.evidence(a.Record, a.Position.ID, a.Words(), "", "")})
	}
	for _, other := range l.Proposals {
		if other.ID != p.ID && len(other.Seen) > 0 {
			page.Others = append(page.Others, other)
		}
	}
	if page.With = find(q.URL.Query().Get("with")); page.With != nil {
		for _, diff := range proposals.Compare(p, page.With) {
			page.Compared = append(page.Compared, newDifference(diff.How, diff.Why, l.point(diff.A), l.point(diff.B)))
		}
	}
	return q.show(200, "proposal", p.Name, page)
}

func (l *laid) point(p *proposals.Point) *pointView {
	if p == nil {
		return nil
	}
	v := &pointView{Number: p.Number, Terms: p.Terms}
	for i := range p.Wordings {
		w := &p.Wordings[i]
		v.Words = append(v.Words, l.evidence(w.Record, "", w.Words(), "", ""))
	}
	return v
}

// A mapPage is who proposes what for which territory, drawn and in words; of two plans
// side by side, in the same frame.
type mapPage struct {
	Notice   string
	Source   string
	Proposal string // the id of the one that is shown; empty for all
	Beside   string // of the one beside it; empty for none
	Choices  []mapChoice
	Maps     []mapView
	More     bool
}

type mapChoice struct {
	ID, Name string
	Claims   int
}

type mapView struct {
	Name    string
	Drawing drawing
	Claims  []claimView
}

type claimView struct {
	Class   string // of its pattern
	Place   string
	Name    string
	Option  string
	From    string // who proposes it
	View    string // within which state the base map has it
	Stances []attitudeView
	Words   []evidence
	Drawn   bool
}

func (d *Desk) atlas(q *request) error {
	l, err := d.laid(q.Context())
	if err != nil {
		return err
	}
	page := &mapPage{Notice: atlas.Notice, Source: shapes.Source, More: l.More}
	all := atlas.Of(l.Dossier, l.Proposals)
	for i := range all {
		page.choose(all[i].Proposal)
	}
	slices.SortStableFunc(page.Choices, func(a, b mapChoice) int { return b.Claims - a.Claims })
	form := q.URL.Query()
	if form.Has("proposal") {
		page.Proposal = form.Get("proposal")
	} else if len(page.Choices) > 0 { // the one with the most claims; all of them may lie far apart
		page.Proposal = page.Choices[0].ID
	}
	if page.Beside = form.Get("beside"); page.Beside == page.Proposal {
		page.Beside = ""
	}
	shown := [][]atlas.Claim{claimsOf(all, page.Proposal)}
	if page.Beside != "" {
		shown = append(shown, claimsOf(all, page.Beside))
	}
	frame := slices.Concat(shown...)
	for i, claims := range shown {
		v := mapView{Name: page.name([]string{page.Proposal, page.Beside}[i]), Drawing: draw(claims, frame)}
		for k := range claims {
			v.Claims = append(v.Claims, l.claim(&claims[k]))
		}
		if len(claims) > 0 || i == 0 {
			page.Maps = append(page.Maps, v)
		}
	}
	return q.show(200, "map", "Map", page)
}

// choose counts a claim of a plan.
func (page *mapPage) choose(p *proposals.Proposal) {
	if p == nil {
		return
	}
	i := slices.IndexFunc(page.Choices, func(c mapChoice) bool { return c.ID == p.ID })
	if i < 0 {
		i = len(page.Choices)
		page.Choices = append(page.Choices, mapChoice{ID: p.ID, Name: proposed(p)})
	}
	page.Choices[i].Claims++
}

// name is that of a choice.
func (page *mapPage) name(id string) string {
	for _, c := range page.Choices {
		if c.ID == id {
			return c.Name
		}
	}
	return "All plans and reports"
}

// claimsOf are those of a plan; all where it has no id.
func claimsOf(all []atlas.Claim, id string) (some []atlas.Claim) {
	for _, c := range all {
		if id == "" || c.Proposal != nil && c.Proposal.ID == id {
			some = append(some, c)
		}
	}
	return some
}

// proposed is a plan's name and whose it is.
func proposed(p *proposals.Proposal) string {
	var by []string
	for _, who := range p.By {
		by = append(by, who.Name)
	}
	if len(by) == 0 {
		return p.Name
	}
	return p.Name + ", by " + strings.Join(by, ", ")
}

func (l *laid) claim(c *atlas.Claim) claimView {
	v := claimView{Class: claimClass(c), Place: c.Place, Name: c.Name, Option: c.OptionName, From: "as reports word it", Drawn: c.Shape != nil}
	if c.Proposal != nil {
		v.From = proposed(c.Proposal)
	}
	if c.Shape != nil {
		v.View = c.Shape.Country
	}
	for i := range c.Stances {
		s := &c.Stances[i]
		v.Stances = append(v.Stances, attitudeView{cmp.Or(s.Party, "somebody"), s.Position.Stance, s.Position.Basis, s.Position.Private, l.evidence(s.Record, s.Position.ID, s.Words(), "", "")})
	}
	for i := range c.Wordings {
		w := &c.Wordings[i]
		v.Words = append(v.Words, l.evidence(w.Record, w.Line, w.Words(), w.By, ""))
	}
	return v
}
