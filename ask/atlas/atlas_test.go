package atlas_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"strings"
	"testing"

	"parley"
	"parley/ask"
	"parley/ask/atlas"
	"parley/ask/proposals"
	"parley/internal/deals"
)

var update = flag.Bool("update", false, "write the answers given into the cases of testdata")

// Cases are reports as [deals.Record] reads them.
func TestCases(t *testing.T) {
	deals.Run(t, *update, func(records []*parley.Record) string {
		d := ask.NewDossier(records)
		var b strings.Builder
		for _, c := range atlas.Of(d, proposals.Of(d)) {
			fmt.Fprintf(&b, "%s %s", c.ID, c.Title())
			if c.Shape == nil {
				b.WriteString("; no outline\n")
			} else {
				fmt.Fprintf(&b, "; %s drawn within %s (%s)\n", c.Shape.Name, c.Shape.Country, c.Shape.Note)
			}
			for _, w := range c.Wordings {
				fmt.Fprintf(&b, "  %s: %s (%s)\n", w.Record.Report.ID, w.Words(), w.By)
			}
			for _, s := range c.Stances {
				such := ""
				if s.AsSuch {
					such = " on the term as such"
				}
				fmt.Fprintf(&b, "  %s: %s%s\n", s.Party, s.Position.Stance, such)
			}
		}
		isGeoJSON(t, d)
		return b.String()
	})
}

// isGeoJSON holds what is printed to RFC 7946.
func isGeoJSON(t *testing.T, d *ask.Dossier) {
	t.Helper()
	claims := atlas.Of(d, proposals.Of(d))
	text, err := atlas.GeoJSON(d, claims)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Type, Notice string
		Features     []struct {
			Type, ID string
			Geometry *struct {
				Type        string
				Coordinates [][][][2]float64
			}
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "FeatureCollection" || got.Notice != atlas.Notice || len(got.Features) != len(claims) {
		t.Errorf("%s of %d features with the notice %q, want %d", got.Type, len(got.Features), got.Notice, len(claims))
	}
	for i, f := range got.Features {
		if f.Type != "Feature" || f.Properties["title"] == "" || (f.Geometry == nil) != (claims[i].Shape == nil) {
			t.Errorf("feature %s is a %s, its title %q", f.ID, f.Type, f.Properties["title"])
		}
		if f.Geometry == nil {
			continue
		}
		if f.Geometry.Type != "MultiPolygon" || len(f.Geometry.Coordinates) == 0 {
			t.Errorf("feature %s is a %s of %d polygons", f.ID, f.Geometry.Type, len(f.Geometry.Coordinates))
		}
		for _, polygon := range f.Geometry.Coordinates {
			for _, ring := range polygon {
				if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
					t.Errorf("feature %s has a ring of %d points that is not closed", f.ID, len(ring))
				}
			}
		}
	}
}
