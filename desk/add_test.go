package desk_test

import (
	"bytes"
	"context"
	"errors"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"

	"parley"
	"parley/clerk"
	"parley/desk"
)

// adding is a form of reports as a browser sends it.
func adding(t *testing.T, fields map[string]string, files map[string]string, order ...string) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary("b"); err != nil {
		t.Fatal(err)
	}
	for name, value := range fields {
		w.WriteField(name, value)
	}
	for _, name := range order {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(files[name]))
	}
	w.Close()
	return &b
}

func TestAdd_tells_of_each_and_stops_at_none(t *testing.T) {
	d, f := open(t)
	d.Read = func(_ context.Context, in desk.Input) clerk.Outcome {
		if len(in.Bytes) == 0 {
			return clerk.Outcome{Err: errors.New("there is no word in it")}
		}
		return clerk.Outcome{Record: &parley.Record{Report: parley.Report{Text: string(in.Bytes), Input: in.Name, Title: in.Given.Title}, Weights: "sha256:w1"}}
	}
	post := func(b *bytes.Buffer) (int, string, string) {
		r := asking("POST", "/reports", nil)
		r = r.Clone(r.Context())
		r.Body = httptest.NewRequest("POST", "/", b).Body
		r.ContentLength = int64(b.Len())
		r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		got, body, h := answer(t, d, r)
		return got, body, h.Get("Location")
	}
	files := map[string]string{"one.txt": "Bo Ek spoke.", "empty.txt": "", "again.txt": "Bo Ek spoke.", "<b>two.txt": "Ada Lind spoke."}
	got, page, _ := post(adding(t, map[string]string{"title": "Of one"}, files, "one.txt", "empty.txt", "again.txt", "<b>two.txt"))
	for _, want := range []string{"Adding 4 reports", `one.txt</span>: <a href="/reports/10">0 statements`, "there is no word in it", "is filed already", "&lt;b&gt;two.txt", `<a href="/reports/12">`, "</html>"} {
		if got != 200 || !strings.Contains(page, want) {
			t.Errorf("adding four files = %d, lacks %q", got, want)
		}
	}
	if r, err := f.Case.Report(t.Context(), 12); err != nil || r.Title != "" {
		t.Errorf("report 12 is called %q, %v, want no title, as that is of one", r.Title, err)
	}
	if got, _, to := post(adding(t, map[string]string{"text": "Una Berg spoke."}, nil)); got != 303 || to != "/reports/14" {
		t.Errorf("adding one = %d to %q, want 303 to its page", got, to)
	}
	if got, page, _ := post(adding(t, map[string]string{"text": "Una Berg spoke."}, nil)); got != 200 || !strings.Contains(page, "is filed already") {
		t.Errorf("adding it again = %d, want a page that says so", got)
	}
	if got, page, _ := post(adding(t, map[string]string{"text": strings.Repeat("x", 33<<20)}, nil)); got != 413 || !strings.Contains(page, "more than the 32 MB") {
		t.Errorf("adding 33 MB = %d, want 413 and why", got)
	}
	if got, _, _ := answer(t, d, asking("POST", "/reports", map[string][]string{"text": {"x"}})); got != 422 {
		t.Errorf("a form that is not of parts = %d, want 422", got)
	}
}
