package markdown

import "github.com/triptych-docs/triptych/templates"

// made prints what the file says of itself where there is no front matter to say it
// in: below the title, which some generators take from the first line alone.
func (p *printer) made() {
	t, err := comment(p.flavour.Comments, p.flavour.Made)
	if err != nil {
		p.fail(err)
	}
	p.separate()
	p.line(t)
}

// comment is text that a reader of the page does not see.
func comment(form templates.CommentForm, s string) (Text, error) {
	t, err := remark(s)
	switch form {
	case templates.CommentHTML:
		return join(syntax("<!-- "), t, syntax(" -->")), err
	case templates.CommentMDX:
		return join(syntax("{/* "), t, syntax(" */}")), err
	}
	// It reads the same with and without MDX, which has no comments of HTML.
	return join(syntax(`[//]: # "`), t, syntax(`"`)), err
}
