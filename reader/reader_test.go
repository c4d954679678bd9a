package reader

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"parley"
	"parley/internal/num"
	"parley/reader/weights"
)

// tiny is a network small enough for a test to read thousands of texts.
var tiny = weights.Config{Layers: 2, Width: 64, FF: 64, Heads: 2, Positions: 264, Window: 264, FastLayer: 1}

// randomWeights is a file of weights that c has left to chance, with pieces for
// a vocabulary. It finds attributions and names everywhere and at random.
func randomWeights(t testing.TB, seed chance, c weights.Config, pieces []string) *weights.File {
	t.Helper()
	c.Vocab = len(pieces)
	type entry struct {
		Dtype  string `json:"dtype"`
		Shape  []int  `json:"shape"`
		Offset int    `json:"offset"`
		Bytes  int    `json:"bytes"`
	}
	header, data := map[string]entry{}, []byte{}
	put := func(name, dtype string, b []byte, shape ...int) {
		header[name] = entry{dtype, shape, len(data), len(b)}
		data = append(data, b...)
		data = append(data, make([]byte, -len(data)&63)...)
	}
	floats := func(name string, shape ...int) {
		v, _ := seed.Floats(name, shape...)
		var b []byte
		for _, x := range v {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
		put(name, "f32", b, shape...)
	}
	ints := func(name string, out, in int) {
		w, _, _ := seed.Ints(name, out, in)
		b := make([]byte, len(w))
		for i, x := range w {
			b[i] = byte(x)
		}
		put(name, "i8", b, out, in)
		_, scale, _ := seed.Ints(name, out, in)
		b = nil
		for _, x := range scale {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
		put(name+".scale", "f32", b, out)
	}
	matrix := func(name string, out, in int) { ints(name, out, in); floats(name+".bias", out) }
	norm := func(name string) { floats(name+".g", c.Width); floats(name+".b", c.Width) }

	ints("emb.word", c.Vocab, c.Width)
	ints("emb.pos", c.Positions, c.Width)
	floats("emb.feat", features, c.Width)
	norm("emb.ln")
	for i := range c.Layers {
		name := fmt.Sprintf("layer.%d.", i)
		matrix(name+"qkv", 3*c.Width, c.Width)
		matrix(name+"out", c.Width, c.Width)
		norm(name + "ln1")
		matrix(name+"ff1", c.FF, c.Width)
		matrix(name+"ff2", c.Width, c.FF)
		norm(name + "ln2")
	}
	for _, name := range []string{"head.", "fast."} {
		matrix(name+"cue.1", cueWidth, c.Width)
		matrix(name+"cue.2", cueLabels, cueWidth)
		matrix(name+"mention.1", mentionWidth, c.Width)
		matrix(name+"mention.2", mentionLabels, mentionWidth)
		matrix(name+"role.a", roleWidth, c.Width)
		ints(name+"role.b", roleWidth, c.Width)
		floats(name+"role.pos", places, roleWidth)
		matrix(name+"role.1", roleNarrow, roleWidth)
		matrix(name+"role.2", roleLabels, roleNarrow)
		matrix(name+"coref.s", corefWidth, c.Width)
		ints(name+"coref.e", corefWidth, c.Width)
		ints(name+"coref.u", corefWidth, corefWidth)
		floats(name+"coref.a", corefWidth)
		floats(name+"coref.new", corefWidth)
		floats(name+"coref.D", forms*forms, gaps)
		floats(name+"coref.M", matches, forms)
		floats(name+"coref.P", pronounClasses, pronounClasses)
		floats(name+"coref.K", pronounClasses, kinds)
		floats(name+"coref.N", forms, pronounClasses)
	}
	vocab := []byte(strings.Join(pieces, "\n"))
	put("vocab", "u8", vocab, len(vocab))

	head, err := json.Marshal(map[string]any{"format": 1, "name": "random", "config": c, "tensors": header})
	if err != nil {
		t.Fatal(err)
	}
	b := append([]byte("PARLEYW1"), binary.LittleEndian.AppendUint32(nil, uint32(len(head)))...)
	b = append(b, head...)
	b = append(b, make([]byte, -len(b)&63)...)
	file, err := weights.Parse(append(b, data...))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// tinyPieces is a vocabulary for the texts of testdata/wordpiece.json.
func tinyPieces(t testing.TB) []string {
	return append([]string{"[PAD]", "[unused1]", "[unused2]", "[SEP]"}, readReference(t).Vocabulary...)
}

func tinyReader(t testing.TB, o Options) *Reader {
	t.Helper()
	r, err := New(randomWeights(t, 1, tiny, tinyPieces(t)), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// long is a text of several windows, the last of them shorter.
var long = strings.Repeat("The envoy told him that talks would resume, she said on Monday.\n“They will,” the minister said; he did not say when. ", 12)

func TestRead_says_the_same_with_every_kernel_and_in_several_goroutines(t *testing.T) {
	for _, careful := range []bool{false, true} {
		sameWithEveryKernel(t, Options{Careful: careful})
	}
}

func sameWithEveryKernel(t *testing.T, o Options) {
	t.Helper()
	report := &parley.Report{Text: long}
	o.Kernel = "go"
	want, err := tinyReader(t, o).Read(report)
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Attributions) < 10 || len(want.Mentions) < 10 || slices.Max(want.Antecedents) < 1 {
		t.Fatalf("%d attributions, %d mentions: too few to tell kernels apart by", len(want.Attributions), len(want.Mentions))
	}
	for _, k := range num.All() {
		o.Kernel = k.Name
		r := tinyReader(t, o)
		var wait sync.WaitGroup
		for range 2 {
			wait.Go(func() {
				for range 2 {
					got, err := r.Read(report)
					if err != nil || !reflect.DeepEqual(got, want) {
						t.Errorf("kernel %s reads otherwise than plain Go (%v)", k.Name, err)
					}
				}
			})
		}
		wait.Wait()
	}
}

func TestRead_follows_its_options(t *testing.T) {
	report := &parley.Report{Text: long}
	seen := map[string]string{}
	for _, o := range []Options{{}, {Scheme: SchemePolNeAR}, {Fast: true}, {Careful: true}} {
		reading, err := tinyReader(t, o).Read(report)
		if err != nil {
			t.Fatal(err)
		}
		what := fmt.Sprint(reading.Attributions)
		if other, ok := seen[what]; ok {
			t.Errorf("%+v reads as %s does", o, other)
		}
		seen[what] = fmt.Sprintf("%+v", o)
	}
	again, err := tinyReader(t, Options{Scheme: SchemeFull}).Read(report)
	if err != nil || seen[fmt.Sprint(again.Attributions)] != fmt.Sprintf("%+v", Options{}) {
		t.Errorf("scheme %q does not read as the default (%v)", SchemeFull, err)
	}
}

func TestNew_names_what_it_cannot_do(t *testing.T) {
	file := randomWeights(t, 1, tiny, tinyPieces(t))
	narrow := tiny
	narrow.Window = 257
	for _, c := range []struct {
		file *weights.File
		o    Options
		want string
	}{
		{file, Options{Scheme: "nested"}, `scheme "nested", want "full" or "polnear": invalid`},
		{file, Options{Kernel: "abacus"}, `kernel "abacus" is not on this machine`},
		{randomWeights(t, 1, narrow, tinyPieces(t)), Options{}, "weights with a window of 257 tokens, want 258 or more"},
		{randomWeights(t, 1, tiny, tinyPieces(t)[2:]), Options{Scheme: SchemePolNeAR}, `weights have no piece "[unused1]"`},
	} {
		if _, err := New(c.file, c.o); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("New(%+v) = %v, want %s", c.o, err, c.want)
		}
	}
}

func TestRead_refuses_a_text_that_is_not_UTF8(t *testing.T) {
	_, err := tinyReader(t, Options{}).Read(&parley.Report{ID: "r1", Text: "caf\xe9"})
	if want := `reading report "r1": its text is not UTF-8: invalid`; err == nil || err.Error() != want || !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestRead_of_a_text_without_words_is_empty(t *testing.T) {
	r := tinyReader(t, Options{})
	for _, text := range []string{"", " ", "\n\n", "\x00\u200b"} {
		reading, err := r.Read(&parley.Report{Text: text})
		if err != nil || len(reading.Attributions)+len(reading.Mentions)+len(reading.Antecedents) != 0 {
			t.Errorf("Read(%q) = %+v, %v; want nothing", text, reading, err)
		}
	}
}

// FuzzRead holds that whatever the text, every span holds words of it.
func FuzzRead(f *testing.F) {
	for _, text := range readReference(f).Texts {
		f.Add(text.Text, uint8(1))
	}
	f.Add(long, uint8(1))
	f.Add("he said she said ", uint8(200))
	f.Add(strings.Repeat("x", 100)+" ", uint8(20))
	f.Add("서울에서 회담이 열렸다", uint8(100))
	readers := []*Reader{tinyReader(f, Options{}), tinyReader(f, Options{Fast: true, Scheme: SchemePolNeAR}), tinyReader(f, Options{Careful: true})}
	f.Fuzz(func(t *testing.T, text string, times uint8) {
		if len(text)*int(times) > 8000 {
			return
		}
		report := &parley.Report{Text: strings.Repeat(text, int(times))}
		for _, r := range readers {
			reading, err := r.Read(report)
			if err != nil {
				if utf8.ValidString(text) {
					t.Fatal(err)
				}
				continue
			}
			verify(t, reading)
		}
	})
}

// verify holds a reading against the contract of [parley.Reading].
func verify(t *testing.T, r *parley.Reading) {
	t.Helper()
	for i, a := range r.Attributions {
		for role, spans := range map[string][]parley.Span{"source": a.Source, "cue": a.Cue, "content": a.Content, "addressee": a.Addressee} {
			for j, span := range spans {
				if err := r.Report.Verify(span); err != nil {
					t.Fatalf("attribution %d, %s: %v", i, role, err)
				}
				if j > 0 && span.Start < spans[j-1].End {
					t.Fatalf("attribution %d: %s %v is not in order", i, role, spans)
				}
				if cuts(r.Report.Text, span.Start) || cuts(r.Report.Text, span.End) {
					t.Fatalf("attribution %d: %s %q cuts a word", i, role, r.Report.Quote(span))
				}
			}
		}
		if len(a.Cue) == 0 || len(a.Content) == 0 {
			t.Fatalf("attribution %d has cue %v and content %v", i, a.Cue, a.Content)
		}
		if i > 0 && a.Cue[0].Compare(r.Attributions[i-1].Cue[0]) < 0 {
			t.Fatalf("attribution %d at %v comes after one at %v", i, a.Cue, r.Attributions[i-1].Cue)
		}
		if !(a.Confidence >= 0 && a.Confidence <= 1) {
			t.Fatalf("attribution %d has confidence %v", i, a.Confidence)
		}
	}
	if len(r.Antecedents) != len(r.Mentions) {
		t.Fatalf("%d antecedents of %d mentions", len(r.Antecedents), len(r.Mentions))
	}
	for i, m := range r.Mentions {
		if err := r.Report.Verify(m.Span); err != nil {
			t.Fatalf("mention %d: %v", i, err)
		}
		if i > 0 && m.Start < r.Mentions[i-1].Start {
			t.Fatalf("mention %d at %v comes after %v", i, m.Span, r.Mentions[i-1].Span)
		}
		if a := r.Antecedents[i]; a < -1 || a >= i {
			t.Fatalf("mention %d has antecedent %d", i, a)
		}
	}
}

// cuts reports whether at is between two letters of one word.
func cuts(text string, at int) bool {
	letter := func(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
	return at > 0 && at < len(text) && letter(text[at-1]) && letter(text[at])
}
