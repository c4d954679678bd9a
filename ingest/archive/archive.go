// Package archive reads the pages that a web archive holds, and writes evidence
// as one: WARC 1.0 and 1.1 (ISO 28500), a file of records, plain or packed with
// gzip; and WACZ 1.1.1, a zip of such files with a list of its pages.
//
// A page is an answer 200 of HTML or plain text to a request by http or https,
// or a resource of that kind. What else a browser fetched is passed over, and of
// a WACZ what its list of pages does not name.
//
// An archive comes from outside. [Open] reads all of it before it gives any page,
// so that one that is cut off, altered or a bomb is refused whole: every digest
// of its records and of its package is held against the bytes, and [Limits] bound
// what is unpacked. Nothing is written to disk, no name in it is followed. A
// signature of a package is not checked.
package archive

import (
	"fmt"
	"io"
	"iter"
	"time"

	"parley"
	"parley/ingest"
)

// A Page is one page as it was captured, or evidence to be written as one.
type Page struct {
	URL       string    // http or https; empty where it has no such address
	Captured  time.Time // UTC
	MediaType string    // as the server declared it: "text/html; charset=utf-8"
	Title     string    // to be written into the list of pages; not read
	Body      []byte    // the bytes as published, without the codings of their transfer
}

// Document reads the page as a report. What opts give stands above what the page
// says, and the address that it was captured from above the one that it gives as
// its own, unless both are on one host.
func (p Page) Document(opts ingest.Options) (*ingest.Document, error) {
	return ingest.ReadFrom(p.Body, p.URL, p.MediaType, opts)
}

// Limits bound what an archive may hold. Zero stands for the default.
type Limits struct {
	PageBytes int64 // of one page; a larger one is an error of that page alone
	Pages     int
	Records   int
	Files     int   // in a WACZ
	Bytes     int64 // unpacked, all records together
}

// The defaults of [Limits]. An archive within them takes minutes, not hours.
const (
	DefaultPageBytes = 5 << 20
	DefaultPages     = 100_000
	DefaultRecords   = 2_000_000
	DefaultFiles     = 10_000
	DefaultBytes     = 16 << 30
)

// What is unpacked may be mostRatio times what it is packed in, and slack more.
// Pages pack to a tenth, the best of gzip is a thousandth.
const (
	mostRatio = 150
	slack     = 32 << 20
)

func (l Limits) filled() Limits {
	fill(&l.PageBytes, DefaultPageBytes)
	fill(&l.Pages, DefaultPages)
	fill(&l.Records, DefaultRecords)
	fill(&l.Files, DefaultFiles)
	fill(&l.Bytes, DefaultBytes)
	return l
}

func fill[T int | int64](limit *T, otherwise T) {
	if *limit <= 0 {
		*limit = otherwise
	}
}

// An Archive is one that has been checked.
type Archive struct {
	Pages   int      // how many pages [Archive.All] yields
	Records int      // of any kind
	Notes   []string // what to know before relying on it, such as a digest of an unknown kind

	files  []file
	size   int64
	limits Limits
	listed map[string]bool // addresses that a WACZ names as pages; nil where all are
}

// A file is a WARC in the archive.
type file struct {
	name string // within a WACZ; empty for a WARC by itself
	open func() (io.ReadCloser, error)
}

// Open checks the archive of size bytes that r holds. One that is damaged or
// beyond limits is a [parley.ErrInvalid], one whose digests do not hold a
// [parley.ErrTampered].
func Open(r io.ReaderAt, size int64, limits Limits) (*Archive, error) {
	a := &Archive{size: size, limits: limits.filled()}
	start := make([]byte, 4)
	if n, err := r.ReadAt(start, 0); err != nil && n < len(start) {
		return nil, fmt.Errorf("an archive of %d bytes: %w", size, parley.ErrInvalid)
	}
	if string(start) == "PK\x03\x04" || string(start) == "PK\x05\x06" {
		if err := a.openWACZ(r); err != nil {
			return nil, err
		}
	} else {
		a.files = []file{{open: func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(r, 0, size)), nil }}}
	}
	return a, a.check()
}

// check reads all of the archive once.
func (a *Archive) check() error {
	pages, moved := map[string]int{}, map[string]string{}
	s := a.scan()
	for c, err := range s.captures {
		switch {
		case err != nil:
			return err
		case a.listed == nil:
			if c.movedTo == "" {
				a.Pages++
			}
		case c.movedTo != "":
			moved[c.of] = c.movedTo
		default:
			pages[c.of]++
		}
		if max(a.Pages, len(pages), len(moved)) > a.limits.Pages {
			return a.tooMany()
		}
	}
	a.Records, a.Notes = s.records, append(a.Notes, s.notes()...)
	a.settle(pages, moved)
	if a.Pages > a.limits.Pages { // of one listed address there may be many captures
		return a.tooMany()
	}
	return nil
}

func (a *Archive) tooMany() error {
	return errDamaged("the archive holds more than the limit of %d pages", a.limits.Pages)
}

// All yields the pages in the order of the archive. An error beside a page is of
// that page alone, be it that it is too large; without one it ends the sequence,
// which happens where the file has changed since it was opened.
func (a *Archive) All() iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		for c, err := range a.scan().captures {
			switch {
			case err != nil:
				yield(Page{}, err)
				return
			case c.movedTo != "" || a.listed != nil && !a.listed[c.of]:
			case !yield(c.page, c.err):
				return
			}
		}
	}
}
