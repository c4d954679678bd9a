// Package stand says where each side stands over many reports: on each term of the
// deal, on each basis apart, since when and in whose words. Nothing of it is stored:
// it is derived from the positions of records whenever it is asked for.
//
// A [Fold] takes the positions of reports one report after the other, in any order,
// and gives a [Matrix] of sides and topics. Each [Cell] keeps four bases apart and,
// of each, what is said in public and in private; a [Stand] has the latest stance
// and each [Change] by which it came about. A cell that is not there is silence, which
// is not the same as being open.
//
// docs/positions.md has the definitions.
package stand
