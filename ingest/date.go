package ingest

import (
	"regexp"
	"strings"
	"time"
)

// edtfDate matches the EDTF (ISO 8601-2, levels 0 and 1) that a date of
// publication can be besides those of dateLayouts: as exact as a day or as vague as a
// century, and uncertain (?), approximate (~) or both (%).
var edtfDate = regexp.MustCompile(`^(?:\d{4}(?:-(?:0[1-9]|1[0-2]|XX)(?:-(?:\d\d|XX))?)?|\d{3}X|\d\dXX)[?~%]?$`)

// dateLayouts are the forms in which pages write dates, the exact ones first,
// each with the form that keeps of it what EDTF can say: a time has seconds, and
// where it has none the day is all that is sure.
var dateLayouts = []struct{ in, out string }{
	{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z07:00"}, // takes fractions too
	{"2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07:00"},
	{"2006-01-02T15:04:05", "2006-01-02T15:04:05"},
	{"2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05Z07:00"},
	{"2006-01-02 15:04:05 -0700", "2006-01-02T15:04:05Z07:00"},
	{"2006-01-02 15:04:05", "2006-01-02T15:04:05"},
	{"Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02T15:04:05Z07:00"},
	{"Mon, 02 Jan 2006 15:04:05 GMT", "2006-01-02T15:04:05Z"},
	{"2006-01-02T15:04Z07:00", time.DateOnly},
	{"2006-01-02T15:04Z0700", time.DateOnly},
	{"2006-01-02T15:04", time.DateOnly},
	{"2006-01-02 15:04", time.DateOnly},
	{"2006-01-02", time.DateOnly},
	{"2006/01/02", time.DateOnly},
	{"20060102", time.DateOnly},
	{"January 2, 2006", time.DateOnly},
	{"Jan 2, 2006", time.DateOnly},
	{"Jan. 2, 2006", time.DateOnly},
	{"2 January 2006", time.DateOnly},
	{"2 Jan 2006", time.DateOnly},
}

// EDTF puts a date as pages write it into EDTF, no more exact than it is; empty
// if it is no date that can be told.
func EDTF(date string) string {
	date = strings.TrimSpace(date)
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout.in, date); err == nil {
			return t.Format(layout.out)
		}
	}
	if !edtfDate.MatchString(date) {
		return ""
	}
	if day := date[:min(len(date), len(time.DateOnly))]; len(day) == len(time.DateOnly) && !strings.Contains(day, "X") {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return ""
		}
	}
	return date
}
