// Package weights reads the file that holds the reader's network.
//
// The file is eight bytes of magic, "PARLEYW1"; the length of a JSON header as
// a little-endian uint32; the header; zeros to the next multiple of 64; and the
// tensors, each at a multiple of 64 from there, little endian. An i8 tensor
// NAME of (out, in) has an f32 companion NAME.scale of (out): the weight is the
// integer, -127…127, times the scale of its row. The tensor "vocab" of u8 is
// the pieces of the vocabulary, joined by line feeds.
package weights

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"unsafe"
)

// Versions of the format:
//
//	1: the first.
const format = 1

const (
	magic = "PARLEYW1"
	align = 64
	head  = 32 // width of a head of attention
)

// Config is the shape of the network.
type Config struct {
	Layers    int `json:"layers"`
	Width     int `json:"width"`
	FF        int `json:"ff"` // width between the two products of a layer
	Heads     int `json:"heads"`
	Vocab     int `json:"vocab"`     // pieces
	Positions int `json:"positions"` // that have an embedding
	Window    int `json:"window"`    // tokens read at once
	FastLayer int `json:"fast_layer"`

	CueBias     float32    `json:"cue_bias"`    // taken from the logit of no cue
	Calibration [3]float64 `json:"calibration"` // of an attribution's confidence: constant, weight of its cue, weight of its spans
	Least       Least      `json:"least"`

	FastCueBias     float32    `json:"fast_cue_bias"` // of the heads at FastLayer
	FastCalibration [3]float64 `json:"fast_calibration"`
	FastLeast       Least      `json:"fast_least"`
}

// Least is the confidence of an attribution that is kept, by the labelling that
// is followed.
type Least struct {
	Full    float64 `json:"full"`
	PolNeAR float64 `json:"polnear"`
}

// A File is a parsed file of weights. It is not changed after [Parse], so
// goroutines may share it.
type File struct {
	Name   string
	Config Config
	Vocab  []string // by id

	digest  func() string
	tensors map[string]tensor
}

// A tensor is one entry of the header, and its bytes.
type tensor struct {
	Dtype  string `json:"dtype"`
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"`
	Bytes  int    `json:"bytes"`

	data []byte
}

// Parse reads a file. The File keeps parts of b, which must not change. The
// error says what is wrong with which tensor; it never depends on what a
// caller will ask for, see [File.Ints] and [File.Floats] for that.
func Parse(b []byte) (*File, error) {
	header, data, err := split(b)
	if err != nil {
		return nil, err
	}
	var h struct {
		Format  int               `json:"format"`
		Name    string            `json:"name"`
		Config  Config            `json:"config"`
		Tensors map[string]tensor `json:"tensors"`
	}
	if err := json.Unmarshal(header, &h); err != nil {
		return nil, fmt.Errorf("reading the header of the weights: %v", err)
	}
	if h.Format != format {
		return nil, fmt.Errorf("weights format %d, this build reads %d", h.Format, format)
	}
	f := &File{Name: h.Name, Config: h.Config, tensors: h.Tensors}
	f.digest = sync.OnceValue(func() string {
		sum := sha256.Sum256(b)
		return hex.EncodeToString(sum[:])
	})
	if err := f.Config.check(); err != nil {
		return nil, err
	}
	if err := f.place(data); err != nil {
		return nil, err
	}
	if err := f.readVocab(); err != nil {
		return nil, err
	}
	return f, nil
}

// split finds the header and the data of a file.
func split(b []byte) (header, data []byte, err error) {
	const fixed = len(magic) + 4
	if len(b) < fixed {
		return nil, nil, fmt.Errorf("weights of %d bytes, a file begins with %d", len(b), fixed)
	}
	if string(b[:len(magic)]) != magic {
		return nil, nil, fmt.Errorf("weights begin %q, want %q", b[:len(magic)], magic)
	}
	n := int64(binary.LittleEndian.Uint32(b[len(magic):]))
	if n > int64(len(b)-fixed) {
		return nil, nil, fmt.Errorf("weights of %d bytes are cut inside their header of %d", len(b), n)
	}
	end := fixed + int(n)
	data = b[min(len(b), (end+align-1)/align*align):]
	return b[fixed:end], data, nil
}

// check reports a network that cannot be.
func (c Config) check() error {
	const most = 1 << 20
	for _, v := range []struct {
		name  string
		value int
	}{{"layers", c.Layers}, {"width", c.Width}, {"ff", c.FF}, {"heads", c.Heads}, {"vocab", c.Vocab}, {"positions", c.Positions}, {"window", c.Window}, {"fast_layer", c.FastLayer}} {
		if v.value < 1 || v.value > most {
			return fmt.Errorf("weights with %s %d, want 1 to %d", v.name, v.value, most)
		}
	}
	switch {
	case c.Width != c.Heads*head:
		return fmt.Errorf("weights of width %d with %d heads, want heads of %d", c.Width, c.Heads, head)
	case c.FF%64 != 0:
		return fmt.Errorf("weights with ff %d, want a multiple of 64", c.FF)
	case c.Window > c.Positions:
		return fmt.Errorf("weights with a window of %d tokens and %d positions", c.Window, c.Positions)
	case c.FastLayer > c.Layers:
		return fmt.Errorf("weights with fast_layer %d of %d layers", c.FastLayer, c.Layers)
	}
	return nil
}

// place finds the bytes of every tensor in data and checks them.
func (f *File) place(data []byte) error {
	names := slices.SortedFunc(maps.Keys(f.tensors), func(a, b string) int {
		return cmp.Or(cmp.Compare(f.tensors[a].Offset, f.tensors[b].Offset), strings.Compare(a, b))
	})
	var end int
	var last string
	for _, name := range names {
		t := f.tensors[name]
		if err := t.place(data); err != nil {
			return fmt.Errorf("weights: tensor %q %v", name, err)
		}
		if t.Offset < end {
			return fmt.Errorf("weights: tensor %q at %d begins inside %q, which ends at %d", name, t.Offset, last, end)
		}
		f.tensors[name], end, last = t, t.Offset+t.Bytes, name
	}
	return f.checkScales(names)
}

// place finds the bytes of t in data.
func (t *tensor) place(data []byte) error {
	size := map[string]int{"i8": 1, "u8": 1, "f32": 4}[t.Dtype]
	if size == 0 {
		return fmt.Errorf("has dtype %q, want i8, u8 or f32", t.Dtype)
	}
	elements := 1
	for _, d := range t.Shape {
		if d < 1 || d > math.MaxInt32/elements {
			return fmt.Errorf("has the impossible shape %v", t.Shape)
		}
		elements *= d
	}
	if int64(t.Bytes) != int64(elements)*int64(size) {
		return fmt.Errorf("has %d bytes, its shape %v of %s takes %d", t.Bytes, t.Shape, t.Dtype, int64(elements)*int64(size))
	}
	if t.Offset < 0 || t.Offset%align != 0 {
		return fmt.Errorf("is at %d, want a multiple of %d", t.Offset, align)
	}
	if t.Offset > len(data) || t.Bytes > len(data)-t.Offset {
		return fmt.Errorf("ends at %d of %d bytes: the file is cut", int64(t.Offset)+int64(t.Bytes), len(data))
	}
	t.data = data[t.Offset : t.Offset+t.Bytes : t.Offset+t.Bytes]
	return t.check()
}

// check reports values that arithmetic would stumble over.
func (t *tensor) check() error {
	switch t.Dtype {
	case "i8":
		if i := bytes.IndexByte(t.data, 0x80); i >= 0 {
			return fmt.Errorf("has -128 at element %d, want -127 to 127", i)
		}
	case "f32":
		for i := 0; i < len(t.data); i += 4 {
			if v := float32At(t.data[i:]); v-v != 0 {
				return fmt.Errorf("has %v at element %d, want a finite number", v, i/4)
			}
		}
	}
	return nil
}

// checkScales reports a tensor of integers without its scales.
func (f *File) checkScales(names []string) error {
	for _, name := range names {
		t := f.tensors[name]
		if t.Dtype != "i8" {
			continue
		}
		if len(t.Shape) != 2 {
			return fmt.Errorf("weights: tensor %q of i8 has shape %v, want two dimensions", name, t.Shape)
		}
		if _, err := f.Floats(name+".scale", t.Shape[0]); err != nil {
			return err
		}
	}
	return nil
}

// readVocab splits the vocabulary.
func (f *File) readVocab() error {
	t, ok := f.tensors["vocab"]
	if !ok || t.Dtype != "u8" {
		return fmt.Errorf("weights have no tensor %q of u8", "vocab")
	}
	f.Vocab = strings.Split(string(t.data), "\n")
	if len(f.Vocab) != f.Config.Vocab {
		return fmt.Errorf("weights hold %d pieces, their config says %d", len(f.Vocab), f.Config.Vocab)
	}
	return nil
}

// Digest is the SHA-256 of the file, in hexadecimal: the name a record gives
// the weights it was made with.
func (f *File) Digest() string { return f.digest() }

// Has reports whether there is a tensor of that name.
func (f *File) Has(name string) bool {
	_, ok := f.tensors[name]
	return ok
}

// Ints is the integers of a tensor of (out, in), and the scale of each row.
// The integers are the file's own bytes: read only.
func (f *File) Ints(name string, out, in int) (w []int8, scale []float32, err error) {
	t, err := f.tensor(name, "i8", out, in)
	if err != nil {
		return nil, nil, err
	}
	scale, err = f.Floats(name+".scale", out)
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(t.data))), len(t.data)), scale, err
}

// Floats is a copy of the elements of an f32 tensor of that shape.
func (f *File) Floats(name string, shape ...int) ([]float32, error) {
	t, err := f.tensor(name, "f32", shape...)
	if err != nil {
		return nil, err
	}
	v := make([]float32, len(t.data)/4)
	for i := range v {
		v[i] = float32At(t.data[4*i:])
	}
	return v, nil
}

// tensor finds a tensor and holds it to a type and a shape.
func (f *File) tensor(name, dtype string, shape ...int) (tensor, error) {
	t, ok := f.tensors[name]
	switch {
	case !ok:
		return t, fmt.Errorf("weights have no tensor %q", name)
	case t.Dtype != dtype || !slices.Equal(t.Shape, shape):
		return t, fmt.Errorf("weights: tensor %q is %s of %v, want %s of %v", name, t.Dtype, t.Shape, dtype, shape)
	}
	return t, nil
}

func float32At(b []byte) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b)) }
