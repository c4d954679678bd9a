package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"parley"
)

// An access is how a file is opened, in the words of SQLite's addresses.
type access string

const (
	accessWrite access = ""

	// Where somebody else has it open: their -wal and -shm are beside it.
	accessRead access = "mode=ro"

	// Where a file or its folder may only be read, as on media for evidence. SQLite
	// takes no lock then and makes no file beside it, and counts on nobody to write.
	accessAlone access = "mode=ro&immutable=1"
)

// toRead is how a file is opened that may only be read. What SQLite keeps beside it is
// beside what a link leads to.
func toRead(path string) access {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	for _, beside := range []string{"-wal", "-shm"} {
		if _, err := os.Stat(path + beside); err == nil {
			return accessRead
		}
	}
	return accessAlone
}

// openCase opens a case of a version for reading and writing, or where that may not be
// for reading alone.
func openCase(ctx context.Context, path string, version int) (*Store, error) {
	way := accessWrite
	if file, err := os.OpenFile(path, os.O_RDWR, 0); err != nil {
		way = toRead(path)
	} else {
		file.Close()
	}
	s, err := open(path, way)
	if err != nil {
		return nil, err
	}
	err = s.ready(ctx, version)
	if way == accessWrite && mayNotWrite(err) { // the folder
		s.Close()
		if s, err = open(path, toRead(path)); err != nil {
			return nil, err
		}
		err = s.ready(ctx, version)
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("opening the case in %s: %w", path, damaged(err))
	}
	return s, nil
}

// ready brings a case of an earlier version to this one, and holds that it can be read.
func (s *Store) ready(ctx context.Context, version int) error {
	if version < Version && s.way != accessWrite {
		return fmt.Errorf("it has version %d, this build reads %d, and it may only be read: open a copy of it: %w", version, Version, parley.ErrInvalid)
	}
	err := s.read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	if err == nil && version < Version {
		err = s.inTx(ctx, func(tx *sql.Tx) error { return upgrade(ctx, tx) })
	}
	return err
}

// mayNotWrite reports whether SQLite was not let write a file, or one beside it.
func mayNotWrite(err error) bool {
	var failure *sqlite.Error
	return errors.As(err, &failure) && (failure.Code()&0xff == lib.SQLITE_READONLY || failure.Code()&0xff == lib.SQLITE_CANTOPEN)
}
