package dna

import (
	"strings"

	"parley"
)

// The notes of a document that was written here have of its report what DNA has no
// place for, a line each, by which it is the same report when it comes back.
const (
	noteReport    = "report: "
	noteSHA256    = "sha256: "
	noteURL       = "url: "
	notePublished = "published: "
	noteInput     = "input: "
	noteTitle     = "title: " // and the others where they are longer than DNA has room for
	noteByline    = "byline: "
	notePublisher = "publisher: "
)

// notes are those of a report, with its address as it may be told.
func notes(report *parley.Report, url string) string {
	var lines []string
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, name+value)
		}
	}
	whole := func(name, value string) {
		if cut(value) != value && !strings.ContainsAny(value, "\r\n") {
			add(name, value)
		}
	}
	add(noteReport, report.ID)
	add(noteSHA256, report.SHA256)
	add(noteURL, url)
	add(notePublished, report.Published)
	add(noteInput, report.Input)
	whole(noteTitle, report.Title)
	whole(noteByline, report.Byline)
	whole(notePublisher, report.Publisher)
	return strings.Join(lines, "\n")
}

// noted gives a report what the notes of its document have of it, where they were
// written here. What somebody has changed in DNA since stays as it is there.
func noted(report *parley.Report, notes string, date int64) {
	if !strings.HasPrefix(notes, noteReport) && !strings.HasPrefix(notes, noteSHA256) {
		return
	}
	for line := range strings.SplitSeq(notes, "\n") {
		has := func(name string) (value string, ok bool) { return strings.CutPrefix(line, name) }
		if url, ok := has(noteURL); ok {
			report.URL = url
		}
		if edtf, ok := has(notePublished); ok && seconds(edtf) == date {
			if _, _, isDate := parley.Days(edtf); isDate {
				report.Published = edtf
			}
		}
		for name, to := range map[string]*string{noteTitle: &report.Title, noteByline: &report.Byline, notePublisher: &report.Publisher} {
			if whole, ok := has(name); ok && cut(whole) == *to {
				*to = whole
			}
		}
	}
}
