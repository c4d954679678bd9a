package resolve_test

import (
	"testing"

	"parley"
	"parley/resolve"
)

func named(name string, kind parley.EntityKind, aliases ...string) *parley.Entity {
	return &parley.Entity{Name: name, Kind: kind, Aliases: aliases}
}

func TestKey_is_one_for_the_spellings_of_a_name(t *testing.T) {
	for _, forms := range [][]string{
		{"Volodymyr Zelenskyy", "Volodymyr Zelensky", "Volodymyr Zelenskiy", "Vladimir Zelenski", "Володимир Зеленський", "Владимир Зеленский", "President Volodymyr Zelenskyy"},
		{"Yuri Ushakov", "Yury Ushakov", "Yuriy Ushakov", "Юрий Ушаков", "Yuri V. Ushakov"},
		{"Sergei Lavrov", "Sergey Lavrov", "Сергей Лавров", "Sergey Viktorovich Lavrov"},
		{"Viktor Yanukovych", "Victor Yanukovich", "Віктор Янукович", "Виктор Янукович"},
		{"Arseniy Yatsenyuk", "Arseny Yatseniuk", "Арсеній Яценюк"},
		{"Mahmoud Abbas", "Mahmud Abbas", "President Mahmoud Abbas"},
		{"Mohammed bin Salman", "Mohammad bin Salman", "Muhammad bin Salman"},
		{"Bashar al-Assad", "Bashar Assad", "Bashar al-Asad"},
		{"Benjamin Netanyahu", "Binyamin Netanyahu", "Prime Minister Benjamin Netanyahu"},
		{"Recep Tayyip Erdoğan", "Recep Erdogan"},
		{"Joe Biden", "Joseph Biden", "Joseph R. Biden Jr."},
		{"Kim Jong-un", "Kim Jong Un"},
	} {
		want := resolve.Key(named(forms[0], parley.EntityPerson))
		for _, form := range forms[1:] {
			if got := resolve.Key(named(form, parley.EntityPerson)); got != want {
				t.Errorf("Key(%s) = %q, Key(%s) = %q", form, got, forms[0], want)
			}
		}
	}
	for _, forms := range [][]string{
		{"United States", "the US", "U.S.", "America", "Соединенные Штаты Америки"},
		{"Ukraine", "Украина"},
		{"Kyiv", "Kiev", "Київ"},
		{"Islamic State", "ISIS", "Daesh"},
		{"United Nations", "the UN", "U.N."},
		{"Department of Justice", "the Justice Department"},
		{"Norland Workers’ Party", "the Norland Workers Party"},
	} {
		want := resolve.Key(named(forms[0], parley.EntityOrganisation))
		for _, form := range forms[1:] {
			if got := resolve.Key(named(form, parley.EntityCountry)); got != want {
				t.Errorf("Key(%s) = %q, Key(%s) = %q", form, got, forms[0], want)
			}
		}
	}
}

func TestKey_tells_people_apart(t *testing.T) {
	met := map[string]string{}
	for _, name := range []string{
		"Ada Lind", "Kai Lind", "Lind", "Ada Lund", "Ada Land", "Hillary Clinton", "Bill Clinton", "George Bush",
		"Kim Jong Il", "Kim Jong Un", "Kim Yo Jong", "Vladimir Putin", "Volodymyr Zelensky", "Denis Pushilin", "Mohammed bin Zayed", "Mohammed bin Salman",
	} {
		key := resolve.Key(named(name, parley.EntityPerson))
		if other, taken := met[key]; taken {
			t.Errorf("%s and %s share the key %q", name, other, key)
		}
		met[key] = name
	}
}

func TestKey_is_empty_for_who_has_no_name(t *testing.T) {
	officials := named("Norlandic officials", parley.EntityGroup)
	officials.Mentions = []parley.Mention{{Form: parley.MentionDescription}}
	for _, e := range []*parley.Entity{officials, {}} {
		if key := resolve.Key(e); key != "" || resolve.Same(e, e) {
			t.Errorf("Key(%q) = %q and Same = %v, want none", e.Name, key, resolve.Same(e, e))
		}
	}
}

func TestSame(t *testing.T) {
	person, body := parley.EntityPerson, parley.EntityOrganisation
	for _, c := range []struct {
		a, b *parley.Entity
		want bool
	}{
		{named("Ada Lind", person), named("Lind", person), true},
		{named("Ib H. W. Lind", person), named("Ib W. Lind", person), false},
		{named("Ib W. Lind", person), named("Ib Lind", person), true},
		{named("Ib Lind Jr.", person), named("Ib Lind Sr.", person), false},
		{named("Zelenskiy", person), named("Volodymyr Zelenskyy", person), true},
		{named("Ada Lind", person), named("Kai Lind", person), false},
		{named("Ada Lind", person), named("Ada", person), false},
		{named("Norland Forum", body, "NF"), named("NF", body), true},
		{named("Norland Forum", body, "the body"), named("the body", body), false},
		{named("Ada Lind", person, "AL"), named("AL", person), false},
	} {
		if got := resolve.Same(c.a, c.b); got != c.want || resolve.Same(c.b, c.a) != c.want {
			t.Errorf("Same(%s, %s) = %v, want %v both ways", c.a.Name, c.b.Name, got, c.want)
		}
	}
}
