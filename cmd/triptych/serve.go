package main

import (
	"errors"
	"fmt"
	"net"
	"sync"

	"github.com/triptych-docs/triptych/model/source"
	"github.com/triptych-docs/triptych/site/serve"
)

// serveCommand shows the site while it is written.
type serveCommand struct {
	Listen string `default:"127.0.0.1:1313" placeholder:"ADDRESS" help:"Address of this machine to listen on; port 0 takes any that is free."`
}

// Examples of the command.
func (serveCommand) Examples() string {
	return `triptych serve --content content/
triptych serve --content content/ --listen 127.0.0.1:0
`
}

// Run shows the site until it is interrupted.
func (c *serveCommand) Run(p *program) error {
	l, err := serve.Listen(c.Listen)
	if err != nil {
		var busy *net.OpError
		if errors.As(err, &busy) {
			return fmt.Errorf("%w; --listen 127.0.0.1:0 takes any port that is free", err)
		}
		return wrong("--listen: %w", err)
	}
	server := &serve.Server{Make: newEditions(p).make}
	if err := server.Refresh(); err != nil {
		c.tell(p, err)
	}
	p.say("http://%s/ shows %s; Ctrl+C ends it.", l.Addr(), c.shows(p))
	var work sync.WaitGroup
	defer work.Wait()
	watching := make(chan error, 1)
	if p.Content != "" {
		work.Go(func() {
			watching <- server.Watch(p.ctx, p.Content, func(err error) { c.tell(p, err) })
		})
	}
	serving := make(chan error, 1)
	work.Go(func() { serving <- server.Serve(p.ctx, l) })
	select {
	case err = <-serving:
	case err = <-watching:
	}
	if p.ctx.Err() != nil {
		return nil // that is how it ends
	}
	return err
}

// tell says what is wrong with the content, or that it is mended.
func (c *serveCommand) tell(p *program, err error) {
	var faults *source.List
	switch {
	case err == nil:
		p.say("the content is mended")
	case errors.As(err, &faults):
		fmt.Fprint(p.stderr, faults)
	default:
		fmt.Fprintf(p.stderr, "triptych: %v\n", err)
	}
}

func (c *serveCommand) shows(p *program) string {
	if p.Content == "" {
		return "the content in the program, which does not change; --content DIR shows a folder as you edit it"
	}
	return p.Content + " as you edit it"
}
