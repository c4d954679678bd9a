package position

import (
	"cmp"
	"slices"
	"strings"

	"parley"
)

// ofEach are the positions that a candidate makes: one, or one of each of those that
// the statement's source names and joins, Norland and Vestland.
func (s *scene) ofEach(j judged) []parley.Position {
	st := &s.record.Statements[s.units[j.unit].statement]
	p := s.position(j)
	parties := s.joinedBy(st)
	if j.role != roleSpeaker || len(parties) < 2 {
		return []parley.Position{p}
	}
	all := make([]parley.Position, len(parties))
	for i, party := range parties {
		all[i] = p
		all[i].Party = party
		if p.By == st.Speaker {
			all[i].By = party
		}
	}
	return all
}

// mostJoined is how many parties of one position there are at most, and mostMentions
// how many mentions of a source are looked at for them.
const (
	mostJoined   = 8
	mostMentions = 32
)

// joinedBy are those that the source of a statement is made of: names and what joins
// them, titles before them allowed. It is empty where anything else stands there.
func (s *scene) joinedBy(st *parley.Statement) []string {
	if len(st.Source) != 1 {
		return nil
	}
	text, source := s.record.Report.Text, st.Source[0]
	var all []string
	at, last := source.Start, ""
	i, _ := slices.BinarySearchFunc(s.mentions, at, func(m mention, at int) int { return cmp.Compare(m.Start, at) })
	for end := i + mostMentions; i < min(end, len(s.mentions)) && s.mentions[i].Start < source.End && len(all) <= mostJoined; i++ {
		m := s.mentions[i]
		if m.form != parley.MentionName || m.Start < at || m.End > source.End {
			continue
		}
		last = text[at:m.Start]
		if e := s.entity(m.entity); !joins(last, len(all) > 0) || e.Kind == parley.EntityDocument || e.Kind == parley.EntityMedium {
			return nil
		}
		at = m.End
		if !slices.Contains(all, m.entity) {
			all = append(all, m.entity)
		}
	}
	if at != source.End || len(all) > mostJoined || !strings.Contains(last, "and ") {
		return nil
	}
	return all
}

// joins reports whether words only join the name behind them to the one before, or,
// before the first, only lead to it. A title before a comma is of the name before it:
// "the Norlandic prime minister, Oda Lind".
func joins(words string, toAnother bool) bool {
	for i, w := range strings.Fields(strings.ReplaceAll(words, ",", " , ")) {
		low := strings.ToLower(strings.TrimRight(w, "."))
		switch {
		case toAnother && i == 0:
			if low != "and" && low != "," {
				return false
			}
		case low == "and" && toAnother, low == "the", low == "both", naming["title"][low]:
		default:
			return false
		}
	}
	return !toAnother || strings.Trim(words, " ") != ""
}

// onBehalf gives what those say who are told of without a name, and speak for another,
// to whom they speak for: a spokesman has no stance of his own, nor have "the Norlandic
// delegates".
func (s *scene) onBehalf(p *parley.Position, r role) {
	e := s.entity(p.Party)
	if r != roleSpeaker || e == nil || e.Represents == "" || slices.ContainsFunc(e.Mentions, func(m parley.Mention) bool { return m.Form == parley.MentionName }) {
		return
	}
	principal := s.entity(e.Represents)
	if principal == nil || principal.Kind == parley.EntityDocument || principal.Kind == parley.EntityMedium {
		return
	}
	p.Party = e.Represents
	for i := range p.Reasons {
		if p.Reasons[i].Field == "party" {
			p.Reasons[i].Rule = parties[rolePrincipal]
		}
	}
}
