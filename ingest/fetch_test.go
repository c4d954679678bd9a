package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"parley"
)

var local = FetchOptions{AllowPrivate: true}

// serve answers every request with handle and returns the server's address.
func serve(t *testing.T, handle http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	return server.URL
}

func answer(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType)
		fmt.Fprint(w, body)
	}
}

// wantRefused fails unless err is an invalid that says part.
func wantRefused(t *testing.T, err error, part string) {
	t.Helper()
	if !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), part) {
		t.Errorf("Fetch = %v, want an invalid with %q", err, part)
	}
}

func TestFetchReadsWhatTheServerSends(t *testing.T) {
	latin, _ := charmap.Windows1252.NewEncoder().String(story)
	for name, handle := range map[string]http.HandlerFunc{
		"text":                answer("text/plain; charset=utf-8", story),
		"charset of the type": answer("text/plain; charset=windows-1252", latin),
		"page":                answer("text/html", "<!doctype html><article><p>"+story+"</p></article>"),
		"page without a type": answer("application/octet-stream", "<!doctype html><article><p>"+story+"</p></article>"),
	} {
		t.Run(name, func(t *testing.T) {
			address := serve(t, handle)
			d, err := Fetch(t.Context(), address+"/report#top", local)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSpace(d.Report.Text); got != strings.TrimSpace(story) {
				t.Errorf("text = %q, want %q", got, story)
			}
			if d.Report.URL != address+"/report" {
				t.Errorf("URL = %q, want %q", d.Report.URL, address+"/report")
			}
			wantWarnings(t, d)
		})
	}
}

func TestFetchTellsWhoAsks(t *testing.T) {
	var agent string
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		agent = r.UserAgent()
		fmt.Fprint(w, story)
	})
	if _, err := Fetch(t.Context(), address, local); err != nil || agent != "parley" {
		t.Errorf("asked as %q (%v), want parley", agent, err)
	}
}

func TestFetchTakesThePagesOwnAddress(t *testing.T) {
	page := `<!doctype html><link rel="canonical" href="/news/1"><article><p>` + story + `</p></article>`
	address := serve(t, answer("text/html", page))
	d, err := Fetch(t.Context(), address+"/news/1?from=feed", local)
	if err != nil || d.Report.URL != address+"/news/1" {
		t.Fatalf("URL = %v (%v), want the canonical one", d, err)
	}
	given := local
	given.URL = "https://example.org/mine"
	if d, err = Fetch(t.Context(), address, given); err != nil || d.Report.URL != given.URL {
		t.Errorf("URL = %v (%v), want the one given", d, err)
	}
}

func TestFetchTrustsNoPageThatSaysItIsAnothers(t *testing.T) {
	for name, head := range map[string]string{
		"canonical":  `<link rel="canonical" href="https://ministry.example/statement">`,
		"Open Graph": `<meta property="og:url" content="https://ministry.example/statement">`,
	} {
		t.Run(name, func(t *testing.T) {
			address := serve(t, answer("text/html", "<!doctype html>"+head+"<article><p>"+story+"</p></article>"))
			d, err := Fetch(t.Context(), address+"/x", local)
			if err != nil {
				t.Fatal(err)
			}
			if d.Report.URL != address+"/x" {
				t.Errorf("URL = %q, want the one it was fetched from, %s/x", d.Report.URL, address)
			}
			wantWarnings(t, d, "https://ministry.example/statement, which is on another host")
		})
	}
}

func TestHostsOfOneSiteAreTheSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://post.example/a", "http://post.example/b?c", true},
		{"https://www.post.example/a", "https://m.Post.example/a", true},
		{"https://post.example/a", "https://post.example.evil.example/a", false},
		{"https://post.example/a", "https://post.example@evil.example/a", false},
		{"https://post.example/a", "https://post.example:8080/a", false},
	} {
		if got := sameHost(c.a, c.b); got != c.want {
			t.Errorf("sameHost(%s, %s) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestFetchRefusesPrivateAddresses(t *testing.T) {
	asked := false
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { asked = true })
	_, err := Fetch(t.Context(), address, FetchOptions{})
	wantRefused(t, err, "address 127.0.0.1 is private")
	_, err = Fetch(t.Context(), strings.Replace(address, "127.0.0.1", "localhost", 1), FetchOptions{})
	wantRefused(t, err, "is private")
	if asked {
		t.Error("the server was asked nevertheless")
	}
}

func TestAddressesOfThePublicInternetAlone(t *testing.T) {
	for _, address := range []string{
		"127.0.0.1:80", "10.1.2.3:80", "172.16.0.1:443", "192.168.1.1:80", "169.254.169.254:80", "100.64.0.1:80",
		"0.0.0.0:80", "224.0.0.1:80", "255.255.255.255:80", "198.18.0.1:80", "192.0.2.1:80", "240.0.0.1:80",
		"[::1]:80", "[::]:80", "[fe80::1%eth0]:80", "[fc00::1]:80", "[fd00:ec2::254]:80", "[ff02::1]:80",
		"[::ffff:127.0.0.1]:80", "[::ffff:10.0.0.1]:80", "[::127.0.0.1]:80", "[64:ff9b::7f00:1]:80",
		"[2002:7f00:1::]:80", "[2001:db8::1]:80", "[2001::1]:80", "[fec0::1]:80", "nonsense",
	} {
		if err := checkPublic(address); !errors.Is(err, parley.ErrInvalid) || errors.Is(err, ErrPrivate) != (address != "nonsense") {
			t.Errorf("checkPublic(%s) = %v, want an invalid that is private where it is an address", address, err)
		}
	}
	for _, address := range []string{"1.1.1.1:443", "93.184.216.34:80", "[2606:4700::1111]:443", "[::ffff:1.1.1.1]:80"} {
		if err := checkPublic(address); err != nil {
			t.Errorf("checkPublic(%s) = %v, want it allowed", address, err)
		}
	}
}

func TestEveryHopOfARedirectIsChecked(t *testing.T) {
	// The check counts dials: the first server stands for a public one.
	inner := serve(t, answer("text/plain", story))
	outer := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inner, http.StatusFound) })
	dialled := 0
	client := newClient(func(address string) error {
		if dialled++; dialled == 1 {
			return nil
		}
		return checkPublic(address)
	})
	_, err := client.Get(outer)
	wantRefused(t, err, "is private")
	if dialled != 2 {
		t.Errorf("%d addresses were checked, want 2", dialled)
	}
}

func TestFetchFollowsFiveRedirectsAndNoMore(t *testing.T) {
	var address string
	address = serve(t, func(w http.ResponseWriter, r *http.Request) {
		var left int
		fmt.Sscanf(r.URL.Path, "/%d", &left)
		if left == 0 {
			fmt.Fprint(w, story)
			return
		}
		http.Redirect(w, r, fmt.Sprintf("%s/%d", address, left-1), http.StatusMovedPermanently)
	})
	d, err := Fetch(t.Context(), address+"/5", local)
	if err != nil || d.Report.URL != address+"/0" {
		t.Errorf("Fetch over 5 redirects = %v, %v", d, err)
	}
	_, err = Fetch(t.Context(), address+"/6", local)
	wantRefused(t, err, "more than 5 redirects")
}

func TestFetchRefusesOtherSchemes(t *testing.T) {
	for _, address := range []string{"file:///etc/passwd", "ftp://example.org/x", "gopher://example.org", "http:///x", "example.org", "http://%zz"} {
		_, err := Fetch(t.Context(), address, local)
		wantRefused(t, err, address)
	}
	redirecting := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	_, err := Fetch(t.Context(), redirecting, local)
	wantRefused(t, err, "only http and https")
}

func TestFetchSaysWhatTheServerAnswers(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/gone" {
			w.WriteHeader(http.StatusGone)
			return
		}
		w.WriteHeader(http.StatusForbidden)
	})
	if _, err := Fetch(t.Context(), address+"/gone", local); !errors.Is(err, parley.ErrNotFound) {
		t.Errorf("Fetch of a page that is gone = %v, want a not found", err)
	}
	_, err := Fetch(t.Context(), address+"/closed", local)
	if err == nil || errors.Is(err, parley.ErrNotFound) || !strings.Contains(err.Error(), "403 Forbidden") {
		t.Errorf("Fetch of a closed page = %v, want 403 Forbidden", err)
	}
}

func TestFetchGivesUpOnASlowServer(t *testing.T) {
	slow := local
	slow.Timeout = time.Nanosecond // the server never answers, so that any limit is passed
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	_, err := Fetch(t.Context(), address, slow)
	if err == nil || !strings.Contains(err.Error(), "no complete answer within 1ns") {
		t.Errorf("Fetch = %v, want it to name the limit", err)
	}
}

func TestFetchEndsWithItsContext(t *testing.T) {
	for name, begins := range map[string]bool{"before the answer": false, "midway": true} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			address := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if begins {
					fmt.Fprint(w, story)
					w.(http.Flusher).Flush()
				}
				cancel()
				<-r.Context().Done()
			})
			if _, err := Fetch(ctx, address, local); !errors.Is(err, context.Canceled) {
				t.Errorf("Fetch = %v, want it cancelled", err)
			}
		})
	}
}

func TestFetchStopsAtTheLimitOfSize(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for range 100 {
		z.Write(make([]byte, 1<<20))
	}
	z.Close()
	for name, handle := range map[string]http.HandlerFunc{
		"a declared length": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "99999999")
			fmt.Fprint(w, story)
		},
		"an endless body": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := fmt.Fprint(w, story); err != nil {
					return
				}
			}
		},
		"a gzip bomb": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb.Bytes())
		},
		"a bomb by an older name": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "x-gzip")
			w.Write(bomb.Bytes())
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Fetch(t.Context(), serve(t, handle), local)
			wantRefused(t, err, fmt.Sprintf("limit of %d bytes", DefaultMaxBytes))
		})
	}
}

func TestFetchKeepsPasswordsOutOfErrorsAndReports(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			w.WriteHeader(http.StatusNotFound)
		}
		fmt.Fprint(w, story)
	})
	secret := strings.Replace(address, "http://", "http://user:hunter2@", 1)
	d, err := Fetch(t.Context(), secret+"/", local)
	if err != nil || strings.Contains(d.Report.URL, "hunter2") {
		t.Errorf("URL = %v (%v), want it without a password", d, err)
	}
	given := local
	given.URL = "https://user:hunter2@post.example/x"
	if d, err = Fetch(t.Context(), address, given); err != nil || d.Report.URL != "https://post.example/x" {
		t.Errorf("URL = %v (%v), want the one given without a password", d, err)
	}
	for _, broken := range []string{secret + "/x", secret + "/%zz", "http://user:hunter2@%zz", "ftp://user:hunter2@post.example", "http://user:hunter2@", "//user:hunter2@post.example/"} {
		if _, err = Fetch(t.Context(), broken, local); err == nil || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "user") {
			t.Errorf("Fetch = %v, want an error without the password", err)
		}
	}
}

func TestReportsNameNoUserInAnAddress(t *testing.T) {
	for name, d := range map[string]*Document{
		"given":        mustRead(t, story, Options{URL: "https://user:hunter2@post.example/x?a@b"}),
		"canonical":    mustRead(t, `<!doctype html><link rel=canonical href="https://user:hunter2@post.example/x?a@b"><article><p>`+story, Options{}),
		"front matter": mustRead(t, "---\nurl: https://user:hunter2@post.example/x?a@b\n---\n"+story, Options{}),
	} {
		if want := "https://post.example/x?a@b"; d.Report.URL != want {
			t.Errorf("URL %s = %q, want %q", name, d.Report.URL, want)
		}
	}
}
