package briefing

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/ledger"
)

// cite is the number of the note with the words of a line, made where it is not
// there yet.
func (d *draft) cite(f *filed, line string, spans ...[]parley.Span) int {
	of := f.Address(line)
	n := d.numbers[of]
	if n == 0 {
		n = len(d.Notes) + 1
		d.numbers[of] = n
		d.Notes = append(d.Notes, d.note(f, of, slices.Concat(spans...)))
	}
	return n
}

// citeStatement is the note of a statement.
func (d *draft) citeStatement(f *filed, id string) int {
	s := f.lines[id]
	return d.cite(f, id, s.Source, s.Cue, s.Content)
}

func (d *draft) note(f *filed, of ledger.Address, spans []parley.Span) Note {
	r := &f.Record.Report
	n := Note{N: len(d.Notes) + 1, Of: of, Facts: d.noteFacts(f, of)}
	if f.sealed {
		for i, s := range f.lines[of.Line].Content {
			n.Sentence = append(n.Sentence, Piece{Text: r.Quote(s), Marked: true, Gap: i > 0})
		}
		return n
	}
	n.Publisher, n.Published, n.Title = r.Publisher, r.Published, r.Title
	if n.Publisher == "" && n.Title == "" {
		n.Title = r.Input
	}
	n.URL = address(r.URL)
	n.Sentence = sentence(r, spans)
	return n
}

// isAddress is what a web address may have, all of it harmless in any markup.
var isAddress = regexp.MustCompile(`^https?://[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+$`)

// address is a web address without a password; empty for what is none.
func address(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return ""
	}
	u.User = nil
	if s = u.String(); !isAddress.MatchString(s) {
		return ""
	}
	return s
}

const (
	mostAround = 200 // bytes of the sentence before and after the words
	mostHull   = 1200
)

// sentence is the words of spans with the sentence around them. What of a long
// statement would be more than a paragraph is left out between.
func sentence(r *parley.Report, spans []parley.Span) []Piece {
	if len(spans) == 0 {
		return nil
	}
	spans = joined(spans)
	hull := parley.Hull(spans)
	start, end := sentenceStart(r.Text, hull.Start), sentenceEnd(r.Text, hull.End)
	var all []Piece
	put := func(from, to int, marked, gap bool) {
		if from < to {
			all = append(all, Piece{Text: r.Text[from:to], Marked: marked, Gap: gap})
		}
	}
	at, gap := start, false
	for _, s := range spans {
		if s.Start-at > 2*mostAround && at > start {
			put(at, endWord(r.Text, at+mostAround), false, gap)
			at, gap = startWord(r.Text, s.Start-mostAround), true
		}
		put(at, s.Start, false, gap)
		gap = gap && at == s.Start
		if s.Len() > mostHull {
			put(s.Start, endWord(r.Text, s.Start+mostHull/2), true, gap)
			put(startWord(r.Text, s.End-mostHull/2), s.End, true, true)
		} else {
			put(s.Start, s.End, true, gap)
		}
		at, gap = s.End, false
	}
	put(at, end, false, false)
	return all
}

// joined are spans in order, those that touch or overlap as one.
func joined(spans []parley.Span) []parley.Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, parley.Span.Compare)
	out := spans[:1]
	for _, s := range spans[1:] {
		if last := &out[len(out)-1]; s.Start <= last.End {
			last.End = max(last.End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// sentenceStart is where the sentence before at begins, or a word not far before.
func sentenceStart(text string, at int) int {
	least := max(0, at-mostAround)
	for least > 0 && !utf8.RuneStart(text[least]) {
		least--
	}
	before := text[least:at]
	start := least
	for i, c := range before {
		if c == '\n' || (c == '.' || c == '!' || c == '?') && endsSentence(text[least+i+1:]) {
			start = least + i + 1
		}
	}
	if start == least && least > 0 {
		return startWord(text, least)
	}
	for start < at && (text[start] == ' ' || strings.HasPrefix(text[start:], "”") || text[start] == '"') {
		_, n := utf8.DecodeRuneInString(text[start:])
		start += n
	}
	return min(start, at)
}

// endsSentence reports whether a sentence may have ended before rest: at an end
// of quotation, and a space with a capital or quotation behind it.
func endsSentence(rest string) bool {
	rest = strings.TrimLeft(rest, "”\"’)")
	after := strings.TrimLeft(rest, " \n")
	c, _ := utf8.DecodeRuneInString(after)
	return len(after) < len(rest) && (unicode.IsUpper(c) || strings.ContainsRune("“\"‘", c))
}

func sentenceEnd(text string, at int) int {
	most := min(len(text), at+mostAround)
	for most < len(text) && !utf8.RuneStart(text[most]) {
		most++
	}
	after := text[at:most]
	for i, c := range after {
		switch {
		case c == '\n':
			return at + i
		case (c == '.' || c == '!' || c == '?') && (endsSentence(text[at+i+1:]) || at+i+1 == len(text)):
			end := at + i + 1
			for strings.HasPrefix(text[end:], "”") || strings.HasPrefix(text[end:], "\"") {
				_, n := utf8.DecodeRuneInString(text[end:])
				end += n
			}
			return end
		}
	}
	if most == len(text) {
		return most
	}
	return endWord(text, most)
}

// startWord is at or behind at, where a word begins; endWord is at or before it,
// where one ends.
func startWord(text string, at int) int {
	for i := at; i < len(text) && i < at+40; i++ {
		if text[i] == ' ' {
			return i + 1
		}
	}
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}

func endWord(text string, at int) int {
	for i := at; i > 0 && i > at-40; i-- {
		if text[i-1] == ' ' {
			return i - 1
		}
	}
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// noteFacts say on whose word a line stands, and what people decided of it.
func (d *draft) noteFacts(f *filed, of ledger.Address) []string {
	var out []string
	if f.sealed {
		out = append(out, "the source is sealed")
	} else if way := d.hops(f, of.Line); way != "" {
		out = append(out, "on the word of "+way)
	}
	for _, j := range d.state.Of(of) {
		if j.UndoneBy != 0 || j.Reading != 0 && j.Reading != f.Reading.Seq {
			continue
		}
		switch j.Kind {
		case ledger.KindAccept, ledger.KindCorrect:
			out = append(out, d.judged(f, j))
		case ledger.KindNote:
			if !f.sealed {
				out = append(out, fmt.Sprintf("note by %s: %s (entry %d)", j.Author.Name, j.Text, j.Seq))
			}
		}
	}
	return out
}

// judged says who accepted or corrected a line, when and why; what the machine had
// read stands beside a correction.
func (d *draft) judged(f *filed, j ledger.Judgement) string {
	verb := map[ledger.Kind]string{ledger.KindAccept: "accepted", ledger.KindCorrect: "corrected"}[j.Kind]
	out := verb + " by " + j.Author.Name + ", " + j.Time.UTC().Format("2006-01-02")
	if len(j.Fields) > 0 {
		out += ", in " + strings.Join(j.Fields, ", ")
	}
	if f.sealed {
		return out + fmt.Sprintf(" (entry %d)", j.Seq)
	}
	if j.Kind == ledger.KindCorrect {
		if read := asRead(f.Machine, j.Entry.Of.Line); read != "" {
			out += "; read as: " + read
		}
	}
	if j.Decision.Reason != "" {
		out += "; because: " + j.Decision.Reason
	}
	return out + fmt.Sprintf(" (entry %d)", j.Seq)
}

// asRead is a statement as the machine read it, in short.
func asRead(machine *parley.Record, id string) string {
	for _, s := range machine.Statements {
		if s.ID == id {
			who := "nobody known"
			for _, e := range machine.Entities {
				if e.ID == s.Speaker {
					who = e.Name
				}
			}
			return who + " " + verb(s)
		}
	}
	return ""
}

// hops are the stations of a statement, the outermost first.
func (d *draft) hops(f *filed, id string) string {
	var all []string
	for _, h := range f.lines[id].Chain {
		name := f.name(h.Entity)
		for _, x := range f.Record.Exhibits {
			if x.ID == h.Exhibit && h.Exhibit != "" {
				if name = f.name(x.Entity); name == "" {
					name = string(x.Kind)
				}
			}
		}
		if name == "" {
			name = "somebody"
		}
		all = append(all, name)
	}
	return strings.Join(all, ", then ")
}
