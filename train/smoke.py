"""A smoke test of training: python3 smoke.py. Two small reports written for it go from labels to a weights file.

It says nothing of quality: it fails where the scripts no longer fit each other or their libraries.
"""
import json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TEXT = ('Marta Oss, the envoy of Varland, told reporters on Monday that “the talks are close to a deal”.\n'
        'She denied that a truce had been offered, according to a letter seen by the Harbour Gazette.\n') * 3


def span(words, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return at, at + len(words)


def labels():
    """The same two attributions as brat, and as labels by exact words."""
    first = [('Source', 'Marta Oss, the envoy of Varland'), ('Cue', 'told'), ('Content', 'that “the talks are close to a deal”')]
    lines = [f'T{i}\t{k} {span(w)[0]} {span(w)[1]}\t{w}' for i, (k, w) in enumerate(first, 1)]
    brat = '\n'.join(lines + ['E1\tAttribution:T9 Source:T1 Cue:T2 Content:T3']) + '\n'
    full = {'statements': [
        {'sentence': 'Marta Oss, the envoy', 'source': first[0][1], 'cue': 'told', 'content': ['the talks are close to a deal'], 'speaker': 'Marta Oss', 'addressee': 'reporters', 'act': 'assert'},
        {'sentence': 'She denied', 'source': 'She', 'cue': 'denied', 'content': ['a truce had been offered'], 'speaker': 'Marta Oss', 'addressee': None, 'act': 'deny'}],
        'entities': [{'name': 'Marta Oss', 'kind': 'person', 'aliases': ['Oss']}, {'name': 'reporters', 'kind': 'group', 'aliases': []}],
        'responses': [{'who': 'Marta Oss', 'kind': 'deny', 'to': 'that a truce was offered', 'evidence': 'She denied that a truce had been offered'}],
        'positions': [{'party': 'Marta Oss', 'term': 'truce', 'stance': 'reject', 'evidence': 'denied that a truce had been offered'}],
        'contacts': [{'kind': 'talks', 'who': ['Marta Oss', 'reporters'], 'where': None, 'when': None, 'status': 'ongoing', 'evidence': 'the talks are close to a deal'}]}
    return brat, full


def main():
    brat, full = labels()
    with tempfile.TemporaryDirectory() as d:
        def put(path, text):
            os.makedirs(os.path.dirname(f'{d}/{path}'), exist_ok=True)
            open(f'{d}/{path}', 'w', encoding='utf-8').write(text)
        for split in ('train', 'dev'):
            put(f'polnear/{split}/text/a.txt', TEXT); put(f'polnear/{split}/attributions/a_0000.ann', brat)
            put(f'negotiation/{split}/text/b.txt', TEXT); put(f'negotiation/{split}/labels/b.json', json.dumps(full))
        put('corpora.jsonl', '\n'.join(json.dumps(
            {'set': s, 'id': i, 'text': TEXT, 'mentions': [[*span('Marta Oss'), 'person']], 'clusters': [[span('Marta Oss'), span('She')], [span('a truce')]]})
            for s, i in (('negotiation', 'b'), ('gum', 'c'), ('gum', 'd'))) + '\n')
        run = lambda *a: subprocess.run([sys.executable, f'{HERE}/{a[0]}', *a[1:]], check=True)
        run('train.py', d, f'{d}/corpora.jsonl', f'{d}/out', '--epochs', '1')
        run('mean.py', f'{d}/mean.pt', f'{d}/out/reader.pt', f'{d}/out/reader.pt')
        run('evaluate.py', d, f'{d}/out/reader.pt', f'{d}/read')
        run('tune.py', d, f'{d}/mean.pt', f'{d}/tuned.json')
        run('export.py', f'{d}/mean.pt', f'{d}/reader.bin', '--name', 'smoke', '--tuned', f'{d}/tuned.json')
        size = os.path.getsize(f'{d}/reader.bin')
        assert 20e6 < size < 24e6, f'weights of {size} bytes'
    print('1 passed, 0 failed')


if __name__ == '__main__':
    main()
