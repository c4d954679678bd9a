package points

import (
	"cmp"
	_ "embed"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/table"
)

// A mark is a place where a point may begin, or the closing.
type mark struct {
	label    parley.Span
	readings []numbering // what its number may be: "i" is a letter or a Roman one
	closing  bool
}

// A numbering is a number as it is counted.
type numbering struct {
	style  style
	value  int
	number string
	rank   int // of the word before it, 0 for none
}

// A style is how a list counts. Lists of one style go on with each other.
type style struct {
	form  form
	marks string // what stands around the number: "(", ".", ")"
	dots  int    // how many numbers stand before it: 1 in "1.2"
	of    string // those numbers: "1" in "1.2"
	word  string
}

// A form is what the numbers of a list are.
type form string

const (
	figures form = "1"
	letters form = "a"
	capital form = "A"
	roman   form = "i"
	romans  form = "I"
	bullet  form = "•"
)

var (
	//go:embed labels.tsv
	labelsFile string
	//go:embed closings.txt
	closingsFile string

	ranks    = readRanks()
	closings = readClosings()
)

func readRanks() map[string]int {
	all := map[string]int{}
	for row := range table.Rows("labels.tsv", labelsFile, 2) {
		n, err := strconv.Atoi(row[1])
		if err != nil {
			panic("points: labels.tsv: rank " + row[1] + " is no number")
		}
		all[row[0]] = n
	}
	return all
}

func readClosings() []string {
	var all []string
	for _, phrase := range table.Entries("closings.txt", closingsFile) {
		all = append(all, phrase)
	}
	return all
}

var (
	// numbered are the ways in which a line may begin with a number. The groups are
	// what stands before the number, the number, and what stands behind.
	numbered = regexp.MustCompile(`^(\(?)((?:[0-9]{1,3}\.)*[0-9]{1,3}|[A-Za-z]|[ivxlc]{1,7}|[IVXLC]{1,7})(\.\)|[.):]|\s*[–—-]\s|\t|\s)`)
	worded   = regexp.MustCompile(`^(\p{L}[\p{L}-]{1,14}|§)(\.?\s*)((?:[0-9]{1,3}\.)*[0-9]{1,3}|[IVXLC]{1,7}|[A-Z]|\p{L}{3,12})(?:\s*[.:)–—-]+|\s*$|\s)`)
	bulleted = regexp.MustCompile(`^([•▪◦‣●○■□➢✓·*–—-])(?:\s+|\p{Lu})`)
	// running are numbers of sentences that run on in one line: "1. Fire ceases. 2. All
	// leave."
	running = regexp.MustCompile(`[.;:!?”"]\s*(([0-9]{1,3})(\.|\)|\s?[–-]))\s*\p{Lu}`)
	// inline are numbers within a line, behind a stop: "… namely: (a) …; (b) …".
	inline = regexp.MustCompile(`[:;,.]\s+(?:and |or )?(\(([0-9]{1,2}|[a-z]|[ivx]{1,5})\))\s`)
)

// marksOf lists the marks of a text, in order.
func marksOf(text string) []mark {
	var all []mark
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexAny(text[start:], "\n\f\v"); n >= 0 {
			end = start + n
		}
		all = append(all, marksIn(text, parley.Span{Start: start, End: end})...)
		start = end + 1
	}
	return all
}

// marksIn lists those of a line.
func marksIn(text string, line parley.Span) []mark {
	raw := text[line.Start:line.End]
	start := line.Start + len(raw) - len(strings.TrimLeftFunc(raw, isBlank))
	if strings.HasPrefix(text[start:line.End], "**") { // Markdown's bold type
		start += len("**")
	}
	raw = text[start:line.End]
	if strings.IndexFunc(raw, isWordRune) < 0 {
		return nil
	}
	if isClosing(raw) {
		return []mark{{label: parley.Span{Start: start, End: start}, closing: true}}
	}
	var all []mark
	from := start
	if m, ok := markAt(raw); ok {
		m.label.Start, m.label.End = m.label.Start+start, m.label.End+start
		all = append(all, m)
		from = m.label.End
		// "1. (a) …" begins two points.
		rest := text[from:line.End]
		blank := len(rest) - len(strings.TrimLeftFunc(rest, isBlank))
		if second, ok := markAt(rest[blank:]); ok && strings.HasPrefix(rest[blank:], "(") {
			second.label.Start, second.label.End = second.label.Start+from+blank, second.label.End+from+blank
			all = append(all, second)
			from = second.label.End
		}
	}
	rest := parley.Span{Start: from, End: line.End}
	all = append(all, runningMarks(text, rest, all)...)
	all = append(all, inlineMarks(text, rest)...)
	slices.SortStableFunc(all, func(a, b mark) int { return cmp.Compare(a.label.Start, b.label.Start) })
	return all
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// runningMarks are those of a list that runs on in a line: its numbers go on from the
// one that the line begins with, or else from 1, and then there are two or more.
func runningMarks(text string, rest parley.Span, before []mark) []mark {
	next := 1
	for _, m := range before {
		if r := m.readings[0]; r.style.form == figures && r.rank == 0 && r.style.dots == 0 {
			next = r.value + 1
		}
	}
	first := next
	var all []mark
	for _, g := range running.FindAllStringSubmatchIndex(text[rest.Start:rest.End], -1) {
		label := parley.Span{Start: rest.Start + g[2], End: rest.Start + g[3]}
		behind := strings.TrimSpace(text[rest.Start+g[6] : rest.Start+g[7]])
		for _, r := range readingsOf(text[rest.Start+g[4]:rest.Start+g[5]], style{marks: behind}, 0) {
			if r.value == next {
				all = append(all, mark{label: label, readings: []numbering{r}})
				next++
			}
		}
	}
	if first == 1 && len(all) < 2 {
		return nil
	}
	return all
}

// isBlank reports whether r is white space, or a mark that editors put before text.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '>' || r == '#'
}

func isClosing(line string) bool {
	lower := strings.ToLower(line[:min(len(line), 60)])
	for _, phrase := range closings {
		if strings.HasPrefix(lower, phrase+" ") {
			return true
		}
	}
	return false
}

// markAt is the mark that a line begins with.
func markAt(line string) (mark, bool) {
	if g := worded.FindStringSubmatchIndex(line); g != nil {
		word, number := strings.ToLower(line[g[2]:g[3]]), line[g[6]:g[7]]
		if rank := ranks[word]; rank > 0 && isLabel(line, g[1]) {
			if readings := readingsOf(number, style{word: word}, rank); readings != nil {
				return mark{label: parley.Span{End: end(line, g[1])}, readings: readings}, true
			}
		}
	}
	if g := numbered.FindStringSubmatchIndex(line); g != nil {
		before, number, behind := line[g[2]:g[3]], line[g[4]:g[5]], strings.TrimSpace(line[g[6]:g[7]])
		// "1.5 million", "U.S.", "(a)": a number in brackets has both, and one with
		// nothing behind it has others before it: "1.2 The harbour".
		next, _ := utf8.DecodeRuneInString(line[g[1]:])
		isWhole := before == "" || strings.HasSuffix(behind, ")")
		if behind == "" && line[g[6]:g[7]] != "\t" {
			isWhole = before == "" && strings.Contains(number, ".") && unicode.IsUpper(next)
		}
		if isWhole && !unicode.IsDigit(next) && !(unicode.IsLetter(next) && behind == "." && !strings.ContainsAny(number, "0123456789")) {
			if readings := readingsOf(number, style{marks: before + behind}, 0); readings != nil {
				return mark{label: parley.Span{End: end(line, g[1])}, readings: readings}, true
			}
		}
	}
	if g := bulleted.FindStringSubmatchIndex(line); g != nil {
		return mark{label: parley.Span{End: g[3]}, readings: []numbering{{style: style{form: bullet, marks: line[g[2]:g[3]]}}}}, true
	}
	return mark{}, false
}

// isLabel reports whether what stands behind a number of a word is no sentence that
// goes on: "Article 4 of the treaty says" is none.
func isLabel(line string, at int) bool {
	rest := strings.TrimLeftFunc(line[at:], unicode.IsSpace)
	first, _ := utf8.DecodeRuneInString(rest)
	behind := strings.TrimSpace(line[:at])
	last, _ := utf8.DecodeLastRuneInString(behind)
	return rest == "" || !unicode.IsLower(first) || strings.ContainsRune(".:)–—-", last)
}

// end is where a label ends: before the white space in front of n.
func end(line string, n int) int { return len(strings.TrimRightFunc(line[:n], unicode.IsSpace)) }

// inlineMarks are numbers in brackets within a line, of lists that begin with 1 or a
// in it.
func inlineMarks(text string, rest parley.Span) []mark {
	var all []mark
	begun := map[style]int{}
	for _, g := range inline.FindAllStringSubmatchIndex(text[rest.Start:rest.End], -1) {
		number := text[rest.Start+g[4] : rest.Start+g[5]]
		var kept []numbering
		for _, r := range readingsOf(number, style{marks: "()"}, 0) {
			if r.value == begun[r.style]+1 {
				begun[r.style]++
				kept = append(kept, r)
			}
		}
		if kept != nil {
			all = append(all, mark{label: parley.Span{Start: rest.Start + g[2], End: rest.Start + g[3]}, readings: kept})
		}
	}
	return all
}

// readingsOf are what a number may be. "1.", "1:" and "1 –" are one style, "1)" is
// another.
func readingsOf(number string, s style, rank int) []numbering {
	if s.marks != "" && !strings.ContainsAny(s.marks, "()") {
		s.marks = "."
	}
	if n := strings.LastIndexByte(number, '.'); n >= 0 && isFigures(number[n+1:]) {
		value, err := strconv.Atoi(number[n+1:])
		if err != nil {
			return nil
		}
		s.form, s.of, s.dots, s.marks = figures, number[:n], strings.Count(number, "."), ""
		return []numbering{{s, value, number, rank}}
	}
	add := func(all []numbering, f form, value int) []numbering {
		s := s
		s.form = f
		return append(all, numbering{s, value, number, rank})
	}
	var all []numbering
	if isFigures(number) {
		if value, err := strconv.Atoi(number); err == nil && value > 0 {
			all = add(all, figures, value)
		}
		return all
	}
	isLower := strings.ToLower(number) == number
	if value := romanValue(strings.ToUpper(number)); value > 0 && (isLower || strings.ToUpper(number) == number) {
		all = add(all, map[bool]form{true: roman, false: romans}[isLower], value)
	}
	if len(number) == 1 && number[0]|0x20 >= 'a' && number[0]|0x20 <= 'z' {
		all = add(all, map[bool]form{true: letters, false: capital}[isLower], int(number[0]|0x20-'a')+1)
	}
	if value := ordinal(strings.ToLower(number)); value > 0 && rank > 0 {
		number = strconv.Itoa(value)
		all = add(all, figures, value)
	}
	return all
}

func isFigures(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// ordinal reads a number that is written out: "Article One", "Phase two".
func ordinal(s string) int {
	for i, w := range strings.Fields("one two three four five six seven eight nine ten eleven twelve") {
		if s == w {
			return i + 1
		}
	}
	return 0
}

// romanValue reads a Roman number of up to 399; 0 for none.
func romanValue(s string) int {
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	sum := 0
	for i := range len(s) {
		v := values[s[i]]
		if v == 0 {
			return 0
		}
		if i+1 < len(s) && v < values[s[i+1]] {
			sum -= v
		} else {
			sum += v
		}
	}
	if sum <= 0 || romanOf(sum) != s {
		return 0
	}
	return sum
}

func romanOf(n int) string {
	var b strings.Builder
	for _, step := range []struct {
		value int
		sign  string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= step.value {
			b.WriteString(step.sign)
			n -= step.value
		}
	}
	return b.String()
}
