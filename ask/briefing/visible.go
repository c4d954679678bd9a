package briefing

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// visible is text on one line of which everything can be seen: what could turn text
// around, hide it or steer a terminal is shown as ⟨U+202E⟩.
func visible(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == 0x2028 || r == 0x2029:
			space = true
			continue
		case space:
			b.WriteByte(' ')
			space = false
		}
		switch {
		case r == 0x200c || r == 0x200d || r == 0xad: // join or part letters, and do no more
			b.WriteRune(r)
		case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
		default:
			b.WriteRune(r)
		}
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

// visible is the briefing with all its text so. Writers take no other.
func (b *Briefing) visible() *Briefing {
	out := &Briefing{Title: visible(b.Title), Facts: slices.Clone(b.Facts), Sections: slices.Clone(b.Sections), Notes: slices.Clone(b.Notes)}
	for i := range out.Facts {
		out.Facts[i] = Fact{visible(out.Facts[i].Name), visible(out.Facts[i].Value)}
	}
	for i := range out.Sections {
		s := &out.Sections[i]
		s.Title, s.Intro, s.Groups = visible(s.Title), visible(s.Intro), visibleGroups(s.Groups)
	}
	for i := range out.Notes {
		n := &out.Notes[i]
		n.Publisher, n.Published, n.Title = visible(n.Publisher), visible(n.Published), visible(n.Title)
		n.Facts = visibleAll(n.Facts)
		n.Sentence = slices.Clone(n.Sentence)
		for k := range n.Sentence {
			n.Sentence[k].Text = visible(n.Sentence[k].Text)
		}
	}
	return out
}

func visibleGroups(all []Group) []Group {
	all = slices.Clone(all)
	for i := range all {
		g := &all[i]
		g.Title, g.About, g.More = visible(g.Title), visible(g.About), visible(g.More)
		g.Lines, g.Groups = visibleLines(g.Lines), visibleGroups(g.Groups)
	}
	return all
}

func visibleLines(all []Line) []Line {
	all = slices.Clone(all)
	for i := range all {
		l := &all[i]
		l.Lead, l.Text, l.Words, l.Lines = visible(l.Lead), visible(l.Text), visibleAll(l.Words), visibleLines(l.Lines)
		l.Marks = slices.Clone(l.Marks)
		for k := range l.Marks {
			l.Marks[k].Text = visible(l.Marks[k].Text)
		}
	}
	return all
}

func visibleAll(all []string) []string {
	all = slices.Clone(all)
	for i := range all {
		all[i] = visible(all[i])
	}
	return all
}

// quoted is the words of a line in quotation marks; empty where it has none.
func (l Line) quoted() string {
	if len(l.Words) == 0 {
		return ""
	}
	out := strings.TrimSpace(strings.Join(l.Words, " … "))
	if l.Cut {
		out += " …"
	}
	return "“" + out + "”"
}
