package reader

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// reference is testdata/wordpiece.json: what Hugging Face makes of hard texts.
type reference struct {
	Vocabulary []string
	Texts      []struct {
		Text   string
		Tokens [][4]any // piece, start, end, feature
	}
}

func readReference(t testing.TB) (ref reference) {
	t.Helper()
	data, err := os.ReadFile("testdata/wordpiece.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &ref); err != nil {
		t.Fatal(err)
	}
	return ref
}

func TestSplit_gives_the_tokens_of_the_reference(t *testing.T) {
	ref := readReference(t)
	s := splitter{vocabulary: newVocabulary(ref.Vocabulary)}
	for _, text := range ref.Texts {
		var want, got []string
		for _, tok := range text.Tokens {
			want = append(want, fmt.Sprintf("%v %q feature %v", tok[0], text.Text[int(tok[1].(float64)):int(tok[2].(float64))], tok[3]))
		}
		for _, tok := range s.split(text.Text) {
			got = append(got, fmt.Sprintf("%v %q feature %v", ref.Vocabulary[tok.piece], text.Text[tok.start:tok.end], tok.feature))
		}
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Errorf("split(%.60q), token %d:\n got %q\nwant %q", text.Text, i, got[min(i, len(got)):min(i+3, len(got))], want[min(i, len(want)):min(i+3, len(want))])
				break
			}
		}
	}
}

// TestSplit_corpora reads every text of ../shared and compares digests of the
// tokens, offsets and features with those that Hugging Face gave.
func TestSplit_corpora(t *testing.T) {
	dir := os.Getenv("PARLEY_SHARED")
	if dir == "" {
		t.Skip("PARLEY_SHARED names no folder with data/corpora")
	}
	data, err := os.ReadFile("testdata/corpora.json")
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]struct {
		Texts, Tokens int
		SHA256        string
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	pieces := defaultWeights(t).Vocab
	v := newVocabulary(pieces)
	for name, want := range want {
		t.Run(name, func(t *testing.T) {
			s, h, texts, n := splitter{vocabulary: v}, sha256.New(), 0, 0
			var buf []byte
			for text := range corpus(t, filepath.Join(dir, "data/corpora", name+".jsonl.gz")) {
				tokens := s.split(text)
				texts, n = texts+1, n+len(tokens)
				for _, tok := range tokens {
					buf = append(buf[:0], pieces[tok.piece]...)
					for _, x := range [3]int32{tok.start, tok.end, int32(tok.feature)} {
						buf = binary.LittleEndian.AppendUint32(buf, uint32(x))
					}
					h.Write(buf)
				}
			}
			if sum := hex.EncodeToString(h.Sum(nil)); texts != want.Texts || n != want.Tokens || sum != want.SHA256 {
				t.Errorf("%d texts, %d tokens, digest %s; want %d, %d, %s", texts, n, sum, want.Texts, want.Tokens, want.SHA256)
			}
		})
	}
}

// corpus yields the texts of a gzipped file with a JSON report on each line.
func corpus(t testing.TB, path string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(z)
		lines.Buffer(nil, 1<<26)
		for lines.Scan() {
			var report struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &report); err != nil {
				t.Fatal(err)
			}
			if !yield(report.Text) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// FuzzSplit holds that tokens stand in order inside the text, cut no character
// and are cut the same by a splitter that has read something else before.
func FuzzSplit(f *testing.F) {
	ref := readReference(f)
	for _, text := range ref.Texts {
		f.Add(text.Text)
	}
	v := newVocabulary(ref.Vocabulary)
	used := splitter{vocabulary: v}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		fresh := splitter{vocabulary: v}
		tokens := fresh.split(text)
		again := used.split(text)
		if len(tokens) != len(again) {
			t.Fatalf("split(%q) gives %d tokens, then %d", text, len(tokens), len(again))
		}
		last := token{}
		for i, tok := range tokens {
			if tok != again[i] {
				t.Fatalf("split(%q), token %d: %v, then %v", text, i, tok, again[i])
			}
			if tok.start >= tok.end || int(tok.end) > len(text) || !utf8.ValidString(text[tok.start:tok.end]) {
				t.Fatalf("split(%q), token %d: [%d,%d) is not a piece of the text", text, i, tok.start, tok.end)
			}
			// The letters of one Korean character may be several tokens.
			if tok.start < last.start || tok.end < last.end {
				t.Fatalf("split(%q), token %d: [%d,%d) after [%d,%d)", text, i, tok.start, tok.end, last.start, last.end)
			}
			last = tok
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	ref := readReference(b)
	s := splitter{vocabulary: newVocabulary(ref.Vocabulary)}
	text, tokens := ref.Texts[5].Text+"\n"+ref.Texts[6].Text+"\n"+ref.Texts[7].Text+"\n", 0
	text = strings.Repeat(text, 50)
	b.ReportAllocs()
	for b.Loop() {
		tokens += len(s.split(text))
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}
