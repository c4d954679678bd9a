"""Whom a labelled report's statements and contacts name, by mention: what the pointing heads learn from. Imported by data.py."""
import functools, os, re
import labels as L

PRONOUNS = [None, 'he him his himself', 'she her hers herself', 'they them their theirs themselves', 'it its itself',
            'i me my mine myself', 'we us our ours ourselves', 'you your yours yourself yourselves',
            'who whom whose which what this that these those one ones another others each both some all many most']
NAME, DESCRIPTION, PRONOUN = range(3)
PRONOUN_CLASS = {w: c for c, ws in enumerate(PRONOUNS) if ws for w in ws.split()}


def pronoun_class(words):
    """The class of a pronoun, 0 for other words: us is one and US is none."""
    return 0 if words == 'US' else PRONOUN_CLASS.get(words.lower(), 0)


FAMILIES = {'meeting': 0, 'talks': 0, 'summit': 0, 'visit': 0, 'call': 1, 'message': 2}   # kinds of contact that a measure takes for one


@functools.cache
def triggers():
    """(words that tell of a contact, its family) as terms/contact/triggers.tsv has them, the longest first."""
    out = []
    for line in open(os.path.join(L.HERE, '../terms/contact/triggers.tsv'), encoding='utf-8'):
        field = line.rstrip('\n').split('\t')
        if len(field) == 5 and field[1] in FAMILIES:
            for phrase in field[4].split(', '):
                words = r'\s+'.join('(?:' + '|'.join(map(re.escape, w.split('|'))) + ')' for w in phrase.split())
                out.append((len(phrase), re.compile(rf'(?<!\w){words}(?!\w)', re.I), FAMILIES[field[1]]))
    return [(p, f) for _, p, f in sorted(out, key=lambda x: -x[0])]


def trigger(text, span, family):
    """The words within span that tell of a contact of a family: the first, or None."""
    found = [m.span() for p, f in triggers() if f == family for m in [p.search(text, *span)] if m]
    return min(found, key=lambda s: (s[0], -s[1])) if found else None


def entities(labels):
    """Entity index by each of its forms."""
    forms = {}
    for i, e in enumerate(labels['entities']):
        for f in [e['name'], *e['aliases']]:
            forms.setdefault(f, i)
            forms.setdefault(f[:1].swapcase() + f[1:], i)
    return forms


def named(forms, name):
    """The entities that a label's name means; of several joined by "and" each."""
    if not name:
        return set()
    parts = [name] if name in forms else re.split(r',\s*and\s+|,\s*|\s+and\s+', name)
    return {forms[p] for p in parts if p in forms}


def owner(text, forms, sources, cluster):
    """Whose mentions a cluster has, by its forms and by the statements whose source it holds; None where that is not said."""
    votes = {}
    for s, e in map(tuple, cluster):
        for i in {forms.get(text[s:e]), *sources.get((s, e), ())} - {None}:
            votes[i] = votes.get(i, 0) + 1
    return max(votes, key=lambda i: (votes[i], -i)) if votes else None


def people(text, labels, mentions, clusters):
    """What is labelled of a report's people, entities as indices or sets of them:
    {'mentions': [(span, form, entity or None)], 'said': [(speakers, addressees) for each statement], 'contacts': [(trigger, who)]}"""
    forms, sources = entities(labels), {}
    for s in labels['statements']:
        if s['source']:
            sources.setdefault(tuple(s['source']), named(forms, s['speaker']))
    at = {}
    for cluster in clusters:
        who = owner(text, forms, sources, cluster)
        at.update({tuple(span): who for span in cluster})
    for s, e, _ in mentions:
        at.setdefault((s, e), forms.get(text[s:e]))
    names = {(s, e) for s, e, _ in mentions}

    def form(span):
        words = text[span[0]:span[1]]
        return NAME if span in names else PRONOUN if pronoun_class(words) else DESCRIPTION
    return {
        'mentions': [(span, form(span), who) for span, who in sorted(at.items())],
        'said': [(named(forms, s['speaker']), named(forms, s['addressee'])) for s in labels['statements']],
        'contacts': [(t, set().union(*(named(forms, w) for w in c['who']))) for c in labels.get('contacts', []) if c['evidence']
                     for t in [trigger(text, c['evidence'], FAMILIES[c['kind']])] if t],
    }
