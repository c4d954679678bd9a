package dna

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"parley"
)

// remake leaves a table's rows and takes its checks: what SQLite enforces in a
// file of DNA's own it need not in another.
func remake(table string) []string {
	return []string{"PRAGMA foreign_keys=OFF", "CREATE TABLE loose AS SELECT * FROM " + table, "DROP TABLE " + table, "ALTER TABLE loose RENAME TO " + table}
}

func TestRead_refuses(t *testing.T) {
	whole := written(t, made, report())
	for name, test := range map[string]struct {
		harm []string
		want string
	}{
		"another version":           {[]string{`UPDATE SETTINGS SET Value = '2.0 beta 25' WHERE Property = 'version'`}, `table SETTINGS: the file is of DNA "2.0 beta 25", this build reads 3`},
		"no version":                {[]string{`DELETE FROM SETTINGS`}, `table SETTINGS has no version`},
		"a table that is not there": {[]string{`DROP TABLE DATALONGTEXT`}, "it has no table DATALONGTEXT"},
		"a column that is not there": {[]string{`ALTER TABLE DOCUMENTS RENAME COLUMN Text TO Words`},
			"its table DOCUMENTS has no column Text, which DNA 3 has"},
		"a column that is computed": {append(remake("CODERS"), `ALTER TABLE CODERS DROP COLUMN Name`, `ALTER TABLE CODERS ADD COLUMN Name TEXT AS (hex(Password))`),
			`its table CODERS computes the column "Name"`},
		"a view for a table": {[]string{`ALTER TABLE CODERS RENAME TO C`, `CREATE VIEW CODERS AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n) SELECT x AS ID, 'a' AS Name FROM n`},
			`its CODERS is no table, but made by "CREATE VIEW CODERS`},
		"a virtual table": {[]string{`ALTER TABLE REGEXES RENAME TO R`, `ALTER TABLE CODERS RENAME TO C`, `CREATE VIRTUAL TABLE CODERS USING fts5(ID, Name)`},
			`its CODERS is no table, but made by "CREATE VIRTUAL TABLE`},
		"text for a number":           {append(remake("STATEMENTS"), `UPDATE STATEMENTS SET Start = 'one' WHERE ID = 1`), `table STATEMENTS: its Start is text "one", want an integer`},
		"a number for text":           {append(remake("DOCUMENTS"), `ALTER TABLE DOCUMENTS DROP COLUMN Title`, `ALTER TABLE DOCUMENTS ADD COLUMN Title DEFAULT 7`), "table DOCUMENTS: its Title is the integer 7, want text"},
		"a fraction":                  {append(remake("DOCUMENTS"), `UPDATE DOCUMENTS SET Date = 1.5`), "table DOCUMENTS: its Date is the number 1.5, want an integer"},
		"bytes for text":              {[]string{`UPDATE DOCUMENTS SET Text = x'ff00'`}, "table DOCUMENTS: its Text is 2 bytes that are no text, want text"},
		"text that is none":           {[]string{`UPDATE DOCUMENTS SET Text = CAST(x'61ff' AS TEXT)`}, `table DOCUMENTS: its Text "a\xff" is not valid text`},
		"nothing for text":            {append(remake("DOCUMENTS"), `UPDATE DOCUMENTS SET Author = NULL`), "table DOCUMENTS: its Author is nothing, want text"},
		"an impossible date":          {[]string{`UPDATE DOCUMENTS SET Date = 9223372036854775807`}, "table DOCUMENTS: document 1: its date of 9223372036854775807 seconds is outside"},
		"an id twice":                 {append(remake("DOCUMENTS"), `INSERT INTO DOCUMENTS SELECT * FROM DOCUMENTS`), "table DOCUMENTS: the id 1 is there twice"},
		"a coder that is not there":   {[]string{`UPDATE DOCUMENTS SET Coder = 9`}, "document 1 is of coder 9, which is not among the 2"},
		"a statement past the end":    {append(remake("STATEMENTS"), `UPDATE STATEMENTS SET Stop = 900 WHERE ID = 1`), "table STATEMENTS: statement 1 at [1,900) of document 1, which has 69 units"},
		"a statement before the text": {append(remake("STATEMENTS"), `UPDATE STATEMENTS SET Start = -1 WHERE ID = 1`), "statement 1 at [-1,6) of document 1, which has 69 units"},
		"a statement of nothing":      {append(remake("STATEMENTS"), `UPDATE STATEMENTS SET Stop = Start WHERE ID = 1`), "statement 1 at [1,1) of document 1 holds nothing"},
		"a statement in a character":  {[]string{`UPDATE STATEMENTS SET Start = 29, Stop = 31 WHERE ID = 1`}, "statement 1 at [29,31) of document 1 cuts a character"},
		"a statement of no document":  {[]string{`UPDATE STATEMENTS SET DocumentId = 7`}, "statement 1 is of document 7, which is not among the 1"},
		"a statement of no type":      {[]string{`UPDATE STATEMENTS SET StatementTypeId = 7`}, "statement 1 is of type of coding 7"},
		"a value of no statement":     {[]string{`UPDATE DATABOOLEAN SET StatementId = 7 WHERE ID = 1`}, "table DATABOOLEAN: a value is of statement 7, which is not among the 3"},
		"a value of another type":     {[]string{`INSERT INTO DATALONGTEXT (StatementId, VariableId, Value) VALUES (1, 11, 'x')`}, `a value of statement 1 is of variable "note", which is of type of coding 3, not 1`},
		"a value in the wrong table":  {[]string{`UPDATE DATABOOLEAN SET VariableId = 3 WHERE ID = 1`}, `is of variable "concept", which is a short text`},
		"a truth beyond yes and no":   {[]string{`UPDATE DATABOOLEAN SET Value = 7 WHERE ID = 1`}, `for "agreement" is 7, want 0 or 1`},
		"a value of no entity":        {[]string{`UPDATE DATASHORTTEXT SET Entity = 99 WHERE ID = 1`}, "a value of statement 1 is of entity 99"},
		"an entity of another kind":   {[]string{`UPDATE DATASHORTTEXT SET Entity = 3 WHERE ID = 1`}, `for "person" is entity 3, which is of variable 3, not 1`},
		"a value twice":               {append(remake("DATABOOLEAN"), `INSERT INTO DATABOOLEAN SELECT * FROM DATABOOLEAN`), `a value of statement 1 for "agreement" is there twice`},
		"a type of variable":          {append(remake("VARIABLES"), `UPDATE VARIABLES SET DataType = 'blob' WHERE ID = 11`), `variable 11 "note" is of type "blob"`},
		"an entity of a truth":        {[]string{`UPDATE ENTITIES SET VariableId = 4 WHERE ID = 1`}, `is of variable "agreement", which is a boolean and has none`},
		"an attribute of another":     {[]string{`UPDATE ATTRIBUTEVALUES SET AttributeVariableId = 2 WHERE ID = 1`}, `entity 1 is of variable 1, but its attribute "Type" of variable 2`},
		"its own parent":              {[]string{`UPDATE ENTITIES SET ChildOf = ID WHERE ID = 1`}, "table ENTITIES: entity 1 \"Ada Lind\" is among its own parents, by way of 1"},
		"a circle of parents":         {[]string{`UPDATE ENTITIES SET ChildOf = 4 WHERE ID = 1`, `UPDATE ENTITIES SET ChildOf = 1 WHERE ID = 4`, `UPDATE ENTITIES SET VariableId = 1, Value = 'x' WHERE ID = 4`, `DELETE FROM DATASHORTTEXT`, `DELETE FROM ATTRIBUTEVALUES`}, "is among its own parents, by way of"},
		"a parent that is not there":  {[]string{`UPDATE ENTITIES SET ChildOf = 99 WHERE ID = 1`}, "the parent of entity 1 is of entity 99"},
		"a parent of another kind":    {[]string{`UPDATE ENTITIES SET ChildOf = 3 WHERE ID = 1`}, "entity 1 is of variable 1, but its parent 3 of variable 3"},
	} {
		_, err := Read(t.Context(), altered(t, whole, test.harm...), "case.dna", Limits{})
		if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}

func TestRead_runs_nothing_of_a_file(t *testing.T) {
	raw := altered(t, written(t, made, report()),
		`CREATE TRIGGER t AFTER INSERT ON CODERS BEGIN DELETE FROM DOCUMENTS; END`,
		`CREATE VIEW v AS SELECT * FROM DOCUMENTS`,
		`CREATE INDEX i ON DOCUMENTS (length(Text))`,
		`CREATE TABLE more (x CHECK (x > abs(-1)))`, `INSERT INTO more VALUES (7)`)
	if f, err := Read(t.Context(), raw, "", Limits{}); err != nil || len(f.Documents) != 1 {
		t.Errorf("Read = %v, want the document", err)
	}
}

func TestRead_keeps_to_its_limits(t *testing.T) {
	whole := written(t, made, report())
	for want, limits := range map[string]Limits{
		"the file is larger than the limit of 4096 bytes": {Bytes: 4096},
		"hold more rows than the limit of 10":             {Rows: 10},
		"too big":                                         {Value: 40},
		"not read within 1ns":                             {Time: time.Nanosecond},
	} {
		if _, err := Read(t.Context(), whole, "", limits); !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("Read = %v, want %q", err, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, whole, "", Limits{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %v, want canceled", err)
	}
}

func TestRead_refuses_a_file_that_is_cut_off_or_altered(t *testing.T) {
	whole := written(t, made, report())
	for cut := range 20 {
		if _, err := Read(t.Context(), whole[:len(whole)*cut/20], "", Limits{}); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("cut to %d twentieths: %v, want an invalid", cut, err)
		}
	}
	for at := 0; at < len(whole); at += 397 {
		raw := append([]byte{}, whole...)
		raw[at] ^= 0xff
		if _, err := Read(t.Context(), raw, "", Limits{}); err != nil && !errors.Is(err, parley.ErrInvalid) {
			t.Fatalf("byte %d altered: %v, want an invalid or none", at, err)
		}
	}
}

// FuzzRead holds that Read never panics, that where it fails the file is at
// fault, and that what it read holds.
func FuzzRead(f *testing.F) {
	whole := written(f, made, report())
	f.Add(0, []byte{})
	f.Add(20, []byte{0xff})
	f.Add(100, []byte("\x05\x00\x00"))
	f.Add(len(whole)/2, []byte{0, 0, 0, 0, 0, 0, 0, 9})
	f.Add(len(whole)-900, []byte("CREATE VIEW"))
	f.Fuzz(func(t *testing.T, at int, bytes []byte) {
		raw := append([]byte{}, whole...)
		copy(raw[max(0, min(at, len(raw))):], bytes)
		file, err := Read(t.Context(), raw, "", Limits{Time: 10 * time.Second})
		if err != nil {
			if !errors.Is(err, parley.ErrInvalid) {
				t.Fatalf("Read = %v, want an invalid", err)
			}
			return
		}
		for _, r := range file.Records() {
			if err := r.Verify(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzAsShown holds that the words of a span are the same in DNA's window, line
// ends aside.
func FuzzAsShown(f *testing.F) {
	f.Add("a\r\nb🕊\rc", 2, 5)
	f.Add("\r\r\n\n", 0, 4)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		r := parley.Report{Text: strings.ToValidUTF8(text, "")}
		span := parley.Span{Start: start, End: end}
		if r.Verify(span) != nil {
			return
		}
		shown, units := asShown(r.Text)
		if units(start) == units(end) {
			return
		}
		d := Document{Report: parley.Report{Text: shown}}
		if err := d.place([]*coding{{start: int64(units(start)), stop: int64(units(end))}}); err != nil {
			t.Fatal(err)
		}
		want, _ := asShown(r.Quote(span))
		got := shown[d.Codings[0].Span.Start:d.Codings[0].Span.End]
		if strings.Trim(got, "\n") != strings.Trim(want, "\n") {
			t.Errorf("%q in %q becomes %q", r.Quote(span), r.Text, got)
		}
	})
}
