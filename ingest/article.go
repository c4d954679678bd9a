package ingest

import (
	"iter"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// Which lines of a page are its article:
//
//  1. Each line is prose (a sentence, a paragraph), junk (mostly links) or
//     neither (a label, a date).
//  2. A block that is named as what stands beside articles is left out, unless
//     it holds what the page marks as the article, or nearly all the prose there is.
//  3. The article is the block that holds the most prose less junk, within the
//     marked block that holds most of the page's prose, if there is one.
//  4. Of its lines all prose is kept, and of short lines those that are
//     paragraphs, headings with something below them or items of a list.

// A line is a run of items that a browser shows as one flow. Lines that only
// line breaks part are of one sort: a paragraph may be broken anywhere.
type line struct {
	items []item
	node  int32
	sort  lineSort
}

type lineSort uint8

const (
	lineLabel lineSort = iota // a few words: a label, a date, a heading
	lineProse
	lineJunk
)

// article is the lines of the page's main text, in order.
func (p *page) article() []line {
	lines := p.lines()
	p.weigh(lines)
	p.drop()
	p.weigh(lines)
	root := p.root()
	var kept []line
	for _, l := range lines {
		if p.within(l.node, root) && !p.nodes[l.node].dropped && p.keeps(l) {
			kept = append(kept, l)
		}
	}
	return trimHeadings(p, kept)
}

// everything is the page's lines where no article can be told: all but what is
// made of links, unless all is.
func (p *page) everything() []line {
	lines := p.lines()
	var kept []line
	for _, l := range lines {
		if l.sort != lineJunk {
			kept = append(kept, l)
		}
	}
	if len(kept) == 0 {
		return lines
	}
	return kept
}

// lines groups the items of the page, leaving out the blank ones.
func (p *page) lines() []line {
	var lines []line
	for flow := range groups(p.items, func(it item) int32 { return it.flow }) {
		whole := line{items: flow, node: flow[0].node}
		if !p.classify(&whole) {
			continue
		}
		for items := range groups(flow, func(it item) int32 { return it.line }) {
			lines = append(lines, line{items, whole.node, whole.sort})
		}
	}
	return lines
}

// groups yields the runs of items that have the same key.
func groups(items []item, key func(item) int32) iter.Seq[[]item] {
	return func(yield func([]item) bool) {
		for i := 0; i < len(items); {
			j := i + 1
			for j < len(items) && key(items[j]) == key(items[i]) {
				j++
			}
			if !yield(items[i:j]) {
				return
			}
			i = j
		}
	}
}

const (
	paragraphBytes = 25  // a paragraph shorter than this tells nothing of where the article is
	consentBytes   = 400 // about a banner with some explanation
	looseBytes     = 80  // so long is text outside a paragraph that needs no full stop to be prose
)

// classify sets what sort l is; false for a blank line.
func (p *page) classify(l *line) bool {
	total, linked := 0, 0
	for _, it := range l.items {
		n := inkBytes(p.source[it.start:it.end])
		total += n
		if it.link {
			linked += n
		}
	}
	if total == 0 {
		return false
	}
	tag := p.nodes[l.node].tag
	ends := p.endsSentence(l)
	switch {
	case linked*2 > total && !(ends && total-linked >= paragraphBytes):
		l.sort = lineJunk
	case total >= paragraphBytes && consentText.MatchString(p.opening(l)):
		l.sort = lineJunk
	case headings[tag]:
	case total >= paragraphBytes && (ends || paragraphs[tag] || total >= looseBytes):
		l.sort = lineProse
	}
	return true
}

var (
	headings   = atoms(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
	paragraphs = atoms(atom.P, atom.Blockquote, atom.Pre, atom.Li, atom.Dd)
)

// consentText matches the beginnings of what sites say about cookies. In a
// report such words stand in quotation marks.
var consentText = regexp.MustCompile(`(?i)^(?:(?:we|this (?:web)?site|our (?:web)?site|[\w.]+)(?: and our(?: \d+)? partners)? (?:uses?|stores?) (?:[\w/]+ ){0,4}cookies|by (?:continuing|clicking|using)[^.]{0,120}cookies|(?:we value your privacy|your privacy (?:is important|matters)|manage (?:your )?(?:cookies|consent)))`)

// inkBytes counts the bytes of s that are not white space.
func inkBytes(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] > ' ' {
			n++
		}
	}
	return n
}

// opening is the beginning of a line, as it stands in the source.
func (p *page) opening(l *line) string {
	const enough = 200
	var b strings.Builder
	for _, it := range l.items {
		s := p.source[it.start:it.end]
		if b.Len() == 0 {
			s = strings.TrimLeft(s, " \t\r\n\f")
		}
		b.WriteString(s[:min(len(s), enough)])
		if b.Len() >= enough {
			break
		}
	}
	return b.String()
}

// endsSentence reports whether l ends as sentences do, closing quotation marks
// and brackets aside.
func (p *page) endsSentence(l *line) bool {
	for i := len(l.items) - 1; i >= 0; i-- {
		s := p.source[l.items[i].start:l.items[i].end]
		s = s[max(0, len(s)-256):]
		s = strings.TrimRightFunc(s, func(r rune) bool {
			return unicode.IsSpace(r) || strings.ContainsRune("\"'”’»)]", r)
		})
		s = strings.TrimSuffix(s, "&quot;")
		s = strings.TrimSuffix(s, "&rdquo;")
		s = strings.TrimSuffix(s, "&#8221;")
		if s == "" {
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(s)
		return strings.ContainsRune(".!?…:;。！？؟।", r)
	}
	return false
}

// weigh sums up prose and junk for every block, leaving out what was dropped.
func (p *page) weigh(lines []line) {
	for i := range p.nodes {
		n := &p.nodes[i]
		n.prose, n.junk, n.consent, n.holdsHinted, n.end = 0, 0, 0, false, int32(i)+1
	}
	for _, l := range lines {
		n := &p.nodes[l.node]
		if n.dropped {
			continue
		}
		weight := int32(0)
		for _, it := range l.items {
			weight += it.end - it.start
		}
		switch {
		case l.sort == lineJunk:
			n.junk += weight
		case l.sort == lineProse, n.tag == atom.H1:
			n.prose += weight
			if p.mentionsCookies(l) {
				n.consent += weight
			}
		}
	}
	// Children follow their parents, so a child is whole when its turn comes.
	for i := len(p.nodes) - 1; i > 0; i-- {
		n := &p.nodes[i]
		n.holdsHinted = n.holdsHinted || n.hint != hintNone && n.prose > 0
		parent := &p.nodes[n.parent]
		parent.prose += n.prose
		parent.junk += n.junk
		parent.consent += n.consent
		parent.holdsHinted = parent.holdsHinted || n.holdsHinted
		parent.end = max(parent.end, n.end)
	}
}

// drop marks the blocks that are no part of the article, with all within them.
func (p *page) drop() {
	marked := p.nodes[0].holdsHinted
	// A name misleads where most of the page would go by it, or nearly all of
	// what the page marks as its article.
	misleads := func(prose, around int32) bool { return prose > around/2 }
	if marked {
		misleads = func(prose, around int32) bool { return around > 0 && prose > around/5*4 }
	}
	around := make([]int32, len(p.nodes)) // prose of the nearest marked block around each
	for i := range p.nodes {
		n := &p.nodes[i]
		switch {
		case n.hint != hintNone || i == 0 && !marked:
			around[i] = n.prose
		case i > 0:
			around[i] = around[n.parent]
		}
		switch {
		case i > 0 && p.nodes[n.parent].dropped:
			n.dropped = true
		case n.holdsHinted:
		case isConsent(n, p.nodes[0].prose):
			n.dropped = true
		case n.unwant == reasonNone:
		case n.unwant == reasonName && misleads(n.prose, around[i]):
		default:
			n.dropped = true
		}
	}
}

// isConsent reports whether a block is about the cookies of the site, in
// whatever language: most of its paragraphs mention them, and it is the lesser
// part of the page. A single paragraph may as well be a report's.
func isConsent(n *block, all int32) bool {
	return !paragraphs[n.tag] && n.prose > consentBytes && n.consent > n.prose/2 && n.prose < all/2
}

// mentionsCookies reports whether a line has the word in it.
func (p *page) mentionsCookies(l line) bool {
	for _, it := range l.items {
		if s := p.source[it.start:it.end]; strings.Contains(s, "cookie") || strings.Contains(s, "Cookie") {
			return true
		}
	}
	return false
}

// root is the block that is the article.
func (p *page) root() int32 {
	best := p.marked()
	// Where the page marks no article the innermost block will do; of a marked
	// one only what rids it of junk is left out.
	least := int32(0)
	if p.nodes[best].hint != hintNone {
		least = 1
	}
	for i, end := best+1, p.nodes[best].end; i < end; i++ {
		n, b := p.nodes[i], p.nodes[best]
		if !n.dropped && n.prose > 0 && n.prose-n.junk >= b.prose-b.junk+least {
			best = i
		}
	}
	return best
}

// marked is the block that the page marks most clearly as its article; 0, the
// page, where none of those holds enough of it.
func (p *page) marked() int32 {
	var inArticles int32 // prose
	for i := int32(0); int(i) < len(p.nodes); i++ {
		if n := p.nodes[i]; n.hint == hintArticle && !n.dropped {
			inArticles += n.prose
			i = n.end - 1
		}
	}
	best := int32(0)
	for i, n := range p.nodes {
		holdsMost := n.prose > p.nodes[0].prose/2
		if n.hint == hintArticle {
			// Beside the article stand teasers of others, also marked as articles.
			holdsMost = n.prose > inArticles/2 && n.prose > p.nodes[0].prose/4
		}
		b := p.nodes[best]
		if holdsMost && !n.dropped && n.hint != hintNone && (n.hint > b.hint || n.hint == b.hint && n.prose > b.prose) {
			best = int32(i)
		}
	}
	return best
}

// within reports whether block i is outer or lies in it.
func (p *page) within(i, outer int32) bool { return outer <= i && i < p.nodes[outer].end }

// keeps says whether a line within the article belongs to its text.
func (p *page) keeps(l line) bool {
	tag := p.nodes[l.node].tag
	switch {
	case l.sort != lineLabel:
		return l.sort == lineProse
	case tag == atom.Li && p.keepsLists && p.inProse(l.node):
		return true
	case tag == atom.Li:
		return p.nodes[p.nodes[l.node].parent].prose > 0 // not a list of labels
	}
	return headings[tag] || paragraphs[tag] || tag == atom.Td || tag == atom.Th
}

// trimHeadings leaves out headings with nothing below them, such as that of a
// list of links that was left out.
func trimHeadings(p *page, lines []line) []line {
	isHeading := func(l line) bool { return headings[p.nodes[l.node].tag] }
	level := func(l line) atom.Atom { return p.nodes[l.node].tag }
	var kept []line
	for i, l := range lines {
		last := i == len(lines)-1
		if isHeading(l) && (last || isHeading(lines[i+1]) && level(lines[i+1]) == level(l)) && level(l) != atom.H1 {
			continue
		}
		kept = append(kept, l)
	}
	for len(kept) > 0 && isHeading(kept[len(kept)-1]) && level(kept[len(kept)-1]) != atom.H1 {
		kept = kept[:len(kept)-1]
	}
	return kept
}
