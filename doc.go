// Package parley reads reporting about a negotiation and keeps an auditable
// record of it: who said what to whom, on whose word, in answer to what. This package has the nouns;
// it imports the standard library alone and does no work of its own. What
// follows is a tour of the rest, from the ground up. An import may only point
// down, and packages on one floor never import each other; a test in
// parley/internal/arch holds that.
//
// # The nouns
//
// A [Report] is a published text as it came, and a [Span] is a range of its
// bytes: [Report.Quote] is the only way to words, so nothing in a record can
// say what the report does not. A [Reading] is what was found in the words: an
// [Attribution] is a source, a cue and a content; a [Mention] is a place where
// somebody is spoken of. A [Cast] says which [Entity] each mention is. A
// [Statement] is an attribution with its speaker, addressees and act, and the
// chain of each [Hop] by which it reached the report; an [Exhibit] is what it may
// rest on, a [Response] what it was answered. Each answer that no weights gave
// has a [Reason], and a [Record] is all of it.
//
// # Under everything: internal
//
// Package parley/internal/num is the arithmetic of a small network: int8
// products, attention and what lies between them, in assembly for three
// families of processors and in plain Go, which all give the same bits. Package
// parley/internal/eval measures a reading against an analyst's labels, to the
// digit as the reference scripts do. Package parley/internal/table reads the
// plain files that the crafts take their words from. Package parley/internal/abbrev
// tells the point of an abbreviation from the end of a sentence, package
// parley/internal/quoted finds what stands in quotation marks. Package
// parley/internal/gazetteer holds
// facts about states and places, with who claims what is contested, and package
// parley/internal/shapes their outlines, with how the base map sees them. Package
// parley/internal/testkit makes readings of marked text, so that a case of
// language is a file that an analyst can write, package parley/internal/deals
// records of several reports likewise, and package
// parley/internal/casetest files reports in a case, for tests. Package parley/internal/anchor
// finds the words of a span again in a later version of a report, or says that
// they are lost; pairs the statements of two readings, and shows what changed. Package
// parley/internal/redact says what of a record may leave its case.
//
// # Floor 1, the crafts
//
// Each takes nouns and gives nouns, deterministic and without side effects.
// They do not know each other.
//
// Package parley/ingest turns bytes into a report: charsets, the main text of a
// page, its title and date, the words of a transcript with their times. It keeps the bytes and the way back from each span
// to them. It fetches addresses, and only public ones unless asked. Its part
// parley/ingest/archive reads the pages of web archives, once their digests hold,
// and writes evidence as one.
//
// Package parley/reader finds attributions, mentions and links between mentions
// in the words, with a network whose weights are built in
// (parley/reader/weights). It says where, never who.
//
// Package parley/resolve says who each mention is, by rules over names, offices
// and the reader's links, for whom they speak and which offices they hold, with
// the reason for each answer. Whoever cannot be told stays unknown. Its part
// parley/resolve/dates reads the times that a report words.
//
// Package parley/attribute turns attributions into statements: the speaker, to
// whom, in whose words, what is done by it and how surely; on whose word it
// reached the report; the exhibits, and the responses. What it knows of the
// language lies in its tables, plain files that an analyst can extend.
//
// Package parley/terms says what a report says of a deal; its parts each find one noun
// of it. Part parley/terms/proposal finds the plans and texts of a deal, whose they are and
// which of their points the report words. Part parley/terms/points takes a proposal's own
// text apart into its points, and lays two texts side by side. Part parley/terms/contact
// finds who met whom, and whether it took place. Part parley/terms/position
// says where each party stands, by weights that can be read. Part parley/terms/register
// keeps the terms that a deal can have, one plain file each, and says which of them words
// touch; part parley/terms/quantity reads amounts with their units.
//
// Package parley/ledger keeps what was read and what people decided of it: entries
// that are only ever added, a Merkle log over them, and the fold of the decisions.
// A case lives in one file (parley/ledger/sqlite), or for a team in a database
// (parley/ledger/postgres).
//
// # Floor 2, the procedures
//
// The only places where crafts meet. Package parley/clerk takes a report in, a
// transcript turn by turn, gives its record, and files it, with what people decide,
// in a case; its part parley/clerk/amend makes corrections from filled-in forms. Package parley/exchange writes records in the formats that
// others read, one package a family of formats, and reads records and tables back. Package
// parley/audit goes backward: it holds the log of a case, every line and the index against the stored words, and
// names what does not hold. Package parley/ask answers what no one report
// can: which reports carry one claim, and on how many independent sources. Its part
// parley/ask/search answers questions to a case, parley/ask/stand says where each
// side stands on each term over many reports, parley/ask/contacts and
// parley/ask/proposals put together what reports say of one contact and of one plan,
// parley/ask/timeline puts it in the order of time and parley/ask/atlas on a map of
// claims, parley/ask/briefing derives a
// briefing of a case, parley/ask/terms lays the terms that reports touch side by side, parley/ask/review says which lines a person should look at first,
// and parley/ask/agreement how far two people agree on them.
//
// # Floor 3, the faces
//
// Package parley/desk serves a case to people's browsers, parley/desk/api to
// programs over HTTP, with what parley/desk/found keeps of their questions;
// parley/desk/accounts lets a team in, parley/desk/issuer asks who somebody is where they have
// an issuer for that; parley/desk/demo is a case to look around in. Package parley/mcp to
// their assistants. Command parley/cmd/parley has one
// file a subcommand and is the only wiring.
package parley
