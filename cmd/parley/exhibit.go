package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask/search"
	"parley/clerk"
	"parley/ingest"
	"parley/ledger"
)

// mostExhibit is how many bytes of an exhibit a case keeps; of a larger one it has
// the checksum.
const mostExhibit = 4 << 20

func (p *program) exhibitCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "exhibit",
		Short: "File a recording or paper that reports rest on, or get it back",
		Long: `Exhibit files what reports rest on by its SHA-256. The bytes of a file of up to 4 MiB
are kept in the case, too; of a larger one the checksum alone, by which the file can be
known again. parley exhibits lists what is filed, and where reports speak of it.`,
		Example: "  parley exhibit add call.txt --kind transcript --date 2025-10-14 --participants 'Edmund Lisle'\n  parley exhibit get 41 > call.txt",
		Args:    exactly(0, "add FILE or get NUMBER"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.addExhibitCommand(), p.getExhibitCommand())
	return cmd
}

func (p *program) addExhibitCommand() *cobra.Command {
	var o caseOptions
	var d ledger.Decision
	var kind string
	cmd := &cobra.Command{
		Use: "add [flags] FILE", Short: "File an exhibit",
		Long:    "Add files an exhibit by the SHA-256 of its file, with what is known of it. One that\nis filed already is not filed again.",
		Example: "  parley exhibit add call.mp3 --kind recording --date 2025-10-14 \\\n    --participants 'Edmund Lisle' --participants 'Rahel Demir' --obtained-by 'The Meridian'",
		Args:    exactly(1, "the file of an exhibit"),
	}
	p.filingCommand(cmd, &o, func(cmd *cobra.Command, args []string, f *clerk.Filer) error {
		if d.Exhibit = parley.ExhibitKind(kind); !slices.Contains(parley.ExhibitKinds, d.Exhibit) {
			return misused(cmd, "kind %q is none of %v", kind, parley.ExhibitKinds)
		}
		if given := d.Date; given != "" {
			if d.Date = ingest.EDTF(given); d.Date == "" {
				return misused(cmd, "date %q is no date, want one such as 2025-10-14, 2025-10 or 2025", given)
			}
		}
		sum, raw, err := readExhibit(args[0])
		if err != nil {
			return err
		}
		d.SHA256, d.Name = sum, or(d.Name, filepath.Base(args[0]))
		if raw != nil {
			d.Media = http.DetectContentType(raw)
		}
		e, isNew, err := f.Exhibit(cmd.Context(), d, raw)
		if err == nil && !isNew {
			p.say("%s is filed already, in entry %d", d.Name, e.Seq)
		}
		kept := "its checksum alone, as it is large"
		if raw != nil {
			kept = fmt.Sprintf("%d bytes kept", len(raw))
		}
		return p.filedAs(e, fmt.Sprintf("%s, %s; sha256 %s", d.Name, kept, sum), err)
	})
	flags := cmd.Flags()
	flags.StringVar(&kind, "kind", "", "what it is: `KIND` is one of "+strings.Join(strs(parley.ExhibitKinds), ", "))
	flags.StringVar(&d.Date, "date", "", "`DATE` when it was made, such as 2025-10-14")
	flags.StringArrayVar(&d.Participants, "participants", nil, "`NAME` of somebody heard, seen or writing in it; may be given more than once")
	flags.StringVar(&d.ObtainedBy, "obtained-by", "", "`NAME` of who got hold of it")
	flags.StringVar(&d.Name, "name", "", "what it is called, by default its file's `NAME`")
	because(cmd, &d.Reason)
	complete(cmd, "kind", strs(parley.ExhibitKinds))
	return cmd
}

// readExhibit is the SHA-256 of a file, and its bytes where a case keeps them.
func readExhibit(name string) (sum string, raw []byte, err error) {
	file, err := os.Open(name)
	if err != nil {
		return "", nil, err
	}
	defer file.Close()
	h := sha256.New()
	raw, err = io.ReadAll(io.TeeReader(io.LimitReader(file, mostExhibit+1), h))
	if err == nil && len(raw) > mostExhibit {
		raw = nil
		_, err = io.Copy(h, file)
	} else if raw == nil {
		raw = []byte{}
	}
	return hex.EncodeToString(h.Sum(nil)), raw, err
}

func (p *program) getExhibitCommand() *cobra.Command {
	var o caseOptions
	cmd := &cobra.Command{
		Use: "get [flags] NUMBER", Short: "Print the bytes of an exhibit",
		Long:    "Get prints the bytes of the exhibit in the entry with that number, once they have its\nchecksum.",
		Example: "  parley exhibit get 41 > call.txt",
		Args:    exactly(1, "the number of an exhibit's entry"),
	}
	return p.caseCommand(cmd, &o, func(cmd *cobra.Command, args []string, c *ledger.Case) error {
		n, err := strconv.ParseInt(args[0], 10, 64)
		if err != nil {
			return misused(cmd, "%q is no number of an entry", args[0])
		}
		e, err := c.Entry(cmd.Context(), n)
		if err != nil {
			return err
		}
		if e.Kind != ledger.KindExhibit {
			return fmt.Errorf("entry %d is a %s, not an exhibit", n, e.Kind)
		}
		body, err := c.Body(cmd.Context(), n)
		if err != nil {
			return err
		}
		d, err := ledger.DecodeDecision(e, body)
		if err != nil {
			return err
		}
		raw, err := c.Raw(cmd.Context(), n)
		if err != nil {
			return err
		}
		if raw == nil {
			return fmt.Errorf("of exhibit %d the case has the checksum alone: sha256 %s", n, d.SHA256)
		}
		if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != d.SHA256 {
			return fmt.Errorf("the bytes of exhibit %d have the SHA-256 %x, the entry says %s: %w", n, sum, d.SHA256, parley.ErrTampered)
		}
		if _, is := isTerminal(p.out); is && !strings.HasPrefix(d.Media, "text/") {
			return errors.New("an exhibit that is no text is not for a terminal: send it to a file")
		}
		_, err = p.screened(shownText).Write(raw)
		return err
	})
}

func (p *program) exhibitsCommand() *cobra.Command {
	var o caseOptions
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "exhibits [flags]",
		Short: "List the exhibits filed, and what reports say of each",
		Long: `Exhibits lists what parley exhibit add filed: what it is, with whom, who obtained it;
the reports' exhibits that may be it, being of a like kind and of the same day or with
one of the same people; and what those concerned said of it: whether they confirm,
deny or do not dispute it.`,
		Example: "  parley exhibits\n  parley exhibits --json",
		Args:    exactly(0, "none"),
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, _ []string, c *ledger.Case) error {
		all, more, err := search.Exhibits(cmd.Context(), c)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			p.say("no exhibit is filed in this case")
			p.try("parley exhibit add FILE --kind recording")
		}
		if more {
			p.say("only the newest reports were looked through")
		}
		s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
		for _, x := range all {
			if asJSON {
				x.Shown = slices.DeleteFunc(x.Shown, func(in search.ShownIn) bool { return isSealed(in.Filing) })
				text, err := encodeExhibit(x)
				if err := p.printJSON(text, err); err != nil {
					return err
				}
				continue
			}
			s.exhibit(x)
		}
		return s.emit()
	})
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for each")
	return cmd
}

func (s *sheet) exhibit(x search.Exhibit) {
	what := []string{x.Name, string(x.Decision.Exhibit)}
	for _, part := range []string{x.Date, x.Media} {
		if part != "" {
			what = append(what, part)
		}
	}
	s.set(0, bold, fmt.Sprintf("%d: %s", x.Seq, strings.Join(what, ", ")))
	for _, pair := range [][2]string{{"with", strings.Join(x.Participants, "; ")}, {"obtained by", x.ObtainedBy}, {"because", x.Decision.Reason}, {"sha256", x.SHA256}} {
		if pair[1] != "" {
			s.set(4, dim, pair[0]+": "+pair[1])
		}
	}
	for _, in := range x.Shown {
		s.set(4, 0, fmt.Sprintf("%v: %s, %s: “%s”", in.Address(in.Exhibit.ID), in.Exhibit.Kind, filedLabel(&in.Record.Report), quote(&in.Record.Report, in.Exhibit.Evidence)))
		s.set(8, dim, "the same: "+strings.Join(in.Why, ", "))
		names := namesOf(in.Record)
		for _, r := range in.Reactions {
			s.set(8, 0, fmt.Sprintf("%v: %s %s: “%s”", in.Address(r.ID), or(names[r.By], "(somebody)"), r.Kind, quote(&in.Record.Report, r.Evidence)))
		}
	}
	if len(x.Shown) == 0 {
		s.set(4, 0, "no report of the case speaks of it, as far as can be told")
	}
}

func encodeExhibit(x search.Exhibit) ([]byte, error) {
	shown := []map[string]any{}
	for _, in := range x.Shown {
		names := namesOf(in.Record)
		reactions := []map[string]any{}
		for _, r := range in.Reactions {
			reactions = append(reactions, map[string]any{
				"address": in.Address(r.ID), "by": names[r.By], "kind": r.Kind, "words": quote(&in.Record.Report, r.Evidence),
			})
		}
		shown = append(shown, map[string]any{
			"address": in.Address(in.Exhibit.ID), "kind": in.Exhibit.Kind, "why": in.Why, "words": quote(&in.Record.Report, in.Exhibit.Evidence), "reactions": reactions,
		})
	}
	return json.Marshal(map[string]any{
		"entry": x.Seq, "name": x.Name, "kind": x.Decision.Exhibit, "date": x.Date, "participants": x.Participants, "obtained_by": x.ObtainedBy,
		"media_type": x.Media, "sha256": x.SHA256, "by": x.Author.Name, "reason": x.Decision.Reason, "reports": shown,
	})
}
