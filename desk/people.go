package desk

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"parley/desk/accounts"
	"parley/ledger"
)

// roles says what one must be for what a desk with accounts answers: the one table of
// it. Whoever reads may ask for the rest of what only reads; what is not here and
// changes something nobody may.
var roles = map[string]accounts.Role{
	"POST /reports":               accounts.Reviewer,
	"POST /queries":               accounts.Reviewer,
	"POST /lines/{report}/{line}": accounts.Reviewer,
	"POST /lines/{report}/new":    accounts.Reviewer,
	"POST /terms":                 accounts.Reviewer,
	"POST /who/merge":             accounts.Reviewer,
	"POST /who/split":             accounts.Reviewer,
	undoPage:                      accounts.Reviewer,
	undoAsked:                     accounts.Reviewer,
	"POST /api/lines/{report}/{line}/decisions": accounts.Reviewer,
	"POST /api/who/merge":                       accounts.Reviewer,
	"POST /api/who/split":                       accounts.Reviewer,
	"POST /api/queries":                         accounts.Reviewer,
	"GET /lines/{report}/new":                   accounts.Reviewer, // a form, which is for nothing else
	"GET /log-ins":                              accounts.Lead,
	"POST /log-ins":                             accounts.Lead,
}

// Where something is taken back: leads may take back what others decided too.
const (
	undoPage  = "POST /log/{entry}/undo"
	undoAsked = "POST /api/log/{entry}/undo"
)

// roleFor is what one must be for a pattern; empty where nobody may.
func roleFor(method, pattern string) accounts.Role {
	if role, listed := roles[pattern]; listed {
		return role
	}
	if method == http.MethodGet || method == http.MethodHead {
		return accounts.Reader
	}
	return ""
}

// A person is who asks.
type person struct {
	name    string
	role    accounts.Role
	session *accounts.Session // nil at a desk without accounts
}

type personKey struct{}

// Rights are what who asks may do: part of the page of whatever has a form in it, so
// that nobody is shown one that would be refused.
type rights struct{ who person }

// allow is what show gives a page.
func (r *rights) allow(p person) { r.who = p }

// May says whether who asks may do what a pattern of the table of roles is for.
func (r rights) May(pattern string) bool {
	method, _, _ := strings.Cut(pattern, " ")
	return r.who.role.May(roleFor(method, pattern))
}

// MayDecide says whether who asks may decide of lines.
func (r rights) MayDecide() bool { return r.May("POST /lines/{report}/{line}") }

// MayUndo says whether who asks may take back what somebody decided.
func (r rights) MayUndo(by ledger.Author) bool {
	return r.May(undoPage) && (r.who.role.May(accounts.Lead) || by == ledger.Person(r.who.name))
}

// personOf is who asks in a context of a request that was let in.
func personOf(ctx context.Context) person {
	p, _ := ctx.Value(personKey{}).(person)
	return p
}

// letIn answers those who are in, as far as they may, and opens the door to others.
func (d *Desk) letIn(w http.ResponseWriter, r *http.Request, mux *http.ServeMux, next http.Handler) {
	p := person{name: d.By, role: accounts.Lead}
	switch {
	case d.Door == nil:
		if !d.isIn(r) {
			d.refuse(w, r, http.StatusUnauthorized, "Open the desk by the address that parley desk printed: it lets you in.")
			return
		}
	case r.URL.Path == "/log-in" || strings.HasPrefix(r.URL.Path, "/log-in/"):
		d.logIn(w, r)
		return
	case strings.HasPrefix(r.URL.Path, "/files/"): // of the program; nothing of the case
		next.ServeHTTP(w, r)
		return
	default:
		s, ok := d.Door.Who(cookieOf(r))
		if !ok {
			d.turnAway(w, r)
			return
		}
		if r.URL.Path == "/log-out" && r.Method == http.MethodPost {
			d.Door.Leave(cookieOf(r), d.addressOf(r))
			http.SetCookie(w, sessionCookie("", -1))
			http.Redirect(w, r, "/log-in", http.StatusSeeOther)
			return
		}
		p = person{s.Name, s.Role, s}
	}
	ctx, cancel := context.WithCancel(context.WithValue(r.Context(), personKey{}, p))
	defer cancel()
	if p.session != nil {
		defer context.AfterFunc(p.session.Context, cancel)()
	}
	r = r.WithContext(ctx)
	if why := d.mayNot(r, mux, p); why != "" {
		q := &request{Request: r, ResponseWriter: w, desk: d}
		q.show(http.StatusForbidden, "refused", "Not for you", why)
		return
	}
	next.ServeHTTP(w, r)
}

// mayNot says why somebody may not do what is asked; empty where they may.
func (d *Desk) mayNot(r *http.Request, mux *http.ServeMux, p person) string {
	_, pattern := mux.Handler(r)
	if pattern == "" || d.Door == nil {
		return "" // there is nothing, and the mux says so
	}
	if need := roleFor(r.Method, pattern); !p.role.May(need) {
		return fmt.Sprintf("This is not for a %s. Nothing was done.", p.role)
	}
	if pattern != undoPage && pattern != undoAsked || p.role.May(accounts.Lead) {
		return ""
	}
	parts := strings.Split(r.URL.Path, "/")
	entry, err := strconv.ParseInt(parts[len(parts)-2], 10, 64)
	if err != nil || entry < 1 {
		return ""
	}
	for e, err := range d.Case.Entries(r.Context(), entry-1) {
		if err != nil || !(rights{p}).MayUndo(e.Author) {
			return "A lead takes back what others decided; a reviewer, what is theirs. Nothing was done."
		}
		break
	}
	return ""
}
