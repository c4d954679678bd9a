package desk_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/clerk"
	"parley/desk"
	"parley/internal/casetest"
	"parley/ledger"
	"parley/ledger/ledgertest"
	"parley/ledger/sqlite"
	"parley/reader"
	"parley/resolve"
)

// BenchmarkDesk opens a desk on a case of PARLEY_STATEMENTS statements (5,000 where it
// is not set), varied from the examples, and prints the median and the 95th percentile
// of the time that the server takes for the page of statements and for the answer to a
// filter, each asked for the first time, how many bytes the page has with all that
// it loads, packed, and how long eight who ask for positions at once wait: each as of
// another day, or all as of now.
//
//	PARLEY_STATEMENTS=100000 go test -run '^$' -bench Desk -benchtime 1x -timeout 60m ./desk
//
// With PARLEY_DESK_CASE=FILE the case is kept there, and taken from there again.
func BenchmarkDesk(b *testing.B) {
	most := 5000
	if s := os.Getenv("PARLEY_STATEMENTS"); s != "" {
		var err error
		if most, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	c := largeCase(b, most)
	statements := 0
	names := map[string]int{}
	for line, err := range c.Lines(b.Context(), 0) {
		if err != nil {
			b.Fatal(err)
		}
		statements++
		_ = line
	}
	for n, err := range c.Names(b.Context(), nil) {
		if err != nil {
			b.Fatal(err)
		}
		if words := ledger.Words(n.Name); len(words) > 0 && n.Reports > 1 {
			names[n.Name] = n.Reports
		}
	}
	d, err := desk.New(desk.Options{Case: c, By: "Ada Lind", Token: token, Hosts: []string{host}, Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	for range b.N {
		benchDesk(b, d, names)
	}
	b.ReportMetric(float64(statements), "statements")
	b.ReportMetric(0, "ns/op")
}

func benchDesk(b *testing.B, d *desk.Desk, names map[string]int) {
	commonest := make([]string, 0, len(names))
	for n := range names {
		commonest = append(commonest, n)
	}
	slices.SortFunc(commonest, func(x, y string) int {
		if names[x] != names[y] {
			return names[y] - names[x]
		}
		return strings.Compare(x, y)
	})
	commonest = commonest[:min(20, len(commonest))]
	get(b, d, "/statements") // the process and the disk are warm, no list is
	var first, filter, scroll []time.Duration
	for i := range 20 {
		first = append(first, get(b, d, fmt.Sprintf("/statements?since=%d", 1900+i)))
	}
	for _, name := range commonest {
		by := url.QueryEscape(name)
		filter = append(filter, get(b, d, "/api/statements?n=100&by="+by), get(b, d, "/api/statements?n=100&about="+by), get(b, d, "/api/statements?n=100&text="+url.QueryEscape(ledger.Words(name)[0])))
	}
	for i, act := range parley.Acts {
		filter = append(filter, get(b, d, "/api/statements?n=100&act="+string(act)), get(b, d, fmt.Sprintf("/api/statements?n=100&act=%s&since=202%d&certainty=certain", act, i%5)))
	}
	for _, text := range []string{"the", "said", "ferry", `"the talks"`, "ceasefire", "plan -peace", "not", "agreement"} {
		filter = append(filter, get(b, d, "/api/statements?n=100&text="+url.QueryEscape(text)))
	}
	for from := 100; from < 2000; from += 100 {
		scroll = append(scroll, get(b, d, fmt.Sprintf("/api/statements?n=100&from=%d", from*17)))
	}
	report := func(name string, all []time.Duration) {
		slices.Sort(all)
		b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, name+"-median-ms")
		b.ReportMetric(float64(all[len(all)*95/100].Microseconds())/1000, name+"-p95-ms")
	}
	report("first", first)
	report("filter", filter)
	report("scroll", scroll)
	get(b, d, "/positions")
	report("positions", together(b, d, func(reader, n int) string { return fmt.Sprintf("/positions?held-at=20%02d-%02d", 10+n, reader+1) }))
	report("positions-again", together(b, d, func(int, int) string { return "/positions" }))
	b.ReportMetric(float64(pageSize(b, d))/1000, "page-kB-packed")
}

// together is how long each of eight readers at once waits for pages, ten each.
func together(b *testing.B, d *desk.Desk, path func(reader, n int) string) (all []time.Duration) {
	took := make(chan time.Duration)
	for reader := range 8 {
		go func() {
			for n := range 10 {
				took <- get(b, d, path(reader, n))
			}
		}()
	}
	for range 80 {
		all = append(all, <-took)
	}
	return all
}

// loads are the files that a page loads.
var loads = regexp.MustCompile(`(?:src|href)="(/files/[^"]+)"`)

func pageSize(b *testing.B, d *desk.Desk) int {
	fetch := func(path string) []byte {
		r := httptest.NewRequest("GET", "http://"+host+path, nil)
		r.AddCookie(&http.Cookie{Name: "parley-desk-8080", Value: token})
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		d.ServeHTTP(w, r)
		return w.Body.Bytes()
	}
	page := fetch("/statements")
	size := len(page)
	z, err := gzip.NewReader(bytes.NewReader(page))
	if err != nil {
		b.Fatalf("the page is not packed: %v", err)
	}
	words, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	for _, file := range loads.FindAllSubmatch(words, -1) {
		size += len(fetch(string(file[1])))
	}
	return size + len(fetch("/api/statements?n=100"))
}

func get(b *testing.B, d *desk.Desk, path string) time.Duration {
	r := httptest.NewRequest("GET", "http://"+host+path, nil)
	r.AddCookie(&http.Cookie{Name: "parley-desk-8080", Value: token})
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	start := time.Now()
	d.ServeHTTP(w, r)
	took := time.Since(start)
	if w.Code != 200 && w.Code != 404 {
		b.Fatalf("GET %s = %d", path, w.Code)
	}
	if os.Getenv("PARLEY_SLOW") != "" && took > 100*time.Millisecond {
		b.Logf("%s: %v", path, took)
	}
	return took
}

// largeCase is a case with so many statements or a few more.
func largeCase(b *testing.B, most int) *ledger.Case {
	path := os.Getenv("PARLEY_DESK_CASE")
	if path != "" {
		if store, err := sqlite.Open(b.Context(), path); err == nil {
			b.Cleanup(func() { store.Close() })
			return ledger.NewCase(store, resolve.Key)
		}
	} else {
		path = filepath.Join(b.TempDir(), "case.parley")
	}
	store, err := sqlite.Create(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	f := &clerk.Filer{Case: ledger.NewCase(store, resolve.Key), By: "Ada Lind", Now: time.Now}
	if _, err := f.Case.Append(b.Context(), f.Now(), []ledger.Draft{{Kind: ledger.KindCase, Author: ledger.Person(f.By), Body: []byte(`{"v":1,"name":"a large case"}`)}}); err != nil {
		b.Fatal(err)
	}
	base := casetest.Read(b, casetest.Clerk(b, reader.Options{Fast: true}), "2025-11-26", casetest.ExampleTexts(b, "../examples")...)
	for i := range base {
		base[i] = ledgertest.Dealt(base[i], 7)
	}
	vary := ledgertest.Vary(base, 1)
	for i, n := 0, 0; n < most; i++ {
		record := vary(i)
		n += len(record.Statements)
		if _, err := f.File(b.Context(), record, nil); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := f.Flush(b.Context()); err != nil {
		b.Fatal(err)
	}
	return f.Case
}
