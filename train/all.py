"""From the data to the weights in one command: python3 all.py DATA [WORK_DIR]

Writes ../reader/weights/default.bin. WORK_DIR (default: ./work, ignored by git) keeps what lies between; about an hour on two cores.
"""
import os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    data, work = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else f'{HERE}/work')
    os.makedirs(work, exist_ok=True)
    run = lambda *a: subprocess.run([sys.executable, f'{HERE}/{a[0]}', *a[1:]], check=True)
    run('corpora.py', data, f'{work}/corpora.jsonl')
    run('train.py', data, f'{work}/corpora.jsonl', work)
    run('export.py', f'{work}/reader.pt', f'{work}/first.bin')
    run('train.py', data, f'{work}/corpora.jsonl', f'{work}/more', '--epochs', '1', '--weights', f'{work}/first.bin')
    run('tune.py', data, f'{work}/more/reader.pt', f'{work}/tuned.json')
    run('export.py', f'{work}/more/reader.pt', f'{HERE}/../reader/weights/default.bin', '--tuned', f'{work}/tuned.json')
    run('../reader/testdata/parity.py')


if __name__ == '__main__':
    main()
