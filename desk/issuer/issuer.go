// Package issuer asks an OpenID Connect issuer who somebody is: the authorisation code
// flow of OpenID Connect Core 1.0 with state, nonce and PKCE (RFC 7636). Who may come
// in, and as what, is not the issuer's to say: package accounts knows.
//
// The issuer, with what its own description names, is the only address outside that a
// desk ever asks, beside those of reports that people add, and it is asked only where
// whoever opens the desk names one.
package issuer

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"parley"
)

var (
	// ErrElsewhere is of an answer that this browser did not ask for, or no longer.
	ErrElsewhere = errors.New("the log-in was begun in another browser, or too long ago")
	// ErrDenied is of an issuer that lets nobody in, or knows the desk no more.
	ErrDenied = errors.New("the issuer let nobody in")
	// ErrSilent is of an issuer that cannot be asked.
	ErrSilent = errors.New("the issuer does not answer")
	// ErrUntrue is of what an issuer says that does not hold.
	ErrUntrue = errors.New("what the issuer says does not hold")
)

// Lasts is how long somebody may take to log in.
const Lasts = 10 * time.Minute

// Options say which issuer it is, and as whom the desk asks.
type Options struct {
	URL    string // by which the issuer calls itself, to the letter
	Client string
	Secret string // empty of a public client
	Back   string // where it sends browsers back to; the issuer knows it
	Now    func() time.Time
}

// An Issuer says who somebody is. It may be used from any goroutine.
type Issuer struct {
	Options
	client   *http.Client
	config   oauth2.Config
	verifier *oidc.IDTokenVerifier
	key      []byte // of what is derived for each log-in
}

// Find asks an issuer to describe itself.
func Find(ctx context.Context, o Options) (*Issuer, error) {
	at, err := url.Parse(o.URL)
	if err != nil || at.Host == "" || at.User != nil || at.RawQuery != "" || at.Fragment != "" || !isSafe(at) {
		return nil, fmt.Errorf("%q is no address of an issuer, want https://…: %w", o.URL, parley.ErrInvalid)
	}
	i := &Issuer{Options: o, client: client(), key: make([]byte, 32)}
	rand.Read(i.key)
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, i.client), o.URL)
	if err != nil {
		return nil, fmt.Errorf("asking the issuer %s to describe itself: %w", o.URL, briefly(err))
	}
	var described struct {
		Keys string   `json:"jwks_uri"`
		Ways []string `json:"token_endpoint_auth_methods_supported"`
		PKCE []string `json:"code_challenge_methods_supported"`
	}
	if err := found.Claims(&described); err != nil {
		return nil, fmt.Errorf("reading what the issuer %s says of itself: %v: %w", o.URL, err, parley.ErrInvalid)
	}
	ends := found.Endpoint()
	for _, end := range []string{ends.AuthURL, ends.TokenURL, described.Keys} {
		if u, err := url.Parse(end); err != nil || u.Host == "" || !isSafe(u) {
			return nil, fmt.Errorf("the issuer %s names %q, want an address of https: %w", o.URL, end, parley.ErrInvalid)
		}
	}
	if len(described.PKCE) > 0 && !slices.Contains(described.PKCE, "S256") {
		return nil, fmt.Errorf("the issuer %s does PKCE by %s, want S256: %w", o.URL, strings.Join(described.PKCE, ", "), parley.ErrInvalid)
	}
	ends.AuthStyle = style(o.Secret, described.Ways)
	i.config = oauth2.Config{ClientID: o.Client, ClientSecret: o.Secret, Endpoint: ends, RedirectURL: o.Back, Scopes: []string{oidc.ScopeOpenID, oidc.ScopeEmail}}
	i.verifier = found.Verifier(&oidc.Config{ClientID: o.Client, Now: o.Now})
	return i, nil
}

// style is how the desk shows who it is; by default as OpenID Connect Core 1.0,
// section 9, has it.
func style(secret string, ways []string) oauth2.AuthStyle {
	if secret == "" || len(ways) > 0 && !slices.Contains(ways, "client_secret_basic") {
		return oauth2.AuthStyleInParams
	}
	return oauth2.AuthStyleInHeader
}

// isSafe says whether nobody on the way can read or change what an address answers.
func isSafe(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (ip != nil && ip.IsLoopback() || u.Hostname() == "localhost")
}

// client asks an issuer. It is led nowhere, and takes no more than it may.
func client() *http.Client {
	return &http.Client{
		Timeout: 10 * time.Second, Transport: bounded{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// mostBytes is how long an answer of an issuer may be.
const mostBytes = 1 << 20

type bounded struct{}

func (bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, mostBytes), answer.Body}
	}
	return answer, err
}

// Name is what people call the issuer: its host.
func (i *Issuer) Name() string {
	u, err := url.Parse(i.URL)
	if err != nil {
		return i.URL
	}
	return u.Host
}

// Begin gives the address at which somebody shows the issuer who they are, and what
// their browser keeps until it comes back.
func (i *Issuer) Begin() (address, kept string) {
	kept = strconv.FormatInt(i.Now().Unix(), 36) + "." + rand.Text()
	return i.config.AuthCodeURL(i.derive("state", kept), oidc.Nonce(i.derive("nonce", kept)), oauth2.S256ChallengeOption(i.derive("verifier", kept))), kept
}

// derive is a secret for one log-in. The desk keeps nothing of those who do not come
// back, and what a browser keeps tells it none of the three.
func (i *Issuer) derive(what, kept string) string {
	mac := hmac.New(sha256.New, i.key)
	mac.Write([]byte(what + "\x00" + kept))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)) // 43 letters, as RFC 7636 wants
}

// A Person is whom an issuer knows.
type Person struct {
	Subject string
	Mail    string // empty where the issuer has not verified it
}

// Began says whether what somebody brings back is of the log-in that their browser
// began.
func (i *Issuer) Began(kept string, back url.Values) bool {
	begun, _, _ := strings.Cut(kept, ".")
	at, err := strconv.ParseInt(begun, 36, 64)
	age := i.Now().Sub(time.Unix(at, 0))
	return err == nil && equal(back.Get("state"), i.derive("state", kept)) && 0 <= age && age <= Lasts
}

// Finish says who came back, by what their browser has kept and what the issuer had it
// bring.
func (i *Issuer) Finish(ctx context.Context, kept string, back url.Values) (Person, error) {
	if !i.Began(kept, back) {
		return Person{}, ErrElsewhere
	}
	if why := back.Get("error"); why != "" {
		return Person{}, fmt.Errorf("%w: %s", ErrDenied, why)
	}
	if iss := back.Get("iss"); iss != "" && iss != i.URL { // RFC 9207
		return Person{}, fmt.Errorf("%w: %q answers for %q", ErrUntrue, iss, i.URL)
	}
	ctx = oidc.ClientContext(ctx, i.client)
	token, err := i.config.Exchange(ctx, back.Get("code"), oauth2.VerifierOption(i.derive("verifier", kept)))
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) && refused.ErrorCode != "" {
		return Person{}, fmt.Errorf("%w: %s", ErrDenied, refused.ErrorCode)
	}
	if err != nil {
		return Person{}, fmt.Errorf("%w: asking %s for a token: %v", ErrSilent, i.URL, briefly(err))
	}
	return i.person(ctx, token, i.derive("nonce", kept))
}

// person is whom a token is of, if it is this issuer's, for this desk, for this log-in.
func (i *Issuer) person(ctx context.Context, token *oauth2.Token, nonce string) (Person, error) {
	raw, _ := token.Extra("id_token").(string)
	id, err := i.verifier.Verify(ctx, raw)
	if err != nil {
		return Person{}, fmt.Errorf("%w: %v", ErrUntrue, briefly(err))
	}
	var said struct {
		Mail     string `json:"email"`
		Verified any    `json:"email_verified"` // some say "true"
		For      string `json:"azp"`
	}
	switch err := id.Claims(&said); {
	case err != nil:
		return Person{}, fmt.Errorf("%w: %v", ErrUntrue, err)
	case !equal(id.Nonce, nonce):
		return Person{}, fmt.Errorf("%w: it is for another log-in", ErrUntrue)
	case said.For != "" && said.For != i.Client, said.For == "" && len(id.Audience) > 1:
		return Person{}, fmt.Errorf("%w: it is for %q of %q, not for %q", ErrUntrue, said.For, id.Audience, i.Client)
	case id.AccessTokenHash != "" && id.VerifyAccessToken(token.AccessToken) != nil:
		return Person{}, fmt.Errorf("%w: its access token is another's", ErrUntrue)
	case id.Subject == "":
		return Person{}, fmt.Errorf("%w: it is of nobody", ErrUntrue)
	}
	p := Person{Subject: id.Subject}
	if said.Verified == true || said.Verified == "true" {
		p.Mail = said.Mail
	}
	return p, nil
}

func equal(given, want string) bool { return hmac.Equal([]byte(given), []byte(want)) }

// briefly is an error without the page that an issuer may have sent with it.
func briefly(err error) error {
	words := strings.Join(strings.Fields(strings.ToValidUTF8(err.Error(), "")), " ")
	if len(words) > 200 {
		words = strings.ToValidUTF8(words[:200], "") + "…"
	}
	return errors.New(words)
}
