package serve_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/site/serve"
)

// an edition of two pages that say what stands in a file.
type edition string

func (e edition) ID() string { return string(e) }

func (e edition) Prove(context.Context) error {
	if strings.HasPrefix(string(e), "unsound") {
		return errors.New("proven to be at fault")
	}
	return nil
}

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
		if len(text) == 0 {
			return nil, errors.New("the file is empty")
		}
		return edition(text), nil
	}}
	return s, run(t, s)
}

// run shows an edition until the test ends.
func run(t *testing.T, s *serve.Server) (address string) {
	t.Helper()
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
	return l.Addr().String()
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

// A watched server is one whose changes are told.
type watched struct {
	*testing.T
	address, file string
	said          chan error
	events        *bufio.Scanner
}

// watch serves what stands in a file, and watches it.
func watch(t *testing.T) watched {
	t.Helper()
	w := watched{T: t, file: content(t), said: make(chan error, 10)}
	s, address := start(t, w.file)
	w.address = address
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	// It is not watched yet, and seen all the same.
	write(t, w.file, "early")
	go func() { ended <- s.Watch(ctx, filepath.Dir(w.file), func(err error) { w.said <- err }) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	answer, err := http.Get("http://" + address + "/-/live")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	w.events = bufio.NewScanner(answer.Body)
	w.until("early")
	return w
}

// until waits until the pages that are open are told of an edition.
func (w watched) until(id string) {
	w.Helper()
	want, _ := json.Marshal(id)
	for w.events.Scan() {
		if data, ok := strings.CutPrefix(w.events.Text(), "data: "); ok && data == string(want) {
			return
		}
	}
	w.Fatalf("nobody was told of %s", want)
}

// shows makes sure what the page is.
func (w watched) shows(want string) {
	w.Helper()
	if got := get(w.T, w.address); !strings.Contains(got, want) {
		w.Errorf("the page is %q, want %q", got, want)
	}
}

// A page that is open is told of every change; a fault is shown with what it
// says and nothing of it is markup, and goes away when it is mended.
func TestChanges(t *testing.T) {
	w := watch(t)
	w.shows("<p>early")
	write(t, w.file, "second")
	w.until("second")
	w.shows("<p>second")
	write(t, w.file, "fault: no <script>")
	w.until("fault no <script>")
	w.shows("no &lt;script&gt;")
	if err := <-w.said; err == nil || err.Error() != "no <script>" {
		t.Errorf("what is said is %v", err)
	}
	write(t, w.file, "third")
	w.until("third")
	w.shows("<p>third")
	if err := <-w.said; err != nil {
		t.Errorf("mended, and said %v", err)
	}
}

// What no page has shown is proven afterwards; its fault takes the place of all
// pages, as any other.
func TestFaultThatIsFoundLater(t *testing.T) {
	w := watch(t)
	write(t, w.file, "unsound")
	w.until("unsound")
	w.shows("<p>unsound")
	w.until("fault proven to be at fault")
	w.shows("proven to be at fault")
	if err := <-w.said; err == nil {
		t.Error("the fault was not said")
	}
	write(t, w.file, "sound")
	w.until("sound")
	w.shows("<p>sound")
	if err := <-w.said; err != nil {
		t.Errorf("mended, and said %v", err)
	}
}

// Editors save in several steps. However long they take between them, the page is
// whole after the last.
func TestWaysToSave(t *testing.T) {
	for _, test := range []struct {
		name        string
		first, then func(file string) error
	}{
		{"cut off and written", func(file string) error { return os.Truncate(file, 0) }, written},
		{"taken away and made anew", os.Remove, written},
		{"moved away and made anew", func(file string) error { return os.Rename(file, file+"~") }, written},
		{"written beside and moved over", func(file string) error {
			return errors.Join(os.Truncate(file, 0), os.WriteFile(file+".new", []byte("saved"), 0o666))
		}, func(file string) error { return os.Rename(file+".new", file) }},
		{"in a folder that is new", func(file string) error {
			return errors.Join(os.Remove(file), os.Mkdir(filepath.Join(filepath.Dir(file), "folder"), 0o777))
		}, written},
	} {
		for _, slow := range []bool{false, true} {
			name := test.name
			if slow {
				name += ", slowly"
			}
			t.Run(name, func(t *testing.T) {
				w := watch(t)
				if err := test.first(w.file); err != nil {
					t.Fatal(err)
				}
				if slow { // until a fault is shown
					if err := <-w.said; err == nil {
						t.Error("a file that is not whole is no fault")
					}
				}
				if err := test.then(w.file); err != nil {
					t.Fatal(err)
				}
				w.until("saved")
				w.shows("<p>saved")
			})
		}
	}
}

func written(file string) error { return os.WriteFile(file, []byte("saved"), 0o666) }

// A noted edition notes what it is asked for.
type noted struct {
	edition
	files chan string
}

func (n noted) File(name string) ([]byte, bool, error) {
	n.files <- string(n.edition) + " " + name
	return n.edition.File(name)
}

// The page that is open is begun when there is another edition, before the browser
// asks for it.
func TestOpenPageIsBegun(t *testing.T) {
	files, made := make(chan string, 10), 0
	s := &serve.Server{Make: func() (serve.Edition, error) {
		made++
		return noted{edition(strconv.Itoa(made)), files}, nil
	}}
	address := run(t, s)
	for _, path := range []string{"/guide/", "/-/live"} {
		answer, err := http.Get("http://" + address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		if _, err := answer.Body.Read(make([]byte, 1)); err != nil { // the page has been asked for, the live one waits
			t.Fatal(err)
		}
	}
	if err := s.Refresh(); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1 guide/index.html", "2 guide/index.html"} {
		if got := <-files; got != want {
			t.Errorf("%s was made, want %s", got, want)
		}
	}
}

// A page that cannot be printed is not shown anew until the content is another.
func TestFaultOfOnePage(t *testing.T) {
	_, address := start(t, content(t))
	answer, err := http.Get("http://" + address + "/broken.html")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	if own := `{"edition":"first"}`; !strings.Contains(string(body), own) {
		t.Errorf("the page does not say %s: %s", own, body)
	}
}
