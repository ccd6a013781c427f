// Package markdown prints a book as Markdown: GitHub's for runbooks and
// reference pages, Hugo's for a site.
//
// Blocks are printed by Go and not by templates, because white space means
// something here. The output is made to be read raw too, in a ticket or a
// terminal: nothing is escaped that would be plain text anyway where it stands,
// lists that can be tight are tight, and no line ends in a space.
//
// Whatever comes from content or from a customer goes through a constructor of
// [Text], all of which are in text.go. The law that they keep: goldmark with
// GitHub's extensions reads back exactly the value and no other node.
//
// What Markdown cannot say: a line break in a code span (it becomes a space;
// values with line breaks are refused where profiles and content are read), an
// empty code span (it is left out), bold text that is empty but for code, and
// link text of more than 998 bytes, which goldmark takes for plain text. GitHub
// also decorates text after it has read it, as in @name and #12; no escape
// prevents that, and it changes no letter.
//
// What is printed depends on the structure of a book and never on the length or
// the letters of a value, so that a residual that is filled has the same bytes
// as the same book printed for one customer.
package markdown
