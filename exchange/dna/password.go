package dna

import (
	"crypto/sha256"
	"encoding/base64"

	"golang.org/x/text/unicode/norm"
)

// A Salt keeps equal passwords from having equal digests.
type Salt [16]byte

// rounds is how often the digest of a password is taken again.
const rounds = 100_000

// digested is a password as DNA stores it, by Jasypt's StrongPasswordEncryptor:
// the salt and after it SHA-256 of salt and password (in NFC), taken again of
// itself until there were 100,000 rounds, in base64.
func digested(password string, salt Salt) string {
	sum := sha256.Sum256(append(salt[:], norm.NFC.String(password)...))
	for range rounds - 1 {
		sum = sha256.Sum256(sum[:])
	}
	return base64.StdEncoding.EncodeToString(append(salt[:], sum[:]...))
}
