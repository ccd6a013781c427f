package site

import (
	"bytes"
	"strings"

	"github.com/triptych-docs/triptych/model/parallel"
	"github.com/triptych-docs/triptych/model/plan"
	"github.com/triptych-docs/triptych/render"
	"github.com/triptych-docs/triptych/render/book"
)

// helpOf is the help at the head of a script: what it does, and its parameters.
// The page says what Get-Help says.
func helpOf(script []byte) book.ScriptHelp {
	var help book.ScriptHelp
	head, _, _ := bytes.Cut(script, []byte("#>"))
	// Each part begins with a line such as ".PARAMETER Name".
	for part := range strings.SplitSeq(string(head), "\n.") {
		line, body, _ := strings.Cut(part, "\n")
		keyword, name, _ := strings.Cut(line, " ")
		switch keyword {
		case "DESCRIPTION":
			help.Description = blocksOf(body)
		case "PARAMETER":
			help.Parameters = append(help.Parameters, [2]string{name, strings.Join(strings.Fields(body), " ")})
		}
	}
	return help
}

// blocksOf are paragraphs and lists of plain text.
func blocksOf(text string) []plan.Block {
	var out []plan.Block
	for _, chunk := range strings.Split(strings.TrimSpace(text), "\n\n") {
		words := strings.Join(strings.Fields(chunk), " ")
		if !strings.HasPrefix(words, "- ") {
			out = append(out, plan.Paragraph{Line: plan.Say(words)})
			continue
		}
		list := plan.List{}
		for _, item := range strings.Split("\n"+strings.TrimSpace(chunk), "\n")[1:] {
			item = strings.TrimSpace(item)
			if rest, ok := strings.CutPrefix(item, "- "); ok {
				list.Items = append(list.Items, plan.Item{Blocks: []plan.Block{plan.Paragraph{Line: plan.Say(rest)}}})
				continue
			}
			last := &list.Items[len(list.Items)-1]
			last.Blocks[0] = plan.Paragraph{Line: append(last.Blocks[0].(plan.Paragraph).Line, plan.Say(" "+item)...)}
		}
		out = append(out, list)
	}
	return out
}

// A script is the script of a variant.
type script struct {
	of answers
	output
}

// scripts are the scripts of a procedure, each beside the page of its variant.
// Model is the hash of the content, which is in them.
func (p *Procedure) scripts(model string) []script {
	var all []script
	for _, closed := range p.Closed {
		of := p.answers(closed)
		all = append(all, script{of, newOutput(of.folder()+render.ScriptName(p.Open), func() ([]byte, error) {
			compiled, err := closed.Plan()
			if err != nil {
				return nil, err
			}
			f, err := render.GenericScript(compiled, model)
			return f.Data, err
		})})
	}
	return all
}

// scriptPage is the page of the scripts.
func (p *Procedure) scriptPage(scripts []script) (*book.Book, error) {
	files, err := parallel.Map(scripts, script.file)
	if err != nil {
		return nil, err
	}
	var downloads []book.Download
	var help book.ScriptHelp
	for i, f := range files {
		downloads = append(downloads, book.Download{
			For: plan.Say(scripts[i].of.label()), URL: relative(p.id()+"/powershell/", f.Name),
			SHA256: render.Sum(f.Data),
		})
		if h := helpOf(f.Data); len(h.Parameters) > len(help.Parameters) || len(h.Description) > len(help.Description) {
			help = h
		}
	}
	return book.Script(p.Open, help, downloads), nil
}
