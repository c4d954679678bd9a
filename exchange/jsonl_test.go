package exchange

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"parley"
)

func TestLines(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	for _, test := range []struct{ name, in, want string }{
		{"one a newline", "a\nb\n", "1:a 2:b"},
		{"the last without a newline", "a\nb", "1:a 2:b"},
		{"empty ones too", "a\n\nb\n", "1:a 2: 3:b"},
		{"none of nothing", "", ""},
		{"the first without a byte order mark", "\ufeffa\n\ufeffb\n", "1:a 2:\ufeffb"},
		{"none of a byte order mark alone", "\ufeff", ""},
		{"half a byte order mark as it is", "\xef\xbba", "1:\xef\xbba"},
		{"one as long as the limit", strings.Repeat("y", 20) + "\n", "1:" + strings.Repeat("y", 20)},
		{"a longer one as an error, and the rest", "a\n" + long + "\nb\n", "1:a 2! 3:b"},
		{"a longer one at the end", "a\n" + long, "1:a 2!"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := collect(strings.NewReader(test.in), 20); got != test.want {
				t.Errorf("Lines(…) = %s, want %s", got, test.want)
			}
			if got := collect(iotest.OneByteReader(strings.NewReader(test.in)), 20); got != test.want {
				t.Errorf("Lines(…) byte by byte = %s, want %s", got, test.want)
			}
		})
	}
	t.Run("ends at an error of the reader", func(t *testing.T) {
		in := io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(errors.New("cable cut")))
		if got := collect(in, 20); got != "1:a 2!" {
			t.Errorf("Lines(…) = %s, want 1:a 2!", got)
		}
	})
}

func collect(r io.Reader, maxBytes int) string {
	var out []string
	for line := range Lines(r, maxBytes) {
		if line.Err != nil {
			out = append(out, fmt.Sprintf("%d!", line.Number))
		} else {
			out = append(out, fmt.Sprintf("%d:%s", line.Number, line.JSON))
		}
	}
	return strings.Join(out, " ")
}

func TestDecodeReport(t *testing.T) {
	t.Run("keeps the fields of a report and leaves others aside", func(t *testing.T) {
		got, err := DecodeReport([]byte(`{"id":"a","input":"deep/a.txt","title":"T","publisher":"P","byline":"B","published":"2031","url":"u","language":"en","sha256":"s","text":"Wörds","score":3,"Text":"no"}`))
		want := parley.Report{ID: "a", Input: "deep/a.txt", Title: "T", Publisher: "P", Byline: "B", Published: "2031", URL: "u", Language: "en", SHA256: "s", Text: "Wörds"}
		if err != nil || !reflect.DeepEqual(*got, want) {
			t.Errorf("DecodeReport(…) = %+v, %v, want %+v", got, err, want)
		}
	})
	for _, test := range []struct{ name, line, want string }{
		{"an empty line", "  ", "line is empty"},
		{"no JSON", "hello", "not a JSON object"},
		{"a list", `["text"]`, "not a JSON object"},
		{"two objects", `{"text":"a"}{"text":"b"}`, "not a JSON object"},
		{"null", `null`, `no "text"`},
		{"no text", `{"id":"a"}`, `no "text"`},
		{"null text", `{"text":null}`, `no "text"`},
		{"a number for text", `{"text":12}`, `"text" is 12, want a string`},
		{"bytes that are no UTF-8", "{\"text\":\"\xff\"}", "not valid UTF-8"},
	} {
		t.Run("refuses "+test.name, func(t *testing.T) {
			_, err := DecodeReport([]byte(test.line))
			if err == nil || !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("DecodeReport(%s) = %v, want an error with %q", test.line, err, test.want)
			}
		})
	}
}

func FuzzDecodeReport(f *testing.F) {
	f.Add([]byte(`{"text":"a"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		report, err := DecodeReport(line)
		if (report == nil) == (err == nil) {
			t.Errorf("DecodeReport(%q) = %v, %v, want one of the two", line, report, err)
		}
	})
}

func TestEncodeError_is_a_line_with_input_line_and_message(t *testing.T) {
	line := EncodeError("-", 3, errors.New("no \"text\"\n<here>"))
	var got struct {
		Error struct {
			Input, Message string
			Line           *int
		}
	}
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatal(err)
	}
	if got.Error.Input != "-" || *got.Error.Line != 3 || got.Error.Message != "no \"text\"\n<here>" || strings.Contains(string(line), "\n") {
		t.Errorf("EncodeError(…) = %s", line)
	}
	if line := EncodeError("a.txt", 0, io.EOF); !strings.Contains(string(line), `"line":null`) {
		t.Errorf("EncodeError(…) of a whole input = %s, want a null line", line)
	}
}
