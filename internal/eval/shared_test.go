package eval

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The tests of this file run the reference scripts beside the measures, on
// others' texts that are not part of the repository. They run where PARLEY_SHARED
// names the folder that has both; then a lack of it or of python3 fails.

func TestShared_span_measures_agree_with_the_script(t *testing.T) {
	shared := sharedDir(t)
	for _, set := range []struct{ name, texts, gold string }{
		{"polnear", "data/polnear/dev/text", "data/polnear/dev/attributions"},
		{"negotiation", "data/negotiation/dev/text", "data/negotiation/dev/brat"},
	} {
		texts, gold := filepath.Join(shared, set.texts), filepath.Join(shared, set.gold)
		for seed := range uint64(2) {
			system := t.TempDir()
			perturbFolder(t, texts, gold, system, ".ann", perturbBrat, seed)
			for _, outermost := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/seed_%d/outermost_%v", set.name, seed, outermost), func(t *testing.T) {
					args := []string{filepath.Join(shared, "eval/score_brat.py"), texts, gold, system, "--json"}
					if outermost {
						args = append(args, "--outermost")
					}
					compareFigures(t, score(t, texts, gold, system, outermost), "spans", runPython(t, args...))
				})
			}
		}
	}
}

func TestShared_record_measures_agree_with_the_script(t *testing.T) {
	shared := sharedDir(t)
	texts := filepath.Join(shared, "data/negotiation/dev/text")
	gold := filepath.Join(shared, "data/negotiation/dev/labels")
	for _, form := range []struct {
		name    string
		perturb perturbation
	}{
		{"labels", perturbLabels},
		{"records", perturbRecord},
	} {
		for seed := range uint64(3) {
			t.Run(fmt.Sprintf("%s/seed_%d", form.name, seed), func(t *testing.T) {
				system := t.TempDir()
				perturbFolder(t, texts, gold, system, ".json", form.perturb, seed)
				script := runPython(t, filepath.Join(shared, "eval/score_record.py"), texts, gold, system, "--json")
				compareFigures(t, score(t, texts, gold, system, false), "records", script)
			})
		}
	}
}

func sharedDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("PARLEY_SHARED")
	if dir == "" {
		t.Skip("PARLEY_SHARED names no folder with eval and data")
	}
	if _, err := os.Stat(filepath.Join(dir, "eval/score_brat.py")); err != nil {
		t.Fatalf("no reference scripts: %v", err)
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Fatalf("no python3: %v", err)
	}
	return dir
}

func runPython(t *testing.T, args ...string) []byte {
	t.Helper()
	out, err := exec.Command("python3", append([]string{"-B"}, args...)...).Output()
	if err != nil {
		t.Fatalf("python3 %v: %v", args, err)
	}
	return out
}

// A perturbation makes a system's answer of a gold: something dropped, shifted
// or swapped here and there.
type perturbation func(t *testing.T, text string, gold []byte, chance *rand.Rand) []byte

// perturbFolder writes a system's answer for most texts, from the first gold
// that each has.
func perturbFolder(t *testing.T, texts, gold, system, suffix string, perturb perturbation, seed uint64) {
	t.Helper()
	chance := rand.New(rand.NewPCG(seed, 0))
	files, err := filepath.Glob(filepath.Join(texts, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts in %s: %v", texts, err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		keys, err := filepath.Glob(filepath.Join(gold, name+"*"+suffix))
		if err != nil || len(keys) == 0 || chance.IntN(20) == 0 {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		key, err := os.ReadFile(keys[0])
		if err != nil {
			t.Fatal(err)
		}
		answer := perturb(t, string(text), key, chance)
		if err := os.WriteFile(filepath.Join(system, name+suffix), answer, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// perturbBrat drops lines and references, shifts ends, and says some events twice.
func perturbBrat(_ *testing.T, _ string, gold []byte, chance *rand.Rand) []byte {
	var out strings.Builder
	for line := range strings.Lines(string(gold)) {
		fields := strings.Split(line, "\t")
		switch {
		case strings.HasPrefix(line, "T") && chance.IntN(3) == 0:
			kind, ranges, _ := strings.Cut(fields[1], " ")
			var shifted []string
			for r := range strings.SplitSeq(ranges, ";") {
				var from, to int
				fmt.Sscan(r, &from, &to)
				from, to = max(0, from+chance.IntN(9)-4), max(0, to+chance.IntN(31)-15)
				shifted = append(shifted, fmt.Sprintf("%d %d", from, to))
			}
			fmt.Fprintf(&out, "%s\t%s %s\n", fields[0], kind, strings.Join(shifted, ";"))
		case strings.HasPrefix(line, "E") && chance.IntN(8) == 0:
			parts := strings.Fields(fields[1])
			drop := chance.IntN(len(parts))
			fmt.Fprintf(&out, "%s\t%s\n", fields[0], strings.Join(append(parts[:drop:drop], parts[drop+1:]...), " "))
		case strings.HasPrefix(line, "E") && chance.IntN(8) == 0:
			out.WriteString(line + line)
		case chance.IntN(15) == 0:
		default:
			out.WriteString(line)
		}
	}
	return []byte(out.String())
}

// lists names the parts of the labels that are measured.
var lists = []string{"statements", "responses", "positions", "contacts"}

// perturbLabels drops and doubles lines, swaps values between lines of a list,
// and cuts words.
func perturbLabels(t *testing.T, _ string, gold []byte, chance *rand.Rand) []byte {
	t.Helper()
	var labels map[string][]map[string]any
	if err := json.Unmarshal(gold, &labels); err != nil {
		t.Fatal(err)
	}
	for _, list := range lists {
		kept := []map[string]any{}
		for _, line := range labels[list] {
			switch chance.IntN(12) {
			case 0:
				continue
			case 1:
				kept = append(kept, line)
			}
			changed := map[string]any{}
			for _, field := range slices.Sorted(maps.Keys(line)) {
				changed[field] = line[field]
				switch chance.IntN(10) {
				case 0, 1:
					changed[field] = labels[list][chance.IntN(len(labels[list]))][field]
				case 2:
					if words, ok := line[field].(string); ok {
						changed[field] = cut(words, chance)
					}
				case 3:
					if pieces, ok := line[field].([]any); ok && len(pieces) > 0 {
						if words, ok := pieces[0].(string); ok {
							changed[field] = append([]any{cut(words, chance)}, pieces[1:]...)
						}
					}
				}
			}
			kept = append(kept, changed)
		}
		labels[list] = kept
	}
	return encode(t, labels)
}

// cut drops some words at either end.
func cut(words string, chance *rand.Rand) string {
	all := strings.Fields(words)
	if len(all) < 2 {
		return words
	}
	from := chance.IntN(len(all))
	to := from + 1 + chance.IntN(len(all)-from)
	at := strings.Index(words, strings.Join(all[from:to], " "))
	if at < 0 {
		return words
	}
	return words[at : at+len(strings.Join(all[from:to], " "))]
}

// perturbRecord makes an object as `parley read --json` prints it from
// perturbed labels: each party an entity, the words of each the first in the
// text that match.
func perturbRecord(t *testing.T, text string, gold []byte, chance *rand.Rand) []byte {
	t.Helper()
	var labels labelsJSON
	if err := json.Unmarshal(perturbLabels(t, text, gold, chance), &labels); err != nil {
		t.Fatal(err)
	}
	entities, ids := []any{}, map[string]any{"": nil}
	entity := func(name string) any {
		if _, known := ids[name]; !known {
			ids[name] = fmt.Sprintf("e%d", len(ids))
			entities = append(entities, map[string]any{"id": ids[name], "name": name, "aliases": []string{}})
		}
		return ids[name]
	}
	all := func(names []string) []any {
		out := []any{}
		for _, name := range names {
			out = append(out, entity(name))
		}
		return out
	}
	spans := func(pieces ...string) []any {
		out := []any{}
		for _, piece := range pieces {
			if at := strings.Index(text, piece); at >= 0 && piece != "" {
				start := utf8.RuneCountInString(text[:at])
				out = append(out, map[string]any{"start": start, "end": start + utf8.RuneCountInString(piece), "text": piece})
			}
		}
		return out
	}
	record := map[string]any{"report": map[string]any{"text": text}}
	add := func(list string, line map[string]any) {
		before, _ := record[list].([]any)
		record[list] = append(before, line)
	}
	for _, s := range labels.Statements {
		var to []string
		if s.Addressee != "" {
			to = []string{s.Addressee}
		}
		hops := []any{map[string]any{"entity": entity(s.Speaker)}, map[string]any{"entity": entity(s.WordOf)}, map[string]any{"entity": nil}}
		add("statements", map[string]any{
			"speaker": entity(s.Speaker), "addressees": all(to), "act": s.Act, "kind": s.Kind, "certainty": s.Certainty,
			"source": spans(s.Source), "cue": spans(s.Cue), "content": spans(s.Content...), "chain": hops,
		})
	}
	for _, r := range labels.Responses {
		add("responses", map[string]any{"by": entity(r.Who), "kind": r.Kind, "evidence": spans(r.Evidence)})
	}
	for _, p := range labels.Positions {
		add("positions", map[string]any{"party": entity(p.Party), "stance": p.Stance, "evidence": spans(p.Evidence)})
	}
	for _, c := range labels.Contacts {
		add("contacts", map[string]any{"kind": c.Kind, "participants": all(c.Who), "status": c.Status, "evidence": spans(c.Evidence)})
	}
	record["entities"] = entities
	return encode(t, record)
}

func encode(t *testing.T, value any) []byte {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
