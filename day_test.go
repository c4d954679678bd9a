package parley

import "testing"

func TestDays(t *testing.T) {
	for _, test := range []struct{ edtf, first, last string }{
		{"2025-11-24", "2025-11-24", "2025-11-24"},
		{"2025-11-24T09:30:00Z", "2025-11-24", "2025-11-24"},
		{"2025-11", "2025-11-01", "2025-11-30"},
		{"2024-02~", "2024-02-01", "2024-02-29"},
		{"2025", "2025-01-01", "2025-12-31"},
		{"2025?", "2025-01-01", "2025-12-31"},
		{"202X", "2020-01-01", "2029-12-31"},
		{"2025-XX", "2025-01-01", "2025-12-31"},
		{"2025-22", "2025-06-01", "2025-08-31"},
		{"2025-24", "2025-12-01", "2026-02-28"},
		{"2025-11-20/2025-11-24", "2025-11-20", "2025-11-24"},
		{"2025-10/2025-11", "2025-10-01", "2025-11-30"},
		{"2025-11-24/..", "2025-11-24", ".."},
		{"../2025-11-24", "..", "2025-11-24"},
		{"1969-12-31", "1969-12-31", "1969-12-31"},
	} {
		first, last, ok := Days(test.edtf)
		if !ok || first.String() != test.first || last.String() != test.last {
			t.Errorf("Days(%q) = %v, %v, %v; want %s, %s", test.edtf, first, last, ok, test.first, test.last)
		}
	}
	for _, bad := range []string{"", "..", "tomorrow", "2025-13", "2025-02-30", "25", "2025-11-24/2025-11-20", "20X5-11", "2025-1", "+2025"} {
		if first, last, ok := Days(bad); ok {
			t.Errorf("Days(%q) = %v, %v; want none", bad, first, last)
		}
	}
}

func FuzzDays(f *testing.F) {
	f.Add("2025-11-24/..")
	f.Fuzz(func(t *testing.T, edtf string) {
		if first, last, ok := Days(edtf); ok && first > last {
			t.Errorf("Days(%q) = %v, %v", edtf, first, last)
		}
	})
}
