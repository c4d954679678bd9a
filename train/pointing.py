"""How far the reader's pointers are followed for speakers and addressees: pointing.py TEXT_DIR GOLD_DIR EVAL_DIR DUMP.jsonl ATTRIBUTE_DIR

DUMP.jsonl is what `go test ./attribute -run TestPointings` writes of TEXT_DIR, reports that the network was not trained on, with a sense.tsv by which
no pointer is followed (manner.py --neutral). Chosen, for each kind of speaker, is by how many log-odds the network must prefer somebody to whom the
words tell, so that most speakers are right; addressees are pointed to with the speakers that the tables tell; and likewise the F1 of addressees, both as EVAL_DIR/score_record.py has them. The other numbers of
ATTRIBUTE_DIR/sense.tsv stay.
"""
import collections, json, sys
import weighing as W

GRID = [0, .25, .5, .75, 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 100]
SPEAKERS = ['speaker, none', 'speaker, a pronoun']
HEARER = 'addressee, none'
CARRIED = 'the addressee of what the speaker said before, in this paragraph or the last'   # as in addressee.go


def read(S, texts, golds, dump):
    """Of each matched statement: the label, names of whom the tables tell and whom the network points to."""
    out = []
    for line in map(json.loads, open(dump, encoding='utf-8')):
        text = open(f"{texts}/{line['name']}.txt", encoding='utf-8', newline='').read()
        gold, raw = S.load(f"{golds}/{line['name']}.json", text), text.encode()
        names = collections.defaultdict(set)
        for n, forms in list(gold['alias'].items()) + [(e['name'], e.get('aliases', [])) for e in line['entities'] or []]:
            names[n] |= set(forms)
        name = {e['id']: e['name'] for e in line['entities'] or []}
        chars = lambda spans: set().union(*[S.chars(text, len(raw[:s['start']].decode()), len(raw[:s['end']].decode())) for s in spans or []])
        system = [dict(s, con=chars(s['content']), src=chars(s.get('source')), cue=chars(s['cue']), point=p) for s, p in zip(line['statements'] or [], line['pointings'])]
        labelled = [g for g in gold['st'] if g['con']]
        value = lambda a, b: (lambda v: v + .01 * S.iou(a['src'], b['src']) + .01 * S.iou(a['cue'], b['cue']) if v >= .5 else 0)(S.iou(a['con'], b['con']))
        same = lambda a, b, names=names: S.same(a, b, names)
        for i, j in S.match(labelled, system, value):
            g, s, p = labelled[i], system[j], system[j]['point']
            carried = any(r['field'] == 'addressees' and r['rule'] == CARRIED for r in s.get('reasons', []))
            heard = [name.get(a) for a in s.get('addressees', [])]
            of = lambda who: (len(who), sum(any(same(x, y) for y in who) for x in g['to']))
            out.append({'kind': p['kind'], 'margin': p['margin'], 'right': same(g['speaker'], name.get(s.get('speaker'))), 'pointed': same(g['speaker'], name.get(p['who'])),
                        'to': len(g['to']), 'open': not heard or carried, 'odds': p['odds'] if p['hears'] else -1e9, 'told': of(heard), 'hears': of([name.get(p['hears'])])})
    return out


def speakers(rows, numbers):
    return 100 * sum(r['pointed'] if r['kind'] and r['margin'] > numbers[r['kind']] else r['right'] for r in rows) / max(1, len(rows))


def addressees(rows, numbers):
    c = collections.Counter()
    for r in rows:
        found, right = r['hears'] if r['open'] and r['odds'] > numbers[HEARER] else r['told']
        c.update(gold=r['to'], found=found, right=right)
    return 200 * c['right'] / max(1, c['gold'] + c['found'])


def main():
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    texts, golds, evaluation, dump, out = sys.argv[1:]
    sys.path.insert(0, evaluation)
    import score_record as S
    rows = read(S, texts, golds, dump)
    numbers = {k: 100. for k in SPEAKERS + [HEARER]}
    print(f'tables: speakers {speakers(rows, numbers):.1f}, addressees {addressees(rows, numbers):.1f}')
    numbers, right = W.climb(numbers, {k: GRID for k in SPEAKERS}, lambda n: speakers(rows, n))
    numbers, f1 = W.climb(numbers, {HEARER: GRID}, lambda n: addressees(rows, n))
    print(f'both: speakers {right:.1f}, addressees {f1:.1f}, of {len(rows)} statements: {numbers}')
    head = [l for l in open(f'{out}/sense.tsv', encoding='utf-8') if l.split('\t')[0] not in numbers]
    W.write(f'{out}/sense.tsv', ''.join(head), numbers)


if __name__ == '__main__':
    main()
