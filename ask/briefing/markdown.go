package briefing

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// WriteMarkdown writes a briefing as CommonMark with footnotes.
func WriteMarkdown(w io.Writer, b *Briefing) error {
	b = b.visible()
	m := &markdown{bufio.NewWriter(w)}
	m.printf("# %s\n\n", plain(b.Title))
	for _, f := range b.Facts {
		m.printf("- **%s:** %s\n", plain(f.Name), plain(f.Value))
	}
	for _, s := range b.Sections {
		m.printf("\n## %s\n", plain(s.Title))
		if s.Intro != "" {
			m.printf("\n*%s*\n", plain(s.Intro))
		}
		for _, g := range s.Groups {
			m.group(g, "###")
		}
	}
	if len(b.Notes) > 0 {
		m.printf("\n## Notes\n\n")
	}
	for _, n := range b.Notes {
		m.note(n)
	}
	return m.Flush()
}

type markdown struct{ *bufio.Writer }

func (m *markdown) printf(format string, args ...any) { fmt.Fprintf(m, format, args...) }

func (m *markdown) group(g Group, level string) {
	if g.Title != "" {
		m.printf("\n%s %s\n", level, plain(g.Title))
		if g.About != "" {
			m.printf("\n*%s*\n", plain(g.About))
		}
	}
	if len(g.Lines) > 0 {
		m.printf("\n")
	}
	for _, l := range g.Lines {
		m.line(l, "")
	}
	for _, inner := range g.Groups {
		m.group(inner, level+"#")
	}
	if g.More != "" {
		m.printf("\n*%s*\n", plain(g.More))
	}
}

func (m *markdown) line(l Line, indent string) {
	var parts []string
	if l.Lead != "" {
		parts = append(parts, "**"+strings.TrimSpace(plain(l.Lead))+"**")
	}
	if l.Text != "" {
		parts = append(parts, plain(l.Text))
	}
	if q := l.quoted(); q != "" {
		parts = append(parts, plain(q))
	}
	for _, mark := range l.Marks {
		text := plain(mark.Text)
		if mark.Kind == MarkRetracted || mark.Kind == MarkSealed {
			text = "**" + strings.TrimSpace(text) + "**"
		}
		parts = append(parts, "("+text+")")
	}
	out := strings.Join(parts, " ")
	for _, n := range l.Notes {
		out += fmt.Sprintf("[^%d]", n)
	}
	m.printf("%s- %s\n", indent, out)
	for _, inner := range l.Lines {
		m.line(inner, indent+"  ")
	}
}

func (m *markdown) note(n Note) {
	parts := []string{n.Of.String()}
	for _, s := range n.About() {
		parts = append(parts, plain(s))
	}
	m.printf("[^%d]: %s", n.N, strings.Join(parts, ", "))
	if s := n.words(); s != "" {
		m.printf(": “%s”", plain(s))
	}
	for _, f := range n.Facts {
		m.printf(" — %s", plain(f))
	}
	if n.URL != "" {
		m.printf(" — <%s>", n.URL)
	}
	m.printf("\n")
}

// words are the sentence as one text.
func (n Note) words() string {
	var b strings.Builder
	for _, p := range n.Sentence {
		if p.Gap {
			b.WriteString(" … ")
		}
		b.WriteString(p.Text)
	}
	return strings.TrimSpace(b.String())
}

var (
	markup = regexp.MustCompile("[\\\\`*_{}\\[\\]<>#~^|&$@]")
	linked = regexp.MustCompile(`(?i)(www)\.|:(//)`)
	atHead = regexp.MustCompile(`^(\d*)([.)])|^([-+=])`) // what begins a list or a line under a title
)

// plain is text in which nothing is markup of Markdown, wherever on a line it
// stands.
func plain(s string) string {
	s = markup.ReplaceAllString(strings.TrimSpace(s), `\$0`)
	s = linked.ReplaceAllStringFunc(s, func(m string) string {
		if strings.HasPrefix(m, ":") {
			return `\://`
		}
		return m[:3] + `\.`
	})
	return atHead.ReplaceAllString(s, `$1\$2$3`)
}
