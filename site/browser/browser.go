// Package browser opens pages in a real browser, for tests. Only tests import it.
//
// One browser serves all tests of a package and each test has a tab of its own
// with nothing kept from another. No name of a host resolves but that of this
// machine, so that a page which asks for something from elsewhere is found out
// and gets nothing.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// names are those under which a system has the browser.
var names = []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome"}

// patience is how long a test waits for anything in a page. A machine with eight other
// things to do took a minute to look at a long runbook.
const patience = 3 * time.Minute

// shared is the browser of all tests of a package.
var shared struct {
	sync.Mutex
	ctx  context.Context
	stop func()
}

// Run runs the tests of a package and ends the browser, if one was started. Call
// it in TestMain: os.Exit(browser.Run(m)).
func Run(m *testing.M) int {
	defer func() {
		shared.Lock()
		defer shared.Unlock()
		if shared.stop != nil {
			shared.stop()
		}
	}()
	return m.Run()
}

// absent ends a test that cannot be made on this machine. Where CI is set it
// has failed: a test that is skipped there proves nothing and looks green.
func absent(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("browser: %s; \"make test\" installs it", what)
	}
	t.Skipf("browser: %s; \"make test\" installs it", what)
}

// start is the context of the browser, which the first test starts.
func start(t testing.TB) context.Context {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.ctx != nil {
		return shared.ctx
	}
	path := ""
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		absent(t, "there is no Chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("lang", "en-US"),
	)
	allocator, endBrowser := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, endTab := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		endTab()
		endBrowser()
		t.Fatalf("browser: %v", fmt.Errorf("start %s: %w", path, err))
	}
	shared.ctx, shared.stop = ctx, func() { endTab(); endBrowser() }
	return ctx
}
