package reader

import (
	"strings"
	"testing"
)

// testEnds reads what is between the bars as a name that the network ends there: ends says
// where it shall, and the name then is what the case wants.
func testEnds(t *testing.T, cases map[string]string, ends func(w *worker, first, last int) (int, int)) {
	t.Helper()
	r, err := New(defaultWeights(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for marked, want := range cases {
		parts := strings.Split(marked, "|")
		w := newWorker(r)
		w.split(strings.Join(parts, ""))
		from, to := len(parts[0]), len(parts[0])+len(parts[1])
		first, last := -1, -1
		for i, tok := range w.tokens {
			if int(tok.start) >= from && first < 0 {
				first = i
			}
			if int(tok.end) <= to {
				last = i
			}
		}
		first, last = ends(w, first, last)
		if got := w.text[w.tokens[first].start:w.tokens[last].end]; got != want {
			t.Errorf("%q: %q, want %q", marked, got, want)
		}
	}
}

func TestWithBody(t *testing.T) {
	testEnds(t, map[string]string{
		"an |Interior| Ministry spokesman":           "Interior Ministry",
		"the |Senate Finance| Committee met":         "Senate Finance Committee",
		"the |Norland Relief| Foundation Board left": "Norland Relief Foundation Board",
		"|Pentagon| Forces Out General":              "Pentagon",
		"the |Interior| ministry said":               "Interior",
		"the |Interior|\n\nOffice hours are":         "Interior",
		"the |Senate|, Committee members and more":   "Senate",
	}, func(w *worker, first, last int) (int, int) {
		return first, w.withBody(last, run{first: len(w.tokens), last: len(w.tokens)})
	})
}

func TestWithArticle(t *testing.T) {
	testEnds(t, map[string]string{
		"minister |Badr| al-Sayed said": "Badr al-Sayed",
		"met |Badr|, al-Sayed too":      "Badr",
		"|Badr| al-any price":           "Badr",
		"|Badr| and others":             "Badr",
	}, func(w *worker, first, last int) (int, int) { return first, w.withArticle(last) })
}

func TestWithHe(t *testing.T) {
	testEnds(t, map[string]string{
		"Vice Premier He |Lin| said":  "He Lin",
		"told the minister. He |Lin|": "Lin",
		"Says He |Will| Go":           "Will",
	}, func(w *worker, first, last int) (int, int) { return w.withHe(first, 0), last })
}

func TestHe_alone(t *testing.T) {
	r, err := New(defaultWeights(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"Vice Premier He said the talks went well": true,
		"Lind Tells President He Will Resign":      false,
		"Sand told the Premier He would go":        false,
		"Lind left. He said no":                    false,
	} {
		w := newWorker(r)
		w.split(text)
		got := false
		for i := range w.tokens {
			got = got || w.isHe(i) && w.speaks(i)
		}
		if got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestWithBody_leaves_the_next_name(t *testing.T) {
	testEnds(t, map[string]string{
		"the |Palace| Council on Harbours met": "Palace",
	}, func(w *worker, first, last int) (int, int) {
		return first, w.withBody(last, run{first: last + 1, last: last + 3}) // Council on Harbours
	})
	testEnds(t, map[string]string{
		"the |Palace| Council met": "Palace Council",
	}, func(w *worker, first, last int) (int, int) {
		return first, w.withBody(last, run{first: last + 1, last: last + 1}) // Council
	})
}

func TestWidened(t *testing.T) {
	testEnds(t, map[string]string{
		"leave the |E.|U. on Friday":     "E.U.",
		"Minister |Kai Ulm-|ho spoke":    "Kai Ulm-ho",
		"President Omar al-|Dor| left":   "al-Dor",
		"at |Ras el|-Dor on Friday":      "Ras el-Dor",
		"the |Oss|-era treaty":           "Oss",
		"a |U.S.|-led effort":            "U.S.",
		"|Lind| and others. It was late": "Lind",
		"Nadal-|Federer| was the final":  "Federer",
		"that was said by |Lind|.":       "Lind",
		"the |House of| last week":       "House",
		"zones in |Kherson| and beyond":  "Kherson",
	}, func(w *worker, first, last int) (int, int) { return w.widened(first, last, 0) })
}
