package serve

import (
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"sync"
	"time"

	"github.com/triptych-docs/triptych/templates"
)

// An audience is the pages that are open. Its zero value is ready to use.
type audience struct {
	mu   sync.Mutex
	told chan struct{} // closed when something is different
}

// wait is closed when something is different from now.
func (a *audience) wait() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.told == nil {
		a.told = make(chan struct{})
	}
	return a.told
}

// tell tells all pages that are open, and whether there are any.
func (a *audience) tell() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.told == nil {
		return false
	}
	close(a.told)
	a.told = nil
	return true
}

// heartbeat keeps a connection from being taken for dead.
const heartbeat = 20 * time.Second

// live tells a page which edition is shown, now and whenever it is another.
func (s *Server) live(w http.ResponseWriter, r *http.Request) {
	answer := http.NewResponseController(w)
	if err := answer.SetWriteDeadline(time.Time{}); err != nil {
		http.Error(w, "this connection cannot stay open", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		changed := s.readers.wait()
		id := ""
		if now := s.now.Load(); now != nil {
			id = now.id()
		}
		line, err := json.Marshal(id) // one line, whatever is in it
		if err == nil {
			_, err = fmt.Fprintf(w, "data: %s\n\n", line)
		}
		if err != nil || answer.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-beat.C:
		case <-r.Context().Done():
			return
		}
	}
}

// faultView is what the page of a fault shows.
type faultView struct {
	Fault string
	ID    template.JS
	Live  template.JS
}

// faultPage shows what is wrong with the content, in place of a page of an
// edition, or of any while there is none.
func faultPage(w http.ResponseWriter, edition string, fault error) {
	id, err := json.Marshal(map[string]string{"edition": edition})
	if err != nil {
		http.Error(w, fault.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; connect-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
	w.WriteHeader(http.StatusInternalServerError)
	_ = faultFrame().Execute(w, faultView{Fault: fault.Error(), ID: template.JS(id), Live: template.JS(liveScript())})
}

// The page of a fault and the script of all pages are parts of the program, so
// that a fault in them panics and a test finds it.
var (
	faultFrame = sync.OnceValue(func() *template.Template {
		return template.Must(template.ParseFS(templates.Files, "fault.html.tmpl"))
	})
	liveScript = sync.OnceValue(func() string {
		raw, err := templates.Files.ReadFile("site.live.js")
		if err != nil {
			panic(fmt.Sprintf("serve: %v", err))
		}
		return string(raw)
	})
)
