package clerk_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/internal/casetest"
	"parley/internal/table"
	"parley/reader"
)

// A labelled is a line of testdata/proposals.tsv.
type labelled struct {
	half     string
	must     bool
	names    []string
	by       []string
	proposal *parley.Proposal // that was found for it
}

// TestProposals_of_labelled_reports measures which proposals are found, on others'
// reports in ../shared, against testdata/proposals.tsv: by name first, then by any
// form. It prints precision and recall of each part, and how often it is right
// whose a found one is.
func TestProposals_of_labelled_reports(t *testing.T) {
	dir := os.Getenv("PARLEY_SHARED")
	if dir == "" {
		t.Skip("PARLEY_SHARED names no folder with data/articles")
	}
	labels := proposalLabels(t)
	found, wrong, all, owned, ownedRight := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for _, report := range reportsOf(t, filepath.Join(dir, "data/articles/negotiation/reports.jsonl"), labels) {
		record, err := casetest.Clerk(t, reader.Options{}).Read(report)
		if err != nil {
			t.Fatal(err)
		}
		want := labels[report.ID]
		half := want[0].half
		wrong[half] += len(unlabelled(record, want))
		for _, l := range want {
			if !l.must {
				continue
			}
			all[half]++
			if l.proposal == nil {
				t.Logf("not found: %s in %s", l.names[0], report.ID)
				continue
			}
			found[half]++
			if len(l.by) > 0 || len(l.proposal.By) > 0 {
				owned[half]++
				if ownerNamed(record, l) {
					ownedRight[half]++
				}
			}
		}
	}
	for _, half := range []string{"read", "held", "later", "last"} {
		precision := float64(found[half]) / float64(found[half]+wrong[half])
		recall := float64(found[half]) / float64(all[half])
		t.Logf("%s: %d of %d found, %d others: precision %.2f, recall %.2f; whose it is: %d of %d", half, found[half], all[half], wrong[half], precision, recall, ownedRight[half], owned[half])
		if precision < 0.8 || recall < 0.85 {
			t.Errorf("%s: precision %.2f and recall %.2f, want 0.80 and 0.85 or more", half, precision, recall)
		}
	}
}

func proposalLabels(t *testing.T) map[string][]*labelled {
	t.Helper()
	file, err := os.ReadFile("testdata/proposals.tsv")
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string][]*labelled{}
	for row := range table.Rows("proposals.tsv", string(file), 5) {
		l := &labelled{half: row[1], must: row[2] == "must", names: strings.Split(row[3], "|")}
		if row[4] != "-" {
			l.by = strings.Split(row[4], "|")
		}
		labels[row[0]] = append(labels[row[0]], l)
	}
	return labels
}

// reportsOf reads the labelled reports of a file with a report a line.
func reportsOf(t *testing.T, name string, labels map[string][]*labelled) []*parley.Report {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []*parley.Report
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		report := new(parley.Report)
		if err := json.Unmarshal(lines.Bytes(), report); err != nil {
			t.Fatal(err)
		}
		if labels[report.ID] != nil {
			all = append(all, report)
		}
	}
	if err := lines.Err(); err != nil || len(all) != len(labels) {
		t.Fatalf("%d of %d labelled reports in %s: %v", len(all), len(labels), name, err)
	}
	return all
}

// unlabelled gives each label a proposal that goes by one of its names, and lists the
// proposals that none has.
func unlabelled(record *parley.Record, labels []*labelled) []*parley.Proposal {
	var rest []*parley.Proposal
	for i := range record.Proposals {
		rest = append(rest, &record.Proposals[i])
	}
	for _, forms := range []func(*parley.Proposal) []string{
		func(p *parley.Proposal) []string { return []string{p.Name} },
		func(p *parley.Proposal) []string { return append([]string{p.Name}, p.Aliases...) },
	} {
		rest = slices.DeleteFunc(rest, func(p *parley.Proposal) bool {
			for _, l := range labels {
				if l.must && l.proposal == nil && anyEnds(forms(p), l.names) {
					l.proposal = p
					return true
				}
			}
			return false
		})
	}
	return slices.DeleteFunc(rest, func(p *parley.Proposal) bool {
		return slices.ContainsFunc(labels, func(l *labelled) bool { return !l.must && anyEnds(append([]string{p.Name}, p.Aliases...), l.names) })
	})
}

// anyEnds reports whether one of the forms ends in one of the names; or is it, but
// for an article, of a name that is one word.
func anyEnds(forms, names []string) bool {
	plain := func(s string) string { return strings.ReplaceAll(strings.ToLower(s), "’", "'") }
	return slices.ContainsFunc(forms, func(form string) bool {
		return slices.ContainsFunc(names, func(name string) bool {
			if !strings.Contains(name, " ") {
				_, last, _ := strings.Cut(plain(form), " ")
				return plain(form) == plain(name) || last == plain(name)
			}
			return strings.HasSuffix(plain(form), plain(name))
		})
	})
}

// ownerNamed reports whether the proposal is one of the label's by name, or nobody's
// where the label has nobody.
func ownerNamed(record *parley.Record, l *labelled) bool {
	if len(l.by) == 0 || len(l.proposal.By) == 0 {
		return len(l.by) == len(l.proposal.By)
	}
	name := entity(record, l.proposal.By[0])
	return slices.ContainsFunc(l.by, func(want string) bool {
		return strings.Contains(name, want) || strings.Contains(want, name)
	})
}
