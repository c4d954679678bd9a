"""Reports labelled in full, from two places: DATA/negotiation, and train/labels.jsonl, which widens it.

usage: labels.py pack IDS.json TEXT_DIR LABEL_DIR OUT.jsonl      (IDS: file name -> id in one of SOURCES)
       OUT.jsonl is written anew; append its lines to labels.jsonl, held.jsonl or unseen.jsonl.
       labels.py unpack LABELS.jsonl DATA OUT_DIR   writes OUT_DIR/text and OUT_DIR/labels, as `parley eval` takes them

labels.jsonl, held.jsonl, which is for choosing as dev is, and unseen.jsonl, which no weights were trained on or chosen by, hold no publisher's
sentences: a line is a report's id, the
SHA-256 of its text (headline, empty line, text) and the labels of DATA/negotiation/labels.md, with code-point spans where those quote the text;
names, and the forms and offices that a text has for them, stand in words. Responses, positions and contacts of the first 73 lines of
labels.jsonl were labelled apart, and list more: 13.1 positions and 4.4 contacts a report, where the next 100 have 7.8 and 3.3, the 188 after them 9.2
and 3.9, the 504 after these, which are shorter, 7.3 and 2.6, and the last 601, fewer of which are on a negotiation, 5.4 and 1.7. The labels were made like
those: by a language model reading each report whole, one labelling each. second.jsonl has 20 of held.jsonl labelled once more, from the guide alone:
how far two labellings agree is `parley eval --system` of the one by the other.
Imported by data.py and corpora.py for labelled().
"""
import glob, gzip, hashlib, json, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = ['articles/negotiation/reports.jsonl', 'corpora/news_12k.jsonl.gz']   # in DATA; the first that has an id counts


def near(text, words, at):
    """The occurrence of words nearest to offset at, as the labels' own measure finds it."""
    best, p = None, text.find(words)
    while p >= 0:
        d = 0 if p <= at < p + len(words) else min(abs(p - at), abs(p + len(words) - at))
        if best is None or d < best[0]:
            best = (d, p)
        p = text.find(words, p + 1)
    return None if best is None else (best[1], best[1] + len(words))


def spans(text, statement):
    """Where a statement's words stand: cue, source (or None), content pieces."""
    start = max(0, text.find(statement['sentence']))
    c = text.find(statement['cue'], start)
    c = c if c >= 0 else max(0, text.find(statement['cue']))
    source = near(text, statement['source'], c) if statement['source'] else None
    return (c, c + len(statement['cue'])), source, [x for x in (near(text, k, c) for k in statement['content']) if x]


def pack(text, labels):
    """Labels by exact words -> the same with spans."""
    out = {'entities': labels['entities'], 'statements': []}
    for s in labels['statements']:
        cue, source, content = spans(text, s)
        rest = {k: v for k, v in s.items() if k not in ('sentence', 'source', 'cue', 'content')}
        out['statements'].append({'cue': cue, 'source': source, 'content': content, **rest})
    for layer in ('responses', 'positions', 'contacts'):
        out[layer] = [{**x, 'evidence': near(text, x['evidence'], 0)} for x in labels.get(layer, [])]
    for c in out['contacts']:
        c['when'] = near(text, c['when'], c['evidence'][0]) if c['when'] else None
    return out


def reports(data, path):
    """(line of a packed file, its text) for each line; ends where the text is not the one that was labelled."""
    lines = list(map(json.loads, open(path, encoding='utf-8')))
    wanted, known = {r['id'] for r in lines}, {}
    for source in SOURCES:
        if wanted - known.keys():
            known.update((i, t) for i, t in texts(f'{data}/{source}', wanted - known.keys()))
    for r in lines:
        if r['id'] not in known:
            sys.exit(f"{path}: report {r['id']} was labelled, none of {', '.join(SOURCES)} in {data} has it")
        digest = hashlib.sha256(known[r['id']].encode()).hexdigest()
        if digest != r['sha256']:
            sys.exit(f"{path}: report {r['id']} was labelled with text {r['sha256'][:12]}, {data} has {digest[:12]}")
        yield r, known[r['id']]


def texts(path, wanted):
    """(id, headline + empty line + text) of the wanted reports that a file of reports, a JSON object a line, has."""
    if not os.path.exists(path):
        return
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        for r in map(json.loads, f):
            if r['id'] in wanted:
                yield r['id'], r['title'] + '\n\n' + r['text']


def labelled(data, split):
    """(name, text, labels with spans) of each report of a split, 'train', 'dev' or 'held'."""
    for path in sorted(glob.glob(f'{data}/negotiation/{split}/labels/*.json')):
        name = os.path.basename(path)[:-5]
        text = open(f'{data}/negotiation/{split}/text/{name}.txt', encoding='utf-8').read()
        yield name, text, pack(text, json.load(open(path, encoding='utf-8')))
    packed = {'train': 'labels.jsonl', 'held': 'held.jsonl'}.get(split)
    if packed and any(os.path.exists(f'{data}/{s}') for s in SOURCES):
        for r, text in reports(data, f'{HERE}/{packed}'):
            yield r['id'], text, r


def unpack(path, data, out):
    """Packed labels -> the reports' texts and their labels by exact words."""
    for folder in ('text', 'labels'):
        os.makedirs(f'{out}/{folder}', exist_ok=True)
    for r, text in reports(data, path):
        words = lambda span: text[span[0]:span[1]] if span else None
        labels = {'entities': r['entities'], 'statements': [
            {**s, 'sentence': text[s['cue'][0]:s['cue'][0] + 80], 'source': words(s['source']), 'cue': words(s['cue']), 'content': [words(c) for c in s['content']]}
            for s in r['statements']]}
        for layer in ('responses', 'positions', 'contacts'):
            labels[layer] = [{**x, 'evidence': words(x['evidence'])} for x in r.get(layer, [])]
        for c in labels['contacts']:
            c['when'] = words(c['when'])
        open(f"{out}/text/{r['id']}.txt", 'w', encoding='utf-8').write(text)
        json.dump(labels, open(f"{out}/labels/{r['id']}.json", 'w', encoding='utf-8'), ensure_ascii=False)


def main():
    if len(sys.argv) == 5 and sys.argv[1] == 'unpack':
        return unpack(*sys.argv[2:])
    if len(sys.argv) != 6 or sys.argv[1] != 'pack':
        sys.exit(__doc__)
    ids, texts, label_dir, out = json.load(open(sys.argv[2])), *sys.argv[3:]
    n = 0
    with open(out, 'w', encoding='utf-8') as f:
        for name, report in sorted(ids.items()):
            text = open(f'{texts}/{name}.txt', encoding='utf-8').read()
            packed = pack(text, json.load(open(f'{label_dir}/{name}.json', encoding='utf-8')))
            n += len(packed['statements'])
            f.write(json.dumps({'id': report, 'sha256': hashlib.sha256(text.encode()).hexdigest(), **packed}, ensure_ascii=False, separators=(',', ':')) + '\n')
    print(f"{len(ids)} reports, {n} statements: {out} sha256:{hashlib.sha256(open(out, 'rb').read()).hexdigest()}")


if __name__ == '__main__':
    main()
