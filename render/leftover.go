package render

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/triptych-docs/triptych/model/pattern"
)

// hidden is the name of what a process writes beside a file or a folder before it
// takes its place.
func hidden(name string, process, n int) string {
	return fmt.Sprintf(".%s.%d-%d.triptych", name, process, n)
}

// movedAway is what the name of the old folder ends with where two folders cannot
// change places: it has the name of the new one, and this.
const movedAway = ".old"

// hiddenName is what such a name ends with.
var hiddenName = pattern.New(`\.(\d+)-(\d+)\.triptych(\.old)?$`)

// abandoned is for how long nothing was written into a folder that nobody works on.
// Whether the process runs is known of this machine only, and a container or another
// machine may write into the same folder. A build takes seconds.
const abandoned = time.Hour

// leftovers are the folders beside the target that processes were killed over,
// which have nothing of anybody else's in them: where the files that stay cannot
// have two names, they may be nowhere else. Nor may an old folder that was moved
// away, until there is a new one.
func (s *swap) leftovers() ([]string, error) {
	entries, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return nil, err
	}
	var all []string
	for _, e := range entries {
		found := hiddenName().FindStringSubmatch(e.Name())
		if found == nil || !e.IsDir() {
			continue
		}
		process, err := strconv.Atoi(found[1])
		n, err2 := strconv.Atoi(found[2])
		if errors.Join(err, err2) != nil || hidden(s.name, process, n)+found[3] != e.Name() || alive(process) {
			continue
		}
		if info, err := e.Info(); err != nil || time.Since(info.ModTime()) < abandoned {
			continue
		}
		if found[3] == movedAway && s.manifest(s.name) == nil {
			continue
		}
		if ours, err := s.ours(e.Name()); err == nil && ours {
			all = append(all, e.Name())
		}
	}
	return all, nil
}

// ours tells whether all that is in a folder stands in the manifest there, which is
// the first file that is written. That one itself may be half written; it is never
// one of those that stay.
func (s *swap) ours(folder string) (bool, error) {
	known := map[string]bool{folder: true, path.Join(folder, manifestName): true}
	for name := range s.manifest(folder) {
		for name = path.Join(folder, name); !known[name]; name = path.Dir(name) {
			known[name] = true
		}
	}
	all := true
	err := fs.WalkDir(s.root.FS(), folder, func(name string, e fs.DirEntry, err error) error {
		all = all && known[name] && (e == nil || e.IsDir() || e.Type().IsRegular())
		return err
	})
	return all, err
}

// clear removes what killed processes left beside the target. What cannot be
// removed stays, and is in nobody's way.
func (s *swap) clear() error {
	names, err := s.leftovers()
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := s.step("remove " + strings.TrimPrefix(name, ".")); err != nil {
			return err
		}
		_ = s.root.RemoveAll(name)
	}
	return nil
}
