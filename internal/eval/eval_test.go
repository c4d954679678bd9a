package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parley"
)

// answers is a system whose answers lie in a folder.
type answers struct{ dir fs.FS }

func (a answers) Brat(name string, _ []byte) ([]byte, error) { return a.read(name + ".ann") }
func (a answers) JSON(name string, _ []byte) ([]byte, error) { return a.read(name + ".json") }

func (a answers) read(file string) ([]byte, error) {
	data, err := fs.ReadFile(a.dir, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// TestScore holds the measures to what the reference scripts print for the
// same folders; testdata/README.md has the commands.
func TestScore(t *testing.T) {
	for _, test := range []struct {
		name, want, part string
		outermost        bool
	}{
		{"spans_as_the_script", "spans", "spans", false},
		{"outermost_spans_as_the_script", "spans-outermost", "spans", true},
		{"records_as_the_script", "records", "records", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			want, err := os.ReadFile(filepath.Join("testdata", "want", test.want+".json"))
			if err != nil {
				t.Fatal(err)
			}
			got := score(t, "testdata/text", "testdata/gold", "testdata/system", test.outermost)
			compareFigures(t, got, test.part, want)
			if !slices.Contains(got.Missing, "quiet") {
				t.Errorf("Missing = %v, want quiet named", got.Missing)
			}
		})
	}
}

func score(t *testing.T, texts, gold, system string, outermost bool) *Result {
	t.Helper()
	result, err := Score(os.DirFS(texts), os.DirFS(gold), answers{os.DirFS(system)}, outermost)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// compareFigures holds one part of a result's JSON to a script's, digit by
// digit. The script may leave out what is parley's own.
func compareFigures(t *testing.T, result *Result, part string, script []byte) {
	t.Helper()
	data, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]map[string]any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	var want map[string]any
	if err := json.Unmarshal(bytes.ReplaceAll(script, []byte("NaN"), []byte("null")), &want); err != nil {
		t.Fatalf("the script printed %q: %v", script, err)
	}
	if len(want) == 0 {
		t.Fatal("the script printed no figures")
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		g, _ := json.Marshal(got[part][name])
		w, _ := json.Marshal(want[name])
		if !bytes.Equal(g, w) {
			t.Errorf("%s = %s, the script says %s", name, g, w)
		}
	}
}

func TestScore_names_a_file_that_cannot_be_read(t *testing.T) {
	texts := fstest.MapFS{"a.txt": {Data: []byte("He left.")}}
	gold := fstest.MapFS{"a.ann": {Data: []byte("T1\tCue 3\tleft\n")}}
	_, err := Score(texts, gold, answers{fstest.MapFS{}}, false)
	if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "a.ann: line 1") {
		t.Errorf("Score(…) = %v, want an invalid a.ann, line 1", err)
	}
}

func TestReadLabels_refuses_a_record_that_misquotes(t *testing.T) {
	text := NewText([]byte("He left."))
	for name, span := range map[string]string{
		"other_words":      `{"start":3,"end":7,"text":"came"}`,
		"outside_the_text": `{"start":3,"end":70,"text":"left"}`,
		"end_before_start": `{"start":7,"end":3,"text":""}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadLabels(text, []byte(`{"report":{},"statements":[{"cue":[`+span+`]}]}`))
			if !errors.Is(err, parley.ErrInvalid) {
				t.Errorf("ReadLabels(…) = %v, want an invalid record", err)
			}
		})
	}
}

func TestReadLabels_refuses_labels_without_a_list(t *testing.T) {
	_, err := ReadLabels(NewText(nil), []byte(`{"entities":[],"statements":[]}`))
	if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), `"responses"`) {
		t.Errorf("ReadLabels(…) = %v, want responses named", err)
	}
}

func TestFigures_count_a_missed_statement_as_wrong(t *testing.T) {
	tally := RecordTally{Content: Tally{Right: 5, Gold: 20, System: 10}, Speaker: 4, Act: 3}
	want := map[string]float64{"speaker": 80, "act": 60, "speaker of all": 20, "act of all": 15}
	for _, f := range tally.Figures(1) {
		if value, asked := want[f.Name]; asked && f.Value != value {
			t.Errorf("%s = %v, want %v", f.Name, f.Value, value)
		}
	}
}

func TestWrite_prints_the_tables_of_the_scripts(t *testing.T) {
	var out strings.Builder
	if err := score(t, "testdata/text", "testdata/gold", "testdata/system", false).Write(&out); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"relation@.5      41.67   50.00   45.45\n",
		"speaker          82.4\n",
		"nested gold      3\n",
		"counts           st.g 19, st.s 20, ",
	} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("Write(…) lacks %q:\n%s", line, out.String())
		}
	}
}

func TestWrite_says_nan_where_nothing_could_be_measured(t *testing.T) {
	var out strings.Builder
	if err := (&Result{Records: []RecordTally{{}}}).Write(&out); err != nil {
		t.Fatal(err)
	}
	if line := "contacts         nan\n"; !strings.Contains(out.String(), line) {
		t.Errorf("Write(…) lacks %q:\n%s", line, out.String())
	}
}

func TestSame(t *testing.T) {
	known := aliases{"Dana Wells": {"the rider"}}
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"", "", true},
		{"", "Dana Wells", false},
		{"Dana Wells", "Wells", true},
		{"President Dana Wells", "dana wells (north)", true},
		{"Dana Wells", "the rider", true},
		{"the rider", "Dana Wells", true},
		{"Dana Wells", "a rider of fame", false},
		{"Moscow", "Russia", true},
		{"United States", "Washington", true},
		{"City of London Washington Post", "United States", false},
		{"the president’s", "the prime minister", false},
		{"officials", "unnamed officials", true},
		{"İlse", "ilse", false}, // İ lowers to i and a dot above
		{"the Kremlin's envoy", "Kremlin’s envoy", true},
		{"Kremlin’s", "Volga’s", false},
		{"Kremlin’s_", "Volga’s_", true}, // s is a word: the possessive does not end before _
		{"(…)", "(…)", false},
		{"U.S. troops", "troops", true},
	} {
		if got := known.same(test.a, test.b); got != test.want {
			t.Errorf("same(%q, %q) = %v, want %v", test.a, test.b, got, test.want)
		}
	}
}

func TestOutermost_keeps_the_longer_of_two_that_hold_each_other(t *testing.T) {
	text := NewText([]byte("A says B says C came and went"))
	events := func(pieces ...[2]string) (out []Event) {
		for _, p := range pieces {
			out = append(out, Event{cue: text.nearest(p[0], 0), content: text.nearest(p[1], 0)})
		}
		return out
	}
	got := parley.Outermost(events([2]string{"B says", "A says B says C came and went"}, [2]string{"A says", "B says C"}))
	if len(got) != 1 || got[0].content.len() != text.Len()-text.spaces.len() {
		t.Errorf("Outermost(…) keeps %d events, want the longer one", len(got))
	}
}

func TestBootstrap(t *testing.T) {
	texts := make([]RecordTally, 40)
	for i := range texts {
		texts[i] = RecordTally{Content: Tally{Right: i % 2, Gold: 1, System: 1}}
	}
	f1 := func(drawn []RecordTally) float64 { return SumRecords(drawn).Content.F1() }
	got := Bootstrap(texts, f1, 2000, 7)

	t.Run("the_same_seed_gives_the_same_interval", func(t *testing.T) {
		if again := Bootstrap(texts, f1, 2000, 7); again != got {
			t.Errorf("Bootstrap(…) = %v, then %v", got, again)
		}
	})
	t.Run("the_interval_is_as_wide_as_theory_says", func(t *testing.T) {
		half := 1.96 * 100 * math.Sqrt(.25/40) // of a binomial share of 40
		if math.Abs(got.Low-(50-half)) > 3 || math.Abs(got.High-(50+half)) > 3 {
			t.Errorf("Bootstrap(…) = %v, want about %.1f to %.1f", got, 50-half, 50+half)
		}
	})
	t.Run("draws_without_a_figure_do_not_count", func(t *testing.T) {
		if none := Bootstrap(make([]RecordTally, 3), f1, 10, 7); !math.IsNaN(none.Low) || !math.IsNaN(none.High) {
			t.Errorf("Bootstrap(nothing) = %v, want no interval", none)
		}
	})
}

func TestWriteIntervals(t *testing.T) {
	right := SpanTally{Counts: [Exact + 1]Count{Relation: {Right: 8, Gold: 10, System: 10}}}
	wrong := SpanTally{Counts: [Exact + 1]Count{Relation: {Right: 2, Gold: 10, System: 10}}}
	var same, mixed strings.Builder
	if err := (&Result{Spans: []SpanTally{right, right, right}}).WriteIntervals(&same); err != nil {
		t.Fatal(err)
	}
	if want := "relation@.5        80.0   80.0\n"; !strings.Contains(same.String(), want) {
		t.Errorf("texts that are alike: got %q, want it to hold %q", same.String(), want)
	}
	if err := (&Result{Spans: []SpanTally{right, wrong}}).WriteIntervals(&mixed); err != nil {
		t.Fatal(err)
	}
	if want := "relation@.5        20.0   80.0\n"; !strings.Contains(mixed.String(), want) {
		t.Errorf("texts that differ: got %q, want it to hold %q", mixed.String(), want)
	}
}

func TestCompareRecords_counts_parties_by_any_name(t *testing.T) {
	gold := &Labels{
		aliases:  aliases{"Ada Lind": {"Lind"}, "Norland": {"the Union"}},
		entities: []entity{{"Ada Lind", "Norland"}, {"Kai Berg", "Vestland"}, {"Norland", "Norland"}, {"Oda Sand", "Norland"}, {"analysts", ""}},
	}
	system := &Labels{
		aliases:  aliases{"the Union": nil},
		entities: []entity{{"Lind", "the Union"}, {"K. Berg", "Norland"}, {"the Union", "the Union"}, {"Per Holm", "Norland"}, {"analysts", "Norland"}},
	}
	if got, want := CompareRecords(gold, system).Parties, (Tally{Right: 2, Gold: 4, System: 3}); got != want {
		t.Errorf("parties = %+v, want %+v", got, want)
	}
}
