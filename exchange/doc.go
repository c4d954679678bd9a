// Package exchange turns records into the formats of others and back: the JSON
// object of docs/record.md, brat standoff, a table of comma-separated values,
// and reports that come one JSON object a line. Each further family of formats
// has a package below, with a [Writer] of filings; docs/exchange.md has them all.
// What a writer sees of a [Filing] is its [Release], from which whatever was
// rejected is gone and in which a sealed source is masked.
//
// A [parley.Span] counts bytes. Every format here counts Unicode code points,
// as brat, Python and the W3C's TextPositionSelector do; the change happens in
// this package and nowhere else.
package exchange
