package num

import (
	"math"
	"math/rand/v2"
	"testing"
)

// attended is attention in float64, unquantised.
//
//	qkv (tokens, 3*heads*32) -> (tokens, heads*32)
func attended(qkv []float32, tokens, heads int) []float64 {
	width := heads * HeadWidth
	out := make([]float64, tokens*width)
	part := func(which, i, h, d int) float64 { return float64(qkv[i*3*width+which*width+h*HeadWidth+d]) }
	weight := make([]float64, tokens)
	for h := range heads {
		for i := range tokens {
			var sum float64
			for j := range weight {
				var s float64
				for d := range HeadWidth {
					s += part(0, i, h, d) * part(1, j, h, d)
				}
				weight[j] = math.Exp(s)
				sum += weight[j]
			}
			for j, w := range weight {
				for d := range HeadWidth {
					out[i*width+h*HeadWidth+d] += w / sum * part(2, j, h, d)
				}
			}
		}
	}
	return out
}

// A scene is queries, keys and values as networks make them.
type scene struct {
	name  string
	sharp float64 // spread of the scores
	sink  float64 // score of the first token over others, whose value is small
	mean  float64 // what all values share, against their spread of 1
	want  float64 // least cosine
}

func (s scene) qkv(r *rand.Rand, tokens, heads int) []float32 {
	width := heads * HeadWidth
	x := make([]float32, tokens*3*width)
	shared := make([]float64, width)
	for d := range shared {
		shared[d] = r.NormFloat64() * s.mean
	}
	for i := range tokens {
		size := math.Exp(r.NormFloat64() / 4) // tokens differ in size
		for d := range width {
			q, k, v := r.NormFloat64()*s.sharp/math.Sqrt(HeadWidth), r.NormFloat64()*size, r.NormFloat64()*size+shared[d]
			if d%HeadWidth == 0 { // the first dimension carries the sink
				q, k = 1, 0
				if i == 0 {
					k = s.sink
				}
			}
			if i == 0 && s.sink > 0 {
				v /= 20
			}
			x[i*3*width+d], x[i*3*width+width+d], x[i*3*width+2*width+d] = float32(q), float32(k), float32(v)
		}
	}
	return x
}

func TestAttentionIsNearFloats(t *testing.T) {
	const tokens, heads = 300, 4
	for _, s := range []scene{
		{"flat", 0.3, 0, 0, 0.99},
		{"ordinary", 1, 0, 0.5, 0.99},
		{"sharp", 3, 0, 0.5, 0.99},
		{"sink", 1, 6, 0, 0.99},
		{"sink and mean", 1.5, 8, 1, 0.99},
	} {
		t.Run(s.name, func(t *testing.T) {
			qkv := s.qkv(rand.New(rand.NewPCG(3, 4)), tokens, heads)
			a := Best().NewAttention(tokens, heads)
			a.Begin(tokens)
			a.Fill(0, qkv)
			out := make([]float32, tokens*heads*HeadWidth)
			a.Read(out, 0)
			mean, least := cosines(out, attended(qkv, tokens, heads), heads*HeadWidth)
			t.Logf("cosine to float64: mean %.5f, least %.5f", mean, least)
			if mean < 0.9995 || least < s.want {
				t.Errorf("cosine to float64: mean %.5f and least %.5f, want 0.9995 and %.2f", mean, least, s.want)
			}
		})
	}
}

// cosines compares the rows of two matrices.
func cosines(got []float32, want []float64, width int) (mean, least float64) {
	least = 1
	for i := 0; i < len(got); i += width {
		var ab, aa, bb float64
		for j := i; j < i+width; j++ {
			a, b := float64(got[j]), want[j]
			ab, aa, bb = ab+a*b, aa+a*a, bb+b*b
		}
		c := ab / math.Sqrt(aa*bb)
		mean, least = mean+c*float64(width)/float64(len(got)), min(least, c)
	}
	return mean, least
}
