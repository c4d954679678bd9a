"""How the reader's network is weighed beside the tables of the crafts, chosen on reports that neither knows: sense.py SHARED [WORK_DIR]

Run it after each change of reader/weights/default.bin. Writes sense.tsv of packages attribute, terms/position and terms/contact, in that order, as
each reads what the one before it makes. The reports are dev and held.jsonl.
"""
import glob, os, shutil, subprocess, sys
import labels as L

ROOT = os.path.join(L.HERE, '..')


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    shared, work = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else f'{L.HERE}/work/sense')
    shutil.rmtree(work, ignore_errors=True)
    L.unpack(f'{L.HERE}/held.jsonl', f'{shared}/data', work)
    for folder in ('text', 'labels'):
        for path in glob.glob(f'{shared}/data/negotiation/dev/{folder}/*'):
            shutil.copy(path, f'{work}/{folder}')
    python = lambda *a: subprocess.run([sys.executable, f'{L.HERE}/{a[0]}', *a[1:]], check=True)

    def dump():
        env = dict(os.environ, PARLEY_STANCES_IN=f'{work}/text', PARLEY_STANCES_OUT=f'{work}/dump.jsonl')
        subprocess.run(['go', 'test', './cmd/parley', '-count=1', '-run', 'TestCandidates', '-timeout', '30m'], cwd=ROOT, env=env, check=True)
        return f'{work}/dump.jsonl'
    chosen = open(f'{ROOT}/attribute/sense.tsv', encoding='utf-8').read()
    try:
        python('manner.py', shared, f'{ROOT}/attribute', '--neutral')
        python('manner.py', shared, f'{ROOT}/attribute', dump())
        env = dict(os.environ, PARLEY_POINTINGS_IN=f'{work}/text', PARLEY_POINTINGS_OUT=f'{work}/pointings.jsonl')
        subprocess.run(['go', 'test', './attribute', '-count=1', '-run', 'TestPointings', '-timeout', '30m'], cwd=ROOT, env=env, check=True)
        python('pointing.py', f'{work}/text', f'{work}/labels', f'{shared}/eval', f'{work}/pointings.jsonl', f'{ROOT}/attribute')
    except BaseException:
        open(f'{ROOT}/attribute/sense.tsv', 'w', encoding='utf-8').write(chosen)   # not the neutral one
        raise
    python('stances.py', shared, f'{ROOT}/terms/position/weights.tsv', dump(), '--sense', f'{ROOT}/terms/position/sense.tsv')
    python('contacts.py', f'{work}/labels', '--text', f'{work}/text', '--eval', f'{shared}/eval', '--work', f'{work}/contacts', '--sense')


if __name__ == '__main__':
    main()
