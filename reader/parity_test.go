package reader

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/reader/weights"
)

// parity is testdata/parity.json: what PyTorch makes of the shipped weights, in
// float32. Of each window the logits of every Sample-th token are kept, and the
// hidden state of every Hidden-th. The roles are those for the token Asked.
type parity struct {
	Weights  string
	Sample   int
	Hidden   int
	Readings []struct {
		Scheme  Scheme
		Fast    bool
		Text    string
		Tokens  int
		Windows [][2]int
		Asked   []int
		Logits  struct {
			Hidden, Cue, Mention, Role [][][]float32 // (windows, samples, width or labels)
			Deal, Act                  [][][]float32 // likewise; Act is of a cue at Asked and all before it as content
			Point, Said                [][][]float32 // likewise
		}
		Attributions []struct {
			Source, Cue, Content, Addressee []string
			Confidence                      float64
		}
		Mentions    [][3]string // words, form, kind
		Antecedents []int
	}
}

// The bounds within which Go is PyTorch's equal: all that differs is that
// activations are rounded to int8 before each product.
const (
	meanCosine    = 0.995 // of the hidden states
	leastCosine   = 0.98  // of any of them
	meanLogit     = 0.02  // difference of the logits, as a share of their mean size: that grows with training
	meanCertainty = 0.02  // difference of the confidences
	leastSame     = 0.85  // share of attributions, mentions and links that are the same in every word
)

// compareDeal adds the heads of the deal to the differences.
func compareDeal(logit, size *mean, w *worker, hidden []float32, sample, asked int, deal, act, point, said [][]float32) {
	n := len(hidden) / w.heads.width
	got, points := make([]float32, n*dealLabels), make([]float32, n*pointWidth)
	for i := 0; i < n; i += block {
		end := min(i+block, n)
		w.heads.senseTokens(got[i*dealLabels:end*dealLabels], points[i*pointWidth:end*pointWidth], hidden[i*w.heads.width:end*w.heads.width])
	}
	compare(logit, size, got, sample, deal)
	pieces := []run{{first: asked, last: asked, class: roleCue}, {first: 0, last: asked - 1, class: roleContent}}
	compare(logit, size, points, sample, point)
	acts, responses, pointing := w.heads.senseAct(hidden, pieces)
	compare(logit, size, pointing, 1, said)
	compare(logit, size, slices.Concat(acts, responses), 1, act)
}

func TestRead_is_what_PyTorch_reads(t *testing.T) {
	path := os.Getenv("PARLEY_PARITY")
	if path == "" {
		path = "testdata/parity.json"
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var want parity
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	file := defaultWeights(t)
	if digest := "sha256:" + file.Digest(); digest != want.Weights {
		t.Fatalf("weights %s, but parity.json is of %s: run testdata/parity.py", digest, want.Weights)
	}
	sample, every := want.Sample, want.Hidden
	var cosine, logit, size, certainty mean
	least := 1.0
	var same share
	for _, want := range want.Readings {
		r, err := New(file, Options{Scheme: want.Scheme, Fast: want.Fast})
		if err != nil {
			t.Fatal(err)
		}
		r.isRaw = true
		w := newWorker(r)
		w.split(want.Text)
		if len(w.tokens) != want.Tokens {
			t.Fatalf("%d tokens of %.30q, want %d", len(w.tokens), want.Text, want.Tokens)
		}
		var k int
		for s := range stretches(w.tokens, r.encoder.config.Window-2) {
			if [2]int{s.start, s.end} != want.Windows[k] {
				t.Fatalf("window %d of %.30q is %v, want %v", k, want.Text, s, want.Windows[k])
			}
			hidden := w.hidden(s)
			w.heads.look(hidden)
			for i, row := range want.Logits.Hidden[k] {
				c := cosineOf(hidden[every*i*len(row):(every*i+1)*len(row)], row)
				cosine.add(c)
				least = min(least, c)
			}
			compare(&logit, &size, w.heads.cues, sample, want.Logits.Cue[k])
			compare(&logit, &size, w.heads.mentions, sample, want.Logits.Mention[k])
			compare(&logit, &size, w.heads.ask(hidden, want.Asked[k], want.Asked[k]), sample, want.Logits.Role[k])
			if w.heads.deal != nil {
				compareDeal(&logit, &size, w, hidden, sample, want.Asked[k], want.Logits.Deal[k], want.Logits.Act[k], want.Logits.Point[k], want.Logits.Said[k])
			}
			k++
		}

		report := &parley.Report{Text: want.Text}
		got, err := r.Read(report)
		if err != nil {
			t.Fatal(err)
		}
		words := func(spans []parley.Span) (words []string) {
			for _, s := range spans {
				words = append(words, report.Quote(s))
			}
			return words
		}
		var wants, gots []string
		confidence := map[string]float64{}
		for _, a := range want.Attributions {
			what := fmt.Sprintf("source %q cue %q content %q addressee %q", a.Source, a.Cue, a.Content, a.Addressee)
			confidence[what] = a.Confidence
			wants = append(wants, what)
		}
		for _, a := range got.Attributions {
			what := fmt.Sprintf("source %q cue %q content %q addressee %q", words(a.Source), words(a.Cue), words(a.Content), words(a.Addressee))
			if c, ok := confidence[what]; ok {
				certainty.add(math.Abs(c - a.Confidence))
			}
			gots = append(gots, what)
		}
		same.compare(t, gots, wants)
		wants, gots = nil, nil
		for i, m := range want.Mentions {
			wants = append(wants, strings.Join(m[:], " | ")+" → "+antecedentWords(want.Antecedents[i], func(a int) string { return want.Mentions[a][0] }))
		}
		for i, m := range got.Mentions {
			kind := m.Kind
			if m.Form != parley.MentionName {
				kind = ""
			}
			gots = append(gots, fmt.Sprintf("%s | %s | %s → ", report.Quote(m.Span), m.Form, kind)+
				antecedentWords(got.Antecedents[i], func(a int) string { return report.Quote(got.Mentions[a].Span) }))
		}
		same.compare(t, gots, wants)
	}
	t.Logf("cosine %.4f, at least %.4f; logits differ by %.4f of their size %.2f, confidences by %.3f; %d of %d attributions and mentions the same",
		cosine.value(), least, logit.value()/size.value(), size.value(), certainty.value(), same.same, same.of)
	if least < leastCosine || cosine.value() < meanCosine || logit.value() > meanLogit*size.value() || certainty.value() > meanCertainty || float64(same.same) < leastSame*float64(same.of) {
		t.Errorf("want cosine %v, at least %v, logits within %v, confidences within %v, the same %v", meanCosine, leastCosine, meanLogit, meanCertainty, leastSame)
	}
}

func antecedentWords(a int, words func(int) string) string {
	if a < 0 {
		return "new"
	}
	return words(a)
}

type mean struct {
	sum float64
	n   int
}

func (m *mean) add(x float64)  { m.sum, m.n = m.sum+x, m.n+1 }
func (m *mean) value() float64 { return m.sum / float64(max(1, m.n)) }

// compare adds to away how far logits are from those of the sampled tokens, and
// to size how far those are from zero.
func compare(away, size *mean, logits []float32, sample int, want [][]float32) {
	for i, row := range want {
		for j, x := range row {
			away.add(math.Abs(float64(logits[sample*i*len(row)+j] - x)))
			size.add(math.Abs(float64(x)))
		}
	}
}

type share struct{ same, of int }

// compare counts the lines that both have, and logs the others.
func (s *share) compare(t *testing.T, got, want []string) {
	for _, line := range got {
		if slices.Contains(want, line) {
			s.same++
		} else {
			t.Log("only in Go: ", line)
		}
	}
	s.of += len(got)
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Log("not in Go:  ", line)
			s.of++
		}
	}
}

func cosineOf(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab, aa, bb = ab+float64(a[i]*b[i]), aa+float64(a[i]*a[i]), bb+float64(b[i]*b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// defaultWeights are those that parley ships, or those of another file.
func defaultWeights(t testing.TB) *weights.File {
	t.Helper()
	path := os.Getenv("PARLEY_WEIGHTS")
	if path == "" {
		path = "weights/default.bin"
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := weights.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
