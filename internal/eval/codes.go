package eval

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"strings"
)

// An Agreement is a row of PA-X: the paragraph that describes an agreement, and
// the codes of the issues that it has.
type Agreement struct {
	ID, Description string
	Codes           map[string]bool
}

// ReadAgreements reads PA-X as CSV. Columns behind that of the description are
// codes; an agreement has one where its number is above 0.
func ReadAgreements(r io.Reader) (agreements []Agreement, codes []string, err error) {
	in := csv.NewReader(r)
	head, err := in.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("reading the head of PA-X: %v", err)
	}
	at := slices.Index(head, "description")
	if at < 0 || at == len(head)-1 {
		return nil, nil, fmt.Errorf("the head of PA-X has no column description with codes behind it, but %q", head)
	}
	codes = head[at+1:]
	for {
		row, err := in.Read()
		if err == io.EOF {
			return agreements, codes, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("reading PA-X: %v", err)
		}
		a := Agreement{ID: row[0], Description: row[at], Codes: map[string]bool{}}
		for i, code := range codes {
			if v, err := strconv.ParseFloat(row[at+1+i], 64); err == nil && v > 0 {
				a.Codes[code] = true
			}
		}
		agreements = append(agreements, a)
	}
}

// Commonest are the n codes that most agreements have, the commonest first; of
// equals the first column.
func Commonest(agreements []Agreement, codes []string, n int) []string {
	counts := map[string]int{}
	for _, a := range agreements {
		for code := range a.Codes {
			counts[code]++
		}
	}
	sorted := slices.Clone(codes)
	slices.SortStableFunc(sorted, func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	return sorted[:min(n, len(sorted))]
}

// A Coded is an agreement with the codes that it has and those that a system says.
type Coded struct {
	Gold   Agreement
	System map[string]bool
}

// CodeResult is how well a system says the codes of agreements.
type CodeResult struct {
	Codes []string
	Coded []Coded
}

// Count is how many agreements have a code, of how many the system says so, and of
// how many rightly.
func (r *CodeResult) Count(code string) Count { return countCode(r.Coded, code) }

func countCode(coded []Coded, code string) Count {
	var c Count
	for _, a := range coded {
		if a.Gold.Codes[code] {
			c.Gold++
		}
		if a.System[code] {
			c.System++
		}
		if a.Gold.Codes[code] && a.System[code] {
			c.Right++
		}
	}
	return c
}

// Macro is the mean of the codes' F1, 0 to 1.
func (r *CodeResult) Macro() float64 { return macro(r.Coded, r.Codes) }

func macro(coded []Coded, codes []string) float64 {
	sum := 0.0
	for _, code := range codes {
		sum += countCode(coded, code).F1()
	}
	return share(sum, float64(len(codes)))
}

// Half is the part of r whose agreements lie in the first half by a hash of their
// ids, or in the second: what was chosen on one is measured on the other.
func (r *CodeResult) Half(first bool) *CodeResult {
	half := &CodeResult{Codes: r.Codes}
	for _, a := range r.Coded {
		h := fnv.New32a()
		h.Write([]byte(a.Gold.ID))
		if (h.Sum32()%2 == 0) == first {
			half.Coded = append(half.Coded, a)
		}
	}
	return half
}

// Write prints a line for each code, with the 95 % interval of its F1, and their
// mean, of all and of each half.
func (r *CodeResult) Write(w io.Writer) error {
	var out strings.Builder
	fmt.Fprintf(&out, "%-10s %6s %9s %9s %9s %15s\n", "code", "has it", "precision", "recall", "F1", "95 % interval")
	for _, code := range r.Codes {
		c := r.Count(code)
		i := Bootstrap(r.Coded, func(drawn []Coded) float64 { return 100 * countCode(drawn, code).F1() }, intervalDraws, intervalSeed)
		fmt.Fprintf(&out, "%-10s %6.0f %9.1f %9.1f %9.1f %7.1f %7.1f\n", code, c.Gold, 100*c.Precision(), 100*c.Recall(), 100*c.F1(), i.Low, i.High)
	}
	i := Bootstrap(r.Coded, func(drawn []Coded) float64 { return 100 * macro(drawn, r.Codes) }, intervalDraws, intervalSeed)
	fmt.Fprintf(&out, "%-10s %36.1f %7.1f %7.1f\n", "macro F1", 100*r.Macro(), i.Low, i.High)
	for _, first := range []bool{true, false} {
		half := r.Half(first)
		name := map[bool]string{true: "first half", false: "second half"}[first]
		fmt.Fprintf(&out, "%-12s %34.1f  of %d agreements\n", name, 100*half.Macro(), len(half.Coded))
	}
	_, err := io.WriteString(w, out.String())
	return err
}
