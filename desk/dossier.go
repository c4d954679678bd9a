package desk

import (
	"context"
	"strings"
	"sync"

	"parley"
	"parley/ask"
	"parley/ask/contacts"
	"parley/ask/proposals"
	"parley/ask/search"
	"parley/ask/stand"
	"parley/ask/timeline"
	"parley/desk/api"
	"parley/desk/found"
	"parley/ledger"
)

// mostReports is how many reports are laid side by side, the newest.
const mostReports = 500

// A shelf keeps what is derived from many reports, so that a page does not derive it
// anew.
type shelf struct {
	laid  found.Kept[*laid]
	terms found.Kept[[]api.Term]

	standing sync.RWMutex // over what follows: one puts in what was filed, many read
	watch    *stand.Watch
	stands   *stand.Library
	upTo     int64 // the entry that it is as of, or a later one

	clocks   sync.Mutex
	days     [2]parley.Day // within which its positions were taken
	matrices found.Answers[*positionsPage]
}

// Laid is reports side by side, and what they have of the deal.
type laid struct {
	*ask.Dossier
	Contacts  []contacts.Contact
	Proposals []proposals.Proposal
	Filings   map[*parley.Record]*ledger.Filing // of the records
	More      bool                              // older reports were left out

	touched *touched

	mu     sync.Mutex
	events map[string][]timeline.Event // by the kinds that were asked for
}

// timeline is the events of some kinds in the order of time; nobody changes them.
func (l *laid) timeline(kinds []timeline.Kind) []timeline.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	asked := strings.Join(texts(kinds), " ")
	if _, is := l.events[asked]; !is {
		if l.events == nil {
			l.events = map[string][]timeline.Event{}
		}
		l.events[asked] = timeline.Of(l.Dossier, kinds...)
	}
	return l.events[asked]
}

// laid is the newest reports of the case side by side, without what people rejected.
func (d *Desk) laid(ctx context.Context) (*laid, error) { return d.shelf.laid.Get(ctx) }

func (d *Desk) lay(ctx context.Context) (*laid, error) {
	reports, err := search.Reports(ctx, d.Case, search.Question{})
	if err != nil {
		return nil, err
	}
	l := &laid{touched: new(touched)}
	var records []*parley.Record
	filed, filings := map[*parley.Record]ask.Filing{}, map[*parley.Record]*ledger.Filing{}
	for f, err := range reports {
		if removed(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if len(records) == mostReports {
			l.More = true
			break
		}
		record := search.Standing(f)
		records = append(records, record)
		filed[record], filings[record] = ask.Filing{Report: f.Report.Seq, Known: f.Report.Time}, f
	}
	l.Dossier = ask.NewDossier(records)
	l.Filed, l.Filings = filed, filings
	l.Contacts, l.Proposals = contacts.Of(l.Dossier), proposals.Of(l.Dossier)
	return l, nil
}

// An evidence is words of a report, and where they stand.
type evidence struct {
	Report int64
	Line   string // id of the line that rests on them
	Words  string
	From   string // what the report is called
	Day    string // when it was published
	By     string // who says so; empty for the report itself
	Note   string // what these words tell
	Copy   search.Citation
}

// evidence is that of a line of a record of the dossier.
func (l *laid) evidence(r *parley.Record, line, words, by, note string) evidence {
	name := r.Report.Publisher
	if name == "" {
		name = reportName(&r.Report)
	}
	report := l.Filed[r].Report
	isSealed := l.Filings[r].State.Sealed(report) != 0
	return evidence{report, line, words, name, r.Report.Published, by, note, cited(&r.Report, ledger.Address{Report: report, Line: line}, words, isSealed)}
}

// cited is how words of a report are quoted that may be of no line: those of a sealed
// report stay in the case.
func cited(r *parley.Report, of ledger.Address, words string, isSealed bool) search.Citation {
	if isSealed {
		return search.Citation{Words: "[" + search.Mask + "]", Source: search.Mask + ", " + of.String(), Sealed: true}
	}
	var from []string
	for _, part := range []string{r.Publisher, r.Published, r.Title, r.URL, of.String()} {
		if part != "" {
			from = append(from, part)
		}
	}
	return search.Citation{Words: "“" + words + "”", Source: strings.Join(from, ", ")}
}
