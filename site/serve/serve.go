// Package serve shows the site while it is written: on this machine only, with
// each change a moment after it is saved.
//
// What is shown is an edition: the site as it is made from content at one time.
// Whoever asks gets a page of the last edition that could be made, whole; while
// the content is at fault, the faults with their lines. An edition is replaced
// at once, so no answer is ever made from two.
package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// An Edition is the site as it was made from content at one time.
type Edition interface {
	// ID differs where any page may differ.
	ID() string
	// File is a file of the site by its name, with slashes; false: there is none. It
	// is made once, when it is first asked for, whoever else asks meanwhile.
	File(name string) ([]byte, bool, error)
	// Prove finds what is at fault in files that nobody has asked for. It ends
	// early, with no fault, when the context ends.
	Prove(ctx context.Context) error
}

// A Server shows editions.
type Server struct {
	// Make makes an edition from the content as it is now, one at a time. The
	// error is shown as it reads.
	Make func() (Edition, error)

	now     atomic.Pointer[shown]
	readers audience
	asked   atomic.Pointer[string] // the page that was asked for last
}

// shown is an edition, or why there is none.
type shown struct {
	edition Edition
	fault   error
}

// id is that of the edition, or one of the fault.
func (s *shown) id() string {
	if s.fault != nil {
		return "fault " + s.fault.Error()
	}
	return s.edition.ID()
}

// Refresh makes an edition and shows it. The error is what is shown in its place.
func (s *Server) Refresh() error {
	next := s.make()
	s.show(next)
	return next.fault
}

func (s *Server) make() *shown {
	edition, err := s.Make()
	return &shown{edition, err}
}

// show shows an edition, and tells the pages that are open if it is another. One
// of them is about to be asked for anew, and is begun at once.
func (s *Server) show(next *shown) {
	before := s.now.Swap(next)
	if before != nil && before.id() == next.id() || !s.readers.tell() {
		return
	}
	if page := s.asked.Load(); page != nil && next.fault == nil {
		go func() {
			defer func() { _ = recover() }() // whoever asks for the page finds the same
			_, _, _ = next.edition.File(*page)
		}()
	}
}

// The limits of a request. A preview has one reader, who is near.
const (
	headerTime  = 5 * time.Second
	requestTime = 10 * time.Second
	idleTime    = time.Minute
	headerBytes = 16 << 10
	connections = 64
)

// Listen takes an address of this machine. Any other is refused: what is shown
// is not finished, and nobody else is to see it.
func Listen(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("listen on %q: %w", address, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("listen on %q: this is no address of this machine alone; there are 127.0.0.1, [::1] and localhost", address)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return &limited{Listener: l, free: make(chan struct{}, connections)}, nil
}

// Serve shows editions until the context ends.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s.handler(l.Addr()),
		ReadHeaderTimeout: headerTime, ReadTimeout: requestTime, WriteTimeout: requestTime, IdleTimeout: idleTime,
		MaxHeaderBytes: headerBytes,
		BaseContext:    func(net.Listener) context.Context { return ctx },
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		stopped <- server.Close() // there is nothing under way that is worth waiting for
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return <-stopped
}

// limited accepts so many connections at a time. More wait.
type limited struct {
	net.Listener
	free chan struct{}
}

// Accept waits for a connection and for room.
func (l *limited) Accept() (net.Conn, error) {
	l.free <- struct{}{}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.free
		return nil, err
	}
	return &counted{Conn: c, leave: func() { <-l.free }}, nil
}

// counted makes room when it is closed.
type counted struct {
	net.Conn
	leave func()
	left  atomic.Bool
}

// Close closes the connection.
func (c *counted) Close() error {
	if c.left.CompareAndSwap(false, true) {
		defer c.leave()
	}
	return c.Conn.Close()
}
