package main

import (
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// softmax writes the probabilities of rows of scores. The maxima of all rows
// come first, so that no row waits for its own.
func (x *x86) softmax() {
	x.function("softmax", "func(p *uint32, sum, s, inverse *float32, n, rows int)",
		"writes the probabilities of rows of n scores, 0…255, and the sums of their products with inverse.")
	p, sum, s, inverse, n, rows := x.param("p"), x.param("sum"), x.param("s"), x.param("inverse"), x.param("n"), x.param("rows")
	x.maxima(sum, s, n, rows)
	magic, low := x.spread(fixedMagic), x.ready(fixedLow)
	var e [4]Op
	for t := range e {
		e[t] = x.ready(fixedExp + 4*t)
	}
	x.Label("rows")
	top, total := x.spreadFrom(Mem{Base: sum}), x.lanes()
	body := func(vectors int) func(i Register) {
		return func(i Register) {
			v, y := x.vectors(vectors), x.vectors(vectors)
			for j := range v {
				x.VMOVUPS(x.at(s, i, j), v[j])
				x.VSUBPS(top, v[j], v[j])
				x.VPMINUD(low, v[j], v[j]) // of numbers below zero the least word is the greatest
			}
			x.exp(v, y, magic, e)
			x.weigh(v, y, total, magic, func(j int) Mem { return x.at(inverse, i, j) })
			for j := 0; j < vectors; j += x.parts() {
				x.pack(y[j:j+x.parts()], p, i, j/x.parts())
			}
		}
	}
	if x.width == 16 {
		x.loopRest("elements", n, 64, 32, body)
	} else {
		x.loop("elements", n, 32, body(4))
	}
	x.VMOVSS(x.fold(total, x.add), Mem{Base: sum})
	x.ADDQ(U8(4), sum)
	x.LEAQ(Mem{Base: s, Index: n, Scale: 4}, s)
	x.LEAQ(Mem{Base: p, Index: n, Scale: uint8(x.elementBytes())}, p)
	x.DECQ(rows)
	x.JGT(LabelRef("rows"))
	x.end()
}

// maxima writes the maximum of each row of s to sum.
func (x *x86) maxima(sum, s, n, rows Register) {
	at, to, left := x.GP64(), x.GP64(), x.GP64()
	x.MOVQ(s, at)
	x.MOVQ(sum, to)
	x.MOVQ(rows, left)
	x.Label("maxima")
	most := x.vectors(32 / x.width)
	for j, m := range most {
		x.VMOVUPS(Mem{Base: at, Disp: 4 * j * x.width}, m)
	}
	x.loop("maximum", n, 32, func(i Register) {
		for j, m := range most {
			x.VMAXPS(x.at(at, i, j), m, m)
		}
	})
	x.VMOVSS(x.foldMax(most), Mem{Base: to})
	x.ADDQ(U8(4), to)
	x.LEAQ(Mem{Base: at, Index: n, Scale: 4}, at)
	x.DECQ(left)
	x.JGT(LabelRef("maxima"))
}

// weigh rounds each y to a whole number in its low bits, and adds its product
// with inverse to total.
func (x *x86) weigh(v, y, total []VecVirtual, magic VecVirtual, inverse func(j int) Mem) {
	for j := range v {
		x.VADDPS(magic, y[j], y[j])
		x.VSUBPS(magic, y[j], v[j])
		x.VMULPS(inverse(j), v[j], v[j])
		if x.width == 8 {
			x.VPSUBD(magic, y[j], y[j])
		}
	}
	for j := range v {
		t := total[j%len(total)]
		x.VADDPS(v[j], t, t)
	}
}

// exp writes exp255 of v, which it destroys, to y.
func (x *x86) exp(v, y []VecVirtual, magic VecVirtual, e [4]Op) {
	whole := x.vectors(len(v))
	each := func(do func(j int)) {
		for j := range v {
			do(j)
		}
	}
	each(func(j int) { x.VADDPS(magic, v[j], whole[j]) })
	each(func(j int) { x.VSUBPS(magic, whole[j], y[j]) })
	each(func(j int) { x.VSUBPS(y[j], v[j], v[j]) })
	each(func(j int) { x.VMULPS(e[3], v[j], y[j]) })
	for t := 2; t > 0; t-- {
		each(func(j int) { x.VADDPS(e[t], y[j], y[j]) })
		each(func(j int) { x.VMULPS(v[j], y[j], y[j]) })
	}
	each(func(j int) { x.VADDPS(e[0], y[j], y[j]) })
	each(func(j int) { x.VPSLLD(U8(23), whole[j], whole[j]) })
	each(func(j int) { x.VPADDD(whole[j], y[j], y[j]) })
}
