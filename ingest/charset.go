package ingest

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode/utf32"

	"parley"
)

// How bytes become letters, in the order in which it is decided:
//
//   - a byte order mark says so;
//   - zero bytes in every second place are UTF-16 without a mark;
//   - valid UTF-8 is UTF-8, whatever else is declared: text of another charset
//     is hardly ever valid UTF-8 by accident, while declarations are often wrong;
//   - text that is UTF-8 but for a few bytes is UTF-8 with those bytes damaged;
//   - then what is declared (by the server, then by the page);
//   - then what the letters look like.
//
// Whatever is not plainly so is warned of.

// decoded is text in UTF-8 and the way back to the bytes it was decoded from.
type decoded struct {
	text      string
	alignment alignment // nil where text is those bytes
	warnings  []string
}

// marks are the byte order marks; the longer come first, as UTF-32 begins like UTF-16.
var marks = []struct {
	mark, charset string
}{
	{"\xff\xfe\x00\x00", "utf-32le"},
	{"\x00\x00\xfe\xff", "utf-32be"},
	{byteOrderMark, "utf-8"},
	{"\xff\xfe", "utf-16le"},
	{"\xfe\xff", "utf-16be"},
}

// decode turns raw into UTF-8, without a byte order mark.
// declared lists charsets by the trust they deserve, where it says any.
func decode(raw []byte, declared []string) (*decoded, error) {
	for _, m := range marks {
		if bytes.HasPrefix(raw, []byte(m.mark)) {
			return decodeAs(raw, len(m.mark), m.charset), nil
		}
	}
	if name := unmarkedUTF16(raw); name != "" {
		d := decodeAs(raw, 0, name)
		d.warn("the text has no byte order mark; it was read as %s", strings.ToUpper(name))
		return d, nil
	}
	if i := bytes.IndexByte(raw, 0); i >= 0 {
		return nil, fmt.Errorf("byte %d is NUL, so this is no text: %w", i, parley.ErrInvalid)
	}
	if utf8.Valid(raw) {
		return decodeValid(raw, declared), nil
	}
	return decodeInvalid(raw, declared), nil
}

// declaredCharsets lists the charsets that the server and the document declare.
func declaredCharsets(raw []byte, opts Options) []string {
	var labels []string
	if _, params, err := mime.ParseMediaType(opts.MediaType); err == nil && params["charset"] != "" {
		labels = append(labels, params["charset"])
	}
	head := raw[:min(len(raw), 4096)]
	if isHTML(string(head), opts.Name, opts.MediaType) {
		if label := pageCharset(head); label != "" {
			labels = append(labels, label)
		}
	}
	return labels
}

var xmlCharset = regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding=["']([\w.:-]+)["']`)

// pageCharset is the charset that the head of a page declares.
func pageCharset(head []byte) string {
	if m := xmlCharset.FindSubmatch(head); m != nil {
		return string(m[1])
	}
	z := html.NewTokenizer(bytes.NewReader(head))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if string(name) != "meta" {
				continue
			}
			a := readAttributes(z, more)
			if a["charset"] != "" {
				return a["charset"]
			}
			if strings.EqualFold(a["http-equiv"], "content-type") {
				if _, params, err := mime.ParseMediaType(a["content"]); err == nil && params["charset"] != "" {
					return params["charset"]
				}
			}
		}
	}
}

func (d *decoded) warn(format string, args ...any) {
	d.warnings = append(d.warnings, fmt.Sprintf(format, args...))
}

// unmarkedUTF16 is the charset of UTF-16 text in a script whose high bytes are
// mostly zero, as in every European language; else empty.
func unmarkedUTF16(raw []byte) string {
	sample := raw[:min(len(raw), 4096)&^1]
	var zeros [2]int
	for i, c := range sample {
		if c == 0 {
			zeros[i%2]++
		}
	}
	units := len(sample) / 2
	switch {
	case len(raw)%2 != 0 || units < 2:
		return ""
	case zeros[1]*10 >= units*7 && zeros[0] == 0:
		return "utf-16le"
	case zeros[0]*10 >= units*7 && zeros[1] == 0:
		return "utf-16be"
	}
	return ""
}

// decodeValid decodes raw, which is valid UTF-8.
func decodeValid(raw []byte, declared []string) *decoded {
	ascii := !bytes.ContainsFunc(raw, func(r rune) bool { return r >= utf8.RuneSelf })
	if ascii && bytes.IndexByte(raw, 0x1b) >= 0 {
		for _, label := range declared {
			// Seven-bit text that shifts to another alphabet with escapes.
			if _, name := charset.Lookup(label); name == "iso-2022-jp" {
				return decodeAs(raw, 0, name)
			}
		}
	}
	d := &decoded{text: string(raw)}
	if ascii {
		return d
	}
	for _, label := range declared {
		if _, name := charset.Lookup(label); name != "utf-8" {
			d.warn("charset %q is declared, but the bytes are UTF-8 and were read so", label)
			break
		}
	}
	return d
}

// decodeInvalid decodes raw, which is neither UTF-8 nor marked.
func decodeInvalid(raw []byte, declared []string) *decoded {
	good, bad := countUTF8(raw)
	looks := looksLike(raw)
	for _, label := range declared {
		_, name := charset.Lookup(label)
		switch {
		case name == "" || name == "replacement" || name == "x-user-defined" || strings.HasPrefix(name, "utf-16"):
			continue // names no charset that these bytes can be in
		case name == "utf-8" && good < bad:
			d := decodeAs(raw, 0, looks)
			d.warn("charset utf-8 is declared, but the bytes are not UTF-8; they were read as %s, which is a guess", looks)
			return d
		case good > 3*bad:
			name = "utf-8"
		}
		d := decodeAs(raw, 0, name)
		if name != "utf-8" && differ(name, looks) {
			d.warn("charset %s is declared and was used, but the text looks like %s: letters may be wrong", name, looks)
		}
		return d
	}
	if good > bad {
		return decodeAs(raw, 0, "utf-8")
	}
	d := decodeAs(raw, 0, looks)
	d.warn("the text is not UTF-8 and names no charset; it was read as %s, which is a guess", looks)
	return d
}

// countUTF8 counts the sequences of more than one byte that are UTF-8 and the
// bytes that are not.
func countUTF8(raw []byte) (good, bad int) {
	for len(raw) > 0 {
		r, n := utf8.DecodeRune(raw)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		raw = raw[n:]
	}
	return good, bad
}

// looksLike guesses the charset of text that is not UTF-8. Where the bytes
// outside ASCII stand alone, as quotation marks and accents do, a statistical
// detector has next to nothing to go by, and windows-1252 is the best guess.
func looksLike(raw []byte) string {
	const fallback = "windows-1252"
	sample := highSample(raw)
	if alone(sample) {
		return fallback
	}
	// DetectAll runs its recognisers at once and so returns equals in any order.
	results, _ := chardet.NewHtmlDetector().DetectAll(sample)
	best, confidence := fallback, 0
	for _, r := range results {
		_, name := charset.Lookup(r.Charset)
		if name == "" || name == "replacement" || strings.HasPrefix(name, "utf-") {
			continue
		}
		if r.Confidence > confidence || r.Confidence == confidence && name < best {
			best, confidence = name, r.Confidence
		}
	}
	return best
}

// alone reports whether few of the bytes outside ASCII stand three or more
// together, as they do in words of scripts other than Latin.
func alone(sample []byte) bool {
	var high, together, length int
	for _, c := range sample {
		if c < utf8.RuneSelf {
			length = 0
			continue
		}
		high++
		length++
		switch {
		case length == 3:
			together += 3
		case length > 3:
			together++
		}
	}
	return together*5 < high
}

// highSample is enough of raw to guess its charset by, from shortly before its
// first byte outside ASCII.
func highSample(raw []byte) []byte {
	first := bytes.IndexFunc(raw, func(r rune) bool { return r >= utf8.RuneSelf })
	raw = raw[max(0, first-1024):]
	return raw[:min(len(raw), 16<<10)]
}

// differ reports whether two charsets of the same bytes write other letters.
// Those for Western Europe differ in a sign or two.
func differ(a, b string) bool {
	western := map[string]bool{"windows-1252": true, "iso-8859-15": true, "windows-1254": true, "iso-8859-14": true}
	return a != b && !(western[a] && western[b])
}

// decodeAs decodes raw, but for its first skip bytes, by a charset that
// [lookup] knows. Every character keeps its way back to its bytes; bytes that
// the charset does not know become U+FFFD.
func decodeAs(raw []byte, skip int, name string) *decoded {
	var d *decoded
	if name == "utf-8" {
		d = decodeUTF8(raw, skip)
	} else {
		d = decodeSteps(raw, skip, lookup(name).NewDecoder())
	}
	if n := strings.Count(d.text, "\ufffd"); n > 0 {
		d.warn("%d places are not valid %s and stand as U+FFFD (�) in the text", n, strings.ToUpper(name))
	}
	return d
}

func lookup(name string) encoding.Encoding {
	switch name {
	case "utf-32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	}
	e, _ := charset.Lookup(name)
	return e
}

// decodeUTF8 copies what is valid and replaces each byte that is not.
func decodeUTF8(raw []byte, skip int) *decoded {
	var text strings.Builder
	text.Grow(len(raw))
	var a alignment
	for i := skip; i < len(raw); {
		n := validPrefix(raw[i:])
		if n > 0 {
			a = a.copied(text.Len(), i, n)
			text.Write(raw[i : i+n])
			i += n
			continue
		}
		a = a.add(text.Len(), len("\ufffd"), i, 1)
		text.WriteRune(unicode.ReplacementChar)
		i++
	}
	return &decoded{text: text.String(), alignment: a}
}

// validPrefix is the length of the longest beginning of b that is valid UTF-8.
func validPrefix(b []byte) int {
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	return n
}

// decodeSteps decodes raw one character at a time: it shows the decoder one
// byte, then two, until the decoder takes them.
func decodeSteps(raw []byte, skip int, decoder *encoding.Decoder) *decoded {
	var text strings.Builder
	text.Grow(len(raw))
	var a alignment
	const longest = 8 // bytes of one character in any charset, and then some
	var dst [16]byte
	for i := skip; i < len(raw); {
		written, taken := 0, 0
		for n := 1; n <= longest && taken == 0; n++ {
			end := min(i+n, len(raw))
			written, taken, _ = decoder.Transform(dst[:], raw[i:end], end == len(raw))
		}
		if taken == 0 {
			written, taken = copy(dst[:], "\ufffd"), 1
		}
		// What writes nothing (an escape sequence) is left out of the text.
		if written > 0 {
			a = a.add(text.Len(), written, i, taken)
			text.Write(dst[:written])
		}
		i += taken
	}
	return &decoded{text: text.String(), alignment: a}
}
