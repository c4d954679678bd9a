package archive

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"

	"parley"
)

// algorithms are the digests that archives carry. MD5 and SHA-1 keep nobody
// from forging, but show damage.
var algorithms = map[string]func() hash.Hash{
	"md5": md5.New, "sha1": sha1.New, "sha-1": sha1.New,
	"sha256": sha256.New, "sha-256": sha256.New, "sha512": sha512.New, "sha-512": sha512.New,
}

// A digest is one that an archive declares, and the bytes' own as they pass.
type digest struct {
	name     string // of the field that declares it
	declared string
	want     []byte
	hash.Hash
}

// newDigest reads "sha1:…", in hex, base32 or base64, by the length that the
// algorithm gives each. It is nil where none is declared; known is false where
// it cannot be checked.
func newDigest(name, declared string) (d *digest, known bool) {
	if declared == "" {
		return nil, true
	}
	algorithm, value, _ := strings.Cut(declared, ":")
	start := algorithms[strings.ToLower(algorithm)]
	if start == nil {
		return nil, false
	}
	d = &digest{name: name, declared: declared, Hash: start()}
	for _, decode := range []func(string) ([]byte, error){
		hex.DecodeString,
		func(s string) ([]byte, error) {
			return base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(strings.TrimRight(s, "=")))
		},
		func(s string) ([]byte, error) { return base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "=")) },
	} {
		if want, err := decode(value); err == nil && len(want) == d.Size() {
			d.want = want
		}
	}
	return d, true
}

// Write takes bytes in; a nil digest takes any.
func (d *digest) Write(b []byte) (int, error) {
	if d != nil {
		d.Hash.Write(b)
	}
	return len(b), nil
}

func (d *digest) holds() bool { return d == nil || string(d.Sum(nil)) == string(d.want) }

func (d *digest) check() error {
	if d.holds() {
		return nil
	}
	return fmt.Errorf("its %s is %s, but its bytes have %x: %w", d.name, shortened(d.declared), d.Sum(nil), parley.ErrTampered)
}
