package desk

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strings"
)

// Built is what desk/web/build makes of the sources beside it, and the styles.
//
//go:embed web/built
var built embed.FS

// A file is one that pages load. Its address has a digest of it, so that a browser
// may keep it for good.
type file struct {
	plain, packed []byte // packed by gzip
	kind          string
}

// Files are by the name in their address: "desk-1f2e3d4c.js".
type files struct {
	named map[string]file
	paths map[string]string // by the file's own name
}

func loadFiles() (files, error) {
	all := files{map[string]file{}, map[string]string{}}
	entries, err := built.ReadDir("web/built")
	if err != nil {
		return all, err
	}
	for _, e := range entries {
		b, err := built.ReadFile(path.Join("web/built", e.Name()))
		if err != nil {
			return all, err
		}
		var packed bytes.Buffer
		z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // the level is one of gzip's
		if _, err := z.Write(b); err != nil {
			return all, err
		}
		if err := z.Close(); err != nil {
			return all, err
		}
		sum := sha256.Sum256(b)
		ext := path.Ext(e.Name())
		name := strings.TrimSuffix(e.Name(), ext) + "-" + hex.EncodeToString(sum[:4]) + ext
		all.named[name] = file{b, packed.Bytes(), mime.TypeByExtension(ext)}
		all.paths[e.Name()] = "/files/" + name
	}
	return all, nil
}

// path is the address of a file.
func (f files) path(name string) string { return f.paths[name] }

func (f files) serve(w http.ResponseWriter, r *http.Request) {
	found, is := f.named[r.PathValue("name")]
	if !is {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", found.kind)
	h.Set("Cache-Control", "private, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	body := found.plain
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = found.packed
	}
	w.Write(body)
}
