package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// The times of a change. Editors save a file in several steps: they cut it off and
// write it, or write another and rename it. An edition is made after a breath, as
// most steps follow each other; it is shown when it has been quiet since, and made
// anew when it has not. Content that is at fault may be half written: the fault is
// shown when patience is over, unless a change comes before. Respite is left to
// whoever was told of an edition and asks for a page, before the rest of it is
// proven.
const (
	breath   = 100 * time.Microsecond
	quiet    = time.Millisecond
	patience = 200 * time.Millisecond
	respite  = 200 * time.Millisecond
)

// Watch refreshes the server whenever something below a folder changes, until
// the context ends. Said is called with every fault, and with nil when there is
// none any more.
func (s *Server) Watch(ctx context.Context, folder string, said func(error)) error {
	w, err := newWatcher(folder)
	if err != nil {
		return fmt.Errorf("watch %s: %w", folder, err)
	}
	defer w.Close()
	var proofs sync.WaitGroup
	defer proofs.Wait()
	for {
		// The first time this is for what changed before the watch began.
		now := s.patient(ctx, w)
		s.tell(now, said)
		proving, stop := context.WithCancel(ctx)
		found := make(chan *shown, 1)
		proofs.Go(func() {
			if fault := now.prove(proving); fault != nil {
				found <- fault
			}
		})
		for changed := false; !changed; {
			select {
			case <-ctx.Done():
				stop()
				return nil
			case fault := <-found:
				s.tell(fault, said)
			case err := <-w.Errors:
				// Where events were lost, anything may have changed.
				if !errors.Is(err, fsnotify.ErrEventOverflow) {
					stop()
					return fmt.Errorf("watch %s: %w", folder, err)
				}
				changed = true
				w.add(folder)
			case event := <-w.Events:
				changed = true
				w.follow(event)
			}
		}
		stop()
		w.settle(breath)
	}
}

// patient makes an edition. Content that is at fault is given time to be mended.
func (s *Server) patient(ctx context.Context, w *watcher) *shown {
	over := time.After(patience)
	for {
		begun := time.Now()
		next := s.make()
		if w.settle(quiet - time.Since(begun)) {
			// What was read may be half of a change.
			w.settle(quiet)
			next = s.make()
		}
		if next.fault == nil {
			return next
		}
		select {
		case <-ctx.Done():
			return next
		case <-over:
			return next
		case event := <-w.Events:
			w.follow(event)
			w.settle(breath)
		}
	}
}

// prove finds a fault of an edition that no page has shown yet, or nil.
func (s *shown) prove(ctx context.Context) *shown {
	if s.fault != nil {
		return nil
	}
	select {
	case <-ctx.Done():
		return nil
	case <-time.After(respite):
	}
	if err := s.edition.Prove(ctx); err != nil {
		return &shown{fault: err}
	}
	return nil
}

// tell shows an edition or a fault. It says a fault, and the end of one, unless it
// was said before.
func (s *Server) tell(next *shown, said func(error)) {
	before := s.now.Load()
	s.show(next)
	if next.fault == nil && (before == nil || before.fault == nil) || before != nil && before.id() == next.id() {
		return
	}
	said(next.fault)
}

// A watcher watches a folder and those in it: the system watches one at a time.
type watcher struct{ *fsnotify.Watcher }

func newWatcher(folder string) (*watcher, error) {
	made, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{made}
	if err := w.add(folder); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// add watches a folder with all that are in it.
func (w *watcher) add(folder string) error {
	return filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, os.ErrNotExist):
			return nil // it is gone already
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		}
		return w.Add(name)
	})
}

// follow watches a folder that is new. What is no folder is no matter.
func (w *watcher) follow(event fsnotify.Event) {
	if event.Has(fsnotify.Create) {
		_ = w.add(event.Name)
	}
}

// settle takes up what changes within a pause, and what has before. It tells whether
// that is anything.
func (w *watcher) settle(pause time.Duration) (changed bool) {
	over := time.After(pause)
	for {
		select {
		case event := <-w.Events:
			changed = true
			w.follow(event)
			continue
		default:
		}
		select {
		case event := <-w.Events:
			changed = true
			w.follow(event)
		case <-over:
			return changed
		}
	}
}
