package reader

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"parley"
	"parley/internal/num"
	"parley/reader/weights"
)

// TestRead_of_a_corpus_is_the_same_with_every_kernel reads reports of ../shared
// with the weights that parley ships: 120 with all kernels of the processor but
// plain Go, which reads every 40th of them. A reading is held to the last bit
// of its confidences.
func TestRead_of_a_corpus_is_the_same_with_every_kernel(t *testing.T) {
	dir := os.Getenv("PARLEY_SHARED")
	if dir == "" {
		t.Skip("PARLEY_SHARED names no folder with data/corpora")
	}
	file := defaultWeights(t)
	var reports []*parley.Report
	for _, name := range []string{"news_12k", "white_house", "kremlin_en"} {
		n := 0
		for text := range corpus(t, filepath.Join(dir, "data/corpora", name+".jsonl.gz")) {
			reports = append(reports, &parley.Report{ID: fmt.Sprint(name, " ", n), Text: text})
			if n++; n == 40 {
				break
			}
		}
	}
	for _, o := range []Options{{}, {Fast: true}, {Careful: true}} {
		reports := reports
		if o.Careful {
			reports = reports[:40] // five windows for one
		}
		best := read(t, file, num.Best(), o, reports, 1)
		found := 0
		for _, reading := range best {
			found += len(reading.Attributions) + len(reading.Mentions)
		}
		for _, k := range num.All()[1:] {
			every := 1
			if k.Name == "go" {
				every = 40
			}
			for i, reading := range read(t, file, k, o, reports, every) {
				if reading != nil && !reflect.DeepEqual(reading, best[i]) {
					t.Errorf("kernel %s reads report %s otherwise than %s", k.Name, reports[i].ID, num.Best().Name)
				}
			}
		}
		t.Logf("%+v: %d attributions and mentions in %d reports", o, found, len(reports))
	}
}

// read reads every so-manieth report with k; the readings of the others are nil.
func read(t *testing.T, file *weights.File, k *num.Kernel, o Options, reports []*parley.Report, every int) []*parley.Reading {
	t.Helper()
	o.Kernel = k.Name
	r, err := New(file, o)
	if err != nil {
		t.Fatal(err)
	}
	readings := make([]*parley.Reading, len(reports))
	for i := 0; i < len(reports); i += every {
		if readings[i], err = r.Read(reports[i]); err != nil {
			t.Fatal(err)
		}
	}
	return readings
}
