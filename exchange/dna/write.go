package dna

import (
	"cmp"
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"parley"
	"parley/exchange"
)

// Options say what filings do not.
type Options struct {
	Coder    string // to whom the codings are ascribed; empty for parley
	Password string // that DNA asks for, of the coder and of Admin
	Salt     Salt   // of the password; random
	Made     time.Time

	// Code says which concept a statement is about, and whether its speaker agrees
	// to it. Where it is nil, or the concept empty, [ByAct] does.
	Code func(*exchange.Release, *parley.Statement) (concept string, agrees bool)
}

// ByAct takes for the concept what is done by saying it; that a statement does so
// is its agreement, and that it is said not to ("did not promise") none.
func ByAct(_ *exchange.Release, s *parley.Statement) (concept string, agrees bool) {
	return string(cmp.Or(s.Act, parley.ActOther)), !s.Negated
}

// against are the acts of who does not agree to what is spoken of.
var against = []parley.Act{
	parley.ActDeny, parley.ActReject, parley.ActAccuse, parley.ActWarn, parley.ActThreaten, parley.ActRegret, parley.ActDeclineComment,
}

// Agrees is whether a statement counts as agreement to a term that it is about,
// for an [Options.Code] that knows the term: DNA has yes and no alone. It is no
// where the act is negated, or is to deny, reject, accuse, warn, threaten, regret
// or decline to comment.
func Agrees(s *parley.Statement) bool { return !s.Negated && !slices.Contains(against, s.Act) }

// ByPosition takes for the concept the term that a statement takes a position on,
// with its option: yes where the party accepts, offers or demands it, no where it
// rejects it. It is an [Options.Code]; of what the speaker says of another, of a
// condition, of what is left open and of positions on no term it says nothing. Of
// several positions the first counts.
func ByPosition(r *exchange.Release, s *parley.Statement) (concept string, agrees bool) {
	for _, p := range r.Positions(s.ID) {
		t := r.Term(p.Term)
		isOwn := p.Basis == parley.BasisOwn || p.Basis == parley.BasisRedLine
		if t == nil || !isOwn || p.Stance == parley.StanceConditional || p.Stance == parley.StanceOpen {
			continue
		}
		concept = cmp.Or(t.Name, t.Issue)
		for _, o := range t.Options {
			if o.ID == p.Option {
				concept += ", " + cmp.Or(o.Name, o.ID)
			}
		}
		return concept, p.Stance != parley.StanceReject
	}
	return "", false
}

// version is the one of DNA whose files these are; what is newer opens them too.
const version = "3.0.11"

//go:embed schema.sql
var schema string

// ids of the rows that every database begins with.
const (
	adminID, coderID         = 1, 2
	dnaStatement             = 1
	personID, organizationID = 1, 2
	conceptID, agreementID   = 3, 4
	attributes               = 3 // Type, Alias and Notes: each for the three variables in turn
)

// A Writer writes filings as a database that DNA opens: a document for each
// report, a statement for each that has words.
type Writer struct {
	out io.Writer
	o   Options
	*drafter
}

// NewWriter returns a Writer that writes to w. The database is made in memory and
// written by Close, whole or not at all.
func NewWriter(w io.Writer, o Options) *Writer {
	return &Writer{w, o, &drafter{entities: map[entityKey]int64{}, prepared: map[string]*sql.Stmt{}, code: o.Code}}
}

// Write adds a filing. After an error nothing is written.
func (w *Writer) Write(f *exchange.Filing) error {
	w.begin(w.o)
	if w.err != nil {
		return w.err
	}
	r, err := f.Release()
	if err != nil {
		w.err = err
		return err
	}
	w.release(r)
	return w.err
}

// Close writes the database, unless a filing could not be added.
func (w *Writer) Close() error {
	w.begin(w.o)
	defer w.end()
	if w.err != nil {
		return w.err
	}
	if err := w.tx.Commit(); err != nil {
		return err
	}
	var raw []byte
	err := w.conn.Raw(func(c any) (err error) {
		raw, err = c.(interface{ Serialize() ([]byte, error) }).Serialize()
		return err
	})
	if err != nil {
		return err
	}
	_, err = w.out.Write(raw)
	return err
}

// A drafter fills the tables and keeps the first error.
type drafter struct {
	pool     *sql.DB
	conn     *sql.Conn
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
	entities map[entityKey]int64
	code     func(*exchange.Release, *parley.Statement) (string, bool)

	documents, statements int64
	err                   error
}

// begin makes the tables, the first time. No time is waited for, so that nobody
// need be able to interrupt it.
func (d *drafter) begin(o Options) {
	if d.pool != nil || d.err != nil {
		return
	}
	ctx := context.Background()
	if d.pool, d.err = sql.Open("sqlite", ":memory:"); d.err != nil {
		return
	}
	d.pool.SetMaxOpenConns(1)
	if d.conn, d.err = d.pool.Conn(ctx); d.err != nil {
		return
	}
	if d.tx, d.err = d.conn.BeginTx(ctx, nil); d.err != nil {
		return
	}
	if _, d.err = d.tx.ExecContext(ctx, schema); d.err == nil {
		d.settings(o)
	}
}

func (d *drafter) end() {
	if d.tx != nil {
		_ = d.tx.Rollback() // after the commit there is nothing to
	}
	if d.conn != nil {
		d.conn.Close()
	}
	if d.pool != nil {
		d.pool.Close()
	}
	if d.err == nil {
		d.err = errClosed
	}
}

// errClosed is why nothing is added any more.
var errClosed = errors.New("the database is written already")

type entityKey struct {
	variable int
	value    string
}

func (d *drafter) insert(into string, values ...any) {
	if d.err != nil {
		return
	}
	if d.prepared[into] == nil {
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
		if d.prepared[into], d.err = d.tx.Prepare("INSERT INTO " + into + " VALUES (" + marks + ")"); d.err != nil {
			return
		}
	}
	for i, v := range values {
		if s, isText := v.(string); isText {
			values[i] = strings.ToValidUTF8(s, "\ufffd")
		}
	}
	if _, err := d.prepared[into].Exec(values...); err != nil {
		d.err = fmt.Errorf("table %s: %w", into, err)
	}
}

func (d *drafter) settings(o Options) {
	d.insert("SETTINGS (Property, Value)", "version", version)
	d.insert("SETTINGS (Property, Value)", "date", o.Made.UTC().Format(time.DateOnly))
	password := digested(o.Password, o.Salt)
	d.insert("CODERS (ID, Name, Red, Green, Blue, Password)", adminID, "Admin", 255, 255, 0, password)
	d.insert("CODERS (ID, Name, Red, Green, Blue, Password)", coderID, cut(cmp.Or(o.Coder, "parley")), 69, 212, 255, password)
	d.insert("CODERRELATIONS (ID, Coder, OtherCoder)", 1, adminID, coderID)
	d.insert("CODERRELATIONS (ID, Coder, OtherCoder)", 2, coderID, adminID)
}

func (d *drafter) release(r *exchange.Release) {
	d.documents++
	p := r.Record.Report
	text, units := asShown(p.Text)
	d.insert("DOCUMENTS (ID, Title, Text, Coder, Author, Source, Notes, Date)",
		d.documents, cut(p.Title), text, coderID, cut(p.Byline), cut(p.Publisher), notes(&p, r.URL()), seconds(p.Published))
	for i := range r.Record.Statements {
		d.statement(r, &r.Record.Statements[i], units)
	}
}

func (d *drafter) statement(r *exchange.Release, s *parley.Statement, units func(int) int) {
	words := s.Content
	if len(words) == 0 {
		words = s.Cue
	}
	hull := parley.Hull(words)
	if units(hull.Start) == units(hull.End) { // it has none, or a carriage return alone
		return
	}
	concept, agrees := "", false
	if d.code != nil {
		concept, agrees = d.code(r, s)
	}
	if concept == "" {
		concept, agrees = ByAct(r, s)
	}
	d.statements++
	d.insert("STATEMENTS (ID, StatementTypeId, DocumentId, Start, Stop, Coder)",
		d.statements, dnaStatement, d.documents, units(hull.Start), units(hull.End), coderID)
	person, organization := sides(r, r.Entity(s.Speaker))
	d.short(personID, person)
	d.short(organizationID, organization)
	d.short(conceptID, &parley.Entity{Name: concept})
	number := 0
	if agrees {
		number = 1
	}
	d.insert("DATABOOLEAN (StatementId, VariableId, Value)", d.statements, agreementID, number)
}

// sides are who speaks and for whom. A person or group speaks for its party, or
// for its principal where it has none; whatever else speaks is an organization.
func sides(r *exchange.Release, speaker *parley.Entity) (person, organization *parley.Entity) {
	switch {
	case speaker == nil:
		return nil, nil
	case speaker.Kind == parley.EntityPerson, speaker.Kind == parley.EntityGroup:
		return speaker, r.Entity(cmp.Or(speaker.Party, speaker.Represents))
	}
	return nil, speaker
}

// short gives the statement an entity for a variable; nobody is one too.
func (d *drafter) short(variable int, e *parley.Entity) {
	if e == nil {
		e = &parley.Entity{}
	}
	key := entityKey{variable, cut(e.Name)}
	id := d.entities[key]
	if id == 0 {
		id = int64(len(d.entities) + 1)
		d.entities[key] = id
		d.insert("ENTITIES (ID, VariableId, Value, Red, Green, Blue)", id, variable, key.value, 0, 0, 0)
		for i, value := range [attributes]string{string(e.Kind), strings.Join(e.Aliases, "; "), e.Role} {
			d.insert("ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue)", id, attributes*i+variable, cut(value))
		}
	}
	d.insert("DATASHORTTEXT (StatementId, VariableId, Entity)", d.statements, variable, id)
}

// cut is what of a text DNA has room for.
func cut(s string) string {
	const most = 190
	if characters := []rune(s); len(characters) > most {
		return string(characters[:most-1]) + "…"
	}
	return s
}

// asShown is a text as DNA's window shows it, which takes every end of a line for
// a line feed, and the way from bytes of text to its units.
func asShown(text string) (shown string, units func(int) int) {
	at := make([]int, len(text)+1)
	var out strings.Builder
	n := 0
	for i, char := range text {
		size := len(string(char))
		for j := range size {
			at[i+j] = n
		}
		if char == '\r' {
			if strings.HasPrefix(text[i+1:], "\n") {
				continue
			}
			char = '\n'
		}
		out.WriteRune(char)
		n += utf16.RuneLen(char)
	}
	at[len(text)] = n
	return out.String(), func(i int) int { return at[i] }
}

// seconds is the beginning of a date in EDTF as DNA has it; 0 where it is not
// known.
func seconds(edtf string) int64 {
	edtf, _, _ = strings.Cut(edtf, "/")
	edtf = strings.TrimRight(edtf, "?~%")
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, edtf); err == nil {
			return t.Unix()
		}
	}
	return 0
}
