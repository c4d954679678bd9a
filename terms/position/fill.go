package position

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/internal/table"
	"parley/terms/quantity"
)

//go:embed phrases.tsv
var phrasesFile string

// phrases are those of phrases.tsv by the stems that they begin with: of a
// condition, of privacy, of a red line.
var phrases = func() map[string][]entry {
	all := map[string][]entry{}
	for fields := range table.Rows("phrases.tsv", phrasesFile, 2) {
		addPhrases(all, "phrases.tsv", fields[0], fields[1])
	}
	return all
}()

// position makes a candidate that was chosen a line of the record.
func (s *scene) position(j judged) parley.Position {
	u := &s.units[j.unit]
	st := &s.record.Statements[u.statement]
	p := parley.Position{
		Party: j.party, By: st.Speaker, Stance: j.stance, Held: st.Said, Statement: st.ID, Evidence: u.evidence,
		Quantities: quantity.Find(s.record.Report.Text, u.span), Confidence: j.chance,
	}
	s.date(&p, st)
	s.rest(&p, u, st, j.role)
	s.subject(&p, u)
	p.Reasons = append(p.Reasons, s.why(j)...)
	s.onBehalf(&p, j.role)
	if p.Stance == parley.StanceConditional {
		if words, rest, found := s.conditionOf(u, "condition"); found != "" {
			p.Condition = clause(s.record.Report.Text, rest)
			p.Reasons = append(p.Reasons, parley.Reason{Field: "condition", Rule: "from the word that makes it to the end of the clause", Table: "phrases.tsv: " + found, Words: []parley.Span{words}})
		}
	}
	return p
}

// date gives a position that is known by a recording or paper the day of that, where
// its own words tell none: what was said on a call was not said when it was leaked.
func (s *scene) date(p *parley.Position, st *parley.Statement) {
	if p.Held != (parley.Date{}) {
		return
	}
	for _, h := range st.Chain {
		if x := s.exhibit(h); x != nil && x.Date != (parley.Date{}) {
			p.Held = x.Date
			p.Reasons = append(p.Reasons, parley.Reason{Field: "held", Rule: "the day of what it is known by, " + x.ID, Words: []parley.Span{x.Date.Span}})
			return
		}
	}
}

// exhibit is that of a hop, nil for none.
func (s *scene) exhibit(h parley.Hop) *parley.Exhibit {
	i := slices.IndexFunc(s.record.Exhibits, func(x parley.Exhibit) bool { return h.Kind == parley.HopExhibit && x.ID == h.Exhibit })
	if i < 0 {
		return nil
	}
	return &s.record.Exhibits[i]
}

// rest says what a position rests on, who says so, and whether the public was to
// hear it.
func (s *scene) rest(p *parley.Position, u *unit, st *parley.Statement, r role) {
	text := s.record.Report.Text
	why := parley.Reason{Field: "basis", Rule: "who says it is the party or speaks for it", Words: st.Cue}
	p.Basis = parley.BasisOwn
	outer := s.outer(st)
	switch {
	case r == roleSubject:
		p.Basis, why.Rule = parley.BasisAttributed, "it is said of the party by another"
	case st.Speaker == "" || outer != nil && outer.Speaker != "" && outer.Speaker != st.Speaker && s.sideOf(outer.Speaker) != s.sideOf(st.Speaker) && !onExhibit(outer):
		p.Basis, why.Rule = parley.BasisAttributed, "another tells that the party says so"
		if outer != nil && outer.Speaker != "" {
			p.By, why.Words = outer.Speaker, outer.Cue
		}
	default:
		if words, found := first(text, u.span, "red line"); found != "" && (p.Stance == parley.StanceReject || p.Stance == parley.StanceDemand) {
			p.Basis, why = parley.BasisRedLine, parley.Reason{Field: "basis", Rule: "own words rule out any other outcome", Table: "phrases.tsv: " + found, Words: []parley.Span{words}}
		}
	}
	p.Reasons = append(p.Reasons, why)
	if why, private := s.private(st); private {
		p.Private = true
		p.Reasons = append(p.Reasons, why)
	}
}

// sideOf is the side that an entity belongs to, or else itself.
func (s *scene) sideOf(id string) string {
	if e := s.entity(id); e != nil {
		return cmp.Or(e.Party, id)
	}
	return id
}

// onExhibit reports whether a statement is what a recording or paper says.
func onExhibit(st *parley.Statement) bool { return st.SourceClass == parley.SourceDocument }

// private reports whether the public was not to hear a statement: it is known by a
// recording or transcript that somebody obtained, or words say so.
func (s *scene) private(st *parley.Statement) (parley.Reason, bool) {
	for _, h := range st.Chain {
		x := s.exhibit(h)
		if x != nil && (x.Kind == parley.ExhibitRecording || x.Kind == parley.ExhibitTranscript) && x.ObtainedBy != "" {
			return parley.Reason{Field: "private", Rule: "known by a recording that another obtained", Words: x.Evidence[:min(1, len(x.Evidence))]}, true
		}
	}
	if len(st.Cue) == 0 {
		return parley.Reason{}, false
	}
	text := s.record.Report.Text
	around := parley.Hull(st.Cue)
	if line := strings.IndexByte(text[around.End:], '\n'); line != 0 {
		const after = 5 // words behind the cue
		end := len(text)
		if line > 0 {
			end = around.End + line
		}
		if words := wordsIn(text, parley.Span{Start: around.End, End: end}); len(words) > 0 {
			around.End = words[min(after, len(words))-1].End
		}
	}
	spans := []parley.Span{around}
	if st.Channel != (parley.Span{}) {
		spans = append(spans, st.Channel)
	}
	for _, span := range spans {
		if words, found := first(text, span, "private"); found != "" {
			return parley.Reason{Field: "private", Rule: "words say so", Table: "phrases.tsv: " + found, Words: []parley.Span{words}}, true
		}
	}
	return parley.Reason{}, false
}

// subject says which term and proposal a position is on: the first of each that the
// unit names, with the option of the term that stands there.
func (s *scene) subject(p *parley.Position, u *unit) {
	var touched []touch
	for _, piece := range u.said {
		touched = append(touched, s.touched(piece)...)
	}
	for _, t := range touched {
		switch {
		case t.term >= 0 && p.Term == "":
			p.Term = s.deal.Terms[t.term].ID
			p.About = append(p.About, t.Span)
			p.Option = optionIn(&s.deal.Terms[t.term], u.said)
		case t.proposal >= 0 && p.Proposal == "":
			p.Proposal = s.deal.Proposals[t.proposal].ID
			p.About = append(p.About, t.Span)
		}
	}
	if p.About == nil {
		p.About = u.said
		return
	}
	p.Reasons = append(p.Reasons, parley.Reason{Field: "about", Rule: "named in what is said", Words: p.About})
	if p.Term != "" && p.Proposal != "" && p.Option == "" && p.About[0].Overlaps(p.About[1]) {
		p.Term, p.About = "", p.About[1:] // "the land deal" names a proposal
	}
}

// optionIn is the first option of a term that words of the pieces name, or none.
func optionIn(t *parley.Term, pieces []parley.Span) string {
	for _, o := range t.Options {
		if slices.ContainsFunc(pieces, func(p parley.Span) bool { return slices.ContainsFunc(o.Evidence, p.Contains) }) {
			return o.ID
		}
	}
	return ""
}

// most is how many features a reason names.
const most = 4

// why names the features that told most for a stance, and whose it is taken for.
func (s *scene) why(j judged) []parley.Reason {
	u := &s.units[j.unit]
	cue := s.record.Statements[u.statement].Cue
	party := parley.Reason{Field: "party", Rule: parties[j.role], Words: cue}
	if j.rule != "" {
		rule := "what is said of a term or proposal"
		if j.chance > 0 {
			rule = "words that turn the likeliest stance" // see turn.go and condition.go
		}
		return []parley.Reason{{Field: "stance", Rule: rule, Table: "phrases.tsv: " + j.rule, Words: []parley.Span{j.words}}, party}
	}
	n := slices.Index(parley.Stances, j.stance)
	features := append(s.ofUnit(u), s.ofParty(j.candidate)...)
	features = slices.DeleteFunc(features, func(f string) bool { return len(weights[f]) == 0 || weights[f][n] <= 0 })
	slices.SortStableFunc(features, func(a, b string) int { return cmp.Compare(weights[b][n], weights[a][n]) })
	scale := 1.0
	if s.sense != nil {
		scale = sense["table"]
	}
	var told []string
	for _, f := range features[:min(most, len(features))] {
		told = append(told, fmt.Sprintf("%s %+.2f", f, scale*weights[f][n]))
	}
	why := parley.Reason{Field: "stance", Rule: "the features that told most for it", Table: "weights.tsv: " + strings.Join(told, "; "), Words: cue}
	if s.sense != nil {
		why.Table += fmt.Sprintf(", sense.tsv: network %+.2f", sense["network"]*s.sensed(u)[n])
		if byTable := s.byTable(j.candidate); slices.Max(byTable[:]) != byTable[n] || byTable[n] < leastByTable {
			why.Rule = "what the network makes of the words"
		}
	}
	return []parley.Reason{why, party}
}

// parties say what a role is.
var parties = map[role]string{
	roleSpeaker:   "who says it",
	roleSide:      "the side of who says it",
	rolePrincipal: "whom the speaker represents",
	roleSubject:   "whom it speaks of first",
}

// first finds the first words of span that are of a class of phrases.tsv, and how
// the table has them.
func first(text string, span parley.Span, class string) (parley.Span, string) {
	words := wordsIn(text, span)
	for i, w := range words {
		for _, e := range phrases[w.stem] {
			if e.class == class && e.at(words, i) {
				return parley.Span{Start: w.Start, End: words[i+len(e.stems)-1].End}, e.text
			}
		}
	}
	return parley.Span{}, ""
}

// isSaid reports whether one of spans has words that are of a class of phrases.tsv, with
// no negation before them and nobody who agrees.
func (s *scene) isSaid(spans []parley.Span, class string) bool {
	text := s.record.Report.Text
	for _, span := range spans {
		hit, found := first(text, span, class)
		if found == "" {
			continue
		}
		before := parley.Span{Start: span.Start, End: hit.Start}
		_, agreed := first(text, before, "agrees")
		if agreed == "" && !slices.ContainsFunc(wordsIn(text, before), func(w word) bool { return w.stem == "not" }) {
			return true
		}
	}
	return false
}

// clause is span up to the first mark that ends a clause.
func clause(text string, span parley.Span) parley.Span {
	words := text[span.Start:span.End]
	for i, r := range words {
		if i > 0 && strings.ContainsRune(",;:\n—–”\"", r) {
			words = words[:i]
			break
		}
	}
	words = strings.TrimRight(words, ". !?’'")
	return parley.Span{Start: span.Start, End: span.Start + len(words)}
}
