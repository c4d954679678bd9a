package weights

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
)

// A draft is a file of weights before it is written.
type draft struct {
	magic   string
	format  int
	config  Config
	tensors map[string]tensor
	data    []byte
}

func newDraft() *draft {
	d := &draft{
		magic: magic, format: format,
		config:  Config{Layers: 2, Width: 64, FF: 128, Heads: 2, Vocab: 3, Positions: 8, Window: 8, FastLayer: 1},
		tensors: map[string]tensor{},
	}
	d.put("vocab", "u8", []byte("a\n##b\nc"), 7)
	d.put("w", "i8", []byte{1, 2, 3, 0xff, 0x81, 127}, 2, 3)
	d.put("w.scale", "f32", float32s(0.5, -0.25), 2)
	return d
}

func (d *draft) put(name, dtype string, b []byte, shape ...int) {
	d.tensors[name] = tensor{Dtype: dtype, Shape: shape, Offset: len(d.data), Bytes: len(b)}
	d.data = append(d.data, b...)
	d.data = append(d.data, make([]byte, -len(d.data)&(align-1))...)
}

// change changes one entry of the header.
func (d *draft) change(name string, change func(t *tensor)) {
	t := d.tensors[name]
	change(&t)
	d.tensors[name] = t
}

func (d *draft) write() []byte {
	header, err := json.Marshal(map[string]any{"format": d.format, "name": "draft", "config": d.config, "tensors": d.tensors})
	if err != nil {
		panic(err)
	}
	b := binary.LittleEndian.AppendUint32([]byte(d.magic), uint32(len(header)))
	b = append(b, header...)
	b = append(b, make([]byte, -len(b)&(align-1))...)
	return append(b, d.data...)
}

func float32s(v ...float32) (b []byte) {
	for _, v := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

func TestParse(t *testing.T) {
	d := newDraft()
	b := d.write()
	f, err := Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	if f.Name != "draft" || f.Config != d.config || !slices.Equal(f.Vocab, []string{"a", "##b", "c"}) {
		t.Errorf("Parse = %q, %+v, %q", f.Name, f.Config, f.Vocab)
	}
	if sum := sha256.Sum256(b); f.Digest() != hex.EncodeToString(sum[:]) {
		t.Errorf("Digest() = %s, want that of the file", f.Digest())
	}
	w, scale, err := f.Ints("w", 2, 3)
	if err != nil || !slices.Equal(w, []int8{1, 2, 3, -1, -127, 127}) || !slices.Equal(scale, []float32{0.5, -0.25}) {
		t.Errorf("Ints = %v, %v, %v", w, scale, err)
	}
	if !f.Has("w") || f.Has("v") {
		t.Errorf("Has(w), Has(v) = %v, %v", f.Has("w"), f.Has("v"))
	}
}

func TestParse_says_what_is_wrong(t *testing.T) {
	for _, tt := range []struct {
		name   string
		damage func(d *draft)
		want   string // in the error
	}{
		{"magic", func(d *draft) { d.magic = "PARLEYW2" }, `begin "PARLEYW2", want "PARLEYW1"`},
		{"format", func(d *draft) { d.format = 3 }, "format 3, this build reads 1"},
		{"heads", func(d *draft) { d.config.Heads = 3 }, "width 64 with 3 heads"},
		{"ff", func(d *draft) { d.config.FF = 96 }, "ff 96, want a multiple of 64"},
		{"window", func(d *draft) { d.config.Window = 9 }, "window of 9 tokens and 8 positions"},
		{"fast layer", func(d *draft) { d.config.FastLayer = 3 }, "fast_layer 3 of 2 layers"},
		{"no layers", func(d *draft) { d.config.Layers = 0 }, "layers 0"},
		{"pieces", func(d *draft) { d.config.Vocab = 4 }, "3 pieces, their config says 4"},
		{"no vocabulary", func(d *draft) { delete(d.tensors, "vocab") }, `no tensor "vocab"`},
		{"dtype", func(d *draft) { d.change("w", func(t *tensor) { t.Dtype = "f16" }) }, `"w" has dtype "f16"`},
		{"size", func(d *draft) { d.change("w", func(t *tensor) { t.Shape = []int{2, 4} }) }, `"w" has 6 bytes, its shape [2 4] of i8 takes 8`},
		{"shape", func(d *draft) { d.change("w", func(t *tensor) { t.Shape = []int{1 << 40, 1 << 40} }) }, `"w" has the impossible shape`},
		{"negative shape", func(d *draft) { d.change("w", func(t *tensor) { t.Shape = []int{-2, -3} }) }, `"w" has the impossible shape`},
		{"offset", func(d *draft) { d.change("w", func(t *tensor) { t.Offset = 60 }) }, `"w" is at 60, want a multiple of 64`},
		{"far offset", func(d *draft) { d.change("w", func(t *tensor) { t.Offset = math.MaxInt &^ 63 }) }, "the file is cut"},
		{"cut", func(d *draft) { d.data = d.data[:130] }, `"w.scale" ends at 136 of 130 bytes: the file is cut`},
		{"overlap", func(d *draft) { d.change("w", func(t *tensor) { t.Offset = 0 }) }, `begins inside`},
		{"-128", func(d *draft) { d.data[64] = 0x80 }, `"w" has -128 at element 0`},
		{"infinity", func(d *draft) { copy(d.data[132:], float32s(float32(math.Inf(1)))) }, `"w.scale" has +Inf at element 1`},
		{"no scales", func(d *draft) { delete(d.tensors, "w.scale") }, `no tensor "w.scale"`},
		{"scales of another", func(d *draft) { d.change("w", func(t *tensor) { t.Shape = []int{3, 2} }) }, `"w.scale" is f32 of [2], want f32 of [3]`},
		{"flat integers", func(d *draft) { d.change("w", func(t *tensor) { t.Shape = []int{6} }) }, `"w" of i8 has shape [6]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDraft()
			tt.damage(d)
			if _, err := Parse(d.write()); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Parse says %v, want %s", err, tt.want)
			}
		})
	}
}

func TestParse_of_any_beginning_is_an_error(t *testing.T) {
	b := newDraft().write()
	used := len(b) - align + 8 // what the last tensor takes
	for n := range used {
		if _, err := Parse(b[:n]); err == nil {
			t.Fatalf("Parse of the first %d bytes of %d is no error", n, len(b))
		}
	}
}

func TestTensors_name_both_shapes(t *testing.T) {
	f, err := Parse(newDraft().write())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		ask  func() error
		want string
	}{
		{func() error { _, _, err := f.Ints("w", 3, 2); return err }, `"w" is i8 of [2 3], want i8 of [3 2]`},
		{func() error { _, err := f.Floats("w", 2, 3); return err }, `"w" is i8 of [2 3], want f32 of [2 3]`},
		{func() error { _, err := f.Floats("v", 2); return err }, `no tensor "v"`},
	} {
		if err := tt.ask(); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want %s", err, tt.want)
		}
	}
}

// FuzzParse: whatever is parsed gives every tensor its header promises.
func FuzzParse(f *testing.F) {
	f.Add(newDraft().write())
	f.Add([]byte(magic + "\x02\x00\x00\x00{}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Parse(b)
		if err != nil {
			return
		}
		for name, tensor := range file.tensors {
			switch tensor.Dtype {
			case "i8":
				w, scale, err := file.Ints(name, tensor.Shape[0], tensor.Shape[1])
				if err != nil || len(w) != tensor.Shape[0]*tensor.Shape[1] || len(scale) != tensor.Shape[0] {
					t.Errorf("Ints(%q) = %d, %d, %v of %v", name, len(w), len(scale), err, tensor.Shape)
				}
			case "f32":
				if v, err := file.Floats(name, tensor.Shape...); err != nil || 4*len(v) != tensor.Bytes {
					t.Errorf("Floats(%q) = %d, %v of %v", name, len(v), err, tensor.Shape)
				}
			}
		}
	})
}
