package briefing_test

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"parley"
	"parley/ask/briefing"
	"parley/internal/casetest"
	"parley/ledger"
)

func written(t *testing.T, b *briefing.Briefing, write func(io.Writer, *briefing.Briefing) error) string {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// attacks are what a report, or a person, may have for words.
var attacks = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</style><svg/onload=alert(1)>`, `{{.Title}}`, `&lt;b&gt; &#x3c;i>`,
	"![i](javascript:alert(1))", "[l](https://evil.example)", "<https://evil.example>", "www.evil.example https://evil.example me@evil.example",
	"# title", "\n# title", "1. one", "- item", "+ item", "***", "---", "===", "> quote", "    code", "`code`", "~~~\ncode\n~~~", "|a|b|\n|-|-|", "[^1]: note", "[^1]", "**bold** _it_ ~~gone~~",
	"[x]: https://evil.example", "\\", "\\*", "a\u202ebc", "\u2066x\u2069", "\u200b", "\x1b[31m", "\x00", "\r\n", "\u2028", "<!-- c -->", "$$x$$",
}

// hostile is a report of which every field is an attack.
func hostile(attack string) *parley.Record {
	a := strings.ToValidUTF8(attack, "")
	r := parley.Report{
		ID: "r" + a, Input: a, Title: a, Publisher: a, Byline: a, Published: a, URL: "https://evil.example/?q=" + a, Language: "en",
		Text: a + ". " + a + " said " + a + " to " + a + ". " + a,
	}
	first, second, third := strings.Index(r.Text, ". ")+2, strings.Index(r.Text, " said ")+6, strings.Index(r.Text, " to ")+4
	at := func(start int) []parley.Span { return []parley.Span{{Start: start, End: start + len(a)}} }
	entity := func(id string, kind parley.EntityKind) parley.Entity {
		return parley.Entity{ID: id, Name: a, Kind: kind, Role: a, Party: "e2", Aliases: []string{a}, Mentions: []parley.Mention{{Span: at(first)[0], Form: parley.MentionName, Kind: kind}}}
	}
	statement := func(id string, act parley.Act) parley.Statement {
		return parley.Statement{ID: id, Kind: parley.StatementIndirect, Speaker: "e1", Addressees: []string{"e2"}, Source: at(first), Cue: []parley.Span{{Start: second - 5, End: second - 1}},
			Content: at(second), Act: act, Certainty: parley.Possible, Hedges: at(first), Said: parley.Date{EDTF: a, Span: at(first)[0]}, Channel: at(third)[0],
			SourceClass: parley.SourceAnonymous, Anonymity: at(third), Chain: []parley.Hop{{Kind: parley.HopExhibit, Exhibit: "x1", Cue: at(third)}}}
	}
	open := statement("s3", parley.ActAssert)
	open.Speaker = ""
	return &parley.Record{
		Report: r, Weights: "sha256:w" + a,
		Entities:   []parley.Entity{entity("e1", parley.EntityPerson), entity("e2", parley.EntityCountry)},
		Statements: []parley.Statement{statement("s1", parley.ActAssert), statement("s2", parley.ActDeny), open},
		Exhibits:   []parley.Exhibit{{ID: "x1", Kind: parley.ExhibitRecording, Entity: "e2", Date: parley.Date{EDTF: a}, Duration: a, Participants: []string{"e1"}, ObtainedBy: "e1", Evidence: at(third)}},
		Responses: []parley.Response{{ID: "r1", By: "e1", Kind: parley.ResponseDeny, To: parley.Answered{Exhibit: "x1", Words: at(second)}, Statement: "s2", Evidence: at(second)},
			{ID: "r2", By: "e2", Kind: parley.ResponseConfirm, To: parley.Answered{Statement: "s1"}, Evidence: at(third)}},
	}
}

// hostileBriefing is of a case in which reports and people attack.
func hostileBriefing(t *testing.T, attacks ...string) *briefing.Briefing {
	t.Helper()
	f := casetest.New(t)
	for i, attack := range attacks {
		record := hostile(attack)
		if err := record.Verify(); err != nil {
			t.Fatal(err)
		}
		record.Report.URL += fmt.Sprint("&n=", i)
		twice := hostile(attack)
		twice.Report.URL, twice.Report.Publisher, twice.Report.Text = fmt.Sprint("https://other.example/", i), "Other "+attack, twice.Report.Text+" "
		twice.Report.ID = fmt.Sprint("another", i)
		f.By = "Ada Lind"
		first, err := f.File(t.Context(), record, nil)
		more, flushed := f.Flush(t.Context())
		if err != nil || flushed != nil {
			t.Fatal(err, flushed)
		}
		casetest.File(t, f, twice)
		at := fmt.Sprint(append(first, more...)[0].Report.Seq)
		f.By = "P " + attack
		s := record.Statements[0]
		s.Act = parley.ActWarn
		casetest.Decide(t, f, ledger.KindCorrect, at+"/s1", ledger.Decision{Statement: &s, Fields: []string{attack}, Reason: attack})
		casetest.Decide(t, f, ledger.KindNote, at+"/s2", ledger.Decision{Text: "n " + attack})
		casetest.Decide(t, f, ledger.KindMerge, "-", ledger.Decision{Keys: []string{"a" + attack, "b" + attack}, Into: "a" + attack, Name: attack})
		casetest.Decide(t, f, ledger.KindRetract, "-", ledger.Decision{Name: "r " + attack, Reason: attack})
	}
	return brief(t, f, briefing.Options{SinceEntry: 1, Lines: 1000})
}

// hostileBriefings are of some attacks each.
func hostileBriefings(t *testing.T) iter.Seq2[string, *briefing.Briefing] {
	return func(yield func(string, *briefing.Briefing) bool) {
		for some := range slices.Chunk(attacks, 5) {
			if !yield(fmt.Sprintf("%q", some), hostileBriefing(t, some...)) {
				return
			}
		}
	}
}

func TestBriefings_are_never_made_of_the_words_of_reports(t *testing.T) {
	for some, b := range hostileBriefings(t) {
		checkHTML(t, some, html(t, b))
		checkMarkdown(t, some, b, markdown(t, b))
	}
}

// tag is every tag that a page may have.
var tag = regexp.MustCompile(`^(?:<!DOCTYPE html>|</?(?:html|head|meta|title|body|header|h1|dl|dt|dd|nav|ul|li|a|main|section|h2|h3|h4|p|span|bdi|sup|ol|div|q|mark)` +
	`(?: (?:lang|charset|name|content|http-equiv|id|class|dir|href|rel|aria-label|aria-labelledby)="[^"<>]*")*>)$`)

var link = regexp.MustCompile(` href="([^"]*)"`)

func checkHTML(t *testing.T, attack, page string) {
	checkCharacters(t, attack, page)
	before, rest, _ := strings.Cut(page, "<style>")
	style, after, ok := strings.Cut(rest, "</style>")
	if !ok || !strings.Contains(plainPage, style) {
		t.Errorf("%s: the style is %q", attack, style)
	}
	page = before + after
	for {
		words, rest, isTag := strings.Cut(page, "<")
		if strings.ContainsAny(words, "<>") {
			t.Errorf("%s: a > in the words %q", attack, words)
		}
		if !isTag {
			return
		}
		inside, rest, _ := strings.Cut(rest, ">")
		if !tag.MatchString("<" + inside + ">") {
			t.Errorf("%s: a tag <%s>", attack, inside)
		}
		for _, l := range link.FindAllStringSubmatch(inside, -1) {
			if !strings.HasPrefix(l[1], "#") && !isExpected(l[1]) {
				t.Errorf("%s: a link to %s", attack, l[1])
			}
		}
		page = rest
	}
}

//go:embed page.html
var plainPage string

// isExpected reports whether a link is one to a report.
func isExpected(url string) bool {
	return strings.HasPrefix(url, "https://evil.example/?q=") || strings.HasPrefix(url, "https://other.example/")
}

// checkCharacters wants nothing in a page that could turn text around, or hide
// it.
func checkCharacters(t *testing.T, attack, page string) {
	t.Helper()
	if i := strings.IndexFunc(page, func(r rune) bool {
		return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x200e && r <= 0x200f || r == 0x200b || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff
	}); i >= 0 {
		t.Errorf("%s: the page has the character %q", attack, []rune(page[i:])[0])
	}
}

func checkMarkdown(t *testing.T, attack string, b *briefing.Briefing, page string) {
	checkCharacters(t, attack, page)
	source := []byte(page)
	document := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote)).Parser().Parse(text.NewReader(source))
	titles, notes := 0, 0
	err := ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Document, *ast.Text, *ast.String, *ast.Paragraph, *ast.TextBlock, *ast.List, *ast.ListItem, *ast.Emphasis,
			*extast.FootnoteLink, *extast.FootnoteList, *extast.FootnoteBacklink:
		case *extast.Footnote:
			notes++
		case *ast.Heading:
			titles++
		case *ast.AutoLink:
			if url := string(n.URL(source)); !isExpected(url) || !inNote(n) {
				return ast.WalkStop, fmt.Errorf("a link to %s", url)
			}
		default:
			return ast.WalkStop, fmt.Errorf("a %s", n.Kind())
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Errorf("%s: %v in\n%s", attack, err, page)
	}
	want := 2 // the title and that of the notes
	for _, s := range b.Sections {
		want++
		for _, g := range s.Groups {
			if g.Title != "" {
				want++
			}
			want += len(g.Groups)
		}
	}
	if titles != want || notes != len(b.Notes) {
		t.Errorf("%s: %d titles and %d notes, want %d and %d in\n%s", attack, titles, notes, want, len(b.Notes), page)
	}
}

func inNote(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if n.Kind() == extast.KindFootnote {
			return true
		}
	}
	return false
}

func TestAttacks_can_be_read(t *testing.T) {
	page := markdown(t, hostileBriefing(t, "a\u202ebc"))
	if !strings.Contains(page, "a⟨U+202E⟩bc") {
		t.Error("a mark that turns text around is not shown")
	}
}
