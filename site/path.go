package site

import "strings"

// index is the file that a folder is opened with.
const index = "index.html"

// relative is the way from a folder of the site to a file or a place in one.
// Folders end with a slash; the root is empty.
func relative(from, to string) string {
	same := 0
	for i := range min(len(from), len(to)) {
		if from[i] != to[i] {
			break
		}
		if from[i] == '/' {
			same = i + 1
		}
	}
	return strings.Repeat("../", strings.Count(from[same:], "/")) + to[same:]
}

// twin is the file beside a page that says the same in Markdown.
func twin(file string) string { return strings.TrimSuffix(file, ".html") + ".md" }
