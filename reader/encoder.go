package reader

import (
	"fmt"

	"parley/internal/num"
	"parley/reader/weights"
)

// encoderWeights is what the encoder has learned, packed for one kernel. It is
// not changed after it was made, so encoders share it.
type encoderWeights struct {
	kernel *num.Kernel
	config weights.Config

	word, position           []int8    // (vocab, width), (positions, width)
	wordScale, positionScale []float32 // (vocab), (positions)
	feature                  []float32 // (features, width)
	norm                     normWeights
	layers                   []layerWeights
}

// layerWeights is one layer.
type layerWeights struct {
	qkv  *num.Matrix // (3*width, width)
	out  *num.Matrix // (width, width)
	norm normWeights
	up   *num.Matrix // (ff, width)
	down *num.Matrix // (width, ff)
	last normWeights
}

type normWeights struct {
	gain, bias []float32 // (width)
}

// features is how many features a token can have; each adds its embedding.
const features = 16

// tensors is where learned numbers come from: a [weights.File].
type tensors interface {
	Ints(name string, out, in int) (w []int8, scale []float32, err error)
	Floats(name string, shape ...int) ([]float32, error)
}

// newEncoderWeights packs the tensors of an encoder for k.
func newEncoderWeights(k *num.Kernel, c weights.Config, from tensors) (*encoderWeights, error) {
	l := loader{kernel: k, from: from}
	w := &encoderWeights{kernel: k, config: c}
	w.word, w.wordScale = l.ints("emb.word", c.Vocab, c.Width)
	w.position, w.positionScale = l.ints("emb.pos", c.Positions, c.Width)
	w.feature = l.floats("emb.feat", features, c.Width)
	w.norm = l.norm("emb.ln", c.Width)
	for i := range c.Layers {
		name := fmt.Sprintf("layer.%d.", i)
		w.layers = append(w.layers, layerWeights{
			qkv:  l.matrix(name+"qkv", 3*c.Width, c.Width),
			out:  l.matrix(name+"out", c.Width, c.Width),
			norm: l.norm(name+"ln1", c.Width),
			up:   l.matrix(name+"ff1", c.FF, c.Width),
			down: l.matrix(name+"ff2", c.Width, c.FF),
			last: l.norm(name+"ln2", c.Width),
		})
	}
	return w, l.err
}

// A loader takes tensors and keeps the first error, after which it gives
// nothing.
type loader struct {
	kernel *num.Kernel
	from   tensors
	err    error
}

func (l *loader) ints(name string, out, in int) (w []int8, scale []float32) {
	if l.err == nil {
		w, scale, l.err = l.from.Ints(name, out, in)
	}
	return w, scale
}

func (l *loader) floats(name string, shape ...int) (v []float32) {
	if l.err == nil {
		v, l.err = l.from.Floats(name, shape...)
	}
	return v
}

// matrix packs the tensor name and its bias.
func (l *loader) matrix(name string, out, in int) *num.Matrix {
	w, scale := l.ints(name, out, in)
	bias := l.floats(name+".bias", out)
	if l.err != nil {
		return nil
	}
	return l.kernel.Pack(w, scale, bias)
}

func (l *loader) norm(name string, width int) normWeights {
	return normWeights{gain: l.floats(name+".g", width), bias: l.floats(name+".b", width)}
}

// block is how many tokens go through a layer together: enough to use each
// weight well, few enough that what lies between two products stays close.
const block = 192

// An encoder turns the tokens of a window into vectors. It is scratch for one
// window at a time: one goroutine uses it, any number share its weights.
type encoder struct {
	*encoderWeights
	x     []float32 // (window, width) what the window is so far
	rows  *num.Rows // (block, ff) the left side of the next product
	wide  []float32 // (block, 3*width or ff)
	delta []float32 // (block, width) what a layer adds
	heads *num.Attention
}

func newEncoder(w *encoderWeights) *encoder {
	c := w.config
	return &encoder{
		encoderWeights: w,
		x:              make([]float32, c.Window*c.Width),
		rows:           w.kernel.NewRows(block, max(c.Width, c.FF)),
		wide:           make([]float32, block*max(3*c.Width, c.FF)),
		delta:          make([]float32, block*c.Width),
		heads:          w.kernel.NewAttention(c.Window, c.Heads),
	}
}

// forward is the hidden state of each token after so many layers, valid until
// the next call. There are as many feats as ids, at most a window; an id or a
// feature without an embedding panics.
//
//	forward (len(ids), width)
func (e *encoder) forward(ids []int32, feats []uint8, layers int) []float32 {
	if len(ids) != len(feats) || len(ids) > e.config.Window {
		panic(fmt.Sprintf("reader: window of %d tokens and %d features, want at most %d of both", len(ids), len(feats), e.config.Window))
	}
	x := e.x[:len(ids)*e.config.Width]
	for i, id := range ids {
		e.embed(x[i*e.config.Width:(i+1)*e.config.Width], int(id), i, int(feats[i]))
	}
	for i := range layers {
		e.layer(&e.layers[i], x)
	}
	return x
}

// embed adds up the embeddings of a token and normalises the sum into x.
func (e *encoder) embed(x []float32, id, position, feature int) {
	n := len(x)
	word, place := e.word[id*n:(id+1)*n], e.position[position*n:(position+1)*n]
	ws, ps := e.wordScale[id], e.positionScale[position]
	for j := range x { // a product wrapped in float32 is rounded before the sum
		x[j] = float32(float32(word[j])*ws) + float32(float32(place[j])*ps)
	}
	e.kernel.AddNorm(x, e.feature[feature*n:(feature+1)*n], e.norm.gain, e.norm.bias)
}

// layer takes x (tokens, width) through one layer, in place.
func (e *encoder) layer(l *layerWeights, x []float32) {
	width, ff := e.config.Width, e.config.FF
	e.heads.Begin(len(x) / width)
	for i := 0; i < len(x); i += block * width {
		// queries, keys and values
		x := x[i:min(i+block*width, len(x))]
		n := len(x) / width
		e.rows.Quantise(x, width)
		l.qkv.Apply(e.wide[:3*n*width], e.rows)
		e.heads.Fill(i/width, e.wide[:3*n*width])
	}
	for i := 0; i < len(x); i += block * width {
		// attention
		x := x[i:min(i+block*width, len(x))]
		n := len(x) / width
		delta, wide := e.delta[:n*width], e.wide[:n*ff]
		e.heads.Read(delta, i/width)
		e.rows.Quantise(delta, width)
		l.out.Apply(delta, e.rows)
		e.kernel.AddNorm(x, delta, l.norm.gain, l.norm.bias)

		// feed forward
		e.rows.Quantise(x, width)
		l.up.Apply(wide, e.rows)
		e.rows.QuantiseGelu(wide, ff)
		l.down.Apply(delta, e.rows)
		e.kernel.AddNorm(x, delta, l.last.gain, l.last.bias)
	}
}
