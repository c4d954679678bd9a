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
// agreements, for the commonest issues or for those that are asked.
func (p *program) evalPAX(o evalOptions) error {
	f, err := os.Open(o.pax)
	if err != nil {
		return err
	}
	defer f.Close()
	agreements, columns, err := eval.ReadAgreements(f)
	if err != nil {
		return fmt.Errorf("%s: %w", o.pax, err)
	}
	columns = slices.DeleteFunc(columns, func(c string) bool { return slices.Contains(notIssues, c) })
	result := eval.CodeResult{Codes: o.codes}
	if len(o.codes) == 0 {
		result.Codes = eval.Commonest(agreements, columns, paxIssues)
	}
	for _, code := range result.Codes {
		if !slices.Contains(columns, code) {
			return fmt.Errorf("%s has no issue %s", o.pax, code)
		}
	}
	for _, a := range agreements {
		said := map[string]bool{}
		for _, code := range register.General().Codes(a.Description) {
			said[code] = true
		}
		result.Coded = append(result.Coded, eval.Coded{Gold: a, System: said})
	}
	p.say("%s, %s", count(len(agreements), "agreement"), count(len(result.Codes), "issue"))
	if o.json {
		return json.NewEncoder(p.out).Encode(&result)
	}
	return result.Write(p.out)
}
