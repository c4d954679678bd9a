package reader

import (
	"parley"
	"parley/internal/num"
	"parley/reader/weights"
)

// Labels of the heads of the deal, each with none first but the act's.
const (
	stanceLabels   = 7
	statusLabels   = 6
	familyLabels   = 4
	dealLabels     = stanceLabels + statusLabels + familyLabels
	actLabels      = 22
	responseLabels = 9
)

// Widths inside them.
const (
	dealWidth = 256
	actWidth  = 192
	actRoles  = 3 // an act is told by the means of its cue, content and source, side by side

	peopleWidth = 2*parley.PointWidth + parley.TakeWidth // of a mention, see [parley.Pointers]
	pointWidth  = peopleWidth + parley.TakeWidth + 1     // of a token: as a mention's, as a contact's word, and that one's bias
	saidWidth   = 2*parley.PointWidth + 2                // of a statement
)

// dealWeights are the heads that tell what tokens and attributions are to the deal.
type dealWeights struct {
	token, act  twoProducts
	point, said *num.Matrix // (pointWidth, dealWidth), (saidWidth, actWidth)
}

// newDealWeights packs them for k; nil where the file has none.
func newDealWeights(k *num.Kernel, c weights.Config, from *weights.File) (*dealWeights, error) {
	if !from.Has("deal.token.1") {
		return nil, nil
	}
	l := loader{kernel: k, from: from}
	w := &dealWeights{
		token: twoProducts{up: l.matrix("deal.token.1", dealWidth, c.Width), down: l.matrix("deal.token.2", dealLabels, dealWidth)},
		act:   twoProducts{up: l.matrix("deal.act.1", actWidth, actRoles*c.Width), down: l.matrix("deal.act.2", actLabels+responseLabels, actWidth)},
		point: l.matrix("deal.point", pointWidth, dealWidth),
		said:  l.matrix("deal.said", saidWidth, actWidth),
	}
	return w, l.err
}

// sense appends to r what the tokens that s owns are to the deal.
//
//	hidden (tokens, width)
func (w *worker) sense(r *parley.Reading, hidden []float32, s stretch) {
	if w.heads.deal == nil {
		return
	}
	if r.Sense == nil {
		r.Sense = newSense(len(w.tokens))
	}
	width := w.heads.width
	p, points := r.Sense.Pointers, w.points[:0]
	var logits [block * dealLabels]float32
	for i := s.own; i < s.next; i += block {
		end := min(i+block, s.next)
		n := end - i
		points = points[:len(points)+n*pointWidth]
		rows := points[len(points)-n*pointWidth:]
		w.heads.senseTokens(logits[:n*dealLabels], rows, hidden[(i-s.start)*width:(end-s.start)*width])
		for t := range n {
			p.Triggers.Append(rows[t*pointWidth+peopleWidth : (t+1)*pointWidth-1])
			p.Bias = append(p.Bias, rows[(t+1)*pointWidth-1])
			row := logits[t*dealLabels : (t+1)*dealLabels]
			r.Sense.Starts = append(r.Sense.Starts, int(w.tokens[i+t].start))
			r.Sense.Stances = append(r.Sense.Stances, row[:stanceLabels]...)
			r.Sense.Contacts = append(r.Sense.Contacts, row[stanceLabels:stanceLabels+statusLabels]...)
			r.Sense.Families = append(r.Sense.Families, row[stanceLabels+statusLabels:]...)
		}
	}
}

// newSense has room for so many tokens: of a report of some MB, growing slices would hold
// as much again.
func newSense(tokens int) *parley.Sense {
	return &parley.Sense{
		Starts:   make([]int, 0, tokens),
		Stances:  make([]float32, 0, tokens*stanceLabels),
		Contacts: make([]float32, 0, tokens*statusLabels),
		Families: make([]float32, 0, tokens*familyLabels),
		Pointers: &parley.Pointers{
			Triggers: parley.Rows{Values: make([]int8, 0, tokens*parley.TakeWidth), Scales: make([]float32, 0, tokens)},
			Bias:     make([]float32, 0, tokens),
		},
	}
}

// point appends mention m, whose first token held owns, to those that are pointed to: the
// mean of its tokens that held owns too.
func (w *worker) point(r *parley.Reading, m mention, span parley.Span) {
	if w.heads.deal == nil {
		return
	}
	row := w.heads.narrow[:peopleWidth]
	clear(row)
	last := max(m.first, min(m.last, w.held.next-1))
	for t := m.first; t <= last; t++ {
		for i, v := range w.held.points[(t-w.held.own)*pointWidth:][:peopleWidth] {
			row[i] += v
		}
	}
	for i := range row {
		row[i] /= float32(last - m.first + 1)
	}
	r.Sense.Pointers.Mentions = append(r.Sense.Pointers.Mentions, span)
	r.Sense.Pointers.People.Append(row)
}

// senseTokens fills logits and points for at most a block of tokens.
//
//	hidden (tokens, width), logits (tokens, dealLabels), points (tokens, pointWidth)
func (h *heads) senseTokens(logits, points, hidden []float32) {
	wide := h.wide[:len(hidden)/h.width*dealWidth]
	h.rows.Quantise(hidden, h.width)
	h.deal.token.up.Apply(wide, h.rows)
	h.rows.QuantiseGelu(wide, dealWidth)
	h.deal.token.down.Apply(logits, h.rows)
	h.deal.point.Apply(points, h.rows)
}

// senseAct tells what is done by the attribution whose pieces are runs, whether it answers
// something, and whom it points to.
//
//	hidden (tokens, width)
func (h *heads) senseAct(hidden []float32, runs []run) (acts, responses, points []float32) {
	if h.deal == nil {
		return nil, nil, nil
	}
	means := h.wide[:actRoles*h.width]
	clear(means)
	for place, role := range [actRoles]int{roleCue, roleContent, roleSource} {
		mean, tokens := means[place*h.width:(place+1)*h.width], 0
		for _, piece := range runs {
			if piece.class != role {
				continue
			}
			for t := piece.first; t <= piece.last; t++ {
				for i, x := range hidden[t*h.width : (t+1)*h.width] {
					mean[i] += x
				}
				tokens++
			}
		}
		for i := range mean {
			mean[i] /= float32(max(1, tokens))
		}
	}
	narrow, logits := h.narrow[:actWidth], make([]float32, actLabels+responseLabels)
	h.rows.Quantise(means, actRoles*h.width)
	h.deal.act.up.Apply(narrow, h.rows)
	h.rows.QuantiseGelu(narrow, actWidth)
	h.deal.act.down.Apply(logits, h.rows)
	points = make([]float32, saidWidth)
	h.deal.said.Apply(points, h.rows)
	return logits[:actLabels:actLabels], logits[actLabels:], points
}
