package ingest

import (
	"regexp"
	"strconv"
	"strings"

	"parley"
)

// KindTranscript is subtitles: SubRip (.srt) or WebVTT (.vtt).
const KindTranscript Kind = "transcript"

// timing is the line over the words of a cue. SubRip parts the milliseconds by a
// comma, WebVTT by a point and may leave out the hours and add settings.
var timing = regexp.MustCompile(`^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{3})\s+-->\s+(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{3})(?:\s.*)?$`)

// isTranscript reports whether text begins as subtitles do: with WEBVTT, or with
// a number and a timing.
func isTranscript(text string) bool {
	head := strings.TrimLeft(text[:min(len(text), 1024)], "\ufeff \t\r\n")
	if strings.HasPrefix(head, "WEBVTT") {
		return true
	}
	number, rest, _ := strings.Cut(head, "\n")
	if _, err := strconv.Atoi(strings.TrimSpace(number)); err != nil {
		return false
	}
	line, _, _ := strings.Cut(rest, "\n")
	return timing.MatchString(strings.TrimRight(line, "\r"))
}

// turn is the label of whoever speaks, at the beginning of a cue's line: a name in
// up to four words. What is a turn begins a paragraph.
var turn = regexp.MustCompile(`^(?:- ?|>> ?)?\p{Lu}[\p{L}.’'-]*(?: [\p{L}.’'-]+){0,3}:(?:\s|$)`)

// voice is WebVTT's own label: <v Ida Oda>.
var voice = regexp.MustCompile(`^<v(?:\.[^\s>]*)? ([^>]*)>`)

// mark is a tag or an override of style, which is no words.
var mark = regexp.MustCompile(`^(?:<[^>]*>|\{\\[^}]*\})`)

// longPause is how many milliseconds without words begin a line.
const longPause = 2000

// readTranscript takes the words of the cues, one after the other, a paragraph for
// each turn, and when each is spoken.
func (d *Document) readTranscript(source string) {
	d.Kind = KindTranscript
	w := &writer{source: source}
	var now, last parley.Timecode
	inCue, speaker := false, ""
	for at := 0; at < len(source); {
		end := len(source)
		if n := strings.IndexByte(source[at:], '\n'); n >= 0 {
			end = at + n
		}
		line := strings.TrimRight(source[at:end], "\r")
		switch times := timing.FindStringSubmatch(line); {
		case times != nil:
			last, now, inCue = now, timecodeOf(times[1:]), true
		case strings.TrimSpace(line) == "":
			inCue = false
		case inCue:
			begin := w.text.Len()
			speaker = w.cueLine(line, at, speaker, now.StartMS-last.EndMS > longPause)
			last = now
			part := parley.Span{Start: begin, End: w.text.Len()}
			for part.Len() > 0 && isSpace(w.text.String()[part.Start]) {
				part.Start++
			}
			if part.Len() > 0 {
				d.Report.Timed = append(d.Report.Timed, parley.Timed{Span: part, Timecode: now})
			}
		}
		at = end + 1
	}
	d.Report.Text = w.text.String()
	d.alignments = append(d.alignments, w.alignment)
}

// cueLine writes a line of a cue and returns who speaks at its end.
func (w *writer) cueLine(line string, at int, speaker string, paused bool) string {
	if w.text.Len() > 0 {
		w.pending = " "
		if paused {
			w.pending = "\n"
		}
		if turn.MatchString(line) {
			w.pending = "\n\n"
		}
	}
	begin := w.text.Len()
	for i := 0; i < len(line); {
		rest := line[i:]
		if v := voice.FindStringSubmatchIndex(rest); v != nil {
			if name := rest[v[2]:v[3]]; name != speaker && name != "" {
				if w.text.Len() > 0 {
					w.pending = "\n\n"
				}
				speaker = name
				w.unit(name, at+i+v[2], len(name))
				w.unit(":", at+i+v[3], v[1]-v[3])
				w.pending = " "
			}
			i += v[1]
			continue
		}
		if m := mark.FindString(rest); m != "" {
			i += len(m)
			continue
		}
		if isSpace(rest[0]) {
			if w.text.Len() > begin && w.pending == "" {
				w.pending = " "
			}
			i++
			continue
		}
		s, n := next(rest, false)
		if cut := strings.IndexAny(s[1:], "<{"); n == len(s) && cut >= 0 {
			s, n = s[:cut+1], cut+1
		}
		w.unit(s, at+i, n)
		i += n
	}
	w.pending = ""
	return speaker
}

// timecodeOf reads hours (which may lack), minutes, seconds and milliseconds of
// the beginning and the end.
func timecodeOf(parts []string) parley.Timecode {
	ms := func(parts []string) int {
		var n [4]int
		for i, part := range parts {
			n[i], _ = strconv.Atoi(part)
		}
		return ((n[0]*60+n[1])*60+n[2])*1000 + n[3]
	}
	return parley.Timecode{StartMS: ms(parts[:4]), EndMS: ms(parts[4:])}
}
