package search

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// Mask stands for whatever would tell the source of a sealed report.
const Mask = "sealed source"

// Shown is a filing as it may leave its case, in a briefing or to an assistant:
// without the lines that people rejected, nor what rests on them alone; and where
// its source is sealed with nothing that would tell it. Of a sealed report the
// text is the contents of its statements and the names in it, one a line, with those of outlets,
// authors and whoever passed something on masked in them; the spans are of that
// text. Its decisions, whose reasons may tell, stay in the State for the caller to
// leave out.
func Shown(f *ledger.Filing) *ledger.Filing {
	out := *f
	out.Record = Standing(f)
	if f.State.Sealed(f.Report.Seq) != 0 {
		out.Record = masked(out.Record, f.Address("").String())
		out.Machine = out.Record
	}
	return &out
}

// Standing is the record of a filing without rejected lines. What lay within a rejected
// statement lies within the one around it.
func Standing(f *ledger.Filing) *parley.Record {
	in := f.Record
	gone := map[string]bool{}
	within := map[string]string{}
	reject := func(id string) {
		if f.Status(id) == ledger.StatusRejected {
			gone[id] = true
		}
	}
	for id := range ledger.LineIDs(in) {
		reject(id)
	}
	if len(gone) == 0 {
		return in
	}
	for _, s := range in.Statements {
		within[s.ID] = s.Within
	}
	for _, a := range in.Responses {
		gone[a.ID] = gone[a.ID] || gone[a.Statement]
	}
	restsOn(in, gone)
	return drop(in, gone, within)
}

func drop(in *parley.Record, gone map[string]bool, within map[string]string) *parley.Record {
	left := func(id string) string {
		if gone[id] {
			return ""
		}
		return id
	}
	isGone := func(id string) bool { return gone[id] }
	out := &parley.Record{Report: in.Report, Weights: in.Weights, Warnings: in.Warnings}
	for _, e := range in.Entities {
		if !gone[e.ID] {
			e.Party, e.Represents = left(e.Party), left(e.Represents)
			e.Offices = slices.DeleteFunc(slices.Clone(e.Offices), func(o parley.Office) bool { return gone[o.Of] })
			out.Entities = append(out.Entities, e)
		}
	}
	for _, s := range in.Statements {
		if gone[s.ID] {
			continue
		}
		for range within {
			if !gone[s.Within] {
				break
			}
			s.Within = within[s.Within]
		}
		s.Within, s.Speaker = left(s.Within), left(s.Speaker)
		s.Addressees = slices.DeleteFunc(slices.Clone(s.Addressees), isGone)
		s.Chain = slices.DeleteFunc(slices.Clone(s.Chain), func(h parley.Hop) bool { return gone[h.Entity] || gone[h.Exhibit] || gone[h.Statement] })
		out.Statements = append(out.Statements, s)
	}
	for _, a := range in.Responses {
		if !gone[a.ID] {
			a.By, a.To.Statement, a.To.Exhibit = left(a.By), left(a.To.Statement), left(a.To.Exhibit)
			a.To.Proposal, a.To.Event = left(a.To.Proposal), left(a.To.Event)
			out.Responses = append(out.Responses, a)
		}
	}
	for _, x := range in.Exhibits {
		if !gone[x.ID] {
			x.Entity, x.ObtainedBy = left(x.Entity), left(x.ObtainedBy)
			x.Participants = slices.DeleteFunc(slices.Clone(x.Participants), isGone)
			x.Responses = slices.DeleteFunc(slices.Clone(x.Responses), isGone)
			out.Exhibits = append(out.Exhibits, x)
		}
	}
	dropDeal(in, out, gone)
	return out
}

// masked is the record of a sealed report. It is made anew from what may be
// shown, so that what nobody thought of is not in it.
func masked(in *parley.Record, address string) *parley.Record {
	tells := telling(in)
	hide := hider(tells)
	out := &parley.Record{Weights: in.Weights, Report: parley.Report{ID: address, Language: in.Report.Language}}
	var text strings.Builder
	put := func(words string) parley.Span {
		start := text.Len()
		text.WriteString(words + "\n")
		return parley.Span{Start: start, End: start + len(words)}
	}
	for _, s := range in.Statements {
		c := parley.Statement{
			ID: s.ID, Kind: s.Kind, Speaker: s.Speaker, Addressees: s.Addressees, Within: s.Within, Act: s.Act, CAMEO: s.CAMEO,
			Negated: s.Negated, Certainty: s.Certainty, SourceClass: s.SourceClass, Confidence: s.Confidence,
		}
		for _, span := range s.Content {
			c.Content = append(c.Content, put(hide(in.Report.Quote(span))))
		}
		out.Statements = append(out.Statements, c)
	}
	for _, e := range in.Entities {
		shown := parley.Entity{ID: e.ID, Name: hide(e.Name), Kind: e.Kind, Party: e.Party, Represents: e.Represents}
		form := parley.MentionDescription // nobody who could be known again
		if _, is := tells[e.ID]; is {
			shown.Name = Mask
		} else if slices.ContainsFunc(e.Mentions, func(m parley.Mention) bool { return m.Form == parley.MentionName }) {
			form = parley.MentionName
		}
		shown.Mentions = []parley.Mention{{Span: put(shown.Name), Form: form, Kind: e.Kind}}
		out.Entities = append(out.Entities, shown)
	}
	maskDeal(in, out, hide, put)
	out.Report.Text = text.String()
	for _, a := range in.Responses {
		out.Responses = append(out.Responses, parley.Response{ID: a.ID, By: a.By, Kind: a.Kind, Statement: a.Statement,
			To: parley.Answered{Statement: a.To.Statement, Exhibit: a.To.Exhibit, Proposal: a.To.Proposal}})
	}
	for _, x := range in.Exhibits {
		out.Exhibits = append(out.Exhibits, parley.Exhibit{ID: x.ID, Kind: x.Kind})
	}
	return out
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

// ShownHit is a hit as it may be shown; not ok where that a sealed report answers
// to the question would itself tell something of its source.
func ShownHit(q Question, h Hit) (Hit, bool) {
	shown := Hit{Filing: Shown(h.Filing), Line: h.Line}
	shown.Statement = statement(shown.Record, h.Statement.ID)
	if shown.Statement == nil || h.State.Sealed(h.Report.Seq) == 0 {
		return shown, shown.Statement != nil
	}
	if q.Since != "" || q.Until != "" || q.HeldAt != "" {
		return shown, false
	}
	words := ledger.Words(quote(&shown.Record.Report, shown.Statement.Content))
	text, err := ledger.ParseMatch(q.Text)
	isNot := func(c ledger.Clause) bool { return c.Not } // what is not found tells as much
	if err != nil || len(text) > 0 && (!text.In(words) || slices.ContainsFunc(text, isNot)) {
		return shown, false
	}
	for _, about := range q.About {
		if !(ledger.Match{{Any: []ledger.Phrase{{Words: ledger.Words(about)}}}}).In(words) {
			return shown, false
		}
	}
	isShown := func(id string) bool { return nameOf(shown.Record, id) != Mask && nameOf(shown.Record, id) != "" }
	if len(q.By) > 0 && !isShown(shown.Statement.Speaker) || len(q.To) > 0 && !slices.ContainsFunc(shown.Statement.Addressees, isShown) {
		return shown, false
	}
	return shown, true
}
