package network

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"parley"
)

// said makes codings of lines "Aldan +tax -border".
func said(lines ...string) []Coding {
	var all []Coding
	for n, line := range lines {
		fields := strings.Fields(line)
		for _, f := range fields[1:] {
			all = append(all, Coding{fields[0], f[1:], f[0] == '+', fmt.Sprint(n), day(n + 1)})
		}
	}
	return all
}

func TestPolarise_is_as_worked_out_by_hand(t *testing.T) {
	for _, test := range []struct {
		name      string
		codings   []Coding
		index     float64
		camps     string
		congruent float64
		conflict  float64
	}{
		{"nobody", nil, 0, "|", 0, 0},
		{"one alone", said("A +tax"), 0, "|", 0, 0},
		// One tie of agreement, P = 2, p = 1, 1: b = -1/2 on the diagonal, 1/2 beside; apart they have Q = -1/2.
		{"two agree", said("A +tax", "B +tax"), 0, "A B|", -1, 0},
		// One tie of conflict, N = 2, n = 1, 1: b = 1/2 on the diagonal, -1/2 beside. Q = 1/2 · (1/2 + 1/2) = 1/2.
		{"two disagree", said("A +tax", "B -tax"), 1, "A|B", 0, 1},
		// P = 4, N = 8: A and B, C and D agree once, four pairs conflict once. Each p = 1, n = 2.
		// Within a camp of two: 2·(1 - 1/4 + 4/8) + 2·(0 - 1/4 + 4/8) = 3; Q = (3 + 3)/12 = 1/2.
		{"two camps", said("A +tax", "B +tax", "C -tax", "D -tax"), 1, "A B|C D", -1, 1},
		{"all agree", said("A +tax", "B +tax", "C +tax", "D +tax"), 0, "A B C D|", -1, 0},
		// P = 2 (A and B), N = 4 (C with both). p = 1, 1, 0; n = 1, 1, 2.
		// {A B}: 2·(0 - 1/2 + 1/4) + 2·(1 - 1/2 + 1/4) = 1; {C}: 0 + 4/4 = 1; Q = 2/6.
		{"two against one", said("A +tax", "B +tax", "C -tax"), 2.0 / 3, "A B|C", -1, 1},
		// A and B agree on one issue and disagree on another. P = 2, N = 2, p = n = 1 each:
		// apart Q = 1/4 · 2·(0 - 1/2 + 1/2) = 0, as together.
		{"as much for as against", said("A +tax +border", "B +tax -border"), 0, "A B|", -1, -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := Polarise(test.codings, Options{})
			if err != nil {
				t.Fatal(err)
			}
			camps := strings.Join(p.Camps[0], " ") + "|" + strings.Join(p.Camps[1], " ")
			if math.Abs(p.Index-test.index) > 1e-9 || camps != test.camps || p.Congruence != test.congruent || p.Conflict != test.conflict {
				t.Errorf("Polarise = %.4f %s %v %v, want %.4f %s %v %v", p.Index, camps, p.Congruence, p.Conflict, test.index, test.camps, test.congruent, test.conflict)
			}
		})
	}
}

// brute is the highest signed modularity of two camps, by its definition.
func brute(congruence, conflict *Network) float64 {
	n := len(congruence.Rows)
	p, allP := strengths(congruence.Weights)
	m, allN := strengths(conflict.Weights)
	best := 0.0
	for set := range 1 << n {
		q := 0.0
		for i := range n {
			for j := range n {
				if set>>i&1 == set>>j&1 {
					q += congruence.Weights[i][j] - conflict.Weights[i][j] - divided(p[i]*p[j], allP) + divided(m[i]*m[j], allN)
				}
			}
		}
		best = max(best, divided(q, allP+allN))
	}
	return best
}

func TestPolarise_finds_the_camps_with_the_most(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 40 {
		var codings []Coding
		for range 30 {
			codings = append(codings, Coding{string(rune('A' + rng.IntN(8))), string(rune('a' + rng.IntN(5))), rng.IntN(2) == 0, "1", day(1)})
		}
		p, err := Polarise(codings, Options{})
		if err != nil {
			t.Fatal(err)
		}
		congruence, _ := OneMode(codings, Options{Tie: TieCongruence})
		conflict, _ := OneMode(codings, Options{Tie: TieConflict})
		if want := 2 * brute(congruence, conflict); math.Abs(p.Index-want) > 1e-9 {
			t.Errorf("round %d: Index = %v, want %v", round, p.Index, want)
		}
		c := parted(congruence, conflict)
		c.climb()
		c.settle()
		if got := 2 * c.modularity(); got > p.Index+1e-9 || got < 0.9*p.Index {
			t.Errorf("round %d: moving one after the other finds %v of %v", round, got, p.Index)
		}
	}
}

func TestPolarise_parts_many_actors(t *testing.T) {
	var lines []string
	for i := range 60 {
		lines = append(lines, fmt.Sprintf("A%02d %ctax %cborder", i, "+-"[i%2], "+-"[i%2]))
	}
	p, err := Polarise(said(lines...), Options{})
	if err != nil || math.Abs(p.Index-1) > 1e-9 || len(p.Camps[0]) != 30 || p.Actors != 60 {
		t.Errorf("Polarise = %+v, %v; want two camps of 30", p, err)
	}
}

func TestPolarise_refuses_a_crowd(t *testing.T) {
	if _, err := Polarise(crowd(2001), Options{}); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("Polarise = %v, want that it is invalid", err)
	}
}

func TestWindows_follow_each_other(t *testing.T) {
	at := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	codings := []Coding{{"A", "tax", true, "1", at("2031-01-15")}, {"B", "tax", false, "2", at("2031-03-20")}, {"C", "tax", true, "3", time.Time{}}}
	for _, test := range []struct {
		unit Unit
		size int
		want string
	}{
		{UnitMonth, 1, "2031-01-01/2031-01-31 2031-02-01/2031-02-28 2031-03-01/2031-03-31"},
		{UnitMonth, 2, "2031-01-01/2031-02-28 2031-02-01/2031-03-31"},
		{UnitMonth, 12, "2031-01-01/2031-12-31"},
		{UnitYear, 1, "2031-01-01/2031-12-31"},
		{UnitWeek, 9, "2031-01-13/2031-03-16 2031-01-20/2031-03-23"},
		{UnitDay, 64, "2031-01-15/2031-03-19 2031-01-16/2031-03-20"},
		{UnitDay, 0, ""},
	} {
		var got []string
		for _, w := range Windows(codings, Options{}, test.unit, test.size) {
			got = append(got, w.From.Format(time.DateOnly)+"/"+w.To.Format(time.DateOnly))
		}
		if all := strings.Join(got, " "); all != test.want {
			t.Errorf("%d %ss: %s, want %s", test.size, test.unit, all, test.want)
		}
	}
	series, err := PolariseOver(codings, Windows(codings, Options{}, UnitMonth, 3))
	if err != nil || len(series) != 1 || series[0].Index != 1 {
		t.Errorf("PolariseOver = %v, %v", series, err)
	}
	if Windows(nil, Options{}, UnitDay, 1) != nil {
		t.Error("there are windows of no codings")
	}
}
