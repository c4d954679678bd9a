package main

import (
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// quantise writes rows of n float32 as cells: bytes for VNNI, int16 for AVX2.
func (x *x86) quantise() {
	x.function("quantise", "func(q *uint32, scale, x *float32, n, count, zero int)",
		"writes count rows of n elements as integers, zero added, and their scales.")
	q, scale, from, n, count := x.param("q"), x.param("scale"), x.param("x"), x.param("n"), x.param("count")
	abs := x.spread(fixedAbs)
	round := x.rounder()
	x.Label("rows")
	inverse := x.scaleOf(from, n, scale, abs)
	x.loop("elements", n, 16, func(i Register) {
		var vs []VecVirtual
		for part := range x.parts() {
			v := x.vector()
			x.VMULPS(x.at(from, i, part), inverse, v)
			if x.width == 16 {
				x.VADDPS(round, v, v)
			} else {
				x.VCVTPS2DQ(v, v)
			}
			vs = append(vs, v)
		}
		x.pack(vs, q, i, 0)
	})
	x.LEAQ(Mem{Base: from, Index: n, Scale: 4}, from)
	x.LEAQ(Mem{Base: q, Index: n, Scale: uint8(x.elementBytes())}, q)
	x.ADDQ(U8(4), scale)
	x.DECQ(count)
	x.JGT(LabelRef("rows"))
	x.end()
}

// rounder is the number that rounds and adds zero in one sum, for VNNI.
func (x *x86) rounder() VecVirtual {
	if x.width == 8 {
		return nil
	}
	zero, magic := x.XMM(), x.XMM()
	x.VCVTSI2SSQ(x.param("zero"), x.cleared(), zero)
	x.VMOVSS(fixed(fixedMagic), magic)
	x.VADDSS(magic, zero, zero)
	return x.spreadFrom(zero)
}

// scaleOf stores the scale of the row at from and spreads its inverse.
func (x *x86) scaleOf(from, n, scale Register, abs VecVirtual) VecVirtual {
	most := append(x.lanes(), x.lanes()...)
	x.loop("maximum", n, 32, func(i Register) {
		for part, m := range most {
			v := x.vector()
			x.and(x.at(from, i, part), abs, v)
			x.VMAXPS(v, m, m)
		}
	})
	m := x.foldMax(most)
	x.VMAXSS(fixed(fixedLeast), m, m)
	levels, s := x.XMM(), x.XMM()
	x.VMOVSS(fixed(fixedLevels), levels)
	x.VDIVSS(levels, m, s)
	x.VMOVSS(s, Mem{Base: scale})
	x.VDIVSS(m, levels, levels)
	return x.spreadFrom(levels)
}

// elementBytes is the size of an element in a cell.
func (x *x86) elementBytes() int { return 16 / x.width }

// pack writes sixteen int32 as elements of cells, at index i of q and as many
// times sixteen further on.
func (x *x86) pack(vs []VecVirtual, q, i Register, times int) {
	if x.width == 16 {
		x.VPMOVDB(vs[0], Mem{Base: q, Index: i, Scale: 1, Disp: 16 * times})
		return
	}
	x.VPACKSSDW(vs[1], vs[0], vs[0])
	x.VPERMQ(U8(0xd8), vs[0], vs[0]) // packing works on halves
	x.VMOVDQU(vs[0], Mem{Base: q, Index: i, Scale: 2, Disp: 32 * times})
}

// gelu replaces n float32.
func (x *x86) gelu() {
	x.function("gelu", "func(x *float32, n int)", "replaces each of n elements by its GELU.")
	from, n := x.param("x"), x.param("n")
	var phi [7]VecVirtual
	for i := range phi {
		phi[i] = x.spread(fixedPhi + 4*i)
	}
	least, most, half := x.spread(fixedLimit), x.spread(fixedLimit+4), x.spread(fixedHalf)
	several := 64 / x.width // chains at once: alone, one waits for itself
	if x.width == 8 {
		several = 2 // the registers hold no more
	}
	x.loop("elements", n, uint64(several*x.width), func(i Register) {
		c, u, y := x.vectors(several), x.vectors(several), x.vectors(several)
		each := func(do func(j int)) {
			for j := range several {
				do(j)
			}
		}
		each(func(j int) { x.VMINPS(x.at(from, i, j), most, c[j]) })
		each(func(j int) { x.VMAXPS(c[j], least, c[j]) })
		each(func(j int) { x.VMULPS(c[j], c[j], u[j]) })
		each(func(j int) { x.VMULPS(phi[6], u[j], y[j]) })
		for t := 5; t > 0; t-- {
			each(func(j int) { x.VADDPS(phi[t], y[j], y[j]) })
			each(func(j int) { x.VMULPS(u[j], y[j], y[j]) })
		}
		each(func(j int) { x.VADDPS(phi[0], y[j], y[j]) })
		each(func(j int) { x.VMULPS(c[j], y[j], y[j]) })
		each(func(j int) { x.VADDPS(half, y[j], y[j]) })
		each(func(j int) { x.VMULPS(x.at(from, i, j), y[j], y[j]) })
		each(func(j int) { x.VMOVUPS(y[j], x.at(from, i, j)) })
	})
	x.end()
}

// addNorm adds a row to x and normalises it.
func (x *x86) addNorm() {
	x.function("addNorm", "func(x, y, gain, bias *float32, n int)", "adds y to x and normalises the sum.")
	from, y, gain, bias, n := x.param("x"), x.param("y"), x.param("gain"), x.param("bias"), x.param("n")
	count := x.XMM()
	x.VCVTSI2SSQ(n, x.cleared(), count)

	sum := x.lanes()
	x.loop("sum", n, 16, func(i Register) {
		for part, s := range sum {
			v := x.vector()
			x.VMOVUPS(x.at(from, i, part), v)
			x.VADDPS(x.at(y, i, part), v, v)
			x.VMOVUPS(v, x.at(from, i, part))
			x.VADDPS(v, s, s)
		}
	})
	first := x.fold(sum, x.add)
	x.VDIVSS(count, first, first)
	mean := x.spreadFrom(first)

	squares := x.lanes()
	x.loop("squares", n, 16, func(i Register) {
		for part, s := range squares {
			v := x.vector()
			x.VMOVUPS(x.at(from, i, part), v)
			x.VSUBPS(mean, v, v)
			x.VMOVUPS(v, x.at(from, i, part))
			x.VMULPS(v, v, v)
			x.VADDPS(v, s, s)
		}
	})
	second, one := x.fold(squares, x.add), x.XMM()
	x.VDIVSS(count, second, second)
	x.VADDSS(fixed(fixedEpsilon), second, second)
	x.VSQRTSS(second, second, second)
	x.VMOVSS(fixed(fixedOne), one)
	x.VDIVSS(second, one, one)
	r := x.spreadFrom(one)

	x.loop("scale", n, uint64(x.width), func(i Register) {
		v := x.vector()
		x.VMULPS(x.at(from, i, 0), r, v)
		x.VMULPS(x.at(gain, i, 0), v, v)
		x.VADDPS(x.at(bias, i, 0), v, v)
		x.VMOVUPS(v, x.at(from, i, 0))
	})
	x.end()
}

// cleared is a zero that frees a conversion from what its register held.
func (x *x86) cleared() VecVirtual {
	v := x.XMM()
	x.VXORPS(v, v, v)
	return v
}
