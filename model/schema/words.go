package schema

import (
	"github.com/triptych-docs/triptych/model"
	"github.com/triptych-docs/triptych/templates"
)

// wordsOf are the words that a key of a type takes; nil where it takes others.
func wordsOf(key string) model.Words {
	switch key {
	case "Input.type":
		return model.InputTypes()
	case "Section.role":
		return model.SectionRoles()
	case "Block.part":
		return model.BlockParts()
	case "Note.kind":
		return model.NoteKinds()
	case "Risk.level":
		return model.RiskLevels()
	case "Setting.policy", "ValueRule.policy":
		return model.Policies()
	case "Field.control":
		return model.Controls()
	case "FlowNode.side":
		return model.Sides()
	case "KindSetting.type":
		return model.SettingTypes()
	case "Publication.flavour":
		return flavours()
	}
	return nil
}

// flavours are the readers that a document is set for.
func flavours() model.Words {
	var words model.Words
	for _, f := range templates.Flavours() {
		words = append(words, struct{ Word, Says string }{f.Name, "for " + f.For})
	}
	return words
}
