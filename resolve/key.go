package resolve

import (
	"cmp"
	"slices"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// Key is what an entity of one report and the same entity of another share: who
// reads two reports may take entities of equal keys for one. It is empty for an
// entity without a name, because officials of one report are not those of
// another.
//
//   - A country is its name in the tables, in English and five other languages: US,
//     America, Соединенные Штаты Америки.
//   - A person is the first and the last of his names, without titles and Jr.,
//     as a transliteration may spell them: Volodymyr Zelensky, Volodymyr
//     Zelenskyy, Володимир Зеленський. Given names that the table of spellings has
//     on one line are one: Vladimir.
//   - Anything else is its words in any order, without small words: Justice
//     Department, Department of Justice. Its kind does not matter, as readings
//     differ in it. What the tables of places and of groups call alike is one:
//     Kiev, Kyiv; ISIS, Islamic State.
//
// Equal keys are an equivalence (so George H. W. and George W. Bush share one, as
// both are George Bush; [Same] tells them apart), so they can index a map. They are careful: who
// goes by a surname only has another key than under the full name. For that see
// [Same].
func Key(e *parley.Entity) string {
	if !isNamed(e) {
		return ""
	}
	return keyOf(e.Name, e.Kind)
}

// Same reports whether entities of two reports are one: by equal keys, or
// because one goes by a surname only that is the other's, or because one is
// listed under another form of the other, as an acronym and what it stands for.
// Three of whom the first two and the last two are the same need not all be: Lind
// is Ada Lind and Kai Lind. Whoever groups entities of many reports groups them by
// [Key] first and compares the groups then, leaving alone what fits several.
func Same(a, b *parley.Entity) bool {
	keyA, keyB := Key(a), Key(b)
	if keyA == "" || keyB == "" {
		return false
	}
	if keyA == keyB && a.Kind == parley.EntityPerson && b.Kind == parley.EntityPerson {
		x, y := nameOf(latin(a.Name), a.Kind), nameOf(latin(b.Name), b.Kind)
		return !apart(x.middle(), x.generation, y.middle(), y.generation)
	}
	if keyA == keyB || hasSurname(a, b) || hasSurname(b, a) {
		return true
	}
	return a.Kind != parley.EntityPerson && b.Kind != parley.EntityPerson && (isAlias(a, keyB) || isAlias(b, keyA))
}

// isNamed reports whether the report, or a table, gives e a name.
func isNamed(e *parley.Entity) bool {
	return e.Name != "" && (len(e.Mentions) == 0 ||
		slices.ContainsFunc(e.Mentions, func(m parley.Mention) bool { return m.Form == parley.MentionName }))
}

// hasSurname reports whether a is known by a surname only, and b bears it.
func hasSurname(a, b *parley.Entity) bool {
	if a.Kind != parley.EntityPerson || b.Kind != parley.EntityPerson {
		return false
	}
	short, full := personWords(a.Name), personWords(b.Name)
	return len(short) == 1 && len(full) > 1 && spelling(short[0]) == spelling(full[len(full)-1])
}

// isAlias reports whether a form of one word or an acronym, under which the
// report speaks of e, has that key. Descriptions among the forms have none that
// a name could have.
func isAlias(e *parley.Entity, key string) bool {
	return slices.ContainsFunc(e.Aliases, func(form string) bool { return isAcronym(form) && keyOf(form, e.Kind) == key })
}

func keyOf(name string, kind parley.EntityKind) string {
	if kind == parley.EntityPerson {
		all := personWords(name)
		if len(all) == 0 {
			return ""
		}
		last := spelling(all[len(all)-1])
		if len(all) == 1 {
			return "person " + last
		}
		return "person " + givenKey(all[0]) + " " + last
	}
	if c := countryNamed(name); c != nil && (kind != parley.EntityPlace || len(gazetteer.Divisions(name)) == 0) {
		return "country " + strings.ToLower(c.Name)
	}
	name = cmp.Or(gazetteer.Place(name), gazetteer.Group(name), name)
	all := words(latin(name))
	content := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return slices.Contains(smallWords, w) })
	if len(content) == 0 {
		content = all
	}
	for i, w := range content {
		content[i] = spelling(w)
	}
	slices.Sort(content)
	if len(content) == 0 {
		return ""
	}
	return "name " + strings.Join(content, " ")
}

// personWords are the words of a person's own name: Abd al-Rahman is abd rahman.
func personWords(name string) []string {
	n := nameOf(latin(name), parley.EntityPerson)
	own := slices.DeleteFunc(n.words, func(w string) bool { return w == "al" || w == "el" })
	if len(own) == 0 {
		return words(latin(name))
	}
	return own
}

// givenKey is what spellings of one given name share.
func givenKey(given string) string {
	if name := spellings[given]; name != "" {
		given = strings.ToLower(name)
	}
	return spelling(given)
}

// Letters of one sound in the transliterations in use, the longer first. Each is
// replaced on the way through a word, once.
var sounds = strings.NewReplacer(
	"shch", "sh", "sch", "sh", "tch", "ch", "tsch", "ch", "dzh", "j", "dj", "j",
	"kh", "h", "gh", "g", "ph", "f", "th", "t", "ck", "k", "tz", "ts",
	"sh", "sh", "ch", "ch", "zh", "zh", "ts", "ts",
	"x", "ks", "q", "k", "w", "v", "c", "k",
	"ou", "u", "oo", "u", "o", "u",
	"ia", "ia", "iya", "ia", "ya", "ia", "ja", "ia", "yu", "iu", "ju", "iu", "yo", "iu", "io", "iu",
	"ij", "i", "yj", "i", "ai", "i", "ay", "i", "ei", "i", "ey", "i", "e", "i", "y", "i",
)

// spelling is a word of a name without what transliterations differ in: kinds
// of vowels, double letters, and how a sound of two letters is written.
func spelling(word string) string {
	heard := sounds.Replace(word)
	var out []rune
	for _, r := range heard {
		if len(out) == 0 || out[len(out)-1] != r {
			out = append(out, r)
		}
	}
	if n := len(out); n > 3 && out[n-1] == 'h' && strings.ContainsRune("aiu", out[n-2]) {
		out = out[:n-1] // Haniyeh, Haniye
	}
	return string(out)
}

// cyrillic letters as English transliterates them. What Ukrainian writes
// otherwise than Russian is told by its own letters, see [latin].
var cyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'ґ': "g", 'д': "d", 'е': "e", 'ё': "yo", 'є': "ye", 'ж': "zh", 'з': "z",
	'и': "i", 'і': "i", 'ї': "yi", 'й': "y", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r",
	'с': "s", 'т': "t", 'у': "u", 'ў': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch",
	'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya",
	'ђ': "dj", 'ј': "y", 'љ': "l", 'њ': "n", 'ћ': "ch", 'џ': "dzh",
}

// latin is a name in Latin letters where it stands in Cyrillic ones, in small
// letters then; other scripts stay.
func latin(name string) string {
	small := strings.ToLower(name)
	if !strings.ContainsFunc(small, func(r rune) bool { return cyrillic[r] != "" }) {
		return name
	}
	ukrainian := strings.ContainsAny(small, "іїєґʼ")
	var out strings.Builder
	for _, r := range small {
		letter, ok := cyrillic[r]
		switch {
		case r == 'г' && ukrainian:
			out.WriteByte('h')
		case ok:
			out.WriteString(letter)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
