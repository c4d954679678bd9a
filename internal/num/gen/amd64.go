package main

import (
	"log"
	"regexp"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
	. "github.com/mmcloughlin/avo/reg"
)

// An x86 writes functions for vectors of 16 float32 (AVX-512) or 8 (AVX2). The
// sixteen lanes of the contract are one of the former or two of the latter.
type x86 struct {
	*build.Context
	suffix string // of the functions
	width  int    // float32 in a vector
}

// amd64Files are the files of both kernels, by name.
func amd64Files() map[string][]byte {
	files := map[string][]byte{}
	for _, kernel := range []struct {
		name  string
		width int
	}{{"VNNI", 16}, {"AVX2", 8}} {
		x := &x86{build.NewContext(), kernel.name, kernel.width}
		x.ConstraintExpr("amd64")
		if kernel.width == 16 {
			x.product(12)
		} else {
			x.product(6)
		}
		x.quantise()
		x.gelu()
		x.addNorm()
		x.softmax()
		x.spin()
		file := map[string]string{"VNNI": "vnni_amd64", "AVX2": "avx2_amd64"}[kernel.name]
		files[file+".s"], files[file+".go"] = x.print()
	}
	return files
}

// upper matches the vector registers that came with AVX-512: avo hands them out
// whatever the instruction.
var upper = regexp.MustCompile(`\b[XYZ](1[6-9]|[23]\d)\b`)

// print allocates registers and prints the assembly and the declarations.
func (x *x86) print() (assembly, stubs []byte) {
	file, err := x.Result()
	if err == nil {
		err = pass.Compile.Execute(file)
	}
	if err != nil {
		log.Fatal(err)
	}
	config := printer.Config{Name: "gen", Pkg: "num"}
	if assembly, err = printer.NewGoAsm(config).Print(file); err != nil {
		log.Fatal(err)
	}
	if x.width == 8 && upper.Match(assembly) {
		log.Fatalf("%s uses registers that AVX2 has not", x.suffix)
	}
	if stubs, err = printer.NewStubs(config).Print(file); err != nil {
		log.Fatal(err)
	}
	return assembly, stubs
}

// function begins a function; doc is its comment.
func (x *x86) function(name, signature, doc string) {
	x.Function(name + x.suffix)
	x.Attributes(attr.NOSPLIT)
	x.SignatureExpr(signature)
	x.Pragma("noescape")
	x.Doc(name + x.suffix + " " + doc)
}

func (x *x86) end() {
	x.VZEROUPPER()
	x.RET()
}

// param loads a parameter into a register of 64 bits.
func (x *x86) param(name string) Register { return x.Load(x.Param(name), x.GP64()) }

// vector is a new vector register.
func (x *x86) vector() VecVirtual {
	if x.width == 16 {
		return x.ZMM()
	}
	return x.YMM()
}

// vectors are n new vector registers.
func (x *x86) vectors(n int) []VecVirtual {
	vs := make([]VecVirtual, n)
	for i := range vs {
		vs[i] = x.vector()
	}
	return vs
}

// parts is how many vectors hold sixteen lanes.
func (x *x86) parts() int { return 16 / x.width }

// lanes are new registers for sixteen lanes, all zero.
func (x *x86) lanes() []VecVirtual {
	vs := x.vectors(x.parts())
	for _, v := range vs {
		x.clear(v)
	}
	return vs
}

func (x *x86) clear(v VecVirtual) {
	if x.width == 16 {
		x.VPXORD(v, v, v)
	} else {
		x.VXORPS(v, v, v)
	}
}

// spread fills a vector with the constant at that offset of num.fixed.
func (x *x86) spread(offset int) VecVirtual { return x.spreadFrom(fixed(offset)) }

// spreadFrom fills a vector with one float32.
func (x *x86) spreadFrom(from Op) VecVirtual {
	v := x.vector()
	x.VBROADCASTSS(from, v)
	return v
}

// ready is the constant at that offset, spread: in a register where there are
// 32 of them, else on the stack.
func (x *x86) ready(offset int) Op {
	v := x.spread(offset)
	if x.width == 16 {
		return v
	}
	m := x.AllocLocal(4 * x.width)
	x.VMOVUPS(v, m)
	return m
}

// and clears the bits of v that mask has not.
func (x *x86) and(mask, v, to Op) {
	if x.width == 16 {
		x.VPANDD(mask, v, to)
	} else {
		x.VANDPS(mask, v, to)
	}
}

// at is part i of the sixteen float32 at index of base.
func (x *x86) at(base, index Register, i int) Mem {
	return Mem{Base: base, Index: index, Scale: 4, Disp: 4 * i * x.width}
}

// fold reduces sixteen lanes to the first lane of an XMM register, in the
// order of the contract: each lane of the lower half takes its mate in the
// upper.
func (x *x86) fold(lanes []VecVirtual, take func(a, b, to Op)) VecVirtual {
	y := x.YMM()
	if x.width == 16 {
		x.VEXTRACTF64X4(U8(1), lanes[0], y)
		take(y, lanes[0].AsY(), y)
	} else {
		take(lanes[1], lanes[0], y)
	}
	r, s := x.XMM(), x.XMM()
	x.VEXTRACTF128(U8(1), y, r)
	take(r, y.AsX(), r)
	x.VSHUFPS(U8(0x4e), r, r, s)
	take(s, r, r)
	x.VSHUFPS(U8(0xb1), r, r, s)
	take(s, r, r)
	return r
}

func (x *x86) add(a, b, to Op) { x.VADDPS(a, b, to) }
func (x *x86) max(a, b, to Op) { x.VMAXPS(a, b, to) }

// foldMax is the maximum of 32 lanes, in the first lane of an XMM register.
func (x *x86) foldMax(lanes []VecVirtual) VecVirtual {
	half := len(lanes) / 2
	for i := range half {
		x.VMAXPS(lanes[half+i], lanes[i], lanes[i])
	}
	return x.fold(lanes[:half], x.max)
}

// loop runs body for i = 0, step, … below n.
func (x *x86) loop(label string, n Register, step uint64, body func(i Register)) {
	i := x.GP64()
	x.XORQ(i, i)
	x.Label(label)
	body(i)
	x.ADDQ(U32(uint32(step)), i)
	x.CMPQ(i, n)
	x.JLT(LabelRef(label))
}

// loopRest runs body for much elements at a time and, where those do not
// divide n, once for less. Body is told how many vectors that is.
func (x *x86) loopRest(label string, n Register, much, less int, body func(vectors int) func(i Register)) {
	i, end := x.GP64(), x.GP64()
	x.XORQ(i, i)
	x.LEAQ(Mem{Base: n, Disp: -much}, end)
	x.JMP(LabelRef(label + "_much_check"))
	x.Label(label + "_much")
	body(much / x.width)(i)
	x.ADDQ(U32(uint32(much)), i)
	x.Label(label + "_much_check")
	x.CMPQ(i, end)
	x.JLE(LabelRef(label + "_much"))
	x.CMPQ(i, n)
	x.JGE(LabelRef(label + "_done"))
	body(less / x.width)(i)
	x.Label(label + "_done")
}
