package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Work is what all people do, and what they met.
type work struct {
	options
	base  string
	known known
	began int64 // the last entry of the log before

	mu     sync.Mutex
	took   map[string][]time.Duration // by page
	errors []string
	filed  []filed
	late   int // decisions that were refused, as another had decided first
}

// Known is what there is to look at.
type known struct {
	reports, lines, names []string
}

// A filed decision, as the desk answered.
type filed struct {
	Entry int64  `json:"entry"`
	Kind  string `json:"kind"`
	Of    string `json:"of"`
}

// A person works in a session of their own.
type person struct {
	*work
	*http.Client
	rng    *rand.Rand
	cursor string // of the list that was looked at last
}

func newWork(ctx context.Context, o options) (*work, error) {
	at, err := url.Parse(o.address)
	if err != nil {
		return nil, err
	}
	w := &work{options: o, base: at.Scheme + "://" + at.Host, took: map[string][]time.Duration{}}
	p, err := w.person(ctx, 0)
	if err != nil {
		return nil, err
	}
	var reports struct {
		Reports []struct{ Of string }
	}
	var list struct {
		Statements []struct{ Of, Speaker string }
	}
	var of struct{ Entries int64 }
	for path, into := range map[string]any{"/api/reports?n=200": &reports, "/api/statements?n=200": &list, "/api/case": &of} {
		body, status, err := p.fetch(ctx, "GET", path, nil)
		if err == nil && status != 200 {
			err = fmt.Errorf("GET %s = %d: %s", path, status, body)
		}
		if err == nil {
			err = json.Unmarshal(body, into)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, r := range reports.Reports {
		w.known.reports = append(w.known.reports, r.Of)
	}
	for _, s := range list.Statements {
		w.known.lines = append(w.known.lines, s.Of)
		if s.Speaker != "" && s.Speaker[0] >= 'A' && s.Speaker[0] <= 'Z' && !slices.Contains(w.known.names, s.Speaker) {
			w.known.names = append(w.known.names, s.Speaker)
		}
	}
	w.began = of.Entries
	if len(w.known.reports) == 0 || len(w.known.lines) == 0 || len(w.known.names) == 0 {
		return nil, fmt.Errorf("the case at %s has nothing to read", w.base)
	}
	return w, nil
}

// person lets somebody in.
func (w *work) person(ctx context.Context, n int) (*person, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	p := &person{w, &http.Client{Jar: jar, Timeout: time.Minute}, rand.New(rand.NewPCG(w.seed, uint64(n))), ""}
	r, err := http.NewRequestWithContext(ctx, "GET", w.address, nil)
	if err != nil {
		return nil, err
	}
	answer, err := p.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s lets nobody in: %s", w.address, answer.Status)
	}
	return p, nil
}

// all has everybody work until the time is over.
func (w *work) all(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, w.lasts)
	defer cancel()
	var wait sync.WaitGroup
	for n := range w.readers + w.reviewers {
		wait.Go(func() {
			p, err := w.person(ctx, n+1)
			if err != nil {
				w.fail(ctx, "coming in: "+err.Error())
				return
			}
			act := p.read
			if n >= w.readers {
				act = p.review
			}
			p.keepsAt(ctx, act)
		})
	}
	wait.Wait()
}

// keepsAt acts once in a while, beginning at some time of the first.
func (p *person) keepsAt(ctx context.Context, act func(context.Context)) {
	next := time.NewTimer(time.Duration(p.rng.Int64N(int64(p.each))))
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
		next.Reset(p.each)
		act(context.WithoutCancel(ctx)) // what is begun is ended
	}
}

func (p *person) one(list []string) string { return list[p.rng.IntN(len(list))] }

// read looks at one page or list, the ordinary ones more often.
func (p *person) read(ctx context.Context) {
	report, line, name := p.one(p.known.reports), p.one(p.known.lines), url.QueryEscape(p.one(p.known.names))
	pages := []struct {
		often      int
		name, path string
	}{
		{2, "home", "/"}, {4, "reports", "/reports"}, {12, "report", "/reports/" + report}, {10, "statements", "/statements"},
		{8, "statements by", "/statements?by=" + name}, {6, "list, first", "/api/statements?n=100"}, {8, "list, filtered", "/api/statements?n=100&by=" + name},
		{6, "list, words", "/api/statements?n=100&text=" + p.one([]string{"the", "said", "talks", "agreement", "not", "deal"})},
		{6, "list, on", "/api/statements?n=100&cursor=" + p.cursor},
		{10, "line", "/lines/" + line}, {5, "review", "/review"}, {5, "positions", "/positions"}, {4, "timeline", "/timeline"},
		{3, "proposals", "/proposals"}, {2, "map", "/map"}, {4, "who", "/who?name=" + name}, {2, "log", "/log"},
	}
	sum := 0
	for _, page := range pages {
		sum += page.often
	}
	at := p.rng.IntN(sum)
	for _, page := range pages {
		if at -= page.often; at < 0 {
			body, ok := p.timed(ctx, page.name, "GET", page.path, nil)
			if ok && strings.HasPrefix(page.name, "list, first") {
				var part struct{ Next string }
				_ = json.Unmarshal(body, &part) // without a cursor a list begins anew
				p.cursor = part.Next
			}
			return
		}
	}
}

// review decides of one of the lines that wait.
func (p *person) review(ctx context.Context) {
	body, ok := p.timed(ctx, "queue", "GET", "/api/review?n=100", nil)
	if !ok {
		return
	}
	var queue struct {
		Statements []struct{ Of, Act string }
	}
	if err := json.Unmarshal(body, &queue); err != nil {
		p.fail(ctx, "queue: "+err.Error())
		return
	}
	if len(queue.Statements) == 0 {
		queue.Statements = append(queue.Statements, struct{ Of, Act string }{p.one(p.known.lines), ""})
	}
	s := queue.Statements[p.rng.IntN(len(queue.Statements))]
	act := "warn"
	if s.Act == act {
		act = "assert"
	}
	decision := p.one([]string{
		`{"decide":"accept","reason":"load"}`, `{"decide":"reject","reason":"load"}`, `{"decide":"note","reason":"load"}`,
		`{"decide":"correct","reason":"load","correct":{"act":"` + act + `"}}`,
	})
	body, ok = p.timed(ctx, "decide", "POST", "/api/lines/"+s.Of+"/decisions", []byte(decision))
	if !ok {
		return
	}
	var f filed
	if err := json.Unmarshal(body, &f); err != nil {
		p.fail(ctx, "decide: "+err.Error())
		return
	}
	p.mu.Lock()
	p.filed = append(p.filed, f)
	p.mu.Unlock()
}

// timed fetches something and notes how long it took, from the click to the last
// byte; not ok where there is nothing to go on with.
func (p *person) timed(ctx context.Context, name, method, path string, send []byte) ([]byte, bool) {
	began := time.Now()
	body, status, err := p.fetch(ctx, method, path, send)
	took := time.Since(began)
	p.mu.Lock()
	p.took[name] = append(p.took[name], took)
	conflict := err == nil && method == "POST" && (status == http.StatusConflict || status == http.StatusUnprocessableEntity && strings.Contains(string(body), "nothing was changed"))
	if conflict {
		p.late++
	}
	p.mu.Unlock()
	switch {
	case err != nil:
		p.fail(ctx, fmt.Sprintf("%s %s: %v", method, path, err))
	case status == http.StatusNotFound && strings.Contains(path, "by="): // somebody without a name cannot be asked for
	case status != 200 && !conflict:
		p.fail(ctx, fmt.Sprintf("%s %s = %d: %.200s", method, path, status, body))
	}
	return body, err == nil && status == 200
}

func (p *person) fetch(ctx context.Context, method, path string, send []byte) ([]byte, int, error) {
	r, err := http.NewRequestWithContext(ctx, method, p.base+path, bytes.NewReader(send))
	if err != nil {
		return nil, 0, err
	}
	if send != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	answer, err := p.Do(r)
	if err != nil {
		return nil, 0, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return body, answer.StatusCode, err
}

func (w *work) fail(_ context.Context, what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.errors = append(w.errors, what)
}
