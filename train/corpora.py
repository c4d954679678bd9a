#!/usr/bin/env python3
"""Convert annotated corpora into documents for learning names and coreference.

usage: corpora.py DATA_DIR OUT.jsonl

DATA_DIR holds gum, litbank, gap, worldwide-ner, crossner-politics, negotiation and gazetteer.
Each line of OUT.jsonl is one document:
 {"set": corpus, "id": …, "text": …, "mentions": [[start, end, kind], …] or null, "clusters": [[[start, end], …], …] or null}
Offsets count Unicode code points of text. mentions are names only, flat and apart from each other, without
determiners and titles ("Merkel", not "Chancellor Merkel"); clusters hold all mentions (names, pronouns, nouns), which may nest.
null says that the corpus has no such layer: nothing is to be learned from its absence.
"""
import collections, csv, glob, hashlib, json, os, re, sys
from labels import labelled

KINDS = ('person', 'organisation', 'country', 'group', 'place', 'medium', 'document')
SENTENCES = 12  # sentences a document, where a corpus has sentences only: about a page of news
GAZETTEER_MIN = 2  # a name labelled once elsewhere may be a slip; twice is enough to fill a gap with

# What each corpus's classes mean here. Classes that are not listed have no counterpart and are left out.
GUM = {'person': 'person', 'organization': 'organisation', 'place': 'place', 'abstract': 'document', 'object': 'document', 'event': 'document'}
LITBANK = {'PER': 'person', 'ORG': 'organisation', 'GPE': 'place', 'LOC': 'place', 'FAC': 'place'}
WORLDWIDE = {'Person': 'person', 'Organization': 'organisation', 'Location': 'place', 'Facility': 'place', 'NORP': 'group', 'Misc': 'document'}
CROSSNER = {'person': 'person', 'politician': 'person', 'organisation': 'organisation', 'politicalparty': 'organisation', 'country': 'country', 'location': 'place', 'misc': 'misc'}  # misc holds both documents and peoples
ENTITY_LIKE = {'person', 'organization', 'place'}  # GUM's clusters of other types stay only if a pronoun refers to them

# Africa, the Americas, Oceania: the file prefixes of worldwide-ner that may be trained on. Middle East and Asia are held back.
WORLDWIDE_PREFIX = set('af afs alg arg aus bol canada chile col cosric cosrica cuba ecuador eg elsalv et ghana guyana hond kenya mauritius mex nic nm nz pan panaf paraguay peru sa uruguay ven'.split())

# A class "misc" or "abstract" holds documents among much else: the last word of the name tells.
DOCUMENT = re.compile(r"\b(Act|Treaty|Agreement|Accords?|Constitution|Convention|Resolution|Declaration|Protocol|Charter|Bill|Pact|Memorandum|Covenant|Amendment|Directive|Communiqu[eé]|Statute|Decree)(\b| (of|on|for|No\.?|\d+)\b.*)$")

MEDIA = set('''Reuters|AP|Associated Press|AFP|Agence France-Presse|Agence France Presse|UPI|Bloomberg|Bloomberg News|TASS|Tass|ITAR-TASS|Interfax|RIA Novosti|Sputnik|RT|Xinhua|Xinhua News Agency
CNN|BBC|BBC News|ABC News|CBS|CBS News|NBC|NBC News|MSNBC|CNBC|Fox News|Fox|PBS|NPR|C-SPAN|Sky News|ITV|Al Jazeera|Al-Jazeera|Al Arabiya|Al-Arabiya|Deutsche Welle|DW|Voice of America|VOA|Radio Free Europe|CBC|France 24|teleSUR|RNZ|SABC|Nation Media Group
New York Times|NYT|NY Times|Washington Post|Washington Times|Wall Street Journal|WSJ|USA Today|USA TODAY|Los Angeles Times|LA Times|Chicago Tribune|Boston Globe|New York Post|New York Daily News|Daily News|Politico|POLITICO|Axios|The Hill|Time|Time magazine|TIME|Newsweek|Forbes|Fortune|The Atlantic|New Yorker|The Economist|The Nation|Vox|BuzzFeed|BuzzFeed News|Huffington Post|HuffPost|Slate|Breitbart|Breitbart News|Christian Science Monitor|National Review|Foreign Policy|Foreign Affairs
Guardian|Financial Times|Daily Mail|Daily Telegraph|Telegraph|The Times|Times of London|Independent|The Independent|The Sun|Der Spiegel|Spiegel|Die Welt|Bild|Süddeutsche Zeitung|Frankfurter Allgemeine Zeitung|Le Monde|Le Figaro|Libération|El País|El Pais|El Mundo|La Repubblica|Corriere della Sera|Haaretz|Jerusalem Post|Times of Israel|Yedioth Ahronoth|Ynet|Maariv|Asharq Al-Awsat|Al-Ahram|Anadolu|Anadolu Agency|Hurriyet|Fars|Fars News Agency|IRNA|Tasnim|Press TV|SANA|WAFA|KCNA|Yonhap|Kyodo|NHK|Asahi Shimbun|Global Times|People's Daily|South China Morning Post|Times of India|Hindu|Dawn|Kommersant|Izvestia|Pravda|Novaya Gazeta|Ukrainska Pravda|Kyiv Post|Kyiv Independent|Ukrinform
Twitter|Facebook|YouTube|Instagram|Wikinews|Wikipedia|The Namibian|Namibian|Africa News|Buenos Aires Times|Tico Times|MercoPress|Clarín|La Nación|O Globo|Granma|Egypt Today|Daily Nation|Daily Maverick|Mail & Guardian|The Star|Ghana News Agency|GNA|ANSA|EFE|Andina|Prensa Latina|14ymedio'''.replace('\n', '|').split('|'))

MEDIUM = re.compile(r'\b(?:Times|News|Herald|Gazette|Tribune|Chronicle|News Agency|Radio|TV|Television|Broadcasting Corporation|Newspaper|Daily News|Weekly)$|^TODAY NICARAGUA$|^IPS$')

COUNTRY_MORE = set('''United States|US|U.S.|U. S.|U.S.|U.S|USA|U.S.A.|America|United States of America|UK|U.K.|U.K|Britain|Great Britain|England|Scotland|Wales|Northern Ireland|Russia|Soviet Union|USSR|U.S.S.R.|Iran|Syria|North Korea|South Korea|Korea|DPRK|Republic of Korea|Vietnam|South Vietnam|North Vietnam|Laos|Bolivia|Venezuela|Tanzania|Moldova|Macedonia|North Macedonia|Czech Republic|Czechia|Czechoslovakia|Yugoslavia|Serbia and Montenegro|East Germany|West Germany|Prussia|Ottoman Empire|Taiwan|Kosovo|Palestine|State of Palestine|Congo|DR Congo|DRC|Democratic Republic of Congo|Democratic Republic of the Congo|Republic of the Congo|Ivory Coast|Côte d'Ivoire|Burma|Myanmar|Holland|Netherlands|Vatican|Holy See|Brunei|Cape Verde|Swaziland|Eswatini|East Timor|Timor-Leste|Turkey|Gambia|Bahamas|Philippines|UAE|U.A.E.|United Arab Emirates|Emirates|PRC|People's Republic of China|Republic of Ireland|Zaire|Micronesia|Russian Federation|Islamic Republic of Iran|Kingdom of Saudi Arabia|KSA|Rhodesia|Somaliland|South Sudan|Trinidad|St. Lucia|St. Kitts and Nevis|Bosnia|Bosnia and Herzegovina|Bosnia-Herzegovina|Abkhazia|South Ossetia|Western Sahara'''.replace('\n', '|').split('|'))
NOT_COUNTRY = {'Jersey', 'Guernsey', 'Antarctica', 'Sark', 'Georgia', 'Puerto Rico', 'Gibraltar', 'Guam', 'Bermuda'}  # territories; Georgia is decided by its text
GEORGIA = re.compile(r'Tbilisi|Abkhaz|Ossetia|Saakashvili|Caucas')  # the country, not the American state

# Words for peoples, faiths and sides, as nouns or adjectives; the rest comes from the World Factbook's demonyms.
GROUP_MORE = set('''American Americans British Briton Britons English Scottish Scots Scot Welsh Irish Russian Russians Soviet Soviets Israeli Israelis Palestinian Palestinians Iranian Iranians Iraqi Iraqis Syrian Syrians Lebanese Egyptian Egyptians Jordanian Jordanians Saudi Saudis Emirati Emiratis Qatari Qataris Kuwaiti Kuwaitis Omani Yemeni Yemenis Libyan Libyans Turkish Turk Turks Kurd Kurds Kurdish Arab Arabs Persian Persians Ukrainian Ukrainians Pole Poles Polish French German Germans Spanish Spaniard Spaniards Spaniards Italian Italians Greek Greeks Greek Dutch Dane Danes Danish Swede Swedes Swedish Finn Finns Finnish Norwegian Norwegians Czech Czechs Slovak Serb Serbs Serbian Serbians Croat Croats Croatian Bosnian Bosnians Kosovar Albanian Albanians Chinese Japanese Korean Koreans Taiwanese Vietnamese Thai Filipino Filipinos Indian Indians Pakistani Pakistanis Afghan Afghans Afghani Bangladeshi Burmese Rohingya Tibetan Tibetans Uighur Uighurs Uyghur Uyghurs Canadian Canadians Mexican Mexicans Cuban Cubans Venezuelan Venezuelans Colombian Colombians Brazilian Brazilians Argentine Argentines Argentinian Argentinians Chilean Chileans Peruvian Peruvians African Africans European Europeans Asian Asians Australian Australians Nigerian Nigerians Kenyan Kenyans Sudanese Somali Somalis Ethiopian Ethiopians Rwandan Tigrayan Hutu Tutsi Algerian Moroccan Tunisian Latino Latinos Hispanic Hispanics Latin-American Caribbean
Muslim Muslims Islamic Islamist Islamists Christian Christians Jew Jews Jewish Catholic Catholics Protestant Protestants Orthodox Hindu Hindus Buddhist Buddhists Sunni Sunnis Shiite Shiites Shia Shi'ite Shi'ites Druze Alawite Alawites Yazidi Yazidis Evangelical Mormon Mormons Sikh Sikhs Houthi Houthis
Republican Republicans Democrat Democrats Democratic Tory Tories Communist Communists Zionist Zionists Nazi Nazis Chechen Chechens Crimean Tatar Tatars Roma Māori Maori Inuit Aboriginal Mapuche Quechua'''.split())
NOT_GROUP = {'Islander', 'Islanders', 'Zealander', 'none', 'Other', 'Island', 'Islands', 'Territory', 'Independent', 'Orthodox', 'Caribbean', 'Saint', 'Sahrawi'}  # words of the Factbook's demonym lines, and loose ones

DEMONYM = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ'’]{2,}(?:ans?|ese|ish|is?|[ck]h|que|er|ers|man|ine|ot)")
PAIR = re.compile(r'\b(?:South|North|East|West|Costa|Puerto|Sri|New|Latin|Native|Papua New|Saudi|San|Sierra|Burkina) $')  # first halves of two-word demonyms

TITLE = set('''mr mrs ms miss mister master dr prof professor president vice prime minister secretary senator sen sens rep reps representative congressman congresswoman governor gov gen general col colonel capt captain lt lieutenant maj major sgt sergeant adm admiral commander marshal king queen prince princess sir lady lord lords dame pope cardinal archbishop bishop rev reverend fr father mother sister brother aunt uncle cousin judge justice chancellor chairman chairwoman chair chairperson premier ambassador envoy sheikh sheik imam ayatollah rabbi speaker spokesman spokeswoman spokesperson deputy chief commissioner director mayor madame madam mme mlle monsieur m count countess duke duchess baron baroness earl emperor empress tsar czar sultan emir senora señor señora don doña honourable hon adviser advisor leader officer attorney counsel inspector detective coach petitioner petitioners respondent respondents plaintiff defendant members congressmen lords tsars agent lawyer home acting emeritus vice-president editor correspondent dean squire widow old young little poor dear st'''.split())
TITLE -= {'m', 'don', 'st', 'little', 'young', 'old'}  # first names and parts of names too
# Offices that end a description before a name: "Pennsylvania Senator Rick Santorum". King, Dean, Earl and the like may be names.
INNER_OFFICE = re.compile(r'\b(?:President|Minister|Secretary|Senator|Sen\.|Rep\.|Governor|Gov\.|Professor|Commissioner|Director|Adviser|Advisor|Spokes(?:man|woman|person)|Representative|Ambassador|Envoy|Agent|Chief|General|Gen\.|Attorney|Laureate|Congress(?:man|woman))(?:\s+|$)')
OFFICE = re.compile(r'^(?:Vice |Deputy |Assistant |Under ?)*(?:Secretary|Minister|Secretary-General|President|Chairman|Speaker|Director|Head|Prime Minister|Chief) of (?:the )?(?:State|Defen[cs]e|Treasury|Commerce|Energy|Labor|Education|Homeland Security|Health|Interior|Foreign Affairs|House|Senate)\s+')
PARTICLE = set('al el bin ibn ben de del della der den di da do dos du la le van von ter ul ur abu y e zu st'.split())  # lower-case words that stand inside personal names
JOINT = set('of the for and on to in at & de del la des du d’ d\' y von'.split())  # … and inside other names
DETERMINER = re.compile(r'^(?:the|a|an|this|that|its|his|her|their|our|my|your|some|all|both|many|most|other)\s+', re.I)
KEEP_THE = {'The Hague', 'The Gambia', 'The Hill', 'The Bahamas'}
QUOTES = '"“”‘’\'`'

# In negotiation/, a capital after one of these is the town, elsewhere it may speak for its government.
MONTH_MAY = re.compile(r'(?:\b(?:in|early|late|since|until|till|by|of|last|this|next|mid|from|through|and|on|before|after|\d{1,2})[\s-]+)$', re.I)  # "in May", "12 May": not Theresa May
IN_TOWN = re.compile(r'\b(?:in|at|near|outside|around|visit|visited|visiting|leave|left)\s+$', re.I)
# Names whose kind the labels give differently from report to report.
ALWAYS = dict.fromkeys('Hamas Taliban Hezbollah Congress Senate House Kremlin NATO Nato ISIS ISIL GOP AIPAC Fatah'.split() + ['White House', 'Islamic State', 'Capitol Hill'], 'organisation') | dict.fromkeys(['Gaza', 'Gaza Strip', 'West Bank', 'Gibraltar', 'Oval Office'], 'place')

# What may follow "the U.S." when it stands alone; before anything else ("the U.S. envoy") it is a modifier and "the" is not its own.
ALONE = set('and or but to in on at of for with by from as that which who whose when while if because after before since than not also still never is are was were be been has have had do does did will would can could should may might must said says say wants want told agreed refused called'.split())


# ---- tables of names

def tables(root):
    """Read the names of countries, peoples and capitals."""
    countries, capitals = set(COUNTRY_MORE), set()
    for row in csv.DictReader(open(f'{root}/gazetteer/country-codes.csv', encoding='utf-8')):
        if row['is_independent'] == 'Yes':
            for k in ('CLDR display name', 'UNTERM English Short', 'UNTERM English Formal', 'official_name_en'):
                n = re.sub(r'\s*\(.*?\)|^[Tt]he ', '', row[k] or '').strip()
                if n: countries.add(n)
            if row['Capital'] and len(row['Capital']) > 3: capitals.add(row['Capital'])
    groups = set(GROUP_MORE)
    for p in glob.glob(f'{root}/gazetteer/factbook/*.json'):
        nat = json.load(open(p, encoding='utf-8')).get('People and Society', {}).get('Nationality', {})
        for k in ('noun', 'adjective'):
            line = nat.get(k, {}).get('text', '') if isinstance(nat.get(k), dict) else ''
            # "Chinese (singular and plural)", "Korean(s)", "Costa Rican, Tico": only whole one-word names.
            for w in re.split(r',|;|/| or | and ', re.sub(r'\(s\)', '', line)):
                w = re.sub(r'\(.*?\)', '', w).strip()
                if DEMONYM.fullmatch(w): groups |= {w, w + 's'} if w.endswith(('an', 'i')) else {w}
    groups = {g for g in groups if g not in NOT_GROUP and g not in countries}
    return countries - NOT_COUNTRY, groups, capitals - countries | {'Kiev', 'Jerusalem', 'Ramallah', 'Gaza', 'Gaza Strip', 'West Bank', 'Crimea', 'Donbas', 'Donbass', 'Geneva', 'Vienna', 'Brussels', 'New York', 'Tel Aviv', 'Istanbul', 'Singapore City', 'Hong Kong'}


# ---- running text

class Writer:
    """Writer builds running text and remembers where each word went."""
    def __init__(self): self.text, self.n, self.gap = [], 0, ''
    def put(self, s):
        if self.n and self.gap: self.text.append(self.gap); self.n += len(self.gap)
        self.text.append(s); a = self.n; self.n += len(s); self.gap = ' '
        return a, self.n
    def line(self): self.gap = '\n' if self.n else ''
    def done(self): return ''.join(self.text)


RENAMED = {'``': '“', "''": '”', '-LRB-': '(', '-RRB-': ')', '-LSB-': '[', '-RSB-': ']', '--': '—', '&amp;': '&'}
NO_BEFORE = re.compile(r"^(?:[.,;:!?)\]}%…”]+|\.\.\.|n['’]t|['’](?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M|em)|N'T)$")
DASHED = set('the a an and but because their is are was were it he she they this that who which once not when with'.split())  # beside a lone "-" they show a dash, not a hyphen
CLITIC = set('s t re ve ll d m S T'.split())  # after an apostrophe that was cut off
MACRON = set('āēīōūâĀĒĪŌŪ')  # letters that worldwide-ner's tokeniser cut out of words
MONTHS = set('January February March April May June July August September October November December'.split())
NO_AFTER = set('( [ { “ ‘ $ £ € ¥ # US$ R$ @'.split())

def spaced(words):
    """spaced yields (word, space before it) as English is printed, for one sentence of a tokenised corpus."""
    double = single = False; glue = True
    for i, w in enumerate(words):
        w = RENAMED.get(w, w); before = not glue and not NO_BEFORE.match(w); glue = w in NO_AFTER
        prev = words[i - 1] if i else ''
        after = words[i + 1] if i + 1 < len(words) else ''
        if i and words[i - 1] in ("'", '’') and w in CLITIC: before = False
        letter = lambda x: len(x) == 1 and x.isupper()
        if i > 1 and letter(w) and prev == '.' and letter(words[i - 2]): before = False  # U . S .
        if w in MACRON: before, glue = False, True
        elif w == '-' and prev[-1:].isalnum() and after[:1].isalnum() and prev not in MONTHS and (
            '-' in words[max(0, i - 2):i] + words[i + 1:i + 3] or not {prev.lower(), after.lower()} & DASHED and not after in ('The', 'A', 'In')): before, glue = False, True
        elif w in ('’t', "'t"): before = False
        elif w == 'S.' and prev == 'U.' or w == 'C.' and prev == 'D.': before = False
        elif w[0] in "'’" and len(w) > 2 and prev in ('D', 'd', 'O', 'L', 'l'): before = False
        if w == '"':
            if double: before = False
            else: before, glue = i > 0 and prev not in NO_AFTER, True
            double = not double
        elif w == '’' or w == "'":
            opening = w == "'" and not single and after not in CLITIC and (not prev or prev in list(',;:—-!?.(“"') or after[:1].isupper() and not prev.endswith(('s', 'n')) and "'" in words[i + 2:])
            if after in CLITIC and prev: before, glue = False, True
            elif opening: before, glue, single = i > 0 and prev not in NO_AFTER, True, True
            else: before, single = False, False
        elif w == '/': before, glue = False, True
        elif w == '`': w, glue = '‘', True
        yield w, before

def put_sentence(out, words):
    """Write a tokenised sentence; return the place of each word."""
    at = []
    if words[0] in ('”', ')', '’') and out.gap == ' ': out.gap = ''  # the splitter left the closing mark to the next sentence
    for i, (w, before) in enumerate(spaced(words)):
        if i: out.gap = ' ' if before else ''
        at.append(out.put(w))
    out.gap = ' '
    return at


# ---- names

class Names:
    """Names decides kind and extent of names in one text."""
    def __init__(self, countries, groups): self.countries, self.groups = countries, groups

    def trim(self, text, s, e, kind):
        """Cut determiners, titles, possessive endings and marks from a name; None where no name is left."""
        while True:
            a, b = s, e
            while s < e and (text[s].isspace() or text[s] in QUOTES + '([,;:-—@#*'): s += 1
            while s < e and (text[e - 1].isspace() or text[e - 1] in QUOTES + ')],;:!?-—*'): e -= 1
            if text[s:e].endswith(("'s", '’s')) and kind != 'document' and text[s:e] not in self.groups: e -= 2
            m = DETERMINER.match(text[s:e])
            if m and not any(text[s:e].startswith(k) for k in KEEP_THE): s += m.end()
            if kind == 'person':
                m = OFFICE.match(text[s:e])
                if m: s += m.end()
                m = re.match(r'(\S+)\s+', text[s:e])
                w = m and m.group(1).rstrip('.,').lower()
                if m and (w in TITLE or m.group(1)[0].islower() and w not in PARTICLE): s += m.end()
            if (a, b) == (s, e): break
        if kind == 'person':
            cut = [m.end() for m in INNER_OFFICE.finditer(text[s:e])]
            if cut: s += cut[-1]
            m = re.search(r' (?!(?:%s)\b)[a-z]\S*' % '|'.join(PARTICLE), text[s:e])
            if m and m.start(): e = s + m.start()
        form = text[s:e]
        if re.fullmatch(r'(?:[A-Z]\.)+[A-Z]', form) and text[e:e + 1] == '.': e += 1; form += '.'
        if '(' in form and ')' not in form: e = s + len(form[:form.index('(')].rstrip(' ,')); form = text[s:e]
        if len(form) < 2: return None
        if form.endswith('.') and not re.search(r'(?:\b[A-Z]|\b[JS]r|\b(?:Inc|Co|Corp|Ltd|St|No|Bros))\.$', form): e -= 1; form = form[:-1]
        if not form or not any(c.isupper() or c.isdigit() for c in form) or not any(c.isalpha() for c in form) or '\n' in form: return None
        if kind == 'person' and form.rstrip('.').lower() in TITLE: return None
        return s, e

    def kind(self, text, s, e, kind):
        """Refine the corpus's kind by the tables; None where the class is wider than ours and the name does not tell."""
        form = text[s:e]; bare = re.sub(r'^[Tt]he ', '', form)
        if kind in ('organisation', 'person', 'misc', 'place') and form in self.groups: return 'group'
        if kind in ('document', 'misc', 'group', 'medium') and DOCUMENT.search(form) and (' ' in form or form == 'Constitution'): return 'document'
        if kind == 'document' and re.search(r'\b(?:NAFTA|TPP|JCPOA|USMCA)$|^(?:Paris|Minsk) .*(?:agreement|accord)s?$', form): return kind
        if kind in ('document', 'misc'): return None
        if kind == 'group': return 'country' if bare in self.countries else kind
        if kind in ('place', 'organisation'):
            if bare in self.countries or bare == 'Georgia' and GEORGIA.search(text): return 'country'
            if kind == 'organisation' and (form in MEDIA or bare in MEDIA or 'The ' + bare in MEDIA and text[max(0, s - 4):s] == 'The ' or MEDIUM.search(form)): return 'medium'
            if kind == 'organisation' and DOCUMENT.search(form) and not form.endswith(('Convention', 'Charter', 'Bill')): return 'document'
        return kind

    def settle(self, text, found):
        """Trim, name the kinds, and keep the longest of what overlaps."""
        kept = []
        for s, e, kind in found:
            t = self.trim(text, s, e, kind)
            k = t and self.kind(text, *t, kind)
            if k: kept.append((*t, k))
        return flat(kept)

    def peoples(self, text, taken):
        """Demonyms that a corpus left unlabelled, so that one word is not a name here and none there."""
        for m in re.finditer(r"\b[A-ZÀ-Ý][\w’']+", text):
            w = re.sub(r"['’]s?$", '', m.group())
            if w in self.groups and not re.search(r'\b(?:in|speaks?|spoke|speaking|learn|into|fluent|teach)\s+$', text[:m.start()][-12:], re.I):
                pair = PAIR.search(text[max(0, m.start() - 12):m.start()])
                x = (m.start() - (len(pair.group()) if pair else 0), m.start() + len(w), 'group')
                if not any(x[0] < b and a < x[1] for a, b, _ in taken) and not capital_beside(text, *x[:2]): yield x


def capital_beside(text, s, e):
    """A demonym before a capitalised word may open a longer name ("American Airlines") that its corpus left out."""
    return bool(re.match(r'[ -][A-Z]', text[e:e + 2])) and not text[e:].startswith((' I ', ' President', ' Prime', ' Foreign', ' Minister', ' Sen', ' Rep', ' Gov'))


def flat(spans):
    """Keep the longest of overlapping spans, the first of equals."""
    kept = []
    for x in sorted(set(spans), key=lambda x: (x[0] - x[1], x[0], x[2])):
        if not any(x[0] < b and a < x[1] for a, b, *_ in kept): kept.append(x)
    return [list(x) for x in sorted(kept)]

def clean(text, clusters):
    """Drop empty spans, spans over a line's end, doubles, and then empty clusters; order the rest."""
    out = []
    for c in clusters:
        c = sorted({(s, e) for s, e in c if s < e and '\n' not in text[s:e]})
        if c: out.append([list(x) for x in c])
    return sorted(out)


# ---- the corpora, each a generator of (id, text, mentions, clusters)

def iob(rows):
    """Spans (first, last + 1, class) of a column of B-, I-, O tags."""
    out = []
    for i, tag in enumerate(rows):
        p, _, c = tag.partition('-')
        if p == 'B' or p == 'I' and not (out and out[-1][1] == i and out[-1][2] == c): out.append((i, i + 1, c))
        elif p == 'I': out[-1] = (out[-1][0], i + 1, c)
    return out

def blocks(path):
    """The blank-line separated blocks of a file, as lists of lines."""
    block = []
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n\r')
        if line.strip(): block.append(line)
        elif block: yield block; block = []
    if block: yield block

def tagged(out, words, tags, classes):
    at = put_sentence(out, words)
    return [(at[a][0], at[b - 1][1], classes[c]) for a, b, c in iob(tags) if c in classes]

def worldwide(root, names):
    for p in sorted(glob.glob(f'{root}/worldwide-ner/*.tsv')):
        b = os.path.basename(p).split('.')[0]
        if b.split('_')[0] not in WORLDWIDE_PREFIX: continue
        out, found = Writer(), []
        for block in blocks(p):
            rows = [l.split('\t') for l in block]
            # A third column holds an inner name; addresses and blanks are no text.
            rows = [(r[0].strip(), r[1].strip() if len(r) > 1 else 'O') for r in rows]
            rows = [r for r in rows if r[0] and not r[0].startswith('http')]
            if rows: found += tagged(out, *zip(*rows), WORLDWIDE)
        text = out.done()
        yield b, text, names.settle(text, found), None

def crossner(root, names):
    for part in ('train', 'dev', 'test'):
        sents = list(blocks(f'{root}/crossner-politics/{part}.txt'))
        for k in range(0, len(sents), SENTENCES):
            out, found = Writer(), []
            for block in sents[k:k + SENTENCES]:
                found += tagged(out, *zip(*(l.split('\t') for l in block)), CROSSNER)
            text = out.done(); got = names.settle(text, found)
            yield f'{part}-{k}', text, flat(tuple(x) for x in got + list(names.peoples(text, got))), None

def gap(root, names):
    for part in ('development', 'validation'):
        for r in csv.DictReader(open(f'{root}/gap/gap-{part}.tsv', encoding='utf-8'), delimiter='\t', quoting=csv.QUOTE_NONE):
            text = r['Text']; span = lambda k: (int(r[k + '-offset']), int(r[k + '-offset']) + len(r[k]))
            p, a, b = span('Pronoun'), span('A'), span('B')
            if any(text[s:e] != r[k] for k, (s, e) in (('Pronoun', p), ('A', a), ('B', b))): raise SystemExit(f"gap: offsets of {r['ID']} do not hold their words")
            isa, isb = (r[k + '-coref'].upper() == 'TRUE' for k in 'AB')
            # Where neither is right the antecedent is unknown: the pronoun alone would teach that it has none.
            clusters = [[a, p], [b]] if isa else [[b, p], [a]] if isb else [[a], [b]]
            yield r['ID'], text, None, clean(text, clusters)

def litbank(root, names):
    for p in sorted(glob.glob(f'{root}/litbank/tsv/*.ann')):
        out, at, found = Writer(), [], []
        for line in open(p[:-4] + '.txt', encoding='utf-8'):
            words = line.split(); keep = [i for i, w in enumerate(words) if w != '_']  # _ marks italics
            got = put_sentence(out, [words[i] for i in keep]); k = dict(zip(keep, got))
            at.append([k.get(i) for i in range(len(words))])
        text = out.done(); where, cluster = {}, {}
        for r in (l.rstrip('\n').split('\t') for l in open(p, encoding='utf-8')):
            if r[0] == 'COREF': cluster[r[1]] = r[2]
            if r[0] != 'MENTION': continue
            inside = [x for s in range(int(r[2]), int(r[4]) + 1) for x in at[s][int(r[3]) if s == int(r[2]) else 0:int(r[5]) + 1 if s == int(r[4]) else None] if x]
            if not inside: continue
            s, e = inside[0][0], inside[-1][1]; where[r[1]] = (s, e)
            if r[8] == 'PROP' and r[7] in LITBANK:
                # A proper mention may carry a description: the name ends before a comma or a common word.
                m = DETERMINER.match(text[s:e]); q = s + (m.end() if m else 0)
                stop = re.search(r'[,;(“—]|\s(?:who|which|that|from|in|at|and|with|as|on|to|or)\s', text[q:e])
                found.append((s, q + stop.start() if stop else e, LITBANK[r[7]]))
        groups = collections.defaultdict(list)
        for t, span in where.items(): groups[cluster.get(t, t)].append(span)
        got = names.settle(text, found)
        yield os.path.basename(p)[:-4], text, flat(tuple(x) for x in got + list(names.peoples(text, got))), clean(text, groups.values())

def gum(root, names):
    for p in sorted(glob.glob(f'{root}/gum/*.conllu')):
        out, words, spans, stack = Writer(), [], [], []
        for block in blocks(p):
            if any(l.startswith('# newpar') and not l.startswith('# newpar_block') for l in block): out.line()
            first = len(words); rows = [l.split('\t') for l in block if l[0].isdigit() and '.' not in l.split('\t')[0]]
            whole = None  # the surface of a contracted token that its words share
            for r in rows:
                if '-' in r[0]:
                    a, b = map(int, r[0].split('-')); s, e = out.put(r[1]); whole = [s, e, b]
                    gap_after = '' if 'SpaceAfter=No' in r[9] else ' '; continue
                if whole:
                    last = int(r[0]) == whole[2]
                    s, e = whole[0], whole[1] if last else min(whole[1], whole[0] + len(r[1])); whole[0] = e
                    if last: whole, out.gap = None, gap_after
                else:
                    s, e = out.put(r[1]); out.gap = '' if 'SpaceAfter=No' in r[9].split('|') else ' '
                i = len(words); words.append(dict(s=s, e=e, form=r[1], pos=r[3], tag=r[4], head=first + int(r[6]) - 1 if r[6] != '0' else -1, rel=r[7]))
                m = re.search(r'(?:^|\|)Entity=([^|]*)', r[9])
                for piece in re.findall(r'\(\d+-[^()]*\)?|\d+\)', m.group(1) if m else ''):
                    if piece[0] == '(':
                        g, kind = piece.strip('()').split('-')[:2]; stack.append((g, kind, i))
                        if piece[-1] == ')': stack.pop(); spans.append((i, i, g, kind))
                    else:
                        k = max(k for k, x in enumerate(stack) if x[0] == piece[:-1]); g, kind, a = stack.pop(k); spans.append((a, i, g, kind))
        if stack: raise SystemExit(f'{p}: {len(stack)} mentions are not closed')
        text = out.done(); found = []
        begins = {a for a, b, g, k in spans if GUM.get(k)}
        groups, kinds, referred = collections.defaultdict(list), collections.defaultdict(set), set()
        for a, b, g, kind in spans:
            groups[g].append((words[a]['s'], words[b]['e'])); kinds[g].add(kind)
            if a == b and words[a]['pos'] in ('PRON', 'DET') and words[a]['tag'] in ('PRP', 'PRP$', 'WP', 'DT'): referred.add(g)
            if kind in GUM:
                n = gum_name(words, a, b, GUM[kind], begins)
                if not n: continue
                form = words[n[1]]['form']; people = kind == 'person' and words[n[1]]['tag'] == 'NNPS' and n[1] == n[0]
                if people and form in ('Members', 'Lords', 'Congressmen', 'Tsars', 'Bernoullis', 'Chathams'): continue
                if GUM[kind] == 'document' and words[b]['form'][:1].isupper() and b - a < 8: n = (a, b)  # "Americans with Disabilities Act"
                found.append((words[n[0]]['s'], words[n[1]]['e'], 'group' if people else GUM[kind]))
        found += [(w['s'], w['e'], 'group') for w in words if w['form'] in names.groups and w['pos'] == 'ADJ']
        yield os.path.basename(p)[:-7], text, names.settle(text, found), clean(text, [c for g, c in groups.items() if kinds[g] & ENTITY_LIKE or g in referred])

def gum_name(words, a, b, kind, begins):
    """The run of proper nouns around the head of words a..b, as (first, last); None where the head is no proper noun."""
    proper = lambda i: words[i]['pos'] == 'PROPN' or words[i]['tag'] in ('NNP', 'NNPS')
    head = next((i for i in range(a, b + 1) if not a <= words[i]['head'] <= b), a)
    if not proper(head): return None
    f = l = head
    inner = lambda i: i < len(words) and a <= i <= b
    tight = lambda i: words[i]['form'] in '-–/&' and proper_at(i - 1) and (proper_at(i + 1) or inner(i + 1) and words[i + 1]['pos'] == 'NUM')
    proper_at = lambda i: inner(i) and proper(i)
    while proper_at(f - 1) or inner(f - 1) and tight(f - 1): f -= 1
    while True:
        if proper_at(l + 1) or inner(l + 1) and tight(l + 1) or inner(l + 1) and words[l + 1]['rel'] in ('flat', 'nummod') and words[l + 1]['pos'] == 'NUM': l += 1; continue
        k = l + 1
        if kind == 'person' or not inner(k): break
        if words[k]['form'] in ('of', 'for') or words[k]['form'] == 'and' and k + 1 not in begins:
            k += 1
            if inner(k) and words[k]['form'] == 'the': k += 1
            if proper_at(k): l = k; continue
        break
    return f, l


# ---- reports on negotiations

def occurrences(text, forms):
    """Non-overlapping occurrences of forms at word boundaries, longest first: (start, end, form)."""
    taken = bytearray(len(text))
    for f in sorted(forms, key=lambda f: (-len(f), f)):
        for m in re.finditer(r'(?<![\w@#])' + re.escape(f) + r'(?![\w])(?!-[a-z])', text):
            if not any(taken[m.start():m.end()]):
                taken[m.start():m.end()] = b'\1' * (m.end() - m.start()); yield m.start(), m.end(), f

WEEKDAYS = set('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split())

def name_form(form, kind, common):
    """The name inside an alias: "State Department spokeswoman Jen Psaki" holds "Jen Psaki"; None where it is a description."""
    form = DETERMINER.sub('', re.sub(r'\s*\(.*?\)', '', form).split(', ')[0]).strip()
    if kind == 'person':
        form = re.sub(r'(\b[A-Z]\w+ [A-Z]\w+) of [A-Z].*$', lambda m: m.group() if OFFICE.search(form) or m.group(1).split()[-1].lower() in TITLE else m.group(1), form)
        m = OFFICE.search(form); words = (form[m.end():] if m else form).split()
        cut = max([i for i, w in enumerate(words) if w.rstrip('.').lower() in TITLE or w[0].islower() and w not in PARTICLE or w.endswith(("'s", '’s'))] or [-1])
        words = words[cut + 1:]
        while words and words[0] in PARTICLE: words = words[1:]
        if words[:1] in (['State'], ['Defense'], ['Treasury']): words = words[1:]
        form = ' '.join(words)
        return form if words and words[0][0].isupper() and len(words) <= 5 and len(form) > 2 and not words[-1].startswith(('Republican', 'Democrat')) else None
    if re.search(r'["“”]', form) or form in WEEKDAYS: return None
    words = form.removeprefix('so-called ').split()
    if not words or words[0][0].islower() or kind == 'group' and (' and ' in form or words[0][0].isdigit() or any(w.lower() in common and w.lower() not in ('tribe', 'tribes', 'caucus', 'party', 'democratic') for w in words)): return None
    head = next((i for i, w in enumerate(words) if w in ('of', 'for', 'in', 'on')), len(words)) - 1
    if any(w[0].islower() and w not in JOINT for w in words) or words[head][0].islower(): return None
    return ' '.join(words)

# Documents stand among a report's entities only where they speak.
TREATY = re.compile(r"\b(?:(?:[A-Z][\w.-]*[a-z.]|[A-Z]{2,}) (?:(?:of|on|for) )?)+(?:Treaty|Act|Agreement|Accords?|Convention|Resolution|Declaration|Protocol|Charter|Amendment|Pact)\b|\bNAFTA\b|\bTPP\b|\bJCPOA\b|\bUSMCA\b|\bParis (?:climate )?(?:agreement|accord)\b|\bMinsk (?:agreements?|accords?)\b|\bU\.S\. Constitution\b")

def starts_sentence(text, s):
    return not text[:s].strip() or bool(re.search(r'(?:[.!?:][”"’\')]*\s+|\n|[“"‘]\s*)$', text[max(0, s - 6):s]))

def report_names(text, entities, names, filler, common):
    """Names of a report: its entities' forms, then names the tables and the other corpora know."""
    forms = {}
    for e in entities:
        for f in [e['name']] + e['aliases']:
            n = name_form(f, e['kind'], common)
            if n and len(n) > 1: forms.setdefault(n, e['kind'])
    persons = [e for e in entities if e['kind'] == 'person' and '(' not in e['name'] and len(e['name'].split()) > 1]
    for e in persons:
        last = e['name'].split()[-1]
        if last[0].isupper() and len(last) > 3 and last.lower() not in TITLE: forms.setdefault(last, 'person')
    lower = set(re.findall(r'\b[a-z]+\b', text)); headline = text.find('\n')
    merged = dict(filler) | {f: 'organisation' for f in ALWAYS if ALWAYS[f] == 'organisation'}; merged.update((f, 'place' if filler.get(f) == 'place' and k == 'organisation' else k) for f, k in forms.items()); found = []
    inside = {f for f in merged if any(not (m.start() < headline or starts_sentence(text, m.start())) for m in re.finditer(re.escape(f), text))}
    found += [(m.start(), m.end(), 'document') for m in TREATY.finditer(text) if m.start() > headline]
    for s, e, f in occurrences(text, merged):
        kind = merged[f]
        if f.lower() in lower and f not in names.countries and ' ' not in f and not f.isupper() and (s < headline or starts_sentence(text, s)): continue
        if kind == 'group' and f not in inside and f not in names.groups and ' ' not in f and not f.isupper(): continue  # "Analysts" that only ever open a sentence
        if f == 'May' and MONTH_MAY.search(text[max(0, s - 12):s]): continue
        kind = ALWAYS.get(f, kind)
        if kind == 'country' and f not in names.countries and f not in names.groups and IN_TOWN.search(text[max(0, s - 12):s]): kind = 'place'
        if f in names.groups: kind = 'group'
        found.append((s, e, kind))
    got = names.settle(text, found)
    return flat(tuple(x) for x in got + list(names.peoples(text, got)))

def report_clusters(text, record, names):
    """Per entity: where its aliases stand, and the sources of its statements."""
    kinds = {e['name']: e['kind'] for e in record['entities']}
    owner = collections.defaultdict(set)
    for e in record['entities']:
        for f in [e['name']] + e['aliases']:
            f = re.sub(r'\s*\(.*?\)', '', f)
            if len(f) < 2: continue
            owner[f].add(e['name'])
            if f[:4] in ('the ', 'The '): owner[{'t': 'T', 'T': 't'}[f[0]] + f[1:]].add(e['name'])
    sources = {}
    for st in record['statements']:
        if not st['source'] or not st['speaker']: continue
        sources.setdefault(tuple(st['source']), st['speaker'])
    spans = dict(sources)
    for s, e, f in occurrences(text, owner):
        if len(owner[f]) > 1: continue  # "the president" of two presidents
        who = next(iter(owner[f])); kind = kinds[who]
        nxt = re.match(r"['’]s\b|\s+([A-Za-z]+)", text[e:])
        if kind in ('country', 'organisation', 'medium') and f[:4] in ('the ', 'The ') and f[4].isupper() and nxt and nxt.group(1) and nxt.group(1).lower() not in ALONE and not nxt.group(1).endswith(('ed', 's')): s += 4
        if kind == 'country' and f not in names.countries and IN_TOWN.search(text[max(0, s - 12):s]): continue
        if kind == 'person':
            while (m := re.search(r'(?<!\w)([A-Z]\w+\.?) $', text[max(0, s - 20):s])) and m.group(1).rstrip('.').lower() in TITLE: s -= len(m.group())
        # A source wins over what it overlaps; inside it, another entity may be named ("Trump" in "Trump administration officials").
        clash = [(q, w) for q, w in sources.items() if s < q[1] and q[0] < e]
        if all(q[0] <= s and e <= q[1] and (s, e) != q and w != who for q, w in clash): spans.setdefault((s, e), who)
    groups = collections.defaultdict(list)
    for q, who in spans.items(): groups[who].append(q)
    return clean(text, groups.values())

def negotiation(root, names, filler):
    reports = list(labelled(root, 'train'))
    common = {w for _, t, _ in reports for w in re.findall(r'\b[a-z]+\b', t)}
    filler = {f: k for f, k in filler.items() if ' ' in f or k == 'country' or f.lower() not in common}
    for name, text, record in reports:
        yield name, text, report_names(text, record['entities'], names, filler, common), report_clusters(text, record, names)


def main():
    if len(sys.argv) != 3: raise SystemExit(__doc__)
    root, path = sys.argv[1:]
    countries, groups, capitals = tables(root); names = Names(countries, groups)
    held = {os.path.basename(p)[:-4] for p in glob.glob(f'{root}/negotiation/dev/text/*.txt')}
    docs, seen = [], collections.defaultdict(collections.Counter)
    def add(name, rows):
        for i, text, mentions, clusters in rows:
            if i in held: raise SystemExit(f'{name}: report {i} is held back for choosing')
            for s, e, *kind in (mentions or []) + [x for c in clusters or [] for x in c]:
                assert 0 <= s < e <= len(text) and '\n' not in text[s:e] and (not kind or kind[0] in KINDS), (name, i, s, e, kind)
            for s, e, kind in mentions or []: seen[text[s:e]][kind] += 1
            docs.append(dict(set=name, id=i, text=text, mentions=mentions, clusters=clusters))
    for name, read in (('gum', gum), ('worldwide-ner', worldwide), ('crossner-politics', crossner)): add(name, read(root, names))
    # negotiation/ labels no places, and not every name: what the tables and the corpora above agree on fills the gaps.
    filler = {f: c.most_common(1)[0][0] for f, c in seen.items() if len(f) > 3 and f[0].isupper() and sum(c.values()) >= GAZETTEER_MIN and c.most_common(1)[0][1] >= .9 * sum(c.values()) and c.most_common(1)[0][0] in ('place', 'organisation', 'medium')}
    filler.update({f: 'place' for f in capitals}); filler.update({f: 'country' for f in countries}); filler.update({f: 'medium' for f in MEDIA if len(f) > 4 and ' ' in f or f in ('Reuters', 'CNN', 'BBC', 'NPR', 'CNBC', 'MSNBC')})
    add('litbank', litbank(root, names)); add('gap', gap(root, names)); add('negotiation', negotiation(root, names, filler))

    data = ''.join(json.dumps(d, ensure_ascii=False, separators=(',', ':')) + '\n' for d in docs).encode()
    with open(path + '.part', 'wb') as f: f.write(data)
    os.replace(path + '.part', path)
    for name in dict.fromkeys(d['set'] for d in docs):
        part = [d for d in docs if d['set'] == name]; kinds = collections.Counter(k for d in part for _, _, k in d['mentions'] or [])
        print(f"{name}: {len(part)} documents, {sum(len(d['text'].split()) for d in part)} words, {sum(len(d['clusters'] or []) for d in part)} clusters of {sum(len(c) for d in part for c in d['clusters'] or [])} mentions, names: " + (', '.join(f'{kinds[k]} {k}' for k in KINDS if kinds[k]) or 'none'))
    print(f'wrote {path}: {len(docs)} documents, sha256 {hashlib.sha256(data).hexdigest()}')

if __name__ == '__main__': main()
