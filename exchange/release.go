package exchange

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"parley"
	"parley/internal/redact"
)

// Mask stands for every name, word and address of a sealed report.
const Mask = redact.Mask

// A Release is a filing as it may leave its case: without what was rejected, and
// masked where it is sealed. Writers see no other, so that none can forget.
type Release struct {
	Record    *parley.Record
	Address   string
	Filed     time.Time
	Author    string
	Sealed    bool
	reviews   map[string]Review
	entities  map[string]*parley.Entity
	exhibits  map[string]*parley.Exhibit
	terms     map[string]*parley.Term
	proposals map[string]*parley.Proposal
	positions map[string][]*parley.Position // by their statements
	points    points
	report    string // IRI
	reading   string // IRI
}

// Release clears the filing. It fails on a record whose lines do not hold.
func (f *Filing) Release() (*Release, error) {
	if err := f.Record.Verify(); err != nil {
		return nil, fmt.Errorf("releasing report %s: %w", f.Address, err)
	}
	record := f.Record
	if !f.KeepRejected {
		record = withoutRejected(record, f.Reviews)
	}
	r := &Release{
		Address: f.Address, Filed: f.Filed, Author: f.Author, Sealed: f.Sealed, reviews: f.Reviews,
		entities: map[string]*parley.Entity{}, exhibits: map[string]*parley.Exhibit{},
		terms: map[string]*parley.Term{}, proposals: map[string]*parley.Proposal{}, positions: map[string][]*parley.Position{},
		report: "urn:uuid:" + uuid("report", cmp.Or(record.Report.SHA256, digest(record.Report.Text))),
	}
	if f.Sealed {
		record = redact.Sealed(record, f.Address, redact.Nothing)
		r.report = "urn:uuid:" + uuid("sealed", f.Address, Timestamp(f.Filed), f.Author)
	}
	r.Record = record
	r.reading = "urn:uuid:" + uuid("reading", r.report, record.Weights)
	r.points = newPoints(record.Report.Text)
	for i := range record.Entities {
		r.entities[record.Entities[i].ID] = &record.Entities[i]
	}
	for i := range record.Exhibits {
		r.exhibits[record.Exhibits[i].ID] = &record.Exhibits[i]
	}
	for i := range record.Terms {
		r.terms[record.Terms[i].ID] = &record.Terms[i]
	}
	for i := range record.Positions {
		p := &record.Positions[i]
		r.positions[p.Statement] = append(r.positions[p.Statement], p)
	}
	for i := range record.Proposals {
		r.proposals[record.Proposals[i].ID] = &record.Proposals[i]
	}
	return r, nil
}

// withoutRejected is the record without the lines that a person rejected, nor what
// rests on them alone.
func withoutRejected(in *parley.Record, reviews map[string]Review) *parley.Record {
	gone := map[string]bool{}
	for id, review := range reviews {
		if review.Status == ReviewRejected && id != "" {
			gone[id] = true
		}
	}
	if len(gone) == 0 {
		return in
	}
	return redact.Without(in, gone)
}

// ReportIRI names the report: the same bytes have the same name in every case,
// but of a sealed report the name says nothing of the bytes.
func (r *Release) ReportIRI() string { return r.report }

// ReadingIRI names this reading of the report, by these weights.
func (r *Release) ReadingIRI() string { return r.reading }

// IRI names a line of the record, by its id.
func (r *Release) IRI(id string) string { return r.reading + "#" + url.PathEscape(id) }

// NameIRI names what has nothing but a name of some sort, such as a person who
// reviewed a line.
func NameIRI(sort, name string) string { return "urn:uuid:" + uuid(sort, name) }

// Line is the address of a line in the case, "12/s3"; its IRI where there is no case.
func (r *Release) Line(id string) string {
	if r.Address == "" {
		return r.IRI(id)
	}
	return r.Address + "/" + id
}

// Entity is the entity of that id, nil where there is none.
func (r *Release) Entity(id string) *parley.Entity { return r.entities[id] }

// Exhibit is the exhibit of that id, nil where there is none.
func (r *Release) Exhibit(id string) *parley.Exhibit { return r.exhibits[id] }

// Term is the term of that id, nil where there is none.
func (r *Release) Term(id string) *parley.Term { return r.terms[id] }

// Proposal is the proposal of that id, nil where there is none.
func (r *Release) Proposal(id string) *parley.Proposal { return r.proposals[id] }

// Positions are those that rest on a statement, in their order.
func (r *Release) Positions(statement string) []*parley.Position { return r.positions[statement] }

// Name is the name of an entity, empty where it is not known.
func (r *Release) Name(id string) string {
	if e := r.entities[id]; e != nil {
		return e.Name
	}
	return ""
}

// Review is what a person decided about a line; ok is false where nobody did.
func (r *Release) Review(id string) (review Review, ok bool) {
	review, ok = r.reviews[id]
	return review, ok
}

// Words are the words of spans, with " … " between pieces.
func (r *Release) Words(spans []parley.Span) string {
	var words []string
	for _, s := range spans {
		words = append(words, r.Record.Report.Quote(s))
	}
	return strings.Join(words, " … ")
}

// Range is a span in code points.
func (r *Release) Range(span parley.Span) (start, end int) { return r.points.from(span) }

// around is how many code points a passage has on either side.
const around = 32

// A Passage is a span with what stands around it, so that it is found again in a
// copy of the text whose offsets differ.
type Passage struct {
	Start, End            int // code points
	Prefix, Exact, Suffix string
}

// Passage returns the passage of a span.
func (r *Release) Passage(span parley.Span) Passage {
	text := r.Record.Report.Text
	p := Passage{Exact: r.Record.Report.Quote(span)}
	p.Start, p.End = r.points.from(span)
	before, after := span.Start, span.End
	for range around {
		_, size := utf8.DecodeLastRuneInString(text[:before])
		before -= size
		_, size = utf8.DecodeRuneInString(text[after:])
		after += size
	}
	p.Prefix, p.Suffix = text[before:span.Start], text[span.End:after]
	return p
}

// URL is the report's address where it is one of the web, without what logs a
// user in.
func (r *Release) URL() string {
	u, err := url.Parse(r.Record.Report.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.User = nil
	return u.String()
}

// Timestamp is t as XML Schema's dateTime, in UTC; empty where no time is known.
func Timestamp(t time.Time) string {
	t = t.UTC()
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return ""
	}
	return t.Format(time.RFC3339)
}

// PlainDate is an EDTF date where it is one that every standard has: a year, a
// month, a day or a time, without doubt and without a range. Empty for others.
func PlainDate(edtf string) string {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly, time.RFC3339} {
		if _, err := time.Parse(layout, edtf); err == nil {
			return edtf
		}
	}
	return ""
}

// ExactDays are the first and the last day of an EDTF date that is exact to the day;
// last is empty for a single day. A date that is in doubt counts too, a vaguer one
// has none.
func ExactDays(edtf string) (first, last string) {
	edtf = strings.TrimRight(edtf, "?~%")
	from, to, _ := strings.Cut(edtf, "/")
	if first = day(from); first == "" {
		return "", ""
	}
	return first, day(to)
}

func day(edtf string) string {
	if plain := PlainDate(edtf); len(plain) >= len(time.DateOnly) {
		return plain[:len(time.DateOnly)]
	}
	return ""
}

// uuid is a version 8 UUID (RFC 9562) of names: a part of their SHA-256, so that the same
// thing has the same name on every machine.
func uuid(names ...string) string {
	hash := sha256.New()
	for _, n := range names {
		fmt.Fprintf(hash, "%d:%s", len(n), n)
	}
	sum := hash.Sum(nil)
	sum[6] = sum[6]&0x0f | 0x80
	sum[8] = sum[8]&0x3f | 0x80
	s := hex.EncodeToString(sum[:16])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
