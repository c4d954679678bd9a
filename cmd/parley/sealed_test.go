package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// A sealedCase is a case with a report that is sealed and one that is not, both of one
// negotiation.
type sealedCase struct {
	dir string
	now time.Time
}

const (
	sealedText = `Norland and Ostrel near a deal on Quorland

Perpetua Wexcombe, the Norland foreign minister, told the Hidden Gazette on Monday that Norland rejects any withdrawal from Quorland.
"We will never accept the twelve-point Brackwater plan," Wexcombe said. The Brackwater plan calls for the withdrawal of all troops.
Ottoline Varney, the Ostrel envoy, said that she would meet Wexcombe in Quillhaven on 14 May 2031 if the ceasefire holds.
An official who asked not to be named said the ceasefire was a sham.
`
	openText = `Norland and Ostrel to talk

Ada Brandt, the Norland president, said on Tuesday that Norland rejects the ceasefire. Kai Lind, the Ostrel president, met Brandt in Halm on 12 May 2031.
`
)

// sealedWords are words of the sealed report that no other has.
var sealedWords = []string{"Wexcombe", "Perpetua", "Quorland", "Brackwater", "Ottoline", "Varney", "Quillhaven", "Gazette", "sham", "quillfeather", "Byliner", "14 May", "2031-05-14"}

func newSealedCase(t *testing.T) *sealedCase {
	t.Helper()
	c := &sealedCase{t.TempDir(), time.Date(2031, 5, 20, 9, 0, 0, 0, time.UTC)}
	for name, text := range map[string]string{"quillfeather.txt": sealedText, "open.txt": openText} {
		if err := os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c.must(t, "add", "--publisher", "The Hidden Gazette", "--published", "2031-05-13", filepath.Join(c.dir, "quillfeather.txt"))
	c.must(t, "add", "--publisher", "Halm Radio", "--published", "2031-05-13", filepath.Join(c.dir, "open.txt"))
	for _, line := range []string{"2/s1", "2/s2"} {
		c.must(t, "accept", line, "--because", "Wexcombe told us so")
		c.must(t, "correct", line, "--as", "Bo Ek", "--act", "promise", "--because", "Wexcombe told us so")
	}
	c.must(t, "seal", "2", "--because", "the Gazette gave it in confidence")
	return c
}

// run runs a command on the case and is what it printed.
func (c *sealedCase) run(t *testing.T, args ...string) (out string, code int, messages string) {
	var stdout, stderr bytes.Buffer
	p := &program{in: strings.NewReader(""), out: &stdout, err: &stderr, crafts: own(), now: func() time.Time { return c.now }}
	code = p.run(t.Context(), args)
	return stdout.String(), code, stderr.String()
}

func (c *sealedCase) must(t *testing.T, args ...string) string {
	t.Helper()
	out, code, messages := c.run(t, args...)
	if code != exitDone {
		t.Fatalf("parley %s: exit code %d: %s", strings.Join(args, " "), code, messages)
	}
	return out
}

// asking are the arguments by which each command that has a flag for other programs is
// asked; nil for one that does not answer from a case.
var asking = map[string][][]string{
	"agreement":        {{"--between", "Ada Lind", "--and", "Bo Ek"}},
	"audit":            {{}},
	"brief":            {{}},
	"chain":            {{"2/s1"}, {"4/s1"}},
	"contacts":         {{}, {"--words"}},
	"contradictions":   {{}},
	"corroborate":      {{}},
	"diff":             {{"2", "4"}},
	"eval":             nil,
	"exhibits":         {{}},
	"export":           {{"--format", "jsonl"}, {"--format", "csv"}, {"--format", "prov"}, {"--format", "ftm"}, {"--format", "plover"}, {"--format", "ical"}, {"--format", "warc"}},
	"log":              {{}},
	"map":              {{}},
	"network":          {{}, {"--polarisation"}},
	"positions":        {{}, {"--history"}},
	"proposal compare": nil, "proposal points": nil,
	"proposals": {{}, {"--words"}},
	"queries":   {{}},
	"read":      nil,
	"retract":   {{"--dry-run", "The Hidden Gazette"}, {"--dry-run", "Halm Radio"}},
	"review":    {{"--next", "0"}},
	"search":    {{"ceasefire"}, {}, {"--reports"}, {"--by", "Wexcombe"}},
	"show":      {{"2"}, {"2/s1"}, {"2/e1"}, {"2", "--machine"}, {"4"}},
	"terms":     {{}, {"--suggest"}},
	"timeline":  {{}, {"--kind", "statement"}},
	"versions":  {{"2"}},
	"who":       {{"Wexcombe"}, {"Norland"}},
}

// TestAnswers_for_other_programs_tell_nothing_of_a_sealed_report goes through all commands
// that print JSON, CSV or a calendar or write a file.
func TestAnswers_for_other_programs_tell_nothing_of_a_sealed_report(t *testing.T) {
	if testing.Short() {
		t.Skip("reads with the embedded weights")
	}
	dir := t.TempDir()
	t.Setenv("PARLEY_CASE", filepath.Join(dir, "case.parley"))
	t.Setenv("PARLEY_AUTHOR", "Ada Lind")
	t.Setenv("XDG_DATA_HOME", dir)
	t.Setenv("XDG_CONFIG_HOME", dir)
	c := newSealedCase(t)
	if out := c.must(t, "search", "ceasefire"); !strings.Contains(out, "Wexcombe") {
		t.Errorf("people on this machine do not see it: %s", out)
	}
	for _, cmd := range commands(new(program).root()) {
		flags := slices.DeleteFunc(slices.Clone(leavesBy), func(f string) bool { return cmd.Flags().Lookup(f) == nil })
		name := strings.TrimPrefix(cmd.CommandPath(), "parley ")
		ways, known := asking[name]
		if len(flags) == 0 || cmd.HasSubCommands() && !cmd.Runnable() {
			continue
		}
		if !known {
			t.Errorf("parley %s has --%s: say in asking how to ask it", name, strings.Join(flags, ", --"))
		}
		asked := map[string]bool{}
		for _, way := range ways {
			for _, flag := range flags {
				asked[flag] = c.tells(t, cmd, append(strings.Fields(name), way...), flag) || asked[flag]
			}
		}
		for _, flag := range flags {
			if ways != nil && !asked[flag] {
				t.Errorf("parley %s is asked by no way with --%s", name, flag)
			}
		}
	}
	for name := range maps.Keys(asking) {
		if found, _, err := new(program).root().Find(strings.Fields(name)); err != nil || found.CommandPath() != "parley "+name {
			t.Errorf("there is no command parley %s", name)
		}
	}
}

// tells holds what a command says with a flag against the words of the sealed report;
// false where it does not take the flag so.
func (c *sealedCase) tells(t *testing.T, cmd *cobra.Command, args []string, flag string) bool {
	t.Helper()
	file := filepath.Join(t.TempDir(), "out")
	args = append(args, "--"+flag)
	if flag == "output" {
		args = append(args, file)
	}
	out, code, _ := c.run(t, args...)
	written, _ := os.ReadFile(file)
	secrets := sealedWords
	if cmd.Name() == "brief" { // has what is said, without its source
		secrets = []string{"Gazette", "quillfeather", "near a deal"}
	}
	for _, secret := range secrets {
		for _, text := range []string{out, string(written)} {
			if i := strings.Index(text, secret); i >= 0 {
				t.Errorf("parley %s tells %q: …%s…", strings.Join(args, " "), secret, text[max(0, i-80):min(len(text), i+80)])
				break
			}
		}
	}
	return code != exitUsage
}
