"""A checkpoint -> the reader's weights file: python3 export.py CHECKPOINT OUT.bin [--name NAME] [--tuned TUNED.json]

The layout is the one of package reader/weights: magic, header, tensors at multiples of 64 bytes. Matrices are int8 with a
scale for each row; the query's rows carry the 1/sqrt of the head's width. Pieces that no text can use are dropped from the
vocabulary ([unused…] beyond the two modes, and scripts that no report in English is written in), so ids differ from the original's.
"""
import argparse, hashlib, json, math, struct
import torch
import data as D, evaluate as E, model as M
import train as T

FORMAT = 1
ALIGN = 64


def pieces_of(tok):
    """The ids of the vocabulary, in order, and the piece of each."""
    pieces = sorted(tok.get_vocab().items(), key=lambda p: p[1])
    return [i for _, i in pieces], [p for p, _ in pieces]


def quantise(w):
    """(rows, columns) float -> int8 rows and their scales; symmetric, -127..127."""
    scale = w.abs().amax(1).clamp(min=1e-12) / 127
    return (w / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


def matrices(reader):
    """Every product of the network by its name: weight and bias (or None), in the order of the file."""
    for i, l in enumerate(reader.encoder.layers):
        for name, mod in (('qkv', l.qkv), ('out', l.out), ('ff1', l.ff1), ('ff2', l.ff2)):
            yield f'layer.{i}.{name}', mod.weight, mod.bias
    for prefix, h in (('head', reader.head), ('fast', reader.fast)):
        for name, mod in (('cue.1', h.cue1), ('cue.2', h.cue2), ('role.a', h.role_a), ('role.b', h.role_b), ('role.1', h.role1), ('role.2', h.role2),
                          ('mention.1', h.mention1), ('mention.2', h.mention2), ('coref.s', h.coref_s), ('coref.e', h.coref_e), ('coref.u', h.coref_u)):
            yield f'{prefix}.{name}', mod.weight, mod.bias
    for name, mod in (('token.1', reader.deal.token1), ('token.2', reader.deal.token2), ('act.1', reader.deal.act1), ('act.2', reader.deal.act2),
                      ('point', reader.deal.point), ('said', reader.deal.said)):
        yield f'deal.{name}', mod.weight, mod.bias


def vectors(reader):
    """Every tensor that is kept as it is, by its name."""
    norms = [('emb.ln', reader.encoder.ln)]
    for i, l in enumerate(reader.encoder.layers):
        norms += [(f'layer.{i}.ln1', l.ln1), (f'layer.{i}.ln2', l.ln2)]
    for name, ln in norms:
        yield name + '.g', ln.weight
        yield name + '.b', ln.bias
    yield 'emb.feat', reader.encoder.feat.weight
    for prefix, h in (('head', reader.head), ('fast', reader.fast)):
        yield f'{prefix}.role.pos', h.role_pos.weight
        yield f'{prefix}.coref.a', h.coref_a
        yield f'{prefix}.coref.new', h.coref_new
        for t in 'DMPKN':
            yield f'{prefix}.coref.{t}', getattr(h, t)


def row_scale(name, weight):
    """What the rows of a product are multiplied by in the file: the query's by the 1/sqrt of the head's width."""
    scale = torch.ones(len(weight))
    if name.endswith('.qkv'):
        scale[:len(weight) // 3] = 1 / math.sqrt(M.WIDTH // M.HEADS)
    return scale


def tensors(reader, tok):
    """Every tensor of the file by its name, in order, and the size of the vocabulary."""
    out = {}
    ids, pieces = pieces_of(tok)
    e = reader.encoder
    for name, w in (('emb.word', e.word.weight[ids]), ('emb.pos', e.pos.weight[:D.BODY + 2])):
        out[name], out[name + '.scale'] = quantise(w)
    for name, w, bias in matrices(reader):
        scale = row_scale(name, w)
        out[name], out[name + '.scale'] = quantise(w * scale[:, None])
        if bias is not None:
            out[name + '.bias'] = bias * scale
    out.update(vectors(reader))
    out['vocab'] = torch.frombuffer(bytearray('\n'.join(pieces), 'utf-8'), dtype=torch.uint8)
    return out, len(ids)


@torch.no_grad()
def load(path, tok, start):
    """The reader that a weights file holds, as near as int8 keeps it, to train on; what the file dropped is MiniLM's."""
    b = open(path, 'rb').read()
    n = struct.unpack('<I', b[8:12])[0]
    header, body = json.loads(b[12:12 + n])['tensors'], -(-(12 + n) // ALIGN) * ALIGN

    def read(name):
        t = header[name]
        raw = bytearray(b[body + t['offset']:body + t['offset'] + t['bytes']])
        value = torch.frombuffer(raw, dtype={'i8': torch.int8, 'u8': torch.uint8}.get(t['dtype'], torch.float32)).reshape(t['shape'])
        return value.float() * read(name + '.scale')[:, None] if t['dtype'] == 'i8' else value
    reader = M.Reader()
    e = reader.encoder
    e.load_minilm(start)
    ids = {p: i for i, p in zip(*pieces_of(tok))}
    pieces = read('vocab').numpy().tobytes().decode().split('\n')
    kept = [(ids[p], n) for n, p in enumerate(pieces) if p in ids]
    e.word.weight[[i for i, _ in kept]] = read('emb.word')[[n for _, n in kept]]
    e.pos.weight[:D.BODY + 2] = read('emb.pos')
    for name, w, bias in matrices(reader):
        if name not in header:
            continue   # a head that the file's reader did not have yet
        scale = row_scale(name, w)
        w.copy_(read(name) / scale[:, None])
        if bias is not None:
            bias.copy_(read(name + '.bias') / scale)
    for name, v in vectors(reader):
        v.copy_(read(name))
    return reader


def write(path, config, named, name):
    header, at, blobs = {}, 0, []
    for key, t in named.items():
        t = t.detach().contiguous()
        dtype = {torch.int8: 'i8', torch.uint8: 'u8'}.get(t.dtype, 'f32')
        blob = (t.float() if dtype == 'f32' else t).numpy().tobytes()
        header[key] = {'dtype': dtype, 'shape': list(t.shape), 'offset': at, 'bytes': len(blob)}
        blobs.append(blob + bytes(-len(blob) % ALIGN))
        at += len(blobs[-1])
    head = json.dumps({'format': FORMAT, 'name': name, 'config': config, 'tensors': header}).encode()
    front = b'PARLEYW1' + struct.pack('<I', len(head)) + head
    with open(path, 'wb') as f:
        f.write(front + bytes(-len(front) % ALIGN) + b''.join(blobs))


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('checkpoint'); p.add_argument('out')
    p.add_argument('--name', default='default'); p.add_argument('--tuned', help='what tune.py wrote')
    a = p.parse_args()
    tok, _ = T.tokenizer()
    reader = E.load(a.checkpoint)
    named, vocab = tensors(reader, tok)
    untuned = {'cue_bias': 0., 'calibration': [0., 1., 1.], 'least': {'full': 0., 'polnear': 0.}}
    tuned = json.load(open(a.tuned)) if a.tuned else {'head': untuned, 'fast': untuned}
    config = {'layers': len(reader.encoder.layers), 'width': M.WIDTH, 'ff': M.FF, 'heads': M.HEADS, 'vocab': vocab, 'positions': D.BODY + 2,
              'window': D.BODY + 2, 'fast_layer': M.FAST_LAYER, **tuned['head'], **{f'fast_{k}': v for k, v in tuned['fast'].items()}}
    write(a.out, config, named, a.name)
    b = open(a.out, 'rb').read()
    print(f'{a.out}: {len(b):,} bytes, sha256:{hashlib.sha256(b).hexdigest()}')


if __name__ == '__main__':
    main()
