package resolve_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/testkit"
	"parley/resolve"
)

// TestProfile reads its cases from testdata/profiles: an entity a line, as
// "name: role; party; represents; codes; claimants", what is empty left out.
func TestProfile(t *testing.T) {
	testkit.RunIn(t, "testdata/profiles", func(r *parley.Reading) string {
		cast := resolve.Resolve(r)
		names := map[string]string{}
		for _, e := range cast.Entities {
			names[e.ID] = e.Name
		}
		var lines strings.Builder
		for _, e := range cast.Entities {
			fmt.Fprintf(&lines, "%s:", e.Name)
			for _, field := range []struct{ name, value string }{
				{"role", e.Role}, {"party", names[e.Party]}, {"represents", names[e.Represents]},
				{"country", e.Codes.Country}, {"division", e.Codes.Division}, {"claimants", strings.Join(e.Claimants, " ")},
			} {
				if field.value != "" {
					fmt.Fprintf(&lines, " %s %s;", field.name, field.value)
				}
			}
			lines.WriteString("\n")
		}
		return lines.String()
	})
}

func TestResolve_gives_every_profile_its_reasons(t *testing.T) {
	cast := resolve.Resolve(testkit.Parse("[group|Russian] President [person|Ib Lind] sent [pronoun|his] envoy [person|Oda Sand] to [place|Crimea]. [organisation|The Kremlin] said [country|France] knew."))
	for _, e := range cast.Entities {
		given := map[string]bool{}
		for _, why := range e.Reasons {
			given[why.Field] = why.Rule != ""
		}
		for field, isThere := range map[string]bool{
			"role": e.Role != "", "party": e.Party != "", "represents": e.Represents != "",
			"claimants": e.Claimants != nil, "codes": e.Codes != (parley.Codes{}),
		} {
			if isThere != given[field] {
				t.Errorf("%s: %s is there: %v, and has a reason: %v", e.Name, field, isThere, given[field])
			}
		}
	}
}

func TestResolve_ends_a_former_office_before_the_reports_date(t *testing.T) {
	reading := testkit.Parse("Former foreign minister [person|Oda Sand] met [group|French] President [person|Ib Lind].")
	reading.Report.Published = "2031-05-14T09:00:00Z"
	var got []string
	for _, e := range resolve.Resolve(reading).Entities {
		for _, o := range e.Offices {
			got = append(got, fmt.Sprintf("%s: %s %q", e.Name, o.Title, o.To))
		}
	}
	if want := []string{`Oda Sand: foreign minister "[..2031-05-14]"`, `Ib Lind: President ""`}; !slices.Equal(got, want) {
		t.Errorf("offices = %q, want %q", got, want)
	}
}

func TestResolve_looks_up_who_the_report_does_not_introduce(t *testing.T) {
	for published, want := range map[string]string{"2018-03-02": "United States", "": "United States", "2018": "United States", "1990": "", "1990-05": "", "1990-21": ""} {
		reading := testkit.Parse("[person|Donald Trump] spoke.") // as the table spells him
		reading.Report.Published = published
		cast, got := resolve.Resolve(reading), ""
		for _, e := range cast.Entities {
			if e.ID == cast.Entities[0].Party {
				got = e.Name
			}
		}
		if got != want {
			t.Errorf("published %s: party %q, want %q", published, got, want)
		}
	}
}

func TestResolve_dates_a_report_by_its_head(t *testing.T) {
	for head, want := range map[string]int{"": 2, "3 May 1990\n": 1, "3 May 2018\n": 2} {
		cast := resolve.Resolve(testkit.Parse(head + "[person|Donald Trump] spoke."))
		if got := len(cast.Entities); got != want { // his country is added
			t.Errorf("%q: %d entities, want %d", head, got, want)
		}
	}
}

func TestResolve_says_where_a_party_looked_up_rests_on_no_date(t *testing.T) {
	for published, want := range map[string]bool{"": true, "2018-03-01": false} {
		reading := testkit.Parse("[person|Donald Trump] spoke.")
		reading.Report.Published = published
		rule := ""
		for _, why := range resolve.Resolve(reading).Entities[0].Reasons {
			if why.Field == "party" {
				rule = why.Rule
			}
		}
		if got := strings.Contains(rule, "this one has no date"); got != want || rule == "" {
			t.Errorf("published %q: rule %q, which says so: %v, want %v", published, rule, got, want)
		}
	}
}

func TestResolve_gives_a_place_the_codes_of_its_usual_name(t *testing.T) {
	for _, name := range []string{"Kyiv", "Kiev"} {
		cast := resolve.Resolve(testkit.Parse("[place|" + name + "] slept."))
		if got := cast.Entities[0].Codes.GeoNames; got != "UA.12" {
			t.Errorf("%s has the GeoNames code %q, want UA.12", name, got)
		}
	}
}

func TestResolve_lists_an_office_once(t *testing.T) {
	cast := resolve.Resolve(testkit.Parse("[desc|[person|Donald Berg]’s special envoy, [person|Oda Sand]], left. Envoy [person|Oda Sand] is the special envoy."))
	for _, e := range cast.Entities {
		if e.Name == "Oda Sand" && (len(e.Offices) != 2 || e.Offices[0].Title != "special envoy" || e.Offices[1].Title != "Envoy") {
			t.Errorf("offices = %+v, want special envoy and Envoy", e.Offices)
		}
	}
}
