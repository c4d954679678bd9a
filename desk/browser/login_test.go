package browser_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"parley/desk/issuer/issuertest"
)

const password = "a long enough password"

// serveTeam opens the demo for a team, by password or by an issuer that is another site
// to a browser: Ada Lind leads by a password, Una Berg reads and Bo Ek reviews by the issuer.
func serveTeam(t *testing.T, of *issuertest.Issuer) string {
	t.Helper()
	program, folder := build(t), t.TempDir()
	accounts := filepath.Join(folder, "accounts")
	for _, who := range [][]string{
		{"Ada Lind", "--role", "lead"},
		{"Una Berg", "--role", "reader", "--email", "una@example.org"},
		{"Bo Ek", "--role", "reviewer", "--oidc-subject", issuertest.Subject("bo@example.org")},
	} {
		cmd := exec.Command(program, append([]string{"desk", "user", "add", "--accounts", accounts}, who...)...)
		cmd.Stdin = strings.NewReader(password + "\n")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	secret := filepath.Join(folder, "secret")
	if err := os.WriteFile(secret, []byte(issuertest.Secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	certificate, key := certify(t, folder)
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := free.Addr().(*net.TCPAddr)
	free.Close()
	host := fmt.Sprintf("localhost:%d", at.Port)
	address := serveWith(t, program, "--listen", at.String(), "--host", host, "--tls-cert", certificate, "--tls-key", key,
		"--accounts", accounts, "--oidc", of.URL, "--oidc-client", issuertest.Client, "--oidc-secret-file", secret)
	if address != "https://"+host+"/" {
		t.Fatalf("the desk prints %q, want https://%s/", address, host)
	}
	return strings.TrimSuffix(address, "/")
}

// certify makes a certificate for localhost that nobody has signed but itself.
func certify(t *testing.T, folder string) (certificate, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	made := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	signed, err := x509.CreateCertificate(rand.Reader, made, made, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	own, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: signed}, "key.pem": {Type: "PRIVATE KEY", Bytes: own}} {
		if err := os.WriteFile(filepath.Join(folder, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
}

// People come in by a password or by their issuer, are told why not, and leave.
func TestLogIn(t *testing.T) {
	browser := start(t)
	axe := axe(t)
	of := issuertest.New(t)
	base := serveTeam(t, of)
	for _, look := range looks {
		t.Run(fmt.Sprintf("%d_%s", look.width, look.scheme), func(t *testing.T) {
			b := open(t, browser, base)
			b.also = of.URL
			b.faults() // before the issuer was known
			b.look(look.width, look.scheme)
			b.to("/reports")
			b.comes("where nobody is in", `document.title`, "Log in · parley")
			b.hold(axe, "the door")
			b.fill("#name", "Ada Lind")
			b.fill("#password", "another password")
			b.press("form button")
			b.comes("after a wrong password", `document.querySelector("[role=alert]")?.textContent`, "Name and password do not belong together.")
			b.hold(axe, "the door after a wrong password")
			b.fill("#name", "Ada Lind")
			b.fill("#password", password)
			b.press("form button")
			b.comes("after the password", `document.querySelector(".person")?.textContent`, "Ada Lind")
			b.to("/log-ins?what=refused")
			b.hold(axe, "who came in")
			b.press(".top form button")
			b.comes("after the log-out", `document.title`, "Log in · parley")
			b.to("/log")
			b.comes("after the log-out, on another page", `document.title`, "Log in · parley")

			b.vouch("una@example.org")
			b.comes("after the issuer", `document.querySelector(".person")?.textContent + " at " + location.pathname`, "Una Berg at /")
			b.to("/log-ins")
			b.hold(axe, "a page that is not for a reader")
			b.to("/")
			b.press(".top form button")
			b.comes("after the log-out", `document.title`, "Log in · parley")
			b.vouch("eve@example.org")
			b.comes("for somebody unknown", `document.title`, "No account · parley")
			if page := b.run(`[document.body.textContent]`)[0]; !strings.Contains(page, "eve@example.org") {
				t.Errorf("the page for somebody unknown does not say who they are: %q", page)
			}
			b.hold(axe, "the page for somebody unknown")
		})
	}
}

// What islands offer, by keys and by buttons, is what one may do.
func TestReader_is_offered_nothing_to_change(t *testing.T) {
	browser := start(t)
	of := issuertest.New(t)
	base := serveTeam(t, of)
	for _, test := range []struct {
		mail    string
		decides bool
	}{{"una@example.org", false}, {"bo@example.org", true}} {
		b := open(t, browser, base)
		b.also = of.URL
		b.vouch(test.mail)
		b.comes("after the issuer", `String(!!document.querySelector(".person"))`, "true")
		for _, page := range []string{"/statements", "/review", "/lines/2/s1", "/reports", "/terms", "/log", "/who?name=Lindqvist"} {
			b.to(page)
			b.do(chromedp.KeyEvent("?"))
			words := b.run(`[document.querySelector("dialog.keys").textContent, ...[...document.querySelectorAll("main button, main summary")].map(e => e.textContent)]`)
			changes := false
			for _, w := range words {
				for _, change := range []string{"accept", "reject", "correct", "undo", "pick the line", "Accept", "Reject", "Correct", "Undo", "Note", "Keep", "Attach", "Read and file", "They are one"} {
					changes = changes || strings.Contains(w, change)
				}
			}
			if changes != test.decides && !(test.decides && page == "/log") {
				t.Errorf("%s offers %s a change: %v, want %v; it has %q", page, test.mail, changes, test.decides, words)
			}
		}
	}
}

// comes waits until what a script says is as wanted.
func (b *tab) comes(when, script, want string) {
	b.Helper()
	got := ""
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if got = b.run(`[String(document.readyState === "complete" && (` + script + `))]`)[0]; got == want {
			return
		}
	}
	b.Fatalf("%s there is %q, want %q: %v", when, got, want, b.run(`[location.href, document.body.textContent]`))
}

// hold holds the page to what every page is held to, but for its status.
func (b *tab) hold(axe, page string) {
	b.Helper()
	faults := b.faults()
	if b.width == 390 {
		faults = append(faults, b.run(tooWide)...)
	}
	b.do(chromedp.Evaluate[chromedp.Void](axe))
	faults = append(append(faults, b.run(violations)...), b.tabThrough()...)
	for _, fault := range append(faults, b.faults()...) {
		if !strings.Contains(fault, "status of 401") && !strings.Contains(fault, "status of 403") {
			b.Errorf("%s: %s", page, fault)
		}
	}
}

func (b *tab) fill(field, words string) {
	b.Helper()
	b.do(chromedp.SendKeys(chromedp.CSS(field), words))
}

// press presses a button by the keyboard.
func (b *tab) press(button string) {
	b.Helper()
	b.do(chromedp.Focus(chromedp.CSS(button)), chromedp.KeyEvent("\r"))
}

// vouch has the issuer say who it is.
func (b *tab) vouch(mail string) {
	b.Helper()
	b.to("/log-in")
	b.press(`a[href="/log-in/issuer"]`)
	b.comes("at the issuer", `document.title`, "Who are you?")
	b.fill("input[name=who]", mail)
	b.press("button")
}
