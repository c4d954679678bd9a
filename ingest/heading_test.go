package ingest

import (
	"strings"
	"testing"

	"parley"
)

func TestFirstLineOfPlainTextIsItsTitle(t *testing.T) {
	const body = "The ferry sails on Monday, the harbour master said.\n"
	for _, c := range []struct{ name, raw, want string }{
		{"apart from the rest", "Talks on the ferry\n\n" + body, "Talks on the ferry"},
		{"behind a byte order mark", "\ufeffTalks on the ferry\n\n" + body, "Talks on the ferry"},
		{"with Windows line ends", "Talks on the ferry\r\n\r\n" + body, "Talks on the ferry"},
		{"below empty lines", "\n\n  Talks on the ferry \n \n" + body, "Talks on the ferry"},
		{"as a heading of Markdown", "## Talks on the ferry\n\n" + body, "Talks on the ferry"},
		{"not apart", "Talks on the ferry\n" + body, ""},
		{"a question", "Will the ferry sail?\n\n" + body, "Will the ferry sail?"},
		{"a question below a label of the outlet", "OPINION: Will the ferry sail?\n\n" + body, "OPINION: Will the ferry sail?"},
		{"a turn", "Q: Will the ferry sail?\n\n" + body, ""},
		{"two questions", "Will it sail? When?\n\n" + body, ""},
		{"a sentence", "The talks are over.\n\n" + body, ""},
		{"a sentence in quotation marks", "“The talks are over.”\n\n" + body, ""},
		{"too long", strings.Repeat("talks ", 40) + "\n\n" + body, ""},
		{"nothing after it", "Talks on the ferry\n\n", ""},
		{"no words", "* * *\n\n" + body, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, c.raw, Options{})
			if d.Report.Title != c.want || d.Report.Text != c.raw {
				t.Errorf("title %q of %q, want %q and the text unchanged", d.Report.Title, d.Report.Text, c.want)
			}
		})
	}
	if d := mustRead(t, "Talks on the ferry\n\n"+body, Options{Title: "Given"}); d.Report.Title != "Given" {
		t.Errorf("title = %q, want the user's", d.Report.Title)
	}
}

func TestFrontMatterSaysWhatItSaysOfTheReport(t *testing.T) {
	const body = "\nA line of its own\n\nThe ferry sails on Monday, the harbour master said.\n"
	for _, c := range []struct{ name, raw string }{
		{"behind a byte order mark", "\ufeff---\ntitle: Talks: the ferry\ndate: 2031-05-14\nsource_url: https://sarrow.example/ferry\nauthor: Oda Brandt, Tam Okoye\n---\n" + body},
		{"plain", "---\ntitle: Talks: the ferry\ndate: 2031-05-14\nsource_url: https://sarrow.example/ferry\nauthor: Oda Brandt, Tam Okoye\npublisher: Halm Radio\ntags: [x]\n---\n" + body},
		{"quoted", "---\ntitle: \"Talks: the ferry\"\ndate: '14 May 2031'\nurl: 'https://sarrow.example/ferry'\nauthor: [\"Oda Brandt\", Tam Okoye]\n---\n" + body},
		{"on several lines", "---\ntitle: \"Talks: \\\n  \\ the\\_f\\u0065r\\x72y\"\ndate: 2031-05-14\nsource_url: >-\n  https://sarrow.example/ferry\nauthor:\n- Oda Brandt\n- 'Tam Okoye'\n---\n" + body},
		{"of Windows", strings.ReplaceAll("---\nTitle: Talks: the ferry\nDate: 2031-05-14\nURL: https://sarrow.example/ferry\nAuthor: Oda Brandt, Tam Okoye\n...\n"+body, "\n", "\r\n")},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, c.raw, Options{})
			got := [4]string{d.Report.Title, d.Report.Published, d.Report.URL, d.Report.Byline}
			want := [4]string{"Talks: the ferry", "2031-05-14", "https://sarrow.example/ferry", "Oda Brandt, Tam Okoye"}
			text := strings.TrimLeft(strings.ReplaceAll(body, "\n", c.raw[strings.Index(c.raw, "---")+3:strings.IndexByte(c.raw, '\n')+1]), "\r\n")
			if got != want || d.Report.Text != text {
				t.Errorf("report says %q in %q, want %q and the text without front matter", got, d.Report.Text, want)
			}
			if raw := d.Raw(parley.Span{Start: 0, End: len(text)}); c.raw[raw.Start:raw.End] != text {
				t.Errorf("the text leads back to %q", c.raw[raw.Start:raw.End])
			}
			if c.name == "plain" && d.Report.Publisher != "Halm Radio" {
				t.Errorf("publisher = %q", d.Report.Publisher)
			}
		})
	}
	t.Run("without a title leaves it to the first line", func(t *testing.T) {
		if d := mustRead(t, "---\ndate: 2031-05-14\n---\n"+body, Options{}); d.Report.Title != "A line of its own" {
			t.Errorf("title = %q", d.Report.Title)
		}
	})
	t.Run("has characters by their numbers", func(t *testing.T) {
		if d := mustRead(t, "---\ntitle: \"Obb\\xFCrgen \\u2013 talks\"\n---\n"+body, Options{}); d.Report.Title != "Obbürgen – talks" {
			t.Errorf("title = %q", d.Report.Title)
		}
	})
	t.Run("that is damaged costs no more than itself", func(t *testing.T) {
		for _, front := range []string{"title: \"Talks", "title: 'Talks", "title: [Talks", ":", "- x", "  x", "title:\n\\", "title: \"\\x\""} {
			if raw := "---\n" + front + "\n---\n" + body; mustRead(t, raw, Options{}).Report.Text != body[1:] {
				t.Errorf("text of %q is changed", raw)
			}
		}
	})
	t.Run("that does not end is text", func(t *testing.T) {
		if d := mustRead(t, "---\ntitle: Talks\n"+body, Options{}); d.Report.Title != "" {
			t.Errorf("title = %q, want none", d.Report.Title)
		}
	})
	t.Run("says nothing that is no date and no address", func(t *testing.T) {
		d := mustRead(t, "---\ndate: soon\nurl: ferry\n---\n"+body, Options{})
		if d.Report.Published != "" || d.Report.URL != "" {
			t.Errorf("published %q at %q, want neither", d.Report.Published, d.Report.URL)
		}
	})
}
