package dates

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"parley/internal/table"
)

// The tables are plain files, so that an analyst can read and mend them.
var (
	//go:embed calendar.txt
	calendarFile string
	//go:embed tense.txt
	tenseFile string
	//go:embed traps.txt
	trapsFile string
	//go:embed days.txt
	daysFile string

	calendarWords = calendarTable()
	tenseWords    = headsOf("tense.txt", tenseFile)
	trapWords     = headsOf("traps.txt", trapsFile)
	knownDays     = daysTable()
)

// An entry is what calendar.txt says of a word. The zero entry is of no class.
type entry struct {
	class string
	value int
}

func calendarTable() map[string]*entry {
	entries := map[string]*entry{}
	for word, head := range headsOf("calendar.txt", calendarFile) {
		class, number, _ := strings.Cut(head, " ")
		value, err := strconv.Atoi(number)
		if err != nil {
			panic(fmt.Sprintf("dates: head %q of calendar.txt has no value: %v", head, err))
		}
		entries[word] = &entry{class, value}
	}
	return entries
}

// headsOf is the head of each word of a table, in lower case. A word has one head.
func headsOf(name, file string) map[string]string {
	heads := map[string]string{}
	for head, word := range table.Entries(name, file) {
		word = strings.ToLower(word)
		if other, taken := heads[word]; taken {
			panic(fmt.Sprintf("%s: word %q is of two heads: %q, %q", name, word, other, head))
		}
		heads[word] = head
	}
	return heads
}

// A knownDay is a day that has its year from the word behind it.
type knownDay struct {
	point
	before []string
}

// daysTable reads lines of the form YYYY-MM-DD: word, word, …
func daysTable() []knownDay {
	var days []knownDay
	for date, word := range table.Entries("days.txt", daysFile) {
		day := published(date).point
		if day.day == 0 {
			panic(fmt.Sprintf("days.txt: %q is no day", date))
		}
		word = strings.ToLower(word)
		if n := len(days); n > 0 && days[n-1].point == day {
			days[n-1].before = append(days[n-1].before, word)
			continue
		}
		days = append(days, knownDay{point: day, before: []string{word}})
	}
	return days
}
