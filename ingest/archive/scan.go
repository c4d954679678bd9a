package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"time"

	"parley"
)

// A capture is what a record tells of pages: one, or that one is elsewhere.
type capture struct {
	page    Page
	of      string // the address that lists know it by
	err     error  // why the page cannot be read
	movedTo string // the address that the server gave instead
}

// A scanner reads the records of an archive, one after the other.
type scanner struct {
	*meter
	archive *Archive
	records int
	unknown map[string]bool // algorithms of digests that could not be checked
	cut     int             // pages that were cut off when they were captured
}

func (a *Archive) scan() *scanner {
	return &scanner{meter: newMeter(a.size, a.limits.Bytes), archive: a, unknown: map[string]bool{}}
}

// notes are for whoever relies on the archive.
func (s *scanner) notes() []string {
	var notes []string
	for _, algorithm := range slices.Sorted(maps.Keys(s.unknown)) {
		notes = append(notes, fmt.Sprintf("digests of kind %q cannot be checked", shortened(algorithm)))
	}
	if s.cut > 0 {
		notes = append(notes, fmt.Sprintf("%d pages were cut off when they were captured", s.cut))
	}
	return notes
}

// captures yields what the records tell; it stops at the first error, which
// names the record.
func (s *scanner) captures(yield func(capture, error) bool) {
	for _, f := range s.archive.files {
		number, err := 0, error(nil)
		for c, e := range s.within(f, &number) {
			if err = e; e != nil || !yield(c, nil) {
				break
			}
		}
		switch {
		case err != nil && f.name != "":
			yield(capture{}, fmt.Errorf("%s: record %d: %w", f.name, number, err))
			return
		case err != nil:
			yield(capture{}, fmt.Errorf("record %d: %w", number, err))
			return
		}
	}
}

// within yields what the records of one file tell, and counts them.
func (s *scanner) within(f file, number *int) func(func(capture, error) bool) {
	return func(yield func(capture, error) bool) {
		stream, err := f.open()
		if err != nil {
			yield(capture{}, err)
			return
		}
		defer stream.Close()
		r, err := s.unpacked(f, stream)
		for *number = 1; err == nil; *number++ {
			c, e := s.next(r)
			if errors.Is(e, io.EOF) && *number > 1 {
				return
			}
			if e != nil {
				err = e
				break
			}
			if c != nil && !yield(*c, nil) {
				return
			}
		}
		yield(capture{}, s.explain(err))
	}
}

// next reads a record; io.EOF where there is none.
func (s *scanner) next(r *bufio.Reader) (*capture, error) {
	rec, err := nextRecord(r)
	if err != nil {
		return nil, err
	}
	if s.records++; s.records > s.archive.limits.Records {
		return nil, errDamaged("more than the limit of %d records", s.archive.limits.Records)
	}
	return s.read(rec)
}

// explain words the errors of what lies below, and keeps its own.
func (s *scanner) explain(err error) error {
	switch {
	case errors.Is(err, io.EOF):
		return errDamaged("the archive holds none")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errDamaged("the archive ends in the middle of it")
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return errDamaged("unpacking it: %v", err)
	case errors.Is(err, parley.ErrInvalid), errors.Is(err, parley.ErrTampered):
		return err
	}
	return errDamaged("reading it: %v", err)
}

// unpacked reads stream through gzip, where it is packed. What a WACZ packs is
// counted once more: nothing may grow on the way.
func (s *scanner) unpacked(f file, stream io.Reader) (*bufio.Reader, error) {
	if f.name != "" {
		stream = s.count(stream)
	}
	packed := bufio.NewReaderSize(stream, 64<<10)
	if start, _ := packed.Peek(2); !bytes.Equal(start, []byte{0x1f, 0x8b}) {
		return bufio.NewReaderSize(s.count(packed), 64<<10), nil
	}
	unzipped, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	return bufio.NewReaderSize(s.count(unzipped), 64<<10), nil
}

// read reads the whole of a record, holds its digests against it, and says what
// it tells of pages; nil for nothing.
func (s *scanner) read(rec *record) (*capture, error) {
	whole, wholeKnown := newDigest("WARC-Block-Digest", rec.header["warc-block-digest"])
	payload, payloadKnown := newDigest("WARC-Payload-Digest", rec.header["warc-payload-digest"])
	if !wholeKnown || !payloadKnown {
		s.distrust(rec.header["warc-block-digest"], rec.header["warc-payload-digest"])
	}
	block := bufio.NewReader(io.TeeReader(rec.block, whole))
	var c *capture
	var err error
	switch kind := strings.ToLower(rec.header["warc-type"]); {
	case rec.header["warc-segment-number"] != "":
		_, err = io.Copy(io.Discard, block) // a part of a record, by which no digest and no page can be told
		payload = nil
	case kind == "response" && strings.HasPrefix(rec.header["content-type"], "application/http"):
		c, err = s.response(rec, block, payload)
	case kind == "resource":
		c, err = s.body(rec, block, payload, header{"content-type": rec.header["content-type"]})
	default: // of a revisit or a request the payload is elsewhere
		_, err = io.Copy(io.Discard, block)
	}
	if err != nil {
		return nil, err
	}
	if rec.block.N > 0 {
		return nil, errDamaged("it declares %s bytes, and the archive ends %d bytes before that", rec.header["content-length"], rec.block.N)
	}
	if err := whole.check(); err != nil {
		return nil, err
	}
	return c, nil
}

func (s *scanner) distrust(declared ...string) {
	for _, d := range declared {
		if _, known := newDigest("", d); !known {
			algorithm, _, _ := strings.Cut(d, ":")
			s.unknown[shortened(algorithm)] = true
		}
	}
}

// response reads an answer by HTTP.
func (s *scanner) response(rec *record, block *bufio.Reader, payload *digest) (*capture, error) {
	status, err := readLine(block, maxHeader)
	var h header
	if err == nil {
		h, err = readHeader(block)
	}
	_, code, isHTTP := strings.Cut(status, " ")
	code, _, _ = strings.Cut(strings.TrimSpace(code), " ")
	if err != nil || !isHTTP || !strings.HasPrefix(status, "HTTP/") {
		_, err = io.Copy(io.Discard, block)
		return nil, err // no answer that a browser would have understood either
	}
	c, err := s.body(rec, block, payload, h)
	switch {
	case err != nil || code == "200":
		return c, err
	case strings.HasPrefix(code, "3") && h["location"] != "":
		from := address(rec)
		if to := resolved(from, h["location"]); from != "" && to != "" {
			return &capture{of: from, movedTo: to}, nil
		}
	}
	return nil, nil
}

// body reads what is left of a block, as the bytes of a page where it is one. A
// digest of the payload may be of the bytes with or without the lengths of their
// chunks: archives have either.
func (s *scanner) body(rec *record, block *bufio.Reader, payload *digest, h header) (*capture, error) {
	page := &capture{page: Page{URL: address(rec), MediaType: h["content-type"], Captured: date(rec)}, of: known(rec.header["warc-target-uri"])}
	kept := &keeper{limit: s.archive.limits.PageBytes}
	if !isPage(rec, page.page) {
		page, kept.limit = nil, 0
	}
	chunked := strings.Contains(strings.ToLower(h["transfer-encoding"]), "chunked")
	var whole *digest
	raw := io.TeeReader(block, payload)
	if chunked {
		whole, _ = newDigest("WARC-Payload-Digest", rec.header["warc-payload-digest"])
		asSent := &keeper{limit: kept.limit}
		raw = io.TeeReader(raw, asSent)
		_, err := io.Copy(io.MultiWriter(whole, kept), httputil.NewChunkedReader(raw))
		if _, rest := io.Copy(io.Discard, raw); rest != nil {
			return nil, rest
		}
		if err != nil { // the lengths were taken off, and the header left as it was
			kept = asSent
		}
	} else if _, err := io.Copy(kept, raw); err != nil {
		return nil, err
	}
	if !payload.holds() && (whole == nil || !whole.holds()) {
		return nil, payload.check()
	}
	if page == nil {
		return nil, nil
	}
	if rec.header["warc-truncated"] != "" {
		s.cut++
	}
	page.page.Body, page.err = kept.decoded(h["content-encoding"])
	return page, nil
}

// A keeper keeps what is written to it, up to limit.
type keeper struct {
	kept        bytes.Buffer
	limit, size int64
}

func (k *keeper) Write(b []byte) (int, error) {
	k.size += int64(len(b))
	k.kept.Write(b[:max(0, min(int64(len(b)), k.limit-int64(k.kept.Len())))])
	return len(b), nil
}

// decoded takes off the coding of an answer.
func (k *keeper) decoded(coding string) ([]byte, error) {
	if k.size > k.limit {
		return nil, fmt.Errorf("%d bytes are more than the limit of %d: %w", k.size, k.limit, parley.ErrInvalid)
	}
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "", "identity", "utf-8": // the last is what confused servers say
		return k.kept.Bytes(), nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(k.kept.Bytes(), []byte{0x1f, 0x8b}) {
			return k.kept.Bytes(), nil // taken off already, and the header left as it was
		}
	default:
		return nil, fmt.Errorf("the page is packed with %q, which parley does not unpack: %w", shortened(coding), parley.ErrInvalid)
	}
	unzipped, err := gzip.NewReader(&k.kept)
	if err != nil {
		return nil, fmt.Errorf("unpacking the page: %v: %w", err, parley.ErrInvalid)
	}
	body, err := io.ReadAll(io.LimitReader(unzipped, k.limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("unpacking the page: %v: %w", err, parley.ErrInvalid)
	case int64(len(body)) > k.limit:
		return nil, fmt.Errorf("the page unpacks to more than the limit of %d bytes: %w", k.limit, parley.ErrInvalid)
	}
	return body, nil
}

// pageTypes are the media types that a report comes in.
var pageTypes = []string{"text/html", "application/xhtml+xml", "text/plain"}

// isPage tells a page from what else was fetched, and from what programs note
// down as resources: urn:text:…, metadata://….
func isPage(rec *record, p Page) bool {
	kind, _, _ := strings.Cut(strings.ToLower(p.MediaType), ";")
	if !slices.Contains(pageTypes, strings.TrimSpace(kind)) {
		return false
	}
	u, err := url.Parse(p.URL)
	if strings.EqualFold(rec.header["warc-type"], "resource") {
		from := strings.ToLower(strings.TrimLeft(rec.header["warc-target-uri"], "<"))
		return p.URL != "" || strings.HasPrefix(from, "file:") || strings.HasPrefix(from, evidenceName)
	}
	return p.URL != "" && err == nil && u.Path != "/robots.txt"
}

// address is what a record captured, without a fragment; empty where that is no
// address of the web. WARC 1.0 was at first written with brackets around it.
func address(rec *record) string { return plain(strings.Trim(rec.header["warc-target-uri"], "<>")) }

// known is what lists of pages know a record by: its address, or else its name.
func known(target string) string { return cmp.Or(plain(strings.Trim(target, "<>")), target) }

func plain(at string) string {
	u, err := url.Parse(at)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(u.String()) > maxAddress {
		return ""
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	return u.String()
}

// maxAddress is how long an address of a page may be; browsers allow less.
const maxAddress = 8 << 10

// resolved is where a server sends who asks for an address.
func resolved(from, location string) string {
	u, err := url.Parse(from)
	if err != nil {
		return ""
	}
	to, err := u.Parse(location)
	if err != nil {
		return ""
	}
	to.Fragment, to.RawFragment = "", ""
	if len(to.String()) > maxAddress {
		return ""
	}
	return to.String()
}

// date is when a record was captured; the zero time where it does not say.
func date(rec *record) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "20060102150405"} {
		if t, err := time.Parse(layout, rec.header["warc-date"]); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
