// Package postgres keeps cases of a team in a PostgreSQL database, of version 12 or
// later, whose encoding is UTF8. schema.sql says what is in one.
//
// # Where a case is
//
// An address is that of the database, with the name of the case:
//
//	postgres://ada@db.example/desk?case=ferries
//
// Each case has a schema of its own, here parley_ferries, and without a name the
// schema parley. So cases share no table and no lock; a role sees those alone on
// which it has USAGE; pg_dump --schema=parley_ferries is a backup of one, and DROP
// SCHEMA parley_ferries CASCADE removes it. Other parameters are those of libpq, but
// for search_path, which is the schema. A pooler between must keep sessions, or
// allow search_path, enable_seqscan and jit to be set at their start.
//
// # What a purge can do
//
// The rows are deleted and the tables they were in written anew (VACUUM FULL), so
// that the files of the tables have none of the words, unless a transaction that
// began earlier is still open somewhere. What PostgreSQL keeps elsewhere is beyond
// this package, and its administrator has to see to it: the write-ahead log until
// its files are used again or archived, replicas that lag, backups, the blocks of
// the file system that files once had, and the server's log where it logs
// statements with their values.
package postgres

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"regexp"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"parley"
	"parley/ledger"
)

//go:embed schema.sql
var schema string

//go:embed schema2.sql
var schema2 string

// migrations bring the schema from one version to the next.
//
//	1: see schema.sql.
//	2: the index has positions, proposals and contacts, see schema2.sql.
var migrations = []string{schema, schema2}

// Version is the version of the schema, the highest in its table migration.
const Version = 2

// A Store is a case in a database. It is a [ledger.Store].
type Store struct {
	name   string // of the case, for errors: without a password
	schema string
	pool   *pgxpool.Pool
}

var _ ledger.Store = (*Store)(nil)

// Create makes a case in a database; where there is one of that name it is a
// [parley.ErrConflict].
func Create(ctx context.Context, address string) (*Store, error) {
	s, err := connect(ctx, address)
	if err != nil {
		return nil, err
	}
	err = s.inTx(ctx, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "CREATE SCHEMA "+pgx.Identifier{s.schema}.Sanitize()); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "CREATE TABLE migration (version integer PRIMARY KEY, time timestamptz NOT NULL DEFAULT now())"); err != nil {
			return err
		}
		return migrate(ctx, tx, 0)
	})
	if err == nil {
		return s, nil
	}
	s.Close()
	if is(err, "42P06", "23505") { // the schema is there, or another makes it at this moment
		return nil, fmt.Errorf("making the case %s: it is there already: %w", s.name, parley.ErrConflict)
	}
	return nil, fmt.Errorf("making the case %s: %w", s.name, err)
}

// Open opens a case that is there; where there is none it is a
// [parley.ErrNotFound], and one of another version a [parley.ErrInvalid]. A case of
// an earlier version is brought to this one.
func Open(ctx context.Context, address string) (*Store, error) {
	s, err := connect(ctx, address)
	if err != nil {
		return nil, err
	}
	if err := s.check(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// migrate brings a case from a version to this one.
func migrate(ctx context.Context, tx pgx.Tx, from int) error {
	for v := from; v < Version; v++ {
		if _, err := tx.Exec(ctx, migrations[v]); err != nil {
			return fmt.Errorf("bringing it from version %d to %d: %w", v, v+1, err)
		}
		if _, err := tx.Exec(ctx, "INSERT INTO migration (version) VALUES ($1)", v+1); err != nil {
			return err
		}
	}
	return nil
}

// check holds the schema to be a case of this version.
func (s *Store) check(ctx context.Context) error {
	var there bool
	if err := s.pool.QueryRow(ctx, "SELECT to_regclass('migration') IS NOT NULL").Scan(&there); err != nil {
		return fmt.Errorf("opening the case %s: %w", s.name, damaged(err))
	}
	if !there {
		return fmt.Errorf("there is no case %s: %w", s.name, parley.ErrNotFound)
	}
	err := s.inTx(ctx, func(tx pgx.Tx) error {
		var version int
		const newest = "SELECT coalesce(max(version), 0) FROM migration"
		if err := tx.QueryRow(ctx, newest).Scan(&version); err != nil {
			return err
		}
		switch {
		case version < 1 || version > Version:
			return fmt.Errorf("it has version %d, this build reads %d: %w", version, Version, parley.ErrInvalid)
		case version < Version:
			if err := s.lock(ctx, tx); err != nil {
				return err
			}
			if err := tx.QueryRow(ctx, newest).Scan(&version); err != nil { // another may have done it meanwhile
				return err
			}
			return migrate(ctx, tx, version)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("opening the case %s: %w", s.name, err)
	}
	return nil
}

// caseName is what a case may be called: part of a name that needs no quotes and
// is not cut off.
var caseName = regexp.MustCompile(`^[a-z0-9][a-z0-9_]{0,49}$`)

// connect connects to the database of an address.
func connect(ctx context.Context, address string) (*Store, error) {
	at, err := url.Parse(address)
	if err != nil || at.Scheme != "postgres" && at.Scheme != "postgresql" {
		return nil, fmt.Errorf("the address of a case in PostgreSQL is as postgres://host/database?case=name: %w", parley.ErrInvalid)
	}
	parameters := at.Query()
	s := &Store{schema: "parley"}
	s.name = at.Host + at.Path
	if parameters.Has("case") {
		name := parameters.Get("case")
		if !caseName.MatchString(name) {
			return nil, fmt.Errorf("a case in PostgreSQL is called by small letters, digits and _, at most 50, not %q: %w", name, parley.ErrInvalid)
		}
		s.schema, s.name = "parley_"+name, name+" in "+s.name
	}
	parameters.Del("case")
	at.RawQuery = parameters.Encode()
	config, err := pgxpool.ParseConfig(at.String())
	if err != nil {
		return nil, fmt.Errorf("the address of the case %s: %v: %w", s.name, err, parley.ErrInvalid) // which hides the password
	}
	config.ConnConfig.RuntimeParams["search_path"] = s.schema
	// The planner does not know that to look through the words of all reports is to
	// unpack them. What it then takes for dear it would compile, for tens of
	// milliseconds.
	config.ConnConfig.RuntimeParams["enable_seqscan"] = "off"
	config.ConnConfig.RuntimeParams["jit"] = "off"
	if config.ConnConfig.RuntimeParams["application_name"] == "" {
		config.ConnConfig.RuntimeParams["application_name"] = "parley"
	}
	if s.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", s.name, err)
	}
	var encoding string
	if err := s.pool.QueryRow(ctx, "SHOW server_encoding").Scan(&encoding); err != nil {
		s.Close()
		return nil, fmt.Errorf("connecting to %s: %w", s.name, err)
	}
	if encoding != "UTF8" {
		s.Close()
		return nil, fmt.Errorf("the database of %s has the encoding %s, a case needs UTF8: %w", s.name, encoding, parley.ErrInvalid)
	}
	return s, nil
}

// is reports whether err is one of PostgreSQL with one of those codes.
func is(err error, codes ...string) bool {
	var failure *pgconn.PgError
	if !errors.As(err, &failure) {
		return false
	}
	for _, code := range codes {
		if failure.Code == code {
			return true
		}
	}
	return false
}

// damaged turns what PostgreSQL says of tables that are not as it wrote them into
// a [parley.ErrTampered].
func damaged(err error) error {
	if is(err, "XX001", "XX002") {
		return fmt.Errorf("%v: %w", err, parley.ErrTampered)
	}
	return err
}

// inTx runs do in a transaction.
func (s *Store) inTx(ctx context.Context, do func(pgx.Tx) error) error {
	return damaged(pgx.BeginFunc(ctx, s.pool, do))
}

// lock waits until no other writer of the case has the lock, and has it to the end
// of the transaction. Statements after it see all that the others have filed.
func (s *Store) lock(ctx context.Context, tx pgx.Tx) error {
	h := sha256.Sum256([]byte("parley case\n" + s.schema))
	if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", int64(binary.BigEndian.Uint64(h[:]))); err != nil {
		return fmt.Errorf("waiting for other writers of %s: %w", s.name, err)
	}
	return nil
}

// Close closes the connections.
func (s *Store) Close() error {
	s.pool.Close()
	return nil
}
