package bulk

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/triptych-docs/triptych/render"
)

// An EditedError says that a file was changed by somebody else.
type EditedError struct{ Name string }

// Error names the file.
func (e *EditedError) Error() string {
	return e.Name + " was changed since triptych wrote it, or is not triptych's; --force replaces it"
}

// replaceable tells whether a file of a customer is what it is to be; where it is
// not, the error tells whether it may not be replaced.
func (t *Tree) replaceable(own *os.Root, id string, f render.File, before *Record) (same bool, err error) {
	same, err = t.same(own, f)
	if err != nil {
		if info, e := own.Lstat(f.Name); e == nil && info.Mode()&fs.ModeSymlink != 0 {
			return false, errors.New("it is a link that leads out of the folder; nothing is written through one: remove it")
		}
		return false, err
	}
	if same || t.force {
		return same, nil
	}
	edited, err := t.edited(own, id, f.Name, before)
	if err == nil && edited {
		err = &EditedError{f.Name}
	}
	return false, err
}

// edited tells whether a file is there and is not as an earlier run wrote it.
// Where that run recorded nothing of the customer, its list of sums tells; and
// after a run that did not come to write its list, the sums in the folder.
func (t *Tree) edited(own *os.Root, id, name string, before *Record) (bool, error) {
	if f, ok := before.file(name); ok && t.holds(own, f) {
		return false, nil
	}
	sum, err := sumOf(own, name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	sums, err := t.before()
	if err != nil || sums[path.Join(id, name)] == sum {
		return false, err
	}
	return !t.unfinished || !vouched(own, name, sum, func(file string) string { return sums[path.Join(id, file)] }), nil
}

func sumOf(own *os.Root, name string) (string, error) {
	on, err := own.Open(name)
	if err != nil {
		return "", err
	}
	defer on.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, on)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// vouched tells whether the sums that a bundle has in its own folder name a file
// with that sum. The sums themselves are vouched for when every file that they name
// has its sum, or the one that an earlier run listed, or is not there: the sums are
// written first, and the run may have been killed before it came to that file.
func vouched(own *os.Root, name, sum string, before func(file string) string) bool {
	list, err := own.ReadFile(render.SumsName)
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(list)) {
		told, file, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if file == name {
			return told == sum
		}
		if name != render.SumsName {
			continue
		}
		if !ok {
			return false
		}
		now, err := sumOf(own, file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil || now != told && now != before(file) {
			return false
		}
	}
	return name == render.SumsName && len(list) > 0
}

// same compares a file with what it is to be, without holding it.
func (t *Tree) same(own *os.Root, f render.File) (bool, error) {
	on, err := own.Open(f.Name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer on.Close()
	if info, err := on.Stat(); err != nil || info.Size() != int64(len(f.Data)) {
		return false, err
	}
	buffer := t.pool.Get().(*[]byte)
	defer t.pool.Put(buffer)
	for rest := f.Data; len(rest) > 0; {
		n, err := io.ReadFull(on, (*buffer)[:min(len(rest), len(*buffer))])
		if err != nil || !bytes.Equal((*buffer)[:n], rest[:n]) {
			return false, nil // it shrank, or it differs
		}
		rest = rest[n:]
	}
	return true, nil
}
