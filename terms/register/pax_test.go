package register_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"parley/internal/eval"
	"parley/terms/register"
)

// TestCodes_against_PAX holds the codes of the ten commonest issues against those
// that PA-X has, on each half of its agreements, and the codes that terms themselves
// have to being right where they are told.
func TestCodes_against_PAX(t *testing.T) {
	shared := os.Getenv("PARLEY_SHARED")
	if shared == "" {
		t.Skip("PARLEY_SHARED names no folder with data/pax")
	}
	f, err := os.Open(filepath.Join(shared, "data/pax/agreements_even.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	agreements, columns, err := eval.ReadAgreements(f)
	if err != nil {
		t.Fatal(err)
	}
	columns = slices.DeleteFunc(columns, func(c string) bool { return c == "ImSrc" })
	result := eval.CodeResult{Codes: eval.Commonest(agreements, columns, 10)}
	for _, a := range agreements {
		said := map[string]bool{}
		for _, code := range register.General().Codes(a.Description) {
			said[code] = true
		}
		result.Coded = append(result.Coded, eval.Coded{Gold: a, System: said})
	}
	t.Logf("macro F1 %.3f, halves %.3f and %.3f", result.Macro(), result.Half(true).Macro(), result.Half(false).Macro())
	for _, first := range []bool{true, false} {
		if got := result.Half(first).Macro(); got < 0.62 {
			t.Errorf("macro F1 of a half is %.3f, want 0.62 or more", got)
		}
	}
	for _, code := range []string{"TjAm", "GRef", "SsrDdr", "TjPrire"} {
		if got := result.Count(code).Precision(); got < 0.8 {
			t.Errorf("%s is right in %.3f of where it is told, want 0.8 or more", code, got)
		}
	}
}
