package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// A neon writes functions for arm64. Go's assembler lacks most vector
// instructions on floats and the products of bytes, so those are words, each
// with the instruction it encodes beside it.
type neon struct {
	text, stubs bytes.Buffer
}

// An operation on three vectors: its word without registers, and how its
// operands are written: destination D, then N and M.
type operation struct {
	word uint32
	form string
}

var operations = map[string]operation{
	"fadd":   {0x4e20d400, "vD.4s, vN.4s, vM.4s"},
	"fsub":   {0x4ea0d400, "vD.4s, vN.4s, vM.4s"},
	"fmul":   {0x6e20dc00, "vD.4s, vN.4s, vM.4s"},
	"fmax":   {0x4e20f400, "vD.4s, vN.4s, vM.4s"},
	"fmin":   {0x4ea0f400, "vD.4s, vN.4s, vM.4s"},
	"add":    {0x4ea08400, "vD.4s, vN.4s, vM.4s"},
	"addp":   {0x4ea0bc00, "vD.4s, vN.4s, vM.4s"},
	"eor":    {0x6e201c00, "vD.16b, vN.16b, vM.16b"},
	"smull":  {0x0e20c000, "vD.8h, vN.8b, vM.8b"},
	"smull2": {0x4e20c000, "vD.8h, vN.16b, vM.16b"},
	"smlal":  {0x0e208000, "vD.8h, vN.8b, vM.8b"},
	"smlal2": {0x4e208000, "vD.8h, vN.16b, vM.16b"},
	"ext8":   {0x6e004000, "vD.16b, vN.16b, vM.16b, #8"},
	"fdiv":   {0x1e201800, "sD, sN, sM"},
	"fabs":   {0x4ea0f800, "vD.4s, vN.4s"},
	"scvtf":  {0x4e21d800, "vD.4s, vN.4s"},
	"fcvtns": {0x4e21a800, "vD.4s, vN.4s"},
	"sadalp": {0x4e606800, "vD.4s, vN.8h"},
	"xtn4":   {0x0e612800, "vD.4h, vN.4s"},
	"xtn24":  {0x4e612800, "vD.8h, vN.4s"},
	"xtn8":   {0x0e212800, "vD.8b, vN.8h"},
	"xtn28":  {0x4e212800, "vD.16b, vN.8h"},
	"shl23":  {0x4f375400, "vD.4s, vN.4s, #23"},
	"fmaxv":  {0x6e30f800, "sD, vN.4s"},
	"faddp":  {0x7e30d800, "sD, vN.2s"},
	"fsqrt":  {0x1e21c000, "sD, sN"},
	"dup":    {0x4e040400, "vD.4s, vN.s[0]"},
	"scvtfx": {0x9e220000, "sD, xN"},
	"faddS":  {0x1e202800, "sD, sN, sM"},
	"fmaxS":  {0x1e204800, "sD, sN, sM"},
}

// mnemonics are those that differ from the name of their operation.
var mnemonics = map[string]string{
	"ext8": "ext", "xtn4": "xtn", "xtn24": "xtn2", "xtn8": "xtn", "xtn28": "xtn2", "shl23": "shl",
	"scvtfx": "scvtf", "faddS": "fadd", "fmaxS": "fmax",
}

// do writes an operation: destination, first and, if it has one, second.
func (n *neon) do(name string, to, first int, second ...int) {
	op, ok := operations[name]
	if !ok {
		panic("gen: no operation " + name)
	}
	word, m := op.word|uint32(first)<<5|uint32(to), 0
	if len(second) > 0 {
		m = second[0]
		word |= uint32(m) << 16
	}
	operands := strings.NewReplacer("D", strconv.Itoa(to), "N", strconv.Itoa(first), "M", strconv.Itoa(m))
	if alias, ok := mnemonics[name]; ok {
		name = alias
	}
	n.word(word, name+" "+operands.Replace(op.form))
}

// each writes an operation for four registers in a row; a register of one
// group alone is meant where its number is given as -1-number.
func (n *neon) each(name string, to, first int, second ...int) {
	for i := range 4 {
		at := func(r int) int {
			if r < 0 {
				return -1 - r
			}
			return r + i
		}
		if len(second) > 0 {
			n.do(name, at(to), at(first), at(second[0]))
		} else {
			n.do(name, at(to), at(first))
		}
	}
}

// one marks a register for each as the same in all four operations.
func one(r int) int { return -1 - r }

// sdot adds to four sums the products of 16 bytes of right with the four bytes
// at index of left.
func (n *neon) sdot(sum, right, left, index int) {
	word := 0x4f80e000 | uint32(index&1)<<21 | uint32(left)<<16 | uint32(index>>1)<<11 | uint32(right)<<5 | uint32(sum)
	n.word(word, fmt.Sprintf("sdot v%d.4s, v%d.16b, v%d.4b[%d]", sum, right, left, index))
}

// fmulLane multiplies by one element.
func (n *neon) fmulLane(to, first, second, index int) {
	word := 0x4f809000 | uint32(index&1)<<21 | uint32(second)<<16 | uint32(index>>1)<<11 | uint32(first)<<5 | uint32(to)
	n.word(word, fmt.Sprintf("fmul v%d.4s, v%d.4s, v%d.s[%d]", to, first, second, index))
}

func (n *neon) word(word uint32, text string) {
	fmt.Fprintf(&n.text, "\tWORD $0x%08x // %s\n", word, text)
}

// line writes a line that Go's assembler understands.
func (n *neon) line(format string, a ...any) {
	fmt.Fprintf(&n.text, "\t"+format+"\n", a...)
}

func (n *neon) label(name string) { fmt.Fprintf(&n.text, "%s:\n", name) }

// function begins a function and loads its parameters into R0, R1, …: each is
// eight bytes.
func (n *neon) function(name, params, doc string, names ...string) {
	fmt.Fprintf(&n.stubs, "\n// %s %s\n//\n//go:noescape\nfunc %s(%s)\n", name, doc, name, params)
	fmt.Fprintf(&n.text, "\n// func %s(%s)\nTEXT ·%s(SB), NOSPLIT, $0-%d\n", name, params, name, 8*len(names))
	for i, p := range names {
		n.line("MOVD %s+%d(FP), R%d", p, 8*i, i)
	}
}

// spread fills a register with the constant at that offset of num.fixed, whose
// address is in R15.
func (n *neon) spread(offset, to int) {
	n.line("ADD $%d, R15, R14", offset)
	n.line("VLD1R (R14), [V%d.S4]", to)
}

// load and store move four registers in a row and step the pointer.
func (n *neon) load(pointer string, to int) {
	n.line("VLD1.P 64(%s), [V%d.S4, V%d.S4, V%d.S4, V%d.S4]", pointer, to, to+1, to+2, to+3)
}

func (n *neon) store(pointer string, from int) {
	n.line("VST1.P [V%d.S4, V%d.S4, V%d.S4, V%d.S4], 64(%s)", from, from+1, from+2, from+3, pointer)
}

func (n *neon) clear(first int) { n.each("eor", first, first, first) }

// fold sums the sixteen lanes from first on into its first lane, in the order
// of the contract.
func (n *neon) fold(first int) {
	n.do("fadd", first, first, first+2)
	n.do("fadd", first+1, first+1, first+3)
	n.do("fadd", first, first, first+1)
	n.do("ext8", first+1, first, first)
	n.do("fadd", first, first, first+1)
	n.do("faddp", first, first)
}

// most takes the maximum of the sixteen lanes from first on.
func (n *neon) most(first int) {
	n.do("fmax", first, first, first+2)
	n.do("fmax", first+1, first+1, first+3)
	n.do("fmax", first, first, first+1)
	n.do("fmaxv", first, first)
}
