package ingest

import (
	_ "embed"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attributes are those of a tag that parley looks at, by their names.
type attributes map[string]string

// longestValue bounds what is kept of an attribute's value.
const longestValue = 4096

func readAttributes(z *html.Tokenizer, more bool) attributes {
	var attrs attributes
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if !attributeNames[string(key)] || attrs[string(key)] != "" {
			continue
		}
		if attrs == nil {
			attrs = attributes{}
		}
		attrs[string(key)] = strings.ToValidUTF8(string(value[:min(len(value), longestValue)]), "")
	}
	return attrs
}

var attributeNames = map[string]bool{
	"class": true, "id": true, "role": true, "style": true, "hidden": true, "aria-hidden": true, "itemprop": true,
	"rel": true, "href": true, "name": true, "property": true, "content": true, "charset": true, "http-equiv": true,
	"datetime": true, "lang": true, "type": true, "pubdate": true,
	"start": true, "value": true,
}

// alien elements hold no text of an article, whatever they are called.
var alien = atoms(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Svg, atom.Math, atom.Canvas,
	atom.Object, atom.Video, atom.Audio, atom.Picture, atom.Map, atom.Select, atom.Textarea, atom.Button, atom.Datalist,
	atom.Dialog, atom.Menu, atom.Noembed, atom.Noframes, atom.Figcaption, atom.Nav)

// beside are elements that stand beside an article, or wrongly around it.
var beside = atoms(atom.Aside, atom.Footer, atom.Form, atom.Fieldset, atom.Address)

var besideRoles = map[string]bool{
	"navigation": true, "banner": true, "contentinfo": true, "search": true, "complementary": true, "dialog": true,
	"alertdialog": true, "menu": true, "menubar": true, "toolbar": true, "tooltip": true,
}

// The words of classes and ids that tell what a block is; see the file.
//
//go:embed unwanted.txt
var unwantedFile string

var unwantedWords = readUnwanted(unwantedFile)

func readUnwanted(file string) map[string]reason {
	words := map[string]reason{}
	now := reasonNone
	for line := range strings.Lines(file) {
		switch line = strings.TrimSpace(line); line {
		case "":
		case "[unless the page says that it holds the article]":
			now = reasonSure
		case "[unless it seems to hold the article]":
			now = reasonName
		default:
			if line[0] != '#' {
				for _, w := range strings.Fields(line) {
					words[w] = now
				}
			}
		}
	}
	return words
}

var invisible = regexp.MustCompile(`(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)`)

// unwanted says why an element should be left out of the article.
func (a attributes) unwanted(tag atom.Atom) reason {
	switch {
	case alien[tag]:
		return reasonKind
	case tag == atom.Article && hasWord(a["class"], "comment"):
		return reasonSure
	case tag == atom.Html, tag == atom.Body, tag == atom.Article, tag == atom.Main:
		return reasonNone // their classes speak of the whole site
	case tag == atom.Sup && strings.Contains(a["class"], "reference"):
		return reasonKind
	}
	worst := reasonNone
	_, hidden := a["hidden"]
	if beside[tag] || besideRoles[a["role"]] || hidden || a["aria-hidden"] == "true" || invisible.MatchString(a["style"]) {
		worst = reasonName
	}
	for _, name := range []string{a["class"], a["id"]} {
		for word := range nameWords(name) {
			worst = max(worst, unwantedWords[word])
		}
	}
	return worst
}

// concealed reports whether an inline element is out of sight, and not merely
// named after something beside articles.
func (a attributes) concealed() bool {
	_, hidden := a["hidden"]
	if hidden || a["aria-hidden"] == "true" || invisible.MatchString(a["style"]) || a["role"] == "tooltip" {
		return true
	}
	for word := range nameWords(a["class"]) {
		if word == "hidden" || word == "tooltip" {
			return true
		}
	}
	return false
}

// hint is the page's word that an element holds the article.
func (a attributes) hint(tag atom.Atom) hint {
	switch {
	case hasWord(a["class"], "comment"):
		return hintNone
	case tag == atom.Article, a["role"] == "article":
		return hintArticle
	case tag == atom.Main, a["role"] == "main":
		return hintMain
	case strings.Contains(a["itemprop"], "articleBody"):
		return hintBody
	}
	return hintNone
}

// nameWords yields the words of a class or id in lower case, and each name as a
// whole: of "cookieBanner read__tags" cookie, banner, cookiebanner, read, tags,
// read__tags.
func nameWords(names string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for name := range strings.FieldsSeq(names) {
			if !yield(strings.ToLower(name)) {
				return
			}
			start := 0
			for i := 0; i <= len(name); i++ {
				ends := i == len(name) || !isAlnum(name[i])
				hump := !ends && i > start && isUpper(name[i]) && !isUpper(name[i-1])
				if !ends && !hump {
					continue
				}
				if i > start && i-start < len(name) && !yield(strings.ToLower(name[start:i])) {
					return
				}
				start = i
				if ends {
					start++
				}
			}
		}
	}
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isAlnum(c byte) bool { return isUpper(c) || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }
