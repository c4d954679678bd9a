package desk

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/ask/review"
	"parley/ask/search"
	"parley/desk/api"
	"parley/ledger"
)

// mostListed is how many lines a page lists.
const mostListed = 100

// A reportLine is a report in a list.
type reportLine struct {
	Of         ledger.Address
	Name       string
	Publisher  string
	Published  string
	Statements int
	Sealed     bool
}

// A homePage says what the case holds and what to do next.
type homePage struct {
	rights
	Case    string
	Entries int64
	Reports []reportLine // the newest
	More    bool
	HasDemo bool
}

func (d *Desk) home(q *request) error {
	head, err := d.Case.Head(q.Context())
	if err != nil {
		return err
	}
	page := &homePage{Entries: head.Size, HasDemo: d.Demo != nil}
	if page.Case, err = d.caseName(q); err != nil {
		return err
	}
	if page.Reports, page.More, err = d.listReports(q, "", 0, 12); err != nil {
		return err
	}
	return q.show(200, "home", page.Case, page)
}

// demo leads to a desk on a case to look around in. It is another desk, so that nothing
// invented is filed in this case.
func (d *Desk) demo(q *request) error {
	if d.Demo == nil {
		return fmt.Errorf("this desk has no demo: %w", parley.ErrNotFound)
	}
	address, err := d.Demo(q.Context())
	if err != nil {
		return fmt.Errorf("opening the demo: %w", err)
	}
	return q.to(address)
}

// caseName is the name in the case's first entry.
func (d *Desk) caseName(q *request) (string, error) {
	e, err := d.Case.Entry(q.Context(), 1)
	if err != nil {
		return "", err
	}
	body, err := d.Case.Body(q.Context(), 1)
	if err != nil {
		return "", err
	}
	decision, err := ledger.DecodeDecision(e, body)
	if err != nil {
		return "", err
	}
	return cmp.Or(decision.Name, "a case"), nil
}

// A reportsPage lists reports.
type reportsPage struct {
	rights
	Text    string
	Reports []reportLine
	Next    string // address of the page after this one; empty for the last
	CanAdd  bool
}

// mostReportsListed is how many reports a page lists; each is decoded.
const mostReportsListed = 50

func (d *Desk) reports(q *request) error {
	text := q.URL.Query().Get("text")
	from, err := strconv.Atoi(cmp.Or(q.URL.Query().Get("from"), "0"))
	if err != nil || from < 0 {
		return fmt.Errorf("%q is no place in a list: %w", q.URL.Query().Get("from"), parley.ErrInvalid)
	}
	list, more, err := d.listReports(q, text, from, mostReportsListed)
	if err != nil {
		return err
	}
	page := &reportsPage{Text: text, Reports: list, CanAdd: d.Read != nil && rights{personOf(q.Context())}.May("POST /reports")}
	if more {
		page.Next = "/reports?" + url.Values{"text": {text}, "from": {strconv.Itoa(from + mostReportsListed)}}.Encode()
	}
	return q.show(200, "reports", "Reports", page)
}

// listReports lists reports from a place on, the newest first.
func (d *Desk) listReports(q *request, text string, from, most int) (all []reportLine, more bool, err error) {
	reports, skipped := d.newest(q.Context(), from), from
	if text != "" {
		if reports, err = search.Reports(q.Context(), d.Case, search.Question{Text: text}); err != nil {
			return nil, false, err
		}
		skipped = 0
	}
	for f, err := range reports {
		if removed(err) {
			continue
		}
		if err != nil {
			return nil, false, err
		}
		if skipped < from {
			skipped++
			continue
		}
		if len(all) == most {
			return all, true, nil
		}
		r := &f.Record.Report
		all = append(all, reportLine{f.Address(""), reportName(r), r.Publisher, r.Published, len(f.Record.Statements), f.State.Sealed(f.Report.Seq) != 0})
	}
	return all, false, nil
}

// newest yields the reports of the case from a place on; those before it are not read.
func (d *Desk) newest(ctx context.Context, from int) iter.Seq2[*ledger.Filing, error] {
	return func(yield func(*ledger.Filing, error) bool) {
		place := 0
		for report, err := range d.Case.Reports(ctx, ledger.Query{}) {
			if place++; err == nil && place <= from {
				continue
			}
			var f *ledger.Filing
			if err == nil {
				f, err = d.Case.Filing(ctx, report, 0)
			}
			if !yield(f, err) || err != nil && !removed(err) {
				return
			}
		}
	}
}

// A reviewPage is the line to look at first, and those after it.
type reviewPage struct {
	rights
	Lines   []reviewLine
	Nouns   []nounCount
	Noun    review.Noun // that is asked for; empty for all
	All     int         // lines of all nouns
	Left    int         // of those asked for, which the page has no room for
	Reports int
	More    bool
	Seen    int64 // the entry up to which the page has what was decided
}

// A nounCount is how many lines of a noun wait.
type nounCount struct {
	Noun  review.Noun
	Lines int
}

type reviewLine struct {
	Line    *line     // of a statement
	Other   *dealLine // of another noun
	Of      ledger.Address
	Because string
}

func (d *Desk) review(q *request) error {
	head, err := d.Case.Head(q.Context())
	if err != nil {
		return err
	}
	queue, err := d.queue.Next(q.Context())
	if err != nil {
		return err
	}
	page := &reviewPage{Reports: queue.Reports, More: queue.More, Seen: head.Size, All: len(queue.Lines), Noun: review.Noun(q.URL.Query().Get("noun"))}
	if page.Noun != "" && !slices.Contains(review.Nouns, page.Noun) {
		return fmt.Errorf("%q is none of %v: %w", page.Noun, review.Nouns, parley.ErrInvalid)
	}
	for _, n := range review.Nouns {
		page.Nouns = append(page.Nouns, nounCount{Noun: n})
	}
	for _, l := range queue.Lines {
		page.Nouns[slices.Index(review.Nouns, l.Noun)].Lines++
		if page.Noun != "" && l.Noun != page.Noun {
			continue
		}
		if len(page.Lines) == mostListed {
			page.Left++
			continue
		}
		v := reviewLine{Of: l.Address(l.ID), Because: strings.Join(l.Because, "; ")}
		if l.Statement != nil {
			s := newLine(l.Filing, l.Statement)
			v.Line = &s
		} else {
			v.Other = newDealLine(l.Filing, l.ID)
		}
		page.Lines = append(page.Lines, v)
	}
	return q.show(200, "review", "Review", page)
}

// waiting is how a line of the queue is shown to programs.
func waiting(l *review.Line) api.WaitingLine {
	v := api.WaitingLine{Of: l.Address(l.ID).String(), Noun: l.Noun, Weight: l.Weight(), Because: append([]string{}, l.Because...)}
	r := &l.Record.Report
	v.Title, v.Published, v.Words = reportName(r), r.Published, words(r, wordsOf(l.Record, l.ID))
	if s := l.Statement; s != nil {
		v.Who, v.What, v.Words = entityName(l.Record, s.Speaker), string(s.Act), words(r, s.Content)
		return v
	}
	v.Who, v.What = ofDeal(l.Record, l.ID)
	return v
}

// A logPage is the newest entries of the log, the last first.
type logPage struct {
	rights
	Entries []logLine
	More    bool
	LogIns  bool // who asks may see who came in
}

type logLine struct {
	ledger.Entry
	UndoneBy int64
	CanUndo  bool
}

// Who is who answers for the entry, the digest of weights in short, as parley log has it.
func (l logLine) Who() string {
	digest, _ := strings.CutPrefix(l.Author.Name, "sha256:")
	if l.Author.Kind == ledger.AuthorWeights {
		return "weights " + digest[:min(12, len(digest))]
	}
	return l.Author.Name
}

func (d *Desk) log(q *request) error {
	head, err := d.Case.Head(q.Context())
	if err != nil {
		return err
	}
	state, err := d.Case.State(q.Context(), 0)
	if err != nil {
		return err
	}
	may := rights{personOf(q.Context())}
	page := &logPage{More: head.Size > mostListed, LogIns: d.Door != nil && may.May("GET /log-ins")}
	for e, err := range d.Case.Entries(q.Context(), max(0, head.Size-mostListed)) {
		if err != nil {
			return err
		}
		undone := state.UndoneBy(e.Seq)
		page.Entries = append(page.Entries, logLine{e, undone, e.Kind.IsDecision() && undone == 0 && e.Kind != ledger.KindPurge && may.MayUndo(e.Author)})
	}
	slices.Reverse(page.Entries)
	return q.show(200, "log", "Log", page)
}

func (d *Desk) undo(q *request) error {
	entry, err := q.number("entry")
	if err != nil {
		return err
	}
	if _, err := q.filer().Undo(q.Context(), entry, strings.TrimSpace(q.PostFormValue("reason"))); err != nil {
		return fmt.Errorf("undoing entry %d: %w", entry, err)
	}
	return q.to(back(q.PostFormValue("back"), "/log"))
}

// closed are the values of a closed list that a form has.
func closed[T ~string](form []string, list []T) (all []T) {
	for _, v := range list {
		if slices.Contains(form, string(v)) {
			all = append(all, v)
		}
	}
	return all
}
