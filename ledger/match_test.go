package ledger

import (
	"strings"
	"testing"
)

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		ask, text string
		want      bool
	}{
		{"land", "Give up the land.", true},
		{"land swap", "A swap of land", true},
		{`"land swap"`, "A swap of land", false},
		{`"land swap"`, "the LAND-swap", true},
		{"“land swap”", "the land swap", true},
		{`land OR sea`, "by sea", true},
		{`land OR "high sea"`, "by sea", false},
		{`land -swap`, "land swap", false},
		{`land -"swap of"`, "a swap for land", true},
		{"terri*", "territorial", true},
		{"terri", "territorial", false},
		{`"land ter*"`, "land territory", true},
		{"Zelensky*", "Зеленський and Zelenskyy", true},
		{"cafe", "the café", true},
		{"don't", "They don’t", true},
	} {
		m, err := ParseMatch(test.ask)
		if err != nil {
			t.Errorf("ParseMatch(%q): %v", test.ask, err)
			continue
		}
		if got := m.In(Words(test.text)); got != test.want {
			t.Errorf("%q in %q = %v, want %v (%v)", test.ask, test.text, got, test.want, m)
		}
	}
	for _, bad := range []string{"OR", "land OR", "OR land", "-land", "land OR -sea", "...", "a OR OR b"} {
		if m, err := ParseMatch(bad); err == nil {
			t.Errorf("ParseMatch(%q) = %v, want an error", bad, m)
		}
	}
}

func TestWords(t *testing.T) {
	got := strings.Join(Words("Zelenskyy’s 2nd CAFÉ-visit: Κίεβο, 北京, ﬁne, É"), " ")
	if want := "zelenskyy s 2nd cafe visit κιεβο 北京 fine e"; got != want {
		t.Errorf("Words = %q, want %q", got, want)
	}
	if long := Words(strings.Repeat("ж", 100))[0]; len(long) != maxWord {
		t.Errorf("a long word keeps %d bytes, want %d", len(long), maxWord)
	}
}

func FuzzMatch_never_fails_on_what_people_type(f *testing.F) {
	f.Add(`land -"swap of" OR x*`, "land")
	f.Fuzz(func(t *testing.T, ask, text string) {
		if m, err := ParseMatch(ask); err == nil {
			m.In(Words(text))
		}
	})
}
