package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"parley/internal/eval"
	"parley/terms/register"
)

// notIssues are columns of PA-X that tell no issue: ImSrc, where the text was
// found.
var notIssues = []string{"ImSrc"}

// paxIssues is of how many of the commonest issues the figure is.
const paxIssues = 10

// evalPAX scores the codes that the register finds in the descriptions of
// agreements, for the commonest issues.
func (p *program) evalPAX(path string, asJSON bool) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	agreements, columns, err := eval.ReadAgreements(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	columns = slices.DeleteFunc(columns, func(c string) bool { return slices.Contains(notIssues, c) })
	result := eval.CodeResult{Codes: eval.Commonest(agreements, columns, paxIssues)}
	for _, a := range agreements {
		said := map[string]bool{}
		for _, code := range register.General().Codes(a.Description) {
			said[code] = true
		}
		result.Coded = append(result.Coded, eval.Coded{Gold: a, System: said})
	}
	p.say("%s, the %d commonest issues", count(len(agreements), "agreement"), len(result.Codes))
	if asJSON {
		return json.NewEncoder(p.out).Encode(&result)
	}
	return result.Write(p.out)
}
