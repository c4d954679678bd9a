package archive

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"parley"
)

func sha256Of(s string) string { return fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(s))) }

func packageOf(resources []resource) string {
	raw, err := json.Marshal(dataPackage{Version: "1.1.1", Resources: resources})
	if err != nil {
		panic(err) // unreachable: it is of strings and numbers
	}
	return string(raw)
}

// FuzzOpen holds that Open never panics, that where it fails the archive is at
// fault, and that what it passed gives as many pages as it said.
func FuzzOpen(f *testing.F) {
	one := answer("https://a.example/1", okHTML+"\r\nTransfer-Encoding: chunked", "3\r\none\r\n0\r\n\r\n", "WARC-Payload-Digest: "+sha1Of("one"))
	for _, seed := range []string{
		"", "WARC/1.0\r\n\r\n", one, one + one, zipped(one), zipped(one) + zipped(one), one[:90], zipped(one)[:90],
		wrecord("resource", "x", "Content-Type: text/plain"), answer("https://a.example/", "301 Moved\r\nLocation: :", ""),
		answer("https://a.example/", okHTML+"\r\nContent-Encoding: gzip", zipped("one")),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 1<<16 {
			return
		}
		holdLaws(t, raw)
	})
}

// FuzzWACZ wraps a list of pages, a package and a WARC in a zip, so that the
// fuzzer gets past its checksums.
func FuzzWACZ(f *testing.F) {
	f.Add(`{"url":"https://a.example/1"}`, "", answer("https://a.example/1", okHTML, "one"))
	f.Add("", `{"wacz_version":"1.1.1","resources":[{"path":"x","bytes":-1}]}`, "")
	f.Add("[]", "{", "WARC/1.0")
	f.Fuzz(func(t *testing.T, list, pack, warc string) {
		if len(list)+len(pack)+len(warc) > 1<<16 {
			return
		}
		raw := rezip(t, written(t, WriteWACZ, story), func(files map[string]string) {
			files["pages/pages.jsonl"], files["archive/data.warc.gz"] = list, warc
			delete(files, sealName)
			delete(files, "indexes/index.cdx")
			if files[packageName] = pack; pack == "" {
				files[packageName] = packageOf([]resource{
					{Path: "pages/pages.jsonl", Hash: sha256Of(list), Bytes: int64(len(list))},
					{Path: "archive/data.warc.gz", Hash: sha256Of(warc), Bytes: int64(len(warc))},
				})
			}
		})
		holdLaws(t, raw)
	})
}

func holdLaws(t *testing.T, raw []byte) {
	t.Helper()
	a, err := open(raw, Limits{PageBytes: 1 << 12})
	if err != nil {
		if !errors.Is(err, parley.ErrInvalid) && !errors.Is(err, parley.ErrTampered) {
			t.Fatalf("Open = %v, want an invalid or a tampered", err)
		}
		return
	}
	n := 0
	for page, err := range a.All() {
		n++
		if err == nil && int64(len(page.Body)) > 1<<12 {
			t.Fatalf("a page has %d bytes, want at most %d", len(page.Body), 1<<12)
		}
	}
	if n != a.Pages {
		t.Fatalf("All yields %d pages, Pages = %d", n, a.Pages)
	}
}
