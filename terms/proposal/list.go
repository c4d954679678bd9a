package proposal

import (
	"strings"

	"parley"
)

// listed are the lines of a list that the line of p opens: it ends in a colon.
func (f *finder) listed(p phrase) []parley.Point {
	l := f.lines[p.line]
	if !strings.HasSuffix(strings.TrimRight(f.text[l.Start:l.End], " \r\t"), ":") || f.sentence(p) != l.words[len(l.words)-1].sentence {
		return nil
	}
	var all []parley.Point
	for at := p.line + 1; at < len(f.lines) && len(all) < longestList; at++ {
		number, words, ok := item(f.text, f.lines[at])
		if !ok {
			break
		}
		all = append(all, parley.Point{Number: number, Words: []parley.Span{words}})
	}
	return all
}

// longestList is how many points of a list are taken.
const longestList = 200

// item reads a line that begins with a number or a bullet.
func item(text string, l line) (number int, words parley.Span, ok bool) {
	raw := text[l.Start:l.End]
	start := l.Start + len(raw) - len(strings.TrimLeft(raw, " \t"))
	first := l.words[0]
	if mark := strings.TrimSpace(text[start:first.Start]); mark != "" && strings.ContainsAny(mark, "•*-–—·▪◦") {
		return 0, l.spanOf(0, len(l.words)), true
	}
	if n := numeral(first.text); n > 0 && len(l.words) > 1 && strings.ContainsAny(l.words[1].before, ".)") {
		return n, l.spanOf(1, len(l.words)), true
	}
	return 0, parley.Span{}, false
}

// number is that of the point or article that the words before say is worded:
// "point 7 of the plan".
func (f *finder) number(l line, from, to int) int {
	for i := max(0, from-4); i+1 < to; i++ {
		if isPointWord(l.words[i].text) && l.words[i+1].adjoins() {
			if n := numeral(l.words[i+1].text); n > 0 {
				return n
			}
		}
	}
	return 0
}

func (f *finder) numberNear(s *parley.Statement) int {
	words := wordsIn(f.text, s.Source[0], 0)
	return f.number(line{words: words}, 0, len(words))
}

// points takes words apart at "as well as", semicolons, and between the items of a
// list that begin alike: "to withdraw …, to recognise …".
func (f *finder) points(pieces []parley.Span, statement string, number int) []parley.Point {
	var all []parley.Point
	for _, piece := range pieces {
		if piece.Len() == 0 {
			continue
		}
		words := wordsIn(f.text, piece, 0)
		from := 0
		for i := 1; i <= len(words); i++ {
			if i < len(words) && !f.parts(words, from, i) {
				continue
			}
			last := i
			for last > from+1 && joining[words[last-1].text] {
				last--
			}
			if s := f.whole(words[from:max(last, from+1)]); last > from && tells(words[from:last]) {
				all = append(all, parley.Point{Words: []parley.Span{s}, Statement: statement})
			}
			from = i
			for from < len(words) && (joining[words[from].text] || from == i && words[from].text == "also") {
				from++
			}
			i = max(i, from)
		}
	}
	if len(all) == 1 {
		all[0].Number = number
	}
	return all
}

// whole is from the first of words to the last, with a sign of per cent behind it.
func (f *finder) whole(words []word) parley.Span {
	s := parley.Span{Start: words[0].Start, End: words[len(words)-1].whole}
	if strings.HasPrefix(f.text[s.End:], "%") {
		s.End++
	}
	return s
}

// tells reports whether words are more than one and those small ones that stand
// before it: "its obligations" is no point.
func tells(words []word) bool {
	n := 0
	for _, w := range words {
		if articles[w.text] == "" && !parting[w.text] {
			n++
		}
	}
	return n > 1
}

// joining are words between two points that belong to neither.
var joining = setOf(`and as well plus or also`)

// parts reports whether another point begins at the i-th word.
func (f *finder) parts(words []word, from, i int) bool {
	w := words[i]
	if strings.Contains(w.before, ";") {
		return true
	}
	if w.text == "as" && i+2 < len(words) && words[i+1].text == "well" && words[i+2].text == "as" {
		return true
	}
	next := i
	isAnd := w.text == "and" && i+1 < len(words)
	if isAnd {
		next = i + 1
	}
	if !isAnd && !strings.HasPrefix(w.before, ",") {
		return false
	}
	return beginsAlike(words[from], words[next]) || isAnd && words[next].text == "to" && strings.HasPrefix(w.before, ",")
}

// beginsAlike reports whether two items of a list begin with the same sort of word:
// both with "to", an article, or an -ing.
func beginsAlike(a, b word) bool {
	switch {
	case a.text == "to" || b.text == "to":
		return a.text == b.text
	case strings.HasSuffix(a.text, "ing"):
		return strings.HasSuffix(b.text, "ing")
	case a.text == "a" || a.text == "an" || a.text == "the":
		return b.text == "a" || b.text == "an" || b.text == "the"
	}
	return false
}
