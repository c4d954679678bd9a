// Package reader finds in the words of a report who said what, and of whom it
// speaks: attributions, mentions, and which mentions are the same. It says
// where, never who; that is for package resolve.
//
//	text → tokens (wordpiece.go) → windows (windows.go) → network (encoder.go)
//	     → logits (heads.go) → paths (path.go) → attributions, mentions, links
//
// One small network reads a window of text once. Its heads then tell cues, what
// every token is to each cue, names, and pairs of mentions that go together.
// The arithmetic is the same on every machine, and so is the reading.
package reader

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"unicode/utf8"

	"parley"
	"parley/internal/num"
	"parley/reader/weights"
)

// A Reader reads reports. It does not change, and goroutines may share it.
type Reader struct {
	digest         string
	scheme         Scheme
	isCareful      bool
	isRaw          bool // leave spans as the network ends them, for the test against PyTorch
	vocabulary     *vocabulary
	personalPieces []uint8
	mode, end      int32 // the pieces before and after the tokens of a window
	encoder        *encoderWeights
	heads          *headWeights
	workers        sync.Pool // of *worker
}

// Options are the choices of a user; the zero value is the default.
type Options struct {
	Scheme  Scheme
	Fast    bool   // read with half of the layers, at some loss
	Careful bool   // read every window together with those around it, see views.go
	Kernel  string // one of the processor's, see [num.All]; "" is the fastest
}

// A Scheme says which attributions are drawn, and where their spans end.
type Scheme string

const (
	SchemeFull    Scheme = "full"    // all levels of nesting
	SchemePolNeAR Scheme = "polnear" // as PolNeAR: the outermost, "that" in the content
)

// modes are the pieces that tell the network which scheme to follow.
var modes = map[Scheme]string{"": "[unused2]", SchemeFull: "[unused2]", SchemePolNeAR: "[unused1]"}

// New makes a Reader of weights, which it keeps parts of.
func New(file *weights.File, o Options) (*Reader, error) {
	kernel, err := num.Best(), error(nil)
	if o.Kernel != "" {
		kernel, err = num.Named(o.Kernel)
	}
	if err != nil {
		return nil, fmt.Errorf("%v: %w", err, parley.ErrInvalid)
	}
	mode, ok := modes[o.Scheme]
	if !ok {
		return nil, fmt.Errorf("scheme %q, want %q or %q: %w", o.Scheme, SchemeFull, SchemePolNeAR, parley.ErrInvalid)
	}
	config, prefix := file.Config, "head."
	if o.Fast {
		config.Layers, prefix = config.FastLayer, "fast."
		config.CueBias, config.Calibration, config.Least = config.FastCueBias, config.FastCalibration, config.FastLeast
	}
	if least := 2 * (overlapMost + 1); config.Window < least {
		return nil, fmt.Errorf("weights with a window of %d tokens, want %d or more", config.Window, least)
	}
	r := &Reader{digest: "sha256:" + file.Digest(), scheme: o.Scheme, isCareful: o.Careful, vocabulary: newVocabulary(file.Vocab), personalPieces: personalPieces(file.Vocab)}
	for piece, id := range map[string]*int32{mode: &r.mode, "[SEP]": &r.end, "[UNK]": &r.vocabulary.unknown} {
		if *id = int32(slices.Index(file.Vocab, piece)); *id < 0 {
			return nil, fmt.Errorf("weights have no piece %q", piece)
		}
	}
	if r.encoder, err = newEncoderWeights(kernel, config, file); err != nil {
		return nil, err
	}
	heads, err := newHeadWeights(kernel, config, prefix, file)
	if err != nil {
		return nil, err
	}
	if o.Scheme == SchemePolNeAR {
		heads.least = config.Least.PolNeAR
	}
	if !o.Fast && o.Scheme != SchemePolNeAR {
		if heads.deal, err = newDealWeights(kernel, config, file); err != nil {
			return nil, err
		}
	}
	r.heads = heads
	return r, nil
}

// Read reads a report. The only error is [parley.ErrInvalid], of a text that is
// not UTF-8; a text without words has an empty reading.
func (r *Reader) Read(report *parley.Report) (*parley.Reading, error) {
	if !utf8.ValidString(report.Text) {
		return nil, fmt.Errorf("reading report %q: its text is not UTF-8: %w", report.ID, parley.ErrInvalid)
	}
	w, ok := r.workers.Get().(*worker)
	if !ok {
		w = newWorker(r)
	}
	reading := w.read(report)
	r.workers.Put(w) // not one that panicked: its buffers are half filled
	return reading, nil
}

// A worker reads one report at a time, with buffers that it keeps.
type worker struct {
	reader *Reader
	splitter
	encoder *encoder
	heads   *heads
	chain   *chain
	finder  finder
	spare   []float32 // (window, width) where the next window's hidden state goes
	moved   []float32 // (window, width) where that of a moved window goes
	views   []float32 // of each token of the window, how many windows have it
	points  []float32 // (window, pointWidth) of the tokens that the window owns
	ids     []int32   // of the window
	feats   []uint8
	cues    []run
	runs    []run

	recent    int   // the first attribution of the last window
	fresh     []int // the attributions that this window added, or told better than the last
	held      held
	described []mention // sources and addressees that are not settled
}

// held is the window read last. Its mentions wait for the next window, whose
// cues may have sources there.
type held struct {
	stretch
	hidden   []float32 // (tokens, width)
	points   []float32 // (own tokens, pointWidth)
	mentions []mention
}

func newWorker(r *Reader) *worker {
	window := r.encoder.config.Window
	h := newHeads(r.heads, window)
	w := &worker{
		reader:   r,
		splitter: splitter{vocabulary: r.vocabulary},
		encoder:  newEncoder(r.encoder),
		heads:    h,
		chain:    newChain(h),
		spare:    make([]float32, window*r.encoder.config.Width),
	}
	if r.isCareful {
		w.moved = make([]float32, window*r.encoder.config.Width)
	}
	if r.heads.deal != nil {
		w.points, w.held.points = make([]float32, window*pointWidth), make([]float32, window*pointWidth)
	}
	return w
}

// read reads a report, window by window. Of the network's work it holds two
// windows at a time, however long the report is.
func (w *worker) read(report *parley.Report) *parley.Reading {
	reading := &parley.Reading{Report: report, Weights: w.reader.digest}
	w.split(report.Text)
	w.chain.begin()
	last := 0
	for s := range stretches(w.tokens, w.encoder.config.Window-2) {
		hidden := w.hidden(s)
		w.heads.look(hidden)
		w.sense(reading, hidden, s)
		w.recent, last = last, len(reading.Attributions)
		w.attributions(reading, hidden, s)
		w.described = w.describe(w.described, reading.Attributions)
		if s.start > 0 {
			w.settle(reading)
		}
		w.held.stretch, w.held.hidden = s, hidden
		w.held.points, w.points = w.points, w.held.points
		w.held.mentions = w.names(w.held.mentions, s)
	}
	if len(w.tokens) > 0 {
		w.settle(reading)
	}
	slices.SortStableFunc(reading.Attributions, func(a, b parley.Attribution) int {
		return cmp.Or(a.Cue[0].Compare(b.Cue[0]), parley.Hull(a.Content).Compare(parley.Hull(b.Content)))
	})
	if !w.reader.isRaw && w.reader.scheme != SchemePolNeAR {
		reading.Attributions = toldOnce(w.text, reading.Attributions)
		goOn(w.text, reading.Attributions)
	}
	return reading
}
