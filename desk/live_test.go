package desk

import (
	"net/http/httptest"
	"testing"
)

func TestToldLast_is_where_a_browser_that_comes_back_stopped(t *testing.T) {
	for given, want := range map[string]int64{"": 5000, "4990": 4990, "5000": 5000, "7000": 5000, "3": 4000, "-1": 5000, "x": 5000} {
		r := httptest.NewRequest("GET", "/events", nil)
		r.Header.Set("Last-Event-ID", given)
		if got := toldLast(r, 5000); got != want {
			t.Errorf("toldLast(%q of 5000) = %d, want %d", given, got, want)
		}
		asked := httptest.NewRequest("GET", "/events?last="+given, nil)
		if got := toldLast(asked, 5000); got != want {
			t.Errorf("toldLast(asked for %q of 5000) = %d, want %d", given, got, want)
		}
	}
}
