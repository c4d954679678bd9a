package archive

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"parley"
)

// The files of a WACZ that are read.
const (
	packageName = "datapackage.json"
	sealName    = "datapackage-digest.json"
	warcFolder  = "archive/"
	pagesFolder = "pages/"
)

const (
	maxPackage = 32 << 20 // bytes of datapackage.json
	maxListed  = 16 << 20 // bytes of a line of a list of pages: some hold the text of the page
)

// A dataPackage is what datapackage.json says of the other files.
type dataPackage struct {
	Version   string     `json:"wacz_version"`
	Resources []resource `json:"resources"`
}

type resource struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Hash  string `json:"hash"`
	Bytes int64  `json:"bytes"`
}

// seal is datapackage-digest.json; a signature that it may hold is not checked.
type seal struct {
	Path string `json:"path"`
	Hash string `json:"hash"`
}

// openWACZ holds the package against its files and finds the WARCs and the pages
// among them.
func (a *Archive) openWACZ(r io.ReaderAt) error {
	z, err := zip.NewReader(r, a.size)
	if err != nil {
		return errDamaged("reading the zip of %d bytes: %v", a.size, err)
	}
	files, err := a.members(z)
	if err != nil {
		return err
	}
	m := newMeter(a.size, a.limits.Bytes)
	pack, err := readPackage(files, m)
	if err != nil {
		return err
	}
	listed, err := pack.check(files, m)
	if err != nil {
		return err
	}
	for _, f := range z.File {
		switch dir, base := path.Split(f.Name); {
		case f.FileInfo().IsDir():
			continue
		case isWARC(f.Name) && strings.HasPrefix(f.Name, warcFolder):
			a.files = append(a.files, file{name: f.Name, open: f.Open})
		case dir == pagesFolder && strings.HasSuffix(base, ".jsonl"):
			if err := a.readList(f, m); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
		default:
			continue
		}
		if !listed[f.Name] {
			return fmt.Errorf("%s is in the zip, but not among the %d files that %s lists: %w", f.Name, len(listed), packageName, parley.ErrTampered)
		}
	}
	if len(a.files) == 0 {
		return errDamaged("of the %d files in the zip none is a WARC in %s", len(z.File), warcFolder)
	}
	return nil
}

// members are the files of the zip by name. A name that leads out of the folder
// that it would be unpacked into is refused though nothing is: an archive made
// so is made to do harm.
func (a *Archive) members(z *zip.Reader) (map[string]*zip.File, error) {
	if len(z.File) > a.limits.Files {
		return nil, errDamaged("the zip holds %d files, more than the limit of %d", len(z.File), a.limits.Files)
	}
	files := map[string]*zip.File{}
	for _, f := range z.File {
		name := strings.TrimSuffix(f.Name, "/")
		mode := f.Mode()
		switch {
		case !fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00"):
			return nil, errDamaged("the zip has a file named %q, which is no path within it", shortened(f.Name))
		case !mode.IsRegular() && !mode.IsDir():
			return nil, errDamaged("%s is in the zip as %v, want a regular file", shortened(f.Name), mode)
		case files[name] != nil:
			return nil, errDamaged("%s is in the zip twice", shortened(f.Name))
		case strings.HasPrefix(name, warcFolder) && isNested(name):
			return nil, errDamaged("%s is an archive within the archive; give it by itself", shortened(f.Name))
		}
		files[name] = f
	}
	return files, nil
}

func isWARC(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".warc.gz")
}

func isNested(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	return ending == ".wacz" || ending == ".zip"
}

// readPackage reads datapackage.json, sealed or not.
func readPackage(files map[string]*zip.File, m *meter) (*dataPackage, error) {
	raw, err := readMember(files, packageName, m)
	if err != nil {
		return nil, err
	}
	if files[sealName] != nil {
		sealed, err := readMember(files, sealName, m)
		if err != nil {
			return nil, err
		}
		var s seal
		if err := json.Unmarshal(sealed, &s); err != nil {
			return nil, errDamaged("%s: %v", sealName, err)
		}
		if sum := sha256.Sum256(raw); s.Hash != "sha256:"+hex.EncodeToString(sum[:]) {
			return nil, fmt.Errorf("%s gives %s the digest %s, but it has sha256:%x: %w", sealName, packageName, shortened(s.Hash), sum, parley.ErrTampered)
		}
	}
	var p dataPackage
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, errDamaged("%s: %v", packageName, err)
	}
	if !strings.HasPrefix(p.Version, "1.") {
		return nil, errDamaged("%s is of WACZ version %q, this build reads 1", packageName, shortened(p.Version))
	}
	return &p, nil
}

func readMember(files map[string]*zip.File, name string, m *meter) ([]byte, error) {
	f := files[name]
	if f == nil {
		return nil, errDamaged("the zip of %d files has no %s, so it is no WACZ", len(files), name)
	}
	stream, err := f.Open()
	if err != nil {
		return nil, errDamaged("%s: %v", name, err)
	}
	defer stream.Close()
	raw, err := io.ReadAll(io.LimitReader(m.count(stream), maxPackage+1))
	switch {
	case errors.Is(err, parley.ErrInvalid):
		return nil, fmt.Errorf("%s: %w", name, err)
	case err != nil:
		return nil, errDamaged("%s: %v", name, err)
	case len(raw) > maxPackage:
		return nil, errDamaged("%s is longer than the limit of %d bytes", name, maxPackage)
	}
	return raw, nil
}

// check holds each file that the package lists against its size and digest, and
// returns their names.
func (p *dataPackage) check(files map[string]*zip.File, m *meter) (map[string]bool, error) {
	listed := map[string]bool{}
	for _, r := range p.Resources {
		f := files[r.Path]
		switch {
		case f == nil:
			return nil, errDamaged("%s lists %q, which is not in the zip", packageName, shortened(r.Path))
		case listed[r.Path]:
			return nil, errDamaged("%s lists %q twice", packageName, shortened(r.Path))
		}
		listed[r.Path] = true
		if err := r.check(f, m); err != nil {
			return nil, fmt.Errorf("%s: %w", r.Path, err)
		}
	}
	return listed, nil
}

func (r resource) check(f *zip.File, m *meter) error {
	d, known := newDigest("digest in "+packageName, r.Hash)
	if d == nil || !known {
		return errDamaged("its digest in %s is %q, want one of sha256", packageName, shortened(r.Hash))
	}
	stream, err := f.Open()
	if err != nil {
		return errDamaged("%v", err)
	}
	defer stream.Close()
	n, err := io.Copy(d, m.count(stream))
	switch {
	case errors.Is(err, parley.ErrInvalid):
		return err
	case err != nil:
		return errDamaged("after %d bytes: %v", n, err)
	case n != r.Bytes:
		return fmt.Errorf("it has %d bytes, and %s gives it %d: %w", n, packageName, r.Bytes, parley.ErrTampered)
	}
	return d.check()
}

// readList reads a list of pages, a line each. A line without an address heads
// the list.
func (a *Archive) readList(f *zip.File, m *meter) error {
	stream, err := f.Open()
	if err != nil {
		return errDamaged("%v", err)
	}
	defer stream.Close()
	lines := bufio.NewScanner(m.count(stream))
	lines.Buffer(nil, maxListed)
	for number := 1; lines.Scan(); number++ {
		var page struct {
			URL string `json:"url"`
		}
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		if err := json.Unmarshal(line, &page); err != nil {
			return errDamaged("line %d: %v", number, err)
		}
		if at := known(page.URL); at != "" && len(at) <= maxAddress {
			if a.listed == nil {
				a.listed = map[string]bool{}
			}
			a.listed[at] = true
		}
		if len(a.listed) > a.limits.Pages {
			return errDamaged("more than the limit of %d pages", a.limits.Pages)
		}
	}
	if err := lines.Err(); err != nil {
		return errDamaged("%v", err)
	}
	return nil
}

// settle makes of the addresses that a list names those that the pages were
// captured from: a page that had moved is where the server said. A list that
// names none of the pages is left aside.
func (a *Archive) settle(pages map[string]int, moved map[string]string) {
	if a.listed == nil {
		return
	}
	wanted := map[string]bool{}
	for at := range a.listed {
		for range maxMoves {
			wanted[at] = true
			if at = moved[at]; at == "" {
				break
			}
		}
	}
	all := 0
	for at, n := range pages {
		all += n
		if wanted[at] {
			a.Pages += n
		}
	}
	if a.Pages == 0 && all > 0 {
		a.Notes = append(a.Notes, fmt.Sprintf("of the %d pages that it lists none is captured, so that all %d captured ones are taken", len(a.listed), all))
		wanted, a.Pages = nil, all
	}
	a.listed = wanted
}

// maxMoves is how often a page may have moved.
const maxMoves = 8
