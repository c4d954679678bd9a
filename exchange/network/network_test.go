package network

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"parley"
)

func day(n int) time.Time { return time.Date(2031, 5, n, 0, 0, 0, 0, time.UTC) }

// talks are worked out by hand: Aldan says yes to the tax twice and no to the
// border, Brint yes to both, Corvane no to the tax.
var talks = []Coding{
	{"Aldan", "tax", true, "1", day(1)}, {"Aldan", "tax", true, "1", day(2)}, {"Aldan", "border", false, "2", day(3)},
	{"Brint", "tax", true, "2", day(3)}, {"Brint", "border", true, "2", day(3)},
	{"Corvane", "tax", false, "3", day(4)},
	{"", "tax", true, "3", day(4)}, {"Corvane", "", true, "3", day(4)},
}

// told are the ties of Aldan and Brint, Aldan and Corvane, Brint and Corvane.
func told(n *Network) string {
	return fmt.Sprintf("%.4g %.4g %.4g", n.Weights[0][1], n.Weights[0][2], n.Weights[1][2])
}

func TestOneMode_has_ties_as_DNA_defines_them(t *testing.T) {
	for _, test := range []struct {
		tie  Tie
		norm Norm
		want string
	}{
		{TieIgnore, NormNone, "3 2 1"},
		{TieCongruence, NormNone, "2 0 0"},
		{TieConflict, NormNone, "1 2 1"},
		{TieSubtract, NormNone, "1 -2 -1"},
		{TieCongruence, NormAverage, "0.8 0 0"},    // 2 / ((3+2)/2)
		{TieConflict, NormAverage, "0.4 1 0.6667"}, // 1 / 2.5, 2 / 2, 1 / 1.5
		{TieCongruence, NormJaccard, "0.5 0 0"},    // 2 / (1 + 1 + 2·1)
		{TieConflict, NormJaccard, "0.25 0.5 0.3333"},
		{TieCongruence, NormCosine, "0.3333 0 0"}, // 2 / (3·2)
		{TieSubtract, NormCosine, "0.1667 -0.6667 -0.5"},
	} {
		n, err := OneMode(talks, Options{Tie: test.tie, Norm: test.norm})
		if err != nil {
			t.Fatal(err)
		}
		if got := told(n); got != test.want {
			t.Errorf("%s by %q: ties = %s, want %s", test.tie, test.norm, got, test.want)
		}
		for i := range n.Weights {
			for j := range n.Weights {
				if n.Weights[i][j] != n.Weights[j][i] || n.Weights[i][i] != 0 {
					t.Errorf("%s by %q: the tie of %d and %d is %v one way, %v the other", test.tie, test.norm, i, j, n.Weights[i][j], n.Weights[j][i])
				}
			}
		}
	}
}

func TestTwoMode_has_ties_as_DNA_defines_them(t *testing.T) {
	for _, test := range []struct {
		tie  Tie
		norm Norm
		want string // Aldan, Brint, Corvane: border and tax
	}{
		{TieIgnore, NormNone, "1 2|1 1|0 1"},
		{TieSubtract, NormNone, "-1 2|1 1|0 -1"},
		{TieCombine, NormNone, "2 1|1 1|0 2"},
		{TieIgnore, NormActivity, "0.3333 0.6667|0.5 0.5|0 1"},
		{TieSubtract, NormActivity, "-0.3333 0.6667|0.5 0.5|0 -1"},
		{TieIgnore, NormProminence, "0.5 0.5|0.5 0.25|0 0.25"},
		{TieCombine, NormActivity, "1 0.5|0.5 0.5|0 2"},
	} {
		n, err := TwoMode(talks, Options{Tie: test.tie, Norm: test.norm})
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for _, row := range n.Weights {
			rows = append(rows, fmt.Sprintf("%.4g %.4g", row[0], row[1]))
		}
		if got := strings.Join(rows, "|"); got != test.want {
			t.Errorf("%s by %q: ties = %s, want %s", test.tie, test.norm, got, test.want)
		}
	}
	n, err := TwoMode(append(talks, Coding{"Brint", "tax", false, "4", day(5)}), Options{Tie: TieCombine})
	if err != nil || n.Weights[1][1] != 3 {
		t.Errorf("yes and no combine to %v, %v; want 3", n.Weights[1][1], err)
	}
}

func TestOptions_say_which_codings_count(t *testing.T) {
	for name, test := range map[string]struct {
		o    Options
		want string // the actors and how often they say something, and the first tie
	}{
		"all":              {Options{}, "Aldan 3 Brint 2 Corvane 1: 3"},
		"once a document":  {Options{Duplicates: DuplicatesDocument}, "Aldan 2 Brint 2 Corvane 1: 2"},
		"once at all":      {Options{Duplicates: DuplicatesAcrossRange}, "Aldan 2 Brint 2 Corvane 1: 2"},
		"from a day on":    {Options{From: day(2)}, "Aldan 2 Brint 2 Corvane 1: 2"},
		"from a moment on": {Options{From: day(2).Add(time.Second)}, "Aldan 1 Brint 2 Corvane 1: 1"},
		"to a day":         {Options{To: day(3)}, "Aldan 3 Brint 2: 3"},
	} {
		test.o.Tie = TieIgnore
		n, err := OneMode(talks, test.o)
		if err != nil {
			t.Fatal(err)
		}
		var actors []string
		for _, r := range n.Rows {
			actors = append(actors, fmt.Sprint(r.Name, " ", r.Count))
		}
		if got := fmt.Sprintf("%s: %v", strings.Join(actors, " "), n.Weights[0][1]); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
	if n, err := OneMode(nil, Options{Tie: TieIgnore}); err != nil || len(n.Rows) != 0 {
		t.Errorf("of no codings: %v, %v", n, err)
	}
}

func TestNetworks_refuse_what_is_not_defined(t *testing.T) {
	for want, draw := range map[string]func() (*Network, error){
		`a one-mode network has no ties of "combine"`:          func() (*Network, error) { return OneMode(talks, Options{Tie: TieCombine}) },
		`a one-mode network is not divided by "activity"`:      func() (*Network, error) { return OneMode(talks, Options{Tie: TieIgnore, Norm: NormActivity}) },
		`a two-mode network has no ties of "conflict"`:         func() (*Network, error) { return TwoMode(talks, Options{Tie: TieConflict}) },
		`a two-mode network is not divided by "jaccard"`:       func() (*Network, error) { return TwoMode(talks, Options{Tie: TieIgnore, Norm: NormJaccard}) },
		`duplicates "week" are none of`:                        func() (*Network, error) { return OneMode(talks, Options{Tie: TieIgnore, Duplicates: "week"}) },
		"a network of 5001 by 5001 nodes is larger than the l": func() (*Network, error) { return OneMode(crowd(5001), Options{Tie: TieIgnore}) },
	} {
		if _, err := draw(); !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func crowd(n int) []Coding {
	var out []Coding
	for i := range n {
		out = append(out, Coding{Actor: fmt.Sprint(i), Concept: fmt.Sprint(i)})
	}
	return out
}

func TestWritten_matrices_are_those_of_DNA(t *testing.T) {
	one, err := OneMode(talks, Options{Tie: TieSubtract})
	if err != nil {
		t.Fatal(err)
	}
	two, err := TwoMode([]Coding{{Actor: `=Brint "B"`, Concept: "a\nb", Agrees: true}}, Options{Tie: TieIgnore, Norm: NormActivity})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		write func(io.Writer) error
		want  string
	}{
		{one.WriteCSV, "\"\";\"Aldan\";\"Brint\";\"Corvane\"\n\"Aldan\";0;1;-2\n\"Brint\";1;0;-1\n\"Corvane\";-2;-1;0\n"},
		{one.WriteDL, "dl n = 3, format = fullmatrix\nlabels:\n\"Aldan\"\n\"Brint\"\n\"Corvane\"\ndata:\n 0 1 -2\n 1 0 -1\n -2 -1 0\n"},
		{two.WriteCSV, "\"\";\"a b\"\n\"'=Brint \"\"B\"\"\";1.000000\n"},
		{two.WriteDL, "dl nr = 1, nc = 1, format = fullmatrix\nrow labels:\n\"=Brint B\"\ncol labels:\n\"a b\"\ndata:\n 1.000000\n"},
	} {
		var out strings.Builder
		if err := test.write(&out); err != nil || out.String() != test.want {
			t.Errorf("wrote %q, %v; want %q", out.String(), err, test.want)
		}
	}
}

// graph is what a reader of GraphML sees.
type graph struct {
	Nodes []struct {
		ID   string `xml:"id,attr"`
		Data []struct {
			Key   string `xml:"key,attr"`
			Value string `xml:",chardata"`
		} `xml:"data"`
	} `xml:"graph>node"`
	Edges []struct {
		Source string `xml:"source,attr"`
		Target string `xml:"target,attr"`
		Weight string `xml:"data"`
	} `xml:"graph>edge"`
}

func TestWriteGraphML_has_each_tie_once(t *testing.T) {
	hostile := append(talks, Coding{"<Aldan & \x00\x1b>", "tax", true, "", day(1)})
	for want, draw := range map[int]func([]Coding, Options) (*Network, error){6: OneMode, 9: TwoMode} {
		n, err := draw(hostile, Options{Tie: TieSubtract})
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := n.WriteGraphML(&out); err != nil {
			t.Fatal(err)
		}
		var g graph
		if err := xml.Unmarshal([]byte(out.String()), &g); err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for _, node := range g.Nodes {
			ids[node.ID] = true
		}
		for _, e := range g.Edges {
			if !ids[e.Source] || !ids[e.Target] {
				t.Errorf("the tie of %s and %s is of no nodes", e.Source, e.Target)
			}
		}
		if name := g.Nodes[0].Data[1].Value; name != "<Aldan & \ufffd\ufffd>" {
			t.Errorf("name = %q", name)
		}
		if !n.TwoMode && (len(g.Edges) != want || len(g.Nodes) != 4) || n.TwoMode && len(g.Nodes) != 6 {
			t.Errorf("%d nodes and %d ties, want %d", len(g.Nodes), len(g.Edges), want)
		}
	}
}

// FuzzDraw holds that congruence and conflict make up what ignoring positions
// gives, and that no division is by nothing.
func FuzzDraw(f *testing.F) {
	f.Add("AaBbCc", uint8(3))
	f.Add("Aaaa", uint8(0))
	f.Fuzz(func(t *testing.T, letters string, modulus uint8) {
		var codings []Coding
		for i, r := range letters {
			if i > 200 {
				break
			}
			codings = append(codings, Coding{Actor: string(r), Concept: fmt.Sprint(i % (int(modulus) + 1)), Agrees: r%2 == 0})
		}
		draw := func(tie Tie, norm Norm) *Network {
			n, err := OneMode(codings, Options{Tie: tie, Norm: norm})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		all, same, other := draw(TieIgnore, NormNone), draw(TieCongruence, NormNone), draw(TieConflict, NormNone)
		jaccard := draw(TieCongruence, NormJaccard)
		for i := range all.Weights {
			for j := range all.Weights {
				if all.Weights[i][j] != same.Weights[i][j]+other.Weights[i][j] {
					t.Errorf("%v and %v make %v", same.Weights[i][j], other.Weights[i][j], all.Weights[i][j])
				}
				if w := jaccard.Weights[i][j]; math.IsNaN(w) || w < 0 || w > 1 {
					t.Errorf("jaccard = %v, want 0 to 1", w)
				}
			}
		}
	})
}
