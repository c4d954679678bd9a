package desk_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"parley/desk"
	"parley/internal/casetest"
	"parley/ledger"
)

var update = flag.Bool("update", false, "write docs/desk-api.json")

// ask is what a program gets: the status and the JSON.
func ask(t *testing.T, d *desk.Desk, method, path, body string) (int, map[string]any, string) {
	t.Helper()
	r := httptest.NewRequest(method, "http://"+host+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.AddCookie(&http.Cookie{Name: "parley-desk-8080", Value: token})
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	var out map[string]any
	_ = json.Unmarshal(w.Body.Bytes(), &out) // lists are looked at as text
	return w.Code, out, w.Body.String()
}

// Docs/desk-api.json is what the desk serves at /api/openapi.json:
// go test ./desk -run API_is -update
func TestAPI_is_as_described(t *testing.T) {
	d, _ := open(t)
	status, _, text := ask(t, d, "GET", "/api/openapi.json", "")
	var got bytes.Buffer
	if err := json.Indent(&got, []byte(text), "", "  "); status != 200 || err != nil {
		t.Fatalf("GET /api/openapi.json = %d, %v", status, err)
	}
	got.WriteByte('\n')
	const path = "../docs/desk-api.json"
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(want, got.Bytes()) {
		t.Errorf("%s is not what the desk serves (%v): run go test ./desk -run API_is -update", path, err)
	}
}

// Every operation of the description answers, of the examples' case.
func TestAPI_answers_everything_that_can_be_asked(t *testing.T) {
	d, f := open(t)
	casetest.File(t, f, deal())
	_, described, _ := ask(t, d, "GET", "/api/openapi.json", "")
	for path, of := range described["paths"].(map[string]any) {
		if _, is := of.(map[string]any)["get"]; !is {
			continue
		}
		asked := strings.NewReplacer("{report}", "2", "{line}", "s1", "{term}", "ceasefire").Replace(path)
		if path == "/who" {
			asked += "?name=Brandt"
		}
		if status, _, text := ask(t, d, "GET", "/api"+asked, ""); status != 200 || len(text) < 2 {
			t.Errorf("GET /api%s = %d: %s", asked, status, text)
		}
	}
}

func TestAPI_names_what_is_wrong(t *testing.T) {
	d, _ := open(t)
	for path, want := range map[string]int{
		"/lines/2/s99": 404, "/reports/99": 404, "/reports/3": 404, "/statements?act=burn": 422, "/statements?since=soon": 422,
		"/statements?by=nobody+at+all": 404, "/statements?cursor=x": 422, "/statements?cursor=999.0": 422, "/statements?n=9999": 422, "/nowhere": 404,
	} {
		status, problem, text := ask(t, d, "GET", "/api"+path, "")
		if status != want {
			t.Errorf("GET /api%s = %d, want %d: %s", path, status, want, text)
		}
		if path != "/nowhere" && problem["status"] != float64(want) {
			t.Errorf("GET /api%s has no problem with its status: %s", path, text)
		}
	}
	r := httptest.NewRequest("GET", "http://"+host+"/api/statements", nil)
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	if w.Code != 401 {
		t.Errorf("without a session GET /api/statements = %d, want 401", w.Code)
	}
}

// Whoever scrolls sees each statement once, in the order of the whole list,
// whatever is filed meanwhile.
func TestAPI_list_goes_on_where_it_stopped(t *testing.T) {
	for _, question := range []string{"", "text=the", "by=Brandt", "act=assert", "oldest=true", "status=read"} {
		d, f := open(t)
		_, whole, _ := ask(t, over(t, f), "GET", "/api/statements?n=200&"+question, "")
		var want, got []string
		for _, s := range whole["statements"].([]any) {
			want = append(want, s.(map[string]any)["of"].(string))
		}
		cursor, all := "", -1.0
		for pages := 0; pages == 0 || cursor != ""; pages++ {
			_, part, text := ask(t, d, "GET", fmt.Sprintf("/api/statements?n=3&cursor=%s&%s", cursor, question), "")
			list, is := part["statements"].([]any)
			if !is {
				t.Fatal(text)
			}
			for _, s := range list {
				got = append(got, s.(map[string]any)["of"].(string))
			}
			cursor, all = part["next"].(string), part["all"].(float64)
			if pages == 0 && len(want) > 3 {
				casetest.Decide(t, f, ledger.KindReject, want[4%len(want)], ledger.Decision{})
			}
		}
		if strings.Join(got, " ") != strings.Join(want, " ") || int(all) != len(want) {
			t.Errorf("%q by threes, %v in all = %v, want %v", question, all, got, want)
		}
	}
}

func TestAPI_decides_and_loses_nothing_that_another_decided(t *testing.T) {
	d, f := open(t)
	head, err := f.Case.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seen := head.Size
	decide := func(body string) (int, map[string]any) {
		status, out, _ := ask(t, d, "POST", "/api/lines/2/s1/decisions", body)
		return status, out
	}
	status, out := decide(fmt.Sprintf(`{"decide":"correct","reason":"heard it","seen":%d,"correct":{"act":"warn","new_speaker":"Bo Ek"}}`, seen))
	if status != 200 || out["by"] != "Ada Lind" || out["of"] != "2/s1" {
		t.Fatalf("correct = %d %v", status, out)
	}
	if status, out := decide(fmt.Sprintf(`{"decide":"reject","seen":%d}`, seen)); status != 409 || !strings.Contains(fmt.Sprint(out["detail"]), "Ada Lind has decided of 2/s1") {
		t.Errorf("reject of what another corrected = %d %v, want 409", status, out)
	}
	for _, body := range []string{`{"decide":"burn"}`, `{"decide":"correct"}`, `{"decide":"correct","correct":{"act":"warn"}}`, `{"decide":"correct","correct":{"act":"burn"}}`, `{`, ``} {
		if status, _ := decide(body); status != 422 && status != 400 {
			t.Errorf("%s = %d, want 422", body, status)
		}
	}
	if _, line, _ := ask(t, d, "GET", "/api/lines/2/s1", ""); line["speaker"] != "Bo Ek" || line["act"] != "warn" || line["status"] != "corrected" {
		t.Errorf("2/s1 is %v, want Bo Ek's warning", line)
	}
	if status, _, text := ask(t, d, "POST", fmt.Sprintf("/api/log/%.0f/undo", out["entry"]), `{"reason":"misheard"}`); status != 200 {
		t.Errorf("undo = %d %s", status, text)
	}
	if _, line, _ := ask(t, d, "GET", "/api/lines/2/s1", ""); line["status"] != "read" {
		t.Errorf("2/s1 is %v after the undo, want read", line["status"])
	}
}

func TestViews_are_kept_and_found_again(t *testing.T) {
	d, _ := open(t)
	form := url.Values{"name": {"Brandt on the ferry"}, "by": {"Brandt"}, "text": {"ferry"}, "act": {"assert", "warn"}, "oldest": {"on"}}
	status, body, h := answer(t, d, asking("POST", "/queries", form))
	if status != 303 || h.Get("Location") != "/statements?act=assert&act=warn&by=Brandt&oldest=on&text=ferry" {
		t.Fatalf("keeping = %d to %q: %s", status, h.Get("Location"), body)
	}
	if _, page, _ := answer(t, d, asking("GET", h.Get("Location"), nil)); !strings.Contains(page, `aria-current="true">Brandt on the ferry</a>`) {
		t.Errorf("the page of a kept view does not say that it is kept")
	}
	if _, _, text := ask(t, d, "GET", "/api/queries", ""); !strings.Contains(text, `"by":["Brandt"]`) {
		t.Errorf("GET /api/queries = %s", text)
	}
	if status, _, text := ask(t, d, "POST", "/api/queries?by=Brandt&term=ferry", `{"name":"by program"}`); status != 200 {
		t.Errorf("POST /api/queries = %d %s", status, text)
	}
	for _, bad := range []url.Values{{"name": {" "}}, {"name": {"x"}, "since": {"soon"}}, {"name": {"x"}, "by": {"nobody at all"}}} {
		if status, _, _ := answer(t, d, asking("POST", "/queries", bad)); status != 422 && status != 404 {
			t.Errorf("keeping %v = %d, want 422 or 404", bad, status)
		}
	}
}
