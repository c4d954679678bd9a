"""Choose on the dev sets what training leaves open: python3 tune.py DATA CHECKPOINT OUT.json

Prints relation@.5 for each value of cue_bias, fits the confidences (docs/reader.md), and the least of them that is kept.
"""
import argparse, json, math
import torch
import data as D, evaluate as E
import train as T

BIASES = [-.5, 0., .5, 1.]   # above 0 more cues are read: recall for precision


def overlap(a, b):
    """Intersection over union of two lists of spans that are apart from each other, by characters."""
    if not a and not b:
        return 1.
    both = E.inside(a, b)
    return both / (sum(e - s for s, e in a) + sum(e - s for s, e in b) - both)


def outermost(attributions):
    held = lambda a, o: o is not a and E.inside(a['cue'], o['content']) > .5 * sum(e - s for s, e in a['cue'])
    return [a for a in attributions if not any(held(a, o) and not held(o, a) for o in attributions)]


def matched(gold, found):
    """For each found attribution, whether it pairs with a gold one in content and source."""
    pairs = sorted(((overlap(g['content'], f['content']), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    used, hit = set(), [False] * len(found)
    taken = set()
    for v, i, j in pairs:
        if v < .5 or i in used or j in taken:
            continue
        used.add(i); taken.add(j)
        hit[j] = overlap(gold[i]['source'], found[j]['source']) >= .5
    return hit


def readings(reader, tok, docs, mode, fast, bias):
    for d in docs:
        found = E.read(reader, tok, d.text, mode, fast, bias)
        found = outermost(found) if mode == 'polnear' else found
        gold = [a for a in d.attributions if a['content']]
        yield gold, found, matched(gold, found)


def calibrate(x, y):
    """Logistic regression of y on (1, x1, x2), all weights at or above 0 but the first; unfitted where nothing was read."""
    if not len(x):
        return [0., 1., 1.]
    k = torch.tensor([0., 0., 0.], requires_grad=True)
    opt = torch.optim.LBFGS([k], max_iter=200)

    def loss():
        opt.zero_grad()
        z = k[0] + x @ torch.nn.functional.softplus(k[1:])
        l = torch.nn.functional.binary_cross_entropy_with_logits(z, y) + 1e-4 * (k ** 2).sum()
        l.backward()
        return l
    opt.step(loss)
    return [round(k[0].item(), 4)] + [round(v, 4) for v in torch.nn.functional.softplus(k[1:]).tolist()]


def best_least(confidences, hits, gold):
    """The best F1, and the confidence to ask of an attribution for it.

    hits: which of them match; gold: how many there are to find. Values within a tenth of a point are as good: the least wins."""
    def f1(least):
        kept = [h for c, h in zip(confidences, hits) if c >= least]
        return 2 * sum(kept) / max(1, len(kept) + gold)
    tried = [(f1(n / 20), n / 20) for n in range(15)]
    return next((f, least) for f, least in tried if f > max(tried)[0] - .001)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('data'); p.add_argument('checkpoint'); p.add_argument('out')
    a = p.parse_args()
    tok, _ = T.tokenizer()
    reader = E.load(a.checkpoint)
    dev = {'polnear': D.polnear(a.data, 'dev'), 'full': D.negotiation(a.data, 'dev')}
    out = {}
    for fast in (False, True):
        best = None
        for bias in BIASES:
            x, y, plain, sets = [], [], {}, []
            for mode, docs in dev.items():
                read = list(readings(reader, tok, docs, mode, fast, bias))
                hits = [h for _, _, hit in read for h in hit]
                plain[mode] = round(200 * sum(hits) / max(1, len(hits) + sum(len(gold) for gold, _, _ in read)), 1)
                sets.append((mode, len(x), len(x) + len(hits), sum(len(gold) for gold, _, _ in read)))
                x += [[r['x1'], r['x2']] for _, found, _ in read for r in found]; y += hits
            k = calibrate(torch.tensor(x), torch.tensor(y, dtype=torch.float))
            confidence = [1 / (1 + math.exp(-(k[0] + k[1] * x1 + k[2] * x2))) for x1, x2 in x]
            best_of = {mode: best_least(confidence[i:j], y[i:j], gold) for mode, i, j, gold in sets}
            f1 = sum(f for f, _ in best_of.values()) / len(best_of)
            least = {mode: round(l, 4) for mode, (_, l) in best_of.items()}
            print('fast' if fast else 'all layers', 'cue_bias', bias, plain, 'from confidence', {m: (least[m], round(100 * f, 1)) for m, (f, _) in best_of.items()}, flush=True)
            if best is None or f1 > best[0]:
                best = f1, {'cue_bias': bias, 'calibration': k, 'least': least}
        out['fast' if fast else 'head'] = best[1]
    with open(a.out, 'w') as f:
        json.dump(out, f, indent=1)
    print('written', a.out, out)


if __name__ == '__main__':
    main()
