package serve

import (
	"fmt"
	"net"
	"net/http"
	"path"
	"strings"
)

// handler answers requests. A browser that was lured here by another name for
// this machine is refused, as is one that another site sends: neither is to read
// what is shown.
func (s *Server) handler(at net.Addr) http.Handler {
	pages := http.NewServeMux()
	pages.HandleFunc("/-/live", s.live)
	pages.HandleFunc("/", s.page)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		switch from := r.Header.Get("Sec-Fetch-Site"); {
		case !ownHost(r.Host, at):
			http.Error(w, "this preview answers to 127.0.0.1, [::1] and localhost only", http.StatusMisdirectedRequest)
		case from == "cross-site" && r.Header.Get("Sec-Fetch-Mode") != "navigate":
			http.Error(w, "this preview answers to its own pages only", http.StatusForbidden)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "a preview is read and not written to", http.StatusMethodNotAllowed)
		default:
			pages.ServeHTTP(w, r)
		}
	})
}

// ownHost tells whether a Host header names this machine, with the port that is
// listened on.
func ownHost(host string, at net.Addr) bool {
	_, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return false
	}
	for _, name := range []string{"127.0.0.1", "[::1]", "localhost"} {
		if strings.EqualFold(host, name+":"+port) || port == "80" && strings.EqualFold(host, name) {
			return true
		}
	}
	return strings.EqualFold(host, at.String())
}

// types are what the files of a site are.
var types = map[string]string{
	".html": "text/html; charset=utf-8",
	".md":   "text/markdown; charset=utf-8",
	".txt":  "text/plain; charset=utf-8",
	".xml":  "application/xml; charset=utf-8",
	".json": "application/json",
	".js":   "text/javascript; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".svg":  "image/svg+xml",
	".ps1":  "text/plain; charset=utf-8",
}

// page answers with a file of the edition that is shown.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	now := s.now.Load()
	if now == nil {
		http.Error(w, "nothing is made yet", http.StatusServiceUnavailable)
		return
	}
	if now.fault != nil {
		faultPage(w, now.id(), now.fault)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	folder := path.Join(name, "index.html")
	if strings.HasSuffix(r.URL.Path, "/") {
		name = folder
	}
	status := http.StatusOK
	data, ok, err := now.edition.File(name)
	if err == nil && !ok {
		if _, ok, err = now.edition.File(folder); ok && err == nil {
			http.Redirect(w, r, "/"+path.Dir(folder)+"/", http.StatusFound)
			return
		}
		name, status = "404.html", http.StatusNotFound
		data, ok, err = now.edition.File(name)
	}
	switch {
	case err != nil:
		faultPage(w, now.id(), err)
		return
	case !ok:
		http.NotFound(w, r)
		return
	}
	if status == http.StatusOK && path.Ext(name) == ".html" {
		s.asked.Store(&name)
	}
	kind, known := types[path.Ext(name)]
	if !known {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", fmt.Sprint(len(data)))
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		_, _ = w.Write(data) // whoever asked has gone, if it cannot be written
	}
}
