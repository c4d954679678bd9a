package position

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/terms/quantity"
)

// What follows from what a party did. Who accepts a plan accepts each point of it that
// is known; who rejects one rejects its point where that is the only one, as of several
// it may be any that he cannot bear; who signed a text accepts what it says. Such a
// position names the two lines that it follows from, and is left out where the party's
// own words on the point are in the record.

// inferMost is how many positions are inferred of a record, at most.
const inferMost = 256

// A ground is what a position on the points of a proposal is inferred from.
type ground struct {
	line      string // its id: of a response, a position or the proposal itself
	does      string // "accepts", "rejects", "signed"
	party     string
	statement string
	evidence  []parley.Span
	stance    parley.Stance
	proposal  int // index into the deal's
}

// Infer lists the positions that follow from what parties did with the proposals of a
// deal. Their ids go on from those of the deal's positions.
func Infer(record *parley.Record, deal *parley.Deal) []parley.Position {
	if !slices.ContainsFunc(deal.Proposals, func(p parley.Proposal) bool { return len(p.Seen) > 0 }) {
		return nil
	}
	s := newScene(record, deal, nil)
	var all []parley.Position
	taken := map[string]bool{}
	for _, p := range deal.Positions {
		if p.Basis != parley.BasisAttributed {
			taken[topic(&p)] = true
		}
	}
	for _, g := range s.grounds() {
		seen := deal.Proposals[g.proposal].Seen
		if g.stance == parley.StanceReject && (len(seen) != 1 || deal.Proposals[g.proposal].Points > 1) {
			continue
		}
		for n := range seen {
			if s.hasWord(seen[n].Words, func(w string) bool { return w == "not" || w == "too" }) {
				continue // what a text lacks, or has too much of, is somebody's judgement of it
			}
			p := s.inferred(&g, n)
			if key := topic(&p); len(all) < inferMost && !taken[key] {
				taken[key] = true
				p.ID = fmt.Sprintf("o%d", len(deal.Positions)+len(all)+1)
				all = append(all, p)
			}
		}
	}
	return all
}

// topic is whose position it is and on what: on no term, the words.
func topic(p *parley.Position) string {
	if p.Term == "" {
		return fmt.Sprint(p.Party, " ", p.About)
	}
	return p.Party + " " + p.Term + " " + p.Option
}

// grounds lists what positions are inferred from: responses to proposals, what is said
// of a proposal as such, and signatures.
func (s *scene) grounds() []ground {
	proposals := map[string]int{}
	for i, p := range s.deal.Proposals {
		if len(p.Seen) > 0 {
			proposals[p.ID] = i
		}
	}
	var all []ground
	add := func(g ground, proposal string) {
		i, known := proposals[proposal]
		g.proposal = i
		same := func(o ground) bool { return o.party == g.party && o.proposal == i }
		if known && g.party != "" && len(g.evidence) > 0 && s.isFirm(g.statement) && !slices.ContainsFunc(all, same) {
			all = append(all, g)
		}
	}
	for _, r := range s.record.Responses {
		if s.hasWord(r.Evidence, func(w string) bool { return w == "could" || w == "might" || w == "may" }) {
			continue
		}
		switch r.Kind {
		case parley.ResponseAccept:
			add(ground{r.ID, "accepts", r.By, r.Statement, r.Evidence, parley.StanceAccept, 0}, r.To.Proposal)
		case parley.ResponseReject:
			add(ground{r.ID, "rejects", r.By, r.Statement, r.Evidence, parley.StanceReject, 0}, r.To.Proposal)
		}
	}
	for _, p := range s.deal.Positions {
		i, said := s.statements[p.Statement]
		if !said || p.Term != "" {
			continue
		}
		switch act := s.record.Statements[i].Act; {
		case p.Stance == parley.StanceAccept && act == parley.ActAccept:
			add(ground{p.ID, "accepts", p.Party, p.Statement, p.Evidence, p.Stance, 0}, p.Proposal)
		case p.Stance == parley.StanceReject && act == parley.ActReject:
			add(ground{p.ID, "rejects", p.Party, p.Statement, p.Evidence, p.Stance, 0}, p.Proposal)
		}
	}
	for i := range s.deal.Proposals {
		for _, m := range s.signers(&s.deal.Proposals[i]) {
			add(ground{s.deal.Proposals[i].ID, "signed", m.entity, "", []parley.Span{m.Span}, parley.StanceAccept, 0}, s.deal.Proposals[i].ID)
		}
	}
	return all
}

// isFirm reports whether a statement does what it says, and not only might.
func (s *scene) isFirm(id string) bool {
	i, said := s.statements[id]
	if !said {
		return true
	}
	st := &s.record.Statements[i]
	return !st.Negated && st.Certainty != parley.Possible && st.Certainty != parley.Probable
}

func (s *scene) hasWord(spans []parley.Span, is func(stem string) bool) bool {
	for _, span := range spans {
		if slices.ContainsFunc(wordsIn(s.record.Report.Text, span), func(w word) bool { return is(w.stem) }) {
			return true
		}
	}
	return false
}

// inferred is the position of a ground on a point of its proposal.
func (s *scene) inferred(g *ground, n int) parley.Position {
	d := &s.deal.Proposals[g.proposal]
	point := &d.Seen[n]
	p := parley.Position{
		Party: g.party, Stance: g.stance, Basis: parley.BasisInferred, Statement: g.statement,
		About: point.Words, Evidence: joined(g.evidence, point.Words),
	}
	rule := fmt.Sprintf("%s %s %s, whose point it is", g.line, g.does, d.ID)
	if g.line == d.ID {
		rule = fmt.Sprintf("the party signed %s, whose point it is", d.ID)
	}
	p.Reasons = []parley.Reason{{Field: "basis", Rule: rule, Words: joined(g.evidence, point.Words)}}
	if i, said := s.statements[g.statement]; said {
		st := &s.record.Statements[i]
		p.By, p.Held = st.Speaker, st.Said
		s.date(&p, st)
		if why, private := s.private(st); private {
			p.Private = true
			p.Reasons = append(p.Reasons, why)
		}
	}
	for i := range s.deal.Terms {
		if t := &s.deal.Terms[i]; slices.Contains(point.Terms, t.ID) {
			p.Term = t.ID
			for _, w := range point.Words {
				p.Option = cmp.Or(p.Option, optionIn(t, []parley.Span{w}))
			}
			break
		}
	}
	for _, w := range point.Words {
		p.Quantities = append(p.Quantities, quantity.Find(s.record.Report.Text, w)...)
	}
	return p
}

// signers are who signed a proposal: whom the words name right behind "signed by", or
// right before "signed" where its own words follow.
func (s *scene) signers(d *parley.Proposal) []mention {
	const signersMost, near = 8, 40 // parties; bytes between the word and the text that was signed
	text := s.record.Report.Text
	if d.Status != parley.ProposalSigned {
		return nil
	}
	var all []mention
	for _, r := range d.Reasons {
		if r.Field != "status" || len(r.Words) == 0 {
			continue
		}
		word := r.Words[0]
		if rest, by := strings.CutPrefix(text[word.End:], " by "); by {
			all = s.row(len(text)-len(rest), signersMost, true)
		} else if slices.ContainsFunc(d.Evidence, func(e parley.Span) bool { return word.End <= e.Start && e.Start-word.End <= near }) {
			all = s.row(word.Start, signersMost, false)
		}
	}
	return all
}

// row lists the mentions that stand in a row from at on, or up to at: with no more
// between two than a comma, "and" and articles.
func (s *scene) row(at, most int, onward bool) []mention {
	text := s.record.Report.Text
	var all []mention
	i, _ := slices.BinarySearchFunc(s.mentions, at, func(m mention, at int) int { return cmp.Compare(m.Start, at) })
	for len(all) < most {
		step := i + len(all)
		if !onward {
			step = i - 1 - len(all)
		}
		if step < 0 || step >= len(s.mentions) {
			break
		}
		m := s.mentions[step]
		between := [2]int{at, m.Start}
		if !onward {
			between = [2]int{m.End, at}
		}
		const gap = 16
		if between[0] > between[1] || between[1]-between[0] > gap || !isList(text[between[0]:between[1]]) {
			break
		}
		all = append(all, m)
		if at = m.Start; onward {
			at = m.End
		}
	}
	return all
}

// isList reports whether words only join two names of a list.
func isList(words string) bool {
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' }) {
		switch w {
		case "and", "the", "both", "have", "has", "had":
		default:
			return false
		}
	}
	return true
}
