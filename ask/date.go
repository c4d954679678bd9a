package ask

import (
	"regexp"
	"time"
)

// A day counts from 1970-01-01; 0 is not known. (No report of that day is.)
type day int

var fullDate = regexp.MustCompile(`^\d{4}-\d\d-\d\d`)

// dayOf is the day of an EDTF date; vaguer ones have none.
func dayOf(edtf string) day {
	t, err := time.Parse(time.DateOnly, fullDate.FindString(edtf))
	if err != nil || len(edtf) > 10 && edtf[10] != 'T' {
		return 0
	}
	return day(t.Unix() / (24 * 60 * 60))
}

// daysApart is how far a and b are apart; dated is false where one is not known.
func daysApart(a, b day) (days int, dated bool) {
	if a == 0 || b == 0 {
		return 0, false
	}
	return max(int(a-b), int(b-a)), true
}
