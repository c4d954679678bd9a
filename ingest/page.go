package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is a tree of the blocks of an HTML page and the text in them. The tree
// is built from the tokenizer's tokens, because a parser that mends a page as
// browsers do does not tell which byte a text came from. It is flat and in the
// order of the page, parents before children, so that every pass is one loop
// however deep the page nests.
type page struct {
	source string // the page in UTF-8
	nodes  []block
	items  []item
	meta   metadata

	keepsLists bool // short items too, and their markers
}

// A block is an element that begins a new line.
type block struct {
	parent int32
	end    int32 // the block after the last one within it
	tag    atom.Atom
	hint   hint   // that the article is here
	unwant reason // why it should be left out

	prose, junk int32 // bytes in its lines of either sort, those of its children too
	consent     int32 // bytes of the prose that speaks of cookies
	holdsHinted bool  // it is, or holds, a hinted block with prose
	dropped     bool

	list listing // of a list or one of its items
}

// A hint is a page's own word for where its article is, the weaker first.
type hint uint8

const (
	hintNone hint = iota
	hintBody      // the body of the article, which may lack its lead
	hintMain      // what the page is about
	hintArticle
)

// A reason says how sure it is that a block is no part of the article.
type reason uint8

const (
	reasonNone reason = iota
	reasonName        // it is named as what stands beside articles; a name may mislead
	reasonSure        // it is named as what never holds an article, such as a cookie banner
	reasonKind        // it is of a kind that holds no text, such as a script
)

// An item is a stretch of the source's text within one inline run.
type item struct {
	start, end int32 // in source
	node       int32 // the block it stands in
	line, flow int32 // items of one line have the same number, and lines that only <br> parts, of one flow
	spaced     bool  // after a line break that is mere layout
	link       bool  // within an <a>
	pre        bool  // white space counts
}

// maxDepth is how deep elements nest before further ones are taken for part of
// their parent; pages made by people stay far below. What holds no text of the
// page, such as a script, may nest as deep again within that.
const maxDepth = 512

// A builder makes a page from tokens.
type builder struct {
	page
	stack   []element
	open    map[atom.Atom]int // how many of each are on the stack
	line    int32
	flow    int32
	spaced  bool // the next item is
	capture capture
}

// An element is an open tag. What holds for its parent holds for it.
type element struct {
	tag             atom.Atom
	node            int32 // the block it is or stands in
	block           bool
	link, pre, drop bool
	captures        bool
}

// parsePage reads source, which may be broken or cut off anywhere.
func parsePage(source string) *page {
	b := &builder{page: page{source: source}, open: map[atom.Atom]int{}}
	b.nodes = append(b.nodes, block{parent: -1})
	b.stack = append(b.stack, element{block: true})
	z := html.NewTokenizer(strings.NewReader(source))
	for at := 0; ; {
		kind := z.Next()
		start := at
		at += len(z.Raw())
		switch kind {
		case html.ErrorToken:
			return &b.page
		case html.TextToken:
			b.text(start, at)
		case html.StartTagToken, html.SelfClosingTagToken:
			b.start(z, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(atom.Lookup(name))
		}
	}
}

func (b *builder) top() *element { return &b.stack[len(b.stack)-1] }

func (b *builder) text(start, end int) {
	b.capture.add(b.source[start:end])
	top := b.top()
	if top.drop || top.tag == atom.Title {
		return
	}
	b.items = append(b.items, item{
		start: int32(start), end: int32(end), node: top.node, line: b.line, flow: b.flow,
		spaced: b.spaced, link: top.link, pre: top.pre,
	})
	b.spaced = false
}

// start opens an element.
func (b *builder) start(z *html.Tokenizer, selfClosing bool) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	attrs := readAttributes(z, more)
	b.meta.see(tag, attrs)
	switch tag {
	case atom.Br:
		b.breakLine()
		return
	case atom.Hr:
		b.endFlow()
		return
	}
	if voids[tag] {
		return
	}
	b.closeImplied(tag)
	// A self-closing slash counts only on foreign elements such as <path/>.
	if selfClosing && tag == 0 {
		return
	}
	parent := b.top()
	unwanted := attrs.unwanted(tag)
	tooDeep := len(b.stack) >= maxDepth
	concealed := unwanted != reasonNone && (inline[tag] || tooDeep) && attrs.concealed()
	e := element{
		tag: tag, node: parent.node, block: !inline[tag],
		link: parent.link || tag == atom.A,
		pre:  parent.pre || tag == atom.Pre,
		drop: parent.drop || unwanted == reasonKind || concealed,
	}
	if tooDeep && !e.drop || len(b.stack) >= 2*maxDepth {
		return
	}
	if e.block {
		b.endFlow()
	}
	if e.block && !e.drop {
		e.node = int32(len(b.nodes))
		b.nodes = append(b.nodes, block{parent: parent.node, tag: tag, unwant: unwanted, hint: attrs.hint(tag)})
		b.enlist(e.node, attrs)
	}
	if sort := b.meta.wants(tag, attrs); sort != captureNone && b.capture.sort == captureNone {
		b.capture = capture{sort: sort}
		e.captures = true
	}
	b.open[tag]++
	b.stack = append(b.stack, e)
}

// endFlow ends what a browser shows as one paragraph.
func (b *builder) endFlow() {
	b.line++
	b.flow++
}

// breakLine ends a line within a block; in a heading it is mere layout.
func (b *builder) breakLine() {
	switch b.nodes[b.top().node].tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.spaced = true
	default:
		b.line++
	}
}

// closeImplied closes what tag ends without saying so.
func (b *builder) closeImplied(tag atom.Atom) {
	if !inline[tag] && b.open[atom.P] > 0 {
		b.close(atom.P)
	}
	switch tag {
	case atom.A:
		b.closeWithin(tag, atom.Td, atom.Table)
	case atom.Li:
		b.closeWithin(atom.Li, atom.Ul, atom.Ol)
	case atom.Dt, atom.Dd:
		b.closeWithin(atom.Dt, atom.Dl)
		b.closeWithin(atom.Dd, atom.Dl)
	case atom.Td, atom.Th:
		b.closeWithin(atom.Td, atom.Tr, atom.Table)
		b.closeWithin(atom.Th, atom.Tr, atom.Table)
	case atom.Tr:
		b.closeWithin(atom.Tr, atom.Table)
	case atom.Body:
		b.closeWithin(atom.Head)
	}
}

// closeWithin closes the nearest tag unless one of bounds is nearer.
func (b *builder) closeWithin(tag atom.Atom, bounds ...atom.Atom) {
	if b.open[tag] == 0 {
		return
	}
	for i := len(b.stack) - 1; i > 0; i-- {
		at := b.stack[i].tag
		if at == tag {
			b.popTo(i)
			return
		}
		for _, bound := range bounds {
			if at == bound {
				return
			}
		}
	}
}

// end closes the element that an end tag names, if one is open.
func (b *builder) end(tag atom.Atom) {
	if b.open[tag] == 0 {
		return
	}
	b.close(tag)
}

// close closes the nearest tag and what is open within. An inline element does
// not close the block that it wrongly spans, and nothing reaches out of a cell.
func (b *builder) close(tag atom.Atom) {
	for i := len(b.stack) - 1; i > 0; i-- {
		e := &b.stack[i]
		switch {
		case e.tag == tag:
			b.popTo(i)
			return
		case inline[tag] && e.block:
			if tag == atom.A {
				b.unlink()
			}
			return
		case (e.tag == atom.Td || e.tag == atom.Th) && !tabular[tag]:
			return
		}
	}
}

// popTo closes the element at i of the stack and all within it.
func (b *builder) popTo(i int) {
	for _, e := range b.stack[i:] {
		b.open[e.tag]--
		if e.block {
			b.endFlow()
		}
		if e.captures {
			b.meta.captured(b.capture)
			b.capture = capture{}
		}
	}
	b.stack = b.stack[:i]
}

// unlink ends a link that was opened outside the block it is closed in.
func (b *builder) unlink() {
	for i := range b.stack {
		b.stack[i].link = false
	}
}

func atoms(tags ...atom.Atom) map[atom.Atom]bool {
	set := map[atom.Atom]bool{}
	for _, t := range tags {
		set[t] = true
	}
	return set
}

var (
	voids = atoms(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link,
		atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr)

	tabular = atoms(atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot, atom.Table)

	// inline elements stand within a line; so do unknown ones (0), which pages
	// make up for parts of words as well as for whole sections.
	inline = atoms(0, atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Button, atom.Cite,
		atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label,
		atom.Mark, atom.Output, atom.Q, atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Samp, atom.Small, atom.Span,
		atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var,
		// Of these the text is left out, but the line around them goes on.
		atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg, atom.Math, atom.Canvas, atom.Object,
		atom.Video, atom.Audio, atom.Picture, atom.Map, atom.Select, atom.Textarea, atom.Datalist)
)
