package dates

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
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
	tenseWords    = table(tenseFile)
	trapWords     = table(trapsFile)
	knownDays     = daysTable()
)

// An entry is what calendar.txt says of a word. The zero entry is of no class.
type entry struct {
	class string
	value int
}

func calendarTable() map[string]*entry {
	entries := map[string]*entry{}
	for word, head := range table(calendarFile) {
		class, number, _ := strings.Cut(head, " ")
		value, err := strconv.Atoi(number)
		if err != nil {
			panic(fmt.Sprintf("dates: head %q of calendar.txt has no value: %v", head, err))
		}
		entries[word] = &entry{class, value}
	}
	return entries
}

// table reads lines of the form HEAD: word, word, … into word -> head, words in
// lower case. A word has one head.
func table(file string) map[string]string {
	heads := map[string]string{}
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, list, ok := strings.Cut(line, ":")
		if !ok {
			panic(fmt.Sprintf("dates: line %q of a table has no head", line))
		}
		for word := range strings.SplitSeq(list, ",") {
			word = strings.ToLower(strings.TrimSpace(word))
			if other, taken := heads[word]; taken || word == "" {
				panic(fmt.Sprintf("dates: word %q of a table is empty or taken: %q, %q", word, other, head))
			}
			heads[word] = head
		}
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
	for line := range strings.Lines(daysFile) {
		date, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(date, "#") {
			continue
		}
		day := knownDay{point: published(date).point}
		if day.day == 0 {
			panic(fmt.Sprintf("dates: %q of days.txt is no day", date))
		}
		for word := range strings.SplitSeq(list, ",") {
			day.before = append(day.before, strings.ToLower(strings.TrimSpace(word)))
		}
		days = append(days, day)
	}
	return days
}
