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
		x.pack(vs, q, i)
	})
	x.LEAQ(Mem{Base: from, Index: n, Scale: 4}, from)
	x.LEAQ(Mem{Base: q, Index: n, Scale: uint8(x.cellBytes())}, q)
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
	most := x.lanes()
	x.loop("maximum", n, 16, func(i Register) {
		for part, m := range most {
			v := x.vector()
			x.and(x.at(from, i, part), abs, v)
			x.VMAXPS(v, m, m)
		}
	})
	m := x.fold(most, x.max)
	x.VMAXSS(fixed(fixedLeast), m, m)
	levels, s := x.XMM(), x.XMM()
	x.VMOVSS(fixed(fixedLevels), levels)
	x.VDIVSS(levels, m, s)
	x.VMOVSS(s, Mem{Base: scale})
	x.VDIVSS(m, levels, levels)
	return x.spreadFrom(levels)
}

// cellBytes is the size of an element in a cell.
func (x *x86) cellBytes() int { return 16 / x.width }

// pack writes sixteen int32 as elements of cells, at index i of q.
func (x *x86) pack(vs []VecVirtual, q, i Register) {
	if x.width == 16 {
		x.VPMOVDB(vs[0], Mem{Base: q, Index: i, Scale: 1})
		return
	}
	x.VPACKSSDW(vs[1], vs[0], vs[0])
	x.VPERMQ(U8(0xd8), vs[0], vs[0]) // packing works on halves
	x.VMOVDQU(vs[0], Mem{Base: q, Index: i, Scale: 2})
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
	x.loop("elements", n, uint64(x.width), func(i Register) {
		c, u, y := x.vector(), x.vector(), x.vector()
		x.VMINPS(x.at(from, i, 0), most, c)
		x.VMAXPS(c, least, c)
		x.VMULPS(c, c, u)
		x.VMULPS(phi[6], u, y)
		for t := 5; t > 0; t-- {
			x.VADDPS(phi[t], y, y)
			x.VMULPS(u, y, y)
		}
		x.VADDPS(phi[0], y, y)
		x.VMULPS(c, y, y)
		x.VADDPS(half, y, y)
		x.VMULPS(x.at(from, i, 0), y, y)
		x.VMOVUPS(y, x.at(from, i, 0))
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

// softmax writes the probabilities of a row of scores.
func (x *x86) softmax() {
	x.function("softmax", "func(p *uint32, sum, s, inverse *float32, n int)",
		"writes the probabilities of n scores, 0…255, and the sum of their products with inverse.")
	p, s, inverse, n := x.param("p"), x.param("s"), x.param("inverse"), x.param("n")
	most := x.lanes()
	for part, m := range most {
		x.VMOVUPS(Mem{Base: s, Disp: 4 * part * x.width}, m)
	}
	x.loop("maximum", n, 16, func(i Register) {
		for part, m := range most {
			x.VMAXPS(x.at(s, i, part), m, m)
		}
	})
	top := x.spreadFrom(x.fold(most, x.max))
	low, magic := x.spread(fixedLow), x.spread(fixedMagic)
	var e [4]VecVirtual
	for t := range e {
		e[t] = x.spread(fixedExp + 4*t)
	}
	total := x.lanes()
	x.loop("elements", n, 16, func(i Register) {
		var vs []VecVirtual
		for part, t := range total {
			v := x.vector()
			x.VMOVUPS(x.at(s, i, part), v)
			x.VSUBPS(top, v, v)
			x.VMAXPS(low, v, v)
			y := x.exp(v, magic, e)
			x.VADDPS(magic, y, y)
			x.VSUBPS(magic, y, v)
			x.VMULPS(x.at(inverse, i, part), v, v)
			x.VADDPS(v, t, t)
			if x.width == 8 {
				x.VPSUBD(magic, y, y)
			}
			vs = append(vs, y)
		}
		x.pack(vs, p, i)
	})
	x.VMOVSS(x.fold(total, x.add), Mem{Base: x.param("sum")})
	x.end()
}

// exp is exp255 of v, which it destroys.
func (x *x86) exp(v, magic VecVirtual, e [4]VecVirtual) VecVirtual {
	whole, y := x.vector(), x.vector()
	x.VADDPS(magic, v, whole)
	x.VSUBPS(magic, whole, y)
	x.VSUBPS(y, v, v)
	x.VMULPS(e[3], v, y)
	x.VADDPS(e[2], y, y)
	x.VMULPS(v, y, y)
	x.VADDPS(e[1], y, y)
	x.VMULPS(v, y, y)
	x.VADDPS(e[0], y, y)
	x.VPSLLD(U8(23), whole, whole)
	x.VPADDD(whole, y, y)
	return y
}
