package reader

import (
	"slices"
	"strings"

	"parley"
)

// attributions appends to r those whose cues s owns. Two cues may be parts of
// one ("did … say", "reportedly said"): they lead to the same attribution, of
// which the more confident reading is kept. What an analyst would hardly draw
// is dropped, see [weights.Config].
func (w *worker) attributions(r *parley.Reading, hidden []float32, s stretch) {
	w.fresh = w.fresh[:0]
	w.cues = cueRuns(w.cues[:0], w.heads.cues)
	for _, cue := range w.cues {
		if first := s.start + cue.first; first < s.own || first >= s.next {
			continue
		}
		a, ok := w.attribution(hidden, s, cue)
		if !ok || a.Confidence < w.heads.least {
			continue
		}
		recent := r.Attributions[w.recent:]
		twin := slices.IndexFunc(recent, func(b parley.Attribution) bool { return twins(a, b) })
		adverb := slices.IndexFunc(recent, func(b parley.Attribution) bool { return isAdverbOf(w.text, b, a) })
		switch {
		case adverb >= 0 && !w.reader.isRaw:
			a.Cue[0].Start = recent[adverb].Cue[0].Start
			recent[adverb] = a
			if i := w.recent + adverb; !slices.Contains(w.fresh, i) {
				w.fresh = append(w.fresh, i)
			}
		case twin < 0:
			w.fresh = append(w.fresh, len(r.Attributions))
			r.Attributions = append(r.Attributions, a)
		case a.Confidence > recent[twin].Confidence:
			recent[twin] = a
			if i := w.recent + twin; !slices.Contains(w.fresh, i) {
				w.fresh = append(w.fresh, i)
			}
		}
	}
}

// twins reports whether a and b are one attribution read twice. Either their
// cues share words, and their contents half of what they cover together; or
// one source says four fifths of the same by two cues ("said in a statement,
// which adds"), of which neither is in the other's content.
func twins(a, b parley.Attribution) bool {
	both := common(a.Content, b.Content)
	all := size(a.Content) + size(b.Content) - both
	if common(a.Cue, b.Cue) > 0 {
		return 2*both >= all
	}
	oneSource := len(a.Source) == 0 || len(b.Source) == 0 || common(a.Source, b.Source) > 0
	return oneSource && 5*both >= 4*all && common(a.Cue, b.Content) == 0 && common(b.Cue, a.Content) == 0
}

// isAdverbOf reports whether a is b, read once more by the adverb right before
// its verb: "reportedly said". The verb's reading is the one to keep, as the
// adverb's has the verb in its content.
func isAdverbOf(text string, a, b parley.Attribution) bool {
	if len(a.Cue) != 1 || len(b.Cue) == 0 || a.Cue[0].End > b.Cue[0].Start || common(a.Source, b.Source) == 0 {
		return false
	}
	adverb, gap := text[a.Cue[0].Start:a.Cue[0].End], text[a.Cue[0].End:b.Cue[0].Start]
	both := common(a.Content, b.Content)
	all := size(a.Content) + size(b.Content) - both
	return strings.HasSuffix(adverb, "ly") && !strings.Contains(adverb, " ") && isBlank(gap) && 5*both >= 4*all
}

// common counts the bytes in both of a and b, each a list of spans apart.
func common(a, b []parley.Span) int {
	n := 0
	for _, s := range a {
		for _, t := range b {
			n += max(0, min(s.End, t.End)-max(s.Start, t.Start))
		}
	}
	return n
}

func size(spans []parley.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// cueRuns appends to dst the cues that logits tell, token by token. A token
// inside a cue without a begin begins one.
//
//	logits (tokens, cueLabels)
func cueRuns(dst []run, logits []float32) []run {
	const none, begin = 0, 1
	label := none
	for t := range len(logits) / cueLabels {
		before := label
		label = argmax(logits[t*cueLabels : (t+1)*cueLabels])
		switch {
		case label == none:
		case label == begin || before == none:
			dst = append(dst, run{first: t, last: t, class: roleCue})
		default:
			dst[len(dst)-1].last = t
		}
	}
	return dst
}

// attribution is what the tokens of s are to cue. It is one if it has content.
func (w *worker) attribution(hidden []float32, s stretch, cue run) (a parley.Attribution, ok bool) {
	logits := w.heads.ask(hidden, cue.first, cue.last)
	path := w.finder.best(logits, roleLabels)
	w.runs = runs(w.runs[:0], path)
	var count [roles]int
	for _, piece := range w.runs {
		count[piece.class]++
	}
	if count[roleContent] == 0 {
		return a, false
	}
	if count[roleCue] == 0 {
		w.runs = append(w.runs, cue)
		count[roleCue]++
	}
	spans := make([]parley.Span, 0, len(w.runs)) // of all roles
	for role, to := range [roles]*[]parley.Span{&a.Source, &a.Content, &a.Cue, &a.Addressee} {
		if count[role] == 0 {
			continue
		}
		from := len(spans)
		for _, piece := range w.runs {
			if piece.class != role {
				continue
			}
			span := w.span(w.whole(s.start+piece.first, s.start+piece.last))
			if last := len(spans) - 1; last >= from && spans[last].Overlaps(span) {
				spans[last].End = span.End // parts of one word
				continue
			}
			spans = append(spans, span)
		}
		*to = spans[from:len(spans):len(spans)]
	}
	a.Confidence = w.heads.confidence(cue, path)
	a.Acts, a.Responses, a.Points = w.heads.senseAct(hidden, w.runs)
	return a, w.reader.isRaw || tidy(w.text, &a, w.reader.scheme)
}

// whole widens the tokens from first to last to whole words: the network labels
// pieces, and now and then only a part of a word.
func (w *worker) whole(first, last int) (int, int) {
	for first > 0 && w.vocabulary.inside[w.tokens[first].piece] {
		first--
	}
	for last+1 < len(w.tokens) && w.vocabulary.inside[w.tokens[last+1].piece] {
		last++
	}
	return first, last
}

// span is the bytes of the tokens from first to last.
func (w *worker) span(first, last int) parley.Span {
	return parley.Span{Start: int(w.tokens[first].start), End: int(w.tokens[last].end)}
}

// confidence is the calibrated probability of an attribution, from that of its
// cue and from its least certain token: of those with a role and of those
// beside them, where it begins and ends.
func (h *heads) confidence(cue run, path []uint8) float64 {
	asked := h.cues[cue.first*cueLabels : (cue.first+1)*cueLabels]
	isCue := logSumExp(asked[1:]) - logSumExp(asked)
	least := 0.0
	for t, label := range path {
		if label == 0 && (t == 0 || path[t-1] == 0) && (t+1 == len(path) || path[t+1] == 0) {
			continue
		}
		logits := h.roles[t*roleLabels : (t+1)*roleLabels]
		least = min(least, float64(logits[label])-logSumExp(logits))
	}
	k := h.calibration
	return sigmoid(k[0] + float64(k[1]*isCue) + float64(k[2]*least))
}
