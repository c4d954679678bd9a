// Package ingest turns the bytes of a published report into a [parley.Report]
// and keeps the bytes: they are the evidence, and every span of the report's
// text leads back to them.
//
//   - Plain text (Markdown too) is kept as it came: for a file in UTF-8 the
//     report's text is the file, byte for byte, CRLF and all, even a byte order
//     mark, so that offsets are those of the file as others read it. Other
//     charsets become UTF-8 character by character, without a mark. A first line
//     that stands alone is the title; front matter gives title, date, outlet, address
//     and author, and is no part of the text.
//   - HTML gives its main text: the headline, where the article holds it, and an
//     empty line; then a line for each paragraph, heading, list item or row. Tags
//     are removed, entities decoded and white space collapsed as a browser does;
//     quotation marks, dashes and no-break spaces stay as they came. Navigation,
//     captions, adverts and cookie banners are left out.
//   - A PDF gives the text of its pages, with a line for each paragraph as far as
//     the layout tells, and ligatures taken apart.
//
// What a document does not say (date, publisher) stays empty. Whatever was
// guessed or is damaged is a warning, for the record to carry.
package ingest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"

	"parley"
)

// A Document is a report, the bytes it was read from and the way from one to
// the other.
type Document struct {
	Report   parley.Report
	Kind     Kind
	Evidence []byte   // the bytes as published; not to be changed
	Warnings []string // what was guessed or is damaged, for the record

	alignments []alignment // from the evidence upward: the first leads to the bytes
	pages      []int       // of a PDF: where in the text each page begins
}

// Options say what the bytes do not. What the user gives of title, publisher,
// date, address and language stands above what the document says.
type Options struct {
	Name      string // of the file or address, a hint at its kind
	MediaType string // as a server declares it, such as "text/html; charset=koi8-r"; text/plain is never taken for HTML
	MaxBytes  int    // 0 stands for DefaultMaxBytes

	Title     string
	Publisher string
	Published string // EDTF, or a date that [Read] can put into it
	URL       string
	Language  string // BCP 47, as declared: where the words say otherwise, they are believed

	// Lists writes the numbers and bullets of a page's lists before their items, which
	// stand nowhere in its source: the text of a plan is known by them. A list of
	// numbers within another has those of both: "2.1.".
	Lists bool
}

// DefaultMaxBytes is the size of input that parley's limits on time and memory
// hold for.
const DefaultMaxBytes = 5 << 20

// ceiling keeps offsets within 31 bits, as one byte can become three.
const ceiling = 512 << 20

// Read reads one report. It keeps raw as the document's evidence, so the caller
// must not change it. Input that cannot be read is a [parley.ErrInvalid].
func Read(raw []byte, opts Options) (*Document, error) {
	d, err := read(raw, opts)
	if err != nil {
		return nil, err
	}
	set(&d.Report.URL, WithoutUser(opts.URL))
	return d, nil
}

// read does what Read does, but lets the page's own address stand above that of
// the options, from which it may have been fetched.
func read(raw []byte, opts Options) (*Document, error) {
	if limit := opts.limit(); len(raw) > limit {
		return nil, tooLarge(fmt.Sprintf("%d bytes", len(raw)), limit)
	}
	sum := sha256.Sum256(raw)
	d := &Document{Evidence: raw}
	d.Report.SHA256 = hex.EncodeToString(sum[:])
	d.Report.ID = "r-" + d.Report.SHA256[:12]
	if err := d.readKind(opts); err != nil {
		return nil, err
	}
	if blank(d.Report.Text) {
		return nil, fmt.Errorf("the input of %d bytes holds no words: %w", len(raw), parley.ErrInvalid)
	}
	if err := d.apply(opts); err != nil {
		return nil, err
	}
	d.judgeLanguage()
	return d, nil
}

func (o Options) limit() int {
	if o.MaxBytes <= 0 {
		return DefaultMaxBytes
	}
	return min(o.MaxBytes, ceiling)
}

func tooLarge(size string, limit int) error {
	return fmt.Errorf("%s are more than the limit of %d bytes: %w", size, limit, parley.ErrInvalid)
}

// readKind fills in what the bytes say, by the kind that they are.
func (d *Document) readKind(opts Options) error {
	if isPDF(d.Evidence) {
		return d.readPDF()
	}
	if err := refuseBinary(d.Evidence); err != nil {
		return err
	}
	decoded, err := decode(d.Evidence, declaredCharsets(d.Evidence, opts))
	if err != nil {
		return err
	}
	if err := refuseGarbled(decoded.text); err != nil {
		return err
	}
	d.Warnings = decoded.warnings
	d.alignments = []alignment{decoded.alignment}
	if isHTML(decoded.text, opts.Name, opts.MediaType) {
		return d.readHTML(decoded.text, opts)
	}
	if bytes.HasPrefix(d.Evidence, []byte(byteOrderMark)) {
		decoded = decodeAs(d.Evidence, 0, "utf-8")
		d.alignments = []alignment{decoded.alignment}
	}
	if isTranscript(decoded.text) {
		d.readTranscript(decoded.text)
		return nil
	}
	d.Kind = KindText
	d.readText(decoded.text)
	return nil
}

// byteOrderMark is the mark that a file in UTF-8 may begin with.
const byteOrderMark = "\ufeff"

// blank reports whether text has no letter and no digit.
func blank(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// apply sets what the user says over what the document says.
func (d *Document) apply(opts Options) error {
	if opts.Published != "" {
		published := EDTF(opts.Published)
		if published == "" {
			return fmt.Errorf("date of publication %q is neither EDTF nor a date known here: %w", opts.Published, parley.ErrInvalid)
		}
		d.Report.Published = published
	}
	set(&d.Report.Title, opts.Title)
	set(&d.Report.Publisher, opts.Publisher)
	set(&d.Report.Language, language(opts.Language))
	return nil
}

func set(field *string, given string) {
	if given != "" {
		*field = given
	}
}

func (d *Document) warn(format string, args ...any) {
	d.Warnings = append(d.Warnings, fmt.Sprintf(format, args...))
}
