package desk

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// leastPacked is the bytes below which packing an answer gains nothing.
const leastPacked = 1024

// packed packs answers that are text by gzip, for browsers that take it. What a
// browser is told as it comes, and files that are packed already, pass as they are.
//
// No page holds a secret beside what an attacker could have it say: sessions are
// cookies, and there are no tokens in forms, so that sizes tell nothing (BREACH).
func packed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(leastPacked), gzhttp.CompressionLevel(5), gzhttp.ContentTypes([]string{
		"text/html", "text/csv", "text/markdown", "application/json", "application/problem+json", "application/jsonl", "application/openapi+json", "image/svg+xml",
	}))
	if err != nil {
		panic("desk: packing answers: " + err.Error()) // the options above are gzhttp's
	}
	return wrap(next)
}
