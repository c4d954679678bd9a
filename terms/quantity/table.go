package quantity

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"parley"
	"parley/internal/table"
)

//go:embed units.tsv
var unitsFile string

//go:embed numbers.txt
var numbersFile string

//go:embed limits.txt
var limitsFile string

// A lists is what the tables say of numbers and units.
type lists struct {
	units map[string]unit    // by their words
	signs map[string]string  // currencies, by the sign before a number
	small map[string]float64 // numbers below a hundred
	times map[string]float64 // multipliers
	parts map[string]float64 // thirds: 3
	whole map[string]bool    // that may follow half
	per   map[string]bool
	stops map[string]bool // that are not counted and stand before nothing that is
}

var tables = sync.OnceValue(func() lists {
	l := lists{units: map[string]unit{}, signs: map[string]string{}, small: map[string]float64{}, times: map[string]float64{},
		parts: map[string]float64{}, whole: map[string]bool{}, per: map[string]bool{}, stops: map[string]bool{}}
	for row := range table.Rows("units.tsv", unitsFile, 3) {
		for form := range strings.SplitSeq(row[2], ",") {
			form = strings.TrimSpace(form)
			if row[0] == "sign" {
				l.signs[form] = row[1]
				continue
			}
			u := unit{unit: row[1], kind: unitKind(row[0])}
			if u.unit == "-" {
				u.unit = form
			}
			l.units[form] = u
		}
	}
	for head, entry := range table.Entries("numbers.txt", numbersFile) {
		word, value, _ := strings.Cut(entry, " = ")
		number, err := strconv.ParseFloat(value, 64)
		set := map[string]map[string]bool{"half of": l.whole, "per": l.per, "stop": l.stops}[head]
		numbers := map[string]map[string]float64{"number": l.small, "times": l.times, "part": l.parts}[head]
		switch {
		case set != nil:
			set[entry] = true
		case numbers != nil && err == nil:
			numbers[word] = number
		default:
			panic("numbers.txt: " + head + ": " + entry)
		}
	}
	return l
})

// A limit is what limits.txt says.
type limit struct {
	before, behind    map[string]parley.Bound
	namers, ago, last map[string]bool
}

// longestBound is how many words bound an amount at most.
const longestBound = 4

var limits = sync.OnceValue(func() limit {
	l := limit{map[string]parley.Bound{}, map[string]parley.Bound{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for head, entry := range table.Entries("limits.txt", limitsFile) {
		set := map[string]map[string]bool{"name": l.namers, "ago": l.ago, "last": l.last}[head]
		bound, isBehind := strings.CutSuffix(head, " behind")
		switch {
		case set != nil:
			set[entry] = true
		case isBehind:
			l.behind[entry] = parley.Bound(bound)
		default:
			l.before[entry] = parley.Bound(head)
		}
	}
	return l
})
