package ingest

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"parley"
)

func readPage(t *testing.T, name string) *Document {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return mustRead(t, string(raw), Options{Name: name})
}

func TestPageGivesItsMainText(t *testing.T) {
	d := readPage(t, "daily.html")
	want := "Envoys leave Lakeside talks without a text\n" +
		"\n" +
		"The northern delegation says a ceasefire is “within reach”\u00a0— the southern one says nothing.\n" +
		"Envoys from both banks left the lakeside talks on Tuesday without a text, Foreign Minister Ola\u00a0Berg said, but “closer than we have ever been”.\n" +
		"“We have not agreed on the customs house,” she told reporters.\n" +
		"What comes next\n" +
		"The mediator, Rémi Caron, is to meet each side alone:\n" +
		"the north on Friday,\n" +
		"the south on Saturday.\n" +
		"The north wants the port back.\n" +
		"The south wants it closed & fenced.\n" +
		"“Nothing is agreed until everything is agreed.”"
	if d.Report.Text != want {
		t.Errorf("text =\n%s\nwant\n%s", d.Report.Text, want)
	}
	wantWarnings(t, d)
	checkLaws(t, d)
}

func TestPageSaysWhoPublishedItAndWhen(t *testing.T) {
	got := readPage(t, "daily.html").Report
	want := parley.Report{
		ID: got.ID, SHA256: got.SHA256, Text: got.Text,
		Title:     "Envoys leave Lakeside talks without a text",
		Publisher: "The Harbour Daily",
		Byline:    "Ada Quill, Ben Marsh",
		Published: "2031-03-04T18:05:00+01:00",
		URL:       "https://harbour.example/world/envoys-leave",
		Language:  "en",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("report = %+v\nwant %+v", got, want)
	}
}

func TestBylineIsANameAlone(t *testing.T) {
	for markup, want := range map[string]string{
		`<p class="byline">By Ada Quill • 4 March 2031</p>`:                                 "Ada Quill",
		`<span class="byline">Ada Quill, March 4, 2031</span>`:                              "Ada Quill",
		`<div class="byline">ADA QUILL Tuesday 18:05</div>`:                                 "ADA QUILL",
		`<meta name="author" content="By Ada Quill"><p class="byline">The desk</p>`:         "Ada Quill",
		`<meta property="article:author" content="https://x.example/ada"><a rel=author>Ada`: "Ada",
	} {
		d := mustRead(t, "<!doctype html>"+markup+"</a><article><p>"+story+"</p></article>", Options{})
		if d.Report.Byline != want {
			t.Errorf("byline of %s = %q, want %q", markup, d.Report.Byline, want)
		}
	}
}

func TestPageDeclaredAsTextStaysAsItIs(t *testing.T) {
	raw := article("<p>" + story)
	d := mustRead(t, raw, Options{Name: "page.html", MediaType: "text/plain; charset=utf-8"})
	if d.Report.Text != raw || d.Kind != KindText {
		t.Errorf("text (%s) = %q, want it unchanged", d.Kind, d.Report.Text)
	}
}

func TestPageOfAnOlderTimeIsRead(t *testing.T) {
	d := readPage(t, "plain.html")
	want := "Talks adjourned\n" +
		"The two delegations adjourned their talks on Monday after nine hours, a spokesman said.\n" +
		"He declined to say when they would meet again. \"We will be in touch,\" he said\n" +
		"The mediator left by train, and would not take questions."
	if d.Report.Text != want {
		t.Errorf("text =\n%s\nwant\n%s", d.Report.Text, want)
	}
	checkLaws(t, d)
}

func TestWordsOfAPageLeadBackToItsBytes(t *testing.T) {
	d := readPage(t, "daily.html")
	for words, want := range map[string]string{
		"closer than we have ever been": "closer than we have ever been",
		"“within reach”":                "&ldquo;within reach&rdquo;",
		"lakeside talks on Tuesday":     "lakeside   talks on\nTuesday",
		"Foreign Minister Ola":          "Foreign Minister</b> Ola",
		"Rémi":                          "R&eacute;mi",
		"back.\nThe":                    "back.</li><li>The",
		"customs house,” she":           "customs house<sup class=\"reference\"><a href=\"#n1\">[1]</a></sup>,” she",
	} {
		if got := rawWords(t, d, words); got != want {
			t.Errorf("raw words of %q = %q, want %q", words, got, want)
		}
	}
}

// article wraps words as a page of nothing else.
func article(words string) string { return "<!doctype html><article>" + words + "</article>" }

func TestMarkupBecomesText(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"entities", "<p>A &lt;b&gt; &amp;amp; &#x201C;c&#8221; &#146;d&hellip; &zzz; R&D AT&T &", "A <b> &amp; “c” ’d… &zzz; R&D AT&T &"},
		{"white space", "<p>  One\t\n two <i> three</i> <b> four </b>five  </p>", "One two three four five"},
		{"words across tags", "<p>un<i>believ</i>able <span>half</span>-<b>life</b>", "unbelievable half-life"},
		{"white space as entities", "<p>&#32;One&#32;&#32;&#10;said&Tab;&NewLine;<i>&#x20; no</i>.&#32;</p><p>&#32;</p><p>Two.", "One said no.\nTwo."},
		{"white space as entities, preformatted", "<pre>&#10;One:&#10;&#32; no.</pre>", "One:\n  no."},
		{"no-break space stays", "<p>5&nbsp;km&#160; on", "5\u00a0km\u00a0 on"},
		{"paragraphs without ends", "<p>One said no.<p>Two said yes.<ul><li>three, who said nothing at all<li>four</ul>", "One said no.\nTwo said yes.\nthree, who said nothing at all\nfour"},
		{"ends without paragraphs", "</p></b></div><p>One said no.</i></p></p>", "One said no."},
		{"tags that cross", "<p><b>One <i>said</b> no</i>.</p><p>Two.</p>", "One said no.\nTwo."},
		{"breaks within a paragraph of none", "<div>The minister said<br>on Tuesday that<br>the talks would go on.</div>", "The minister said\non Tuesday that\nthe talks would go on."},
		{"a break in a heading", "<h1>Talks<br>go on</h1><p>One said no.", "Talks go on\n\nOne said no."},
		{"preformatted", "<pre>One said:\n  no.\nTwo said yes.</pre>", "One said:\n  no.\nTwo said yes."},
		{"comments", "<p>One<!-- not this --> said <!-->no.", "One said no."},
		{"scripts in paragraphs", "<p>One <script>if (a<b) write('<p>')</script>said no.", "One said no."},
		{"concealed words", `<p>One<span class="tooltip">Who is One?</span> said <span hidden>x</span><span style="display: none">y</span>no.`, "One said no."},
		{"a link around it all", `<p><a href="#">One said no, and that was the end of the whole of it.`, "One said no, and that was the end of the whole of it."},
		{"foreign scripts", "<p dir=rtl>קאל &rlm;לא 🕊️", "קאל \u200fלא 🕊️"},
		{"capital tags", "<P>One <BR>said<BR/>no.</P>", "One\nsaid\nno."},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, article(c.page), Options{})
			if d.Report.Text != c.want {
				t.Errorf("text = %q, want %q", d.Report.Text, c.want)
			}
			checkLaws(t, d)
		})
	}
}

func TestWhatStandsBesideTheArticleIsLeftOut(t *testing.T) {
	const words = "<p>The minister said on Tuesday that the talks would go on.</p><p>The envoy said no such thing, and left.</p>"
	const want = "The minister said on Tuesday that the talks would go on.\nThe envoy said no such thing, and left."
	const noise = "This sentence is long enough to be prose, and longer than the article is, which proves nothing at all."
	for name, page := range map[string]string{
		"a cookie banner by its name":           `<div class="cc-window cookie-notice"><p>` + noise + noise + noise + `</p></div><div>` + words + `</div>`,
		"a cookie banner by its words":          `<div class="x1"><p>We and our 847 partners use cookies to store things and to know you better.</p></div><div>` + words + `</div>`,
		"a consent form in any language":        `<div><div id="z"><p>` + strings.Repeat("Wij gebruiken cookies en nog meer cookies. ", 8) + `</p><p>` + strings.Repeat("Zonder cookies gaat het niet. ", 5) + `</p></div><div>` + strings.Repeat(words, 12) + `</div></div>`,
		"a side that is named on a marked page": `<div class="sidebar"><p>` + noise + noise + `</p></div><main>` + words + `</main>`,
		"a table of contents in its name":       `<article><div id="TOC_1">` + words + `</div></article>`,
		"a wrapper named after its banner":      `<div class="page cookie-banner-open"><article>` + words + `</article></div>`,
		"a wrapper of a side":                   `<div class="with-sidebar sidebar"><div>` + words + `</div></div>`,
		"an article in a complement":            `<div role="complementary"><article>` + words + `</article></div><div><p>` + noise + `</p></div>`,
		"an empty main":                         `<main></main><div>` + words + `</div>`,
		"teasers in articles of their own":      `<article>` + words + `</article><article><h3><a href="#">Another</a></h3><p><a href="#">` + noise + `</a></p></article>`,
		"comments":                              `<article>` + words + `<section id="comments"><p>` + noise + `</p></section></article>`,
		"a form around all":                     `<form action="/"><input name=q><div id=content>` + words + `</div></form>`,
		"a list of links below":                 `<div>` + words + `<h2>Read on</h2><ul><li><a href="#">One</a><li><a href="#">Two</a></ul></div>`,
		"a body named as the article's own":     `<div><div itemprop="articleBody">` + words + `</div><p><a href="#">` + noise + `</a></p></div>`,
	} {
		t.Run(name, func(t *testing.T) {
			d := mustRead(t, "<!doctype html><body>"+page, Options{})
			if got := strings.ReplaceAll(d.Report.Text+"\n", want+"\n", ""); got != "" {
				t.Errorf("text =\n%s\nwant\n%s", d.Report.Text, want)
			}
		})
	}
}

func TestCutOffPageGivesWhatItHas(t *testing.T) {
	page := readPage(t, "daily.html")
	raw := string(page.Evidence)
	for at := strings.Index(raw, "Tuesday without"); at < len(raw); at += 37 {
		d := mustRead(t, raw[:at], Options{})
		find(t, d, "Envoys from both banks left the lakeside talks on")
		checkLaws(t, d)
	}
	for at := strings.Index(raw, "<head>"); at < strings.Index(raw, "<body"); at++ {
		if _, err := Read([]byte(raw[:at]), Options{}); !errors.Is(err, parley.ErrInvalid) {
			t.Fatalf("Read of a page cut off after %q = %v, want an invalid", raw[at-20:at], err)
		}
	}
}

func TestHostilePagesEnd(t *testing.T) {
	const n = 50_000
	const words = "<p>The minister said on Tuesday that the talks would go on.</p>"
	for name, page := range map[string]string{
		"deep nesting":            strings.Repeat("<div>", n) + words,
		"deep nesting of inlines": "<p>" + strings.Repeat("<b>", n) + words,
		"ends alone":              strings.Repeat("</p></div>", n) + words,
		"lists that never end":    strings.Repeat("<ul><li>", n) + words,
		"items in deep blocks":    "<li><ul>" + strings.Repeat("<div>", 500) + strings.Repeat("<li></li>", n) + words,
		"links that never end":    strings.Repeat("<a href=#>", n) + words,
		"open tags":               words + strings.Repeat("<a b", n),
		"open comments":           words + strings.Repeat("<!--", n),
		"open entities":           words + "<p>" + strings.Repeat("&", n) + strings.Repeat("&a", n),
		"attributes":              "<p " + strings.Repeat("a=b ", n) + ">" + words,
		"a class of many words":   `<p class="` + strings.Repeat("a-b ", n) + `">` + words,
		"cells":                   "<table>" + strings.Repeat("<td><table>", n) + words,
		"white space":             strings.Repeat(" <p> ", n) + words,
		"data":                    `<script type="application/ld+json">` + strings.Repeat("[", n) + `</script>` + words,
	} {
		t.Run(name, func(t *testing.T) {
			d := mustRead(t, "<!doctype html>"+page, Options{})
			find(t, d, "The minister said")
		})
	}
}

func TestWhatHoldsNoTextIsLeftOutHoweverDeep(t *testing.T) {
	for name, markup := range map[string]string{
		"a script":                `<script>if (a<b) write("concealed")</script>`,
		"a style":                 `<style>p { concealed }</style>`,
		"a picture":               `<svg><g><text>concealed</text></g><text>concealed</text></svg>`,
		"a hidden block":          `<div hidden><div>The words are</div><p>concealed.</div>`,
		"a hidden word":           `<span style="display:none">concealed</span>`,
		"pictures without an end": strings.Repeat("<svg>", 3*maxDepth) + "concealed" + strings.Repeat("</svg>", 3*maxDepth),
	} {
		t.Run(name, func(t *testing.T) {
			deep := strings.Repeat("<div>", maxDepth+50)
			d := mustRead(t, article(deep+"<p>The minister said no.</p>"+markup+"<p>The envoy said yes.</p>"), Options{})
			find(t, d, "The minister said no.")
			if strings.Contains(d.Report.Text, "concealed") {
				t.Errorf("text = %q, want no word that is concealed", d.Report.Text)
			}
			checkLaws(t, d)
		})
	}
}

func TestDatesBecomeEDTF(t *testing.T) {
	for given, want := range map[string]string{
		"2031-03-04T18:05:09Z":          "2031-03-04T18:05:09Z",
		"2031-03-04T18:05:09.123+02:00": "2031-03-04T18:05:09+02:00",
		"2031-03-04T18:05:09-0500":      "2031-03-04T18:05:09-05:00",
		"2031-03-04 18:05:09":           "2031-03-04T18:05:09",
		"Tue, 04 Mar 2031 18:05:09 GMT": "2031-03-04T18:05:09Z",
		"2031-03-04T18:05Z":             "2031-03-04",
		" 2031-03-04 ":                  "2031-03-04",
		"March 4, 2031":                 "2031-03-04",
		"4 Mar 2031":                    "2031-03-04",
		"20310304":                      "2031-03-04",
		"2031-03":                       "2031-03",
		"2031-03~":                      "2031-03~",
		"2031-02-30":                    "",
		"2031-13":                       "",
		"03/04/2031":                    "",
		"yesterday":                     "",
		"":                              "",
	} {
		if got := EDTF(given); got != want {
			t.Errorf("EDTF(%q) = %q, want %q", given, got, want)
		}
	}
}
