package ingest

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"

	"parley"
)

// writePDF writes a PDF of one page for each content, drawn in fonts F1
// (regular) and F2 (bold); trailer is put into the trailer.
func writePDF(trailer string, contents ...string) string {
	var kids []string
	objects := map[int]string{
		1: "<</Type/Catalog/Pages 2 0 R>>",
		3: "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[" + strings.Repeat("500 ", 95) + "]>>",
		4: "<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding<</Differences[1/fi/ff]>>/FirstChar 0/LastChar 126/Widths[" + strings.Repeat("500 ", 127) + "]>>",
	}
	n := 5
	for _, content := range contents {
		objects[n] = "<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents " + fmt.Sprint(n+1) + " 0 R>>"
		objects[n+1] = content
		if !strings.HasPrefix(content, "<<") {
			objects[n+1] = fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content)
		}
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		n += 2
	}
	objects[2] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " "))
	return assemblePDF(objects, n, trailer)
}

func assemblePDF(objects map[int]string, n int, trailer string) string {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	xref := "0000000000 65535 f \n"
	for i := 1; i < n; i++ {
		xref += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i, objects[i])
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", n, xref, n, trailer, at)
	return b.String()
}

// drawn draws lines of 12 points, 14 points apart, from the top.
func drawn(lines ...string) string {
	content := "BT /F1 12 Tf 14 TL 72 720 Td "
	for _, l := range lines {
		content += "(" + l + ") Tj T* "
	}
	return content + "ET"
}

func TestPDFLinesBecomeParagraphs(t *testing.T) {
	d := mustRead(t, writePDF("",
		drawn("The minister said on Tuesday that the talks would go on and that nego-", "tiations on the cease-fire were near their end. The cease-", "fire was not signed.", "The envoy said no such thing, and he left the room before the", "others had come to"),
		drawn("a close of what they had to say.")), Options{})
	want := "The minister said on Tuesday that the talks would go on and that negotiations on the cease-fire were near their end. The cease-fire was not signed.\n" +
		"The envoy said no such thing, and he left the room before the others had come to a close of what they had to say."
	if d.Report.Text != want || d.Kind != KindPDF {
		t.Errorf("text (%s) =\n%s\nwant\n%s", d.Kind, d.Report.Text, want)
	}
	wantWarnings(t, d)
	checkLaws(t, d)
	for words, want := range map[string][2]int{
		"The minister": {1, 1}, "come to a close": {1, 2}, "a close": {2, 2}, "had to say.": {2, 2},
	} {
		first, last := d.Pages(find(t, d, words))
		if [2]int{first, last} != want {
			t.Errorf("%q is on pages %d to %d, want %v", words, first, last, want)
		}
	}
	if raw := d.Raw(find(t, d, "The envoy")); raw != (RawSpan{0, len(d.Evidence)}) {
		t.Errorf("words of a PDF lead to %v, want the file", raw)
	}
}

func TestPDFGlyphsBecomeWords(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"kerning within a word", "BT /F1 12 Tf [(T)80(alks) -30 (go)] TJ ET", "Talksgo"},
		{"gaps between words", "BT /F1 12 Tf [(Talks)-300(go)-300(on.)] TJ ET", "Talks go on."},
		{"chunks side by side", "BT /F1 12 Tf 10 700 Td (Tal) Tj 18 0 Td (ks) Tj 20 0 Td (go) Tj ET", "Talks go"},
		{"quotation marks", `BT /F1 12 Tf (\223No,\224 he said \227 \221no\222.) Tj ET`, "“No,” he said — ‘no’."},
		{"ligatures", `BT /F2 12 Tf (\001ve o\002ers) Tj ET`, "five offers"},
		{"lines by matrix", "BT /F1 1 Tf 12 0 0 12 72 700 Tm (One said) Tj 12 0 0 12 72 686 Tm (no.) Tj ET", "One said no."},
		{"a heading in bold", "BT /F2 12 Tf 14 TL (What is next) Tj T* /F1 12 Tf (One said no.) Tj ET", "What is next\nOne said no."},
		{"a heading in large", "BT /F1 24 Tf 14 TL (What is next) Tj T* /F1 12 Tf (One said no.) Tj ET", "What is next\nOne said no."},
		{"state that is saved", "q BT /F1 12 Tf (One) Tj ET Q Q Q BT 25 0 Td /F1 12 Tf (said) ' ET", "One said"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, writePDF("", c.content), Options{})
			if d.Report.Text != c.want {
				t.Errorf("text = %q, want %q", d.Report.Text, c.want)
			}
		})
	}
}

func TestPDFRunningLinesAreLeftOut(t *testing.T) {
	var pages []string
	for i := range 4 {
		pages = append(pages, drawn("Harbour Institute, paper 7", fmt.Sprintf("The %dth of the ministers said that the talks of", i), "that day were over.", fmt.Sprint(i+1)))
	}
	d := mustRead(t, writePDF("/Info<</Title(On the talks)>>", pages...), Options{})
	if strings.Contains(d.Report.Text, "Institute") || strings.Count(d.Report.Text, "\n") != 3 || d.Report.Title != "On the talks" {
		t.Errorf("text of %q = %q", d.Report.Title, d.Report.Text)
	}
}

func TestPDFOfVersionTwoWithATailIsRead(t *testing.T) {
	raw := strings.Replace(writePDF("", drawn("One said no.")), "%PDF-1.4", "%PDF-2.0", 1) + strings.Repeat("\x00", 300)
	if d := mustRead(t, raw, Options{}); d.Report.Text != "One said no." {
		t.Errorf("text = %q", d.Report.Text)
	}
}

func TestPDFThatCannotBeReadSaysWhy(t *testing.T) {
	whole := writePDF("", drawn("One said no."))
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write(bytes.Repeat([]byte("(x) Tj "), 5<<20))
	z.Close()
	bomb := fmt.Sprintf("<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream", packed.Len(), packed.String())
	at := strings.LastIndex(whole, "xref\n0")
	circle := strings.Replace(whole, "/Root 1 0 R", fmt.Sprintf("/Root 1 0 R/Prev %d", at), 1)
	key := strings.Repeat("x", 32)
	for _, c := range []struct{ name, raw, want string }{
		{"encrypted", writePDF("/ID[(a)(b)]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O("+key+")/U("+key+")>>", drawn("One")), "encrypted"},
		{"cut off", whole[:len(whole)/2], "broken PDF"},
		{"without pages", writePDF(""), "holds no text"},
		{"of pictures", writePDF("", "q 100 0 0 100 0 0 cm Q"), "perhaps only pictures"},
		{"a bomb", writePDF("", bomb), "unpacks to more than"},
		{"a table without end", strings.Replace(whole, "/Size 7", "/Size 999999999", 1), "a table of 999999999 entries"},
		{"tables in a circle", circle, "in a circle"},
		{"pages in a circle", assemblePDF(map[int]string{1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Count 9/Kids[2 0 R]>>"}, 3, ""), "holds no text"},
		{"too many pages", assemblePDF(map[int]string{1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Count 99999999/Kids[]>>"}, 3, ""), "limit of 2000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read([]byte(c.raw), Options{})
			if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Read = %v, want an invalid with %q", err, c.want)
			}
		})
	}
}

// indexedPDF writes a PDF that finds its objects by a stream: each of entries
// is the stream that object lies in, from object 0 on; 0 for none. Object is
// put at the end of that, as number 4.
func indexedPDF(trailer, object string, entries ...byte) string {
	const begin = "%PDF-1.5\n"
	data := []byte{}
	for i, stream := range entries {
		kind, at := byte(2), int(stream)
		if stream == 0 {
			kind = 0
		}
		if i == 4 {
			kind, at = 1, len(begin)
		}
		data = append(data, kind, byte(at>>8), byte(at), 0)
	}
	body := begin + "4 0 obj\n" + object + "\nendobj\n"
	return body + fmt.Sprintf("9 0 obj\n<</Type/XRef/Size %d/W[1 2 1]/Root 1 0 R/Length %d%s>>stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		len(entries), len(data), trailer, data, len(body))
}

// TestPDFThatLeadsInCirclesIsRefused holds that none of these use up the stack,
// which ends the program, or go on for ever.
func TestPDFThatLeadsInCirclesIsRefused(t *testing.T) {
	const empty = "<</Type/ObjStm/N 1/First 4/Length 0>>stream\n\nendstream"
	for _, c := range []struct{ name, raw, want string }{
		{"a stream in itself", indexedPDF("", empty, 0, 3, 0, 3, 0), "a stream of objects lies in another"},
		{"two streams in each other", indexedPDF("", empty, 0, 2, 3, 2, 0), "a stream of objects lies in another"},
		{"a key in a stream in itself", indexedPDF("/Encrypt 3 0 R", empty, 0, 3, 0, 3, 0), "a stream of objects lies in another"},
		{"the same in other letters", indexedPDF("/E#6ecr#79pt 3 0 R", empty, 0, 3, 0, 3, 0), "a stream of objects lies in another"},
		{"a stream whose length lies in it", indexedPDF("", "<</Type/ObjStm/N 1/First 4/Length 2 0 R>>stream\n2 0 9\nendstream", 0, 4, 4, 4, 0), "in a circle"},
		{"a stream that goes on in itself", indexedPDF("", "<</Type/ObjStm/N 1/First 4/Length 0/Extends 4 0 R>>stream\n\nendstream", 0, 4, 4, 4, 0), "in a circle"},
		{"a stream of many objects", indexedPDF("", "<</Type/ObjStm/N 99999999999/First 4/Length 0>>stream\n\nendstream", 0, 4, 4, 4, 0), "99999999999 entries"},
	} {
		t.Run(c.name, func(t *testing.T) {
			raw := c.raw + strings.Repeat("\n", 1<<10)
			_, err := Read([]byte(raw), Options{})
			if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Read = %v, want an invalid with %q", err, c.want)
			}
		})
	}
}

func TestPDFPageThatIsBrokenIsWarnedOf(t *testing.T) {
	broken := drawn("Two said yes.") + " /F9 12 Tf (lost) Tj [ (x) (y) /F1 << end"
	d := mustRead(t, writePDF("", drawn("One said no."), broken), Options{})
	find(t, d, "One said no.")
	find(t, d, "Two said yes.")
}

// FuzzPDF holds that no content makes reading panic or never end.
func FuzzPDF(f *testing.F) {
	f.Add(drawn("One said no.", "Two said-", "yes."))
	f.Add("q 1 0 0 1 0 0 cm BT /F2 9 Tf [(a)-3(b)] TJ T* (c) ' 1 2 (d) \" ET Q Q")
	f.Add("<</Length 3/Filter/FlateDecode>>stream\nabc\nendstream")
	f.Fuzz(func(t *testing.T, content string) {
		if len(content) > 1<<12 {
			return
		}
		d, err := Read([]byte(writePDF("", content)), Options{})
		if err == nil {
			checkLaws(t, d)
		} else if !errors.Is(err, parley.ErrInvalid) {
			t.Fatalf("Read = %v, want an invalid", err)
		}
	})
}
