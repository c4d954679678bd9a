package dna

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"parley"
)

// A database is a file opened in memory, to be read by the rules of this package.
type database struct {
	pool   *sql.DB
	conn   *sql.Conn
	limits Limits
	rows   int   // that may still be read
	bytes  int64 // of text that may still be read
	err    error // the first, after which nothing is read
}

// A SQLite file has this in its first bytes.
const magic = "SQLite format 3\x00"

// headerSize is the size of what stands before the first page's content.
const headerSize = 100

// openDatabase checks raw as a whole and leaves SQLite no more than reading.
func openDatabase(ctx context.Context, raw []byte, limits Limits) (*database, error) {
	if len(raw) < headerSize || string(raw[:len(magic)]) != magic {
		return nil, invalid("the file of %d bytes does not begin as an SQLite database does", len(raw))
	}
	raw = slices.Clone(raw)
	raw[18], raw[19] = 1, 1 // a copy in memory has no write-ahead log
	pool, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	db := &database{pool: pool, limits: limits, rows: limits.Rows, bytes: 2*int64(len(raw)) + 1024}
	if err := db.load(ctx, raw); err != nil {
		db.close()
		return nil, wrapped(ctx, "opening it", err)
	}
	return db, nil
}

func (db *database) close() {
	if db.conn != nil {
		db.conn.Close()
	}
	db.pool.Close()
}

func (db *database) load(ctx context.Context, raw []byte) error {
	var err error
	if db.conn, err = db.pool.Conn(ctx); err != nil {
		return err
	}
	err = db.conn.Raw(func(c any) error { return c.(interface{ Deserialize([]byte) error }).Deserialize(raw) })
	if err != nil {
		return err
	}
	for id, most := range map[int]int{
		lib.SQLITE_LIMIT_LENGTH: db.limits.Value, lib.SQLITE_LIMIT_ATTACHED: 0, lib.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
		lib.SQLITE_LIMIT_WORKER_THREADS: 0, lib.SQLITE_LIMIT_COLUMN: 200, lib.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 16,
	} {
		if _, err := sqlite.Limit(db.conn, id, most); err != nil {
			return err
		}
	}
	for _, pragma := range pragmas {
		if _, err := db.conn.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return err
		}
	}
	for _, name := range tableNames {
		if err := db.checkTable(ctx, name); err != nil {
			return err
		}
	}
	return db.conn.Raw(func(c any) error { return c.(sqlite.AuthorizerRegisterer).RegisterAuthorizer(readOnly) })
}

// pragmas keep SQLite from running what a file brings. Its checks are such too,
// and rows are held against rules of this package anyway.
var pragmas = []string{
	"trusted_schema=OFF", "ignore_check_constraints=ON", "query_only=ON", "cell_size_check=ON",
	"temp_store=MEMORY", "mmap_size=0", "foreign_keys=OFF",
}

// readOnly lets statements read columns of tables, and nothing else: no function,
// no view, no other table.
func readOnly(action sqlite.AuthorizerActionCode, table, _, db, view string) sqlite.AuthorizerReturnCode {
	switch {
	case action == sqlite.AuthSelect:
		return sqlite.AuthorizerOK
	case action == sqlite.AuthRead && view == "" && (db == "main" || db == ""):
		if _, known := columns[strings.ToUpper(table)]; known {
			return sqlite.AuthorizerOK
		}
	}
	return sqlite.AuthorizerDeny
}

// checkTable holds a table of the file against the one that is read: it must be
// one, with nothing computed in it, and its pages in order.
func (db *database) checkTable(ctx context.Context, name string) error {
	var kind, made string
	err := db.conn.QueryRowContext(ctx, "SELECT type, sql FROM sqlite_schema WHERE upper(name) = ? AND type IN ('table', 'view') LIMIT 1", name).Scan(&kind, &made)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return invalid("it has no table %s, so it is no database of DNA 3", name)
	case err != nil:
		return err
	case kind != "table" || !strings.HasPrefix(strings.ToUpper(made), "CREATE TABLE"):
		return invalid("its %s is no table, but made by %q", name, shortened(made))
	}
	if err := db.checkColumns(ctx, name); err != nil {
		return err
	}
	// Of one table alone: those that are not read may be anything.
	var found string
	if err := db.conn.QueryRowContext(ctx, "PRAGMA main.quick_check("+name+")").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return invalid("its table %s is damaged: %s", name, strings.Join(strings.Fields(found), " "))
	}
	return nil
}

// checkColumns refuses a table that computes a column, and one that lacks a
// column that is read.
func (db *database) checkColumns(ctx context.Context, table string) error {
	rows, err := db.conn.QueryContext(ctx, "SELECT name, hidden FROM pragma_table_xinfo(?)", table)
	if err != nil {
		return err
	}
	defer rows.Close()
	stored := map[string]bool{}
	for rows.Next() {
		var name string
		var hidden int
		if err := rows.Scan(&name, &hidden); err != nil {
			return err
		}
		if hidden != 0 {
			return invalid("its table %s computes the column %q, and DNA computes none", table, shortened(name))
		}
		stored[strings.ToUpper(name)] = true
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, c := range columns[table] {
		if !stored[strings.ToUpper(c.name)] {
			return invalid("its table %s has no column %s, which DNA 3 has", table, c.name)
		}
	}
	return nil
}

// A row has the values of the columns that are read of a table.
type row struct {
	table  string
	values []any
}

func (r row) int(i int) int64 { n, _ := r.values[i].(int64); return n }

func (r row) text(i int) string { s, _ := r.values[i].(string); return s }

// each hands the rows of a table to take, until one of them fails. A value is
// read with a plus before it, so that the driver takes no column's declared type
// for the type of what is in it.
func (db *database) each(ctx context.Context, table string, take func(row) error) {
	if db.err != nil {
		return
	}
	if err := db.read(ctx, table, take); err != nil {
		db.err = wrapped(ctx, "table "+table, err)
	}
}

func (db *database) read(ctx context.Context, table string, take func(row) error) error {
	cols := columns[table]
	names := make([]string, len(cols))
	for i, c := range cols {
		names[i] = "+" + c.name
	}
	rows, err := db.conn.QueryContext(ctx, "SELECT "+strings.Join(names, ", ")+" FROM main."+table)
	if err != nil {
		return err
	}
	defer rows.Close()
	r := row{table: table, values: make([]any, len(cols))}
	into := make([]any, len(cols))
	for i := range into {
		into[i] = &r.values[i]
	}
	for rows.Next() {
		if db.rows--; db.rows < 0 {
			return invalid("it and those before hold more rows than the limit of %d", db.limits.Rows)
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, c := range cols {
			if err := db.checkValue(c, r.values[i]); err != nil {
				return err
			}
		}
		if err := take(r); err != nil {
			return err
		}
	}
	return rows.Err()
}

// checkValue holds a value against what its column should hold: SQLite lets any
// column hold anything. Of text there cannot be more than the file has bytes, but
// for UTF-16, unless rows share what they hold.
func (db *database) checkValue(c column, value any) error {
	switch v := value.(type) {
	case nil:
		if c.optional {
			return nil
		}
	case int64:
		if c.integer {
			return nil
		}
	case string:
		if c.integer {
			break
		}
		if db.bytes -= int64(len(v)); db.bytes < 0 {
			return invalid("its rows hold more bytes than the file")
		}
		if !utf8.ValidString(v) {
			return invalid("its %s %q is not valid text", c.name, shortened(v))
		}
		return nil
	}
	want := "text"
	if c.integer {
		want = "an integer"
	}
	return invalid("its %s is %s, want %s", c.name, described(value), want)
}

func described(value any) string {
	switch v := value.(type) {
	case nil:
		return "nothing"
	case string:
		return fmt.Sprintf("text %q", shortened(v))
	case []byte:
		return fmt.Sprintf("%d bytes that are no text", len(v))
	case int64:
		return fmt.Sprintf("the integer %d", v)
	}
	return fmt.Sprintf("the number %v", value)
}

// wrapped says what was being done, and takes every fault of SQLite's for the
// file's, which it is: nothing else can change.
func wrapped(ctx context.Context, doing string, err error) error {
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", doing, context.Cause(ctx))
	case errors.Is(err, parley.ErrInvalid):
		return fmt.Errorf("%s: %w", doing, err)
	}
	return fmt.Errorf("%s: %v: %w", doing, err, parley.ErrInvalid)
}

func invalid(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, parley.ErrInvalid)...)
}

// shortened is enough of what a file says to know it by.
func shortened(s string) string {
	if len(s) > 80 {
		return strings.ToValidUTF8(s[:80], "") + "…"
	}
	return s
}
