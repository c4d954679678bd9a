package browser_test

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// A tone is a colour without transparency.
type tone struct{ r, g, b uint8 }

// apart is how far two tones of a palette are from each other, at least, in one of their
// parts: pages have few colours, and letters shades of these.
const apart = 6

// quantised is a picture in 256 colours: those that most of it has, of like ones the
// commonest, and for each other one the nearest.
func quantised(in image.Image) *image.Paletted {
	bounds := in.Bounds()
	counts := map[tone]int{}
	at := func(x, y int) tone {
		r, g, b, _ := in.At(x, y).RGBA()
		return tone{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}
	}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	kept := commonest(counts)
	index := map[tone]uint8{}
	for t := range counts { // each for itself
		index[t] = nearest(kept, t)
	}
	var palette color.Palette
	for _, t := range kept {
		palette = append(palette, color.RGBA{t.r, t.g, t.b, 255})
	}
	out := image.NewPaletted(bounds, palette)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			out.SetColorIndex(x, y, index[at(x, y)])
		}
	}
	return out
}

func commonest(counts map[tone]int) (kept []tone) {
	all := make([]tone, 0, len(counts))
	for t := range counts {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b tone) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a.r, b.r), cmp.Compare(a.g, b.g), cmp.Compare(a.b, b.b))
	})
	for _, t := range all {
		if len(kept) == 256 {
			break
		}
		if !slices.ContainsFunc(kept, func(k tone) bool { return max(dist(k.r, t.r), dist(k.g, t.g), dist(k.b, t.b)) < apart }) {
			kept = append(kept, t)
		}
	}
	return kept
}

func nearest(kept []tone, t tone) uint8 {
	best, least := 0, 1<<30
	for i, k := range kept {
		r, g, b := dist(k.r, t.r), dist(k.g, t.g), dist(k.b, t.b)
		if d := r*r + g*g + b*b; d < least {
			best, least = i, d
		}
	}
	return uint8(best)
}

func dist(a, b uint8) int {
	if a < b {
		a, b = b, a
	}
	return int(a - b)
}
