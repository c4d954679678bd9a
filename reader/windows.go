package reader

// A stretch is the run of tokens that the network reads at once, and the part
// of it that is its own: a cue or a mention is read in the window that owns its
// first token, where it has words on both sides, and nowhere else.
type stretch struct {
	start, end int // tokens
	own, next  int // the first token that is its own, and the first that no longer is
}

// How windows overlap: the next begins at the start of a line, if there is one
// within these bounds before the end of the last, or else so far before it.
const (
	overlapLeast = 48
	overlapMost  = 128
	overlapElse  = 80
)

// stretches yields those of tokens in order, each of at most room tokens.
func stretches(tokens []token, room int) func(yield func(stretch) bool) {
	return func(yield func(stretch) bool) {
		w := stretch{end: min(room, len(tokens))}
		for w.end < len(tokens) {
			start := nextStart(tokens, w.end)
			w.next = (start + w.end) / 2
			if !yield(w) {
				return
			}
			w = stretch{start: start, end: min(len(tokens), start+room), own: w.next}
		}
		w.next = w.end
		if w.end > 0 {
			yield(w)
		}
	}
}

// nextStart is where the window after one that ends at end begins.
func nextStart(tokens []token, end int) int {
	for t := end - overlapLeast; t >= end-overlapMost; t-- {
		if tokens[t].feature&featureLine != 0 {
			return t
		}
	}
	return end - overlapElse
}
