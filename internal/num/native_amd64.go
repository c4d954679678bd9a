package num

import "golang.org/x/sys/cpu"

var vnni = Kernel{
	Name: "vnni", rows: 12, panel: 32, group: 4, zero: 128,
	product: productVNNI, quantise: quantiseVNNI, gelu: geluVNNI, addNorm: addNormVNNI, softmax: softmaxVNNI,
	spin: spinVNNI, spinOps: 24 * 64 * 2,
}

var avx2 = Kernel{
	Name: "avx2", rows: 6, panel: 16, group: 2,
	product: productAVX2, quantise: quantiseAVX2, gelu: geluAVX2, addNorm: addNormAVX2, softmax: softmaxAVX2,
	spin: spinAVX2, spinOps: 12 * 16 * 2,
}

func native() (kernels []*Kernel) {
	x := &cpu.X86
	if x.HasAVX512F && x.HasAVX512BW && x.HasAVX512VL && x.HasAVX512VNNI {
		kernels = append(kernels, &vnni)
	}
	if x.HasAVX2 {
		kernels = append(kernels, &avx2)
	}
	return kernels
}
