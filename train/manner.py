"""How the reader's network is weighed beside the tables of package attribute: manner.py SHARED ATTRIBUTE_DIR DUMP.jsonl…

DUMP.jsonl is what `go test ./cmd/parley -run TestCandidates` writes of reports that the network was not trained on: dev and held.jsonl. Chosen, one
number after the other until none gets better, is how many log-odds the word of a table is worth by the rule that it was found with: for the share
of acts that are right, and for the F1 of responses, as SHARED/eval/score_record.py has them. Writes ATTRIBUTE_DIR/sense.tsv.

DUMP must be made with a sense.tsv in which every number is 100, which is what --neutral writes: the tables alone then decide.
"""
import argparse, collections, json, math, os
import data as D, pointing
import stances as P
import weighing as W

GRID = [0, .25, .5, .75, 1, 1.5, 2, 2.5, 3, 4, 6, 100]
HEAD = ('# How many log-odds what a table says is worth beside the reader\'s network (sense.go), by the rule it is found with: train/manner.py.\n# rule\tvalue\n')
WORDLY = ['not-dispute', 'decline-comment']   # told by a table, these are what their words say, as in sense.go
ACT_RULES = ['what the cue does', 'the cue is denied', 'what the content does', 'no table names the cue']
RESPONSE_RULES = ["the cue's words", "the cue's words, rejecting", "the cue's words, negated", 'words of what is said', 'none']


# as `contrary` in sense.go
CONTRARY = {'confirm': ['deny', 'decline-comment'], 'deny': ['confirm', 'decline-comment'], 'accept': ['reject', 'decline-comment'], 'reject': ['accept', 'decline-comment']}


def read(S, shared, paths):
    known, out = P.labels_of(S, shared), []
    for path in paths:
        for r in map(json.loads, open(path, encoding='utf-8')):
            text, gold = known[r['id']]
            raw = text.encode()
            at = lambda spans: set().union(*[S.chars(text, len(raw[:s['start']].decode()), len(raw[:s['end']].decode())) for s in spans or []])
            names = collections.defaultdict(set)
            for n, forms in list(gold['alias'].items()) + [(e['name'], e['aliases'] or []) for e in r['entities']]:
                names[n] |= set(forms)
            name = {e['id']: e['name'] for e in r['entities']}
            answer = {}
            for x in r['responses'] or []:
                x['words'], x['name'] = at(x['evidence']), name.get(x['by'])
                answer.setdefault(x['statement'], []).append(x)
            statements = r['statements'] or []
            for s in statements:
                s['con'], s['all'], s['name'] = at(s['content']), at(s['content'] + s['cue']), name.get(s['speaker'])
                s['answers'] = answer.get(s['id'], [])
            labelled = [g for g in gold['st'] if g['con']]
            pairs = S.match(labelled, statements, lambda a, b: (lambda v: v if v >= .5 else 0)(S.iou(a['con'], b['con'])))
            for i, j in pairs:
                statements[j]['gold'] = labelled[i]['act']
            out.append({'statements': statements, 'told': answer.get('', []), 'gold': gold['resp'], 'names': names})
    return out


def acts(reports, numbers):
    right = of = 0
    for r in reports:
        for s in r['statements']:
            if 'gold' not in s or not s['acts']:
                continue
            odds = dict(zip(D.ACTS, s['acts']))
            odds[s['act']] += 100 if s['act'] in WORDLY else numbers['act, ' + s['rule']]
            of += 1
            right += max(odds, key=odds.get) == s['gold']
    return 100 * right / max(1, of)


def rule_of(x):
    """The rule by which sense.go weighs what a table found."""
    return "the cue's words, rejecting" if x['rule'] == "the cue's words" and x['kind'] == 'reject' else x['rule']


def responses(S, reports, numbers):
    c = collections.Counter()
    for r in reports:
        found = [(x['name'], x['kind'], x['words']) for x in r['told']]
        for s in r['statements']:
            if not s['responses'] or any(x['kind'] in WORDLY or x['kind'] not in D.RESPONSES for x in s['answers']):
                found += [(x['name'], x['kind'], x['words']) for x in s['answers']]
                continue
            odds = dict(zip([None] + D.RESPONSES, s['responses']))
            if s['answers']:
                table = s['answers'][0]
                odds[table['kind']] += numbers['response, ' + rule_of(table)]
                odds.update((k, -math.inf) for k in CONTRARY.get(table['kind'], []) if table['rule'] == "the cue's words")
            else:
                odds[None] += numbers['response, none']
            kind = max(odds, key=odds.get)
            if kind and s['name']:
                found += [(x['name'], kind, x['words']) for x in s['answers']] or [(s['name'], kind, s['all'])]
        c['right'] += len(S.match(r['gold'], found, lambda a, b: 1 + P.share(a[2], b[2]) if S.same(a[0], b[0], r['names']) and a[1] == b[1] and P.share(a[2], b[2]) >= P.SHARE else 0))
        c['gold'] += len(r['gold']); c['found'] += len(found)
    return 200 * c['right'] / max(1, c['gold'] + c['found']), c


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('shared'); p.add_argument('out'); p.add_argument('dumps', nargs='*'); p.add_argument('--neutral', action='store_true')
    a = p.parse_args()
    numbers = {f'act, {r}': 100. for r in ACT_RULES} | {f'response, {r}': 100. for r in RESPONSE_RULES}
    unpointed = {k: 100. for k in pointing.SPEAKERS + [pointing.HEARER]}   # pointing.py chooses them next
    write = lambda numbers: W.write(os.path.join(a.out, 'sense.tsv'), HEAD, numbers | unpointed)
    if a.neutral:
        return write(numbers)
    S = P.measure(a.shared)
    reports = read(S, a.shared, a.dumps)
    network = {k: 0. for k in numbers}
    for label, n in (('tables', numbers), ('network', network)):
        print(f'{label}: acts {acts(reports, n):.1f}, responses {responses(S, reports, n)[0]:.1f}')
    numbers, right = W.climb(numbers, {k: GRID for k in numbers if k.startswith('act')}, lambda n: acts(reports, n))
    numbers, f1 = W.climb(numbers, {k: GRID for k in numbers if k.startswith('response')}, lambda n: responses(S, reports, n)[0])
    print(f'both: acts {right:.1f}, responses {f1:.1f} {dict(responses(S, reports, numbers)[1])}, of {len(reports)} reports: {numbers}')
    write(numbers)


if __name__ == '__main__':
    main()
