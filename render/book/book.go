// Package book lays a plan out as a document: chapters of blocks, in the order
// and under the titles of a frame. A published guide and a runbook are the same
// plan in two frames.
//
// A [Book] is what the printers of Markdown and HTML print. It holds blocks
// only; steps have become items of lists, checks have become tables, and each
// reference has its words. Both printers print the same book, so that they
// cannot say different things.
package book

import "github.com/triptych-docs/triptych/model/plan"

// A Book is a document in the order in which it is read.
type Book struct {
	Title    plan.Line    // empty for a part of a page that has a title already
	Lead     []plan.Block // between the title and the first chapter
	Chapters []Chapter
	// References says, for each target of a [plan.Ref], how it is quoted here.
	References map[string]Reference
}

// A Chapter is a heading and what follows it, up to the next heading.
type Chapter struct {
	ID     string // anchor, unique in the book
	Level  int    // of the heading, from 1 to 6
	Number string // printed before the title: "2." or "A."; may be empty
	Title  plan.Line
	Blocks []plan.Block
	// Guard says of a page with a picker whom the chapter is for; Condition says
	// it in words, before the blocks. Where one is empty, both are.
	Guard     *plan.Guard
	Condition plan.Line
}

// A Reference is how a target is quoted: words that are no link ("step 4 of "),
// then the link. Anchor is the id of a chapter, or of an [plan.Item] or a
// [plan.Table] when Inner is set.
//
// Page is the way to another page, where the target stands on one: there,
// nobody looks whether it has the anchor.
type Reference struct {
	Before string
	Title  plan.Line
	Page   string
	Anchor string
	Inner  bool
}
