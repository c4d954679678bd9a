package desk

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"slices"
	"strings"
)

// guard stands before everything: it lets in who knows the token, or has an account,
// and nobody that a page from elsewhere sends.
//
//   - The Host must be one that the desk was opened under: a name that an attacker
//     lets lead to this machine is refused (DNS rebinding).
//   - What changes something must come from the desk's own pages: net/http's
//     CrossOriginProtection looks at Sec-Fetch-Site and Origin (CSRF).
//   - A session is a cookie that scripts cannot read and other sites cannot send.
//   - Answers may load nothing from elsewhere and be framed by nobody.
func (d *Desk) guard(mux *http.ServeMux, next http.Handler) http.Handler {
	own := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shield(w.Header())
		if d.Door != nil {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		if !slices.Contains(d.Hosts, r.Host) {
			d.refuse(w, r, http.StatusMisdirectedRequest, "This desk is not called "+r.Host+".")
			return
		}
		if err := own.Check(r); err != nil {
			d.refuse(w, r, http.StatusForbidden, "This was sent by another site, so it was not done.")
			return
		}
		if d.Door == nil && r.URL.Path == "/enter" && r.Method == http.MethodGet {
			d.enter(w, r)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, mostBytes)
		d.letIn(w, r, mux, next)
	})
}

// mostBytes is how much one request may bring: a few reports.
const mostBytes = 32 << 20

// policy is the Content-Security-Policy: files of the desk's own, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func shield(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// enter gives a session to who knows the token, and leads on.
func (d *Desk) enter(w http.ResponseWriter, r *http.Request) {
	if !same(r.URL.Query().Get("token"), d.Token) {
		d.refuse(w, r, http.StatusUnauthorized, "This address lets nobody in: the desk was started anew. Open the one that parley desk printed last.")
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: cookieName(r.Host), Value: d.Token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (d *Desk) isIn(r *http.Request) bool {
	c, err := r.Cookie(cookieName(r.Host))
	return err == nil && same(c.Value, d.Token)
}

// same compares in a time that tells nothing, also of the length.
func same(given, token string) bool {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(token))
	return token != "" && subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// cookieName has the port in it: cookies are shared by all ports of a host.
func cookieName(host string) string {
	_, port, err := net.SplitHostPort(host)
	if err != nil {
		port = "80"
	}
	return "parley-desk-" + strings.Trim(port, " ")
}

// refuse says why, on a page that has nothing else.
func (d *Desk) refuse(w http.ResponseWriter, r *http.Request, status int, why string) {
	d.pages.write(w, status, "refused", &view{Title: http.StatusText(status), Body: why})
}
