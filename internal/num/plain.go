package num

import (
	"math"
	"unsafe"
)

// plain is the kernel in Go alone. It is also the contract in code: wrapping a
// product in float32 keeps the compiler from fusing it with a sum.
var plain = Kernel{
	Name: "go", rows: 2, panel: 4, group: 4, floor: floorGo,
	product: productGo, quantise: quantiseGo, gelu: geluGo, addNorm: addNormGo, softmax: softmaxGo,
	spin: spinGo, spinOps: 4 * 2 * 2,
}

// floorGo makes a probability of 0…255 a signed byte.
const floorGo = 128

// productGo computes a tile of 2 rows and 4 columns. A multiplication of 64
// bits serves both rows: the sum of the second stands 32 bits above the first.
func productGo(steps int, a *uint32, lda int, b *uint32, y *float32, ldy int, start *int32, scale, bias, rowScale *float32) {
	first := unsafe.Slice((*int8)(unsafe.Pointer(a)), 4*steps)
	second := unsafe.Slice((*int8)(unsafe.Add(unsafe.Pointer(a), 4*lda)), 4*steps)
	w := unsafe.Slice((*[16]int8)(unsafe.Pointer(b)), steps)
	var s0, s1, s2, s3 int64
	for i := range w {
		c := &w[i]
		f, s := first[4*i:4*i+4:4*i+4], second[4*i:4*i+4:4*i+4]
		for t := range 4 {
			x := int64(f[t]) + int64(s[t])<<32
			s0 += x * int64(c[t])
			s1 += x * int64(c[4+t])
			s2 += x * int64(c[8+t])
			s3 += x * int64(c[12+t])
		}
	}
	starts, scales, biases := (*[4]int32)(unsafe.Pointer(start)), (*[4]float32)(unsafe.Pointer(scale)), (*[4]float32)(unsafe.Pointer(bias))
	rows := (*[2]float32)(unsafe.Pointer(rowScale))
	y0, y1 := (*[4]float32)(unsafe.Pointer(y)), (*[4]float32)(unsafe.Add(unsafe.Pointer(y), 4*ldy))
	for j, both := range [4]int64{s0, s1, s2, s3} {
		low := int32(both)
		high := int32((both - int64(low)) >> 32)
		y0[j] = float32(float32(low+starts[j])*float32(rows[0]*scales[j])) + biases[j]
		y1[j] = float32(float32(high+starts[j])*float32(rows[1]*scales[j])) + biases[j]
	}
}

func quantiseGo(q *uint32, scale, x *float32, n, count, zero int) {
	for i := range count {
		row := unsafe.Slice((*float32)(unsafe.Add(unsafe.Pointer(x), 4*i*n)), n)
		to := unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(q), i*n)), n)
		m := fixed.least
		for _, v := range row {
			m = max(m, math.Float32frombits(math.Float32bits(v)&fixed.abs))
		}
		*(*float32)(unsafe.Add(unsafe.Pointer(scale), 4*i)) = m / fixed.levels
		inverse := fixed.levels / m
		for j, v := range row {
			to[j] = byte(math.Float32bits(float32(v*inverse)+fixed.magic)) + byte(zero)
		}
	}
}

func geluGo(x *float32, n int) {
	for i, v := range unsafe.Slice(x, n) {
		c := min(max(v, fixed.limit[0]), fixed.limit[1])
		u := float32(c * c)
		y := fixed.phi[6]
		for t := 5; t >= 0; t-- {
			y = float32(y*u) + fixed.phi[t]
		}
		y = float32(y*c) + fixed.half
		unsafe.Slice(x, n)[i] = v * y
	}
}

func addNormGo(x, y, gain, bias *float32, n int) {
	xs, ys, gains, biases := unsafe.Slice(x, n), unsafe.Slice(y, n), unsafe.Slice(gain, n), unsafe.Slice(bias, n)
	var sum lanes
	for i := range xs {
		xs[i] += ys[i]
		sum[i%16] += xs[i]
	}
	mean := sum.total() / float32(n)
	var squares lanes
	for i := range xs {
		xs[i] -= mean
		squares[i%16] += float32(xs[i] * xs[i])
	}
	root := float32(math.Sqrt(float64(float32(squares.total()/float32(n)) + fixed.epsilon)))
	r := 1 / root
	for i := range xs {
		xs[i] = float32(float32(xs[i]*r)*gains[i]) + biases[i]
	}
}

func softmaxGo(p *uint32, sum, s, inverse *float32, n, rows int) {
	sums, inverses := unsafe.Slice(sum, rows), unsafe.Slice(inverse, n)
	for i := range sums {
		scores := unsafe.Slice((*float32)(unsafe.Add(unsafe.Pointer(s), 4*i*n)), n)
		to := unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(p), i*n)), n)
		top := scores[0]
		for _, v := range scores {
			top = max(top, v)
		}
		var total lanes
		for j, v := range scores {
			u := exp255(v-top) + fixed.magic
			to[j] = byte(math.Float32bits(u)) - floorGo
			total[j%16] += float32((u - fixed.magic) * inverses[j])
		}
		sums[i] = total.total()
	}
}

func exp255(x float32) float32 {
	x = max(x, fixed.low)
	whole := x + fixed.magic
	f := x - (whole - fixed.magic)
	y := float32(fixed.exp[3]*f) + fixed.exp[2]
	y = float32(y*f) + fixed.exp[1]
	y = float32(y*f) + fixed.exp[0]
	return math.Float32frombits(math.Float32bits(y) + math.Float32bits(whole)<<23)
}

func spinGo(rounds int) {
	var s0, s1, s2, s3, x int64
	for range rounds {
		s0 += x * 3
		s1 += x * 5
		s2 += x * 7
		s3 += x * 9
		x ^= s0 ^ s1 ^ s2 ^ s3
	}
	if x != 0 {
		panic("num: zero times a number is not zero")
	}
}

// lanes are the sixteen partial sums of the contract.
type lanes [16]float32

func (l *lanes) total() float32 {
	for half := 8; half > 0; half /= 2 {
		for i := range half {
			l[i] += l[i+half]
		}
	}
	return l[0]
}
