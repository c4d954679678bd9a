package accounts

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"parley"
)

// What argon2id costs, of RFC 9106's second recommendation: 64 MiB, three passes.
const (
	memory  = 64 << 10 // KiB
	passes  = 3
	lanes   = 4
	keySize = 32
)

const (
	shortest = 12  // characters of a password
	longest  = 512 // bytes
)

// header names algorithm and costs: a hash of others is not of this program.
var header = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$", argon2.Version, memory, passes, lanes)

// Hash is what is kept of a password.
func Hash(password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < shortest || len(password) > longest {
		return "", fmt.Errorf("a password has %d characters or more, and %d bytes or fewer: %w", shortest, longest, parley.ErrInvalid)
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	e := base64.RawStdEncoding
	return header + e.EncodeToString(salt) + "$" + e.EncodeToString(key(password, salt)), nil
}

func key(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, passes, memory, lanes, keySize)
}

// nobody is a hash that no password has: who has no account costs what others cost.
var nobody = header + strings.Repeat("A", 22) + "$" + strings.Repeat("A", 43)

// atOnce bounds the memory that log-ins take.
var atOnce = make(chan struct{}, 2)

// matches says whether a password is that of a hash.
func matches(ctx context.Context, hash, password string) bool {
	if len(password) > longest {
		return false
	}
	rest, ours := strings.CutPrefix(hash, header)
	salt, want, _ := strings.Cut(rest, "$")
	s, err := base64.RawStdEncoding.DecodeString(salt)
	w, err2 := base64.RawStdEncoding.DecodeString(want)
	if !ours || err != nil || err2 != nil || len(w) != keySize {
		return false
	}
	select {
	case atOnce <- struct{}{}:
		defer func() { <-atOnce }()
	case <-ctx.Done():
		return false
	}
	return subtle.ConstantTimeCompare(key(password, s), w) == 1 && hash != nobody
}
