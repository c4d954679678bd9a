package archive

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/url"
	"slices"
	"strings"
	"time"
)

// A Maker says who writes an archive, and when.
type Maker struct {
	Software string // "parley 1.2"
	Made     time.Time
}

// WriteWARC writes pages as resources of a WARC 1.1, each record packed by
// itself, so that other programs can jump to it. The same pages by the same maker
// give the same bytes.
func WriteWARC(w io.Writer, pages iter.Seq[Page], maker Maker) error {
	_, err := writeWARC(w, pages, maker)
	return err
}

// evidenceName begins the name of evidence that has no address.
const evidenceName = "urn:sha256:"

// An entry is where in a WARC a page lies.
type entry struct {
	Page
	id     string
	digest string
	offset int64
	length int64
}

func writeWARC(w io.Writer, pages iter.Seq[Page], maker Maker) ([]entry, error) {
	out := &counting{w: w}
	made := maker.Made.UTC().Format(time.RFC3339)
	about := fmt.Appendf(nil, "software: %s\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n", oneLine(maker.Software))
	err := writeRecord(out, about,
		"WARC-Type", "warcinfo", "WARC-Record-ID", recordID("warcinfo", made, about), "WARC-Date", made,
		"Content-Type", "application/warc-fields")
	if err != nil {
		return nil, err
	}
	var entries []entry
	for p := range pages {
		e := entry{Page: p, offset: out.n}
		captured := p.Captured.UTC().Format(time.RFC3339)
		sum := sha256.Sum256(p.Body)
		e.digest = "sha256:" + hex.EncodeToString(sum[:])
		if e.URL = oneLine(p.URL); e.URL == "" {
			e.URL = evidenceName + hex.EncodeToString(sum[:])
		}
		e.id = recordID(e.URL, captured, p.Body)
		err := writeRecord(out, p.Body,
			"WARC-Type", "resource", "WARC-Record-ID", e.id, "WARC-Target-URI", e.URL, "WARC-Date", captured,
			"WARC-Block-Digest", e.digest, "WARC-Payload-Digest", e.digest, "Content-Type", oneLine(p.MediaType))
		if err != nil {
			return nil, fmt.Errorf("writing the record of %s: %w", e.URL, err)
		}
		e.length = out.n - e.offset
		entries = append(entries, e)
	}
	return entries, nil
}

// writeRecord writes a record whose header has the names and values of fields.
func writeRecord(w io.Writer, block []byte, fields ...string) error {
	packed := gzip.NewWriter(w)
	fmt.Fprint(packed, "WARC/1.1\r\n")
	for pair := range slices.Chunk(fields, 2) {
		fmt.Fprintf(packed, "%s: %s\r\n", pair[0], pair[1])
	}
	fmt.Fprintf(packed, "Content-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
	return packed.Close() // which has the first error, if there is one
}

// recordID is made of what the record holds: a UUID of version 8.
func recordID(parts ...any) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", parts))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// oneLine keeps a value from ending its line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

type counting struct {
	w io.Writer
	n int64
}

func (c *counting) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// WriteWACZ writes pages as a WACZ 1.1.1: their WARC, an index of it, the list of
// pages, and a package that holds the digest of each.
func WriteWACZ(w io.Writer, pages iter.Seq[Page], maker Maker) error {
	z := zip.NewWriter(w)
	p := &packer{z: z, maker: maker}
	var entries []entry
	p.add(warcFolder+"data.warc.gz", func(w io.Writer) (err error) {
		entries, err = writeWARC(w, pages, maker)
		return err
	})
	p.add("indexes/index.cdx", func(w io.Writer) error { return writeIndex(w, entries) })
	p.add(pagesFolder+"pages.jsonl", func(w io.Writer) error { return writeList(w, entries) })
	pack, err := json.MarshalIndent(map[string]any{
		"profile": "data-package", "wacz_version": "1.1.1", "software": maker.Software,
		"created": maker.Made.UTC().Format(time.RFC3339), "resources": p.resources,
	}, "", "  ")
	if err != nil {
		return err
	}
	p.add(packageName, func(w io.Writer) error { _, err := w.Write(pack); return err })
	sum := sha256.Sum256(pack)
	p.add(sealName, func(w io.Writer) error {
		return json.NewEncoder(w).Encode(seal{Path: packageName, Hash: "sha256:" + hex.EncodeToString(sum[:])})
	})
	if p.err != nil {
		return p.err
	}
	return z.Close()
}

// A packer puts files into a zip, as they are, and keeps the first error.
type packer struct {
	z         *zip.Writer
	maker     Maker
	resources []resource
	err       error
}

func (p *packer) add(name string, write func(io.Writer) error) {
	if p.err != nil {
		return
	}
	w, err := p.z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: p.maker.Made.UTC()})
	if err == nil {
		sum := sha256.New()
		out := &counting{w: io.MultiWriter(w, sum)}
		err = write(out)
		_, base, _ := strings.Cut(name, "/")
		p.resources = append(p.resources, resource{Name: base, Path: name, Hash: "sha256:" + hex.EncodeToString(sum.Sum(nil)), Bytes: out.n})
	}
	if err != nil {
		p.err = fmt.Errorf("writing %s: %w", name, err)
	}
}

// writeIndex writes CDXJ: a line for each page, in the order of its address.
func writeIndex(w io.Writer, entries []entry) error {
	var lines []string
	for _, e := range entries {
		kind, _, _ := strings.Cut(e.MediaType, ";")
		about, err := json.Marshal(map[string]string{
			"url": e.URL, "mime": strings.TrimSpace(kind), "status": "200", "digest": e.digest, "filename": "data.warc.gz",
			"offset": fmt.Sprint(e.offset), "length": fmt.Sprint(e.length),
		})
		if err != nil {
			return err
		}
		lines = append(lines, fmt.Sprintf("%s %s %s\n", surt(e.URL), e.Captured.UTC().Format("20060102150405"), about))
	}
	slices.Sort(lines)
	_, err := io.WriteString(w, strings.Join(lines, ""))
	return err
}

// surt is an address in the order in which indexes sort: the host from its end.
func surt(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	labels := strings.Split(strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."), ".")
	slices.Reverse(labels)
	host := strings.Join(labels, ",")
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	return host + ")" + strings.ToLower(u.RequestURI())
}

// writeList writes the list of pages, a line that says what it is first.
func writeList(w io.Writer, entries []entry) error {
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	err := lines.Encode(map[string]string{"format": "json-pages-1.0", "id": "pages", "title": "Pages"})
	for _, e := range entries {
		if err != nil {
			return err
		}
		page := map[string]string{"id": strings.Trim(strings.TrimPrefix(e.id, "<urn:uuid:"), ">"), "url": e.URL, "ts": e.Captured.UTC().Format(time.RFC3339)}
		if e.Title != "" {
			page["title"] = e.Title
		}
		err = lines.Encode(page)
	}
	if err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}
