package ingest

import (
	"strings"
	"testing"
)

func TestLanguageIsToldByItsFunctionWords(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"en", "Talks resume Friday, says the minister, but no deal is in sight."},
		{"en", "Putin, Macron, Scholz and Erdoğan met in Paris on Tuesday to discuss Donbas, Crimea and Zaporizhzhia."},
		{"en", "The envoy wrote: «Мы не будем вести переговоры, пока они не уйдут». Nobody in the room asked him what he meant by that."},
		{"en", "U.N. envoy: \"No comment.\" That was all that he would say to us."},
		{"de", "Der Minister sagte am Dienstag, dass die Gespräche in Genf fortgesetzt werden, aber nicht vor dem Ende des Monats."},
		{"fr", "Le ministre a déclaré mardi que les pourparlers se poursuivraient à Genève, mais pas avant la fin du mois."},
		{"es", "El ministro dijo el martes que las conversaciones continuarán en Ginebra, pero no antes de fin de mes."},
		{"it", "Il ministro ha detto martedì che i colloqui continueranno a Ginevra, ma non prima della fine del mese."},
		{"pt", "O ministro disse na terça-feira que as negociações continuarão em Genebra, mas não antes do fim do mês."},
		{"nl", "De minister zei dinsdag dat de gesprekken in Genève worden voortgezet, maar niet voor het einde van de maand."},
		{"pl", "Minister powiedział we wtorek, że rozmowy będą kontynuowane w Genewie, ale nie przed końcem miesiąca."},
		{"tr", "Bakan salı günü görüşmelerin Cenevre'de devam edeceğini, ancak bunun ay sonundan önce olmayacağını ve bir metin için çok erken olduğunu söyledi."},
		{"ru", "Министр сказал во вторник, что переговоры продолжатся в Женеве, но не раньше конца месяца."},
		{"uk", "Міністр сказав у вівторок, що переговори продовжаться в Женеві, але не раніше кінця місяця, та що це було його рішення."},
		{"ar", "قال الوزير يوم الثلاثاء إن المحادثات ستستمر في جنيف، ولكن ليس قبل نهاية الشهر، بعد أن كان قد رفض ذلك."},
		{"he", "השר אמר ביום שלישי שהשיחות יימשכו בז'נבה, אך לא לפני סוף החודש."},
		{"zh", "部长周二表示，会谈将在日内瓦继续进行，但不会在月底之前。"},
		{"ja", "大臣は火曜日、協議はジュネーブで続くと述べたが、月末より前ではないとした。"},
		{"und", "Lorem xylophon brantix quelf marvoth dringle spunk wertol zibbet franning oolop."},
		{"", "Talks resume Friday."},
		{"", "Kein Kommentar."},
	} {
		if got := detect(c.text); got != c.want {
			t.Errorf("detect(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestReportInAnotherLanguageIsNeverSilent(t *testing.T) {
	const german = "Der Minister sagte am Dienstag, dass die Gespräche fortgesetzt werden, aber nicht vor dem Ende des Monats."
	d := mustRead(t, german, Options{})
	if d.Report.Language != "de" {
		t.Errorf("language = %q, want de", d.Report.Language)
	}
	wantWarnings(t, d, "another language than English (de)")

	d = mustRead(t, strings.Repeat("brantix quelf marvoth ", 9), Options{})
	wantWarnings(t, d, "does not seem to be in English")
}

func TestDeclaredLanguageCountsWhereWordsDoNotTell(t *testing.T) {
	for _, c := range []struct{ name, lang, words, want string }{
		{"short and undeclared", "", "No comment.", "en"},
		{"short and declared", "de", "Kein Kommentar.", "de"},
		{"declared in vain", "fr", story, "en"},
		{"declared in truth", "en-US", story, "en"},
		{"unknown and declared", "cy", strings.Repeat("brantix quelf marvoth ", 9), "cy"},
		{"unknown and declared English", "en", strings.Repeat("brantix quelf marvoth ", 9), "und"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, `<!doctype html><html lang="`+c.lang+`"><article><p>`+c.words+`</p></article>`, Options{})
			if d.Report.Language != c.want {
				t.Errorf("language = %q, want %q", d.Report.Language, c.want)
			}
			if alone := c.want == "en" && (c.lang == "" || c.lang == "en-US"); alone != (len(d.Warnings) == 0) {
				t.Errorf("warnings = %q", d.Warnings)
			}
		})
	}
}

func TestLanguageOfTheUserStandsAboveTheDocuments(t *testing.T) {
	d := mustRead(t, `<!doctype html><html lang="en"><article><p>Kein Kommentar.</p></article>`, Options{Language: "de-AT"})
	if d.Report.Language != "de" {
		t.Errorf("language = %q, want de", d.Report.Language)
	}
	wantWarnings(t, d, "another language than English (de)")
}
