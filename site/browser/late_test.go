package browser_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/triptych-docs/triptych/site/browser"
)

// held serves the site, and no script of it before the last one is let go.
func held(t *testing.T) (url string, release func()) {
	t.Helper()
	let := make(chan struct{})
	files := http.FileServer(http.Dir(folder(t)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			select {
			case <-let:
			case <-r.Context().Done():
			}
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, func() { close(let) }
}

// Where scripts come later than the page waits for them, who tried again meanwhile
// gets one form, and what is typed in it stays.
func TestLateScriptsMakeOneForm(t *testing.T) {
	url, release := held(t)
	p := browser.New(t)
	p.Open(url + guidePage)
	p.Do(`window.setTimeout = (late, after, ...with_) => { if (after === 10000) { window.late = () => late(...with_); } }`)
	for range 2 {
		p.Click("#personalise button")
		p.Wait(`document.querySelector("#personalise button").disabled && !document.querySelector("[role=alert]").checkVisibility()`)
		p.Do(`late()`)
		p.Wait(`document.querySelector("[role=alert]").checkVisibility() && !document.querySelector("#personalise button").disabled`)
	}
	p.Do(`window.made = 0; new MutationObserver(() => { made++; }).observe(document.getElementById("personalise"), { childList: true })`)
	release()
	p.Wait(`document.querySelector("#personalise input") && !document.querySelector("[role=alert]").checkVisibility()`)
	into(p, "What is your journal address", "acme")
	p.Frames(2)
	if n := browser.Eval[int](p, `made`); n != 1 {
		t.Errorf("the form was made %d times", n)
	}
	if n := browser.Eval[int](p, `document.querySelectorAll("head script[src*='assets/values.']").length`); n != 1 {
		t.Errorf("the last script was asked for %d times", n)
	}
	if got := browser.Eval[string](p, `document.querySelector("#personalise input").value`); got != "acme" {
		t.Errorf("what was typed is %q now", got)
	}
}

// A guide says that the form of a runbook has not loaded for as long as it is so.
func TestRunbookOfAGuideThatComesAtTheSecondTry(t *testing.T) {
	part := t.TempDir()
	if err := os.CopyFS(part, os.DirFS(folder(t))); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(part, "assets", "runbook.*.js"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%q, %v", found, err)
	}
	if err := os.Rename(found[0], found[0]+".away"); err != nil {
		t.Fatal(err)
	}
	p := browser.New(t)
	guide(t, p, browser.File(t, part))
	p.Click("#personalise .actions button")
	p.Wait(`document.querySelector("[role=alert]").checkVisibility()`)
	if err := os.Rename(found[0]+".away", found[0]); err != nil {
		t.Fatal(err)
	}
	p.Click("#personalise .actions button")
	p.Wait(`document.querySelector("#personalise .builder")`)
	if browser.Eval[bool](p, `document.querySelector("[role=alert]").checkVisibility()`) {
		t.Error("the page still says that the form has not loaded")
	}
}
