package picture

import (
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render/book"
)

// A File is a drawing beside a document.
type File struct {
	Name string // as [FileName] says
	Data []byte
}

// FileName is the name of the file of a drawing with an id.
func FileName(id string) string { return id + ".svg" }

// Files draws what is drawn in a book without holes, in the order in which it
// stands there.
func Files(b *book.Book) ([]File, error) {
	g := &gatherer{book: b}
	g.blocks(b.Lead)
	for _, c := range b.Chapters {
		g.blocks(c.Blocks)
	}
	return g.files, g.err
}

type gatherer struct {
	book  *book.Book
	files []File
	err   error // the first one
}

func (g *gatherer) blocks(blocks []plan.Block) {
	for _, b := range blocks {
		b.Visit(g)
	}
}

func (g *gatherer) Dialog(d plan.Dialog) {
	words := g.book.Spoken(DialogWords(d)).Fill(nil)
	g.files = append(g.files, File{FileName(d.ID), Dialog(g.book, d).File(d.Title, words)})
}

func (g *gatherer) Flow(f plan.Flow) {
	scene, err := Flow(g.book, f)
	if err != nil {
		if g.err == nil {
			g.err = err
		}
		return
	}
	title := g.book.Spoken(f.Title).Fill(nil)
	g.files = append(g.files, File{FileName(f.ID), scene.File(title, FlowWords(g.book, f))})
}

func (g *gatherer) List(b plan.List) {
	for _, item := range b.Items {
		g.blocks(item.Blocks)
	}
}

func (g *gatherer) Note(b plan.Note)       { g.blocks(b.Blocks) }
func (g *gatherer) Guarded(b plan.Guarded) { g.blocks(b.Blocks) }

func (g *gatherer) Paragraph(plan.Paragraph) {}
func (g *gatherer) Table(plan.Table)         {}
func (g *gatherer) Command(plan.Command)     {}
func (g *gatherer) Picture(plan.Picture)     {}
func (g *gatherer) Form(plan.Form)           {}
