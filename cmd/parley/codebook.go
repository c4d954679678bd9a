package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"parley/clerk"
	"parley/ledger"
)

// codingCommands are those by which several people work on one case.
func (p *program) codingCommands() []*cobra.Command {
	return []*cobra.Command{
		p.reviewCommand(), p.agreementCommand(), p.codebookCommand(), p.termsCommand(), p.queriesCommand(),
		p.versionsCommand(), p.diffCommand(), p.exhibitCommand(), p.exhibitsCommand(),
	}
}

// mostCodebook is how many bytes a codebook may have.
const mostCodebook = 1 << 20

func (p *program) codebookCommand() *cobra.Command {
	var o caseOptions
	cmd := &cobra.Command{
		Use:   "codebook [flags]",
		Short: "Print the codebook of a case: the rules that its people decide by",
		Long: `Codebook prints the text that parley codebook set attached to the case last. Earlier
ones stay in the log; parley show names the one that decisions go by.`,
		Example: "  parley codebook set rules.md\n  parley codebook",
		Args:    exactly(0, "none, or parley codebook set FILE"),
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, _ []string, c *ledger.Case) error {
		state, err := c.State(cmd.Context(), 0)
		if err != nil {
			return err
		}
		book := codebookOf(state)
		if book == nil {
			return &usageError{"this case has no codebook", "parley codebook set FILE"}
		}
		p.say("entry %d, set by %s on %s", book.Seq, book.Author.Name, book.Time.Format("2006-01-02 15:04Z"))
		_, err = io.WriteString(p.screened(shownText), book.Text)
		return err
	})
	cmd.AddCommand(p.setCodebookCommand())
	return cmd
}

func (p *program) setCodebookCommand() *cobra.Command {
	var o caseOptions
	var why string
	cmd := &cobra.Command{
		Use: "set [flags] FILE", Short: "Attach a codebook to a case",
		Long:    "Set attaches the text in a file to the case as its codebook, in place of the one\nbefore, which stays in the log.",
		Example: "  parley codebook set rules.md --because 'promises and offers are told apart now'",
		Args:    exactly(1, "the file of a codebook"),
	}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		text, err := readSmall(args[0], mostCodebook)
		if err != nil {
			return err
		}
		if !utf8.Valid(text) {
			return fmt.Errorf("%s is not text in UTF-8", args[0])
		}
		return p.filed(f.Decide(cmd.Context(), ledger.KindCodebook, ledger.Address{}, ledger.Decision{Text: string(text), Reason: why}))
	})
	because(cmd, &why)
	return cmd
}

// readSmall reads a file of at most so many bytes.
func readSmall(name string, most int64) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(text)) > most {
		err = fmt.Errorf("%s has more than %d bytes", name, most)
	}
	return text, errors.Join(err, file.Close())
}

// codebookOf is the codebook that holds; nil for none.
func codebookOf(state *ledger.State) (book *ledger.Judgement) {
	for _, j := range state.Of(ledger.Address{}) {
		if j.Kind == ledger.KindCodebook && j.UndoneBy == 0 {
			book = &j
		}
	}
	return book
}

// shownText is r as text for a terminal has it, with its line breaks.
func shownText(r rune) string {
	if r == '\n' {
		return "\n"
	}
	return shown(r)
}
