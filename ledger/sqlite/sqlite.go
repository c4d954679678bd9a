// Package sqlite keeps a case in one file, with SQLite in pure Go. The file can
// be copied, mailed and opened by any program that reads SQLite; schema.sql says
// what is in it.
package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
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

//go:embed schema3.sql
var schema3 string

// Version is the version of the schema, in the file's user_version.
const Version = 3

// migrations bring the schema from one version to the next; an empty file has all.
//
//	1: see schema.sql.
//	2: the versions that no longer hold are counted by an index of theirs.
//	3: the index has positions, proposals and contacts, see schema3.sql.
var migrations = [Version]string{
	schema,
	"CREATE INDEX version_superseded ON version (until, place) WHERE until < 9223372036854775807",
	schema3,
}

// applicationID marks a file as a case of parley: "prly", in the file's header.
const applicationID = 0x70726c79

// busyMS is how long one writer waits for another before it gives up.
const busyMS = 60_000

// A Store is a case in a file. It is a [ledger.Store].
type Store struct {
	path        string
	way         access
	write, read *sql.DB
	prepared    sync.Map // *sql.Stmt by query, of read
	seen        *seen
	others      int64 // the data_version at the last Append
	squeeze     *zstd.Encoder
	unpack      *zstd.Decoder
}

var _ ledger.Store = (*Store)(nil)

// Create makes a case in a file that is not there yet; one that is, is an
// [parley.ErrConflict]. The file comes to be whole: until then it has another name.
func Create(ctx context.Context, path string) (*Store, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("making a case in %s: the file is there already: %w", path, parley.ErrConflict)
	}
	unfinished, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".") // for its owner alone: what comes into it may be confidential
	if err != nil {
		return nil, fmt.Errorf("making a case: %w", err)
	}
	defer os.Remove(unfinished.Name())
	if err := unfinished.Close(); err != nil {
		return nil, fmt.Errorf("making a case: %w", err)
	}
	s, err := open(unfinished.Name(), accessWrite)
	if err != nil {
		return nil, err
	}
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
			return err
		}
		return migrate(ctx, tx, 0)
	})
	if err = errors.Join(err, s.Close()); err != nil {
		return nil, fmt.Errorf("making a case in %s: %w", path, err)
	}
	if err := os.Link(unfinished.Name(), path); errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("making a case in %s: another has made it meanwhile: %w", path, parley.ErrConflict)
	} else if err != nil { // a file system without links
		if err := os.Rename(unfinished.Name(), path); err != nil {
			return nil, fmt.Errorf("making a case: %w", err)
		}
	}
	return Open(ctx, path)
}

// Open opens a case that is there; where there is none it is an
// [parley.ErrNotFound], and a file of another kind or of a later version is an
// [parley.ErrInvalid] and is not touched. A case of an earlier version is brought
// to this one. What may only be read is opened for that, and leaves nothing beside it.
func Open(ctx context.Context, path string) (*Store, error) {
	version, err := identify(path)
	if err != nil {
		return nil, err
	}
	return openCase(ctx, path, version)
}

// upgrade migrates a case, unless another has done so meanwhile.
func upgrade(ctx context.Context, tx *sql.Tx) error {
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	return migrate(ctx, tx, version)
}

// migrate brings a case from a version to this one.
func migrate(ctx context.Context, tx *sql.Tx, from int) error {
	for v := from; v < Version; v++ {
		if _, err := tx.ExecContext(ctx, migrations[v]+fmt.Sprintf("; PRAGMA user_version = %d", v+1)); err != nil {
			return fmt.Errorf("bringing it from version %d to %d: %w", v, v+1, err)
		}
	}
	return nil
}

// identify reads the version of a case from the file's header, before SQLite opens
// it: to open a database of somebody else's may change it.
func identify(path string) (version int, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("there is no case in %s: %w", path, parley.ErrNotFound)
	}
	if err != nil {
		return 0, fmt.Errorf("opening the case: %w", err)
	}
	defer file.Close()
	header := make([]byte, 72) // sqlite.org/fileformat.html, 1.3
	if _, err := io.ReadFull(file, header); err != nil || !bytes.HasPrefix(header, []byte("SQLite format 3\x00")) {
		return 0, fmt.Errorf("%s is no case: it is no SQLite file: %w", path, parley.ErrInvalid)
	}
	version = int(binary.BigEndian.Uint32(header[60:]))
	switch id := binary.BigEndian.Uint32(header[68:]); {
	case id != applicationID:
		return 0, fmt.Errorf("%s is no case of parley: its application id is %#x, not %#x: %w", path, id, applicationID, parley.ErrInvalid)
	case version < 1 || version > Version:
		return 0, fmt.Errorf("the case in %s has version %d, this build reads %d: %w", path, version, Version, parley.ErrInvalid)
	}
	return version, nil
}

func open(path string, way access) (*Store, error) {
	s := &Store{path: path, way: way, seen: newSeen()}
	pragmas := url.Values{"_pragma": {
		fmt.Sprintf("busy_timeout(%d)", busyMS), "synchronous(FULL)", "cache_size(-65536)",
		"secure_delete(1)", // what is purged leaves no trace in free pages
		"trusted_schema(0)",
	}}
	if way == accessWrite {
		pragmas.Add("_pragma", "journal_mode(WAL)")
	}
	var err error
	if s.write, err = sql.Open("sqlite", uri(path, way, pragmas, "_txlock=immediate")); err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	s.write.SetMaxOpenConns(1)
	pragmas["_pragma"] = append(pragmas["_pragma"], "query_only(1)")
	if s.read, err = sql.Open("sqlite", uri(path, way, pragmas, "_txlock=deferred")); err != nil {
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

func uri(path string, way access, pragmas url.Values, lock string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + lock + "&" + pragmas.Encode() + "&" + string(way)
}

// damaged turns what SQLite says of a file that is not as it wrote it into a
// [parley.ErrTampered], and of one that it may not write into plain words.
func damaged(err error) error {
	var failure *sqlite.Error
	if errors.As(err, &failure) && failure.Code()&0xff == lib.SQLITE_READONLY {
		return errors.New("the case may only be read: its file or its folder cannot be written")
	}
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
