package parley

// A Timecode is a stretch of a recording, in milliseconds from its beginning.
// The zero Timecode says that none is known.
type Timecode struct {
	StartMS int `json:"start_ms,omitzero"`
	EndMS   int `json:"end_ms,omitzero"`
}

// A Timed is a part of a report's text with the stretch of the recording that it
// is the words of, as subtitles have it.
type Timed struct {
	Span
	Timecode
}
