// Package table reads the embedded tables of words and facts: plain files that
// an analyst can read and mend. Empty lines and lines that begin with # are left
// out. A line that is not of the table's form is a broken promise of this
// module's and panics, with the table's name and the line.
package table

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// Entries yields each entry of lines of the form
//
//	HEAD: entry, entry, …
//
// with its head, as the file has them without the space around. A head may have
// several lines.
func Entries(name, file string) iter.Seq2[string, string] {
	return func(yield func(head, entry string) bool) {
		for line := range lines(file) {
			head, list, ok := strings.Cut(line, ":")
			if !ok {
				panic(fmt.Sprintf("%s: line %q has no head", name, line))
			}
			for entry := range strings.SplitSeq(list, ",") {
				if entry = strings.TrimSpace(entry); entry == "" {
					panic(fmt.Sprintf("%s: line %q has an empty entry", name, line))
				}
				if !yield(strings.TrimSpace(head), entry) {
					return
				}
			}
		}
	}
}

// Rows yields the fields of each line, parted by tabs; there are n of them, or
// any number where n is 0.
func Rows(name, file string, n int) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for line := range lines(file) {
			fields := strings.Split(line, "\t")
			if n > 0 && len(fields) != n {
				panic(fmt.Sprintf("%s: line %q has %d fields, want %d", name, line, len(fields), n))
			}
			if !yield(fields) {
				return
			}
		}
	}
}

func lines(file string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(file) {
			line = strings.TrimRight(line, "\r\n")
			if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") && !yield(line) {
				return
			}
		}
	}
}

// Numbers are the numbers of a table of two columns, a name and its number. As the
// tables are part of the program, it panics on what is no number, and where it has
// other names than these.
func Numbers(name, file string, names ...string) map[string]float64 {
	all := map[string]float64{}
	for fields := range Rows(name, file, 2) {
		v, err := strconv.ParseFloat(fields[1], 64)
		if err != nil || !slices.Contains(names, fields[0]) {
			panic(fmt.Sprintf("%s: %q %q: want a number of %q", name, fields[0], fields[1], names))
		}
		all[fields[0]] = v
	}
	for _, n := range names {
		if _, ok := all[n]; !ok {
			panic(fmt.Sprintf("%s has no number of %q", name, n))
		}
	}
	return all
}
