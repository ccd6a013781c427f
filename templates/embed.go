// Package templates holds the frames that printers put around blocks: the page
// of a runbook, the skeleton of a script, and the few words that every printer
// needs. It has no facts of a procedure, no conditions on answers and no
// escaping; those stand in content/, in model/compile and in the printers.
package templates

import "embed"

// Files are the frames and the words, each under its file name. Of each script of
// the site's pages, lean/ has what a browser needs.
//
//go:embed *.tmpl *.yaml *.css *.js *.md lean/*.js
var Files embed.FS
