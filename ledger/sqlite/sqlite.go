// Package sqlite keeps a case in one file, with SQLite in pure Go. The file can
// be copied, mailed and opened by any program that reads SQLite; schema.sql says
// what is in it.
package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"runtime"
	"sync"

	"github.com/klauspost/compress/zstd"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"parley"
	"parley/ledger"
)

//go:embed schema.sql
var schema string

// Version is the version of the schema, in the file's user_version.
//
//	1: see schema.sql.
const Version = 1

// applicationID marks a file as a case of parley: "prly", in the file's header.
const applicationID = 0x70726c79

// busyMS is how long one writer waits for another before it gives up.
const busyMS = 60_000

// A Store is a case in a file. It is a [ledger.Store].
type Store struct {
	path        string
	write, read *sql.DB
	prepared    sync.Map // *sql.Stmt by query, of read
	seen        *seen
	others      int64 // the data_version at the last Append
	squeeze     *zstd.Encoder
	unpack      *zstd.Decoder
}

var _ ledger.Store = (*Store)(nil)

// Create makes a case in a file that is not there yet; one that is, is an
// [parley.ErrConflict].
func Create(ctx context.Context, path string) (*Store, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // what is in it may be confidential
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("making a case in %s: the file is there already: %w", path, parley.ErrConflict)
	}
	if err != nil {
		return nil, fmt.Errorf("making a case: %w", err)
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	s, err := open(path)
	if err != nil {
		return nil, err
	}
	setUp := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d; %s", applicationID, Version, schema)
	if err := s.inTx(ctx, func(tx *sql.Tx) error { _, err := tx.ExecContext(ctx, setUp); return err }); err != nil {
		s.Close()
		os.Remove(path)
		return nil, fmt.Errorf("making a case in %s: %w", path, err)
	}
	return s, nil
}

// Open opens a case that is there; where there is none it is an
// [parley.ErrNotFound], and a file of another kind or version is an
// [parley.ErrInvalid] and is not touched.
func Open(ctx context.Context, path string) (*Store, error) {
	if _, err := os.Stat(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no case in %s: %w", path, parley.ErrNotFound)
		}
		return nil, fmt.Errorf("opening the case: %w", err)
	}
	s, err := open(path)
	if err != nil {
		return nil, err
	}
	if err := s.check(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func open(path string) (*Store, error) {
	s := &Store{path: path, seen: newSeen()}
	pragmas := url.Values{"_pragma": {
		"page_size(8192)", fmt.Sprintf("busy_timeout(%d)", busyMS), "journal_mode(WAL)", "synchronous(FULL)", "cache_size(-65536)",
		"secure_delete(1)", // what is purged leaves no trace in free pages
		"trusted_schema(0)",
	}}
	var err error
	if s.write, err = sql.Open("sqlite", uri(path, pragmas, "_txlock=immediate")); err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	s.write.SetMaxOpenConns(1)
	pragmas["_pragma"] = append(pragmas["_pragma"], "query_only(1)")
	if s.read, err = sql.Open("sqlite", uri(path, pragmas, "_txlock=deferred")); err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	s.read.SetMaxIdleConns(max(4, runtime.NumCPU())) // of more there is no limit: who reads may read on while it does
	if s.squeeze, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest)); err != nil {
		return nil, err
	}
	if s.unpack, err = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxBody)); err != nil {
		return nil, err
	}
	return s, nil
}

// maxBody bounds what a body of a damaged file can unpack to.
const maxBody = 1 << 30

func uri(path string, pragmas url.Values, lock string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + lock + "&" + pragmas.Encode()
}

// check holds the file to be a case of this version.
func (s *Store) check(ctx context.Context) error {
	var id, version int
	err := s.read.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version)").Scan(&id, &version)
	var failure *sqlite.Error
	switch {
	case errors.As(err, &failure) && failure.Code() == lib.SQLITE_NOTADB:
		return fmt.Errorf("%s is no case: it is no SQLite file: %w", s.path, parley.ErrInvalid)
	case err != nil:
		return fmt.Errorf("opening the case in %s: %w", s.path, damaged(err))
	case id != applicationID:
		return fmt.Errorf("%s is no case of parley: its application id is %#x, not %#x: %w", s.path, id, applicationID, parley.ErrInvalid)
	case version != Version:
		return fmt.Errorf("the case in %s has version %d, this build reads %d: %w", s.path, version, Version, parley.ErrInvalid)
	}
	return nil
}

// damaged turns what SQLite says of a file that is not as it wrote it into a
// [parley.ErrTampered].
func damaged(err error) error {
	var failure *sqlite.Error
	if errors.As(err, &failure) && (failure.Code()&0xff == lib.SQLITE_CORRUPT || failure.Code() == lib.SQLITE_NOTADB) {
		return fmt.Errorf("%v: %w", err, parley.ErrTampered)
	}
	return err
}

// inTx runs do in a transaction that no other writer's overlaps.
func (s *Store) inTx(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("waiting for other writers of %s: %w", s.path, damaged(err))
	}
	if err := do(tx); err != nil {
		tx.Rollback()
		return damaged(err)
	}
	return damaged(tx.Commit())
}

// Backup writes a copy of the case, as of one moment, to a file that is not
// there yet.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("backing up to %s: the file is there already: %w", path, parley.ErrConflict)
	}
	if _, err := s.write.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return fmt.Errorf("backing up %s to %s: %w", s.path, path, damaged(err))
	}
	return os.Chmod(path, 0o600)
}

// Close folds what was written into the one file and closes it.
func (s *Store) Close() error {
	s.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)") // another may have it open; then theirs does
	s.unpack.Close()
	return errors.Join(s.read.Close(), s.write.Close())
}
