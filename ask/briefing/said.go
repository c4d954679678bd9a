package briefing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ask"
	"parley/ask/search"
	"parley/ledger"
)

// verbs say what is done by an act: as it was done, and as it was not.
var verbs = map[parley.Act][2]string{
	parley.ActAssert: {"said", "say"}, parley.ActAnnounce: {"announced", "announce"}, parley.ActConfirm: {"confirmed", "confirm"},
	parley.ActDeny: {"denied", "deny"}, parley.ActNotDispute: {"did not dispute", "leave undisputed"}, parley.ActDeclineComment: {"declined", "decline"},
	parley.ActAccept: {"accepted", "accept"}, parley.ActReject: {"rejected", "reject"}, parley.ActDemand: {"demanded", "demand"},
	parley.ActRequest: {"requested", "request"}, parley.ActPropose: {"proposed", "propose"}, parley.ActOffer: {"offered", "offer"},
	parley.ActPromise: {"promised", "promise"}, parley.ActThreaten: {"threatened", "threaten"}, parley.ActWarn: {"warned", "warn"},
	parley.ActAccuse: {"made an accusation", "accuse"}, parley.ActAdvise: {"advised", "advise"}, parley.ActPraise: {"praised", "praise"},
	parley.ActRegret: {"regretted", "regret"}, parley.ActAsk: {"asked", "ask"}, parley.ActCommitConditional: {"committed on a condition", "commit on a condition"},
	parley.ActOther: {"took the view", "take the view"},
}

func verb(s parley.Statement) string {
	v, known := verbs[s.Act]
	if !known {
		v = verbs[parley.ActAssert]
	}
	if s.Negated {
		return "did not " + v[1]
	}
	return v[0]
}

// statementLine is a statement as a line: what is done, to whom, its words.
func (d *draft) statementLine(f *filed, id string, withSpeaker bool) Line {
	s := f.lines[id]
	l := Line{Text: verb(s), Marks: d.marks(f, s), Notes: []int{d.citeStatement(f, id)}}
	if withSpeaker {
		l.Lead = cmp.Or(f.name(s.Speaker), "Somebody")
	}
	var to []string
	for _, a := range s.Addressees {
		if name := f.name(a); name != "" {
			to = append(to, name)
		}
	}
	if len(to) > 0 {
		l.Text += " to " + strings.Join(to, ", ")
	}
	l.Words, l.Cut = words(&f.Record.Report, s.Content)
	return l
}

// words are the words of spans, as they stand there, to a length that a line can
// have.
func words(r *parley.Report, spans []parley.Span) (out []string, cut bool) {
	left := mostClip
	for _, s := range spans {
		if s.Len() > left {
			if end := search.EndWord(r.Text, s.Start+left); end > s.Start {
				out = append(out, r.Text[s.Start:end])
			}
			return out, true
		}
		out = append(out, r.Quote(s))
		left -= s.Len()
	}
	return out, false
}

func (d *draft) marks(f *filed, s parley.Statement) []Mark {
	var all []Mark
	if status := f.Status(s.ID); status == ledger.StatusAccepted || status == ledger.StatusCorrected {
		all = append(all, Mark{MarkDecided, string(status) + d.by(f, s.ID)})
	}
	switch s.Certainty {
	case parley.Probable, parley.Possible:
		all = append(all, Mark{MarkHedged, string(s.Certainty)})
	}
	if s.Said.EDTF != "" {
		all = append(all, Mark{MarkDated, "said " + s.Said.EDTF})
	}
	if c := d.widest(f, s.ID); c != nil {
		all = append(all, Mark{MarkCarried, fmt.Sprintf("%s, %s", count(c.Reports, "report"), count(len(c.Sources), "independent source"))})
	}
	if d.isNew(f.Report.Seq) {
		all = append(all, Mark{MarkNew, "new"})
	}
	return append(all, d.sourceMarks(f, s.ID)...)
}

// widest is the claim of a statement that most reports carry, nil where no other
// does.
func (d *draft) widest(f *filed, id string) *ask.Claim {
	for i := range d.claims { // those that most carry come first
		if slices.Contains(f.claims[id], d.claims[i].ID) {
			return &d.claims[i]
		}
	}
	return nil
}

// sourceMarks warn of a line's source.
func (d *draft) sourceMarks(f *filed, statement string) []Mark {
	var all []Mark
	for _, name := range f.retracted[statement] {
		all = append(all, Mark{MarkRetracted, "rests on a retracted source: " + name})
	}
	if f.sealed {
		all = append(all, Mark{MarkSealed, "sealed source"})
	}
	return all
}

// by names who judged a line last.
func (d *draft) by(f *filed, line string) string {
	by := ""
	for _, j := range d.state.Of(f.Address(line)) {
		if j.UndoneBy == 0 && j.Reading == f.Reading.Seq && (j.Kind == ledger.KindAccept || j.Kind == ledger.KindCorrect) {
			by = " by " + j.Author.Name
		}
	}
	return by
}

// A speaker is one of the case with what it says.
type speaker struct {
	key, name, party string
	names, roles     tally
	parties          tally
	all              []weighed
}

// A tally counts words.
type tally map[string]int

// most is what was counted most; of as much the longest, then the first in order.
func (t tally) most() string {
	best := ""
	for what, n := range t {
		if c := cmp.Or(cmp.Compare(n, t[best]), cmp.Compare(len(what), len(best)), cmp.Compare(best, what)); what != "" && (best == "" || c > 0) {
			best = what
		}
	}
	return best
}

// said is who said what, by party and speaker.
func (d *draft) said() Section {
	section := Section{ID: "said", Title: "Who said what",
		Intro: "What people stood by first, then as surely as it was read. Set in: what lies in the words of the line above."}
	left := d.o.Lines
	hidden := 0
	byParty := map[string][]*speaker{}
	weight := map[string]int{}
	for _, s := range d.speakers() {
		byParty[s.party] = append(byParty[s.party], s)
		weight[s.party] += len(s.all)
	}
	var parties []string
	for p := range byParty {
		parties = append(parties, p)
	}
	slices.SortFunc(parties, func(a, b string) int {
		if (a == "") != (b == "") { // of no known side: last
			return cmp.Compare(b, a)
		}
		return cmp.Or(-cmp.Compare(weight[a], weight[b]), cmp.Compare(a, b))
	})
	kept := d.share(parties, byParty, left)
	for _, p := range parties {
		group := Group{Title: cmp.Or(p, "Of no known side")}
		for _, s := range byParty[p] {
			if kept[s] == 0 {
				hidden += len(s.all)
				continue
			}
			g := Group{Title: s.name, About: s.roles.most()}
			for _, w := range s.all[:kept[s]] {
				g.Lines = append(g.Lines, d.tree(w.filed, w.statement.ID))
			}
			if rest := len(s.all) - kept[s]; rest > 0 {
				g.More = fmt.Sprintf("and %s more", count(rest, "statement"))
			}
			group.Groups = append(group.Groups, g)
		}
		if len(group.Groups) > 0 {
			section.Groups = append(section.Groups, group)
		}
	}
	if hidden > 0 {
		section.Groups = append(section.Groups, Group{More: fmt.Sprintf("%s of other speakers are left out: the briefing has the first %d lines", count(hidden, "statement"), d.o.Lines)})
	}
	return section
}

// share gives each speaker as many lines as it may have: first what people stood
// by, then in turns of one line each, so that nobody who says much hides the
// others.
func (d *draft) share(parties []string, byParty map[string][]*speaker, left int) map[*speaker]int {
	kept := map[*speaker]int{}
	round := func(may func(*speaker, int) bool) {
		for _, p := range parties {
			for _, s := range byParty[p] {
				if n := kept[s]; left > 0 && n < len(s.all) && may(s, n) {
					kept[s]++
					left--
				}
			}
		}
	}
	for range d.o.Lines {
		round(func(s *speaker, n int) bool { return s.all[n].rank == 0 })
	}
	for range mostBySpeaker {
		round(func(s *speaker, n int) bool { return n < mostBySpeaker })
	}
	return kept
}

// speakers are those who say something that the briefing is about, who say most
// first.
func (d *draft) speakers() []*speaker {
	byKey := map[string]*speaker{}
	var all []*speaker
	for order, f := range d.filings {
		for _, st := range f.Record.Statements {
			if !f.asks(st.ID) || st.Speaker == "" || f.asks(st.Within) {
				continue
			}
			e := f.entities[st.Speaker]
			if e == nil {
				continue
			}
			key := d.key(f, st.Speaker)
			if key == "" {
				key = fmt.Sprintf("%d/%s", f.Report.Seq, st.Speaker)
			}
			s := byKey[key]
			if s == nil {
				s = &speaker{key: key, names: tally{}, roles: tally{}, parties: tally{}}
				byKey[key] = s
				all = append(all, s)
			}
			s.names[e.Name]++
			s.roles[e.Role]++
			s.parties[d.side(f, e)]++
			s.all = append(s.all, weighed{f, st, d.bestRank(f, st.ID, 0), order})
		}
	}
	for _, s := range all {
		s.name, s.party = s.names.most(), s.parties.most()
		slices.SortStableFunc(s.all, byWeight)
		s.all = once(s.all)
	}
	sides := map[string]bool{}
	for _, s := range all {
		sides[s.party] = true
	}
	for _, s := range all {
		if s.party == "" && sides[s.name] { // somebody speaks for it
			s.party = s.name
		}
	}
	all = slices.DeleteFunc(all, func(s *speaker) bool { return len(s.all) == 0 })
	slices.SortStableFunc(all, func(a, b *speaker) int {
		return cmp.Or(cmp.Compare(a.all[0].rank, b.all[0].rank), -cmp.Compare(len(a.all), len(b.all)), cmp.Compare(a.name, b.name), cmp.Compare(a.key, b.key))
	})
	return all
}

// once leaves of what several reports carry the first, unless people stood by
// others too.
func once(all []weighed) []weighed {
	told := map[string]bool{}
	return slices.DeleteFunc(all, func(w weighed) bool {
		claims := strings.Join(w.claims[w.statement.ID], " ")
		again := claims != "" && told[claims] && w.rank > 0
		told[claims] = true
		return again
	})
}

// side is the party that somebody belongs to or is, by the name that the reports
// have for it most often; empty where none is known.
func (d *draft) side(f *filed, e *parley.Entity) string {
	id := sideOf(f, e)
	if id == "" {
		return ""
	}
	if d.sides == nil {
		d.sides = d.namesOfSides()
	}
	return d.sides[d.sideKey(f, id)].most()
}

// sideOf is the entity that is the side of e, which may be e.
func sideOf(f *filed, e *parley.Entity) string {
	for _, id := range []string{e.Party, e.Represents} {
		if f.name(id) != "" {
			return id
		}
	}
	if e.Kind == parley.EntityCountry {
		return e.ID
	}
	return ""
}

// sideKey is what a side is known by in all reports: US and United States are one.
func (d *draft) sideKey(f *filed, id string) string { return cmp.Or(d.key(f, id), f.name(id)) }

func (d *draft) namesOfSides() map[string]tally {
	names := map[string]tally{}
	for _, f := range d.filings {
		for i := range f.Record.Entities {
			id := sideOf(f, &f.Record.Entities[i])
			if id == "" {
				continue
			}
			key := d.sideKey(f, id)
			if names[key] == nil {
				names[key] = tally{}
			}
			names[key][f.name(id)]++
		}
	}
	return names
}

// bestRank is the best of a statement and of what lies within it.
func (d *draft) bestRank(f *filed, id string, depth int) int {
	best := f.rank(id)
	for _, s := range f.Record.Statements {
		if s.Within == id && depth < mostDepth {
			best = min(best, d.bestRank(f, s.ID, depth+1))
		}
	}
	return best
}

// mostDepth is how deep statements may nest; a record may come from elsewhere, and
// its nesting in circles.
const mostDepth = 6

// tree is a statement with what lies within it.
func (d *draft) tree(f *filed, id string) Line {
	return d.treeFrom(f, id, 0)
}

func (d *draft) treeFrom(f *filed, id string, depth int) Line {
	l := d.statementLine(f, id, depth > 0)
	for _, s := range f.Record.Statements {
		if s.Within != id || !f.asks(s.ID) || depth == mostDepth {
			continue
		}
		if f.rank(s.ID) > 0 && (s.Speaker == "" || s.Speaker == f.lines[id].Speaker) {
			l.Lines = append(l.Lines, d.treeFrom(f, s.ID, depth+1).Lines...) // its words are in the line above already
		} else {
			l.Lines = append(l.Lines, d.treeFrom(f, s.ID, depth+1))
		}
	}
	return l
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
