// Package picture draws what the plan has in it: the form that a step fills in,
// and how mail flows. A drawing is made from the same node as the words beside
// it, so that it cannot go stale.
//
// A [Scene] is a drawing as boxes, lines and texts with their places. [Scene.SVG]
// writes it for a file or a page; render/pdf draws the same scene. Texts are
// measured by the widths of the Go fonts, which are wider than most: what fits
// with them fits with the font of the reader too. Nothing here depends on the
// machine; the same node gives the same bytes.
package picture
