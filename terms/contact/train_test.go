package contact_test

import (
	"encoding/gob"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/internal/casetest"
	"parley/reader"
	"parley/terms/contact"
)

// TestCandidates writes what weights are made from (train/contacts.py calls it):
// of every NAME.txt in the folder PARLEY_CONTACTS_IN a line of JSON to the file
// PARLEY_CONTACTS_OUT, with the weights of PARLEY_CONTACTS_WEIGHTS if that is set and
// only for the names in PARLEY_CONTACTS_ONLY, commas around each. PARLEY_CONTACTS_PART
// has other numbers for pointers. Readings are kept in PARLEY_CONTACTS_CACHE.
func TestCandidates(t *testing.T) {
	in, out := os.Getenv("PARLEY_CONTACTS_IN"), os.Getenv("PARLEY_CONTACTS_OUT")
	if in == "" || out == "" {
		t.Skip("PARLEY_CONTACTS_IN or PARLEY_CONTACTS_OUT is not set")
	}
	if file := os.Getenv("PARLEY_CONTACTS_WEIGHTS"); file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		contact.UseWeights(string(text))
	}
	if part := os.Getenv("PARLEY_CONTACTS_PART"); part != "" {
		var network, bias float64
		if _, err := fmt.Sscan(part, &network, &bias); err != nil {
			t.Fatal(err)
		}
		contact.UsePart(network, bias)
	}
	only := os.Getenv("PARLEY_CONTACTS_ONLY")
	casetest.Lines(t, in, out, func(name, text string) any {
		if only != "" && !strings.Contains(only, ","+name+",") {
			return nil
		}
		r := readCached(t, name, text)
		events, groups := contact.Candidates(&r.Record, r.Dates, r.Sense)
		type entity struct {
			ID, Name, Kind, Party string
			Aliases               []string
		}
		var entities []entity
		for _, e := range r.Record.Entities {
			entities = append(entities, entity{e.ID, e.Name, string(e.Kind), e.Party, e.Aliases})
		}
		return map[string]any{"name": name, "entities": entities, "events": events, "groups": groups}
	})
}

type readReport struct {
	Record parley.Record
	Dates  []parley.Date
	Sense  *parley.Sense
}

// readCached is the record of a text and the dates that it words.
func readCached(t *testing.T, name, text string) readReport {
	t.Helper()
	var r readReport
	cached := filepath.Join(os.Getenv("PARLEY_CONTACTS_CACHE"), name+".gob")
	if f, err := os.Open(cached); err == nil {
		defer f.Close()
		if err := gob.NewDecoder(f).Decode(&r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	c := *casetest.Clerk(t, reader.Options{})
	resolve := c.Resolve
	c.Resolve = func(reading *parley.Reading) *parley.Cast {
		cast := resolve(reading)
		r.Dates, r.Sense = cast.Dates, reading.Sense
		return cast
	}
	c.Deal = nil
	record, err := c.Read(&parley.Report{ID: name, Text: text, Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	r.Record = *record
	if f, err := os.Create(cached); err == nil {
		defer f.Close()
		if err := gob.NewEncoder(f).Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	return r
}
