package briefing

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

//go:embed page.html
var pageText string

// WriteHTML writes a briefing as one page of HTML, which loads nothing and runs
// nothing.
func WriteHTML(w io.Writer, b *Briefing) error {
	b = b.visible()
	referred := map[int]int{} // how often a note was referred to so far
	page, err := template.New("page").Funcs(template.FuncMap{
		"reference": func(n int) string {
			referred[n]++
			return fmt.Sprintf("r%d-%d", n, referred[n])
		},
		"back": func(n Note) []string {
			var all []string
			for i := range n.Lines {
				all = append(all, fmt.Sprintf("r%d-%d", n.N, i+1))
			}
			return all
		},
		"quoted": Line.quoted,
	}).Parse(pageText)
	if err != nil {
		return err
	}
	return page.Execute(w, b)
}

// About says which report a note is of.
func (n Note) About() []string {
	var all []string
	for _, s := range []string{n.Publisher, n.Published, n.Title} {
		if s != "" {
			all = append(all, s)
		}
	}
	return all
}
