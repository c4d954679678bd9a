"""The reader: a small BERT encoder and its heads, as docs/reader.md has them. Imported by train.py, evaluate.py and export.py."""
import math
import torch, torch.nn as nn, torch.nn.functional as F
from safetensors.torch import load_file

LAYERS, WIDTH, FF, HEADS = 6, 384, 1536, 12
FAST_LAYER = 3        # --fast reads from the hidden state after this layer
CUE, ROLE, ROLE2, MENTION, COREF = 256, 256, 128, 128, 128   # widths inside the heads
POSITIONS = 129       # buckets of the distance from a token to its cue
NEAREST = 200         # antecedents looked at, the nearest ones
TOKEN, ACT = 256, 192   # widths inside the heads of the deal
POINT, TAKE = 64, 32    # widths of what points from a statement, and from a contact's words, to mentions
HALF = torch.ops.mkldnn._is_mkldnn_bf16_supported()   # elsewhere bfloat16 is emulated, sixty times slower than float32


class Layer(nn.Module):
    def __init__(s, width, ff, heads):
        super().__init__()
        s.heads = heads
        s.qkv, s.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        s.ln1, s.ln2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
        s.ff1, s.ff2 = nn.Linear(width, ff), nn.Linear(ff, width)
        s.drop = nn.Dropout(.1)

    def forward(s, x, mask):                                  # x (batch, tokens, width), mask (batch, 1, 1, tokens)
        b, t, w = x.shape
        q, k, v = s.qkv(x).view(b, t, 3, s.heads, w // s.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = s.ln1(x + s.drop(s.out(a.transpose(1, 2).reshape(b, t, w))))
        return s.ln2(x + s.drop(s.ff2(F.gelu(s.ff1(x)))))


class Encoder(nn.Module):
    def __init__(s, layers=LAYERS, width=WIDTH, ff=FF, heads=HEADS, vocab=30522, positions=512):
        super().__init__()
        s.word, s.pos, s.feat = nn.Embedding(vocab, width), nn.Embedding(positions, width), nn.Embedding(16, width)
        s.ln, s.drop = nn.LayerNorm(width, 1e-12), nn.Dropout(.1)
        s.layers = nn.ModuleList(Layer(width, ff, heads) for _ in range(layers))

    def forward(s, ids, feats, mask):
        """The hidden states after FAST_LAYER and after the last layer, each (batch, tokens, width)."""
        m = torch.zeros(mask.shape, dtype=s.ln.weight.dtype if not torch.is_autocast_enabled('cpu') else torch.bfloat16).masked_fill(~mask, -1e4)[:, None, None, :]
        x = s.drop(s.ln(s.word(ids) + s.pos.weight[None, :ids.shape[1]] + s.feat(feats)))
        fast = x
        for i, layer in enumerate(s.layers):
            x = layer(x, m)
            if i + 1 == min(FAST_LAYER, len(s.layers)):
                fast = x
        return fast, x

    def load_minilm(s, path):
        """Start from all-MiniLM-L6-v2; its constant token type 0 becomes the features' first value."""
        w = load_file(path)
        e = 'embeddings.'
        s.word.weight.data = w[e + 'word_embeddings.weight']
        s.pos.weight.data = w[e + 'position_embeddings.weight']
        s.feat.weight.data = w[e + 'token_type_embeddings.weight'][:1].repeat(16, 1)
        s.ln.weight.data, s.ln.bias.data = w[e + 'LayerNorm.weight'], w[e + 'LayerNorm.bias']
        for i, l in enumerate(s.layers):
            p = f'encoder.layer.{i}.'
            for kind in ('weight', 'bias'):
                get = lambda n: w[f'{p}{n}.{kind}']
                setattr(l.qkv, kind, nn.Parameter(torch.cat([get(f'attention.self.{n}') for n in ('query', 'key', 'value')])))
                for mod, n in ((l.out, 'attention.output.dense'), (l.ln1, 'attention.output.LayerNorm'), (l.ff1, 'intermediate.dense'),
                               (l.ff2, 'output.dense'), (l.ln2, 'output.LayerNorm')):
                    setattr(mod, kind, nn.Parameter(get(n)))


def position_bucket(d):
    """Distance from cue to token -> one of POSITIONS rows: exact to 31, then eight to an octave. d is an integer tensor."""
    a = d.abs()
    m = torch.where(a < 32, a, (32 + torch.floor(8 * torch.log2(a.clamp(min=32) / 32.0))).long()).clamp(max=64)
    return 64 + d.sign() * m


class HeadsModule(nn.Module):
    def __init__(s, width=WIDTH):
        super().__init__()
        s.cue1, s.cue2 = nn.Linear(width, CUE), nn.Linear(CUE, 3)
        s.role_a, s.role_b = nn.Linear(width, ROLE), nn.Linear(width, ROLE, bias=False)
        s.role_pos = nn.Embedding(POSITIONS, ROLE)
        s.role1, s.role2 = nn.Linear(ROLE, ROLE2), nn.Linear(ROLE2, 9)
        s.mention1, s.mention2 = nn.Linear(width, MENTION), nn.Linear(MENTION, 15)
        s.coref_s, s.coref_e = nn.Linear(width, COREF), nn.Linear(width, COREF, bias=False)
        s.coref_u = nn.Linear(COREF, COREF, bias=False)
        s.coref_a, s.coref_new = nn.Parameter(torch.zeros(COREF)), nn.Parameter(torch.zeros(COREF))
        s.D, s.M, s.P = nn.Parameter(torch.zeros(9, 12)), nn.Parameter(torch.zeros(4, 3)), nn.Parameter(torch.zeros(9, 9))
        s.K, s.N = nn.Parameter(torch.zeros(9, 8)), nn.Parameter(torch.zeros(3, 9))
        nn.init.normal_(s.role_pos.weight, 0, .02)
        nn.init.normal_(s.coref_u.weight, 0, .02)
        s.drop = nn.Dropout(.1)

    def cue(s, h):                                            # (tokens, width) -> (tokens, 3)
        return s.cue2(s.drop(F.gelu(s.cue1(h))))

    def roles(s, h, cues):                                    # -> (cues, tokens, 9)
        q = torch.stack([h[c].mean(0) for c in cues])
        d = torch.arange(h.shape[0])[None] - torch.tensor([c[0] for c in cues])[:, None]
        u = s.role_a(h)[None] + s.role_b(q)[:, None] + F.embedding(position_bucket(d), s.role_pos.weight.to(h.dtype))
        return s.role2(F.gelu(s.role1(s.drop(F.gelu(u)))))

    def mentions(s, h):                                       # -> (tokens, 15)
        return s.mention2(s.drop(F.gelu(s.mention1(h))))

    def mention_vectors(s, h, first, last):                   # -> (mentions, COREF)
        return F.gelu(s.coref_s(h)[first] + s.coref_e(h)[last])

    def antecedents(s, g, ms, match):
        """Scores (mentions, 1 + mentions): column 0 a new entity, column 1+a antecedent a; later ones -inf.

        ms: (first, last, form, class, kind) int tensors, each (mentions,), in the order of the text. match: (mentions, mentions)."""
        first, last, form, cls, kind = ms
        n = len(first)
        gap = (first[:, None] - last[None, :]).clamp(min=0)
        bucket = torch.where(gap > 0, torch.floor(torch.log2(gap.clamp(min=1).float())).long() + 1, 0).clamp(max=11)
        score = g @ s.coref_u(g).T + (g @ s.coref_a)[None]
        score = score + s.D[form[:, None] * 3 + form[None], bucket] + s.M[match, form[:, None]]
        score = score + s.P[cls[:, None], cls[None]] + s.K[cls[:, None], kind[None]]
        i = torch.arange(n)
        ok = (i[None] < i[:, None]) & (i[:, None] - i[None] <= NEAREST)
        new = g @ s.coref_new + s.N[form, cls]
        return torch.cat([new[:, None], score.masked_fill(~ok, -1e9)], 1)


class DealModule(nn.Module):
    """What tokens and statements are to the deal, and which mentions they point to; read from the last layer alone."""
    def __init__(s, width=WIDTH):
        super().__init__()
        s.token1, s.token2 = nn.Linear(width, TOKEN), nn.Linear(TOKEN, 7 + 6 + 4)       # stance, status, family, each with none
        s.point = nn.Linear(TOKEN, 2 * POINT + 2 * TAKE + 1)   # as who speaks, as who is spoken to, as who takes part; as a contact's word, and its bias
        s.act1, s.act2 = nn.Linear(3 * width, ACT), nn.Linear(ACT, 22 + 9)              # act; response with none
        s.said = nn.Linear(ACT, 2 * POINT + 2)                 # whom its speaker and its addressee are like; nobody, for each
        s.drop = nn.Dropout(.2)

    def tokens(s, h):                                         # (…, width) -> (…, TOKEN), three of (…, labels)
        u = s.drop(F.gelu(s.token1(h)))
        return u, s.token2(u).split((7, 6, 4), -1)

    def acts(s, h, statements):
        """h (tokens, width) and for each statement the tokens of its cue, content and source -> (statements, ACT), (statements, 22), (statements, 9)."""
        mean = torch.zeros(3 * len(statements), h.shape[0])
        for i, roles in enumerate(statements):
            for j, ts in enumerate(roles[:3]):
                if ts:
                    mean[3 * i + j, ts] = 1 / len(ts)
        v = (mean.to(h.dtype) @ h).view(len(statements), -1)
        a = s.drop(F.gelu(s.act1(s.drop(v))))
        return a, *s.act2(a).split((22, 9), -1)

    def pointed(s, a, points, mentions):
        """a (statements, ACT), points (tokens, …) of a window and the tokens of each mention -> two of (statements, 1 + mentions) scores, nobody first."""
        q = s.said(a).float()
        keys = means(points, mentions)[:, :2 * POINT]
        return tuple(torch.cat([q[:, 2 * POINT + k, None], q[:, k * POINT:(k + 1) * POINT] @ keys[:, k * POINT:(k + 1) * POINT].T / math.sqrt(POINT)], 1) for k in (0, 1))

    def taking(s, points, trigger, mentions):
        """points (tokens, …) of a window, the tokens of a contact's words and of each mention -> (mentions,) log-odds of taking part."""
        q = points[trigger].float().mean(0)
        return means(points, mentions)[:, 2 * POINT:2 * POINT + TAKE] @ q[2 * POINT + TAKE:2 * POINT + 2 * TAKE] / math.sqrt(TAKE) + q[-1]


def means(x, places):
    """x (tokens, columns) -> (places, columns), the mean of the tokens of each place."""
    m = torch.zeros(len(places), len(x))
    for i, ts in enumerate(places):
        m[i, ts] = 1 / len(ts)
    return m @ x.float()


class Reader(nn.Module):
    def __init__(s, layers=LAYERS):
        super().__init__()
        s.encoder = Encoder(layers)
        s.head, s.fast, s.deal = HeadsModule(), HeadsModule(), DealModule()


def batch(windows, modes, sep=102):
    """ids, feats, mask, each (batch, longest + 2): mode token, body, [SEP]."""
    t = max(len(w.ids) for w in windows) + 2
    ids, feats = torch.zeros(len(windows), t, dtype=torch.long), torch.zeros(len(windows), t, dtype=torch.long)
    mask = torch.zeros(len(windows), t, dtype=torch.bool)
    for i, (w, mode) in enumerate(zip(windows, modes)):
        n = len(w.ids)
        ids[i, :n + 2] = torch.tensor([mode] + w.ids + [sep])
        feats[i, 1:n + 1] = torch.tensor(w.feats)
        mask[i, :n + 2] = True
    return ids, feats, mask
