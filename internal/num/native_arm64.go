package num

import "golang.org/x/sys/cpu"

// neon is the kernel of arm64. The dot product came with ARMv8.2; without it
// the products go through long multiplication, to the same sums.
var neon = Kernel{
	Name: "neon", rows: 4, panel: 16, group: 4, floor: 128,
	product: productDot, quantise: quantiseNEON, gelu: geluNEON, addNorm: addNormNEON, softmax: softmaxNEON,
	spin: spinDot, spinOps: 16 * 16 * 2,
}

// neonLong is neon for processors without the dot product.
var neonLong = neon.withoutDot()

func (k Kernel) withoutDot() Kernel {
	k.Name, k.product, k.spin, k.spinOps = "neon-long", productLong, spinLong, 8*16*2
	return k
}

func native() []*Kernel {
	if cpu.ARM64.HasASIMDDP {
		return []*Kernel{&neon, &neonLong}
	}
	return []*Kernel{&neonLong}
}
