package reader

import (
	"strings"
	"testing"

	"parley"
)

func TestTwins(t *testing.T) {
	const text = "The pilots reportedly said, and the ministry confirmed, that the ferry would sail on Friday."
	spans := func(words ...string) []parley.Span {
		var out []parley.Span
		for _, w := range words {
			if at := strings.Index(text, w); at >= 0 {
				out = append(out, parley.Span{Start: at, End: at + len(w)})
			}
		}
		return out
	}
	for name, c := range map[string]struct {
		a, b parley.Attribution
		want bool
	}{
		"a cue and a part of it with the same content": {
			parley.Attribution{Cue: spans("reportedly said"), Content: spans("the ferry would sail on Friday")},
			parley.Attribution{Cue: spans("said"), Content: spans("that the ferry would sail on Friday")}, true},
		"two who say the same": {
			parley.Attribution{Source: spans("The pilots"), Cue: spans("said"), Content: spans("the ferry would sail on Friday")},
			parley.Attribution{Source: spans("the ministry"), Cue: spans("confirmed"), Content: spans("the ferry would sail on Friday")}, false},
		"one who says the same twice": {
			parley.Attribution{Source: spans("The pilots"), Cue: spans("said"), Content: spans("the ferry would sail on Friday")},
			parley.Attribution{Source: spans("The pilots"), Cue: spans("confirmed"), Content: spans("that the ferry would sail on Friday")}, true},
		"one cue with contents that are mostly apart": {
			parley.Attribution{Cue: spans("said"), Content: spans("the ferry")},
			parley.Attribution{Cue: spans("said"), Content: spans("the ferry would sail on Friday")}, false},
	} {
		if got := twins(c.a, c.b); got != c.want {
			t.Errorf("twins of %s = %v, want %v", name, got, c.want)
		}
	}
}

func TestIsAdverbOf(t *testing.T) {
	const text = "The pilots reportedly said no, and gladly the ministry denied it."
	span := func(w string) []parley.Span {
		at := strings.Index(text, w)
		return []parley.Span{{Start: at, End: at + len(w)}}
	}
	said := parley.Attribution{Source: span("The pilots"), Cue: span("said"), Content: span("no, and gladly the ministry")}
	for name, c := range map[string]struct {
		a    parley.Attribution
		want bool
	}{
		"the adverb before it":      {parley.Attribution{Source: span("The pilots"), Cue: span("reportedly"), Content: span("no, and gladly the ministry")}, true},
		"an adverb with no source":  {parley.Attribution{Cue: span("reportedly"), Content: span("no, and gladly the ministry")}, false},
		"an adverb that holds more": {parley.Attribution{Source: span("The pilots"), Cue: span("reportedly"), Content: span("said no, and gladly the ministry denied it")}, false},
		"an adverb elsewhere":       {parley.Attribution{Source: span("The pilots"), Cue: span("gladly"), Content: span("no, and gladly the ministry")}, false},
	} {
		if got := isAdverbOf(text, c.a, said); got != c.want {
			t.Errorf("isAdverbOf of %s = %v, want %v", name, got, c.want)
		}
	}
}
