package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A Page is a tab of a test. Whatever goes wrong with it ends the test.
type Page struct {
	t         testing.TB
	ctx       context.Context
	downloads string

	lock     sync.Mutex
	requests []request
	faults   []string
}

// New opens an empty tab, which is closed when the test ends. Its window is
// 1280 by 800 and prefers light colours and no motion.
func New(t testing.TB) *Page {
	t.Helper()
	p := &Page{t: t, downloads: t.TempDir()}
	whole := start(t)
	ctx, end := chromedp.NewContext(whole, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.heard))
	t.Cleanup(end)
	ctx, endWait := context.WithTimeout(ctx, patience)
	t.Cleanup(endWait)
	p.ctx = ctx
	p.do(chromedp.Do(ctx))
	p.do2(chromedp.Call(ctx, network.Enable, network.EnableParams{}))
	p.do2(chromedp.Call(ctx, log.Enable, cdp.Empty{}))
	p.do2(chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior:         browser.SetDownloadBehaviorBehaviorAllow,
		BrowserContextID: chromedp.FromContext(ctx).BrowserContextID,
		DownloadPath:     p.downloads,
	}))
	p.Width(1280)
	p.Scheme("light")
	return p
}

// A request is what the page asked for. One that its policy refused never left.
type request struct {
	id      network.RequestID
	url     string
	refused bool
}

// heard keeps what the page asked for and what went wrong in it.
func (p *Page) heard(event any) {
	p.lock.Lock()
	defer p.lock.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, request{id: e.RequestID, url: e.Request.URL})
	case *network.EventLoadingFailed:
		for i := range p.requests {
			if p.requests[i].id == e.RequestID && e.BlockedReason == network.BlockedReasonCsp {
				p.requests[i].refused = true
			}
		}
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			p.faults = append(p.faults, e.Entry.Text)
		}
	}
}

func (p *Page) do(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("browser: %v", err)
	}
}

func (p *Page) do2(_ cdp.Empty, err error) {
	p.t.Helper()
	p.do(err)
}

// File is the URL of a file.
func File(t testing.TB, path string) string {
	t.Helper()
	whole, err := filepath.Abs(path)
	if err != nil {
		t.Fatalf("browser: %v", err)
	}
	return (&url.URL{Scheme: "file", Path: whole}).String()
}

// Write writes a page to a file that lasts as long as the test, and says where.
func Write(t testing.TB, name string, text []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, text, 0o666); err != nil {
		t.Fatalf("browser: %v", err)
	}
	return path
}

// Serve serves a folder on this machine as long as the test lasts, and says
// where. What is not there is answered by the folder's 404.html.
func Serve(t testing.TB, folder string) string {
	t.Helper()
	files := http.FileServer(http.Dir(folder))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(r.URL.Path))); err != nil {
			if text, err := os.ReadFile(filepath.Join(folder, "404.html")); err == nil {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				w.WriteHeader(http.StatusNotFound)
				_, _ = w.Write(text)
				return
			}
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// Open goes to a URL and waits until it is loaded.
func (p *Page) Open(url string) {
	p.t.Helper()
	p.do(chromedp.Do(p.ctx, chromedp.Navigate(url)))
}

// Reload loads the page again.
func (p *Page) Reload() {
	p.t.Helper()
	p.do(chromedp.Do(p.ctx, chromedp.Reload()))
}

// Back goes back one page. A page that the browser has kept does not load again,
// so that only its address tells that it is there.
func (p *Page) Back() {
	p.t.Helper()
	here := Eval[string](p, "location.href")
	p.Do("setTimeout(() => history.back())")
	p.Wait("location.href !== " + quoted(here) + " && document.readyState === 'complete'")
}

// Forget forgets the requests so far.
func (p *Page) Forget() {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.requests, p.faults = nil, nil
}

// Requests are the URLs that the tab asked for, the page's own among them. What
// its policy refused is in the faults.
func (p *Page) Requests() []string {
	p.lock.Lock()
	defer p.lock.Unlock()
	urls := []string{}
	for _, r := range p.requests {
		if !r.refused {
			urls = append(urls, r.url)
		}
	}
	return urls
}

// Faults are errors of scripts and what the page's policy refused.
func (p *Page) Faults() []string {
	p.lock.Lock()
	defer p.lock.Unlock()
	return append([]string{}, p.faults...)
}

// Width sets the width of the window in CSS pixels.
func (p *Page) Width(pixels int) {
	p.t.Helper()
	p.do(chromedp.Do(p.ctx, chromedp.EmulateViewport(int64(pixels), 800)))
}

// Scheme sets the colours that the reader prefers: light or dark.
func (p *Page) Scheme(name string) { p.media("", name) }

// Print shows the page as it is printed.
func (p *Page) Print() { p.media("print", "light") }

func (p *Page) media(medium, scheme string) {
	p.t.Helper()
	p.do2(chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: medium,
		Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme},
			{Name: "prefers-reduced-motion", Value: "reduce"},
		},
	}))
}

// NoScript turns scripts off for the pages that are opened from now on.
func (p *Page) NoScript() {
	p.t.Helper()
	p.do2(chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
}

// Eval is the value of an expression, read into a T by way of JSON. A promise is
// waited for.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	value, err := evaluate[T](p, expression)
	if err != nil {
		p.t.Fatalf("browser: %s: %v", expression, err)
	}
	return value
}

func evaluate[T any](p *Page, expression string) (value T, err error) {
	text, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](
		"(async () => JSON.stringify(await (async () => ("+expression+"))()) ?? 'null')()", chromedp.EvalAwaitPromise))
	if err == nil {
		err = json.Unmarshal([]byte(text), &value)
	}
	return value, err
}

// Do runs statements in the page.
func (p *Page) Do(statements string) {
	p.t.Helper()
	Eval[bool](p, "(() => {"+statements+"; return true})()")
}

// Wait waits until an expression is true. It is asked in vain while the tab goes
// from one page to another.
func (p *Page) Wait(expression string) {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		is, err := evaluate[bool](p, "!!("+expression+")")
		if is {
			return
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("browser: this did not become true: %s (%v)", expression, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Frames waits until the page was drawn some times more.
func (p *Page) Frames(n int) {
	p.t.Helper()
	for range n {
		Eval[bool](p, "new Promise(done => requestAnimationFrame(() => done(true)))")
	}
}

// Click scrolls to the first element of a selector and clicks it as a mouse does.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.do(chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS(selector))))
}

// Type puts the cursor into a field, empties it and types.
func (p *Page) Type(selector, text string) {
	p.t.Helper()
	p.Do(fmt.Sprintf("const e = document.querySelector(%s); e.focus(); e.select && e.select()", quoted(selector)))
	if text == "" {
		p.Press(kb.Delete)
		return
	}
	p.do2(chromedp.Call(p.ctx, input.InsertText, input.InsertTextParams{Text: text}))
}

// Press presses keys, as package kb names them.
func (p *Page) Press(keys string) {
	p.t.Helper()
	p.do(chromedp.Do(p.ctx, chromedp.KeyEvent(keys)))
}

// Text is what an element says.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	return Eval[string](p, fmt.Sprintf("document.querySelector(%s).innerText", quoted(selector)))
}

// Screenshot writes a picture of the whole page to the folder that SHOTS names,
// to be looked at by people. Without SHOTS it does nothing.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	folder := os.Getenv("SHOTS")
	if folder == "" {
		return
	}
	picture, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	p.do(err)
	p.do(os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o666))
}

// PDF is the page as the browser prints it.
func (p *Page) PDF() []byte {
	p.t.Helper()
	text, err := chromedp.Run(p.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
	p.do(err)
	return text
}

// Download waits for a file that the page gives to its reader, and reads it.
func (p *Page) Download(name string) []byte {
	p.t.Helper()
	path := filepath.Join(p.downloads, name)
	deadline := time.Now().Add(patience)
	for {
		text, err := os.ReadFile(path)
		if err == nil && len(text) > 0 {
			return text
		}
		if time.Now().After(deadline) {
			there, _ := os.ReadDir(p.downloads)
			p.t.Fatalf("browser: the page gave no file %s; there are %v", name, there)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// AcceptDialogs says yes to the next question that the page asks in a dialog.
func (p *Page) AcceptDialogs() {
	p.Do("window.confirm = () => true")
}

// quoted is a text as a literal of JavaScript.
func quoted(text string) string {
	literal, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string has no other form
	}
	return strings.NewReplacer("\u2028", `\u2028`, "\u2029", `\u2029`).Replace(string(literal))
}
