// Package issuertest is an OpenID Connect issuer for tests, on this machine alone: it
// describes itself, shows its keys, asks who somebody is and gives tokens, as OpenID
// Connect Core 1.0 has it, and holds a desk to what it must send.
package issuertest

import (
	"cmp"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"
)

// What the issuer knows a desk by.
const (
	Client = "parley-desk"
	Secret = "a secret of the desk's"
)

// An Issuer lets in whoever says who they are: it asks for a name on a page, or takes
// the one that is set.
type Issuer struct {
	*httptest.Server
	Now func() time.Time

	mu      sync.Mutex
	key     *rsa.PrivateKey
	claims  map[string]any // that go into a token in place of what is true
	who     string         // who it takes somebody for, without asking
	asForm  bool           // whether it takes the secret from a form alone
	codes   map[string]url.Values
	failing map[string]int // the statuses of paths that fail
}

// New starts an issuer, which ends with the test.
func New(t testing.TB) *Issuer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &Issuer{Now: time.Now, key: key, claims: map[string]any{}, codes: map[string]url.Values{}, failing: map[string]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", i.describe)
	mux.HandleFunc("GET /keys", i.keys)
	mux.HandleFunc("GET /authorise", i.authorise)
	mux.HandleFunc("POST /token", i.token)
	i.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i.mu.Lock()
		defer i.mu.Unlock()
		if status := i.failing[r.URL.Path]; status != 0 {
			http.Error(w, "out of order", status)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(i.Close)
	return i
}

// Claim has tokens say something else; nil leaves it out. Known claims are iss, sub,
// aud, exp, iat, nonce, email, email_verified, azp.
func (i *Issuer) Claim(name string, value any) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.claims[name] = value
}

// Take has the issuer take everybody for one, whose mail address it has verified, and
// ask nobody.
func (i *Issuer) Take(mail string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.who = mail
}

// Fail has a path answer with a status; 0 has it work again.
func (i *Issuer) Fail(path string, status int) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.failing[path] = status
}

// TakeSecretAsForm has the issuer know a desk by a secret in a form, not in a header.
func (i *Issuer) TakeSecretAsForm() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.asForm = true
}

// Rekey has the issuer sign with another key, and show that alone.
func (i *Issuer) Rekey(t testing.TB) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.key = key
}

// Subject is what the issuer calls somebody.
func Subject(mail string) string {
	sum := sha256.Sum256([]byte(mail))
	return fmt.Sprintf("%x", sum[:8])
}

func (i *Issuer) describe(w http.ResponseWriter, _ *http.Request) {
	way := "client_secret_basic"
	if i.asForm {
		way = "client_secret_post"
	}
	answer(w, http.StatusOK, map[string]any{
		"issuer": cmp.Or(i.claimed("describes"), i.URL), "authorization_endpoint": i.URL + "/authorise", "token_endpoint": i.URL + "/token", "jwks_uri": i.URL + "/keys",
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"RS256"},
		"code_challenge_methods_supported": []string{"S256"}, "token_endpoint_auth_methods_supported": []string{way},
	})
}

func (i *Issuer) claimed(name string) string {
	s, _ := i.claims[name].(string)
	return s
}

func (i *Issuer) keyID() string { return fmt.Sprintf("%x", sha256.Sum256(i.key.N.Bytes()))[:8] }

func (i *Issuer) keys(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{"keys": []any{map[string]string{
		"kty": "RSA", "use": "sig", "alg": "RS256", "kid": i.keyID(),
		"n": encode(i.key.N.Bytes()), "e": encode([]byte{1, 0, 1}),
	}}})
}

// authorise asks who somebody is, and sends them back with a code.
func (i *Issuer) authorise(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	who := cmp.Or(i.who, q.Get("who"))
	if q.Get("client_id") != Client || q.Get("response_type") != "code" || q.Get("state") == "" || q.Get("nonce") == "" || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 {
		http.Error(w, "that is not how a desk asks: "+r.URL.RawQuery, http.StatusBadRequest)
		return
	}
	if who == "" {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><html lang="en"><title>Who are you?</title><link rel="icon" href="data:,"><main><h1>Who are you?</h1><form>`)
		for _, name := range slices.Sorted(maps.Keys(q)) {
			fmt.Fprintf(w, `<input type="hidden" name="%s" value="%s">`, html.EscapeString(name), html.EscapeString(q.Get(name)))
		}
		fmt.Fprint(w, `<label>Mail <input name="who"></label> <button>I am</button></form></main></html>`)
		return
	}
	back := url.Values{"state": {q.Get("state")}, "iss": {i.URL}}
	if who == "nobody" {
		back.Set("error", "access_denied")
	} else {
		code := rand.Text()
		q.Set("who", who)
		i.codes[code] = q
		back.Set("code", code)
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

// token gives a token for a code, once, to the desk that began.
func (i *Issuer) token(w http.ResponseWriter, r *http.Request) {
	client, secret, isBasic := r.BasicAuth()
	if isBasic { // RFC 6749, 2.3.1: both are encoded as in a form
		client, _ = url.QueryUnescape(client)
		secret, _ = url.QueryUnescape(secret)
	} else {
		client, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	if client != Client || secret != Secret || isBasic == i.asForm {
		answer(w, http.StatusUnauthorized, map[string]string{"error": "invalid_client"})
		return
	}
	asked, is := i.codes[r.PostFormValue("code")]
	delete(i.codes, r.PostFormValue("code"))
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !is || asked.Get("redirect_uri") != r.PostFormValue("redirect_uri") || asked.Get("code_challenge") != encode(sum[:]) {
		answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_grant"})
		return
	}
	now, mail := i.Now().Unix(), asked.Get("who")
	claims := map[string]any{
		"iss": i.URL, "sub": Subject(mail), "aud": Client, "exp": now + 300, "iat": now, "nonce": asked.Get("nonce"),
		"email": mail, "email_verified": true,
	}
	maps.Copy(claims, i.claims)
	maps.DeleteFunc(claims, func(_ string, value any) bool { return value == nil })
	answer(w, http.StatusOK, map[string]any{"access_token": rand.Text(), "token_type": "Bearer", "expires_in": 300, "id_token": i.sign(claims)})
}

// sign is a JSON Web Token by RS256 (RFC 7515, RFC 7518), or by what the claim alg says.
func (i *Issuer) sign(claims map[string]any) string {
	alg := cmp.Or(i.claimed("alg"), "RS256")
	head, _ := json.Marshal(map[string]string{"alg": alg, "kid": cmp.Or(i.claimed("kid"), i.keyID())})
	body, _ := json.Marshal(claims)
	text := encode(head) + "." + encode(body)
	if alg == "none" {
		return text + "."
	}
	sum := sha256.Sum256([]byte(text))
	signed, err := rsa.SignPKCS1v15(rand.Reader, i.key, crypto.SHA256, sum[:])
	if err != nil {
		panic("issuertest: " + err.Error())
	}
	return text + "." + encode(signed)
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}
