package reader

// What the network makes of a token hangs on where its window begins and ends: of the
// attributions of a report it finds some in one window and not in another that is moved
// by a few lines. A careful reading takes the mean of what several windows make of each
// token, as the mean of several networks' answers is better than one's (Breiman, Bagging
// predictors, 1996; of moved crops of one picture: Krizhevsky and others, 2012).

// shifts are by how many tokens the other windows of a careful reading are moved.
var shifts = [...]int{-150, -75, 75, 150}

// edge is how many tokens at an end of a moved window do not count, where the text goes
// on behind it: they have words on one side only.
const edge = 32

// hidden is the network's state for each token of s. It is good until the call
// after the next.
//
//	hidden (tokens, width)
func (w *worker) hidden(s stretch) []float32 {
	w.encoder.x, w.spare = w.spare, w.encoder.x
	hidden := w.state(s)
	if w.reader.isCareful {
		w.encoder.x, w.moved = w.moved, w.encoder.x
		w.addMoved(hidden, s)
		w.encoder.x, w.moved = w.moved, w.encoder.x
	}
	return hidden
}

// state is what the network makes of the tokens of s alone.
func (w *worker) state(s stretch) []float32 {
	w.ids, w.feats = append(w.ids[:0], w.reader.mode), append(w.feats[:0], 0)
	for _, t := range w.tokens[s.start:s.end] {
		w.ids, w.feats = append(w.ids, t.piece), append(w.feats, t.feature)
	}
	w.ids, w.feats = append(w.ids, w.reader.end), append(w.feats, 0)
	x := w.encoder.forward(w.ids, w.feats, len(w.encoder.layers))
	return x[w.encoder.config.Width : len(x)-w.encoder.config.Width]
}

// addMoved makes hidden, which is of s alone, the mean of all windows that have a token.
func (w *worker) addMoved(hidden []float32, s stretch) {
	width := w.encoder.config.Width
	w.views = grown(w.views, s.end-s.start)
	for i := range w.views {
		w.views[i] = 1
	}
	for _, shift := range shifts {
		v := stretch{start: s.start + shift, end: min(s.end+shift, len(w.tokens))}
		if v.start < 0 || shift > 0 && s.end == len(w.tokens) {
			continue // there is no more text on that side
		}
		state := w.state(v)
		from, to := max(s.start, v.start), min(s.end, v.end)
		if v.start > 0 {
			from = max(from, v.start+edge)
		}
		if v.end < len(w.tokens) {
			to = min(to, v.end-edge)
		}
		for t := from; t < to; t++ {
			w.views[t-s.start]++
			sum := hidden[(t-s.start)*width : (t-s.start+1)*width]
			for i, x := range state[(t-v.start)*width : (t-v.start+1)*width] {
				sum[i] += x
			}
		}
	}
	for t, n := range w.views {
		for i := range hidden[t*width : (t+1)*width] {
			hidden[t*width+i] /= n
		}
	}
}
