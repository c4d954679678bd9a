package desk

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestServe_breaks_off_what_it_cannot_finish(t *testing.T) {
	p, err := parsePages()
	if err != nil {
		t.Fatal(err)
	}
	d := &Desk{pages: p}
	for name, begun := range map[string]bool{"begun": true, "not_begun": false} {
		s := httptest.NewServer(packed(d.serve(func(q *request) error {
			q.save("text/csv", "statements.csv")
			if begun {
				io.WriteString(q.ResponseWriter, strings.Repeat("report,words\n", 1000))
			}
			return errors.New("the case is gone")
		})))
		answer, err := http.Get(s.URL)
		var body []byte
		if err == nil {
			body, err = io.ReadAll(answer.Body)
			answer.Body.Close()
		}
		if begun && (err == nil || strings.Contains(string(body), "the case is gone")) {
			t.Errorf("%s: a part of a file reads as the whole", name)
		}
		if !begun && (err != nil || answer.StatusCode != 500 || answer.Header.Get("Content-Disposition") != "") {
			t.Errorf("%s: %v, %v, want a page that says so", name, answer, err)
		}
		s.Close()
	}
}
