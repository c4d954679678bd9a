// Package desk lets people work with a case in a browser: read the reports with
// their statements marked, search, follow chains, check and correct, and hand on.
// Pages are made here, by html/template, and work without a script; small islands
// of TypeScript (desk/web) make them quick. Everything that a page needs is
// embedded, and it may ask for nothing from elsewhere.
//
// What a report or a person says is never markup: templates escape it by its
// place, and no page has a script, a style or an event handler in it.
//
// A desk is for the people of one case. On this machine alone it has one person,
// let in by a token that its address bears; on a network it has accounts.
package desk

import (
	"context"
	"net/http"
	"sync"
	"time"

	"parley/clerk"
	"parley/desk/accounts"
	"parley/desk/api"
	"parley/desk/found"
	"parley/desk/issuer"
	"parley/ledger"
)

// Options are what a desk needs from outside.
type Options struct {
	Case *ledger.Case
	Now  func() time.Time

	// By is who works at a desk without accounts, and Token what lets them in; 16
	// bytes or more that nobody can guess.
	By    string
	Token string

	// Door lets in who has an account, over TLS alone; nil at a desk without accounts.
	// BehindProxy says that all come through a proxy, which names their addresses.
	Door        *accounts.Door
	BehindProxy bool

	// Issuer says who somebody is that has no password here; nil where none is asked.
	Issuer *issuer.Issuer

	// Hosts are the hosts, with ports, by which the desk may be called: a page of
	// another name that leads here is not let in (DNS rebinding).
	Hosts []string

	// Read makes the record of an input, as parley add does; nil where reports cannot
	// be added.
	Read func(context.Context, Input) clerk.Outcome

	// Demo opens a desk on a case to look around in, and gives the address that lets
	// one in; nil where there is none.
	Demo func(context.Context) (address string, err error)

	Version string
}

// A Desk is an http.Handler. It may be used from any goroutine.
type Desk struct {
	Options
	pages pages
	files files
	http.Handler

	shelf   shelf
	listing found.Shelf
	queue   *found.Queue
	closing chan struct{}
	once    sync.Once
}

// New makes a desk.
func New(o Options) (*Desk, error) {
	d := &Desk{Options: o, closing: make(chan struct{})}
	var err error
	if d.pages, err = parsePages(); err != nil {
		return nil, err
	}
	if d.files, err = loadFiles(); err != nil {
		return nil, err
	}
	d.listing.Case, d.queue = d.Case, found.NewQueue(d.Case)
	d.shelf.laid = found.Kept[*laid]{Case: d.Case, Make: d.lay, Large: func(l *laid) bool { return found.IsLarge(len(l.Records)) }}
	d.shelf.terms = found.Kept[[]api.Term]{Case: d.Case, Make: d.listTerms, Large: func([]api.Term) bool { return true }}
	mux := http.NewServeMux()
	d.routes(mux)
	d.programs(mux)
	d.Handler = d.guard(mux, packed(mux))
	return d, nil
}

// Close ends the answers that would go on for ever, so that a server can shut down.
func (d *Desk) Close() { d.once.Do(func() { close(d.closing) }) }

// routes says which page is where.
func (d *Desk) routes(mux *http.ServeMux) {
	page := func(pattern string, make func(*request) error) { mux.Handle(pattern, d.serve(make)) }
	page("GET /{$}", d.home)
	page("GET /demo", d.demo)
	page("GET /reports", d.reports)
	page("GET /reports/{report}", d.report)
	page("POST /reports", d.add)
	page("GET /statements", d.statements)
	page("GET /statements.csv", d.view)
	page("GET /statements.jsonl", d.view)
	page("POST /queries", d.keep)
	page("GET /briefing", d.briefing)
	page("GET /briefing.md", d.briefing)
	page("GET /lines/{report}/{line}", d.line)
	page("POST /lines/{report}/{line}", d.decide)
	page("GET /lines/{report}/new", d.newLine)
	page("POST /lines/{report}/new", d.newLine)
	page("GET /chains/{report}/{line}", d.chain)
	page("GET /review", d.review)
	page("GET /positions", d.positions)
	page("GET /positions/cell", d.cell)
	page("GET /timeline", d.timeline)
	page("GET /contacts/{contact}", d.contact)
	page("GET /proposals", d.proposals)
	page("GET /proposals/{proposal}", d.proposal)
	page("GET /map", d.atlas)
	page("GET /responses", d.responses)
	page("GET /exhibits", d.exhibits)
	page("GET /exhibits/{entry}", d.exhibit)
	page("GET /exhibits/{report}/{line}", d.exhibit)
	page("GET /terms", d.terms)
	page("GET /terms/{term}", d.term)
	page("POST /terms", d.fileTerm)
	page("GET /who", d.who)
	page("POST /who/merge", d.merge)
	page("POST /who/split", d.split)
	page("GET /log", d.log)
	page("GET /log-ins", d.logIns)
	page("POST /log-ins", d.endSessions)
	page("POST /log/{entry}/undo", d.undo)
	mux.HandleFunc("GET /events", d.events)
	mux.HandleFunc("GET /files/{name}", d.files.serve)
}
