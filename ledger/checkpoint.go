package ledger

import (
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"parley"
)

// LogPrefix is what the origin of a case's log, and so a checkpoint, begins with.
const LogPrefix = "parley/"

// A Checkpoint is what is signed of a case: how many entries its log has and
// the hash that stands for them. Whoever keeps one can find out later whether
// those entries are still the same.
type Checkpoint struct {
	Origin string // the name of the case's log
	Size   int64
	Root   tlog.Hash
}

// Sign is the checkpoint as a signed note, in the form of the checkpoints of
// transparency logs (C2SP tlog-checkpoint):
//
//	parley/ORIGIN
//	SIZE
//	ROOT in base64
//
//	— SIGNER SIGNATURE
func (c Checkpoint) Sign(signer note.Signer) ([]byte, error) {
	text := fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, c.Root)
	return note.Sign(&note.Note{Text: text}, signer)
}

// OpenCheckpoint reads a signed checkpoint, and holds its signature against the
// key. One that does not hold is a [parley.ErrTampered], a text that is none a
// [parley.ErrInvalid].
func OpenCheckpoint(signed []byte, key note.Verifier) (Checkpoint, error) {
	n, err := note.Open(signed, note.VerifierList(key))
	switch err.(type) {
	case nil:
	case *note.UnverifiedNoteError, *note.InvalidSignatureError:
		return Checkpoint{}, fmt.Errorf("checkpoint is not signed by %s: %v: %w", key.Name(), err, parley.ErrTampered)
	default:
		return Checkpoint{}, fmt.Errorf("not a signed checkpoint: %v: %w", err, parley.ErrInvalid)
	}
	var c Checkpoint
	var root string
	if _, err := fmt.Sscanf(n.Text, "%s\n%d\n%s\n", &c.Origin, &c.Size, &root); err != nil || c.Size < 0 {
		return Checkpoint{}, fmt.Errorf("signed note is no checkpoint: %q: %w", n.Text, parley.ErrInvalid)
	}
	if c.Root, err = tlog.ParseHash(root); err != nil {
		return Checkpoint{}, fmt.Errorf("checkpoint has root %q: %v: %w", root, err, parley.ErrInvalid)
	}
	return c, nil
}
