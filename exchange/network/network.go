// Package network draws networks of who agrees with whom, as Discourse Network
// Analyzer 3 defines and writes them: one-mode networks of actors by the concepts
// that they share, and two-mode networks of actors and concepts.
//
// Let a(i,c,k) be how often actor i took position k, no or yes, on concept c. In a
// one-mode network the tie of i and j is, summed over all concepts,
//
//	ignore      (a(i,c,no) + a(i,c,yes)) · (a(j,c,no) + a(j,c,yes))
//	congruence  a(i,c,no) · a(j,c,no) + a(i,c,yes) · a(j,c,yes)
//	conflict    a(i,c,no) · a(j,c,yes) + a(i,c,yes) · a(j,c,no)
//	subtract    congruence - conflict
//
// divided, where that is asked for, by
//
//	average     half the codings of i and j together
//	jaccard     those of i on positions that j never takes, those of j likewise,
//	            and a(i,c,k) · a(j,c,k) on those that both do
//	cosine      the codings of i times those of j
//
// In a two-mode network the tie of i and c is
//
//	ignore      a(i,c,no) + a(i,c,yes)
//	subtract    a(i,c,yes) - a(i,c,no)
//	combine     1 for yes alone, 2 for no alone, 3 for both
//
// divided by activity, what i says of all concepts, or by prominence, what all say
// of c: the number of codings, or in combine of ties. What would be divided by
// nothing is 0. Cosine is what DNA calls by that name.
package network

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"parley"
)

// A Coding is one statement: an actor's yes or no to a concept.
type Coding struct {
	Actor, Concept string
	Agrees         bool
	Document       string
	Date           time.Time
}

// Options say which codings count, and how they make ties.
type Options struct {
	From, To   time.Time // both included; the zero time leaves that end open
	Duplicates Duplicates
	Tie        Tie
	Norm       Norm
}

// Duplicates says which codings that are alike in actor, concept and position
// count once.
type Duplicates string

const (
	DuplicatesInclude     Duplicates = ""            // none
	DuplicatesDocument    Duplicates = "document"    // those of one document
	DuplicatesAcrossRange Duplicates = "acrossrange" // all
)

// A Tie is how yes and no make ties.
type Tie string

const (
	TieIgnore     Tie = "ignore"
	TieCongruence Tie = "congruence"
	TieConflict   Tie = "conflict"
	TieSubtract   Tie = "subtract"
	TieCombine    Tie = "combine"
)

// A Norm is what ties are divided by.
type Norm string

const (
	NormNone       Norm = ""
	NormAverage    Norm = "average"
	NormJaccard    Norm = "jaccard"
	NormCosine     Norm = "cosine"
	NormActivity   Norm = "activity"
	NormProminence Norm = "prominence"
)

var (
	oneModeTies  = []Tie{TieIgnore, TieCongruence, TieConflict, TieSubtract}
	twoModeTies  = []Tie{TieIgnore, TieSubtract, TieCombine}
	oneModeNorms = []Norm{NormNone, NormAverage, NormJaccard, NormCosine}
	twoModeNorms = []Norm{NormNone, NormActivity, NormProminence}
)

// A Network is a matrix of ties, its nodes in the order of their names. Of a
// one-mode network rows and columns are the same, and nobody has a tie to
// himself.
type Network struct {
	TwoMode       bool
	Rows, Columns []Node
	Weights       [][]float64

	options Options
}

// A Node is an actor or a concept.
type Node struct {
	Name  string
	Count int // of codings
}

// mostCells is how large a matrix may become: 200 MB.
const mostCells = 25_000_000

// OneMode draws the network of actors. A tie or norm that such networks do not
// have is a [parley.ErrInvalid].
func OneMode(codings []Coding, o Options) (*Network, error) {
	if err := known(o, "one-mode", oneModeTies, oneModeNorms); err != nil {
		return nil, err
	}
	s := sum(codings, o)
	n := &Network{Rows: s.actors, Columns: s.actors, options: o}
	if err := n.make(); err != nil {
		return nil, err
	}
	for _, on := range s.positions {
		for _, i := range on {
			for _, j := range on {
				if i.actor != j.actor {
					n.Weights[i.actor][j.actor] += i.tie(j, o.Tie)
				}
			}
		}
	}
	if o.Norm != NormNone {
		n.normalize(s)
	}
	return n, nil
}

// TwoMode draws the network of actors and concepts.
func TwoMode(codings []Coding, o Options) (*Network, error) {
	if err := known(o, "two-mode", twoModeTies, twoModeNorms); err != nil {
		return nil, err
	}
	s := sum(codings, o)
	n := &Network{TwoMode: true, Rows: s.actors, Columns: s.concepts, options: o}
	if err := n.make(); err != nil {
		return nil, err
	}
	byActor, byConcept := make([]float64, len(s.actors)), make([]float64, len(s.concepts))
	for c, on := range s.positions {
		for _, i := range on {
			n.Weights[i.actor][c] = i.stand(o.Tie)
			said := i.no + i.yes
			if o.Tie == TieCombine {
				said = 1
			}
			byActor[i.actor] += said
			byConcept[c] += said
		}
	}
	for i := range n.Weights {
		for c := range n.Weights[i] {
			switch o.Norm {
			case NormActivity:
				n.Weights[i][c] = divided(n.Weights[i][c], byActor[i])
			case NormProminence:
				n.Weights[i][c] = divided(n.Weights[i][c], byConcept[c])
			}
		}
	}
	return n, nil
}

func known(o Options, mode string, ties []Tie, norms []Norm) error {
	switch {
	case !slices.Contains(ties, o.Tie):
		return fmt.Errorf("a %s network has no ties of %q, want one of %q: %w", mode, o.Tie, ties, parley.ErrInvalid)
	case !slices.Contains(norms, o.Norm):
		return fmt.Errorf("a %s network is not divided by %q, want one of %q: %w", mode, o.Norm, norms, parley.ErrInvalid)
	case !slices.Contains([]Duplicates{DuplicatesInclude, DuplicatesDocument, DuplicatesAcrossRange}, o.Duplicates):
		return fmt.Errorf("duplicates %q are none of \"\", document, acrossrange: %w", o.Duplicates, parley.ErrInvalid)
	}
	return nil
}

func (n *Network) make() error {
	rows, columns := len(n.Rows), len(n.Columns)
	if columns > 0 && rows > mostCells/columns {
		return fmt.Errorf("a network of %d by %d nodes is larger than the limit of %d ties: %w", rows, columns, mostCells, parley.ErrInvalid)
	}
	n.Weights = make([][]float64, rows)
	for i := range n.Weights {
		n.Weights[i] = make([]float64, columns)
	}
	return nil
}

// normalize divides the ties of a one-mode network.
func (n *Network) normalize(s *sums) {
	shared := map[[2]int]float64{} // a(i,c,k)·a(j,c,k), less what both said on such positions
	if n.options.Norm == NormJaccard {
		for _, on := range s.positions {
			for _, i := range on {
				for _, j := range on {
					shared[[2]int{i.actor, j.actor}] += both(i.no, j.no) + both(i.yes, j.yes)
				}
			}
		}
	}
	for i := range n.Weights {
		for j := range n.Weights[i] {
			mine, theirs := float64(n.Rows[i].Count), float64(n.Rows[j].Count)
			var by float64
			switch n.options.Norm {
			case NormAverage:
				by = (mine + theirs) / 2
			case NormJaccard:
				by = mine + theirs + shared[[2]int{i, j}]
			case NormCosine:
				by = mine * theirs
			}
			n.Weights[i][j] = divided(n.Weights[i][j], by)
		}
	}
}

// both is what a position that both take adds to jaccard, given that all codings
// of either are in it already.
func both(mine, theirs float64) float64 {
	if mine == 0 || theirs == 0 {
		return 0
	}
	return mine*theirs - mine - theirs
}

func divided(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// sums are how often who said what.
type sums struct {
	actors, concepts []Node
	positions        [][]position // by concept
}

// A position is what an actor said of a concept.
type position struct {
	actor   int
	no, yes float64
}

func (i position) tie(j position, t Tie) float64 {
	congruence, conflict := i.no*j.no+i.yes*j.yes, i.no*j.yes+i.yes*j.no
	switch t {
	case TieCongruence:
		return congruence
	case TieConflict:
		return conflict
	case TieSubtract:
		return congruence - conflict
	}
	return congruence + conflict
}

func (i position) stand(t Tie) float64 {
	switch t {
	case TieSubtract:
		return i.yes - i.no
	case TieCombine:
		return float64(min(1, int(i.yes)) + 2*min(1, int(i.no)))
	}
	return i.no + i.yes
}

// sum counts the codings that o takes. One without an actor or concept is about
// nobody or nothing.
func sum(codings []Coding, o Options) *sums {
	seen := map[Coding]bool{}
	actors, concepts := map[string]int{}, map[string]int{}
	var taken []Coding
	for _, c := range codings {
		if c.Actor == "" || c.Concept == "" || !o.From.IsZero() && c.Date.Before(o.From) || !o.To.IsZero() && c.Date.After(o.To) {
			continue
		}
		alike := Coding{Actor: c.Actor, Concept: c.Concept, Agrees: c.Agrees}
		if o.Duplicates == DuplicatesDocument {
			alike.Document = c.Document
		}
		if o.Duplicates != DuplicatesInclude && seen[alike] {
			continue
		}
		seen[alike] = true
		actors[c.Actor]++
		concepts[c.Concept]++
		taken = append(taken, c)
	}
	s := &sums{actors: nodes(actors), concepts: nodes(concepts)}
	s.positions = make([][]position, len(s.concepts))
	at := map[[2]int]int{}
	for _, c := range taken {
		actor, concept := find(s.actors, c.Actor), find(s.concepts, c.Concept)
		key := [2]int{actor, concept}
		if at[key] == 0 {
			s.positions[concept] = append(s.positions[concept], position{actor: actor})
			at[key] = len(s.positions[concept])
		}
		p := &s.positions[concept][at[key]-1]
		if c.Agrees {
			p.yes++
		} else {
			p.no++
		}
	}
	return s
}

func nodes(counts map[string]int) []Node {
	var out []Node
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, Node{name, counts[name]})
	}
	return out
}

func find(nodes []Node, name string) int {
	i, _ := slices.BinarySearchFunc(nodes, name, func(n Node, name string) int { return cmp.Compare(n.Name, name) })
	return i
}
