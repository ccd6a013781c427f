// Package content is what triptych knows: procedures, labels, kinds of tenant
// object, roles and sources, as YAML. It has no logic; package model/load reads
// it. README.md says how it is written.
package content

import "embed"

// Files holds every YAML file of this folder and of the procedures' folders
// under it, by its path from here: "kinds.yaml", "area1-journaling/facets.yaml". The
// binary carries them so that it works without a checkout.
//
//go:embed *.yaml */*.yaml
var Files embed.FS

// Guide is README.md: how content is written, for those who have the binary and
// no checkout.
//
//go:embed README.md
var Guide string
