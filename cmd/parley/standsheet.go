package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ask/stand"
)

// A standSheet is a matrix for people. Its rules:
//
//   - A stance is told by a sign and a word, and in colour by its leaning.
//   - Each basis has a line of its own in a cell; what is said in private is marked.
//   - Parties that do not fit side by side follow in further tables, the ones with
//     the most positions first. What is not printed is counted.
type standSheet struct {
	*sheet
	o   positionOptions
	ctx context.Context
	of  *stand.Library
}

// How much is printed unless all is asked for.
const (
	mostParties = 12
	mostTopics  = 40
	mostLoose   = 40 // positions on no term
)

const (
	leastCell = 14
	mostCell  = 26
)

var stanceSigns = map[parley.Stance]string{
	parley.StanceAccept: "+", parley.StanceReject: "−", parley.StanceDemand: "!", parley.StanceOffer: ">", parley.StanceConditional: "~", parley.StanceOpen: "?",
}

var basisNames = map[parley.Basis]string{
	parley.BasisOwn: "own", parley.BasisAttributed: "attributed", parley.BasisInferred: "inferred", parley.BasisRedLine: "red line",
}

// silence stands in a cell for no reported position.
const silence = "·"

func (s *standSheet) print(v stand.View) error {
	all := v
	if !s.o.all {
		v.Columns, v.Rows = v.Columns[:min(len(v.Columns), mostParties)], v.Rows[:min(len(v.Rows), mostTopics)]
	}
	ids, topics := v.Shown()
	if err := s.of.Load(s.ctx, ids, topics); err != nil {
		return err
	}
	s.tables(v)
	if s.o.words || s.o.history {
		if err := s.sources(v); err != nil {
			return err
		}
	}
	if err := s.loose(v); err != nil {
		return err
	}
	s.foot(all, v)
	return nil
}

// CellLines are the lines of a cell, with the style of each.
type cellLines struct {
	words  []string
	styles []style
}

func (l *cellLines) add(words string, as style) {
	l.words, l.styles = append(l.words, words), append(l.styles, as)
}

// cell says where a party stands on a topic.
func (s *standSheet) cell(v stand.View, topic, party int) cellLines {
	var l cellLines
	c, ok := v.Cell(topic, party)
	if !ok {
		l.add(silence, dim)
		return l
	}
	for i := range c.Stands {
		l.add(standWords(&c.Stands[i]))
	}
	if c.Differs() {
		l.add("≠ private differs", warn)
	}
	return l
}

// standWords is a stand in few words: its signs, its stances, what it rests on.
func standWords(st *stand.Stand) (words string, as style) {
	signs, names := "", []string{}
	leanings := map[stand.Leaning]bool{}
	for _, stance := range st.Stances {
		signs += stanceSigns[stance]
		names = append(names, string(stance))
		leanings[stand.LeaningOf(stance)] = true
	}
	words = signs + " " + strings.Join(names, " / ") + ", " + basisNames[st.Basis]
	if st.Private {
		words += ", private"
	}
	if st.Vague {
		words += ", perhaps later"
	}
	switch {
	case st.Conflict:
		return words + " (conflict)", warn
	case len(leanings) > 1 || leanings[stand.LeaningBetween]:
		return words, cue
	case leanings[stand.LeaningFor]:
		return words, content
	}
	return words, against
}

// tables prints the terms and proposals, as many parties side by side as fit.
func (s *standSheet) tables(v stand.View) {
	rows := slices.DeleteFunc(slices.Clone(v.Rows), func(i int) bool { return v.Topics[i].Key == "" })
	if len(rows) == 0 {
		return
	}
	if s.width < tableWidth {
		s.stacked(v, rows)
		return
	}
	head, cell := 0, leastCell
	for _, t := range rows {
		head = max(head, columns(s.topicName(v, t)))
		for _, p := range v.Columns {
			for _, w := range s.cell(v, t, p).words {
				cell = max(cell, columns(w))
			}
		}
	}
	head, cell = min(head, s.width/3), min(cell+2, mostCell)
	per := max(1, (s.width-head)/(cell+gap))
	for part := range slices.Chunk(v.Columns, per) {
		has := slices.DeleteFunc(slices.Clone(rows), func(t int) bool {
			return len(v.Columns) > per && !slices.ContainsFunc(part, func(p int) bool { _, ok := v.Cell(t, p); return ok })
		})
		if len(has) == 0 {
			continue // they have positions on no term alone, which loose lists
		}
		layout := []column{{head: "term", width: head}}
		names := cellLines{}
		for _, p := range part {
			layout = append(layout, column{width: cell})
			names.add(s.partyName(v, p), bold)
		}
		s.side(layout, cellLines{[]string{"term"}, []style{bold}}, names)
		for i, t := range has {
			s.header(v, has, i, layout)
			s.topicRow(v, t, part, layout)
		}
		s.WriteString("\n")
	}
}

// header names a term above the first of its options, where there is no row of the
// term as such.
func (s *standSheet) header(v stand.View, rows []int, i int, layout []column) {
	t := v.Topics[rows[i]]
	if t.Option == "" || i > 0 && v.Topics[rows[i-1]].Key == t.Key {
		return
	}
	s.side(layout[:1], cellLines{[]string{s.of.Label(stand.Topic{Key: t.Key})}, []style{0}}, cellLines{})
}

func (s *standSheet) topicRow(v stand.View, topic int, parties []int, layout []column) {
	cells := make([]cellLines, 0, len(parties))
	height := 0
	for i, p := range parties {
		c := s.cell(v, topic, p)
		var folded cellLines
		for k, w := range c.words {
			for n, span := range wrap(w, layout[i+1].width-2) {
				indent := ""
				if n > 0 {
					indent = "  "
				}
				folded.add(indent+w[span.Start:span.End], c.styles[k])
			}
		}
		cells = append(cells, folded)
		height = max(height, len(folded.words))
	}
	name := fold(s.topicName(v, topic), layout[0].width)
	for n := range max(height, len(name)) {
		first, row := cellLines{[]string{""}, []style{0}}, cellLines{}
		if n < len(name) {
			first.words[0] = name[n]
		}
		for _, c := range cells {
			if n < len(c.words) {
				row.add(c.words[n], c.styles[n])
			} else {
				row.add("", 0)
			}
		}
		s.side(layout, first, row)
	}
}

// side prints one line of a table: the first cell and the others.
func (s *standSheet) side(layout []column, first, others cellLines) {
	cells := append([]string{first.words[0]}, others.words...)
	styles := append([]style{first.styles[0]}, others.styles...)
	s.row(&s.Builder, layout, cells, func(i int) style { return styles[i] })
}

// stacked prints, on a narrow page, each topic with its parties below.
func (s *standSheet) stacked(v stand.View, rows []int) {
	for _, t := range rows {
		s.set(0, bold, s.fullName(v, t))
		for _, p := range v.Columns {
			if _, ok := v.Cell(t, p); !ok {
				continue
			}
			s.set(2, source_, s.partyName(v, p))
			c := s.cell(v, t, p)
			for i, w := range c.words {
				s.set(4, c.styles[i], w)
			}
		}
	}
	s.WriteString("\n")
}

// topicName is what the row of a topic is called; an option is set in.
func (s *standSheet) topicName(v stand.View, topic int) string {
	t := v.Topics[topic]
	name := oneLine(s.of.Label(t.Topic))
	switch {
	case t.Option != "":
		return "  " + name
	case t.IsProposal():
		return "plan: " + name
	}
	return name
}

// fullName is what a topic is called away from its table.
func (s *standSheet) fullName(v stand.View, topic int) string {
	t := v.Topics[topic]
	if t.Option == "" {
		return s.topicName(v, topic)
	}
	return oneLine(s.of.Label(stand.Topic{Key: t.Key}) + ", " + s.of.Label(t.Topic))
}

func (s *standSheet) partyName(v stand.View, party int) string {
	return or(oneLine(s.of.Name(v.Parties[party].ID)), "(no name)")
}

// sources prints the words of what stands, or of each change.
func (s *standSheet) sources(v stand.View) error {
	for _, t := range v.Rows {
		if v.Topics[t].Key == "" {
			continue
		}
		s.set(0, bold, s.fullName(v, t))
		for _, p := range v.Columns {
			c, ok := v.Cell(t, p)
			if !ok {
				continue
			}
			for i := range c.Stands {
				words, as := standWords(&c.Stands[i])
				s.set(2, as, s.partyName(v, p)+": "+words)
				if err := s.stand(&c.Stands[i]); err != nil {
					return err
				}
			}
		}
		s.WriteString("\n")
	}
	return nil
}

func (s *standSheet) stand(st *stand.Stand) error {
	if !s.o.history {
		latest := st.Latest(mostOfStand)
		for _, r := range latest {
			if err := s.source(r, "", 1); err != nil {
				return err
			}
		}
		return nil
	}
	for _, change := range st.Changes() {
		if err := s.source(change.First, stanceSigns[change.Stance]+" "+string(change.Stance)+" ", change.Rows); err != nil {
			return err
		}
	}
	return nil
}

// source prints the words of a position, and where they are from; n counts the
// positions in a row that say the same.
func (s *standSheet) source(r stand.Row, lead string, n int) error {
	source, err := s.of.Source(s.ctx, r)
	if err != nil {
		return err
	}
	s.set(4, 0, lead+or(r.Day(), "no date")+": “"+source.Words()+"”"+s.when(source))
	who := []string{or(source.Party(), "(no name)")}
	for _, w := range source.Ways {
		who = append(who, fmt.Sprintf("for %s as %s (%s)", w.To, or(w.As, w.Field), w.Rule))
	}
	if by := source.SaidBy(); by != "" && by != source.Party() {
		who = append(who, "as "+by+" says")
	}
	who = append(who, filedLabel(&source.Record.Report), r.Of.String())
	if id := source.Position.Statement; id != "" {
		who = append(who, "in statement "+oneLine(id))
	}
	if n > 1 {
		who = append(who, count(n, "position")+" in a row")
	}
	s.set(6, dim, strings.Join(who, ", "))
	return nil
}

func (s *standSheet) when(source *stand.Source) string {
	if c := source.Condition(); c != "" {
		return " on condition “" + c + "”"
	}
	return ""
}

// loose prints the positions on what no register knows, so that none is hidden.
func (s *standSheet) loose(v stand.View) error {
	at := slices.IndexFunc(v.Rows, func(i int) bool { return v.Topics[i].Key == "" })
	if at < 0 {
		return nil
	}
	topic, printed := v.Rows[at], 0
	s.set(0, bold, fmt.Sprintf("on no term that the register knows: %s", count(v.Topics[topic].Rows, "position")))
	for _, p := range v.Columns {
		c, _ := v.Cell(topic, p)
		for i := range c.Stands {
			for r := range c.Stands[i].All() {
				if printed++; printed > mostLoose && !s.o.all {
					continue
				}
				source, err := s.of.Source(s.ctx, r)
				if err != nil {
					return err
				}
				what := string(r.Stance) + ", " + basisNames[r.Basis]
				if r.Private {
					what += ", private"
				}
				s.set(2, 0, fmt.Sprintf("%s %s: %s, %s: “%s”", stanceSigns[r.Stance], s.partyName(v, p), what, or(r.Day(), "no date"), or(source.About(), source.Words())))
				if s.o.words || s.o.history {
					if err := s.source(r, "", 1); err != nil {
						return err
					}
				}
			}
		}
	}
	if printed > mostLoose && !s.o.all {
		s.set(2, dim, fmt.Sprintf("and %d more: --all", printed-mostLoose))
	}
	s.WriteString("\n")
	return nil
}

func (s *standSheet) foot(all, v stand.View) {
	n := 0
	for _, p := range all.Parties {
		n += p.Rows
	}
	if n == 0 {
		words := "no positions"
		if all.Left > 0 {
			words += fmt.Sprintf("; %d left out", all.Left)
		}
		s.set(0, dim, words)
		return
	}
	var signs []string
	for _, stance := range parley.Stances {
		signs = append(signs, stanceSigns[stance]+" "+string(stance))
	}
	s.set(0, dim, strings.Join(signs, ", ")+", "+silence+" no reported position")
	words := fmt.Sprintf("%s, %s, %s", count(n, "position"), countParties(len(all.Columns)), count(len(all.Rows), "topic"))
	if all.Left > 0 {
		words += fmt.Sprintf("; %d left out", all.Left)
	}
	if more := len(all.Columns) - len(v.Columns); more > 0 {
		words += fmt.Sprintf("; %d more parties with --all", more)
	}
	if more := len(all.Rows) - len(v.Rows); more > 0 {
		words += fmt.Sprintf("; %d more topics with --all", more)
	}
	s.set(0, dim, words)
}

func countParties(n int) string {
	if n == 1 {
		return "1 party"
	}
	return fmt.Sprintf("%d parties", n)
}
