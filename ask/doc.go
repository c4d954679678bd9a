// Package ask answers questions that no one report can: which reports carry the
// same claim and on how many independent sources they rest, what contradicts
// what, and what would fall with a source. The answers are derived whenever they
// are asked for and never stored; each says by which rule and on which words.
//
// A [Dossier] is records laid side by side. [Dossier.Claims] puts together the
// statements that carry one claim, by the words that they share, and counts roots,
// not articles: reports that copy one story ([Dossier.Groups]), cite one outlet or
// quote one post are one source. [Dossier.Contradictions] lists the lines that
// cannot both hold, and settles none. [Dossier.Retract] tries what a source is
// worth by taking it away.
//
// All of it is careful rather than complete: two claims that are not the same
// must not be shown as one, so some that are the same stay apart.
package ask
