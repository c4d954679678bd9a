// Package redact says what of a record may leave its case: not the lines that people
// rejected ([Without]), and of a sealed report nothing that would tell its source
// ([Sealed]). It is the one rule for briefings, assistants, exports and the answers
// that other programs read.
package redact

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"parley"
)

// Mask stands for whatever would tell the source of a sealed report.
const Mask = "sealed source"

// A Level is how much of a sealed report's words is shown.
type Level int

const (
	// Nothing: every word, name and key is the mask, for files that go anywhere. What
	// is written does not depend on the report's text.
	Nothing Level = iota
	// Contents: what statements say and the names in it, with those of outlets, authors
	// and whoever passed something on masked, for briefings and assistants.
	Contents
)

// A seal makes the record of a sealed report anew from what may be shown, so that
// what nobody thought of is not in it. The lines and what is done by each are the
// same on both levels. No reasons, roles, offices, digests and codes of entities are in
// it. Chains and the days of the report and of what is said are on [Nothing] alone,
// where no names stand beside.
type seal struct {
	in, out *parley.Record
	level   Level
	tells   map[string][]string // names that would tell, by the ids of their entities
	hide    func(string) string
	text    strings.Builder
}

// Sealed is the record of a sealed report. Its text is what is shown, a line each, and
// its spans are of that.
func Sealed(in *parley.Record, address string, level Level) *parley.Record {
	s := &seal{in: in, level: level, out: &parley.Record{Weights: in.Weights}}
	s.hide = func(string) string { return Mask }
	if level == Contents {
		s.tells = telling(in)
		s.hide = hider(s.tells)
	}
	s.report(address)
	s.statements()
	s.entities()
	s.deal()
	s.answers()
	if level == Contents {
		s.out.Report.Text = s.text.String()
	}
	return s.out
}

// put adds words to the text, and is where they stand there.
func (s *seal) put(words string) parley.Span {
	if s.level == Nothing {
		return parley.Span{Start: 0, End: len(Mask)}
	}
	start := s.text.Len()
	s.text.WriteString(words + "\n")
	return parley.Span{Start: start, End: start + len(words)}
}

// masked are spans of the mask, where there are any of the report and no word is shown.
func (s *seal) masked(spans []parley.Span) []parley.Span {
	if len(spans) == 0 || s.level == Contents {
		return nil
	}
	return []parley.Span{s.put(Mask)}
}

func (s *seal) report(address string) {
	r := &s.in.Report
	s.out.Report = parley.Report{ID: cmp.Or(address, Mask), Language: r.Language}
	if s.level == Contents {
		return
	}
	masked := func(field string) string {
		if field == "" {
			return ""
		}
		return Mask
	}
	out := &s.out.Report
	out.Input, out.Title, out.Publisher, out.Byline = masked(r.Input), masked(r.Title), masked(r.Publisher), masked(r.Byline)
	out.Published, out.Text = day(r.Published), Mask
}

// day is an EDTF date without its time, where it is one that every standard has.
func day(edtf string) string {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly, time.RFC3339} {
		if _, err := time.Parse(layout, edtf); err == nil {
			return edtf[:min(len(edtf), len(time.DateOnly))]
		}
	}
	return ""
}

func (s *seal) statements() {
	for _, st := range s.in.Statements {
		shown := parley.Statement{
			ID: st.ID, Kind: st.Kind, Speaker: st.Speaker, Addressees: st.Addressees, Within: st.Within, Act: st.Act, CAMEO: st.CAMEO,
			Negated: st.Negated, Certainty: st.Certainty, SourceClass: st.SourceClass, Confidence: st.Confidence,
			Source: s.masked(st.Source), Cue: s.masked(st.Cue),
		}
		if s.level == Nothing {
			shown.Said, shown.Content = parley.Date{EDTF: st.Said.EDTF}, s.masked(st.Content)
			for _, h := range st.Chain {
				h.Cue = s.masked(h.Cue)
				shown.Chain = append(shown.Chain, h)
			}
		} else {
			for _, span := range st.Content {
				shown.Content = append(shown.Content, s.put(s.hide(s.in.Report.Quote(span))))
			}
		}
		s.out.Statements = append(s.out.Statements, shown)
	}
}

func (s *seal) entities() {
	for _, e := range s.in.Entities {
		shown := parley.Entity{ID: e.ID, Name: s.hide(e.Name), Kind: e.Kind}
		if s.level == Contents {
			form := parley.MentionDescription // nobody who could be known again
			if _, is := s.tells[e.ID]; is {
				shown.Name = Mask
			} else if slices.ContainsFunc(e.Mentions, func(m parley.Mention) bool { return m.Form == parley.MentionName }) {
				form = parley.MentionName
			}
			shown.Party, shown.Represents = e.Party, e.Represents
			shown.Mentions = []parley.Mention{{Span: s.put(shown.Name), Form: form, Kind: e.Kind}}
		}
		s.out.Entities = append(s.out.Entities, shown)
	}
}

// answers adds responses and exhibits, of which only the kind is told and who answers
// what.
func (s *seal) answers() {
	for _, a := range s.in.Responses {
		to := a.To
		to.Words = s.masked(to.Words)
		if s.level == Contents {
			to.Event = ""
		}
		s.out.Responses = append(s.out.Responses, parley.Response{ID: a.ID, By: a.By, Kind: a.Kind, Statement: a.Statement, To: to, Evidence: s.masked(a.Evidence)})
	}
	for _, x := range s.in.Exhibits {
		shown := parley.Exhibit{ID: x.ID, Kind: x.Kind}
		if s.level == Nothing {
			shown.Entity, shown.Participants, shown.ObtainedBy, shown.Responses, shown.Evidence = x.Entity, x.Participants, x.ObtainedBy, x.Responses, s.masked(x.Evidence)
		}
		s.out.Exhibits = append(s.out.Exhibits, shown)
	}
}

// telling are the names that would tell where a report comes from, those of its
// entities by their ids: outlets, papers, whoever passed something on or is quoted
// without a name.
func telling(in *parley.Record) map[string][]string {
	tells := map[string][]string{}
	r := &in.Report
	add := func(what string, names ...string) { tells[what] = append(tells[what], names...) }
	add("", r.Publisher, r.Title, r.Byline, r.ID, r.Input, r.URL)
	for _, part := range strings.FieldsFunc(r.Byline, func(c rune) bool { return strings.ContainsRune(",;/|()&", c) }) {
		add("", strings.TrimPrefix(strings.TrimSpace(part), "By "))
	}
	if u, err := url.Parse(r.URL); err == nil {
		add("", u.Hostname(), strings.TrimPrefix(u.Hostname(), "www."))
	}
	passes := map[string]bool{}
	for _, s := range in.Statements {
		for _, h := range s.Chain {
			if h.Kind != parley.HopIntermediary || h.Statement == "" { // else it is who says the statement around it
				passes[h.Entity] = true
			}
		}
		if s.SourceClass == parley.SourceAnonymous {
			passes[s.Speaker] = true
		}
	}
	for _, x := range in.Exhibits {
		passes[x.ObtainedBy], passes[x.Entity] = true, true
	}
	own := strings.ToLower(r.Publisher + "\x00" + r.Byline)
	for _, e := range in.Entities {
		if e.Kind == parley.EntityMedium || e.Kind == parley.EntityDocument || passes[e.ID] || len(e.Name) > 3 && strings.Contains(own, strings.ToLower(e.Name)) {
			add(e.ID, append([]string{e.Name}, e.Aliases...)...)
			for _, m := range e.Mentions {
				if m.Form != parley.MentionPronoun {
					add(e.ID, r.Quote(m.Span))
				}
			}
		}
	}
	return tells
}

// hider masks names in words, the longest first, in any case of letters.
func hider(tells map[string][]string) func(string) string {
	var names []string
	for _, list := range tells {
		for _, n := range list {
			n = strings.Join(strings.Fields(n), " ")
			if bare := strings.TrimPrefix(strings.TrimPrefix(n, "The "), "the "); len(bare) > 1 {
				names = append(names, bare)
			}
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	names = slices.Compact(names)
	if len(names) == 0 {
		return func(s string) string { return s }
	}
	for i, n := range names {
		names[i] = edge(n[0]) + strings.ReplaceAll(regexp.QuoteMeta(n), " ", `\s+`) + edge(n[len(n)-1])
	}
	any := regexp.MustCompile(`(?i)` + strings.Join(names, "|"))
	return func(s string) string {
		if s == Mask {
			return s
		}
		return any.ReplaceAllLiteralString(s, "["+Mask+"]")
	}
}

// edge is where a word of the Latin alphabet begins or ends.
func edge(c byte) string {
	if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
		return `\b`
	}
	return ""
}
