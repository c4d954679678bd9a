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
)

// dealWeights are the heads that tell what tokens and attributions are to the deal.
type dealWeights struct {
	token, act twoProducts
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
		r.Sense = &parley.Sense{}
	}
	width := w.heads.width
	var logits [block * dealLabels]float32
	for i := s.own; i < s.next; i += block {
		end := min(i+block, s.next)
		n := end - i
		w.heads.senseTokens(logits[:n*dealLabels], hidden[(i-s.start)*width:(end-s.start)*width])
		for t := range n {
			row := logits[t*dealLabels : (t+1)*dealLabels]
			r.Sense.Starts = append(r.Sense.Starts, int(w.tokens[i+t].start))
			r.Sense.Stances = append(r.Sense.Stances, row[:stanceLabels]...)
			r.Sense.Contacts = append(r.Sense.Contacts, row[stanceLabels:stanceLabels+statusLabels]...)
			r.Sense.Families = append(r.Sense.Families, row[stanceLabels+statusLabels:]...)
		}
	}
}

// senseTokens fills logits for at most a block of tokens.
//
//	hidden (tokens, width), logits (tokens, dealLabels)
func (h *heads) senseTokens(logits, hidden []float32) {
	wide := h.wide[:len(hidden)/h.width*dealWidth]
	h.rows.Quantise(hidden, h.width)
	h.deal.token.up.Apply(wide, h.rows)
	h.rows.QuantiseGelu(wide, dealWidth)
	h.deal.token.down.Apply(logits, h.rows)
}

// senseAct tells what is done by the attribution whose pieces are runs, and whether it
// answers something.
//
//	hidden (tokens, width)
func (h *heads) senseAct(hidden []float32, runs []run) (acts, responses []float32) {
	if h.deal == nil {
		return nil, nil
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
	return logits[:actLabels:actLabels], logits[actLabels:]
}
