package archive

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/ingest"
)

const ferry = "<!doctype html><title>Ferry talks</title><p>Oda Brandt said that the ferry would sail on Monday."

// warc is records as a plain WARC.
func warc(records ...string) []byte { return []byte(strings.Join(records, "")) }

// wrecord is a record with a block and further fields of its header.
func wrecord(kind, block string, fields ...string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Date: 2031-05-14T09:00:00Z\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, strings.Join(append(fields, ""), "\r\n"), len(block), block)
}

// answer is a record of a page at address as a server gave it.
func answer(address, head, body string, fields ...string) string {
	return wrecord("response", "HTTP/1.1 "+head+"\r\n\r\n"+body,
		append([]string{"WARC-Target-URI: " + address, "Content-Type: application/http; msgtype=response"}, fields...)...)
}

const okHTML = "200 OK\r\nContent-Type: text/html; charset=utf-8"

func sha1Of(s string) string {
	sum := sha1.Sum([]byte(s))
	return "sha1:" + base32.StdEncoding.EncodeToString(sum[:])
}

func open(raw []byte, limits Limits) (*Archive, error) {
	return Open(bytes.NewReader(raw), int64(len(raw)), limits)
}

// told are the addresses and first words of the pages, or why there are none.
func told(t *testing.T, raw []byte) []string {
	t.Helper()
	a, err := open(raw, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for page, err := range a.All() {
		if err != nil {
			out = append(out, page.URL+" "+err.Error())
			continue
		}
		out = append(out, page.URL+" "+string(page.Body))
	}
	if len(out) != a.Pages {
		t.Errorf("All yields %d pages, Pages = %d", len(out), a.Pages)
	}
	return out
}

func zipped(s string) string {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	io.WriteString(w, s)
	w.Close()
	return out.String()
}

func TestOpen_finds_pages_among_what_else_a_browser_fetched(t *testing.T) {
	got := told(t, warc(
		wrecord("warcinfo", "software: by hand\r\n"),
		wrecord("request", "GET / HTTP/1.1\r\n\r\n", "WARC-Target-URI: https://a.example/1"),
		answer("https://a.example/1", okHTML, "one", "WARC-Payload-Digest: "+sha1Of("one")),
		answer("https://a.example/robots.txt", "200 OK\r\nContent-Type: text/plain", "Disallow"),
		answer("https://a.example/x.png", "200 OK\r\nContent-Type: image/png", "\x89PNG"),
		answer("https://a.example/gone", "404 Not Found\r\nContent-Type: text/html", "gone"),
		answer("https://a.example/old", "301 Moved\r\nLocation: /1\r\nContent-Type: text/html", "moved"),
		wrecord("response", "dns", "WARC-Target-URI: dns:a.example", "Content-Type: text/dns"),
		wrecord("revisit", "HTTP/1.1 200 OK\r\n\r\n", "WARC-Target-URI: https://a.example/1", "WARC-Payload-Digest: sha1:AAAA"),
		answer("<https://a.example/2#top>", "200\r\ncontent-type: TEXT/PLAIN", "two"),
		wrecord("resource", "three", "WARC-Target-URI: urn:sha256:3", "Content-Type: text/plain"),
		wrecord("resource", "-q", "WARC-Target-URI: <metadata://gnu.org/software/wget/warc/wget_arguments.txt>", "Content-Type: text/plain"),
		wrecord("resource", "one", "WARC-Target-URI: urn:text:https://a.example/1", "Content-Type: text/plain"),
		answer("ftp://a.example/4", okHTML, "four"),
		wrecord("response", "no HTTP at all", "WARC-Target-URI: https://a.example/5", "Content-Type: application/http"),
	))
	want := []string{"https://a.example/1 one", "https://a.example/2 two", " three"}
	if !slices.Equal(got, want) {
		t.Errorf("pages = %q, want %q", got, want)
	}
}

func TestOpen_takes_off_the_codings_of_a_transfer(t *testing.T) {
	chunked := "3\r\none\r\n0\r\n\r\n"
	for name, record := range map[string]string{
		"chunked, digest of the words":   answer("https://a.example/", okHTML+"\r\nTransfer-Encoding: chunked", chunked, "WARC-Payload-Digest: "+sha1Of("one")),
		"chunked, digest of the chunks":  answer("https://a.example/", okHTML+"\r\nTransfer-Encoding: chunked", chunked, "WARC-Payload-Digest: "+sha1Of(chunked)),
		"chunks taken off before":        answer("https://a.example/", okHTML+"\r\nTransfer-Encoding: chunked", "one", "WARC-Payload-Digest: "+sha1Of("one")),
		"gzip":                           answer("https://a.example/", okHTML+"\r\nContent-Encoding: gzip", zipped("one"), "WARC-Payload-Digest: "+sha1Of(zipped("one"))),
		"gzip taken off before":          answer("https://a.example/", okHTML+"\r\nContent-Encoding: gzip", "one"),
		"lines that end as Unix has it":  strings.ReplaceAll(answer("https://a.example/", okHTML, "one"), "\r\n", "\n"),
		"a field that goes on in a line": answer("https://a.example/", okHTML+"\r\nX-Note: a\r\n  b", "one"),
	} {
		if strings.HasPrefix(name, "lines") { // the ends are in the block too
			record = strings.Replace(record, "Content-Length: 62", "Content-Length: 59", 1)
		}
		if got := told(t, warc(record)); !slices.Equal(got, []string{"https://a.example/ one"}) {
			t.Errorf("%s: pages = %q, want one", name, got)
		}
	}
}

func TestAll_says_of_a_page_alone_why_it_cannot_be_read(t *testing.T) {
	raw := warc(
		answer("https://a.example/1", okHTML+"\r\nContent-Encoding: br", "\x0b"),
		answer("https://a.example/2", okHTML+"\r\nContent-Encoding: gzip", "\x1f\x8b\x08"),
		answer("https://a.example/3", okHTML, strings.Repeat("x", DefaultPageBytes+1)),
		answer("https://a.example/4", okHTML+"\r\nContent-Encoding: gzip", zipped(strings.Repeat("x", DefaultPageBytes+1))),
		answer("https://a.example/5", okHTML, "five"),
	)
	got := told(t, raw)
	for i, want := range []string{`packed with "br"`, "unpacking the page", "5242881 bytes are more than the limit of 5242880", "unpacks to more than the limit", "five"} {
		if i >= len(got) || !strings.Contains(got[i], want) {
			t.Errorf("page %d of %q, want %q", i+1, got, want)
		}
	}
}

func TestOpen_reads_packed_records_and_files_packed_whole(t *testing.T) {
	one, two := answer("https://a.example/1", okHTML, "one"), answer("https://a.example/2", okHTML, "two")
	for _, raw := range []string{one + two, zipped(one) + zipped(two), zipped(one + two)} {
		if got := told(t, []byte(raw)); len(got) != 2 {
			t.Errorf("pages = %q, want two", got)
		}
	}
}

func TestOpen_refuses(t *testing.T) {
	whole := answer("https://a.example/1", okHTML, "one", "WARC-Block-Digest: "+sha1Of("HTTP/1.1 "+okHTML+"\r\n\r\none"))
	for _, test := range []struct {
		name, raw, want string
		sentinel        error
	}{
		{"nothing", "", "an archive of 0 bytes", parley.ErrInvalid},
		{"prose", "Oda Brandt said no.", `record 1: the archive ends within its first line`, parley.ErrInvalid},
		{"another version", "WARC/2.0\r\n\r\n", `record 1: it begins with "WARC/2.0", want WARC/1.0 or WARC/1.1`, parley.ErrInvalid},
		{"a header that is cut off", whole + "WARC/1.0\r\nWARC-Type: resp", "record 2: the archive ends within its header", parley.ErrInvalid},
		{"a block that is cut off", whole[:len(whole)-9], "record 1: it declares 62 bytes, and the archive ends 5 bytes before that", parley.ErrInvalid},
		{"a packed block that is cut off", zipped(whole)[:200], "record 1: the archive ends in the middle of it", parley.ErrInvalid},
		{"a huge length", strings.Replace(whole, "Length: 62", "Length: 4611686018427387000", 1), "record 1: it declares 4611686018427387000 bytes", parley.ErrInvalid},
		{"a negative length", strings.Replace(whole, "Length: 62", "Length: -1", 1), `record 1: its Content-Length is "-1", want a number`, parley.ErrInvalid},
		{"two lengths", strings.Replace(whole, "Content-Length: 62", "Content-Length: 62\r\nContent-Length: 7", 1), `gives Content-Length twice, as "62" and "7"`, parley.ErrInvalid},
		{"a line without a name", "WARC/1.0\r\nnonsense\r\n\r\n", `its header has the line "nonsense", want a name and a value`, parley.ErrInvalid},
		{"an endless header", "WARC/1.0\r\nX: " + strings.Repeat("x", maxHeader) + "\r\n\r\n", "its header is longer than 262144 bytes", parley.ErrInvalid},
		{"endless line ends", whole + strings.Repeat("\n", 99), "record 2: more than 64 line ends stand before it", parley.ErrInvalid},
		{"a block that was altered", strings.Replace(whole, "one", "two", 1), "record 1: its WARC-Block-Digest is sha1:", parley.ErrTampered},
		{"a payload that was altered", answer("https://a.example/1", okHTML, "two", "WARC-Payload-Digest: "+sha1Of("one")), "record 1: its WARC-Payload-Digest is sha1:", parley.ErrTampered},
		{"a digest that is none", answer("https://a.example/1", okHTML, "one", "WARC-Payload-Digest: sha1:no"), "its WARC-Payload-Digest is sha1:no", parley.ErrTampered},
		{"a packed byte that was altered", zipped(whole)[:99] + "\x04" + zipped(whole)[100:], "unpacking it: gzip: invalid checksum", parley.ErrInvalid},
	} {
		_, err := open([]byte(test.raw), Limits{})
		if !errors.Is(err, test.sentinel) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

func TestOpen_refuses_a_bomb(t *testing.T) {
	bomb := zipped(answer("https://a.example/1", "200 OK\r\nContent-Type: video/mp4", strings.Repeat("\x00", 48<<20)))
	_, err := open([]byte(bomb), Limits{})
	want := fmt.Sprintf("record 1: the archive of %d bytes unpacks to more than 150 times its size", len(bomb))
	if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), want) {
		t.Errorf("Open = %v, want %q", err, want)
	}
	_, err = open(warc(wrecord("resource", strings.Repeat("x", 999), "Content-Type: text/plain")), Limits{Bytes: 100})
	if err == nil || !strings.Contains(err.Error(), "unpacks to more than the limit of 100") {
		t.Errorf("Open = %v, want the limit of 100", err)
	}
	many := warc(answer("https://a.example/1", okHTML, "one"), answer("https://a.example/2", okHTML, "two"))
	for want, limits := range map[string]Limits{"more than the limit of 1 records": {Records: 1}, "more than the limit of 1 pages": {Pages: 1}} {
		if _, err := open(many, limits); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Open = %v, want %q", err, want)
		}
	}
	again := answer("https://a.example/1", okHTML, "one")
	listed := rezip(t, written(t, WriteWACZ, story), func(files map[string]string) {
		files["pages/pages.jsonl"], files["archive/data.warc.gz"] = `{"url":"https://a.example/1"}`, again+again
		delete(files, sealName)
		files[packageName] = packageOf([]resource{
			{Path: "pages/pages.jsonl", Hash: sha256Of(files["pages/pages.jsonl"]), Bytes: int64(len(files["pages/pages.jsonl"]))},
			{Path: "archive/data.warc.gz", Hash: sha256Of(again + again), Bytes: int64(len(again + again))},
		})
	})
	if got := told(t, listed); len(got) != 2 {
		t.Errorf("pages = %q, want both captures of the one that is listed", got)
	}
	if _, err := open(listed, Limits{Pages: 1}); err == nil || !strings.Contains(err.Error(), "more than the limit of 1 pages") {
		t.Errorf("Open = %v, want the limit of 1 pages", err)
	}
}

func TestOpen_notes_digests_of_a_kind_that_it_does_not_know(t *testing.T) {
	a, err := open(warc(answer("https://a.example/1", okHTML, "one", "WARC-Payload-Digest: blake3:abc", "WARC-Truncated: length")), Limits{})
	if err != nil || !slices.Equal(a.Notes, []string{`digests of kind "blake3" cannot be checked`, "1 pages were cut off when they were captured"}) {
		t.Errorf("Notes = %q, %v", a.Notes, err)
	}
}

func pages(of ...Page) iter.Seq[Page] { return slices.Values(of) }

var (
	made  = Maker{Software: "parley test", Made: time.Date(2031, 5, 15, 8, 0, 0, 0, time.UTC)}
	story = Page{URL: "https://www.harbour.example/Ferry?id=1", Captured: time.Date(2031, 5, 14, 9, 0, 0, 0, time.UTC), MediaType: "text/html; charset=utf-8", Title: "Ferry talks", Body: []byte(ferry)}
	paper = Page{Captured: story.Captured, MediaType: "text/plain", Body: []byte("Ada Lind said that it was over.")}
)

func written(t *testing.T, write func(io.Writer, iter.Seq[Page], Maker) error, of ...Page) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, pages(of...), made); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWritten_archives_are_read_back_as_they_were(t *testing.T) {
	for name, write := range map[string]func(io.Writer, iter.Seq[Page], Maker) error{"WARC": WriteWARC, "WACZ": WriteWACZ} {
		raw := written(t, write, story, paper)
		if again := written(t, write, story, paper); !bytes.Equal(raw, again) {
			t.Errorf("%s: written twice it differs", name)
		}
		a, err := open(raw, Limits{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []Page
		for page, err := range a.All() {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got = append(got, page)
		}
		want := []Page{story, paper}
		if len(got) != len(want) {
			t.Fatalf("%s: %d pages, want %d", name, len(got), len(want))
		}
		for i, w := range want {
			if g := got[i]; g.URL != w.URL || g.MediaType != w.MediaType || !g.Captured.Equal(w.Captured) || string(g.Body) != string(w.Body) {
				t.Errorf("%s: page %d = %+v, want %+v", name, i+1, g, w)
			}
		}
	}
}

func TestDocument_is_the_page_at_the_address_it_was_captured_from(t *testing.T) {
	page := story
	page.Body = []byte(`<link rel=canonical href="https://elsewhere.example/">` + ferry)
	d, err := page.Document(ingest.Options{})
	if err != nil || d.Report.URL != story.URL || d.Report.Title != "Ferry talks" || len(d.Warnings) != 1 {
		t.Errorf("Document = %+v, %v", d, err)
	}
	d, err = paper.Document(ingest.Options{})
	if err != nil || d.Report.URL != "" || d.Report.Text != string(paper.Body) {
		t.Errorf("Document = %+v, %v", d, err)
	}
}

// rezip is a WACZ whose files change has changed; nil leaves one out.
func rezip(t *testing.T, raw []byte, change func(files map[string]string)) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(b)
	}
	change(files)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestOpen_refuses_a_WACZ(t *testing.T) {
	whole := written(t, WriteWACZ, story)
	for name, test := range map[string]struct {
		change   func(map[string]string)
		want     string
		sentinel error
	}{
		"without a package":             {func(f map[string]string) { delete(f, packageName) }, "the zip of 4 files has no datapackage.json", parley.ErrInvalid},
		"with an altered package":       {func(f map[string]string) { f[packageName] += " " }, "datapackage-digest.json gives datapackage.json the digest sha256:", parley.ErrTampered},
		"with a package that is cut":    {func(f map[string]string) { f[packageName] = "{"; delete(f, sealName) }, "datapackage.json: unexpected end", parley.ErrInvalid},
		"of another version":            {func(f map[string]string) { f[packageName] = `{"wacz_version":"2.0"}`; delete(f, sealName) }, `is of WACZ version "2.0", this build reads 1`, parley.ErrInvalid},
		"without a file that is listed": {func(f map[string]string) { delete(f, "indexes/index.cdx") }, `datapackage.json lists "indexes/index.cdx", which is not in the zip`, parley.ErrInvalid},
		"with an altered list":          {func(f map[string]string) { f["pages/pages.jsonl"] += "\n" }, "pages/pages.jsonl: it has ", parley.ErrTampered},
		"with an altered WARC": {func(f map[string]string) {
			b := []byte(f["archive/data.warc.gz"])
			b[len(b)/2] ^= 1
			f["archive/data.warc.gz"] = string(b)
		}, "archive/data.warc.gz: its digest in datapackage.json is sha256:", parley.ErrTampered},
		"with a WARC that is not listed": {func(f map[string]string) { f["archive/more.warc"] = "x" }, "archive/more.warc is in the zip, but not among the 3 files", parley.ErrTampered},
		"with an archive in it":          {func(f map[string]string) { f["archive/more.wacz"] = "x" }, "archive/more.wacz is an archive within the archive", parley.ErrInvalid},
		"with a name that leads out":     {func(f map[string]string) { f["archive/../../x.warc"] = "x" }, `a file named "archive/../../x.warc", which is no path within it`, parley.ErrInvalid},
		"with a name from the root":      {func(f map[string]string) { f["/etc/x"] = "x" }, `a file named "/etc/x"`, parley.ErrInvalid},
		"with a name as of Windows":      {func(f map[string]string) { f[`..\x`] = "x" }, `which is no path within it`, parley.ErrInvalid},
		"without a WARC":                 {func(f map[string]string) { clear(f); f[packageName] = `{"wacz_version":"1.1.1"}` }, "of the 1 files in the zip none is a WARC in archive/", parley.ErrInvalid},
		"that is a bomb":                 {func(f map[string]string) { f[packageName] = strings.Repeat(" ", 40<<20); delete(f, sealName) }, "longer than the limit", parley.ErrInvalid},
	} {
		_, err := open(rezip(t, whole, test.change), Limits{})
		if !errors.Is(err, test.sentinel) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
	for cut := range 40 {
		if _, err := open(whole[:len(whole)*cut/40], Limits{}); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("cut to %d fortieths: %v, want an invalid", cut, err)
		}
	}
	if _, err := open(whole, Limits{Files: 4}); err == nil || !strings.Contains(err.Error(), "5 files, more than the limit of 4") {
		t.Errorf("Open = %v, want the limit of files", err)
	}
}

func TestOpen_takes_of_a_WACZ_the_pages_that_it_lists(t *testing.T) {
	list := func(address string) func(map[string]string) {
		return func(f map[string]string) {
			f["archive/data.warc.gz"] = string(warc(
				answer("https://a.example/old", "301 Moved\r\nLocation: /1", ""),
				answer("https://a.example/1", okHTML, "one"), answer("https://ads.example/frame", okHTML, "buy")))
			f["pages/pages.jsonl"] = `{"format":"json-pages-1.0"}` + "\n" + `{"url":"` + address + `"}`
			p := &packer{}
			for name, content := range f {
				if name != packageName && name != sealName {
					sum := sha256Of(content)
					p.resources = append(p.resources, resource{Path: name, Hash: sum, Bytes: int64(len(content))})
				}
			}
			f[packageName] = packageOf(p.resources)
			delete(f, sealName)
		}
	}
	whole := written(t, WriteWACZ, story)
	for address, want := range map[string]int{"https://a.example/1#top": 1, "https://a.example/old": 1, "https://b.example/": 2} {
		if got := told(t, rezip(t, whole, list(address))); len(got) != want {
			t.Errorf("with %s listed: pages = %q, want %d", address, got, want)
		}
	}
}
