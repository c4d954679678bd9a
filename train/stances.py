"""The weights by which package terms/position tells positions: stances.py SHARED OUT.tsv TRAIN.jsonl… [--dev DEV.jsonl] [--folds K] [--sense SENSE.tsv]

TRAIN.jsonl and DEV.jsonl are what `go test ./cmd/parley -run TestCandidates` writes: the candidates of each report with their features. Labels are
those of SHARED/data/negotiation and of train/labels.jsonl. A candidate is a position where a labelled one of the same party shares its words, as
SHARED/eval/score_record.py has it. Multinomial logistic regression with an L2 penalty, over features that several reports have. With --folds
nothing is written: K-fold cross-validation over the reports of TRAIN is printed, with an interval by bootstrap over reports.

With --sense the weights are those that OUT.tsv has, and what is chosen, on reports that neither these nor the reader were trained on (TRAIN.jsonl is
then of dev and held.jsonl), is how the reader's network is weighed beside them.

Reports that the reader was trained on are read too well to learn from: read those with earlier weights (PARLEY_STANCES_WEIGHTS).
"""
import argparse, collections, glob, hashlib, json, math, os, random, sys
import torch
import labels as L
import weighing as W

STANCES = ['accept', 'reject', 'demand', 'offer', 'conditional', 'open']   # as parley.Stances
PENALTY = 10.         # of the squared weights, beside the sum of losses; 2 and 5 fit the reports by heart
LEAST_REPORTS = 3     # that have a feature
LEAST_WEIGHT = .02    # below it a feature is left out of the table
CHANCE = .12          # of its likeliest stance, from which on a candidate is taken, as `leastByTable` in position.go
SHARE = .3            # of the shorter words that two positions must share


def measure(shared):
    sys.path.insert(0, f'{shared}/eval')
    import score_record
    return score_record


def labels_of(S, shared):
    """By report: its text, and its labels as SHARED/eval/score_record.py loads them."""
    out = {}
    for split in ('train', 'dev'):
        for path in sorted(glob.glob(f'{shared}/data/negotiation/{split}/labels/*.json')):
            name = os.path.basename(path)[:-5]
            text = open(f'{shared}/data/negotiation/{split}/text/{name}.txt', encoding='utf-8').read()
            out[name] = text, S.load(path, text)
    for packed in ('labels.jsonl', 'held.jsonl', 'unseen.jsonl'):
        for r, text in L.reports(f'{shared}/data', os.path.join(L.HERE, packed)):
            chars = lambda *spans: set().union(*[S.chars(text, *s) for s in spans if s])
            out[r['id']] = text, {
                'st': [{'src': chars(s['source']), 'cue': chars(s['cue']), 'con': chars(*s['content']), 'speaker': s['speaker'], 'act': s['act']} for s in r['statements']],
                'resp': [(x['who'], x['kind'], chars(x['evidence'])) for x in r.get('responses', [])],
                'pos': [(x['party'], x['stance'], chars(x['evidence']), x['term']) for x in r.get('positions', [])],
                'con': [(x['kind'], x['who'], x['status'], chars(x['evidence'])) for x in r.get('contacts', [])],
                'alias': {e['name']: set(e['aliases']) for e in r['entities']}}
    return out


def gold(S, shared):
    """By report: its text, the labelled positions as (party, stance, characters), other names by name."""
    return {name: (text, [p[:3] for p in g['pos']], g['alias']) for name, (text, g) in labels_of(S, shared).items()}


def share(a, b):
    return len(a & b) / max(1, min(len(a), len(b)))


def read(S, known, paths):
    """Reports with their candidates: words, name, features, and the label that each has."""
    out = []
    for path in paths:
        for line in open(path, encoding='utf-8'):
            r = json.loads(line)
            text, positions, alias = known[r['id']]
            names = collections.defaultdict(set)
            for n, forms in list(alias.items()) + [(e['name'], e['aliases'] or []) for e in r['entities']]:
                names[n] |= set(forms)
            name = {e['id']: e['name'] for e in r['entities']}
            raw, at = text.encode(), {}
            for c in r['candidates'] or []:
                key = c['unit']
                if key not in at:
                    at[key] = set().union(*[S.chars(text, len(raw[:s['start']].decode()), len(raw[:s['end']].decode())) for s in c['evidence']])
                c['words'], c['name'], c['label'] = at[key], name[c['party']], 0
                found = [(share(at[key], e), s) for p, s, e in positions if share(at[key], e) >= SHARE and S.same(c['name'], p, names)]
                if found:
                    c['label'] = 1 + STANCES.index(max(found)[1])
            out.append({'id': r['id'], 'candidates': r['candidates'] or [], 'gold': positions, 'names': names})
    return out


def fit(reports):
    """Weights (features, stances) over none, and the features' names, in order."""
    having = collections.Counter(f for r in reports for f in {f for c in r['candidates'] for f in c['features']})
    names = sorted(f for f in having if having[f] >= LEAST_REPORTS)
    index = {f: i for i, f in enumerate(names)}
    rows, cols, labels = [], [], []
    for r in reports:
        for c in r['candidates']:
            js = [index[f] for f in c['features'] if f in index]
            rows += [len(labels)] * len(js); cols += js; labels.append(c['label'])
    x = torch.sparse_coo_tensor(torch.tensor([rows, cols]), torch.ones(len(rows)), (len(labels), len(names))).coalesce().to_sparse_csr()
    y = torch.tensor(labels)
    w = torch.zeros(len(names), 1 + len(STANCES), requires_grad=True)
    opt = torch.optim.LBFGS([w], max_iter=60, history_size=10, line_search_fn='strong_wolfe')

    def loss():
        opt.zero_grad()
        v = torch.nn.functional.cross_entropy(x @ w, y, reduction='sum') + PENALTY * (w * w).sum()
        v.backward()
        return v
    opt.step(loss)
    w = (w - w[:, :1])[:, 1:].detach()
    return {f: [round(v, 3) for v in row] for f, row in zip(names, w.tolist()) if max(map(abs, row)) >= LEAST_WEIGHT}


TABLE_ALONE = {'table': 1., 'network': 0., 'bias': 0., 'least': CHANCE}


def judge(weights, report, sense=TABLE_ALONE):
    """[(chance, stance, candidate)] of a report, the likeliest first."""
    out = []
    for c in report['candidates']:
        z = [sum(column) for column in zip(*[weights[f] for f in c['features'] if f in weights])]
        if c.get('sense'):
            z = [sense['table'] * t + sense['network'] * n + sense['bias'] for t, n in zip(z, c['sense'])]
        p = torch.tensor([0.] + z, dtype=torch.float64).softmax(0)[1:]
        out.append((float(p.max()), STANCES[int(p.argmax())], c))
    return sorted(out, key=lambda j: -j[0])


def distinct(judged, chance):
    """Those that Find keeps: for the same words one position."""
    kept = []
    for j in judged:
        if j[0] < chance:
            break
        c = j[2]
        if not any(share(k['words'], c['words']) >= SHARE for _, _, k in kept):
            kept.append(j)
    return kept


def counts(S, report, kept):
    """(right with stance, right without, labelled, found)"""
    found = [(c['name'], s, c['words']) for _, s, c in kept]

    def right(loose):
        return len(S.match(report['gold'], found, lambda a, b: 1 + share(a[2], b[2]) if (loose or a[1] == b[1]) and S.same(a[0], b[0], report['names']) and share(a[2], b[2]) >= SHARE else 0))
    return right(False), right(True), len(report['gold']), len(found)


def f1(rows, loose=0):
    return 200 * sum(r[loose] for r in rows) / max(1, sum(r[2] + r[3] for r in rows))


def show(label, rows):
    rng = random.Random(1)
    drawn = sorted(f1([rng.choice(rows) for _ in rows]) for _ in range(1000))
    print(f'{label}: F1 {f1(rows):.1f} ({drawn[25]:.1f} to {drawn[974]:.1f}), without stance {f1(rows, 1):.1f}; {sum(r[3] for r in rows)} found, {sum(r[2] for r in rows)} labelled, {len(rows)} reports', flush=True)


SENSE_GRID = {'table': (0, .25, .5, .75, 1, 1.25), 'network': (0, .2, .3, .4, .5, .6, .8, 1), 'bias': (-1, -.5, 0, .5, 1, 1.5, 2, 2.5)}
SENSE_CHANCES = (.08, .10, .12, .15, .18, .21, .25, .3)


def choose_sense(S, reports, weights, path):
    """Chooses the three numbers that make a chance by likelihood, which is smoother than F1, and the least chance by F1; writes them to path."""
    def loss(sense):
        total = 0.
        for r in reports:
            for c in r['candidates']:
                z = [sum(column) for column in zip(*[weights[f] for f in c['features'] if f in weights])]
                z = [0.] + [sense['table'] * t + sense['network'] * n + sense['bias'] for t, n in zip(z, c['sense'])]
                top = max(z)
                total += top + math.log(sum(math.exp(v - top) for v in z)) - z[c['label']]
        return total
    sense, _ = W.climb({**TABLE_ALONE, 'network': .3}, SENSE_GRID, lambda s: -loss(s))
    for label, s in (('table', TABLE_ALONE), ('both', sense), ('network', {**sense, 'table': 0.})):
        judged = [(r, judge(weights, r, s)) for r in reports]
        rows = {chance: [counts(S, r, distinct(j, chance)) for r, j in judged] for chance in SENSE_CHANCES}
        chance = max(rows, key=lambda c: f1(rows[c]))
        show(f'{label}, chance {chance:.2f}', rows[chance])
        if label == 'both':
            sense['least'] = chance
    W.write(path, '# How the network is weighed beside weights.tsv (model.go): train/stances.py --sense.\n# number\tvalue\n', sense)
    print(path, sense)


def read_weights(path):
    rows = (line.rstrip('\n').split('\t') for line in open(path, encoding='utf-8') if not line.startswith('#'))
    return {row[0]: [float(v) for v in row[1:]] for row in rows}


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('shared'); p.add_argument('out'); p.add_argument('train', nargs='+')
    p.add_argument('--dev'); p.add_argument('--folds', type=int, default=0); p.add_argument('--sense')
    a = p.parse_args()
    torch.set_num_threads(1)
    S = measure(a.shared)
    known = gold(S, a.shared)
    reports = read(S, known, a.train)
    if a.sense:
        return choose_sense(S, reports, read_weights(a.out), a.sense)
    if a.folds:
        judged = []
        for k in range(a.folds):
            weights = fit([r for i, r in enumerate(reports) if i % a.folds != k])
            judged += [(r, judge(weights, r)) for i, r in enumerate(reports) if i % a.folds == k]
        for chance in (.08, .10, .12, .14, .17, .20):
            show(f'{a.folds} folds, chance {chance:.2f}', [counts(S, r, distinct(j, chance)) for r, j in judged])
        return
    weights = fit(reports)
    if a.dev:
        dev = read(S, known, [a.dev])
        judged = [(r, judge(weights, r)) for r in dev]
        for chance in (CHANCE,):
            show(f'dev, chance {chance:.2f}', [counts(S, r, distinct(j, chance)) for r, j in judged])
    with open(a.out, 'w', encoding='utf-8') as f:
        f.write('# Code generated by train/stances.py; DO NOT EDIT.\n# From the labels of ' + f'{len(reports)} reports.\n')
        f.write('# How much a feature of a unit (feature.go) speaks for each stance, over that there is no position.\n#\n# feature\t' + '\t'.join(STANCES) + '\n')
        for name, row in sorted(weights.items()):
            f.write(name + '\t' + '\t'.join(f'{v:g}' for v in row) + '\n')
    digest = hashlib.sha256(open(a.out, 'rb').read()).hexdigest()
    print(f'{a.out}: {len(weights)} features, sha256:{digest}')


if __name__ == '__main__':
    main()
