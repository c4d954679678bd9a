package ingest

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// A plain text says of itself what stands at its head: front matter between
// lines of three dashes, as Jekyll and its kin write it, or a title on a line of
// its own. The text keeps both, so that it is the file.

const (
	maxTitle       = 200      // characters of a line that can be a title
	maxFrontMatter = 16 << 10 // bytes
)

// fillFromText sets what a plain text says of its report.
func fillFromText(r *parley.Report) {
	front, rest := frontMatter(r.Text)
	for line := range strings.Lines(front) {
		key, value, found := strings.Cut(line, ":")
		if !found {
			continue
		}
		value = unquoted(value)
		switch strings.ToLower(key) {
		case "title":
			set(&r.Title, value)
		case "date":
			set(&r.Published, EDTF(value))
		case "url", "source_url":
			if u, err := url.Parse(value); err == nil && u.Host != "" {
				set(&r.URL, value)
			}
		case "author":
			set(&r.Byline, byline(value))
		}
	}
	if r.Title == "" {
		r.Title = firstLineTitle(rest)
	}
}

// frontMatter cuts text into its front matter, without the lines of dashes, and
// the rest, which is all where there is none.
func frontMatter(text string) (front, rest string) {
	first, after, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, "\r ") != "---" {
		return "", text
	}
	at := frontMatterEnd.FindStringIndex(after[:min(len(after), maxFrontMatter)])
	if at == nil {
		return "", text
	}
	return after[:at[0]], after[at[1]:]
}

var frontMatterEnd = regexp.MustCompile(`(?m)^(?:---|\.\.\.)[ \r]*$`)

// unquoted is a value of front matter without its quotation marks or, of a
// list on one line, its brackets.
func unquoted(value string) string {
	value = strings.TrimSpace(value)
	if list, found := strings.CutPrefix(value, "["); found {
		var items []string
		for item := range strings.SplitSeq(strings.TrimSuffix(list, "]"), ",") {
			items = append(items, unquoted(item))
		}
		return strings.Join(items, ", ")
	}
	for _, mark := range []string{`"`, `'`} {
		if len(value) >= 2 && strings.HasPrefix(value, mark) && strings.HasSuffix(value, mark) {
			return value[1 : len(value)-1]
		}
	}
	return value
}

// firstLineTitle is the first line that is not empty, where it looks like a
// title: an empty line and more words come after it, it is short and does not
// end as a sentence does.
func firstLineTitle(text string) string {
	line, rest, _ := strings.Cut(strings.TrimLeftFunc(text, unicode.IsSpace), "\n")
	next, after, _ := strings.Cut(rest, "\n")
	if utf8.RuneCountInString(line) > maxTitle || strings.TrimSpace(next) != "" || blank(after) {
		return ""
	}
	title := squeeze(headingMarks.ReplaceAllString(line, ""))
	if blank(title) || endsLikeSentence(title) {
		return ""
	}
	return title
}

// headingMarks are what Markdown puts before a heading.
var headingMarks = regexp.MustCompile(`^#{1,6}\s+`)

func endsLikeSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"'”’»)] "))
	return strings.ContainsRune(".!?…:;,", last)
}
