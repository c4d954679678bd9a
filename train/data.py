"""Texts and labels -> windows of tokens to train on. Imported by train.py, evaluate.py and export.py.

Every set becomes documents {text, attributions, mentions, clusters}; a document becomes windows as in docs/reader.md.
What a set does not label is None there, and costs nothing in the loss.
"""
import collections, glob, json, os, random, re, unicodedata
import labels as L, people as P
from people import DESCRIPTION, FAMILIES, NAME, PRONOUN, pronoun_class

BODY = 382            # tokens of a window, without the mode token and [SEP]
OVERLAP = (48, 128)   # the next window starts at a line within this many tokens of the end …
FALLBACK = 80         # … or this many before it, where no line starts there
MODES = {'polnear': 2, 'full': 3}   # ids of [unused1] and [unused2]: which labelling a window follows
ROLES = ['source', 'content', 'cue', 'addressee']
KINDS = ['person', 'organisation', 'country', 'group', 'place', 'medium', 'document']

STANCES = ['accept', 'reject', 'demand', 'offer', 'conditional', 'open']                  # as parley.Stances
STATUSES = ['held', 'ongoing', 'planned', 'proposed', 'cancelled']                        # of contacts, as labelled
ACTS = ('assert announce confirm deny not-dispute decline-comment accept reject demand request propose offer promise threaten warn accuse '
        'advise praise regret ask commit-conditional other').split()                       # as parley.Acts
RESPONSES = 'confirm deny accept reject not-dispute decline-comment welcome criticise'.split()

Doc = collections.namedtuple('Doc', 'id mode text attributions mentions clusters deal', defaults=[None])
# deal: {'positions': [(span, stance)], 'contacts': [(span, status, family)], 'acts': [(act, response)], 'people': as people.py gives them}, numbers,
# and acts one for each attribution; the response is 0 for none


# --- reading the sets

def read_brat(path):
    """One annotator's attributions: a list of {role: [(start, end)]}, in code points."""
    spans, out = {}, []
    for line in open(path, encoding='utf-8'):
        p = line.rstrip('\n').split('\t')
        if p[0].startswith('T') and len(p) > 1:
            _, _, ranges = p[1].partition(' ')
            spans[p[0]] = [tuple(map(int, r.split())) for r in ranges.split(';')]
        elif p[0].startswith('E') and len(p) > 1:
            a = {r: [] for r in ROLES}
            for part in p[1].split():
                kind, _, t = part.partition(':')
                kind = re.sub(r'\d+$', '', kind).lower()
                if kind in a and t in spans:
                    a[kind] += spans[t]
            if a['cue']:
                out.append(a)
    return out


def polnear(data, split):
    """PolNeAR: in train every annotator's labels are a document of their own, in dev the first's."""
    out = []
    for path in sorted(glob.glob(f'{data}/polnear/{split}/text/*.txt')):
        name = os.path.basename(path)[:-4]
        text = open(path, encoding='utf-8', newline='').read()
        anns = sorted(glob.glob(f'{data}/polnear/{split}/attributions/{glob.escape(name)}_*.ann'))
        for ann in anns if split == 'train' else anns[:1]:
            out.append(Doc(name, 'polnear', text, read_brat(ann), None, None))
    return out


def addressee(text, names, taken, cue):
    """Where the addressee is named in the cue's sentence: after the cue if possible, outside source, cue and content."""
    lo = max(text.rfind('\n', 0, cue[0]), text.rfind('. ', 0, cue[0])) + 1
    hi = min([p for p in (text.find('\n', cue[1]), text.find('. ', cue[1])) if p >= 0] or [len(text)])
    found = []
    for name in sorted(names, key=len, reverse=True):
        for m in re.finditer(r'(?<!\w)' + re.escape(name) + r'(?!\w)', text[lo:hi]):
            s, e = lo + m.start(), lo + m.end()
            gap = s - cue[1] if s >= cue[1] else 3 * (cue[0] - e)   # behind the cue is the usual place
            if gap < 60 and not any(s < y and e > x for x, y in taken):
                found.append((gap, -len(name), s, e))
    return [min(found)[2:]] if found else []


def letters(text, spans):
    """The offsets of a text's letters and digits in spans, which two spans are compared by."""
    return {i for s, e in spans for i in range(s, e) if text[i].isalnum()}


def answers(text, labels, statement):
    """The number of the response that a labelled statement is, 0 for none: one of its speaker's that shares three tenths of its words."""
    forms = {e['name']: {e['name'], *e['aliases']} for e in labels['entities']}
    of = lambda name: forms.get(name, {name})
    words = letters(text, [statement['cue'], *statement['content']])
    for r in labels.get('responses', []):
        if r['evidence'] and statement['speaker'] and of(r['who']) & of(statement['speaker']):
            told = letters(text, [r['evidence']])
            if len(told & words) >= .3 * max(1, min(len(told), len(words))):
                return 1 + RESPONSES.index(r['kind'])
    return 0


def deal(text, labels, mentions, clusters):
    if 'positions' not in labels:
        return None
    return {'positions': [(p['evidence'], STANCES.index(p['stance'])) for p in labels['positions'] if p['evidence']],
            'contacts': [(c['evidence'], STATUSES.index(c['status']), FAMILIES[c['kind']]) for c in labels['contacts'] if c['evidence']],
            'acts': [(ACTS.index(s['act']) if s['act'] in ACTS else ACTS.index('other'), answers(text, labels, s)) for s in labels['statements']],
            'people': P.people(text, labels, mentions or [], clusters or [])}


def negotiation(data, split, mentions=None):
    """Reports labelled in full; mentions and clusters of the same reports come from corpora.py, by id."""
    out = []
    for name, text, labels in L.labelled(data, split):
        forms = {e['name']: [e['name']] + e['aliases'] for e in labels['entities']}
        attributions = []
        for s in labels['statements']:
            a = {'cue': [tuple(s['cue'])], 'source': [tuple(s['source'])] if s['source'] else [], 'content': [tuple(c) for c in s['content']], 'addressee': []}
            if s['addressee']:
                a['addressee'] = addressee(text, forms.get(s['addressee'], [s['addressee']]), a['cue'] + a['source'] + a['content'], a['cue'][0])
            attributions.append(a)
        m = (mentions or {}).get(name, {})
        out.append(Doc(name, 'full', text, attributions, m.get('mentions'), m.get('clusters'), deal(text, labels, m.get('mentions'), m.get('clusters'))))
    return out


def corpora(path):
    """What corpora.py wrote: the negotiation reports by id, and the other sets as documents without attributions."""
    by_id, out = {}, []
    for line in open(path, encoding='utf-8'):
        d = json.loads(line)
        if d['set'] == 'negotiation':
            by_id[d['id']] = d
        else:
            out.append(Doc(d['id'], 'full', d['text'], None, d['mentions'], d['clusters']))
    return by_id, out


# --- tokens, features, windows (docs/reader.md)

def case_class(word):
    cased = [c for c in word if c.lower() != c.upper()]
    if not cased:
        return 0
    if len(cased) > 1 and all(c.isupper() for c in cased):
        return 3
    return 2 if cased[0].isupper() else 1


WRAP = (40, 120)      # characters of a line that can be full, and of the widest line of a wrapped block


def begins_item(line):
    """Whether a line begins a turn of a transcript or an item of a list."""
    head, colon, rest = line.partition(':')
    is_turn = colon and rest[:1] in tuple('\t\n\f\r ') and unicodedata.category(head[:1] or ' ') == 'Lu'
    return bool(re.match(r'(?:[0-9]+[.)]|[-*•–])[\t\n\f\r ]', line) or is_turn and all(unicodedata.category(c) == 'Lu' or c in " .'’-" for c in head))


def soft_breaks(text):
    """The line feeds that only wrap a line: those of a block, or of an item of a list, in which each line is as full as the next word allowed."""
    soft, block, at = set(), [], 0
    for line in text.split('\n') + ['']:
        if line.strip():
            block.append((at + len(line), line.rstrip()))
        else:
            width, items = max((len(l) for _, l in block), default=0), []
            for n, (end, l) in enumerate(block):
                if n == 0 or begins_item(l.lstrip()):
                    items.append([])
                items[-1].append((end, l))
            for item in items if width <= WRAP[1] else []:
                lines = [l for _, l in item]
                full = all(len(l) >= WRAP[0] and len(l) + 1 + len(n.lstrip().split(' ')[0]) > width for l, n in zip(lines, lines[1:]))
                if full and any(l[-1] not in '.!?:;”"’)' for l in lines[:-1]):
                    soft |= {end for end, _ in item[:-1]}
            block = []
        at += len(line) + 1
    return soft


def features(text, offsets, words):
    """Case class, start of a line and being in quotation marks, for each token; words: the pre-token span of each."""
    out, quoted, last = [], False, 0
    soft = soft_breaks(text)
    for (s, e), (ws, we) in zip(offsets, words):
        line = not out or any(c == '\n' and last + i not in soft for i, c in enumerate(text[last:s]))
        if line:
            quoted = False
        t = text[s:e]
        if t == '“':
            inside, quoted = True, True
        elif t == '”':
            inside, quoted = True, False
        elif t == '"':
            inside, quoted = True, not quoted
        else:
            inside = quoted
        out.append(case_class(text[ws:we]) + 4 * line + 8 * inside)
        last = e
    return out


def encode(tok, text):
    """Token ids, code-point offsets and features of a text."""
    e = tok(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
    enc = e.encodings[0]
    spans = {}
    for w, (s, t) in zip(enc.word_ids, e['offset_mapping']):
        a, b = spans.get(w, (s, t))
        spans[w] = (min(a, s), max(b, t))
    return e['input_ids'], e['offset_mapping'], features(text, e['offset_mapping'], [spans[w] for w in enc.word_ids])


def window_bounds(n, feats):
    out, s = [], 0
    while True:
        e = min(n, s + BODY)
        out.append((s, e))
        if e == n:
            return out
        lines = [t for t in range(e - OVERLAP[0], e - OVERLAP[1] - 1, -1) if feats[t] & 4]
        s = lines[0] if lines else e - FALLBACK


def borders(bounds):
    """The own zone of each window: its cues and mentions are read there and nowhere else."""
    cuts = [0] + [(b[0] + a[1]) // 2 for a, b in zip(bounds, bounds[1:])] + [bounds[-1][1]]
    return list(zip(cuts, cuts[1:]))


# --- labels of a window

def tokens_of(offsets, spans):
    """For each span the indices of the tokens it touches; spans without a token are left out."""
    out, n = [], len(offsets)
    starts = [o[0] for o in offsets]
    import bisect
    for s, e in spans:
        k = max(0, bisect.bisect_right(starts, s) - 1)
        while k > 0 and offsets[k - 1][1] > s:
            k -= 1
        ts = []
        while k < n and offsets[k][0] < e:
            if offsets[k][1] > s:
                ts.append(k)
            k += 1
        if ts:
            out.append(ts)
    return out


def bio(n, pieces, label, into):
    for ts in pieces:
        for j, t in enumerate(ts):
            into[t] = label if j == 0 else label + 1


def match_class(a, b):
    strip = lambda s: [w for w in re.findall(r'\w+', s.lower()) if w not in ('the', 'a', 'an', 'mr', 'mrs', 'ms', 'dr')]
    a, b = strip(a), strip(b)
    if not a or not b:
        return 0
    if a == b:
        return 1
    if a[-1] == b[-1]:
        return 2
    return 3 if set(a) <= set(b) or set(b) <= set(a) else 0


Window = collections.namedtuple('Window', 'ids feats mode cues roles mentions coref deal', defaults=[None])
# ids, feats: body only. cues: [token index] lists. roles: a label row for each cue. mentions: a label row or None.
# coref: (first, last, form, class, kind, cluster, words) for each mention, or None. deal: (stance, status, family) label rows, 0 where there is no
# position or contact, (cue, content and source token indices, act, response, who may be meant, speakers, addressees) for each cue of cues, the token indices of each
# mention, and (trigger's token indices, mentions near it, those that take part) for each contact; or None. People are mentions by their place there.


def coref_mentions(doc, offsets):
    kinds = {(s, e): KINDS.index(k) + 1 for s, e, k in doc.mentions or [] if k in KINDS}
    out = []
    for c, spans in enumerate(doc.clusters):
        for (s, e), ts in ((x, tokens_of(offsets, [x])) for x in map(tuple, spans)):
            if not ts:
                continue
            words = doc.text[s:e]
            p = pronoun_class(words)
            kind = kinds.get((s, e), 0)
            form = PRONOUN if p else NAME if kind or (doc.mentions is None and words[:1].isupper() and words.split()[-1][:1].isupper()) else DESCRIPTION
            out.append((ts[0][0], ts[0][-1], form, p, kind, c, words))
    return sorted(out, key=lambda m: (m[0], -m[1]))


def deal_rows(doc, offsets):
    """A number for each token: 1 + the stance of the position, 1 + the status and 1 + the family of the contact that its words are evidence of."""
    rows = [0] * len(offsets), [0] * len(offsets), [0] * len(offsets)
    for row, labelled in zip(rows, ([(s, n) for s, n in doc.deal['positions']], [(s, n) for s, n, _ in doc.deal['contacts']], [(s, f) for s, _, f in doc.deal['contacts']])):
        for span, label in labelled:
            for ts in tokens_of(offsets, [tuple(span)]):
                for t in ts:
                    row[t] = 1 + label
    return rows


def role_tokens(row):
    """The tokens of the cue, the content and the source in a row of roles."""
    return tuple([t for t, l in enumerate(row) if (l + 1) // 2 == 1 + ROLES.index(r)] for r in ('cue', 'content', 'source'))


NEAR = 60   # tokens between a contact's words and a mention of who may take part


def people_of(doc, offsets, rows):
    """Mentions and contacts by tokens, and for each row of rows, numbers of attributions, whom its speaker's and its addressee's mentions are."""
    w = doc.deal['people']
    mentions = [(ts, form, who) for (span, form, who) in w['mentions'] for ts in tokens_of(offsets, [span])]
    contacts = [(ts, who) for span, who in w['contacts'] for ts in tokens_of(offsets, [span])]
    return mentions, contacts, [w['said'][i] for i in rows]


def pointed(mentions, source, said):
    """The places in mentions of who may be meant, names and descriptions without one that is the statement's own source, and of its speakers and addressees."""
    may = [k for k, (ts, form, _) in enumerate(mentions) if form != PRONOUN and (form == NAME or not set(ts) & set(source))]
    return may, *([k for k in may if mentions[k][2] in who] for who in said)


def people_rows(mentions, contacts, s, e):
    """Those of mentions that lie in the window s to e, with its own indices, and its contacts."""
    inside = [([t - s for t in ts], form, who) for ts, form, who in mentions if s <= ts[0] and ts[-1] < e]
    rows = []
    for ts, who in contacts:
        if s <= ts[0] and ts[-1] < e:
            trigger = [t - s for t in ts]
            near = [k for k, (at, _, _) in enumerate(inside) if not set(at) & set(trigger) and abs(at[0] - trigger[0]) <= NEAR]
            rows.append((trigger, near, [k for k in near if inside[k][2] in who]))
    return inside, rows


def windows(tok, doc):
    ids, offsets, feats = encode(tok, doc.text)
    n = len(ids)
    rows, numbers = [], []
    for i, a in enumerate(doc.attributions or []):
        row = [0] * n
        for r in ('content', 'source', 'cue', 'addressee'):
            bio(n, tokens_of(offsets, a[r]), 1 + 2 * ROLES.index(r), row)
        cue = [t for t, l in enumerate(row) if l in (5, 6)]
        if cue:
            rows.append((cue, row))
            numbers.append(i)
    names = None
    if doc.mentions is not None:
        names = [0] * n
        for s, e, k in doc.mentions:
            bio(n, tokens_of(offsets, [(s, e)]), 1 + 2 * KINDS.index(k), names)
    chain = coref_mentions(doc, offsets) if doc.clusters is not None else None
    if doc.deal:
        stance, status, family = deal_rows(doc, offsets)
        mentions, contacts, said = people_of(doc, offsets, numbers)
    for s, e in window_bounds(n, feats):
        own = [(c, r) for c, r in rows if s <= c[0] and c[-1] < e]
        deal = None
        if doc.deal:
            people, met = people_rows(mentions, contacts, s, e)
            of = []
            for (c, r), i, who in zip(rows, numbers, said):
                if s <= c[0] and c[-1] < e:
                    cue, content, source = role_tokens(r[s:e])
                    of.append((cue, content, source, *doc.deal['acts'][i], *pointed(people, source, who)))
            deal = stance[s:e], status[s:e], family[s:e], of, [ts for ts, _, _ in people], met
        yield Window(ids[s:e], feats[s:e], doc.mode,
                     None if doc.attributions is None else [[t - s for t in c] for c, _ in own], [r[s:e] for _, r in own],
                     None if names is None else names[s:e],
                     None if chain is None else [(a - s, b - s, *m) for a, b, *m in chain if s <= a and b < e],
                     deal)


def training_windows(tok, data, corpora_path, seed=1):
    """Every training window by set, so that train.py can weigh the sets."""
    by_id, others = corpora(corpora_path)
    sets = {'polnear': polnear(data, 'train'), 'negotiation': negotiation(data, 'train', by_id), 'corpora': others}
    out = {k: [w for d in docs for w in windows(tok, d)] for k, docs in sets.items()}
    rng = random.Random(seed)
    for ws in out.values():
        rng.shuffle(ws)
    return out
