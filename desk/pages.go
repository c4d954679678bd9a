package desk

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/ledger"
)

//go:embed pages
var pageFiles embed.FS

// Pages are the templates of pages/, each with the frame around it.
type pages map[string]*template.Template

// A view is what the frame of a page needs; Body is for the page itself.
type view struct {
	Title, Path, By, Version string
	Script, Style            string
	LogOut                   bool // there are accounts
	Adds                     bool // who asks may add reports
	Onward                   bool // the first page comes next, by itself
	Body                     any
}

func parsePages() (pages, error) {
	frame, err := template.New("frame").Funcs(functions).ParseFS(pageFiles, "pages/frame.html", "pages/parts/*.html")
	if err != nil {
		return nil, err
	}
	all := pages{}
	entries, err := pageFiles.ReadDir("pages")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name, is := strings.CutSuffix(e.Name(), ".html")
		if !is || name == "frame" {
			continue
		}
		page, err := frame.Clone()
		if err == nil {
			page, err = page.ParseFS(pageFiles, path.Join("pages", e.Name()))
		}
		if err != nil {
			return nil, err
		}
		all[name] = page
	}
	return all, nil
}

// write writes a page whole, or an error and nothing of the page.
func (p pages) write(w http.ResponseWriter, status int, name string, v *view) {
	page, err := p.whole(name, v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(page)
}

func (p pages) whole(name string, v *view) ([]byte, error) {
	var b bytes.Buffer
	if err := p[name].ExecuteTemplate(&b, "frame.html", v); err != nil {
		return nil, fmt.Errorf("making the page %s: %v", name, err)
	}
	return b.Bytes(), nil
}

// part is a part of a page alone, which goes into it later.
func (p pages) part(name, part string, body any) []byte {
	var b bytes.Buffer
	if err := p[name].ExecuteTemplate(&b, part, body); err != nil {
		panic("desk: " + part + " of the page " + name + ": " + err.Error())
	}
	return b.Bytes()
}

// functions are what templates may call.
var functions = template.FuncMap{
	"within":   func(path, part string) bool { return path == part || strings.HasPrefix(path, part+"/") },
	"plural":   plural,
	"int":      func(n int64) int { return int(n) },
	"address":  func(a ledger.Address) string { return a.String() },
	"join":     strings.Join,
	"duration": duration,
	"add":      func(a, b int) int { return a + b },
	"reportOf": func(of string) string { report, _, _ := strings.Cut(of, "/"); return report },
	"lineOf":   func(of string) string { _, line, _ := strings.Cut(of, "/"); return line },
	"isLine":   func(id string) bool { return id != "" && nouns[id[0]] != "" }, // that has a page
}

var iso8601 = regexp.MustCompile(`^P(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?|(\d+)D)$`)

// duration is one of ISO 8601 in words, where it is of one or two parts: PT5M, 5 minutes.
func duration(iso string) string {
	parts := iso8601.FindStringSubmatch(iso)
	if parts == nil {
		return iso
	}
	var words []string
	for i, noun := range []string{"hour", "minute", "second", "day"} {
		if n, err := strconv.Atoi(parts[i+1]); err == nil {
			words = append(words, plural(n, noun))
		}
	}
	if len(words) == 0 {
		return iso
	}
	return strings.Join(words, " ")
}

// capital is words with a capital at their head.
func capital(words string) string {
	first, n := utf8.DecodeRuneInString(words)
	if n == 0 || first == utf8.RuneError {
		return words
	}
	return string(unicode.ToTitle(first)) + words[n:]
}

// plural is a number with its noun: "1 report", "2 reports".
func plural(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y") && noun != "day":
		noun = strings.TrimSuffix(noun, "y") + "ie"
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
