package model

import "embed"

// Comments are the sources whose comments say what each key of the content is. The
// schemas that editors read have them from here: see package schema.
//
//go:embed facet.go fact.go object.go project.go rule.go runbook.go section.go value.go plan/kind.go
var Comments embed.FS
