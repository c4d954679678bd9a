package desk_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/internal/casetest"
	"parley/ledger"
)

// A stuck browser takes nothing of what is written to it until it is let go on.
type stuck struct {
	*httptest.ResponseRecorder
	begun, goOn chan struct{}
	once        sync.Once
}

func (s *stuck) Write(p []byte) (int, error) {
	s.once.Do(func() { close(s.begun) })
	<-s.goOn
	return s.ResponseRecorder.Write(p)
}

func TestPositions_keep_nobody_waiting_for_a_slow_reader(t *testing.T) {
	d, f := open(t)
	casetest.File(t, f, deal())
	_, page, _ := answer(t, d, asking("GET", "/positions", nil))
	_, cell, _ := strings.Cut(page, `href="/positions/cell?`)
	cell, _, _ = strings.Cut(cell, `"`)
	paths := []string{"/positions", "/positions?held-at=2031-05", "/positions/cell?" + strings.ReplaceAll(cell, "&amp;", "&"), "/terms/ceasefire", "/api/positions"}
	for _, path := range paths {
		slow := &stuck{ResponseRecorder: httptest.NewRecorder(), begun: make(chan struct{}), goOn: make(chan struct{})}
		var all sync.WaitGroup
		all.Go(func() { d.ServeHTTP(slow, asking("GET", path, nil)) })
		<-slow.begun
		others := make(chan string, 2*len(paths))
		for _, other := range paths {
			all.Go(func() {
				got, _, _ := answer(t, d, asking("GET", other, nil))
				others <- fmt.Sprint(other, " = ", got)
			})
		}
		for range paths {
			select {
			case got := <-others:
				if !strings.HasSuffix(got, " = 200") {
					t.Errorf("while %s is written, %s", path, got)
				}
			case <-time.After(time.Minute):
				t.Errorf("while %s is written to a slow browser, others wait", path)
			}
		}
		close(slow.goOn)
		all.Wait()
		if slow.Code != 200 {
			t.Errorf("GET %s = %d", path, slow.Code)
		}
	}
}

// Many read as others decide: with -race, that is all there is to see.
func TestPositions_are_read_by_many_while_others_decide(t *testing.T) {
	d, f := open(t)
	casetest.File(t, f, deal())
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for n := range 6 {
				for _, path := range []string{fmt.Sprintf("/positions?held-at=203%d", (i+n)%3), "/positions", "/terms/ceasefire", "/api/positions", "/positions?known-at=%236"} {
					if got, page, _ := answer(t, d, asking("GET", path, nil)); got != 200 {
						t.Errorf("GET %s = %d: %s", path, got, page)
					}
				}
			}
		})
	}
	all.Go(func() {
		for n := range 8 {
			kind := []ledger.Kind{ledger.KindReject, ledger.KindAccept}[n%2]
			casetest.Decide(t, f, kind, "10/o1", ledger.Decision{})
		}
	})
	all.Wait()
	if _, page, _ := answer(t, d, asking("GET", "/positions", nil)); !strings.Contains(page, "Veldland") {
		t.Error("the positions lack what was accepted last")
	}
}
