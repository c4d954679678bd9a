package ledger

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"parley"
)

// A Deal is what the index has of one report's positions, proposals and contacts,
// each in the order of the record.
type Deal struct {
	Report    int64
	Since     int64 // the entry from which on the index has it so
	Positions []Position
	Proposals []Proposal
	Contacts  []Contact
}

// Empty reports whether there is nothing in it.
func (d *Deal) Empty() bool { return len(d.Positions)+len(d.Proposals)+len(d.Contacts) == 0 }

// An indexing is a record of which the index is made.
type indexing struct {
	report, reading int64
	record          *parley.Record
	state           *State
	ids             map[string]EntityID
	people          map[string]*parley.Entity
	said            map[string]string       // EDTF, by statement
	terms           map[string]*parley.Term // without those that were rejected
}

// deal is what the index has of the deal in a record.
func (r *indexing) deal() Deal {
	d := Deal{Report: r.report}
	if len(r.record.Positions)+len(r.record.Proposals)+len(r.record.Contacts) == 0 {
		return d
	}
	r.people, r.said, r.terms = map[string]*parley.Entity{}, map[string]string{}, map[string]*parley.Term{}
	for i := range r.record.Entities {
		r.people[r.record.Entities[i].ID] = &r.record.Entities[i]
	}
	for i := range r.record.Statements {
		r.said[r.record.Statements[i].ID] = r.record.Statements[i].Said.EDTF
	}
	for i := range r.record.Terms {
		if t := &r.record.Terms[i]; !r.rejected(t.ID) {
			r.terms[t.ID] = t
		}
	}
	for i := range r.record.Positions {
		d.Positions = append(d.Positions, r.position(&r.record.Positions[i]))
	}
	for i := range r.record.Proposals {
		d.Proposals = append(d.Proposals, r.proposal(&r.record.Proposals[i]))
	}
	for i := range r.record.Contacts {
		d.Contacts = append(d.Contacts, r.contact(&r.record.Contacts[i]))
	}
	return d
}

func (r *indexing) rejected(line string) bool {
	return line != "" && r.state.Status(r.reading, line) == StatusRejected
}

// status is that of a line, which does not stand without the statement it rests on.
func (r *indexing) status(line, statement string) Status {
	if r.rejected(statement) {
		return StatusRejected
	}
	return r.state.Status(r.reading, line)
}

// entity is who an entity of the record is; 0 for one that was rejected.
func (r *indexing) entity(id string) EntityID {
	if r.rejected(id) {
		return 0
	}
	return r.ids[id]
}

// term is the key of a term of the record; empty for one that was rejected.
func (r *indexing) term(id string) string {
	if t := r.terms[id]; t != nil {
		return t.Key
	}
	return ""
}

func (r *indexing) entities(list []string) []EntityID {
	var all []EntityID
	for _, id := range list {
		if e := r.entity(id); e != 0 && !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	return all
}

// EncodeDeal is a report's deal as a store keeps it, one line a row, its fields with
// tabs between: the id of the line, whether it is a position, a proposal or a
// contact, and what it says. Which report it is of and since when is kept beside. Of
// an empty one it is nothing.
func EncodeDeal(d *Deal) []byte {
	b := []byte{}
	for i := range d.Positions {
		b = endRow(d.Positions[i].encode(b))
	}
	for i := range d.Proposals {
		b = endRow(d.Proposals[i].encode(b))
	}
	for i := range d.Contacts {
		b = endRow(d.Contacts[i].encode(b))
	}
	return b
}

// endRow puts a newline in the place of the last tab.
func endRow(b []byte) []byte {
	b[len(b)-1] = '\n'
	return b
}

func appendWords(b []byte, words ...string) []byte {
	for _, w := range words {
		if isBare(w) {
			b = append(b, w...)
		} else {
			b = strconv.AppendQuote(b, w)
		}
		b = append(b, '\t')
	}
	return b
}

// isBare reports whether a word needs no quotation marks: it has only such
// characters of ASCII as can be seen, and none of the marks.
func isBare(w string) bool {
	for i := range len(w) {
		if w[i] <= ' ' || w[i] >= 0x7f || w[i] == '"' {
			return false
		}
	}
	return true
}

func appendIDs(b []byte, ids ...EntityID) []byte {
	for _, id := range ids {
		b = append(strconv.AppendInt(b, int64(id), 36), '\t')
	}
	return b
}

// appendList writes ids with spaces between.
func appendList(b []byte, ids []EntityID) []byte {
	for i, id := range ids {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(id), 36)
	}
	return append(b, '\t')
}

func appendCount(b []byte, n int) []byte { return append(strconv.AppendInt(b, int64(n), 10), '\t') }

func appendBool(b []byte, is bool) []byte { return append(strconv.AppendBool(b, is), '\t') }

func appendDays(b []byte, days ...parley.Day) []byte {
	for _, d := range days {
		b = appendCount(b, int(d))
	}
	return b
}

// A DealDecoder reads what [EncodeDeal] wrote. It keeps each word once, as those of
// a case are the same few again and again, and is for one goroutine.
type DealDecoder struct {
	words map[string]string
}

// mostInterned bounds the words that a decoder keeps.
const mostInterned = 1 << 16

func (d *DealDecoder) word(w []byte) string {
	if known, is := d.words[string(w)]; is {
		return known
	}
	if d.words == nil || len(d.words) >= mostInterned {
		d.words = map[string]string{}
	}
	s := string(w)
	d.words[s] = s
	return s
}

// Decode reads a report's deal. What EncodeDeal cannot have written is a
// [parley.ErrTampered]. Nothing of encoded is kept.
func (d *DealDecoder) Decode(report, since int64, encoded []byte) (Deal, error) {
	deal := Deal{Report: report, Since: since}
	if n := bytes.Count(encoded, []byte("\tposition\t")); n > 0 {
		deal.Positions = make([]Position, 0, n)
	}
	for row := range bytes.Lines(encoded) {
		f := fields{DealDecoder: d, rest: row}
		of, kind := Address{report, f.word()}, f.word()
		switch kind {
		case aPosition:
			deal.Positions = append(deal.Positions, f.position(of))
		case aProposal:
			deal.Proposals = append(deal.Proposals, f.proposal(of))
		case aContact:
			deal.Contacts = append(deal.Contacts, f.contact(of))
		default:
			return deal, fmt.Errorf("line %v is %q in the index, which is no part of a deal: %w", of, kind, parley.ErrTampered)
		}
		if f.err == nil && len(f.rest) > 0 {
			f.err = fmt.Errorf("there is more: %q", f.rest)
		}
		if f.err != nil {
			return deal, fmt.Errorf("line %v in the index: %v: %w", of, f.err, parley.ErrTampered)
		}
	}
	return deal, nil
}

// Fields are those of a row that are left to read. It keeps the first error.
type fields struct {
	*DealDecoder
	rest []byte
	err  error
}

// next is the next field.
func (f *fields) next() []byte {
	i := bytes.IndexByte(f.rest, '\t')
	if i < 0 {
		i = len(f.rest) - 1
		if i < 0 || f.rest[i] != '\n' {
			f.fail(fmt.Errorf("it has too few fields"))
			f.rest = nil
			return nil
		}
	}
	field := f.rest[:i]
	f.rest = f.rest[i+1:]
	return field
}

func (f *fields) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}

func (f *fields) word() string {
	w := f.next()
	if len(w) == 0 || w[0] != '"' {
		return f.DealDecoder.word(w)
	}
	s, err := strconv.Unquote(string(w))
	if err != nil {
		f.fail(fmt.Errorf("%q is no text", w))
	}
	return s
}

func (f *fields) id() EntityID { return f.idOf(f.next()) }

// idOf reads a number in base 36: as strconv does, several times as fast.
func (f *fields) idOf(w []byte) EntityID {
	var id uint64
	for _, c := range w {
		digit := uint64(36)
		switch {
		case c >= '0' && c <= '9':
			digit = uint64(c - '0')
		case c >= 'a' && c <= 'z':
			digit = uint64(c-'a') + 10
		}
		if digit == 36 || id > (1<<63-1-digit)/36 {
			f.fail(fmt.Errorf("%q stands for no entity", w))
			return 0
		}
		id = id*36 + digit
	}
	if len(w) == 0 {
		f.fail(fmt.Errorf("an entity is missing"))
	}
	return EntityID(id)
}

func (f *fields) list() []EntityID {
	w := f.next()
	var all []EntityID
	for len(w) > 0 {
		one, rest, _ := bytes.Cut(w, []byte{' '})
		all, w = append(all, f.idOf(one)), rest
	}
	return all
}

func (f *fields) count() int {
	w := f.next()
	n, err := strconv.ParseInt(string(w), 10, 32)
	if err != nil {
		f.fail(fmt.Errorf("%q is no count", w))
	}
	return int(n)
}

func (f *fields) day() parley.Day { return parley.Day(f.count()) }

func (f *fields) bool() bool {
	w := f.next()
	if s := string(w); s != "true" && s != "false" {
		f.fail(fmt.Errorf("%q is neither true nor false", s))
	}
	return string(w) == "true"
}
