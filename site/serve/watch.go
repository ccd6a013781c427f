package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// The times of a change. Editors write a file in several steps: cut it off, write
// it, rename it. What follows within quiet is one change; content that cannot be
// read is read once more after patience, in case it was half written.
const (
	quiet    = 2 * time.Millisecond
	patience = 30 * time.Millisecond
)

// Watch refreshes the server whenever something below a folder changes, until
// the context ends. Said is called with every fault, and with nil when there is
// none any more.
func (s *Server) Watch(ctx context.Context, folder string, said func(error)) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch %s: %w", folder, err)
	}
	defer watcher.Close()
	if err := addAll(watcher, folder); err != nil {
		return fmt.Errorf("watch %s: %w", folder, err)
	}
	faulty := false
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-watcher.Errors:
			return fmt.Errorf("watch %s: %w", folder, err)
		case event := <-watcher.Events:
			if event.Has(fsnotify.Create) {
				// A new folder is watched too; what is no folder is no matter.
				_ = addAll(watcher, event.Name)
			}
			settle(ctx, watcher, quiet)
			err := s.refreshed(ctx, watcher)
			if err != nil || faulty {
				said(err)
			}
			faulty = err != nil
		}
	}
}

// refreshed shows an edition of the change. A fault is shown once it is there to
// stay.
func (s *Server) refreshed(ctx context.Context, watcher *fsnotify.Watcher) error {
	next := s.make()
	if next.fault != nil {
		settle(ctx, watcher, patience)
		next = s.make()
	}
	s.show(next)
	return next.fault
}

// settle waits until nothing has changed for a time.
func settle(ctx context.Context, watcher *fsnotify.Watcher, pause time.Duration) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-watcher.Events:
			if event.Has(fsnotify.Create) {
				_ = addAll(watcher, event.Name)
			}
			timer.Reset(pause)
		case <-timer.C:
			return
		}
	}
}

// addAll watches a folder and those in it: the system watches one at a time.
func addAll(watcher *fsnotify.Watcher, folder string) error {
	return filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, os.ErrNotExist):
			return nil // it is gone already
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		}
		return watcher.Add(name)
	})
}
