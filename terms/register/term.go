package register

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"parley"
)

// A Term is an issue that a deal can have, as its file describes it.
type Term struct {
	Issue    string   // the register's name for it: "territory"
	Name     string   // as shown
	Part     string   // the heading that it stands under: "land and borders"
	PAX      []string // codes of PA-X, in order
	Unit     string   // of its quantities, see [parley.Quantity]; empty where it has none
	PerPlace bool     // each place has a line of its own
	Options  []Option
	File     string // in which it stands
	Text     string // of the file

	touch, unless []phrase
}

// An Option is one way to settle a term.
type Option struct {
	ID   string
	Name string // as shown; what stands in brackets is left out where no party is told: "ceded [to $]"
	PAX  []string

	touch []phrase
}

// Parse reads a term from the text of its file, which has lines
//
//	HEAD: entry, entry, …
//
// Empty lines and lines that begin with # are left out; what stands before the
// first option is of the term as such. Heads are
//
//	term     its name in the register, small letters and hyphens (once, first)
//	name     as shown (without it, as in the register)
//	part of  the heading that it stands under
//	pax      codes of PA-X; of an option, those that it adds
//	place    "each" where each place has a line of its own
//	unit     of its quantities
//	touch    phrases that touch it; of an option, those that say it
//	unless   longer phrases around them that do not: "maiden territory"
//	option   the name of an option in the register; what follows is of it
//
// A phrase is words in small letters. A word may have alternatives (cede|ceded),
// and * at its end stands for any ending (ced*). Between words, ~ stands for up to
// four others, @ for a place or a list of places, $ for a party, # for a number.
//
// Errors are [parley.ErrInvalid] and name the file and the line.
func Parse(name string, text []byte) (*Term, error) {
	t := &Term{File: name, Text: string(text)}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, rest, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("%s:%d: line %q has no head: %w", name, n, line, parley.ErrInvalid)
		}
		if err := t.line(strings.TrimSpace(head), strings.TrimSpace(rest)); err != nil {
			return nil, fmt.Errorf("%s:%d: %w: %w", name, n, err, parley.ErrInvalid)
		}
	}
	return t, t.whole()
}

// whole says what a term lacks.
func (t *Term) whole() error {
	if t.Issue == "" {
		return fmt.Errorf("%s: a file of a term has a line \"term: …\", this has none: %w", t.File, parley.ErrInvalid)
	}
	t.Name = cmp.Or(t.Name, strings.ReplaceAll(t.Issue, "-", " "))
	phrases := len(t.touch)
	for i := range t.Options {
		o := &t.Options[i]
		o.Name = cmp.Or(o.Name, strings.ReplaceAll(o.ID, "-", " "))
		phrases += len(o.touch)
	}
	if phrases == 0 {
		return fmt.Errorf("%s: no phrase touches term %q: %w", t.File, t.Issue, parley.ErrInvalid)
	}
	return nil
}

var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// line adds what one line of the file says.
func (t *Term) line(head, rest string) error {
	if rest == "" {
		return fmt.Errorf("nothing stands behind %q", head)
	}
	if t.Issue == "" && head != "term" {
		return fmt.Errorf("%q stands before the line \"term: …\"", head)
	}
	switch head {
	case "term":
		return once(&t.Issue, head, rest, slug)
	case "option":
		return t.option(rest)
	case "name":
		if len(t.Options) > 0 {
			return once(&t.last().Name, head, rest, nil)
		}
		return once(&t.Name, head, rest, nil)
	case "pax":
		return t.pax(rest)
	case "touch":
		phrases, err := phrasesOf(rest)
		if len(t.Options) > 0 {
			t.last().touch = append(t.last().touch, phrases...)
		} else {
			t.touch = append(t.touch, phrases...)
		}
		return err
	}
	return t.general(head, rest)
}

// general is a line that is of the term alone.
func (t *Term) general(head, rest string) (err error) {
	if !slices.Contains([]string{"part of", "unit", "place", "unless"}, head) {
		return fmt.Errorf("head %q is none of term, name, part of, pax, place, unit, touch, unless, option", head)
	}
	if len(t.Options) > 0 {
		return fmt.Errorf("%q is of the term as such and stands behind option %q", head, t.last().ID)
	}
	switch head {
	case "part of":
		return once(&t.Part, head, rest, nil)
	case "unit":
		return once(&t.Unit, head, rest, nil)
	case "place":
		if rest != "each" {
			return fmt.Errorf("place is %q, which can only be \"each\"", rest)
		}
		t.PerPlace = true
		return nil
	}
	phrases, err := phrasesOf(rest)
	t.unless = append(t.unless, phrases...)
	return err
}

func (t *Term) option(id string) error {
	if !slug.MatchString(id) {
		return fmt.Errorf("option %q is not small letters and hyphens", id)
	}
	if slices.ContainsFunc(t.Options, func(o Option) bool { return o.ID == id }) {
		return fmt.Errorf("option %q is there twice", id)
	}
	t.Options = append(t.Options, Option{ID: id})
	return nil
}

func (t *Term) last() *Option { return &t.Options[len(t.Options)-1] }

func (t *Term) pax(list string) error {
	codes := &t.PAX
	if len(t.Options) > 0 {
		codes = &t.last().PAX
	}
	for code := range strings.SplitSeq(list, ",") {
		code = strings.TrimSpace(code)
		if !paxCode.MatchString(code) {
			return fmt.Errorf("%q is no code of PA-X, such as StBor", code)
		}
		*codes = append(*codes, code)
	}
	return nil
}

var paxCode = regexp.MustCompile(`^[A-Z][A-Za-z]+$`)

// once puts rest where nothing stands yet.
func once(field *string, head, rest string, form *regexp.Regexp) error {
	if *field != "" {
		return fmt.Errorf("%s is %q already and cannot be %q", head, *field, rest)
	}
	if form != nil && !form.MatchString(rest) {
		return fmt.Errorf("%s %q is not small letters and hyphens", head, rest)
	}
	*field = rest
	return nil
}

// phrasesOf reads a list of phrases parted by commas.
func phrasesOf(list string) ([]phrase, error) {
	var all []phrase
	for text := range strings.SplitSeq(list, ",") {
		p, err := parsePhrase(strings.TrimSpace(text))
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}
