package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/clerk/amend"
	"parley/ledger"
)

// A correction is the flags of parley correct.
type correction struct {
	speaker, act, certainty, kind string
	to                            []string
	source, cue, content          string
	negated                       bool
	name, role                    string
	deal                          dealCorrection
}

func (c *correction) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&c.speaker, "speaker", "", "who says it: an `ID` or name; '' for nobody known")
	flags.StringSliceVar(&c.to, "to", nil, "to whom: `IDS` or names, '' for nobody known")
	flags.StringVar(&c.act, "act", "", "the speech `ACT`")
	flags.StringVar(&c.certainty, "certainty", "", "`HOW` sure: certain, probable, possible, unknown")
	flags.StringVar(&c.kind, "kind", "", "whose words: direct, indirect, mixed; of an entity or contact, its `KIND`")
	flags.BoolVar(&c.negated, "negated", false, "whether the act is denied")
	flags.StringVar(&c.source, "source", "", "the `WORDS` of the source")
	flags.StringVar(&c.cue, "cue", "", "the `WORDS` of the cue")
	flags.StringVar(&c.content, "content", "", "the `WORDS` of the content")
	flags.StringVar(&c.name, "name", "", "of an entity or proposal: its `NAME`")
	flags.StringVar(&c.role, "role", "", "of an entity: its office or `ROLE`")
	c.deal.flags(cmd)
	complete(cmd, "act", strs(parley.Acts))
	complete(cmd, "certainty", strs(parley.Certainties))
}

func strs[T ~string](list []T) (out []string) {
	for _, v := range list {
		out = append(out, string(v))
	}
	return out
}

// decision is the line at an address as the flags want it.
func (c *correction) decision(cmd *cobra.Command, f *ledger.Filing, of ledger.Address) (*ledger.Decision, error) {
	if i := slices.IndexFunc(f.Record.Statements, func(s parley.Statement) bool { return s.ID == of.Line }); i >= 0 {
		return c.statement(cmd, f, f.Record.Statements[i])
	}
	if i := slices.IndexFunc(f.Record.Entities, func(e parley.Entity) bool { return e.ID == of.Line }); i >= 0 {
		return c.entity(cmd, f.Record.Entities[i])
	}
	if i := slices.IndexFunc(f.Record.Positions, func(p parley.Position) bool { return p.ID == of.Line }); i >= 0 {
		return c.position(cmd, f, f.Record.Positions[i])
	}
	if i := slices.IndexFunc(f.Record.Proposals, func(p parley.Proposal) bool { return p.ID == of.Line }); i >= 0 {
		return c.proposal(cmd, f, f.Record.Proposals[i])
	}
	if i := slices.IndexFunc(f.Record.Contacts, func(k parley.Contact) bool { return k.ID == of.Line }); i >= 0 {
		return c.contact(cmd, f, f.Record.Contacts[i])
	}
	if ledger.HasLine(f.Record, of.Line) {
		return nil, fmt.Errorf("%v is no statement, entity, position, proposal or contact, and only those can be corrected: %w", of, parley.ErrInvalid)
	}
	return nil, fmt.Errorf("report %d has no line %s: %w", of.Report, of.Line, parley.ErrNotFound)
}

func (c *correction) entity(cmd *cobra.Command, e parley.Entity) (*ledger.Decision, error) {
	d := &ledger.Decision{Entity: &e}
	for _, field := range []struct {
		name string
		set  func()
	}{
		{"name", func() { e.Name = c.name }},
		{"kind", func() { e.Kind = parley.EntityKind(c.kind) }},
		{"role", func() { e.Role = c.role }},
	} {
		if cmd.Flags().Changed(field.name) {
			field.set()
			d.Fields = append(d.Fields, field.name)
		}
	}
	if len(d.Fields) == 0 {
		return nil, misused(cmd, "nothing to correct; of an entity --name, --kind and --role can be")
	}
	return d, nil
}

func (c *correction) statement(cmd *cobra.Command, f *ledger.Filing, s parley.Statement) (*ledger.Decision, error) {
	d := &ledger.Decision{}
	changed := cmd.Flags().Changed
	set := func(field string) { d.Fields = append(d.Fields, field) }
	if changed("speaker") {
		id, err := c.party(d, f, c.speaker)
		if err != nil {
			return nil, err
		}
		s.Speaker = id
		set("speaker")
	}
	if changed("to") {
		ids, err := c.all(d, f, c.to)
		if err != nil {
			return nil, err
		}
		s.Addressees = ids
		set("addressees")
	}
	if changed("act") {
		s.Act, s.CAMEO = parley.Act(c.act), ""
		set("act")
	}
	if changed("certainty") {
		s.Certainty = parley.Certainty(c.certainty)
		set("certainty")
	}
	if changed("kind") {
		s.Kind = parley.StatementKind(c.kind)
		set("kind")
	}
	if changed("negated") {
		s.Negated = c.negated
		set("negated")
	}
	near := parley.Hull(s.Cue).Start
	for _, part := range []struct {
		field, words string
		spans        *[]parley.Span
	}{{"source", c.source, &s.Source}, {"cue", c.cue, &s.Cue}, {"content", c.content, &s.Content}} {
		if !changed(part.field) {
			continue
		}
		spans, err := amend.Find(&f.Record.Report, part.words, near)
		if err != nil {
			return nil, err
		}
		*part.spans = spans
		set(part.field)
	}
	if len(d.Fields) == 0 {
		return nil, misused(cmd, "nothing to correct; of a statement --speaker, --to, --act, --certainty, --kind, --negated, --source, --cue and --content can be")
	}
	d.Statement = &s
	return d, nil
}

// party is the id of the entity of the report that a person names, by id or by
// name; one that the report lacks is added to the correction. What looks like an id
// and is none is a slip, not a name.
func (c *correction) party(d *ledger.Decision, f *ledger.Filing, name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return "", nil
	}
	want := strings.Join(ledger.Words(name), " ")
	for _, e := range slices.Concat(f.Record.Entities, d.Entities) {
		if e.ID == name || strings.Join(ledger.Words(e.Name), " ") == want {
			return e.ID, nil
		}
	}
	for _, e := range f.Record.Entities {
		if slices.ContainsFunc(e.Aliases, func(a string) bool { return strings.Join(ledger.Words(a), " ") == want }) {
			return e.ID, nil
		}
	}
	if isLineID(name) {
		return "", fmt.Errorf("report %d has no entity %s: %w", f.Report.Seq, name, parley.ErrNotFound)
	}
	added := parley.Entity{ID: nextAdded(f, d), Name: name, Kind: parley.EntityPerson}
	d.Entities = append(d.Entities, added)
	return added.ID, nil
}

// isLineID reports whether a word has the form of the ids of lines and of those whom
// people add: e12, s3. M23 and G7 are names.
func isLineID(word string) bool {
	return len(word) > 1 && strings.ContainsRune("esrxtodcp", rune(word[0])) && strings.Trim(word[1:], "0123456789") == ""
}
