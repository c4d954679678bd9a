package reader

// A path gives each token of a stretch its label: 0 for none, and for the role
// or kind c, counted from 0, 1+2c where a piece of it begins and 2+2c inside
// one (BIO). Inside follows the begin or inside of the same, and nothing else.

// A run is the tokens of one piece.
type run struct {
	first, last int // both in the piece
	class       int // role or kind, from 0
}

// A finder of paths keeps its buffers from one to the next.
type finder struct {
	from []uint8 // (tokens, labels) the label before, on the best path to each label
	path []uint8 // (tokens)
}

// impossible is the score of a path that breaks the rule.
const impossible = -1e9

// best is the path of the greatest sum of logits, by Viterbi's algorithm. Of
// equal paths it takes the one with lower labels at the end. A path's
// probability is a softmax of its logits, whose denominators are the same on
// all paths, so they are left out. The path is good until the next call.
//
//	logits (tokens, labels)
func (f *finder) best(logits []float32, labels int) []uint8 {
	n := len(logits) / labels
	f.from = grown(f.from, n*labels)
	f.path = grown(f.path, n)
	var score, next [maxLabels]float64
	for l := 2; l < labels; l += 2 {
		score[l] = impossible // nothing to be inside of yet
	}
	for t := range n {
		from, row := f.from[t*labels:(t+1)*labels], logits[t*labels:(t+1)*labels]
		if t == 0 {
			for l := range labels {
				score[l] += float64(row[l])
			}
			continue
		}
		top := argmax(score[:labels])
		next[0], from[0] = score[top]+float64(row[0]), uint8(top)
		for begin := 1; begin < labels; begin += 2 {
			inside, before := begin+1, begin
			if score[inside] > score[begin] {
				before = inside
			}
			next[begin], from[begin] = score[top]+float64(row[begin]), uint8(top)
			next[inside], from[inside] = score[before]+float64(row[inside]), uint8(before)
		}
		score = next
	}
	label := uint8(argmax(score[:labels]))
	for t := n - 1; t >= 0; t-- {
		f.path[t] = label
		label = f.from[t*labels+int(label)]
	}
	return f.path
}

// maxLabels is the most that a path can choose between: those of mentions.
const maxLabels = mentionLabels

// runs appends to dst the pieces of path, in its order.
func runs(dst []run, path []uint8) []run {
	for t, label := range path {
		switch {
		case label == 0:
		case label%2 == 0:
			dst[len(dst)-1].last = t
		default:
			dst = append(dst, run{first: t, last: t, class: int(label-1) / 2})
		}
	}
	return dst
}

// argmax is the index of the greatest value, the first of equals.
func argmax[T float32 | float64](values []T) (at int) {
	for i, v := range values {
		if v > values[at] {
			at = i
		}
	}
	return at
}

// grown is s with n elements, which hold anything.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		s = make([]T, n)
	}
	return s[:n]
}
