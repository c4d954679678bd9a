package ingest

import (
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// A pdfChunk is text that a page shows in one go.
type pdfChunk struct {
	text        string
	left, right float64 // in points
	y, size     float64
	bold        bool
}

// maxOperations bounds what is followed of a file's drawing.
const maxOperations = 20_000_000

// maxFormDepth bounds how deep drawings hold drawings.
const maxFormDepth = 4

// A pdfWalker follows the drawing of pages for the text in it: the operators of
// ISO 32000-1, 9.4, and those of 8.4 that move the page.
type pdfWalker struct {
	chunks     []pdfChunk
	fonts      map[string]*pdfFont // of the page, by name
	operations int
	state      textState
	saved      []textState
}

type textState struct {
	page, text, line matrix
	font             *pdfFont
	size, leading    float64
	charSpace        float64
	wordSpace        float64
	stretch          float64
}

// A matrix is [a b 0; c d 0; e f 1], as PDF writes it.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func moved(x, y float64) matrix { return matrix{1, 0, 0, 1, x, y} }

// page returns the text of a page in the order in which it is drawn.
func (w *pdfWalker) page(p pdf.Page) []pdfChunk {
	w.chunks, w.saved = nil, nil
	w.state = textState{page: identity, text: identity, line: identity, stretch: 1}
	w.draw(p.V.Key("Contents"), p.Resources(), 0)
	return w.chunks
}

// draw follows the content in stream, which names its fonts and forms in resources.
func (w *pdfWalker) draw(stream, resources pdf.Value, depth int) {
	if stream.IsNull() {
		return
	}
	outer := w.fonts
	w.fonts = map[string]*pdfFont{}
	defer func() { w.fonts = outer }()
	pdf.Interpret(stream, func(stack *pdf.Stack, operator string) {
		if w.operations++; w.operations > maxOperations {
			panic("it draws without end")
		}
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		if operator == "Do" && len(args) == 1 && depth < maxFormDepth {
			w.form(resources.Key("XObject").Key(args[0].Name()), resources, depth)
			return
		}
		w.operate(operator, args, resources)
	})
}

// form draws a form, which is a page within a page.
func (w *pdfWalker) form(form, resources pdf.Value, depth int) {
	if form.Key("Subtype").Name() != "Form" {
		return
	}
	before := w.state
	if m := form.Key("Matrix"); m.Len() == 6 {
		var values [6]pdf.Value
		for i := range values {
			values[i] = m.Index(i)
		}
		w.state.page = matrixOf(values[:]).times(w.state.page)
	}
	if own := form.Key("Resources"); !own.IsNull() {
		resources = own
	}
	w.draw(form, resources, depth+1)
	w.state = before
}

// operate does what an operator says; with too few operands, nothing.
func (w *pdfWalker) operate(operator string, args []pdf.Value, resources pdf.Value) {
	s := &w.state
	if len(args) < operands[operator] {
		return
	}
	switch operator {
	case "q":
		w.saved = append(w.saved, *s)
	case "Q":
		if n := len(w.saved); n > 0 {
			*s, w.saved = w.saved[n-1], w.saved[:n-1]
		}
	case "cm":
		s.page = matrixOf(args).times(s.page)
	case "BT":
		s.text, s.line = identity, identity
	case "Tc":
		s.charSpace = args[0].Float64()
	case "Tw":
		s.wordSpace = args[0].Float64()
	case "Tz":
		s.stretch = args[0].Float64() / 100
	case "TL":
		s.leading = args[0].Float64()
	case "Tf":
		s.font, s.size = w.font(args[0].Name(), resources), args[1].Float64()
	case "Tm":
		s.line = matrixOf(args)
		s.text = s.line
	case "Td":
		s.advanceLine(args[0].Float64(), args[1].Float64())
	case "TD":
		s.leading = -args[1].Float64()
		s.advanceLine(args[0].Float64(), args[1].Float64())
	case "T*":
		s.advanceLine(0, -s.leading)
	case "Tj":
		w.show(args[0].RawString())
	case "'":
		s.advanceLine(0, -s.leading)
		w.show(args[0].RawString())
	case "\"":
		s.wordSpace, s.charSpace = args[0].Float64(), args[1].Float64()
		s.advanceLine(0, -s.leading)
		w.show(args[2].RawString())
	case "TJ":
		for i := range args[0].Len() {
			if v := args[0].Index(i); v.Kind() == pdf.String {
				w.show(v.RawString())
			} else {
				s.text = moved(-v.Float64()/1000*s.size*s.stretch, 0).times(s.text)
			}
		}
	}
}

// operands are how many operands an operator needs.
var operands = map[string]int{
	"cm": 6, "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Tf": 2, "Tm": 6, "Td": 2, "TD": 2, "Tj": 1, "'": 1, "\"": 3, "TJ": 1,
}

func matrixOf(args []pdf.Value) matrix {
	var m matrix
	for i := range m {
		m[i] = args[i].Float64()
	}
	return m
}

func (s *textState) advanceLine(x, y float64) {
	s.line = moved(x, y).times(s.line)
	s.text = s.line
}

// show adds the text of raw, a string of character codes, where the page is at.
func (w *pdfWalker) show(raw string) {
	s := &w.state
	if s.font == nil || raw == "" {
		return
	}
	w.operations += len(raw)
	text, width, codes := s.font.decode(raw)
	from := s.text.times(s.page)
	advance := width/1000*s.size + float64(codes)*s.charSpace + float64(strings.Count(text, " "))*s.wordSpace
	s.text = moved(advance*s.stretch, 0).times(s.text)
	to := s.text.times(s.page)
	if text == "" {
		return
	}
	w.chunks = append(w.chunks, pdfChunk{
		text: text, left: from[4], right: to[4], y: from[5],
		size: math.Abs(s.size) * math.Hypot(from[2], from[3]), bold: s.font.bold,
	})
}

// A pdfFont turns character codes into text.
type pdfFont struct {
	encoder pdf.TextEncoding
	bold    bool
	wide    bool            // codes have two bytes
	widths  map[int]float64 // of codes, in thousandths of the size
	usual   float64         // the width of other codes
	known   [256]string     // what single codes stand for, as far as they were asked
	seen    [256]bool
}

var boldName = regexp.MustCompile(`(?i)bold|black|heavy`)

// font is the font that the content being drawn calls name; nil for none.
func (w *pdfWalker) font(name string, resources pdf.Value) *pdfFont {
	if f, known := w.fonts[name]; known {
		return f
	}
	v := resources.Key("Font").Key(name)
	var f *pdfFont
	if !v.IsNull() {
		font := pdf.Font{V: v}
		f = &pdfFont{encoder: font.Encoder(), bold: boldName.MatchString(font.BaseFont()), widths: map[int]float64{}}
		if v.Key("Subtype").Name() == "Type0" {
			f.wide = true
			f.readWideWidths(v.Key("DescendantFonts").Index(0))
		} else {
			first, widths := font.FirstChar(), font.Widths()
			for i, width := range widths {
				f.widths[first+i] = width
			}
			f.usual = v.Key("FontDescriptor").Key("MissingWidth").Float64()
		}
	}
	w.fonts[name] = f
	return f
}

// readWideWidths reads the widths of a composite font: ISO 32000-1, 9.7.4.3.
func (f *pdfFont) readWideWidths(descendant pdf.Value) {
	f.usual = 1000
	if usual := descendant.Key("DW"); !usual.IsNull() {
		f.usual = usual.Float64()
	}
	w := descendant.Key("W")
	for i := 0; i+1 < w.Len(); {
		first := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for j := range list.Len() {
				f.widths[first+j] = list.Index(j).Float64()
			}
			i += 2
			continue
		}
		last := min(int(w.Index(i+1).Int64()), math.MaxUint16)
		width := w.Index(i + 2).Float64()
		for code := max(first, 0); code <= last; code++ {
			f.widths[code] = width
		}
		i += 3
	}
}

// decode is the text of raw, its width in thousandths of the size, and how many
// codes it has.
func (f *pdfFont) decode(raw string) (text string, width float64, codes int) {
	if f.wide {
		for i := 0; i+1 < len(raw); i += 2 {
			width += f.width(int(raw[i])<<8 | int(raw[i+1]))
		}
		return legible(f.encoder.Decode(raw)), width, len(raw) / 2
	}
	var b strings.Builder
	for i := range len(raw) {
		c := raw[i]
		if !f.seen[c] {
			f.known[c], f.seen[c] = legible(f.encoder.Decode(raw[i:i+1])), true
		}
		b.WriteString(f.known[c])
		width += f.width(int(c))
	}
	return b.String(), width, len(raw)
}

func (f *pdfFont) width(code int) float64 {
	if width, known := f.widths[code]; known {
		return width
	}
	return f.usual
}

// legible takes ligatures apart, and reads bytes that an encoding left as they
// were as what they are in most files.
func legible(s string) string {
	var b strings.Builder
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteRune(charmap.Windows1252.DecodeByte(s[i]))
		case 0x80 <= r && r <= 0x9f:
			b.WriteRune(charmap.Windows1252.DecodeByte(byte(r)))
		case 0xfb00 <= r && r <= 0xfb06:
			b.WriteString(norm.NFKC.String(string(r)))
		case unicode.IsControl(r), unicode.IsSpace(r) && r != '\u00a0':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
