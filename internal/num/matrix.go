package num

import "unsafe"

// A Matrix is the weights of one linear layer, packed for a kernel. Nothing
// changes it after [Kernel.Pack], so goroutines may share it.
type Matrix struct {
	In, Out int

	kernel *Kernel
	cells  []uint32  // (panels, in/group, panel) cells of group weights
	start  []int32   // (panels*panel) what takes zero out of the sums again
	scale  []float32 // (panels*panel)
	bias   []float32 // (panels*panel)
}

// Pack makes a Matrix of int8 weights; a nil bias is zero. The inputs are
// copied, and their number is a multiple of 32.
//
//	w           (out, in), -127…127
//	scale, bias (out)
func (k *Kernel) Pack(w []int8, scale, bias []float32) *Matrix {
	out := len(scale)
	promise(out > 0 && len(w)%out == 0, "%d weights in %d rows", len(w), out)
	in := len(w) / out
	promise(in > 0 && in%32 == 0 && in <= 1<<16, "rows of %d weights, want a multiple of 32", in)
	promise(bias == nil || len(bias) == out, "%d biases for %d outputs", len(bias), out)
	wide := roundUp(out, k.panel)
	m := &Matrix{
		In: in, Out: out, kernel: k,
		cells: aligned[uint32](wide * in / k.group),
		start: make([]int32, wide),
		scale: make([]float32, wide),
		bias:  make([]float32, wide),
	}
	copy(m.scale, scale)
	copy(m.bias, bias)
	row := make([]uint32, in/k.group)
	for j := range out {
		sum := k.cellsOf(row, w[j*in:(j+1)*in])
		m.start[j] = int32(-k.zero) * sum
		scatter(m.cells[j/k.panel*k.panel*len(row)+j%k.panel:], row, k.panel)
	}
	return m
}

// cellsOf writes the weights w into cells and returns their sum.
func (k *Kernel) cellsOf(cells []uint32, w []int8) (sum int32) {
	for _, v := range w {
		sum += int32(v)
	}
	if k.group == 2 {
		wide := unsafe.Slice((*int16)(unsafe.Pointer(&cells[0])), len(w))
		for i, v := range w {
			wide[i] = int16(v)
		}
		return sum
	}
	copy(unsafe.Slice((*int8)(unsafe.Pointer(&cells[0])), len(w)), w)
	return sum
}

// scatter writes the cells of a row down a column of a panel.
func scatter(panel, row []uint32, stride int) {
	for i, c := range row {
		panel[i*stride] = c
	}
}

// Rows are the quantised activations of a block of tokens: the left side of a
// product. They are scratch: one goroutine uses them at a time.
type Rows struct {
	kernel *Kernel
	n      int       // rows that hold something
	width  int       // elements in each
	cells  []uint32  // (rows, width/group)
	scale  []float32 // (rows)
	spare  []float32 // (tile rows, panel) a tile that does not fit its result
}

// NewRows makes room for so many rows of at most width elements.
func (k *Kernel) NewRows(rows, width int) *Rows {
	tall := roundUp(rows, k.rows)
	return &Rows{
		kernel: k,
		cells:  aligned[uint32](tall * width / k.group),
		scale:  make([]float32, tall),
		spare:  aligned[float32](k.rows * k.panel),
	}
}

// Quantise fills r with x, replacing what it held.
//
//	x (n, width), width a multiple of 32
func (r *Rows) Quantise(x []float32, width int) {
	k := r.kernel
	promise(width > 0 && width%32 == 0 && len(x)%width == 0, "quantising %d elements in rows of %d", len(x), width)
	r.n, r.width = len(x)/width, width
	tall := roundUp(r.n, k.rows)
	promise(tall <= len(r.scale) && tall*width <= len(r.cells)*k.group, "quantising (%d, %d) into %d rows of %d cells", r.n, width, len(r.scale), len(r.cells))
	if r.n > 0 {
		k.quantise(&r.cells[0], &r.scale[0], &x[0], width, r.n, k.zero)
	}
}

// QuantiseGelu fills r with the GELU of x, which it leaves in x.
func (r *Rows) QuantiseGelu(x []float32, width int) {
	r.kernel.Gelu(x)
	r.Quantise(x, width)
}

// Apply writes the products of rows with every row of m, and their biases.
//
//	y (rows, out)
func (m *Matrix) Apply(y []float32, r *Rows) {
	if r.kernel != m.kernel {
		panic("num: rows of kernel " + r.kernel.Name + " times a matrix of " + m.kernel.Name)
	}
	promise(r.n == 0 || r.width == m.In, "rows of %d elements times a matrix of (%d, %d)", r.width, m.Out, m.In)
	promise(len(y) == r.n*m.Out, "product of %d elements, want (%d, %d)", len(y), r.n, m.Out)
	k := m.kernel
	steps := m.In / k.group
	for j := 0; j < m.Out; j += k.panel {
		for i := 0; i < r.n; i += k.rows {
			if i+k.rows <= r.n && j+k.panel <= m.Out {
				m.tile(r, i, j, steps, &y[i*m.Out+j], m.Out)
				continue
			}
			m.tile(r, i, j, steps, &r.spare[0], k.panel)
			for t := 0; t < k.rows && i+t < r.n; t++ {
				copy(y[(i+t)*m.Out+j:(i+t+1)*m.Out], r.spare[t*k.panel:(t+1)*k.panel])
			}
		}
	}
}

// tile computes the tile at row i and column j into y, whose rows are ldy apart.
func (m *Matrix) tile(r *Rows, i, j, steps int, y *float32, ldy int) {
	m.kernel.product(steps, &r.cells[i*steps], steps, &m.cells[j*steps], y, ldy,
		&m.start[j], &m.scale[j], &m.bias[j], &r.scale[i])
}

func roundUp(n, to int) int { return (n + to - 1) / to * to }

// aligned makes a slice that begins on a line of the cache.
func aligned[T uint32 | float32](n int) []T {
	const line = 64
	s := make([]T, n+line/4)
	skip := -int(uintptr(unsafe.Pointer(&s[0]))) & (line - 1) / 4
	return s[skip : skip+n : skip+n]
}
