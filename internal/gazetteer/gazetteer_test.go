package gazetteer

import (
	"slices"
	"strings"
	"testing"

	"parley/internal/table"
)

func TestLookups(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{CountryNamed("the Russian Federation").Code, "RUS"},
		{CountryNamed("Украина").Code, "UKR"},
		{CountryNamed("乌克兰").Code, "UKR"},
		{CountryCoded("GBR").Name, "United Kingdom"},
		{CapitalOf("Kiev").Code, "UKR"},
		{CapitalOf("Washington").Code, "USA"},
		{CapitalOf("Tehran").Code, "IRN"},
		{SideOf("Israelis"), "Israel"},
		{SideOf("U.S."), "United States"},
		{SideOf("British"), "United Kingdom"},
		{SideOf("Dutch"), "Netherlands"},
		{SideOf("Houthi"), "Houthis"},
		{SideOf("Korean"), ""},
		{SideOf("purple"), ""},
		{SeatOf("the White House"), "United States"},
		{SeatOf("The Kremlin"), "Russia"},
		{Group("Daesh"), "Islamic State"},
		{Place("Kiev"), "Kyiv"},
		{strings.Join(Claimants("Crimea"), " "), "RUS UKR"},
		{strings.Join(Claimants("Oslo"), " "), ""},
		{Divisions("Donetsk region")[0].Code, "UA-14"},
		{Divisions("Donetsk Oblast")[0].GeoNames, "UA.05"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if CountryNamed("") != nil || CapitalOf("") != nil || SideOf("") != "" || Divisions("") != nil || Governments("") != nil {
		t.Error("nothing has a name")
	}
}

// What stands in a table by hand must be there once, and lead somewhere.
func TestTables_hold_together(t *testing.T) {
	for name, file := range map[string]string{
		"demonyms.txt": demonymsFile, "seats.txt": seatsFile, "groups.txt": groupsFile, "contested.txt": contestedFile, "places.txt": placesFile,
	} {
		met := map[string]string{}
		for head, entry := range table.Entries(name, file) {
			key := Fold(entry)
			if other, taken := met[key]; taken && other != head || key == "" {
				t.Errorf("%s: entry %q is empty or taken: %q, %q", name, entry, other, head)
			}
			met[key] = head
		}
	}
	for _, sides := range []map[string]string{seats(), demonyms()} {
		for entry, side := range sides {
			if CountryNamed(side) == nil && Group(side) == "" && Claimants(side) == nil && side != "Soviet Union" && side != "Kurds" {
				t.Errorf("%q is of %q, which no table knows", entry, side)
			}
		}
	}
	beyond := []string{"XKX", "XNC", "XSL"} // they have no code of ISO's
	for head := range table.Entries("contested.txt", contestedFile) {
		codes := strings.Fields(head)
		if !slices.IsSorted(codes) {
			t.Errorf("contested.txt: claimants %q are in no order of the alphabet", head)
		}
		for _, code := range codes {
			if CountryCoded(code) == nil && !slices.Contains(beyond, code) {
				t.Errorf("contested.txt: %q is no code", code)
			}
		}
	}
}

func TestGovernments_have_times(t *testing.T) {
	for name, all := range governments() {
		for _, s := range all {
			if CountryCoded(s.Country) == nil && s.Country != "KSV" && s.Country != "TMP" || s.From == "" && s.To == "" {
				t.Errorf("%s served %+v", name, s)
			}
		}
	}
}
