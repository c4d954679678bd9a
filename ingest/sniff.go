package ingest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"

	"parley"
)

// A Kind is the form a report came in.
type Kind string

const (
	KindText Kind = "text"
	KindHTML Kind = "html"
	KindPDF  Kind = "pdf"
)

// signatures are the beginnings of what is often taken for a report and that
// net/http does not know.
var signatures = []struct {
	prefix, what string
}{
	{"\x7fELF", "a program (ELF)"},
	{"MZ\x90\x00", "a program (Windows)"},
	{"\xcf\xfa\xed\xfe", "a program (macOS)"},
	{"\xca\xfe\xba\xbe", "a program (macOS or Java)"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Word, Excel or PowerPoint"},
	{"{\\rtf", "a document in Rich Text Format"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"BZh91AY&SY", "a bzip2 archive"},
	{"\xfd7zXZ\x00", "an xz archive"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive"},
	{"\x28\xb5\x2f\xfd", "a zstd archive"},
	{"%!PS-", "a PostScript file"},
	{"age-encryption.org/", "an age-encrypted file"},
	{"-----BEGIN PGP MESSAGE", "a PGP-encrypted message"},
}

// zipped names what a zip archive is by a file that it holds.
var zipped = []struct {
	member, what string
}{
	{"word/", "a Word document (docx)"},
	{"xl/", "an Excel workbook (xlsx)"},
	{"ppt/", "a PowerPoint presentation (pptx)"},
	{"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"},
	{"mimetypeapplication/epub", "an EPUB book"},
}

// refuseBinary is an error that says what raw seems to be where that is
// neither text nor a PDF.
func refuseBinary(raw []byte) error {
	if what := binaryKind(raw); what != "" {
		return fmt.Errorf("this seems to be %s, not a report: %w", what, parley.ErrInvalid)
	}
	return nil
}

func binaryKind(raw []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(raw, []byte(s.prefix)) {
			return s.what
		}
	}
	// Some signatures are letters: a report may well begin with BMW or OTTO.
	if !tooManyControls(string(raw[:min(len(raw), 512)])) && bytes.IndexByte(raw[:min(len(raw), 512)], 0) < 0 {
		return ""
	}
	mime := http.DetectContentType(raw)
	switch kind, _, _ := strings.Cut(mime, "/"); {
	case mime == "application/zip":
		return zippedKind(raw)
	case kind == "image", kind == "audio", kind == "video", kind == "font":
		return "a file of type " + mime
	case mime == "application/x-gzip", mime == "application/x-rar-compressed", mime == "application/wasm",
		mime == "application/vnd.ms-fontobject", mime == "application/ogg":
		return "a file of type " + mime
	}
	return ""
}

// zippedKind says what a zip archive is by the files that it lists, or where
// its list is cut off by those that it begins with.
func zippedKind(raw []byte) string {
	head := string(raw[:min(len(raw), 4096)])
	var names []string
	if archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw))); err == nil {
		for _, f := range archive.File {
			names = append(names, f.Name)
		}
	}
	for _, z := range zipped {
		if strings.Contains(head, z.member) || slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, z.member) }) {
			return z.what
		}
	}
	return "a zip archive"
}

// refuseGarbled is an error where text, decoded, is not what people write.
func refuseGarbled(text string) error {
	switch {
	case strings.IndexByte(text, 0) >= 0, tooManyControls(text):
		return fmt.Errorf("this seems to be binary data, not a report: %w", parley.ErrInvalid)
	case feedStart.MatchString(text[:min(len(text), 4096)]):
		return fmt.Errorf("this seems to be a feed of reports; give the address of one of them: %w", parley.ErrInvalid)
	}
	return nil
}

// tooManyControls reports whether text holds so many control characters that
// it is none.
func tooManyControls(text string) bool {
	n := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '\t', c == '\n', c == '\r', c == '\f', c == '\v', c == '\b', c == 0x1b:
		case c < ' ', c == 0x7f:
			n++
		}
	}
	return n > 2 && n*50 > len(text)
}

// isPDF allows for a few bytes before the header, as readers of PDF do.
func isPDF(raw []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(raw, "\xef\xbb\xbf \t\r\n"), []byte("%PDF-"))
}

// htmlStart matches text that begins as a page does.
var htmlStart = regexp.MustCompile(`(?i)^(?:\s|<!--(?s:.*?)-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|script|div|table|h1|p)\b`)

// feedStart matches lists of reports in RSS or Atom.
var feedStart = regexp.MustCompile(`^(?:\s|<!--(?s:.*?)-->|<\?xml[^>]*>)*<(?:rss|feed|rdf:RDF)\b`)

// htmlName matches the names of files with pages in them.
var htmlName = regexp.MustCompile(`(?i)\.(?:x?html?|xhtml|shtml|php|aspx?)$`)

// isHTML judges by content; a name or media type of HTML counts only where the
// text has a tag in it. What is declared as plain text is that.
func isHTML(text, name, mediaType string) bool {
	if strings.HasPrefix(strings.TrimSpace(strings.ToLower(mediaType)), "text/plain") {
		return false
	}
	if htmlStart.MatchString(text[:min(len(text), 4096)]) {
		return true
	}
	named := htmlName.MatchString(path.Base(name)) || strings.Contains(mediaType, "html")
	return named && anyTag.MatchString(text)
}

var anyTag = regexp.MustCompile(`</?[A-Za-z][A-Za-z0-9]*[\s/>]`)
