package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"parley/ask/search"
	"parley/ledger"
)

func (p *program) queriesCommand() *cobra.Command {
	var o caseOptions
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "queries [flags]",
		Short:   "List the questions kept in a case",
		Long:    "Queries lists the questions that parley search --save kept, each as it was kept last.\nparley undo ENTRY takes one away.",
		Example: "  parley queries\n  parley search --saved lisle",
		Args:    exactly(0, "none"),
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, _ []string, c *ledger.Case) error {
		state, err := c.State(cmd.Context(), 0)
		if err != nil {
			return err
		}
		kept := questionsOf(state)
		if len(kept) == 0 {
			p.say("no question is kept in this case")
			p.try("parley search --by NAME --save NAME")
		}
		s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
		for _, j := range kept {
			if asJSON {
				text, err := json.Marshal(map[string]any{
					"name": j.Name, "question": json.RawMessage(j.Text), "entry": j.Seq, "by": j.Author.Name, "time": j.Time,
				})
				if err := p.printJSON(text, err); err != nil {
					return err
				}
				continue
			}
			s.set(0, bold, j.Name)
			s.set(4, 0, askedAs(j.Text))
			s.set(4, dim, fmt.Sprintf("entry %d, %s", j.Seq, j.Author.Name))
		}
		return s.emit()
	})
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for each")
	return cmd
}

// questionsOf lists the questions that hold, each name once with what was kept
// under it last.
func questionsOf(state *ledger.State) []ledger.Judgement {
	var kept []ledger.Judgement
	at := map[string]int{}
	for _, j := range state.Of(ledger.Address{}) {
		if j.Kind != ledger.KindQuery || j.UndoneBy != 0 {
			continue
		}
		if i, is := at[j.Name]; is {
			kept[i] = j
			continue
		}
		at[j.Name] = len(kept)
		kept = append(kept, j)
	}
	return kept
}

// askedAs is a kept question as the command that asks it.
func askedAs(text string) string {
	var q search.Question
	if err := json.Unmarshal([]byte(text), &q); err != nil {
		return text
	}
	words := "parley search"
	add := func(flag string, values ...string) {
		for _, v := range values {
			if v != "" {
				words += " --" + flag + " " + quoted(v)
			}
		}
	}
	add("by", q.By...)
	add("to", q.To...)
	add("about", q.About...)
	add("term", q.Terms...)
	add("act", strs(q.Acts)...)
	add("certainty", strs(q.Certain)...)
	add("class", strs(q.Classes)...)
	add("status", strs(q.Status)...)
	add("since", q.Since)
	add("until", q.Until)
	add("held-at", q.HeldAt)
	add("known-at", q.KnownAt)
	if q.Report != 0 {
		add("in", fmt.Sprint(q.Report))
	}
	if q.Negated {
		words += " --negated"
	}
	if q.Oldest {
		words += " --oldest"
	}
	if q.Text != "" {
		words += " " + quoted(q.Text)
	}
	return words
}

// quoted is a word as a shell takes it.
func quoted(word string) string {
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool {
		return r > 'z' || !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:", r)
	}) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
