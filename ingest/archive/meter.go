package archive

import "io"

// A meter counts what is unpacked of an archive, at every depth.
type meter struct{ size, limit, out int64 }

func newMeter(size, limit int64) *meter { return &meter{size: size, limit: limit} }

// take counts n bytes more.
func (m *meter) take(n int64) error {
	m.out += n
	switch {
	case m.out > m.limit:
		return errDamaged("the archive of %d bytes unpacks to more than the limit of %d", m.size, m.limit)
	case m.out > slack+mostRatio*m.size:
		return errDamaged("the archive of %d bytes unpacks to more than %d times its size", m.size, mostRatio)
	}
	return nil
}

// count is r, and what is read of it is counted.
func (m *meter) count(r io.Reader) io.Reader { return &counted{r, m} }

type counted struct {
	r io.Reader
	m *meter
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if over := c.m.take(int64(n)); over != nil {
		return 0, over
	}
	return n, err
}
