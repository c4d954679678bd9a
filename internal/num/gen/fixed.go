package main

import . "github.com/mmcloughlin/avo/operand"

// The offsets of the constants in num.fixed, in bytes.
const (
	fixedPhi     = 0
	fixedLimit   = fixedPhi + 7*4
	fixedHalf    = fixedLimit + 2*4
	fixedOne     = fixedHalf + 4
	fixedExp     = fixedOne + 4
	fixedLow     = fixedExp + 4*4
	fixedMagic   = fixedLow + 4
	fixedEpsilon = fixedMagic + 4
	fixedLeast   = fixedEpsilon + 4
	fixedLevels  = fixedLeast + 4
	fixedAbs     = fixedLevels + 4
)

// fixed is the constant at that offset.
func fixed(offset int) Mem { return NewDataAddr(Symbol{Name: "·fixed"}, offset) }
