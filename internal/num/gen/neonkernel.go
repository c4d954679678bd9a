package main

import "fmt"

// arm64Files are the files of the kernel, by name.
func arm64Files() map[string][]byte {
	n := &neon{}
	fmt.Fprint(&n.text, "\n\n//go:build arm64\n\n#include \"textflag.h\"\n")
	fmt.Fprint(&n.stubs, "\n\n//go:build arm64\n\npackage num\n")
	n.productDot()
	n.productLong()
	n.quantise()
	n.gelu()
	n.addNorm()
	n.softmax()
	n.spin()
	return map[string][]byte{"neon_arm64.s": n.text.Bytes(), "neon_arm64.go": n.stubs.Bytes()}
}

const productParams = "steps int, a *uint32, lda int, b *uint32, y *float32, ldy int, start *int32, scale, bias, rowScale *float32"

var productNames = []string{"steps", "a", "lda", "b", "y", "ldy", "start", "scale", "bias", "rowScale"}

// product begins the product of a tile of 4 rows and 16 columns: R1, R10, R11
// and R12 point to the rows of a, lda and ldy are in bytes.
func (n *neon) product(name, doc string) {
	n.function(name, productParams, doc, productNames...)
	n.line("LSL $2, R2")
	n.line("LSL $2, R5")
	n.line("ADD R2, R1, R10")
	n.line("ADD R2, R10, R11")
	n.line("ADD R2, R11, R12")
}

// productDot uses the dot product of ARMv8.2: four products of bytes to a sum.
// V16 to V31 are the sums, by row.
func (n *neon) productDot() {
	n.product("productDot", "computes a tile where the processor has SDOT.")
	n.line("VLD1 (R6), [V16.S4, V17.S4, V18.S4, V19.S4]")
	for i := 20; i < 32; i++ {
		n.line("VMOV V%d.B16, V%d.B16", 16+i%4, i)
	}
	n.label("dot")
	for i, row := range []int{1, 10, 11, 12} {
		n.line("VLD1.P 16(R%d), [V%d.B16]", row, 8+i)
	}
	for u := range 4 {
		right := u % 2 * 4
		n.load("R3", right)
		for i := range 4 {
			for j := range 4 {
				n.sdot(16+4*i+j, right+j, 8+i, u)
			}
		}
	}
	n.line("SUBS $4, R0, R0")
	n.line("BGT dot")
	n.line("VLD1 (R7), [V0.S4, V1.S4, V2.S4, V3.S4]")
	n.line("VLD1 (R8), [V4.S4, V5.S4, V6.S4, V7.S4]")
	n.line("VLD1 (R9), [V8.S4]")
	for i := range 4 {
		sums := 16 + 4*i
		for j := range 4 {
			n.fmulLane(12+j, j, 8, i)
		}
		n.each("scvtf", sums, sums)
		n.each("fmul", sums, sums, 12)
		n.each("fadd", sums, sums, 4)
		n.line("VST1 [V%d.S4, V%d.S4, V%d.S4, V%d.S4], (R4)", sums, sums+1, sums+2, sums+3)
		if i < 3 {
			n.line("ADD R5, R4")
		}
	}
	n.line("RET")
}

// productLong does without: of each row and four columns, V16 and up hold two
// vectors of sums, each column's in two neighbours. A product of bytes fits 15
// bits, so two of them fit the 16 of the long multiplication.
func (n *neon) productLong() {
	n.product("productLong", "computes a tile where the processor lacks SDOT.")
	rows := []int{1, 10, 11, 12}
	n.line("LSR $1, R0")
	n.line("MOVD $4, R13") // groups of four columns
	n.label("columns")
	for i := range 2 {
		n.clear(16 + 4*i)
	}
	n.line("MOVD R0, R14")
	n.line("MOVD R3, R15")
	n.line("MOVD $64, R2")
	n.label("long")
	n.line("VLD1.P (R15)(R2), [V0.B16]")
	n.line("VLD1.P (R15)(R2), [V1.B16]")
	for i, row := range rows {
		n.line("VLD1R.P 4(R%d), [V2.S4]", row)
		n.line("VLD1R.P 4(R%d), [V3.S4]", row)
		for half, suffix := range []string{"", "2"} {
			n.do("smull"+suffix, 4+half, 0, 2)
			n.do("smlal"+suffix, 4+half, 1, 3)
			n.do("sadalp", 16+2*i+half, 4+half)
		}
	}
	n.line("SUBS $1, R14, R14")
	n.line("BGT long")
	n.line("VLD1.P 16(R6), [V6.S4]")
	n.line("VLD1.P 16(R7), [V0.S4]")
	n.line("VLD1.P 16(R8), [V7.S4]")
	n.line("VLD1 (R9), [V8.S4]")
	n.line("MOVD R4, R15")
	for i := range rows {
		sum := 16 + 2*i
		n.do("addp", sum, sum, sum+1)
		n.do("add", sum, sum, 6)
		n.do("scvtf", sum, sum)
		n.fmulLane(1, 0, 8, i)
		n.do("fmul", sum, sum, 1)
		n.do("fadd", sum, sum, 7)
		n.line("VST1 [V%d.S4], (R15)", sum)
		n.line("ADD R5, R15")
	}
	for _, row := range rows { // back to the beginning of each row
		n.line("SUB R0<<3, R%d", row)
	}
	n.line("ADD $16, R3")
	n.line("ADD $16, R4")
	n.line("SUBS $1, R13, R13")
	n.line("BGT columns")
	n.line("RET")
}

// quantise writes rows as signed bytes; zero is always 0 here.
func (n *neon) quantise() {
	n.function("quantiseNEON", "q *uint32, scale, x *float32, n, count, zero int",
		"writes count rows of n elements as bytes, and their scales.", "q", "scale", "x", "n", "count", "zero")
	n.line("MOVD $·fixed(SB), R15")
	n.line("FMOVS %d(R15), F30", fixedLeast)
	n.line("FMOVS %d(R15), F31", fixedLevels)
	n.label("rows")
	n.clear(4)
	n.line("MOVD R2, R7")
	n.line("MOVD R3, R8")
	n.label("maximum")
	n.load("R7", 0)
	n.each("fabs", 0, 0)
	n.each("fmax", 4, 4, 0)
	n.line("SUBS $16, R8, R8")
	n.line("BGT maximum")
	n.most(4)
	n.do("fmaxS", 4, 4, 30)
	n.do("fdiv", 5, 4, 31)
	n.line("FMOVS.P F5, 4(R1)")
	n.do("fdiv", 6, 31, 4)
	n.line("MOVD R3, R8")
	n.label("elements")
	n.load("R2", 0)
	for i := range 4 {
		n.fmulLane(i, i, 6, 0)
	}
	n.each("fcvtns", 0, 0)
	n.narrow(0)
	n.line("VST1.P [V0.B16], 16(R0)")
	n.line("SUBS $16, R8, R8")
	n.line("BGT elements")
	n.line("SUBS $1, R4, R4")
	n.line("BGT rows")
	n.line("RET")
}

// narrow keeps the low byte of each of sixteen int32, in the first register.
func (n *neon) narrow(first int) {
	n.do("xtn4", first, first)
	n.do("xtn24", first, first+1)
	n.do("xtn4", first+2, first+2)
	n.do("xtn24", first+2, first+3)
	n.do("xtn8", first, first)
	n.do("xtn28", first, first+2)
}

// gelu replaces n float32.
func (n *neon) gelu() {
	n.function("geluNEON", "x *float32, n int", "replaces each of n elements by its GELU.", "x", "n")
	n.line("MOVD $·fixed(SB), R15")
	const phi, least, most, half = 16, 23, 24, 25
	for t := range 7 {
		n.spread(fixedPhi+4*t, phi+t)
	}
	n.spread(fixedLimit, least)
	n.spread(fixedLimit+4, most)
	n.spread(fixedHalf, half)
	n.label("elements")
	const x, c, u, y = 0, 4, 8, 12
	n.line("VLD1 (R0), [V0.S4, V1.S4, V2.S4, V3.S4]")
	n.each("fmin", c, x, one(most))
	n.each("fmax", c, c, one(least))
	n.each("fmul", u, c, c)
	n.each("fmul", y, u, one(phi+6))
	for t := 5; t > 0; t-- {
		n.each("fadd", y, y, one(phi+t))
		n.each("fmul", y, y, u)
	}
	n.each("fadd", y, y, one(phi))
	n.each("fmul", y, y, c)
	n.each("fadd", y, y, one(half))
	n.each("fmul", y, y, x)
	n.store("R0", y)
	n.line("SUBS $16, R1, R1")
	n.line("BGT elements")
	n.line("RET")
}

// addNorm adds a row to x and normalises it.
func (n *neon) addNorm() {
	n.function("addNormNEON", "x, y, gain, bias *float32, n int", "adds y to x and normalises the sum.",
		"x", "y", "gain", "bias", "n")
	n.line("MOVD $·fixed(SB), R15")
	n.do("scvtfx", 31, 4)
	n.passes("sum", func() {
		n.load("R1", 4)
		n.each("fadd", 0, 0, 4)
		n.each("fadd", 16, 16, 0)
	})
	n.do("fdiv", 16, 16, 31)
	n.do("dup", 20, 16)
	n.passes("squares", func() {
		n.each("fsub", 0, 0, one(20))
		n.each("fmul", 4, 0, 0)
		n.each("fadd", 16, 16, 4)
	})
	n.do("fdiv", 16, 16, 31)
	n.line("FMOVS %d(R15), F21", fixedEpsilon)
	n.line("FMOVS %d(R15), F22", fixedOne)
	n.do("faddS", 16, 16, 21)
	n.do("fsqrt", 16, 16)
	n.do("fdiv", 16, 22, 16)
	n.label("scale")
	n.line("VLD1 (R0), [V0.S4, V1.S4, V2.S4, V3.S4]")
	n.load("R2", 4)
	n.load("R3", 8)
	for i := range 4 {
		n.fmulLane(i, i, 16, 0)
	}
	n.each("fmul", 0, 0, 4)
	n.each("fadd", 0, 0, 8)
	n.store("R0", 0)
	n.line("SUBS $16, R4, R4")
	n.line("BGT scale")
	n.line("RET")
}

// passes rewrites x, in V0 to V3, by body, which sums into V16 to V19; then it
// folds the sum.
func (n *neon) passes(label string, body func()) {
	n.clear(16)
	n.line("MOVD R0, R7")
	n.line("MOVD R4, R8")
	n.label(label)
	n.line("VLD1 (R7), [V0.S4, V1.S4, V2.S4, V3.S4]")
	body()
	n.store("R7", 0)
	n.line("SUBS $16, R8, R8")
	n.line("BGT %s", label)
	n.fold(16)
}

// softmax writes the probabilities of rows of scores, less 128.
func (n *neon) softmax() {
	n.function("softmaxNEON", "p *uint32, sum, s, inverse *float32, n, rows int",
		"writes the probabilities of rows of n scores, 0…255 less 128, and the sums of their products with inverse.",
		"p", "sum", "s", "inverse", "n", "rows")
	const top, low, magic, e, total = 20, 21, 22, 24, 16
	n.line("MOVD $·fixed(SB), R15")
	n.spread(fixedLow, low)
	n.spread(fixedMagic, magic)
	for t := range 4 {
		n.spread(fixedExp+4*t, e+t)
	}
	n.line("MOVD $0x8080808080808080, R9")
	n.line("VDUP R9, V28.D2")
	n.label("rows")
	n.line("MOVD R2, R7")
	n.line("MOVD R4, R8")
	n.line("VLD1 (R7), [V4.S4, V5.S4, V6.S4, V7.S4]")
	n.label("maximum")
	n.load("R7", 0)
	n.each("fmax", 4, 4, 0)
	n.line("SUBS $16, R8, R8")
	n.line("BGT maximum")
	n.most(4)
	n.do("dup", top, 4)
	n.clear(total)
	n.line("MOVD R3, R7")
	n.line("MOVD R4, R8")
	n.label("elements")
	n.load("R2", 0)
	n.each("fsub", 0, 0, one(top))
	n.each("fmax", 0, 0, one(low))
	n.exp(magic, e)
	n.each("fadd", 8, 8, one(magic))
	n.each("fsub", 0, 8, one(magic))
	n.load("R7", 4)
	n.each("fmul", 0, 0, 4)
	n.each("fadd", total, total, 0)
	n.narrow(8)
	n.do("eor", 8, 8, 28)
	n.line("VST1.P [V8.B16], 16(R0)")
	n.line("SUBS $16, R8, R8")
	n.line("BGT elements")
	n.fold(total)
	n.line("FMOVS.P F%d, 4(R1)", total)
	n.line("SUBS $1, R5, R5")
	n.line("BGT rows")
	n.line("RET")
}

// exp is exp255 of V0 to V3, which it destroys, in V8 to V11; V4 to V7 serve.
func (n *neon) exp(magic, e int) {
	n.each("fadd", 4, 0, one(magic))
	n.each("fsub", 8, 4, one(magic))
	n.each("fsub", 0, 0, 8)
	n.each("fmul", 8, 0, one(e+3))
	n.each("fadd", 8, 8, one(e+2))
	n.each("fmul", 8, 8, 0)
	n.each("fadd", 8, 8, one(e+1))
	n.each("fmul", 8, 8, 0)
	n.each("fadd", 8, 8, one(e))
	n.each("shl23", 4, 4)
	n.each("add", 8, 8, 4)
}

// spin repeats the multiplications of both products.
func (n *neon) spin() {
	n.function("spinDot", "rounds int", "multiplies registers, for the peak.", "rounds")
	n.label("rounds")
	for i := range 16 {
		n.sdot(16+i, 0, 1, i%4)
	}
	n.line("SUBS $1, R0, R0")
	n.line("BGT rounds")
	n.line("RET")
	n.function("spinLong", "rounds int", "multiplies registers, for the peak.", "rounds")
	n.label("rounds")
	for i := range 8 {
		n.do("smull", 16+i, 0, 1)
		n.do("smlal", 16+i, 0, 1)
		n.do("sadalp", 24+i, 16+i)
	}
	n.line("SUBS $1, R0, R0")
	n.line("BGT rounds")
	n.line("RET")
}
