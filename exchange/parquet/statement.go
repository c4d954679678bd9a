package parquet

import (
	"cmp"

	"parley"
	"parley/exchange"
)

// A Row is a statement.
type Row struct {
	Origin

	Statement   string   `parquet:"statement"`
	Kind        string   `parquet:"kind,optional,dict"`
	Speaker     string   `parquet:"speaker,optional,dict"`
	SpeakerKind string   `parquet:"speaker_kind,optional,dict"`
	Party       string   `parquet:"speaker_party,optional,dict"`
	Addressees  []string `parquet:"addressees,list"`
	Within      string   `parquet:"within,optional"`
	Source      string   `parquet:"source,optional"`
	Cue         string   `parquet:"cue,optional"`
	Content     string   `parquet:"content,optional"`
	Spans       []Span   `parquet:"spans,list"`
	SourceClass string   `parquet:"source_class,optional,dict"`
	Act         string   `parquet:"act,optional,dict"`
	CAMEO       string   `parquet:"cameo,optional,dict"`
	Negated     bool     `parquet:"negated"`
	Certainty   string   `parquet:"certainty,optional,dict"`
	Hedges      []string `parquet:"hedges,list"`
	Said        string   `parquet:"said,optional,dict"` // EDTF
	Channel     string   `parquet:"channel,optional"`
	Chain       []Hop    `parquet:"chain,list"`
	Confidence  float64  `parquet:"confidence"`

	Review
}

// A Span is one piece of a part of a statement, in code points of the report.
type Span struct {
	Part  string `parquet:"part,dict"` // source, cue, content
	Start int64  `parquet:"start"`
	End   int64  `parquet:"end"`
}

// A Hop is a station of the chain.
type Hop struct {
	Kind      string `parquet:"kind,dict"`
	Name      string `parquet:"name,optional"`
	Exhibit   string `parquet:"exhibit,optional"`
	Statement string `parquet:"statement,optional"`
}

func statements(r *exchange.Release, add func(Row, int) error) error {
	for _, s := range r.Record.Statements {
		row := newRow(r, s)
		if err := add(row, len(row.Source)+len(row.Cue)+len(row.Content)); err != nil {
			return err
		}
	}
	return nil
}

func newRow(r *exchange.Release, s parley.Statement) Row {
	row := Row{
		Origin: originOf(r, s.ID), Review: reviewOf(r, s.ID),
		Statement: text(s.ID), Kind: string(s.Kind), Speaker: text(r.Name(s.Speaker)), Within: text(s.Within),
		Source: text(r.Words(s.Source)), Cue: text(r.Words(s.Cue)), Content: text(r.Words(s.Content)),
		SourceClass: string(s.SourceClass), Act: string(s.Act), CAMEO: text(s.CAMEO), Negated: s.Negated,
		Certainty: string(s.Certainty), Said: text(s.Said.EDTF), Confidence: s.Confidence,
	}
	if speaker := r.Entity(s.Speaker); speaker != nil {
		row.SpeakerKind, row.Party = string(speaker.Kind), text(r.Name(speaker.Party))
	}
	row.Addressees = names(r, s.Addressees)
	row.Spans = append(append(spans(r, "source", s.Source), spans(r, "cue", s.Cue)...), spans(r, "content", s.Content)...)
	row.Hedges, row.Channel = quotes(r, s.Hedges), quote(r, s.Channel)
	for _, h := range s.Chain {
		name := r.Name(h.Entity)
		if x := r.Exhibit(h.Exhibit); x != nil {
			name = cmp.Or(r.Name(x.Entity), string(x.Kind))
		}
		row.Chain = append(row.Chain, Hop{string(h.Kind), text(name), text(h.Exhibit), text(h.Statement)})
	}
	return row
}

func spans(r *exchange.Release, part string, pieces []parley.Span) []Span {
	var all []Span
	for _, p := range pieces {
		start, end := r.Range(p)
		all = append(all, Span{part, int64(start), int64(end)})
	}
	return all
}

func names(r *exchange.Release, ids []string) (all []string) {
	for _, id := range ids {
		all = append(all, text(r.Name(id)))
	}
	return all
}

func quotes(r *exchange.Release, spans []parley.Span) (all []string) {
	for _, s := range spans {
		all = append(all, quote(r, s))
	}
	return all
}

// quote is empty for the zero span.
func quote(r *exchange.Release, span parley.Span) string {
	if span == (parley.Span{}) {
		return ""
	}
	return text(r.Record.Report.Quote(span))
}
