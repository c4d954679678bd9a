"""Fit the weights of contacts (terms/contact/weights.tsv) to labelled reports, and measure them.

usage: contacts.py GOLD_DIR... --text DIR --eval DIR [--work DIR] [--write | --sense]
GOLD_DIR/NAME.json: labels by exact words (docs/labels.md) for DIR/NAME.txt. --eval is the folder
that holds score_record.py; --write puts weights fitted to all of GOLD_DIR in their place.
With --sense, how the reader's network is weighed beside these weights is chosen on GOLD_DIR,
which neither may know (dev and held.jsonl): terms/contact/sense.tsv.

Three linear models, each a sum of weights over features that Go finds (feature.go): who takes
part, whether it takes place, whether an analyst lists it. The last is fitted to what the first
two give on reports they were not fitted to. Printed are figures of five-fold cross-validation
over reports, strict (kind family, participants, status) and loose (status ignored).
"""
import argparse, collections, glob, hashlib, json, os, random, subprocess, sys
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
import weighing as W

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.join(HERE, '..', 'terms', 'contact')
FOLDS = 5
SEED = 7          # of the folds
C_PART = .1       # inverse strength of the penalty; chosen by cross-validation of the whole
C_STATUS = .3
C_CONTACT = .05
THRESHOLD = .20   # least chance of a listed contact: F1 is highest near half of itself
MIN_COUNT = 2     # a feature seen less often has no weight
MIN_WEIGHT = .005


class Linear:
    def fit(self, features, y, c):
        seen = collections.Counter(f for fs in features for f in set(fs))
        self.at = {f: i for i, f in enumerate(sorted(f for f, k in seen.items() if k >= MIN_COUNT))}
        self.model = LogisticRegression(C=c, max_iter=3000).fit(self.matrix(features), y)
        return self

    def matrix(self, features):
        rows, cols = [], []
        for i, fs in enumerate(features):
            for f in set(fs):
                if f in self.at:
                    rows.append(i)
                    cols.append(self.at[f])
        return csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(len(features), len(self.at)))

    def chance(self, features):
        return self.model.predict_proba(self.matrix(features))[:, 1] if features else np.zeros(0)

    def rows(self, name, shift=0.):
        two = len(self.model.classes_) == 2
        for k in range(len(self.model.coef_)):
            answer = name if two else '%s %s' % (name, self.model.classes_[k])
            yield answer, 'bias', self.model.intercept_[k] + shift
            for f in sorted(self.at):
                yield answer, f, self.model.coef_[k][self.at[f]]


def write(path, rows, about=''):
    with open(path, 'w') as f:
        f.write(about + '# answer\tfeature\tweight\n')
        for answer, feature, w in rows:
            if abs(w) >= MIN_WEIGHT or feature == 'bias':
                f.write('%s\t%s\t%.2f\n' % (answer, feature, w))


def load(SR, golds, texts):
    gold = {}
    for p in sorted(q for g in golds for q in glob.glob(g + '/*.json')):
        name = os.path.basename(p)[:-5]
        text = open(os.path.join(texts, name + '.txt'), encoding='utf-8', newline='').read()
        label = json.load(open(p))
        contacts = []
        for c in label.get('contacts', []):
            at = SR.near(text, c['evidence'], 0)
            lo, hi = (len(text[:at[0]].encode()), len(text[:at[1]].encode())) if at else (-1, -1)
            contacts.append(dict(kind=c['kind'], who=c['who'], status=c['status'], lo=lo, hi=hi, chars=SR.chars(text, *at) if at else set()))
        gold[name] = dict(contacts=contacts, text=text, alias={e['name']: set(e.get('aliases', [])) for e in label['entities']})
    return gold


class Trainer:
    def __init__(self, SR, gold, texts, work):
        self.SR, self.gold, self.texts, self.work = SR, gold, texts, work
        reader = open(os.path.join(HERE, '../reader/weights/default.bin'), 'rb').read()
        self.cache = os.path.abspath('%s/cache-%s' % (work, hashlib.sha256(reader).hexdigest()[:16]))   # readings are of one reader
        os.makedirs(self.cache, exist_ok=True)
        self.build()

    def build(self):
        self.binary = os.path.abspath(self.work + '/contact.test')
        subprocess.run(['go', 'test', '-c', '-o', self.binary, '.'], cwd=PACKAGE, check=True)

    def candidates(self, weights=None, only=None, part=None):
        out = os.path.abspath(self.work + '/candidates.jsonl')
        env = dict(os.environ, PARLEY_CONTACTS_IN=os.path.abspath(self.texts), PARLEY_CONTACTS_OUT=out,
                   PARLEY_CONTACTS_CACHE=self.cache, PARLEY_CONTACTS_ONLY=',' + ','.join(only or self.gold) + ',')
        if part:
            env['PARLEY_CONTACTS_PART'] = '%g %g' % part
        if weights:
            env['PARLEY_CONTACTS_WEIGHTS'] = os.path.abspath(weights)
        subprocess.run([self.binary, '-test.run', 'TestCandidates'], cwd=PACKAGE, env=env, check=True, stdout=subprocess.DEVNULL)
        return {d['name']: d for d in map(json.loads, open(out))}

    def aliases(self, doc):
        al = collections.defaultdict(set)
        for k, v in self.gold[doc['name']]['alias'].items():
            al[k] |= v
        for e in doc['entities']:
            al[e['Name']] |= set(e['Aliases'] or [])
        return al

    def events(self, doc):
        """Each event that a labelled contact is told of by, with those contacts: its words lie in their evidence,
        and no event there is more of their kind."""
        fam, contacts = self.SR.FAM, self.gold[doc['name']]['contacts']
        events = doc['events'] or []
        exact = [any(e['kind'] == g['kind'] and g['lo'] <= e['at'] < g['hi'] for e in events) for g in contacts]
        for e in events:
            of = [g for g, x in zip(contacts, exact) if fam[g['kind']] == fam[e['kind']] and g['lo'] <= e['at'] < g['hi'] and (g['kind'] == e['kind'] or not x)]
            if of:
                yield e, of

    def fit_events(self, docs, names):
        part, is_part, status, is_status = [], [], [], []
        for n in names:
            al = self.aliases(docs[n])
            for e, of in self.events(docs[n]):
                status.append(e['status'])
                is_status.append(of[0]['status'])
                who = [w for g in of for w in g['who']]
                takes = [any(self.SR.same(docs[n]['entities'][a['e']]['Name'], w, al) for w in who) for a in e['actors'] or []]
                if any(takes):
                    part += [a['f'] for a in e['actors']]
                    is_part += takes
        return list(Linear().fit(part, is_part, C_PART).rows('part')) + list(Linear().fit(status, is_status, C_STATUS).rows('status'))

    def match(self, doc, groups):
        SR, g = self.SR, self.gold[doc['name']]
        al, raw = self.aliases(doc), g['text'].encode()
        def chars(group):
            s = set()
            for lo, hi in group['ev']:
                s |= SR.chars(g['text'], len(raw[:lo].decode()), len(raw[:hi].decode()))
            return s
        system = [(x['kind'], [doc['entities'][i]['Name'] for i in x['who']], x['status'], chars(x)) for x in groups]
        gold = [(x['kind'], x['who'], x['status'], x['chars']) for x in g['contacts']]
        def over(a, b): return 1 + len(a[3] & b[3]) / max(1, min(len(a[3]), len(b[3])))
        strict = SR.match(gold, system, lambda a, b: over(a, b) if SR.con(a, b, al) and a[2] == b[2] else 0)
        loose = SR.match(gold, system, lambda a, b: over(a, b) if SR.con(a, b, al) else 0)
        return strict, loose

    def fit_contacts(self, docs, names):
        features = [x['f'] for n in names for x in docs[n]['groups'] or []]
        y = []
        for n in names:
            groups = docs[n]['groups'] or []
            hit = {j for _, j in self.match(docs[n], groups)[0]}
            y += [j in hit for j in range(len(groups))]
        return Linear().fit(features, y, C_CONTACT)

    def figures(self, docs, chances, names, threshold):
        tally = collections.Counter()
        for n in names:
            kept = [x for x, p in zip(docs[n]['groups'] or [], chances[n]) if p > threshold]
            strict, loose = self.match(docs[n], kept)
            tally.update(gold=len(self.gold[n]['contacts']), system=len(kept), strict=len(strict), loose=len(loose))
        f = lambda ok: 200 * tally[ok] / max(1, tally['gold'] + tally['system'])
        return f('strict'), f('loose'), tally['system'], tally['gold']


SENSE_HEAD = '# How the network is weighed beside weights.tsv (sense.go): train/contacts.py --sense.\n# number\tvalue\n'
TABLES = {'table': 1., 'network': 0., 'bias': 0.}
NO_POINTERS = (0., 0.)
PART = [(w, b) for w in (0., .25, .5, .75, 1., 1.5) for b in (-1., -.5, 0., .5, 1.) if w or not b]   # network and bias of who takes part
GRID = {'table': (0, .25, .5, .75, 1, 1.5), 'network': (0, .1, .2, .3, .4, .5, .75, 1), 'bias': (-1, -.5, 0, .5, 1, 1.5, 2, 2.5, 3)}


def choose_sense(t, names):
    """For each weight of the pointers to who takes part the other numbers by likelihood, and of these the bias that F1 is highest with."""
    best = None
    for part in PART:
        docs = t.candidates(part=part)
        numbers, figure = choose_listed(t, names, docs)
        now = figure(numbers)
        if part == PART[0]:
            print('tables: strict %.1f loose %.1f, %d listed of %d' % figure(TABLES))
        print('who takes part by %g %g: strict %.1f loose %.1f, %d listed of %d' % (part + now), numbers, flush=True)
        if best is None or now[0] > best[0]:
            best = now[0], {**numbers, 'part network': part[0], 'part bias': part[1]}
    W.write(os.path.join(PACKAGE, 'sense.tsv'), SENSE_HEAD, best[1])


def choose_listed(t, names, docs):
    groups = []
    for n in names:
        hit = {j for _, j in t.match(docs[n], docs[n]['groups'] or [])[0]}
        groups += [(x['sum'], x['sense'], j in hit) for j, x in enumerate(docs[n]['groups'] or [])]

    def likelihood(s):
        z = [s['table'] * a + s['network'] * b + s['bias'] for a, b, _ in groups]
        return -sum(np.logaddexp(0, -v if hit else v) for v, (_, _, hit) in zip(z, groups))
    numbers, _ = W.climb(TABLES, GRID, likelihood)
    figure = lambda s: t.figures(docs, {n: np.array([s['table'] * x['sum'] + s['network'] * x['sense'] + s['bias'] for x in docs[n]['groups'] or []]) for n in names}, names, 0)
    numbers['bias'] = float(max(np.arange(numbers['bias'] - 1, numbers['bias'] + 2.6, .2), key=lambda b: figure({**numbers, 'bias': b})[0]))
    return numbers, figure


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('gold', nargs='+')
    p.add_argument('--text', required=True)
    p.add_argument('--eval', required=True)
    p.add_argument('--work', default=os.path.join(HERE, 'work', 'contacts'))
    p.add_argument('--write', action='store_true')
    p.add_argument('--sense', action='store_true')
    o = p.parse_args()
    sys.path.insert(0, o.eval)
    import score_record as SR
    t = Trainer(SR, load(SR, o.gold, o.text), o.text, o.work)
    names = sorted(t.gold)
    if o.sense:
        return choose_sense(t, names)
    shuffled = names[:]
    random.Random(SEED).shuffle(shuffled)
    fold = {n: i % FOLDS for i, n in enumerate(shuffled)}

    # the reader was trained on these reports, so its pointers are left out
    base, docs = t.candidates(part=NO_POINTERS), {}
    for k in range(FOLDS):
        write(o.work + '/fold.tsv', t.fit_events(base, [n for n in names if fold[n] != k]))
        docs.update(t.candidates(o.work + '/fold.tsv', [n for n in names if fold[n] == k], NO_POINTERS))
    chances = {}
    for k in range(FOLDS):
        m = t.fit_contacts(docs, [n for n in names if fold[n] != k])
        chances.update({n: m.chance([x['f'] for x in docs[n]['groups'] or []]) for n in names if fold[n] == k})
    strict = sum(len(t.match(docs[n], docs[n]['groups'] or [])[0]) for n in names)
    print('%d reports, %d candidates, %d of %d contacts among them' % (len(names), sum(len(c) for c in chances.values()), strict, t.figures(docs, chances, names, 1)[3]))
    for threshold in (.14, .17, .20, .23, .26):
        print('threshold %.2f: strict %.1f loose %.1f, %d listed of %d' % ((threshold,) + t.figures(docs, chances, names, threshold)))
    if o.write:
        rows = t.fit_events(base, names) + list(t.fit_contacts(docs, names).rows('contact', -np.log(THRESHOLD / (1 - THRESHOLD))))
        path = os.path.join(PACKAGE, 'weights.tsv')
        write(path, rows, '# What each feature (feature.go) adds to an answer, written by train/contacts.py from\n# %d labelled reports. An answer is the sum; "bias" is always added.\n' % len(names))
        print('wrote %s, %d weights' % (os.path.relpath(path), len(rows)))


if __name__ == '__main__':
    main()
