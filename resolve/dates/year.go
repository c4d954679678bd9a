package dates

func isYear(n int) bool { return 1500 <= n && n < 2100 }

// isYear reports whether token i is a number that can be a year and is no part
// of another: 2031, but not 2,031 or 2031.5.
func (p *parser) isYear(i int) bool {
	t := p.at(i)
	if t.kind != isNumber || t.digits != 4 || t.low != "" || !isYear(t.value) {
		return false
	}
	next := p.at(i + 1)
	inNumber := next.glued && (next.low == "," || next.low == "." || next.low == "/" || next.low == ":") && p.at(i+2).glued && p.at(i+2).kind == isNumber
	return !inNumber && !(next.glued && (next.low == "%" || next.low == "_"))
}

// year reads a year that stands alone.
func (p *parser) year(i int, led bool) (calendar, int) {
	i = p.skip(i, "the", "year")
	if !p.isYear(i) {
		return calendar{}, 0
	}
	d := calendar{year: p.at(i).value}
	t, before, next := p.at(i), p.at(i-1), p.at(i+1)
	if t.glued && before.kind == isMark && !(before.low == "(" || before.low == "[" || before.low == "“" || before.low == `"` ||
		before.low == "‘" || (before.low == "-" || before.low == "–") && p.at(i-2).kind == isWord && !p.at(i-2).capital) {
		return calendar{}, 0
	}
	switch {
	case p.trap(i-1, "numbered") && !(led && (p.is(i-1, "about") || p.is(i-1, "around"))), p.trap(i+1, "counted"):
		return calendar{}, 0
	case next.kind == isWord && next.glued:
		return calendar{}, 0
	case p.joins(i+1) && p.at(i+2).kind == isNumber && (!p.isYear(i+2) || p.trap(i+3, "counted")):
		return calendar{}, 0 // between 1500 and 2000 people
	case led || before.kind != isWord:
	case before.capital && !p.beginsSentence(i-1) && p.class(i-1) == "":
		return calendar{}, 0 // Expo 2031
	}
	if t.glued && before.kind == isMark {
		return d, i + 1 // post-1959 politics
	}
	round := t.value%100 == 0 || !led && before.low != "the"
	if round && before.low != "the" && next.kind == isWord && !next.capital && len(next.low) > 3 && next.low[len(next.low)-1] == 's' && !p.beginsSentence(i+1) {
		return calendar{}, 0 // 2000 soldiers
	}
	return d, i + 1
}

func (p *parser) joins(i int) bool {
	return p.is(i, "and") || p.is(i, "or") || p.is(i, "to") || p.is(i, "-") || p.is(i, "–")
}

// decade reads "the 1990s" and "the nineties".
func (p *parser) decade(i int) (expression, int) {
	j := p.skip(i, "the")
	t := p.at(j)
	year := 0
	switch {
	case t.kind == isNumber && t.low == "s" && t.digits == 4 && t.value%10 == 0 && isYear(t.value):
		year = t.value
	case j > i && p.class(j) == "tens":
		year = 1900 + p.word(j).value
	case j > i && (p.is(j, "’") || p.is(j, "'")) && p.at(j+1).low == "s" && p.at(j+1).digits == 2 && p.at(j+1).value%10 == 0:
		j++
		year = 1900 + p.at(j).value
	default:
		return expression{}, 0
	}
	if t.value%100 == 0 && t.digits == 4 && t.value < 2000 {
		return fixed(point{year: year, xs: 2}), j + 1 // the 1800s
	}
	return fixed(point{year: year, xs: 1}), j + 1
}

// century reads "the 19th century" and "eighteenth-century".
func (p *parser) century(i int) (expression, int) {
	j := p.skip(i, "the")
	n := 0
	if t := p.at(j); t.kind == isNumber && (t.low == "th" || t.low == "st") && t.digits == 2 {
		n = t.value
	} else if p.class(j) == "ordinal" {
		n = p.word(j).value
	}
	k := j + 1
	if p.is(k, "-") {
		k++
	}
	if n < 10 || n > 21 || !p.is(k, "century") {
		return expression{}, 0
	}
	return fixed(point{year: n*100 - 100, xs: 2}), k + 1
}

// fixed does not depend on the report's date.
func fixed(p point) expression {
	return expression{mean: func(context) when { return at(p) }, isDated: true}
}
