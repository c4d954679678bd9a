package num

import "unsafe"

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
	room   int // tokens there is room for
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
	scales []float32 // (2*heads)

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
		kernel: k, heads: heads, room: room,
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
		scales: make([]float32, 2*heads),
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
		if n < 4 {
			clear(a.fresh)
		}
		for t := range n {
			a.fill(i+t, t, qkv[(i-first+t)*width:])
		}
		a.fillValues(i)
	}
}

// fill takes token i: its query and its key to their places, its value to row
// t of fresh.
func (a *Attention) fill(i, t int, qkv []float32) {
	k, heads, cells := a.kernel, a.heads, HeadWidth/a.kernel.group
	k.quantise(&a.query[i*heads*cells], &a.scales[0], &qkv[0], HeadWidth, heads, k.zero)
	for h, s := range a.scales[:heads] {
		a.qscale[h*a.room+i] = s * log2e
	}
	fresh := a.fresh[t*2*heads*cells : (t+1)*2*heads*cells]
	k.quantise(&fresh[0], &a.scales[0], &qkv[heads*HeadWidth], HeadWidth, 2*heads, 0)
	for h := range heads {
		at := h*a.room + i
		key := fresh[h*cells : (h+1)*cells]
		scatter(a.key[(h*a.room+i/k.panel*k.panel)*cells+i%k.panel:], key, k.panel)
		if k.zero != 0 {
			a.kstart[at] = int32(-k.zero) * sumBytes(key)
		}
		a.kscale[at] = a.scales[h]
		a.vlog[at] = log2(a.scales[heads+h])
		a.vone[at] = 1 / a.scales[heads+h]
	}
}

// fillValues packs the four values in fresh as those of token i and the next.
func (a *Attention) fillValues(i int) {
	k, heads, cells := a.kernel, a.heads, HeadWidth/a.kernel.group
	row := 2 * heads * cells // of fresh
	for h := range heads {
		v := a.fresh[(heads+h)*cells:]
		for c := range cells {
			dim := c * k.group
			at := (h*HeadWidth+dim/k.panel*k.panel)*a.room/k.group + i/k.group*k.panel + dim%k.panel
			if k.group == 4 {
				turnBytes(a.value[at:at+4], v[c], v[row+c], v[2*row+c], v[3*row+c])
			} else {
				turnWords(a.value[at:at+2], v[c], v[row+c])
				turnWords(a.value[at+k.panel:at+k.panel+2], v[2*row+c], v[3*row+c])
			}
		}
		if k.floor != 0 {
			addColumns(a.vstart[h*HeadWidth:(h+1)*HeadWidth], v, row, int32(k.floor))
		}
	}
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
	k, cells := a.kernel, HeadWidth/a.kernel.group
	for j := 0; j < a.span; j += k.panel {
		at := h*a.room + j
		k.product(cells, &a.query[(i*a.heads+h)*cells], a.heads*cells, &a.key[at*cells],
			&a.score[j], a.span, &a.kstart[at], &a.kscale[at], &a.vlog[at], &a.qscale[h*a.room+i])
	}
	for t := range tall {
		k.softmax(&a.prob[t*a.span/k.group], &a.sum[t], &a.score[t*a.span], &a.vone[h*a.room], a.span)
		a.sum[t] = 1 / a.sum[t]
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
		k.product(steps, &a.prob[0], steps, &a.value[(h*HeadWidth+d)*a.room/k.group], y, ldy,
			&a.vstart[h*HeadWidth+d], &a.ones[0], &a.none[0], &a.sum[0])
		for t := 0; t < tall && tall < k.rows; t++ {
			copy(out[t*width+d:t*width+d+k.panel], a.spare[t*k.panel:])
		}
	}
}

// turnBytes transposes four cells of four bytes.
func turnBytes(to []uint32, a, b, c, d uint32) {
	const even, odd = 0x00ff00ff, 0xff00ff00
	ab0, ab1 := a&even|b<<8&odd, a>>8&even|b&odd // a0 b0 a2 b2, a1 b1 a3 b3
	cd0, cd1 := c&even|d<<8&odd, c>>8&even|d&odd
	to[0], to[2] = ab0&0xffff|cd0<<16, ab0>>16|cd0&0xffff0000
	to[1], to[3] = ab1&0xffff|cd1<<16, ab1>>16|cd1&0xffff0000
}

// turnWords transposes two cells of two int16.
func turnWords(to []uint32, a, b uint32) {
	to[0], to[1] = a&0xffff|b<<16, a>>16|b&0xffff0000
}

// sumBytes adds up the int8 in cells, at most 1024 of them.
func sumBytes(cells []uint32) int32 {
	const flip, even = 0x80808080, 0x00ff00ff // in excess 128 no carry is lost
	var sum uint32
	for _, c := range cells {
		c ^= flip
		sum += c&even + c>>8&even
	}
	return int32(sum&0xffff+sum>>16) - int32(128*4*len(cells))
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
