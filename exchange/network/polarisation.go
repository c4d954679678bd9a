package network

import (
	"fmt"
	"time"

	"parley"
)

// A Polarisation is how far the actors of a network fall into two camps that agree
// within and conflict with each other.
//
// With p(i,j) the congruence of two actors and n(i,j) their conflict (see
// [OneMode]), p(i) and n(i) the sums of those over all others, and P and N the sums
// of these over all actors, two camps have the signed modularity
//
//	Q = 1/(P+N) · Σ over i,j in one camp of p(i,j) - n(i,j) - p(i)·p(j)/P + n(i)·n(j)/N
//
// (Gómez, Jensen and Arenas, Physical Review E 80, 016114, 2009): what agreement
// lies within camps and what conflict between them beyond what as active actors
// would have at random. It is 0 where all are in one camp, and 1/2 at most. Index is
// 2·Q of the two camps that have the most: 0 where the actors fall into no camps, 1
// for two camps as large that agree on everything within and on nothing between
// them. With as many as 18 actors all camps are tried, with more the best is
// sought by moving one after the other, which may miss it.
//
// It is not the index of rDNA 3.1 (dna_polarization), which compares with camps of
// equal size, and starts its search at random.
type Polarisation struct {
	From, To time.Time // of the codings in it, both included
	Actors   int       // that have a tie
	Index    float64
	Camps    [2][]string // by name; the first has the first of all

	// What of agreement and of conflict lies within camps and between, as Krackhardt and
	// Stern's E-I index: (between - within) / (between + within), -1 to 1; 0 where there is none.
	Congruence, Conflict float64
}

// mostExact is how many actors are parted in all ways.
const mostExact = 18

// mostParted bounds the actors: some 160 MB of ties.
const mostParted = 2000

// least is a difference that is more than that of rounding.
const least = 1e-9

// Polarise says how polarised the codings are that o takes. Its ties and norm do
// not matter.
func Polarise(codings []Coding, o Options) (*Polarisation, error) {
	if n := len(sum(codings, o).actors); n > mostParted {
		return nil, fmt.Errorf("%d actors are more than the %d that are parted into camps: %w", n, mostParted, parley.ErrInvalid)
	}
	o.Norm, o.Tie = NormNone, TieCongruence
	congruence, err := OneMode(codings, o)
	if err != nil {
		return nil, err
	}
	o.Tie = TieConflict
	conflict, err := OneMode(codings, o)
	if err != nil {
		return nil, err
	}
	out := &Polarisation{From: o.From, To: o.To}
	c := parted(congruence, conflict)
	out.Actors = len(c.names)
	if out.Actors == 0 {
		return out, nil
	}
	out.Index = max(0, 2*c.best())
	for i, name := range c.names {
		side := 0
		if c.camp[i] != c.camp[0] {
			side = 1
		}
		out.Camps[side] = append(out.Camps[side], name)
	}
	out.Congruence, out.Conflict = c.external(c.congruence), c.external(c.conflict)
	return out, nil
}

// Camps are actors in two camps, 1 and -1.
type camps struct {
	names                []string
	congruence, conflict [][]float64
	b                    [][]float64 // p - n - p·p/P + n·n/N
	total                float64     // P + N
	camp                 []float64
	pull                 []float64 // Σ over j of b(i,j)·camp(j)
}

// parted takes the actors who have a tie, all in one camp.
func parted(congruence, conflict *Network) *camps {
	var kept []int
	for i := range congruence.Rows {
		for j := range congruence.Rows {
			if congruence.Weights[i][j] != 0 || conflict.Weights[i][j] != 0 {
				kept = append(kept, i)
				break
			}
		}
	}
	c := &camps{congruence: among(congruence, kept), conflict: among(conflict, kept), camp: make([]float64, len(kept)), pull: make([]float64, len(kept))}
	for _, i := range kept {
		c.names = append(c.names, congruence.Rows[i].Name)
	}
	p, allP := strengths(c.congruence)
	n, allN := strengths(c.conflict)
	c.total = allP + allN
	c.b = make([][]float64, len(kept))
	for i := range c.b {
		c.b[i] = make([]float64, len(kept))
		for j := range c.b[i] {
			expected := divided(float64(p[i]*p[j]), allP) - divided(float64(n[i]*n[j]), allN)
			c.b[i][j] = c.congruence[i][j] - c.conflict[i][j] - expected
		}
		c.camp[i] = 1
	}
	c.settle()
	return c
}

func among(n *Network, kept []int) [][]float64 {
	out := make([][]float64, len(kept))
	for a, i := range kept {
		out[a] = make([]float64, len(kept))
		for b, j := range kept {
			out[a][b] = n.Weights[i][j]
		}
	}
	return out
}

func strengths(weights [][]float64) (each []float64, all float64) {
	each = make([]float64, len(weights))
	for i := range weights {
		for _, w := range weights[i] {
			each[i] += w
		}
		all += each[i]
	}
	return each, all
}

// settle computes what pulls each actor.
func (c *camps) settle() {
	for i := range c.b {
		c.pull[i] = 0
		for j, s := range c.camp {
			c.pull[i] += float64(c.b[i][j] * s)
		}
	}
}

// modularity is Q. As b sums to 0, it is Σ b(i,j)·camp(i)·camp(j) / 2(P+N).
func (c *camps) modularity() float64 {
	var sum float64
	for i, s := range c.camp {
		sum += float64(c.pull[i] * s)
	}
	return divided(sum, 2*c.total)
}

// gain is by how much Q·2(P+N) changes when an actor changes camps.
func (c *camps) gain(i int) float64 { return -4 * (float64(c.pull[i]*c.camp[i]) - c.b[i][i]) }

func (c *camps) move(i int) {
	c.camp[i] = -c.camp[i]
	for j := range c.pull {
		c.pull[j] += 2 * float64(c.b[j][i]*c.camp[i])
	}
}

// best leaves the camps with the highest modularity, and returns it.
func (c *camps) best() float64 {
	if len(c.names) <= mostExact {
		c.all()
	} else {
		c.climb()
	}
	c.settle()
	return c.modularity()
}

// all tries all camps, of which each differs from the one before in one actor (Gray's
// code). The first of as good ones stays.
func (c *camps) all() {
	best, score, now := append([]float64(nil), c.camp...), 0.0, 0.0
	for k := 1; k < 1<<(len(c.names)-1); k++ {
		i := 1
		for bit := k; bit&1 == 0; bit >>= 1 {
			i++
		}
		now += c.gain(i)
		c.move(i)
		if now > score+least {
			score = now
			copy(best, c.camp)
		}
	}
	copy(c.camp, best)
}

// climb begins with each of the actors who are most in conflict alone in a camp, and
// moves whoever gains the most until nobody does, then keeps the best of these ends.
func (c *camps) climb() {
	best, score := append([]float64(nil), c.camp...), 0.0
	strength, _ := strengths(c.conflict)
	for range mostStarts {
		start := 0
		for i, s := range strength {
			if s > strength[start] {
				start = i
			}
		}
		strength[start] = -1
		for i := range c.camp {
			c.camp[i] = 1
		}
		c.camp[start] = -1
		c.settle()
		for range mostMoves * len(c.camp) {
			next, most := -1, least
			for i := range c.camp {
				if g := c.gain(i); g > most {
					next, most = i, g
				}
			}
			if next < 0 {
				break
			}
			c.move(next)
		}
		if q := c.modularity(); q > score+least {
			score = q
			copy(best, c.camp)
		}
	}
	copy(c.camp, best)
}

const (
	mostStarts = 16
	mostMoves  = 8 // of each actor, on average
)

// external is the E-I index of ties.
func (c *camps) external(weights [][]float64) float64 {
	var within, between float64
	for i := range weights {
		for j, w := range weights[i] {
			if c.camp[i] == c.camp[j] {
				within += w
			} else {
				between += w
			}
		}
	}
	return divided(between-within, between+within)
}

// PolariseOver is the polarisation of each window.
func PolariseOver(codings []Coding, windows []Options) ([]*Polarisation, error) {
	var all []*Polarisation
	for _, w := range windows {
		p, err := Polarise(codings, w)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}
