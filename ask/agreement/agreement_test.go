package agreement

import (
	"math"
	"strings"
	"testing"

	"parley"
)

// pairs has a value of each coder from each field of two lines.
func pairs(first, second string) Pairs {
	a, b := strings.Fields(first), strings.Fields(second)
	var p Pairs
	for i := range a {
		p = append(p, [2]string{a[i], b[i]})
	}
	return p
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 0.0005 {
		t.Errorf("%s = %.4f, want %.3f", what, got, want)
	}
}

// The examples of Krippendorff 2011: Meg and Owen (section A), Ben and Gerry
// (section B).
func TestAlpha_of_the_published_examples(t *testing.T) {
	near(t, "alpha of Meg and Owen", pairs("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0").Alpha(), 0.095)
	near(t, "alpha of Ben and Gerry", pairs("a a b b d c c c e d d a", "b a b b b c c c e d d d").Alpha(), 0.692)
}

// The example of J. L. Fleiss, B. Levin and M. C. Paik, Statistical Methods for Rates
// and Proportions, 2003, table 18.1: 100 patients, kappa 0.68.
func TestKappa_of_the_published_example(t *testing.T) {
	var p Pairs
	for _, cell := range []struct {
		first, second string
		n             int
	}{
		{"psychotic", "psychotic", 75}, {"psychotic", "neurotic", 1}, {"psychotic", "organic", 4},
		{"neurotic", "psychotic", 5}, {"neurotic", "neurotic", 4}, {"neurotic", "organic", 1},
		{"organic", "organic", 10},
	} {
		for range cell.n {
			p = append(p, [2]string{cell.first, cell.second})
		}
	}
	near(t, "percentage", p.Percentage(), 0.89)
	near(t, "kappa", p.Kappa(), 0.676)
}

func TestAgreement_is_undefined_where_nothing_varies(t *testing.T) {
	same := pairs("a a a", "a a a")
	near(t, "percentage", same.Percentage(), 1)
	near(t, "kappa", same.Kappa(), math.NaN())
	near(t, "alpha", same.Alpha(), math.NaN())
	near(t, "kappa of nothing", Pairs{}.Kappa(), math.NaN())
	near(t, "alpha of nothing", Pairs{}.Alpha(), math.NaN())
}

func TestAgreement_is_one_where_all_is_the_same_and_values_vary(t *testing.T) {
	p := pairs("a b c a", "a b c a")
	near(t, "kappa", p.Kappa(), 1)
	near(t, "alpha", p.Alpha(), 1)
}

func TestF1_counts_each_byte_once(t *testing.T) {
	var m Marking
	m.Add([]parley.Span{{Start: 0, End: 10}, {Start: 5, End: 10}}, []parley.Span{{Start: 5, End: 15}})
	near(t, "F1", m.F1(), 0.5)
	m.Add([]parley.Span{{Start: 0, End: 10}}, []parley.Span{{Start: 0, End: 10}})
	near(t, "F1", m.F1(), 0.75)
	near(t, "F1 of nothing", new(Marking).F1(), math.NaN())
}
