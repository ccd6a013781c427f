package bulk

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/triptych-docs/triptych/render"
)

// A Record says what was made for a customer, and what from. The same origin
// makes the same files, so that a later run need not make them to know their
// sums: it reads what is in the folder, and is done when that is it.
type Record struct {
	ID     string
	Origin Origin
	Files  []RecordedFile
}

// An Origin is the hash of everything that files are made from.
type Origin string

// A RecordedFile is a file with its SHA-256, which is told to others, and a sum
// that is quickly worked out, which tells whether it was changed.
type RecordedFile struct {
	Sum
	Quick Quick
}

// Quick is two sums of 32 bits, by two polynomials.
type Quick uint64

var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

// add adds bytes behind those that were added.
func (q Quick) add(b []byte) Quick {
	return Quick(crc32.Update(uint32(q>>32), castagnoli(), b))<<32 | Quick(crc32.Update(uint32(q), crc32.IEEETable, b))
}

// NewRecord records what was made.
func NewRecord(id string, origin Origin, files []render.File) *Record {
	r := &Record{ID: id, Origin: origin}
	sums := Sums(files)
	for i, f := range files {
		r.Files = append(r.Files, RecordedFile{sums[i], Quick(0).add(f.Data)})
	}
	return r
}

// Of tells whether this is the record of that customer, with files that were made from
// the same. A nil record is of nobody.
func (r *Record) Of(id string, origin Origin) bool {
	return r != nil && origin != "" && r.ID == id && r.Origin == origin
}

// file is what was recorded of a file.
func (r *Record) file(name string) (RecordedFile, bool) {
	if r == nil {
		return RecordedFile{}, false
	}
	i := slices.IndexFunc(r.Files, func(f RecordedFile) bool { return f.Name == name })
	if i < 0 {
		return RecordedFile{}, false
	}
	return r.Files[i], true
}

// Sums are the sums of the files.
func (r *Record) Sums() []Sum {
	all := make([]Sum, len(r.Files))
	for i, f := range r.Files {
		all[i] = f.Sum
	}
	return all
}

// Origin is the hash of all that the files of a customer are made from: the program, by
// a hash of its own, the formats, the content with the variant, from which the plan
// follows, and the profile. It is empty where a program of the machine makes some of
// them, because another machine may have another one.
func (m *Maker) Origin(program string, j Job) Origin {
	if m.machine {
		return ""
	}
	h := sha256.New()
	say := func(s string) { fmt.Fprintf(h, "%d %s\n", len(s), s) }
	say(program)
	say(fmt.Sprint(m.formats, m.bundle))
	say(j.ID)
	say(j.Variant)
	say(j.Customer.Model)
	say(string(j.Customer.Change))
	say(string(j.Customer.Profile))
	for _, name := range slices.Sorted(maps.Keys(j.Customer.Values)) {
		say(name)
		say(j.Customer.Values[name])
	}
	return Origin(hex.EncodeToString(h.Sum(nil)))
}

// Records are what an earlier run into a folder recorded, and what this one does.
type Records struct {
	old   fs.File // nil where there are none
	lines *bufio.Reader
	ahead map[string]*Record // that were passed by on the way to another
	fresh Extra
	list  *bufio.Writer
}

// passed is how many records are kept that were passed by: as many customers may have
// moved in the list, or left it, and the others are still found. When more have, what
// stands behind is made as if there were no records.
const passed = 1000

// RecordsName is the name of the records of a whole list, or of a shard "2/8".
func RecordsName(shard string) string {
	return "." + strings.Replace(SumsName(shard), "SHA256SUMS", "records", 1)
}

// Records opens the records in the folder.
func (t *Tree) Records(shard string) (*Records, error) {
	fresh, err := newExtra(RecordsName(shard))
	if err != nil {
		return nil, err
	}
	r := &Records{ahead: map[string]*Record{}, fresh: fresh, list: bufio.NewWriter(fresh.file)}
	old, err := t.root.Open(fresh.Name)
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil
	}
	if err != nil {
		fresh.close()
		return nil, fmt.Errorf("read %s: %w", fresh.Name, err)
	}
	r.old, r.lines = old, bufio.NewReader(old)
	return r, nil
}

// Find is the record of a customer, or nil. Customers are asked for in the order
// of the list.
func (r *Records) Find(id string) *Record {
	if found, ok := r.ahead[id]; ok {
		delete(r.ahead, id)
		return found
	}
	for len(r.ahead) < passed && r.lines != nil {
		line, err := r.lines.ReadBytes('\n')
		if err != nil {
			r.lines = nil // all were read, or the rest cannot be
		}
		if found := parseRecord(line); found != nil && found.ID == id {
			return found
		} else if found != nil {
			r.ahead[found.ID] = found
		}
	}
	return nil
}

// Add records a customer for the next run.
func (r *Records) Add(one *Record) error {
	if _, err := r.list.Write(one.line()); err != nil {
		return fmt.Errorf("write the records: %w", err)
	}
	return nil
}

// Finish is the file of the records.
func (r *Records) Finish() (Extra, error) {
	if err := r.list.Flush(); err != nil {
		return Extra{}, fmt.Errorf("write the records: %w", err)
	}
	return r.fresh, nil
}

// Close frees what the records take.
func (r *Records) Close() {
	if r.old != nil {
		r.old.Close()
	}
	r.fresh.close()
}

// line is a record as it is written: words divided by tabs, with a sum of them in
// front.
func (r *Record) line() []byte {
	words := []string{r.ID, string(r.Origin)}
	for _, f := range r.Files {
		words = append(words, f.Name, strconv.Itoa(f.Size), f.Sum.Sum, strconv.FormatUint(uint64(f.Quick), 16))
	}
	text := []byte(strings.Join(words, "\t"))
	return slices.Concat(sumOfLine(text), []byte("\t"), text, []byte("\n"))
}

func sumOfLine(text []byte) []byte {
	sum := sha256.Sum256(text)
	return hex.AppendEncode(nil, sum[:16])
}

// parseRecord reads a line; nil where it is not exactly as it was written.
func parseRecord(line []byte) *Record {
	text, whole := bytes.CutSuffix(line, []byte("\n"))
	sum, text, parts := bytes.Cut(text, []byte("\t"))
	if !whole || !parts || !bytes.Equal(sum, sumOfLine(text)) {
		return nil
	}
	words := strings.Split(string(text), "\t")
	if len(words)%4 != 2 {
		return nil
	}
	r := &Record{ID: words[0], Origin: Origin(words[1])}
	for f := range slices.Chunk(words[2:], 4) {
		size, err1 := strconv.Atoi(f[1])
		quick, err2 := strconv.ParseUint(f[3], 16, 64)
		if err1 != nil || err2 != nil {
			return nil
		}
		r.Files = append(r.Files, RecordedFile{Sum{f[0], size, f[2]}, Quick(quick)})
	}
	return r
}

// Holds reads the files of a customer and tells whether they are, all of them and
// to the last byte, what was recorded.
func (t *Tree) Holds(r *Record) bool {
	own, err := t.root.OpenRoot(r.ID)
	if err != nil {
		return false
	}
	defer own.Close()
	return !slices.ContainsFunc(r.Files, func(f RecordedFile) bool { return !t.holds(own, f) })
}

func (t *Tree) holds(own *os.Root, f RecordedFile) bool {
	on, err := own.Open(f.Name)
	if err != nil {
		return false
	}
	defer on.Close()
	buffer := t.pool.Get().(*[]byte)
	defer t.pool.Put(buffer)
	size, quick := 0, Quick(0)
	for {
		n, err := on.Read(*buffer)
		size, quick = size+n, quick.add((*buffer)[:n])
		if err != nil {
			return errors.Is(err, io.EOF) && size == f.Size && quick == f.Quick
		}
		if size > f.Size {
			return false
		}
	}
}
