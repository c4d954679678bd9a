package reader

import (
	"math"

	"parley/internal/num"
	"parley/reader/weights"
)

// Labels of the heads. All but the cue's are a [finder]'s paths.
const (
	cueLabels     = 3  // none, begin, inside
	roleLabels    = 9  // the four roles
	mentionLabels = 15 // the seven kinds of entity
)

// Roles in the order of their labels.
const (
	roleSource = iota
	roleContent
	roleCue
	roleAddressee
	roles
)

// Widths inside the heads.
const (
	cueWidth     = 256
	roleWidth    = 256
	roleNarrow   = 128
	mentionWidth = 128
	corefWidth   = 128
)

// headWeights is what one set of heads has learned, packed for one kernel. It
// is not changed after it was made, so heads share it.
type headWeights struct {
	kernel *num.Kernel
	width  int // of the hidden state

	cue     twoProducts
	cueBias float32 // taken from the logit of no cue, so that more are found or fewer
	mention twoProducts

	roleToken *num.Matrix // (roleWidth, width)
	roleCue   *num.Matrix // (roleWidth, width)
	rolePlace []float32   // (places, roleWidth)
	role      twoProducts

	coref corefWeights
	deal  *dealWeights // nil where the heads do not look at the deal

	calibration [3]float64 // of an attribution's confidence
	least       float64    // confidence of an attribution that is kept
}

// twoProducts are the end of each head: down·gelu(up·x).
type twoProducts struct {
	up, down *num.Matrix
}

// newHeadWeights packs the heads that prefix names for k.
func newHeadWeights(k *num.Kernel, c weights.Config, prefix string, from tensors) (*headWeights, error) {
	l := loader{kernel: k, from: from}
	two := func(name string, labels, narrow, wide int) twoProducts {
		return twoProducts{up: l.matrix(prefix+name+".1", narrow, wide), down: l.matrix(prefix+name+".2", labels, narrow)}
	}
	w := &headWeights{
		kernel:    k,
		width:     c.Width,
		cue:       two("cue", cueLabels, cueWidth, c.Width),
		cueBias:   c.CueBias,
		mention:   two("mention", mentionLabels, mentionWidth, c.Width),
		roleToken: l.matrix(prefix+"role.a", roleWidth, c.Width),
		roleCue:   l.product(prefix+"role.b", roleWidth, c.Width),
		rolePlace: l.floats(prefix+"role.pos", places, roleWidth),
		role:      two("role", roleLabels, roleNarrow, roleWidth),
		coref:     l.coref(prefix+"coref.", c.Width),

		calibration: c.Calibration,
		least:       c.Least.Full,
	}
	if w.calibration == [3]float64{} {
		w.calibration = [3]float64{0, 1, 1} // not calibrated
	}
	return w, l.err
}

// product packs the tensor name, which has no bias.
func (l *loader) product(name string, out, in int) *num.Matrix {
	w, scale := l.ints(name, out, in)
	if l.err != nil {
		return nil
	}
	return l.kernel.Pack(w, scale, nil)
}

// heads compute the logits of one window at a time; one goroutine uses them.
type heads struct {
	*headWeights
	rows   *num.Rows
	wide   []float32 // (block, widest of the widths inside)
	narrow []float32 // (block, roleNarrow, mentionWidth or corefWidth), or one row for an act or a mention

	cues     []float32 // (window, cueLabels)
	mentions []float32 // (window, mentionLabels)
	tokens   []float32 // (window, roleWidth) each token's part of a role
	asker    []float32 // (roleWidth) the cue's part
	roles    []float32 // (window, roleLabels)
}

func newHeads(w *headWeights, window int) *heads {
	return &heads{
		headWeights: w,
		rows:        w.kernel.NewRows(block, max(actRoles*w.width, roleWidth)),
		wide:        make([]float32, max(block*max(cueWidth, roleWidth, w.width, dealWidth), actRoles*w.width)),
		narrow:      make([]float32, max(block*max(roleNarrow, mentionWidth, corefWidth), actWidth, peopleWidth)),
		cues:        make([]float32, window*cueLabels),
		mentions:    make([]float32, window*mentionLabels),
		tokens:      make([]float32, window*roleWidth),
		asker:       make([]float32, roleWidth),
		roles:       make([]float32, window*roleLabels),
	}
}

// look fills cues, mentions and tokens for the hidden state of a window's
// tokens, and the logit of no cue with its bias.
//
//	hidden (tokens, width)
func (h *heads) look(hidden []float32) {
	n := len(hidden) / h.width
	h.cues, h.mentions, h.tokens = h.cues[:n*cueLabels], h.mentions[:n*mentionLabels], h.tokens[:n*roleWidth]
	for i := 0; i < n; i += block {
		end := min(i+block, n)
		wide, narrow := h.wide[:(end-i)*cueWidth], h.narrow[:(end-i)*mentionWidth]
		h.rows.Quantise(hidden[i*h.width:end*h.width], h.width)
		h.cue.up.Apply(wide, h.rows)
		h.mention.up.Apply(narrow, h.rows)
		h.roleToken.Apply(h.tokens[i*roleWidth:end*roleWidth], h.rows)
		h.rows.QuantiseGelu(wide, cueWidth)
		h.cue.down.Apply(h.cues[i*cueLabels:end*cueLabels], h.rows)
		h.rows.QuantiseGelu(narrow, mentionWidth)
		h.mention.down.Apply(h.mentions[i*mentionLabels:end*mentionLabels], h.rows)
	}
	for i := 0; i < len(h.cues); i += cueLabels {
		h.cues[i] -= h.cueBias
	}
}

// ask fills roles: what each token of the window is to the cue, whose tokens
// are first to last. The window is the one that was looked at last.
func (h *heads) ask(hidden []float32, first, last int) []float32 {
	mean := h.wide[:h.width]
	clear(mean)
	for t := first; t <= last; t++ {
		for i, x := range hidden[t*h.width : (t+1)*h.width] {
			mean[i] += x
		}
	}
	for i := range mean {
		mean[i] /= float32(last - first + 1)
	}
	h.rows.Quantise(mean, h.width)
	h.roleCue.Apply(h.asker, h.rows)

	n := len(h.tokens) / roleWidth
	h.roles = h.roles[:n*roleLabels]
	for i := 0; i < n; i += block {
		end := min(i+block, n)
		wide, narrow := h.wide[:(end-i)*roleWidth], h.narrow[:(end-i)*roleNarrow]
		for t := i; t < end; t++ {
			sum3(wide[(t-i)*roleWidth:(t-i+1)*roleWidth], h.tokens[t*roleWidth:], h.asker, h.rolePlace[place(t-first)*roleWidth:])
		}
		h.rows.QuantiseGelu(wide, roleWidth)
		h.role.up.Apply(narrow, h.rows)
		h.rows.QuantiseGelu(narrow, roleNarrow)
		h.role.down.Apply(h.roles[i*roleLabels:end*roleLabels], h.rows)
	}
	return h.roles
}

// sum3 makes y = (a + b) + c, element by element.
func sum3(y, a, b, c []float32) {
	a, b, c = a[:len(y)], b[:len(y)], c[:len(y)]
	for i := range y {
		y[i] = a[i] + b[i] + c[i]
	}
}

// places is the number of rows of rolePlace: one for each distance up to 31 on
// either side, then eight for an octave, as far as 512 tokens.
const places = 129

// place is the row for a token that stands distance tokens after a cue's first.
func place(distance int) int {
	if distance < 0 {
		return places/2 - octave[min(-distance, len(octave)-1)]
	}
	return places/2 + octave[min(distance, len(octave)-1)]
}

var octave = func() (rows [513]int) {
	for d := range rows {
		rows[d] = d
		if d >= 32 {
			rows[d] = min(places/2, 32+int(8*math.Log2(float64(d)/32)))
		}
	}
	return rows
}()
