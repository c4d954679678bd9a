package resolve_test

import (
	"fmt"
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
