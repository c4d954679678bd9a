package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"html"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"parley"
)

const story = "The minister said on Tuesday that “no text has been agreed”, and that the talks would go on in Geneva — but not before the end of the month.\n"

// mustRead reads raw and fails the test where that is an error.
func mustRead(t *testing.T, raw string, opts Options) *Document {
	t.Helper()
	d, err := Read([]byte(raw), opts)
	if err != nil {
		t.Fatalf("Read(%.60q) = %v", raw, err)
	}
	return d
}

// find is the span of the first occurrence of words in d's text.
func find(t *testing.T, d *Document, words string) parley.Span {
	t.Helper()
	i := strings.Index(d.Report.Text, words)
	if i < 0 {
		t.Fatalf("text %.200q lacks %q", d.Report.Text, words)
	}
	return parley.Span{Start: i, End: i + len(words)}
}

// rawWords are the raw bytes that words of d's text lead back to.
func rawWords(t *testing.T, d *Document, words string) string {
	t.Helper()
	raw := d.Raw(find(t, d, words))
	return string(d.Evidence[raw.Start:raw.End])
}

// wantWarnings fails unless d's warnings are as many as parts, each with its part.
func wantWarnings(t *testing.T, d *Document, parts ...string) {
	t.Helper()
	if len(d.Warnings) != len(parts) {
		t.Fatalf("warnings = %q, want %d", d.Warnings, len(parts))
	}
	for i, part := range parts {
		if !strings.Contains(d.Warnings[i], part) {
			t.Errorf("warning %q, want one with %q", d.Warnings[i], part)
		}
	}
}

func TestPlainTextIsKeptAsItCame(t *testing.T) {
	for name, raw := range map[string]string{
		"Windows line ends":       "The first line said so.\r\n\r\nThe second line did not, the minister said.\r\n",
		"no last line end":        "He said no.",
		"spaces of every sort":    "\t The talks\u00a0– 5\u202fkm from the border –  were \"over\" \n\n\n he said.\n",
		"combining and composed":  "Cafe\u0301 and café are two words, said the ambassador to them in the end.",
		"right to left and emoji": "The minister wrote “لا اتفاق” and 🕊️👩‍👩‍👧 on the wall, and that was the end of it.",
		"a byte order mark":       "\ufeffThe first line said so.\r\n\r\nThe second line did not, the minister said.\r\n",
		"Markdown":                "**The President** spoke with [the minister](https://example.org/x) & <others>.\n",
	} {
		t.Run(name, func(t *testing.T) {
			d := mustRead(t, raw, Options{})
			if d.Report.Text != raw || d.Kind != KindText {
				t.Errorf("text = %q (%s), want it unchanged", d.Report.Text, d.Kind)
			}
			wantWarnings(t, d)
			checkLaws(t, d)
		})
	}
}

func TestReportIsNamedByItsBytes(t *testing.T) {
	d := mustRead(t, "abc", Options{})
	const sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	if d.Report.SHA256 != sum || d.Report.ID != "r-ba7816bf8f01" {
		t.Errorf("report is %s with digest %s, want r-ba7816bf8f01 with %s", d.Report.ID, d.Report.SHA256, sum)
	}
}

func utf16Bytes(s string, order binary.AppendByteOrder) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

func TestCharsetsBecomeTheSameLetters(t *testing.T) {
	latin, _ := charmap.Windows1252.NewEncoder().String(story)
	const russian = "Министр сказал во вторник, что текст не согласован и что переговоры будут продолжены в Женеве, но не раньше конца месяца."
	cyrillic, _ := charmap.Windows1251.NewEncoder().String(russian)
	koi8, _ := charmap.KOI8R.NewEncoder().String(russian)
	const japanesePage = "外務大臣は火曜日に記者団に対し、合意文書はまだないと述べた。交渉は来月も続く。"
	sjis, _ := japanese.ShiftJIS.NewEncoder().String(japanesePage)
	jis, _ := japanese.ISO2022JP.NewEncoder().String(japanesePage)
	const other = "another language"
	for _, c := range []struct {
		name, raw, mediaType, want string
		warnings                   []string
	}{
		{"UTF-8 with a mark", "\ufeff" + story, "", "\ufeff" + story, nil},
		{"UTF-16LE with a mark", "\xff\xfe" + utf16Bytes(story+"🕊", binary.LittleEndian), "", story + "🕊", nil},
		{"UTF-16BE with a mark", "\xfe\xff" + utf16Bytes(story, binary.BigEndian), "", story, nil},
		{"UTF-16LE without a mark", utf16Bytes(story, binary.LittleEndian), "", story, []string{"UTF-16LE"}},
		{"UTF-16BE without a mark", utf16Bytes(story, binary.BigEndian), "", story, []string{"UTF-16BE"}},
		{"UTF-32LE with a mark", "\xff\xfe\x00\x00T\x00\x00\x00o\x00\x00\x00.\x00\x00\x00", "", "To.", nil},
		{"windows-1252 declared", latin, "text/plain; charset=iso-8859-1", story, nil},
		{"windows-1252 guessed", latin, "", story, []string{"windows-1252, which is a guess"}},
		{"windows-1251 declared", cyrillic, "text/plain; charset=windows-1251", russian, []string{other}},
		{"windows-1251 guessed", cyrillic, "", russian, []string{"windows-1251, which is a guess", other}},
		{"KOI8-R guessed", koi8, "", russian, []string{"koi8-r, which is a guess", other}},
		{"Shift JIS guessed", sjis, "", japanesePage, []string{"shift_jis, which is a guess", other}},
		{"ISO-2022-JP declared", jis, "text/plain; charset=iso-2022-jp", japanesePage, []string{other}},
		{"UTF-8 declared as something else", story, "text/plain; charset=windows-1251", story, []string{"the bytes are UTF-8"}},
		{"windows-1252 declared as UTF-8", latin, "text/plain; charset=utf-8", story, []string{"utf-8 is declared"}},
		{"KOI8-R declared as windows-1252", koi8, "text/plain; charset=windows-1252", "", []string{"looks like koi8-r", ""}},
		{"unknown charset", latin, "text/plain; charset=klingon", story, []string{"which is a guess"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, c.raw, Options{MediaType: c.mediaType})
			if c.want != "" && d.Report.Text != c.want {
				t.Errorf("text = %q, want %q", d.Report.Text, c.want)
			}
			wantWarnings(t, d, c.warnings...)
			checkLaws(t, d)
		})
	}
}

func TestWordsOfOtherCharsetsLeadBackToTheirBytes(t *testing.T) {
	raw := "\xff\xfe" + utf16Bytes(story, binary.LittleEndian)
	d := mustRead(t, raw, Options{})
	if got, want := rawWords(t, d, "“no text"), utf16Bytes("“no text", binary.LittleEndian); got != want {
		t.Errorf("raw words = %q, want %q", got, want)
	}
	for _, raw := range []string{"\ufeffHe said no.", "\ufeffHe said no, and n\xff.", "\ufeff<!doctype html><p>He said no."} {
		d = mustRead(t, raw, Options{})
		if got := rawWords(t, d, "said"); got != "said" {
			t.Errorf("raw words of %q behind a mark = %q, want said", raw, got)
		}
		if marked := strings.HasPrefix(d.Report.Text, "\ufeff"); marked != (d.Kind == KindText) {
			t.Errorf("text (%s) = %q, want the mark in plain text alone", d.Kind, d.Report.Text)
		}
		checkLaws(t, d)
	}
}

func TestDamagedUTF8KeepsTheRest(t *testing.T) {
	d := mustRead(t, "“One”, he said, \xff\xfeand “two”, she said to the minister: “thr\xe2\x80.", Options{})
	if want := "“One”, he said, ��and “two”, she said to the minister: “thr��."; d.Report.Text != want {
		t.Errorf("text = %q, want %q", d.Report.Text, want)
	}
	wantWarnings(t, d, "4 places are not valid UTF-8")
	if got := rawWords(t, d, "�and “two”"); got != "\xfeand “two”" {
		t.Errorf("raw words = %q", got)
	}
	checkLaws(t, d)
}

func TestWhatIsNoReportIsRefused(t *testing.T) {
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
	for _, c := range []struct{ name, raw, want string }{
		{"empty", "", "the input of 0 bytes holds no words"},
		{"white space", " \r\n\t\u00a0\u2003\n", "holds no words"},
		{"only a mark", "\ufeff", "holds no words"},
		{"only invisible characters", "\u200b\u200f\n", "holds no words"},
		{"zero byte", "He said\x00 no.", "byte 7 is NUL"},
		{"picture", png, "image/png"},
		{"zip", "PK\x03\x04\x14\x00\x00\x00", "a zip archive"},
		{"Word", "PK\x03\x04\x14\x00\x00\x00\x08\x00word/document.xml", "Word document"},
		{"old Word", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "old Word"},
		{"rich text", `{\rtf1\ansi He said no.}`, "Rich Text"},
		{"program", "\x7fELF\x02\x01\x01\x00", "a program"},
		{"gzip", "\x1f\x8b\x08\x00\x00\x00\x00\x00", "gzip"},
		{"control characters", strings.Repeat("a\x01\x02\x03\x04b", 100), "binary data"},
		{"feed", `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>`, "a feed"},
		{"page without words", "<!doctype html><title></title><script>var a = 'words';</script>", "holds no words"},
		{"PDF that is none", "%PDF-1.4\nnothing", "PDF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Read([]byte(c.raw), Options{})
			if err == nil {
				t.Fatalf("Read = %q, want an error with %q", d.Report.Text, c.want)
			}
			if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Read = %v, want an invalid with %q", err, c.want)
			}
		})
	}
}

func TestWordDocumentIsNamedWhereverItsPartsLie(t *testing.T) {
	var raw bytes.Buffer
	z := zip.NewWriter(&raw)
	for _, name := range []string{"[Content_Types].xml", "docProps/thumbnail.jpeg", "word/document.xml"} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		w.Write(bytes.Repeat([]byte("<w:t>He said no.</w:t>"), 1000))
	}
	z.Close()
	_, err := Read(raw.Bytes(), Options{Name: "talks.docx"})
	if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), "a Word document (docx)") {
		t.Errorf("Read = %v, want an invalid that names Word", err)
	}
}

func TestWordsThatLookLikeSignaturesAreText(t *testing.T) {
	for _, raw := range []string{"BMW said no.", "OTTO said no.", "MZ said no.", "BZh said no.", "PK said no.", "GIF said no."} {
		mustRead(t, raw, Options{})
	}
}

func TestInputBeyondTheLimitIsRefusedUnlessRaised(t *testing.T) {
	raw := []byte(strings.Repeat("He said no. ", 50<<20/12))
	_, err := Read(raw, Options{})
	for _, part := range []string{fmt.Sprint(len(raw)), fmt.Sprint(DefaultMaxBytes)} {
		if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), part) {
			t.Errorf("Read of 50 MB = %v, want an invalid that names %s", err, part)
		}
	}
	if _, err := Read(raw[:6<<20], Options{MaxBytes: 6 << 20}); err != nil {
		t.Errorf("Read at a raised limit = %v", err)
	}
}

func TestLineOfFiveMegabytesIsRead(t *testing.T) {
	words := strings.Repeat("he said no and ", DefaultMaxBytes/15-10)
	for _, raw := range []string{words, "<!doctype html><article><p>" + words + "</p></article>"} {
		d := mustRead(t, raw, Options{})
		if !strings.Contains(d.Report.Text, strings.TrimSpace(words)) || d.Report.Language != "en" {
			t.Errorf("text of %d bytes in %s, want the whole line in en", len(d.Report.Text), d.Report.Language)
		}
	}
}

func TestWhatTheUserGivesStandsAboveTheDocument(t *testing.T) {
	page := `<!doctype html><html lang="en"><title>Old</title><meta property="og:site_name" content="Old Post">
		<meta property="article:published_time" content="2020-01-01"><article><p>` + story + `</p></article>`
	d := mustRead(t, page, Options{Title: "New", Publisher: "New Post", Published: "12 May 2024", URL: "https://example.org/a"})
	got := [4]string{d.Report.Title, d.Report.Publisher, d.Report.Published, d.Report.URL}
	if want := [4]string{"New", "New Post", "2024-05-12", "https://example.org/a"}; got != want {
		t.Errorf("report says %q, want %q", got, want)
	}
	if _, err := Read([]byte(story), Options{Published: "next week"}); !errors.Is(err, parley.ErrInvalid) {
		t.Errorf("Read with a date that is none = %v, want an invalid", err)
	}
}

// checkLaws holds for every document: each span between characters leads to
// raw bytes inside the evidence; later spans never lead to earlier bytes; and
// the raw bytes hold the words.
func checkLaws(t *testing.T, d *Document) {
	t.Helper()
	text := d.Report.Text
	if !utf8.ValidString(text) {
		t.Fatalf("text %.200q is not valid UTF-8", text)
	}
	before := RawSpan{}
	for i, r := range text {
		span := parley.Span{Start: i, End: i + utf8.RuneLen(r)}
		raw := d.Raw(span)
		if raw.Start < before.Start || raw.End < before.End || raw.Start >= raw.End || raw.End > len(d.Evidence) {
			t.Fatalf("%q at %v leads to %v after %v of %d bytes", r, span, raw, before, len(d.Evidence))
		}
		before = raw
		if i%7 == 0 {
			end := runeStart(text, min(len(text), i+40))
			checkWords(t, d, parley.Span{Start: i, End: max(end, span.End)})
		}
	}
}

// checkWords holds the words of one span against its raw bytes, decoded.
func checkWords(t *testing.T, d *Document, span parley.Span) {
	t.Helper()
	words := d.Report.Quote(span)
	raw := d.Raw(span)
	source := string(d.Evidence[raw.Start:raw.End])
	if d.Kind == KindText && utf8.Valid(d.Evidence) && !strings.ContainsAny(string(d.Evidence), "\x00\x1b") {
		if source != words {
			t.Fatalf("raw bytes %q, want the words %q", source, words)
		}
		return
	}
	if d.Kind != KindHTML || !utf8.Valid(d.Evidence) {
		return
	}
	// The words, in their order, are what remains of the decoded source.
	rest := html.UnescapeString(source)
	for _, w := range strings.Fields(words) {
		_, after, found := strings.Cut(rest, w)
		if !found && !holdsInOrder(rest, w) {
			t.Fatalf("raw bytes %q lack %q of %q", source, w, words)
		}
		if found {
			rest = after
		}
	}
}

// holdsInOrder reports whether s has the characters of w in order, with tags
// or entities between.
func holdsInOrder(s, w string) bool {
	for _, r := range w {
		_, after, found := strings.Cut(s, string(r))
		if !found {
			return false
		}
		s = after
	}
	return true
}
