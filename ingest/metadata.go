package ingest

import (
	"cmp"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"parley"
)

// metadata is what a page says of itself, in the words of several vocabularies:
// Open Graph, schema.org (as JSON-LD and in attributes), Dublin Core and plain
// HTML. The first of a name counts.
type metadata struct {
	named     map[string]string // <meta>, by name, property or itemprop in lower case
	canonical string
	language  string
	title     string // the page's, often with the site's name
	headline  string // of the first <h1>
	byline    string
	times     []string // <time datetime>, those that say "published" first
	linked    []linkedArticle
}

// see takes note of one tag.
func (m *metadata) see(tag atom.Atom, a attributes) {
	switch tag {
	case atom.Html:
		m.language = cmp.Or(m.language, a["lang"])
	case atom.Link:
		if slices.Contains(strings.Fields(strings.ToLower(a["rel"])), "canonical") {
			m.canonical = cmp.Or(m.canonical, a["href"])
		}
	case atom.Meta:
		for _, key := range []string{a["property"], a["name"], a["itemprop"], a["http-equiv"]} {
			m.note(key, a["content"])
		}
	}
	if when := a["datetime"]; when != "" && len(m.times) < 16 {
		_, pubdate := a["pubdate"]
		if pubdate || strings.Contains(strings.ToLower(a["class"]+a["itemprop"]), "publish") {
			m.note("datepublished", when)
		} else if !strings.Contains(strings.ToLower(a["class"]+a["itemprop"]), "modif") {
			m.times = append(m.times, when)
		}
	}
}

func (m *metadata) note(key, value string) {
	key, value = strings.ToLower(key), squeeze(value)
	if key == "" || value == "" || m.named[key] != "" {
		return
	}
	if m.named == nil {
		m.named = map[string]string{}
	}
	m.named[key] = value
}

// A capture collects the text of an element for metadata.
type capture struct {
	sort captureSort
	text []byte
}

type captureSort uint8

const (
	captureNone captureSort = iota
	captureTitle
	captureHeadline
	captureByline
	captureLinked
)

// mostCaptured bounds what is kept of one element.
const mostCaptured = 256 << 10

func (c *capture) add(s string) {
	if c.sort != captureNone && len(c.text) < mostCaptured {
		c.text = append(c.text, s...)
	}
}

// wants says whether the text of an element is metadata.
func (m *metadata) wants(tag atom.Atom, a attributes) captureSort {
	switch {
	case tag == atom.Title && m.title == "":
		return captureTitle
	case tag == atom.H1 && m.headline == "":
		return captureHeadline
	case tag == atom.Script && strings.EqualFold(strings.TrimSpace(a["type"]), "application/ld+json") && len(m.linked) < 64:
		return captureLinked
	case m.byline == "" && (a["rel"] == "author" || a["itemprop"] == "author" || hasWord(a["class"], "byline")):
		return captureByline
	}
	return captureNone
}

func hasWord(names, word string) bool {
	for w := range nameWords(names) {
		if w == word {
			return true
		}
	}
	return false
}

// captured files what a capture collected.
func (m *metadata) captured(c capture) {
	text := string(c.text)
	if c.sort == captureLinked {
		m.linked = append(m.linked, linkedArticles(text)...)
		return
	}
	text = squeeze(html.UnescapeString(text))
	if len(text) > 300 {
		return
	}
	switch c.sort {
	case captureTitle:
		m.title = text
	case captureHeadline:
		m.headline = text
	case captureByline:
		m.byline = text
	}
}

// squeeze collapses white space.
func squeeze(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " ")
}

// fill sets what the page says of its report.
func (m *metadata) fill(r *parley.Report, opts Options) {
	var linked linkedArticle
	if len(m.linked) > 0 {
		linked = slices.MinFunc(m.linked, func(a, b linkedArticle) int { return cmp.Compare(a.rank, b.rank) })
	}
	r.Publisher = firstName(m.named["og:site_name"], linked.publisher, m.named["citation_publisher"],
		m.named["dc.publisher"], m.named["dcterms.publisher"], m.named["application-name"])
	r.Title = cmp.Or(m.named["og:title"], linked.headline, m.headline, m.named["twitter:title"], m.title)
	r.Title = withoutSite(r.Title, r.Publisher)
	r.Byline = byline(linked.author, m.named["author"], m.named["article:author"], m.named["parsely-author"],
		m.named["dc.creator"], m.named["sailthru.author"], afterByline.ReplaceAllString(m.byline, ""))
	dates := []string{m.named["article:published_time"], linked.published, m.named["datepublished"],
		m.named["og:article:published_time"], m.named["parsely-pub-date"], m.named["sailthru.date"],
		m.named["pubdate"], m.named["publishdate"], m.named["publish-date"], m.named["dc.date.issued"],
		m.named["dcterms.created"], m.named["dc.date"], m.named["citation_publication_date"], m.named["date"]}
	for _, date := range append(dates, m.times...) {
		if r.Published = EDTF(date); r.Published != "" {
			break
		}
	}
	r.URL = firstAddress(opts.URL, m.canonical, m.named["og:url"])
	r.Language = cmp.Or(language(m.language), language(m.named["content-language"]), language(m.named["og:locale"]),
		language(m.named["inlanguage"]))
}

// withoutSite takes the site's name off the end of a page's title.
func withoutSite(title, site string) string {
	for _, sign := range []string{" | ", " - ", " – ", " — ", " • ", " · ", " :: "} {
		if site != "" {
			if before, ok := strings.CutSuffix(title, sign+site); ok {
				return before
			}
		}
	}
	return title
}

// afterByline matches what pages write behind a name: a date, a count of comments.
var afterByline = regexp.MustCompile(`(?i)[\s,•·|–—-]*(?:\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? \d)|\d|[•·|]).*$`)

// byline is the first of candidates that names somebody, without "By".
func byline(candidates ...string) string {
	for i, c := range candidates {
		if len(c) > 3 && strings.EqualFold(c[:3], "by ") {
			candidates[i] = strings.TrimSpace(c[3:])
		}
	}
	return firstName(candidates...)
}

// firstName is the first of candidates that can be a name.
func firstName(candidates ...string) string {
	for _, c := range candidates {
		if c != "" && len(c) <= 200 && !strings.Contains(c, "://") {
			return c
		}
	}
	return ""
}

// firstAddress is the first of candidates that is, or leads from base to, an
// address on the web.
func firstAddress(base string, candidates ...string) string {
	from, _ := url.Parse(base)
	for _, c := range candidates {
		u, err := url.Parse(c)
		if c == "" || err != nil {
			continue
		}
		if from != nil {
			u = from.ResolveReference(u)
		}
		u.User = nil
		if (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			return u.String()
		}
	}
	return ""
}

// language is the language subtag of a declared language, such as en for en_GB.
func language(declared string) string {
	tag, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(declared)), "-")
	tag, _, _ = strings.Cut(tag, "_")
	if len(tag) < 2 || len(tag) > 3 || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return tag
}

// A linkedArticle is an article as a page's JSON-LD describes it.
type linkedArticle struct {
	rank                                   int // by its type: news before other articles before pages
	headline, author, publisher, published string
}

// articleTypes ranks the types of schema.org that can be a report.
var articleTypes = []string{"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
	"LiveBlogPosting", "OpinionNewsArticle", "Article", "Report", "BlogPosting", "WebPage"}

// linkedArticles are the articles in a JSON-LD script, none if it is broken.
func linkedArticles(script string) []linkedArticle {
	var value any
	if json.Unmarshal([]byte(script), &value) != nil {
		return nil
	}
	var found []linkedArticle
	collectLinked(value, 0, &found)
	return found
}

func collectLinked(value any, depth int, found *[]linkedArticle) {
	if depth > 4 || len(*found) > 64 {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, e := range v {
			collectLinked(e, depth+1, found)
		}
	case map[string]any:
		if rank := slices.IndexFunc(articleTypes, func(t string) bool { return slices.Contains(texts(v["@type"]), t) }); rank >= 0 {
			*found = append(*found, linkedArticle{
				rank:      rank,
				headline:  squeeze(html.UnescapeString(strings.Join(texts(v["headline"]), " "))),
				author:    strings.Join(names(v["author"]), ", "),
				publisher: strings.Join(names(v["publisher"]), ", "),
				published: strings.Join(texts(v["datePublished"]), " "),
			})
		}
		collectLinked(v["@graph"], depth+1, found)
		collectLinked(v["mainEntity"], depth+1, found)
	}
}

// texts is a JSON-LD value as strings: one, or a list.
func texts(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}

// names are the names of people or organisations in a JSON-LD value.
func names(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{squeeze(html.UnescapeString(v))}
	case map[string]any:
		return names(v["name"])
	case []any:
		var all []string
		for _, e := range v {
			if _, nested := e.([]any); !nested {
				all = append(all, names(e)...)
			}
		}
		return all
	}
	return nil
}
