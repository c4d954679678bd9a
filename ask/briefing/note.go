package briefing

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"parley"
	"parley/ask/search"
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
			n.Sentence = append(n.Sentence, search.Piece{Text: r.Quote(s), Marked: true, Gap: i > 0})
		}
		return n
	}
	n.Publisher, n.Published, n.Title = r.Publisher, r.Published, r.Title
	if n.Publisher == "" && n.Title == "" {
		n.Title = r.Input
	}
	n.URL = address(r.URL)
	n.Sentence = search.Sentence(r, spans)
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
