package table

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestEntries_leave_out_comments_and_space(t *testing.T) {
	var got []string
	for head, entry := range Entries("t.txt", "# a: b\n\nfruit: apple,  pear \r\nfruit: fig\nroot: beet") {
		got = append(got, head+"/"+entry)
	}
	if want := []string{"fruit/apple", "fruit/pear", "fruit/fig", "root/beet"}; !slices.Equal(got, want) {
		t.Errorf("Entries = %q, want %q", got, want)
	}
}

func TestRows_have_their_fields(t *testing.T) {
	var got []string
	for fields := range Rows("t.tsv", "# x\ty\na\tb\n\nc\t", 2) {
		got = append(got, strings.Join(fields, "|"))
	}
	if want := []string{"a|b", "c|"}; !slices.Equal(got, want) {
		t.Errorf("Rows = %q, want %q", got, want)
	}
}

func TestTables_name_the_line_that_is_not_of_their_form(t *testing.T) {
	for name, read := range map[string]func(){
		`t.txt: line "apple" has no head`: func() {
			for range Entries("t.txt", "apple") {
			}
		},
		`t.txt: line "fruit: apple," has an empty entry`: func() {
			for range Entries("t.txt", "fruit: apple,") {
			}
		},
		`t.tsv: line "a\tb" has 2 fields, want 3`: func() {
			for range Rows("t.tsv", "a\tb", 3) {
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if got := fmt.Sprint(recover()); got != name {
					t.Errorf("panic %q, want %q", got, name)
				}
			}()
			read()
		})
	}
}
