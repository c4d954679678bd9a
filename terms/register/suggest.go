package register

import (
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"parley"
	"parley/internal/table"
)

// A Suggestion is words that several reports use in what is said, and that touch no
// term: one may be missing. It is for a person to accept.
type Suggestion struct {
	Words  string // in small letters
	Places []Place
}

// A Place is where a record has the words; Record is an index.
type Place struct {
	Record int
	Span   parley.Span
}

// Reports is how many reports have the words.
func (s *Suggestion) Reports() int {
	n := 0
	for i, p := range s.Places {
		if i == 0 || s.Places[i-1].Record != p.Record {
			n++
		}
	}
	return n
}

// Draft is the file of a term that the words would touch, to be completed.
func (s *Suggestion) Draft() string {
	return fmt.Sprintf("# Draft: said in %d of the reports, and of no term.\nterm: %s\npart of: ?\ntouch: %s\n",
		s.Reports(), strings.ReplaceAll(s.Words, " ", "-"), s.Words)
}

//go:embed suggest.txt
var suggestFile string

// longestSuggested is how many words a suggestion may have.
const longestSuggested = 3

// Suggest proposes terms from two or three words that at least so many reports say
// as the whole of a noun phrase, of those said most first. A phrase that lies in
// a longer one nearly as often is left out.
func (r *Register) Suggest(records []*parley.Record, least int) []Suggestion {
	found := map[string]*Suggestion{}
	edges := edgesOf()
	for n, record := range records {
		r.suggestFrom(record, func(words string, span parley.Span) {
			s := found[words]
			if s == nil {
				s = &Suggestion{Words: words}
				found[words] = s
			}
			s.Places = append(s.Places, Place{n, span})
		}, edges)
	}
	var all []Suggestion
	for _, words := range slices.Sorted(maps.Keys(found)) {
		if found[words].Reports() >= max(least, 1) {
			all = append(all, *found[words])
		}
	}
	slices.SortStableFunc(all, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(b.Reports(), a.Reports()), cmp.Compare(len(b.Places), len(a.Places)))
	})
	return withoutParts(all)
}

// withoutParts leaves out what lies in a longer suggestion of as many reports or
// nearly so.
func withoutParts(all []Suggestion) []Suggestion {
	longer := map[string]int{} // by the words of its parts: the reports of the longest
	for _, s := range all {
		words := strings.Fields(s.Words)
		if len(words) == longestSuggested {
			for i := range len(words) - 1 {
				part := strings.Join(words[i:i+2], " ")
				longer[part] = max(longer[part], s.Reports())
			}
		}
	}
	return slices.DeleteFunc(all, func(s Suggestion) bool { return 4*longer[s.Words] >= 3*s.Reports() })
}

// suggestFrom yields the noun phrases of what a record's statements say that touch
// no term, each place once.
func (r *Register) suggestFrom(record *parley.Record, yield func(words string, span parley.Span), edges edges) {
	v := newView(record)
	free := make([]bool, len(v.words)) // in a content and in no term's words
	for _, s := range record.Statements {
		for _, c := range s.Content {
			from, to := v.wordsIn(c)
			for i := from; i < to; i++ {
				free[i] = true
			}
		}
	}
	for _, h := range r.phrases.hits(v) {
		for i := h.from; i < h.to; i++ {
			free[i] = false
		}
	}
	for i := range v.words {
		for n := 2; n <= longestSuggested && i+n <= len(v.words); n++ {
			if !v.isFree(free, i, i+n) || !edges.around(v, i, i+n) {
				continue
			}
			var words []string
			for _, w := range v.words[i : i+n] {
				words = append(words, w.text)
			}
			yield(strings.Join(words, " "), parley.Span{Start: v.words[i].span.Start, End: v.words[i+n-1].span.End})
		}
	}
}

// isFree reports whether words are free, in small letters and side by side.
func (v *view) isFree(free []bool, from, to int) bool {
	for i := from; i < to; i++ {
		w := v.words[i]
		if !free[i] || w.number || v.isCapital(i) || len(w.text) < 3 || i < to-1 && (w.ends || w.comma || !v.beside(i)) {
			return false
		}
	}
	return true
}

// beside reports whether one blank or hyphen alone stands between a word and the
// next.
func (v *view) beside(i int) bool {
	between := v.record.Report.Text[v.words[i].span.End:v.words[i+1].span.Start]
	return between == " " || between == "-" || between == "’s " || between == "'s "
}

// Edges are the words at which a noun phrase may begin and end, and those that
// are in none.
type edges struct{ before, behind, never map[string]bool }

func edgesOf() edges {
	e := edges{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	sets := map[string][]map[string]bool{"before": {e.before, e.never}, "behind": {e.behind, e.never}, "never": {e.never}}
	for head, word := range table.Entries("suggest.txt", suggestFile) {
		for _, set := range sets[head] {
			set[word] = true
		}
	}
	return e
}

// around reports whether a noun phrase may be all of the words from from to to.
func (e edges) around(v *view, from, to int) bool {
	for _, w := range v.words[from:to] {
		if e.never[w.text] || strings.HasSuffix(w.text, "ly") {
			return false
		}
	}
	last := v.words[to-1]
	opens := from > 0 && (e.before[v.words[from-1].text] || v.words[from-1].ends)
	closes := last.ends || last.comma || to == len(v.words) || e.behind[v.words[to].text] || !v.beside(to-1)
	return opens && closes && !strings.HasSuffix(last.text, "ing") && !strings.HasSuffix(last.text, "ed")
}
