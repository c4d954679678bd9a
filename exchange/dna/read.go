package dna

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"parley"
)

// Open reads the database at path. One that another program is writing is
// refused: what it has written last may not be in the file yet.
func Open(ctx context.Context, path string, limits Limits) (*File, error) {
	limits = limits.filled()
	for _, ending := range []string{"-journal", "-wal"} {
		info, err := os.Stat(path + ending)
		if err == nil && info.Size() > 0 {
			return nil, invalid("beside it lies %s of %d bytes, so that another program has it open or broke off: close it in DNA first", info.Name(), info.Size())
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, limits.Bytes+1))
	if err != nil {
		return nil, err
	}
	return Read(ctx, raw, path, limits)
}

// Read reads a database. Its reports have name and a document's id for their
// input. What is wrong with it is a [parley.ErrInvalid] that names the table and
// the row.
func Read(ctx context.Context, raw []byte, name string, limits Limits) (*File, error) {
	limits = limits.filled()
	if int64(len(raw)) > limits.Bytes {
		return nil, invalid("the file is larger than the limit of %d bytes", limits.Bytes)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, limits.Time, fmt.Errorf("not read within %v: %w", limits.Time, parley.ErrInvalid))
	defer cancel()
	db, err := openDatabase(ctx, raw, limits)
	if err != nil {
		return nil, err
	}
	defer db.close()
	r := &reader{
		file: &File{}, name: name,
		coders: map[int64]string{}, types: map[int64]string{}, variables: map[int64]*variable{},
		documents: map[int64]*Document{}, entities: map[int64]*entity{}, attributes: map[int64]*variable{}, codings: map[int64]*coding{},
	}
	for _, table := range tableNames {
		db.each(ctx, table, r.takers()[table])
	}
	if db.err != nil {
		return nil, db.err
	}
	return r.finish()
}

// A reader puts the rows together, by their ids.
type reader struct {
	file    *File
	name    string
	returns int // documents with carriage returns

	coders     map[int64]string
	types      map[int64]string
	variables  map[int64]*variable
	documents  map[int64]*Document
	entities   map[int64]*entity
	attributes map[int64]*variable // of entities, by id; kind is not known
	codings    map[int64]*coding
}

type variable struct {
	id    int64
	name  string
	kind  Kind
	owner int64 // id of the type of coding, or of an attribute the id of the variable
}

type entity struct {
	*Entity
	variable, childOf int64
}

type coding struct {
	Coding
	typeID, document int64
	start, stop      int64 // UTF-16 units
	values           map[int64]Value
}

func (r *reader) takers() map[string]func(row) error {
	return map[string]func(row) error{
		"SETTINGS": r.setting, "CODERS": r.coder, "DOCUMENTS": r.document, "STATEMENTTYPES": r.typeOf, "VARIABLES": r.variable,
		"ENTITIES": r.entity, "ATTRIBUTEVARIABLES": r.attribute, "ATTRIBUTEVALUES": r.attributeValue, "STATEMENTS": r.coding,
		"DATABOOLEAN":   func(w row) error { return r.value(w, KindBoolean) },
		"DATAINTEGER":   func(w row) error { return r.value(w, KindInteger) },
		"DATASHORTTEXT": func(w row) error { return r.value(w, KindShortText) },
		"DATALONGTEXT":  func(w row) error { return r.value(w, KindLongText) },
	}
}

// put adds a row by its id, once.
func put[T any](all map[int64]T, id int64, value T) error {
	if _, there := all[id]; there {
		return invalid("the id %d is there twice", id)
	}
	all[id] = value
	return nil
}

// find is the row that another refers to.
func find[T any](all map[int64]T, id int64, row, what string) (T, error) {
	found, there := all[id]
	if !there {
		return found, invalid("%s is of %s %d, which is not among the %d", row, what, id, len(all))
	}
	return found, nil
}

func (r *reader) setting(w row) error {
	if w.text(0) != "version" {
		return nil
	}
	r.file.Version = w.text(1)
	if !strings.HasPrefix(r.file.Version, "3.") {
		return invalid("the file is of DNA %q, this build reads 3", shortened(r.file.Version))
	}
	return nil
}

func (r *reader) coder(w row) error { return put(r.coders, w.int(0), w.text(1)) }

// coderAt is the name of the coder in column i; empty where there is none.
func (r *reader) coderAt(w row, i int, line string) (string, error) {
	if w.values[i] == nil {
		return "", nil
	}
	return find(r.coders, w.int(i), line, "coder")
}

func (r *reader) document(w row) error {
	id, line := w.int(0), fmt.Sprintf("document %d", w.int(0))
	coder, err := r.coderAt(w, 2, line)
	if err != nil {
		return err
	}
	published, err := edtf(w.int(1))
	if err != nil {
		return fmt.Errorf("%s: %w", line, err)
	}
	text := w.text(4)
	sum := sha256.Sum256([]byte(text))
	hash := hex.EncodeToString(sum[:])
	if strings.Contains(text, "\r") {
		r.returns++
	}
	d := &Document{
		ID: id, Coder: coder, Section: w.text(7), Notes: w.text(8), Type: w.text(9),
		Report: parley.Report{
			ID: "r-" + hash[:12], Input: fmt.Sprintf("%s:%d", r.name, id), SHA256: hash,
			Title: w.text(3), Text: text, Byline: w.text(5), Publisher: w.text(6), Published: published,
		},
	}
	noted(&d.Report, d.Notes, w.int(1))
	return put(r.documents, id, d)
}

// edtf is a date of DNA: seconds since 1970, on a clock without a zone. It has
// none for a date that is not known, and what is written here has 0.
func edtf(seconds int64) (string, error) {
	t := time.Unix(seconds, 0).UTC()
	switch {
	case seconds == 0:
		return "", nil
	case seconds < -62135596800 || seconds > 253402300799:
		return "", invalid("its date of %d seconds is outside the years 1 to 9999", seconds)
	case t.Equal(t.Truncate(24 * time.Hour)):
		return t.Format(time.DateOnly), nil
	}
	return t.Format("2006-01-02T15:04:05"), nil
}

func (r *reader) typeOf(w row) error { return put(r.types, w.int(0), w.text(1)) }

func (r *reader) variable(w row) error {
	v := &variable{id: w.int(0), owner: w.int(1), name: w.text(2), kind: Kind(w.text(3))}
	line := fmt.Sprintf("variable %d %q", v.id, shortened(v.name))
	if !slices.Contains([]Kind{KindBoolean, KindInteger, KindLongText, KindShortText}, v.kind) {
		return invalid("%s is of type %q, want boolean, integer, long text or short text", line, shortened(string(v.kind)))
	}
	if _, err := find(r.types, v.owner, line, "type of coding"); err != nil {
		return err
	}
	return put(r.variables, v.id, v)
}

func (r *reader) entity(w row) error {
	line := fmt.Sprintf("entity %d %q", w.int(0), shortened(w.text(2)))
	v, err := find(r.variables, w.int(1), line, "variable")
	if err != nil {
		return err
	}
	if v.kind != KindShortText {
		return invalid("%s is of variable %q, which is a %s and has none", line, v.name, v.kind)
	}
	return put(r.entities, w.int(0), &entity{
		Entity:   &Entity{ID: w.int(0), Variable: v.name, Value: w.text(2), Attributes: map[string]string{}},
		variable: v.id, childOf: w.int(3),
	})
}

func (r *reader) attribute(w row) error {
	if _, err := find(r.variables, w.int(1), fmt.Sprintf("attribute %d", w.int(0)), "variable"); err != nil {
		return err
	}
	return put(r.attributes, w.int(0), &variable{id: w.int(0), owner: w.int(1), name: w.text(2)})
}

func (r *reader) attributeValue(w row) error {
	e, err := find(r.entities, w.int(0), "a value", "entity")
	if err != nil {
		return err
	}
	a, err := find(r.attributes, w.int(1), fmt.Sprintf("a value of entity %d", e.ID), "attribute")
	switch {
	case err != nil:
		return err
	case a.owner != e.variable:
		return invalid("entity %d is of variable %d, but its attribute %q of variable %d", e.ID, e.variable, shortened(a.name), a.owner)
	case w.text(2) != "":
		e.Attributes[a.name] = w.text(2)
	}
	return nil
}

func (r *reader) coding(w row) error {
	c := &coding{Coding: Coding{ID: w.int(0)}, typeID: w.int(1), document: w.int(2), start: w.int(3), stop: w.int(4), values: map[int64]Value{}}
	line := fmt.Sprintf("statement %d", c.ID)
	var err error
	if c.Type, err = find(r.types, c.typeID, line, "type of coding"); err != nil {
		return err
	}
	if c.Coder, err = r.coderAt(w, 5, line); err != nil {
		return err
	}
	if _, err = find(r.documents, c.document, line, "document"); err != nil {
		return err
	}
	return put(r.codings, c.ID, c)
}

// value takes what a coding says of a variable, of one of the four tables.
func (r *reader) value(w row, kind Kind) error {
	c, err := find(r.codings, w.int(0), "a value", "statement")
	if err != nil {
		return err
	}
	line := fmt.Sprintf("a value of statement %d", c.ID)
	v, err := find(r.variables, w.int(1), line, "variable")
	switch {
	case err != nil:
		return err
	case v.owner != c.typeID:
		return invalid("%s is of variable %q, which is of type of coding %d, not %d", line, v.name, v.owner, c.typeID)
	case v.kind != kind:
		return invalid("%s is of variable %q, which is a %s", line, v.name, v.kind)
	}
	value := Value{Variable: v.name, Kind: kind, Number: w.int(2), Text: w.text(2)}
	if kind == KindBoolean && value.Number != 0 && value.Number != 1 {
		return invalid("%s for %q is %d, want 0 or 1", line, v.name, value.Number)
	}
	if kind == KindShortText {
		e, err := find(r.entities, value.Number, line, "entity")
		switch {
		case err != nil:
			return err
		case e.variable != v.id:
			return invalid("%s for %q is entity %d, which is of variable %d, not %d", line, v.name, e.ID, e.variable, v.id)
		}
		value.Number, value.Text, value.Entity = 0, e.Value, e.Entity
	}
	if err := put(c.values, v.id, value); err != nil {
		return invalid("%s for %q is there twice", line, v.name)
	}
	return nil
}

// finish puts together what refers forward.
func (r *reader) finish() (*File, error) {
	if r.file.Version == "" {
		return nil, invalid("table SETTINGS has no version among its rows, so it is no database of DNA 3")
	}
	if err := r.raise(); err != nil {
		return nil, fmt.Errorf("table ENTITIES: %w", err)
	}
	ordered := slices.SortedFunc(maps.Values(r.variables), func(a, b *variable) int { return cmp.Compare(a.id, b.id) })
	byDocument := map[int64][]*coding{}
	for _, id := range slices.Sorted(maps.Keys(r.codings)) {
		c := r.codings[id]
		for _, v := range ordered {
			if value, there := c.values[v.id]; there {
				c.Values = append(c.Values, value)
			}
		}
		byDocument[c.document] = append(byDocument[c.document], c)
	}
	for _, id := range slices.Sorted(maps.Keys(r.documents)) {
		d := r.documents[id]
		if err := d.place(byDocument[id]); err != nil {
			return nil, fmt.Errorf("table STATEMENTS: %w", err)
		}
		r.file.Documents = append(r.file.Documents, *d)
	}
	if r.returns > 0 {
		r.file.Warnings = append(r.file.Warnings, fmt.Sprintf(
			"%d documents have carriage returns, which DNA's window leaves out: what was coded there may lie behind its words", r.returns))
	}
	return r.file, nil
}

// raise finds the parent of each entity. One among its own parents is an error:
// whoever climbs would not come down.
func (r *reader) raise() error {
	for _, id := range slices.Sorted(maps.Keys(r.entities)) {
		e := r.entities[id]
		r.file.Entities = append(r.file.Entities, e.Entity)
		if e.childOf == 0 {
			continue
		}
		parent, err := find(r.entities, e.childOf, fmt.Sprintf("the parent of entity %d", id), "entity")
		switch {
		case err != nil:
			return err
		case parent.variable != e.variable:
			return invalid("entity %d is of variable %d, but its parent %d of variable %d", id, e.variable, parent.ID, parent.variable)
		}
		e.Parent = parent.Entity
	}
	done := map[*Entity]bool{}
	for _, start := range r.file.Entities {
		climbed := map[*Entity]bool{}
		for e := start; e != nil && !done[e]; e = e.Parent {
			if climbed[e] {
				return invalid("entity %d %q is among its own parents, by way of %d", e.ID, shortened(e.Value), e.Parent.ID)
			}
			climbed[e] = true
		}
		maps.Copy(done, climbed)
	}
	return nil
}

// place gives the codings of a document their spans.
func (d *Document) place(codings []*coding) error {
	units := map[int64]int{}
	for _, c := range codings {
		units[c.start], units[c.stop] = -1, -1
	}
	all := int64(0)
	for at, char := range d.Report.Text {
		if _, asked := units[all]; asked {
			units[all] = at
		}
		all += int64(utf16.RuneLen(char))
	}
	if _, asked := units[all]; asked {
		units[all] = len(d.Report.Text)
	}
	for _, c := range codings {
		line := fmt.Sprintf("statement %d at [%d,%d) of document %d", c.ID, c.start, c.stop, d.ID)
		switch {
		case c.start < 0 || c.stop > all:
			return invalid("%s, which has %d units", line, all)
		case c.start >= c.stop:
			return invalid("%s holds nothing", line)
		case units[c.start] < 0 || units[c.stop] < 0:
			return invalid("%s cuts a character", line)
		}
		c.Span = parley.Span{Start: units[c.start], End: units[c.stop]}
		d.Codings = append(d.Codings, c.Coding)
	}
	slices.SortStableFunc(d.Codings, func(a, b Coding) int { return a.Span.Compare(b.Span) })
	return nil
}
