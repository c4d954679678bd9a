package desk

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"

	"parley/desk/accounts"
	"parley/desk/issuer"
)

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
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	switch at := r.Method + " " + r.URL.Path; {
	case at == "POST /log-in":
		d.byPassword(w, r)
	case at == "GET /log-in", at == "HEAD /log-in":
		d.showDoor(w, http.StatusOK, "")
	case d.Issuer != nil && at == "GET /log-in/issuer":
		d.toIssuer(w, r)
	case d.Issuer != nil && at == "GET /log-in/back":
		d.fromIssuer(w, r)
	default:
		d.refuse(w, r, http.StatusNotFound, "There is nothing here. Log in first.")
	}
}

// A doorPage is what one may log in by.
type doorPage struct {
	Trouble   string
	Issuer    string // its name
	Passwords bool
}

func (d *Desk) showDoor(w http.ResponseWriter, status int, trouble string) {
	page := &doorPage{Trouble: trouble, Passwords: true}
	if d.Issuer != nil {
		page.Issuer = d.Issuer.Name()
		all, err := d.Door.Accounts.All()
		page.Passwords = err != nil || slices.ContainsFunc(all, func(a accounts.Account) bool { return a.Hash != "" })
	}
	d.pages.write(w, status, "log-in", &view{Title: "Log in", Style: d.files.path("desk.css"), Body: page})
}

func (d *Desk) byPassword(w http.ResponseWriter, r *http.Request) {
	token, err := d.Door.Enter(r.Context(), r.PostFormValue("name"), r.PostFormValue("password"), d.addressOf(r))
	if err != nil {
		status, trouble := d.notIn(err)
		d.showDoor(w, status, trouble)
		return
	}
	d.Door.Leave(cookieOf(r), d.addressOf(r))
	http.SetCookie(w, sessionCookie(token, 0))
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// notIn says why nobody came in.
func (d *Desk) notIn(err error) (status int, why string) {
	switch {
	case errors.Is(err, accounts.ErrTooOften):
		return http.StatusTooManyRequests, "That was tried too often. Wait a quarter of an hour."
	case errors.Is(err, accounts.ErrRefused):
		return http.StatusUnauthorized, "Name and password do not belong together."
	case errors.Is(err, issuer.ErrElsewhere):
		return http.StatusBadRequest, "This log-in was begun in another browser, or more than ten minutes ago. Log in once more."
	case errors.Is(err, issuer.ErrDenied):
		return http.StatusForbidden, fmt.Sprintf("%s let nobody in. Log in once more; whoever leads the case sees why in the list of who came in.", d.Issuer.Name())
	case errors.Is(err, issuer.ErrUntrue):
		return http.StatusForbidden, fmt.Sprintf("What %s says of you does not hold, so nobody was let in. Whoever leads the case sees why in the list of who came in.", d.Issuer.Name())
	case errors.Is(err, issuer.ErrSilent):
		return http.StatusBadGateway, fmt.Sprintf("%s does not answer now, so nobody was let in. Try again later.", d.Issuer.Name())
	}
	return http.StatusInternalServerError, "Nobody can be let in now: what comes in cannot be noted."
}

// toIssuer leads to the issuer whoever asks for that on the desk's own page. Nobody is
// in who logs in, so that no session outlasts the next.
func (d *Desk) toIssuer(w http.ResponseWriter, r *http.Request) {
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		http.Redirect(w, r, "/log-in", http.StatusSeeOther)
		return
	}
	d.Door.Leave(cookieOf(r), d.addressOf(r))
	http.SetCookie(w, sessionCookie("", -1))
	address, kept := d.Issuer.Begin()
	http.SetCookie(w, begunCookie(kept, int(issuer.Lasts.Seconds())))
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// fromIssuer lets in who comes back from the issuer. It answers with a page that leads
// on by itself: where a redirect began at another site, browsers send no cookie that is
// for this site alone.
func (d *Desk) fromIssuer(w http.ResponseWriter, r *http.Request) {
	kept := ""
	if c, err := r.Cookie(begunName); err == nil {
		kept = c.Value
	}
	if !d.Issuer.Began(kept, r.URL.Query()) { // another site can have a browser come here as often as it likes
		d.Door.Stray(d.Issuer.URL, d.addressOf(r), issuer.ErrElsewhere)
		status, trouble := d.notIn(issuer.ErrElsewhere)
		d.showDoor(w, status, trouble)
		return
	}
	http.SetCookie(w, begunCookie("", -1))
	var who issuer.Person
	token, err := d.Door.EnterBy(r.Context(), d.Issuer.URL, d.addressOf(r), func(ctx context.Context) (subject, mail string, err error) {
		who, err = d.Issuer.Finish(ctx, kept, r.URL.Query())
		return who.Subject, who.Mail, err
	})
	switch {
	case errors.Is(err, accounts.ErrUnknown):
		d.pages.write(w, http.StatusForbidden, "unknown", &view{Title: "No account", Style: d.files.path("desk.css"), Body: &unknownPage{who, d.Issuer.Name()}})
	case err != nil:
		status, trouble := d.notIn(err)
		d.showDoor(w, status, trouble)
	default:
		http.SetCookie(w, sessionCookie(token, 0))
		d.pages.write(w, http.StatusOK, "in", &view{Title: "Logged in", Style: d.files.path("desk.css"), Onward: true})
	}
}

// An unknownPage is for somebody whom the issuer knows, and the desk does not.
type unknownPage struct {
	issuer.Person
	Issuer string
}

// sessionName is of the cookie of a desk with accounts: a browser takes it over TLS
// alone, of this host alone.
const sessionName = "__Host-parley-desk"

func sessionCookie(token string, age int) *http.Cookie {
	return &http.Cookie{Name: sessionName, Value: token, Path: "/", MaxAge: age, Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode}
}

// begunName is of the cookie of a log-in that was begun. It comes back from another
// site, which a strict one would not; it lets nobody in.
const begunName = "__Host-parley-desk-begun"

func begunCookie(kept string, age int) *http.Cookie {
	return &http.Cookie{Name: begunName, Value: kept, Path: "/", MaxAge: age, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
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
