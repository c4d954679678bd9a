// Package caselog writes a whole case as JSON lines, one entry each, and makes
// the same case of them again: the same entries, by the same authors, at the same
// times, under the same checkpoint. It is how a case moves from a file to a server
// or the other way, and how it outlives any database.
//
// The first line is {"parley_case": VERSION}. Each other has an entry as parley log
// --json prints it, with its body in "content", or null where it was purged, and
// the bytes that a report was read from in "raw", in base64, where they are not its
// text, or those of an exhibit, where they are kept.
package caselog

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"parley"
	"parley/ledger"
)

// Version is the version of the lines.
//
//	1: entries with content and raw.
const Version = 1

type header struct {
	Version int `json:"parley_case"`
}

type line struct {
	ledger.Entry
	Content json.RawMessage `json:"content"`
	Raw     []byte          `json:"raw,omitzero"`
}

// Write writes every entry of a case.
func Write(ctx context.Context, c *ledger.Case, w io.Writer) error {
	out := bufio.NewWriter(w)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(header{Version}); err != nil {
		return err
	}
	for e, err := range c.Entries(ctx, 0) {
		if err != nil {
			return err
		}
		l, err := lineOf(ctx, c, e)
		if err != nil {
			return fmt.Errorf("writing entry %d: %w", e.Seq, err)
		}
		if err := encoder.Encode(l); err != nil {
			return err
		}
	}
	return out.Flush()
}

func lineOf(ctx context.Context, c *ledger.Case, e ledger.Entry) (line, error) {
	l := line{Entry: e, Content: json.RawMessage("null")}
	body, err := c.Body(ctx, e.Seq)
	if errors.Is(err, ledger.ErrRemoved) {
		return l, nil
	}
	if err != nil {
		return l, err
	}
	if l.Content, err = wrap(body); err == nil && (e.Kind == ledger.KindReport || e.Kind == ledger.KindExhibit) {
		l.Raw, err = c.Raw(ctx, e.Seq)
	}
	return l, err
}

// wrap is a body as a JSON string: its digest is over its very bytes, which
// another program may print otherwise.
func wrap(body []byte) (json.RawMessage, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(string(body))
	return b.Bytes(), err
}

// Limits bound what is read.
type Limits struct {
	Line int // bytes of a line
}

const (
	defaultLine = 256 << 20
	batch       = 500 // entries that are filed at once
)

// Read files what Write wrote in an empty case; making what is derived from it is
// for the caller (parley/audit.Reindex). Whatever does not agree with its digest,
// its number or the entries before it is a [parley.ErrInvalid] that names the
// line; the entries before it are then filed.
func Read(ctx context.Context, c *ledger.Case, r io.Reader, limits Limits) (entries int64, err error) {
	head, err := c.Head(ctx)
	if err != nil {
		return 0, err
	}
	if head.Size != 0 {
		return 0, fmt.Errorf("a whole case can only become a new one, and this has %d entries: %w", head.Size, parley.ErrConflict)
	}
	in := newReader(r, limits)
	if err := in.header(); err != nil {
		return 0, err
	}
	f := filing{of: c}
	for {
		l, err := in.next()
		if err == io.EOF {
			return f.next, f.flush(ctx)
		}
		if err == nil {
			err = f.add(ctx, l)
		}
		if err != nil {
			return f.next, fmt.Errorf("line %d: %w", in.number, err)
		}
	}
}

// Check reads what Read would, and files nothing: whether it is whole. A case is
// made only of lines that have been checked. What a reading says of the words of its
// report is left to parley/audit, which refuses to make an index of what does not
// hold.
func Check(r io.Reader, limits Limits) (entries int64, err error) {
	in := newReader(r, limits)
	if err := in.header(); err != nil {
		return 0, err
	}
	c := checker{purges: map[int64]int64{}, missing: map[int64]bool{}}
	for {
		l, err := in.next()
		if err == io.EOF {
			return c.last, c.end()
		}
		if err == nil {
			err = c.take(l)
		}
		if err != nil {
			return c.last, fmt.Errorf("line %d: %w", in.number, err)
		}
	}
}

// A checker holds each line against those before it.
type checker struct {
	last    int64
	time    time.Time
	purges  map[int64]int64 // entry whose content is gone → the purge that says so
	missing map[int64]bool  // entries without content
}

func (c *checker) take(l *line) error {
	if l.Seq != c.last+1 {
		return fmt.Errorf("entry %d comes where %d is next: %w", l.Seq, c.last+1, parley.ErrInvalid)
	}
	if err := l.Entry.Verify(); err != nil {
		return err
	}
	switch {
	case l.Time.Before(c.time):
		return fmt.Errorf("entry %d is of %s, and the one before it of %s: %w", l.Seq, l.Time.Format(time.RFC3339Nano), c.time.Format(time.RFC3339Nano), parley.ErrInvalid)
	case !l.Time.Equal(l.Time.Truncate(time.Millisecond)):
		return fmt.Errorf("entry %d is of %s, and a case counts whole milliseconds: %w", l.Seq, l.Time.Format(time.RFC3339Nano), parley.ErrInvalid)
	}
	c.last, c.time = l.Seq, l.Time
	body, has, err := l.body()
	if err != nil {
		return err
	}
	if !has {
		c.missing[l.Seq] = true
	}
	var raw string // digest of the bytes that are to be there
	switch {
	case !has:
	case l.Kind == ledger.KindReport:
		_, raw, err = ledger.DecodeFiled(l.Seq, body)
	case l.Kind.IsDecision():
		raw, err = c.decision(l.Entry, body)
	}
	if err != nil {
		return err
	}
	return l.checkRaw(raw)
}

// decision notes what a purge removes, and returns the digest of the bytes that an
// exhibit says are kept.
func (c *checker) decision(e ledger.Entry, body []byte) (raw string, err error) {
	d, err := ledger.DecodeDecision(e, body)
	if err != nil {
		return "", err
	}
	if e.Kind == ledger.KindPurge {
		for _, seq := range d.Entries {
			c.purges[seq] = e.Seq
		}
	}
	if e.Kind == ledger.KindExhibit && d.Kept {
		raw = d.SHA256
	}
	return raw, nil
}

// checkRaw holds the bytes beside an entry against the digest that it gives them,
// empty where there are to be none.
func (l *line) checkRaw(want string) error {
	switch got := ledger.DigestOf(l.Raw).String(); {
	case l.Raw == nil && want != "":
		return fmt.Errorf("entry %d is without its raw bytes of digest %s: %w", l.Seq, want, parley.ErrInvalid)
	case l.Raw != nil && want == "":
		return fmt.Errorf("entry %d has raw bytes, and says that none are kept: %w", l.Seq, parley.ErrInvalid)
	case l.Raw != nil && !strings.EqualFold(got, want):
		return fmt.Errorf("raw bytes of entry %d have digest %s, the entry says %s: %w", l.Seq, got, want, parley.ErrInvalid)
	}
	return nil
}

// end holds what is missing against what was purged: nothing else may be, and all
// of that.
func (c *checker) end() error {
	for seq := int64(1); seq <= c.last; seq++ {
		switch purge := c.purges[seq]; {
		case c.missing[seq] && purge == 0:
			return fmt.Errorf("entry %d has no content, and no purge says why: %w", seq, parley.ErrInvalid)
		case !c.missing[seq] && purge != 0:
			return fmt.Errorf("entry %d has content, and entry %d removed it: %w", seq, purge, parley.ErrInvalid)
		}
	}
	return nil
}

// body is the content's bytes, held against the entry's digest.
func (l *line) body() (body []byte, has bool, err error) {
	if string(l.Content) == "null" {
		return nil, false, nil
	}
	var s string
	if err := json.Unmarshal(l.Content, &s); err != nil {
		return nil, false, fmt.Errorf("content of entry %d is no string: %v: %w", l.Seq, err, parley.ErrInvalid)
	}
	if got := ledger.DigestOf([]byte(s)); got != l.Body {
		return nil, false, fmt.Errorf("content of entry %d has digest %s, the entry says %s: %w", l.Seq, got, l.Body, parley.ErrInvalid)
	}
	return []byte(s), true, nil
}

type reader struct {
	scan   *bufio.Scanner
	limits Limits
	number int
}

func newReader(from io.Reader, limits Limits) *reader {
	if limits.Line == 0 {
		limits.Line = defaultLine
	}
	r := &reader{limits: limits, scan: bufio.NewScanner(from)}
	r.scan.Buffer(make([]byte, 0, min(64<<10, limits.Line)), limits.Line)
	return r
}

func (r *reader) header() error {
	var h header
	if !r.scan.Scan() {
		return fmt.Errorf("no case: there is no first line: %w", parley.ErrInvalid)
	}
	r.number++
	if err := json.Unmarshal(r.scan.Bytes(), &h); err != nil || h.Version == 0 {
		return fmt.Errorf("no case: the first line is not {\"parley_case\":%d}: %w", Version, parley.ErrInvalid)
	}
	if h.Version != Version {
		return fmt.Errorf("a case of version %d, this build reads %d: %w", h.Version, Version, parley.ErrInvalid)
	}
	return nil
}

func (r *reader) next() (*line, error) {
	if !r.scan.Scan() {
		switch err := r.scan.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			r.number++
			return nil, fmt.Errorf("more than the limit of %d bytes: %w", r.limits.Line, parley.ErrInvalid)
		case err != nil:
			return nil, err
		}
		return nil, io.EOF
	}
	r.number++
	l := new(line)
	if err := json.Unmarshal(r.scan.Bytes(), l); err != nil {
		return nil, fmt.Errorf("no entry: %v: %w", err, parley.ErrInvalid)
	}
	return l, nil
}

// A filing files entries some at a time, all of one moment together.
type filing struct {
	of     *ledger.Case
	next   int64 // entries filed or waiting
	drafts []ledger.Draft
	want   []ledger.Entry // what the drafts shall be
}

func (f *filing) add(ctx context.Context, l *line) error {
	if len(f.want) == batch || len(f.want) > 0 && !l.Time.Equal(f.want[0].Time) {
		if err := f.flush(ctx); err != nil {
			return err
		}
	}
	body, has, err := l.body()
	if err != nil {
		return err
	}
	f.next++
	d := ledger.Draft{Kind: l.Kind, Author: l.Author, Of: l.Of, Supersedes: l.Supersedes, Body: body, Raw: l.Raw, At: l.Seq}
	if !has {
		d.Removed = &l.Body
	} else if l.Kind == ledger.KindReport {
		report, err := ledger.DecodeReport(l.Seq, body)
		if err != nil {
			return err
		}
		d.Once, d.Slot = ledger.OnceOf(report), ledger.SlotOf(report)
	}
	f.drafts, f.want = append(f.drafts, d), append(f.want, l.Entry)
	return nil
}

func (f *filing) flush(ctx context.Context) error {
	if len(f.drafts) == 0 {
		return nil
	}
	filed, err := f.of.Append(ctx, f.want[0].Time, f.drafts)
	if err != nil {
		return err
	}
	for i, e := range filed {
		switch want := f.want[i].Leaf(); {
		case !e.New:
			return fmt.Errorf("entry %d is there twice: %w", e.Seq, parley.ErrInvalid)
		case !bytes.Equal(e.Leaf(), want):
			return fmt.Errorf("entry %d became %q, the line says %q: %w", e.Seq, e.Leaf(), want, parley.ErrInvalid)
		}
	}
	f.drafts, f.want = nil, nil
	return nil
}
