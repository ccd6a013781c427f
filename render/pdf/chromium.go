package pdf

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/triptych-docs/triptych/model/pattern"
)

// Programs are the names under which a Chromium is looked for. On Windows and macOS
// browsers are not in the path, but always at the same place.
var Programs = []string{
	"chromium", "chromium-browser", "google-chrome-stable", "google-chrome",
	`C:\Program Files\Google\Chrome\Application\chrome.exe`,
	`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
}

// Chromium prints a page by an installed Chromium. The page needs nothing beside
// itself; its own policy refuses every request. The dates in the file are set to
// the date given, so that the same page and the same Chromium give the same
// bytes.
func Chromium(ctx context.Context, program string, page []byte, date time.Time) (out []byte, err error) {
	folder, err := os.MkdirTemp("", "triptych-")
	if err != nil {
		return nil, fmt.Errorf("print with %s: %w", program, err)
	}
	defer func() {
		if removed := os.RemoveAll(folder); err == nil && removed != nil {
			err = fmt.Errorf("print with %s: %w", program, removed)
		}
	}()
	in, target := filepath.Join(folder, "runbook.html"), filepath.Join(folder, "runbook.pdf")
	if err := os.WriteFile(in, page, 0o600); err != nil {
		return nil, fmt.Errorf("print with %s: %w", program, err)
	}
	args := []string{"--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--no-pdf-header-footer",
		"--user-data-dir=" + filepath.Join(folder, "profile"), "--print-to-pdf=" + target}
	if os.Geteuid() == 0 {
		// Chromium refuses its sandbox to root.
		args = append(args, "--no-sandbox")
	}
	var said bytes.Buffer
	command := exec.CommandContext(ctx, program, append(args, "file://"+filepath.ToSlash(in))...)
	command.Stderr = &said
	if err := command.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("print with %s: %w\n%s", program, err, last(said.Bytes()))
	}
	out, err = os.ReadFile(target)
	if err != nil {
		return nil, fmt.Errorf("print with %s: it made no file: %w", program, err)
	}
	return dates().ReplaceAll(out, []byte("${1}(D:"+date.UTC().Format("20060102150405")+"+00'00')")), nil
}

// dates are the two dates of a PDF, as Chromium writes them: with the length of
// what takes their place, so that no offset in the file moves.
var dates = pattern.New(`(/(?:CreationDate|ModDate) ?)\(D:\d{14}[+-]\d\d'\d\d'\)`)

// last is the last line of what a program said.
func last(said []byte) []byte {
	lines := bytes.Split(bytes.TrimSpace(said), []byte("\n"))
	return lines[len(lines)-1]
}
