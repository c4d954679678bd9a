package main

import (
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// unroll is how many cells of each row a turn of the product's loop takes: the
// narrowest row, a head of 32 int8, has 8.
const unroll = 4

// product writes the tile of rows rows and two vectors of columns.
//
// VNNI takes cells of four unsigned bytes from the left and four signed ones
// from the right. AVX2 has no exact instruction for bytes, so its cells are two
// int16.
func (x *x86) product(rows int) {
	x.function("product", "func(steps int, a *uint32, lda int, b *uint32, y *float32, ldy int, start *int32, scale, bias, rowScale *float32)",
		"computes a tile: y = float32(start + a·b)*(rowScale*scale) + bias.")
	steps, a, lda, b, start := x.param("steps"), x.param("a"), x.param("lda"), x.param("b"), x.param("start")
	x.SHLQ(U8(2), lda)
	bases := x.bases(a, lda, rows)
	sums := make([][2]VecVirtual, rows)
	for i := range sums {
		for j := range sums[i] {
			sums[i][j] = x.vector()
			x.VMOVUPS(Mem{Base: start, Disp: 4 * j * x.width}, sums[i][j])
		}
	}
	x.Label("steps")
	for u := range unroll {
		x.step(sums, bases, lda, b, u)
	}
	for _, base := range bases {
		x.ADDQ(U32(4*unroll), base)
	}
	x.ADDQ(U32(uint32(unroll*2*4*x.width)), b)
	x.SUBQ(U32(unroll), steps)
	x.JGT(LabelRef("steps"))
	x.store(sums)
	x.end()
}

// step adds the products of cell u of every row.
func (x *x86) step(sums [][2]VecVirtual, bases []Register, lda, b Register, u int) {
	var right [2]VecVirtual
	for j := range right {
		right[j] = x.vector()
		x.VMOVUPS(Mem{Base: b, Disp: (2*u + j) * 4 * x.width}, right[j])
	}
	for i := range sums {
		left, from := x.vector(), row(bases, lda, i)
		from.Disp = 4 * u
		x.VPBROADCASTD(from, left)
		if x.width == 16 {
			x.VPDPBUSD(right[0], left, sums[i][0])
			x.VPDPBUSD(right[1], left, sums[i][1])
			continue
		}
		products := x.vector()
		x.VPMADDWD(right[0], left, products)
		x.VPMADDWD(right[1], left, left)
		x.VPADDD(products, sums[i][0], sums[i][0])
		x.VPADDD(left, sums[i][1], sums[i][1])
	}
}

// store scales the sums, adds the bias and writes the tile.
func (x *x86) store(sums [][2]VecVirtual) {
	y, ldy, scale, bias, rowScale := x.param("y"), x.param("ldy"), x.param("scale"), x.param("bias"), x.param("rowScale")
	x.SHLQ(U8(2), ldy)
	for i := range sums {
		s := x.spreadFrom(Mem{Base: rowScale, Disp: 4 * i})
		for j, sum := range sums[i] {
			both := s
			if j == 0 {
				both = x.vector()
			}
			x.VMULPS(Mem{Base: scale, Disp: 4 * j * x.width}, s, both)
			x.VCVTDQ2PS(sum, sum)
			x.VMULPS(both, sum, sum)
			x.VADDPS(Mem{Base: bias, Disp: 4 * j * x.width}, sum, sum)
			x.VMOVUPS(sum, Mem{Base: y, Disp: 4 * j * x.width})
		}
		if i+1 < len(sums) {
			x.ADDQ(ldy, y)
		}
	}
}

// bases are pointers to every third row of a; row reaches those between.
func (x *x86) bases(a, lda Register, rows int) []Register {
	bases := []Register{a}
	for i := 3; i < rows; i += 3 {
		next := x.GP64()
		x.LEAQ(Mem{Base: bases[len(bases)-1], Index: lda, Scale: 2}, next)
		x.ADDQ(lda, next)
		bases = append(bases, next)
	}
	return bases
}

// row is where row i begins.
func row(bases []Register, lda Register, i int) Mem {
	if i%3 == 0 {
		return Mem{Base: bases[i/3]}
	}
	return Mem{Base: bases[i/3], Index: lda, Scale: uint8(i % 3)}
}

// spin repeats the multiplication of the product on registers. The sums are
// enough to hide its latency.
func (x *x86) spin() {
	x.function("spin", "func(rounds int)", "multiplies registers, for the peak.")
	rounds, sums, zero := x.param("rounds"), 24, x.vector()
	if x.width == 8 {
		sums = 12
	}
	x.clear(zero)
	var vs []VecVirtual
	for range sums {
		v := x.vector()
		x.clear(v)
		vs = append(vs, v)
	}
	x.Label("rounds")
	for _, v := range vs {
		if x.width == 16 {
			x.VPDPBUSD(zero, zero, v)
		} else {
			x.VPMADDWD(zero, zero, v)
		}
	}
	x.DECQ(rounds)
	x.JGT(LabelRef("rounds"))
	x.end()
}
