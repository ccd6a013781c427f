// Package html prints a book as one HTML page that needs nothing beside itself:
// it opens from a disk or a mail attachment, without a network, and it prints.
//
// The page around the book is the frame runbook.html.tmpl with its style and
// its script, in package templates. The book itself is printed here, by the
// constructors of [Text]: html/template escapes what the frame adds, but it
// knows nothing of the holes that are filled later.
//
// Whatever comes from content or from a customer is escaped for text or for an
// attribute in quotes. It never stands in the style or in the script: the
// script reads the id of the runbook from an attribute, and the page's own
// policy refuses every other style, script and request.
//
// The law: an HTML parser reads back exactly the value and no other node.
package html
