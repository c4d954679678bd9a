package ingest

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"parley"
)

// FuzzRead holds three laws: Read never panics; where it fails, the input is at
// fault; and every span of what it read leads back to bytes that hold its words.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", " \n", story, "\ufeff" + story, "a\r\nb", "He said no.\xff\xfe“two”", "\xff\xfeH\x00i\x00=\xd8", "H\x00i\x00", "He\x00",
		"caf\xe9 \x93no\x94", "\x83e\x83X\x83g\x82\xc5\x82\xb7", "\x1b$B%F%9%H\x1b(B", "<?xml version='1.0' encoding='koi8-r'?><html>\xd4\xc5\xd3\xd4",
		"<p>a&lt;b&amp c&#8212;d&notit;</p>", "<article><p>One<br>two<td>three</article>", "<pre>a\r\n b</pre>", "<h1>a<br>b</h1><p>c",
		"<!doctype html><meta charset=utf-16><script type=application/ld+json>[{\"@type\":\"Article\",\"author\":[[\"x\"]]}]</script><p>a",
		"%PDF-1.4\n%%EOF", "<a><p hidden><b></a>x</p></b>y", "<title>t</title><h1>لا</h1><p dir=rtl>عربي 🕊️</p>",
	} {
		f.Add([]byte(seed), "")
		f.Add([]byte(seed), "text/html; charset=shift_jis")
	}
	if page, err := os.ReadFile("testdata/daily.html"); err == nil {
		f.Add(page, "text/html")
	}
	f.Fuzz(func(t *testing.T, raw []byte, mediaType string) {
		if len(raw) > 1<<16 {
			return
		}
		d, err := Read(raw, Options{MediaType: mediaType})
		if err != nil {
			if !errors.Is(err, parley.ErrInvalid) {
				t.Fatalf("Read = %v, want an invalid", err)
			}
			return
		}
		checkLaws(t, d)
		for _, s := range []string{d.Report.Title, d.Report.Publisher, d.Report.Byline, d.Report.URL, strings.Join(d.Warnings, "")} {
			if !utf8.ValidString(s) {
				t.Fatalf("%q is not valid UTF-8", s)
			}
		}
	})
}

// FuzzPage wraps words in a page, so that the fuzzer gets past the sniffing.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{
		"<p>One <b>said</b> &ldquo;no&rdquo;.", "<div class=cookie><article>a b c</article>", "<ul><li>a<li><p>b</ul>c", "<table><tr><td>a</table>",
		"<a href=x><div>a</a>b</div>", "a\n<!-- b -->\nc", "<pre>\n a\n\n b</pre>", "&amp;lt; &#0; &#x110000; &#128;", "<h2>a</h2><h2>b<p>c",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if len(words) > 1<<14 {
			return
		}
		d, err := Read([]byte("<!doctype html><body>"+words), Options{})
		if err == nil {
			checkLaws(t, d)
		}
	})
}
