package serve_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/site/serve"
)

// an edition of two pages that say what stands in a file.
type edition string

func (e edition) ID() string { return string(e) }

func (e edition) File(name string) ([]byte, bool, error) {
	switch name {
	case "index.html", "guide/index.html":
		return []byte("<p>" + string(e)), true, nil
	case "404.html":
		return []byte("<p>no such page"), true, nil
	case "broken.html":
		return nil, true, errors.New("cannot be printed")
	}
	return nil, false, nil
}

// start serves what stands in a file; "fault: …" in it is a fault.
func start(t *testing.T, file string) (s *serve.Server, address string) {
	t.Helper()
	s = &serve.Server{Make: func() (serve.Edition, error) {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if fault, ok := strings.CutPrefix(string(text), "fault: "); ok {
			return nil, errors.New(fault)
		}
		return edition(text), nil
	}}
	if err := s.Refresh(); err != nil {
		t.Fatal(err)
	}
	l, err := serve.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	ctx, stop := context.WithCancel(context.Background())
	go func() { ended <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s, l.Addr().String()
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func content(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "content.yaml")
	write(t, file, "first")
	return file
}

func TestAnswers(t *testing.T) {
	_, address := start(t, content(t))
	_, port, _ := net.SplitHostPort(address)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, test := range []struct {
		name, method, path, header, value string
		status                            int
		says                              string
	}{
		{"a page", "GET", "/", "", "", 200, "<p>first"},
		{"a page in a folder", "GET", "/guide/", "", "", 200, "<p>first"},
		{"a page without the slash", "GET", "/guide", "", "", 302, ""},
		{"a page that is not there", "GET", "/nowhere/", "", "", 404, "<p>no such page"},
		{"a way out", "GET", "/guide/../../etc/passwd", "", "", 307, "/etc/passwd"},
		{"where that leads", "GET", "/etc/passwd", "", "", 404, "<p>no such page"},
		{"a page that cannot be printed", "GET", "/broken.html", "", "", 500, "cannot be printed"},
		{"by name", "GET", "/", "Host", "localhost:" + port, 200, "<p>first"},
		{"by the name of another", "GET", "/", "Host", "evil.example:" + port, 421, "answers to"},
		{"by another port", "GET", "/", "Host", "localhost:1", 421, "answers to"},
		{"from another site", "GET", "/", "Sec-Fetch-Site", "cross-site", 403, "its own pages"},
		{"a form", "POST", "/", "", "", 405, "read and not written to"},
		{"too much", "GET", "/", "X-Much", strings.Repeat("x", 40<<10), 431, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, err := http.NewRequest(test.method, "http://"+address+test.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			if test.header == "Host" {
				r.Host = test.value
			} else if test.header != "" {
				r.Header.Set(test.header, test.value)
			}
			answer, err := client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			body, _ := io.ReadAll(answer.Body)
			if answer.StatusCode != test.status || !strings.Contains(string(body), test.says) {
				t.Errorf("the answer is %d %q, want %d with %q", answer.StatusCode, body, test.status, test.says)
			}
		})
	}
}

func TestOnlyThisMachine(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "example.com:80", "nonsense"} {
		if l, err := serve.Listen(address); err == nil {
			l.Close()
			t.Errorf("%q is listened on", address)
		}
	}
}

// get is the text of a page.
func get(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get("http://" + address + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// A page that is open is told of every change; a fault is shown with what it
// says and nothing of it is markup, and goes away when it is mended.
func TestChanges(t *testing.T) {
	file := content(t)
	s, address := start(t, file)
	ctx, stop := context.WithCancel(context.Background())
	said := make(chan error, 10)
	watched := make(chan error, 1)
	go func() { watched <- s.Watch(ctx, filepath.Dir(file), func(err error) { said <- err }) }()
	t.Cleanup(func() {
		stop()
		if err := <-watched; err != nil {
			t.Error(err)
		}
	})
	answer, err := http.Get("http://" + address + "/-/live")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	events := bufio.NewScanner(answer.Body)
	next := func() string {
		for events.Scan() {
			if data, ok := strings.CutPrefix(events.Text(), "data: "); ok {
				return data
			}
		}
		t.Fatal("no event came")
		return ""
	}
	if got := next(); got != `"first"` {
		t.Fatalf("the page is told %s", got)
	}
	// A change before the watch begins is not seen; then it is made again.
	until := func(want string) {
		for {
			if got := next(); got == want {
				return
			}
		}
	}
	touch(t, file, "second", s)
	until(`"second"`)
	if got := get(t, address); got != "<p>second" {
		t.Errorf("the page is %q", got)
	}
	write(t, file, "fault: no <script>")
	if err := <-said; err == nil {
		t.Error("the fault was not said")
	}
	until(`"fault no \u003cscript\u003e"`)
	if got := get(t, address); !strings.Contains(got, "no &lt;script&gt;") || strings.Contains(got, "no <script>") {
		t.Errorf("the page is %q", got)
	}
	write(t, file, "third")
	if err := <-said; err != nil {
		t.Errorf("mended, and said %v", err)
	}
	until(`"third"`)
	if got := get(t, address); got != "<p>third" {
		t.Errorf("the page is %q", got)
	}
}

// touch changes a file that may not be watched yet.
func touch(t *testing.T, file, text string, s *serve.Server) {
	t.Helper()
	write(t, file, text)
	if err := s.Refresh(); err != nil {
		t.Fatal(err)
	}
}
