"""Read the dev sets with a checkpoint: python3 evaluate.py DATA CHECKPOINT OUT_DIR [--fast] [--cue-bias X]

Writes OUT_DIR/{polnear,negotiation}/NAME.ann for score_brat.py. The same reading as reader/ in Go, in full precision.
"""
import argparse, os
import torch
import data as D, model as M
import train as T

NO_WAY = -1e4         # a transition that BIO forbids


def viterbi(logp):                                            # (cues, tokens, 2k+1) -> (cues, tokens) labels
    c, t, l = logp.shape
    step = torch.zeros(l, l)
    for b in range(2, l, 2):
        step[:, b] = NO_WAY
        step[b - 1, b] = step[b, b] = 0
    v = logp[:, 0].clone()
    v[:, 2::2] += NO_WAY
    back = []
    for i in range(1, t):
        best, at = (v[:, :, None] + step[None]).max(1)
        back.append(at)
        v = best + logp[:, i]
    path = [v.argmax(1)]
    for at in reversed(back):
        path.append(at.gather(1, path[-1][:, None])[:, 0])
    return torch.stack(path[::-1], 1)


def pieces(row, offsets, start):
    """BIO labels of a window's body -> {role: [(start, end)]} in code points."""
    out, last = {r: [] for r in D.ROLES}, 0
    for k, l in enumerate(row):
        if l:
            r = D.ROLES[(l - 1) // 2]
            a, b = offsets[start + k]
            if l % 2 or last not in (l, l - 1):
                out[r].append((a, b))
            else:
                out[r][-1] = (out[r][-1][0], b)
        last = l
    return out


def runs(labels):
    out, cur = [], None
    for k, l in enumerate(labels):
        if l == 1 or l == 2 and cur is None:
            cur = [k]; out.append(cur)
        elif l == 2:
            cur.append(k)
        else:
            cur = None
    return out


@torch.no_grad()
def hidden(reader, ws, mode):
    """Hidden states of windows: [(fast, last)], each (body tokens, width)."""
    out = []
    for i in range(0, len(ws), 8):
        part = ws[i:i + 8]
        with torch.autocast('cpu', dtype=torch.bfloat16, enabled=M.HALF):
            fast, last = reader.encoder(*M.batch(part, [mode] * len(part)))
        out += [(f[1:1 + len(w.ids)].float(), l[1:1 + len(w.ids)].float()) for w, f, l in zip(part, fast, last)]
    return out


@torch.no_grad()
def read(reader, tok, text, mode, fast=False, cue_bias=0.):
    """The attributions of a text: {role: spans} with x1, x2, the two confidence features."""
    ids, offsets, feats = D.encode(tok, text)
    if not ids:
        return []
    bounds = D.window_bounds(len(ids), feats)
    ws = [D.Window(ids[s:e], feats[s:e], None, None, None, None, None) for s, e in bounds]
    heads, out = reader.fast if fast else reader.head, []
    for (s, e), (lo, hi), hs in zip(bounds, D.borders(bounds), hidden(reader, ws, D.MODES[mode])):
        h = hs[0 if fast else 1]
        logits = heads.cue(h)
        logits[:, 0] -= cue_bias
        logp = logits.log_softmax(1)
        cues = [c for c in runs(logits.argmax(1).tolist()) if lo <= s + c[0] < hi]
        if not cues:
            continue
        rolep = heads.roles(h, cues).log_softmax(2)
        for c, path, lp in zip(cues, viterbi(rolep), rolep):
            a = pieces(path.tolist(), offsets, s)
            if not a['content']:
                continue
            if not a['cue']:
                a['cue'] = [(offsets[s + c[0]][0], offsets[s + c[-1]][1])]
            edge = path > 0
            edge[1:] |= path[:-1] > 0
            edge[:-1] |= path[1:] > 0
            a['x1'] = torch.log1p(-logp[c[0], 0].exp().clamp(max=1 - 1e-6)).item()
            a['x2'] = lp.gather(1, path[:, None])[edge].min().item()
            keep(out, a)
    return out


def inside(a, b):
    """How many characters of the spans of a lie in those of b."""
    return sum(max(0, min(e, y) - max(s, x)) for s, e in a for x, y in b)


def keep(out, a):
    """Add a, or the better of a and its twin, as twins in reader/attributions.go has it."""
    size = lambda spans: sum(e - s for s, e in spans)

    def twins(a, b):
        both = inside(a['content'], b['content'])
        everything = size(a['content']) + size(b['content']) - both
        if inside(a['cue'], b['cue']):
            return 2 * both >= everything
        one = not a['source'] or not b['source'] or inside(a['source'], b['source'])
        return one and 5 * both >= 4 * everything and not inside(a['cue'], b['content']) and not inside(b['cue'], a['content'])

    for i, b in enumerate(out):
        if twins(a, b):
            if a['x1'] + a['x2'] > b['x1'] + b['x2']:
                out[i] = a
            return
    out.append(a)


def write_brat(path, attributions):
    with open(path, 'w', encoding='utf-8') as f:
        n = 0
        for i, a in enumerate(attributions):
            ev = []
            for role in ('cue', 'source', 'content'):
                if a[role]:
                    n += 1; ev.append(f'{role.title()}:T{n}')
                    f.write(f'T{n}\t{role.title()} ' + ';'.join(f'{s} {e}' for s, e in a[role]) + '\tx\n')
            f.write(f'E{i + 1}\t' + ' '.join(ev) + '\n')


def load(path):
    reader = M.Reader()
    reader.load_state_dict(torch.load(path))
    return reader.eval()


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('data'); p.add_argument('checkpoint'); p.add_argument('out')
    p.add_argument('--fast', action='store_true'); p.add_argument('--cue-bias', type=float, default=0.)
    a = p.parse_args()
    tok, _ = T.tokenizer()
    reader = load(a.checkpoint)
    for name, mode, docs in (('polnear', 'polnear', D.polnear(a.data, 'dev')), ('negotiation', 'full', D.negotiation(a.data, 'dev'))):
        os.makedirs(f'{a.out}/{name}', exist_ok=True)
        for d in docs:
            write_brat(f'{a.out}/{name}/{d.id}.ann', read(reader, tok, d.text, mode, a.fast, a.cue_bias))
        print(len(docs), 'readings written to', f'{a.out}/{name}')


if __name__ == '__main__':
    main()
