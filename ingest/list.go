package ingest

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// A listing is what a list counts by, or the number of an item.
type listing struct {
	number int32 // of a list: of the next item; of an item: its own
	form   byte  // of a list of numbers: 1, a, A, i or I, as HTML has them
	given  bool  // the page says which form
	marked bool  // the marker of the item is written
}

// mostItems bounds the numbers of items, which a page may set as it likes.
const mostItems = 9999

// enlist takes down how the list at node counts, or which item of its list it is.
func (b *builder) enlist(node int32, attrs attributes) {
	n := &b.nodes[node]
	switch n.tag {
	case atom.Ol:
		n.list = listing{form: '1', number: 1}
		if t := attrs["type"]; len(t) == 1 && strings.Contains("1aAiI", t) {
			n.list.form, n.list.given = t[0], true
		}
		if start, ok := itemNumber(attrs["start"]); ok {
			n.list.number = start
		}
	case atom.Li:
		list := b.nodes[node].parent
		if list < 0 || b.nodes[list].tag != atom.Ol {
			return
		}
		if value, ok := itemNumber(attrs["value"]); ok {
			b.nodes[list].list.number = value
		}
		n.list.number = b.nodes[list].list.number
		b.nodes[list].list.number = min(n.list.number+1, mostItems)
	}
}

func itemNumber(s string) (int32, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return int32(n), err == nil && n > 0 && n <= mostItems
}

// marker is what a browser shows before the first line of a list's item, and of a
// list of numbers in another with the outer number before it; empty for other lines,
// and where lists are not asked for.
func (p *page) marker(l line) string {
	if !p.keepsLists {
		return ""
	}
	item := p.enclosing(l.node)
	if item < 0 || p.nodes[item].list.marked {
		return ""
	}
	p.nodes[item].list.marked = true
	list := p.nodes[p.nodes[item].parent]
	if list.tag != atom.Ol {
		return "•"
	}
	n := int(p.nodes[item].list.number)
	switch list.list.form {
	case 'a', 'A':
		return "(" + lettersOf(n, list.list.form) + ")"
	case 'i':
		return "(" + strings.ToLower(romanOf(n)) + ")"
	case 'I':
		return romanOf(n) + "."
	}
	return p.path(item, deepestPath) + "."
}

// deepestPath is how many numbers of outer items stand before an item's own.
const deepestPath = 4

// enclosing is the innermost item of a list that a block is or stands in; -1 for none.
func (p *page) enclosing(node int32) int32 {
	for ; node >= 0; node = p.nodes[node].parent {
		if p.nodes[node].tag == atom.Li {
			return node
		}
	}
	return -1
}

// path is the number of an item, behind those of the items of figures around it.
func (p *page) path(item int32, deepest int) string {
	n := strconv.Itoa(int(p.nodes[item].list.number))
	outer := p.enclosing(p.nodes[item].parent)
	if outer < 0 || deepest == 0 {
		return n
	}
	list := p.nodes[p.nodes[outer].parent]
	if list.tag != atom.Ol || list.list.form != '1' || p.nodes[p.nodes[item].parent].list.given {
		return n
	}
	return p.path(outer, deepest-1) + "." + n
}

// inProse reports whether a list that the block stands in holds prose, so that its
// items are no labels.
func (p *page) inProse(node int32) bool {
	for ; node >= 0; node = p.nodes[node].parent {
		if n := p.nodes[node]; (n.tag == atom.Ol || n.tag == atom.Ul) && n.prose > 0 {
			return true
		}
	}
	return false
}

// lettersOf counts a, b, … z, aa, ab.
func lettersOf(n int, first byte) string {
	var b []byte
	for ; n > 0; n = (n - 1) / 26 {
		b = append([]byte{first + byte((n-1)%26)}, b...)
	}
	return string(b)
}

func romanOf(n int) string {
	var b strings.Builder
	for _, step := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= step.value {
			b.WriteString(step.sign)
			n -= step.value
		}
	}
	return b.String()
}
