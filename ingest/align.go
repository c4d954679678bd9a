package ingest

import (
	"sort"

	"parley"
)

// A RawSpan is a half-open range of bytes of [Document.Evidence], the bytes a
// report was published as. It is a type of its own so that nobody mistakes it
// for a span of the text; only [Document.Raw] makes one.
type RawSpan struct {
	Start, End int
}

// An alignment leads the bytes of a text back to the bytes it was made from.
// Its runs are in order on both sides and never overlap on either; what lies
// between two runs on the side of the source was left out of the text. A nil
// alignment says that text and source are the same bytes.
type alignment []run

// A run is n units of text made from n units of source, one unit after the
// other: ASCII from UTF-16 has units of 1 and 2 bytes, an entity is one unit,
// text that was copied has units of one byte on both sides. A span that cuts a
// unit gets the whole of it. Offsets are 32 bits wide because text in a legacy
// charset makes a run every few characters.
type run struct {
	text, source         int32 // where the run begins
	n                    int32
	textUnit, sourceUnit int32 // bytes
}

// back is the least stretch of source that holds what text [start,end) was
// made from; an empty stretch for an empty one.
func (a alignment) back(start, end int) (int, int) {
	if len(a) == 0 {
		return start, end
	}
	first := a.holding(start)
	from := first.sourceAt(first.unit(start))
	if end <= start {
		return from, from
	}
	last := a.holding(end - 1)
	return from, last.sourceAt(last.unit(end-1) + 1)
}

// holding is the run that holds the byte of text at offset.
func (a alignment) holding(offset int) run {
	i := sort.Search(len(a), func(i int) bool { return a[i].textEnd() > offset })
	return a[min(i, len(a)-1)]
}

func (r run) textEnd() int          { return int(r.text + r.n*r.textUnit) }
func (r run) unit(offset int) int   { return min((offset-int(r.text))/int(r.textUnit), int(r.n)) }
func (r run) sourceAt(unit int) int { return int(r.source) + unit*int(r.sourceUnit) }

// add appends one unit of text made from one unit of source, joining it to the
// last run where it continues it.
func (a alignment) add(text, textUnit, source, sourceUnit int) alignment {
	if n := len(a); n > 0 {
		last := &a[n-1]
		if int(last.textUnit) == textUnit && int(last.sourceUnit) == sourceUnit &&
			int(last.source+last.n*last.sourceUnit) == source {
			last.n++
			return a
		}
	}
	return append(a, run{int32(text), int32(source), 1, int32(textUnit), int32(sourceUnit)})
}

// copied appends n bytes of text that are the very bytes of the source.
func (a alignment) copied(text, source, n int) alignment {
	if len(a) > 0 {
		last := &a[len(a)-1]
		if last.textUnit == 1 && last.sourceUnit == 1 && int(last.source+last.n) == source {
			last.n += int32(n)
			return a
		}
	}
	return append(a, run{int32(text), int32(source), int32(n), 1, 1})
}

// Raw leads a span of the report's text back to the bytes it was published as.
// For plain text those bytes, decoded, are the very words. For HTML they hold
// the words between tags, with entities undecoded and white space uncollapsed,
// and where the span runs over something that was left out of the text (a
// picture, a script), that too. A PDF draws glyphs rather than words, so there
// it is the whole file; see [Document.Pages].
func (d *Document) Raw(span parley.Span) RawSpan {
	start, end := span.Start, span.End
	for i := len(d.alignments) - 1; i >= 0; i-- {
		start, end = d.alignments[i].back(start, end)
	}
	return RawSpan{start, end}
}
