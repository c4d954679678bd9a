package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A plain text says of itself what stands at its head: front matter between
// lines of three dashes, as Jekyll and its kin write it, or a title on a line of
// its own. The title is of the text; front matter is not, as nobody reported it.

const (
	maxTitle       = 200      // characters of a line that can be a title
	maxFrontMatter = 16 << 10 // bytes
)

// readText sets what a plain text says of its report, which is all but its front matter.
func (d *Document) readText(text string) {
	r := &d.Report
	front, rest := frontMatter(strings.TrimPrefix(text, byteOrderMark))
	fields := frontFields(front)
	r.Title = fields["title"]
	r.Published = EDTF(fields["date"])
	r.Publisher = publisherIn(fields)
	r.URL = firstAddress("", fields["source_url"], fields["url"])
	r.Byline = byline(fields["author"])
	if r.Title == "" {
		r.Title = firstLineTitle(rest)
	}
	r.Text = text
	if body := strings.TrimLeft(rest, "\r\n"); front != "" && !blank(body) {
		r.Text = body
		d.alignments = append(d.alignments, alignment{}.copied(0, len(text)-len(body), len(body)))
	}
}

// publisherIn is the outlet that front matter names, which is no address.
func publisherIn(fields map[string]string) string {
	for _, key := range []string{"publisher", "outlet", "site_name", "source"} {
		if name := fields[key]; name != "" && !strings.Contains(name, "://") {
			return name
		}
	}
	return ""
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

// frontFields are the fields of front matter, by their names in lower case. Of
// YAML they take what people write there: words, quoted or not, on one line or
// several, and lists of them.
func frontFields(front string) map[string]string {
	fields := map[string]string{}
	key := ""
	for line := range strings.Lines(front) {
		bare := strings.TrimSpace(line)
		item, isItem := strings.CutPrefix(bare, "- ")
		name, value, isField := strings.Cut(bare, ":")
		before := fields[key]
		switch {
		case bare == "":
		case isItem && before != "":
			fields[key] = before + ", " + unquoted(item)
		case isItem:
			fields[key] = unquoted(item)
		case line[0] != ' ' && line[0] != '\t':
			if key = strings.ToLower(name); isField {
				fields[key] = strings.TrimLeft(value, " \t")
			}
		case strings.HasSuffix(before, `\`): // within quotation marks: the line goes on
			fields[key] = strings.TrimSuffix(before, `\`) + bare
		default:
			fields[key] = before + " " + bare
		}
	}
	for key, value := range fields {
		fields[key] = squeeze(unquoted(value))
	}
	return fields
}

// unquoted is a value of front matter without its quotation marks, without the
// sign of a value on several lines or, of a list on one line, without its brackets.
func unquoted(value string) string {
	value = strings.TrimSpace(blockSign.ReplaceAllString(value, ""))
	if list, found := strings.CutPrefix(value, "["); found {
		var items []string
		for item := range strings.SplitSeq(strings.TrimSuffix(list, "]"), ",") {
			items = append(items, unquoted(item))
		}
		return strings.Join(items, ", ")
	}
	if words, err := strconv.Unquote(yamlEscapes.Replace(value)); err == nil && value[0] == '"' {
		return words
	}
	if len(value) >= 2 && value[0] == '\'' && value[len(value)-1] == '\'' {
		return strings.ReplaceAll(value[1:len(value)-1], "''", "'")
	}
	return value
}

// blockSign is what stands before a value on several lines.
var blockSign = regexp.MustCompile(`^[>|][+-]?\s`)

// yamlEscapes puts the escapes that YAML has and Go has not into Go's.
var yamlEscapes = strings.NewReplacer(`\\`, `\\`, `\x`, `\u00`, `\_`, `\u00a0`, `\N`, `\u0085`, `\/`, `/`, `\ `, ` `, `\e`, `\u001b`, `\0`, `\u0000`)

// firstLineTitle is the first line that is not empty, where it looks like a
// title: an empty line and more words come after it, it is short and does not
// end as a sentence does. One that asks may be a headline.
func firstLineTitle(text string) string {
	line, rest, _ := strings.Cut(strings.TrimLeftFunc(text, unicode.IsSpace), "\n")
	next, after, _ := strings.Cut(rest, "\n")
	if utf8.RuneCountInString(line) > maxTitle || strings.TrimSpace(next) != "" || blank(after) {
		return ""
	}
	title := squeeze(headingMarks.ReplaceAllString(line, ""))
	asks, isQuestion := strings.CutSuffix(title, "?")
	if blank(title) || !isQuestion && endsLikeSentence(title) || isQuestion && (strings.ContainsAny(asks, "?!") || turnLabel.MatchString(title) && !outletLabel.MatchString(title)) {
		return ""
	}
	return title
}

// turnLabel is whose turn it is in a transcript: "Q:", "ODA LIND:".
var turnLabel = regexp.MustCompile(`^(?:[QA][.:]|\p{Lu}[\p{Lu} .'’-]*:)`)

// outletLabel is how an outlet says of what sort a report is: nobody's turn.
var outletLabel = regexp.MustCompile(`^(?:ANALYSIS|BREAKING|COMMENT|COMMENTARY|EDITORIAL|EXCLUSIVE|EXPLAINER|FACT CHECK|INTERVIEW|OP-ED|OPINION|POLL|REPORT|REVIEW|UPDATE|VIDEO|WATCH):`)

// headingMarks are what Markdown puts before a heading.
var headingMarks = regexp.MustCompile(`^#{1,6}\s+`)

func endsLikeSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"'”’»)] "))
	return strings.ContainsRune(".!?…:;,", last)
}
