package desk

import (
	"fmt"
	"net/http"
	"slices"

	"parley"
	"parley/desk/accounts"
)

// A logInsPage is who has an account, who is in, who came in and who was refused.
type logInsPage struct {
	Accounts []accountRow
	Kinds    []string // of log-ins; the first is all of them
	What     string   // the kind that is asked for
	LogIns   []logInRow
	More     bool
}

type accountRow struct {
	accounts.Account
	Last     *accounts.LogIn // by which the person came in
	Refused  int             // how often by that name since then
	Sessions []accounts.Session
}

type logInRow struct{ accounts.LogIn }

// Shape is the class by whose sign one sees what became of a log-in.
func (l logInRow) Shape() string {
	switch l.What {
	case "in":
		return "in"
	case "refused", "too often":
		return "refused"
	}
	return "out"
}

// mostLogIns is how many log-ins are looked through for those that are asked for.
const mostLogIns = 5000

// logIns lists who came in and who was refused, the last first, with who may come in.
func (d *Desk) logIns(q *request) error {
	page := &logInsPage{Kinds: append([]string{""}, accounts.Kinds...), What: q.URL.Query().Get("what")}
	if d.Door == nil {
		return q.show(http.StatusOK, "log-ins", "Who came in", page)
	}
	if !slices.Contains(page.Kinds, page.What) {
		return fmt.Errorf("%q is none of %q: %w", page.What, accounts.Kinds, parley.ErrInvalid)
	}
	all, err := d.Door.Accounts.All()
	if err != nil {
		return err
	}
	last, err := d.Door.Last(mostLogIns)
	if err != nil {
		return err
	}
	sessions := d.Door.Sessions()
	for _, a := range all {
		row := accountRow{Account: a}
		row.came(last)
		for _, s := range sessions {
			if s.Name == a.Name {
				row.Sessions = append(row.Sessions, s)
			}
		}
		page.Accounts = append(page.Accounts, row)
	}
	for _, l := range last {
		if page.What != "" && l.What != page.What {
			continue
		}
		if page.More = len(page.LogIns) == mostListed; page.More {
			break
		}
		page.LogIns = append(page.LogIns, logInRow{l})
	}
	return q.show(http.StatusOK, "log-ins", "Who came in", page)
}

// came looks up when the person came in last, and what was refused since.
func (a *accountRow) came(last []accounts.LogIn) {
	for i, l := range last {
		switch {
		case l.Name != a.Name:
		case l.What == "in":
			a.Last = &last[i]
			return
		case l.What == "refused":
			a.Refused++
		}
	}
}

// endSessions ends all sessions of somebody, who can log in again.
func (d *Desk) endSessions(q *request) error {
	if d.Door == nil {
		return fmt.Errorf("this desk has no accounts: %w", parley.ErrNotFound)
	}
	name := field(q, "end")
	if name == "" {
		return fmt.Errorf("whose sessions shall end is not said: %w", parley.ErrInvalid)
	}
	d.Door.End(name, "by "+personOf(q.Context()).name)
	return q.to("/log-ins")
}
