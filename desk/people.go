package desk

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"

	"parley/desk/accounts"
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
	"GET /log-ins":                              accounts.Lead,
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
	case r.URL.Path == "/log-in":
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
		if why := d.mayNot(r, mux, p); why != "" {
			d.refuse(w, r, http.StatusForbidden, why)
			return
		}
	}
	ctx, cancel := context.WithCancel(context.WithValue(r.Context(), personKey{}, p))
	defer cancel()
	if p.session != nil {
		defer context.AfterFunc(p.session.Context, cancel)()
	}
	next.ServeHTTP(w, r.WithContext(ctx))
}

// mayNot says why somebody may not do what is asked; empty where they may.
func (d *Desk) mayNot(r *http.Request, mux *http.ServeMux, p person) string {
	_, pattern := mux.Handler(r)
	if pattern == "" {
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
		if err != nil || e.Author.Name != p.name {
			return "A lead takes back what others decided; a reviewer, what is theirs. Nothing was done."
		}
		break
	}
	return ""
}

// turnAway leads to the door who asks for a page.
func (d *Desk) turnAway(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && strings.Contains(r.Header.Get("Accept"), "text/html") {
		http.Redirect(w, r, "/log-in", http.StatusSeeOther)
		return
	}
	d.refuse(w, r, http.StatusUnauthorized, "Log in first.")
}

// mostForm is how much somebody may send who is not in.
const mostForm = 8 << 10

// logIn is the door. It always gives a session of its own making (fixation), and
// always leads to the same page (redirects).
func (d *Desk) logIn(w http.ResponseWriter, r *http.Request) {
	trouble, code := "", http.StatusOK
	if r.Method == http.MethodPost {
		r.Body = http.MaxBytesReader(w, r.Body, mostForm)
		token, err := d.Door.Enter(r.Context(), r.PostFormValue("name"), r.PostFormValue("password"), d.addressOf(r))
		switch {
		case err == nil:
			d.Door.Leave(cookieOf(r), d.addressOf(r))
			http.SetCookie(w, sessionCookie(token, 0))
			http.Redirect(w, r, "/", http.StatusSeeOther)
			return
		case errors.Is(err, accounts.ErrTooOften):
			trouble, code = "That was tried too often. Wait a quarter of an hour.", http.StatusTooManyRequests
		case errors.Is(err, accounts.ErrRefused):
			trouble, code = "Name and password do not belong together.", http.StatusUnauthorized
		default:
			trouble, code = "Nobody can be let in now: what comes in cannot be noted.", http.StatusInternalServerError
		}
	}
	d.pages.write(w, code, "log-in", &view{Title: "Log in", Style: d.files.path("desk.css"), Body: trouble})
}

// cookieName of a desk with accounts: a browser takes it over TLS alone, of this host
// alone.
const sessionName = "__Host-parley-desk"

func sessionCookie(token string, age int) *http.Cookie {
	return &http.Cookie{Name: sessionName, Value: token, Path: "/", MaxAge: age, Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode}
}

func cookieOf(r *http.Request) string {
	c, err := r.Cookie(sessionName)
	if err != nil {
		return ""
	}
	return c.Value
}

// addressOf is where a request comes from: what the proxy says, where there is one,
// and no more than the last that it says.
func (d *Desk) addressOf(r *http.Request) string {
	if all := r.Header.Values("X-Forwarded-For"); d.BehindProxy && len(all) > 0 {
		last := all[len(all)-1]
		return strings.TrimSpace(last[strings.LastIndex(last, ",")+1:])
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// logIns lists who came in and who was refused, the last first.
func (d *Desk) logIns(q *request) error {
	if d.Door == nil {
		return q.show(http.StatusOK, "log-ins", "Who came in", []accounts.LogIn(nil))
	}
	all, err := d.Door.Last(mostListed)
	if err != nil {
		return err
	}
	return q.show(http.StatusOK, "log-ins", "Who came in", all)
}
