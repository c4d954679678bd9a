package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"parley/internal/gazetteer"
)

// The offices that are looked for, the longer first.
var officeNames = strings.Split("Vice President|President|Deputy Prime Minister|First Deputy Prime Minister|Prime Minister|Deputy Foreign Minister|Foreign Minister|Minister of Foreign Affairs|Foreign Secretary|"+
	"Defense Minister|Defence Minister|Minister of Defense|Minister of Defence|Finance Minister|Interior Minister|Trade Minister|Oil Minister|Energy Minister|Chancellor|Supreme Leader|Crown Prince|King|Emir|Sultan|"+
	"Secretary of State|Secretary of Defense|Defense Secretary|Treasury Secretary|Secretary of the Treasury|Commerce Secretary|Attorney General|National Security Advisor|National Security Adviser|Vice Premier|Premier|State Councilor", "|")

// Offices that the United States alone have under these words.
var american = strings.Split("Secretary of State|Secretary of Defense|Defense Secretary|Treasury Secretary|Secretary of the Treasury|Commerce Secretary", "|")

var (
	personPattern = `(\p{Lu}[\p{L}'’.-]+(?: (?:bin|bint|al|el|von|van|de|da|dos|der|ben|abu|\p{Lu}\.))* (?:al-|Al-)?\p{Lu}[\p{L}'’-]+)`
	offices       = strings.Join(officeNames, "|")
	ofCountry     = regexp.MustCompile(`\b(` + offices + `) ` + personPattern + `,? of (?:the )?((?:\p{Lu}[\p{L}.]+ ?){1,3})`)
	beforeOffice  = regexp.MustCompile(`\b((?:\p{Lu}[\p{L}.]* )?\p{Lu}[\p{L}.]*)(?:['’]s)? (` + offices + `) ` + personPattern)
	bareOffice    = regexp.MustCompile(`\b(` + strings.Join(american, "|") + `) ` + personPattern)
)

// fewest is how often a name has to stand under an office to be believed.
const fewest = 3

// An official is a name under one country's office.
type official struct{ name, country, office string }

// A sight is when an official was seen so.
type sight struct {
	first, last string
	times       int
}

// readOfficials gives who was seen in which office when, in the texts of three
// dated corpora. Labelled reports are left out, so that they can measure.
func readOfficials(data string) []string {
	seen := map[official]*sight{}
	labelled := string(read(filepath.Join(data, "negotiation/reports.tsv")))
	for _, file := range []string{"white_house", "kremlin_en", "news_12k"} {
		lines := bufio.NewScanner(bytes.NewReader(read(filepath.Join(data, "corpora", file+".jsonl.gz"))))
		lines.Buffer(nil, 64<<20)
		for lines.Scan() {
			var report struct{ ID, Published, Date, Text string }
			if err := json.Unmarshal(lines.Bytes(), &report); err != nil {
				log.Fatalf("%s: %v", file, err)
			}
			if report.ID != "" && strings.Contains(labelled, report.ID) {
				continue
			}
			date := report.Published + report.Date
			if len(date) >= len("2006-01") {
				look(report.Text, date[:4]+date[5:7], seen)
			}
		}
		if err := lines.Err(); err != nil {
			log.Fatalf("%s: %v", file, err)
		}
	}
	var out []string
	for o, s := range seen {
		if s.times >= fewest {
			out = append(out, fmt.Sprintf("%s\t%s\t%s\t%s-%s", o.name, o.country, o.office, s.first, s.last))
		}
	}
	slices.Sort(out)
	return out
}

// look notes the officials of one text.
func look(text, month string, seen map[official]*sight) {
	note := func(name, country, office string) {
		o := official{gazetteer.Fold(strings.TrimSuffix(strings.TrimSuffix(name, "’s"), "'s")), country, strings.ToLower(office)}
		s := seen[o]
		if s == nil {
			s = &sight{first: month, last: month}
			seen[o] = s
		}
		s.first, s.last = min(s.first, month), max(s.last, month)
		s.times++
	}
	for _, m := range inOffice(ofCountry, text) {
		all := strings.Fields(m[3])
		for n := len(all); n > 0; n-- {
			if c := gazetteer.CountryNamed(strings.Join(all[:n], " ")); c != nil {
				note(m[2], c.Code, m[1])
				break
			}
		}
	}
	for _, m := range inOffice(beforeOffice, text) {
		_, last, _ := strings.Cut(m[1], " ")
		for _, form := range []string{m[1], last} {
			c := gazetteer.CountryNamed(gazetteer.SideOf(form))
			if c == nil {
				c = gazetteer.CountryNamed(form)
			}
			if c != nil {
				note(m[3], c.Code, m[2])
				break
			}
		}
	}
	for _, m := range inOffice(bareOffice, text) {
		note(m[2], "USA", m[1])
	}
}

var over = regexp.MustCompile(`(?i)(?:former|then|ex|late|ousted|deposed|elect)[ -]$`)

// inOffice are the matches of pattern in text that no "former" stands before.
func inOffice(pattern *regexp.Regexp, text string) [][]string {
	var all [][]string
	for _, at := range pattern.FindAllStringSubmatchIndex(text, -1) {
		if over.MatchString(text[max(0, at[0]-12):at[0]]) {
			continue
		}
		var m []string
		for i := 0; i < len(at); i += 2 {
			m = append(m, text[at[i]:at[i+1]])
		}
		if !strings.Contains(strings.ToLower(m[1]), "former") {
			all = append(all, m)
		}
	}
	return all
}
