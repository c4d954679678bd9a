package ingest

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"

	"parley"
)

// A PDF says where glyphs stand, not what a word or a paragraph is. Text is
// taken in the order of the file; a gap becomes a space, the lines of one
// paragraph are joined, and a word that was broken at the end of a line is
// mended. Headers and footers, which would cut sentences in two, are left out.

const (
	maxPages    = 2000
	maxCalls    = 1000     // within each other
	maxReads    = 500      // how many times over a PDF is read before it is taken to lead in circles
	maxInflated = 16 << 20 // bytes of one stream that is no picture
)

// A pdfLine is a line of a page.
type pdfLine struct {
	text        string
	left, right float64 // in points
	y, size     float64
	bold        bool // all of it
	page        int
}

// readPDF reads the text of a PDF. The library that takes the file apart panics
// on what it does not understand; that is caught here.
func (d *Document) readPDF() (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("reading a broken PDF: %v: %w", cause, parley.ErrInvalid)
		}
	}()
	d.Kind = KindPDF
	file := pdfFile(d.Evidence)
	if err := checkClaims(file); err != nil {
		return err
	}
	reader, err := openPDF(file)
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		return fmt.Errorf("the PDF is encrypted and needs a password: %w", parley.ErrInvalid)
	case err != nil:
		return fmt.Errorf("reading a broken PDF: %v: %w", err, parley.ErrInvalid)
	}
	pages := reader.NumPage()
	if pages > maxPages {
		return fmt.Errorf("the PDF has %d pages, more than the limit of %d: %w", pages, maxPages, parley.ErrInvalid)
	}
	var lines []pdfLine
	var walker pdfWalker
	for i := 1; i <= pages; i++ {
		chunks, err := walkPage(&walker, reader, i)
		if err != nil {
			d.warn("page %d of %d could not be read whole: %v", i, pages, err)
		}
		lines = append(lines, pageLines(chunks, i)...)
	}
	d.layOut(withoutRunningLines(lines, pages), pages)
	if blank(d.Report.Text) {
		return fmt.Errorf("the PDF of %d pages holds no text, perhaps only pictures of it: %w", pages, parley.ErrInvalid)
	}
	d.alignments = []alignment{alignment{}.add(0, len(d.Report.Text), 0, len(d.Evidence))}
	if n := strings.Count(d.Report.Text, "\ufffd"); n > 0 {
		d.warn("%d glyphs stand for no character that the PDF names and are U+FFFD (�) in the text", n)
	}
	title := squeeze(reader.Trailer().Key("Info").Key("Title").Text())
	if !strings.HasPrefix(title, "Microsoft Word") {
		d.Report.Title = title
	}
	return nil
}

// pdfFile is raw as the library wants it: without what precedes or follows the
// file proper, and of version 1, whose way to show text version 2 keeps.
func pdfFile(raw []byte) []byte {
	file := bytes.TrimLeft(raw, "\xef\xbb\xbf \t\r\n")
	const end = "%%EOF"
	if i := bytes.LastIndex(file, []byte(end)); i >= 0 {
		file = file[:i+len(end)]
	}
	const v1, v2 = "%PDF-1.7", "%PDF-2."
	if bytes.HasPrefix(file, []byte(v2)) && len(file) > len(v1) {
		file = append([]byte(v1), file[len(v1):]...)
	}
	return file
}

// openPDF reads the tables of file. Where a stream of objects is said to lie in
// another, which ISO 32000-1 (7.5.7) forbids, the library follows that for ever
// without reading on, until the stack overflows, which no recover catches. It
// does so first when it looks for the key of an encrypted file; so the tables
// are checked with that name blotted out.
func openPDF(file []byte) (*pdf.Reader, error) {
	open := func(file []byte) (*pdf.Reader, error) {
		return pdf.NewReader(&meteredFile{Reader: bytes.NewReader(file), left: maxReads*len(file) + 4<<20}, int64(len(file)))
	}
	blotted := encryptName.ReplaceAllFunc(file, func(name []byte) []byte {
		return append([]byte("/"), bytes.Repeat([]byte("x"), len(name)-1)...)
	})
	reader, err := open(blotted)
	if err != nil {
		return nil, err
	}
	if err := checkStreams(reader); err != nil {
		return nil, err
	}
	if bytes.Equal(blotted, file) {
		return reader, nil
	}
	return open(file)
}

// encryptName matches the name Encrypt, with any of its letters written as #xx.
var encryptName = func() *regexp.Regexp {
	pattern := "/"
	for _, letter := range "Encrypt" {
		pattern += fmt.Sprintf("(?:%c|#(?i:%x))", letter, letter)
	}
	return regexp.MustCompile(pattern)
}()

// checkStreams is an error where a stream of objects lies in another. The
// library keeps where its objects lie to itself.
func checkStreams(reader *pdf.Reader) error {
	table := reflect.ValueOf(reader).Elem().FieldByName("xref")
	streams := map[uint64]bool{}
	for i := range table.Len() {
		if at := table.Index(i); at.FieldByName("inStream").Bool() {
			streams[at.FieldByName("stream").FieldByName("id").Uint()] = true
		}
	}
	for id := range streams {
		if id < uint64(table.Len()) && table.Index(int(id)).FieldByName("inStream").Bool() {
			return errors.New("a stream of objects lies in another")
		}
	}
	return nil
}

// walkPage returns the text of one page, as far as it goes.
func walkPage(w *pdfWalker, reader *pdf.Reader, page int) (chunks []pdfChunk, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			chunks, err = w.chunks, fmt.Errorf("%v", cause)
		}
	}()
	return w.page(reader.Page(page)), nil
}

// Pages are the first and last page, from 1, that a span of a PDF's text is on;
// 0 for a document without pages.
func (d *Document) Pages(span parley.Span) (first, last int) {
	page := func(offset int) int {
		n, found := slices.BinarySearch(d.pages, offset)
		if found { // of pages that begin there the last one; the others are empty
			for n < len(d.pages) && d.pages[n] == offset {
				n++
			}
		}
		return n
	}
	return page(span.Start), page(max(span.Start, span.End-1))
}

// A meteredFile is a file that can be read only so much, and only from so deep
// in the stack. A PDF whose parts refer to each other in a circle ends by that,
// the same way each time.
type meteredFile struct {
	*bytes.Reader
	left int
}

func (f *meteredFile) ReadAt(p []byte, at int64) (int, error) {
	f.left -= max(len(p), 4096)
	if f.left < 0 || runtime.Callers(maxCalls, make([]uintptr, 1)) > 0 {
		panic("its parts refer to each other in a circle")
	}
	return f.Reader.ReadAt(p, at)
}

// hugeTable matches tables that claim entries by the ten million, for which the
// library would make room, or go on looking, before it finds that there are none.
var hugeTable = regexp.MustCompile(`(?:/Size|/Columns|/N|/Index\s*\[|\bxref)\s*(\d{8,})\b`)

var streamStart = regexp.MustCompile(`stream\r?\n`)

// checkClaims refuses tables that cannot be as large as they claim, and streams
// that unpack to more than a page of text can be.
func checkClaims(file []byte) error {
	if m := hugeTable.FindSubmatch(file); m != nil {
		return fmt.Errorf("reading a broken PDF: %d bytes claim a table of %s entries: %w", len(file), m[1], parley.ErrInvalid)
	}
	for _, at := range streamStart.FindAllIndex(file, -1) {
		if bytes.Contains(file[max(0, at[0]-1024):at[0]], []byte("/Image")) {
			continue
		}
		if n := inflatedSize(file[at[1]:], maxInflated); n > maxInflated {
			return fmt.Errorf("a stream of the PDF unpacks to more than %d bytes: %w", maxInflated, parley.ErrInvalid)
		}
	}
	return nil
}

// pageLines puts the chunks of a page together into lines.
func pageLines(chunks []pdfChunk, page int) []pdfLine {
	var lines []pdfLine
	var text strings.Builder
	var l pdfLine
	end := func() {
		if l.text = strings.TrimSpace(text.String()); l.text != "" {
			lines = append(lines, l)
		}
		text.Reset()
	}
	for _, c := range chunks {
		size := max(c.size, l.size)
		if text.Len() > 0 && (math.Abs(c.y-l.y) > size/2 || c.left < l.right-2*size) {
			end()
		}
		gap := c.left - l.right
		switch {
		case text.Len() == 0:
			l = pdfLine{left: c.left, y: c.y, bold: true, page: page}
		case gap > 0.15*size && !strings.HasSuffix(text.String(), " "):
			text.WriteByte(' ')
		}
		text.WriteString(c.text)
		l.right = max(c.right, c.left)
		l.size = max(l.size, c.size)
		l.bold = l.bold && c.bold
	}
	end()
	for i := range lines {
		lines[i].text = strings.Join(strings.FieldsFunc(lines[i].text, func(r rune) bool { return r == ' ' }), " ")
	}
	return lines
}

var digits = regexp.MustCompile(`\d+`)

// withoutRunningLines leaves out lines that stand first or last on most pages,
// numbers aside, and page numbers.
func withoutRunningLines(lines []pdfLine, pages int) []pdfLine {
	edge := func(i int) bool {
		return i == 0 || i == len(lines)-1 || lines[i-1].page != lines[i].page || lines[i+1].page != lines[i].page
	}
	key := func(l pdfLine) string { return digits.ReplaceAllString(l.text, "#") }
	seen := map[string]int{}
	for i, l := range lines {
		if edge(i) {
			seen[key(l)]++
		}
	}
	var kept []pdfLine
	for i, l := range lines {
		if n := seen[key(l)]; edge(i) && (n >= 3 && n*2 > pages || key(l) == "#") {
			continue
		}
		kept = append(kept, l)
	}
	return kept
}

// layOut joins lines into paragraphs.
func (d *Document) layOut(lines []pdfLine, pages int) {
	var text strings.Builder
	all := newCorpus(lines)
	d.pages = make([]int, 0, pages)
	for i, l := range lines {
		words := l.text
		if i > 0 {
			switch before := lines[i-1]; {
			case all.beginsParagraph(i):
				text.WriteByte('\n')
			case strings.HasSuffix(before.text, "-"), strings.HasSuffix(before.text, "\u00ad"):
				// The word goes on; its hyphen was seen to with the line before.
			default:
				text.WriteByte(' ')
			}
		}
		for len(d.pages) < l.page {
			d.pages = append(d.pages, text.Len())
		}
		if i+1 < len(lines) && !all.beginsParagraph(i+1) {
			words = all.mend(words, lines[i+1].text)
		}
		text.WriteString(words)
	}
	for len(d.pages) < pages {
		d.pages = append(d.pages, text.Len())
	}
	d.Report.Text = text.String()
}

// A corpus is the lines of a PDF and what they tell of each other.
type corpus struct {
	lines   []pdfLine
	words   map[string]bool
	leading float64         // the usual distance of lines, as a multiple of their size
	right   map[int]float64 // the margin of each page
}

func newCorpus(lines []pdfLine) *corpus {
	c := &corpus{lines: lines, words: map[string]bool{}, leading: 1.2, right: map[int]float64{}}
	var gaps []float64
	for i, l := range lines {
		for w := range strings.FieldsSeq(l.text) {
			c.words[strings.Trim(w, ".,;:!?()“”\"‘’")] = true
		}
		c.right[l.page] = max(c.right[l.page], l.right)
		if i > 0 && lines[i-1].page == l.page && l.size > 0 && lines[i-1].y > l.y {
			gaps = append(gaps, (lines[i-1].y-l.y)/l.size)
		}
	}
	if len(gaps) > 0 {
		slices.Sort(gaps)
		c.leading = gaps[len(gaps)/2]
	}
	return c
}

// beginsParagraph reports whether line i begins a paragraph.
func (c *corpus) beginsParagraph(i int) bool {
	before, l := c.lines[i-1], c.lines[i]
	if before.bold != l.bold || math.Abs(before.size-l.size) > 0.1*max(before.size, l.size) {
		return true
	}
	full := endsInStop(before.text)
	if before.page != l.page || l.y > before.y { // a new page or column
		return full
	}
	if (before.y-l.y)/max(l.size, 1) > 1.3*c.leading {
		return true
	}
	margin := c.right[l.page]
	short := before.right > before.left && before.right < before.left+0.8*(margin-before.left)
	return full && (short || l.left > before.left+0.8*l.size)
}

func endsInStop(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:", r)
}

// mend takes the hyphen off the end of a line where it only breaks a word.
func (c *corpus) mend(line, next string) string {
	if bare, soft := strings.CutSuffix(line, "\u00ad"); soft {
		return bare
	}
	bare, broken := strings.CutSuffix(line, "-")
	r, _ := utf8.DecodeRuneInString(next)
	if !broken || !unicode.IsLower(r) {
		return line
	}
	head := bare[strings.LastIndexByte(bare, ' ')+1:]
	tail := strings.Trim(strings.Fields(next)[0], ".,;:!?()“”\"‘’")
	first, _ := utf8.DecodeRuneInString(head)
	if c.words[head+"-"+tail] || unicode.IsUpper(first) && !c.words[head+tail] {
		return line
	}
	return bare
}

// inflatedSize is the size of a zlib stream unpacked, counted up to just beyond
// limit; 0 for what is none.
func inflatedSize(packed []byte, limit int) int {
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return 0
	}
	n, _ := io.Copy(io.Discard, io.LimitReader(z, int64(limit)+1))
	return int(n)
}
