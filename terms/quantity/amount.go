package quantity

import (
	"strconv"
	"strings"
)

// An amount is a number without its unit.
type amount struct {
	value    float64
	digits   string  // as written, without commas; empty of words
	lowest   float64 // of a range, its lower end
	times    float64 // of which so much was a multiplier at its end: million
	currency string  // of the sign before it
	share    bool    // a fraction: half
	isYear   bool    // could be a year
	small    bool    // a word up to ten
	end      int
}

// longestWords is how many words a number may have.
const longestWords = 12

// amount is the one that begins with the token at i.
func (s *scan) amount(i int) (amount, bool) {
	if i >= len(s.tokens) {
		return amount{}, false
	}
	currency, at := s.currency(i)
	if at >= len(s.tokens) {
		return amount{}, false
	}
	a := amount{times: 1}
	ok := false
	if s.tokens[at].kind == tokenNumber {
		a, ok = s.digits(at)
	} else if currency == "" {
		if a, ok = s.fraction(at); !ok {
			a, ok = s.spelled(at)
		}
	}
	a.currency = currency
	return a, ok
}

// currency is that of the sign or code at i, and where it ends.
func (s *scan) currency(i int) (string, int) {
	for n := min(3, len(s.tokens)-i-1); n > 0; n-- {
		last := s.tokens[i+n-1]
		sign := s.text[s.tokens[i].span.Start:last.span.End]
		if code := tables().signs[strings.ToLower(sign)]; code != "" && s.tokens[i+n].kind == tokenNumber {
			return code, i + n
		}
	}
	return "", i
}

// digits is a number in digits with the multiplier behind it.
func (s *scan) digits(i int) (amount, bool) {
	text := s.tokens[i].text
	a := amount{digits: strings.ReplaceAll(text, ",", ""), times: 1, end: i + 1}
	value, err := strconv.ParseFloat(a.digits, 64)
	if err != nil || value > 1e18 {
		return amount{}, false
	}
	a.value = value
	a.isYear = len(text) == 4 && value >= 1900 && value < 2100
	s.multiply(&a)
	return a, true
}

// multiply takes the multiplier behind an amount into it: "million", "bn". An m
// right behind the digits is one where a unit or currency follows.
func (s *scan) multiply(a *amount) {
	for n := 0; n < 2 && a.end < len(s.tokens); n++ {
		at := a.end
		if s.tokens[at].kind == tokenDash && !s.tokens[at].space && at+1 < len(s.tokens) {
			at++
		}
		t := s.tokens[at]
		times := tables().times[t.text]
		if times == 0 || t.kind != tokenWord || len(t.text) < 3 && t.space {
			return
		}
		if t.text == "m" && s.tokens[max(0, a.end-2)].kind != tokenOther {
			if _, follows := s.unitAt(at+1, false); !follows {
				return
			}
		}
		if at+1 < len(s.tokens) && s.tokens[at+1].kind == tokenNumber && !s.tokens[at+1].space {
			return // 9M729
		}
		a.times *= times
		a.value = a.scaled(a.times)
		a.isYear = false
		a.end = at + 1
	}
}

// scaled is the amount so many times. Digits are read with the power of ten, so
// that 16.4 trillion is that and not a bit less.
func (a amount) scaled(times float64) float64 {
	if exponent := strconv.FormatFloat(times, 'e', -1, 64); a.digits != "" && strings.HasPrefix(exponent, "1e") {
		if v, err := strconv.ParseFloat(a.digits+exponent[1:], 64); err == nil {
			return v
		}
	}
	return a.value * times
}

// spelled is a number in words: "two hundred and fifty thousand", "a dozen".
func (s *scan) spelled(i int) (amount, bool) {
	var total, current float64
	at, found, big := i, false, false
	for n := 0; n < longestWords && at < len(s.tokens); n++ {
		t := s.tokens[at]
		small, isSmall := tables().small[t.text]
		times := tables().times[t.text]
		switch {
		case t.kind == tokenDash && found && !t.space && !t.after && at+1 < len(s.tokens) && tables().small[s.tokens[at+1].text] > 0 && tables().small[s.tokens[at+1].text] < 10:
		case t.kind != tokenWord:
			n = longestWords
			continue
		case isSmall && (!found || current == 0 || current >= 20 && small < 10 || big):
			current += small
			found, big = true, false
		case times > 0 && len(t.text) > 2 && (found || s.article(i, at)):
			current = max(current, 1) * times
			found, big = true, true
			if times >= 1000 {
				total, current = total+current, 0
			}
		case t.text == "and" && big && at+1 < len(s.tokens) && tables().small[s.tokens[at+1].text] > 0:
		case n == 0 && (t.text == "a" || t.text == "an") && tables().times[s.word(i+1)] > 0:
		default:
			n = longestWords
			continue
		}
		at++
	}
	total += current
	if !found || total == 0 || total > 1e18 {
		return amount{}, false
	}
	a := amount{value: total, times: 1, end: at, small: total <= 10}
	s.half(&a)
	return a, true
}

// article reports whether "a" before the multiplier at at begins the number.
func (s *scan) article(i, at int) bool {
	return at == i+1 && (s.tokens[i].text == "a" || s.tokens[i].text == "an")
}

// half adds "and a half".
func (s *scan) half(a *amount) {
	if s.words(a.end, a.end+3) == "and a half" {
		a.value += 0.5
		a.end += 3
		a.small = false
	}
}

// fraction is a share: "half of", "two-thirds", "a quarter of", "half a million".
func (s *scan) fraction(i int) (amount, bool) {
	if s.word(i) == "half" {
		if times := tables().times[s.word(i+2)]; times > 99 && s.article(i+1, i+2) {
			return amount{value: 0.5 * times, times: times, end: i + 3}, true
		}
		return amount{value: 0.5, times: 1, share: true, end: i + 1}, tables().whole[s.word(i+1)]
	}
	over, at := 1.0, i
	if v := tables().small[s.word(i)]; v > 0 && v < 10 {
		over, at = v, i+1
	} else if w := s.word(i); w == "a" || w == "an" {
		at = i + 1
	} else {
		return amount{}, false
	}
	if at < len(s.tokens) && s.tokens[at].kind == tokenDash && at > i {
		at++
	}
	of := tables().parts[s.word(at)]
	if of == 0 || over >= of {
		return amount{}, false
	}
	follows := s.word(at + 1)
	return amount{value: over / of, times: 1, share: true, end: at + 1}, follows == "of" || over > 1 && follows == "majority"
}
