package desk

import (
	"fmt"
	"strings"
	"sync"

	"parley"
	"parley/ask"
	"parley/ask/stand"
	"parley/ask/terms"
	"parley/ledger"
	"parley/terms/register"
)

// A termsPage is what the deal is about: the terms that reports touch, those that the
// case has of its own, and words that may be one that is missing.
type termsPage struct {
	rights
	Terms     []termRow
	Own       []ledger.Judgement
	Suggested []suggestion
	Name      string // of the file in the form
	Draft     string
	More      bool
}

// A suggestion is words that may be a term which is missing, and the file that accepts it.
type suggestion struct {
	Words   string
	Reports int
	Example evidence
	File    string
	Text    string
}

// How much of each a page has.
const (
	mostSuggested = 12
	leastReports  = 2 // that say the words of a suggestion
)

func (d *Desk) terms(q *request) error {
	form := q.URL.Query()
	if key := form.Get("term"); key != "" { // where the page of a term was once
		return q.to(termPath(key))
	}
	rows, found, err := d.termRows(q.Context())
	if err != nil {
		return err
	}
	state, err := d.Case.State(q.Context(), 0)
	if err != nil {
		return err
	}
	page := &termsPage{Terms: rows, Own: state.TermFiles(), More: found.of.More}
	page.suggest(found.of, found.suggested, form.Get("draft"))
	return q.show(200, "terms", "Terms", page)
}

// Touched is the terms of reports that were laid side by side, found once for all who
// ask until something is filed.
type touched struct {
	once      sync.Once
	own       []*register.Term
	of        *laid // the reports with the case's own terms in them
	terms     []terms.Term
	suggested []register.Suggestion
	err       error
}

func (t *touched) find(l *laid, files []ledger.Judgement) {
	if t.own, t.err = ownTerms(files); t.err != nil {
		return
	}
	t.of = l.knowing(t.own)
	t.terms = terms.Of(t.of.Dossier)
	t.suggested = register.General().With(t.own...).Suggest(t.of.Records, leastReports)
}

// ownTerms are the terms that a case has of its own.
func ownTerms(files []ledger.Judgement) (all []*register.Term, err error) {
	for _, j := range files {
		t, err := register.Parse(j.Name, []byte(j.Text))
		if err != nil {
			return nil, fmt.Errorf("the term's file of entry %d: %w", j.Seq, err)
		}
		all = append(all, t)
	}
	return all, nil
}

// knowing is the same reports with the case's own terms in them.
func (l *laid) knowing(own []*register.Term) *laid {
	if len(own) == 0 {
		return l
	}
	with := stand.Knowing(own)
	out := &laid{Contacts: l.Contacts, Proposals: l.Proposals, Filings: map[*parley.Record]*ledger.Filing{}, More: l.More}
	var records []*parley.Record
	filed := map[*parley.Record]ask.Filing{}
	for _, r := range l.Records {
		now := with(r)
		records = append(records, now)
		filed[now], out.Filings[now] = l.Filed[r], l.Filings[r]
	}
	out.Dossier = ask.NewDossier(records)
	out.Filed = filed
	return out
}

// suggest puts words into the page that may be of a term that is missing, and the draft
// of the one that is asked for into its form.
func (page *termsPage) suggest(l *laid, all []register.Suggestion, draft string) {
	for _, s := range all {
		file := strings.ReplaceAll(s.Words, " ", "-") + register.Extension
		if s.Words == draft {
			page.Name, page.Draft = file, s.Draft()
		}
		if len(page.Suggested) == mostSuggested || len(s.Places) == 0 {
			continue
		}
		at := s.Places[0]
		record := l.Records[at.Record]
		text := fmt.Sprintf("# Suggested: said in %d of the reports, and of no other term.\nterm: %s\nname: %s\ntouch: %s\n", s.Reports(), strings.ReplaceAll(s.Words, " ", "-"), s.Words, s.Words)
		page.Suggested = append(page.Suggested, suggestion{s.Words, s.Reports(), l.evidence(record, "", ask.Words(&record.Report, []parley.Span{around(record, at.Span)}), "", ""), file, text})
	}
}

// around is the content that a span of a record lies in, the shortest, or the span.
func around(r *parley.Record, span parley.Span) parley.Span {
	best := span
	for i := range r.Statements {
		for _, c := range r.Statements[i].Content {
			if c.Contains(span) && (best == span || c.Len() < best.Len()) {
				best = c
			}
		}
	}
	return best
}

// fileTerm attaches a term's file to the case, or takes one out.
func (d *Desk) fileTerm(q *request) error {
	filer := q.filer()
	filer.ParseTerm = func(name string, text []byte) error {
		_, err := register.Parse(name, text)
		return err
	}
	if name := field(q, "remove"); name != "" {
		if _, err := filer.RemoveTerm(q.Context(), name, field(q, "reason")); err != nil {
			return err
		}
		return q.to("/terms#own")
	}
	name := field(q, "name")
	if name == "" {
		return fmt.Errorf("a term's file has a name, such as grain%s: %w", register.Extension, parley.ErrInvalid)
	}
	if !strings.HasSuffix(name, register.Extension) {
		name += register.Extension
	}
	text := strings.ReplaceAll(q.PostFormValue("text"), "\r\n", "\n")
	if _, err := filer.FileTerm(q.Context(), name, text, field(q, "reason")); err != nil {
		return err
	}
	return q.to("/terms#own")
}
