"""From the data to the weights in one command: python3 all.py DATA [WORK_DIR]

Writes ../reader/weights/default.bin, and how the crafts weigh it (sense.py). WORK_DIR (default: ./work, ignored by git) keeps what lies between;
about two hours on two cores.
"""
import os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    data, work = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else f'{HERE}/work')
    os.makedirs(work, exist_ok=True)
    # glibc gives freed memory back at once and takes it anew for each step, which makes training several times as slow
    env = dict(os.environ, MALLOC_MMAP_THRESHOLD_=str(8 << 30), MALLOC_TRIM_THRESHOLD_=str(16 << 30), MALLOC_TOP_PAD_=str(512 << 20))
    run = lambda *a: subprocess.run([sys.executable, f'{HERE}/{a[0]}', *a[1:]], check=True, env=env)
    run('corpora.py', data, f'{work}/corpora.jsonl')
    run('train.py', data, f'{work}/corpora.jsonl', work)
    run('export.py', f'{work}/reader.pt', f'{work}/first.bin')
    run('train.py', data, f'{work}/corpora.jsonl', f'{work}/more', '--epochs', '2', '--weights', f'{work}/first.bin')
    run('tune.py', data, f'{work}/more/reader.pt', f'{work}/tuned.json')
    run('export.py', f'{work}/more/reader.pt', f'{HERE}/../reader/weights/default.bin', '--tuned', f'{work}/tuned.json')
    run('../reader/testdata/parity.py')
    run('sense.py', f'{data}/..', f'{work}/sense')


if __name__ == '__main__':
    main()
