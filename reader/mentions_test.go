package reader

import (
	"strings"
	"testing"
)

// TestWithBody: what is between the bars is the name as the network ends it.
func TestWithBody(t *testing.T) {
	r, err := New(defaultWeights(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for marked, want := range map[string]string{
		"an |Interior| Ministry spokesman":           "Interior Ministry",
		"the |Senate Finance| Committee met":         "Senate Finance Committee",
		"the |Norland Relief| Foundation Board left": "Norland Relief Foundation Board",
		"|Pentagon| Forces Out General":              "Pentagon",
		"the |Interior| ministry said":               "Interior",
		"the |Interior|\n\nOffice hours are":         "Interior",
		"the |Senate|, Committee members and more":   "Senate",
	} {
		w, first, last := markedTokens(r, marked)
		last = w.withBody(last, run{first: len(w.tokens), last: len(w.tokens)})
		if got := w.text[w.tokens[first].start:w.tokens[last].end]; got != want {
			t.Errorf("%q: %q, want %q", marked, got, want)
		}
	}
}

// markedTokens are the first and last token of what is between the bars.
func markedTokens(r *Reader, marked string) (w *worker, first, last int) {
	parts := strings.Split(marked, "|")
	w = newWorker(r)
	w.split(parts[0] + parts[1] + strings.Join(parts[2:], ""))
	from, to := len(parts[0]), len(parts[0])+len(parts[1])
	first = -1
	for i, tok := range w.tokens {
		if int(tok.start) >= from && first < 0 {
			first = i
		}
		if int(tok.end) <= to {
			last = i
		}
	}
	return w, first, last
}

// TestWidened: what is between the bars is the name as the network ends it.
func TestWidened(t *testing.T) {
	r, err := New(defaultWeights(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for marked, want := range map[string]string{
		"leave the |E.|U. on Friday":     "E.U.",
		"Minister |Kai Ulm-|ho spoke":    "Kai Ulm-ho",
		"President Omar al-|Dor| left":   "al-Dor",
		"the |Oss|-era treaty":           "Oss",
		"a |U.S.|-led effort":            "U.S.",
		"|Lind| and others. It was late": "Lind",
		"Nadal-|Federer| was the final":  "Federer",
		"that was said by |Lind|.":       "Lind",
		"the |House of| last week":       "House",
		"zones in |Kherson| and beyond":  "Kherson",
	} {
		w, first, last := markedTokens(r, marked)
		first, last = w.widened(first, last, 0)
		if got := w.text[w.tokens[first].start:w.tokens[last].end]; got != want {
			t.Errorf("%q: %q, want %q", marked, got, want)
		}
	}
}
