// Package site makes the static site: pages for people, a Markdown twin of each
// for everybody else, and the files that machines ask for.
//
// A page is a book of package book, printed by package html into a frame
// (templates/site.html.tmpl). The same book, printed as Markdown, is its twin.
// Nothing here knows what a question is about: a picker copies names of answers
// from the plan into attributes and into rules of the style, and the browser
// hides what they name.
//
// # Addresses
//
// A page is an index.html in a folder of its own, and every link in the site is
// relative and names the file, so that the site works below any address and
// from a disk. The twin of index.html is index.md.
//
// # Scripts
//
// Nothing on a page needs a script, apart from what is hidden until a script
// shows it. A script is made of parts: NAME stands for templates/site.NAME.js,
// and [parts] lists the parts of each kind of page in order. They are joined
// into the one script of the page, and the policy of the page lets in that
// script and no other, by its hash. A part is a function that is called at
// once; it finds its elements by their ids and ends quietly where they are
// not. What it has to know beside the page stands in a block of JSON
// (<script type="application/json" id="data:NAME">), which is no script to a
// browser; [page.data] holds those blocks.
//
// A customer's value in a page is a <span class="hole" data-var="HOLE"> with
// the placeholder in it, in the words of the page and in its commands; in a
// command it has data-in="powershell" as well, and stands inside of single
// quotes.
//
// # Forms
//
// The script of the forms is a file of its own ([formParts]) beside the texts of
// the runbooks (package residuals), because both are too much for a page that
// is only read. They are loaded when a reader opens a form, and so the policy of
// those pages lets in scripts of the site itself.
//
// The frame calls the templates "personalise" and "builder" where their forms
// stand: below the picker of a procedure, and on the page of the runbook. They
// are in site.personalise.html.tmpl and site.builder.html.tmpl.
package site
