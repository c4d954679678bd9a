package desk_test

import (
	"net/url"
	"strings"
	"testing"
)

func TestLogIns_are_for_leads(t *testing.T) {
	d := opened(t)
	lead, reviewer, other := session(t, d, "lead", ""), session(t, d, "reviewer", ""), session(t, d, "reviewer", "")
	for _, name := range []string{"reviewer", hostile} {
		answer(t, d, by("", "POST", "/log-in", url.Values{"name": {name}, "password": {"another password"}}))
	}
	_, page, _ := answer(t, d, by(lead, "GET", "/log-ins", nil))
	page = strings.Join(strings.Fields(tags.ReplaceAllString(page, " ")), " ")
	for _, want := range []string{
		"lead lead comes in by password came in last 2031-05-21 09:00:00 from 192.0.2.1 in since 2031-05-21 09:00:00 , last asked 2031-05-21 09:00:00 , from 192.0.2.1 End the session of lead",
		"reviewer reviewer comes in by password came in last 2031-05-21 09:00:00 from 192.0.2.1 refused 1 time since in since", "End all 2 sessions of reviewer",
		"reader reader comes in by password has not come in of late",
		"2031-05-21 09:00:00 refused reviewer password 192.0.2.1", "2031-05-21 09:00:00 in lead password 192.0.2.1",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("who came in lacks %q: %s", want, page)
		}
	}
	if got, _, _ := answer(t, d, by(reviewer, "POST", "/log-ins", url.Values{"end": {"lead"}})); got != 403 {
		t.Errorf("a reviewer ends the sessions of a lead = %d, want 403", got)
	}
	if got, _, h := answer(t, d, by(lead, "POST", "/log-ins", url.Values{"end": {"reviewer"}})); got != 303 || h.Get("Location") != "/log-ins" {
		t.Fatalf("ending = %d to %q", got, h.Get("Location"))
	}
	for _, cookie := range []string{reviewer, other} {
		if got, _, _ := answer(t, d, by(cookie, "GET", "/", nil)); got != 401 {
			t.Errorf("a session that was ended = %d, want 401", got)
		}
	}
	for what, want := range map[string]int{"": 200, "ended": 200, "refused": 200, "burnt": 422} {
		got, page, _ := answer(t, d, by(lead, "GET", "/log-ins?what="+url.QueryEscape(what), nil))
		if got != want || strings.Contains(page, "by lead") != (want == 200 && what != "refused") {
			t.Errorf("log-ins that are %q = %d, want %d, with who ended a session where that is asked", what, got, want)
		}
	}
	for path, form := range map[string]url.Values{"/log-ins": {"end": {" "}}} {
		if got, _, _ := answer(t, d, by(lead, "POST", path, form)); got != 422 {
			t.Errorf("ending nobody's = %d, want 422", got)
		}
	}
}
