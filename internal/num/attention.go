package num

import (
	"math"
	"unsafe"
)

// HeadWidth is the width of a head of attention.
const HeadWidth = 32

// apart is the log2 of the scale of a value that no token has: its probability
// rounds to zero.
const apart = -1e30

// An Attention holds the queries, keys and values of the tokens of one window.
// It is scratch: one goroutine uses it at a time.
type Attention struct {
	kernel *Kernel
	heads  int
	cells  int // in a query, key or value of one head
	room   int // tokens there is room for
	steps  int // cells that so many tokens take
	tokens int // tokens of this window
	span   int // tokens, rounded up to 32

	query  []uint32  // (room, heads, 32/group)
	key    []uint32  // (heads, room/panel, 32/group, panel)
	value  []uint32  // (heads, 32/panel, room/group, panel)
	qscale []float32 // (heads, room) times log₂e
	kscale []float32 // (heads, room)
	kstart []int32   // (heads, room)
	vlog   []float32 // (heads, room) log2 of the scale of a value; apart beyond the last token
	vone   []float32 // (heads, room) one over that scale; 0 beyond the last token
	vstart []int32   // (heads, 32)

	fresh  []uint32  // (4, 2*heads, 32/group) keys and values of four tokens
	scales []float32 // (4, 3*heads) of four tokens

	score []float32 // (tile rows, room)
	prob  []uint32  // (tile rows, room/group)
	sum   []float32 // (tile rows)
	ones  []float32 // (32)
	none  []float32 // (32)
	spare []float32 // (tile rows, panel)
}

// NewAttention makes room for a window of so many tokens.
func (k *Kernel) NewAttention(tokens, heads int) *Attention {
	room := roundUp(max(tokens, 1), 32)
	tall := room + k.rows
	width := heads * HeadWidth
	a := &Attention{
		kernel: k, heads: heads, cells: HeadWidth / k.group, room: room, steps: room / k.group,
		query:  aligned[uint32](tall * width / k.group),
		key:    aligned[uint32](room * width / k.group),
		value:  aligned[uint32](room * width / k.group),
		qscale: aligned[float32](heads*room + k.rows),
		kscale: aligned[float32](heads * room),
		kstart: make([]int32, heads*room),
		vlog:   aligned[float32](heads * room),
		vone:   aligned[float32](heads * room),
		vstart: make([]int32, width),
		fresh:  aligned[uint32](4 * 2 * width / k.group),
		scales: make([]float32, 4*3*heads),
		score:  aligned[float32](k.rows * room),
		prob:   aligned[uint32](k.rows * room / k.group),
		sum:    make([]float32, k.rows),
		ones:   make([]float32, HeadWidth),
		none:   make([]float32, HeadWidth),
		spare:  aligned[float32](k.rows * k.panel),
	}
	for i := range a.ones {
		a.ones[i] = 1
	}
	return a
}

// Begin empties a for a window of so many tokens.
func (a *Attention) Begin(tokens int) {
	promise(tokens <= a.room, "window of %d tokens, room for %d", tokens, a.room)
	a.tokens, a.span = tokens, roundUp(tokens, 32)
	clear(a.vstart)
	for h := range a.heads {
		for i := h*a.room + tokens; i < h*a.room+a.span; i++ {
			a.vlog[i], a.vone[i], a.kscale[i] = apart, 0, 0
		}
	}
	if k := a.kernel; k.floor != 0 {
		// The probability of no token is -floor there, so what an earlier, longer
		// window left would count.
		for row := 0; row < len(a.value); row += k.panel * a.room / k.group {
			clear(a.value[row+roundUp(tokens, 4)/k.group*k.panel : row+a.span/k.group*k.panel])
		}
	}
}

// Fill takes the queries, keys and values of the tokens from first on, a
// multiple of 4. Every token of the window is to be filled once.
//
//	qkv (n, 3*heads*32)
func (a *Attention) Fill(first int, qkv []float32) {
	width := 3 * a.heads * HeadWidth
	promise(first%4 == 0 && len(qkv)%width == 0 && first+len(qkv)/width <= a.tokens, "filling %d elements from token %d of %d", len(qkv), first, a.tokens)
	last := first + len(qkv)/width
	for i := first; i < last; i += 4 {
		n := min(4, last-i)
		a.quantise(i, n, qkv[(i-first)*width:])
		for h := range a.heads {
			a.keepScales(h, i, n)
			a.keepKeys(h, i)
			a.keepValues(h, i)
		}
	}
}

// quantise takes n tokens from token i on: queries to their place, keys and
// values to fresh.
func (a *Attention) quantise(i, n int, qkv []float32) {
	k, heads, row := a.kernel, a.heads, a.heads*a.cells
	if n < 4 {
		clear(a.fresh)
	}
	for t := range n {
		x := qkv[t*3*heads*HeadWidth : (t+1)*3*heads*HeadWidth]
		k.quantise(&a.query[(i+t)*row], &a.scales[t*3*heads], &x[0], HeadWidth, heads, k.zero)
		k.quantise(&a.fresh[t*2*row], &a.scales[t*3*heads+heads], &x[heads*HeadWidth], HeadWidth, 2*heads, 0)
	}
}

// keepScales keeps those of n tokens from token i on in head h.
func (a *Attention) keepScales(h, i, n int) {
	for t := range n {
		at, s := h*a.room+i+t, a.scales[t*3*a.heads+h:]
		a.qscale[at] = s[0] * log2e
		a.kscale[at] = s[a.heads]
		a.vlog[at] = log2(s[2*a.heads])
		a.vone[at] = 1 / s[2*a.heads]
	}
}

// log2 is the log2 of the contract; x is positive and not subnormal.
func log2(x float32) float32 {
	bits := math.Float32bits(x)
	z := math.Float32frombits(bits&0x007fffff|0x3f800000) - 1
	y := float32(logs[4]*z) + logs[3]
	y = float32(y*z) + logs[2]
	y = float32(y*z) + logs[1]
	y = float32(y*z) + logs[0]
	return float32(y*z) + float32(int32(bits>>23)-127)
}

// keepKeys packs the keys in fresh as those of token i and the next three.
func (a *Attention) keepKeys(h, i int) {
	k, cells := a.kernel, a.cells
	row, column := 2*a.heads*cells, i&(k.panel-1)
	fresh, to := a.fresh[h*cells:], a.key[(h*a.room+i-column)*cells+column:]
	k0, k1, k2, k3 := fresh[:cells], fresh[row:row+cells], fresh[2*row:2*row+cells], fresh[3*row:3*row+cells]
	for c := range k0 {
		to := (*[4]uint32)(to[c*k.panel:])
		to[0], to[1], to[2], to[3] = k0[c], k1[c], k2[c], k3[c]
	}
	if k.zero != 0 {
		zero, to := int32(-k.zero), (*[4]int32)(a.kstart[h*a.room+i:])
		to[0], to[1], to[2], to[3] = zero*sumBytes(k0), zero*sumBytes(k1), zero*sumBytes(k2), zero*sumBytes(k3)
	}
}

// keepValues packs the values in fresh as those of token i and the next three.
func (a *Attention) keepValues(h, i int) {
	k, cells, row := a.kernel, a.cells, 2*a.heads*a.cells
	fresh, to := a.fresh[(a.heads+h)*cells:], a.value[h*HeadWidth*a.steps+i*cells/HeadWidth*k.panel:]
	v0, v1, v2, v3 := fresh[:cells], fresh[row:row+cells], fresh[2*row:2*row+cells], fresh[3*row:3*row+cells]
	for c := 0; c < cells; c += 2 {
		low, high := to[a.place(c*k.group):], to[a.place((c+1)*k.group):]
		if k.group == 4 {
			turnBytes((*[4]uint32)(low), (*[4]uint32)(high), pair(v0[c:]), pair(v1[c:]), pair(v2[c:]), pair(v3[c:]))
		} else {
			turnWords((*[4]uint32)(low), pair(v0[c:]), pair(v1[c:]))
			turnWords((*[4]uint32)(low[k.panel:]), pair(v2[c:]), pair(v3[c:]))
		}
	}
	if k.floor != 0 {
		addColumns(a.vstart[h*HeadWidth:(h+1)*HeadWidth], fresh, row, int32(k.floor))
	}
}

// place is where the first cell of a dimension is among those of its head.
func (a *Attention) place(dim int) int {
	column := dim & (a.kernel.panel - 1)
	return (dim-column)*a.steps + column
}

// Read writes what the tokens from first on take from all values.
//
//	out (n, heads*32)
func (a *Attention) Read(out []float32, first int) {
	k, width := a.kernel, a.heads*HeadWidth
	promise(len(out)%width == 0 && first+len(out)/width <= a.tokens, "reading %d elements from token %d of %d", len(out), first, a.tokens)
	n := len(out) / width
	for h := range a.heads {
		for i := 0; i < n; i += k.rows {
			tall := min(k.rows, n-i)
			a.weigh(h, first+i, tall)
			a.mix(h, out[i*width+h*HeadWidth:], tall)
		}
	}
}

// weigh computes the probabilities that the tokens from i on give to each
// token in head h.
func (a *Attention) weigh(h, i, tall int) {
	k, cells := a.kernel, a.cells
	for j := 0; j < a.span; j += k.panel {
		at := h*a.room + j
		k.product(cells, &a.query[(i*a.heads+h)*cells], a.heads*cells, &a.key[at*cells],
			&a.score[j], a.span, &a.kstart[at], &a.kscale[at], &a.vlog[at], &a.qscale[h*a.room+i])
	}
	k.softmax(&a.prob[0], &a.sum[0], &a.score[0], &a.vone[h*a.room], a.span, tall)
	for t, s := range a.sum[:tall] {
		a.sum[t] = 1 / s
	}
}

// mix sums the values of head h by those probabilities, into rows of out that
// are a token apart.
func (a *Attention) mix(h int, out []float32, tall int) {
	k, width, steps := a.kernel, a.heads*HeadWidth, a.span/a.kernel.group
	for d := 0; d < HeadWidth; d += k.panel {
		y, ldy := &out[d], width
		if tall < k.rows {
			y, ldy = &a.spare[0], k.panel
		}
		k.product(steps, &a.prob[0], steps, &a.value[(h*HeadWidth+d)*a.steps], y, ldy,
			&a.vstart[h*HeadWidth+d], &a.ones[0], &a.none[0], &a.sum[0])
		for t := 0; t < tall && tall < k.rows; t++ {
			copy(out[t*width+d:t*width+d+k.panel], a.spare[t*k.panel:])
		}
	}
}

// pair is two cells as one word.
func pair(cells []uint32) uint64 { return uint64(cells[0]) | uint64(cells[1])<<32 }

// turnBytes transposes four cells of four bytes to low, and the four beside
// them to high.
func turnBytes(low, high *[4]uint32, a, b, c, d uint64) {
	const even, odd, left, right = 0x00ff00ff00ff00ff, 0xff00ff00ff00ff00, 0x0000ffff0000ffff, 0xffff0000ffff0000
	ab0, ab1 := a&even|b<<8&odd, a>>8&even|b&odd // bytes a0 b0 a2 b2, a1 b1 a3 b3
	cd0, cd1 := c&even|d<<8&odd, c>>8&even|d&odd
	r0, r2 := ab0&left|cd0<<16&right, ab0>>16&left|cd0&right
	r1, r3 := ab1&left|cd1<<16&right, ab1>>16&left|cd1&right
	low[0], low[1], low[2], low[3] = uint32(r0), uint32(r1), uint32(r2), uint32(r3)
	high[0], high[1], high[2], high[3] = uint32(r0>>32), uint32(r1>>32), uint32(r2>>32), uint32(r3>>32)
}

// turnWords transposes two cells of two int16, and the two beside them.
func turnWords(to *[4]uint32, a, b uint64) {
	const left, right = 0x0000ffff0000ffff, 0xffff0000ffff0000
	r0, r1 := a&left|b<<16&right, a>>16&left|b&right
	to[0], to[1], to[2], to[3] = uint32(r0), uint32(r1), uint32(r0>>32), uint32(r1>>32)
}

// sumBytes adds up the 32 int8 of a head.
func sumBytes(cells []uint32) int32 {
	const flip, even = 0x8080808080808080, 0x00ff00ff00ff00ff // in excess 128 no carry is lost
	var sum uint64
	for ; len(cells) > 1; cells = cells[2:] {
		c := pair(cells) ^ flip
		sum += c&even + c>>8&even
	}
	sum = sum&0x0000ffff0000ffff + sum>>16&0x0000ffff0000ffff
	return int32(uint32(sum)+uint32(sum>>32)) - 128*HeadWidth
}

// addColumns adds four rows of int8, which are row cells apart, to sums, times
// times.
func addColumns(sums []int32, v []uint32, row int, times int32) {
	for t := range 4 {
		bytes := unsafe.Slice((*int8)(unsafe.Pointer(&v[t*row])), len(sums))
		for d, b := range bytes {
			sums[d] += times * int32(b)
		}
	}
}
